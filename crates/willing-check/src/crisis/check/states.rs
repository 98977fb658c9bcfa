//! Checks of the reports on states.

use willing_game::{AggregativeGame, Tier, Totals};
use willing_risk::{Ledger, RiskType, SharingRule, TierGame, negotiated_payments};

use super::cells::others_in;
use super::{claim, number};
use crate::crisis::{Crisis, CrisisAnswer, Play, Sensitivities, StateReport, Violation};
use crate::price::{Surroundings, check_prices, check_sensitivities};
use crate::tiers::rounding_allowance;

/// Verifies the report on each state in the play that is shown.
pub(super) fn check_states(answer: &CrisisAnswer, crisis: &Crisis) -> Result<(), Violation> {
    let Some((cell, play)) = answer.shown.and_then(|place| {
        let cell = answer.cells.get(place)?;
        Some((cell, cell.play()?))
    }) else {
        return claim("states", "reports on a play that there is not", answer.states.is_empty());
    };
    let game = crisis.game(cell.key())?;
    claim("states", "their number", answer.states.len() == game.player_count())?;
    let surroundings = Surroundings::of(&game);
    let risks = everybodys_risks(&game, play);
    let negotiated = game.parameters().sharing == SharingRule::Negotiated && play.mixture.is_none();
    let payments = if negotiated { negotiated_payments(&game, &play.profile) } else { None };
    for (player, report) in answer.states.iter().enumerate() {
        let others = others_in(&game, play, player);
        check_standing(&game, play, player, &others, report)?;
        check_responsibilities(&game, player, &others, &risks, report)?;
        let payment = payments.as_ref().and_then(|payments| payments.get(player).copied());
        number(&report.name, "the negotiated payment", report.negotiated_payment, payment.unwrap_or(0.0))?;
        check_prices(&game, player, &others, &report.prices)?;
        let computed = answer.settings.sensitivities == Sensitivities::Computed && play.mixture.is_none();
        if !computed {
            claim(&report.name, "sensitivities", report.sensitivities.is_empty())?;
        } else if !(answer.is_cut_short() && report.sensitivities.is_empty()) {
            let tolerance = answer.settings.tolerance;
            let list = &report.sensitivities;
            check_sensitivities(&surroundings, player, report.tier, &others, tolerance, list)?;
        }
    }
    Ok(())
}

fn tier_in(play: &Play, player: usize) -> Tier {
    Tier::new(play.profile.actions().get(player).copied().unwrap_or(u8::MAX))
}

fn check_standing(
    game: &TierGame,
    play: &Play,
    player: usize,
    others: &Totals,
    report: &StateReport,
) -> Result<(), Violation> {
    let name = report.name.as_str();
    let state = game.states().get(player);
    claim(name, "the name", state.is_some_and(|state| state.name == name))?;
    claim(name, "the seat", report.player.seat() == player)?;
    claim(name, "the tier", report.tier == tier_in(play, player))?;
    let point = game.tiers().point(report.tier);
    let totals = game.totals_with(player, report.tier, others);
    let (military, financial) = game.shares(player, report.tier, &totals);
    let [capability, ..] = game.contribution(player, report.tier.place());
    let payoff = |tier: usize| game.payoff(player, tier, others);
    let own = payoff(report.tier.place());
    let rest = game.feasible(player).without(report.tier.place());
    let worst_gain = rest.iter().map(|tier| payoff(tier) - own).fold(f64::NEG_INFINITY, f64::max);
    for (quantity, stated, actual) in [
        ("the stance", report.stance, point.stance),
        ("the radius", report.radius, 1.0 - game.parameters().credit.of(&point)),
        ("the capability", report.capability, capability),
        ("the military share", report.military_share, military),
        ("the financial share", report.financial_share, financial),
        ("the payoff", report.payoff, play.payoffs.get(player).copied().unwrap_or(f64::NAN)),
        ("the status quo", report.status_quo, game.status_quo(player)),
        ("the worst gain", report.worst_gain, worst_gain),
    ] {
        number(name, quantity, stated, actual)?;
    }
    let ledger = Ledger::between(game, player, game.tiers().bystander(), report.tier, others);
    let Some(ledger) = ledger else { return claim(name, "the ledger", false) };
    let difference = own - payoff(game.tiers().bystander().place());
    let rounding = 16.0 * rounding_allowance(game, player) + 1e-12 * own.abs();
    claim(name, "the sum of the ledger", (report.ledger.total() - difference).abs() <= rounding)?;
    let entries = |ledger: &Ledger| {
        let branches = ledger.on_success.into_iter().chain(ledger.on_failure);
        branches.chain([ledger.success, ledger.values, ledger.payment]).collect::<Vec<f64>>()
    };
    let pairs = entries(&report.ledger).into_iter().zip(entries(&ledger));
    pairs.into_iter().try_for_each(|(stated, actual)| number(name, "an entry of the ledger", stated, actual))
}

/// The expected cost of each risk, summed over all states at their tiers.
fn everybodys_risks(game: &TierGame, play: &Play) -> Vec<f64> {
    let mut sums = vec![0.0; RiskType::ALL.len()];
    for player in 0..game.player_count() {
        let costs = risks_of(game, player, tier_in(play, player), &others_in(game, play, player));
        sums.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += cost);
    }
    sums
}

fn risks_of(game: &TierGame, player: usize, tier: Tier, others: &Totals) -> Vec<f64> {
    let costs = game.costs(player, tier, &game.totals_with(player, tier, others));
    RiskType::ALL.iter().map(|&risk| costs.as_ref().map_or(f64::NAN, |costs| costs.expected(risk))).collect()
}

fn check_responsibilities(
    game: &TierGame,
    player: usize,
    others: &Totals,
    everybody: &[f64],
    report: &StateReport,
) -> Result<(), Violation> {
    let name = report.name.as_str();
    let risks = report.responsibilities.iter().map(|line| line.risk);
    claim(name, "the list of risks", risks.eq(RiskType::ALL))?;
    let costs = risks_of(game, player, report.tier, others);
    for (line, (cost, sum)) in report.responsibilities.iter().zip(costs.into_iter().zip(everybody)) {
        number(name, "an expected cost", line.expected_cost, cost)?;
        number(name, "a share of a risk", line.share, if *sum > 0.0 { cost / sum } else { 0.0 })?;
    }
    Ok(())
}
