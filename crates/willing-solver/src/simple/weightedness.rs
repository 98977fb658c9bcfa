//! Whether weights and a quota say who wins.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;
use willing_check::program::{Bounds, Contradiction, LinearModel, NoOptimum, Row, Sense};
use willing_check::simple::{Representation, Trade};
use willing_council::{Formula, Seat, SimpleGame};
use willing_game::{Limit, Rational, Verdict};

use super::majority::apart;
use super::ordered::kinds;
use super::separation::Effort;
use super::trade::trade;
use crate::Run;
use crate::program::Optimum;

/// Weights and a quota that say who wins, or a trade of members from winning to losing coalitions which shows that there
/// are none.
///
/// A game of one condition is answered by it. Otherwise a linear program asks for weights of kinds of seats with w(S) ≥ q for
/// the winning and w(T) ≤ q − 1 for the losing coalitions met so far, of least total; a search finds coalitions on the
/// wrong side, which are made minimal and maximal and join the program. When none are found, the weights represent the game.
/// When the program is contradictory, its multipliers (Farkas 1902) say how often each coalition appears in a trade.
///
/// # Errors
///
/// [`solve`](Weightedness::solve) is undecided with [`Limit::Nodes`] where coalitions on the wrong side can neither be
/// found nor excluded, or numbers exceed 64 bits; with [`Limit::Iterations`] after so many programs; with
/// [`Limit::Cancelled`] on request.
///
/// # Complexity
///
/// No bound in n is enforced: it is quick for up to a dozen kinds of seats. Trades of more than 100,000 coalitions are not
/// written down.
///
/// # Numerics
///
/// Exact: the programs are solved in rational numbers, weights are multiplied by their common denominator.
///
/// # Example
///
/// ```
/// use willing_council::{Matter, VotingRule};
/// use willing_game::Certificate;
/// use willing_solver::simple::Weightedness;
///
/// let council = VotingRule::un_security_council()?.simple_game(&Matter::Substantive)?;
/// let weighted = Weightedness::new().solve(&council).found()?;
/// assert_eq!((weighted.quota, weighted.weights[0], weighted.weights[5]), (39, 7, 1));
/// weighted.check(&council)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Elgot (1961); Taylor & Zwicker (1992), "A characterization of weighted voting"; Taylor & Zwicker (1999), theorem 2.4.2.
#[derive(Clone, Debug)]
pub struct Weightedness {
    effort: Effort,
    max_programs: usize,
}

impl Default for Weightedness {
    fn default() -> Self {
        Self { effort: Effort::default(), max_programs: 400 }
    }
}

/// What the program knows of a coalition: how many seats of each kind it has, and whether it wins.
pub(super) struct Met {
    pub(super) members: Vec<usize>,
    pub(super) wins: bool,
}

impl Weightedness {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the most nodes of each search (default 2²¹).
    #[must_use]
    pub fn max_nodes(mut self, nodes: usize) -> Self {
        self.effort.max_nodes = nodes;
        self
    }

    /// Sets the most linear programs (default 400).
    #[must_use]
    pub fn max_programs(mut self, programs: usize) -> Self {
        self.max_programs = programs;
        self
    }

    /// Sets a way to stop.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.effort.run = run;
        self
    }

    /// Weights that represent `game`, or a trade.
    pub fn solve(&self, game: &SimpleGame) -> Verdict<Representation, Trade> {
        match self.decide(game) {
            Ok(verdict) => verdict,
            Err(limit) => Verdict::Undecided(limit),
        }
    }

    fn decide(&self, game: &SimpleGame) -> Result<Verdict<Representation, Trade>, Limit> {
        if let Formula::One(condition) = game.formula() {
            let (quota, weights) = (condition.quota, condition.weights.clone());
            return Ok(Verdict::Exists(Representation { quota, weights }));
        }
        // If everybody together loses, or nobody wins, weights of 0 say so.
        for (constant, quota) in [(!game.wins(|_| true), 1), (game.wins(|_| false), 0)] {
            if constant {
                let weights = vec![0; game.seats()];
                return Ok(Verdict::Exists(Representation { quota, weights }));
            }
        }
        let kinds = kinds(game);
        let mut met = vec![
            Met { members: kinds.iter().map(Vec::len).collect(), wins: true },
            Met { members: vec![0; kinds.len()], wins: false },
        ];
        for _ in 0..self.max_programs {
            let weights = match self.weights(&kinds, &met)? {
                Ok(weights) => weights,
                Err(multipliers) => {
                    return trade(&kinds, &met, &multipliers).map(Verdict::Impossible).ok_or(Limit::Nodes);
                }
            };
            let candidate = integers(game, &kinds, &weights).ok_or(Limit::Nodes)?;
            let weighted =
                SimpleGame::weighted(candidate.quota, candidate.weights.clone()).map_err(|_| Limit::Nodes)?;
            let light = apart(game, &weighted, &self.effort)?;
            let heavy = apart(&weighted, game, &self.effort)?;
            if light.is_none() && heavy.is_none() {
                return Ok(Verdict::Exists(candidate));
            }
            let light = light.map(|coalition| reduced(game, &kinds, &coalition));
            let heavy = heavy.map(|coalition| extended(game, &kinds, &coalition));
            met.extend(light.map(|members| Met { members, wins: true }));
            met.extend(heavy.map(|members| Met { members, wins: false }));
        }
        Err(Limit::Iterations)
    }

    /// A weight for each kind and the quota, or multipliers of the coalitions met.
    fn weights(
        &self,
        kinds: &[Vec<usize>],
        met: &[Met],
    ) -> Result<Result<Vec<Rational>, Vec<Rational>>, Limit> {
        let number = |count: usize| Rational::from(i64::try_from(count).unwrap_or(i64::MAX));
        let quota = -Rational::one();
        let row = |met: &Met| {
            let coefficients =
                met.members.iter().map(|count| number(*count)).chain([quota.clone()]).collect();
            if met.wins {
                Row::new(coefficients, Sense::AtLeast, Rational::zero())
            } else {
                Row::new(coefficients, Sense::AtMost, -Rational::one())
            }
        };
        let objective = kinds.iter().map(|kind| number(kind.len())).chain([Rational::zero()]).collect();
        let mut bounds = vec![Bounds::non_negative(); kinds.len()];
        bounds.push(Bounds::free());
        let model = LinearModel::minimize(objective, met.iter().map(row).collect(), bounds);
        // The model is well formed and bounded, and the evidence of the program checked: neither can fail.
        let model = model.map_err(|_| Limit::Iterations)?;
        match Optimum::new().run(self.effort.run.clone()).solve(&model).map_err(|_| Limit::Iterations)? {
            Verdict::Exists(optimum) => Ok(Ok(optimum.point)),
            Verdict::Impossible(NoOptimum::Contradiction(Contradiction { multipliers })) => {
                Ok(Err(multipliers))
            }
            Verdict::Impossible(NoOptimum::Unbounded(_)) => Err(Limit::Iterations),
            Verdict::Undecided(limit) => Err(limit),
        }
    }
}

/// The weights of kinds and the quota, the last number, as integers by seat.
fn integers(game: &SimpleGame, kinds: &[Vec<usize>], numbers: &[Rational]) -> Option<Representation> {
    let unit = numbers.iter().fold(BigInt::from(1), |unit, number| unit.lcm(number.denominator()));
    let whole = |number: &Rational| (number.numerator() * &unit / number.denominator()).to_u64();
    let mut weights = vec![0; game.seats()];
    for (kind, number) in kinds.iter().zip(numbers) {
        let weight = whole(number)?;
        for seat in kind {
            *weights.get_mut(*seat)? = weight;
        }
    }
    Some(Representation { quota: whole(numbers.last()?)?, weights })
}

/// How many seats of each kind remain if light ones leave as long as the coalition wins.
fn reduced(game: &SimpleGame, kinds: &[Vec<usize>], coalition: &[Seat]) -> Vec<usize> {
    changed(game, kinds, coalition, false)
}

/// How many seats of each kind there are if light ones join as long as the coalition loses.
fn extended(game: &SimpleGame, kinds: &[Vec<usize>], coalition: &[Seat]) -> Vec<usize> {
    changed(game, kinds, coalition, true)
}

#[expect(clippy::indexing_slicing, reason = "one entry a seat, and seats of the game itself")]
fn changed(game: &SimpleGame, kinds: &[Vec<usize>], coalition: &[Seat], joins: bool) -> Vec<usize> {
    let mut inside = vec![false; game.seats()];
    for seat in coalition {
        inside[seat.place()] = true;
    }
    for &seat in kinds.iter().rev().flatten() {
        if inside[seat] != joins {
            inside[seat] = joins;
            if game.wins(|place| inside[place]) == joins {
                inside[seat] = !joins;
            }
        }
    }
    kinds.iter().map(|kind| kind.iter().filter(|seat| inside[**seat]).count()).collect()
}
