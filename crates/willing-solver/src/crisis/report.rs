//! What the answer says about each state.

use willing_check::crisis::{Cell, Crisis, Error, Play, Responsibility, StateReport};
use willing_check::price::{Surroundings, TierPrice};
use willing_game::{AggregativeGame, Player, Tier, Totals};
use willing_risk::{Costs, Ledger, RiskType, SharingRule, TierGame, negotiated_payments};

use super::CrisisSolver;
use super::mixture;
use crate::price::{Flips, prices};

/// What the reports on all states of one play have in common.
pub(super) struct Shown<'a> {
    crisis: &'a Crisis,
    game: &'a TierGame,
    surroundings: Surroundings<'a>,
    play: &'a Play,
    /// The sum of each expected cost over all states.
    risk_totals: [f64; RiskType::ALL.len()],
    payments: Vec<f64>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(crisis: &'a Crisis, game: &'a TierGame, play: &'a Play) -> Self {
        let mut risk_totals = [0.0; RiskType::ALL.len()];
        for player in 0..game.player_count() {
            let costs = expected_costs(game, play, player);
            risk_totals.iter_mut().zip(costs).for_each(|(total, cost)| *total += cost);
        }
        let negotiated = game.parameters().sharing == SharingRule::Negotiated && play.mixture.is_none();
        let payments = if negotiated {
            negotiated_payments(game, &play.profile).unwrap_or_default()
        } else {
            Vec::new()
        };
        Self { crisis, game, surroundings: Surroundings::of(game), play, risk_totals, payments }
    }

    /// The report on one state.
    pub(super) fn report(&self, solver: &CrisisSolver, player: usize) -> Result<StateReport, Error> {
        use willing_check::crisis::Sensitivities;
        let Self { crisis, game, play, .. } = self;
        let tier = tier_of(play, player);
        let point = game.tiers().point(tier);
        let others = others_of(game, play, player);
        let totals = game.totals_with(player, tier, &others);
        let (military_share, financial_share) = game.shares(player, tier, &totals);
        let [capability, ..] = game.contribution(player, tier.place());
        let prices = prices(game, player, &others);
        let sensitivities = if play.mixture.is_none()
            && solver.settings.sensitivities == Sensitivities::Computed
            && !solver.is_cancelled()
        {
            let flips = Flips::new().tolerance(solver.settings.tolerance);
            flips.solve_within(&self.surroundings, player, tier, &others)
        } else {
            Vec::new()
        };
        let bystander = game.tiers().bystander();
        let ledger = Ledger::between(game, player, bystander, tier, &others);
        let state = crisis.issue().states().get(player);
        let unknown = || willing_risk::Error::UnknownName { what: "state", name: player.to_string() };
        let (Some(ledger), Some(state)) = (ledger, state) else { return Err(unknown().into()) };
        Ok(StateReport {
            player: Player::from_seat(player)?,
            name: state.name.clone(),
            tier,
            stance: point.stance,
            radius: game.parameters().credit.radius(&point),
            capability,
            military_share,
            financial_share,
            responsibilities: self.responsibilities(player),
            payoff: play.payoffs.get(player).copied().unwrap_or(f64::NAN),
            status_quo: game.status_quo(player),
            ledger,
            worst_gain: worst_gain(&prices, tier),
            negotiated_payment: self.payments.get(player).copied().unwrap_or(0.0),
            prices,
            sensitivities,
        })
    }

    fn responsibilities(&self, player: usize) -> Vec<Responsibility> {
        let costs = expected_costs(self.game, self.play, player);
        let lines = RiskType::ALL.iter().zip(costs).zip(self.risk_totals);
        lines
            .map(|((&risk, expected_cost), total)| Responsibility {
                risk,
                expected_cost,
                share: if total > 0.0 { expected_cost / total } else { 0.0 },
            })
            .collect()
    }
}

/// The tier of a state; of a mixture, the most probable one.
fn tier_of(play: &Play, player: usize) -> Tier {
    Tier::new(play.profile.actions().get(player).copied().unwrap_or(0))
}

/// What the others contribute; of a mixture, what is expected of them.
fn others_of(game: &TierGame, play: &Play, player: usize) -> Totals {
    match play.mixture.as_ref().and_then(|mixture| mixture.probabilities.get(player)) {
        Some(own) => mixture::others_of(game, player, own, &play.totals),
        None => game.others(player, &play.profile, &play.totals),
    }
}

/// The expected cost of each risk to a state at its tier.
fn expected_costs(game: &TierGame, play: &Play, player: usize) -> [f64; RiskType::ALL.len()] {
    let tier = tier_of(play, player);
    let totals = game.totals_with(player, tier, &others_of(game, play, player));
    let costs: Option<Costs> = game.costs(player, tier, &totals);
    costs.map_or([0.0; RiskType::ALL.len()], |costs| RiskType::ALL.map(|risk| costs.expected(risk)))
}

/// The largest gain that another tier would bring.
fn worst_gain(prices: &[TierPrice], own: Tier) -> f64 {
    let own_payoff = prices.iter().find(|price| price.tier == own).map_or(f64::NAN, |price| price.payoff);
    let others = prices.iter().filter(|price| price.tier != own);
    others.map(|price| price.payoff - own_payoff).fold(f64::NEG_INFINITY, f64::max)
}

/// The cell that reports describe: the one played or, if the leader stays out, the one it likes best.
pub(super) fn shown_cell(crisis: &Crisis, cells: &[Cell], played: Option<usize>) -> Option<usize> {
    let leader = crisis.issue().leader();
    let values = || {
        cells.iter().enumerate().filter_map(|(place, cell)| Some((place, *cell.play()?.payoffs.get(leader)?)))
    };
    played.or_else(|| {
        values()
            .fold(None, |best: Option<(usize, f64)>, (place, value)| match best {
                Some((_, most)) if most >= value => best,
                _ => Some((place, value)),
            })
            .map(|(place, _)| place)
    })
}
