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
//!
//! With conditions on the payments (caps, floors, any rows a_r·x ≥, ≤ or = b_r) the proof takes multipliers μ_r of these
//! in: Σ λ_S 1_S + Σ μ_r a_r = 1_N and Σ λ_S v(S) + Σ μ_r b_r = v(N) + Δ; that no payments do is proved by the same with
//! 0 for 1_N and more than 0 on the right (Farkas 1902).

mod conditions;
mod evidence;

pub use conditions::{ConditionViolation, ConditionalSubsidy, NoStablePayments, StablePayments};
pub use evidence::{CertifiedLeastCore, CertifiedSubsidy};
