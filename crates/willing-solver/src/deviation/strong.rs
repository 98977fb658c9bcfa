//! Strong equilibria of games with one integer total, against all coalitions.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use willing_check::deviation::{
    BlockRun, BlockTag, BlockingCoalition, Move, NoBlockingCoalition, PartialBlockSearch,
};
use willing_game::{IntegerAggregativeGame, Limit, Profile, Verdict};

use crate::integer::{Error, Sums, Table, check_tolerance, payoff};

/// Whether a profile of a game with one integer total is a strong equilibrium: no coalition, of
/// whatever size, can deviate so that every member gains more than the tolerance.
///
/// Fix the total T′ after a deviation. Player i would gain by the moves to a with
/// u_i(a, T′) − u_i(s) > ε, whoever else moves; these change the total by the numbers
/// D_i(T′) = { c_i(a) − c_i(s_i) }. A coalition blocks s with T′ if and only if a non-empty choice of at
/// most one number from each D_i(T′) sums to T′ − T: a knapsack for each T′ instead of 2ⁿ coalitions.
///
/// # Returns
///
/// `Exists` with the reason why each T′ is out of reach; `Impossible` with a blocking coalition, its
/// moves and gains, for the least T′ that has one; `Undecided` if cancelled.
///
/// # Complexity
///
/// O(W n K) payoffs and at most O(W n K W / 64) word operations for W totals, n players of K actions;
/// memory O(n W / 64) for the witness.
///
/// # References
///
/// Aumann (1959), Acceptable points in general cooperative *n*-person games.
///
/// # Example
///
/// ```
/// use willing_game::{Certificate, IntegerAggregativeGame, Profile, Verdict};
/// use willing_solver::deviation::StrongEquilibrium;
///
/// /// Two prisoners: 0 confesses, 1 is silent.
/// struct Prisoners;
/// impl IntegerAggregativeGame for Prisoners {
///     fn player_count(&self) -> usize { 2 }
///     fn action_count(&self, _: usize) -> usize { 2 }
///     fn contribution(&self, _: usize, action: usize) -> i64 { action as i64 }
///     fn payoff(&self, _: usize, action: usize, total: i64) -> f64 {
///         4.0 * total as f64 - 5.0 * action as f64
///     }
/// }
///
/// let both_confess = Profile::new(vec![0, 0]);
/// let Verdict::Impossible(blocking) = StrongEquilibrium::new().solve(&Prisoners, &both_confess)? else {
///     panic!("both would rather be silent");
/// };
/// assert_eq!(blocking.moves.len(), 2);
/// blocking.check(&Prisoners)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct StrongEquilibrium {
    tolerance: f64,
    cell_limit: u64,
    cancel: Option<Arc<AtomicBool>>,
}

impl Default for StrongEquilibrium {
    fn default() -> Self {
        Self { tolerance: 0.0, cell_limit: 1 << 30, cancel: None }
    }
}

impl StrongEquilibrium {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// ε in payoff units (default 0): a gain of at most this much is none.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Refuses games with more totals times players than this (default 2³⁰; checked are at most 2³²).
    #[must_use]
    pub fn cell_limit(mut self, cells: u64) -> Self {
        self.cell_limit = cells;
        self
    }

    /// Stops soon after this flag is set, with what is proved by then.
    #[must_use]
    pub fn cancel(mut self, flag: Arc<AtomicBool>) -> Self {
        self.cancel = Some(flag);
        self
    }

    /// Whether `profile` is a strong equilibrium of `game`.
    ///
    /// # Errors
    ///
    /// [`Error::Tolerance`], [`Error::ActionCount`], [`Error::ContributionsTooLarge`],
    /// [`Error::TooManyCells`], [`Error::ProfileLength`], [`Error::NoSuchAction`],
    /// [`Error::PayoffNotFinite`].
    pub fn solve<G: IntegerAggregativeGame + ?Sized>(
        &self,
        game: &G,
        profile: &Profile,
    ) -> Result<Verdict<NoBlockingCoalition, BlockingCoalition, PartialBlockSearch>, Error> {
        check_tolerance(self.tolerance)?;
        let table = Table::of(game, self.cell_limit)?;
        let standing = Standing::new(game, &table, profile, self.tolerance)?;
        let mut runs: Vec<BlockRun> = Vec::new();
        let mut willing = Willing::default();
        let proof = |runs| NoBlockingCoalition {
            tolerance: self.tolerance,
            profile: profile.clone(),
            lowest: table.low,
            runs,
        };
        for moved in table.low..=table.high {
            if self.cancel.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed)) {
                let (limit, open) = (Limit::Cancelled, table.high.abs_diff(moved) + 1);
                return Ok(Verdict::Undecided(PartialBlockSearch { limit, excluded: proof(runs), open }));
            }
            standing.willing(moved, &mut willing)?;
            let Some(tag) = willing.refute(moved - standing.total) else {
                return Ok(Verdict::Impossible(standing.blocking(moved, &willing)?));
            };
            match runs.last_mut().filter(|run| run.tag == tag) {
                Some(run) => run.totals += 1,
                None => runs.push(BlockRun { totals: 1, tag }),
            }
        }
        Ok(Verdict::Exists(proof(runs)))
    }
}

/// The profile under examination, with everybody's payoff.
struct Standing<'a, G: ?Sized> {
    game: &'a G,
    table: &'a Table,
    profile: &'a Profile,
    tolerance: f64,
    total: i64,
    now: Vec<f64>,
}

impl<'a, G: IntegerAggregativeGame + ?Sized> Standing<'a, G> {
    fn new(game: &'a G, table: &'a Table, profile: &'a Profile, tolerance: f64) -> Result<Self, Error> {
        let total = table.total_of(profile)?;
        let now = (0..profile.len()).map(|player| payoff(game, player, profile.action(player), total));
        let now = now.collect::<Result<_, _>>()?;
        Ok(Self { game, table, profile, tolerance, total, now })
    }

    /// Who would gain at the total `moved`, and by which moves.
    fn willing(&self, moved: i64, willing: &mut Willing) -> Result<(), Error> {
        willing.clear();
        for (player, seat) in self.table.seats.iter().enumerate() {
            let chosen = self.profile.action(player);
            let (lowest, highest) = (self.table.low - seat.least, self.table.high - seat.greatest);
            for (action, own) in seat.contributions.iter().enumerate() {
                let others = moved - own;
                if action == chosen || others < lowest || others > highest {
                    continue;
                }
                if payoff(self.game, player, action, moved)? - self.now[player] > self.tolerance {
                    willing.add(player, action, own - seat.contributions[chosen]);
                }
            }
        }
        Ok(())
    }

    /// The coalition that moves the total to `moved`, which is known to be possible.
    fn blocking(&self, moved: i64, willing: &Willing) -> Result<BlockingCoalition, Error> {
        let mut moves = Vec::new();
        for (player, action) in willing.coalition(moved - self.total) {
            let gain = payoff(self.game, player, action, moved)? - self.now[player];
            moves.push(Move { player, action, gain });
        }
        Ok(BlockingCoalition { tolerance: self.tolerance, profile: self.profile.clone(), moves })
    }
}

/// The players who would gain at some total, with the moves by which they would.
#[derive(Default)]
struct Willing {
    members: Vec<Member>,
    moves: Vec<(usize, i64)>,
    sums: Sums,
    next: Sums,
    offsets: Vec<usize>,
}

/// One player; its moves are a part of the common list.
struct Member {
    player: usize,
    from: usize,
    to: usize,
    /// The least change, or 0 if no move lowers the total.
    least: i64,
    /// The greatest change, or 0 if no move raises it.
    greatest: i64,
}

/// From which end sums are counted: the nearer one.
#[derive(Clone, Copy)]
enum End {
    Least,
    Greatest,
}

impl Willing {
    fn clear(&mut self) {
        self.members.clear();
        self.moves.clear();
    }

    fn add(&mut self, player: usize, action: usize, change: i64) {
        let from = self.moves.len();
        self.moves.push((action, change));
        match self.members.last_mut().filter(|member| member.player == player) {
            Some(member) => {
                member.to = from + 1;
                member.least = member.least.min(change);
                member.greatest = member.greatest.max(change);
            }
            None => self.members.push(Member {
                player,
                from,
                to: from + 1,
                least: change.min(0),
                greatest: change.max(0),
            }),
        }
    }

    /// Why no coalition of these players can change the total by `wanted`; `None` if one can.
    fn refute(&mut self, wanted: i64) -> Option<BlockTag> {
        if self.members.is_empty() {
            return Some(BlockTag::Nobody);
        }
        let least: i64 = self.members.iter().map(|member| member.least).sum();
        let greatest: i64 = self.members.iter().map(|member| member.greatest).sum();
        if wanted < least || wanted > greatest {
            return Some(BlockTag::Missed);
        }
        let (end, target) = Self::nearer_end(wanted, least, greatest);
        let (mut sums, mut next) = (std::mem::take(&mut self.sums), std::mem::take(&mut self.next));
        let mut offsets = std::mem::take(&mut self.offsets);
        sums.reset_empty(target);
        let mut nobody = 0;
        for member in &self.members {
            nobody = self.step(member, end, nobody, &sums, &mut next, &mut offsets);
            std::mem::swap(&mut sums, &mut next);
        }
        let reachable = sums.contains(target);
        (self.sums, self.next, self.offsets) = (sums, next, offsets);
        (!reachable).then_some(BlockTag::Unreachable)
    }

    fn nearer_end(wanted: i64, least: i64, greatest: i64) -> (End, usize) {
        let (below, above) = (wanted.abs_diff(least), greatest.abs_diff(wanted));
        let (end, target) = if below <= above { (End::Least, below) } else { (End::Greatest, above) };
        (end, usize::try_from(target).unwrap_or(usize::MAX))
    }

    /// One more player: from the sums of the non-empty choices before it (counted from an end) to those
    /// with it. `nobody` is where the empty choice stands before, the result where it stands after.
    fn step(
        &self,
        member: &Member,
        end: End,
        nobody: usize,
        before: &Sums,
        after: &mut Sums,
        offsets: &mut Vec<usize>,
    ) -> usize {
        let stay = member.offset(end, 0);
        offsets.clear();
        offsets
            .extend(self.moves[member.from..member.to].iter().map(|&(_, change)| member.offset(end, change)));
        let moved = offsets.len();
        offsets.push(stay);
        before.plus_one_of(offsets, after);
        for offset in &offsets[..moved] {
            after.insert(nobody.saturating_add(*offset));
        }
        nobody.saturating_add(stay)
    }

    /// A coalition that changes the total by `wanted`, which is known to be possible. Players stay
    /// where they can, from the last seat on.
    fn coalition(&self, wanted: i64) -> Vec<(usize, usize)> {
        let least: i64 = self.members.iter().map(|member| member.least).sum();
        let greatest: i64 = self.members.iter().map(|member| member.greatest).sum();
        let (end, mut target) = Self::nearer_end(wanted, least, greatest);
        let (mut stages, mut nobody) = (vec![Sums::default()], vec![0]);
        stages[0].reset_empty(target);
        for (place, member) in self.members.iter().enumerate() {
            let mut after = Sums::default();
            nobody.push(self.step(member, end, nobody[place], &stages[place], &mut after, &mut Vec::new()));
            stages.push(after);
        }
        let mut coalition = Vec::new();
        for (place, member) in self.members.iter().enumerate().rev() {
            let before = |offset: usize| target.checked_sub(offset);
            let some = |offset: usize| before(offset).is_some_and(|sum| stages[place].contains(sum));
            if some(member.offset(end, 0)) {
                target -= member.offset(end, 0);
                continue;
            }
            let moves = &self.moves[member.from..member.to];
            let first =
                |&&(_, change): &&(usize, i64)| before(member.offset(end, change)) == Some(nobody[place]);
            if let Some(&(action, _)) = moves.iter().find(first) {
                coalition.push((member.player, action));
                break;
            }
            let joins = |&&(_, change): &&(usize, i64)| some(member.offset(end, change));
            let Some(&(action, change)) = moves.iter().find(joins) else {
                debug_assert!(false, "a sum that can be had has a last member");
                break;
            };
            coalition.push((member.player, action));
            target -= member.offset(end, change);
        }
        coalition.reverse();
        coalition
    }
}

impl Member {
    fn offset(&self, end: End, change: i64) -> usize {
        let offset = match end {
            End::Least => change.abs_diff(self.least),
            End::Greatest => self.greatest.abs_diff(change),
        };
        usize::try_from(offset).unwrap_or(usize::MAX)
    }
}
