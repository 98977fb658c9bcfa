//! Risk measures, and a loss that is shared by members who use different ones.

use std::error::Error;

use willing::game::{Certificate, Verdict};
use willing::risk::Belief;
use willing::risk::normal::Tolerances;
use willing::risk::sharing::{Attitude, Preference};
use willing::solver::sharing::Worth;
use willing_testkit::corpus::risk::Case;

use crate::found::{Found, Outcome};
use crate::portfolios::{density, everybody, of_loss, payoffs, worth};

fn belief(case: &Case) -> Result<Belief, Box<dyn Error>> {
    Ok(Belief::new(case.numbers("p")?)?)
}

/// What a loss is worth to a preference, as a cost.
fn cost(preference: &Preference, losses: &[f64]) -> Result<f64, Box<dyn Error>> {
    Ok(0.0 - preference.value(&payoffs(losses))?)
}

/// A level in percent as names have it: 0.9 is `90`, 0.975 is `97.5` or `975`.
fn percents(level: f64) -> [String; 2] {
    let percent = ((level * 1e8).round() / 1e6).to_string();
    [percent.replace('.', ""), percent]
}

pub(crate) fn spectral(case: &Case) -> Outcome {
    let (belief, losses) = (belief(case)?, case.numbers("losses")?);
    let pair = |row: Vec<f64>| {
        if let [weight, level] = row[..] { Ok((weight, level)) } else { Err("no pair in mix") }
    };
    let mix: Vec<(f64, f64)> = case.rows("mix")?.into_iter().map(pair).collect::<Result<_, _>>()?;
    let mut found = Found::new();
    found.give("value", cost(&Preference::spectral(&mix, &belief)?, &losses)?);
    found.give("expectation", belief.expectation(&losses)?);
    for (_, level) in mix {
        let tail = cost(&Preference::cvar(level, belief.clone())?, &losses)?;
        for percent in percents(level) {
            found.give(format!("cvar_{percent}"), tail);
        }
    }
    Ok(found)
}

/// Entropic members of one belief: their tolerances add up, and they share in proportion.
pub(crate) fn entropic(case: &Case) -> Outcome {
    let (belief, losses, tolerances) = (belief(case)?, case.numbers("loss")?, case.numbers("tau")?);
    let entropic = |tolerance: &f64| Preference::entropic(*tolerance, belief.clone());
    let preferences: Vec<Preference> = tolerances.iter().map(entropic).collect::<Result<_, _>>()?;
    let mut found = Found::new();
    for (number, preference) in (1..).zip(&preferences) {
        found.give(format!("rho{number}_alone"), cost(preference, &losses)?);
    }
    let portfolio = of_loss(&losses, preferences)?;
    let worth = worth(&mut found, &portfolio, &everybody(&portfolio))?;
    found.give("value", 0.0 - worth.worth());
    let shares = Tolerances::new(tolerances)?.borch_shares();
    let extreme = |most: bool| {
        let pick = |one: &usize, other: &usize| losses[*one].total_cmp(&losses[*other]);
        let mut possible = (0..losses.len()).filter(|s| belief.probability(*s) > 0.0).collect::<Vec<_>>();
        possible.sort_by(pick);
        if most { possible.pop() } else { possible.into_iter().next() }
    };
    let (least, most) = (extreme(false).ok_or("no outcome")?, extreme(true).ok_or("no outcome")?);
    for ((number, row), share) in (1..).zip(&worth.allocation).zip(shares) {
        let borne = (row[least] - row[most]) / (losses[most] - losses[least]);
        found.agree("share by tolerance and in the allocation", share, borne, 1e-9);
        found.give(format!("share{number}"), share);
    }
    Ok(found)
}

/// Members who look at their tails under one belief: the laxest bears all.
pub(crate) fn tails(case: &Case) -> Outcome {
    let (belief, losses, levels) = (belief(case)?, case.numbers("loss")?, case.numbers("alphas")?);
    let preferences: Vec<Preference> =
        levels.iter().map(|level| Preference::cvar(*level, belief.clone())).collect::<Result<_, _>>()?;
    let mut found = Found::new();
    for (level, preference) in levels.iter().zip(&preferences) {
        let alone = cost(preference, &losses)?;
        for percent in percents(*level) {
            found.give(format!("cvar{percent}"), alone);
        }
    }
    let portfolio = of_loss(&losses, preferences)?;
    let worth = worth(&mut found, &portfolio, &everybody(&portfolio))?;
    found.give("value", 0.0 - worth.worth());
    Ok(found)
}

/// A member who looks at its tail and an entropic one, who bears min(X, d) up to a constant: q = min(c e^{X/τ}, 1/(1 − α)) p, and
/// d is where the two meet.
pub(crate) fn stop_loss(case: &Case) -> Outcome {
    let (belief, losses) = (belief(case)?, case.numbers("loss")?);
    let (level, tolerance) = (case.number("alpha")?, case.number("tau")?);
    let preferences =
        vec![Preference::cvar(level, belief.clone())?, Preference::entropic(tolerance, belief.clone())?];
    let portfolio = of_loss(&losses, preferences)?;
    let mut found = Found::new();
    let worth = worth(&mut found, &portfolio, &everybody(&portfolio))?;
    let density = density(&worth);
    let possible = || (0..losses.len()).filter(|s| belief.probability(*s) > 0.0);
    let log_constant = |s: usize| (density[s] / belief.probability(s)).ln() - losses[s] / tolerance;
    let most = possible().map(log_constant).fold(f64::NEG_INFINITY, f64::max);
    let retention = tolerance * (-(1.0 - level).ln() - most);
    let borne = |s: usize| losses[s].min(retention) + worth.allocation[1][s];
    let constants: Vec<f64> = possible().map(borne).collect();
    for constant in &constants {
        found.agree("stop loss and allocation", constants[0], *constant, 1e-9);
    }
    found.give("value", 0.0 - worth.worth());
    found.give("q", density);
    found.give("retention_d", retention);
    Ok(found)
}

/// Members who look at their tails, each under a belief of its own; without a loss they only bet.
pub(crate) fn beliefs_apart(case: &Case) -> Outcome {
    let level = case.number("alpha")?;
    let names: Vec<&String> = case.inputs.keys().filter(|name| name.starts_with('p')).collect();
    let beliefs: Vec<Belief> = names
        .iter()
        .map(|name| Ok(Belief::new(case.numbers(name)?)?))
        .collect::<Result<_, Box<dyn Error>>>()?;
    let preferences: Vec<Preference> =
        beliefs.iter().map(|belief| Preference::cvar(level, belief.clone())).collect::<Result<_, _>>()?;
    let mut found = Found::new();
    let cap = |s: usize| {
        let caps = beliefs.iter().map(|belief| Attitude::Cvar { level }.most_density(belief.probability(s)));
        caps.fold(f64::INFINITY, f64::min)
    };
    let outcomes = beliefs.first().map_or(0, Belief::outcomes);
    let mass: f64 = (0..outcomes).map(cap).sum();
    found.give("max_mass_of_intersection", mass);
    let losses = if case.inputs.contains_key("loss") { case.numbers("loss")? } else { vec![0.0; outcomes] };
    for (name, preference) in names.iter().zip(&preferences) {
        found.give(format!("cvar{}", &name[1..]), cost(preference, &losses)?);
    }
    let portfolio = of_loss(&losses, preferences)?;
    let is_bounded = match Worth::new().solve(&portfolio, &everybody(&portfolio))? {
        Verdict::Exists(worth) => {
            found.holds("worth", worth.check(&portfolio));
            found.give("value", 0.0 - worth.worth());
            found.give("q", density(&worth));
            true
        }
        Verdict::Impossible(apart) => {
            found.holds("promises", apart.check(&portfolio));
            false
        }
        Verdict::Undecided(_) => return Err("undecided".into()),
    };
    // Domains may touch: a mass of 1 is one density, up to rounding.
    found.is_so("bounded iff a density fits all", is_bounded == (mass >= 1.0 - 1e-9));
    found.give("bounded", is_bounded);
    Ok(found)
}
