//! Best-reply paths in rounds: sequential accession, and the climb of a potential.

use willing_game::{AggregativeGame, Certificate, Limit, Profile};
use willing_risk::TierGame;

use super::{RunningTotals, Violation};
use crate::tiers::rounding_allowance;

/// One player changes its action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Move {
    /// The player's seat.
    pub player: usize,
    /// The action it leaves.
    pub from: usize,
    /// The action it takes.
    pub to: usize,
}

/// Players move in rounds, one after the other in a fixed order, each to its best reply if that
/// gains, until a round without a move: an equilibrium.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BestReplyPath {
    /// ε, in payoff units: a player stays unless it gains more.
    pub tolerance: f64,
    /// The order of moving: every seat once.
    pub order: Vec<usize>,
    /// Where it starts.
    pub start: Profile,
    /// The moves of each round, in order; players who are not named stay.
    pub rounds: Vec<Vec<Move>>,
    /// Where it ends.
    pub end: Profile,
}

/// A best-reply path that comes back to a profile that it left: it will never end.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BestReplyCycle {
    /// The path; its end is the profile that it came back to.
    pub path: BestReplyPath,
    /// The round that started from the same profile.
    pub returns_to: usize,
}

/// A best-reply path that a limit cut short.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PartialBestReplyPath {
    /// The limit.
    pub limit: Limit,
    /// The moves made by then.
    pub path: BestReplyPath,
}

impl BestReplyPath {
    /// The round in which `player` made its last move, counted from 0; `None` if it never moved.
    #[must_use]
    pub fn settled(&self, player: usize) -> Option<usize> {
        self.rounds.iter().rposition(|moves| moves.iter().any(|step| step.player == player))
    }

    /// Verifies that the path ends, in an equilibrium of `game`, with rounding allowances of its own.
    ///
    /// # Errors
    ///
    /// The first [`Violation`].
    pub fn check_with(
        &self,
        game: &impl AggregativeGame,
        allowance: impl Fn(usize) -> f64,
    ) -> Result<(), Violation> {
        self.replay(game, &allowance)?;
        let totals = RunningTotals::of(game, &self.end);
        (0..self.end.len()).try_for_each(|player| {
            let bar = self.tolerance + allowance(player);
            check_stays(game, player, self.end.action(player), &totals, bar)
        })
    }

    /// Replays all rounds; the profiles before each of them.
    fn replay(
        &self,
        game: &impl AggregativeGame,
        allowance: &impl Fn(usize) -> f64,
    ) -> Result<Vec<Profile>, Violation> {
        check_tolerance(self.tolerance)?;
        self.start.fits(game)?;
        self.end.fits(game)?;
        check_order(&self.order, game.player_count())?;
        let mut actions = self.start.actions().to_vec();
        let mut totals = RunningTotals::of(game, &self.start);
        let mut before = Vec::with_capacity(self.rounds.len());
        for (round, moves) in self.rounds.iter().enumerate() {
            before.push(Profile::new(actions.clone()));
            let mut waiting = moves.iter().peekable();
            for &player in &self.order {
                let Some(action) = actions.get_mut(player) else { continue };
                let current = usize::from(*action);
                let bar = self.tolerance + allowance(player);
                let Some(step) = waiting.next_if(|step| step.player == player) else {
                    check_stays(game, player, current, &totals, bar)
                        .map_err(|_| Violation::NotBestReply { round, player })?;
                    continue;
                };
                if step.from != current || !is_best_reply(game, step, &totals, bar, allowance(player)) {
                    return Err(Violation::NotBestReply { round, player });
                }
                *action = u8::try_from(step.to).unwrap_or(u8::MAX);
                totals.shift(game, player, step.from, step.to);
            }
            if let Some(step) = waiting.next() {
                return Err(Violation::OutOfTurn { round, player: step.player });
            }
        }
        let reached = Profile::new(actions);
        match (0..reached.len()).find(|&player| reached.action(player) != self.end.action(player)) {
            None => Ok(before),
            Some(player) => {
                let (reached, stated) = (reached.action(player), self.end.action(player));
                Err(Violation::End { player, reached, stated })
            }
        }
    }
}

impl Certificate<TierGame> for BestReplyPath {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        self.check_with(game, |player| rounding_allowance(game, player))
    }
}

impl BestReplyCycle {
    /// Verifies the moves and the return, with rounding allowances of the game's own.
    ///
    /// # Errors
    ///
    /// The first [`Violation`].
    pub fn check_with(
        &self,
        game: &impl AggregativeGame,
        allowance: impl Fn(usize) -> f64,
    ) -> Result<(), Violation> {
        let before = self.path.replay(game, &allowance)?;
        // A round without moves is no cycle but an equilibrium.
        let moved = self
            .path
            .rounds
            .get(self.returns_to..)
            .is_some_and(|rounds| rounds.iter().any(|r| !r.is_empty()));
        if moved && before.get(self.returns_to) == Some(&self.path.end) {
            Ok(())
        } else {
            Err(Violation::NoReturn { round: self.returns_to })
        }
    }
}

impl Certificate<TierGame> for BestReplyCycle {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        self.check_with(game, |player| rounding_allowance(game, player))
    }
}

/// Refuses a tolerance that is no number ≥ 0.
pub(super) fn check_tolerance(value: f64) -> Result<(), Violation> {
    if value.is_finite() && value >= 0.0 { Ok(()) } else { Err(Violation::Tolerance { value }) }
}

/// Refuses an order in which a seat is missing or stands twice.
fn check_order(order: &[usize], players: usize) -> Result<(), Violation> {
    let mut seats = order.to_vec();
    seats.sort_unstable();
    if seats.iter().copied().eq(0..players) { Ok(()) } else { Err(Violation::Order { players }) }
}

/// Refuses a player that gains more than `bar` by another action.
pub(super) fn check_stays(
    game: &impl AggregativeGame,
    player: usize,
    current: usize,
    totals: &RunningTotals,
    bar: f64,
) -> Result<(), Violation> {
    let feasible = game.feasible(player);
    if feasible.single() == Some(current) {
        return Ok(());
    }
    let others = totals.without(&game.contribution(player, current));
    let own = game.payoff(player, current, &others);
    for action in feasible.iter().filter(|&action| action != current) {
        let gain = game.payoff(player, action, &others) - own;
        // Written so that NaN is refused too.
        if gain.is_nan() || gain > bar {
            return Err(Violation::Gain { player, action, gain });
        }
    }
    Ok(())
}

/// Whether the move gains more than `bar`, and nothing gains more than the move but for rounding.
fn is_best_reply(
    game: &impl AggregativeGame,
    step: &Move,
    totals: &RunningTotals,
    bar: f64,
    allowance: f64,
) -> bool {
    let feasible = game.feasible(step.player);
    let others = totals.without(&game.contribution(step.player, step.from));
    let payoff = |action: usize| game.payoff(step.player, action, &others);
    let to = payoff(step.to);
    feasible.contains(step.to)
        && to - payoff(step.from) > bar
        && feasible.iter().all(|action| payoff(action) - to <= allowance)
}
