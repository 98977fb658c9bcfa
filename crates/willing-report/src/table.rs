//! Tables as data: rows of typed cells, written as terminal text, Markdown or CSV.

use comfy_table::{
    Cell as TextCell, CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle,
    Table as TextTable, TableStyle, Width,
};

use willing_game::Rational;

use crate::Error;
use crate::number::{Quantity, exact, fraction};
use crate::view::Keys;

/// One entry of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number and what it measures.
    Number(f64, Quantity),
    /// An exact number: a fraction with a decimal beside it for people.
    Exact(Rational),
    /// Nothing is known or nothing applies.
    Missing,
}

impl Cell {
    /// Words.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number of things.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Self::Number(count as f64, Quantity::Count)
    }

    /// A level, such as money or a radius.
    #[must_use]
    pub const fn level(value: f64) -> Self {
        Self::Number(value, Quantity::Level)
    }

    /// A difference, with its sign.
    #[must_use]
    pub const fn difference(value: f64) -> Self {
        Self::Number(value, Quantity::Difference)
    }

    /// A part of a whole.
    #[must_use]
    pub const fn share(value: f64) -> Self {
        Self::Number(value, Quantity::Share)
    }

    /// A probability.
    #[must_use]
    pub const fn probability(value: f64) -> Self {
        Self::Number(value, Quantity::Probability)
    }

    /// A number that may be missing.
    #[must_use]
    pub fn optional(value: Option<f64>, quantity: Quantity) -> Self {
        value.map_or(Self::Missing, |value| Self::Number(value, quantity))
    }

    /// As read by people: rounded, a dash where nothing is.
    #[must_use]
    pub fn rounded(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(value, quantity) => quantity.rounded(*value),
            Self::Exact(value) => fraction(value),
            Self::Missing => "-".to_owned(),
        }
    }

    /// As read by programs: every digit, empty where nothing is.
    #[must_use]
    pub fn exact(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(value, _) => exact(*value),
            Self::Exact(value) => value.to_string(),
            Self::Missing => String::new(),
        }
    }
}

impl Cell {
    fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Number(value, Quantity::Count) if value.fract() == 0.0 => {
                // A count is far below 2^53 and read back as an integer.
                format!("{value:.0}").parse::<i64>().map_or(serde_json::Value::Null, Into::into)
            }
            Self::Number(value, _) => (*value).into(),
            Self::Exact(value) => value.to_string().into(),
            Self::Missing => serde_json::Value::Null,
        }
    }
}

/// A column: its title for people, its key for programs, and how much it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    key: &'static str,
    title: String,
    kind: Kind,
    rank: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Words,
    Name,
    Numbers,
}

impl Column {
    /// A column of words, which may be broken into lines.
    #[must_use]
    pub fn words(key: &'static str, title: impl Into<String>) -> Self {
        Self { key, title: title.into(), kind: Kind::Words, rank: 0 }
    }

    /// A column of names, which are broken only where nothing else helps.
    #[must_use]
    pub fn name(key: &'static str, title: impl Into<String>) -> Self {
        Self { kind: Kind::Name, ..Self::words(key, title) }
    }

    /// A column of numbers, never broken. The title carries the unit.
    #[must_use]
    pub fn numbers(key: &'static str, title: impl Into<String>) -> Self {
        Self { kind: Kind::Numbers, ..Self::words(key, title) }
    }

    /// The same column, left out on narrow terminals: columns of the greatest rank go first.
    #[must_use]
    pub fn optional(self, rank: u8) -> Self {
        Self { rank, ..self }
    }
}

/// Rows of cells under columns.
///
/// # Example
///
/// ```
/// use willing_report::{Cell, Column, Table};
///
/// let mut table = Table::new("states", [Column::name("state", "state"), Column::numbers("payoff", "payoff")]);
/// table.push([Cell::text("Freedonia"), Cell::difference(-1.234_567)]);
/// assert_eq!(table.csv()?, "state,payoff\nFreedonia,-1.234567\n");
/// assert!(table.text(40).contains("-1.23"));
/// # Ok::<(), willing_report::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    key: &'static str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

/// Between two columns: no rules, two spaces. A line under the header, none elsewhere.
const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(' '))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none().junction(' '));

/// Names up to this length are never broken.
const LEAST_NAME: usize = 36;

/// Blanks between two columns, one of them the junction.
const GAP: u16 = 2;

/// Words are not squeezed below this width before optional columns go.
const LEAST_WORDS: usize = 16;

impl Table {
    /// An empty table with these columns; `key` names it for programs.
    #[must_use]
    pub fn new(key: &'static str, columns: impl IntoIterator<Item = Column>) -> Self {
        Self { key, columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// Adds a row; cells beyond the columns are dropped, missing ones are empty.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        let mut row: Vec<Cell> = row.into_iter().collect();
        debug_assert_eq!(row.len(), self.columns.len(), "one cell a column in table {}", self.key);
        row.resize(self.columns.len(), Cell::Missing);
        self.rows.push(row);
    }

    /// The same table with one more column, the same cell in each row.
    #[must_use]
    pub fn with_column(mut self, column: Column, cell: &Cell) -> Self {
        self.columns.push(column);
        for row in &mut self.rows {
            row.push(cell.clone());
        }
        self
    }

    /// The same table for people: keys such as `air_campaign` as words.
    pub(crate) fn spoken(mut self) -> Self {
        for cell in self.rows.iter_mut().flatten() {
            if let Cell::Text(text) = cell {
                *text = Keys::Spoken.write(text).into_owned();
            }
        }
        self
    }

    /// Its name for programs.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// How many rows it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The same table with its first `most` rows only.
    #[must_use]
    pub fn top(mut self, most: usize) -> Self {
        self.rows.truncate(most);
        self
    }

    /// Text for a terminal of `width` columns, lines ending in a line feed without trailing blanks.
    ///
    /// Words are wrapped; optional columns are left out where numbers would not fit, and a last line says so.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let width = width.max(40);
        let (shown, left_out) = self.columns_that_fit(width);
        let mut table = TextTable::new();
        table.load_style(STYLE);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        table.set_header(self.pick(&shown, |column| TextCell::new(&column.title)));
        for row in &self.rows {
            table.add_row(
                row.iter()
                    .enumerate()
                    .filter(|(place, _)| shown.contains(place))
                    .map(|(_, cell)| TextCell::new(cell.rounded()))
                    .collect::<Vec<_>>(),
            );
        }
        let widths = self.widths(&shown, width);
        for ((text_column, &place), width) in table.column_iter_mut().zip(&shown).zip(widths) {
            let padding = if shown.last() == Some(&place) { 0 } else { GAP - 1 };
            let width = u16::try_from(width).unwrap_or(u16::MAX).saturating_add(padding);
            text_column.set_padding((0, padding));
            text_column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            if self.columns.get(place).is_some_and(|column| column.kind == Kind::Numbers) {
                text_column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let mut text = String::new();
        for line in table.lines() {
            text.push_str(printable(&line).trim_end());
            text.push('\n');
        }
        if !left_out.is_empty() {
            let titles: Vec<&str> = left_out.iter().map(|column| column.title.as_str()).collect();
            text.push_str(&crate::document::wrapped(
                &format!("(not shown at this width: {})", titles.join("; ")),
                width,
            ));
        }
        text
    }

    fn pick<T>(&self, shown: &[usize], of: impl Fn(&Column) -> T) -> Vec<T> {
        shown.iter().filter_map(|&place| self.columns.get(place)).map(of).collect()
    }

    /// The columns that fit, dropping the optional ones of the greatest rank first.
    fn columns_that_fit(&self, width: usize) -> (Vec<usize>, Vec<&Column>) {
        let mut shown: Vec<usize> = (0..self.columns.len()).collect();
        let gap = usize::from(GAP);
        let needed =
            |shown: &[usize]| shown.iter().map(|&place| self.least_width(place) + gap).sum::<usize>();
        while needed(&shown) > width + gap {
            let rank = |place: usize| self.columns.get(place).map_or(0, |column| column.rank);
            let Some(worst) = shown.iter().copied().max_by_key(|&place| (rank(place), place)) else { break };
            if rank(worst) == 0 {
                break;
            }
            shown.retain(|&place| place != worst);
        }
        let left_out = self.columns.iter().enumerate().filter(|(place, _)| !shown.contains(place));
        let left_out = left_out.map(|(_, column)| column).collect();
        (shown, left_out)
    }

    /// A width for each column shown: at least what it takes to read it; what is left is shared equally
    /// among those that lack more than such a share, so that only the longest texts are broken.
    fn widths(&self, shown: &[usize], width: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = shown.iter().map(|&place| self.least_width(place)).collect();
        let used: usize = widths.iter().map(|width| width + usize::from(GAP)).sum();
        let mut left = (width + usize::from(GAP)).saturating_sub(used);
        let mut lacking: Vec<(usize, usize)> = shown
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (&place, width))| (self.natural_width(place).saturating_sub(*width), column))
            .collect();
        lacking.sort_unstable();
        let columns = lacking.len();
        for (place, (lack, column)) in lacking.into_iter().enumerate() {
            let gets = lack.min(left / (columns - place));
            if let Some(width) = widths.get_mut(column) {
                *width += gets;
            }
            left -= gets;
        }
        widths
    }

    /// The width at which nothing is broken.
    fn natural_width(&self, place: usize) -> usize {
        let title = self.columns.get(place).map_or(0, |column| column.title.chars().count());
        title.max(self.cell_width(place))
    }

    fn cell_width(&self, place: usize) -> usize {
        let widths = self.rows.iter().filter_map(|row| row.get(place));
        widths.map(|cell| cell.rounded().chars().count()).max().unwrap_or(0)
    }

    /// The least width at which a column can be read: its longest number and its longest title word.
    fn least_width(&self, place: usize) -> usize {
        let Some(column) = self.columns.get(place) else { return 0 };
        let title = column.title.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        let cells = self.cell_width(place);
        match column.kind {
            Kind::Words => title.max(cells.min(LEAST_WORDS)),
            Kind::Name => title.max(cells.min(LEAST_NAME)),
            Kind::Numbers => title.max(cells),
        }
    }

    /// A Markdown table.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        let mut line = |cells: Vec<String>| {
            text.push_str("| ");
            text.push_str(&cells.join(" | "));
            text.push_str(" |\n");
        };
        line(self.columns.iter().map(|column| escaped(&column.title)).collect());
        let rule = |column: &Column| if column.kind == Kind::Numbers { "---:" } else { "---" }.to_owned();
        line(self.columns.iter().map(rule).collect());
        for row in &self.rows {
            line(row.iter().map(|cell| escaped(&cell.rounded())).collect());
        }
        text
    }

    /// Comma-separated values with a header of keys; every digit, lines ending in a line feed.
    ///
    /// # Errors
    ///
    /// [`Error::Csv`] if writing fails, which memory alone can cause.
    pub fn csv(&self) -> Result<String, Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|column| column.key))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Cell::exact))?;
        }
        let bytes = writer.into_inner().map_err(|error| Error::Csv(error.into_error().into()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Tables as a JSON object, each an array of objects by column key, numbers with every digit.
pub(crate) fn tables_to_json(format: &str, note: Option<String>, tables: &[Table]) -> Result<String, Error> {
    let mut object = serde_json::Map::new();
    object.insert("format".to_owned(), format.into());
    object.insert("version".to_owned(), 1.into());
    if let Some(note) = note {
        object.insert("note".to_owned(), note.into());
    }
    for table in tables {
        let record = |row: &Vec<Cell>| {
            let entries = table.columns.iter().zip(row);
            entries
                .map(|(column, cell)| (column.key.to_owned(), cell.json()))
                .collect::<serde_json::Map<_, _>>()
        };
        let records: Vec<serde_json::Value> = table.rows.iter().map(|row| record(row).into()).collect();
        object.insert(table.key.to_owned(), records.into());
    }
    let mut text = serde_json::to_string_pretty(&object)?;
    text.push('\n');
    Ok(text)
}

fn escaped(text: &str) -> String {
    printable(&text.replace('|', "\\|").replace('\n', " "))
}

/// Names come from files: nothing in them may command a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn wide() -> Table {
        let mut table = Table::new(
            "wide",
            [
                Column::name("state", "state"),
                Column::numbers("one", "first number"),
                Column::numbers("two", "second number").optional(1),
                Column::numbers("three", "third number").optional(2),
                Column::words("why", "why"),
            ],
        );
        table.push([
            Cell::text("Freedonia, a state with a long name"),
            Cell::level(1.0),
            Cell::level(2.0),
            Cell::Missing,
            Cell::text("because it was asked, and because it could"),
        ]);
        table
    }

    #[test]
    fn narrow_terminals_lose_the_optional_columns_and_are_told() {
        let text = wide().text(64);
        assert!(text.ends_with("(not shown at this width: second number; third number)\n"), "{text}");
        assert!(!wide().text(120).contains("not shown"));
    }

    #[test]
    fn no_line_is_wider_than_asked_or_ends_in_blanks() {
        for width in [72, 80, 100, 120] {
            for line in wide().text(width).lines() {
                assert!(line.chars().count() <= width, "{width}: {line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }

    #[test]
    fn csv_keeps_digits_and_quotes_commas() {
        let csv = wide().csv().unwrap();
        assert!(csv.starts_with("state,one,two,three,why\n\"Freedonia, a state with a long name\",1,2,,"));
    }

    #[test]
    fn markdown_escapes_what_would_end_a_cell() {
        let mut table = Table::new("t", [Column::words("a", "a|b")]);
        table.push([Cell::text("c|d")]);
        assert_eq!(table.markdown(), "| a\\|b |\n| --- |\n| c\\|d |\n");
    }
}
