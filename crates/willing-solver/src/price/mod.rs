//! Prices and flips.
//!
//! What it would take to move one state to another tier, others' tiers fixed: a side payment
//! ([`prices`]) or a change of one of its own parameters ([`Flips`]).

mod flips;
mod root;
mod sweep;

use willing_check::price::TierPrice;
use willing_game::{AggregativeGame, Totals};
use willing_risk::TierGame;

pub use flips::Flips;

/// The price of each feasible tier of `player`, to whom the others contribute `others`: the smallest side
/// payment for taking it that makes it a best reply, max_s U(s) − U(t).
///
/// The price of the tier taken in an equilibrium is 0 (up to the tolerance of the search). Empty for a
/// player that the game does not have.
///
/// # Complexity
///
/// One payoff for each tier: O(1) in the number of states.
///
/// # Example
///
/// ```
/// use std::sync::Arc;
/// use willing_game::{ActionSet, AggregativeGame, Profile, TierSet};
/// # use willing_risk::{Authorization, Credit, Method, Parameters, Pool, SharingRule, State, TierGame, TreatyCredit};
/// # let tiers = TierSet::default();
/// # let parameters = Parameters {
/// #     credit: Credit { exposure: 0.5, stance: 0.3, access: 0.2, finance: 0.0 },
/// #     sharing: SharingRule::Equal, authorization_legitimacy: 0.3, stance_legitimacy: 0.1,
/// #     contest_exponent: 1.0, failure_markup: 0.0, excludable_protection: 0.0, launch_probability: 0.0,
/// #     launch_legitimacy: 0.0, launch_severity: 0.0, domestic_probability: 0.0, domestic_legitimacy: 0.0,
/// #     military_licence: 0.0, international_probability: 0.0, retaliation_probability: 0.0,
/// #     retaliation_weights: [1.0, 1.0, 1.0], entrapment_probability: 0.0,
/// #     treaty_credit: TreatyCredit { none: 0.0, multilateral: 0.5, bilateral: 1.0 }, value_weight: 0.0,
/// # };
/// # let method = Method {
/// #     name: "strike".into(), legitimacy: 0.5, difficulty: 1.0, effectiveness: vec![], backlash: vec![],
/// #     casualties: Pool::default(), financial: Pool { mean: 6.0, deviation: 0.0 }, projection_scale: 0.0,
/// #     feasible: ActionSet::first(8),
/// # };
/// # let state = |name: &str| Arc::new(State::indifferent(name, 0, &tiers));
/// # let game = TierGame::new(Arc::new(tiers.clone()), Arc::new(parameters), Arc::new(method), 0,
/// #     Authorization::Unauthorized, vec![state("L"), state("M")], &[ActionSet::only(7), ActionSet::first(8)])?;
/// // M stands by while L pays 6 alone; at the core it would pay half of it.
/// let profile = Profile::new(vec![7, 2]);
/// let others = game.others(1, &profile, &game.totals(&profile));
/// let prices = willing_solver::price::prices(&game, 1, &others);
/// assert_eq!(prices[7].price, 3.0);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[must_use]
pub fn prices(game: &TierGame, player: usize, others: &Totals) -> Vec<TierPrice> {
    let feasible = game.feasible(player);
    let tiers = game.tiers().tiers().filter(|tier| feasible.contains(tier.place()));
    let payoffs: Vec<_> = tiers.map(|tier| (tier, game.payoff(player, tier.place(), others))).collect();
    let best = payoffs.iter().map(|(_, payoff)| *payoff).fold(f64::NEG_INFINITY, f64::max);
    payoffs.into_iter().map(|(tier, payoff)| TierPrice { tier, payoff, price: best - payoff }).collect()
}
