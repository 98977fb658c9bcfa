//! The peer's games and answers.

use coopgame::ExplicitGame;
use willing::game::tu::{TableGame, Worths};

/// The same worths as the peer takes them: floats, without the empty coalition.
pub(crate) fn explicit(game: &TableGame) -> Result<ExplicitGame, String> {
    let floats = game.to_floats();
    let worths = match floats.worths() {
        Worths::Float(worths) => worths,
        Worths::Integer { .. } => return Err("not a table of floats".to_owned()),
    };
    ExplicitGame::from_binary(worths.get(1..).unwrap_or_default()).map_err(|error| error.to_string())
}

/// The peer's nucleolus and what it says of its guarantee.
pub(crate) fn nucleolus(game: &TableGame) -> Result<(Vec<f64>, String), String> {
    let result = coopgame::nucleolus::nucleolus(&explicit(game)?).map_err(|error| error.to_string())?;
    let guarantee = result.guarantee().to_string();
    Ok((result.into_allocation(), guarantee))
}
