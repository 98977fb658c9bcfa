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

#![expect(
    clippy::indexing_slicing,
    reason = "places in matrices and vectors whose sizes are those of the model"
)]

use nalgebra::{DMatrix, DVector};

use super::model::Model;
use super::newton::{Change, Factors, Right};
use super::part::PartModel;
use super::part_point::PartPoint;

/// How far towards the boundary a step goes.
const TO_BOUNDARY: f64 = 0.995;

/// How small a product may become beside the mean one.
const BALANCE: f64 = 1e-4;

/// A step that leaves more than this part of the mean product is slow.
const SLOW: f64 = 0.8;

/// What is then sought instead.
const RECENTRING: f64 = 0.3;

/// A point inside all bounds. Matrices have a column for each member and a row for each holder.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) shares: DMatrix<f64>,
    pub(super) slacks: DMatrix<f64>,
    prices: DVector<f64>,
    parts: Vec<Vec<PartPoint>>,
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
        let slight = |share, slack| if share < 1e-5 && share < slack { 0.0 } else { share };
        let mut shares = self.shares.zip_map(&self.slacks, slight);
        for mut holder in shares.row_iter_mut() {
            let sum = holder.sum();
            holder /= sum;
        }
        shares
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

    /// The least product as a part of the mean one.
    fn balance(&self, model: &Model) -> f64 {
        let mut least = self.shares.component_mul(&self.slacks).min();
        for (part, point) in model.members.iter().flatten().zip(self.parts.iter().flatten()) {
            if part.is_bounded() {
                least = least.min(point.density.component_mul(&point.below).min());
                for ((e, u), cap) in point.distance.iter().zip(&point.above).zip(&part.caps) {
                    if cap.is_finite() {
                        least = least.min(e * u);
                    }
                }
            }
        }
        least / self.centre(model)
    }

    /// The point after a step of predictor and corrector; `None` where the arithmetic breaks down.
    pub(super) fn step(&self, model: &Model) -> Option<Self> {
        let factors = self.factorize(model)?;
        let centre = self.centre(model);
        let predictor = self.direction(model, &factors, 0.0, None);
        let length = self.longest(model, &predictor).min(1.0);
        let reached = self.moved(&predictor, length).centre(model);
        let centring = (reached / centre).clamp(0.0, 1.0).powi(3).max(1e-6);
        let corrector = self.direction(model, &factors, centring * centre, Some(&predictor));
        let next = self.along(model, &corrector);
        if next.centre(model) <= SLOW * centre {
            return next.is_finite().then_some(next);
        }
        // The corrector may lead astray where pairs are very unequal, and even round in circles: first they are made more alike.
        let plain = self.direction(model, &factors, RECENTRING * centre, None);
        let next = self.along(model, &plain);
        next.is_finite().then_some(next)
    }

    /// The point at the end of the step, which keeps every product from falling far behind the mean.
    fn along(&self, model: &Model, by: &Self) -> Self {
        let mut length = (TO_BOUNDARY * self.longest(model, by)).min(1.0);
        let floor = self.balance(model).min(BALANCE);
        let mut next = self.moved(by, length);
        while next.balance(model) < floor && length > 1e-3 {
            length *= 0.8;
            next = self.moved(by, length);
        }
        next
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

    /// The factorized Newton system; `None` where the arithmetic breaks down.
    fn factorize(&self, model: &Model) -> Option<Factors> {
        let curvature = |(part, point): (&PartModel, &PartPoint)| point.curvature(part);
        let curvatures = model.members.iter().zip(&self.parts);
        let curvatures =
            curvatures.map(|(parts, points)| parts.iter().zip(points).map(curvature).collect::<Vec<_>>());
        Factors::new(model, self.slacks.component_div(&self.shares), curvatures.collect())
    }

    /// The Newton step towards products that are all `centre`, less what the changes of a predictor would add to them.
    fn direction(&self, model: &Model, factors: &Factors, centre: f64, predictor: Option<&Self>) -> Self {
        let targets = match predictor {
            Some(by) => by.shares.zip_map(&by.slacks, |share, slack| centre - share * slack),
            None => self.shares.map(|_| centre),
        };
        let mut members = self.means(model) + targets.component_div(&self.shares);
        for mut column in members.column_iter_mut() {
            column -= &self.prices;
        }
        let mut parts = Vec::with_capacity(model.len());
        for (member, (models, points)) in model.members.iter().zip(&self.parts).enumerate() {
            let row = self.shares.column(member).clone_owned();
            let each = |(number, (part, point)): (usize, (&PartModel, &PartPoint))| {
                let by = predictor.and_then(|by| by.parts.get(member)).and_then(|by| by.get(number));
                point.right(part, &row, centre, by)
            };
            parts.push(models.iter().zip(points).enumerate().map(each).collect());
        }
        let columns = DVector::from_fn(model.len(), |holder, _| 1.0 - self.shares.row(holder).sum());
        let change = factors.solve(model, &Right { columns, members, parts });
        self.complete(model, change, &targets, centre, predictor)
    }

    /// The changes of the slacks that go with a change of shares and densities.
    fn complete(
        &self,
        model: &Model,
        change: Change,
        targets: &DMatrix<f64>,
        centre: f64,
        predictor: Option<&Self>,
    ) -> Self {
        let mut slacks = targets - self.slacks.component_mul(&(&self.shares + &change.shares));
        slacks.component_div_assign(&self.shares);
        let mut parts: Vec<Vec<PartPoint>> = Vec::with_capacity(model.len());
        for (member, ((models, points), changes)) in
            model.members.iter().zip(&self.parts).zip(change.parts).enumerate()
        {
            let each =
                |(number, ((part, point), (density, certain))): (usize, ((&PartModel, &PartPoint), _))| {
                    let by = predictor.and_then(|by| by.parts.get(member)).and_then(|by| by.get(number));
                    point.complete(part, density, certain, centre, by)
                };
            parts.push(models.iter().zip(points).zip(changes).enumerate().map(each).collect());
        }
        Self { shares: change.shares, slacks, prices: change.prices, parts }
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
