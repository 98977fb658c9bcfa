//! What hinges on each state: the crisis without it, and under its lead.

use willing_check::crisis::{Candidacy, Counterfactuals, Indispensability, Move, Removal, Rerun};
use willing_game::Player;

use crate::ledger::more;
use crate::number::Quantity;
use crate::view::View;
use crate::{Cell, Column, Document, Table};

pub(crate) fn section(view: View<'_>, rows: usize, document: &mut Document) {
    if view.answer.removals.is_empty() && view.answer.candidacies.is_empty() {
        return;
    }
    document.heading("On whom it hinges");
    document.points(points(view));
    uncertified(view, document);
    let table = removal_table(view, Which::ThoseThatMatter);
    let all = table.len();
    document.table(table.top(rows));
    more(document, all, rows, "indispensability");
    let table = candidacy_table(view, Leads::Only);
    if !table.is_empty() {
        document.say("Others that would act if they led, in the leader's place:");
        let all = table.len();
        document.table(table.top(rows));
        more(document, all, rows, "leaders");
    }
}

/// Says that counterfactuals bear no certificates, where they do not.
pub(crate) fn uncertified(view: View<'_>, document: &mut Document) {
    if view.answer.settings.counterfactuals == Counterfactuals::Summarised {
        document.say("These are summaries without certificates: recomputed values, not certified.");
    }
}

/// What happens without the leader, in a sentence.
fn without_leader(view: View<'_>, leader: Player, successors: &[Player]) -> String {
    let name = view.name(leader);
    match (view.answer.course.acts(), successors.is_empty()) {
        (true, true) => format!("Without {name} nothing happens: no other state would act in its place."),
        (true, false) => format!("Without {name}, these would act in its place: {}.", view.names(successors)),
        (false, true) => format!("{name} stays out, and no other state would act in its place."),
        (false, false) => {
            format!("{name} stays out; these would act in its place: {}.", view.names(successors))
        }
    }
}

fn points(view: View<'_>) -> Vec<String> {
    let mut points = Vec::new();
    for (player, removal) in (0u32..).map(Player::new).zip(&view.answer.removals) {
        if let Removal::Leader { successors } = removal {
            points.push(without_leader(view, player, successors));
        }
    }
    let who = |wanted: Indispensability| -> Vec<Player> {
        let all = (0u32..).map(Player::new).zip(&view.answer.removals);
        all.filter(|(_, removal)| matches!(removal, Removal::Follower { indispensable, .. } if *indispensable == wanted))
            .map(|(player, _)| player)
            .collect()
    };
    for (kind, words) in [
        (Indispensability::Decisive, "The leader would stay out without"),
        (Indispensability::ChangesCourse, "Method or authorization would change without"),
        (Indispensability::Obstacle, "The leader would act only without"),
    ] {
        let states = who(kind);
        if !states.is_empty() {
            points.push(format!("{words} {}.", view.names(&states)));
        }
    }
    let followers = view.answer.removals.iter().filter(|removal| matches!(removal, Removal::Follower { .. }));
    let followers = followers.count();
    match who(Indispensability::Dispensable).as_slice() {
        [] => {}
        [one] => points.push(format!("The course is the same without {}.", view.name(*one))),
        several => {
            let other = if several.len() < followers { "other " } else { "" };
            let count = several.len();
            points.push(format!("The course is the same without any one of the {other}{count} followers."));
        }
    }
    let inadmissible = view
        .answer
        .candidacies
        .iter()
        .filter(|candidacy| matches!(candidacy, Candidacy::Inadmissible))
        .count();
    if inadmissible > 0 {
        points.push(if inadmissible == 1 {
            "1 state is not admissible as a leader.".to_owned()
        } else {
            format!("{inadmissible} states are not admissible as leaders.")
        });
    }
    points
}

/// Which removals a table lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    /// Those that change the course, move somebody, or cost the leader something; largest loss first.
    ThoseThatMatter,
}

fn removal_table(view: View<'_>, which: Which) -> Table {
    let mut table = Table::new(
        "indispensability",
        [
            Column::name("without", "without"),
            Column::words("effect", "course"),
            Column::numbers("leader_change", "change for leader"),
            Column::numbers("capability", "capability").optional(1),
            Column::numbers("moved", "states that move"),
            Column::words("who_moves", "who moves").optional(2),
        ],
    );
    let before = leader_value(view);
    let mut rows = Vec::new();
    for (player, removal) in (0u32..).map(Player::new).zip(&view.answer.removals) {
        let Removal::Follower { rerun, indispensable, moved } = removal else { continue };
        let change = before.map_or(0.0, |before| rerun.leader_value - before);
        // Changes below a billionth of what is at stake are rounding.
        let moves = *indispensable != Indispensability::Dispensable || !moved.is_empty();
        if which == Which::ThoseThatMatter && !moves && change.abs() < 1e-9 * (1.0 + rerun.leader_value.abs())
        {
            continue;
        }
        let capability = rerun.capability;
        rows.push((
            *indispensable == Indispensability::Dispensable,
            change,
            player,
            moved,
            capability,
            rerun,
            moves,
        ));
    }
    if which == Which::ThoseThatMatter {
        rows.sort_by(|one, other| (!one.6, one.0).cmp(&(!other.6, other.0)).then(one.1.total_cmp(&other.1)));
    }
    for (_, change, player, moved, capability, rerun, _) in rows {
        table.push([
            Cell::text(if which == Which::All { view.key_name(player) } else { view.name(player) }),
            Cell::text(effect(view, rerun)),
            Cell::difference(change),
            Cell::optional(capability, Quantity::Level),
            Cell::count(moved.len()),
            Cell::text(moves(view, moved, if which == Which::All { usize::MAX } else { NAMED })),
        ]);
    }
    table
}

/// What the course is worth to the leader.
pub(crate) fn leader_value(view: View<'_>) -> Option<f64> {
    use willing_check::crisis::OptionStanding;
    view.answer.options.iter().find(|option| option.standing == OptionStanding::Chosen)?.value
}

fn effect(view: View<'_>, rerun: &Rerun) -> String {
    if rerun.course == view.answer.course { "the same".to_owned() } else { view.course(rerun.course) }
}

/// How many of those that move are named where space is short.
const NAMED: usize = 6;

fn moves(view: View<'_>, moved: &[Move], most: usize) -> String {
    let one =
        |entry: &Move| format!("{} {}→{}", view.name(entry.player), view.key(entry.from), view.key(entry.to));
    if moved.is_empty() {
        return "nobody".to_owned();
    }
    let named = moved.iter().take(most).map(one).collect::<Vec<_>>().join(", ");
    let more = moved.len().saturating_sub(most);
    if more > 0 { format!("{named} and {more} more") } else { named }
}

/// One row a state.
pub(crate) fn indispensability_table(view: View<'_>) -> Table {
    removal_table(view, Which::All)
}

/// Which candidacies a table lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leads {
    All,
    Only,
}

fn candidacy_table(view: View<'_>, which: Leads) -> Table {
    let mut table = Table::new(
        "leaders",
        [
            Column::name("leader", "leader"),
            Column::words("course", "course"),
            Column::numbers("gain", "its gain over the status quo"),
            Column::numbers("capability", "capability"),
        ],
    );
    for (player, candidacy) in (0u32..).map(Player::new).zip(&view.answer.candidacies) {
        let name = Cell::text(if which == Leads::All { view.key_name(player) } else { view.name(player) });
        match candidacy {
            Candidacy::Tried { rerun } if which == Leads::All || rerun.course.acts() => table.push([
                name,
                Cell::text(view.course(rerun.course)),
                Cell::difference(rerun.leader_value - rerun.leader_status_quo),
                Cell::optional(rerun.capability, Quantity::Level),
            ]),
            Candidacy::Inadmissible if which == Leads::All => {
                table.push([name, Cell::text("not admissible"), Cell::Missing, Cell::Missing]);
            }
            _ => {}
        }
    }
    table
}

/// One row a state that was tried as leader.
pub(crate) fn leader_table(view: View<'_>) -> Table {
    candidacy_table(view, Leads::All)
}

/// What happens without one state, in a sentence; `None` if it was not computed.
pub(crate) fn without(view: View<'_>, player: Player) -> Option<String> {
    let name = view.name(player);
    match view.answer.removals.get(player.seat())? {
        Removal::NotRun => None,
        Removal::Leader { successors } => Some(without_leader(view, player, successors)),
        Removal::Follower { rerun, moved, .. } => {
            let change = leader_value(view).map_or_else(String::new, |before| {
                let change = Quantity::Difference.rounded(rerun.leader_value - before);
                format!("; payoff of the leader {change}")
            });
            Some(format!(
                "Without {name}: course {}{change}; moves: {}.",
                effect(view, rerun),
                moves(view, moved, usize::MAX)
            ))
        }
    }
}

/// What happens if one state leads, in a sentence; `None` if it was not computed.
pub(crate) fn under_its_lead(view: View<'_>, player: Player) -> Option<String> {
    let name = view.name(player);
    match view.answer.candidacies.get(player.seat())? {
        Candidacy::Incumbent | Candidacy::NotRun => None,
        Candidacy::Inadmissible => Some(format!("{name} is not admissible as a leader.")),
        Candidacy::Tried { rerun } => Some(format!(
            "If {name} led: {}, worth {} to it over the status quo.",
            view.course(rerun.course),
            Quantity::Difference.rounded(rerun.leader_value - rerun.leader_status_quo)
        )),
    }
}
