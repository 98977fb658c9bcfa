//! The report on an answer: sections in the order in which people ask.

use std::fmt;

use willing_check::crisis::CrisisAnswer;

use crate::backtest::Class;
use crate::view::View;
use crate::{
    Cell, Column, Document, Error, Labels, Origin, Table, blocking, burden, circles, council, counterfactual,
    explain, fairness, leader, ledger, price, robust, treaties,
};

/// The tables of an answer, each with all its rows: what CSV prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReportTable {
    /// One row a state: tier, radius, payoff, shares of the burden.
    States,
    /// One row a state: U(tier) − U(bystander) by risk type.
    Ledger,
    /// One row a tier game.
    Methods,
    /// One row a member and draft.
    Votes,
    /// One row a member of the council: veto and power under its rule.
    Power,
    /// One row a draft and family of minimal coalitions that block it.
    Blocking,
    /// One row a state and risk.
    Responsibilities,
    /// One row an equilibrium and party of the coalition: its gain, and what would be fair.
    Fairness,
    /// One row an equilibrium and member of the coalition: what it would have to be paid to stay.
    Staying,
    /// One row a treaty and circle.
    Treaties,
    /// One row a state and tier.
    Prices,
    /// One row a state, parameter and direction that flips it.
    Flips,
    /// One row a state: the crisis without it.
    Indispensability,
    /// One row a state: the crisis under its lead.
    Leaders,
}

impl ReportTable {
    /// All tables, the default first.
    pub const ALL: [Self; 14] = [
        Self::States,
        Self::Ledger,
        Self::Methods,
        Self::Votes,
        Self::Power,
        Self::Blocking,
        Self::Responsibilities,
        Self::Fairness,
        Self::Staying,
        Self::Treaties,
        Self::Prices,
        Self::Flips,
        Self::Indispensability,
        Self::Leaders,
    ];

    /// The table of this name.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownTable`], naming those there are.
    pub fn named(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|table| table.to_string() == name).ok_or_else(|| Error::UnknownTable {
            name: name.to_owned(),
            expected: Self::ALL.map(|table| table.to_string()).join(", "),
        })
    }
}

impl fmt::Display for ReportTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::States => "states",
            Self::Ledger => "ledger",
            Self::Methods => "methods",
            Self::Votes => "votes",
            Self::Power => "power",
            Self::Blocking => "blocking",
            Self::Responsibilities => "responsibilities",
            Self::Fairness => "fairness",
            Self::Staying => "staying",
            Self::Treaties => "treaties",
            Self::Prices => "prices",
            Self::Flips => "flips",
            Self::Indispensability => "indispensability",
            Self::Leaders => "leaders",
        })
    }
}

/// A report on an answer, in the words of its scenario.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    view: View<'a>,
    rows: usize,
}

impl<'a> Report<'a> {
    /// Rows that long tables of a document have by default.
    pub const ROWS: usize = 12;

    /// The report on `answer`.
    #[must_use]
    pub fn new(answer: &'a CrisisAnswer, labels: &'a Labels) -> Self {
        Self { view: View::exact(answer, labels), rows: Self::ROWS }
    }

    /// Rows that long tables of a document have, at most (default 12); CSV always has all.
    #[must_use]
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// The whole report for people, as terminal text or Markdown.
    #[must_use]
    pub fn document(&self) -> Document {
        let view = self.view.spoken();
        let mut document = Document::new(view.title());
        head(view, &mut document);
        circles::section(view, &mut document);
        council::section(view, &mut document);
        leader::section(view, &mut document);
        treaties::section(view, &mut document);
        ledger::section(view, self.rows, &mut document);
        burden::section(view, &mut document);
        fairness::section(view, &mut document);
        counterfactual::section(view, self.rows, &mut document);
        price::section(view, self.rows, &mut document);
        robust::section(view, &mut document);
        observed(view, &mut document);
        document
    }

    /// Why one state is where it is, and what would move it.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownState`], with names that are close.
    pub fn explain(&self, state: &str) -> Result<Document, Error> {
        explain::document(self.view.spoken(), state)
    }

    /// Payoff, price and leading terms of each tier that one state can choose.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownState`].
    pub fn alternatives(&self, state: &str) -> Result<Table, Error> {
        Ok(explain::alternative_table(self.view, self.view.find(state)?))
    }

    /// What the answer says about one state, as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownState`], [`Error::Json`].
    pub fn state_json(&self, state: &str) -> Result<String, Error> {
        let report = self.view.find(state)?;
        let mut text = serde_json::to_string_pretty(&serde_json::json!({
            "format": "willing-state",
            "version": 1,
            "note": self.view.labels.assumptions(),
            "tier": self.view.key(report.tier),
            "state": report,
        }))?;
        text.push('\n');
        Ok(text)
    }

    /// One table with all its rows.
    #[must_use]
    pub fn table(&self, table: ReportTable) -> Table {
        let view = self.view;
        match table {
            ReportTable::States => circles::state_table(view),
            ReportTable::Ledger => ledger::ledger_table(view),
            ReportTable::Methods => circles::method_table(view),
            ReportTable::Votes => council::vote_table(view),
            ReportTable::Power => blocking::power_table(view),
            ReportTable::Blocking => blocking::blocking_table(view),
            ReportTable::Responsibilities => burden::responsibility_table(view),
            ReportTable::Fairness => fairness::fairness_table(view),
            ReportTable::Staying => fairness::staying_table(view),
            ReportTable::Treaties => treaties::treaty_table(view),
            ReportTable::Prices => price::price_table(view),
            ReportTable::Flips => price::sensitivity_table(view),
            ReportTable::Indispensability => counterfactual::indispensability_table(view),
            ReportTable::Leaders => counterfactual::leader_table(view),
        }
    }

    /// One table as comma-separated values. Where a mapping was used, a last column says so in every row.
    ///
    /// # Errors
    ///
    /// [`Error::Csv`].
    pub fn csv(&self, table: ReportTable) -> Result<String, Error> {
        csv(self.table(table), self.view.labels)
    }

    /// [`Report::alternatives`] as comma-separated values.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownState`], [`Error::Csv`].
    pub fn alternatives_csv(&self, state: &str) -> Result<String, Error> {
        csv(self.alternatives(state)?, self.view.labels)
    }
}

/// What a reader must know before anything else.
pub(crate) fn head(view: View<'_>, document: &mut Document) {
    if let Some(assumptions) = view.labels.assumptions() {
        document.notice(assumptions);
    }
    if view.answer.is_undecided() {
        document
            .notice("Something that this answer depends on is undecided: see the reservations at its end.");
    }
    document.say(format!("{} {}", leader::sentence(view), council::result(view)));
}

/// A table as comma-separated values, with the assumptions behind it in every row.
pub(crate) fn csv(table: Table, labels: &Labels) -> Result<String, Error> {
    match &labels.origin {
        Origin::Direct => table.csv(),
        Origin::Mapping { name } => {
            let basis = format!("computed under the assumptions of mapping {name}; not a forecast");
            table.with_column(Column::words("basis", "basis"), &Cell::Text(basis)).csv()
        }
    }
}

/// How many states are in the class they were observed in, if anything was observed.
fn observed(view: View<'_>, document: &mut Document) {
    let classes: Vec<(Class, Class)> = view
        .answer
        .states
        .iter()
        .filter(|state| !view.is_leader(state))
        .filter_map(|state| {
            let observed = Class::of_observed(view.labels.observed.get(&state.name)?)?;
            Some((observed, Class::of_point(&view.tiers().point(state.tier))))
        })
        .collect();
    if classes.is_empty() {
        return;
    }
    let same = classes.iter().filter(|(observed, computed)| observed == computed).count();
    document.heading("Against what was observed");
    document.say(format!(
        "{same} of {} states other than the leader are in the class (military, material, political, neutral, opposed) that \
         they were observed in. `willing backtest` scores this beside base rates.",
        classes.len()
    ));
}
