//! `willing game generate` and `willing game build`: games from a seed, or from a few numbers.

use willing::game::Players;
use willing::game::tu::generate::{Benedek, BenedekFamily, Family};
use willing::game::tu::structured::{Airport, Bankruptcy};
use willing::game::tu::{ExactCharacteristicFunction, TableGame};
use willing::scenario::game_file::GameFile;

use super::{file, names};
use crate::exit::{Exit, Failure};
use crate::typed::{Build, BuildGame, BuildRest, GameFileOutput, Generate, Memory};

/// `willing game generate`.
pub(super) fn generate(typed: &Generate) -> Result<Exit, Failure> {
    let Generate { family, players, seed, .. } = typed;
    let numeral = family.strip_prefix("benedek-").unwrap_or(family);
    let draw: Box<dyn Fn() -> Result<TableGame, Failure>> = match numeral.parse::<BenedekFamily>() {
        Ok(family) => {
            let seed = u32::try_from(*seed).map_err(|_| {
                Failure::of(format_args!("--seed {seed}: the Benedek families have seeds of 32 bits"))
            })?;
            Box::new(move || Benedek { family, players: *players, seed }.draw().map_err(Failure::of))
        }
        Err(_) => {
            let family: Family = family
                .parse()
                .map_err(|error| Failure::of(format_args!("{error}; or benedek-1 to benedek-5")))?;
            Box::new(move || family.draw(*players, *seed).map_err(Failure::of))
        }
    };
    file::admit(*players, typed.memory)?;
    let (_, players, game) = GameFile::numbered(draw()?).into_parts();
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
            write_built(&Airport::new(costs).map_err(Failure::of)?, players, &typed.rest)
        }
        BuildGame::Bankruptcy(typed) => {
            let claims = names::numbers("--claims", &typed.claims)?;
            let players = names::players(typed.rest.names.as_deref(), claims.len())?;
            let estate = names::number("--estate", &typed.estate)?;
            write_built(&Bankruptcy::new(estate, claims).map_err(Failure::of)?, players, &typed.rest)
        }
        BuildGame::Voting(typed) => {
            let (players, game) = names::votes(&typed.votes)?;
            write_table(&game, players, typed.votes.name.as_ref(), typed.memory, &typed.file)
        }
    }
}

fn write_built(
    game: &impl ExactCharacteristicFunction,
    players: Players,
    rest: &BuildRest,
) -> Result<Exit, Failure> {
    write_table(game, players, rest.name.as_ref(), rest.memory, &rest.file)
}

fn write_table(
    game: &impl ExactCharacteristicFunction,
    players: Players,
    name: Option<&String>,
    memory: Memory,
    to: &GameFileOutput,
) -> Result<Exit, Failure> {
    file::admit(game.player_count(), memory)?;
    let table = TableGame::tabulate_exact(game).map_err(Failure::of)?;
    file::write(&GameFile::new(name.cloned(), players, table).map_err(Failure::of)?, to)?;
    Ok(Exit::Answer)
}
