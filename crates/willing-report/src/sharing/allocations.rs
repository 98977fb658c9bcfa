//! Allocations of what everybody are worth, side by side, and who objects to them.

use willing_check::sharing::Standing;

use super::report::tables_by_player;
use super::{Allocation, Finding, Subject};
use crate::game::words;
use crate::number::Quantity;
use crate::{Cell, Column, Document, Table};

/// The allocations among some findings.
pub(super) fn of(findings: &[Finding]) -> impl Iterator<Item = &Allocation> {
    findings.iter().filter_map(|finding| match finding {
        Finding::Allocation(allocation) => Some(&**allocation),
        _ => None,
    })
}

pub(super) fn section(subject: &Subject, findings: &[Finding], document: &mut Document) {
    if of(findings).next().is_none() {
        return;
    }
    document.heading("Who gets what");
    let with_sum = |amounts: Vec<f64>| {
        let sum = amounts.iter().sum();
        amounts.into_iter().chain([sum]).map(Cell::level).collect::<Vec<_>>()
    };
    let names: Vec<String> = subject.players().names().iter().cloned().chain(["sum".to_owned()]).collect();
    let mut columns = vec![("alone".to_owned(), with_sum(subject.alone()))];
    for allocation in of(findings) {
        columns.push((title(allocation), with_sum(allocation.assessed.amounts.clone())));
    }
    for table in tables_by_player("amounts", "player", &names, columns) {
        document.table(table);
    }
    document.table(standing(subject, findings));
}

fn title(allocation: &Allocation) -> String {
    words::title(&allocation.basis.key())
}

/// One row an allocation.
pub(super) fn standing(subject: &Subject, findings: &[Finding]) -> Table {
    let mut table = Table::new(
        "standing",
        [
            Column::name("concept", "allocation"),
            Column::name("core", "in the core"),
            Column::words("objects", "who objects"),
            Column::numbers("gain", subject.in_unit("gains by itself")),
        ],
    );
    for allocation in of(findings) {
        let (core, who, gain) = match allocation.assessed.standing {
            Standing::Core { .. } => ("yes", Cell::Missing, Cell::Missing),
            Standing::Objection { coalition, gain } => {
                ("no", Cell::text(subject.coalition(coalition)), Cell::level(gain))
            }
            Standing::Inefficient { surplus } => {
                let size = Quantity::Level.rounded(surplus.abs());
                let text = if surplus > 0.0 { "shares too much, by" } else { "leaves something, namely" };
                ("no", Cell::text(format!("{text} {size}")), Cell::Missing)
            }
        };
        table.push([Cell::text(title(allocation)), Cell::text(core), who, gain]);
    }
    table
}
