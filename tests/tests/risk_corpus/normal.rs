//! Normal risks, and other closed forms of sharing.

use std::error::Error;

use serde_json::json;
use willing::game::Coalition;
use willing::game::tu::CharacteristicFunction;
use willing::risk::disagreement::TwoNormalRisks;
use willing::risk::normal::{
    self, Bets, DiscreteRisk, JointNormal, NormalSyndicate, Tolerances, conditional_mean_sharing,
    no_bets_exchange, normal_quantile, sharing_loss, spread_premium,
};
use willing_testkit::corpus::risk::Case;

use crate::found::{Found, Outcome};

fn tolerances(case: &Case) -> Result<Tolerances, Box<dyn Error>> {
    Ok(Tolerances::new(case.numbers("tau")?)?)
}

fn risks(case: &Case) -> Result<JointNormal, Box<dyn Error>> {
    Ok(JointNormal::new(case.numbers("mu")?, &case.rows("cov")?)?)
}

pub(crate) fn syndicate(case: &Case) -> Outcome {
    let syndicate = NormalSyndicate::new(risks(case)?, tolerances(case)?)?;
    let worths = syndicate.worths()?;
    let mut found = Found::new();
    found.give("T", syndicate.tolerances().total());
    found.give("shares", syndicate.tolerances().borch_shares());
    found.give("ce_alone", syndicate.alone());
    found.give_worths("v", &worths);
    found.give("gain", syndicate.gain());
    found.give("group_risk_premium", syndicate.group_premium());
    in_core(&mut found, &syndicate, &syndicate.equilibrium());
    Ok(found)
}

/// Nobody gains by leaving an allocation, and it gives away what there is.
pub(crate) fn in_core(found: &mut Found, game: &impl CharacteristicFunction, amounts: &[f64]) {
    let grand = (1_u64 << amounts.len()) - 1;
    for bits in 1..=grand {
        let coalition = Coalition::from_bits(bits);
        let given: f64 = coalition.players().map(|player| amounts[player.seat()]).sum();
        let excess = game.worth(coalition) - given;
        found.is_so(
            &format!("{coalition:?} gains {excess} by leaving"),
            excess <= 1e-12 * (1.0 + given.abs()),
        );
        if bits == grand {
            found.agree("v(N) and what is given", game.worth(coalition), given, 1e-12);
        }
    }
}

pub(crate) fn sharing_rules(case: &Case) -> Outcome {
    let (tolerances, var) = (tolerances(case)?, case.number("var")?);
    let mut found = Found::new();
    found.give("borch_shares", tolerances.borch_shares());
    found.give("loss_borch", sharing_loss(var, &tolerances, &tolerances.borch_shares())?);
    for rule in case.inputs.keys().filter(|key| !["tau", "var"].contains(&key.as_str())) {
        found.give(format!("loss_{rule}"), sharing_loss(var, &tolerances, &case.numbers(rule)?)?);
    }
    Ok(found)
}

pub(crate) fn side_bets(case: &Case) -> Outcome {
    let bets = normal::side_bets(&tolerances(case)?, &case.numbers("means")?, case.number("var")?)?;
    let Bets::Bounded(bets) = bets else { return Err("bets are unbounded".into()) };
    let mut found = Found::new();
    found.give("surrogate_mean", bets.surrogate_mean);
    found.give("surrogate_tau", bets.surrogate_tolerance);
    found.give("slopes", bets.slopes);
    found.give("total_ce_with_bets", bets.total_with_bets);
    found.give("total_ce_no_bets_borch_slopes", bets.total_without_bets);
    found.give("value_of_side_bets", bets.value_of_bets);
    Ok(found)
}

pub(crate) fn spreading(case: &Case) -> Outcome {
    let (var, tolerance, covariance) = (case.number("var")?, case.number("tau")?, case.number("cov_income")?);
    let members = case.counts("n")?;
    let premiums = |covariance: f64| -> Result<Vec<f64>, _> {
        members.iter().map(|&members| spread_premium(var, covariance, tolerance, members)).collect()
    };
    let mut found = Found::new();
    found.give("total_premium_indep", premiums(0.0)?);
    found.give("total_premium_cov", premiums(covariance)?);
    Ok(found)
}

/// The slopes are those of a member's consumption in what all earn, and in what it earns itself while all earn the same.
pub(crate) fn full_insurance(case: &Case) -> Outcome {
    let (tolerances, incomes) = (tolerances(case)?, case.rows("income")?);
    let intercepts = case.numbers("intercepts")?;
    let consumption = normal::full_insurance(&tolerances, &incomes, &intercepts)?;
    let members = tolerances.members();
    let moved = |member: usize, is_aggregate: bool| -> Result<f64, Box<dyn Error>> {
        let mut incomes = vec![vec![0.0; members]; 2];
        incomes[1][member] += 1.0;
        if !is_aggregate {
            incomes[1][(member + 1) % members] -= 1.0;
        }
        let consumed = normal::full_insurance(&tolerances, &incomes, &intercepts)?;
        Ok(consumed[1][member] - consumed[0][member])
    };
    let slopes =
        |is_aggregate| (0..members).map(|member| moved(member, is_aggregate)).collect::<Result<Vec<_>, _>>();
    let mut found = Found::new();
    found.give_rows("consumption", &consumption);
    found.give("slope_aggregate", slopes(true)?);
    found.give("slope_own_income", slopes(false)?);
    Ok(found)
}

pub(crate) fn tail(case: &Case) -> Outcome {
    let level = case.number("alpha")?;
    let tail = risks(case)?.tail(level)?;
    let mut found = Found::new();
    found.give("z", normal_quantile(level)?);
    found.give("k", tail.multiplier);
    found.give("cvar_total", tail.total);
    found.give("euler", tail.contributions);
    found.give("cvar_alone", tail.alone);
    Ok(found)
}

pub(crate) fn conditional_means(case: &Case) -> Outcome {
    let means = risks(case)?.conditional_means(case.number("s")?)?;
    let mut found = Found::new();
    found.give("h", means.shares);
    found.give("slopes", means.slopes);
    Ok(found)
}

/// Severities are whole numbers of a unit: 1, a tenth, a hundredth, …
pub(crate) fn conditional_means_of_hazards(case: &Case) -> Outcome {
    let severities = case.numbers("severity")?;
    let is_whole = |unit: &f64| severities.iter().all(|severity| (severity * unit).fract() == 0.0);
    let unit = (0..10).map(|digits| 10_f64.powi(digits)).find(is_whole).ok_or("severities without a unit")?;
    #[allow(clippy::cast_possible_truncation, reason = "whole numbers")]
    let risk = |(severity, p): (&f64, f64)| DiscreteRisk::bernoulli(p, (severity * unit) as i64);
    let risks: Vec<DiscreteRisk> =
        severities.iter().zip(case.numbers("p")?).map(risk).collect::<Result<_, _>>()?;
    let outcomes = conditional_mean_sharing(&risks)?;
    let sum_of = |sum: i64| (sum as f64 / unit).to_string();
    let means = |risk: usize| {
        outcomes.iter().map(|at| at.probability * at.conditional_means[risk] / unit).sum::<f64>()
    };
    let mut found = Found::new();
    found.give_named("pS", outcomes.iter().map(|at| (sum_of(at.sum), at.probability)));
    let shares = |shares: &[f64]| json!(shares.iter().map(|share| share / unit).collect::<Vec<_>>());
    found.give_named("h", outcomes.iter().map(|at| (sum_of(at.sum), shares(&at.conditional_means))));
    found.give("ES", (0..risks.len()).map(means).collect::<Vec<_>>());
    Ok(found)
}

pub(crate) fn exchange(case: &Case) -> Outcome {
    let (var, tolerance) = (case.number("var")?, case.number("tau")?);
    let mut found = Found::new();
    let mut shares = Vec::new();
    for gap in case.numbers("gaps")? {
        let risks = TwoNormalRisks::new(tolerance, var, gap)?;
        let means = [vec![0.0, -gap], vec![-gap, 0.0]];
        let exchange = no_bets_exchange(&Tolerances::new(vec![tolerance; 2])?, &means, &[var; 2])?;
        found.agree("share and water level", risks.share(), exchange.risks[0].shares[1], 1e-12);
        found.agree("value and water level", risks.best_value(), exchange.total, 1e-12);
        shares.push(risks.share());
    }
    found.give("share", shares);
    found.give("stop_gap", TwoNormalRisks::new(tolerance, var, 0.0)?.stop_gap());
    Ok(found)
}
