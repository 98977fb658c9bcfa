//! Votes, course and set of outcomes, derived from the plays of the cells.

use willing_council::{Ballot, Matter, PositionChange, Remedy, Seat, Tally, Vote, VoteChange};
use willing_game::{ActionSet, Player};
use willing_risk::Authorization;

use crate::crisis::{
    Cell, CouncilParts, CouncilResult, Course, Coverage, Crisis, DeadlockDemand, DraftFate, LeaderOption,
    OptionStanding, Play, PossibleOutcome, Violation, VotingConjecture,
};

/// A draft with what follows from the supports.
pub(super) struct DerivedDraft {
    pub(super) method: usize,
    pub(super) supports: Vec<Option<f64>>,
    pub(super) ballot: Ballot,
    pub(super) tally: Tally,
    pub(super) leader_gain: f64,
    pub(super) prefer_acting: Vec<Seat>,
    pub(super) fate: DraftFate,
    pub(super) fewest_changes: Remedy<VoteChange>,
    pub(super) least_shift: Remedy<PositionChange>,
}

/// What follows from one play a cell.
pub(super) struct Derived {
    pub(super) status_quo: f64,
    pub(super) drafts: Vec<DerivedDraft>,
    pub(super) council: CouncilResult,
    pub(super) course: Course,
    pub(super) options: Vec<LeaderOption>,
    /// The cell that is played and the place of its play; `None` for the status quo.
    pub(super) played: Option<(usize, usize)>,
}

impl Derived {
    /// The cell played or, if nothing is done, the one that the leader likes best.
    pub(super) fn shown(&self, crisis: &Crisis, cells: &[Cell]) -> Option<usize> {
        let leader = crisis.issue().leader();
        let value = |cell: &Cell| cell.play().and_then(|play| play.payoffs.get(leader).copied());
        let best = cells.iter().filter_map(value).fold(f64::NEG_INFINITY, f64::max);
        match self.played {
            Some((cell, _)) => Some(cell),
            None => cells.iter().position(|cell| value(cell).is_some_and(|value| value >= best)),
        }
    }

    /// What the course is worth to the leader.
    pub(super) fn leader_value(&self, crisis: &Crisis, cells: &[Cell]) -> f64 {
        let play = self.played.and_then(|(cell, place)| cells.get(cell)?.plays.get(place));
        let value = play.and_then(|play| play.payoffs.get(crisis.issue().leader()).copied());
        value.unwrap_or(self.status_quo)
    }
}

/// The plays that one choice of places picks, by method.
struct Picked<'a> {
    outside: Vec<Option<&'a Play>>,
    authorized: Vec<Option<&'a Play>>,
}

fn pick<'a>(crisis: &Crisis, cells: &'a [Cell], places: &[Option<usize>]) -> Picked<'a> {
    let methods = crisis.issue().methods().len();
    let mut picked = Picked { outside: vec![None; methods], authorized: vec![None; methods] };
    for (cell, place) in cells.iter().zip(places) {
        let stands = cell.authorization == crisis.standing();
        let row = if stands { &mut picked.outside } else { &mut picked.authorized };
        if let (Some(entry), Some(place)) = (row.get_mut(cell.method), place) {
            *entry = cell.plays.get(*place);
        }
    }
    picked
}

/// Derives everything from one play a cell.
pub(super) fn derive(
    crisis: &Crisis,
    cells: &[Cell],
    places: &[Option<usize>],
) -> Result<Derived, Violation> {
    let picked = pick(crisis, cells, places);
    let leader = crisis.issue().leader();
    let status_quo = crisis.issue().status_quo(leader);
    let worth = |play: &Play| play.payoffs.get(leader).copied().unwrap_or(f64::NAN);
    let alone: Vec<Option<f64>> = picked.outside.iter().map(|play| play.map(worth)).collect();
    let best_alone = alone.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    let by = alone.iter().position(|value| *value == Some(best_alone)).filter(|_| best_alone >= status_quo);
    let without = by.map_or(status_quo, |_| best_alone);
    let fallback = by.and_then(|method| picked.outside.get(method).copied().flatten());

    let mut drafts = Vec::new();
    if let Some(parts) = crisis.council() {
        for (method, play) in picked.authorized.iter().enumerate() {
            if let Some(play) = play {
                let gain = worth(play) - without;
                drafts.push(derive_draft(crisis, parts, method, play, fallback, gain)?);
            }
        }
    }
    let passing = |draft: &&DerivedDraft| draft.tally.outcome.has_passed();
    let value = |method: usize| picked.authorized.get(method).copied().flatten().map_or(f64::NAN, worth);
    let candidates: Vec<usize> = drafts
        .iter()
        .filter(passing)
        .filter(|draft| draft.leader_gain > 0.0)
        .map(|draft| draft.method)
        .collect();
    let adopted =
        candidates.iter().copied().find(|&one| candidates.iter().all(|&other| value(other) <= value(one)));
    let course = match (adopted, by) {
        (Some(method), _) => Course::Authorized { method },
        (None, Some(method)) => Course::Outside { method },
        (None, None) => Course::StatusQuo,
    };
    if let Some(draft) = drafts.iter_mut().find(|draft| Some(draft.method) == adopted) {
        draft.fate = DraftFate::Adopted;
    }
    let council = match crisis.council() {
        None => CouncilResult::NoCouncil,
        Some(parts) => {
            let wants = picked.outside.iter().chain(&picked.authorized).flatten();
            let leader_wants = wants.into_iter().any(|play| worth(play) > status_quo);
            let complete = picked.authorized.iter().all(Option::is_some);
            result(parts, &drafts, adopted, leader_wants, complete)?
        }
    };
    let options = options(crisis, &picked, &drafts, course, status_quo, worth);
    let authorization = if adopted.is_some() { Authorization::Authorized } else { crisis.standing() };
    let played = course.method().and_then(|method| {
        let here = |cell: &Cell| cell.method == method && cell.authorization == authorization;
        let cell = cells.iter().position(here)?;
        Some((cell, places.get(cell).copied().flatten()?))
    });
    Ok(Derived { status_quo, drafts, council, course, options, played })
}

fn derive_draft(
    crisis: &Crisis,
    parts: &CouncilParts,
    method: usize,
    play: &Play,
    fallback: Option<&Play>,
    leader_gain: f64,
) -> Result<DerivedDraft, Violation> {
    let issue = crisis.issue();
    let rule = parts.council.rule();
    let mut supports = Vec::new();
    let mut votes = Vec::new();
    let mut prefer_acting = Vec::new();
    for (seat, member) in (0_u32..).map(Seat::new).zip(crisis.members()) {
        let Some(player) = member.map(Player::seat) else {
            supports.push(None);
            votes.push(Vote::Absent);
            continue;
        };
        let before = issue.status_quo(player);
        let with = play.payoffs.get(player).copied().unwrap_or(f64::NAN);
        let failing = match crisis.choices().conjecture {
            VotingConjecture::StatusQuo => before,
            VotingConjecture::Continuation => {
                fallback.and_then(|play| play.payoffs.get(player).copied()).unwrap_or(before)
            }
        };
        let affinity = issue.states().get(player).map_or(f64::NAN, |state| state.affinity);
        let support = with - failing + issue.vote_value_weight() * affinity;
        let thresholds = parts.behaviour.thresholds().get(seat.place()).copied().unwrap_or_default();
        let cost = if rule.holds_veto(seat, &parts.matter) { thresholds.veto_cost() } else { 0.0 };
        votes.push(if support > thresholds.band() {
            Vote::Yes
        } else if support < -(thresholds.band() + cost) {
            Vote::No
        } else {
            Vote::Abstain
        });
        supports.push(Some(support));
        if with > before {
            prefer_acting.push(seat);
        }
    }
    let ballot = Ballot::new(votes);
    let tally = rule.tally(&parts.matter, &ballot)?;
    let fate =
        tally.outcome.withdrawn().map_or(DraftFate::NotTabled, |record| DraftFate::Withdrawn { record });
    let fewest_changes = rule.fewest_changes(&parts.matter, &ballot)?;
    let least_shift = parts.behaviour.least_shift(rule, &parts.matter, &supports)?;
    Ok(DerivedDraft {
        method,
        supports,
        ballot,
        tally,
        leader_gain,
        prefer_acting,
        fate,
        fewest_changes,
        least_shift,
    })
}

fn result(
    parts: &CouncilParts,
    drafts: &[DerivedDraft],
    adopted: Option<usize>,
    leader_wants: bool,
    complete: bool,
) -> Result<CouncilResult, Violation> {
    if let Some(method) = adopted {
        return Ok(CouncilResult::Authorized { method });
    }
    if drafts.iter().any(|draft| draft.tally.outcome.has_passed()) {
        return Ok(CouncilResult::NotAsked);
    }
    if !complete {
        return Ok(CouncilResult::Unknown);
    }
    let mut members_want = false;
    for draft in drafts {
        members_want |= parts.council.rule().wins(&draft.prefer_acting, &Matter::Procedural)?;
    }
    let wanted_by = match (leader_wants, members_want) {
        (false, false) => return Ok(CouncilResult::Unmoved),
        (true, false) => DeadlockDemand::Leader,
        (false, true) => DeadlockDemand::Members,
        (true, true) => DeadlockDemand::LeaderAndMembers,
    };
    Ok(CouncilResult::Deadlocked { wanted_by })
}

fn options(
    crisis: &Crisis,
    picked: &Picked<'_>,
    drafts: &[DerivedDraft],
    course: Course,
    status_quo: f64,
    worth: impl Fn(&Play) -> f64,
) -> Vec<LeaderOption> {
    let outside = picked
        .outside
        .iter()
        .enumerate()
        .map(|(method, play)| (Course::Outside { method }, play.map(&worth), true));
    let authorized = picked.authorized.iter().enumerate().map(|(method, play)| {
        let draft = drafts.iter().find(|draft| draft.method == method);
        let open = draft.is_some_and(|draft| draft.tally.outcome.has_passed());
        (Course::Authorized { method }, play.map(&worth), open)
    });
    let asked = if crisis.council().is_some() { usize::MAX } else { 0 };
    std::iter::once((Course::StatusQuo, Some(status_quo), true))
        .chain(outside)
        .chain(authorized.take(asked))
        .map(|(option, value, open)| {
            let standing = match value {
                _ if option == course => OptionStanding::Chosen,
                None => OptionStanding::Unknown,
                Some(_) if open => OptionStanding::Rejected,
                Some(_) => OptionStanding::Blocked,
            };
            LeaderOption { course: option, value, standing }
        })
        .collect()
}

/// The set of outcomes over combinations of plays.
pub(super) struct Outcomes {
    pub(super) coverage: Coverage,
    pub(super) combinations: u64,
    pub(super) list: Vec<PossibleOutcome>,
    pub(super) acts: u64,
    pub(super) authorized: u64,
    pub(super) deadlocked: u64,
    pub(super) tiers: Vec<ActionSet>,
}

/// Goes through all combinations of plays, or varies one cell at a time where there are more than `limit`.
pub(super) fn outcomes(
    crisis: &Crisis,
    cells: &[Cell],
    main: &[Option<usize>],
    limit: u64,
) -> Result<Outcomes, Violation> {
    let sizes: Vec<usize> = cells.iter().map(|cell| cell.plays.len()).collect();
    let product: f64 = sizes.iter().map(|&size| size.max(1) as f64).product();
    let bounded = product > limit as f64;
    let coverage = if bounded {
        Coverage::OneAtATime
    } else if cells.iter().all(Cell::is_decided) {
        Coverage::Complete
    } else {
        Coverage::FoundOnly
    };
    let mut found = Outcomes {
        coverage,
        combinations: 0,
        list: Vec::new(),
        acts: 0,
        authorized: 0,
        deadlocked: 0,
        tiers: vec![ActionSet::EMPTY; crisis.issue().states().len()],
    };
    if bounded {
        found.add(crisis, cells, main)?;
        for (varied, &size) in sizes.iter().enumerate() {
            for place in (0..size).filter(|&place| main.get(varied) != Some(&Some(place))) {
                let mut places = main.to_vec();
                places.splice(varied..=varied, [Some(place)]);
                found.add(crisis, cells, &places)?;
            }
        }
    } else {
        let mut places: Vec<Option<usize>> = sizes.iter().map(|&size| (size > 0).then_some(0)).collect();
        loop {
            found.add(crisis, cells, &places)?;
            if !advance(&mut places, &sizes) {
                break;
            }
        }
    }
    found.list.sort_by_key(|outcome| (outcome.course, outcome.play));
    Ok(found)
}

/// The next combination; `false` after the last.
fn advance(places: &mut [Option<usize>], sizes: &[usize]) -> bool {
    for (place, &size) in places.iter_mut().zip(sizes).rev() {
        match place {
            Some(value) if *value + 1 < size => {
                *value += 1;
                return true;
            }
            Some(value) => *value = 0,
            None => {}
        }
    }
    false
}

impl Outcomes {
    fn add(&mut self, crisis: &Crisis, cells: &[Cell], places: &[Option<usize>]) -> Result<(), Violation> {
        let derived = derive(crisis, cells, places)?;
        self.combinations += 1;
        self.acts += u64::from(derived.course.acts());
        self.authorized += u64::from(matches!(derived.course, Course::Authorized { .. }));
        self.deadlocked += u64::from(matches!(derived.council, CouncilResult::Deadlocked { .. }));
        let play = derived.played.map(|(_, place)| place);
        let same = |outcome: &&mut PossibleOutcome| outcome.course == derived.course && outcome.play == play;
        match self.list.iter_mut().find(same) {
            Some(outcome) => outcome.combinations += 1,
            None => self.list.push(PossibleOutcome { course: derived.course, play, combinations: 1 }),
        }
        let played = derived.played.and_then(|(cell, place)| cells.get(cell)?.plays.get(place));
        for (tiers, &tier) in self.tiers.iter_mut().zip(played.into_iter().flat_map(|p| p.profile.actions()))
        {
            *tiers = tiers.with(usize::from(tier));
        }
        Ok(())
    }
}
