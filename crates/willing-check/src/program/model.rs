//! The model.

use willing_game::Rational;

/// What is wanted of the objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Goal {
    /// As little as possible.
    Minimize,
    /// As much as possible.
    Maximize,
}

/// How a row compares with its bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Sense {
    /// a·x ≥ b.
    AtLeast,
    /// a·x ≤ b.
    AtMost,
    /// a·x = b.
    Equal,
}

/// A condition a·x ≥, ≤ or = b.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Row {
    /// a: a coefficient for each variable.
    pub coefficients: Vec<Rational>,
    /// How the two sides compare.
    pub sense: Sense,
    /// b.
    pub bound: Rational,
}

impl Row {
    /// The condition `coefficients`·x `sense` `bound`.
    #[must_use]
    pub fn new(coefficients: Vec<Rational>, sense: Sense, bound: Rational) -> Self {
        Self { coefficients, sense, bound }
    }

    /// The condition x_j `sense` `bound` on one of `variables` variables; on none if `variable` is beyond them.
    #[must_use]
    pub fn on(variable: usize, variables: usize, sense: Sense, bound: Rational) -> Self {
        let one = |place| if place == variable { Rational::one() } else { Rational::zero() };
        Self { coefficients: (0..variables).map(one).collect(), sense, bound }
    }

    /// a·x.
    #[must_use]
    pub fn value(&self, point: &[Rational]) -> Rational {
        dot(&self.coefficients, point)
    }

    /// Whether it holds at a point.
    #[must_use]
    pub fn holds(&self, point: &[Rational]) -> bool {
        let value = self.value(point);
        match self.sense {
            Sense::AtLeast => value >= self.bound,
            Sense::AtMost => value <= self.bound,
            Sense::Equal => value == self.bound,
        }
    }
}

/// Where a variable may be; `None` for no bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Bounds {
    /// The least value.
    pub lower: Option<Rational>,
    /// The greatest value.
    pub upper: Option<Rational>,
}

impl Bounds {
    /// Anything.
    #[must_use]
    pub fn free() -> Self {
        Self::default()
    }

    /// 0 or more.
    #[must_use]
    pub fn non_negative() -> Self {
        Self { lower: Some(Rational::zero()), upper: None }
    }

    /// From `lower` to `upper`.
    #[must_use]
    pub fn between(lower: Rational, upper: Rational) -> Self {
        Self { lower: Some(lower), upper: Some(upper) }
    }

    /// Whether a value is within.
    #[must_use]
    pub fn hold(&self, value: &Rational) -> bool {
        self.lower.as_ref().is_none_or(|lower| value >= lower)
            && self.upper.as_ref().is_none_or(|upper| value <= upper)
    }
}

/// Why a model is refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row with another number of coefficients than there are variables.
    #[error("row {row} has {got} coefficients for {variables} variables")]
    RowLength {
        /// The row, counted from 0.
        row: usize,
        /// How many coefficients it has.
        got: usize,
        /// How many variables there are.
        variables: usize,
    },
    /// Another number of bounds than of variables.
    #[error("{got} pairs of bounds for {variables} variables")]
    BoundCount {
        /// How many pairs there are.
        got: usize,
        /// How many variables there are.
        variables: usize,
    },
    /// A lower bound above the upper one.
    #[error("variable {variable} lies between {lower} and {upper}: expected the lower bound first")]
    BoundsCrossed {
        /// The variable, counted from 0.
        variable: usize,
        /// Its lower bound.
        lower: Rational,
        /// Its upper bound.
        upper: Rational,
    },
}

/// A linear program in exact rational numbers.
///
/// # Example
///
/// ```
/// use willing_check::program::{Bounds, LinearModel, Row, Sense};
///
/// // max x + y such that x + 2y ≤ 4 and 3x + y ≤ 6, with x, y ≥ 0.
/// let numbers = |pair: [i64; 2]| pair.map(Into::into).to_vec();
/// let rows = vec![
///     Row::new(numbers([1, 2]), Sense::AtMost, 4.into()),
///     Row::new(numbers([3, 1]), Sense::AtMost, 6.into()),
/// ];
/// let model = LinearModel::maximize(numbers([1, 1]), rows, vec![Bounds::non_negative(); 2])?;
/// assert!(model.is_feasible(&numbers([1, 1])));
/// # Ok::<(), willing_check::program::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinearModel {
    goal: Goal,
    objective: Vec<Rational>,
    rows: Vec<Row>,
    bounds: Vec<Bounds>,
}

impl LinearModel {
    /// The least `objective`·x within rows and bounds.
    ///
    /// # Errors
    ///
    /// [`Error::RowLength`], [`Error::BoundCount`], [`Error::BoundsCrossed`].
    pub fn minimize(objective: Vec<Rational>, rows: Vec<Row>, bounds: Vec<Bounds>) -> Result<Self, Error> {
        Self::new(Goal::Minimize, objective, rows, bounds)
    }

    /// The greatest `objective`·x within rows and bounds.
    ///
    /// # Errors
    ///
    /// As [`LinearModel::minimize`].
    pub fn maximize(objective: Vec<Rational>, rows: Vec<Row>, bounds: Vec<Bounds>) -> Result<Self, Error> {
        Self::new(Goal::Maximize, objective, rows, bounds)
    }

    fn new(goal: Goal, objective: Vec<Rational>, rows: Vec<Row>, bounds: Vec<Bounds>) -> Result<Self, Error> {
        let variables = objective.len();
        for (row, got) in rows.iter().map(|row| row.coefficients.len()).enumerate() {
            if got != variables {
                return Err(Error::RowLength { row, got, variables });
            }
        }
        if bounds.len() != variables {
            return Err(Error::BoundCount { got: bounds.len(), variables });
        }
        for (variable, bounds) in bounds.iter().enumerate() {
            if let Bounds { lower: Some(lower), upper: Some(upper) } = bounds
                && lower > upper
            {
                return Err(Error::BoundsCrossed { variable, lower: lower.clone(), upper: upper.clone() });
            }
        }
        Ok(Self { goal, objective, rows, bounds })
    }

    /// What is wanted.
    #[must_use]
    pub fn goal(&self) -> Goal {
        self.goal
    }

    /// c.
    #[must_use]
    pub fn objective(&self) -> &[Rational] {
        &self.objective
    }

    /// The conditions.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Where each variable may be.
    #[must_use]
    pub fn bounds(&self) -> &[Bounds] {
        &self.bounds
    }

    /// c·x.
    #[must_use]
    pub fn value(&self, point: &[Rational]) -> Rational {
        dot(&self.objective, point)
    }

    /// Whether a point satisfies all rows and bounds.
    #[must_use]
    pub fn is_feasible(&self, point: &[Rational]) -> bool {
        point.len() == self.objective.len()
            && self.bounds.iter().zip(point).all(|(bounds, value)| bounds.hold(value))
            && self.rows.iter().all(|row| row.holds(point))
    }
}

/// Σ a_j x_j.
pub(crate) fn dot(coefficients: &[Rational], point: &[Rational]) -> Rational {
    let terms = coefficients.iter().zip(point).filter(|(coefficient, _)| !coefficient.is_zero());
    terms.map(|(coefficient, value)| coefficient * value).sum()
}
