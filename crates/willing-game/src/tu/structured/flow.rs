//! Flow games: who owns the edges of a network.

use std::collections::VecDeque;

use crate::tu::{Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

use super::check_players;

/// The most nodes of a network.
const MOST_NODES: usize = 1 << 16;

/// The flow game: a coalition is worth the greatest flow from the source to the sink over the edges that it owns.
///
/// # Complexity
///
/// O(nodes · edges²) for one worth (Edmonds & Karp 1972).
///
/// # References
///
/// Kalai & Zemel (1982).
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::ExactCharacteristicFunction;
/// use willing_game::tu::structured::{Flow, FlowEdge};
///
/// let edge = |from, to, capacity: i64, owner| FlowEdge { from, to, capacity: capacity.into(), owner };
/// let pipes = Flow::new(2, 3, 0, 2, [edge(0, 1, 5, 0), edge(1, 2, 3, 1)])?;
/// assert_eq!(pipes.exact_worth(Coalition::grand(2)?), 3.into());
/// assert_eq!(pipes.exact_worth(Coalition::from_bits(1)), 0.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    owners: usize,
    nodes: usize,
    source: usize,
    sink: usize,
    edges: Vec<FlowEdge>,
}

/// A directed edge of a network, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowEdge {
    /// The node it leaves.
    pub from: usize,
    /// The node it enters.
    pub to: usize,
    /// The most that flows over it; not negative.
    pub capacity: Rational,
    /// The seat of the player who owns it.
    pub owner: usize,
}

impl Flow {
    /// The game of `players` players on the nodes `0..nodes`.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`]; [`Error::OutOfRange`] for fewer than 2 or more than 65,536 nodes, a source, a sink or
    /// an end of an edge that is no node, a sink that is the source, an owner that is no player, a negative capacity
    /// (place: the edge).
    pub fn new(
        players: usize,
        nodes: usize,
        source: usize,
        sink: usize,
        edges: impl IntoIterator<Item = FlowEdge>,
    ) -> Result<Self, Error> {
        check_players(players)?;
        let refuse = |what, place, value: &dyn ToString, expected| {
            Err(Error::OutOfRange { what, place, value: value.to_string(), expected })
        };
        if !(2..=MOST_NODES).contains(&nodes) {
            return refuse("number of nodes", 0, &nodes, "2..=65536");
        }
        if source >= nodes {
            return refuse("source", 0, &source, "a node of the network");
        }
        if sink >= nodes || sink == source {
            return refuse("sink", 0, &sink, "a node of the network other than the source");
        }
        let edges: Vec<_> = edges.into_iter().collect();
        for (place, edge) in edges.iter().enumerate() {
            if let Some(end) = [edge.from, edge.to].into_iter().find(|end| *end >= nodes) {
                return refuse("an end of edge", place, &end, "a node of the network");
            }
            if edge.owner >= players {
                return refuse("owner of edge", place, &edge.owner, "the seat of a player");
            }
            if edge.capacity.is_negative() {
                return refuse("capacity of edge", place, &edge.capacity, "0 or more");
            }
        }
        Ok(Self { owners: players, nodes, source, sink, edges })
    }

    /// How many players there are, owners of an edge or not.
    #[must_use]
    pub const fn owners(&self) -> usize {
        self.owners
    }

    /// The edges as given.
    #[must_use]
    pub fn edges(&self) -> &[FlowEdge] {
        &self.edges
    }

    /// The edges of a minimum cut among those that `coalition` owns, by their places: their capacities sum to the
    /// worth of the coalition, and nothing flows without them. Of all minimum cuts that nearest to the source.
    #[must_use]
    pub fn minimum_cut(&self, coalition: Coalition) -> Vec<usize> {
        let mut residual = Residual::new(self, coalition);
        residual.saturate(self.source, self.sink);
        let reached = residual.reach(self.source);
        let is_reached = |node: usize| reached.get(node).is_some_and(Option::is_some);
        let cut = |edge: &FlowEdge| is_reached(edge.from) && !is_reached(edge.to);
        let owned = |edge: &FlowEdge| coalition.bits() >> edge.owner & 1 == 1;
        let places = self.edges.iter().enumerate().filter(|(_, edge)| owned(edge) && cut(edge));
        places.map(|(place, _)| place).collect()
    }
}

impl ExactCharacteristicFunction for Flow {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        Residual::new(self, coalition).saturate(self.source, self.sink)
    }
}

/// What can still flow. Arc 2k is the k-th owned edge, arc 2k + 1 its reverse.
struct Residual {
    arcs: Vec<(usize, Rational)>,
    leaving: Vec<Vec<usize>>,
}

impl Residual {
    fn new(game: &Flow, coalition: Coalition) -> Self {
        let mut residual = Self { arcs: Vec::new(), leaving: vec![Vec::new(); game.nodes] };
        for edge in game.edges.iter().filter(|edge| coalition.bits() >> edge.owner & 1 == 1) {
            residual.arc(edge.from, edge.to, edge.capacity.clone());
            residual.arc(edge.to, edge.from, Rational::zero());
        }
        residual
    }

    fn arc(&mut self, from: usize, to: usize, capacity: Rational) {
        if let Some(leaving) = self.leaving.get_mut(from) {
            leaving.push(self.arcs.len());
            self.arcs.push((to, capacity));
        }
    }

    /// Augments along shortest paths until there is none; the flow.
    fn saturate(&mut self, source: usize, sink: usize) -> Rational {
        let mut flow = Rational::zero();
        loop {
            let path = self.path(source, sink);
            let room = path.iter().filter_map(|&arc| self.arcs.get(arc)).map(|arc| &arc.1).min().cloned();
            let Some(room) = room else { return flow };
            for &arc in &path {
                if let Some(forth) = self.arcs.get_mut(arc) {
                    forth.1 -= &room;
                }
                if let Some(back) = self.arcs.get_mut(arc ^ 1) {
                    back.1 += &room;
                }
            }
            flow += &room;
        }
    }

    /// The arcs of a shortest path with room, from the sink back; none if there is no path.
    fn path(&self, source: usize, sink: usize) -> Vec<usize> {
        let reached = self.reach(source);
        let mut path = Vec::new();
        let mut node = sink;
        while node != source {
            let Some(&Some(arc)) = reached.get(node) else { return Vec::new() };
            path.push(arc);
            node = self.arcs.get(arc ^ 1).map_or(source, |back| back.0);
        }
        path
    }

    /// For each node that can be reached, the arc by which it is first; for the source any arc.
    fn reach(&self, source: usize) -> Vec<Option<usize>> {
        let mut by = vec![None; self.leaving.len()];
        if let Some(start) = by.get_mut(source) {
            *start = Some(0);
        }
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            for &arc in self.leaving.get(node).into_iter().flatten() {
                let Some((to, room)) = self.arcs.get(arc) else { continue };
                if room.is_positive()
                    && let Some(seen @ None) = by.get_mut(*to)
                {
                    *seen = Some(arc);
                    queue.push_back(*to);
                }
            }
        }
        by
    }
}
