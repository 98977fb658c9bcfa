//! Evidence about the vertices of the core and of its relaxations, and its checks.
//!
//! The ε-core (Shapley & Shubik 1966) is { x : x(N) = v(N), x(S) ≥ v(S) − ε for ∅ ≠ S ≠ N }; the core is that of ε = 0.
//! It is bounded, so if it is not empty it is the hull of its vertices.
//!
//! * A list is *sound* if every point is in the ε-core and the coalitions named as tight are tight and have, with N,
//!   rank n.
//! * It is *complete* if every edge from a listed vertex leads to a listed vertex: the graph of a polytope is connected
//!   (Balinski 1961), so nothing is missed. The edges at a vertex are the extreme rays of the cone of its tight
//!   coalitions; the checker finds them by trying all n − 2 of these of full rank, after leaving out coalitions that
//!   are the disjoint union of two other tight ones (their inequality follows).
//! * That there is no vertex is shown by weights ([`EmptyRelaxedCore`]).

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};
use willing_game::tu::{Allocation, Error, TableGame};
use willing_game::{Certificate, Coalition, Player, Rational};

/// Vertices are checked for games of at most this many players.
const MOST_PLAYERS: usize = 10;

/// The most sets of tight coalitions tried at one vertex.
const MOST_TRIALS: u64 = 10_000_000;

/// A vertex of an ε-core.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CoreVertex {
    /// x.
    pub allocation: Allocation,
    /// n − 1 coalitions with x(S) = v(S) − ε which, with N, are linearly independent.
    pub tight: Vec<Coalition>,
}

/// All vertices of an ε-core.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CoreVertices {
    /// ε, in the unit of the game; 0 for the core.
    pub slack: Rational,
    /// The vertices, ascending by what player 0 gets, then player 1 and so on.
    pub vertices: Vec<CoreVertex>,
}

/// The claim that an ε-core is empty: weights λ_S ≥ 0 that sum to 1 over the coalitions of each player, and
/// Σ λ_S (v(S) − ε) > v(N) (Bondareva 1963, Shapley 1967).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct EmptyRelaxedCore {
    /// ε.
    pub slack: Rational,
    /// S and λ_S.
    pub weights: Vec<(Coalition, Rational)>,
}

/// Where evidence about vertices fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum VertexViolation {
    /// A point of another length, or one that is not efficient.
    #[error(transparent)]
    Game(#[from] Error),
    /// More players than vertices are checked for.
    #[error("{players} players: vertices are checked for at most {most}", most = MOST_PLAYERS)]
    TooManyPlayers {
        /// How many there are.
        players: usize,
    },
    /// A list without vertices: an empty core is shown by weights.
    #[error("no vertex is listed")]
    NoVertex,
    /// Vertices that repeat or do not ascend.
    #[error("vertex {place} does not come after the one before")]
    Order {
        /// Its place.
        place: usize,
    },
    /// A point outside the ε-core.
    #[error("vertex {place} gives {coalition:?} too little")]
    Outside {
        /// Its place.
        place: usize,
        /// The coalition.
        coalition: Coalition,
    },
    /// A coalition that is not tight, or not one of those that bound the core.
    #[error("coalition {coalition:?} is not tight at vertex {place}")]
    NotTight {
        /// The place of the vertex.
        place: usize,
        /// The coalition.
        coalition: Coalition,
    },
    /// Tight coalitions that leave room to move.
    #[error(
        "the tight coalitions named at vertex {place} have rank {rank} with everybody: expected {players}"
    )]
    Rank {
        /// The place of the vertex.
        place: usize,
        /// Their rank.
        rank: usize,
        /// How many players there are.
        players: usize,
    },
    /// A vertex with too many tight coalitions to find its edges.
    #[error("vertex {place} has too many tight coalitions: more than {most} sets to try", most = MOST_TRIALS)]
    TooDegenerate {
        /// Its place.
        place: usize,
    },
    /// An edge that leads to a vertex that is not listed.
    #[error("an edge from vertex {place} leads to {missing:?}, which is not listed")]
    Missing {
        /// The place of the vertex.
        place: usize,
        /// The vertex at the other end.
        missing: Vec<Rational>,
    },
    /// A coalition that does not bound the core, or a negative weight.
    #[error("coalition {coalition:?} has a negative weight, or is empty or not of this game")]
    Weight {
        /// The coalition.
        coalition: Coalition,
    },
    /// Weights that do not sum to 1 over the coalitions of a player.
    #[error("the weights of player {player} sum to {sum}, not to 1")]
    NotBalanced {
        /// The player.
        player: Player,
        /// Their sum.
        sum: Rational,
    },
    /// Weights under which the coalitions claim no more than there is.
    #[error("the weighted coalitions claim {claimed}: no more than everybody earns")]
    NotEmpty {
        /// Σ λ_S (v(S) − ε).
        claimed: Rational,
    },
}

impl Certificate<TableGame> for EmptyRelaxedCore {
    type Violation = VertexViolation;

    /// Verifies that the weights balance and claim too much.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &TableGame) -> Result<(), VertexViolation> {
        let mut sums = vec![Rational::zero(); game.player_count()];
        let mut claimed = Rational::zero();
        for (coalition, weight) in &self.weights {
            let coalition = *coalition;
            if coalition.is_empty() || !coalition.is_subset(game.grand()) || weight.is_negative() {
                return Err(VertexViolation::Weight { coalition });
            }
            for player in coalition.players() {
                if let Some(sum) = sums.get_mut(player.seat()) {
                    *sum += weight;
                }
            }
            // N itself is not relaxed.
            let relaxed = coalition != game.grand();
            let claim = game.exact_worth(coalition);
            claimed += &(weight * if relaxed { claim - &self.slack } else { claim });
        }
        let unbalanced = (0u32..).zip(&sums).find(|(_, sum)| **sum != Rational::one());
        if let Some((seat, sum)) = unbalanced {
            return Err(VertexViolation::NotBalanced { player: Player::new(seat), sum: sum.clone() });
        }
        if claimed > game.exact_worth(game.grand()) {
            Ok(())
        } else {
            Err(VertexViolation::NotEmpty { claimed })
        }
    }
}

impl Certificate<TableGame> for CoreVertices {
    type Violation = VertexViolation;

    /// Verifies that every listed point is a vertex, and that every edge leads to a listed one.
    ///
    /// # Errors
    ///
    /// The first violation found; [`VertexViolation::TooManyPlayers`] and [`VertexViolation::TooDegenerate`] where a
    /// check would take too long.
    fn check(&self, game: &TableGame) -> Result<(), VertexViolation> {
        let players = game.player_count();
        if players > MOST_PLAYERS {
            return Err(VertexViolation::TooManyPlayers { players });
        }
        if self.vertices.is_empty() {
            return Err(VertexViolation::NoVertex);
        }
        let amounts = |vertex: &CoreVertex| vertex.allocation.amounts().to_vec();
        let mut steps = (1..).zip(self.vertices.iter().zip(self.vertices.iter().skip(1)));
        if let Some((place, _)) = steps.find(|(_, (before, after))| amounts(before) >= amounts(after)) {
            return Err(VertexViolation::Order { place });
        }
        let listed: BTreeSet<Vec<Rational>> = self.vertices.iter().map(amounts).collect();
        self.vertices.iter().enumerate().try_for_each(|(place, vertex)| {
            let corner = Corner::of(game, &self.slack, place, vertex)?;
            corner.edges_lead_to(&listed)
        })
    }
}

/// A vertex in integers over a common denominator, with what every coalition gets beyond its claim.
struct Corner {
    place: usize,
    players: usize,
    amounts: Vec<BigInt>,
    denominator: BigInt,
    /// x(S) − v(S) + ε by mask, for all S but nobody and everybody.
    surplus: Vec<(usize, BigInt)>,
}

impl Corner {
    /// Verifies that the point is a vertex.
    fn of(
        game: &TableGame,
        slack: &Rational,
        place: usize,
        vertex: &CoreVertex,
    ) -> Result<Self, VertexViolation> {
        let players = game.player_count();
        Allocation::new(game, vertex.allocation.amounts().to_vec())?;
        let beyond = |coalition| slack - vertex.allocation.excess(game, coalition);
        let bounding = || game.coalitions().filter(|&c| !c.is_empty() && c != game.grand());
        let surplus: Vec<(Coalition, Rational)> = bounding().map(|c| (c, beyond(c))).collect();
        if let Some((coalition, _)) = surplus.iter().find(|(_, surplus)| surplus.is_negative()) {
            return Err(VertexViolation::Outside { place, coalition: *coalition });
        }
        let is_tight = |c: Coalition| surplus.iter().any(|(other, surplus)| *other == c && surplus.is_zero());
        if let Some(coalition) = vertex.tight.iter().copied().find(|&coalition| !is_tight(coalition)) {
            return Err(VertexViolation::NotTight { place, coalition });
        }
        let mut echelon = Echelon::of_everybody(players);
        vertex.tight.iter().for_each(|coalition| {
            echelon.insert(mask(*coalition));
        });
        if echelon.rows.len() != players {
            return Err(VertexViolation::Rank { place, rank: echelon.rows.len(), players });
        }
        let amounts = vertex.allocation.amounts();
        let all = amounts.iter().chain(surplus.iter().map(|(_, surplus)| surplus));
        let denominator = all.fold(BigInt::one(), |common, number| common.lcm(number.denominator()));
        let integer = |number: &Rational| number.numerator() * (&denominator / number.denominator());
        let amounts = amounts.iter().map(integer).collect();
        let surplus =
            surplus.iter().map(|(coalition, surplus)| (mask(*coalition), integer(surplus))).collect();
        Ok(Self { place, players, amounts, denominator, surplus })
    }

    /// Verifies that both ends of every edge are listed.
    fn edges_lead_to(&self, listed: &BTreeSet<Vec<Rational>>) -> Result<(), VertexViolation> {
        let tight: Vec<usize> =
            self.surplus.iter().filter(|(_, surplus)| surplus.is_zero()).map(|(mask, _)| *mask).collect();
        let essential: Vec<usize> = tight.iter().copied().filter(|&union| !splits(&tight, union)).collect();
        let mut directions = BTreeSet::new();
        let mut trials = Trials { essential: &essential, left: MOST_TRIALS, directions: &mut directions };
        if trials.extend(0, &Echelon::of_everybody(self.players), self.players).is_none() {
            return Err(VertexViolation::TooDegenerate { place: self.place });
        }
        directions.iter().try_for_each(|direction| {
            let end = self.along(direction);
            if listed.contains(&end) {
                Ok(())
            } else {
                Err(VertexViolation::Missing { place: self.place, missing: end })
            }
        })
    }

    /// The other end of the edge in this direction: where the first coalition gets no more than its claim.
    fn along(&self, direction: &Row) -> Vec<Rational> {
        let falling = self.surplus.iter().filter_map(|(mask, surplus)| {
            let change = sum_over(direction, *mask);
            (change < 0).then_some((surplus, -change))
        });
        let first = falling.reduce(|best, next| if next.0 * best.1 < best.0 * next.1 { next } else { best });
        // The ε-core is bounded, so some coalition stops every direction.
        let (surplus, change) = first.map_or((BigInt::zero(), 1), |(s, c)| (s.clone(), c));
        let amounts = self.amounts.iter().zip(direction);
        let denominator = &self.denominator * change;
        amounts
            .map(|(amount, step)| {
                let numerator = amount * change + &surplus * step;
                Rational::new(numerator, denominator.clone()).unwrap_or_default()
            })
            .collect()
    }
}

/// Whether a coalition is the disjoint union of two of these.
fn splits(tight: &[usize], union: usize) -> bool {
    tight.iter().any(|&part| part != union && part & !union == 0 && tight.contains(&(union - part)))
}

/// A row of integers, one a player. Rows and directions are minors of 0/1 matrices of at most ten rows, divided by what
/// they have in common: at most 320 in size, so that products of two fit with room to spare.
type Row = [i64; MOST_PLAYERS];

/// Sets of tight coalitions that may span an edge.
struct Trials<'a> {
    essential: &'a [usize],
    left: u64,
    directions: &'a mut BTreeSet<Row>,
}

impl Trials<'_> {
    /// Adds coalitions from place `from` on until one dimension is left free; `None` if there are too many sets.
    fn extend(&mut self, from: usize, echelon: &Echelon, players: usize) -> Option<()> {
        if echelon.rows.len() + 1 >= players {
            if echelon.rows.len() + 1 == players {
                self.edge(&echelon.free_direction(players));
            }
            return Some(());
        }
        let missing = players - 1 - echelon.rows.len();
        for place in from..=self.essential.len().checked_sub(missing).unwrap_or(from) {
            self.left = self.left.checked_sub(1)?;
            let Some(coalition) = self.essential.get(place) else { break };
            let mut next = echelon.clone();
            if next.insert(*coalition) {
                self.extend(place + 1, &next, players)?;
            }
        }
        Some(())
    }

    /// Keeps the direction, or its opposite, if no tight coalition loses by it.
    fn edge(&mut self, direction: &Row) {
        let change = |mask: &usize| sum_over(direction, *mask);
        if self.essential.iter().all(|mask| change(mask) >= 0) {
            self.directions.insert(*direction);
        } else if self.essential.iter().all(|mask| change(mask) <= 0) {
            self.directions.insert(direction.map(|step| -step));
        }
    }
}

/// Independent coalitions in reduced echelon form: each pivot column has one entry.
#[derive(Clone)]
struct Echelon {
    rows: Vec<(usize, Row)>,
}

impl Echelon {
    fn of_everybody(players: usize) -> Self {
        let mut echelon = Self { rows: Vec::with_capacity(players) };
        echelon.insert((1 << players) - 1);
        echelon
    }

    /// Takes in a coalition; `false` if it depends on those before.
    fn insert(&mut self, coalition: usize) -> bool {
        let mut row = [0; MOST_PLAYERS];
        for (seat, entry) in row.iter_mut().enumerate() {
            *entry = i64::from(coalition >> seat & 1 == 1);
        }
        for (pivot, other) in &self.rows {
            eliminate(&mut row, *pivot, other);
        }
        let Some(pivot) = row.iter().position(|entry| *entry != 0) else { return false };
        for (_, other) in &mut self.rows {
            eliminate(other, pivot, &row);
        }
        self.rows.push((pivot, row));
        true
    }

    /// The direction orthogonal to all rows, if there is just one.
    fn free_direction(&self, players: usize) -> Row {
        let is_pivot = |seat: &usize| self.rows.iter().any(|(pivot, _)| pivot == seat);
        let free = (0..players).find(|seat| !is_pivot(seat)).unwrap_or(0);
        let entry = |row: &Row, seat: usize| row.get(seat).copied().unwrap_or(0);
        // The minors of a matrix divide their common multiple: the scale is a 0/1 determinant at most.
        let scale = self.rows.iter().fold(1, |scale: i64, (pivot, row)| scale.lcm(&entry(row, *pivot)));
        let mut direction = [0; MOST_PLAYERS];
        let steps =
            self.rows.iter().map(|(pivot, row)| (*pivot, -(scale / entry(row, *pivot)) * entry(row, free)));
        for (seat, step) in steps.chain([(free, scale)]) {
            if let Some(place) = direction.get_mut(seat) {
                *place = step;
            }
        }
        primitive(&mut direction);
        direction
    }
}

/// Makes the entry of `row` in the pivot's column 0.
fn eliminate(row: &mut Row, pivot: usize, by: &Row) {
    let (Some(&entry), Some(&leading)) = (row.get(pivot), by.get(pivot)) else { return };
    if entry != 0 {
        for (value, along) in row.iter_mut().zip(by) {
            *value = *value * leading - entry * along;
        }
        primitive(row);
    }
}

/// Divides by the greatest common divisor.
fn primitive(row: &mut Row) {
    let divisor = row.iter().fold(0, |divisor: i64, entry| divisor.gcd(entry));
    if divisor > 1 {
        for entry in row {
            *entry /= divisor;
        }
    }
}

/// What a coalition gains by a step in this direction.
fn sum_over(direction: &Row, mask: usize) -> i64 {
    direction.iter().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1).map(|(_, step)| step).sum()
}

fn mask(coalition: Coalition) -> usize {
    usize::try_from(coalition.bits()).unwrap_or(0)
}
