//! Minimum-cost spanning tree games: linking everybody to a source.

use crate::tu::{Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

use super::{check_not_negative, check_players, exact};

/// The minimum-cost spanning tree game, a cost game: a coalition pays for the cheapest tree that links its members
/// to the source, over links among themselves only.
///
/// # Complexity
///
/// O(n²) for one worth (Prim 1957).
///
/// # References
///
/// Claus & Kleitman (1973); Bird (1976); Granot & Huberman (1981).
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::ExactCharacteristicFunction;
/// use willing_game::tu::structured::SpanningTree;
///
/// let water = SpanningTree::new([5, 9, 9], [(0, 1, 2), (1, 2, 3)])?;
/// assert_eq!(water.exact_worth(Coalition::from_bits(0b111)), 10.into());
/// assert_eq!(water.exact_worth(Coalition::from_bits(0b101)), 14.into());
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanningTree {
    to_source: Vec<Rational>,
    /// Row by row, n × n, symmetric.
    links: Vec<Option<Rational>>,
}

/// One link of a tree towards the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The seat of the player that the link connects.
    pub player: usize,
    /// The seat of the player it leads to; `None` for the source.
    pub parent: Option<usize>,
    /// What the link costs.
    pub cost: Rational,
}

impl SpanningTree {
    /// The game in which player k could link itself to the source at the k-th cost, and pairs of players at the
    /// costs of `links` (one, other, cost). Pairs that are not there have no direct link; of several links of a
    /// pair the cheapest counts.
    ///
    /// Every player has a direct link to the source: otherwise it could not be served alone, and there would be no
    /// worth for it.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`], [`Error::Edge`]; [`Error::OutOfRange`] for a negative cost.
    pub fn new(
        to_source: impl IntoIterator<Item = impl Into<Rational>>,
        links: impl IntoIterator<Item = (usize, usize, impl Into<Rational>)>,
    ) -> Result<Self, Error> {
        let to_source = exact(to_source);
        let players = to_source.len();
        check_players(players)?;
        check_not_negative("cost of the link to the source of player", &to_source)?;
        let mut game = Self { to_source, links: vec![None; players * players] };
        for (place, (from, to, cost)) in links.into_iter().enumerate() {
            if from == to || from >= players || to >= players {
                return Err(Error::Edge { from, to, players });
            }
            let cost = cost.into();
            if cost.is_negative() {
                let (what, value) = ("cost of link", cost.to_string());
                return Err(Error::OutOfRange { what, place, value, expected: "0 or more" });
            }
            game.link(from * players + to, &cost);
            game.link(to * players + from, &cost);
        }
        Ok(game)
    }

    fn link(&mut self, place: usize, cost: &Rational) {
        if let Some(link) = self.links.get_mut(place)
            && link.as_ref().is_none_or(|known| cost < known)
        {
            *link = Some(cost.clone());
        }
    }

    /// What each player's own link to the source costs.
    #[must_use]
    pub fn to_source(&self) -> &[Rational] {
        &self.to_source
    }

    /// What the direct link between two players costs, if there is one.
    #[must_use]
    pub fn between(&self, one: usize, other: usize) -> Option<&Rational> {
        let players = self.to_source.len();
        (one < players && other < players)
            .then(|| self.links.get(one * players + other))?
            .and_then(Option::as_ref)
    }

    /// A cheapest tree that links `coalition` to the source, in the order in which it grows from there. Of equal
    /// links that to the lowest seat is taken first.
    #[must_use]
    pub fn tree(&self, coalition: Coalition) -> Vec<Branch> {
        // For each player outside the tree the cheapest link into it.
        let direct = |seat: usize| self.to_source.get(seat).map(|cost| (seat, None, cost));
        let mut outside: Vec<(usize, Option<usize>, &Rational)> =
            coalition.players().filter_map(|player| direct(player.seat())).collect();
        let mut tree = Vec::with_capacity(outside.len());
        while let Some(next) = (0..outside.len()).min_by_key(|&place| outside.get(place).map(|link| link.2)) {
            let (player, parent, cost) = outside.remove(next);
            tree.push(Branch { player, parent, cost: cost.clone() });
            for link in &mut outside {
                if let Some(cheaper) = self.between(player, link.0).filter(|cost| *cost < link.2) {
                    (link.1, link.2) = (Some(player), cheaper);
                }
            }
        }
        tree
    }
}

impl ExactCharacteristicFunction for SpanningTree {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        self.tree(coalition).into_iter().map(|branch| branch.cost).sum()
    }
}
