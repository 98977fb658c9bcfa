//! The report on sharing risk: the worth, who gets what, and the reasons.

use std::fmt;

use willing_check::sharing::{Incompatible, SharedWorth, SharingTable};
use willing_game::{Coalition, Verdict};

use super::{Finding, ShareAnswer, Subject, Views, allocations, exchange, prices, rules, views, worth};
use crate::game::words::listed;
use crate::number::Quantity;
use crate::{Cell, Column, Document, Error, Table};

/// The tables of an answer about sharing risk, each with all its rows: what CSV prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShareTable {
    /// One row a concept and player: what it gets for certain.
    Amounts,
    /// One row an allocation: whether it is in the core, or who objects.
    Standing,
    /// One row an outcome and player: what it holds and gets.
    Payoffs,
    /// One row a coalition: its worth.
    Worths,
    /// One row a rule: its worth, and what it loses.
    Rules,
    /// One row two players: what one carries of the other's risk.
    Shares,
    /// One row a pair of players: how far apart their views are.
    Views,
}

impl fmt::Display for ShareTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Amounts => "amounts",
            Self::Standing => "standing",
            Self::Payoffs => "payoffs",
            Self::Worths => "worths",
            Self::Rules => "rules",
            Self::Shares => "shares",
            Self::Views => "views",
        })
    }
}

/// A report on an answer about sharing risk.
#[derive(Clone, Copy, Debug)]
pub struct ShareReport<'a> {
    answer: &'a ShareAnswer,
    rows: usize,
}

/// Tables with a column for each player are split so that they fit this width.
const NARROW: usize = 72;
/// The width of sentences on their own.
const READABLE: usize = 100;

impl<'a> ShareReport<'a> {
    /// Rows that tables have by default.
    pub const ROWS: usize = 32;

    /// The report on `answer`.
    #[must_use]
    pub const fn new(answer: &'a ShareAnswer) -> Self {
        Self { answer, rows: Self::ROWS }
    }

    /// Rows that tables have, at most (default 32); CSV always has all.
    #[must_use]
    pub const fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// The whole report for people.
    #[must_use]
    pub fn document(&self) -> Document {
        let subject = self.answer.subject();
        let mut document = Document::new(subject.name());
        document.say(head(subject));
        if self.answer.is_undecided() {
            document.notice("Not everything was found within the limits of the run: see what is undecided.");
        }
        let findings = self.answer.findings();
        // Beside allocations, the worth is only where the equilibrium comes from; beside rules, what they are compared with.
        let only = findings.len() == 1;
        allocations::section(subject, findings, &mut document);
        for finding in
            findings.iter().filter(|finding| only || !matches!(finding, Finding::Worth(Verdict::Exists(_))))
        {
            self.section(subject, finding, &mut document);
        }
        document
    }

    fn section(&self, subject: &Subject, finding: &Finding, document: &mut Document) {
        match finding {
            Finding::Worth(Verdict::Exists(found)) => {
                document.heading("What sharing is worth");
                worth::section(subject, found, self.rows, document);
            }
            Finding::Worth(Verdict::Undecided(Some(found))) => {
                document.heading("What sharing is worth");
                document.say("Undecided: the ends stayed further apart than asked.");
                worth::section(subject, found, self.rows, document);
            }
            Finding::Worth(Verdict::Impossible(apart)) | Finding::Worths(Verdict::Impossible(apart)) => {
                worth::incompatible(subject, apart, document);
            }
            Finding::Worth(Verdict::Undecided(None)) => {
                document.say("The worth of sharing is undecided: no finite ends were found.");
            }
            Finding::Worths(Verdict::Exists(table)) => {
                document.heading("What coalitions are worth");
                self.add(document, worths(subject, table));
            }
            Finding::Worths(Verdict::Undecided(limit)) => {
                document.say(format!("The worths of all coalitions are undecided: {limit}."));
            }
            // All of them stand in one table.
            Finding::Allocation(_) => {}
            Finding::Rules(found) => rules::section(subject, found, self.shared(), document),
            Finding::Exchange(found) => exchange::section(subject, found, document),
            Finding::Views(found) => views::section(subject, found, document),
            Finding::Missing { concept, reason } => document.say(format!("{concept}: not found: {reason}.")),
        }
    }

    fn add(&self, document: &mut Document, table: Table) {
        let more = table.len().saturating_sub(self.rows);
        document.table(table.top(self.rows));
        if more > 0 {
            document.say(format!("{more} more rows: see --rows, or the formats csv and json."));
        }
    }

    fn shared(&self) -> Option<&SharedWorth> {
        self.answer.findings().iter().find_map(|finding| match finding {
            Finding::Worth(Verdict::Exists(found) | Verdict::Undecided(Some(found))) => Some(found),
            _ => None,
        })
    }

    fn apart(&self) -> Option<&Incompatible> {
        self.answer.findings().iter().find_map(|finding| match finding {
            Finding::Worth(Verdict::Impossible(found)) | Finding::Worths(Verdict::Impossible(found)) => {
                Some(found)
            }
            _ => None,
        })
    }

    /// One table with all its rows.
    #[must_use]
    pub fn table(&self, table: ShareTable) -> Table {
        let (subject, findings) = (self.answer.subject(), self.answer.findings());
        match table {
            ShareTable::Amounts => self.amounts(),
            ShareTable::Standing => allocations::standing(subject, findings),
            ShareTable::Payoffs => self.payoffs(),
            ShareTable::Rules => {
                let found = findings.iter().find_map(|finding| match finding {
                    Finding::Rules(found) => Some(found.as_slice()),
                    _ => None,
                });
                rules::table(subject, found.unwrap_or(&[]), self.shared())
            }
            ShareTable::Shares => {
                let found = findings.iter().find_map(|finding| match finding {
                    Finding::Exchange(found) => Some(found.found()),
                    _ => None,
                });
                exchange::shares(subject, found)
            }
            ShareTable::Worths => {
                let all_worths = findings.iter().find_map(|finding| match finding {
                    Finding::Worths(Verdict::Exists(found)) => Some(worths(subject, found)),
                    _ => None,
                });
                all_worths.unwrap_or_else(|| {
                    let mut table = empty_worths(subject);
                    if let Some(found) = self.shared() {
                        push_worth(&mut table, &subject.coalition(all(subject)), found.low, found.high);
                    }
                    table
                })
            }
            ShareTable::Views => {
                let found = findings.iter().find_map(|finding| match finding {
                    Finding::Views(found) => Some(views::pairs(subject, found)),
                    _ => None,
                });
                found.unwrap_or_else(|| views::pairs(subject, &Views::nobody()))
            }
        }
    }

    /// One row a concept and player.
    fn amounts(&self) -> Table {
        let subject = self.answer.subject();
        let columns = [
            Column::name("concept", "concept"),
            Column::name("player", "player"),
            Column::numbers("amount", subject.in_unit("amount")),
        ];
        let mut table = Table::new("amounts", columns);
        let mut push = |concept: &str, amounts: Vec<f64>| {
            for (name, amount) in subject.players().names().iter().zip(amounts) {
                table.push([Cell::text(concept), Cell::text(name), Cell::level(amount)]);
            }
        };
        push("alone", subject.alone());
        let allocations: Vec<_> = allocations::of(self.answer.findings()).collect();
        if let Some(found) = self.shared().filter(|_| allocations.is_empty()) {
            push("equilibrium", prices::amounts(subject.portfolio(), found));
        }
        for allocation in allocations {
            push(&allocation.basis.key(), allocation.assessed.amounts.clone());
        }
        for finding in self.answer.findings() {
            if let Finding::Exchange(found) = finding {
                push("exchange", exchange::values(subject, found.found()));
            }
        }
        table
    }

    /// One row an outcome and player.
    fn payoffs(&self) -> Table {
        let subject = self.answer.subject();
        let columns = [
            Column::name("outcome", "outcome"),
            Column::name("player", "player"),
            Column::numbers("holds", "holds"),
            Column::numbers("gets", "gets"),
            Column::numbers("price", "price"),
            Column::numbers("promise", "promise"),
        ];
        let mut table = Table::new("payoffs", columns);
        let shared = self.shared().map(|found| (worth::rows(subject, found), prices::of_outcomes(found)));
        let level = |value: Option<&f64>| Cell::optional(value.copied(), Quantity::Level);
        for (place, outcome) in subject.outcomes().iter().enumerate() {
            for (player, name) in subject.everybody().zip(subject.players().names()) {
                let held = subject.portfolio().endowment(player).and_then(|held| held.get(place));
                let got = shared.as_ref().and_then(|(rows, _)| rows.get(player.seat())?.get(place));
                let price = shared.as_ref().and_then(|(_, density)| density.get(place));
                let promise = self.apart().and_then(|apart| {
                    let row = apart.members.iter().position(|member| *member == player)?;
                    apart.promises.get(row)?.get(place)
                });
                table.push([
                    Cell::text(outcome),
                    Cell::text(name),
                    level(held),
                    level(got),
                    level(price),
                    level(promise),
                ]);
            }
        }
        table
    }

    /// One table as comma-separated values.
    ///
    /// # Errors
    ///
    /// [`Error::Csv`].
    pub fn csv(&self, table: ShareTable) -> Result<String, Error> {
        self.table(table).csv()
    }

    /// What `willing check` says when all holds.
    #[must_use]
    pub fn verified(&self) -> String {
        let (held, open): (Vec<&Finding>, Vec<&Finding>) =
            self.answer.findings().iter().partition(|finding| finding.is_settled());
        let keys = |list: &[&Finding]| {
            listed(&list.iter().map(|finding| finding.key().to_owned()).collect::<Vec<_>>())
        };
        let name = self.answer.subject().name();
        let line = format!("{name}: every claim holds ({}).", keys(&held));
        let mut text = crate::document::wrapped(&line, READABLE);
        if !open.is_empty() {
            let line = format!("Not settled by this answer: {}.", keys(&open));
            text.push_str(&crate::document::wrapped(&line, READABLE));
        }
        text
    }
}

fn head(subject: &Subject) -> String {
    let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let unit = subject.unit().map_or_else(String::new, |unit| format!("; amounts in {unit}"));
    let players = counted(subject.players().len(), "player");
    format!("{players}, {}{unit}.", counted(subject.outcomes().len(), "outcome"))
}

fn all(subject: &Subject) -> Coalition {
    Coalition::grand(subject.players().len()).unwrap_or(Coalition::EMPTY)
}

fn empty_worths(subject: &Subject) -> Table {
    Table::new(
        "worths",
        [
            Column::name("coalition", "coalition"),
            Column::numbers("worth", subject.in_unit("worth")),
            Column::numbers("low", "at least").optional(2),
            Column::numbers("high", "at most").optional(2),
        ],
    )
}

fn push_worth(table: &mut Table, coalition: &str, low: f64, high: f64) {
    // What rounding leaves of nothing is nothing.
    let worth = if low <= 0.0 && high >= 0.0 { 0.0 } else { f64::midpoint(low, high) };
    table.push([Cell::text(coalition), Cell::level(worth), Cell::level(low), Cell::level(high)]);
}

/// One row a coalition, those of few members first.
fn worths(subject: &Subject, found: &SharingTable) -> Table {
    let mut table = empty_worths(subject);
    let mut rows: Vec<(Coalition, f64, f64)> = found
        .low
        .iter()
        .zip(&found.high)
        .zip(0..)
        .skip(1)
        .map(|((low, high), bits)| (Coalition::from_bits(bits), *low, *high))
        .collect();
    rows.sort_by_key(|(coalition, ..)| coalition.len());
    for (coalition, low, high) in rows {
        let members = coalition.players().map(|player| crate::game::words::player(subject.players(), player));
        push_worth(&mut table, &members.collect::<Vec<_>>().join(" + "), low, high);
    }
    table
}

/// Rows with a column for each of several players, side by side as far as they fit.
pub(super) fn tables_by_player(
    key: &'static str,
    title: &'static str,
    names: &[String],
    columns: Vec<(String, Vec<Cell>)>,
) -> Vec<Table> {
    let longest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let name_width = longest(&mut names.iter().map(|name| name.chars().count())).max(title.len());
    let mut groups: Vec<Vec<(String, Vec<Cell>)>> = Vec::new();
    let mut room = 0;
    for (title, cells) in columns {
        let word = longest(&mut title.split_whitespace().map(|word| word.chars().count()));
        let width = 2 + longest(&mut cells.iter().map(|cell| cell.rounded().chars().count())).max(word);
        match groups.last_mut() {
            Some(group) if room >= width => group.push((title, cells)),
            _ => {
                groups.push(vec![(title, cells)]);
                room = NARROW.saturating_sub(name_width);
            }
        }
        room = room.saturating_sub(width);
    }
    let side_by_side = |columns: Vec<(String, Vec<Cell>)>| {
        let (titles, mut cells): (Vec<String>, Vec<_>) =
            columns.into_iter().map(|(title, cells)| (title, cells.into_iter())).unzip();
        let numbers = titles.into_iter().map(|title| Column::numbers("amount", title));
        let mut table = Table::new(key, [Column::name("name", title)].into_iter().chain(numbers));
        for name in names {
            let row: Vec<Cell> =
                cells.iter_mut().map(|cells| cells.next().unwrap_or(Cell::Missing)).collect();
            table.push([Cell::text(name)].into_iter().chain(row));
        }
        table
    };
    groups.into_iter().map(side_by_side).collect()
}
