//! Game files in and out.

use std::fs;
use std::io::Read;
use std::path::Path;

use willing::game::tu::TableGame;
use willing::report::game::Subject;
use willing::scenario::game_file::{Format, GameFile, GameReader};

use crate::exit::{Exit, Failure};
use crate::output;
use crate::typed::{Convert, GameFileOutput, GameFormat, GameInput, Memory};

/// From this size on, a table's memory is stated before it is taken.
const STATED: u64 = 64 << 20;

const fn format(name: GameFormat) -> Format {
    match name {
        GameFormat::Json => Format::Json,
        GameFormat::Csv => Format::Csv,
        GameFormat::BitOrder => Format::BitOrder,
        GameFormat::Lexicographic => Format::Lexicographic,
    }
}

/// Reads a game; all faults at once.
pub(super) fn read(typed: &GameInput) -> Result<GameFile, Failure> {
    let path = &typed.game;
    let stated = typed.input_format.map(format);
    let format = stated.or_else(|| Format::of_path(path)).ok_or_else(|| {
        let names = Format::ALL.map(Format::name).join(", ");
        Failure::at(
            path,
            format_args!("what format is it? Give --input-format, one of {names}, or such an ending"),
        )
    })?;
    let reader = GameReader::new(format).most_bytes(typed.memory.bytes());
    let reader = if typed.floats { reader.floats() } else { reader };
    if path.as_os_str() == "-" {
        // As much text as the reader admits, and a byte more, so that it says what is too much.
        let most = typed.memory.bytes().saturating_mul(4).saturating_add(1 << 16);
        let mut text = String::new();
        let read = std::io::stdin().lock().take(most).read_to_string(&mut text);
        read.map_err(|error| Failure::at(Path::new("stdin"), error))?;
        return reader.parse(&text, "stdin").map_err(Failure::all);
    }
    reader.read(path).map_err(Failure::all)
}

/// The game of a file, for an answer; a game without a name is called as its file.
pub(super) fn subject(file: GameFile, typed: &GameInput) -> Result<Subject, Failure> {
    let (name, players, game) = file.into_parts();
    let stem =
        typed.game.file_stem().filter(|stem| *stem != "-").map(|stem| stem.to_string_lossy().into_owned());
    let name = name.or(stem);
    Subject::of_table(name, players, game).map_err(Failure::of)
}

/// Refuses a table beyond the memory admitted, and states the memory of a large one.
pub(super) fn admit(players: usize, memory: Memory) -> Result<(), Failure> {
    let most = memory.bytes();
    let Some(bytes) = TableGame::bytes(players) else {
        return Err(Failure::of(format_args!(
            "{players} players: a table holds at most {}",
            TableGame::MAX_PLAYERS
        )));
    };
    if bytes > most {
        return Err(Failure::of(format_args!(
            "{players} players: a table takes {} MiB, more than the {} admitted; --memory admits more",
            bytes.div_ceil(1 << 20),
            most >> 20
        )));
    }
    if bytes >= STATED {
        output::talk(&format!("a table of {players} players takes {} MiB", bytes >> 20));
    }
    Ok(())
}

/// Writes a game in the format asked for.
pub(crate) fn write(game: &GameFile, typed: &GameFileOutput) -> Result<(), Failure> {
    let by_ending = || typed.output.as_deref().and_then(Format::of_path);
    let format = typed.format.map(format).or_else(by_ending).unwrap_or(Format::Json);
    let text = game.to_text(format).map_err(Failure::of)?;
    match &typed.output {
        Some(path) => fs::write(path, text).map_err(|error| Failure::at(path, error)),
        None => output::print(&text),
    }
}

/// `willing game convert`.
pub(super) fn convert(typed: &Convert) -> Result<Exit, Failure> {
    write(&read(&typed.input)?, &typed.file)?;
    Ok(Exit::Answer)
}
