//! A part of a preference on the central path: its density with slacks, and its equations.

use nalgebra::DVector;

use super::newton::PartRight;
use super::part::{Kind, PartModel};

/// The products at the start, in units of the spread.
const START: f64 = 0.05;

/// What belongs to a part of a preference. Without a bound, its slack is 0 and its distance 1.
#[derive(Clone, Debug)]
pub(super) struct PartPoint {
    pub(super) density: DVector<f64>,
    pub(super) below: DVector<f64>,
    pub(super) above: DVector<f64>,
    pub(super) distance: DVector<f64>,
    pub(super) certain: f64,
}

impl PartPoint {
    /// A density at which the equations of the part hold, on the central path for a tail, for what the member carries.
    pub(super) fn start(part: &PartModel, called_for: &DVector<f64>, row: &DVector<f64>) -> Self {
        let payoffs = &part.payoffs * row;
        let size = called_for.len() as f64;
        let density = match part.kind {
            Kind::Tail => return Self::tail(part, &payoffs),
            Kind::Entropic(tolerance) if tolerance < 1.0 => called_for.map(|q| f64::midpoint(q, 1.0 / size)),
            Kind::Fixed | Kind::MeanVariance(_) | Kind::Entropic(_) => called_for.clone(),
        };
        let gaps = payoffs + part.slopes(&density);
        let (zero, one) = (density.map(|_| 0.0), density.map(|_| 1.0));
        if part.is_bounded() {
            let certain = gaps.min() - START * size;
            Self { below: gaps.add_scalar(-certain), above: zero, distance: one, density, certain }
        } else {
            let certain = if gaps.is_empty() { 0.0 } else { gaps.mean() };
            Self { below: zero.clone(), above: zero, distance: one, density, certain }
        }
    }

    /// q z = e u = START with z − u = Y − t, which is a quadratic equation for each outcome; t by halving.
    fn tail(part: &PartModel, payoffs: &DVector<f64>) -> Self {
        let pair = |gap: f64, cap: f64| {
            if cap.is_infinite() {
                return (START / gap, 1.0);
            }
            let root =
                |gap: f64| 2.0 * START * cap / (2.0 * START + gap * cap + (gap * cap).hypot(2.0 * START));
            if gap >= 0.0 { (root(gap), cap - root(gap)) } else { (cap - root(-gap), root(-gap)) }
        };
        let uncapped = payoffs.iter().zip(&part.caps).filter(|(_, cap)| cap.is_infinite());
        let mut high = uncapped.map(|(payoff, _)| *payoff).fold(payoffs.max() + 1e20, f64::min);
        let mut low = payoffs.min() - 1e20;
        for _ in 0..200 {
            let middle = f64::midpoint(low, high);
            let density = payoffs.zip_map(&part.caps, |payoff, cap| pair(payoff - middle, cap).0);
            if density.sum() < part.mass { low = middle } else { high = middle }
        }
        let density = payoffs.zip_map(&part.caps, |payoff, cap| pair(payoff - low, cap).0);
        let distance = payoffs.zip_map(&part.caps, |payoff, cap| pair(payoff - low, cap).1);
        let below = density.map(|q| START / q);
        let above = distance.zip_map(&part.caps, |e, cap| if cap.is_finite() { START / e } else { 0.0 });
        Self { density, below, above, distance, certain: low }
    }

    /// D: how the slope of the penalty and the slacks change with the density.
    pub(super) fn curvature(&self, part: &PartModel) -> DVector<f64> {
        let mut curvature = part.curvatures(&self.density);
        if part.is_bounded() {
            curvature += self.below.component_div(&self.density);
            curvature += self.above.component_div(&self.distance);
        }
        curvature
    }

    /// What D dq would be, were shares and sum at rest, and what the sum lacks.
    pub(super) fn right(
        &self,
        part: &PartModel,
        row: &DVector<f64>,
        centre: f64,
        predictor: Option<&Self>,
    ) -> PartRight {
        let gaps = (&part.payoffs * row + part.slopes(&self.density)).add_scalar(-self.certain);
        let mut wanted = -gaps;
        if part.is_bounded() {
            let (below, above) = self.targets(centre, predictor);
            wanted += below.component_div(&self.density);
            let above = above.component_div(&self.distance);
            wanted.zip_zip_apply(&above, &part.caps, |wanted, above, cap| {
                if cap.is_finite() {
                    *wanted -= above;
                }
            });
        }
        PartRight { wanted, lacking: part.mass - self.density.sum() }
    }

    fn targets(&self, centre: f64, predictor: Option<&Self>) -> (DVector<f64>, DVector<f64>) {
        match predictor {
            Some(by) => (
                by.density.zip_map(&by.below, |q, slack| centre - q * slack),
                by.distance.zip_map(&by.above, |distance, slack| centre - distance * slack),
            ),
            None => (self.density.map(|_| centre), self.density.map(|_| centre)),
        }
    }

    pub(super) fn complete(
        &self,
        part: &PartModel,
        density: DVector<f64>,
        certain: f64,
        centre: f64,
        predictor: Option<&Self>,
    ) -> Self {
        let zero = self.density.map(|_| 0.0);
        if !part.is_bounded() {
            return Self { density, below: zero.clone(), above: zero.clone(), distance: zero, certain };
        }
        let (below, above) = self.targets(centre, predictor);
        let below =
            (below - self.below.component_mul(&(&self.density + &density))).component_div(&self.density);
        let distance = density.zip_map(&part.caps, |q, cap| if cap.is_finite() { -q } else { 0.0 });
        let above =
            (above - self.above.component_mul(&(&self.distance + &distance))).component_div(&self.distance);
        let above = above.zip_map(&part.caps, |above, cap| if cap.is_finite() { above } else { 0.0 });
        Self { density, below, above, distance, certain }
    }
}
