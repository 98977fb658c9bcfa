//! Backward induction over cells whose play is given.

use willing_check::crisis::{
    Cell, CouncilParts, CouncilResult, Course, Crisis, DeadlockDemand, Draft, DraftFate, Error, LeaderOption,
    OptionStanding, Play, VotingConjecture,
};
use willing_council::{DraftForecast, Matter, Seat};
use willing_risk::Authorization;

/// One way of playing each cell.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) cells: &'a [Cell],
    /// For each cell the place of its play.
    pub(super) places: &'a [Option<usize>],
}

impl<'a> Line<'a> {
    /// The play of a method; `None` if the cell has none.
    pub(super) fn play(&self, method: usize, authorization: Authorization) -> Option<&'a Play> {
        let cell = self.place_of(method, authorization)?;
        let place = self.places.get(cell).copied().flatten()?;
        self.cells.get(cell)?.plays.get(place)
    }

    /// The place of the cell of a method.
    pub(super) fn place_of(&self, method: usize, authorization: Authorization) -> Option<usize> {
        self.cells.iter().position(|cell| cell.method == method && cell.authorization == authorization)
    }

    /// The cell that is played in this course, and the place of its play.
    pub(super) fn played(&self, crisis: &Crisis, course: Course) -> Option<(usize, usize)> {
        let key = course.cell(crisis.standing())?;
        let cell = self.place_of(key.method, key.authorization)?;
        Some((cell, self.places.get(cell).copied().flatten()?))
    }
}

/// What follows from a way of playing each cell.
pub(super) struct Induction {
    pub(super) drafts: Vec<Draft>,
    pub(super) council: CouncilResult,
    pub(super) course: Course,
    pub(super) options: Vec<LeaderOption>,
    pub(super) leader_value: f64,
    pub(super) leader_status_quo: f64,
}

/// What the leader does without the council.
struct Fallback<'a> {
    course: Course,
    value: f64,
    play: Option<&'a Play>,
}

/// Draft → votes → the leader's choice, from the last to the first.
pub(super) fn induce(crisis: &Crisis, line: Line<'_>) -> Result<Induction, Error> {
    let leader = crisis.issue().leader();
    let leader_status_quo = crisis.issue().status_quo(leader);
    let fallback = fall_back(crisis, line, leader_status_quo);
    let (mut drafts, unknown) = foresee(crisis, line, &fallback)?;
    let adopted = best_passing(crisis, line, &drafts);
    let course = adopted.map_or(fallback.course, |method| Course::Authorized { method });
    for draft in &mut drafts {
        draft.fate = fate(draft, adopted);
    }
    let council = match crisis.council() {
        None => CouncilResult::NoCouncil,
        Some(parts) => council_result(crisis, line, parts, &drafts, adopted, unknown)?,
    };
    let options = options(crisis, line, &drafts, course, leader_status_quo);
    let leader_value = match adopted {
        Some(method) => leader_value(crisis, line.play(method, Authorization::Authorized)),
        None => fallback.value,
    };
    Ok(Induction { drafts, council, course, options, leader_value, leader_status_quo })
}

fn leader_value(crisis: &Crisis, play: Option<&Play>) -> f64 {
    let leader = crisis.issue().leader();
    play.and_then(|play| play.payoffs.get(leader).copied()).unwrap_or(f64::NEG_INFINITY)
}

/// The leader acts outside iff max_m U_L(m, z) ≥ U_L⁰ for the z that stands, by the first of the best methods.
fn fall_back<'a>(crisis: &Crisis, line: Line<'a>, status_quo: f64) -> Fallback<'a> {
    let mut best = Fallback { course: Course::StatusQuo, value: status_quo, play: None };
    for method in 0..crisis.issue().methods().len() {
        let Some(play) = line.play(method, crisis.standing()) else { continue };
        let value = leader_value(crisis, Some(play));
        let better = if best.course.acts() { value > best.value } else { value >= best.value };
        if better {
            best = Fallback { course: Course::Outside { method }, value, play: Some(play) };
        }
    }
    best
}

/// Whether some draft could not be foreseen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foresight {
    Full,
    Partial,
}

/// For each method the draft, the supports for it, and the votes.
fn foresee(
    crisis: &Crisis,
    line: Line<'_>,
    fallback: &Fallback<'_>,
) -> Result<(Vec<Draft>, Foresight), Error> {
    let Some(parts) = crisis.council() else { return Ok((Vec::new(), Foresight::Full)) };
    let mut drafts = Vec::new();
    let mut foresight = Foresight::Full;
    for method in 0..crisis.issue().methods().len() {
        match line.play(method, Authorization::Authorized) {
            Some(play) => drafts.push(draft(crisis, parts, method, play, fallback)?),
            None => foresight = Foresight::Partial,
        }
    }
    Ok((drafts, foresight))
}

fn draft(
    crisis: &Crisis,
    parts: &CouncilParts,
    method: usize,
    play: &Play,
    fallback: &Fallback<'_>,
) -> Result<Draft, Error> {
    let rule = parts.council.rule();
    let supports: Vec<Option<f64>> = crisis
        .members()
        .iter()
        .map(|member| member.and_then(|player| support(crisis, player.seat(), play, fallback)))
        .collect();
    let forecast = parts.behaviour.forecast(rule, &parts.matter, &supports)?;
    let fewest_changes = rule.fewest_changes(&parts.matter, &forecast.ballot)?;
    Ok(Draft {
        method,
        leader_gain: leader_value(crisis, Some(play)) - fallback.value,
        prefer_acting: prefer_acting(crisis, play),
        fate: fate_of_forecast(&forecast),
        forecast,
        fewest_changes,
        least_shift: parts.behaviour.least_shift(rule, &parts.matter, &supports)?,
    })
}

/// d_i = V_i(1) − V_i(0) + ν_c v_i.
fn support(crisis: &Crisis, player: usize, play: &Play, fallback: &Fallback<'_>) -> Option<f64> {
    let issue = crisis.issue();
    let authorized = play.payoffs.get(player)?;
    let expected = match (crisis.choices().conjecture, fallback.play) {
        (VotingConjecture::Continuation, Some(outside)) => *outside.payoffs.get(player)?,
        _ => issue.status_quo(player),
    };
    Some(authorized - expected + issue.vote_value_weight() * issue.states().get(player)?.affinity)
}

/// Members to whom the authorized action is worth more than the status quo.
fn prefer_acting(crisis: &Crisis, play: &Play) -> Vec<Seat> {
    let members = (0_u32..).map(Seat::new).zip(crisis.members());
    members
        .filter(|(_, member)| {
            member.is_some_and(|player| {
                let payoff = play.payoffs.get(player.seat());
                payoff.is_some_and(|payoff| *payoff > crisis.issue().status_quo(player.seat()))
            })
        })
        .map(|(seat, _)| seat)
        .collect()
}

fn fate_of_forecast(forecast: &DraftForecast) -> DraftFate {
    forecast.withdrawn().map_or(DraftFate::NotTabled, |record| DraftFate::Withdrawn { record })
}

fn fate(draft: &Draft, adopted: Option<usize>) -> DraftFate {
    if adopted == Some(draft.method) { DraftFate::Adopted } else { fate_of_forecast(&draft.forecast) }
}

/// The passing draft that the leader likes best, if it gives it more than not tabling; of equals the first.
fn best_passing(crisis: &Crisis, line: Line<'_>, drafts: &[Draft]) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for draft in drafts.iter().filter(|draft| draft.forecast.passes() && draft.leader_gain > 0.0) {
        let value = leader_value(crisis, line.play(draft.method, Authorization::Authorized));
        if best.is_none_or(|(_, most)| value > most) {
            best = Some((draft.method, value));
        }
    }
    best.map(|(method, _)| method)
}

fn council_result(
    crisis: &Crisis,
    line: Line<'_>,
    parts: &CouncilParts,
    drafts: &[Draft],
    adopted: Option<usize>,
    foresight: Foresight,
) -> Result<CouncilResult, Error> {
    if let Some(method) = adopted {
        return Ok(CouncilResult::Authorized { method });
    }
    if drafts.iter().any(|draft| draft.forecast.passes()) {
        return Ok(CouncilResult::NotAsked);
    }
    if foresight == Foresight::Partial {
        return Ok(CouncilResult::Unknown);
    }
    let status_quo = crisis.issue().status_quo(crisis.issue().leader());
    let by_leader = line
        .cells
        .iter()
        .any(|cell| leader_value(crisis, line.play(cell.method, cell.authorization)) > status_quo);
    let mut by_members = false;
    for draft in drafts {
        // A quota of members that want to act, vetoes aside: the rule as on a question of procedure.
        by_members |= parts.council.rule().wins(&draft.prefer_acting, &Matter::Procedural)?;
    }
    Ok(match (by_leader, by_members) {
        (true, true) => CouncilResult::Deadlocked { wanted_by: DeadlockDemand::LeaderAndMembers },
        (true, false) => CouncilResult::Deadlocked { wanted_by: DeadlockDemand::Leader },
        (false, true) => CouncilResult::Deadlocked { wanted_by: DeadlockDemand::Members },
        (false, false) => CouncilResult::Unmoved,
    })
}

/// The leader's options: status quo, each method outside, each method authorized.
fn options(
    crisis: &Crisis,
    line: Line<'_>,
    drafts: &[Draft],
    course: Course,
    status_quo: f64,
) -> Vec<LeaderOption> {
    let standing = |option: Course, value: Option<f64>, blocked: bool| {
        if option == course {
            OptionStanding::Chosen
        } else if value.is_none() {
            OptionStanding::Unknown
        } else if blocked {
            OptionStanding::Blocked
        } else {
            OptionStanding::Rejected
        }
    };
    let stay = Course::StatusQuo;
    let mut options = vec![LeaderOption {
        course: stay,
        value: Some(status_quo),
        standing: standing(stay, Some(status_quo), false),
    }];
    for cell in line.cells {
        let method = cell.method;
        let play = line.play(method, cell.authorization);
        let value = play.map(|play| leader_value(crisis, Some(play)));
        let (option, blocked) = if cell.authorization == crisis.standing() {
            (Course::Outside { method }, false)
        } else {
            let draft = drafts.iter().find(|draft| draft.method == method);
            (Course::Authorized { method }, draft.is_none_or(|draft| !draft.forecast.passes()))
        };
        options.push(LeaderOption { course: option, value, standing: standing(option, value, blocked) });
    }
    options
}
