//! The central path of the exchange and the steps along it.
//!
//! Unknown are the shares s with slacks r, the prices λ of the columns, and for each part the density q, its slacks z (below) and
//! u (above, where e = cap − q) and the certainty equivalent t:
//!
//! ```text
//! λ_j − Σ_k w_k E_{q_ik} X_j − r_ij = 0      Σ_i s_ij = 1      s r = μ
//! Y(ω) + α′(q(ω)) − t − z + u = 0            Σ q = 1           q z = μ,  e u = μ
//! ```
//!
//! Mehrotra's (1992) predictor and corrector, with one step length, since for entropic members shares and densities stand in one
//! equation that is not linear.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::model::Model;
use super::part::{Kind, PartModel};

/// How far towards the boundary a step goes.
const TO_BOUNDARY: f64 = 0.995;

/// A point inside all bounds. Matrices have a column for each member and a row for each holder.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) shares: DMatrix<f64>,
    pub(super) slacks: DMatrix<f64>,
    prices: DVector<f64>,
    parts: Vec<Vec<PartPoint>>,
}

/// What belongs to a part of a preference. Without a bound, its slack is 0 and its distance 1.
#[derive(Clone, Debug)]
struct PartPoint {
    density: DVector<f64>,
    below: DVector<f64>,
    above: DVector<f64>,
    distance: DVector<f64>,
    certain: f64,
}

/// What the products of a pair of unknowns are sought to be.
struct Targets {
    shares: DMatrix<f64>,
    /// For `below` and `above`.
    parts: Vec<Vec<(DVector<f64>, DVector<f64>)>>,
}

/// A part's Newton matrix: dq = W (h − dY) + what restores the sum.
struct PartFactor {
    inverse: DVector<f64>,
    sum: f64,
    mean: DVector<f64>,
    centred: DMatrix<f64>,
}

/// The factorized system at a point.
struct Factors {
    parts: Vec<Vec<PartFactor>>,
    members: Vec<Cholesky<f64, Dyn>>,
    columns: Cholesky<f64, Dyn>,
}

impl Point {
    /// Equal shares, densities inside their boxes.
    pub(super) fn start(model: &Model) -> Self {
        let members = model.len();
        let shares = DMatrix::from_element(members, members, 1.0 / members as f64);
        let called_for = model.called_for(&shares);
        let parts: Vec<Vec<PartPoint>> = model
            .members
            .iter()
            .zip(&called_for)
            .zip(shares.column_iter())
            .map(|((parts, densities), row)| {
                let row = row.clone_owned();
                parts
                    .iter()
                    .zip(densities)
                    .map(|(part, density)| PartPoint::start(part, density, &row))
                    .collect()
            })
            .collect();
        let mut point = Self { slacks: shares.clone(), prices: DVector::zeros(members), shares, parts };
        let means = point.means(model);
        for holder in 0..members {
            let row = means.row(holder);
            point.prices[holder] = row.max() + 0.5 + 0.1 * (row.max() - row.min());
        }
        point.slacks = DMatrix::from_fn(members, members, |holder, member| {
            point.prices[holder] - means[(holder, member)]
        });
        point
    }

    /// E_{q_i} X_j in column i.
    pub(super) fn means(&self, model: &Model) -> DMatrix<f64> {
        let mut means = DMatrix::zeros(model.len(), model.len());
        for (member, (parts, points)) in model.members.iter().zip(&self.parts).enumerate() {
            for (part, point) in parts.iter().zip(points) {
                let mean = part.payoffs.tr_mul(&point.density) + &part.rest;
                means.column_mut(member).axpy(part.weight, &mean, 1.0);
            }
        }
        means
    }

    pub(super) fn densities(&self) -> Vec<Vec<DVector<f64>>> {
        self.parts.iter().map(|parts| parts.iter().map(|part| part.density.clone()).collect()).collect()
    }

    /// Σ s r + Σ w (q z + e u): how far the point is from the saddle, once the equations hold.
    pub(super) fn distance(&self, model: &Model) -> f64 {
        let parts = model.members.iter().flatten().zip(self.parts.iter().flatten());
        let slack = |(part, point): (&PartModel, &PartPoint)| {
            part.weight * (point.density.dot(&point.below) + point.distance.dot(&point.above))
        };
        self.shares.dot(&self.slacks) + parts.map(slack).sum::<f64>()
    }

    /// The shares, 0 where the path leads there: where the slack is the greater of a pair.
    pub(super) fn without_slight(&self) -> DMatrix<f64> {
        self.shares
            .zip_map(&self.slacks, |share, slack| if share < 1e-5 && share < slack { 0.0 } else { share })
    }

    /// The mean product.
    fn centre(&self, model: &Model) -> f64 {
        let mut sum = self.shares.dot(&self.slacks);
        let mut count = self.shares.len();
        for (part, point) in model.members.iter().flatten().zip(self.parts.iter().flatten()) {
            if part.is_bounded() {
                sum += point.density.dot(&point.below) + point.distance.dot(&point.above);
                count += point.density.len() + part.caps.iter().filter(|cap| cap.is_finite()).count();
            }
        }
        sum / count as f64
    }

    /// The point after a step of predictor and corrector; `None` where the arithmetic breaks down.
    pub(super) fn step(&self, model: &Model) -> Option<Self> {
        let factors = self.factorize(model)?;
        let centre = self.centre(model);
        let predictor = self.direction(model, &factors, &self.targets(model, 0.0, None));
        let length = self.longest(model, &predictor).min(1.0);
        let reached = self.moved(&predictor, length).centre(model);
        let centring = (reached / centre).clamp(0.0, 1.0).powi(3).max(1e-6);
        let targets = self.targets(model, centring * centre, Some(&predictor));
        let corrector = self.direction(model, &factors, &targets);
        let length = (TO_BOUNDARY * self.longest(model, &corrector)).min(1.0);
        let next = self.moved(&corrector, length);
        next.is_finite().then_some(next)
    }

    fn is_finite(&self) -> bool {
        let finite = |numbers: &[f64]| numbers.iter().all(|number| number.is_finite());
        finite(self.shares.as_slice())
            && finite(self.slacks.as_slice())
            && self.parts.iter().flatten().all(|part| {
                finite(part.density.as_slice())
                    && finite(part.below.as_slice())
                    && finite(part.above.as_slice())
                    && part.certain.is_finite()
            })
    }

    /// `centre` less what the products of the predictor's changes would add.
    fn targets(&self, model: &Model, centre: f64, predictor: Option<&Self>) -> Targets {
        let less =
            |one: &DVector<f64>, other: &DVector<f64>| one.zip_map(other, |one, other| centre - one * other);
        let shares = match predictor {
            Some(by) => by.shares.zip_map(&by.slacks, |one, other| centre - one * other),
            None => self.shares.map(|_| centre),
        };
        let parts = model.members.iter().enumerate().map(|(member, parts)| {
            let part = |(number, part): (usize, &PartModel)| {
                let change = predictor.and_then(|by| by.parts.get(member)).and_then(|by| by.get(number));
                match change {
                    Some(change) => {
                        (less(&change.density, &change.below), less(&change.distance, &change.above))
                    }
                    None => (part.belief.map(|_| centre), part.belief.map(|_| centre)),
                }
            };
            parts.iter().enumerate().map(part).collect()
        });
        Targets { shares, parts: parts.collect() }
    }

    fn factorize(&self, model: &Model) -> Option<Factors> {
        let mut columns = DMatrix::zeros(model.len(), model.len());
        let mut members = Vec::with_capacity(model.len());
        let mut factors = Vec::with_capacity(model.len());
        for (member, (parts, points)) in model.members.iter().zip(&self.parts).enumerate() {
            let ratios = self.slacks.column(member).component_div(&self.shares.column(member));
            let mut matrix = DMatrix::from_diagonal(&ratios);
            let part_factors: Vec<PartFactor> =
                parts.iter().zip(points).map(|(part, point)| PartFactor::new(part, point)).collect();
            for (part, factor) in parts.iter().zip(&part_factors) {
                let mut weighed = factor.centred.clone();
                for (mut row, inverse) in weighed.row_iter_mut().zip(&factor.inverse) {
                    row *= part.weight * inverse;
                }
                matrix.gemm_tr(1.0, &factor.centred, &weighed, 1.0);
            }
            let cholesky = factorized(matrix)?;
            columns += cholesky.inverse();
            members.push(cholesky);
            factors.push(part_factors);
        }
        Some(Factors { parts: factors, members, columns: factorized(columns)? })
    }

    /// The Newton step towards the targets.
    fn direction(&self, model: &Model, factors: &Factors, targets: &Targets) -> Self {
        let residual = self.means(model);
        let mut right_sides = Vec::with_capacity(model.len());
        let mut columns = DVector::from_fn(model.len(), |holder, _| self.shares.row(holder).sum() - 1.0);
        let mut wanted = Vec::with_capacity(model.len());
        for (member, (parts, points)) in model.members.iter().zip(&self.parts).enumerate() {
            let row = self.shares.column(member).clone_owned();
            let mut right = residual.column(member) - &self.prices
                + targets.shares.column(member).component_div(&self.shares.column(member));
            let mut wanted_parts = Vec::with_capacity(parts.len());
            for (place, (part, point)) in parts.iter().zip(points).enumerate() {
                let Some(factor) = factors.parts.get(member).and_then(|parts| parts.get(place)) else {
                    continue;
                };
                let Some(target) = targets.parts.get(member).and_then(|parts| parts.get(place)) else {
                    continue;
                };
                let wanted = point.wanted(part, &row, target);
                right.axpy(part.weight, &factor.pull(part, point, &wanted), 1.0);
                wanted_parts.push(wanted);
            }
            if let Some(factor) = factors.members.get(member) {
                columns += factor.solve(&right);
            }
            right_sides.push(right);
            wanted.push(wanted_parts);
        }
        // Σ M⁻¹ (b − dλ) = 1 − Σ s.
        let prices = factors.columns.solve(&columns);
        let mut shares = DMatrix::zeros(model.len(), model.len());
        let mut parts = Vec::with_capacity(model.len());
        for (member, (right, factor)) in right_sides.iter().zip(&factors.members).enumerate() {
            let change = factor.solve(&(right - &prices));
            shares.set_column(member, &change);
            let (Some(models), Some(points), Some(factors), Some(targets), Some(wanted)) = (
                model.members.get(member),
                self.parts.get(member),
                factors.parts.get(member),
                targets.parts.get(member),
                wanted.get(member),
            ) else {
                continue;
            };
            let each = models.iter().zip(points).zip(factors).zip(targets).zip(wanted);
            parts.push(
                each.map(|((((part, point), factor), target), wanted)| {
                    point.direction(part, factor, target, wanted, &change)
                })
                .collect(),
            );
        }
        let mut slacks = targets.shares.component_div(&self.shares) - &self.slacks;
        slacks.zip_zip_apply(&self.slacks.component_div(&self.shares), &shares, |slack, ratio, change| {
            *slack -= ratio * change;
        });
        Self { shares, slacks, prices, parts }
    }

    /// The step length at which the first bound is hit; infinite if none ever is.
    fn longest(&self, model: &Model, by: &Self) -> f64 {
        let mut longest = f64::INFINITY;
        let mut limit = |at: &[f64], by: &[f64]| {
            for (at, by) in at.iter().zip(by) {
                if *by < 0.0 {
                    longest = longest.min(-at / by);
                }
            }
        };
        limit(self.shares.as_slice(), by.shares.as_slice());
        limit(self.slacks.as_slice(), by.slacks.as_slice());
        let points = self.parts.iter().flatten().zip(by.parts.iter().flatten());
        for (part, (point, by)) in model.members.iter().flatten().zip(points) {
            if part.is_bounded() {
                limit(point.density.as_slice(), by.density.as_slice());
                limit(point.below.as_slice(), by.below.as_slice());
                limit(point.distance.as_slice(), by.distance.as_slice());
                limit(point.above.as_slice(), by.above.as_slice());
            }
        }
        longest
    }

    fn moved(&self, by: &Self, length: f64) -> Self {
        let mut moved = self.clone();
        moved.shares += &by.shares * length;
        moved.slacks += &by.slacks * length;
        moved.prices.axpy(length, &by.prices, 1.0);
        for (part, by) in moved.parts.iter_mut().flatten().zip(by.parts.iter().flatten()) {
            part.density.axpy(length, &by.density, 1.0);
            part.below.axpy(length, &by.below, 1.0);
            part.above.axpy(length, &by.above, 1.0);
            part.distance.axpy(length, &by.distance, 1.0);
            part.certain += length * by.certain;
        }
        moved
    }
}

impl PartPoint {
    fn start(part: &PartModel, called_for: &DVector<f64>, row: &DVector<f64>) -> Self {
        let free = part.belief.len() as f64;
        let density = match part.kind {
            Kind::Fixed | Kind::MeanVariance(_) => called_for.clone(),
            Kind::Entropic(tolerance) if tolerance >= 1.0 => called_for.clone(),
            Kind::Entropic(_) => called_for.map(|q| f64::midpoint(q, 1.0 / free)),
            Kind::Tail if part.caps.iter().any(|cap| cap.is_finite()) => {
                part.belief.map(|p| p * part.mass / part.belief.sum())
            }
            Kind::Tail => part.belief.map(|p| part.mass * f64::midpoint(p / part.belief.sum(), 1.0 / free)),
        };
        let gaps = &part.payoffs * row + part.slopes(&density);
        let zero = density.map(|_| 0.0);
        if !part.is_bounded() {
            let certain = if gaps.is_empty() { 0.0 } else { gaps.mean() };
            return Self { distance: zero.map(|_| 1.0), below: zero.clone(), above: zero, density, certain };
        }
        // Without a bound above, the gap must be positive.
        let uncapped = gaps.iter().zip(&part.caps).filter(|(_, cap)| cap.is_infinite()).map(|(gap, _)| *gap);
        let certain = uncapped.fold(gaps.mean(), f64::min);
        let below = gaps.map(|gap| (gap - certain).max(0.0) + 0.5);
        let above =
            gaps.zip_map(
                &part.caps,
                |gap, cap| {
                    if cap.is_finite() { (certain - gap).max(0.0) + 0.5 } else { 0.0 }
                },
            );
        let distance = density.zip_map(&part.caps, |q, cap| if cap.is_finite() { cap - q } else { 1.0 });
        Self { density, below, above, distance, certain }
    }

    /// h: what D dq would have to be, were shares and sum at rest.
    fn wanted(
        &self,
        part: &PartModel,
        row: &DVector<f64>,
        (below, above): &(DVector<f64>, DVector<f64>),
    ) -> DVector<f64> {
        let mut wanted = -(&part.payoffs * row + part.slopes(&self.density)).add_scalar(-self.certain);
        if part.is_bounded() {
            wanted += below.component_div(&self.density);
            for (place, cap) in part.caps.iter().enumerate() {
                if cap.is_finite() {
                    wanted[place] -= above[place] / self.distance[place];
                }
            }
        }
        wanted
    }

    /// The changes that go with a change of the member's shares.
    fn direction(
        &self,
        part: &PartModel,
        factor: &PartFactor,
        (below, above): &(DVector<f64>, DVector<f64>),
        wanted: &DVector<f64>,
        shares: &DVector<f64>,
    ) -> Self {
        let zero = self.density.map(|_| 0.0);
        if self.density.is_empty() {
            return Self {
                density: zero.clone(),
                below: zero.clone(),
                above: zero.clone(),
                distance: zero,
                certain: 0.0,
            };
        }
        let pull = wanted - &part.payoffs * shares;
        let certain = (part.mass - self.density.sum() - factor.inverse.dot(&pull)) / factor.sum;
        let density = pull.add_scalar(certain).component_mul(&factor.inverse);
        if !part.is_bounded() {
            return Self { density, below: zero.clone(), above: zero.clone(), distance: zero, certain };
        }
        let slack = |target: &DVector<f64>, slack: &DVector<f64>, at: &DVector<f64>, by: &DVector<f64>| {
            DVector::from_fn(at.len(), |place, _| {
                (target[place] - slack[place] * (at[place] + by[place])) / at[place]
            })
        };
        let below = slack(below, &self.below, &self.density, &density);
        let distance = density.zip_map(&part.caps, |q, cap| if cap.is_finite() { -q } else { 0.0 });
        let above = slack(above, &self.above, &self.distance, &distance)
            .zip_map(&part.caps, |above, cap| if cap.is_finite() { above } else { 0.0 });
        Self { density, below, above, distance, certain }
    }
}

impl PartFactor {
    fn new(part: &PartModel, point: &PartPoint) -> Self {
        let mut curvature = part.curvatures(&point.density);
        if part.is_bounded() {
            curvature += point.below.component_div(&point.density);
            curvature += point.above.component_div(&point.distance);
        }
        let inverse = curvature.map(|curvature| 1.0 / curvature);
        let sum = inverse.sum().max(f64::MIN_POSITIVE);
        let mean = part.payoffs.tr_mul(&inverse) / sum;
        let mut centred = part.payoffs.clone();
        for (mut column, mean) in centred.column_iter_mut().zip(&mean) {
            column.add_scalar_mut(-mean);
        }
        Self { inverse, sum, mean, centred }
    }

    /// The change of E_q X by the part, were the shares at rest.
    fn pull(&self, part: &PartModel, point: &PartPoint, wanted: &DVector<f64>) -> DVector<f64> {
        if wanted.is_empty() {
            return self.mean.map(|_| 0.0);
        }
        let mean = self.inverse.dot(wanted) / self.sum;
        let change = wanted.add_scalar(-mean).component_mul(&self.inverse);
        self.centred.tr_mul(&change) + &self.mean * (part.mass - point.density.sum())
    }
}

/// A positive definite matrix by Cholesky; rounding that makes it seem singular is outweighed on the diagonal.
fn factorized(matrix: DMatrix<f64>) -> Option<Cholesky<f64, Dyn>> {
    let mut shift = 0.0;
    for _ in 0..8 {
        let mut shifted = matrix.clone();
        for place in 0..shifted.nrows() {
            shifted[(place, place)] *= 1.0 + shift;
        }
        if let Some(cholesky) = Cholesky::new(shifted) {
            return Some(cholesky);
        }
        shift = if shift > 0.0 { shift * 10.0 } else { 1e-15 };
    }
    None
}
