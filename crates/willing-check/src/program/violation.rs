//! Where evidence about a linear program can fail.

use willing_game::Rational;

/// Where the evidence fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A point or ray of the wrong length.
    #[error("{got} numbers for {variables} variables")]
    Length {
        /// How many numbers there are.
        got: usize,
        /// How many variables there are.
        variables: usize,
    },
    /// Multipliers that do not fit the rows.
    #[error("{got} multipliers for {rows} rows")]
    MultiplierCount {
        /// How many there are.
        got: usize,
        /// How many rows there are.
        rows: usize,
    },
    /// A point outside the bounds of a variable.
    #[error("variable {variable} is outside its bounds")]
    OutOfBounds {
        /// The variable, counted from 0.
        variable: usize,
    },
    /// A point at which a row does not hold.
    #[error("row {row} does not hold")]
    RowFails {
        /// The row, counted from 0.
        row: usize,
    },
    /// A value that is not the point's.
    #[error("the point has value {value}, not {claimed}")]
    Value {
        /// c·x.
        value: Rational,
        /// What is claimed.
        claimed: Rational,
    },
    /// A multiplier of the wrong sign for the sense of its row.
    #[error("row {row} has multiplier {multiplier}, of the wrong sign for its sense")]
    Sign {
        /// The row, counted from 0.
        row: usize,
        /// Its multiplier.
        multiplier: Rational,
    },
    /// A combination of rows that leaves something of a variable that has no bound on that side.
    #[error("the multipliers leave {rest} of variable {variable}, which has no bound there")]
    NoBound {
        /// The variable, counted from 0.
        variable: usize,
        /// What is left of it.
        rest: Rational,
    },
    /// Multipliers that prove another value than the point has.
    #[error("the point has value {value}, the multipliers prove {proved}")]
    Gap {
        /// c·x.
        value: Rational,
        /// What no point can be better than.
        proved: Rational,
    },
    /// A combination of rows that can hold.
    #[error("the combination of rows needs {needed}, and up to {most} is possible")]
    NoContradiction {
        /// The most that the left side can be within the bounds.
        most: Rational,
        /// What it would have to be.
        needed: Rational,
    },
    /// A ray along which a row fails in the end.
    #[error("along the ray, row {row} changes by {change} a unit: it fails in the end")]
    RayLeavesRow {
        /// The row, counted from 0.
        row: usize,
        /// Its change.
        change: Rational,
    },
    /// A ray that leaves the bounds of a variable in the end.
    #[error("along the ray, variable {variable} changes by {change} a unit: it passes its bound in the end")]
    RayLeavesBounds {
        /// The variable, counted from 0.
        variable: usize,
        /// Its change.
        change: Rational,
    },
    /// A ray that makes nothing better.
    #[error("along the ray, the objective changes by {change} a unit: that is no improvement")]
    RayDoesNotImprove {
        /// Its change.
        change: Rational,
    },
}
