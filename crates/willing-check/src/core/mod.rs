//! What is claimed about the core of a game, and the proof.
//!
//! The core holds the allocations x with x(N) = v(N) at which no coalition has a positive excess. A point proves that it
//! is not empty. A balanced collection proves that it is: weights λ_S > 0 with Σ_{S∋i} λ_S = 1 for every player and
//! Σ λ_S v(S) > v(N), since x(N) = Σ λ_S x(S) ≥ Σ λ_S v(S) for every x in the core (Bondareva 1963; Shapley 1967).

mod balanced;
pub(crate) mod evidence;
mod vertices;
mod violation;

pub use balanced::WeightedCoalition;
pub(crate) use balanced::coverage;
pub use evidence::{CorePoint, EmptyCore, EpsilonCorePoint, WorstCoalition};
pub use vertices::{CoreVertex, CoreVertices, EmptyRelaxedCore, VertexViolation};
pub use violation::Violation;
