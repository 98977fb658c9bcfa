//! One number for each player, and how it is known.

use crate::Rational;

/// One number for each player, in the order of their seats, with how it is known.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Amounts {
    /// The exact numbers.
    Exact(Vec<Rational>),
    /// Floats, each with a bound on how far it may be from the exact number.
    Float {
        /// The numbers, in the unit of the game.
        values: Vec<f64>,
        /// |value − exact number| is at most this, player by player, in the unit of the game.
        bounds: Vec<f64>,
    },
}

impl Amounts {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Exact(values) => values.len(),
            Self::Float { values, .. } => values.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The numbers as floats; exact ones are rounded.
    #[must_use]
    pub fn to_f64(&self) -> Vec<f64> {
        match self {
            Self::Exact(values) => values.iter().map(Rational::to_f64).collect(),
            Self::Float { values, .. } => values.clone(),
        }
    }

    /// The exact numbers, if they are known.
    #[must_use]
    pub fn exact(&self) -> Option<&[Rational]> {
        match self {
            Self::Exact(values) => Some(values),
            Self::Float { .. } => None,
        }
    }
}
