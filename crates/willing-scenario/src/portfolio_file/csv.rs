//! A table of outcomes by players, read as the document it stands for.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::Path;

use super::FORMAT;
use super::keys::INFINITY;
use crate::document::{Entry, Node, Origin, Sources, Value};
use crate::fault::Problem;
use crate::resolver::LONGEST_FILE;
use crate::shape::{join, nearest};

/// Rows that say how players value payoffs.
const SETTINGS: [&str; 3] = ["attitude", "tolerance", "level"];
const OUTCOME: &str = "outcome";
const PROBABILITY: &str = "probability";
/// Before the name of a player whose probabilities stand below.
const PROBABILITY_OF: &str = "probability of ";

/// The document that a table stands for, its values where the cells are; none if it has no header to tell.
pub(super) fn parse(text: &str, name: &str, sources: &mut Sources) -> Option<Node> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let within = text.len() <= LONGEST_FILE;
    let source = sources.add(name, if within { text } else { "" });
    let whole = Origin { source, start: 0, end: 0 };
    if !within {
        sources.fault(whole, "", None, Problem::TooLong { got: text.len(), most: LONGEST_FILE });
        return None;
    }
    let mut rows = Rows { text, source, separator: separator(text) };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let header = rows.cells(lines.next().unwrap_or_default());
    let columns = columns(&header, whole, sources)?;
    let mut table = Table::of(columns);
    for line in lines {
        let cells = rows.cells(line);
        if cells.iter().any(|cell| !cell.is_blank()) {
            table.row(&cells, header.len(), sources);
        }
    }
    if table.outcomes.is_empty() {
        let expected = "a row for each outcome".to_owned();
        sources.fault(whole, "outcomes", None, Problem::Missing { expected });
        return None;
    }
    Some(table.document(name, whole))
}

/// Where the cells of a text are.
struct Rows<'a> {
    text: &'a str,
    source: usize,
    separator: char,
}

/// A cell: what it says, and where it stands.
struct Cell<'a> {
    says: Cow<'a, str>,
    origin: Origin,
}

impl Cell<'_> {
    fn is_blank(&self) -> bool {
        self.says.trim().is_empty()
    }

    /// A number where it is one; else the text, which the shape refuses where a number is due.
    fn node(&self) -> Node {
        let value = match self.says.parse() {
            Ok(number) => Value::Number(number),
            Err(_) => Value::Text(self.says.to_string()),
        };
        Node { origin: self.origin, value }
    }

    fn text(&self) -> Node {
        Node { origin: self.origin, value: Value::Text(self.says.to_string()) }
    }
}

impl<'a> Rows<'a> {
    /// The cells of a line, without the blanks around them. Quotes may stand around a cell; inside, two are one.
    fn cells(&mut self, line: &'a str) -> Vec<Cell<'a>> {
        let mut cells = Vec::new();
        let (mut start, mut quoted) = (0, false);
        for (place, letter) in line.char_indices() {
            if letter == '"' {
                quoted = !quoted;
            } else if letter == self.separator && !quoted {
                cells.push(self.cell(line.get(start..place).unwrap_or_default()));
                start = place + letter.len_utf8();
            }
        }
        cells.push(self.cell(line.get(start..).unwrap_or_default()));
        cells
    }

    fn cell(&self, written: &'a str) -> Cell<'a> {
        let written = written.trim();
        let start = written.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let origin = Origin { source: self.source, start, end: start + written.len() };
        let unquoted = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let says = match unquoted {
            Some(inner) => Cow::Owned(inner.replace("\"\"", "\"").trim().to_owned()),
            None => Cow::Borrowed(written),
        };
        Cell { says, origin }
    }
}

/// What stands between the cells: of comma, semicolon and tab the one that the header has most of.
fn separator(text: &str) -> char {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: char| header.matches(separator).count();
    [';', '\t'].into_iter().fold(',', |best, other| if count(other) > count(best) { other } else { best })
}

/// What a column holds.
enum Column {
    Probability(Origin),
    Player {
        name: String,
        origin: Origin,
    },
    /// Of a player, by its place among the columns of players.
    Belief {
        player: usize,
        origin: Origin,
    },
    /// Without a header, and so without cells.
    Nothing,
    /// Under a header that is at fault.
    Ignored,
}

/// The columns after the first.
fn columns(header: &[Cell<'_>], whole: Origin, sources: &mut Sources) -> Option<Vec<Column>> {
    let (first, others) = header.split_first()?;
    if !first.says.eq_ignore_ascii_case(OUTCOME) {
        let expected = "a header: outcome, then probability and the players".to_owned();
        if first.is_blank() {
            sources.fault(whole, "", None, Problem::Missing { expected });
        } else {
            sources.fault_at(&first.text(), "", Problem::WrongType { expected });
        }
        return None;
    }
    let of = |cell: &Cell<'_>| {
        let start = cell.says.get(..PROBABILITY_OF.len())?;
        let name = cell.says.get(PROBABILITY_OF.len()..)?;
        start.eq_ignore_ascii_case(PROBABILITY_OF).then(|| name.trim().to_owned())
    };
    let is_player = |cell: &&Cell<'_>| {
        !cell.is_blank() && !cell.says.eq_ignore_ascii_case(PROBABILITY) && of(cell).is_none()
    };
    let players: Vec<&str> = others.iter().filter(is_player).map(|cell| cell.says.as_ref()).collect();
    let mut columns: Vec<Column> = Vec::with_capacity(others.len());
    for cell in others {
        let origin = cell.origin;
        let repeated = |what, sources: &mut Sources| {
            sources.fault(origin, &cell.says, None, Problem::Repeated { what });
            Column::Ignored
        };
        columns.push(if cell.is_blank() {
            Column::Nothing
        } else if cell.says.eq_ignore_ascii_case(PROBABILITY) {
            let known = columns.iter().any(|column| matches!(column, Column::Probability(_)));
            if known { repeated("column of probabilities", sources) } else { Column::Probability(origin) }
        } else if let Some(name) = of(cell) {
            let place = players.iter().position(|player| **player == *name);
            let known =
                |column: &Column| matches!(column, Column::Belief { player, .. } if Some(*player) == place);
            match place {
                Some(_) if columns.iter().any(known) => repeated("column of probabilities", sources),
                Some(player) => Column::Belief { player, origin },
                None => {
                    let nearest = nearest(&name, players.iter().copied());
                    let expected = "the name of a column";
                    let problem = Problem::UnknownName { what: "player", nearest, expected };
                    sources.fault_at(&cell.text(), "", problem);
                    Column::Ignored
                }
            }
        } else {
            Column::Player { name: cell.says.to_string(), origin }
        });
    }
    Some(columns)
}

/// What was read of a player.
struct Player {
    name: String,
    origin: Origin,
    amounts: Vec<Node>,
    belief: Option<(Origin, Vec<Node>)>,
    settings: Vec<Entry>,
}

/// What was read of a table.
struct Table {
    columns: Vec<Column>,
    outcomes: Vec<(String, Origin)>,
    probabilities: Option<(Origin, Vec<Node>)>,
    players: Vec<Player>,
}

impl Table {
    fn of(columns: Vec<Column>) -> Self {
        let mut players: Vec<Player> = Vec::new();
        let mut probabilities = None;
        for column in &columns {
            match column {
                Column::Player { name, origin } => players.push(Player {
                    name: name.clone(),
                    origin: *origin,
                    amounts: Vec::new(),
                    belief: None,
                    settings: Vec::new(),
                }),
                Column::Probability(origin) => probabilities = Some((*origin, Vec::new())),
                Column::Belief { .. } | Column::Nothing | Column::Ignored => {}
            }
        }
        for column in &columns {
            if let Column::Belief { player, origin } = column
                && let Some(player) = players.get_mut(*player)
            {
                player.belief = Some((*origin, Vec::new()));
            }
        }
        Self { columns, outcomes: Vec::new(), probabilities, players }
    }

    fn row(&mut self, cells: &[Cell<'_>], width: usize, sources: &mut Sources) {
        let Some((first, cells)) = cells.split_first() else { return };
        for beyond in cells.iter().skip(width.saturating_sub(1)).filter(|cell| !cell.is_blank()) {
            let expected = format!("{width} cells in a row, as the header has");
            sources.fault_at(&beyond.text(), "", Problem::WrongType { expected });
        }
        let setting = SETTINGS.into_iter().find(|key| first.says.eq_ignore_ascii_case(key));
        if setting.is_none() {
            self.outcomes.push((first.says.to_string(), first.origin));
        }
        let end = Origin { start: first.origin.end, ..first.origin };
        let absent = || Cell { says: Cow::Borrowed(""), origin: end };
        let mut player = 0;
        for (place, column) in self.columns.iter().enumerate() {
            let missing = absent();
            let cell = cells.get(place).unwrap_or(&missing);
            let of_player = match column {
                Column::Player { .. } => {
                    player += 1;
                    Some(player - 1)
                }
                Column::Belief { player, .. } => Some(*player),
                Column::Probability(_) | Column::Nothing | Column::Ignored => None,
            };
            let of_player = of_player.and_then(|place| self.players.get_mut(place));
            match (setting, column, of_player) {
                (_, Column::Ignored, _) => {}
                (Some(_), ..) if cell.is_blank() => {}
                (Some(key), Column::Player { .. }, Some(player)) => {
                    player.set(key, first.origin, cell, sources);
                }
                (None, Column::Player { .. }, Some(player)) => player.amounts.push(cell.node()),
                (None, Column::Belief { .. }, Some(player)) => {
                    player.belief.iter_mut().for_each(|(_, list)| list.push(cell.node()));
                }
                (None, Column::Probability(_), _) => {
                    self.probabilities.iter_mut().for_each(|(_, list)| list.push(cell.node()));
                }
                _ if !cell.is_blank() => {
                    let expected = "an empty cell".to_owned();
                    sources.fault_at(&cell.text(), "", Problem::WrongType { expected });
                }
                _ => {}
            }
        }
    }

    /// The keys of a file in TOML, with these values.
    fn document(self, name: &str, whole: Origin) -> Node {
        let entry = |key: &str, key_origin, value| Entry {
            key: key.to_owned(),
            key_origin,
            node: Node { origin: key_origin, value },
        };
        let visible = |part: Option<&OsStr>| {
            let part = part.map(|part| part.to_string_lossy().into_owned());
            part.filter(|part| !part.trim().is_empty()).unwrap_or_else(|| "portfolio".to_owned())
        };
        let (called, file) = (Path::new(name).file_stem(), Path::new(name).file_name());
        let outcomes = if let Some((origin, list)) = self.probabilities {
            let entries = self.outcomes.into_iter().zip(list);
            let entries = entries.map(|((key, key_origin), node)| Entry { key, key_origin, node }).collect();
            entry("outcomes", origin, Value::Table(entries))
        } else {
            let node = |(name, origin)| Node { origin, value: Value::Text(name) };
            entry("outcomes", whole, Value::List(self.outcomes.into_iter().map(node).collect()))
        };
        let player = |player: Player| {
            let mut entries = vec![entry("amounts", player.origin, Value::List(player.amounts))];
            entries.extend(player.belief.map(|(origin, list)| entry("belief", origin, Value::List(list))));
            entries.extend(player.settings);
            entry(&player.name, player.origin, Value::Table(entries))
        };
        let players = self.players.into_iter().map(player).collect();
        let entries = vec![
            entry("format", whole, Value::Whole(FORMAT)),
            entry("name", whole, Value::Text(visible(called))),
            entry("source", whole, Value::Text(visible(file))),
            outcomes,
            entry("players", whole, Value::Table(players)),
        ];
        Node { origin: whole, value: Value::Table(entries) }
    }
}

impl Player {
    fn set(&mut self, key: &'static str, row: Origin, cell: &Cell<'_>, sources: &mut Sources) {
        if self.settings.iter().any(|entry| entry.key == key) {
            let path = join(&join("players", &self.name), key);
            sources.fault(row, &path, None, Problem::Repeated { what: "row of settings" });
            return;
        }
        let infinite = ["inf", INFINITY]
            .into_iter()
            .any(|word| key == "tolerance" && cell.says.eq_ignore_ascii_case(word));
        let node = match key {
            "attitude" => cell.text(),
            _ if infinite => Node { origin: cell.origin, value: Value::Text(INFINITY.to_owned()) },
            _ => cell.node(),
        };
        self.settings.push(Entry { key: key.to_owned(), key_origin: cell.origin, node });
    }
}
