//! Optima, contradictions and rays, and their checks.

use std::cmp::Ordering;

use willing_game::{Certificate, Rational};

use super::model::dot;
use super::{Goal, LinearModel, Row, Sense, Violation};

/// An optimal point with the proof that nothing is better.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CertifiedOptimum {
    /// x.
    pub point: Vec<Rational>,
    /// c·x.
    pub value: Rational,
    /// λ: by how much the value rises for each unit of a row's bound, as long as the same rows stay tight.
    pub multipliers: Vec<Rational>,
}

/// No point satisfies the rows within the bounds: a combination of them can't hold (Farkas 1902).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Contradiction {
    /// λ: at least 0 for rows ≥, at most 0 for rows ≤. Σ λ_r a_r·x ≥ Σ λ_r b_r would have to hold, and its left side is
    /// less everywhere within the bounds.
    pub multipliers: Vec<Rational>,
}

/// There is no optimum: from a point on, everything in one direction is allowed and better and better.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct UnboundedRay {
    /// A point that satisfies everything.
    pub point: Vec<Rational>,
    /// The direction.
    pub ray: Vec<Rational>,
}

/// Why a model has no optimum.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum NoOptimum {
    /// No point satisfies it.
    Contradiction(Contradiction),
    /// Every point can be improved on.
    Unbounded(UnboundedRay),
}

impl Certificate<LinearModel> for CertifiedOptimum {
    type Violation = Violation;

    /// Weak duality: s(c·y) ≥ s(Σ λ_r b_r + Σ d_j (l_j or u_j)) for every feasible y, with s = 1 where the least is
    /// wanted and −1 where the greatest is; x attains it.
    fn check(&self, model: &LinearModel) -> Result<(), Violation> {
        check_feasible(model, &self.point)?;
        let value = model.value(&self.point);
        if value != self.value {
            return Err(Violation::Value { value, claimed: self.value.clone() });
        }
        let sign = match model.goal() {
            Goal::Minimize => Rational::one(),
            Goal::Maximize => -Rational::one(),
        };
        let rests = model.objective().iter().zip(combination(model, &self.multipliers, &sign)?);
        let rests: Vec<Rational> = rests.map(|(cost, sum)| cost - sum).collect();
        let mut proved = total(model.rows(), &self.multipliers);
        for (variable, (rest, bounds)) in rests.iter().zip(model.bounds()).enumerate() {
            let bound = match (rest * &sign).cmp(&Rational::zero()) {
                Ordering::Equal => continue,
                Ordering::Greater => bounds.lower.as_ref(),
                Ordering::Less => bounds.upper.as_ref(),
            };
            let bound = bound.ok_or_else(|| Violation::NoBound { variable, rest: rest.clone() })?;
            proved += &(rest * bound);
        }
        if proved == value { Ok(()) } else { Err(Violation::Gap { value, proved }) }
    }
}

impl Certificate<LinearModel> for Contradiction {
    type Violation = Violation;

    /// One pass over the rows, one over the bounds.
    fn check(&self, model: &LinearModel) -> Result<(), Violation> {
        let needed = total(model.rows(), &self.multipliers);
        let mut most = Rational::zero();
        for (variable, (rest, bounds)) in
            combination(model, &self.multipliers, &Rational::one())?.iter().zip(model.bounds()).enumerate()
        {
            let bound = match rest.cmp(&Rational::zero()) {
                Ordering::Equal => continue,
                Ordering::Greater => bounds.upper.as_ref(),
                Ordering::Less => bounds.lower.as_ref(),
            };
            let bound = bound.ok_or_else(|| Violation::NoBound { variable, rest: rest.clone() })?;
            most += &(rest * bound);
        }
        if most < needed { Ok(()) } else { Err(Violation::NoContradiction { most, needed }) }
    }
}

impl Certificate<LinearModel> for UnboundedRay {
    type Violation = Violation;

    /// One pass over rows and bounds for the point, one for the ray.
    fn check(&self, model: &LinearModel) -> Result<(), Violation> {
        check_feasible(model, &self.point)?;
        let (got, variables) = (self.ray.len(), model.objective().len());
        if got != variables {
            return Err(Violation::Length { got, variables });
        }
        for (row, condition) in model.rows().iter().enumerate() {
            let change = condition.value(&self.ray);
            let stays = match condition.sense {
                Sense::AtLeast => !change.is_negative(),
                Sense::AtMost => !change.is_positive(),
                Sense::Equal => change.is_zero(),
            };
            if !stays {
                return Err(Violation::RayLeavesRow { row, change });
            }
        }
        for (variable, (change, bounds)) in self.ray.iter().zip(model.bounds()).enumerate() {
            if (change.is_negative() && bounds.lower.is_some())
                || (change.is_positive() && bounds.upper.is_some())
            {
                return Err(Violation::RayLeavesBounds { variable, change: change.clone() });
            }
        }
        let change = dot(model.objective(), &self.ray);
        let improves = match model.goal() {
            Goal::Minimize => change.is_negative(),
            Goal::Maximize => change.is_positive(),
        };
        if improves { Ok(()) } else { Err(Violation::RayDoesNotImprove { change }) }
    }
}

impl Certificate<LinearModel> for NoOptimum {
    type Violation = Violation;

    fn check(&self, model: &LinearModel) -> Result<(), Violation> {
        match self {
            Self::Contradiction(contradiction) => contradiction.check(model),
            Self::Unbounded(ray) => ray.check(model),
        }
    }
}

fn check_feasible(model: &LinearModel, point: &[Rational]) -> Result<(), Violation> {
    let (got, variables) = (point.len(), model.objective().len());
    if got != variables {
        return Err(Violation::Length { got, variables });
    }
    let outside = point.iter().zip(model.bounds()).position(|(value, bounds)| !bounds.hold(value));
    if let Some(variable) = outside {
        return Err(Violation::OutOfBounds { variable });
    }
    match model.rows().iter().position(|row| !row.holds(point)) {
        Some(row) => Err(Violation::RowFails { row }),
        None => Ok(()),
    }
}

/// Σ λ_r a_r, where the λ of each row have the sign of its sense times `sign`.
fn combination(
    model: &LinearModel,
    multipliers: &[Rational],
    sign: &Rational,
) -> Result<Vec<Rational>, Violation> {
    check_signs(model.rows(), multipliers, sign)?;
    Ok(sums(model.rows(), multipliers, model.objective().len()))
}

/// Every row has one multiplier, of the sign of its sense times `sign`.
pub(crate) fn check_signs(rows: &[Row], multipliers: &[Rational], sign: &Rational) -> Result<(), Violation> {
    if multipliers.len() != rows.len() {
        return Err(Violation::MultiplierCount { got: multipliers.len(), rows: rows.len() });
    }
    for (place, (row, multiplier)) in rows.iter().zip(multipliers).enumerate() {
        let signed = multiplier * sign;
        let wrong = match row.sense {
            Sense::AtLeast => signed.is_negative(),
            Sense::AtMost => signed.is_positive(),
            Sense::Equal => false,
        };
        if wrong {
            return Err(Violation::Sign { row: place, multiplier: multiplier.clone() });
        }
    }
    Ok(())
}

/// Σ λ_r a_r.
pub(crate) fn sums(rows: &[Row], multipliers: &[Rational], variables: usize) -> Vec<Rational> {
    let mut sums = vec![Rational::zero(); variables];
    for (row, multiplier) in rows.iter().zip(multipliers).filter(|(_, multiplier)| !multiplier.is_zero()) {
        for (sum, coefficient) in sums.iter_mut().zip(&row.coefficients) {
            *sum += &(coefficient * multiplier);
        }
    }
    sums
}

/// Σ λ_r b_r.
pub(crate) fn total(rows: &[Row], multipliers: &[Rational]) -> Rational {
    rows.iter().zip(multipliers).map(|(row, multiplier)| &row.bound * multiplier).sum()
}
