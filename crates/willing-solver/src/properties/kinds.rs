//! Kinds of players.

use willing_check::properties::PlayerKinds;
use willing_game::Coalition;
use willing_game::tu::TableGame;
use willing_game::tu::typed::PlayerTypes;

use super::Error;

/// The classes of interchangeable players of a game, and its dummies.
///
/// # Errors
///
/// [`Error::Worths`] if float worths lie too far apart to be compared exactly.
///
/// # Complexity
///
/// O(n² 2ⁿ) comparisons at worst; most pairs differ early.
///
/// # Example
///
/// ```
/// use willing_game::Certificate;
/// use willing_game::tu::TableGame;
/// use willing_solver::properties::player_kinds;
///
/// // Two left gloves, one right glove.
/// let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1])?;
/// let kinds = player_kinds(&gloves)?;
/// assert_eq!(kinds.classes.iter().map(|class| class.bits()).collect::<Vec<_>>(), [0b011, 0b100]);
/// assert!(kinds.dummies.is_empty());
/// kinds.check(&gloves)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn player_kinds(game: &TableGame) -> Result<PlayerKinds, Error> {
    let numerators = game.numerators()?;
    let classes = PlayerTypes::detect(game)?.types().to_vec();
    let is_dummy = |seat: usize| {
        let (bit, own) = (1_usize << seat, numerators.get(1 << seat));
        // Blocks of coalitions without the player stand before those with it. Numerators are below 2¹²⁰ in size.
        (0..numerators.len()).step_by(2 * bit).all(|block| {
            (block..block + bit).all(|mask| numerators.get(mask + bit) == numerators.get(mask) + own)
        })
    };
    // The members of a class are dummies together.
    let dummies =
        classes.iter().filter(|class| class.players().next().is_some_and(|player| is_dummy(player.seat())));
    let dummies = dummies.fold(Coalition::EMPTY, |sum, class| sum.union(*class));
    Ok(PlayerKinds { classes, dummies })
}
