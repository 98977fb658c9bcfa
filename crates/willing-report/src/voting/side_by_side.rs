//! Councils side by side: a column a council.

use std::collections::BTreeMap;

use super::members::{Measure, measures};
use super::report::head;
use super::rows::{Row, merge, split, together};
use super::sentence::facts;
use super::{CouncilFindings, VotingReport};
use crate::{Cell, Column, Document, Table};

/// What is compared between councils.
const COMPARED: [&str; 5] = ["shapley-shubik", "shapley-shubik-float", "banzhaf", "roll-call", "bargaining"];

/// Councils in one table; more are put in further tables, as columns of numbers can't be narrowed.
const COLUMNS: usize = 5;

/// A council, the letter it is called by, and what its members have.
struct Side<'a> {
    letter: String,
    council: &'a CouncilFindings,
    measures: Vec<Measure>,
}

impl Side<'_> {
    fn measure(&self, key: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.key == key)
    }

    fn cell(&self, key: &str, name: &str) -> Cell {
        let seat = self.council.council().seat(name).ok();
        let cell = self.measure(key).zip(seat).and_then(|(measure, seat)| measure.cells.get(seat.place()));
        cell.cloned().map_or(Cell::Missing, short)
    }
}

pub(super) fn document(report: &VotingReport<'_>, councils: &[CouncilFindings]) -> Document {
    let mut document = Document::new("Councils side by side");
    let letters = ('A'..='Z').map(String::from);
    let sides: Vec<Side<'_>> = letters
        .zip(councils)
        .map(|(letter, council)| Side { letter, council, measures: measures(council) })
        .collect();
    let legend =
        |side: &Side<'_>| format!("{}: {}. {}", side.letter, side.council.name(), head(side.council));
    document.points(sides.iter().map(legend).collect());
    report.notice(&mut document);
    for key in COMPARED {
        let Some(title) = sides.iter().find_map(|side| side.measure(key)).map(|measure| measure.title) else {
            continue;
        };
        document.heading(title);
        for sides in sides.chunks(COLUMNS) {
            report.add(&mut document, members(key, sides));
        }
    }
    document.heading("The rules");
    for sides in sides.chunks(COLUMNS) {
        report.add(&mut document, rules(sides));
    }
    document
}

/// What the members of all these councils have of one measure.
fn members(key: &str, sides: &[Side<'_>]) -> Table {
    let columns = sides.iter().map(|side| Column::numbers("council", side.letter.clone()));
    let mut table = Table::new("members", std::iter::once(Column::name("member", "member")).chain(columns));
    let mut rows: Vec<Row<'_>> = Vec::new();
    for name in names(sides) {
        merge(&mut rows, name, sides.iter().map(|side| side.cell(key, name)).collect());
    }
    for (members, cells) in split(rows) {
        table.push(std::iter::once(Cell::text(together(&members))).chain(cells));
    }
    table
}

/// What the rules of these councils are like.
fn rules(sides: &[Side<'_>]) -> Table {
    let columns = sides.iter().map(|side| Column::words("council", side.letter.clone()));
    let mut table = Table::new("facts", std::iter::once(Column::name("question", "question")).chain(columns));
    let of = |side: &Side<'_>| facts(side.council).into_iter().map(|(_, fact)| fact).collect::<Vec<_>>();
    let answers: Vec<Vec<(String, String)>> = sides.iter().map(of).collect();
    let mut questions: Vec<&String> = Vec::new();
    for (question, _) in answers.iter().flatten() {
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    let known: Vec<BTreeMap<&String, &String>> = answers
        .iter()
        .map(|facts| facts.iter().map(|(question, answer)| (question, answer)).collect())
        .collect();
    for question in questions {
        let cells =
            known.iter().map(|facts| facts.get(question).map_or(Cell::Missing, |answer| brief(answer)));
        table.push(std::iter::once(Cell::text(question)).chain(cells));
    }
    table
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

/// All members of these councils, each once.
fn names<'a>(sides: &[Side<'a>]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in sides.iter().flat_map(|side| side.council.council().roster()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
