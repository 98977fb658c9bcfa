//! Float answers, with a bound on their errors.
//!
//! With u = 2⁻⁵³ and γ_k = k u / (1 − k u), a sum in which each term goes through at most k additions is off by at
//! most γ_k times the sum of the sizes of its terms (Higham 2002, section 4.2). A value is Σ_s a_s X_i[s] +
//! b_s (Y[s] − X_i[s]); with k the additions of the pass plus those of this last sum, and a few more for the
//! roundings of weights, worths and the division by a denominator, its error is at most
//!
//! ```text
//! γ_k Σ_s ( |a_s| X̄_i[s] + |b_s| (Ȳ[s] + X̄_i[s]) ),
//! ```
//!
//! where X̄ and Ȳ are sums of |v|. As |v(S)| ≤ v(S) + 2 m for −m the least worth (0 at most), X̄_i[s] ≤ X_i[s] +
//! 2 m C(n−1, s−1), and likewise Ȳ: the table's least worth is all that is needed besides the sums at hand.

use num_traits::ToPrimitive;
use willing_game::Rational;
use willing_game::tu::Amounts;

use super::Error;
use super::coefficients::{Coefficients, choose};
use super::size_sums::{SizeSums, most_additions};

/// Room for the roundings of the bound itself.
const ROOM: f64 = 1.000_001;

impl SizeSums<f64> {
    /// The value of these coefficients, with bounds; `least` is the least worth (or less), `denominator` divides
    /// all worths.
    pub(super) fn value(
        &self,
        coefficients: &Coefficients,
        least: f64,
        denominator: f64,
    ) -> Result<Amounts, Error> {
        let players = self.containing.len();
        let floats = |numbers: &[Rational]| numbers.iter().map(Rational::to_f64).collect::<Vec<_>>();
        let (with, without) = (floats(&coefficients.with), floats(&coefficients.without));
        let negative = 2.0 * least.min(0.0).abs() * ROOM;
        let binomial = |n, k| choose(n, k).to_f64().unwrap_or(f64::INFINITY);
        let own_more: Vec<f64> = (0..=players)
            .map(|s| if s == 0 { 0.0 } else { negative * binomial(players - 1, s - 1) })
            .collect();
        let all_more: Vec<f64> = (0..=players).map(|s| negative * binomial(players, s)).collect();
        let relative = gamma(most_additions(players) + 2.0 * players as f64 + 16.0);
        let amount = |own: &Vec<f64>| {
            let (mut value, mut size) = (0.0, 0.0);
            let sums = own.iter().zip(&self.all).zip(own_more.iter().zip(&all_more));
            for (((own, all), (own_more, all_more)), (with, without)) in sums.zip(with.iter().zip(&without)) {
                value += with * own + without * (all - own);
                let (own, all) = ((own + own_more).max(0.0), (all + all_more).max(0.0));
                size += with.abs() * own + without.abs() * (all + own);
            }
            // Products of tiny numbers lose their last bits; they are fewer than 1000.
            let tiny = if size > 0.0 { f64::MIN_POSITIVE } else { 0.0 };
            (value / denominator, size / denominator * relative * ROOM + tiny)
        };
        let (values, bounds): (Vec<_>, Vec<_>) = self.containing.iter().map(amount).unzip();
        finite(values, bounds)
    }
}

/// Amounts divided by their sum, with bounds.
///
/// b/B for b within e and B within E is off by at most (e + |b/B| E) / (|B| − E), and a rounding.
pub(super) fn normalized(amounts: &Amounts) -> Result<Amounts, Error> {
    let (values, bounds) = match amounts {
        Amounts::Exact(values) => {
            let sum = values.iter().sum::<Rational>();
            let shares = values.iter().map(|value| value.over(&sum).ok_or(Error::SumIsZero));
            return Ok(Amounts::Exact(shares.collect::<Result<_, _>>()?));
        }
        Amounts::Float { values, bounds } => (values, bounds),
    };
    let sum: f64 = values.iter().sum();
    let sizes: f64 = values.iter().map(|value| value.abs()).sum();
    let error = (bounds.iter().sum::<f64>() + sizes * gamma(values.len() as f64)) * ROOM;
    let room = sum.abs() - error;
    if room <= 0.0 {
        return Err(Error::SumIsZero);
    }
    let share = |(value, bound): (&f64, &f64)| {
        let share = value / sum;
        (share, ((bound + share.abs() * error) / room + share.abs() * f64::EPSILON) * ROOM)
    };
    let (values, bounds): (Vec<_>, Vec<_>) = values.iter().zip(bounds).map(share).unzip();
    finite(values, bounds)
}

fn finite(values: Vec<f64>, bounds: Vec<f64>) -> Result<Amounts, Error> {
    if values.iter().chain(&bounds).all(|number| number.is_finite()) {
        Ok(Amounts::Float { values, bounds })
    } else {
        Err(Error::FloatOverflow)
    }
}

/// γ_k.
fn gamma(additions: f64) -> f64 {
    let sum = additions * f64::EPSILON / 2.0;
    sum / (1.0 - sum)
}
