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

use nalgebra::{DMatrix, DVector};

use super::model::Model;
use super::newton::{Change, Factors, PartRight, Right};
use super::part::{Kind, PartModel};

/// How far towards the boundary a step goes.
const TO_BOUNDARY: f64 = 0.995;

/// The products at the start, in units of the spread.
const START: f64 = 0.05;

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

/// What belongs to a part of a preference. Without a bound, its slack is 0 and its distance 1.
#[derive(Clone, Debug)]
struct PartPoint {
    density: DVector<f64>,
    below: DVector<f64>,
    above: DVector<f64>,
    distance: DVector<f64>,
    certain: f64,
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

impl PartPoint {
    /// A density at which the equations of the part hold, on the central path for a tail, for what the member carries.
    fn start(part: &PartModel, called_for: &DVector<f64>, row: &DVector<f64>) -> Self {
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
    fn curvature(&self, part: &PartModel) -> DVector<f64> {
        let mut curvature = part.curvatures(&self.density);
        if part.is_bounded() {
            curvature += self.below.component_div(&self.density);
            curvature += self.above.component_div(&self.distance);
        }
        curvature
    }

    /// What D dq would be, were shares and sum at rest, and what the sum lacks.
    fn right(
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

    fn complete(
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
