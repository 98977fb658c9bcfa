//! Solutions of structured games in polynomial time, exactly.
//!
//! Where worths follow from a few numbers, so do some solutions: nothing here builds 2ⁿ worths, and every answer is
//! made of exact rationals. The sources are theorems; each function names its own.
//!
//! | game | solution | function |
//! |---|---|---|
//! | airport | Shapley value, nucleolus | [`airport::shapley_value`], [`airport::nucleolus`] |
//! | bankruptcy | nucleolus | [`bankruptcy::nucleolus`] |
//! | induced subgraph | Shapley value | [`induced_subgraph::shapley_value`] |
//! | assignment | best core points of buyers and of sellers | [`assignment::buyer_optimal`], [`assignment::seller_optimal`] |
//! | spanning tree | a core point | [`spanning_tree::bird`] |
//! | flow, production, market | a core point | [`flow::core_point`], [`production::core_point`], [`market::core_point`] |
//! | typed | Shapley and Banzhaf value | [`typed::shapley_value`], [`typed::banzhaf_value`] |
//!
//! In cost games (airport, spanning tree) amounts are costs: the core says x(S) ≤ c(S), and the nucleolus is that of
//! the savings, turned back into costs.
//!
//! # Example
//!
//! ```
//! use willing_game::tu::structured::Bankruptcy;
//! use willing_solver::structured::bankruptcy;
//!
//! // The Mishnah (Kethubot 93a): claims of 100, 200 and 300 on an estate of 200.
//! let amounts = bankruptcy::nucleolus(&Bankruptcy::new(200, [100, 200, 300])?);
//! assert_eq!(amounts, [50, 75, 75].map(Into::into));
//! # Ok::<(), willing_game::tu::Error>(())
//! ```

pub mod airport;
pub mod assignment;
pub mod bankruptcy;
pub mod flow;
pub mod induced_subgraph;
pub mod market;
pub mod production;
pub mod spanning_tree;
pub mod typed;

use willing_game::Rational;

/// a·b.
fn dot(one: &[Rational], other: &[Rational]) -> Rational {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// A number over a count; the number itself over 0.
fn shared(number: &Rational, among: usize) -> Rational {
    number.over(&among.into()).unwrap_or_else(|| number.clone())
}

/// The places of `numbers`, ascending by number, then by place.
fn ascending(numbers: &[Rational]) -> Vec<(usize, &Rational)> {
    let mut order: Vec<_> = numbers.iter().enumerate().collect();
    order.sort_by_key(|(_, number)| *number);
    order
}

/// Numbers at places, in the order of the places.
fn placed(mut numbers: Vec<(usize, Rational)>) -> Vec<Rational> {
    numbers.sort_by_key(|(place, _)| *place);
    numbers.into_iter().map(|(_, number)| number).collect()
}
