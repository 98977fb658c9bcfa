//! Is this allocation in the core, and who objects most?

use willing_check::core::WorstCoalition;
use willing_game::tu::TableGame;
use willing_game::{Coalition, Limit, Rational, Verdict};

use super::Error;
use crate::Run;
use crate::excess::family::{ExcessFamily, Query};
use crate::excess::span::Span;
use crate::excess::table::{Gauge, TableFamily};

/// So many that a pass reads the whole table.
const EVERY_BLOCK: usize = 1 << 40;

/// The proper coalition with the highest excess at `allocation`, exactly; of several, the one of the lowest bit mask
/// among those that the scan meets. An efficient allocation is in the core exactly if
/// [`WorstCoalition::is_in_core`].
///
/// # Returns
///
/// `Exists` with the coalition and its excess; `Impossible` if there is no proper coalition (one player);
/// `Undecided` if the caller asked to stop.
///
/// # Errors
///
/// [`Error::Length`]; [`Error::LeastCore`] if float worths are too far apart to be compared exactly.
///
/// # Complexity
///
/// A few passes over the table.
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_solver::{Run, core::worst_coalition};
///
/// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
/// let worst = worst_coalition(&majority, &[1.into(), 0.into(), 0.into()], &Run::new())?.found()?;
/// assert_eq!(worst.coalition.bits(), 0b110); // those who get nothing
/// assert!(!worst.is_in_core());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn worst_coalition(
    game: &TableGame,
    allocation: &[Rational],
    run: &Run,
) -> Result<Verdict<WorstCoalition, NoCoalition>, Error> {
    let players = game.player_count();
    if allocation.len() != players {
        return Err(Error::Length { got: allocation.len(), players });
    }
    let family = TableFamily::exact(game, Gauge::Plain).map_err(crate::nucleolus::Error::Range)?;
    let unit = family.unit();
    let Some(scale) = unit.reciprocal() else { return Ok(Verdict::Impossible(NoCoalition)) };
    let point: Vec<Rational> = allocation.iter().map(|amount| amount * &scale).collect();
    let excess = |mask: u64| -> Rational {
        let members = Coalition::from_bits(mask).players().filter_map(|player| point.get(player.seat()));
        family.bound::<Rational>(mask) - members.sum::<Rational>()
    };
    let span = Span::new(players);
    let Some(first) = family.starters().into_iter().next() else {
        return Ok(Verdict::Impossible(NoCoalition));
    };
    let mut worst = (first, excess(first));
    loop {
        let query = Query {
            point: &point,
            level: &worst.1,
            tolerance: 0.0,
            span: &span,
            most: EVERY_BLOCK,
            start: 0,
        };
        let above = run.install(|| family.above_exactly(&query, run));
        if run.is_cancelled() {
            return Ok(Verdict::Undecided(Limit::Cancelled));
        }
        // The worst of a pass may miss a slightly higher one by rounding, never one when nothing is above.
        let Some(&mask) = above.first() else { break };
        worst = (mask, excess(mask));
    }
    Ok(Verdict::Exists(WorstCoalition {
        allocation: allocation.to_vec(),
        coalition: Coalition::from_bits(worst.0),
        excess: worst.1 * &unit,
    }))
}

/// There is no coalition between the empty and the grand one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCoalition;
