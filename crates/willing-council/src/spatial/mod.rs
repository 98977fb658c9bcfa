//! Spatial voting: members with ideal points on a line or in a plane, a status quo, and who must agree to leave it.
//!
//! Member i has the ideal point xᵢ and prefers what is nearer to it:
//!
//! ```text
//! i prefers y to q   ⇔   ‖y − xᵢ‖ < ‖q − xᵢ‖,        ‖z‖² = Σ_d w_d z_d²   (all w_d = 1 unless said otherwise)
//! y beats q          ⇔   those who prefer y to q win
//! ```
//!
//! Whoever is indifferent is against the change. Which coalitions win, a [`SimpleGame`](crate::SimpleGame) says: quotas,
//! vetoes, and all that *and* and *or* make of them.
//!
//! Nothing is searched for here; see `winset` and `deadlock` of `willing-solver`. All coordinates are floats and taken at
//! their exact value.
//!
//! # References
//!
//! Black (1948); Plott (1967); Enelow & Hinich (1984), *The spatial theory of voting*; Tsebelis (2002), *Veto players*.

mod alternatives;
mod error;
mod line;
mod members;
mod plane;

pub use alternatives::Alternatives;
pub use error::Error;
pub use line::Line;
pub use plane::Plane;
