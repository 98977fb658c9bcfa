//! Games of one weighted quota by the tables that only such games allow, those of many seats among them.

use willing::check::power::Swings;
use willing::council::WeightedQuota;
use willing::game::Rational;
use willing::solver::power::weighted::WeightedPower;
use willing_testkit::corpus::voting::{Case, LargeCase};

use crate::comparison::{Comparison, said};

/// To within what Shapley–Shubik indices of many seats are stated.
const QUADRATURE: f64 = 1e-12;

/// How many answers a game of many seats states, all of them found.
pub(crate) fn judge(case: &LargeCase) -> Result<usize, String> {
    let mut comparison = Comparison::of(&case.id);
    let rule = WeightedQuota::new(case.weights.iter().copied(), case.quota).map_err(said)?;
    let swings = WeightedPower::new().swings(&rule).map_err(said)?;
    comparison.same("swings", case.banzhaf_raw.as_ref(), &swings.by_seat);
    let counts: Vec<Rational> =
        swings.by_seat.iter().filter_map(|count| Rational::new(count.clone(), 1)).collect();
    let total: Rational = counts.iter().sum();
    let coin = WeightedPower::new().float_banzhaf(&rule).map_err(said)?;
    let orders = WeightedPower::new().float_shapley_shubik(&rule).map_err(said)?;
    for (seat, (count, float)) in counts.into_iter().zip(&coin.by_seat).enumerate() {
        let at = |what: &str| format!("{what} of seat {seat}");
        let of = |list: &Option<Vec<f64>>| list.as_ref().map(|list| list[seat]);
        let share = count.over(&total).ok_or_else(|| format!("{}: nobody swings", case.id))?.to_f64();
        comparison.near(&at("share"), of(&case.banzhaf_normalized_float), share, 1e-15);
        comparison.near(&at("chance"), of(&case.penrose_banzhaf_float), *float, coin.error + 1e-15);
        let order = orders.by_seat[seat];
        comparison.near(&at("order"), of(&case.shapley_shubik_float), order, orders.error + QUADRATURE);
    }
    comparison.verdict()
}

/// How many answers a game of one quota states, all of them found; `None` for another game.
pub(crate) fn small(case: &Case) -> Option<Result<usize, String>> {
    let [all] = case.rule.as_slice() else { return None };
    let [condition] = all.as_slice() else { return None };
    let rule = WeightedQuota::new(condition.weights.iter().copied(), condition.quota);
    Some(rule.map_err(said).and_then(|rule| weighted(case, &rule)))
}

fn weighted(case: &Case, rule: &WeightedQuota) -> Result<usize, String> {
    let mut comparison = Comparison::of(&case.id);
    let power = WeightedPower::new();
    let Swings { winning, by_seat } = power.swings(rule).map_err(said)?;
    comparison.same("winning coalitions", case.winning_coalitions.as_ref(), &winning);
    comparison.same("swings", case.banzhaf_raw.as_ref(), &by_seat);
    let orders = power.shapley_shubik(rule).map_err(said)?;
    comparison.same("Shapley-Shubik", case.shapley_shubik.as_ref(), &orders);
    let minimal = power.minimal_winning_by_size(rule).map_err(said)?;
    let count = minimal.count.iter().sum();
    comparison.same("minimal coalitions", case.minimal_winning_coalitions.as_ref(), &count);
    comparison.same("Deegan-Packel", case.deegan_packel.as_ref(), &minimal.deegan_packel());
    let minimal = power.minimal_winning(rule).map_err(said)?;
    comparison.same("memberships", case.holler_pgi_counts.as_ref(), &minimal.by_seat);
    comparison.verdict()
}
