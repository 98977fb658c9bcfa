//! The exchange without bets: who carries how much of whose risk.

use willing_check::sharing::LinearExchange;

use super::report::tables_by_player;
use super::subject::value;
use super::worth::power_of_ten;
use super::{Exchange, Subject};
use crate::number::Quantity;
use crate::{Cell, Column, Document, Table};

pub(super) fn section(subject: &Subject, found: &Exchange, document: &mut Document) {
    document.heading("Sharing without bets");
    if matches!(found, Exchange::Undecided(_)) {
        document.say("Undecided: the ends stayed further apart than asked.");
    }
    let exchange = found.found();
    let alone: f64 = subject.alone().iter().sum();
    document.say(format!(
        "Each may carry parts of what the others hold, but nobody gains by an ally's harm. So shared, it is worth {}; by \
         themselves they have {} in all. The gain is {} (proved from both sides, ends no more than {} apart).",
        Quantity::Level.rounded(exchange.worth()),
        Quantity::Level.rounded(alone),
        Quantity::Level.rounded(exchange.worth() - alone),
        power_of_ten(exchange.gap())
    ));
    let shares = normalized(exchange);
    let names = subject.players().names();
    let held = subject.portfolio().endowments();
    let columns = names.iter().zip(held).enumerate().map(|(holder, (name, held))| {
        // Who carries what is certain is of no consequence.
        let risky = held.iter().zip(held.iter().skip(1)).any(|(one, next)| one.total_cmp(next).is_ne());
        let cell =
            |row: &Vec<f64>| Cell::optional(row.get(holder).copied().filter(|_| risky), Quantity::Share);
        (format!("of {name}"), shares.iter().map(cell).collect())
    });
    for table in tables_by_player("shares", "carried by", names, columns.collect()) {
        document.table(table);
    }
}

/// The shares, each column summing to 1.
fn normalized(exchange: &LinearExchange) -> Vec<Vec<f64>> {
    let members = exchange.shares.len();
    let sum = |holder: usize| exchange.shares.iter().filter_map(|row| row.get(holder)).sum::<f64>();
    let sums: Vec<f64> = (0..members).map(sum).collect();
    let row = |row: &Vec<f64>| row.iter().zip(&sums).map(|(share, sum)| share / sum).collect();
    exchange.shares.iter().map(row).collect()
}

/// What each player values what it carries, before side payments.
pub(super) fn values(subject: &Subject, exchange: &LinearExchange) -> Vec<f64> {
    let portfolio = subject.portfolio();
    let rows = normalized(exchange);
    let carried = |row: &Vec<f64>| {
        let mut payoffs = vec![0.0; portfolio.outcomes()];
        for (share, held) in row.iter().zip(portfolio.endowments()) {
            for (payoff, amount) in payoffs.iter_mut().zip(held) {
                *payoff += share * amount;
            }
        }
        payoffs
    };
    rows.iter().zip(portfolio.preferences()).map(|(row, of)| value(of, &carried(row))).collect()
}

/// One row two players.
pub(super) fn shares(subject: &Subject, exchange: Option<&LinearExchange>) -> Table {
    let mut table = Table::new(
        "shares",
        [
            Column::name("carrier", "carried by"),
            Column::name("holder", "of the risk of"),
            Column::numbers("share", "share"),
        ],
    );
    let names = subject.players().names();
    for (carrier, row) in names.iter().zip(exchange.map(normalized).unwrap_or_default()) {
        for (holder, share) in names.iter().zip(row) {
            table.push([Cell::text(carrier), Cell::text(holder), Cell::share(share)]);
        }
    }
    table
}
