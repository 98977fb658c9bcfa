//! Who bears the burden of an alliance.

use serde_json::json;
use willing::check::legislature::nash::{Bargainer, Frontier, NashProblem};
use willing::game::{Certificate, Rational};
use willing::risk::burden::{Alliance, Bargain, CobbDouglas, exploitation, linear_treaty, nash_bargaining};
use willing::solver::legislature::nash::NashBargaining;
use willing_testkit::corpus::risk::Case;

use crate::found::{Found, Outcome};

pub(crate) fn quadratic(case: &Case) -> Outcome {
    let benefits = case.numbers("b")?;
    let alliance = Alliance::pure(case.number("a")?, &benefits, &case.numbers("c")?)?;
    let (nash, efficient) = (alliance.nash(), alliance.efficient());
    let mut found = Found::new();
    for (name, provision) in [("nash", &nash), ("eff", &efficient)] {
        found.give(format!("G_{name}"), provision.total);
        found.give(format!("g_{name}"), provision.contributions.clone());
        found.give(format!("share_{name}"), provision.shares());
        found.give(format!("payoff_{name}"), provision.payoffs.clone());
    }
    found.give("share_over_benefit_share", json!(exploitation(&nash.contributions, &benefits)?));
    Ok(found)
}

pub(crate) fn cobb_douglas(case: &Case) -> Outcome {
    let (incomes, others) = (case.numbers("w")?, case.numbers("w_redistributed")?);
    let members = incomes.len();
    let economy = CobbDouglas::new(incomes, vec![case.number("alpha")?; members])?;
    let (nash, after) = (economy.nash(), economy.redistributed(others)?.nash());
    let mut found = Found::new();
    found.give("contributors", nash.contributors().len());
    found.give("contributors_after", after.contributors().len());
    found.give("G", nash.total);
    found.give("g", nash.contributions);
    found.give("G_after_redistribution", after.total);
    found.give("g_after", after.contributions);
    Ok(found)
}

pub(crate) fn treaty(case: &Case) -> Outcome {
    let treaty = linear_treaty(case.count("n")?, case.number("b")?, case.number("c")?)?;
    let mut found = Found::new();
    found.give("payoff_member", treaty.members().to_vec());
    found.give("payoff_outsider", treaty.outsiders().to_vec());
    found.give("internal", treaty.internally_stable_sizes());
    found.give("external", treaty.externally_stable_sizes());
    found.give("stable", treaty.stable_sizes());
    Ok(found)
}

/// By the closed form, and by the solver in exact fractions.
pub(crate) fn bargaining(case: &Case) -> Outcome {
    let (disagreement, total) = (case.numbers("disagreement")?, case.number("total")?);
    let equal = vec![1.0 / disagreement.len() as f64; disagreement.len()];
    let mut found = Found::new();
    for (name, weights) in [("symmetric", equal), ("asymmetric", case.numbers("weights")?)] {
        let Bargain::Agreement(amounts) = nash_bargaining(&disagreement, total, &weights)? else {
            return Err("no agreement".into());
        };
        let party = |(weight, disagreement): (&f64, &f64)| -> Result<Bargainer, Box<dyn std::error::Error>> {
            let (weight, disagreement) =
                (Rational::from_float(*weight)?, Rational::from_float(*disagreement)?);
            Ok(Bargainer { weight, disagreement, outside: None })
        };
        let parties = weights.iter().zip(&disagreement).map(party).collect::<Result<_, _>>()?;
        let problem = NashProblem::new(parties, Frontier::Transferable(Rational::from_float(total)?))?;
        let division = NashBargaining::new().solve(&problem).found()?;
        found.holds("division", division.check(&problem));
        for (one, other) in amounts.iter().zip(&division.amounts) {
            found.agree("closed form and solver", *one, other.to_f64(), 1e-12);
        }
        found.give(name, amounts);
    }
    Ok(found)
}
