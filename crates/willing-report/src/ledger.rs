//! Ledgers: why a state is where it is, by risk type.

use willing_risk::{Branch, Ledger, RiskType};

use crate::number::Quantity;
use crate::view::View;
use crate::{Cell, Column, Document, Table};

pub(crate) fn section(view: View<'_>, rows: usize, document: &mut Document) {
    let table = short_table(view);
    if table.is_empty() {
        return;
    }
    document.heading("Why they are there");
    document.say(format!(
        "Payoff less a bystander's, in {}, others' tiers fixed, and the terms that weigh most: positive ones speak for \
         the tier. {FREE_RIDING}",
        view.labels.money()
    ));
    let all = table.len();
    document.table(table.top(rows));
    more(document, all, rows, "ledger");
}

/// What a negative total of the leader means.
pub(crate) const FREE_RIDING: &str = "The leader chooses whether to act, not its tier: its total compares with riding \
     free on an action that would not take place without it.";

/// Says where the rest of a long table is.
pub(crate) fn more(document: &mut Document, all: usize, shown: usize, table: &str) {
    if all > shown {
        document.say(format!(
            "{} more: --format csv --table {table} for all, `willing explain STATE` for one.",
            all - shown
        ));
    }
}

/// One row a state that is no bystander: total and leading terms.
fn short_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "why",
        [
            Column::name("state", "state"),
            Column::name("tier", "tier"),
            Column::numbers("premium", "total"),
            Column::words("terms", "leading terms"),
        ],
    );
    for state in view.core_outwards() {
        if state.tier == view.tiers().bystander() {
            continue;
        }
        table.push([
            Cell::text(view.called(state)),
            Cell::text(view.key(state.tier)),
            Cell::difference(state.ledger.total()),
            Cell::text(leading_terms(&state.ledger, 3)),
        ]);
    }
    table
}

/// All terms of a ledger by name, zero ones included.
pub(crate) fn terms(ledger: &Ledger) -> Vec<(String, f64)> {
    let risks = RiskType::ALL.iter().map(|&risk| (risk.to_string(), ledger.by_type(risk)));
    let others = [
        ("chance of success", ledger.success),
        ("shared values", ledger.values),
        ("payment", ledger.payment),
    ];
    risks.chain(others.map(|(name, value)| (name.to_owned(), value))).collect()
}

/// The terms that weigh most, "abandonment +3.20, security +1.10".
pub(crate) fn leading_terms(ledger: &Ledger, most: usize) -> String {
    leading(terms(ledger), most)
}

pub(crate) fn leading(mut terms: Vec<(String, f64)>, most: usize) -> String {
    terms.retain(|(_, value)| *value != 0.0);
    // The sort is stable: equal weights keep the order of the risk types.
    terms.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
    // What is below a thousandth of the leading term would only clutter.
    let floor = terms.first().map_or(0.0, |(_, value)| value.abs() / 1000.0);
    let shown = terms.iter().take(most).filter(|(_, value)| value.abs() >= floor);
    let text = shown.map(|(name, value)| format!("{name} {}", Quantity::Difference.rounded(*value)));
    let text = text.collect::<Vec<_>>().join(", ");
    if text.is_empty() { "none".to_owned() } else { text }
}

/// Keys of the columns, in the order of [`RiskType::ALL`].
const KEYS: [&str; 10] = [
    "security",
    "casualties",
    "financial",
    "launch",
    "domestic",
    "international",
    "retaliation",
    "abandonment",
    "entrapment",
    "projection",
];

/// One row a state, one column a term.
pub(crate) fn ledger_table(view: View<'_>) -> Table {
    let mut columns =
        vec![Column::name("state", "state"), Column::name("tier", "tier"), Column::numbers("total", "total")];
    columns.extend(KEYS.map(|key| Column::numbers(key, key)));
    columns.extend([
        Column::numbers("chance_of_success", "chance of success"),
        Column::numbers("shared_values", "shared values"),
        Column::numbers("payment", "payment"),
    ]);
    let mut table = Table::new("ledger", columns);
    for state in view.core_outwards() {
        let head = [
            Cell::text(state.name.clone()),
            Cell::text(view.key(state.tier)),
            Cell::difference(state.ledger.total()),
        ];
        table.push(
            head.into_iter()
                .chain(terms(&state.ledger).into_iter().map(|(_, value)| Cell::difference(value))),
        );
    }
    table
}

/// One row a term of one ledger, by branch.
pub(crate) fn branch_table(ledger: &Ledger) -> Table {
    let mut table = Table::new(
        "ledger_by_branch",
        [
            Column::name("term", "term"),
            Column::numbers("on_success", "if it succeeds"),
            Column::numbers("on_failure", "if it fails"),
            Column::numbers("both", "together"),
        ],
    );
    for risk in RiskType::ALL {
        let both = ledger.by_type(risk);
        let branches = [Branch::Success, Branch::Failure].map(|branch| ledger.entry(risk, branch));
        if branches.iter().any(|value| *value != 0.0) {
            let [success, failure] = branches.map(Cell::difference);
            table.push([Cell::text(risk.to_string()), success, failure, Cell::difference(both)]);
        }
    }
    for (name, value) in
        [("chance of success", ledger.success), ("shared values", ledger.values), ("payment", ledger.payment)]
    {
        if value != 0.0 {
            table.push([Cell::text(name), Cell::Missing, Cell::Missing, Cell::difference(value)]);
        }
    }
    table.push([Cell::text("total"), Cell::Missing, Cell::Missing, Cell::difference(ledger.total())]);
    table
}
