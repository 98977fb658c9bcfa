//! Those who contribute in a play, and what everybody gets if some of them stand aside.

use willing_game::{AggregativeGame, Player, Tier};
use willing_risk::TierGame;

use super::cells::pure_values;
use crate::crisis::{Contributor, Play, Violation};
use crate::tiers::rounding_allowance;

/// The leader, then the followers by seat; members are numbered in this order.
pub(super) struct Coalition<'a> {
    pub(super) game: &'a TierGame,
    play: &'a Play,
    /// Seats.
    pub(super) members: Vec<usize>,
    /// Tiers at which members stand aside.
    pub(super) aside: Vec<Option<usize>>,
    /// U_i⁰ of each member.
    pub(super) status_quo: Vec<f64>,
    /// pay_i(t_i) of each member at its tier.
    pub(super) payments: Vec<f64>,
    /// By how much a sum of payoffs over members may be off.
    pub(super) slack: f64,
}

impl<'a> Coalition<'a> {
    pub(super) fn of(game: &'a TierGame, play: &'a Play, leader: usize, tolerance: f64) -> Self {
        let contributes = |seat: &usize| {
            let tier = play.profile.actions().get(*seat).copied().map(Tier::new);
            tier.is_some_and(|tier| {
                let point = game.tiers().point(tier);
                point.exposure > 0.0 || point.stance > 0.0 || point.access > 0.0 || point.finance > 0.0
            })
        };
        let followers = (0..game.player_count()).filter(|seat| *seat != leader).filter(contributes);
        let members: Vec<usize> = std::iter::once(leader).chain(followers).collect();
        let bystander = game.tiers().bystander().place();
        let aside = |seat: &usize| {
            let may = *seat != leader && game.feasible(*seat).contains(bystander);
            may.then_some(bystander)
        };
        let aside = members.iter().map(aside).collect();
        let allowance = |seat: &usize| tolerance + 8.0 * rounding_allowance(game, *seat);
        let slack = members.iter().map(allowance).sum();
        let status_quo = members.iter().map(|seat| game.status_quo(*seat)).collect();
        let payment = |seat: &usize| {
            let state = game.states().get(*seat);
            state.map_or(0.0, |state| state.payment(play.profile.action(*seat)))
        };
        let payments = members.iter().map(payment).collect();
        Self { game, play, members, aside, status_quo, payments, slack }
    }

    /// How many followers there are.
    pub(super) fn followers(&self) -> usize {
        self.members.len() - 1
    }

    /// Those who can stand aside.
    pub(super) fn free(&self) -> Vec<usize> {
        let places = self.aside.iter().enumerate().filter(|(_, aside)| aside.is_some());
        places.map(|(place, _)| place).collect()
    }

    /// The seat of a member.
    pub(super) fn player(&self, member: usize) -> Result<Player, Violation> {
        let seat = self.members.get(member).copied().unwrap_or(usize::MAX);
        Player::from_seat(seat).map_err(|error| Violation::Crisis(error.into()))
    }

    /// What each member gets if those who leave and can stand aside do.
    pub(super) fn payoffs(&self, leaves: impl Fn(usize) -> bool) -> Vec<f64> {
        let mut profile = self.play.profile.clone();
        for ((member, seat), aside) in self.members.iter().enumerate().zip(&self.aside) {
            if let Some(tier) = aside.filter(|_| leaves(member)) {
                profile = profile.with_action(*seat, tier);
            }
        }
        let (_, payoffs) = pure_values(self.game, &profile);
        self.members.iter().map(|seat| payoffs.get(*seat).copied().unwrap_or(f64::NAN)).collect()
    }

    /// Σ_{i∈S} [U_i(M∖S aside) − pay_i − U_i⁰].
    pub(super) fn worth(&self, stays: impl Fn(usize) -> bool) -> f64 {
        let payoffs = self.payoffs(|member| !stays(member));
        let terms = payoffs.into_iter().zip(&self.status_quo).zip(&self.payments).enumerate();
        let terms = terms.filter(|(member, _)| stays(*member));
        terms.map(|(_, ((payoff, before), payment))| payoff - payment - before).sum()
    }

    /// The members as an answer states them.
    pub(super) fn contributors(&self) -> Result<Vec<Contributor>, Violation> {
        let numbers = self.payoffs(|_| false).into_iter().zip(&self.status_quo).zip(&self.payments);
        let mut contributors = Vec::new();
        for ((member, aside), ((payoff, before), payment)) in self.aside.iter().enumerate().zip(numbers) {
            contributors.push(Contributor {
                player: self.player(member)?,
                aside: aside.and_then(|tier| u8::try_from(tier).ok()).map(Tier::new),
                gain: payoff - payment - before,
                payment: *payment,
            });
        }
        Ok(contributors)
    }
}

/// Whether bit `place` is set.
pub(super) fn contains(set: usize, place: usize) -> bool {
    u32::try_from(place).ok().and_then(|place| set.checked_shr(place)).is_some_and(|rest| rest & 1 == 1)
}
