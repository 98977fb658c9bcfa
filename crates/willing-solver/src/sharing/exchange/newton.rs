//! The Newton system of the central path: densities are eliminated outcome by outcome, shares member by member.
//!
//! ```text
//! Σ_i ds_ij = columns_j
//! (r/s) ds_ij + dλ_j − Σ_k w_k Σ_ω X_j dq_k = members_ij
//! D dq + Σ_j X_j ds_ij − dt = wanted,   Σ_ω dq = lacking
//! ```

#![expect(
    clippy::indexing_slicing,
    reason = "places in matrices and vectors whose sizes are those of the model"
)]

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::model::Model;
use super::part::PartModel;

/// Near the saddle, D and r/s vanish together and the elimination loses digits; what is left over is solved for again.
const REFINEMENTS: usize = 2;

/// The right-hand side. Matrices have a column for each member and a row for each holder.
pub(super) struct Right {
    pub(super) columns: DVector<f64>,
    pub(super) members: DMatrix<f64>,
    pub(super) parts: Vec<Vec<PartRight>>,
}

/// The right-hand side of a part.
pub(super) struct PartRight {
    pub(super) wanted: DVector<f64>,
    pub(super) lacking: f64,
}

/// The solution: ds, dλ, and (dq, dt) of each part.
pub(super) struct Change {
    pub(super) shares: DMatrix<f64>,
    pub(super) prices: DVector<f64>,
    pub(super) parts: Vec<Vec<(DVector<f64>, f64)>>,
}

/// The factorized system at a point.
pub(super) struct Factors {
    ratios: DMatrix<f64>,
    parts: Vec<Vec<PartFactor>>,
    members: Vec<Cholesky<f64, Dyn>>,
    columns: Cholesky<f64, Dyn>,
}

/// 1/D with its sum, means of the payoffs by it, and payoffs less means.
struct PartFactor {
    curvature: DVector<f64>,
    inverse: DVector<f64>,
    sum: f64,
    mean: DVector<f64>,
    centred: DMatrix<f64>,
}

impl Factors {
    /// For r/s and, for each part of each member, D; `None` where the arithmetic breaks down.
    pub(super) fn new(
        model: &Model,
        ratios: DMatrix<f64>,
        curvatures: Vec<Vec<DVector<f64>>>,
    ) -> Option<Self> {
        let mut columns = DMatrix::zeros(model.len(), model.len());
        let mut members = Vec::with_capacity(model.len());
        let mut factors = Vec::with_capacity(model.len());
        for ((parts, curvatures), ratios) in model.members.iter().zip(curvatures).zip(ratios.column_iter()) {
            let mut matrix = DMatrix::from_diagonal(&ratios.clone_owned());
            let own: Vec<PartFactor> = parts
                .iter()
                .zip(curvatures)
                .map(|(part, curvature)| PartFactor::new(part, curvature))
                .collect();
            for (part, factor) in parts.iter().zip(&own) {
                let mut weighed = factor.centred.clone();
                for (mut row, inverse) in weighed.row_iter_mut().zip(&factor.inverse) {
                    row *= part.weight * inverse;
                }
                matrix.gemm_tr(1.0, &factor.centred, &weighed, 1.0);
            }
            let cholesky = factorized(&matrix)?;
            columns += cholesky.inverse();
            members.push(cholesky);
            factors.push(own);
        }
        Some(Self { ratios, parts: factors, members, columns: factorized(&columns)? })
    }

    pub(super) fn solve(&self, model: &Model, right: &Right) -> Change {
        let mut change = self.eliminate(model, right);
        for _ in 0..REFINEMENTS {
            change.add(&self.eliminate(model, &self.left_over(model, right, &change)));
        }
        change
    }

    fn eliminate(&self, model: &Model, right: &Right) -> Change {
        let mut members = right.members.clone();
        let mut columns = -&right.columns;
        let parts = || model.members.iter().zip(&self.parts).zip(&right.parts);
        for (((parts, factors), rights), (mut member, cholesky)) in
            parts().zip(members.column_iter_mut().zip(&self.members))
        {
            for ((part, factor), right) in parts.iter().zip(factors).zip(rights) {
                member.axpy(part.weight, &factor.pull(right), 1.0);
            }
            columns += cholesky.solve(&member.clone_owned());
        }
        // Σ M⁻¹ (b − dλ) = columns.
        let prices = self.columns.solve(&columns);
        let mut shares = members;
        for (mut member, cholesky) in shares.column_iter_mut().zip(&self.members) {
            member -= &prices;
            let change = cholesky.solve(&member.clone_owned());
            member.copy_from(&change);
        }
        let parts = parts().zip(shares.column_iter()).map(|(((parts, factors), rights), member)| {
            let member = member.clone_owned();
            let each = parts.iter().zip(factors).zip(rights);
            each.map(|((part, factor), right)| factor.density(part, right, &member)).collect()
        });
        let parts = parts.collect();
        Change { shares, prices, parts }
    }

    /// The right-hand side less what the change makes of the left one.
    fn left_over(&self, model: &Model, right: &Right, change: &Change) -> Right {
        let mut members = &right.members - self.ratios.component_mul(&change.shares);
        let columns = DVector::from_fn(model.len(), |holder, _| {
            right.columns[holder] - change.shares.row(holder).sum()
        });
        let mut left_parts = Vec::with_capacity(model.len());
        let parts = model.members.iter().zip(&self.parts).zip(&right.parts).zip(&change.parts);
        for (((((parts, factors), rights), changes), mut member), shares) in
            parts.zip(members.column_iter_mut()).zip(change.shares.column_iter())
        {
            member -= &change.prices;
            let mut left = Vec::with_capacity(parts.len());
            for (((part, factor), right), (density, certain)) in
                parts.iter().zip(factors).zip(rights).zip(changes)
            {
                member.axpy(part.weight, &part.payoffs.tr_mul(density), 1.0);
                let reached = factor.curvature.component_mul(density) + &part.payoffs * shares;
                let wanted = &right.wanted - reached.add_scalar(-certain);
                left.push(PartRight { wanted, lacking: right.lacking - density.sum() });
            }
            left_parts.push(left);
        }
        Right { columns, members, parts: left_parts }
    }
}

impl Change {
    fn add(&mut self, other: &Self) {
        self.shares += &other.shares;
        self.prices += &other.prices;
        for ((density, certain), (more, other)) in
            self.parts.iter_mut().flatten().zip(other.parts.iter().flatten())
        {
            *density += more;
            *certain += other;
        }
    }
}

impl PartFactor {
    fn new(part: &PartModel, curvature: DVector<f64>) -> Self {
        let inverse = curvature.map(|curvature| 1.0 / curvature);
        let sum = inverse.sum().max(f64::MIN_POSITIVE);
        let mean = part.payoffs.tr_mul(&inverse) / sum;
        let mut centred = part.payoffs.clone();
        for (mut column, mean) in centred.column_iter_mut().zip(&mean) {
            column.add_scalar_mut(-mean);
        }
        Self { curvature, inverse, sum, mean, centred }
    }

    /// The change of E_q X by the part, were the shares at rest.
    fn pull(&self, right: &PartRight) -> DVector<f64> {
        let mean = self.inverse.dot(&right.wanted) / self.sum;
        let change = right.wanted.add_scalar(-mean).component_mul(&self.inverse);
        self.centred.tr_mul(&change) + &self.mean * right.lacking
    }

    /// dq and dt that go with a change of the member's shares.
    fn density(&self, part: &PartModel, right: &PartRight, shares: &DVector<f64>) -> (DVector<f64>, f64) {
        let pull = &right.wanted - &part.payoffs * shares;
        let certain = (right.lacking - self.inverse.dot(&pull)) / self.sum;
        (pull.add_scalar(certain).component_mul(&self.inverse), certain)
    }
}

/// A positive definite matrix by Cholesky; rounding that makes it seem singular is outweighed on the diagonal.
fn factorized(matrix: &DMatrix<f64>) -> Option<Cholesky<f64, Dyn>> {
    let shifts = std::iter::once(0.0).chain((0..6).map(|place| 1e-15 * 10_f64.powi(place)));
    let shifted = shifts.map(|shift| {
        let mut shifted = matrix.clone();
        for place in 0..shifted.nrows() {
            shifted[(place, place)] *= 1.0 + shift;
        }
        shifted
    });
    shifted.into_iter().find_map(Cholesky::new)
}
