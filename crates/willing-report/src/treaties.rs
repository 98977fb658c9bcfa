//! How treaty allies decompose into circles, and who joins without a treaty.

use willing_check::crisis::StateReport;
use willing_game::Tier;

use crate::view::View;
use crate::{Cell, Column, Document, Table};

pub(crate) fn section(view: View<'_>, document: &mut Document) {
    let groups = view.by_treaty();
    if groups.is_empty() {
        return;
    }
    document.heading(format!("Treaty allies by circle{}", view.had_it_acted()));
    document.table(count_table(view, &groups));
    document.table(member_table(view, &groups, Bystanders::Counted));
    document.points(points(view, &groups));
}

/// What a state does, as far as joining is concerned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// It endorses in public or sends troops.
    Joins,
    /// It gives access or money and says nothing.
    GivesSilently,
    Opposes,
    Nothing,
}

impl Deed {
    fn of(view: View<'_>, state: &StateReport) -> Self {
        let point = view.tiers().point(state.tier);
        if point.stance > 0.0 || point.exposure > 0.0 {
            Self::Joins
        } else if point.stance < 0.0 {
            Self::Opposes
        } else if point.access > 0.0 || point.finance > 0.0 {
            Self::GivesSilently
        } else {
            Self::Nothing
        }
    }
}

fn points(view: View<'_>, groups: &[(String, Vec<&StateReport>)]) -> Vec<String> {
    let who = |bound: bool, deed: Deed| -> String {
        let states = groups.iter().flat_map(|(_, states)| states);
        let states =
            states.filter(|state| view.has_treaty(&state.name) == bound && Deed::of(view, state) == deed);
        states
            .map(|state| format!("{} ({})", view.called(state), view.key(state.tier)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let [joined, gave, oppose] = if view.answer.course.acts() {
        ["Joined", "Gave access without a stance", "oppose"]
    } else {
        ["Would join", "Would give access without a stance", "would oppose"]
    };
    [
        (format!("{joined} on this issue without a treaty"), who(false, Deed::Joins)),
        (format!("{gave}, and without a treaty"), who(false, Deed::GivesSilently)),
        (format!("Allies by treaty that {oppose} in public"), who(true, Deed::Opposes)),
    ]
    .into_iter()
    .filter(|(_, states)| !states.is_empty())
    .map(|(what, states)| format!("{what}: {states}."))
    .collect()
}

/// Whether bystanders are listed by name (for programs) or only counted (for people: most states are, and
/// the circles name them already).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bystanders {
    Named,
    Counted,
}

/// Treaties down, circles across.
fn count_table(view: View<'_>, groups: &[(String, Vec<&StateReport>)]) -> Table {
    const KEYS: [&str; 10] = ["C", "W", "FA", "F", "PA", "P", "A", "B", "OA", "O"];
    let used: Vec<Tier> = view.circles().into_iter().map(|(tier, _)| tier).collect();
    let used: Vec<Tier> = used.into_iter().take(KEYS.len()).collect();
    let mut columns = vec![Column::words("treaty", "treaty"), Column::numbers("states", "states")];
    columns.extend(used.iter().map(|&tier| {
        let key = KEYS.iter().find(|key| **key == view.key(tier)).copied().unwrap_or("tier");
        Column::numbers(key, view.key(tier))
    }));
    let mut table = Table::new("treaty_counts", columns);
    for (treaty, states) in groups {
        let counts =
            used.iter().map(|&tier| match states.iter().filter(|state| state.tier == tier).count() {
                0 => Cell::Missing,
                count => Cell::count(count),
            });
        let head = [Cell::text(treaty.clone()), Cell::count(states.len())];
        table.push(head.into_iter().chain(counts));
    }
    table
}

fn member_table(view: View<'_>, groups: &[(String, Vec<&StateReport>)], bystanders: Bystanders) -> Table {
    let mut table = Table::new(
        "treaties",
        [
            Column::words("treaty", "treaty"),
            Column::name("tier", "tier"),
            Column::numbers("states", "states"),
            Column::words("who", "who"),
        ],
    );
    for (treaty, states) in groups {
        let mut label = treaty.as_str();
        for (tier, _) in view.circles() {
            let here: Vec<&str> =
                states.iter().filter(|state| state.tier == tier).map(|state| view.called(state)).collect();
            if here.is_empty() || (bystanders == Bystanders::Counted && tier == view.tiers().bystander()) {
                continue;
            }
            table.push([
                Cell::text(label),
                Cell::text(view.key(tier)),
                Cell::count(here.len()),
                Cell::text(here.join(", ")),
            ]);
            // People read a label once, programs in every row.
            if bystanders == Bystanders::Counted {
                label = "";
            }
        }
    }
    table
}

/// One row a treaty and circle.
pub(crate) fn treaty_table(view: View<'_>) -> Table {
    member_table(view, &view.by_treaty(), Bystanders::Named)
}
