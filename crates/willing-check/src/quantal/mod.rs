//! Logit quantal responses, and the check that they solve their equation.
//!
//! In a logit quantal response equilibrium of precision λ each player mixes by
//!
//! ```text
//! p_i(a) = e^{λ u_i(a, p)} / Σ_b e^{λ u_i(b, p)}
//! ```
//!
//! where u_i(a, p) is what action a is worth when the others mix independently. What "is worth" means is
//! a choice, [`Expectation`]; the residual is always that of the equation actually solved.
//!
//! # References
//!
//! McKelvey & Palfrey (1995), *Quantal response equilibria for normal form games*.

mod path;
mod residual;
mod strategic;

pub use path::{Expectation, PartialQuantalPath, QuantalPath, QuantalPoint, Violation};
pub use strategic::{StrategicForm, StrategicFormError};
