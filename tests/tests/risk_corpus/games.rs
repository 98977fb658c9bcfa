//! Cooperative games of shared risk.

use std::error::Error;

use willing::check::sharing::Standing;
use willing::game::tu::TableGame;
use willing::game::{Certificate, Player};
use willing::risk::Belief;
use willing::risk::exponential::ExponentialSyndicate;
use willing::risk::normal::Tolerances;
use willing::risk::sharing::{Portfolio, Preference};
use willing::solver::nucleolus::Nucleolus;
use willing::solver::sharing::{AllWorths, AumannShapley, assess};
use willing::solver::values::ShapleyValue;
use willing_testkit::corpus::risk::Case;

use crate::found::{Found, Outcome};
use crate::normal::in_core;
use crate::portfolios::{everybody, payoffs, portfolio, worth};

/// The Shapley value and the nucleolus. Games of shared risk are balanced, where the prenucleolus is the nucleolus; unlike it, it
/// does not end where rounding leaves a player a little more alone than there is.
fn solved(found: &mut Found, game: &TableGame) -> Result<(Vec<f64>, Vec<f64>), Box<dyn Error>> {
    let shapley = ShapleyValue::new().solve(game)?;
    found.holds("Shapley value", shapley.check(game));
    let nucleolus = Nucleolus::prenucleolus().solve(game)?.found()?;
    found.holds("nucleolus", nucleolus.check(game));
    Ok((shapley.amounts.to_f64(), nucleolus.to_f64()))
}

pub(crate) fn exponential_losses(case: &Case) -> Outcome {
    let syndicate =
        ExponentialSyndicate::new(case.numbers("mean_loss")?, Tolerances::new(case.numbers("tau")?)?)?;
    let worths = syndicate.worths()?;
    let mut found = Found::new();
    found.give_worths("v", &worths);
    let (shapley, nucleolus) = solved(&mut found, &TableGame::from_floats(worths)?)?;
    in_core(&mut found, &syndicate, &syndicate.esscher());
    in_core(&mut found, &syndicate, &nucleolus);
    found.give("esscher_core_point", syndicate.esscher());
    found.give("shapley", shapley);
    found.give("nucleolus", nucleolus);
    Ok(found)
}

/// Costs are what the worths of the payoffs −L lack.
pub(crate) fn tail_risk(case: &Case) -> Outcome {
    let (belief, level) = (Belief::new(case.numbers("p")?)?, case.number("alpha")?);
    let holdings: Vec<Vec<f64>> = case.rows("losses")?.iter().map(|losses| payoffs(losses)).collect();
    let preferences = vec![Preference::cvar(level, belief)?; holdings.len()];
    let portfolio = portfolio(holdings, preferences)?;
    let table = AllWorths::new().solve(&portfolio)?.found()?;
    let mut found = Found::new();
    found.holds("worths", table.check(&portfolio));
    let costs = |amounts: &[f64]| payoffs(amounts);
    found.give_worths("cost", &costs(&table.worths()));
    let (shapley, nucleolus) = solved(&mut found, &TableGame::from_floats(table.worths())?)?;
    let assessed = assess(&table, &shapley)?;
    found.holds("standing of the Shapley value", assessed.check(&table));
    found.give("shapley_in_core", matches!(assessed.standing, Standing::Core { .. }));
    let everybody = everybody(&portfolio);
    let gradient = worth(&mut found, &portfolio, &everybody)?.gradient(&portfolio)?;
    let gradient: Vec<f64> =
        gradient.iter().map(|price| f64::midpoint(price.lower(), price.upper())).collect();
    let assessed = assess(&table, &gradient)?;
    found.holds("standing of Euler's allocation", assessed.check(&table));
    found.is_so("Euler's allocation is in the core", matches!(assessed.standing, Standing::Core { .. }));
    found.give("euler", costs(&gradient));
    found.give("shapley", costs(&shapley));
    found.give("nucleolus", costs(&nucleolus));
    let is_balanced = every_subgame_has_prices(&mut found, &portfolio)?;
    found.give("totally_balanced", is_balanced);
    Ok(found)
}

/// Prices prove a point of the core of each subgame, wherever they sum to what it is worth.
fn every_subgame_has_prices(found: &mut Found, portfolio: &Portfolio) -> Result<bool, Box<dyn Error>> {
    let mut is_balanced = true;
    for bits in 1_u64..1 << portfolio.players().len() {
        let members: Vec<Player> = willing::game::Coalition::from_bits(bits).players().collect();
        let worth = worth(found, portfolio, &members)?;
        let prices: f64 = worth.prices(portfolio)?.iter().map(|price| price.upper()).sum();
        is_balanced &= prices - worth.low <= 1e-12 * (1.0 + prices.abs());
    }
    Ok(is_balanced)
}

/// The types of risk are the players, who together are as tolerant as the state: with one belief, only the sum counts.
pub(crate) fn aumann_shapley(case: &Case) -> Outcome {
    let (belief, rows) = (Belief::new(case.numbers("p")?)?, case.rows("components")?);
    let preference = Preference::entropic(case.number("tau")? / rows.len() as f64, belief)?;
    let portfolio =
        portfolio(rows.iter().map(|losses| payoffs(losses)).collect(), vec![preference; rows.len()])?;
    let mut found = Found::new();
    let amounts = AumannShapley::new().solve(&portfolio)?.found()?;
    let worth = worth(&mut found, &portfolio, &everybody(&portfolio))?;
    let gradient = worth.gradient(&portfolio)?;
    let middle: Vec<f64> = gradient.iter().map(|price| f64::midpoint(price.lower(), price.upper())).collect();
    found.agree("amounts and worth", amounts.iter().sum(), worth.worth(), 1e-12);
    found.give("attribution", payoffs(&amounts));
    found.give("total", 0.0 - worth.worth());
    found.give("gradient_at_1", payoffs(&middle));
    Ok(found)
}
