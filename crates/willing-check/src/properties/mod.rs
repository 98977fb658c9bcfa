//! Evidence about properties of games with transferable utility, and its checks.
//!
//! For disjoint coalitions S, T and players i ≠ j outside S:
//!
//! | [`Property`] | holds if | a [`Counterexample`] names |
//! |---|---|---|
//! | superadditive | v(S) + v(T) ≤ v(S∪T) | S and T |
//! | convex | v(S∪i) + v(S∪j) ≤ v(S∪ij) + v(S) | S, i and j |
//! | monotone | v(S) ≤ v(S∪i) | S and i |
//! | zero-monotone (weakly superadditive) | v(S) + v({i}) ≤ v(S∪i) | S and i |
//! | additive (inessential) | v(S) = Σ_{i∈S} v({i}) | S |
//! | essential | v(N) > Σ v({i}) | nothing: both numbers are read off |
//! | simple | worths 0 and 1, v(N) = 1, monotone | where it is not |
//! | constant-sum | v(S) + v(N∖S) = v(N) | S |
//! | symmetric | worth depends on the number of members only | S and T of one size |
//!
//! A counterexample is checked in rational numbers, by a few worths. That a property holds ([`Holds`]) has no
//! evidence shorter than the table: the checker scans it, in exact integers and in another order than the solver.
//!
//! Balancedness is the [core](crate::core)'s; that every subgame has a core is [`TotallyBalanced`], that one has none
//! [`NotTotallyBalanced`].
//!
//! # Cost
//!
//! Superadditivity 3ⁿ/2 comparisons, convexity n²2ⁿ/8, all else n2ⁿ or 2ⁿ; the table is copied once.
//!
//! # References
//!
//! Shapley (1971), Cores of convex games, *International Journal of Game Theory* 1; Peleg & Sudhölter (2007),
//! *Introduction to the Theory of Cooperative Games*, ch. 2.

mod balanced;
mod counterexample;
mod evidence;
mod holds;
mod kinds;

pub use balanced::{BalanceViolation, NotTotallyBalanced, SubgamePoint, TotallyBalanced};
pub use evidence::{Counterexample, Holds, Property, Violation};
pub use kinds::{KindViolation, PlayerKinds};
