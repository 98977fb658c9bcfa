//! The report on councils: who has how much power, and what the rule is like; several councils side by side.

use std::fmt;

use willing_council::Matter;

use super::members::{Measure, measures};
use super::rows::alike;
use super::sentence::{facts, group};
use super::{CouncilFindings, Finding, VotingAnswer, side_by_side};
use crate::{Cell, Column, Document, Error, Table};

/// The tables of an answer about voting rules, each with all its rows: what CSV prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VotingTable {
    /// One row a council, member and measure.
    Members,
    /// One row a council and fact.
    Facts,
    /// One row a council and listed coalition.
    Coalitions,
}

impl fmt::Display for VotingTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Members => "members",
            Self::Facts => "facts",
            Self::Coalitions => "coalitions",
        })
    }
}

/// A report on an answer about voting rules.
#[derive(Clone, Copy, Debug)]
pub struct VotingReport<'a> {
    answer: &'a VotingAnswer,
    rows: usize,
}

/// Rules of more characters are not written out.
const LONGEST_RULE: usize = 200;

impl<'a> VotingReport<'a> {
    /// Rows that tables have by default.
    pub const ROWS: usize = 60;

    /// The report on `answer`.
    #[must_use]
    pub const fn new(answer: &'a VotingAnswer) -> Self {
        Self { answer, rows: Self::ROWS }
    }

    /// Rows that tables have, at most (default 60); CSV always has all.
    #[must_use]
    pub const fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// The whole report for people.
    #[must_use]
    pub fn document(&self) -> Document {
        match self.answer.councils() {
            [one] => self.alone(one),
            several => side_by_side::document(self, several),
        }
    }

    fn alone(&self, council: &CouncilFindings) -> Document {
        let mut document = Document::new(council.name());
        document.say(head(council));
        self.notice(&mut document);
        let mut table =
            Table::new("facts", [Column::name("question", "question"), Column::words("answer", "answer")]);
        for (_, (question, answer)) in facts(council) {
            table.push([Cell::text(question), Cell::text(answer)]);
        }
        document.table(table);
        let measures = measures(council);
        if !measures.is_empty() {
            document.heading("Members");
            let columns = measures
                .iter()
                .map(|measure| Column::numbers(measure.key, measure.title).optional(rank(measure)));
            let mut table =
                Table::new("members", std::iter::once(Column::name("member", "member")).chain(columns));
            for row in alike(council, &measures) {
                table.push(row);
            }
            self.add(&mut document, table);
        }
        for finding in council.findings() {
            if let Finding::Coalitions(listed) = finding {
                document.heading("Coalitions");
                let mut table = Table::new("coalitions", [Column::words("coalition", "coalition")]);
                for coalition in &listed.coalitions {
                    let names: Vec<&str> = council.council().names(coalition).collect();
                    table.push([Cell::text(names.join(", "))]);
                }
                self.add(&mut document, table);
            }
        }
        document
    }

    pub(super) fn notice(&self, document: &mut Document) {
        if self.answer.is_undecided() {
            document.notice(
                "Something was not found within the limits of the run: see what is undecided or not found.",
            );
        }
    }

    pub(super) fn add(&self, document: &mut Document, table: Table) {
        let more = table.len().saturating_sub(self.rows);
        document.table(table.top(self.rows));
        if more > 0 {
            document.say(format!("{more} more rows: see --rows, or the formats csv and json."));
        }
    }

    /// One table with all its rows.
    #[must_use]
    pub fn table(&self, table: VotingTable) -> Table {
        let column = Column::name;
        match table {
            VotingTable::Members => {
                let columns = ["council", "member", "measure"].map(|key| column(key, key));
                let mut table =
                    Table::new("members", columns.into_iter().chain([Column::numbers("value", "value")]));
                for council in self.answer.councils() {
                    for measure in measures(council) {
                        for ((_, member), cell) in council.council().roster().zip(measure.cells) {
                            table.push([
                                Cell::text(council.name()),
                                Cell::text(member),
                                Cell::text(measure.key),
                                cell,
                            ]);
                        }
                    }
                }
                table
            }
            VotingTable::Facts => {
                let mut table = Table::new(
                    "facts",
                    ["council", "concept", "question", "answer"].map(|key| column(key, key)),
                );
                for council in self.answer.councils() {
                    for (key, (question, answer)) in facts(council) {
                        table.push([council.name(), key, &question, &answer].map(Cell::text));
                    }
                }
                table
            }
            VotingTable::Coalitions => {
                let mut table =
                    Table::new("coalitions", ["council", "coalition", "members"].map(|key| column(key, key)));
                for council in self.answer.councils() {
                    for finding in council.findings() {
                        let Finding::Coalitions(listed) = finding else { continue };
                        for (number, coalition) in listed.coalitions.iter().enumerate() {
                            let names: Vec<&str> = council.council().names(coalition).collect();
                            table.push([
                                Cell::text(council.name()),
                                Cell::count(number + 1),
                                Cell::text(names.join("+")),
                            ]);
                        }
                    }
                }
                table
            }
        }
    }

    /// One table as comma-separated values.
    ///
    /// # Errors
    ///
    /// [`Error::Csv`].
    pub fn csv(&self, table: VotingTable) -> Result<String, Error> {
        self.table(table).csv()
    }

    /// What `willing check` says when all holds.
    #[must_use]
    pub fn verified(&self) -> String {
        let mut lines = Vec::new();
        for council in self.answer.councils() {
            let holds = |finding: &&Finding| finding.is_settled();
            let keys: Vec<&str> = council.findings().iter().filter(holds).map(Finding::key).collect();
            lines.push(format!("{}: every claim holds ({}).", council.name(), keys.join(", ")));
        }
        let estimates =
            self.answer.councils().iter().flat_map(CouncilFindings::findings).any(|finding| match finding {
                Finding::OnLine(line) => line.estimate.is_some(),
                Finding::InPlane(plane) => plane.estimate.is_some(),
                _ => false,
            });
        if estimates {
            lines.push("Probabilities are estimates from samples: nothing proves them.".to_owned());
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

/// How many sit there and how they decide.
pub(super) fn head(council: &CouncilFindings) -> String {
    let mut sentences = vec![format!("{} members.", council.council().seats())];
    let rule = council.council().rule().to_string();
    if rule.chars().count() <= LONGEST_RULE {
        sentences.push(format!("Rule: {rule}."));
    }
    let vetoes = council.council().rule().vetoes();
    if !vetoes.is_empty() {
        sentences.push(format!("Veto: {}.", group(council.council(), vetoes)));
    }
    if *council.matter() != Matter::Substantive {
        sentences.push("The matter is one of procedure.".to_owned());
    }
    sentences.join(" ")
}

/// The first measures stay on narrow terminals.
fn rank(measure: &Measure) -> u8 {
    match measure.key {
        "shapley-shubik"
        | "shapley-shubik-float"
        | "roll-call"
        | "ideal"
        | "bargaining"
        | "owen"
        | "role" => 0,
        "banzhaf" | "banzhaf-owen" => 1,
        "penrose" => 2,
        "deegan-packel" | "holler" => 3,
        "johnston" => 4,
        "prevent" | "initiate" => 5,
        _ => 6,
    }
}
