//! The claims, as data.

use willing_game::Rational;

/// The division with the greatest product of gains to the power of weights, among those that meet every floor.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NashDivision {
    /// What each party gets.
    pub amounts: Vec<Rational>,
}

/// No division meets every floor: the parties walk away.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct FloorsTooHigh {
    /// The least each party agrees to.
    pub floors: Vec<Rational>,
}
