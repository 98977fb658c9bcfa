//! `willing game generate` and `willing game build`: games from a seed, or from a few numbers.

use willing::game::tu::derived::scaled;
use willing::game::tu::generate::{Benedek, BenedekFamily, Family};
use willing::game::tu::structured::{Airport, Bankruptcy};
use willing::game::tu::{ExactCharacteristicFunction, TableGame};
use willing::game::{Players, Rational};
use willing::scenario::game_file::GameFile;

use super::{file, names};
use crate::exit::{Exit, Failure};
use crate::typed::{Build, BuildGame, GameFileOutput, Generate, Memory};

/// `willing game generate`.
pub(super) fn generate(typed: &Generate) -> Result<Exit, Failure> {
    let Generate { family, players, seed, .. } = typed;
    let numeral = family.strip_prefix("benedek-").unwrap_or(family);
    let game = if let Ok(family) = numeral.parse::<BenedekFamily>() {
        let seed = u32::try_from(*seed).map_err(|_| {
            Failure::of(format_args!("--seed {seed}: the Benedek families have seeds of 32 bits"))
        })?;
        file::admit(*players, typed.memory)?;
        Benedek { family, players: *players, seed }.draw()
    } else {
        let family: Family = family
            .parse()
            .map_err(|error| Failure::of(format_args!("{error}; or benedek-1 to benedek-5")))?;
        file::admit(*players, typed.memory)?;
        family.draw(*players, *seed)
    };
    let (_, players, game) = GameFile::numbered(game.map_err(Failure::of)?).into_parts();
    let name = format!("{family}, {} players, seed {seed}", typed.players);
    file::write(&GameFile::new(Some(name), players, game).map_err(Failure::of)?, &typed.file)?;
    Ok(Exit::Answer)
}

/// `willing game build`.
pub(super) fn run(typed: &Build) -> Result<Exit, Failure> {
    match &typed.game {
        BuildGame::Airport(typed) => {
            let costs = names::numbers("--costs", &typed.costs)?;
            let players = names::players(typed.rest.names.as_deref(), costs.len())?;
            let game = Airport::new(costs).map_err(Failure::of)?;
            // Costs are negative worths, so that concepts mean the same as elsewhere.
            let table =
                scaled(&tabulated(&game, typed.rest.memory)?, &Rational::from(-1)).map_err(Failure::of)?;
            write_table(table, players, typed.rest.name.as_ref(), &typed.rest.file)
        }
        BuildGame::Bankruptcy(typed) => {
            let claims = names::numbers("--claims", &typed.claims)?;
            let players = names::players(typed.rest.names.as_deref(), claims.len())?;
            let estate = names::number("--estate", &typed.estate)?;
            let game = Bankruptcy::new(estate, claims).map_err(Failure::of)?;
            let table = tabulated(&game, typed.rest.memory)?;
            write_table(table, players, typed.rest.name.as_ref(), &typed.rest.file)
        }
        BuildGame::Voting(typed) => {
            let (players, game) = names::votes(&typed.votes)?;
            write_table(tabulated(&game, typed.memory)?, players, typed.votes.name.as_ref(), &typed.file)
        }
    }
}

fn write_table(
    table: TableGame,
    players: Players,
    name: Option<&String>,
    to: &GameFileOutput,
) -> Result<Exit, Failure> {
    file::write(&GameFile::new(name.cloned(), players, table).map_err(Failure::of)?, to)?;
    Ok(Exit::Answer)
}

fn tabulated(game: &impl ExactCharacteristicFunction, memory: Memory) -> Result<TableGame, Failure> {
    file::admit(game.player_count(), memory)?;
    TableGame::tabulate_exact(game).map_err(Failure::of)
}
