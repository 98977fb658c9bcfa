//! Groups of bounded size in games with a few real totals.

use willing_game::{AggregativeGame, Certificate, Profile, Totals};

use super::integer::check_tolerance;
use super::{GroupDeviation, MAX_GROUP, Move, NoGroupDeviation, PartialGroupSearch, Violation};

impl<G: AggregativeGame + ?Sized> Certificate<G> for GroupDeviation {
    type Violation = Violation;

    /// Each member's gain when all have moved. O(n) payoffs for a group of bounded size.
    fn check(&self, game: &G) -> Result<(), Violation> {
        self.profile.fits(game)?;
        check_tolerance(self.tolerance)?;
        check_members(&self.moves, &self.profile, |player, action| game.feasible(player).contains(action))?;
        let standing = Standing::of(game, &self.profile)?;
        let group: Vec<(usize, usize)> = self.moves.iter().map(|step| (step.player, step.action)).collect();
        for (place, step) in self.moves.iter().enumerate() {
            check_gain(step, standing.gain(&group, place)?, self.tolerance)?;
        }
        Ok(())
    }
}

impl<G: AggregativeGame + ?Sized> Certificate<G> for NoGroupDeviation {
    type Violation = Violation;

    /// All groups of all sizes up to the one claimed, all combinations of new actions, each until the
    /// first member that does not gain: at most Σ_k C(n, k) (K − 1)ᵏ k payoffs. For 193 players of 8
    /// actions 0.9 million combinations of pairs and 400 million of triples.
    fn check(&self, game: &G) -> Result<(), Violation> {
        self.profile.fits(game)?;
        check_tolerance(self.tolerance)?;
        if !(1..=MAX_GROUP).contains(&self.size) {
            return Err(Violation::Size { size: self.size });
        }
        Standing::of(game, &self.profile)?.check_groups(self, &mut Vec::new(), 0)
    }
}

impl<G: AggregativeGame + ?Sized> Certificate<G> for PartialGroupSearch {
    type Violation = Violation;

    /// As [`NoGroupDeviation`], for the sizes that were closed.
    fn check(&self, game: &G) -> Result<(), Violation> {
        self.excluded.as_ref().map_or(Ok(()), |excluded| excluded.check(game))
    }
}

/// What everybody has at the profile under examination.
struct Standing<'a, G: ?Sized> {
    game: &'a G,
    profile: &'a Profile,
    others: Vec<Totals>,
    now: Vec<f64>,
}

impl<'a, G: AggregativeGame + ?Sized> Standing<'a, G> {
    fn of(game: &'a G, profile: &'a Profile) -> Result<Self, Violation> {
        let totals = game.totals(profile);
        let others: Vec<Totals> =
            (0..profile.len()).map(|player| game.others(player, profile, &totals)).collect();
        let now = others.iter().enumerate();
        let now = now.map(|(player, others)| finite(game, player, profile.action(player), others));
        let now = now.collect::<Result<_, _>>()?;
        Ok(Self { game, profile, others, now })
    }

    /// That no group gains that consists of `group` and players from seat `from` on, up to the claimed size.
    fn check_groups(
        &self,
        claim: &NoGroupDeviation,
        group: &mut Vec<(usize, usize)>,
        from: usize,
    ) -> Result<(), Violation> {
        if group.len() == claim.size {
            return Ok(());
        }
        for player in from..self.now.len() {
            for action in self.game.feasible(player).without(self.profile.action(player)).iter() {
                group.push((player, action));
                if self.all_gain(group, claim.tolerance)? {
                    let (players, actions) = group.iter().copied().unzip();
                    return Err(Violation::GroupGains { players, actions });
                }
                self.check_groups(claim, group, player + 1)?;
                group.pop();
            }
        }
        Ok(())
    }

    fn all_gain(&self, group: &[(usize, usize)], tolerance: f64) -> Result<bool, Violation> {
        for place in 0..group.len() {
            if self.gain(group, place)? <= tolerance {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What the member at `place` gains when the whole group moves.
    fn gain(&self, group: &[(usize, usize)], place: usize) -> Result<f64, Violation> {
        let (player, action) = group[place];
        let mut others = self.others[player];
        for &(member, action) in group.iter().filter(|(member, _)| *member != player) {
            let old = self.game.contribution(member, self.profile.action(member));
            let new = self.game.contribution(member, action);
            for (other, (new, old)) in others.iter_mut().zip(new.into_iter().zip(old)) {
                *other += new - old;
            }
        }
        Ok(finite(self.game, player, action, &others)? - self.now[player])
    }
}

fn finite<G: AggregativeGame + ?Sized>(
    game: &G,
    player: usize,
    action: usize,
    others: &Totals,
) -> Result<f64, Violation> {
    let payoff = game.payoff(player, action, others);
    if payoff.is_finite() { Ok(payoff) } else { Err(Violation::PayoffNotFinite { player, action, payoff }) }
}

/// Members ascend by seat, and each moves to another action that it has.
pub(super) fn check_members(
    moves: &[Move],
    profile: &Profile,
    has: impl Fn(usize, usize) -> bool,
) -> Result<(), Violation> {
    if moves.is_empty() {
        return Err(Violation::NoMembers);
    }
    if let Some(place) = moves.windows(2).position(|pair| pair[0].player >= pair[1].player) {
        return Err(Violation::Order { place: place + 1 });
    }
    let misfit = |step: &&Move| {
        step.player >= profile.len()
            || step.action == profile.action(step.player)
            || !has(step.player, step.action)
    };
    match moves.iter().find(misfit) {
        Some(&Move { player, action, .. }) => Err(Violation::Move { player, action }),
        None => Ok(()),
    }
}

/// The gain is more than the tolerance, and the one claimed.
pub(super) fn check_gain(step: &Move, got: f64, tolerance: f64) -> Result<(), Violation> {
    let &Move { player, gain: claimed, .. } = step;
    if got > tolerance && got.to_bits() == claimed.to_bits() {
        return Ok(());
    }
    Err(Violation::Gain { player, claimed, got, tolerance })
}
