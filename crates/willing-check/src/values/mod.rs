//! Evidence about values: one number a player, and which value it is.
//!
//! A [`Value`] names its concept with all parameters and holds the amounts, exact or as floats with bounds. Its
//! check recomputes every amount in exact arithmetic by the defining formula, player by player, from marginal
//! contributions v(S ∪ i) − v(S); the solver's way, sums by size of whole blocks, appears nowhere. Exact amounts
//! must be equal, floats must lie within their bounds.
//!
//! | concept | formula checked | cost |
//! |---|---|---|
//! | Shapley, Banzhaf, by size | Σ_S p_{\|S\|} (v(S ∪ i) − v(S)) | n 2ⁿ |
//! | solidarity | Σ_{S ∋ i} of the mean marginal contribution in S | n 2ⁿ |
//! | weighted Shapley | ∫ D_i v(u^w) d(u^{w_i}), polynomials in u | n 2ⁿ, of polynomials |
//! | Owen, Banzhaf–Owen | marginal contributions to unions and parts of one's own | n 2ⁿ at most |
//! | Aumann–Drèze | Shapley formula inside each coalition | Σ u 2ᵘ |
//! | Myerson | Shapley formula of the graph-restricted game | n 2ⁿ |
//! | position | Shapley formula of the game of m links | m 2ᵐ |
//! | dividends ([`HarsanyiDividends`]) | Σ Δ(T) over the parts of each coalition | n 2ⁿ |
//! | tau, Gately, CIS, ENSC, equal division | closed formulas; tau scans all coalitions | n 2ⁿ |
//!
//! Shapley and Banzhaf values of weighted voting are checked from the weights as well, without a table.
//!
//! [`NotQuasiBalanced`] and [`NoGatelyPoint`] are evidence that there is no tau value or Gately point. Sampled
//! values have no certificate: an estimate proves nothing.

mod bounds;
mod check;
mod dividends;
mod evidence;
mod graphs;
mod marginals;
mod unions;
mod violation;
mod voting;
mod weighted;

pub use dividends::HarsanyiDividends;
pub use evidence::{Concept, NoGatelyPoint, NotQuasiBalanced, Value};
pub use violation::Violation;
