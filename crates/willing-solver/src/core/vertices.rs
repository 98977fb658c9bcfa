//! All vertices of the core and of its relaxations.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use willing_check::core::{CoreVertex, CoreVertices, EmptyRelaxedCore};
use willing_game::tu::{self, Allocation, TableGame};
use willing_game::{Coalition, Limit, Rational, Verdict};

use super::polytope::{Cut, MOST_PLAYERS, Point, cut, simplex};
use super::span::Span;
use crate::Run;
use crate::bargaining::{Packing, pack};

/// Why vertices are not listed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum VertexError {
    /// Worths that cannot be compared exactly.
    #[error(transparent)]
    Game(#[from] tu::Error),
    /// More players than the limit admits.
    #[error("{players} players: the limit is {limit}, and {most} at most", most = MOST_PLAYERS)]
    PlayerLimit {
        /// How many players there are.
        players: usize,
        /// The most admitted.
        limit: usize,
    },
}

/// All vertices of the core, or of the ε-core { x : x(N) = v(N), x(S) ≥ v(S) − ε for ∅ ≠ S ≠ N }.
///
/// # Returns
///
/// * `Exists`: the vertices, ascending, each with n − 1 independent tight coalitions;
/// * `Impossible`: weights that show that the ε-core is empty;
/// * `Undecided`: the limit on vertices was hit on the way ([`Limit::Answers`]), or somebody asked to stop.
///
/// # Errors
///
/// [`VertexError::PlayerLimit`]; [`VertexError::Game`] if float worths lie more than 120 bits apart.
///
/// # Complexity
///
/// A linear program of n rows decides whether there are any. Then one cut by each coalition; a cut compares all
/// vertices on its two sides pair by pair. There are up to n! vertices (strictly convex games: Shapley 1971): 720 of
/// six players take 0.02 s, 5,040 of seven 0.4 s, 40,320 of eight 27 s; their check 0.1, 2 and 33 s (processor time).
///
/// # Numerics
///
/// Exact: integers of 128 bits where worths are below 2⁵⁰ over their common denominator, else of any size.
///
/// # References
///
/// Shapley (1971), Cores of convex games, *International Journal of Game Theory* 1; Shapley & Shubik (1966),
/// Quasi-cores in a monetary economy with nonconvex preferences, *Econometrica* 34; the method: Motzkin, Raiffa,
/// Thompson & Thrall (1953), The double description method; Fukuda & Prodon (1996).
///
/// # Example
///
/// ```
/// use willing_game::Certificate;
/// use willing_game::tu::TableGame;
/// use willing_solver::core::Vertices;
///
/// // A coalition of k players earns k²: all 3! orders of joining pay different marginal contributions.
/// let squares = TableGame::from_integers(vec![0, 1, 1, 4, 1, 4, 4, 9])?;
/// let core = Vertices::new().solve(&squares)?.found()?;
/// assert_eq!(core.vertices.len(), 6);
/// core.check(&squares)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Vertices {
    slack: Rational,
    player_limit: usize,
    vertex_limit: usize,
    run: Run,
}

impl Default for Vertices {
    fn default() -> Self {
        Self { slack: Rational::zero(), player_limit: 8, vertex_limit: 50_000, run: Run::default() }
    }
}

impl Vertices {
    /// The vertices of the core.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// ε, in the unit of the game (default 0): coalitions other than N claim this much less than their worth.
    #[must_use]
    pub fn slack(mut self, slack: Rational) -> Self {
        self.slack = slack;
        self
    }

    /// Refuses games of more players (default 8; at most 10 whatever the setting).
    #[must_use]
    pub fn player_limit(mut self, players: usize) -> Self {
        self.player_limit = players;
        self
    }

    /// Stops when there are more vertices than this, in the end or after one of the cuts (default 50,000).
    #[must_use]
    pub fn vertex_limit(mut self, vertices: usize) -> Self {
        self.vertex_limit = vertices;
        self
    }

    /// Runs so (default: to the end). One thread is used, whatever the setting.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// Lists the vertices. See [`Vertices`].
    ///
    /// # Errors
    ///
    /// As said there.
    pub fn solve(&self, game: &TableGame) -> Result<Verdict<CoreVertices, EmptyRelaxedCore>, VertexError> {
        let (players, limit) = (game.player_count(), self.player_limit.min(MOST_PLAYERS));
        if players > limit {
            return Err(VertexError::PlayerLimit { players, limit });
        }
        let claims = Claims::new(game, &self.slack)?;
        // Amounts are at most g times a 0/1 determinant below 2⁹; a crossing multiplies two such sums.
        if claims.bits() <= 50 {
            self.cut_all(game, &claims, ToPrimitive::to_i128)
        } else {
            self.cut_all(game, &claims, |number| Some(number.clone()))
        }
    }

    /// Cuts the simplex of what is left after everybody's own claim by all other coalitions.
    fn cut_all<T: Integer + Signed + Clone + Into<BigInt>>(
        &self,
        game: &TableGame,
        claims: &Claims,
        convert: impl Fn(&BigInt) -> Option<T>,
    ) -> Result<Verdict<CoreVertices, EmptyRelaxedCore>, VertexError> {
        let convert = |number: &BigInt| convert(number).unwrap_or_else(T::zero);
        let players = game.player_count();
        // Decided first: on the way to nothing, cuts may pass through many vertices.
        if let Some(empty) = claims.empty(&self.slack) {
            return Ok(Verdict::Impossible(empty));
        }
        let mut points = simplex(players, &convert(&claims.left));
        let total = claims.beyond.len() as u64;
        for (done, (coalition, least)) in (0..).zip(&claims.beyond) {
            self.run.report("vertices of the core: coalitions", done, total);
            let limit = self.vertex_limit;
            points =
                match cut(points, players, *coalition, &convert(least), limit, || self.run.is_cancelled()) {
                    Cut::Left(points) => points,
                    Cut::TooMany => return Ok(Verdict::Undecided(Limit::Answers)),
                    Cut::Cancelled => return Ok(Verdict::Undecided(Limit::Cancelled)),
                };
        }
        let vertices = points.into_iter().map(|point| claims.vertex(game, point));
        let mut vertices = vertices.collect::<Result<Vec<_>, _>>()?;
        vertices.sort_unstable_by(|one, other| one.allocation.amounts().cmp(other.allocation.amounts()));
        Ok(Verdict::Exists(CoreVertices { slack: self.slack.clone(), vertices }))
    }
}

/// What coalitions claim, in integers over a common denominator.
struct Claims {
    denominator: BigInt,
    /// v({i}) − ε; v(N) for a single player.
    alone: Vec<BigInt>,
    /// v(N) less what all claim alone.
    left: BigInt,
    /// For coalitions of two or more, but not all: what they claim beyond that.
    beyond: Vec<(usize, BigInt)>,
}

impl Claims {
    fn new(game: &TableGame, slack: &Rational) -> Result<Self, tu::Error> {
        let players = game.player_count();
        let worths = game.numerators()?;
        let denominator = worths.denominator().lcm(slack.denominator());
        let scale = &denominator / worths.denominator();
        let slack = slack.numerator() * (&denominator / slack.denominator());
        let worth = |mask: usize| BigInt::from(worths.get(mask)) * &scale;
        let everybody = worths.len() - 1;
        // A single player is everybody, who are not relaxed.
        let alone = |seat: usize| if players == 1 { worth(1) } else { worth(1 << seat) - &slack };
        let alone: Vec<BigInt> = (0..players).map(alone).collect();
        let own = |mask: usize| {
            alone
                .iter()
                .enumerate()
                .filter(|(seat, _)| mask >> seat & 1 == 1)
                .map(|(_, claim)| claim)
                .sum::<BigInt>()
        };
        let left = worth(everybody) - own(everybody);
        let larger = (1..everybody).filter(|mask| mask.count_ones() > 1);
        let beyond = larger.map(|mask| (mask, worth(mask) - &slack - own(mask))).collect();
        Ok(Self { denominator, alone, left, beyond })
    }

    /// The most bits of a number that cuts compute with.
    fn bits(&self) -> u64 {
        let sizes = self.beyond.iter().map(|(_, claim)| claim.bits());
        sizes.chain([self.left.bits()]).max().unwrap_or(0)
    }

    /// A point of the simplex as a vertex of the ε-core.
    fn vertex<T: Integer + Signed + Clone + Into<BigInt>>(
        &self,
        game: &TableGame,
        point: Point<T>,
    ) -> Result<CoreVertex, tu::Error> {
        let tight = independent(game.player_count(), point.tight());
        let share: BigInt = point.denominator.into();
        let unit = &self.denominator * &share;
        let amount = |(alone, beyond): (&BigInt, T)| {
            Rational::new(alone * &share + beyond.into(), unit.clone()).unwrap_or_default()
        };
        let amounts = self.alone.iter().zip(point.amounts).map(amount).collect();
        Ok(CoreVertex { allocation: Allocation::new(game, amounts)?, tight })
    }

    /// Weights under which all claims together exceed v(N), if there are any.
    fn empty(&self, slack: &Rational) -> Option<EmptyRelaxedCore> {
        let players = self.alone.len();
        // Weighted claims beyond g exceed it by 1/det or more, and a 0/1 determinant of 10 rows is below 2⁹.
        let fine = |claim: &BigInt| claim << 10u32;
        let mut rewards = vec![BigInt::zero(); 1 << players];
        for (mask, claim) in &self.beyond {
            if let Some(reward) = rewards.get_mut(*mask) {
                *reward = fine(claim);
            }
        }
        let mut weights: BTreeMap<usize, Rational> = BTreeMap::new();
        let mut left = vec![Rational::one(); players];
        let target = fine(&self.left) + 1;
        let Packing::Reached { weights: packed, denominator } = pack(players, &rewards, &target) else {
            return None;
        };
        for (mask, weight) in packed {
            let weight = Rational::new(weight, denominator.clone()).unwrap_or_default();
            for (_, left) in left.iter_mut().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1) {
                *left -= &weight;
            }
            weights.insert(mask, weight);
        }
        // What the packing leaves of a player it claims alone.
        for (seat, left) in left.into_iter().enumerate().filter(|(_, left)| left.is_positive()) {
            *weights.entry(1 << seat).or_default() += &left;
        }
        let named = weights.into_iter().map(|(mask, weight)| (Coalition::from_bits(mask as u64), weight));
        Some(EmptyRelaxedCore { slack: slack.clone(), weights: named.collect() })
    }
}

/// The first n − 1 of these coalitions that are independent of each other and of N.
fn independent(players: usize, coalitions: impl Iterator<Item = usize>) -> Vec<Coalition> {
    let mut span = Span::of_everybody(players);
    coalitions.filter(|&mask| span.take(mask)).map(|mask| Coalition::from_bits(mask as u64)).collect()
}
