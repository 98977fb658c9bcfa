//! The test of one property and its settings.

use willing_check::properties::{Counterexample, Holds, Property};
use willing_game::tu::TableGame;
use willing_game::{Limit, Verdict};

use super::Error;
use super::pairs::superadditive;
use super::scan::{Found, convex, least_join, scan};
use super::worths::{Exact, Integer};
use crate::Run;

/// A test whether a game has a [`Property`].
///
/// # Returns
///
/// * `Exists`: it has; the evidence is checked by an independent scan of the table.
/// * `Impossible`: a counterexample, the first in this order of coalitions as bit masks:
///   - convex, monotone, zero-monotone: the least S, then the least players;
///   - superadditive: pairs of a coalition S and a single player i before all others, the least S first, then the
///     least i; then pairs S > T, the least S first, then the least T;
///   - all else: the least S; for symmetric games against the first coalition of its size.
/// * `Undecided(Limit::Cancelled)`: somebody asked to stop.
///
/// # Errors
///
/// [`Error::PlayerLimit`]; [`Error::Worths`] if float worths lie more than 120 bits apart.
///
/// # Complexity
///
/// Convexity n²2ⁿ/8 comparisons: 2 ms at n = 15, 0.3 s at 20, 1.5 s at 22. Superadditivity 3ⁿ/2, unless the game is
/// convex or a single player is enough to refute it: 4 ms at n = 15, 1.5 s at 20, nine times as much for two
/// players more. All else n2ⁿ or 2ⁿ: 30 ms at n = 20 at most. (Processor time of one thread; threads share the
/// work of the first two.) Tables of integers are read in place, floats are copied to integers of 8 or 16 bytes.
///
/// # Numerics
///
/// Exact: integers of 64 bits where the worths are below 2⁵⁷ over their common denominator, else of 128.
///
/// # References
///
/// Shapley (1971), Cores of convex games, *International Journal of Game Theory* 1: a convex game is
/// superadditive, and convex if and only if so for single players. Peleg & Sudhölter (2007), ch. 2.
///
/// # Example
///
/// ```
/// use willing_check::properties::{Counterexample, Property};
/// use willing_game::tu::TableGame;
/// use willing_game::{Certificate, Coalition, Player, Verdict};
/// use willing_solver::properties::PropertyTest;
///
/// // Two left gloves, one right glove (player 2): the second left glove adds nothing to a pair.
/// let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1])?;
/// PropertyTest::of(Property::Superadditive).solve(&gloves)?.found()?.check(&gloves)?;
///
/// let Verdict::Impossible(why) = PropertyTest::of(Property::Convex).solve(&gloves)? else { panic!() };
/// let right = Coalition::of([2])?;
/// assert_eq!(why, Counterexample::Convex { coalition: right, one: Player::new(0), other: Player::new(1) });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PropertyTest {
    property: Property,
    player_limit: usize,
    run: Run,
}

impl PropertyTest {
    /// The test of this property.
    #[must_use]
    pub fn of(property: Property) -> Self {
        let player_limit = if property == Property::Superadditive { 22 } else { TableGame::MAX_PLAYERS };
        Self { property, player_limit, run: Run::default() }
    }

    /// Refuses games of more players (default 22 for superadditivity, [`TableGame::MAX_PLAYERS`] for all else).
    #[must_use]
    pub fn player_limit(mut self, players: usize) -> Self {
        self.player_limit = players;
        self
    }

    /// Runs so (default: on one thread, to the end).
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// Tests the property. See [`PropertyTest`].
    ///
    /// # Errors
    ///
    /// As said there.
    pub fn solve(&self, game: &TableGame) -> Result<Verdict<Holds, Counterexample>, Error> {
        let players = game.player_count();
        if players > self.player_limit {
            return Err(Error::PlayerLimit { players, limit: self.player_limit });
        }
        let found = match Exact::of(game)? {
            Exact::Narrow { worths, one } => self.run.install(|| self.search(players, &worths, one)),
            Exact::Wide { worths, one } => self.run.install(|| self.search(players, &worths, one)),
        };
        Ok(match found {
            Found::Nothing => Verdict::Exists(Holds { property: self.property }),
            Found::Failure(counterexample) => Verdict::Impossible(counterexample),
            Found::Cancelled => Verdict::Undecided(Limit::Cancelled),
        })
    }

    /// Looks for a counterexample among these worths, in units of which `one` make 1.
    fn search<T: Integer>(&self, players: usize, worths: &[T], one: Option<T>) -> Found<Counterexample> {
        let nothing = T::default();
        let grand = worths.last().copied().unwrap_or_default();
        match self.property {
            Property::Superadditive => superadditive(players, worths, &self.run),
            Property::Convex => convex(players, worths, &self.run),
            Property::Monotone => least_join(worths, &self.run, |rest, _, union| rest > union)
                .map(|(coalition, joining)| Counterexample::Monotone { coalition, joining }),
            Property::ZeroMonotone => {
                least_join(worths, &self.run, |rest, single, union| rest + single > union)
                    .map(|(coalition, joining)| Counterexample::ZeroMonotone { coalition, joining })
            }
            Property::Additive => {
                let singles = singles(players, worths);
                let alone = |mask: usize| sum_over(&singles, mask);
                scan(worths, &self.run, |mask, worth| worth != alone(mask))
                    .map(|coalition| Counterexample::Additive { coalition })
            }
            Property::Essential => {
                let alone = singles(players, worths).into_iter().fold(nothing, |sum, worth| sum + worth);
                if grand <= alone { Found::Failure(Counterexample::Essential) } else { Found::Nothing }
            }
            Property::Simple => {
                let neither = scan(worths, &self.run, |_, worth| worth != nothing && Some(worth) != one)
                    .map(|coalition| Counterexample::NeitherWinsNorLoses { coalition });
                if !matches!(neither, Found::Nothing) {
                    neither
                } else if Some(grand) == one {
                    least_join(worths, &self.run, |rest, _, union| rest > union)
                        .map(|(coalition, joining)| Counterexample::LosesByJoining { coalition, joining })
                } else {
                    Found::Failure(Counterexample::GrandCoalitionLoses)
                }
            }
            Property::ConstantSum => {
                let rest = |mask: usize| worths.iter().rev().nth(mask).copied().unwrap_or_default();
                scan(worths, &self.run, |mask, worth| worth + rest(mask) != grand)
                    .map(|coalition| Counterexample::ConstantSum { coalition })
            }
            Property::Symmetric => {
                let first = |mask: usize| (1usize << mask.count_ones()) - 1;
                let model = |mask: usize| worths.get(first(mask)).copied().unwrap_or_default();
                scan(worths, &self.run, |mask, worth| worth != model(mask)).map(|second| {
                    let first = (1u64 << second.len()) - 1;
                    let first = willing_game::Coalition::from_bits(first);
                    Counterexample::Symmetric { first, second }
                })
            }
        }
    }
}

/// What each player earns alone.
fn singles<T: Integer>(players: usize, worths: &[T]) -> Vec<T> {
    (0..players).map(|seat| worths.get(1 << seat).copied().unwrap_or_default()).collect()
}

/// The sum of these amounts over the members of a coalition.
fn sum_over<T: Integer>(amounts: &[T], mask: usize) -> T {
    let members = amounts.iter().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1);
    members.fold(T::default(), |sum, (_, amount)| sum + *amount)
}
