//! Games whose worths follow from a few numbers; nothing here builds 2ⁿ worths.
//!
//! | game | worth of a coalition S | kind |
//! |---|---|---|
//! | [`WeightedVoting`] | 1 if w(S) ≥ q and S has every veto player | gains |
//! | [`Airport`] | max of the members' costs | costs |
//! | [`Bankruptcy`] | what the others' claims leave of the estate | gains |
//! | [`SpanningTree`] | cheapest tree that links S to a source | costs |
//! | [`Assignment`] | best matching of S's buyers with S's sellers | gains |
//! | [`Flow`] | greatest flow over the edges S owns | gains |
//! | [`LinearProduction`] | best plan with S's resources | gains |
//! | [`Market`] | best redistribution of S's endowments | gains |
//! | [`InducedSubgraph`] | sum of the weights of edges within S | gains |
//!
//! All inputs are exact numbers and so are all worths. A game is valid once built; every constructor refuses what
//! is malformed by value and place. The worth in a cost game is a cost: [`savings`](super::derived::savings) makes
//! a game of gains of its table.
//!
//! # Limits
//!
//! Up to [`Coalition::MAX_PLAYERS`] players. Each docstring says what one worth takes.

mod airport;
mod assignment;
mod bankruptcy;
mod flow;
mod induced_subgraph;
mod market;
mod matching;
mod production;
mod simplex;
mod spanning_tree;
mod voting;

pub use airport::Airport;
pub use assignment::Assignment;
pub use bankruptcy::Bankruptcy;
pub use flow::{Flow, FlowEdge};
pub use induced_subgraph::InducedSubgraph;
pub use market::{Equilibrium, Market, Piece};
pub use production::{LinearProduction, Plan};
pub use spanning_tree::{Branch, SpanningTree};
pub use voting::WeightedVoting;

use crate::tu::{CharacteristicFunction, Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

/// Worths in floats are the exact ones, rounded.
macro_rules! worths_are_rounded {
    ($($game:ty: $players:expr),* $(,)?) => {
        $(impl CharacteristicFunction for $game {
            fn player_count(&self) -> usize {
                let players: fn(&$game) -> usize = $players;
                players(self)
            }

            fn worth(&self, coalition: Coalition) -> f64 {
                self.exact_worth(coalition).to_f64()
            }
        })*
    };
}

worths_are_rounded! {
    Airport: |game| game.costs().len(),
    Assignment: |game| game.buyers() + game.sellers(),
    Bankruptcy: |game| game.claims().len(),
    Flow: Flow::owners,
    InducedSubgraph: InducedSubgraph::vertices,
    LinearProduction: |game| game.resources().len(),
    Market: |game| game.endowments().len(),
    SpanningTree: |game| game.to_source().len(),
}

/// Refuses a number of players outside 1..=64.
fn check_players(got: usize) -> Result<(), Error> {
    let most = Coalition::MAX_PLAYERS;
    if (1..=most).contains(&got) { Ok(()) } else { Err(Error::PlayerCount { got, least: 1, most }) }
}

/// Refuses the first of `values` that is negative.
fn check_not_negative(what: &'static str, values: &[Rational]) -> Result<(), Error> {
    match values.iter().enumerate().find(|(_, value)| value.is_negative()) {
        Some((place, value)) => {
            Err(Error::OutOfRange { what, place, value: value.to_string(), expected: "0 or more" })
        }
        None => Ok(()),
    }
}

/// Refuses the first row whose length is not `expected`.
fn check_rows(
    what: &'static str,
    rows: &[Vec<Rational>],
    length: usize,
    expected: &'static str,
) -> Result<(), Error> {
    match rows.iter().enumerate().find(|(_, row)| row.len() != length) {
        Some((place, row)) => Err(Error::OutOfRange { what, place, value: row.len().to_string(), expected }),
        None => Ok(()),
    }
}

/// Numbers of whatever type as exact ones.
fn exact(values: impl IntoIterator<Item = impl Into<Rational>>) -> Vec<Rational> {
    values.into_iter().map(Into::into).collect()
}

/// The sum over the members of `coalition`.
fn sum_over(values: &[Rational], coalition: Coalition) -> Rational {
    coalition.players().filter_map(|player| values.get(player.seat())).sum()
}
