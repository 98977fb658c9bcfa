//! What the council would do and does: drafts, votes, deadlock.

use willing_check::crisis::{CouncilParts, CouncilResult, DeadlockDemand, Draft, DraftFate};
use willing_council::{Outcome, Remedy, Seat, Vote};
use willing_risk::Authorization;

use crate::number::Quantity;
use crate::view::View;
use crate::{Cell, Column, Document, Table, blocking};

pub(crate) fn section(view: View<'_>, document: &mut Document) {
    document.heading("Council");
    document.say(result(view));
    let Some(parts) = &view.answer.crisis.council else { return };
    document.table(draft_table(view));
    document.table(roll_call(view, parts));
    if !view.answer.drafts.is_empty() {
        document.say(
            "Beside each vote stands the support d = V(authorized) - V(not) + shared values. A member says yes above its \
             band, no below minus its band (with a veto, *: below minus band and veto cost), else it abstains. \
             Supports, votes and counts of all drafts are the certificate.",
        );
        blocking::section(view, document);
    }
}

/// What came of asking the council, in a sentence.
pub(crate) fn result(view: View<'_>) -> String {
    match &view.answer.council {
        CouncilResult::NoCouncil => match view.answer.crisis.standing {
            Authorization::Unauthorized => "No council is asked.".to_owned(),
            Authorization::Authorized => "No council is asked: action is authorized beforehand.".to_owned(),
        },
        CouncilResult::Authorized { method } => format!("The council authorizes {}.", view.method(*method)),
        CouncilResult::NotAsked => {
            format!("A draft would pass, but {} gains nothing by tabling it.", view.leader())
        }
        CouncilResult::Deadlocked { wanted_by } => {
            let who = match wanted_by {
                DeadlockDemand::Leader => format!("{} would", view.leader()),
                DeadlockDemand::Members => "enough members would".to_owned(),
                DeadlockDemand::LeaderAndMembers => format!("{} and enough members would", view.leader()),
            };
            format!(
                "The council is deadlocked: {who} rather act than keep the status quo, and no draft would pass.{}",
                own_no(view)
            )
        }
        CouncilResult::Unmoved => {
            "No draft would pass, and neither the leader nor enough members want to act.".to_owned()
        }
        CouncilResult::Unknown => "What the council would do is undecided.".to_owned(),
    }
}

/// Which drafts the leader's own no stands in the way of, in sentences; empty if none.
fn own_no(view: View<'_>) -> String {
    let Some(leader) = seat_of_leader(view) else { return String::new() };
    let (mut alone, mut among_others) = (Vec::new(), Vec::new());
    for draft in &view.answer.drafts {
        let changes = draft.fewest_changes.changes().unwrap_or_default();
        if changes.iter().any(|change| change.seat == leader && change.from == Vote::No) {
            if changes.len() == 1 { &mut alone } else { &mut among_others }.push(view.method(draft.method));
        }
    }
    let name = view.leader();
    let mut sentences = Vec::new();
    if !alone.is_empty() {
        sentences.push(format!(" Only the no of {name} itself stands against: {}.", alone.join(", ")));
    }
    if !among_others.is_empty() {
        sentences.push(format!(" {name} itself would vote no on: {}.", among_others.join(", ")));
    }
    sentences.concat()
}

fn seat_of_leader(view: View<'_>) -> Option<Seat> {
    let parts = view.answer.crisis.council.as_ref()?;
    parts.council.seat(&view.answer.crisis.issue.leader).ok()
}

/// One row a draft.
fn draft_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "drafts",
        [
            Column::name("draft", "draft: authorize"),
            Column::numbers("yes", "yes"),
            Column::numbers("no", "no"),
            Column::numbers("abstaining", "abstain"),
            Column::numbers("leader_gain", "gain of leader").optional(1),
            Column::words("fate", "what becomes of it"),
            Column::words("fewest_changes", "would pass with"),
            Column::words("least_shift", "or with support up by").optional(1),
        ],
    );
    for draft in &view.answer.drafts {
        let tally = &draft.forecast.tally;
        table.push([
            Cell::text(view.method(draft.method)),
            Cell::count(tally.yes.len()),
            Cell::count(tally.no.len()),
            Cell::count(tally.abstaining.len() + tally.absent.len()),
            Cell::difference(draft.leader_gain),
            Cell::text(fate(view, draft)),
            Cell::text(changes(view, draft)),
            Cell::text(shift(view, draft)),
        ]);
    }
    table
}

fn fate(view: View<'_>, draft: &Draft) -> String {
    match &draft.fate {
        DraftFate::Adopted => "adopted".to_owned(),
        DraftFate::NotTabled if draft.leader_gain > 0.0 => "would pass, not tabled".to_owned(),
        DraftFate::NotTabled => format!("would pass, not tabled: {}", no_gain(draft)),
        DraftFate::Withdrawn { record } if draft.leader_gain > 0.0 => view.outcome(record),
        DraftFate::Withdrawn { record } => {
            let leader = seat_of_leader(view);
            let others: Vec<Seat> = match record {
                Outcome::Withdrawn { would_veto, .. } => {
                    would_veto.iter().copied().filter(|seat| Some(*seat) != leader).collect()
                }
                _ => Vec::new(),
            };
            let others = if others.is_empty() {
                String::new()
            } else {
                format!("; also against: {}", view.members(&others))
            };
            format!("not tabled: {}{others}", no_gain(draft))
        }
    }
}

/// Why the leader would not table a draft that could pass.
fn no_gain(draft: &Draft) -> String {
    if draft.leader_gain < 0.0 {
        format!("the leader loses {} by it", Quantity::Level.rounded(-draft.leader_gain))
    } else {
        "the leader gains nothing by it".to_owned()
    }
}

fn changes(view: View<'_>, draft: &Draft) -> String {
    match &draft.fewest_changes {
        Remedy::Hopeless => "no change of votes can pass it".to_owned(),
        Remedy::Unknown => "not searched to the end".to_owned(),
        Remedy::Changes(changes) if changes.is_empty() => "-".to_owned(),
        // A leader that loses by its draft need not be told to vote otherwise.
        Remedy::Changes(changes)
            if draft.leader_gain <= 0.0
                && changes.iter().any(|change| Some(change.seat) == seat_of_leader(view)) =>
        {
            "-".to_owned()
        }
        Remedy::Changes(changes) => {
            let to = |vote: Vote, words: &str| {
                let seats: Vec<Seat> =
                    changes.iter().filter(|change| change.to == vote).map(|change| change.seat).collect();
                let named = view.members(seats.get(..NAMED).unwrap_or(&seats));
                let more = seats.len().saturating_sub(NAMED);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                (!seats.is_empty()).then(|| format!("{} {words}: {named}{more}", seats.len()))
            };
            [to(Vote::Abstain, "abstaining"), to(Vote::Yes, "more yes")]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("; ")
        }
    }
}

/// Whose support would have to rise, and by how much.
fn shift(view: View<'_>, draft: &Draft) -> String {
    match &draft.least_shift {
        Remedy::Hopeless => "no support is enough".to_owned(),
        Remedy::Unknown => "not searched to the end".to_owned(),
        Remedy::Changes(changes) if changes.is_empty() => "-".to_owned(),
        Remedy::Changes(changes) => {
            let named = changes.iter().take(NAMED).map(|change| {
                format!("{} {}", view.members(&[change.seat]), Quantity::Level.rounded(change.by))
            });
            let more = changes.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(", and {more} more") } else { String::new() };
            let sum: f64 = changes.iter().map(|change| change.by).sum();
            let sum = if changes.len() > 1 {
                format!(" (sum {})", Quantity::Level.rounded(sum))
            } else {
                String::new()
            };
            format!("{}{more}{sum}", named.collect::<Vec<_>>().join(", "))
        }
    }
}

/// How many members whose votes would have to change are named.
const NAMED: usize = 5;

/// Members down, drafts and indices of power across.
fn roll_call(view: View<'_>, parts: &CouncilParts) -> Table {
    const KEYS: [&str; 4] = ["draft_1", "draft_2", "draft_3", "draft_4"];
    let drafts: Vec<&Draft> = view.answer.drafts.iter().take(KEYS.len()).collect();
    let mut columns = vec![Column::name("member", "member")];
    columns
        .extend(KEYS.iter().zip(&drafts).map(|(key, draft)| Column::words(key, view.method(draft.method))));
    let power = blocking::shares(view);
    columns.extend(
        power.iter().map(|index| Column::numbers(index.key, index.title).optional(index.dispensable)),
    );
    let mut table = Table::new("roll_call", columns);
    if drafts.is_empty() {
        return table;
    }
    for (seat, name) in parts.council.roster() {
        let veto = parts.council.rule().holds_veto(seat, &parts.matter);
        let votes = drafts.iter().map(|draft| Cell::text(vote_and_support(draft, seat)));
        let name = view.labels.called(name);
        let name = Cell::text(if veto { format!("{name}*") } else { name.to_owned() });
        let shares = power.iter().map(|index| {
            index.values.get(seat.place()).map_or(Cell::Missing, |share| Cell::share(share.to_f64()))
        });
        table.push(std::iter::once(name).chain(votes).chain(shares));
    }
    table
}

fn vote_and_support(draft: &Draft, seat: Seat) -> String {
    let vote = draft.forecast.ballot.vote(seat).map_or_else(String::new, |vote| vote.to_string());
    match support(draft, seat) {
        Some(support) => format!("{vote} {}", Quantity::Difference.rounded(support)),
        None => vote,
    }
}

fn support(draft: &Draft, seat: Seat) -> Option<f64> {
    draft.forecast.supports.get(seat.place()).copied().flatten()
}

/// Why a member votes as it does, in words.
pub(crate) fn reason(parts: &CouncilParts, draft: &Draft, seat: Seat) -> &'static str {
    let Some(support) = support(draft, seat) else { return "takes no part" };
    if parts.matter.obliges(seat) {
        return "a party to the dispute must abstain";
    }
    let band = parts.behaviour.thresholds().get(seat.place()).map_or(0.0, |thresholds| thresholds.band());
    match draft.forecast.ballot.vote(seat) {
        Some(Vote::Yes) => "gains more than its band",
        Some(Vote::No) if parts.council.rule().holds_veto(seat, &parts.matter) => {
            "loses more than its band and the cost of a veto"
        }
        Some(Vote::No) => "loses more than its band",
        Some(Vote::Absent) | None => "takes no part",
        Some(Vote::Abstain) if support < -band => "loses less than the cost of a veto",
        Some(Vote::Abstain) => "is within its band",
    }
}

/// One row a member and draft.
pub(crate) fn vote_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "votes",
        [
            Column::words("draft", "draft: authorize"),
            Column::name("member", "member"),
            Column::name("veto", "veto"),
            Column::numbers("support", "support"),
            Column::numbers("band", "band"),
            Column::numbers("veto_cost", "veto cost"),
            Column::name("vote", "vote"),
            Column::words("reason", "why"),
        ],
    );
    let Some(parts) = &view.answer.crisis.council else { return table };
    for draft in &view.answer.drafts {
        for (seat, name) in parts.council.roster() {
            let thresholds = parts.behaviour.thresholds().get(seat.place());
            let veto = parts.council.rule().holds_veto(seat, &parts.matter);
            table.push([
                Cell::text(view.method(draft.method)),
                Cell::text(name),
                Cell::text(if veto { "yes" } else { "no" }),
                Cell::optional(support(draft, seat), Quantity::Difference),
                Cell::optional(thresholds.map(|thresholds| thresholds.band()), Quantity::Level),
                Cell::optional(
                    thresholds.filter(|_| veto).map(|thresholds| thresholds.veto_cost()),
                    Quantity::Level,
                ),
                draft.forecast.ballot.vote(seat).map_or(Cell::Missing, |vote| Cell::text(vote.to_string())),
                Cell::text(reason(parts, draft, seat)),
            ]);
        }
    }
    table
}
