//! Linear programs in exact numbers, and what proves that one is solved, contradicts itself or has no bound.
//!
//! ```text
//! min or max  c·x   such that   a_r·x ≥, ≤ or = b_r   and   l_j ≤ x_j ≤ u_j  (each bound may be missing)
//! ```
//!
//! | evidence | proves | by |
//! |---|---|---|
//! | [`CertifiedOptimum`] | x is optimal | multipliers λ with c = Σ λ_r a_r + d and c·x = Σ λ_r b_r + Σ d_j (l_j or u_j) |
//! | [`Contradiction`] | no x satisfies the rows | λ for which Σ λ_r a_r·x ≥ Σ λ_r b_r must hold, and nothing within the bounds can |
//! | [`UnboundedRay`] | there is no optimum | a feasible point and a direction that stays feasible and improves |
//!
//! Each is checked by one pass over the rows, in rational numbers (Farkas 1902; Gale, Kuhn & Tucker 1951). How it was
//! found does not matter: solvers in floats report wrong statuses on models without a bound or a point.

pub(crate) mod evidence;
mod model;
mod violation;

pub use evidence::{CertifiedOptimum, Contradiction, NoOptimum, UnboundedRay};
pub use model::{Bounds, Error, Goal, LinearModel, Row, Sense};
pub use violation::Violation;
