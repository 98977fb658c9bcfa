//! Induced-subgraph games: a coalition is worth the edges among its members.

use crate::tu::{Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

use super::check_players;

/// The game on the vertices of a weighted graph in which a coalition is worth the edges within it, loops included:
/// v(S) = Σ w_ij over edges {i, j} ⊆ S. Weights may be negative.
///
/// # Complexity
///
/// O(edges) for one worth.
///
/// # References
///
/// Deng & Papadimitriou (1994).
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::ExactCharacteristicFunction;
/// use willing_game::tu::structured::InducedSubgraph;
///
/// let graph = InducedSubgraph::new(3, [(0, 1, 4), (1, 2, -1), (2, 2, 3)])?;
/// assert_eq!(graph.exact_worth(Coalition::from_bits(0b110)), 2.into());
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InducedSubgraph {
    vertices: usize,
    edges: Vec<(usize, usize, Rational)>,
}

impl InducedSubgraph {
    /// The game of these edges (one end, other end, weight) among `players` vertices. Weights of an edge given
    /// several times add up.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`]; [`Error::OutOfRange`] for an end that is no vertex.
    pub fn new(
        players: usize,
        edges: impl IntoIterator<Item = (usize, usize, impl Into<Rational>)>,
    ) -> Result<Self, Error> {
        check_players(players)?;
        let mut kept = Vec::new();
        for (place, (from, to, weight)) in edges.into_iter().enumerate() {
            if let Some(end) = [from, to].into_iter().find(|end| *end >= players) {
                let (what, value) = ("an end of edge", end.to_string());
                return Err(Error::OutOfRange { what, place, value, expected: "the seat of a player" });
            }
            kept.push((from, to, weight.into()));
        }
        Ok(Self { vertices: players, edges: kept })
    }

    /// How many vertices there are: one for each player.
    #[must_use]
    pub fn vertices(&self) -> usize {
        self.vertices
    }

    /// The edges as given.
    #[must_use]
    pub fn edges(&self) -> &[(usize, usize, Rational)] {
        &self.edges
    }
}

impl ExactCharacteristicFunction for InducedSubgraph {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        let inside = |seat: usize| coalition.bits() >> seat & 1 == 1;
        let within = self.edges.iter().filter(|(from, to, _)| inside(*from) && inside(*to));
        within.map(|(_, _, weight)| weight).sum()
    }
}
