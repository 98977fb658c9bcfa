//! The concept and its settings.

use willing_check::nucleolus::{
    CertifiedNucleolus, Concept, Level as Settled, NoImputation, WeightedCoalition, WeightedPlayer,
};
use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Limit, Rational, Verdict};

use super::Error;
use crate::excess::certify::{all_levels, nearly, probably, surely};
use crate::excess::levels::{Floors, Found, Stop};
use crate::excess::table::{Gauge, TableFamily};
use crate::{Arithmetic, Run};

/// The nucleolus: the imputation at which the excesses of all coalitions, sorted from the highest, are
/// lexicographically least.
///
/// Minimizes θ(x) = (e(S₁, x) ≥ e(S₂, x) ≥ …) with e(S, x) = v(S) − x(S) over x with x(N) = v(N) and x_i ≥ v({i}); the
/// prenucleolus without the latter, the per-capita ones with e(S, x)/|S|. Unique where there is an imputation.
///
/// # Arguments
///
/// Tables of 1 to 30 players; worths in the unit of the game.
///
/// # Returns
///
/// * `Exists`: the allocation in exact rational numbers, with at most n − 1 levels of at most n weighted coalitions
///   that prove it.
/// * `Impossible`: individual worths sum to more than v(N), so there is no imputation (never for prenucleoli).
/// * `Undecided`: the caller asked to stop.
///
/// # Errors
///
/// [`Error::Range`] if float worths are too far apart for an exact answer, [`Error::Numerics`] if floats were asked for
/// and are not enough. The others would be faults of this library.
///
/// # Complexity
///
/// Some ten passes over the table, each about as long as reading it, and linear programs with n + 1 columns and some
/// hundred rows; memory O(n²) beside the table. Measured: `cargo run --release -p willing-bench --example cooperative -- record DATE MACHINE`.
///
/// # Numerics
///
/// Exact by default, whatever the scale of the worths: levels, multipliers and amounts, verified by an exact scan. With
/// [`Arithmetic::Float`] these are exact on what a scan in floats found: an unsettled excess may be above its level by
/// the slack that the answer states. The same bytes on any number of threads.
///
/// # References
///
/// Schmeidler (1969); Sobolev (1975); Grotte (1970); Maschler, Peleg & Shapley (1979), the sequence of programs;
/// Kohlberg (1971), theorem 5, the criterion.
///
/// # Example
///
/// ```
/// use willing_game::Certificate;
/// use willing_game::tu::TableGame;
/// use willing_solver::nucleolus::Nucleolus;
///
/// // A bankruptcy problem of the Talmud: estate 200, claims 100, 200 and 300.
/// let game = TableGame::from_integers(vec![0, 0, 0, 0, 0, 0, 100, 200])?;
/// let nucleolus = Nucleolus::new().solve(&game)?.found()?;
/// assert_eq!(nucleolus.to_f64(), [50.0, 75.0, 75.0]);
/// nucleolus.check(&game)?; // by code that knows no search
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Nucleolus {
    pub(super) concept: Concept,
    arithmetic: Arithmetic,
    pub(super) run: Run,
}

impl Default for Nucleolus {
    fn default() -> Self {
        Self::of(Concept::Nucleolus)
    }
}

impl Nucleolus {
    /// The nucleolus over imputations.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The prenucleolus.
    #[must_use]
    pub fn prenucleolus() -> Self {
        Self::of(Concept::Prenucleolus)
    }

    /// The per-capita nucleolus over imputations.
    #[must_use]
    pub fn per_capita() -> Self {
        Self::of(Concept::PerCapitaNucleolus)
    }

    /// The per-capita prenucleolus.
    #[must_use]
    pub fn per_capita_prenucleolus() -> Self {
        Self::of(Concept::PerCapitaPrenucleolus)
    }

    /// Any relative.
    #[must_use]
    pub fn of(concept: Concept) -> Self {
        Self { concept, arithmetic: Arithmetic::Exact, run: Run::new() }
    }

    /// Sets the arithmetic (default exact).
    #[must_use]
    pub fn arithmetic(mut self, arithmetic: Arithmetic) -> Self {
        self.arithmetic = arithmetic;
        self
    }

    /// Sets threads, a way to stop and a listener.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The nucleolus of `game`, or the proof that there is no imputation.
    ///
    /// # Errors
    ///
    /// See [`Nucleolus`].
    pub fn solve(&self, game: &TableGame) -> Result<Verdict<CertifiedNucleolus, NoImputation>, Error> {
        self.run.install(|| self.search(game))
    }

    fn search(&self, game: &TableGame) -> Result<Verdict<CertifiedNucleolus, NoImputation>, Error> {
        let grand = game.exact_worth(game.grand());
        if self.concept.is_over_imputations() {
            let floors: Vec<Rational> = (0..game.player_count())
                .map(|player| game.exact_worth(Coalition::from_bits(1 << player)))
                .collect();
            let individual: Rational = floors.iter().sum();
            if individual > grand {
                return Ok(Verdict::Impossible(NoImputation { individual, grand }));
            }
            if individual == grand {
                return Ok(Verdict::Exists(self.forced(floors)));
            }
        }
        if game.player_count() == 1 {
            return Ok(Verdict::Exists(self.forced(vec![grand])));
        }
        let gauge = if self.concept.is_per_capita() { Gauge::PerCapita } else { Gauge::Plain };
        let family = match self.arithmetic {
            Arithmetic::Exact => TableFamily::exact(game, gauge).map_err(Error::Range)?,
            Arithmetic::Float => TableFamily::float(game, gauge),
        };
        let floors = if self.concept.is_over_imputations() { Floors::Starters } else { Floors::None };
        let task = all_levels(&family, floors, &self.run);
        let unit = family.unit();
        let found = match self.arithmetic {
            Arithmetic::Float => nearly(&task).map(|(found, slack)| {
                let slack = Rational::from_float(slack).unwrap_or_default() * &unit;
                self.certificate(&found, &unit, slack)
            }),
            Arithmetic::Exact => match probably(&task) {
                Ok((found, seen)) => {
                    let answer = self.certificate(&found, &unit, Rational::zero());
                    if answer.check(game).is_ok() {
                        return Ok(Verdict::Exists(answer));
                    }
                    surely(&task, &seen)
                }
                Err(Stop::Numerics) => surely(&task, &[]),
                Err(stop) => Err(stop),
            }
            .map(|found| self.certificate(&found, &unit, Rational::zero())),
        };
        match found {
            Ok(answer) if self.arithmetic == Arithmetic::Float => Ok(Verdict::Exists(answer)),
            Ok(answer) => answer.check(game).map(|()| Verdict::Exists(answer)).map_err(Error::NotCertified),
            Err(stop) => undecided(stop, self.arithmetic).map(Verdict::Undecided),
        }
    }

    /// The only allocation there is to choose.
    fn forced(&self, allocation: Vec<Rational>) -> CertifiedNucleolus {
        CertifiedNucleolus { concept: self.concept, allocation, levels: Vec::new(), slack: Rational::zero() }
    }

    /// The levels in the unit of the game.
    fn certificate(&self, found: &Found<Rational>, unit: &Rational, slack: Rational) -> CertifiedNucleolus {
        let allocation =
            found.levels.last().map(|level| level.point.iter().map(|amount| amount * unit).collect());
        let levels = found.levels.iter().map(|level| Settled {
            excess: &level.excess * unit,
            coalitions: level
                .supports
                .iter()
                .map(|(mask, weight)| WeightedCoalition {
                    coalition: Coalition::from_bits(*mask),
                    weight: weight.clone(),
                })
                .collect(),
            players: level
                .floors
                .iter()
                .map(|(player, weight)| WeightedPlayer { player: *player, weight: weight.clone() })
                .collect(),
        });
        CertifiedNucleolus {
            concept: self.concept,
            allocation: allocation.unwrap_or_default(),
            levels: levels.collect(),
            slack,
        }
    }
}

/// What a search that stopped means.
pub(crate) fn undecided(stop: Stop, arithmetic: Arithmetic) -> Result<Limit, Error> {
    match (stop, arithmetic) {
        (Stop::Limit(limit), _) => Ok(limit),
        (Stop::Numerics, Arithmetic::Float) => Err(Error::Numerics),
        (Stop::Numerics, Arithmetic::Exact) => Err(Error::Stuck),
    }
}
