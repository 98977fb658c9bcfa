//! JSON objects, in which every value knows where it was written.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use willing_game::tu::TableGame;
use willing_game::{Error as NameError, Players};

use super::coalitions::{Entries, Entry as Worth};
use super::notes::Notes;
use super::number::{Column, Number, empty_worth, number, refusal, wrong_type};
use super::{GameFile, GameReader};
use crate::fault::Problem;
use crate::shape::nearest;

const KEYS: [&str; 6] = ["name", "players", "n", "v", "worths", "default"];

/// An object with its values as they are written, repeated keys included.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// The keys of a game, each where it stands.
#[derive(Default)]
struct Keys<'a> {
    values: HashMap<&'static str, &'a RawValue>,
}

impl<'a> Keys<'a> {
    fn get(&self, key: &'static str) -> Option<&'a str> {
        self.values.get(key).map(|value| value.get())
    }
}

pub(super) fn read(reader: &GameReader, notes: &mut Notes<'_>) -> Option<GameFile> {
    let text = notes.text();
    if !text.trim_start().starts_with('{') {
        let expected = "an object with players and worths".into();
        match text.trim_start().lines().next() {
            Some(first) => notes.value(notes.span(first), "", Problem::WrongType { expected }),
            None => notes.whole("", Problem::Missing { expected }),
        }
        return None;
    }
    let keys = keys(text, notes)?;
    let name = keys.get("name").and_then(|value| name(value, notes));
    let names = keys.get("players").and_then(|value| names(value, notes));
    let count = keys.get("n").and_then(|value| count(value, notes));
    if let (Some(names), Some(players), Some(value)) = (&names, count, keys.get("players"))
        && names.len() != players
    {
        let expected = "a name for each of n players";
        let (other, other_value) = ("n".into(), players.to_string());
        notes.value(notes.span(value), "players", Problem::Contradiction { other, other_value, expected });
    }
    let players = count.or_else(|| names.as_ref().map(Players::len));
    if let Some(problem) = players.and_then(|players| refusal(players, reader.most_bytes)) {
        notes.whole("", problem);
        return None;
    }
    let game = match (keys.get("v"), keys.get("worths")) {
        (Some(all), None) => {
            if let Some(value) = keys.get("default") {
                let (other, other_value) = ("v".into(), "a list of all worths".into());
                let expected = "a default only beside \"worths\"";
                notes.value(
                    notes.span(value),
                    "default",
                    Problem::Contradiction { other, other_value, expected },
                );
            }
            by_mask(all, players, reader, notes)
        }
        (None, Some(named)) => by_name(named, names.as_ref(), &keys, reader, notes),
        (Some(_), Some(value)) => {
            let (other, other_value) = ("v".into(), "a list of all worths".into());
            let expected = "one of the two";
            notes.at(notes.span(value), "worths", Problem::Contradiction { other, other_value, expected });
            None
        }
        (None, None) => {
            let expected = "\"v\", all worths by bit mask, or \"worths\", by the names of players".into();
            notes.whole("v", Problem::Missing { expected });
            None
        }
    };
    let game = game.filter(|_| notes.is_clean())?;
    let players = names.unwrap_or_else(|| GameFile::numbered(game.clone()).players);
    Some(GameFile { name, players, game })
}

fn keys<'a>(text: &'a str, notes: &mut Notes<'_>) -> Option<Keys<'a>> {
    let entries = parse::<Object<'a>>(text, "", notes)?.0;
    let mut keys = Keys::default();
    for (key, value) in entries {
        let span = notes.span(value.get());
        let Some(known) = KEYS.into_iter().find(|known| *known == key) else {
            let nearest = nearest(&key, KEYS.into_iter());
            let expected = format!("one of {}", KEYS.join(", "));
            notes.at(span, &key, Problem::UnknownKey { nearest, expected });
            continue;
        };
        match keys.values.entry(known) {
            Entry::Vacant(place) => {
                place.insert(value);
            }
            Entry::Occupied(_) => notes.at(span, known, Problem::Repeated { what: "key" }),
        }
    }
    Some(keys)
}

/// A part of the text as `T`. Its errors are placed in the text as a whole.
fn parse<'a, T: Deserialize<'a>>(part: &'a str, key: &str, notes: &mut Notes<'_>) -> Option<T> {
    match serde_json::from_str(part) {
        Ok(value) => Some(value),
        Err(error) => {
            let lines = part.split_inclusive('\n').take(error.line().saturating_sub(1));
            let within = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            let start = notes.span(part).start + within.min(part.len());
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            notes.at(start..start, key, Problem::NotJson { message });
            None
        }
    }
}

fn name(value: &str, notes: &mut Notes<'_>) -> Option<String> {
    let name = text(value).map(Cow::into_owned);
    if name.is_none() {
        notes.value(notes.span(value), "name", Problem::WrongType { expected: "a text".into() });
    }
    name
}

fn count(value: &str, notes: &mut Notes<'_>) -> Option<usize> {
    let count = value.parse().ok().filter(|count| (1..=TableGame::MAX_PLAYERS).contains(count));
    if count.is_none() {
        let expected = format!("a whole number in [1, {}]", TableGame::MAX_PLAYERS);
        notes.value(notes.span(value), "n", Problem::OutOfRange { expected });
    }
    count
}

fn names(value: &str, notes: &mut Notes<'_>) -> Option<Players> {
    let list = list(value, "players", "a list of names", notes)?;
    if let Some(problem) = refusal(list.len(), u64::MAX) {
        notes.at(notes.span(value), "players", problem);
        return None;
    }
    let mut names: Vec<Cow<'_, str>> = Vec::new();
    let mut faulty = false;
    for (seat, value) in list.into_iter().enumerate() {
        let key = format!("players[{seat}]");
        let span = notes.span(value.get());
        let name = text(value.get()).unwrap_or_default();
        let problem = match names.iter().position(|other| *other == name) {
            _ if !value.get().starts_with('"') => Some(Problem::WrongType { expected: "a name".into() }),
            _ if name.trim().is_empty() => Some(Problem::Game(NameError::EmptyName { seat })),
            Some(first) => {
                let name = name.clone().into_owned();
                Some(Problem::Game(NameError::DuplicateName { name, first, second: seat }))
            }
            None => None,
        };
        faulty |= problem.is_some();
        match problem {
            Some(problem @ Problem::Game(_)) => notes.at(span, &key, problem),
            Some(problem) => notes.value(span, &key, problem),
            None => {}
        }
        names.push(name);
    }
    if faulty {
        return None;
    }
    Players::new(names).map_err(|error| notes.at(notes.span(value), "players", Problem::Game(error))).ok()
}

/// The worths of all coalitions, by bit mask.
fn by_mask(
    value: &str,
    players: Option<usize>,
    reader: &GameReader,
    notes: &mut Notes<'_>,
) -> Option<TableGame> {
    let list = list(value, "v", "a list of worths", notes)?;
    let got = list.len();
    let span = notes.span(value);
    let right = players.map_or(got.is_power_of_two() && got > 1, |players| got == 1 << players);
    if !right {
        let expected = players.map_or_else(
            || "2^n, one for each coalition, the empty one first".into(),
            |n| format!("{} = 2^{n}, one for each coalition, the empty one first", 1u64 << n),
        );
        notes.at(span.start..span.start, "v", Problem::WorthCount { got, expected });
    }
    if let Some(problem) = refusal(got.max(2).ilog2() as usize, reader.most_bytes) {
        notes.at(span.start..span.start, "v", problem);
        return None;
    }
    let mut table = Column::filled(got, reader.arithmetic.zero());
    for (value, mask) in list.into_iter().zip(0..) {
        if let Some((worth, text)) = worth(value.get(), mask, || format!("v[{mask}]"), reader, notes) {
            let span = notes.span(value.get());
            if let Some(problem) = empty_worth(worth, &text).filter(|_| mask == 0) {
                notes.at(span, "v[0]", problem);
            }
            table.set(mask, worth);
        }
    }
    if !notes.is_clean() {
        return None;
    }
    table.into_game().map_err(|problem| notes.at(span.start..span.start, "v", problem)).ok()
}

/// The worths of coalitions by the names of their members.
fn by_name(
    value: &str,
    players: Option<&Players>,
    keys: &Keys<'_>,
    reader: &GameReader,
    notes: &mut Notes<'_>,
) -> Option<TableGame> {
    if keys.get("players").is_none() {
        let expected = "the names that \"worths\" uses, in the order of their seats".into();
        notes.whole("players", Problem::Missing { expected });
    }
    if !value.starts_with('{') {
        let expected = "an object of coalitions and worths".into();
        notes.value(notes.span(value), "worths", Problem::WrongType { expected });
        return None;
    }
    let named = parse::<Object<'_>>(value, "worths", notes)?.0;
    let default = keys.get("default");
    let default =
        default.and_then(|value| worth(value, 0, || "default".into(), reader, notes)).map(|(worth, _)| worth);
    let players = players?;
    let (mut entries, mut unread) = (Vec::new(), default.is_none() && keys.get("default").is_some());
    for (coalition, value) in named {
        let key = format!("worths.{coalition}");
        let span = notes.span(value.get());
        let mask = mask(&coalition, players, &key, span.clone(), notes);
        unread |= mask.is_none();
        let worth = worth(value.get(), mask.unwrap_or(0), || key.clone(), reader, notes);
        if let (Some(0), Some((worth, text))) = (mask, &worth)
            && let Some(problem) = empty_worth(*worth, text)
        {
            notes.at(span.clone(), &key, problem);
        }
        let worth = worth.map_or(reader.arithmetic.zero(), |(worth, _)| worth);
        entries.extend(mask.map(|mask| Worth { mask, span, worth }));
    }
    let table = Entries { named: entries, unread, default }.table(players, reader.arithmetic, notes)?;
    table.into_game().map_err(|problem| notes.at(notes.span(value), "worths", problem)).ok()
}

/// The bit mask of names joined by commas.
fn mask(
    coalition: &str,
    players: &Players,
    key: &str,
    span: Range<usize>,
    notes: &mut Notes<'_>,
) -> Option<u64> {
    let mut mask = Some(0);
    for name in coalition.split(',').map(str::trim).filter(|_| !coalition.trim().is_empty()) {
        let Ok(player) = players.find(name) else {
            let nearest = nearest(name, players.names().iter().map(String::as_str));
            let expected = "names in \"players\", joined by commas";
            let problem = Problem::UnknownName { what: "player", nearest, expected };
            notes.at(span.clone(), &format!("{key}: {name}"), problem);
            mask = None;
            continue;
        };
        if mask.is_some_and(|mask: u64| mask >> player.seat() & 1 == 1) {
            notes.at(
                span.clone(),
                &format!("{key}: {name}"),
                Problem::Repeated { what: "player of a coalition" },
            );
            mask = None;
        }
        mask = mask.map(|mask| mask | 1 << player.seat());
    }
    mask
}

/// A worth and the text it was read from.
fn worth<'a>(
    value: &'a str,
    mask: u64,
    key: impl Fn() -> String,
    reader: &GameReader,
    notes: &mut Notes<'_>,
) -> Option<(Number, Cow<'a, str>)> {
    let is_number = value.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let text = if is_number { Some(Cow::Borrowed(value)) } else { text(value) };
    let read =
        text.ok_or_else(wrong_type).and_then(|text| Ok((number(&text, mask, reader.arithmetic)?, text)));
    match read {
        Ok(read) => Some(read),
        Err(problem) => {
            notes.number(notes.span(value), &key(), problem);
            None
        }
    }
}

fn list<'a>(value: &'a str, key: &str, expected: &str, notes: &mut Notes<'_>) -> Option<Vec<&'a RawValue>> {
    if !value.starts_with('[') {
        notes.value(notes.span(value), key, Problem::WrongType { expected: expected.into() });
        return None;
    }
    parse(value, key, notes)
}

/// What a JSON text says; `None` for other values.
fn text(value: &str) -> Option<Cow<'_, str>> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(value).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}
