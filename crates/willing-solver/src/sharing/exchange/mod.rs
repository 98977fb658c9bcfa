//! Linear exchange of risks without bets: one interior point method for all attitudes.
//!
//! ```text
//! max Σ_i Σ_k w_ik U_ik(Y_i),   Y_i = Σ_j s_ij X_j,   s ≥ 0,   Σ_i s_ij = 1
//! U_ik(Y) = min_q { E_q Y + α_ik(q) : Σ q = 1, q in its box }
//! ```
//!
//! is a saddle point whose penalties are sums over outcomes, so that each Newton step eliminates the densities outcome by
//! outcome and then the shares member by member: |S| systems of size |S|, and one more for the columns. What the steps reach is
//! only a proposal; the ends come from the checker's intervals.

mod best;
mod concept;
mod model;
mod newton;
mod part;
mod part_point;
mod path;
mod table;

pub use concept::{Exchange, ExchangeError};
pub use table::AllExchanges;
