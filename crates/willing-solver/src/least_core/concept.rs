//! The least core.

use std::convert::Infallible;

use willing_check::core::WeightedCoalition;
use willing_check::least_core::CertifiedLeastCore;
use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Rational, Verdict};

use crate::Run;
use crate::excess::certify::{probably, surely};
use crate::excess::levels::{Floors, Found, Stop, Task};
use crate::excess::table::{Gauge, TableFamily};
use crate::nucleolus::{Arithmetic, Error, undecided};

/// The least core: the allocations at which the highest excess of a proper coalition is as low as possible.
///
/// ```text
/// ε = min over x(N) = v(N) of max over ∅ ≠ S ≠ N of v(S) − x(S)
/// ```
///
/// # Arguments
///
/// Tables of 2 to 30 players.
///
/// # Returns
///
/// `Exists` with ε, an extreme point of the least core and the coalitions that prove ε least, all exact. ε ≤ 0 exactly if
/// the core is not empty. `Undecided` if the caller asked to stop.
///
/// # Errors
///
/// [`Error::NoProperCoalition`], [`Error::Range`].
///
/// # Complexity
///
/// A handful of passes over the table; see the [nucleolus](crate::nucleolus::Nucleolus), whose first level this is.
///
/// # References
///
/// Maschler, Peleg & Shapley (1979).
///
/// # Example
///
/// ```
/// use willing_game::Certificate;
/// use willing_game::tu::TableGame;
/// use willing_solver::least_core::LeastCore;
///
/// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
/// let least = LeastCore::new().solve(&majority)?.found()?;
/// assert_eq!(least.excess.to_string(), "1/3");
/// least.check(&majority)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct LeastCore {
    run: Run,
}

impl LeastCore {
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

    /// The least core of `game`.
    ///
    /// # Errors
    ///
    /// See [`LeastCore`].
    pub fn solve(&self, game: &TableGame) -> Result<Verdict<CertifiedLeastCore, Infallible>, Error> {
        self.run.install(|| self.search(game))
    }

    fn search(&self, game: &TableGame) -> Result<Verdict<CertifiedLeastCore, Infallible>, Error> {
        if game.player_count() < 2 {
            return Err(Error::NoProperCoalition);
        }
        let family = TableFamily::exact(game, Gauge::Plain).map_err(Error::Range)?;
        let task = Task { family: &family, floors: Floors::None, levels: 1, run: &self.run };
        let second = match probably(&task) {
            Ok((found, seen)) => {
                match certificate(&found, &family.unit()).filter(|answer| answer.check(game).is_ok()) {
                    Some(answer) => return Ok(Verdict::Exists(answer)),
                    None => surely(&task, &seen),
                }
            }
            Err(Stop::Numerics) => surely(&task, &[]),
            Err(stop) => Err(stop),
        };
        match second {
            Ok(found) => {
                let answer = certificate(&found, &family.unit()).ok_or(Error::Stuck)?;
                answer.check(game).map(|()| Verdict::Exists(answer)).map_err(Error::NotCertifiedCore)
            }
            Err(stop) => undecided(stop, Arithmetic::Exact).map(Verdict::Undecided),
        }
    }
}

fn certificate(found: &Found<Rational>, unit: &Rational) -> Option<CertifiedLeastCore> {
    let level = found.levels.first()?;
    let weighted = |(mask, weight): &(u64, Rational)| WeightedCoalition {
        coalition: Coalition::from_bits(*mask),
        weight: weight.clone(),
    };
    Some(CertifiedLeastCore {
        excess: &level.excess * unit,
        allocation: level.point.iter().map(|amount| amount * unit).collect(),
        coalitions: level.supports.iter().map(weighted).collect(),
    })
}
