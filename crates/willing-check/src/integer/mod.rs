//! Evidence about all pure equilibria of games with one integer total, and its checks.
//!
//! # The claim
//!
//! Others matter to player i only through the total T of everybody's integer contributions. With a
//! tolerance ε ≥ 0 in payoff units, the best replies at T are
//!
//! ```text
//! R_i(T) = { a : u_i(b, T − c_i(a) + c_i(b)) − u_i(a, T) ≤ ε for all b },
//! ```
//!
//! over the actions a that are compatible with T: the others can contribute T − c_i(a) in sum, or at
//! least this lies between their least and greatest sums. A profile s is an ε-equilibrium with total
//! T if and only if s_i ∈ R_i(T) for all i and Σ c_i(s_i) = T. So the totals from Σ min c_i to
//! Σ max c_i split the search into cells, and each cell has a [`Tag`] that is recomputed from the
//! game: [`Tag::NoBestReply`], [`Tag::Above`], [`Tag::Below`], [`Tag::Unreachable`] prove that it is
//! empty; [`Tag::Holds`] comes with the best replies and the number of equilibria ([`Cell`]).
//!
//! Payoffs are compared as the floating-point numbers that the game returns, so that solver and
//! checker agree to the last bit; payoffs that are integers below 2⁵³ are compared exactly.
//!
//! # Cost
//!
//! O(W n K) payoffs for W totals, n players of K actions, and O(n K W / 64) word operations for each
//! cell decided by a knapsack, O(n K W) for each that is counted. No search.
//!
//! # References
//!
//! Aggregative games: Selten (1970), *Preispolitik der Mehrproduktenunternehmung in der statischen
//! Theorie*; Jensen (2010), Aggregative games and best-reply potentials, *Economic Theory* 43.
#![allow(clippy::indexing_slicing, reason = "seats and actions are checked once, on entry")]

mod check;
mod evidence;
mod knapsack;
mod shape;
mod violation;

pub use evidence::{
    Cell, Class, Count, CountError, Decomposition, IntegerEquilibriumList, IntegerPartial, IntegerRefutation,
    ListedProfile, Listing, Run, Tag,
};
pub(crate) use shape::{Shape, payoff};
pub use violation::Violation;
