//! The least payments that keep a coalition together.

use willing_check::crisis::{BurdenReport, LeftOut, Reckoned, Staying, StayingPayments, WeightedGroup};
use willing_check::program::{Bounds, CertifiedOptimum, LinearModel, Row, Sense};
use willing_game::{Player, Rational};

use super::burden::indicator;
use super::coalition::Contributors;
use crate::Run;
use crate::program::Optimum;

/// Payments to those who can leave, in their order, and the sets of them, with weights, that nothing less keeps.
type Paid = (Vec<Rational>, Vec<(usize, Rational)>);

pub(super) fn staying(contributors: &Contributors<'_>, players: &[Player], run: &Run) -> Reckoned<Staying> {
    let leaving = Leaving::of(contributors, players);
    let found = leaving
        .free_riding(run)
        .and_then(|free_riding| Ok(Staying { free_riding, giving_up: leaving.giving_up(run)? }));
    found.map_or_else(Reckoned::LeftOut, Reckoned::Computed)
}

/// What groups gain by leaving.
struct Leaving<'a> {
    contributors: &'a Contributors<'a>,
    players: &'a [Player],
    /// Members who can stand aside.
    free: Vec<usize>,
    gains: Vec<f64>,
    /// Whether leaving together is no better than leaving alone, and leaving alone no good.
    alone_is_best: bool,
}

impl<'a> Leaving<'a> {
    fn of(contributors: &'a Contributors<'a>, players: &'a [Player]) -> Self {
        let free = (0..players.len()).filter(|&member| contributors.may_leave.get(member) == Some(&true));
        let mut leaving = Self {
            contributors,
            players,
            free: free.collect(),
            gains: contributors.gains(),
            alone_is_best: false,
        };
        leaving.alone_is_best = leaving.free.iter().all(|&member| {
            contributors.gains_from_capability(member)
                && leaving.claims(&[member]).riding <= contributors.slack
        });
        leaving
    }

    /// If the rest goes on.
    fn free_riding(&self, run: &Run) -> Result<StayingPayments, LeftOut> {
        if self.alone_is_best {
            return Ok(self.nothing());
        }
        self.scan(|claims| claims.riding, run)
    }

    /// If the leader reconsiders.
    fn giving_up(&self, run: &Run) -> Result<StayingPayments, LeftOut> {
        let gain = |member: usize| self.gains.get(member).copied().unwrap_or(f64::NAN);
        let losers: Vec<usize> =
            self.free.iter().copied().filter(|&member| gain(member) < -self.contributors.slack).collect();
        if self.alone_is_best && losers.is_empty() {
            return Ok(self.nothing());
        }
        // All losers together are a group that must be made whole if the leader gives up without it; then no group has
        // anything to gain, whether the leader would give up or not.
        if self.alone_is_best && self.claims(&losers).margin < 0.0 {
            let paid = |&member: &usize| if losers.contains(&member) { -gain(member) } else { 0.0 };
            let payments = (1..self.players.len()).map(|member| paid(&member)).collect();
            return Ok(self.stated(payments, vec![self.group(losers.iter().copied(), Rational::one())]));
        }
        self.scan(|claims| if claims.margin < 0.0 { claims.reverting } else { claims.riding }, run)
    }

    /// What a group gets by leaving less what it has.
    fn claims(&self, group: &[usize]) -> Claims {
        let totals = self.contributors.totals(|member| !group.contains(&member));
        let riding = group.iter().filter_map(|&member| {
            Some(self.contributors.payoff_aside(member, &totals) - self.contributors.payoffs.get(member)?)
        });
        let reverting = group.iter().filter_map(|&member| self.gains.get(member).map(|gain| -gain));
        let before = self.contributors.status_quo.first().copied().unwrap_or(f64::NAN);
        Claims {
            riding: riding.sum(),
            reverting: reverting.sum(),
            margin: self.contributors.payoff(0, &totals) - before,
        }
    }

    fn nothing(&self) -> StayingPayments {
        self.stated(vec![0.0; self.players.len() - 1], Vec::new())
    }

    fn stated(&self, payments: Vec<f64>, groups: Vec<WeightedGroup>) -> StayingPayments {
        let gain = self.gains.first().copied().unwrap_or(f64::NAN);
        let leader_gain = gain - payments.iter().sum::<f64>();
        StayingPayments { payments, groups, leader_gain }
    }

    fn group(&self, members: impl Iterator<Item = usize>, weight: Rational) -> WeightedGroup {
        WeightedGroup {
            members: members.filter_map(|member| self.players.get(member).copied()).collect(),
            weight,
        }
    }

    /// The least payments against what each set of those who can leave claims.
    fn scan(&self, claim: impl Fn(Claims) -> f64, run: &Run) -> Result<StayingPayments, LeftOut> {
        if self.free.len() > BurdenReport::MOST_LEAVERS {
            return Err(LeftOut::TooLarge);
        }
        let members = |set: usize| {
            let chosen = self.free.iter().enumerate().filter(move |(place, _)| set >> place & 1 == 1);
            chosen.map(|(_, &member)| member)
        };
        let of_set = |set: usize| claim(self.claims(&members(set).collect::<Vec<_>>()));
        let claims: Vec<f64> = (0..1_usize << self.free.len()).map(of_set).collect();
        let gains = self.free.iter().filter_map(|&member| self.gains.get(member).copied()).collect();
        let failed = || if run.is_cancelled() { LeftOut::NotRun } else { LeftOut::Uncheckable };
        let (paid, sets) =
            Covering { claims, gains, slack: self.contributors.slack }.least(run).ok_or_else(failed)?;
        let mut payments = vec![0.0; self.players.len() - 1];
        for (member, paid) in self.free.iter().zip(&paid) {
            payments.get_mut(member - 1).into_iter().for_each(|payment| *payment = paid.to_f64());
        }
        let groups = sets.into_iter().map(|(set, weight)| self.group(members(set), weight)).collect();
        Ok(self.stated(payments, groups))
    }
}

/// What a group claims in either case, and by how much acting without it is better for the leader than the status quo.
struct Claims {
    riding: f64,
    reverting: f64,
    margin: f64,
}

/// min Σ p such that p ≥ 0 and p(S) is at least what S claims.
struct Covering {
    /// By set.
    claims: Vec<f64>,
    /// Gains over the status quo before these payments.
    gains: Vec<f64>,
    slack: f64,
}

impl Covering {
    /// First the least sum, then the payments of that sum that leave the worst-off best off, and so on.
    fn least(&self, run: &Run) -> Option<Paid> {
        let players = self.gains.len();
        let mut sets = Vec::new();
        let objective = vec![Rational::one(); players];
        let least = self.generate(&mut sets, run, |rows| {
            LinearModel::minimize(objective.clone(), rows, vec![Bounds::non_negative(); players]).ok()
        })?;
        let weights = sets.iter().copied().zip(least.multipliers).filter(|(_, weight)| !weight.is_zero());
        let weights = weights.collect();
        if least.value.is_zero() {
            return Some((least.point, weights));
        }
        Some((self.fairest(&least.value, sets, run)?, weights))
    }

    /// max t such that gain_i + p_i ≥ t for all that are not settled, Σ p as given; those whose rows weigh in the proof
    /// are at t in every solution, and settle there.
    fn fairest(&self, sum: &Rational, mut sets: Vec<usize>, run: &Run) -> Option<Vec<Rational>> {
        let players = self.gains.len();
        let mut settled: Vec<Option<Rational>> = vec![None; players];
        while settled.iter().any(Option::is_none) {
            let mut extra = vec![Row::new(wider(vec![Rational::one(); players]), Sense::AtMost, sum.clone())];
            for (player, (paid, gain)) in settled.iter().zip(&self.gains).enumerate() {
                let row = if let Some(paid) = paid {
                    Row::on(player, players + 1, Sense::Equal, paid.clone())
                } else {
                    let mut coefficients = wider(indicator(1 << player, players));
                    if let Some(last) = coefficients.last_mut() {
                        *last = -Rational::one();
                    }
                    Row::new(coefficients, Sense::AtLeast, -Rational::from_float(*gain).ok()?)
                };
                extra.push(row);
            }
            let mut objective = wider(vec![Rational::zero(); players]);
            if let Some(last) = objective.last_mut() {
                *last = Rational::one();
            }
            let mut bounds = vec![Bounds::non_negative(); players];
            bounds.push(Bounds::free());
            let optimum = self.generate(&mut sets, run, |mut rows| {
                for row in &mut rows {
                    row.coefficients.push(Rational::zero());
                }
                // The rows of players first, so that their multipliers are found.
                let rows = extra.iter().cloned().chain(rows).collect();
                LinearModel::maximize(objective.clone(), rows, bounds.clone()).ok()
            })?;
            let multipliers = optimum.multipliers.iter().skip(1);
            let mut any = false;
            for ((paid, multiplier), point) in settled.iter_mut().zip(multipliers).zip(&optimum.point) {
                if paid.is_none() && !multiplier.is_zero() {
                    *paid = Some(point.clone());
                    any = true;
                }
            }
            if !any {
                return None;
            }
        }
        settled.into_iter().collect()
    }

    /// The optimum under the rows of all sets, taken in where they are violated most.
    fn generate(
        &self,
        sets: &mut Vec<usize>,
        run: &Run,
        model: impl Fn(Vec<Row>) -> Option<LinearModel>,
    ) -> Option<CertifiedOptimum> {
        loop {
            let row = |&set: &usize| {
                let claim = Rational::from_float(*self.claims.get(set)?).ok()?;
                Some(Row::new(indicator(set, self.gains.len()), Sense::AtLeast, claim))
            };
            let model = model(sets.iter().map(row).collect::<Option<_>>()?)?;
            let optimum = Optimum::new().run(run.clone()).solve(&model).ok()?.found().ok()?;
            match self.worst(&optimum.point) {
                Some(set) => sets.push(set),
                None => return Some(optimum),
            }
        }
    }

    /// The set that lacks the most.
    fn worst(&self, point: &[Rational]) -> Option<usize> {
        let floats: Vec<f64> = point.iter().map(Rational::to_f64).collect();
        let mut sums = vec![0.0];
        let mut worst = (self.slack, None);
        for (set, claim) in self.claims.iter().enumerate().skip(1) {
            let own = floats.get(set.trailing_zeros() as usize).copied().unwrap_or_default();
            let sum = sums.get(set & (set - 1)).copied().unwrap_or_default() + own;
            sums.push(sum);
            if claim - sum > worst.0 {
                worst = (claim - sum, Some(set));
            }
        }
        worst.1
    }
}

/// With a coefficient for t, 0.
fn wider(mut coefficients: Vec<Rational>) -> Vec<Rational> {
    coefficients.push(Rational::zero());
    coefficients
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    /// Claims by set, of all players from the empty set on.
    fn least(claims: &[f64], gains: &[f64]) -> (Vec<String>, Vec<(usize, String)>) {
        let covering = Covering { claims: claims.to_vec(), gains: gains.to_vec(), slack: 1e-9 };
        let (paid, sets) = covering.least(&Run::new()).unwrap();
        let weights = sets.into_iter().map(|(set, weight)| (set, weight.to_string())).collect();
        (paid.iter().map(ToString::to_string).collect(), weights)
    }

    #[test]
    fn pairs_that_claim_are_each_paid_by_halves() {
        // Every pair claims 1: nobody can be left out, and each pair weighs ½.
        let (paid, mut sets) = least(&[0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0], &[-1.0; 3]);
        sets.sort();
        assert_eq!(paid, ["1/2"; 3]);
        assert_eq!(sets, [3, 5, 6].map(|set| (set, "1/2".to_owned())));
    }

    #[test]
    fn of_equal_sums_the_worst_off_is_paid_first() {
        // Both together claim 3, the first alone 1: they end at the status quo.
        let (paid, sets) = least(&[0.0, 1.0, -4.0, 3.0], &[-2.0, -1.0]);
        assert_eq!(paid, ["2", "1"]);
        assert_eq!(sets, [(3, "1".to_owned())]);
        // One is so much worse off that it gets all.
        assert_eq!(least(&[0.0, -1.0, -1.0, 1.0], &[-5.0, 10.0]).0, ["1", "0"]);
        // The other claims something alone, whoever is worse off.
        assert_eq!(least(&[0.0, -1.0, 0.25, 1.0], &[-5.0, 10.0]).0, ["3/4", "1/4"]);
    }

    #[test]
    fn who_claims_nothing_is_paid_nothing() {
        assert_eq!(least(&[0.0, -1.0, 0.0, 1e-12], &[-1.0, 2.0]), (vec!["0".to_owned(); 2], vec![]));
    }
}
