//! Rows of coalitions and worths.

use std::borrow::Cow;
use std::collections::HashMap;

use willing_game::Players;
use willing_game::tu::TableGame;

use super::coalitions::{Entries, Entry};
use super::notes::Notes;
use super::number::{empty_worth, number, refusal};
use super::{GameFile, GameReader};
use crate::fault::Problem;

/// How rows name their coalitions.
#[derive(Clone, Copy, PartialEq)]
enum Naming {
    Names,
    Masks,
}

pub(super) fn read(reader: &GameReader, notes: &mut Notes<'_>) -> Option<GameFile> {
    let mut lines = notes.text().lines().filter(|line| !line.trim().is_empty());
    let naming = header(lines.next().unwrap_or_default(), notes)?;
    let mut seats = Seats::default();
    let mut entries = Vec::new();
    let mut unread = false;
    for line in lines {
        let fields = fields(line);
        let [(first, coalition), (second, worth)] = fields.as_slice() else {
            let expected = "two fields, a coalition and its worth".into();
            notes.value(notes.span(line), "", Problem::WrongType { expected });
            unread = true;
            continue;
        };
        let mask = match naming {
            Naming::Names => seats.coalition(coalition, first, notes),
            Naming::Masks => mask(coalition, first, notes),
        };
        unread |= mask.is_none();
        let read = number(worth, mask.unwrap_or(0), reader.arithmetic);
        let read = read.and_then(|read| match empty_worth(read, worth) {
            Some(problem) if mask == Some(0) => Err(problem),
            _ => Ok(read),
        });
        let worth = read.unwrap_or_else(|problem| {
            notes.number(notes.span(second), coalition, problem);
            reader.arithmetic.zero()
        });
        entries.extend(mask.map(|mask| Entry { mask, span: notes.span(first), worth }));
    }
    let players = match naming {
        Naming::Names => seats.names,
        Naming::Masks => {
            let union = entries.iter().fold(0, |union, entry| union | entry.mask);
            (1..=u64::BITS - union.leading_zeros()).map(|seat| seat.to_string()).collect()
        }
    };
    if let Some(problem) = refusal(players.len(), reader.most_bytes) {
        if players.is_empty() && !notes.is_clean() {
            return None;
        }
        notes.whole("", problem);
        return None;
    }
    let players = Players::new(players).map_err(|error| notes.whole("", Problem::Game(error))).ok()?;
    let entries = Entries { named: entries, unread, default: None };
    let table = entries.table(&players, reader.arithmetic, notes)?;
    let game = table.into_game().map_err(|problem| notes.whole("", problem)).ok()?;
    Some(GameFile { name: None, players, game })
}

fn header(line: &str, notes: &mut Notes<'_>) -> Option<Naming> {
    let columns: Vec<String> = fields(line).into_iter().map(|(_, text)| text.to_ascii_lowercase()).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    match columns.as_slice() {
        ["coalition", "worth"] => Some(Naming::Names),
        ["mask", "worth"] => Some(Naming::Masks),
        _ => {
            let expected = "a header, coalition,worth or mask,worth".into();
            if line.is_empty() {
                notes.whole("", Problem::Missing { expected });
            } else {
                notes.value(notes.span(line), "", Problem::WrongType { expected });
            }
            None
        }
    }
}

/// Players in the order in which they occur.
#[derive(Default)]
struct Seats {
    names: Vec<String>,
    of: HashMap<String, usize>,
}

impl Seats {
    /// The bit mask of names joined by `+`.
    fn coalition(&mut self, text: &str, written: &str, notes: &mut Notes<'_>) -> Option<u64> {
        if text.trim().is_empty() {
            return Some(0);
        }
        let mut mask = 0u64;
        for name in text.split('+').map(str::trim) {
            if name.is_empty() {
                let expected = "names of players joined by +".into();
                notes.value(notes.span(written), "", Problem::WrongType { expected });
                return None;
            }
            let seat = self.seat(name)?;
            if mask >> seat & 1 == 1 {
                let problem = Problem::Repeated { what: "player of a coalition" };
                notes.value(notes.span(written), name, problem);
                return None;
            }
            mask |= 1 << seat;
        }
        Some(mask)
    }

    /// The seat of a player; `None` for players beyond those that a table holds, of whom one is kept to be refused.
    fn seat(&mut self, name: &str) -> Option<usize> {
        if let Some(&seat) = self.of.get(name) {
            return Some(seat);
        }
        let seat = self.names.len();
        if seat <= TableGame::MAX_PLAYERS {
            self.names.push(name.to_owned());
        }
        if seat >= TableGame::MAX_PLAYERS {
            return None;
        }
        self.of.insert(name.to_owned(), seat);
        Some(seat)
    }
}

fn mask(text: &str, written: &str, notes: &mut Notes<'_>) -> Option<u64> {
    let most = (1u64 << TableGame::MAX_PLAYERS) - 1;
    let mask = text.trim().parse().ok().filter(|mask| *mask <= most);
    if mask.is_none() {
        let problem = Problem::OutOfRange { expected: format!("a bit mask, a whole number in [0, {most}]") };
        notes.value(notes.span(written), "", problem);
    }
    mask
}

/// The fields of a line: as written, without blanks around, and what they say. Quotes may stand around a field, within a line; inside, two
/// are one.
fn fields(line: &str) -> Vec<(&str, Cow<'_, str>)> {
    let mut fields = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (place, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                fields.push(line.get(start..place).unwrap_or_default());
                start = place + 1;
            }
            _ => {}
        }
    }
    fields.push(line.get(start..).unwrap_or_default());
    let unquoted =
        |field: &str| field.strip_prefix('"')?.strip_suffix('"').map(|inner| inner.replace("\"\"", "\""));
    let said = |field| unquoted(field).map_or(Cow::Borrowed(field), Cow::Owned);
    fields.into_iter().map(str::trim).map(|field| (field, said(field))).collect()
}
