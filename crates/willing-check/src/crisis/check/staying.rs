//! Checks of the payments that keep a coalition together.

use willing_game::{MAX_AGGREGATES, Rational, Tier};

use super::burden::PLACE;
use super::coalition::{Coalition, contains};
use super::{claim, number};
use crate::crisis::{BurdenReport, Staying, StayingPayments, Violation, WeightedGroup};

/// Verifies that payments keep every group and that less would not.
pub(super) fn check_staying(staying: &Staying, coalition: &Coalition<'_>) -> Result<(), Violation> {
    let claims = Claims::of(coalition);
    claims.check(Expectation::RestGoesOn, &staying.free_riding)?;
    claims.check(Expectation::LeaderReconsiders, &staying.giving_up)
}

/// What those who leave expect.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expectation {
    RestGoesOn,
    LeaderReconsiders,
}

/// What groups claim.
struct Claims<'a> {
    coalition: &'a Coalition<'a>,
    /// Members who can stand aside.
    free: Vec<usize>,
    payoffs: Vec<f64>,
    /// Whether leaving together is no better than leaving alone, and leaving alone no good: proved, not tried.
    alone_is_best: bool,
}

impl<'a> Claims<'a> {
    fn of(coalition: &'a Coalition<'a>) -> Self {
        let payoffs = coalition.payoffs(|_| false);
        let mut claims = Self { coalition, free: coalition.free(), payoffs, alone_is_best: false };
        claims.alone_is_best = claims.free.iter().all(|&member| {
            claims.gains_from_capability(member)
                && claims.range(Expectation::RestGoesOn, &[member]).1 <= coalition.slack
        });
        claims
    }

    /// Whether failure is no better than success for this member once it stands aside: its payoff then rises with
    /// π, hence with K, and depends on nothing else that others do.
    fn gains_from_capability(&self, member: usize) -> bool {
        let seat = self.coalition.members.get(member).copied().unwrap_or(usize::MAX);
        let aside = self.coalition.aside.get(member).copied().flatten();
        let tier = aside.and_then(|tier| u8::try_from(tier).ok()).map(Tier::new);
        let nothing = [0.0; MAX_AGGREGATES];
        let costs = tier.and_then(|tier| self.coalition.game.costs(seat, tier, &nothing));
        costs.is_some_and(|costs| costs.failure.iter().sum::<f64>() >= costs.success.iter().sum())
    }

    /// The least and the most that a group may be said to claim: it is more than one number only where the leader is
    /// about indifferent.
    fn range(&self, expectation: Expectation, group: &[usize]) -> (f64, f64) {
        let after = self.coalition.payoffs(|member| group.contains(&member));
        let sum = |of: &[f64]| -> f64 {
            let pairs = group.iter().filter_map(|member| of.get(*member).zip(self.payoffs.get(*member)));
            pairs.map(|(of, now)| of - now).sum()
        };
        let (riding, reverting) = (sum(&after), sum(&self.coalition.status_quo));
        let margin = match (expectation, after.first(), self.coalition.status_quo.first()) {
            (Expectation::RestGoesOn, ..) => f64::INFINITY,
            (Expectation::LeaderReconsiders, Some(acting), Some(before)) => acting - before,
            (Expectation::LeaderReconsiders, ..) => f64::NAN,
        };
        if margin > self.coalition.slack {
            (riding, riding)
        } else if margin < -self.coalition.slack {
            (reverting, reverting)
        } else {
            (riding.min(reverting), riding.max(reverting))
        }
    }

    fn check(&self, expectation: Expectation, stated: &StayingPayments) -> Result<(), Violation> {
        let payments = &stated.payments;
        claim(PLACE, "the number of payments", payments.len() == self.coalition.followers())?;
        let paid: f64 = payments.iter().sum();
        let valid = payments.iter().all(|payment| *payment >= 0.0) && paid.is_finite();
        claim(PLACE, "a payment to stay", valid)?;
        let acting = self.payoffs.first().zip(self.coalition.status_quo.first());
        let gain = acting.map_or(f64::NAN, |(acting, before)| acting - before);
        number(PLACE, "what acting is worth after paying", stated.leader_gain, gain - paid)?;
        self.check_enough(expectation, payments)?;
        self.check_least(expectation, &stated.groups, paid)
    }

    /// Nobody leaves: proved where leaving alone is best and all who can leave have the status quo at least, if that may
    /// return; else group by group.
    fn check_enough(&self, expectation: Expectation, payments: &[f64]) -> Result<(), Violation> {
        let slack = self.coalition.slack;
        let payment = |member: usize| member.checked_sub(1).and_then(|place| payments.get(place)).copied();
        let paid = |group: &[usize]| group.iter().filter_map(|&member| payment(member)).sum::<f64>();
        let whole = |member: &usize| {
            let now = self.payoffs.get(*member).zip(self.coalition.status_quo.get(*member));
            now.is_some_and(|(now, before)| now + paid(&[*member]) - before >= -slack)
        };
        let riding = expectation == Expectation::RestGoesOn;
        if self.alone_is_best && (riding || self.free.iter().all(whole)) {
            return Ok(());
        }
        let few = self.free.len() <= BurdenReport::MOST_LEAVERS;
        claim(PLACE, "payments to more than can be gone through", few)?;
        for set in 1..1_usize << self.free.len() {
            let members = self.free.iter().enumerate().filter(|(place, _)| contains(set, *place));
            let group: Vec<usize> = members.map(|(_, member)| *member).collect();
            claim(PLACE, "that nobody leaves", paid(&group) >= self.range(expectation, &group).0 - slack)?;
        }
        Ok(())
    }

    /// No payments that keep these groups sum to less.
    fn check_least(
        &self,
        expectation: Expectation,
        groups: &[WeightedGroup],
        paid: f64,
    ) -> Result<(), Violation> {
        let mut proved = 0.0;
        let mut covered = vec![Rational::zero(); self.coalition.members.len()];
        for WeightedGroup { members, weight } in groups {
            let mut group = Vec::new();
            for &member in &self.free {
                if members.contains(&self.coalition.player(member)?) {
                    group.push(member);
                }
            }
            let distinct = members.is_sorted_by(|one, other| one < other) && group.len() == members.len();
            claim(PLACE, "a group that leaves", distinct && !group.is_empty() && weight.is_positive())?;
            for member in &group {
                covered.get_mut(*member).into_iter().for_each(|sum| *sum += weight);
            }
            proved += weight.to_f64() * self.range(expectation, &group).1;
        }
        let one = Rational::one();
        claim(PLACE, "the weights of groups", covered.iter().all(|sum| *sum <= one))?;
        let room = self.coalition.slack * (1.0 + groups.len() as f64);
        claim(PLACE, "that less would not do", paid <= proved + room)
    }
}
