//! What is claimed about the least core and the cost of stability, and the proof.
//!
//! The least core holds the allocations whose highest excess ε is least (Maschler, Peleg & Shapley 1979). A point with that
//! highest excess proves that ε is not larger; coalitions with weights λ_S > 0 whose indicators sum to a multiple c of
//! 1_N prove that it is not smaller, because at every x with x(N) = v(N)
//!
//! ```text
//! ε Σ λ_S ≥ Σ λ_S (v(S) − x(S)) = Σ λ_S v(S) − c v(N)
//! ```
//!
//! The cost of stability is the least subsidy Δ ≥ 0 such that v(N) + Δ can be shared with no coalition wanting to leave
//! (Bachrach et al. 2009); a balanced collection worth v(N) + Δ proves that no less is enough.

mod evidence;

pub use evidence::{CertifiedLeastCore, CertifiedSubsidy};
