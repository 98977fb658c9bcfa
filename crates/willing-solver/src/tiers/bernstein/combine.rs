//! The risks of one tier over a box, combined into Bernstein coefficients for each branch.

use super::Branches;
use super::constants::{PlayerConstants, TierConstants};

/// Rounding in an affine probability a + cΛ, relative to |a| + |c|.
pub(super) const PROBABILITY_PAD: f64 = 6e-16;

/// Values of both branches at both ends of Λ: success low, success high, failure low, failure high.
pub(super) type Lanes = [f64; 4];

/// q(Λ) = a + cΛ in both branches, lane by lane.
#[derive(Clone, Copy, Default)]
pub(super) struct Affine {
    pub(super) constant: Lanes,
    pub(super) slope: Lanes,
    pub(super) pad: Lanes,
    pub(super) zero: bool,
}

impl Affine {
    pub(super) fn new(constant: Branches<f64>, slope: Branches<f64>) -> Self {
        let pad = [0, 1].map(|branch| PROBABILITY_PAD * (constant[branch].abs() + slope[branch].abs()));
        let lanes = |branches: Branches<f64>| [branches[0], branches[0], branches[1], branches[1]];
        Self { constant: lanes(constant), slope: lanes(slope), pad: lanes(pad), zero: pad[0] + pad[1] <= 0.0 }
    }

    /// Lower and upper values at the ends, capped to [0, 1] so that their chords bound min(1, q) from
    /// below and from above: q is affine, min(1, q) is concave.
    #[inline]
    pub(super) fn capped(&self, legitimacy: &[f64; 2]) -> (Lanes, Lanes) {
        let (mut low, mut high) = ([0.0; 4], [0.0; 4]);
        for lane in 0..4 {
            let value = self.constant[lane] + self.slope[lane] * legitimacy[lane & 1];
            low[lane] = (value - self.pad[lane]).clamp(0.0, 1.0);
            high[lane] = (value + self.pad[lane]).max(0.0);
        }
        for branch in [0, 2] {
            if high[branch].max(high[branch + 1]) > 1.0 {
                high[branch] = 1.0;
                high[branch + 1] = 1.0;
            }
        }
        (low, high)
    }
}

/// Bernstein coefficients of one branch: lower and upper.
#[derive(Clone, Copy, Default)]
pub(super) struct Coefficients {
    pub(super) low: [f64; 4],
    pub(super) high: [f64; 4],
}

/// One tier over a box, before its risks are combined.
pub(super) struct Parts<'a> {
    pub(super) own: &'a TierConstants,
    pub(super) player: &'a PlayerConstants,
    pub(super) legitimacy: [f64; 2],
    pub(super) military: [f64; 2],
    /// Exponents of the pools, by branch, from below and above.
    pub(super) pools: Branches<[f64; 2]>,
}

impl Parts<'_> {
    pub(super) fn product(&self) -> Branches<Coefficients> {
        let (own, player) = (self.own, self.player);
        let (domestic_low, domestic_high) = factor(&own.domestic, player.domestic_growth, &self.legitimacy);
        let (international_low, international_high) =
            factor(&own.international, player.international_growth, &self.legitimacy);
        if own.finance <= 0.0 {
            return [0, 1].map(|branch| Coefficients {
                low: quadratic(&domestic_low, &international_low, branch, own.fixed_factor[branch]),
                high: quadratic(&domestic_high, &international_high, branch, own.fixed_factor[branch]),
            });
        }
        let (probability_low, probability_high) = own.launch.capped(&self.legitimacy);
        let growth = self.military.map(|share| (player.launch * share).exp_m1());
        let launch_low = probability_low.map(|q| 1.0 + q * growth[0]);
        let launch_high = probability_high.map(|q| 1.0 + q * growth[1]);
        [0, 1].map(|branch| {
            let [low, high] = self.pools[branch].map(|exponent| own.fixed_factor[branch] * exponent.exp());
            Coefficients {
                low: cubic(&domestic_low, &international_low, &launch_low, branch, low),
                high: cubic(&domestic_high, &international_high, &launch_high, branch, high),
            }
        })
    }

    pub(super) fn logarithm(&self) -> Branches<Coefficients> {
        let (own, player) = (self.own, self.player);
        let (domestic_low, domestic_high) =
            logarithmic_factor(&own.domestic, player.domestic, &self.legitimacy);
        let (international_low, international_high) =
            logarithmic_factor(&own.international, player.international, &self.legitimacy);
        let launch = self.military.map(|share| player.launch * share);
        let (launch_low, _) = logarithmic_factor(&own.launch, launch[0], &self.legitimacy);
        let (_, launch_high) = logarithmic_factor(&own.launch, launch[1], &self.legitimacy);
        [0, 1].map(|branch| {
            let [low, high] = self.pools[branch];
            // Large logarithms carry an absolute error that the relative margin does not cover.
            let size =
                own.fixed[branch].abs() + high + player.domestic + player.international + player.launch;
            let (low, high) =
                (own.fixed[branch] + low - 1e-15 * size, own.fixed[branch] + high + 1e-15 * size);
            Coefficients {
                low: logarithmic_cubic(&domestic_low, &international_low, &launch_low, branch, low),
                high: logarithmic_cubic(&domestic_high, &international_high, &launch_high, branch, high),
            }
        })
    }

    pub(super) fn sum(&self) -> Branches<Coefficients> {
        let (own, player) = (self.own, self.player);
        let (domestic_low, domestic_high) = own.domestic.capped(&self.legitimacy);
        let (international_low, international_high) = own.international.capped(&self.legitimacy);
        let (launch_low, launch_high) = own.launch.capped(&self.legitimacy);
        let total = |domestic: f64, international: f64, launch: f64| {
            domestic * player.domestic + international * player.international + launch * player.launch
        };
        [0, 1].map(|branch: usize| {
            // Degree one: the two ends, each twice, fill the four places.
            let lanes = [2 * branch, 2 * branch, 2 * branch + 1, 2 * branch + 1];
            let [least, most] = self.pools[branch].map(|pool| own.fixed[branch] + pool);
            Coefficients {
                low: lanes.map(|u| {
                    least + total(domestic_low[u], international_low[u], launch_low[u] * self.military[0])
                }),
                high: lanes.map(|u| {
                    most + total(domestic_high[u], international_high[u], launch_high[u] * self.military[1])
                }),
            }
        })
    }
}

/// 1 + q (e^{l/τ} − 1) at the ends, from below and above.
#[inline]
pub(super) fn factor(probability: &Affine, growth: f64, legitimacy: &[f64; 2]) -> (Lanes, Lanes) {
    if growth <= 0.0 || probability.zero {
        return ([1.0; 4], [1.0; 4]);
    }
    let (low, high) = probability.capped(legitimacy);
    (low.map(|q| 1.0 + q * growth), high.map(|q| 1.0 + q * growth))
}

/// ln(1 + q (e^{l/τ} − 1)) at the ends, from below and above.
pub(super) fn logarithmic_factor(
    probability: &Affine,
    severity: f64,
    legitimacy: &[f64; 2],
) -> (Lanes, Lanes) {
    if severity <= 0.0 || probability.zero {
        return ([0.0; 4], [0.0; 4]);
    }
    let (low, high) = probability.capped(legitimacy);
    let logarithm = |q: f64| willing_risk::bernoulli_cost(1.0, q, severity);
    (low.map(logarithm), high.map(logarithm))
}

/// Bernstein coefficients, degree raised to three, of a product of two affine functions in one branch.
#[inline]
pub(super) fn quadratic(a: &Lanes, b: &Lanes, branch: usize, scale: f64) -> [f64; 4] {
    let (lo, hi) = (2 * branch, 2 * branch + 1);
    let (first, last) = (a[lo] * b[lo] * scale, a[hi] * b[hi] * scale);
    let mixed = (a[lo] * b[hi] + a[hi] * b[lo]) * scale;
    [first, (first + mixed) * THIRD, (mixed + last) * THIRD, last]
}

/// Bernstein coefficients of a product of three affine functions in one branch.
#[inline]
pub(super) fn cubic(a: &Lanes, b: &Lanes, c: &Lanes, branch: usize, scale: f64) -> [f64; 4] {
    let (lo, hi) = (2 * branch, 2 * branch + 1);
    let (first, last) = (a[lo] * b[lo] * scale, a[hi] * b[hi] * scale);
    let mixed = (a[lo] * b[hi] + a[hi] * b[lo]) * scale;
    [
        first * c[lo],
        (first * c[hi] + mixed * c[lo]) * THIRD,
        (mixed * c[hi] + last * c[lo]) * THIRD,
        last * c[hi],
    ]
}

pub(super) const THIRD: f64 = 1.0 / 3.0;

/// The logarithms of [`cubic`], from logarithms of the factors.
pub(super) fn logarithmic_cubic(a: &Lanes, b: &Lanes, c: &Lanes, branch: usize, shift: f64) -> [f64; 4] {
    let (lo, hi) = (2 * branch, 2 * branch + 1);
    let third = 3f64.ln();
    let one = [a[hi] + b[lo] + c[lo], a[lo] + b[hi] + c[lo], a[lo] + b[lo] + c[hi]];
    let two = [a[lo] + b[hi] + c[hi], a[hi] + b[lo] + c[hi], a[hi] + b[hi] + c[lo]];
    [
        a[lo] + b[lo] + c[lo] + shift,
        log_sum(&one) - third + shift,
        log_sum(&two) - third + shift,
        a[hi] + b[hi] + c[hi] + shift,
    ]
}

pub(super) fn log_sum(logarithms: &[f64]) -> f64 {
    let largest = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    largest + logarithms.iter().map(|value| (value - largest).exp()).sum::<f64>().ln()
}
