//! Bargaining in legislatures: who proposes, who must agree, who gets what.
//!
//! | claim | evidence |
//! |---|---|
//! | this is a stationary equilibrium of the closed rule, up to a residual | [`StationaryEquilibrium`](stationary::StationaryEquilibrium): values, and the coalitions that proposers buy |
//! | this division has the greatest product of gains, outside options being floors | [`NashDivision`](nash::NashDivision) |
//! | no division meets all floors | [`FloorsTooHigh`](nash::FloorsTooHigh) |
//!
//! Checked in rational numbers. That an equilibrium is the only one is not claimed.

pub mod nash;
pub mod stationary;
