//! Nash's bargaining solution with weights, disagreement points, and outside options as floors.

mod check;
mod evidence;
mod problem;
mod violation;

pub use evidence::{FloorsTooHigh, NashDivision};
pub use problem::{Bargainer, Frontier, NashProblem, ProblemError};
pub use violation::Violation;
