//! The report on a game: what was found at a glance, who gets what, and the reasons.

use std::fmt;

use willing_game::tu::Amounts;
use willing_game::tu::typed::TypedGame;
use willing_game::{Player, Players, Rational, Verdict};

use super::{Finding, Form, GameAnswer, Known, Subject, details, membership, properties, words};
use crate::number::fraction;
use crate::{Cell, Column, Document, Error, Quantity, Table};

/// The tables of an answer about a game, each with all its rows: what CSV prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GameTable {
    /// One row a concept and player: what it gets.
    Amounts,
    /// One row a concept: the answer, and how it is known.
    Concepts,
    /// One row a concept, level and coalition: the evidence of the core, the least core and the nucleolus.
    Coalitions,
    /// One row a property.
    Properties,
    /// One row a test of an allocation.
    Membership,
}

impl fmt::Display for GameTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Amounts => "amounts",
            Self::Concepts => "concepts",
            Self::Coalitions => "coalitions",
            Self::Properties => "properties",
            Self::Membership => "membership",
        })
    }
}

/// A report on an answer about a game.
#[derive(Clone, Copy, Debug)]
pub struct GameReport<'a> {
    answer: &'a GameAnswer,
    rows: usize,
}

/// Tables of amounts are split so that they fit this width.
const NARROW: usize = 72;

impl<'a> GameReport<'a> {
    /// Rows that long lists of evidence have by default.
    pub const ROWS: usize = 12;

    /// The report on `answer`.
    #[must_use]
    pub const fn new(answer: &'a GameAnswer) -> Self {
        Self { answer, rows: Self::ROWS }
    }

    /// Rows that long lists of evidence have, at most (default 12); CSV always has all.
    #[must_use]
    pub const fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// The whole report for people.
    #[must_use]
    pub fn document(&self) -> Document {
        let (subject, findings) = (&self.answer.subject, &self.answer.findings);
        let mut document = Document::new(title(subject));
        document.say(head(subject));
        if self.answer.is_undecided() {
            document.notice("The run was stopped before everything was found: see what is undecided.");
        }
        // Where properties are asked for, a point of the core is only the reason why a game is balanced.
        if !properties::are_asked(findings) {
            let concepts = concept_table(subject, findings);
            if !concepts.is_empty() {
                document.heading("Answers");
                document.table(concepts);
            }
            let tables = amount_tables(subject, findings);
            if !tables.is_empty() {
                document.heading("Who gets what");
                for table in tables {
                    document.table(table);
                }
            }
        }
        properties::section(subject, findings, &mut document);
        membership::section(subject, findings, &mut document);
        // The collection that shows the core to be empty is that of the least core with other weights.
        let is_empty =
            findings.iter().any(|finding| matches!(finding, Finding::Core(Verdict::Impossible(_))));
        for finding in
            findings.iter().filter(|finding| !(is_empty && matches!(finding, Finding::LeastCore(_))))
        {
            details::section(subject, finding, self.rows, &mut document);
        }
        document
    }

    /// One table with all its rows.
    #[must_use]
    pub fn table(&self, table: GameTable) -> Table {
        let (subject, findings) = (&self.answer.subject, &self.answer.findings);
        match table {
            GameTable::Amounts => all_amounts(subject, findings),
            GameTable::Concepts => concept_table(subject, findings),
            GameTable::Coalitions => details::coalition_table(subject, findings),
            GameTable::Properties => properties::table(subject, findings),
            GameTable::Membership => membership::table(subject, findings),
        }
    }

    /// One table as comma-separated values.
    ///
    /// # Errors
    ///
    /// [`Error::Csv`].
    pub fn csv(&self, table: GameTable) -> Result<String, Error> {
        self.table(table).csv()
    }

    /// What a successful check has checked, as text.
    #[must_use]
    pub fn verified(&self) -> String {
        let findings = &self.answer.findings;
        let unproved = |finding: &&Finding| matches!(finding.known(), Known::Estimate | Known::Undecided(_));
        let open: Vec<String> =
            findings.iter().filter(unproved).map(|finding| words::title(&finding.key())).collect();
        let proved: Vec<String> = findings
            .iter()
            .filter(|finding| !unproved(finding))
            .map(|finding| words::title(&finding.key()))
            .collect();
        let mut text = crate::document::wrapped(
            &format!("{}: every claim holds ({}).", title(&self.answer.subject), words::listed(&proved)),
            READABLE,
        );
        if !open.is_empty() {
            let line = format!("Nothing is proved, and nothing was checked, of: {}.", words::listed(&open));
            text.push_str(&crate::document::wrapped(&line, READABLE));
        }
        text
    }
}

/// The width of sentences on their own.
const READABLE: usize = 100;

fn title(subject: &Subject) -> String {
    let count = subject.players().len();
    let players = if count == 1 { "1 player".to_owned() } else { format!("{count} players") };
    subject.name().map_or_else(|| format!("A game of {players}"), str::to_owned)
}

fn head(subject: &Subject) -> String {
    let count = subject.players().len();
    match subject.form() {
        Form::Table(game) if game.is_exact() => {
            format!(
                "{count} players, exact worths; together they are worth {}.",
                fraction(&subject.grand_worth())
            )
        }
        Form::Table(game) => {
            let worth = Quantity::Level.rounded(game.worth(game.grand()));
            format!("{count} players, worths in floats; together they are worth {worth}.")
        }
        Form::Voting(game) => {
            let total: u128 = game.weights().iter().copied().map(u128::from).sum();
            let veto = game.veto();
            let who = if veto.is_empty() {
                String::new()
            } else {
                format!(" and the consent of {}", words::coalition(subject.players(), veto))
            };
            format!("{count} voters; a motion needs {} of {total} votes{who}.", game.quota())
        }
    }
}

/// What a finding says, in a few words.
fn says(subject: &Subject, finding: &Finding) -> String {
    let players = subject.players();
    let levels = |count: usize| match count {
        0 => "the only allocation there is".to_owned(),
        1 => "settled in 1 level of excess".to_owned(),
        _ => format!("settled in {count} levels of excess"),
    };
    let no_imputation = |individual: &Rational, grand: &Rational| {
        format!("no imputation: alone they earn {}, together {}", fraction(individual), fraction(grand))
    };
    match finding {
        Finding::Core(Verdict::Exists(_)) => "the core is not empty".to_owned(),
        Finding::Core(Verdict::Impossible(_)) | Finding::CoreVertices(Verdict::Impossible(_)) => {
            "the core is empty".to_owned()
        }
        Finding::EpsilonCore { epsilon, verdict: Verdict::Exists(_) } => {
            format!("not empty for ε = {}", fraction(epsilon))
        }
        Finding::EpsilonCore { epsilon, verdict: Verdict::Impossible(least) } => {
            format!("empty for ε = {}: not below {}", fraction(epsilon), fraction(&least.excess))
        }
        Finding::CoreVertices(Verdict::Exists(list)) => format!("{} vertices", list.vertices.len()),
        Finding::LeastCore(Verdict::Exists(least)) => {
            format!("least highest excess ε = {}", fraction(&least.excess))
        }
        Finding::CostOfStability(Verdict::Exists(cost)) if cost.subsidy.is_zero() => {
            "stable without a subsidy".to_owned()
        }
        Finding::CostOfStability(Verdict::Exists(cost)) => {
            format!("least subsidy {}", fraction(&cost.subsidy))
        }
        Finding::Nucleolus { verdict: Verdict::Exists(answer), .. } => levels(answer.levels.len()),
        Finding::TypedNucleolus { verdict: Verdict::Exists(answer), .. } => levels(answer.levels.len()),
        Finding::Modiclus(Verdict::Exists(answer)) => levels(answer.levels.len()),
        Finding::Nucleolus { verdict: Verdict::Impossible(none), .. }
        | Finding::TypedNucleolus { verdict: Verdict::Impossible(none), .. } => {
            no_imputation(&none.individual, &none.grand)
        }
        Finding::Tau(Verdict::Impossible(why)) => details::not_quasi_balanced(players, why),
        Finding::Gately(Verdict::Impossible(why)) => details::no_gately_point(players, why),
        Finding::Value(value)
        | Finding::Tau(Verdict::Exists(value))
        | Finding::Gately(Verdict::Exists(value)) => sums_to(&value.amounts, &subject.grand_worth()),
        Finding::SampledShapley(estimate) => {
            format!("{} worths looked up, {}, seed {}", estimate.evaluations, estimate.draw, estimate.seed)
        }
        Finding::Dividends(list) => {
            let some = list.dividends.iter().filter(|dividend| !dividend.is_zero()).count();
            format!("{some} coalitions have a dividend")
        }
        _ => "undecided".to_owned(),
    }
}

/// Whether amounts share all there is.
fn sums_to(amounts: &Amounts, grand: &Rational) -> String {
    match amounts {
        Amounts::Exact(list) => {
            let sum: Rational = list.iter().sum();
            if sum == *grand {
                "shares all of it".to_owned()
            } else {
                format!("sums to {} of {}", fraction(&sum), fraction(grand))
            }
        }
        Amounts::Float { values, .. } => {
            let (sum, grand) = (values.iter().sum(), grand.to_f64());
            format!("sums to {} of {}", Quantity::Level.rounded(sum), Quantity::Level.rounded(grand))
        }
    }
}

fn known(finding: &Finding) -> String {
    match finding.known() {
        Known::Exact => "exact".to_owned(),
        Known::Bounded(0.0) => "float, no rounding".to_owned(),
        Known::Bounded(bound) => format!("float, within {bound:.1e}"),
        Known::Slack(slack) => format!("float, within {:.1e}", slack.to_f64()),
        Known::Estimate => "estimate".to_owned(),
        Known::Undecided(limit) => format!("undecided: {limit}"),
    }
}

const fn is_concept(finding: &Finding) -> bool {
    !matches!(finding, Finding::Property { .. } | Finding::Kinds(_) | Finding::Membership(_))
}

fn concept_table(subject: &Subject, findings: &[Finding]) -> Table {
    let columns = [
        Column::name("concept", "concept"),
        Column::words("answer", "answer"),
        Column::words("known", "how it is known"),
    ];
    let mut table = Table::new("concepts", columns);
    for finding in findings.iter().filter(|finding| is_concept(finding)) {
        table.push([
            Cell::text(words::title(&finding.key())),
            Cell::text(says(subject, finding)),
            Cell::text(known(finding)),
        ]);
    }
    table
}

/// What a finding gives to each player.
pub(super) fn amounts_of(subject: &Subject, finding: &Finding) -> Option<Amounts> {
    match (finding, subject.form()) {
        (Finding::TypedNucleolus { verdict: Verdict::Exists(answer), .. }, Form::Voting(game)) => {
            let game = TypedGame::from_voting(game).ok()?;
            Some(Amounts::Exact(game.types().by_player(&answer.amounts)))
        }
        (Finding::Membership(_), _) => None,
        _ => finding.amounts(),
    }
}

/// The amounts of a concept as cells, with their sum last.
fn cells(amounts: &Amounts) -> Vec<Cell> {
    match amounts {
        Amounts::Exact(list) => {
            let sum = list.iter().sum::<Rational>();
            list.iter().cloned().chain([sum]).map(Cell::Exact).collect()
        }
        Amounts::Float { values, .. } => {
            values.iter().copied().chain([values.iter().sum()]).map(Cell::level).collect()
        }
    }
}

/// The players, and everybody.
fn names(players: &Players) -> Vec<String> {
    players.names().iter().cloned().chain(["sum".to_owned()]).collect()
}

/// What concepts give to players, side by side as far as they fit.
fn amount_tables(subject: &Subject, findings: &[Finding]) -> Vec<Table> {
    let mut columns: Vec<(String, Vec<Cell>)> = Vec::new();
    for finding in findings {
        if let Some(amounts) = amounts_of(subject, finding) {
            columns.push((column_title(finding), cells(&amounts)));
        } else if let Finding::SampledShapley(estimate) = finding {
            let level = |list: &[f64]| list.iter().copied().map(Cell::level).chain([Cell::Missing]).collect();
            columns.push(("sampled Shapley".to_owned(), level(&estimate.values)));
            columns.push(("standard error".to_owned(), level(&estimate.standard_errors)));
        }
    }
    let names = names(subject.players());
    let longest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let name_width = longest(&mut names.iter().map(|name| name.chars().count())).max("player".len());
    let mut tables: Vec<Vec<(String, Vec<Cell>)>> = Vec::new();
    let mut room = 0;
    for (title, cells) in columns {
        let word = longest(&mut title.split_whitespace().map(|word| word.chars().count()));
        let width = 2 + longest(&mut cells.iter().map(|cell| cell.rounded().chars().count())).max(word);
        match tables.last_mut() {
            Some(table) if room >= width => table.push((title, cells)),
            _ => {
                tables.push(vec![(title, cells)]);
                room = NARROW.saturating_sub(name_width);
            }
        }
        room = room.saturating_sub(width);
    }
    tables.into_iter().map(|columns| side_by_side(&names, columns)).collect()
}

fn side_by_side(names: &[String], columns: Vec<(String, Vec<Cell>)>) -> Table {
    let (titles, mut cells): (Vec<String>, Vec<_>) =
        columns.into_iter().map(|(title, cells)| (title, cells.into_iter())).unzip();
    let numbers = titles.into_iter().map(|title| Column::numbers("amount", title));
    let mut table = Table::new("amounts", [Column::name("player", "player")].into_iter().chain(numbers));
    for name in names {
        let row = cells.iter_mut().map(|cells| cells.next().unwrap_or(Cell::Missing)).collect::<Vec<_>>();
        table.push([Cell::text(name.clone())].into_iter().chain(row));
    }
    table
}

/// Concepts that hold sets say which of their points is shown.
fn column_title(finding: &Finding) -> String {
    match finding {
        Finding::Core(_) => "core, a point".to_owned(),
        Finding::EpsilonCore { .. } => "ε-core, a point".to_owned(),
        Finding::LeastCore(_) => "least core, a point".to_owned(),
        Finding::CostOfStability(_) => "with the subsidy".to_owned(),
        other => words::title(&other.key()),
    }
}

/// One row a concept and player.
fn all_amounts(subject: &Subject, findings: &[Finding]) -> Table {
    let columns = [
        Column::name("concept", "concept"),
        Column::name("player", "player"),
        Column::numbers("amount", "amount"),
        Column::numbers("within", "within"),
        Column::words("known", "how it is known"),
    ];
    let mut table = Table::new("amounts", columns);
    let name = |seat: usize| {
        Player::from_seat(seat)
            .map_or_else(|_| seat.to_string(), |player| words::player(subject.players(), player))
    };
    for finding in findings {
        let mut push = |seat: usize, amount: Cell, within: Cell, known: &str| {
            table.push([
                Cell::text(finding.key()),
                Cell::text(name(seat)),
                amount,
                within,
                Cell::text(known),
            ]);
        };
        match amounts_of(subject, finding) {
            Some(Amounts::Exact(list)) => {
                // A slack is about excesses; it bounds no amount.
                let (known, within) = match finding.known() {
                    Known::Exact => ("exact".to_owned(), Cell::Exact(Rational::zero())),
                    other => (other.key(), Cell::Missing),
                };
                for (seat, amount) in list.into_iter().enumerate() {
                    push(seat, Cell::Exact(amount), within.clone(), &known);
                }
            }
            Some(Amounts::Float { values, bounds }) => {
                let both = values.into_iter().zip(bounds).enumerate();
                both.for_each(|(seat, (value, bound))| {
                    push(seat, Cell::level(value), Cell::level(bound), "float");
                });
            }
            None => {
                let Finding::SampledShapley(estimate) = finding else { continue };
                let both = estimate.values.iter().zip(&estimate.standard_errors).enumerate();
                both.for_each(|(seat, (value, error))| {
                    push(seat, Cell::level(*value), Cell::level(*error), "estimate; standard error");
                });
            }
        }
    }
    table
}
