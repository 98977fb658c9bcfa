//! Attitudes to risk: value of a payoff, penalty of a density, and the densities that count at all.

use crate::error::{LARGEST, LEAST_TOLERANCE, within};
use crate::{Belief, Error};

/// How closely densities are compared with the bounds of a domain, relative to the bound: what is within it counts as
/// rounding.
pub const DENSITY_TOLERANCE: f64 = 1e-12;

/// How a payoff is valued under one belief p.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Attitude {
    /// Constant absolute risk aversion: U(Y) = −τ ln E_p e^{−Y/τ}, α(q) = τ KL(q‖p).
    Entropic {
        /// τ, in money: in [1e-6, 1e12], or infinite for a risk-neutral member.
        #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
        tolerance: f64,
    },
    /// The mean of the worst part of the outcomes, of probability 1 − a: α(q) = 0 where q ≤ p/(1 − a), else infinite
    /// (Rockafellar & Uryasev 2000).
    Cvar {
        /// a in [0, 1]: 0 is the mean, 1 the worst outcome that is believed possible.
        level: f64,
    },
    /// Mean less variance/(2τ): α(q) = (τ/2) Σ (q − p)²/p. Densities may be negative: such a member can lose by a gift in
    /// good outcomes.
    MeanVariance {
        /// τ, in money: in [1e-6, 1e12], or infinite for a risk-neutral member.
        #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
        tolerance: f64,
    },
}

impl Attitude {
    /// Refuses numbers out of range.
    pub(crate) fn validate(self, place: &str) -> Result<(), Error> {
        match self {
            Self::Entropic { tolerance } | Self::MeanVariance { tolerance } => {
                let finite = if tolerance.is_infinite() && tolerance > 0.0 { LARGEST } else { tolerance };
                let expected = "a number in [1e-6, 1e12], or infinity";
                within(place, "risk tolerance", finite, LEAST_TOLERANCE, LARGEST, expected)
            }
            Self::Cvar { level } => within(place, "level", level, 0.0, 1.0, "a number in [0, 1]"),
        }
    }

    /// Whether only the mean counts: the domain is the belief alone.
    #[must_use]
    pub fn is_neutral(self) -> bool {
        match self {
            Self::Entropic { tolerance } | Self::MeanVariance { tolerance } => tolerance.is_infinite(),
            Self::Cvar { level } => level <= 0.0,
        }
    }

    /// Whether a higher payoff in some outcome never lowers the value.
    #[must_use]
    pub fn is_monotone(self) -> bool {
        !matches!(self, Self::MeanVariance { tolerance } if tolerance.is_finite())
    }

    /// The greatest density of an outcome of this probability that is in the domain; may be infinite.
    #[must_use]
    pub fn most_density(self, probability: f64) -> f64 {
        match self {
            _ if probability <= 0.0 => 0.0,
            Self::Entropic { tolerance } | Self::MeanVariance { tolerance } if tolerance.is_infinite() => {
                probability
            }
            Self::Entropic { .. } | Self::MeanVariance { .. } => f64::INFINITY,
            Self::Cvar { level } => probability / (1.0 - level),
        }
    }

    /// U(Y), in the unit of the payoffs, which must be one for each outcome.
    ///
    /// # Complexity
    ///
    /// O(|Ω|); O(|Ω| log |Ω|) for CVaR.
    pub(crate) fn value(self, belief: &Belief, payoffs: &[f64]) -> f64 {
        let probabilities = belief.probabilities();
        let total: f64 = probabilities.iter().sum();
        let believed = || probabilities.iter().zip(payoffs).filter(|(probability, _)| **probability > 0.0);
        let least = believed().map(|(_, payoff)| *payoff).fold(f64::INFINITY, f64::min);
        let mean =
            believed().map(|(probability, payoff)| probability * (payoff - least)).sum::<f64>() / total;
        match self {
            _ if self.is_neutral() => least + mean,
            Self::Entropic { tolerance } => {
                let spread = believed().map(|(_, payoff)| payoff - least).fold(0.0, f64::max);
                let average = |term: &dyn Fn(f64) -> f64| {
                    believed().map(|(p, payoff)| p / total * term(-(payoff - least) / tolerance)).sum::<f64>()
                };
                // Where all exponents are small, the sum is 1 + something small.
                let logarithm =
                    if spread <= tolerance { average(&f64::exp_m1).ln_1p() } else { average(&f64::exp).ln() };
                least - tolerance * logarithm
            }
            Self::MeanVariance { tolerance } => {
                let square = |(p, payoff): (&f64, &f64)| p / total * (payoff - least - mean).powi(2);
                least + mean - believed().map(square).sum::<f64>() / (2.0 * tolerance)
            }
            Self::Cvar { level } if level >= 1.0 => least,
            Self::Cvar { level } => {
                let mut sorted: Vec<(f64, f64)> =
                    believed().map(|(p, payoff)| (payoff - least, p / total)).collect();
                sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
                let (mut left, mut sum) = (1.0 - level, 0.0);
                for (payoff, probability) in sorted {
                    let taken = probability.min(left);
                    sum += taken * payoff;
                    left -= taken;
                }
                least + sum / (1.0 - level)
            }
        }
    }

    /// α(q) of a density, one number for each outcome that sum to 1; infinite outside the domain.
    pub(crate) fn penalty(self, belief: &Belief, density: &[f64]) -> f64 {
        let total: f64 = belief.probabilities().iter().sum();
        let mass: f64 = density.iter().sum();
        let mut sum = 0.0;
        for (probability, density) in belief.probabilities().iter().zip(density) {
            let (p, q) = (probability / total, density / mass);
            let signed = matches!(self, Self::MeanVariance { .. }) && !self.is_neutral();
            let too_low =
                if self.is_neutral() { q < p * (1.0 - DENSITY_TOLERANCE) } else { !signed && q < 0.0 };
            let outside =
                if p <= 0.0 { q.abs() > 0.0 } else { q > self.most_density(p) * (1.0 + DENSITY_TOLERANCE) };
            if too_low || outside {
                return f64::INFINITY;
            }
            if p <= 0.0 || self.is_neutral() {
                continue;
            }
            sum += match self {
                Self::Entropic { tolerance } => tolerance * p * relative_entropy(q / p),
                Self::MeanVariance { tolerance } => tolerance * (q - p).powi(2) / (2.0 * p),
                Self::Cvar { .. } => 0.0,
            };
        }
        sum
    }
}

/// r ln r − r + 1 ≥ 0: what an outcome adds to KL(q‖p) for r = q/p, without the terms that cancel in the sum.
fn relative_entropy(ratio: f64) -> f64 {
    let change = ratio - 1.0;
    if ratio <= 0.0 {
        1.0
    } else if change.abs() < 1e-4 {
        // The series: the logarithm would cancel against the rest.
        change * change * (0.5 - change * (1.0 / 6.0 - change / 12.0))
    } else {
        ratio * ratio.ln() - change
    }
}
