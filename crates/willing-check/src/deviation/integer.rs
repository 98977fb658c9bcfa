//! Coalitions of any size in games with one integer total.

use willing_game::{Certificate, IntegerAggregativeGame, Profile};

use super::{BlockRun, BlockTag, BlockingCoalition, NoBlockingCoalition, PartialBlockSearch, Violation};
use crate::integer::{Shape, payoff};

impl<G: IntegerAggregativeGame + ?Sized> Certificate<G> for NoBlockingCoalition {
    type Violation = Violation;

    /// For every total T′, who would gain there, and that no non-empty choice of moves leads there.
    /// O(W n K) payoffs and O(W n K W / 64) word operations for W totals, n players of K actions.
    fn check(&self, game: &G) -> Result<(), Violation> {
        check_runs(game, self, 0)
    }
}

impl<G: IntegerAggregativeGame + ?Sized> Certificate<G> for PartialBlockSearch {
    type Violation = Violation;

    /// As [`NoBlockingCoalition`], for the totals it speaks of.
    fn check(&self, game: &G) -> Result<(), Violation> {
        check_runs(game, &self.excluded, self.open)
    }
}

impl<G: IntegerAggregativeGame + ?Sized> Certificate<G> for BlockingCoalition {
    type Violation = Violation;

    /// Each member's gain when all have moved. O(n) payoffs.
    fn check(&self, game: &G) -> Result<(), Violation> {
        let shape = Shape::of(game)?;
        let total = total_of(&shape, &self.profile)?;
        check_tolerance(self.tolerance)?;
        super::group::check_members(&self.moves, &self.profile, |player, action| {
            shape.contributions.get(player).is_some_and(|own| action < own.len())
        })?;
        let own = |player: usize, action: usize| shape.contributions[player][action];
        let change = |player, action| own(player, action) - own(player, self.profile.action(player));
        let moved = total + self.moves.iter().map(|step| change(step.player, step.action)).sum::<i64>();
        for step in &self.moves {
            let now = payoff(game, step.player, self.profile.action(step.player), total)?;
            let got = payoff(game, step.player, step.action, moved)? - now;
            super::group::check_gain(step, got, self.tolerance)?;
        }
        Ok(())
    }
}

pub(super) fn check_tolerance(value: f64) -> Result<(), Violation> {
    if value.is_finite() && value >= 0.0 { Ok(()) } else { Err(Violation::Tolerance { value }) }
}

fn total_of(shape: &Shape, profile: &Profile) -> Result<i64, Violation> {
    shape.total_of(profile.actions()).ok_or(Violation::ProfileMisfit)
}

fn check_runs<G: IntegerAggregativeGame + ?Sized>(
    game: &G,
    claim: &NoBlockingCoalition,
    open: u64,
) -> Result<(), Violation> {
    let shape = Shape::of(game)?;
    let total = total_of(&shape, &claim.profile)?;
    check_tolerance(claim.tolerance)?;
    if let Some(place) = claim.runs.iter().position(|run| run.totals == 0) {
        return Err(Violation::EmptyRun { place });
    }
    let add = |sum: u64, run: &BlockRun| sum.saturating_add(run.totals);
    let got = claim.runs.iter().fold(0, add).saturating_add(open);
    if claim.lowest != shape.low || got != shape.totals() {
        let (first, lowest, expected) = (claim.lowest, shape.low, shape.totals());
        return Err(Violation::Coverage { first, got, lowest, expected });
    }
    let now = (0..shape.players())
        .map(|player| payoff(game, player, claim.profile.action(player), total))
        .collect::<Result<Vec<_>, _>>()?;
    let at = Standing { game, shape: &shape, claim, total, now };
    let mut moved = shape.low;
    for run in &claim.runs {
        for _ in 0..run.totals {
            at.check_total(moved, run.tag)?;
            moved += 1;
        }
    }
    Ok(())
}

/// The profile under examination.
struct Standing<'a, G: ?Sized> {
    game: &'a G,
    shape: &'a Shape,
    claim: &'a NoBlockingCoalition,
    total: i64,
    now: Vec<f64>,
}

impl<G: IntegerAggregativeGame + ?Sized> Standing<'_, G> {
    fn check_total(&self, moved: i64, tag: BlockTag) -> Result<(), Violation> {
        let mut willing = Vec::new();
        for player in 0..self.shape.players() {
            let changes = self.changes(player, moved)?;
            if changes.is_empty() {
                continue;
            }
            if tag == BlockTag::Nobody {
                return Err(Violation::SomebodyGains { total: moved, player });
            }
            willing.push(changes);
        }
        let end = |pick: fn(i64, i64) -> i64| {
            willing.iter().map(|changes| changes.iter().copied().fold(0, pick)).sum::<i64>()
        };
        let (least, greatest) = (end(i64::min), end(i64::max));
        let wanted = moved - self.total;
        let within = (least..=greatest).contains(&wanted);
        match tag {
            BlockTag::Missed if within => Err(Violation::NotMissed { total: moved, least, greatest }),
            BlockTag::Unreachable if within && can_move(&willing, wanted, least, greatest) => {
                Err(Violation::Blocked { total: moved })
            }
            BlockTag::Nobody | BlockTag::Missed | BlockTag::Unreachable => Ok(()),
        }
    }

    /// D_i(T′): by how much `player` would change the total by moves that gain at T′.
    fn changes(&self, player: usize, moved: i64) -> Result<Vec<i64>, Violation> {
        let own = &self.shape.contributions[player];
        let chosen = self.claim.profile.action(player);
        let others =
            self.shape.low - self.shape.least[player]..=self.shape.high - self.shape.greatest[player];
        let mut changes = Vec::new();
        for (action, contribution) in own.iter().enumerate() {
            if action != chosen && others.contains(&(moved - contribution)) {
                let then = payoff(self.game, player, action, moved)?;
                if then - self.now[player] > self.claim.tolerance {
                    changes.push(contribution - own[chosen]);
                }
            }
        }
        Ok(changes)
    }
}

/// Whether a non-empty choice of at most one number from each list sums to `wanted`, which lies between
/// `least` and `greatest`. Sums are kept as bits, `least` being bit 0.
fn can_move(willing: &[Vec<i64>], wanted: i64, least: i64, greatest: i64) -> bool {
    let (Ok(room), Ok(zero)) = (usize::try_from(greatest - least), usize::try_from(-least)) else {
        return true;
    };
    let words = room / 64 + 1;
    let mut sums = vec![0_u64; words];
    for changes in willing {
        let before = sums.clone();
        for &change in changes {
            shift_into(&mut sums, &before, change);
            // The first member: from nobody, whose sum is 0.
            let first = zero.saturating_add_signed(isize::try_from(change).unwrap_or(isize::MAX));
            if let Some(word) = sums.get_mut(first / 64) {
                *word |= 1 << (first % 64);
            }
        }
    }
    let place = usize::try_from(wanted - least).unwrap_or(usize::MAX);
    sums.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
}

/// Joins the bits of `from`, moved up by `change` (down if negative), to `to`; both are of one length.
fn shift_into(to: &mut [u64], from: &[u64], change: i64) {
    let distance = usize::try_from(change.unsigned_abs()).unwrap_or(usize::MAX);
    let (skip, bits) = (distance / 64, distance % 64);
    let mut carry = 0;
    if change >= 0 {
        for (to, &word) in to.iter_mut().skip(skip).zip(from) {
            *to |= word << bits | carry;
            carry = if bits == 0 { 0 } else { word >> (64 - bits) };
        }
    } else {
        for (to, &word) in to.iter_mut().rev().skip(skip).zip(from.iter().rev()) {
            *to |= word >> bits | carry;
            carry = if bits == 0 { 0 } else { word << (64 - bits) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_moves_are_those_counted_by_hand() {
        let willing = [vec![-70, 3], vec![64, 0], vec![-1]];
        let (least, greatest) = (-71, 67);
        let mut expected = Vec::new();
        for a in [None, Some(-70), Some(3)] {
            for b in [None, Some(64), Some(0)] {
                for c in [None, Some(-1)] {
                    if a.or(b).or(c).is_some() {
                        expected.push(a.unwrap_or(0) + b.unwrap_or(0) + c.unwrap_or(0));
                    }
                }
            }
        }
        for wanted in least..=greatest {
            assert_eq!(can_move(&willing, wanted, least, greatest), expected.contains(&wanted), "{wanted}");
        }
        assert!(!can_move(&[vec![1]], 0, 0, 1), "nobody moving is no deviation");
    }
}
