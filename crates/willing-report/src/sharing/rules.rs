//! Rules by which everybody might share, and what they lose.

use willing_check::sharing::SharedWorth;
use willing_risk::sharing::Rule;

use super::{RuleWorth, Subject};
use crate::number::Quantity;
use crate::{Cell, Column, Document, Table};

pub(super) fn section(
    subject: &Subject,
    found: &[RuleWorth],
    best: Option<&SharedWorth>,
    document: &mut Document,
) {
    document.heading("What other rules of sharing lose");
    if let Some(best) = best {
        let worth = Quantity::Level.rounded(best.worth());
        document.say(format!("Shared in the best way, it is worth {worth}."));
    }
    document.table(table(subject, found, best));
}

/// One row a rule.
pub(super) fn table(subject: &Subject, found: &[RuleWorth], best: Option<&SharedWorth>) -> Table {
    let mut table = Table::new(
        "rules",
        [
            Column::name("rule", "rule"),
            Column::words("shares", "shares"),
            Column::numbers("worth", subject.in_unit("worth")),
            Column::numbers("loss", "loss"),
        ],
    );
    for RuleWorth { rule, worth } in found {
        let (name, numbers) = words(rule);
        let shares = subject.players().names().iter().zip(numbers);
        let shares: Vec<String> =
            shares.map(|(name, share)| format!("{name} {}", Quantity::Share.rounded(share))).collect();
        let shares = if shares.is_empty() { Cell::Missing } else { Cell::text(shares.join(", ")) };
        // The best rule may seem to win by rounding.
        let loss = best.map(|best| {
            let loss = best.worth() - worth;
            if loss.abs() <= best.gap() + 1e-12 * worth.abs() { 0.0 } else { loss }
        });
        table.push([Cell::text(name), shares, Cell::level(*worth), Cell::optional(loss, Quantity::Level)]);
    }
    table
}

/// A rule and its shares, if it has some.
fn words(rule: &Rule) -> (&'static str, Vec<f64>) {
    match rule {
        Rule::Alone => ("nothing is shared", Vec::new()),
        Rule::Equal => ("equal parts of the total", Vec::new()),
        Rule::Fixed { shares } => ("fixed parts of the total", shares.clone()),
        Rule::Proportional { weights } => {
            let sum: f64 = weights.iter().sum();
            ("parts in proportion", weights.iter().map(|weight| weight / sum).collect())
        }
        Rule::ConditionalMean { .. } => ("conditional mean", Vec::new()),
        _ => ("another rule", Vec::new()),
    }
}
