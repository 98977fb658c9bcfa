//! Chances of a swing as floats, with a bound of their error.

use rayon::prelude::*;
use willing_council::WeightedQuota;

use super::double::{Double, DoublePrefix};
use super::legendre::nodes;
use super::power::shift;
use super::quadrature::plan;
use super::reduced::Reduced;
use super::sweep::multiply;
use super::{Error, WeightedPower};

/// Half a unit in the last place of 1.
const UNIT: f64 = f64::EPSILON / 2.0;

/// 2⁵⁰⁰. Tables are scaled down when they pass it; entries start at 1, and floats reach 2¹⁰²³.
const LARGE: f64 = f64::from_bits((1023 + 500) << 52);

/// Numbers a seat, with one bound for all.
#[derive(Clone, Debug, PartialEq)]
pub struct Floats {
    /// One number a seat.
    pub by_seat: Vec<f64>,
    /// No number is further from the exact one than this.
    pub error: f64,
}

impl WeightedPower {
    /// The chance that each seat swings if all others say yes or no by the toss of a coin: its Penrose–Banzhaf
    /// measure.
    ///
    /// # Errors
    ///
    /// [`Error::TableTooLarge`]; [`Error::Cancelled`].
    ///
    /// # Complexity
    ///
    /// With r = min(q, W − q + 1): n r multiplications and additions, and r / w for each weight w; memory 24 r bytes.
    ///
    /// # Numerics
    ///
    /// Off by at most about (4n + 16) · 2⁻⁵³, see [`Floats::error`]: 4.5 · 10⁻¹³ for 1,000 seats.
    pub fn float_banzhaf(&self, rule: &WeightedQuota) -> Result<Floats, Error> {
        let game = Reduced::of(rule);
        let quota = self.columns(game.least(), 24)?;
        let chances = Chances::new(&game, 0.5, quota);
        Ok(Floats { by_seat: game.by_seat(&chances.solve(&game, self)?, &0.0), error: chances.error(&game) })
    }

    /// The Shapley–Shubik index: the mean chance of being pivotal over all chances t of yes (Owen 1972).
    ///
    /// # Errors
    ///
    /// [`Error::TableTooLarge`]; [`Error::Cancelled`].
    ///
    /// # Complexity
    ///
    /// As [`WeightedPower::float_banzhaf`] for each of at most ⌈n/2⌉ nodes, fewer where many seats leave little to
    /// chance; with max(q, W − q + 1) in place of r where nodes lie on both sides of ½. Memory once a thread.
    ///
    /// # Numerics
    ///
    /// The bound adds what the nodes miss and what lies outside them (3 · 10⁻¹⁴ at most), their rounding times the
    /// largest slope, n − 1, and the mean error of the chances. Below 10⁻¹² for 1,000 seats.
    pub fn float_shapley_shubik(&self, rule: &WeightedQuota) -> Result<Floats, Error> {
        let game = Reduced::of(rule);
        let plan = plan(&game);
        let (middle, half) = (f64::midpoint(plan.low, plan.high), (plan.high - plan.low) / 2.0);
        let nodes = nodes(plan.nodes);
        let chances = nodes
            .iter()
            .map(|node| {
                let t = middle + half * node.place;
                let (chance, quota) = if t <= 0.5 { (t, game.quota) } else { (1.0 - t, game.blocking) };
                Ok(Chances::new(&game, chance, self.columns(quota, 24)?))
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let solve = |chances: &Chances| chances.solve(&game, self);
        let answers: Vec<Vec<f64>> = if self.run.is_parallel() {
            self.run.install(|| chances.par_iter().map(solve).collect::<Result<_, _>>())?
        } else {
            chances.iter().map(solve).collect::<Result<_, _>>()?
        };
        let mut by_class = vec![0.0; game.classes.len()];
        for (node, answer) in nodes.iter().zip(&answers) {
            for (sum, chance) in by_class.iter_mut().zip(answer) {
                *sum += node.weight * half * chance;
            }
        }
        // A seat's chance has a slope of n − 1 at most, and nodes are placed to within 4 units.
        let slope = 4.0 * UNIT * game.seats() as f64;
        let worst = chances.iter().map(|chances| chances.error(&game)).fold(0.0, f64::max);
        let summed = (plan.nodes as f64 + 4.0) * UNIT;
        let error = plan.missed + 1.01 * (2.0 * half * (worst + slope) + summed);
        Ok(Floats { by_seat: game.by_seat(&by_class, &0.0), error })
    }
}

/// The chances of all classes at one chance t ≤ ½ of yes.
struct Chances {
    /// t / (1 − t), rounded; the chance is taken to be what this float says.
    odds: f64,
    quota: usize,
    windows: f64,
}

impl Chances {
    fn new(game: &Reduced, chance: f64, quota: usize) -> Self {
        let lightest = game.classes.first().map_or(1.0, |class| class.weight as f64);
        Self { odds: chance / (1.0 - chance), quota, windows: quota as f64 / lightest + 1.0 }
    }

    /// A bound of the error of every chance.
    ///
    /// An entry of the table takes a product and a sum a seat, a relative error of 2n units. Windows do not overlap
    /// and no power of the odds is above 1, so that this is the error of their alternating sum too, in terms of the
    /// chance to stay below the quota, times 1 + odds ≤ 2. Horner's rule adds two units of the same sum without the
    /// seat, whose parts are positive; windows and normalization add 8. Prefix sums in two floats miss r² units of
    /// units a window.
    fn error(&self, game: &Reduced) -> f64 {
        let relative = (4.0 * game.seats() as f64 + 18.0) * UNIT;
        let prefix = 4.0 * self.windows * (self.quota as f64 * UNIT).powi(2);
        1.01 * (relative + prefix)
    }

    fn solve(&self, game: &Reduced, power: &WeightedPower) -> Result<Vec<f64>, Error> {
        let (table, norm) = self.table(game, power)?;
        let prefix = DoublePrefix::of(&table);
        let factor = Double::sum(1.0, self.odds);
        let of = |weight: usize| Double::new(self.alternating(&prefix, weight)).times(factor).over(norm).high;
        Ok(game.classes.iter().map(|class| of(shift(class.weight))).collect())
    }

    /// Coefficients of Π (1 + odds xʷ), and the sum of all of them, both divided by the same power of two.
    fn table(&self, game: &Reduced, power: &WeightedPower) -> Result<(Vec<f64>, Double), Error> {
        let odds = self.odds;
        let factor = Double::sum(1.0, odds);
        let mut table = vec![0.0; self.quota];
        if let Some(constant) = table.first_mut() {
            *constant = 1.0;
        }
        let mut norm = Double::new(1.0);
        let mut reach = self.quota.min(1);
        for (done, weight) in game.ascending.iter().copied().map(shift).enumerate() {
            if done % 16 == 0 {
                power.step("seats weighed", done, game.seats())?;
            }
            reach = self.quota.min(reach.saturating_add(weight));
            multiply(table.get_mut(..reach).unwrap_or_default(), weight, |kept, joined| kept + odds * joined);
            norm = norm.times(factor);
            if norm.high > LARGE {
                for entry in &mut table {
                    *entry /= LARGE;
                }
                norm = norm.scaled(1.0 / LARGE);
            }
        }
        Ok((table, norm))
    }

    /// Σ_k (−odds)^k window_k by Horner's rule, from the bottom.
    fn alternating(&self, prefix: &DoublePrefix, weight: usize) -> f64 {
        (0..self.quota.div_ceil(weight)).rev().fold(0.0, |sum, k| {
            let high = self.quota - k * weight;
            prefix.between(high.saturating_sub(weight), high) - self.odds * sum
        })
    }
}
