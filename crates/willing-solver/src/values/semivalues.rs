//! Shapley, Banzhaf, solidarity and all values by size: several of them in one pass.

use willing_check::values::{Concept, Value};
use willing_game::Rational;
use willing_game::tu::{Amounts, TableGame, Worths};

use super::Error;
use super::coefficients::{Coefficients, SizeWeights, banzhaf_weights, shapley_weights};
use super::exact::ExactTable;
use super::float::normalized;
use super::size_sums::{SizeSums, Source};
use crate::{Arithmetic, Run};

/// Any number of values that weigh marginal contributions by the size of the coalition, in one pass over the table.
///
/// A value Σ p_{|S|} (v(S ∪ i) − v(S)) is a combination of sums of worths by size, with and without each player.
/// One pass finds these sums; each value asked for then costs O(n²).
///
/// # Returns
///
/// [`Semivalues::solve`]: one [`Value`] for each asked for, in that order.
///
/// # Complexity
///
/// About 1.5 additions a worth and no memory besides the table. Tables of floats in float arithmetic, and exact
/// tables whose sums fit 62 bits, take about 1.3 times as long as a plain sum of the table where that does not fit
/// the cache; floats in exact arithmetic are converted on the way, which takes 8 times as long.
///
/// # Numerics
///
/// Exact by default. In float arithmetic every amount has its own bound, less than 10⁻¹² of the sum of the sizes of
/// all terms that make it up. Threads change no byte.
///
/// # References
///
/// Shapley (1953); Banzhaf (1965); Dubey, Neyman & Weber (1981); Nowak & Radzik (1994). The sums by size are those
/// of Castro, Gómez & Tejada (2009), equation 4.
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_solver::values::Semivalues;
///
/// let majority = TableGame::from_floats(vec![0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0])?;
/// let values = Semivalues::new().shapley().banzhaf().float().solve(&majority)?;
/// assert!((values[0].amounts.to_f64()[0] - 1.0 / 3.0).abs() < 1e-12);
/// assert!((values[1].amounts.to_f64()[0] - 1.0 / 2.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Semivalues {
    asked: Vec<Asked>,
    arithmetic: Arithmetic,
    run: Run,
}

#[derive(Clone, Debug)]
enum Asked {
    Shapley,
    Banzhaf,
    NormalizedBanzhaf,
    Solidarity,
    BySize { name: String, weights: SizeWeights },
}

impl Semivalues {
    /// No value yet, exact arithmetic, one thread.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for the Shapley value.
    #[must_use]
    pub fn shapley(self) -> Self {
        self.ask(Asked::Shapley)
    }

    /// Asks for the Banzhaf value.
    #[must_use]
    pub fn banzhaf(self) -> Self {
        self.ask(Asked::Banzhaf)
    }

    /// Asks for the Banzhaf value divided by its sum.
    #[must_use]
    pub fn normalized_banzhaf(self) -> Self {
        self.ask(Asked::NormalizedBanzhaf)
    }

    /// Asks for the solidarity value, which is linear and by size, though no semivalue.
    #[must_use]
    pub fn solidarity(self) -> Self {
        self.ask(Asked::Solidarity)
    }

    /// Asks for the value of these weights, under a name of the caller's.
    #[must_use]
    pub fn weights(self, name: impl Into<String>, weights: SizeWeights) -> Self {
        self.ask(Asked::BySize { name: name.into(), weights })
    }

    fn ask(mut self, asked: Asked) -> Self {
        self.asked.push(asked);
        self
    }

    /// In exact arithmetic (the default).
    #[must_use]
    pub fn exact(self) -> Self {
        self.arithmetic(Arithmetic::Exact)
    }

    /// In floats, with bounds.
    #[must_use]
    pub fn float(self) -> Self {
        self.arithmetic(Arithmetic::Float)
    }

    /// In this arithmetic.
    #[must_use]
    pub fn arithmetic(mut self, arithmetic: Arithmetic) -> Self {
        self.arithmetic = arithmetic;
        self
    }

    /// Threads, stop and progress.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The values of `game`.
    ///
    /// # Errors
    ///
    /// [`Error::WeightCount`]; [`Error::SumIsZero`] for normalized values of sum 0; [`Error::Cancelled`];
    /// [`Error::Game`] if floats lie too far apart for exact arithmetic; [`Error::FloatOverflow`].
    pub fn solve(&self, game: &TableGame) -> Result<Vec<Value>, Error> {
        let players = game.player_count();
        for asked in &self.asked {
            let Asked::BySize { weights, .. } = asked else { continue };
            if weights.weights().len() != players {
                return Err(Error::WeightCount { got: weights.weights().len(), players });
            }
        }
        match self.arithmetic {
            Arithmetic::Exact => {
                let table = ExactTable::of(game)?;
                let sums = table.sums(players, &self.run)?;
                let denominator = table.numerators.denominator();
                self.answer(players, |coefficients| Ok(Amounts::Exact(sums.value(coefficients, denominator))))
            }
            Arithmetic::Float => {
                let (sums, denominator) = float_sums(game, &self.run)?;
                let least = game.least_worth() * denominator;
                self.answer(players, |coefficients| sums.value(coefficients, least, denominator))
            }
        }
    }

    fn answer(
        &self,
        players: usize,
        value: impl Fn(&Coefficients) -> Result<Amounts, Error>,
    ) -> Result<Vec<Value>, Error> {
        let by_weights = |weights: &[Rational]| value(&Coefficients::of_weights(weights));
        let answer = |asked: &Asked| {
            let (concept, amounts) = match asked {
                Asked::Shapley => (Concept::Shapley, by_weights(&shapley_weights(players))?),
                Asked::Banzhaf => (Concept::Banzhaf, by_weights(&banzhaf_weights(players))?),
                Asked::NormalizedBanzhaf => {
                    (Concept::NormalizedBanzhaf, normalized(&by_weights(&banzhaf_weights(players))?)?)
                }
                Asked::Solidarity => (Concept::Solidarity, value(&Coefficients::of_solidarity(players))?),
                Asked::BySize { name, weights } => {
                    let amounts = by_weights(weights.weights())?;
                    (Concept::BySize { name: name.clone(), weights: weights.weights().to_vec() }, amounts)
                }
            };
            Ok(Value { concept, amounts })
        };
        self.asked.iter().map(answer).collect()
    }
}

/// Sums of numerators as floats, and the denominator.
fn float_sums(game: &TableGame, run: &Run) -> Result<(SizeSums<f64>, f64), Error> {
    let players = game.player_count();
    match game.worths() {
        Worths::Float(worths) => Ok((SizeSums::of(players, &Source::Slice(worths), run)?, 1.0)),
        Worths::Integer { numerators, denominator } => {
            let make = |mask: usize| numerators.get(mask).map_or(0.0, |numerator| *numerator as f64);
            Ok((SizeSums::of(players, &Source::Made(players, &make), run)?, denominator as f64))
        }
    }
}

/// The short cut to one value.
macro_rules! short_cut {
    ($(#[$doc:meta])* $name:ident, $method:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            arithmetic: Arithmetic,
            run: Run,
        }

        impl $name {
            /// In exact arithmetic, on one thread.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            /// In floats, with bounds.
            #[must_use]
            pub fn float(mut self) -> Self {
                self.arithmetic = Arithmetic::Float;
                self
            }

            /// In exact arithmetic (the default).
            #[must_use]
            pub fn exact(mut self) -> Self {
                self.arithmetic = Arithmetic::Exact;
                self
            }

            /// Threads, stop and progress.
            #[must_use]
            pub fn run(mut self, run: Run) -> Self {
                self.run = run;
                self
            }

            /// The value of `game`.
            ///
            /// # Errors
            ///
            /// As [`Semivalues::solve`].
            pub fn solve(&self, game: &TableGame) -> Result<Value, Error> {
                let asked = Semivalues::new().$method().arithmetic(self.arithmetic).run(self.run.clone());
                asked.solve(game)?.pop().ok_or(Error::Cancelled)
            }
        }
    };
}

short_cut! {
    /// The Shapley value: the mean marginal contribution over all orders in which the players may come.
    ///
    /// φ_i = Σ s! (n−1−s)!/n! (v(S ∪ i) − v(S)). One pass; see [`Semivalues`].
    ///
    /// # References
    ///
    /// Shapley (1953).
    ///
    /// # Example
    ///
    /// ```
    /// use willing_game::tu::TableGame;
    /// use willing_solver::values::ShapleyValue;
    ///
    /// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
    /// let value = ShapleyValue::new().solve(&majority)?;
    /// assert_eq!(value.amounts.exact().ok_or("exact")?[0].to_string(), "1/3");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ShapleyValue, shapley
}

short_cut! {
    /// The Banzhaf value: the mean marginal contribution over all coalitions of others.
    ///
    /// β_i = 2^(1−n) Σ (v(S ∪ i) − v(S)), not normalized. One pass; see [`Semivalues`].
    ///
    /// # References
    ///
    /// Penrose (1946); Banzhaf (1965).
    ///
    /// # Example
    ///
    /// ```
    /// use willing_game::tu::TableGame;
    /// use willing_solver::values::BanzhafValue;
    ///
    /// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
    /// let value = BanzhafValue::new().solve(&majority)?;
    /// assert_eq!(value.amounts.exact().ok_or("exact")?[0].to_string(), "1/2");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    BanzhafValue, banzhaf
}
