//! What everybody gain by sharing, and who gets what in each outcome.

use willing_check::sharing::{Incompatible, SharedWorth};

use super::report::tables_by_player;
use super::subject::value;
use super::{Subject, prices};
use crate::number::Quantity;
use crate::{Cell, Column, Document, Table};

pub(super) fn section(subject: &Subject, worth: &SharedWorth, rows: usize, document: &mut Document) {
    let alone: f64 = subject.alone().iter().sum();
    let mut facts =
        Table::new("facts", [Column::name("fact", ""), Column::numbers("value", subject.in_unit("value"))]);
    facts.push([Cell::text("all together, sharing in the best way"), Cell::level(worth.worth())]);
    facts.push([Cell::text("each by itself, summed"), Cell::level(alone)]);
    facts.push([Cell::text("gain by sharing"), Cell::difference(worth.worth() - alone)]);
    document.table(facts);
    document.say(format!(
        "The worth is proved from both sides: the payoffs below are worth at least {}, and the prices below show that none \
         are worth more than {} (no more than {} apart).",
        Quantity::Level.rounded(worth.low),
        Quantity::Level.rounded(worth.high),
        power_of_ten(worth.gap())
    ));
    document.heading("Who gains what");
    document.say(
        "At the prices below, each sells what it holds and buys what it prefers: so divided, no coalition does better by itself.",
    );
    document.table(players(subject, worth));
    document.heading("Who gets what in each outcome");
    let mut cut = false;
    for table in payoffs(subject, worth) {
        cut |= table.len() > rows;
        document.table(table.top(rows));
    }
    if cut {
        document.say("More outcomes: see --rows, or the formats csv and json.");
    }
}

/// The least power of ten that a distance is not above; digits of a distance tell nobody anything.
pub(super) fn power_of_ten(distance: f64) -> String {
    if distance > 0.0 { format!("1e{:.0}", distance.log10().ceil()) } else { "0".to_owned() }
}

/// One row a player: what it has alone, what it has at the prices of all.
pub(super) fn players(subject: &Subject, worth: &SharedWorth) -> Table {
    let mut table = Table::new(
        "players",
        [
            Column::name("player", "player"),
            Column::numbers("alone", subject.in_unit("alone")),
            Column::numbers("shared", "sharing"),
            Column::numbers("gain", "gain"),
        ],
    );
    let shared = prices::amounts(subject.portfolio(), worth);
    for ((name, alone), shared) in subject.players().names().iter().zip(subject.alone()).zip(shared) {
        table.push([
            Cell::text(name),
            Cell::level(alone),
            Cell::level(shared),
            Cell::difference(shared - alone),
        ]);
    }
    table
}

/// What each player gets by outcome, with side payments that make it worth the amount at the prices.
pub(super) fn rows(subject: &Subject, worth: &SharedWorth) -> Vec<Vec<f64>> {
    let amounts = prices::amounts(subject.portfolio(), worth);
    let rows = worth.allocation.iter().zip(amounts).zip(subject.portfolio().preferences());
    rows.map(|((row, amount), preference)| {
        let payment = amount - value(preference, row);
        row.iter().map(|payoff| payoff + payment).collect()
    })
    .collect()
}

fn payoffs(subject: &Subject, worth: &SharedWorth) -> Vec<Table> {
    let everybody: Vec<_> = subject.everybody().collect();
    let total = subject.portfolio().total(&everybody);
    let levels = |numbers: Vec<f64>| numbers.into_iter().map(Cell::level).collect::<Vec<_>>();
    let of_outcomes = prices::of_outcomes(worth).into_iter().map(Cell::probability).collect();
    let mut columns = vec![("price".to_owned(), of_outcomes), ("together".to_owned(), levels(total))];
    columns
        .extend(subject.players().names().iter().cloned().zip(rows(subject, worth).into_iter().map(levels)));
    tables_by_player("payoffs", "outcome", subject.outcomes(), columns)
}

/// Why no worth is finite.
pub(super) fn incompatible(subject: &Subject, apart: &Incompatible, document: &mut Document) {
    let names: Vec<String> =
        apart.members.iter().map(|player| crate::game::words::player(subject.players(), *player)).collect();
    document.heading("Why no worth is finite");
    let gain = apart.lower_bound(subject.portfolio()).unwrap_or(f64::NAN);
    document.say(format!(
        "No view of the danger is tenable to all of {}. They could promise each other what the table says: in every outcome \
         the promises sum to nothing, yet together the members value them by at least {} more than nothing, and a hundred \
         times as large by a hundred times as much, without end.",
        crate::game::words::listed(&names),
        Quantity::Level.rounded(gain),
    ));
    let columns = names.into_iter().zip(&apart.promises);
    let columns =
        columns.map(|(name, row)| (name, row.iter().copied().map(Cell::difference).collect())).collect();
    for table in tables_by_player("promises", "outcome", subject.outcomes(), columns) {
        document.table(table);
    }
}
