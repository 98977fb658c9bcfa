//! The report on councils: who has how much power, and what the rule is like; several councils side by side.

use std::collections::BTreeMap;
use std::fmt;

use willing_council::Matter;

use super::members::{Measure, measures};
use super::sentence::{facts, group};
use super::{CouncilFindings, Finding, VotingAnswer};
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

/// Members that are alike are put in one row from this many on.
const ALIKE: usize = 4;

/// What is compared between councils.
const COMPARED: [&str; 5] = ["shapley-shubik", "shapley-shubik-float", "banzhaf", "roll-call", "bargaining"];

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
            several => self.side_by_side(several),
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

    fn side_by_side(&self, councils: &[CouncilFindings]) -> Document {
        let mut document = Document::new("Councils side by side");
        let letters: Vec<String> = ('A'..='Z').map(String::from).take(councils.len()).collect();
        document.points(
            letters
                .iter()
                .zip(councils)
                .map(|(letter, one)| format!("{letter}: {}. {}", one.name(), head(one)))
                .collect(),
        );
        self.notice(&mut document);
        let columns = || letters.iter().map(|letter| Column::numbers("council", letter.clone()));
        let all: Vec<Vec<Measure>> = councils.iter().map(measures).collect();
        let names = names(councils);
        for key in COMPARED {
            let found: Vec<Option<&Measure>> =
                all.iter().map(|measures| measures.iter().find(|measure| measure.key == key)).collect();
            let Some(title) = found.iter().flatten().next().map(|measure| measure.title) else { continue };
            document.heading(title);
            let mut table =
                Table::new("members", std::iter::once(Column::name("member", "member")).chain(columns()));
            let mut rows: Vec<Row<'_>> = Vec::new();
            for name in &names {
                let cell = |(council, measure): (&CouncilFindings, Option<&Measure>)| {
                    let seat = council.council().seat(name).ok();
                    let cell = measure.zip(seat).and_then(|(measure, seat)| measure.cells.get(seat.place()));
                    cell.cloned().map_or(Cell::Missing, short)
                };
                merge(&mut rows, name, councils.iter().zip(found.iter().copied()).map(cell).collect());
            }
            for (members, cells) in split(rows) {
                table.push(std::iter::once(Cell::text(together(&members))).chain(cells));
            }
            self.add(&mut document, table);
        }
        document.heading("The rules");
        let mut questions: Vec<String> = Vec::new();
        let answers: Vec<BTreeMap<String, String>> = councils
            .iter()
            .map(|council| facts(council).into_iter().map(|(_, fact)| fact).collect())
            .collect();
        for (_, (question, _)) in councils.iter().flat_map(facts) {
            if !questions.contains(&question) {
                questions.push(question);
            }
        }
        let words = letters.iter().map(|letter| Column::words("council", letter.clone()));
        let mut table =
            Table::new("facts", std::iter::once(Column::name("question", "question")).chain(words));
        for question in questions {
            let cell = |facts: &BTreeMap<String, String>| {
                facts.get(&question).map_or(Cell::Missing, |answer| brief(answer))
            };
            let cells: Vec<Cell> = answers.iter().map(cell).collect();
            table.push(std::iter::once(Cell::text(question.clone())).chain(cells));
        }
        self.add(&mut document, table);
        document
    }

    fn notice(&self, document: &mut Document) {
        if self.answer.is_undecided() {
            document.notice("Something was not decided within the limits of the run: see what is undecided.");
        }
    }

    fn add(&self, document: &mut Document, table: Table) {
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
            let holds =
                |finding: &&Finding| !matches!(finding, Finding::Missing { .. }) && finding.limit().is_none();
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
fn head(council: &CouncilFindings) -> String {
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

/// An answer without its reasons, which stand behind a colon.
fn brief(answer: &str) -> Cell {
    Cell::text(answer.split_once(": ").map_or(answer, |(brief, _)| brief))
}

/// Numbers that stand beside others: of fractions the decimal alone.
fn short(cell: Cell) -> Cell {
    match cell {
        Cell::Exact(value) => Cell::Number(value.to_f64(), crate::Quantity::Level),
        other => other,
    }
}

/// Members with the same cells in one row, if there are several of them.
fn alike(council: &CouncilFindings, measures: &[Measure]) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (seat, name) in council.council().roster() {
        let cell = |measure: &Measure| measure.cells.get(seat.place()).cloned().unwrap_or(Cell::Missing);
        merge(&mut rows, name, measures.iter().map(cell).collect());
    }
    let row =
        |(members, cells): Row<'_>| std::iter::once(Cell::text(together(&members))).chain(cells).collect();
    split(rows).into_iter().map(row).collect()
}

fn merge<'a>(rows: &mut Vec<Row<'a>>, name: &'a str, cells: Vec<Cell>) {
    match rows.iter_mut().find(|(_, known)| *known == cells) {
        Some((members, _)) => members.push(name),
        None => rows.push((vec![name], cells)),
    }
}

/// Members and what they have.
type Row<'a> = (Vec<&'a str>, Vec<Cell>);

/// Few who are alike keep rows of their own.
fn split(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut all = Vec::new();
    for (members, cells) in rows {
        if members.len() >= ALIKE {
            all.push((members, cells));
        } else {
            all.extend(members.into_iter().map(|member| (vec![member], cells.clone())));
        }
    }
    all
}

fn together(members: &[&str]) -> String {
    match members {
        [first, second, third, rest @ ..] if members.len() > ALIKE => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        members => members.join(", "),
    }
}

/// All members of all councils, each once.
fn names(councils: &[CouncilFindings]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in councils.iter().flat_map(|council| council.council().roster()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
