//! Deviating groups of bounded size.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use willing_check::deviation::{GroupDeviation, MAX_GROUP, Move, NoGroupDeviation, PartialGroupSearch};
use willing_game::{AggregativeGame, Limit, Profile, Totals, TotalsBox, Verdict};
use willing_risk::TierGame;

use super::{Error, tier_payoff_at_most};

/// Whether some group of at most `size` players can deviate from a profile so that every member gains
/// more than the tolerance: *k*-strong equilibrium.
///
/// Groups are tried by size, then by seats, then by actions, so that a witness is of least size. All
/// combinations are evaluated, except moves that cannot pay: where upper bounds of payoffs are known
/// ([`solve`](Self::solve), [`solve_bounded`](Self::solve_bounded)), a move is dropped if its player
/// would not gain even at the best totals that the other members could bring about with the moves that
/// are left, and this is repeated until nothing changes.
///
/// # Returns
///
/// `Exists` if no such group gains; `Impossible` with the first group that does; `Undecided` with the
/// sizes that were closed when a limit was hit.
///
/// # Complexity
///
/// At most Σ_k C(n, k) (K − 1)ᵏ k payoffs for n players of K actions, O(n K) memory. For 193 states of 8
/// tiers: pairs about a million combinations, triples 400 million before moves are dropped; where the
/// ceilings of [`tier_payoff_at_most`] drop most of them, hundredths of a second for either. The check
/// evaluates all combinations, so prefer pairs where the evidence has to be checked often.
///
/// # Numerics
///
/// Gains are differences of payoffs in floating point, compared with the tolerance (default 1e-12);
/// the order of operations is part of the claim, so that the check sees the same numbers.
///
/// # References
///
/// Aumann (1959); Andelman, Feldman & Mansour (2009), Strong price of anarchy, *Games and Economic
/// Behavior* 65.
#[derive(Clone, Debug)]
pub struct GroupDeviations {
    size: usize,
    tolerance: f64,
    evaluation_limit: u64,
    cancel: Option<Arc<AtomicBool>>,
}

impl GroupDeviations {
    /// Groups of at most this many players, 1..=[`MAX_GROUP`].
    #[must_use]
    pub fn up_to(size: usize) -> Self {
        Self { size, tolerance: 1e-12, evaluation_limit: 10_000_000_000, cancel: None }
    }

    /// ε in payoff units (default 1e-12): a gain of at most this much is none.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Stops after this many payoffs and bounds (default 10¹⁰).
    #[must_use]
    pub fn evaluation_limit(mut self, evaluations: u64) -> Self {
        self.evaluation_limit = evaluations;
        self
    }

    /// Stops soon after this flag is set, with the sizes closed by then.
    #[must_use]
    pub fn cancel(mut self, flag: Arc<AtomicBool>) -> Self {
        self.cancel = Some(flag);
        self
    }

    /// Whether a group of states gains by leaving `profile`, by the model's own payoffs.
    ///
    /// # Errors
    ///
    /// As [`solve_bounded`](Self::solve_bounded).
    pub fn solve(
        &self,
        game: &TierGame,
        profile: &Profile,
    ) -> Result<Verdict<NoGroupDeviation, GroupDeviation, PartialGroupSearch>, Error> {
        let ceiling = |player, action, others: &TotalsBox| tier_payoff_at_most(game, player, action, others);
        self.solve_bounded(game, profile, ceiling)
    }

    /// Whether a group gains by leaving `profile`, for payoffs of which nothing else is known.
    ///
    /// # Errors
    ///
    /// As [`solve_bounded`](Self::solve_bounded).
    pub fn solve_embedded<G: AggregativeGame + ?Sized>(
        &self,
        game: &G,
        profile: &Profile,
    ) -> Result<Verdict<NoGroupDeviation, GroupDeviation, PartialGroupSearch>, Error> {
        self.solve_bounded(game, profile, |_, _, _| None)
    }

    /// Whether a group gains by leaving `profile`.
    ///
    /// # Arguments
    ///
    /// `ceiling(player, action, others)` is a number that the player's payoff for the action does not
    /// exceed, up to a relative error of 1e-10, for any totals of the others in the box. One that is too
    /// high only costs time, one that is too low hides deviations; `None` says that nothing is known.
    ///
    /// # Errors
    ///
    /// [`Error::Size`], [`Error::Tolerance`], [`Error::Profile`], [`Error::PayoffNotFinite`].
    pub fn solve_bounded<G: AggregativeGame + ?Sized>(
        &self,
        game: &G,
        profile: &Profile,
        ceiling: impl Fn(usize, usize, &TotalsBox) -> Option<f64>,
    ) -> Result<Verdict<NoGroupDeviation, GroupDeviation, PartialGroupSearch>, Error> {
        if !(1..=MAX_GROUP).contains(&self.size) {
            return Err(Error::Size { got: self.size });
        }
        let tolerance = self.tolerance;
        if !(tolerance.is_finite() && tolerance >= 0.0) {
            return Err(Error::Tolerance { value: tolerance });
        }
        profile.fits(game)?;
        let mut search = Search::new(self, game, profile, ceiling)?;
        let closed = |size| NoGroupDeviation { size, tolerance, profile: profile.clone() };
        for size in 1..=self.size {
            let moves = search.worthwhile(size)?;
            match search.extend(&moves, size, &mut Vec::new())? {
                Found::Nobody => {}
                Found::Group(moves) => {
                    return Ok(Verdict::Impossible(GroupDeviation {
                        tolerance,
                        profile: profile.clone(),
                        moves,
                    }));
                }
                Found::Limit(limit) => {
                    let excluded = (size > 1).then(|| closed(size - 1));
                    return Ok(Verdict::Undecided(PartialGroupSearch { limit, excluded }));
                }
            }
        }
        Ok(Verdict::Exists(closed(self.size)))
    }
}

/// What a part of the search came to.
enum Found {
    Nobody,
    Group(Vec<Move>),
    Limit(Limit),
}

/// A move of one player, with what it changes in the totals.
#[derive(Clone, Copy)]
struct Step {
    player: usize,
    action: usize,
    change: Totals,
}

/// What is known of the profile under examination.
struct Search<'a, G: ?Sized, C> {
    settings: &'a GroupDeviations,
    game: &'a G,
    ceiling: C,
    others: Vec<Totals>,
    now: Vec<f64>,
    /// All moves, by player, then by action.
    moves: Vec<Step>,
    evaluations: u64,
}

impl<'a, G, C> Search<'a, G, C>
where
    G: AggregativeGame + ?Sized,
    C: Fn(usize, usize, &TotalsBox) -> Option<f64>,
{
    fn new(settings: &'a GroupDeviations, game: &'a G, profile: &Profile, ceiling: C) -> Result<Self, Error> {
        let totals = game.totals(profile);
        let others: Vec<Totals> =
            (0..profile.len()).map(|player| game.others(player, profile, &totals)).collect();
        let mut moves = Vec::new();
        let mut now = Vec::new();
        for (player, others) in others.iter().enumerate() {
            let chosen = profile.action(player);
            now.push(finite(game, player, chosen, others)?);
            let old = game.contribution(player, chosen);
            for action in game.feasible(player).without(chosen).iter() {
                let mut change = game.contribution(player, action);
                change.iter_mut().zip(old).for_each(|(change, old)| *change -= old);
                moves.push(Step { player, action, change });
            }
        }
        Ok(Self { settings, game, ceiling, others, now, moves, evaluations: 0 })
    }

    /// The moves that can pay in a group of exactly `size`, to a fixpoint.
    fn worthwhile(&mut self, size: usize) -> Result<Vec<Step>, Error> {
        let mut moves = self.moves.clone();
        loop {
            let before = moves.len();
            let reach = Reach::of(&moves);
            let mut kept = Vec::with_capacity(before);
            for step in moves {
                if self.can_gain(&step, &[], &reach, size - 1) {
                    kept.push(step);
                }
            }
            moves = kept;
            if moves.len() == before || size == 1 {
                return Ok(moves);
            }
        }
    }

    /// Whether a member may gain by its step if the other `group` members and `more` players move.
    fn can_gain(&mut self, step: &Step, group: &[Step], reach: &Reach, more: usize) -> bool {
        let others = reach.around(self.shifted(step.player, group), step.player, more);
        self.evaluations += 1;
        match (self.ceiling)(step.player, step.action, &others) {
            // The slack covers the rounding of the bound; a bound that is no number says nothing.
            Some(most) if most.is_finite() => {
                let now = self.now[step.player];
                most + 1e-9 * (1.0 + most.abs() + now.abs()) - now > self.settings.tolerance
            }
            _ => true,
        }
    }

    /// The totals of the others of `player` when all other members of `group` have moved, in order.
    fn shifted(&self, player: usize, group: &[Step]) -> Totals {
        let mut others = self.others[player];
        for step in group.iter().filter(|step| step.player != player) {
            others.iter_mut().zip(step.change).for_each(|(other, change)| *other += change);
        }
        others
    }

    /// Tries all groups of exactly `size` that begin with `group`; further members come from `moves`.
    fn extend(&mut self, moves: &[Step], size: usize, group: &mut Vec<Step>) -> Result<Found, Error> {
        if let Some(limit) = self.limit() {
            return Ok(Found::Limit(limit));
        }
        // The last member is tried outright; only groups that still grow ask how far they can reach.
        let reach = if group.len() + 1 < size { Reach::of(moves) } else { Reach::default() };
        for (place, step) in moves.iter().enumerate() {
            group.push(*step);
            let found = if group.len() == size {
                self.all_gain(group)?
            } else if self.all_can_gain(group, &reach, size - group.len()) {
                let next = moves[place..].partition_point(|later| later.player == step.player);
                self.extend(&moves[place + next..], size, group)?
            } else {
                Found::Nobody
            };
            group.pop();
            if !matches!(found, Found::Nobody) {
                return Ok(found);
            }
        }
        Ok(Found::Nobody)
    }

    fn all_can_gain(&mut self, group: &[Step], reach: &Reach, more: usize) -> bool {
        // One member alone was looked at when the moves were chosen.
        group.len() == 1 || group.iter().all(|step| self.can_gain(step, group, reach, more))
    }

    fn all_gain(&mut self, group: &[Step]) -> Result<Found, Error> {
        let mut moves = Vec::new();
        // The newest member first: the others' moves were chosen with it unknown.
        for step in group.iter().rev() {
            let others = self.shifted(step.player, group);
            self.evaluations += 1;
            let gain = finite(self.game, step.player, step.action, &others)? - self.now[step.player];
            if gain <= self.settings.tolerance {
                return Ok(Found::Nobody);
            }
            moves.push(Move { player: step.player, action: step.action, gain });
        }
        moves.reverse();
        Ok(Found::Group(moves))
    }

    fn limit(&self) -> Option<Limit> {
        let cancelled = self.settings.cancel.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed));
        match self.evaluations {
            _ if cancelled => Some(Limit::Cancelled),
            evaluations if evaluations > self.settings.evaluation_limit => Some(Limit::Evaluations),
            _ => None,
        }
    }
}

/// How far a few players can move each total: for each total, the players' least and greatest changes,
/// the most extreme first, as many as a group can have and one more, who may be the one asked about.
#[derive(Default)]
struct Reach {
    least: [Vec<(usize, f64)>; 4],
    greatest: [Vec<(usize, f64)>; 4],
}

impl Reach {
    fn of(moves: &[Step]) -> Self {
        let mut reach = Self::default();
        for player in moves.chunk_by(|a, b| a.player == b.player) {
            for dimension in 0..4 {
                let changes = player.iter().map(|step| step.change[dimension]);
                let (low, high) = changes.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), change| {
                    (low.min(change), high.max(change))
                });
                insert(&mut reach.least[dimension], player[0].player, low, |a, b| a < b);
                insert(&mut reach.greatest[dimension], player[0].player, high, |a, b| a > b);
            }
        }
        reach
    }

    /// The box around `others` that `more` players other than `player` can reach; a little wider, for rounding.
    fn around(&self, others: Totals, player: usize, more: usize) -> TotalsBox {
        let mut around = TotalsBox::point(others);
        for (dimension, other) in others.iter().enumerate() {
            let sum = |ends: &[(usize, f64)]| -> f64 {
                ends.iter().filter(|(mover, _)| *mover != player).take(more).map(|(_, change)| change).sum()
            };
            let (down, up) = (sum(&self.least[dimension]), sum(&self.greatest[dimension]));
            let slack = 1e-12 * (other.abs() + down.abs() + up.abs());
            around.low[dimension] += down - slack;
            around.high[dimension] += up + slack;
        }
        around
    }
}

/// Keeps the most extreme [`MAX_GROUP`] entries in order.
fn insert(ends: &mut Vec<(usize, f64)>, player: usize, change: f64, before: impl Fn(f64, f64) -> bool) {
    let place = ends.iter().position(|(_, other)| before(change, *other)).unwrap_or(ends.len());
    ends.insert(place, (player, change));
    ends.truncate(MAX_GROUP);
}

fn finite<G: AggregativeGame + ?Sized>(
    game: &G,
    player: usize,
    action: usize,
    others: &Totals,
) -> Result<f64, Error> {
    let payoff = game.payoff(player, action, others);
    if payoff.is_finite() { Ok(payoff) } else { Err(Error::PayoffNotFinite { player, action, payoff }) }
}
