//! Who blocks a draft, and what power the rule gives each member of the council.

use willing_check::crisis::{BlockingCoalitions, BlockingFamily, LeftOut, Pick, Reckoned, VotingReport};
use willing_council::Seat;
use willing_game::Rational;

use crate::view::View;
use crate::{Cell, Column, Document, Quantity, Table};

/// An index of power, by seat.
pub(crate) struct Index {
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    /// How soon a narrow table does without it.
    pub(crate) dispensable: u8,
    pub(crate) values: Vec<Rational>,
}

/// The indices that the answer has: Shapley–Shubik, Banzhaf in two scales, roll call.
fn indices(report: &VotingReport) -> Vec<Index> {
    let index = |key, title, dispensable, values| Index { key, title, dispensable, values };
    let mut indices = Vec::new();
    if let Some(power) = report.power.computed() {
        let banzhaf = power.normalized_banzhaf().unwrap_or_else(|| vec![Rational::zero(); power.seats()]);
        indices.push(index("shapley_shubik", "Shapley–Shubik", 1, power.shapley_shubik.clone()));
        indices.push(index("banzhaf", "Banzhaf", 3, banzhaf));
        indices.push(index("penrose", "Penrose", 4, power.penrose_banzhaf()));
    }
    if let Some(power) = report.roll_call.computed() {
        indices.push(index("roll_call", "roll call", 2, power.index()));
    }
    indices
}

/// Those that sum to 1: what a report for people shows.
pub(crate) fn shares(view: View<'_>) -> Vec<Index> {
    let all = view.answer.voting.as_ref().map(indices).unwrap_or_default();
    all.into_iter().filter(|index| index.key != "penrose").collect()
}

/// What the shares are, what was left out, and who blocks each draft.
pub(crate) fn section(view: View<'_>, document: &mut Document) {
    let Some(report) = &view.answer.voting else { return };
    let mut text = Vec::new();
    if !indices(report).is_empty() {
        text.push(
            "Power is what the rule alone gives a member, whatever it wants: how often its yes decides (Shapley–Shubik, \
             Banzhaf) and, where it may abstain, how often its vote settles a roll call."
                .to_owned(),
        );
    }
    if let Reckoned::LeftOut(reason) = &report.power {
        text.push(format!("Shapley–Shubik and Banzhaf indices are left out: {}.", words(*reason)));
    }
    if let Reckoned::LeftOut(reason) = &report.roll_call {
        text.push(format!("The roll-call index is left out: {}.", words(*reason)));
    }
    document.say(text.join(" "));
    let blocked: Vec<String> = view
        .answer
        .drafts
        .iter()
        .zip(&report.blocking)
        .filter_map(|(draft, coalitions)| {
            let by = sentence(view, coalitions.as_ref()?);
            Some(format!("{} - {by}", view.method(draft.method)))
        })
        .collect();
    if !blocked.is_empty() {
        document.say(format!("Enough to block, were all others to say yes: {}.", blocked.join("; ")));
    }
}

fn words(reason: LeftOut) -> &'static str {
    match reason {
        LeftOut::TooLarge => "counting them under this rule takes too much work",
        LeftOut::Uncheckable => "to check them under this rule takes too much work",
        LeftOut::NotRun => "the run was stopped",
        _ => "no reason is given",
    }
}

/// How many families are named.
const FAMILIES: usize = 4;

/// "Russia or China alone, or any 7 of 11 (Spain, Germany, Mexico and 8 more), 332 coalitions in all".
fn sentence(view: View<'_>, coalitions: &BlockingCoalitions) -> String {
    let families = &coalitions.families;
    if families.first().is_some_and(|family| family.picks.is_empty()) {
        return "nobody needs to: those who may vote are too few".to_owned();
    }
    let Some(shown) = families.get(..FAMILIES.min(families.len())).filter(|shown| !shown.is_empty()) else {
        return "not searched to the end".to_owned();
    };
    let named: Vec<String> = shown.iter().map(|family| in_words(view, family)).collect();
    let listed = named.join(", or ");
    match &coalitions.count {
        Some(count) if *count == shown.len().into() => listed,
        Some(count) => format!("{listed}, {count} coalitions in all"),
        None => format!("{listed}, among others, which are not counted"),
    }
}

fn in_words(view: View<'_>, family: &BlockingFamily) -> String {
    let alone = family.size() == 1;
    let picks: Vec<String> = family.picks.iter().map(|pick| picked(view, pick)).collect();
    format!("{}{}", picks.join(" with "), if alone { " alone" } else { "" })
}

fn picked(view: View<'_>, pick: &Pick) -> String {
    let all = pick.of.len();
    match pick.take {
        take if take == all && all > 1 => format!("{} together", listing(view, &pick.of, "and")),
        1 if all <= NAMED => listing(view, &pick.of, "or"),
        take => {
            let some = pick.of.get(..NAMED.min(all)).unwrap_or(&pick.of);
            let more = all - some.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("any {take} of {all} ({}{more})", view.members(some))
        }
    }
}

/// How many of equals are named.
const NAMED: usize = 5;

/// "France, Russia or China".
fn listing(view: View<'_>, seats: &[Seat], last: &str) -> String {
    match seats {
        [first @ .., end] if !first.is_empty() => {
            format!("{} {last} {}", view.members(first), view.member(*end))
        }
        seats => view.members(seats),
    }
}

/// What the rule gives one member, in a sentence.
pub(crate) fn of_member(view: View<'_>, seat: Seat) -> Option<String> {
    let shares = shares(view);
    let power: Vec<String> = shares
        .iter()
        .filter_map(|index| {
            let share = index.values.get(seat.place())?.to_f64();
            Some(format!("{} {}", index.title, Quantity::Share.rounded(share)))
        })
        .collect();
    (!power.is_empty()).then(|| format!("Its power under the rule alone: {}.", power.join(", ")))
}

/// One row a member.
pub(crate) fn power_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "power",
        [
            Column::name("member", "member"),
            Column::name("veto", "veto"),
            Column::numbers("shapley_shubik", "Shapley–Shubik"),
            Column::numbers("banzhaf", "Banzhaf"),
            Column::numbers("penrose", "Penrose"),
            Column::numbers("roll_call", "roll call"),
        ],
    );
    let (Some(report), Some(parts)) = (&view.answer.voting, &view.answer.crisis.council) else {
        return table;
    };
    let indices = indices(report);
    for (seat, name) in parts.council.roster() {
        let cell = |key| {
            let index = indices.iter().find(|index| index.key == key);
            let value = index.and_then(|index| index.values.get(seat.place()).cloned());
            value.map_or(Cell::Missing, Cell::Exact)
        };
        let veto = if report.vetoes.contains(&seat) {
            "alone"
        } else if parts.council.rule().holds_veto(seat, &parts.matter) {
            "with others"
        } else {
            "no"
        };
        table.push([
            Cell::text(name),
            Cell::text(veto),
            cell("shapley_shubik"),
            cell("banzhaf"),
            cell("penrose"),
            cell("roll_call"),
        ]);
    }
    table
}

/// One row a draft and family of blocking coalitions.
pub(crate) fn blocking_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "blocking",
        [
            Column::words("draft", "draft: authorize"),
            Column::numbers("size", "members"),
            Column::numbers("coalitions", "coalitions"),
            Column::numbers("all", "of all"),
            Column::words("who", "who"),
        ],
    );
    let (Some(report), Some(parts)) = (&view.answer.voting, &view.answer.crisis.council) else {
        return table;
    };
    let pick = |pick: &Pick| {
        let names: Vec<&str> = parts.council.names(&pick.of).collect();
        format!("{} of {}", pick.take, names.join(", "))
    };
    for (draft, coalitions) in view.answer.drafts.iter().zip(&report.blocking) {
        let Some(coalitions) = coalitions else { continue };
        let all = coalitions.count.as_ref().map_or(Cell::Missing, |count| Cell::text(count.to_string()));
        for family in &coalitions.families {
            let who: Vec<String> = family.picks.iter().map(pick).collect();
            table.push([
                Cell::text(view.method(draft.method)),
                Cell::count(family.size()),
                Cell::text(family.count().to_string()),
                all.clone(),
                Cell::text(who.join("; ")),
            ]);
        }
    }
    table
}
