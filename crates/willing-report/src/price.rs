//! Prices of states and the smallest changes that flip them.

use willing_check::crisis::StateReport;
use willing_check::price::{Change, Direction, Sensitivity, TierPrice};

use crate::ledger::more;
use crate::number::Quantity;
use crate::view::View;
use crate::{Cell, Column, Document, Table};

pub(crate) fn section(view: View<'_>, rows: usize, document: &mut Document) {
    let table = cheapest_table(view);
    if !table.is_empty() {
        document.heading("Prices: who is nearest to joining more closely");
        document.say(format!(
            "The smallest side payment, in {}, that makes a tier nearer to the core a best reply, others' tiers fixed.",
            view.labels.money()
        ));
        let all = table.len();
        document.table(table.top(rows));
        more(document, all, rows, "prices");
    }
    let table = flip_table(view, Flips::Smallest);
    if !table.is_empty() {
        document.heading("Flips: who is nearest to moving at all");
        document.say(
            "The smallest change of one of the state's own parameters that makes another tier better. Size: difference \
             of probabilities; for amounts, difference over sum (a doubling or halving is 0.333).",
        );
        let all = table.len();
        document.table(table.top(rows));
        more(document, all, rows, "flips");
    }
}

/// The cheapest tier nearer to the core.
pub(crate) fn cheapest_upgrade<'a>(view: View<'_>, state: &'a StateReport) -> Option<&'a TierPrice> {
    let credit = view.answer.crisis.issue.parameters.credit;
    let nearer = |price: &&TierPrice| credit.radius(&view.tiers().point(price.tier)) < state.radius - 1e-12;
    state.prices.iter().filter(nearer).min_by(|one, other| one.price.total_cmp(&other.price))
}

/// One row a state that could be nearer to the core, the cheapest first.
fn cheapest_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "cheapest",
        [
            Column::name("state", "state"),
            Column::name("from", "from"),
            Column::name("to", "to"),
            Column::numbers("price", "price"),
            Column::words("treaty", "treaty").optional(1),
        ],
    );
    let mut rows: Vec<(&StateReport, &TierPrice)> = view
        .core_outwards()
        .into_iter()
        .filter(|state| !view.is_leader(state))
        .filter_map(|state| Some((state, cheapest_upgrade(view, state)?)))
        .collect();
    rows.sort_by(|one, other| one.1.price.total_cmp(&other.1.price));
    for (state, price) in rows {
        table.push([
            Cell::text(view.called(state)),
            Cell::text(view.key(state.tier)),
            Cell::text(view.key(price.tier)),
            Cell::level(price.price),
            Cell::text(view.treaty(&state.name)),
        ]);
    }
    table
}

/// One row a state and tier.
pub(crate) fn price_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "prices",
        [
            Column::name("state", "state"),
            Column::name("tier", "tier"),
            Column::name("own", "own tier"),
            Column::numbers("payoff", "payoff"),
            Column::numbers("price", "price"),
        ],
    );
    for state in view.core_outwards() {
        for price in &state.prices {
            table.push([
                Cell::text(state.name.clone()),
                Cell::text(view.key(price.tier)),
                Cell::text(if price.tier == state.tier { "yes" } else { "no" }),
                Cell::level(price.payoff),
                Cell::level(price.price),
            ]);
        }
    }
    table
}

/// Which flips a table lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flips {
    All,
    /// The smallest of each state, the smallest first.
    Smallest,
}

fn flip_table(view: View<'_>, which: Flips) -> Table {
    let mut table = Table::new(
        "flips",
        [
            Column::name("state", "state"),
            Column::name("from_tier", "from"),
            Column::name("to_tier", "to"),
            Column::words("parameter", "if"),
            Column::numbers("from", "moves from"),
            Column::numbers("to", "to"),
            Column::numbers("size", "size"),
            Column::words("proof", "proof").optional(1),
        ],
    );
    let mut rows: Vec<(&StateReport, &Sensitivity, f64)> = Vec::new();
    for state in view.core_outwards() {
        let flips = state.sensitivities.iter().filter_map(|entry| Some((state, entry, entry.flip()?.2)));
        match which {
            Flips::All => rows.extend(flips),
            Flips::Smallest => rows.extend(flips.min_by(|one, other| one.2.total_cmp(&other.2))),
        }
    }
    if which == Flips::Smallest {
        rows.sort_by(|one, other| one.2.total_cmp(&other.2));
    }
    for (state, sensitivity, _) in rows {
        let name = if which == Flips::All { &state.name } else { view.called(state) };
        table.push(
            [Cell::text(name), Cell::text(view.key(state.tier))]
                .into_iter()
                .chain(flip_cells(view, sensitivity)),
        );
    }
    table
}

fn flip_cells(view: View<'_>, sensitivity: &Sensitivity) -> [Cell; 6] {
    let flip = sensitivity.flip();
    let proof = match sensitivity.change {
        Change::Flips { .. } => "smallest",
        Change::FlipsUnproved { .. } => "a smaller one is not ruled out",
        Change::Holds { .. } | Change::HoldsUnproved { .. } => "none found",
    };
    [
        flip.map_or(Cell::Missing, |(_, tier, _)| Cell::text(view.key(tier))),
        Cell::text(view.parameter(sensitivity.parameter)),
        Cell::level(sensitivity.from),
        Cell::optional(flip.map(|(to, ..)| to), Quantity::Level),
        Cell::optional(flip.map(|(.., size)| size), Quantity::Level),
        Cell::text(proof),
    ]
}

/// One row a state, parameter and direction that flips it.
pub(crate) fn sensitivity_table(view: View<'_>) -> Table {
    flip_table(view, Flips::All)
}

/// The flips of one state, the smallest first.
pub(crate) fn flips_of(view: View<'_>, state: &StateReport) -> Table {
    let mut table = Table::new(
        "flips",
        [
            Column::name("to_tier", "to tier"),
            Column::words("parameter", "if"),
            Column::numbers("from", "moves from"),
            Column::numbers("to", "to"),
            Column::numbers("size", "size"),
            Column::words("proof", "proof").optional(1),
        ],
    );
    let mut flips: Vec<(&Sensitivity, f64)> =
        state.sensitivities.iter().filter_map(|entry| Some((entry, entry.flip()?.2))).collect();
    flips.sort_by(|one, other| one.1.total_cmp(&other.1));
    for (sensitivity, _) in flips {
        table.push(flip_cells(view, sensitivity));
    }
    table
}

/// Parameters of one state that never flip it, in words, "opposition up to 1".
pub(crate) fn holds(view: View<'_>, state: &StateReport) -> Vec<String> {
    let one = |entry: &Sensitivity| {
        let way = match entry.direction {
            Direction::Decrease => "down to",
            Direction::Increase => "up to",
        };
        let to = match entry.change {
            Change::Holds { to } => Quantity::Level.rounded(to),
            Change::HoldsUnproved { proved, .. } => format!("{} at least", Quantity::Level.rounded(proved)),
            Change::Flips { .. } | Change::FlipsUnproved { .. } => return None,
        };
        Some(format!("{} {way} {to}", view.parameter(entry.parameter)))
    };
    state.sensitivities.iter().filter_map(one).collect()
}
