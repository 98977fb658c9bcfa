//! Graphs of who can talk to whom.

use crate::Coalition;
use crate::tu::Error;

/// An undirected graph on the players `0..n`, without loops; edges in the order given, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    edges: Vec<(usize, usize)>,
    neighbours: Vec<Coalition>,
}

impl Graph {
    /// The graph of these edges among `players` players. An edge given twice, either way round, counts once.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`], [`Error::Edge`].
    pub fn new(players: usize, edges: impl IntoIterator<Item = (usize, usize)>) -> Result<Self, Error> {
        let most = Coalition::MAX_PLAYERS;
        if !(1..=most).contains(&players) {
            return Err(Error::PlayerCount { got: players, least: 1, most });
        }
        let mut graph = Self { edges: Vec::new(), neighbours: vec![Coalition::EMPTY; players] };
        for (from, to) in edges {
            let refused = Error::Edge { from, to, players };
            if from == to || from >= players || to >= players {
                return Err(refused);
            }
            let known = graph.neighbours.get(from).is_some_and(|near| near.bits() >> to & 1 == 1);
            if !known {
                graph.edges.push((from, to));
                graph.link(from, to);
                graph.link(to, from);
            }
        }
        Ok(graph)
    }

    /// The complete graph.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`].
    pub fn complete(players: usize) -> Result<Self, Error> {
        Self::new(players, (0..players).flat_map(|from| (from + 1..players).map(move |to| (from, to))))
    }

    fn link(&mut self, from: usize, to: usize) {
        if let Some(near) = self.neighbours.get_mut(from) {
            *near = Coalition::from_bits(near.bits() | 1 << to);
        }
    }

    /// How many players it has.
    #[must_use]
    pub fn player_count(&self) -> usize {
        self.neighbours.len()
    }

    /// Its edges, in the order given.
    #[must_use]
    pub fn edges(&self) -> &[(usize, usize)] {
        &self.edges
    }

    /// The connected parts of `coalition`, by their lowest seats.
    #[must_use]
    pub fn components(&self, coalition: Coalition) -> Vec<Coalition> {
        let mut rest = coalition;
        let mut components = Vec::new();
        while !rest.is_empty() {
            let component = self.component(rest);
            rest = rest.difference(component);
            components.push(component);
        }
        components
    }

    /// The connected part of `coalition` with its lowest seat; nobody if the coalition is empty.
    #[must_use]
    pub fn component(&self, coalition: Coalition) -> Coalition {
        let mut component = Coalition::from_bits(coalition.bits() & coalition.bits().wrapping_neg());
        let mut fresh = component;
        while !fresh.is_empty() {
            let reached = fresh
                .players()
                .filter_map(|player| self.neighbours.get(player.seat()))
                .fold(Coalition::EMPTY, |sum, near| sum.union(*near));
            fresh = reached.intersection(coalition).difference(component);
            component = component.union(fresh);
        }
        component
    }
}
