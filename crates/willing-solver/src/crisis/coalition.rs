//! Those who contribute in a play.

use willing_check::crisis::Play;
use willing_check::tiers::rounding_allowance;
use willing_game::{AggregativeGame, Tier, TierPoint, Totals};
use willing_risk::TierGame;

/// The leader, then the followers by seat; members are numbered in this order.
pub(super) struct Contributors<'a> {
    pub(super) game: &'a TierGame,
    pub(super) seats: Vec<usize>,
    tiers: Vec<Tier>,
    /// Whether each can stand aside.
    pub(super) may_leave: Vec<bool>,
    pub(super) payoffs: Vec<f64>,
    pub(super) status_quo: Vec<f64>,
    /// What the leader pays each at its tier.
    pub(super) payments: Vec<f64>,
    /// What comes of the states that do not contribute.
    outside: Totals,
    /// What of a sum of payoffs over members counts as nothing: less than a check allows.
    pub(super) slack: f64,
}

impl<'a> Contributors<'a> {
    pub(super) fn of(game: &'a TierGame, play: &Play, leader: usize, tolerance: f64) -> Self {
        let tier = |seat: usize| Tier::new(play.profile.actions().get(seat).copied().unwrap_or(0));
        let contributes = |&seat: &usize| contributes(game.tiers().point(tier(seat)));
        let followers = (0..game.player_count()).filter(|seat| *seat != leader).filter(contributes);
        let seats: Vec<usize> = std::iter::once(leader).chain(followers).collect();
        let bystander = game.tiers().bystander().place();
        let state = |seat: usize| game.states().get(seat);
        let others = (0..game.player_count()).filter(|seat| !seats.contains(seat));
        let outside =
            others.fold(Totals::default(), |sum, seat| add(sum, game.contribution(seat, tier(seat).place())));
        Self {
            game,
            tiers: seats.iter().map(|&seat| tier(seat)).collect(),
            may_leave: seats
                .iter()
                .map(|&seat| seat != leader && game.feasible(seat).contains(bystander))
                .collect(),
            payoffs: seats.iter().map(|&seat| play.payoffs.get(seat).copied().unwrap_or(f64::NAN)).collect(),
            status_quo: seats.iter().map(|&seat| game.status_quo(seat)).collect(),
            payments: seats
                .iter()
                .map(|&seat| state(seat).map_or(0.0, |state| state.payment(tier(seat).place())))
                .collect(),
            outside,
            slack: seats.iter().map(|&seat| tolerance + 2.0 * rounding_allowance(game, seat)).sum(),
            seats,
        }
    }

    /// U_i − U_i⁰ in the play.
    pub(super) fn gains(&self) -> Vec<f64> {
        self.payoffs.iter().zip(&self.status_quo).map(|(payoff, before)| payoff - before).collect()
    }

    /// What a member adds to the totals at its tier.
    fn contribution(&self, member: usize) -> Totals {
        match (self.seats.get(member), self.tiers.get(member)) {
            (Some(&seat), Some(tier)) => self.game.contribution(seat, tier.place()),
            _ => Totals::default(),
        }
    }

    fn leaves(&self, member: usize) -> bool {
        self.may_leave.get(member).copied().unwrap_or(false)
    }

    /// The totals where all who can stand aside do.
    pub(super) fn base(&self) -> Totals {
        let bound = (0..self.seats.len()).filter(|&member| !self.leaves(member));
        bound.fold(self.outside, |sum, member| add(sum, self.contribution(member)))
    }

    /// What a member adds to that by not standing aside.
    pub(super) fn brought(&self, member: usize) -> Totals {
        if self.leaves(member) { self.contribution(member) } else { Totals::default() }
    }

    /// The totals where those who can stand aside do, unless they stay.
    pub(super) fn totals(&self, stays: impl Fn(usize) -> bool) -> Totals {
        let staying = (0..self.seats.len()).filter(|&member| stays(member));
        staying.fold(self.base(), |sum, member| add(sum, self.brought(member)))
    }

    /// U_i at its tier where these totals result.
    pub(super) fn payoff(&self, member: usize, totals: &Totals) -> f64 {
        self.tiers.get(member).map_or(f64::NAN, |&tier| self.payoff_at(member, tier, totals))
    }

    /// U_i aside where these totals result.
    pub(super) fn payoff_aside(&self, member: usize, totals: &Totals) -> f64 {
        if self.leaves(member) {
            self.payoff_at(member, self.game.tiers().bystander(), totals)
        } else {
            self.payoff(member, totals)
        }
    }

    fn payoff_at(&self, member: usize, tier: Tier, totals: &Totals) -> f64 {
        let seat = self.seats.get(member).copied().unwrap_or(usize::MAX);
        let state = self.game.states().get(seat);
        let costs = state.and_then(|state| Some((self.game.costs(seat, tier, totals)?, state)));
        costs.map_or(f64::NAN, |(costs, state)| costs.payoff(state.risk_tolerance))
    }

    /// U_i − pay_i − U_i⁰ where these totals result.
    pub(super) fn gain_before_payment(&self, member: usize, totals: &Totals) -> f64 {
        match (self.payments.get(member), self.status_quo.get(member)) {
            (Some(payment), Some(before)) => self.payoff(member, totals) - payment - before,
            _ => f64::NAN,
        }
    }

    /// v of those who stay.
    pub(super) fn worth_of(&self, stays: impl Fn(usize) -> bool) -> f64 {
        let totals = self.totals(&stays);
        let staying = (0..self.seats.len()).filter(|&member| stays(member));
        staying.map(|member| self.gain_before_payment(member, &totals)).sum()
    }

    /// Whether failure is no better than success for a member that stands aside: it then gains from whatever others add to
    /// the capability, and nothing else that they do matters to it.
    pub(super) fn gains_from_capability(&self, member: usize) -> bool {
        let seat = self.seats.get(member).copied().unwrap_or(usize::MAX);
        let costs = self.game.costs(seat, self.game.tiers().bystander(), &Totals::default());
        costs.is_some_and(|costs| costs.failure.iter().sum::<f64>() >= costs.success.iter().sum())
    }
}

/// Whether a tier takes part in the action, helps it or endorses it.
fn contributes(point: TierPoint) -> bool {
    [point.exposure, point.stance, point.access, point.finance].into_iter().any(|coordinate| coordinate > 0.0)
}

pub(super) fn add(mut sum: Totals, part: Totals) -> Totals {
    sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
    sum
}
