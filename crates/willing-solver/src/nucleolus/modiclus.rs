//! The modiclus of a small game.

use willing_check::nucleolus::{BiLevel, CertifiedModiclus, WeightedPair};
use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Rational, Verdict};

use super::concept::undecided;
use super::{Arithmetic, Error};
use crate::Run;
use crate::excess::certify::{all_levels, probably, surely};
use crate::excess::levels::{Floors, Found, Stop};
use crate::excess::list::ListFamily;

/// The most players: there are 4ⁿ pairs of coalitions.
const MOST_PLAYERS: usize = 8;

/// The modiclus: the allocation at which the differences e(S, x) − e(T, x) over all ordered pairs of coalitions, sorted
/// from the largest, are lexicographically least. It treats what coalitions can achieve and what they can
/// prevent alike.
///
/// # Arguments
///
/// Tables of 1 to 8 players.
///
/// # Returns
///
/// `Exists` with exact amounts and the proof; `Undecided` if the caller asked to stop. It always exists.
///
/// # Errors
///
/// [`Error::TooManyPlayers`]; [`Error::Range`] and [`Error::TooLarge`] for worths beyond exact comparison.
///
/// # Complexity
///
/// O(n 4ⁿ) a scan; memory O(n 4ⁿ).
///
/// # References
///
/// Sudhölter (1997), *The modified nucleolus: properties and axiomatizations*.
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_solver::nucleolus::Modiclus;
///
/// // One right glove against two left ones: the modiclus gives the long side half.
/// let gloves = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 0, 1])?;
/// let modiclus = Modiclus::new().solve(&gloves)?.found()?;
/// assert_eq!(modiclus.allocation[0].to_string(), "1/2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Modiclus {
    run: Run,
}

impl Modiclus {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a way to stop and a listener.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The modiclus of `game`.
    ///
    /// # Errors
    ///
    /// See [`Modiclus`].
    pub fn solve(
        &self,
        game: &TableGame,
    ) -> Result<Verdict<CertifiedModiclus, std::convert::Infallible>, Error> {
        let players = game.player_count();
        if players > MOST_PLAYERS {
            return Err(Error::TooManyPlayers { concept: "the modiclus", players, most: MOST_PLAYERS });
        }
        if players == 1 {
            let allocation = vec![game.exact_worth(game.grand())];
            return Ok(Verdict::Exists(CertifiedModiclus { allocation, levels: Vec::new() }));
        }
        let (family, unit) = pairs(game)?;
        let task = all_levels(&family, Floors::None, &self.run);
        let second = match probably(&task) {
            Ok((found, seen)) => {
                let answer = certificate(&found, players, &unit);
                if answer.check(game).is_ok() {
                    return Ok(Verdict::Exists(answer));
                }
                surely(&task, &seen)
            }
            Err(Stop::Numerics) => surely(&task, &[]),
            Err(stop) => Err(stop),
        };
        match second {
            Ok(found) => {
                let answer = certificate(&found, players, &unit);
                answer.check(game).map(|()| Verdict::Exists(answer)).map_err(Error::NotCertified)
            }
            Err(stop) => undecided(stop, Arithmetic::Exact).map(Verdict::Undecided),
        }
    }
}

/// All ordered pairs (S, T); pair number S·2ⁿ + T.
fn pairs(game: &TableGame) -> Result<(ListFamily, Rational), Error> {
    let numerators = game.numerators().map_err(Error::Range)?;
    let players = game.player_count();
    let count = 1usize << players;
    let mut family = ListFamily {
        grand: vec![1; players],
        total: numerators.get(count - 1),
        entries: Vec::with_capacity(players * count * count),
        bounds: Vec::with_capacity(count * count),
        gauges: Vec::new(),
        opposites: Vec::with_capacity(count * count),
        starters: Vec::new(),
    };
    for first in 0..count {
        for second in 0..count {
            let member = |mask: usize, player: usize| i8::from(mask >> player & 1 == 1);
            family.entries.extend((0..players).map(|player| member(first, player) - member(second, player)));
            let bound = numerators.get(first).checked_sub(numerators.get(second));
            family.bounds.push(bound.filter(|bound| bound.unsigned_abs() < 1 << 122).ok_or(Error::TooLarge)?);
            family.opposites.push(u32::try_from(second * count + first).unwrap_or(u32::MAX));
        }
    }
    family.starters = (0..players).map(|player| (1u64 << player) << players).collect();
    family.starters.extend((0..players).map(|player| 1u64 << player));
    let unit = Rational::new(1, numerators.denominator().clone()).unwrap_or_default();
    Ok((family, unit))
}

fn certificate(found: &Found<Rational>, players: usize, unit: &Rational) -> CertifiedModiclus {
    let allocation =
        found.levels.last().map(|level| level.point.iter().map(|amount| amount * unit).collect());
    let pair = |(id, weight): &(u64, Rational)| WeightedPair {
        first: Coalition::from_bits(id >> players),
        second: Coalition::from_bits(id & ((1 << players) - 1)),
        weight: weight.clone(),
    };
    let level = |level: &crate::excess::levels::Level<Rational>| BiLevel {
        excess: &level.excess * unit,
        pairs: level.supports.iter().map(pair).collect(),
    };
    CertifiedModiclus {
        allocation: allocation.unwrap_or_default(),
        levels: found.levels.iter().map(level).collect(),
    }
}
