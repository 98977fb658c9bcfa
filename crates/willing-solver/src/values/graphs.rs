//! Values for players who cooperate only where a graph connects them.

use willing_check::values::{Concept, Value};
use willing_game::Rational;
use willing_game::tu::{Amounts, Graph, TableGame};

use super::Error;
use super::coefficients::{Coefficients, shapley_weights};
use super::exact::{ExactTable, sums_of};
use crate::Run;

/// The most players of a graph-restricted game: its table takes 16 bytes a coalition.
const MOST_PLAYERS: usize = 24;
/// The most links of a game of links.
const MOST_LINKS: usize = 20;
/// The bits by which the worths of up to 30 connected parts exceed the largest of one.
const PARTS: u64 = 5;

/// The Myerson value: the Shapley value of the game in which a coalition is worth what its connected parts are.
///
/// v^g(S) = Σ v(C) over the components C of S in the graph.
///
/// # Complexity
///
/// One search of a component for each coalition and 16 bytes for its worth; then one pass. At most 24 players
/// (256 MiB).
///
/// # Numerics
///
/// Exact, also for tables of floats.
///
/// # References
///
/// Myerson (1977).
///
/// # Example
///
/// ```
/// use willing_game::tu::{Graph, TableGame};
/// use willing_solver::values::Myerson;
///
/// // A majority of three, in which 0 and 2 talk only through 1.
/// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
/// let value = Myerson::new(Graph::new(3, [(0, 1), (1, 2)])?).solve(&majority)?;
/// let texts: Vec<_> = value.amounts.exact().ok_or("exact")?.iter().map(ToString::to_string).collect();
/// assert_eq!(texts, ["1/6", "2/3", "1/6"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Myerson {
    graph: Graph,
    run: Run,
}

/// The position value: every link gets its Shapley value in the game of links, and halves it between its ends.
///
/// r(L) = Σ v(C) over the components C that the links L leave of all players. Player i gets v({i}), which for
/// zero-normalized games is nothing, and half of the value of each of its links.
///
/// # Complexity
///
/// 2^m for m links, at most 20.
///
/// # Numerics
///
/// Exact, also for tables of floats.
///
/// # References
///
/// Meessen (1988); Borm, Owen & Tijs (1992), for zero-normalized games.
///
/// # Example
///
/// ```
/// use willing_game::tu::{Graph, TableGame};
/// use willing_solver::values::PositionValue;
///
/// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
/// let value = PositionValue::new(Graph::new(3, [(0, 1), (1, 2)])?).solve(&majority)?;
/// assert_eq!(value.amounts.to_f64(), [0.25, 0.5, 0.25]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PositionValue {
    graph: Graph,
    run: Run,
}

/// The setters both have.
macro_rules! on_a_graph {
    ($name:ident) => {
        impl $name {
            /// On this graph.
            #[must_use]
            pub fn new(graph: Graph) -> Self {
                Self { graph, run: Run::new() }
            }

            /// Threads, stop and progress.
            #[must_use]
            pub fn run(mut self, run: Run) -> Self {
                self.run = run;
                self
            }

            fn check_players(&self, game: &TableGame) -> Result<usize, Error> {
                let (got, players) = (self.graph.player_count(), game.player_count());
                if got == players { Ok(players) } else { Err(Error::Players { got, players }) }
            }
        }
    };
}

on_a_graph!(Myerson);
on_a_graph!(PositionValue);

impl Myerson {
    /// The value of `game`.
    ///
    /// # Errors
    ///
    /// [`Error::Players`] for a graph of another number of players, [`Error::TooMany`] for more than 24;
    /// [`Error::Game`] if float worths lie too far apart for exact arithmetic; [`Error::Cancelled`].
    pub fn solve(&self, game: &TableGame) -> Result<Value, Error> {
        let players = self.check_players(game)?;
        if players > MOST_PLAYERS {
            return Err(Error::TooMany { what: "players", got: players, most: MOST_PLAYERS });
        }
        let exact = ExactTable::of(game)?;
        let restricted = self.restricted(&exact, players)?;
        let worth = |mask: usize| restricted.get(mask).copied().unwrap_or(0);
        let sums = sums_of(players, exact.bits + PARTS, &worth, &self.run)?;
        let coefficients = Coefficients::of_weights(&shapley_weights(players));
        let amounts = Amounts::Exact(sums.value(&coefficients, exact.numerators.denominator()));
        Ok(Value { concept: Concept::Myerson { links: self.graph.edges().to_vec() }, amounts })
    }

    /// v^g: the worth of the component of the lowest seat, and of what is left, which came before.
    fn restricted(&self, exact: &ExactTable<'_>, players: usize) -> Result<Vec<i128>, Error> {
        let mut near = vec![0usize; players];
        for &(from, to) in self.graph.edges() {
            for (from, to) in [(from, to), (to, from)] {
                if let Some(near) = near.get_mut(from) {
                    *near |= 1 << to;
                }
            }
        }
        let mut table: Vec<i128> = Vec::with_capacity(1 << players);
        table.push(0);
        for mask in 1..1usize << players {
            if mask % (1 << 16) == 0 && self.run.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let component = component_of(mask, &near);
            let rest = table.get(mask & !component).copied().unwrap_or(0);
            table.push(exact.numerators.get(component) + rest);
        }
        Ok(table)
    }
}

/// The component of the lowest seat of `mask`.
fn component_of(mask: usize, near: &[usize]) -> usize {
    let mut component = mask & mask.wrapping_neg();
    let mut fresh = component;
    while fresh != 0 {
        let seat = fresh.trailing_zeros() as usize;
        let reached = near.get(seat).copied().unwrap_or(0) & mask & !component;
        component |= reached;
        fresh = (fresh & (fresh - 1)) | reached;
    }
    component
}

impl PositionValue {
    /// The value of `game`.
    ///
    /// # Errors
    ///
    /// [`Error::Players`] for a graph of another number of players, [`Error::TooMany`] for more than 20 links;
    /// [`Error::Game`] if float worths lie too far apart for exact arithmetic; [`Error::Cancelled`].
    pub fn solve(&self, game: &TableGame) -> Result<Value, Error> {
        let players = self.check_players(game)?;
        let links = self.graph.edges();
        if links.len() > MOST_LINKS {
            return Err(Error::TooMany { what: "links", got: links.len(), most: MOST_LINKS });
        }
        let exact = ExactTable::of(game)?;
        let mut amounts: Vec<Rational> = (0..players).map(|seat| exact.numerators.worth(1 << seat)).collect();
        if !links.is_empty() {
            let alone: Vec<usize> = (0..players).map(|seat| 1 << seat).collect();
            let mut table = vec![0i128; 1 << links.len()];
            fill(&exact, links, &alone, 0, &mut table);
            let worth = |mask: usize| table.get(mask).copied().unwrap_or(0);
            let sums = sums_of(links.len(), exact.bits + PARTS, &worth, &self.run)?;
            let coefficients = Coefficients::of_weights(&shapley_weights(links.len()));
            let values = sums.value(&coefficients, &(exact.numerators.denominator() * 2));
            for (&(from, to), half) in links.iter().zip(&values) {
                for seat in [from, to] {
                    if let Some(amount) = amounts.get_mut(seat) {
                        *amount += half;
                    }
                }
            }
        }
        Ok(Value { concept: Concept::Position { links: links.to_vec() }, amounts: Amounts::Exact(amounts) })
    }
}

/// r(L) for the sets of links that extend `chosen` by the last ones of `links`; `parts` are those of `chosen`.
fn fill(
    exact: &ExactTable<'_>,
    links: &[(usize, usize)],
    parts: &[usize],
    chosen: usize,
    table: &mut [i128],
) {
    let Some((&(from, to), rest)) = links.split_last() else {
        if let Some(worth) = table.get_mut(chosen) {
            *worth = parts.iter().map(|part| exact.numerators.get(*part)).sum();
        }
        return;
    };
    fill(exact, rest, parts, chosen, table);
    let touched = |part: &&usize| **part >> from & 1 == 1 || **part >> to & 1 == 1;
    let joined: usize = parts.iter().filter(touched).sum();
    let mut merged: Vec<usize> = parts.iter().filter(|part| !touched(part)).copied().collect();
    merged.push(joined);
    fill(exact, rest, &merged, chosen | 1 << rest.len(), table);
}
