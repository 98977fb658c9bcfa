//! The circles around the leader: who stands where, from the core outwards.

use willing_check::crisis::{CellKey, Course, StateReport};
use willing_game::Tier;
use willing_risk::Authorization;

use crate::number::Quantity;
use crate::view::View;
use crate::{Cell, Column, Document, Table};

/// Mark of a state that is elsewhere in another equilibrium.
pub(crate) const ELSEWHERE: &str = "?";

pub(crate) fn section(view: View<'_>, document: &mut Document) {
    document.heading(heading(view));
    if view.answer.states.is_empty() {
        document.say("No tier game of this crisis has a play that could be shown.");
        return;
    }
    document.table(circle_table(view));
    let listing = |(tier, states): (Tier, Vec<&StateReport>)| {
        let names: Vec<String> = states.iter().map(|state| marked(view, state)).collect();
        format!("{}: {}", view.tier(tier), names.join(", "))
    };
    document.points(view.circles().into_iter().map(listing).collect());
    let elsewhere = view.answer.states.iter().any(|state| !view.is_certain(state));
    if elsewhere {
        document.say(format!(
            "{ELSEWHERE} marks a state whose tier is another in some equilibrium: see \"What holds in all equilibria\"."
        ));
    }
    if let Some(play) = view.answer.shown_play() {
        document.say(totals(view, play));
    }
}

/// Names what the circles describe: what happens or, if the leader stays out, what would.
fn heading(view: View<'_>) -> String {
    match (view.answer.course, view.answer.shown.and_then(|place| view.answer.cells.get(place))) {
        (Course::StatusQuo, Some(cell)) => {
            format!("Circles, had {} acted ({})", view.leader(), view.cell(cell.key()))
        }
        _ => "Circles".to_owned(),
    }
}

fn totals(view: View<'_>, play: &willing_check::crisis::Play) -> String {
    let issue = &view.answer.crisis.issue;
    let capability = play.totals.first().copied().unwrap_or(0.0);
    let odds = view.answer.shown.and_then(|place| view.answer.cells.get(place)).and_then(|cell| {
        let method = issue.methods.get(cell.method)?;
        Some(willing_risk::Odds::of_contest(capability, method.difficulty, issue.parameters.contest_exponent))
    });
    let success = odds.map_or_else(String::new, |odds| {
        format!(
            " A state that takes the method's difficulty as given expects success with probability {}.",
            Quantity::Probability.rounded(odds.success)
        )
    });
    let mixture = play.mixture.as_ref().map_or_else(String::new, |mixture| {
        format!(
            " There is no pure equilibrium: {} (residual {}) stands in, and the tiers shown are the most probable ones.",
            stand_in(mixture.precision, view),
            Quantity::Level.rounded(mixture.residual)
        )
    });
    format!(
        "Together: capability {}, mean stance {}, legitimacy {} of 1.{success}{mixture}",
        Quantity::Level.rounded(capability),
        Quantity::Difference.rounded(play.mean_stance),
        Quantity::Probability.rounded(play.legitimacy),
    )
}

/// What stands in for a pure equilibrium: what everybody answers to are the mean totals of the others, not
/// the distribution of their tiers.
pub(crate) fn stand_in(precision: f64, view: View<'_>) -> String {
    let lambda = Quantity::Level.rounded(precision);
    format!("a logit quantal response at mean totals, λ = {lambda} per unit (in {})", view.labels.money())
}

/// One row a circle.
pub(crate) fn circle_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "circles",
        [
            Column::name("tier", "circle"),
            Column::numbers("radius", "radius"),
            Column::numbers("states", "states"),
            Column::numbers("capability_share", "capability"),
            Column::numbers("military_share", "military burden"),
            Column::numbers("financial_share", "financial burden").optional(1),
        ],
    );
    let all: f64 = view.answer.states.iter().map(|state| state.capability).sum();
    for (tier, states) in view.circles() {
        let capability: f64 = states.iter().map(|state| state.capability).sum();
        let military: f64 = states.iter().map(|state| state.military_share).sum();
        let financial: f64 = states.iter().map(|state| state.financial_share).sum();
        table.push([
            Cell::text(view.tier(tier)),
            Cell::optional(states.first().map(|state| state.radius), Quantity::Level),
            Cell::count(states.len()),
            Cell::share(if all > 0.0 { capability / all } else { 0.0 }),
            Cell::share(military),
            Cell::share(financial),
        ]);
    }
    table
}

fn marked(view: View<'_>, state: &StateReport) -> String {
    let mark = if view.is_certain(state) { "" } else { ELSEWHERE };
    format!("{}{mark}", view.called(state))
}

/// One row a state, with everything that fits in one.
pub(crate) fn state_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "states",
        [
            Column::name("state", "state"),
            Column::name("name", "name"),
            Column::name("treaty", "treaty"),
            Column::name("tier", "tier"),
            Column::words("tier_name", "name of tier"),
            Column::numbers("radius", "radius"),
            Column::numbers("stance", "stance"),
            Column::numbers("capability", "capability"),
            Column::numbers("military_share", "military share"),
            Column::numbers("financial_share", "financial share"),
            Column::numbers("payoff", "payoff"),
            Column::numbers("status_quo", "status quo"),
            Column::numbers("premium", "payoff less bystander's"),
            Column::numbers("worst_gain", "best gain elsewhere"),
            Column::numbers("negotiated_payment", "negotiated payment"),
            Column::name("tiers_in_all_equilibria", "tiers in all equilibria"),
            Column::name("observed", "observed"),
        ],
    );
    for state in view.core_outwards() {
        table.push([
            Cell::text(state.name.clone()),
            Cell::text(view.called(state)),
            Cell::text(view.treaty(&state.name)),
            Cell::text(view.key(state.tier)),
            Cell::text(view.tiers().name(state.tier)),
            Cell::level(state.radius),
            Cell::level(state.stance),
            Cell::level(state.capability),
            Cell::share(state.military_share),
            Cell::share(state.financial_share),
            Cell::level(state.payoff),
            Cell::level(state.status_quo),
            Cell::difference(state.ledger.total()),
            if state.worst_gain.is_finite() { Cell::difference(state.worst_gain) } else { Cell::Missing },
            Cell::difference(state.negotiated_payment),
            Cell::text(possible_tiers(view, state)),
            view.labels.observed.get(&state.name).map_or(Cell::Missing, Cell::text),
        ]);
    }
    table
}

/// Keys of the tiers of a state in all equilibria, "P/W".
pub(crate) fn possible_tiers(view: View<'_>, state: &StateReport) -> String {
    let places = view.possible_tiers(state);
    let keys = places.iter().filter_map(|place| u8::try_from(place).ok());
    keys.map(|place| view.key(Tier::new(place))).collect::<Vec<_>>().join("/")
}

/// One row a tier game, with what was proved about it.
pub(crate) fn method_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "methods",
        [
            Column::name("method", "method"),
            Column::name("authorization", "authorization"),
            Column::numbers("equilibria", "equilibria"),
            Column::words("proof", "proof"),
            Column::numbers("steps", "steps of proof").optional(2),
            Column::numbers("leader_payoff", "payoff of leader"),
            Column::numbers("capability", "capability").optional(1),
            Column::numbers("legitimacy", "legitimacy").optional(1),
        ],
    );
    for cell in &view.answer.cells {
        let (equilibria, proof, steps) = proof(&cell.verdict);
        let play = cell.play();
        let leader = view.answer.leader().and_then(|leader| play?.payoffs.get(leader.seat()).copied());
        let authorized = cell.key().authorization == Authorization::Authorized;
        table.push([
            Cell::text(view.method(cell.method)),
            Cell::text(if authorized { "yes" } else { "no" }),
            Cell::count(equilibria),
            Cell::text(proof),
            Cell::count(steps),
            Cell::optional(leader, Quantity::Level),
            Cell::optional(play.and_then(|play| play.totals.first().copied()), Quantity::Level),
            Cell::optional(play.map(|play| play.legitimacy), Quantity::Probability),
        ]);
    }
    table
}

/// How many equilibria, what is proved about the list, and the length of the proof.
fn proof(verdict: &willing_check::crisis::CellVerdict) -> (usize, &'static str, usize) {
    use willing_game::Verdict;
    match verdict {
        Verdict::Exists(list) => (list.equilibria.len(), "complete list", list.tree.len()),
        Verdict::Impossible(refutation) => (0, "there is none", refutation.tree.len()),
        Verdict::Undecided(partial) => {
            (partial.equilibria.len(), "undecided: there may be others", partial.tree.len())
        }
    }
}

/// Names the cell of a caveat.
pub(crate) fn cell_name(view: View<'_>, key: CellKey) -> String {
    format!("({})", view.cell(key))
}
