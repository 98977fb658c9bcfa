//! The cost of stability.

use std::convert::Infallible;

use willing_check::core::WeightedCoalition;
use willing_check::least_core::CertifiedSubsidy;
use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Rational, Verdict};

use crate::Run;
use crate::excess::cheapest::{Cheapest, cheapest};
use crate::excess::levels::Stop;
use crate::excess::table::{Gauge, TableFamily};
use crate::nucleolus::{Arithmetic, Error, undecided};

/// The cost of stability: the least subsidy Δ ≥ 0 with which the grand coalition holds,
///
/// ```text
/// min x(N) − v(N)  over x with x(S) ≥ v(S) for all S.
/// ```
///
/// # Arguments
///
/// Tables of 1 to 30 players.
///
/// # Returns
///
/// `Exists` with Δ, payments that sum to v(N) + Δ and leave no coalition a reason to go, and the balanced collection
/// worth v(N) + Δ that proves that no less is enough; all exact. Δ = 0 exactly if the core is not empty. `Undecided`
/// if the caller asked to stop.
///
/// # Errors
///
/// [`Error::Range`] if float worths are too far apart to be compared exactly.
///
/// # Complexity
///
/// Some passes over the table, like the least core.
///
/// # References
///
/// Bachrach, Elkind, Meir, Pasechnik, Zuckerman, Rothe & Rosenschein (2009), *The cost of stability in coalitional games*.
///
/// # Example
///
/// ```
/// use willing_game::Certificate;
/// use willing_game::tu::TableGame;
/// use willing_solver::least_core::CostOfStability;
///
/// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
/// let cost = CostOfStability::new().solve(&majority)?.found()?;
/// assert_eq!(cost.subsidy.to_string(), "1/2"); // one half for each of three
/// cost.check(&majority)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CostOfStability {
    pub(super) run: Run,
}

impl CostOfStability {
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

    /// The cost of stability of `game`.
    ///
    /// # Errors
    ///
    /// See [`CostOfStability`].
    pub fn solve(&self, game: &TableGame) -> Result<Verdict<CertifiedSubsidy, Infallible>, Error> {
        self.run.install(|| self.search(game))
    }

    fn search(&self, game: &TableGame) -> Result<Verdict<CertifiedSubsidy, Infallible>, Error> {
        if game.player_count() == 1 {
            let allocation = vec![game.exact_worth(game.grand())];
            let coalitions = vec![WeightedCoalition { coalition: game.grand(), weight: Rational::one() }];
            return Ok(Verdict::Exists(CertifiedSubsidy {
                subsidy: Rational::zero(),
                allocation,
                coalitions,
            }));
        }
        let family = TableFamily::exact(game, Gauge::Plain).map_err(Error::Range)?;
        let search = |trust| cheapest(&family, game.grand().bits(), &self.run, trust);
        let second = match search(true) {
            Ok(found) => {
                let answer = certificate(&found, game, &family.unit());
                if answer.check(game).is_ok() {
                    return Ok(Verdict::Exists(answer));
                }
                search(false)
            }
            Err(Stop::Numerics) => search(false),
            Err(stop) => Err(stop),
        };
        match second {
            Ok(found) => {
                let answer = certificate(&found, game, &family.unit());
                answer.check(game).map(|()| Verdict::Exists(answer)).map_err(Error::NotCertifiedCore)
            }
            Err(stop) => undecided(stop, Arithmetic::Exact).map(Verdict::Undecided),
        }
    }
}

fn certificate(found: &Cheapest<Rational>, game: &TableGame, unit: &Rational) -> CertifiedSubsidy {
    let allocation: Vec<Rational> = found.point.iter().map(|amount| amount * unit).collect();
    let weighted = |(mask, weight): &(u64, Rational)| WeightedCoalition {
        coalition: Coalition::from_bits(*mask),
        weight: weight.clone(),
    };
    CertifiedSubsidy {
        subsidy: allocation.iter().sum::<Rational>() - game.exact_worth(game.grand()),
        allocation,
        coalitions: found.supports.iter().map(weighted).collect(),
    }
}
