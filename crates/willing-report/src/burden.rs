//! Responsibilities: who bears which part of each risk.

use willing_check::crisis::StateReport;
use willing_risk::RiskType;

use crate::number::Quantity;
use crate::view::View;
use crate::{Cell, Column, Document, Table};

/// How many bearers of a risk are named.
const NAMED: usize = 4;

pub(crate) fn section(view: View<'_>, document: &mut Document) {
    let table = bearer_table(view);
    if table.is_empty() {
        return;
    }
    document.heading("Who bears which risk");
    document.say(format!(
        "Expected cost over both branches, in {}, summed over all states, and the largest shares of it.",
        view.labels.money()
    ));
    document.table(table);
}

fn share(state: &StateReport, risk: RiskType) -> (f64, f64) {
    let found = state.responsibilities.iter().find(|responsibility| responsibility.risk == risk);
    found.map_or((0.0, 0.0), |responsibility| (responsibility.expected_cost, responsibility.share))
}

/// One row a risk that anybody bears.
fn bearer_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "bearers",
        [
            Column::name("risk", "risk"),
            Column::numbers("cost", "cost"),
            Column::numbers("bearers", "borne by"),
            Column::words("largest", "largest shares"),
        ],
    );
    for risk in RiskType::ALL {
        let total: f64 = view.answer.states.iter().map(|state| share(state, risk).0).sum();
        let mut bearers: Vec<(&StateReport, f64)> =
            view.core_outwards().into_iter().map(|state| (state, share(state, risk).1)).collect();
        bearers.retain(|(_, share)| *share > 0.0);
        if bearers.is_empty() {
            continue;
        }
        bearers.sort_by(|one, other| other.1.total_cmp(&one.1));
        let largest = bearers
            .iter()
            .take(NAMED)
            .map(|(state, share)| format!("{} {}", view.called(state), Quantity::Share.rounded(*share)));
        table.push([
            Cell::text(risk.to_string()),
            Cell::level(total),
            Cell::count(bearers.len()),
            Cell::text(largest.collect::<Vec<_>>().join(", ")),
        ]);
    }
    table
}

/// One row a state and risk.
pub(crate) fn responsibility_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "responsibilities",
        [
            Column::name("state", "state"),
            Column::name("tier", "tier"),
            Column::name("risk", "risk"),
            Column::numbers("expected_cost", "expected cost"),
            Column::numbers("share", "share"),
        ],
    );
    for state in view.core_outwards() {
        for responsibility in &state.responsibilities {
            table.push([
                Cell::text(state.name.clone()),
                Cell::text(view.key(state.tier)),
                Cell::text(responsibility.risk.to_string()),
                Cell::level(responsibility.expected_cost),
                Cell::share(responsibility.share),
            ]);
        }
    }
    table
}
