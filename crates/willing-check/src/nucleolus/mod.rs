//! What is claimed about the nucleolus of a game, and the proof.
//!
//! With excess e(S, x) = v(S) − x(S), gauge g(S) = 1 (or |S| per capita) and t_1 ≥ t_2 ≥ … the *levels*, evidence says
//! for each level k which coalitions have e(S, x) = g(S) t_k, with weights λ_S > 0, and which players stand at their
//! individual worth, x_i = v({i}), with weights μ_i > 0. Let L_0 be the line of the grand coalition and L_k the span of
//! L_(k−1), these coalitions and these players. The checker verifies
//!
//! ```text
//! Σ λ_S 1_S + Σ μ_i 1_i ∈ L_(k−1)          the weighted coalitions balance
//! e(S, x) ≤ g(S) t_k  for S ∉ L_(k−1)      no coalition that is not settled before is worse off
//! L_last is everything                      so x is determined
//! ```
//!
//! *Why this proves it.* Let y be an allocation that agrees with x on L_(k−1) (and y_i ≥ v({i}) where imputations
//! are meant). Since the weighted coalitions balance, Σ λ_S (e(S, y) − e(S, x)) = Σ μ_i (y_i − x_i) ≥ 0, so some coalition
//! of the level is as badly off at y as at x: t_k is least possible, and where it is attained all of them are tight
//! and the y_i with weight equal x_i. Hence the minimizers of the highest excess agree with x on L_k, and so on until
//! x is the only one left. This is Kohlberg's (1971) criterion in dual form (Maschler, Peleg & Shapley 1979).
//!
//! The scan over all 2ⁿ coalitions is done once, in 64-bit integers where they are proved to fit, else in 128 bits, else
//! without bound; whether a coalition lies in L_k is decided exactly, by integer functionals that vanish there.

mod check;
mod evidence;
mod modiclus;
mod typed;
mod violation;

pub use crate::core::WeightedCoalition;
pub use evidence::{CertifiedNucleolus, Concept, Level, NoImputation, WeightedPlayer};
pub use modiclus::{BiLevel, CertifiedModiclus, WeightedPair};
pub use typed::{CertifiedTypedNucleolus, TypedLevel, WeightedProfile};
pub use violation::Violation;
