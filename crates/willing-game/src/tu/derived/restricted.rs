//! Games restricted by who talks to whom and who belongs together.

use crate::Coalition;
use crate::tu::{CoalitionStructure, Error, Graph, TableGame, Worths};

use super::players::renumbered;
use super::seats::SeatSums;
use super::{at, check_players, coalition, exact_table, float_table};

/// The graph-restricted game of Myerson: a coalition is worth the sum over its connected parts.
///
/// # Errors
///
/// [`Error::Length`] for a graph of another number of players; [`Error::ExactRange`], [`Error::WorthNotFinite`].
///
/// # Complexity
///
/// O(n · 2ⁿ) word operations; nothing in memory but the two tables.
///
/// # References
///
/// Myerson (1977).
///
/// # Example
///
/// ```
/// use willing_game::tu::{Graph, TableGame};
/// use willing_game::tu::derived::graph_restricted;
///
/// let game = TableGame::from_integers(vec![0, 0, 0, 6, 0, 6, 6, 9])?;
/// let line = Graph::new(3, [(0, 1), (1, 2)])?;
/// let restricted = graph_restricted(&game, &line)?;
/// assert_eq!(restricted, TableGame::from_integers(vec![0, 0, 0, 6, 0, 0, 6, 9])?);
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
pub fn graph_restricted(game: &TableGame, graph: &Graph) -> Result<TableGame, Error> {
    check_players(game, "players of the graph", graph.player_count())?;
    match game.worths() {
        Worths::Float(v) => {
            let sums = over_components(graph, v.len(), |mask, rest| Some(at(v, mask) + rest));
            TableGame::from_floats(sums.unwrap_or_default())
        }
        Worths::Integer { numerators: v, denominator } => {
            let narrow = over_components(graph, v.len(), |mask, rest: i64| at(v, mask).checked_add(rest));
            if let Some(sums) = narrow.filter(|sums| !sums.contains(&i64::MIN)) {
                return TableGame::from_numerators(sums, denominator);
            }
            // A sum left 63 bits: a common factor may bring it back, and if not, the refusal says where.
            let wide = |mask, rest: i128| Some(i128::from(at(v, mask)) + rest);
            let sums = over_components(graph, v.len(), wide).unwrap_or_default();
            exact_table(v.len(), denominator.into(), |mask| at(&sums, mask))
        }
    }
}

/// A sum over components is the worth of the first component and the sum over the rest, which has been computed.
/// `join` adds the two; none if it can not.
fn over_components<T: Copy + Default>(
    graph: &Graph,
    count: usize,
    join: impl Fn(usize, T) -> Option<T>,
) -> Option<Vec<T>> {
    let mut sums = Vec::with_capacity(count);
    sums.push(T::default());
    for mask in 1..count {
        let first = place(graph.component(coalition(mask)));
        sums.push(join(first, at(&sums, mask & !first))?);
    }
    Some(sums)
}

/// The quotient game, also known as the intermediate game: the unions are the players, in the order of the
/// structure, and a set of unions is worth what all their members are worth together.
///
/// # Errors
///
/// [`Error::Length`] for a structure of another number of players.
///
/// # References
///
/// Owen (1977).
pub fn quotient(game: &TableGame, structure: &CoalitionStructure) -> Result<TableGame, Error> {
    check_players(game, "players of the structure", structure.player_count())?;
    let unions: Vec<_> = structure.coalitions().iter().map(|&union| place(union)).collect();
    renumbered(game, unions.len(), &SeatSums::new(&unions))
}

/// The game in which players of different unions do not cooperate: Σ v(S ∩ B) over the unions B.
///
/// # Errors
///
/// [`Error::Length`] for a structure of another number of players; [`Error::ExactRange`], [`Error::WorthNotFinite`].
///
/// # References
///
/// Aumann & Drèze (1974).
pub fn structure_restricted(game: &TableGame, structure: &CoalitionStructure) -> Result<TableGame, Error> {
    check_players(game, "players of the structure", structure.player_count())?;
    let unions: Vec<_> = structure.coalitions().iter().map(|&union| place(union)).collect();
    match game.worths() {
        Worths::Float(v) => float_table(v.len(), |mask| unions.iter().map(|union| at(v, mask & union)).sum()),
        Worths::Integer { numerators: v, denominator } => {
            let worth = |place: usize| i128::from(at(v, place));
            exact_table(v.len(), denominator.into(), |mask| {
                unions.iter().map(|union| worth(mask & union)).sum()
            })
        }
    }
}

fn place(coalition: Coalition) -> usize {
    usize::try_from(coalition.bits()).unwrap_or(usize::MAX)
}
