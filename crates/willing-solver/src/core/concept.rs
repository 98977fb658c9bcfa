//! Is the core empty?

use willing_check::core::{CorePoint, EmptyCore, EpsilonCorePoint, WeightedCoalition};
use willing_check::least_core::CertifiedLeastCore;
use willing_game::tu::TableGame;
use willing_game::{Rational, Verdict};

use super::Error;
use crate::Run;
use crate::least_core::LeastCore;

/// The core: the allocations at which no coalition gets less than it is worth,
///
/// ```text
/// x(N) = v(N)  and  x(S) ≥ v(S) for all S.
/// ```
///
/// # Arguments
///
/// Tables of 1 to 30 players.
///
/// # Returns
///
/// * `Exists`: a point of the core. Of all points it is one at which the highest excess is least.
/// * `Impossible`: a balanced collection that is worth more than v(N), which proves that there is none.
/// * `Undecided`: the caller asked to stop.
///
/// # Errors
///
/// [`Error::LeastCore`] if float worths are too far apart to be compared exactly.
///
/// # Complexity
///
/// That of the [least core](crate::least_core::LeastCore).
///
/// # References
///
/// Gillies (1959); Bondareva (1963) and Shapley (1967), the theorem on balanced collections.
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_game::{Certificate, Verdict};
/// use willing_solver::core::Core;
///
/// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
/// let Verdict::Impossible(proof) = Core::new().solve(&majority)? else { panic!("any pair would leave") };
/// assert_eq!(proof.coalitions.len(), 3); // the three pairs, at weight ½ each
/// proof.check(&majority)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Core {
    run: Run,
}

impl Core {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets threads, a way to stop and a listener.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// A point of the core of `game`, or the proof that it is empty.
    ///
    /// # Errors
    ///
    /// See [`Core`].
    pub fn solve(&self, game: &TableGame) -> Result<Verdict<CorePoint, EmptyCore>, Error> {
        if game.player_count() == 1 {
            let allocation = vec![game.exact_worth(game.grand())];
            return Ok(Verdict::Exists(CorePoint { allocation }));
        }
        Ok(match LeastCore::new().run(self.run.clone()).solve(game)? {
            Verdict::Exists(least) if least.excess.is_positive() => Verdict::Impossible(balanced(&least)),
            Verdict::Exists(least) => Verdict::Exists(CorePoint { allocation: least.allocation }),
            Verdict::Impossible(never) => match never {},
            Verdict::Undecided(limit) => Verdict::Undecided(limit),
        })
    }

    /// A point of the strong ε-core, x(N) = v(N) and x(S) ≥ v(S) − ε for all proper coalitions, or the proof that every
    /// allocation leaves some coalition a higher excess (Shapley & Shubik 1966).
    ///
    /// # Errors
    ///
    /// See [`Core`]; a game of one player has no proper coalition.
    pub fn solve_epsilon(
        &self,
        game: &TableGame,
        epsilon: &Rational,
    ) -> Result<Verdict<EpsilonCorePoint, CertifiedLeastCore>, Error> {
        Ok(match LeastCore::new().run(self.run.clone()).solve(game)? {
            Verdict::Exists(least) if least.excess > *epsilon => Verdict::Impossible(least),
            Verdict::Exists(least) => {
                Verdict::Exists(EpsilonCorePoint { epsilon: epsilon.clone(), allocation: least.allocation })
            }
            Verdict::Impossible(never) => match never {},
            Verdict::Undecided(limit) => Verdict::Undecided(limit),
        })
    }
}

/// The coalitions that prove a positive least excess, with weights that sum to 1 for every player.
fn balanced(least: &CertifiedLeastCore) -> EmptyCore {
    let first = |weighted: &&WeightedCoalition| weighted.coalition.bits() & 1 == 1;
    let cover: Rational = least.coalitions.iter().filter(first).map(|weighted| &weighted.weight).sum();
    let scaled = |weighted: &WeightedCoalition| WeightedCoalition {
        coalition: weighted.coalition,
        weight: weighted.weight.over(&cover).unwrap_or_default(),
    };
    EmptyCore { coalitions: least.coalitions.iter().map(scaled).collect() }
}
