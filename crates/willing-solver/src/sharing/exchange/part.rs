//! One part of a preference, in units of the greatest spread: penalty by outcome, box, and the density that a payoff calls for.

#![expect(
    clippy::indexing_slicing,
    reason = "places in matrices and vectors whose sizes are those of the model"
)]

use nalgebra::{DMatrix, DVector};
use willing_risk::sharing::{Attitude, Part};

/// Tolerances of so many spreads are as good as infinite: what is neglected is less than the spread by this factor.
const NEUTRAL: f64 = 1e14;

/// Levels of CVaR as good as 0, and densities so low that they are as good as 0: below the rounding of a mean.
const SLIGHT: f64 = 1e-16;

/// What a density costs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// The density is the belief.
    Fixed,
    /// τ Σ q ln(q/p).
    Entropic(f64),
    /// (τ/2) Σ (q − p)²/p, without a box.
    MeanVariance(f64),
    /// Nothing within the box.
    Tail,
}

/// A part restricted to the outcomes whose density is free.
#[derive(Clone, Debug)]
pub(super) struct PartModel {
    pub(super) weight: f64,
    pub(super) kind: Kind,
    /// What the free densities sum to: 1 but for outcomes that cannot matter.
    pub(super) mass: f64,
    /// p of the free outcomes.
    pub(super) belief: DVector<f64>,
    /// Bounds from above; infinite where the sum bounds them anyway.
    pub(super) caps: DVector<f64>,
    /// What each member holds: a row for each free outcome.
    pub(super) payoffs: DMatrix<f64>,
    /// Expectations of what each member holds over the outcomes that are not free.
    pub(super) rest: DVector<f64>,
    outcomes: Vec<usize>,
    fixed: Vec<f64>,
}

impl PartModel {
    /// The part for holdings in units of `scale`, a row for each outcome.
    pub(super) fn new(part: &Part, weights: f64, holdings: &DMatrix<f64>, scale: f64) -> Self {
        let total: f64 = part.belief.probabilities().iter().sum();
        let p: Vec<f64> = part.belief.probabilities().iter().map(|p| p / total).collect();
        let kind = match part.attitude {
            attitude if attitude.is_neutral() => Kind::Fixed,
            Attitude::Entropic { tolerance } if tolerance / scale < NEUTRAL => {
                Kind::Entropic(tolerance / scale)
            }
            Attitude::MeanVariance { tolerance } if tolerance / scale < NEUTRAL => {
                Kind::MeanVariance(tolerance / scale)
            }
            Attitude::Cvar { level } if level > SLIGHT * 1e4 => Kind::Tail,
            _ => Kind::Fixed,
        };
        let cap = |p: f64| match part.attitude {
            Attitude::Cvar { level } if p < 1.0 - level => p / (1.0 - level),
            _ => f64::INFINITY,
        };
        let free = |p: f64| p > 0.0 && cap(p) > SLIGHT * 1e-2;
        let mut outcomes: Vec<usize> =
            p.iter().enumerate().filter(|(_, p)| free(**p)).map(|(outcome, _)| outcome).collect();
        if outcomes.len() < 2 || matches!(kind, Kind::Fixed) {
            outcomes.clear();
        }
        let kind = if outcomes.is_empty() { Kind::Fixed } else { kind };
        let mut fixed = p.clone();
        for outcome in &outcomes {
            if let Some(fixed) = fixed.get_mut(*outcome) {
                *fixed = 0.0;
            }
        }
        let belief = DVector::from_iterator(
            outcomes.len(),
            outcomes.iter().filter_map(|outcome| p.get(*outcome)).copied(),
        );
        Self {
            weight: part.weight / weights,
            kind,
            mass: 1.0 - fixed.iter().sum::<f64>(),
            caps: belief.map(cap),
            payoffs: holdings.select_rows(&outcomes),
            rest: holdings.tr_mul(&DVector::from_column_slice(&fixed)),
            belief,
            outcomes,
            fixed,
        }
    }

    /// Whether a density of 0 is the least.
    pub(super) fn is_bounded(&self) -> bool {
        matches!(self.kind, Kind::Entropic(_) | Kind::Tail)
    }

    /// Whether it is a tail mean.
    pub(super) fn is_tail(&self) -> bool {
        matches!(self.kind, Kind::Tail)
    }

    /// α′(q) by outcome, but for a constant.
    pub(super) fn slopes(&self, q: &DVector<f64>) -> DVector<f64> {
        match self.kind {
            Kind::Entropic(tolerance) => q.zip_map(&self.belief, |q, p| tolerance * (q / p).ln()),
            Kind::MeanVariance(tolerance) => q.zip_map(&self.belief, |q, p| tolerance * ((q - p) / p)),
            Kind::Fixed | Kind::Tail => q.map(|_| 0.0),
        }
    }

    /// α″(q) by outcome.
    pub(super) fn curvatures(&self, q: &DVector<f64>) -> DVector<f64> {
        match self.kind {
            Kind::Entropic(tolerance) => q.map(|q| tolerance / q),
            Kind::MeanVariance(tolerance) => self.belief.map(|p| tolerance / p),
            Kind::Fixed | Kind::Tail => q.map(|_| 0.0),
        }
    }

    /// The density at which E_q Y + α(q) is least: the gradient of U at Y, or one of several.
    pub(super) fn called_for(&self, payoffs: &DVector<f64>) -> DVector<f64> {
        let p = &self.belief;
        match self.kind {
            Kind::Fixed => p.clone(),
            Kind::Entropic(tolerance) => {
                let least = payoffs.min();
                let raw = p.zip_map(payoffs, |p, payoff| p * ((least - payoff) / tolerance).exp());
                // An outcome that hardly anybody believes in may be the worst: then the sum is not tiny for it only.
                if raw.sum() > 1e-200 {
                    let sum = raw.sum();
                    raw / sum
                } else {
                    let exponents = p.zip_map(payoffs, |p, payoff| p.ln() - payoff / tolerance);
                    let most = exponents.max();
                    let raw = exponents.map(|exponent| (exponent - most).exp());
                    let sum = raw.sum();
                    raw / sum
                }
            }
            Kind::MeanVariance(tolerance) => {
                let mean = p.dot(payoffs) / p.sum();
                p.zip_map(payoffs, |p, payoff| p * (1.0 - (payoff - mean) / tolerance))
            }
            Kind::Tail => {
                let mut order: Vec<usize> = (0..payoffs.len()).collect();
                order.sort_by(|one, other| payoffs[*one].total_cmp(&payoffs[*other]));
                let mut density = p.map(|_| 0.0);
                let mut left = self.mass;
                for outcome in order {
                    density[outcome] = left.min(self.caps[outcome]);
                    left -= density[outcome];
                }
                density
            }
        }
    }

    /// A density that is in the box and has the right mass, where rounding took it out.
    pub(super) fn repaired(&self, density: &DVector<f64>) -> DVector<f64> {
        if !self.is_tail() {
            return density.clone();
        }
        let density = density.zip_map(&self.caps, |q, cap| q.clamp(0.0, cap));
        let sum = density.sum();
        if sum > self.mass {
            return density * (self.mass / sum);
        }
        let room = density.zip_map(&self.caps, |q, cap| cap.min(1.0) - q);
        let spread = (self.mass - sum) / room.sum();
        if spread.is_finite() { density + room * spread } else { density }
    }

    /// A density of all outcomes.
    pub(super) fn complete(&self, free: &DVector<f64>) -> Vec<f64> {
        let mut density = self.fixed.clone();
        for (outcome, q) in self.outcomes.iter().zip(free) {
            if let Some(place) = density.get_mut(*outcome) {
                *place = *q;
            }
        }
        density
    }
}
