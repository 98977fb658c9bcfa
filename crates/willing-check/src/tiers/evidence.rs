//! Lists of equilibria with the tree that proves them complete.

use willing_game::{ActionSet, AggregativeGame, Limit, Profile, TotalsBox};
use willing_risk::{RiskType, State, TierGame};

use super::Tree;

/// A profile on the list.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Listed {
    /// The profile. Where identical players are counted once, the one in which the actions of each
    /// class never decrease.
    pub profile: Profile,
    /// The largest gain that any single deviation brings; at most the tolerance plus rounding, negative
    /// if the equilibrium is strict. Negative infinity if nobody has a choice.
    #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
    pub worst_gain: f64,
    /// Whether some deviation comes within the tie band of 0, so that membership depends on how ties are read.
    pub tie_dependent: bool,
    /// How many profiles it stands for: 1, or the size of its orbit under exchange of identical players.
    pub orbit: f64,
}

/// All pure equilibria of a game, with the tree that proves that there are no others.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct EquilibriumList {
    /// ε: a deviation that gains at most this much is no reason to deviate. In payoff units.
    pub tolerance: f64,
    /// The equilibria, in the order of their profiles; never empty.
    pub equilibria: Vec<Listed>,
    /// Classes of identical players of which only ordered profiles are listed; usually empty.
    pub classes: Vec<Vec<usize>>,
    /// The tree.
    pub tree: Tree,
}

/// Proof that a game has no pure equilibrium: a tree without a listed leaf.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Refutation {
    /// ε, as in [`EquilibriumList`].
    pub tolerance: f64,
    /// Classes of identical players, as in [`EquilibriumList`].
    pub classes: Vec<Vec<usize>>,
    /// The tree.
    pub tree: Tree,
}

/// A part of the game that a search left open.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct OpenBox {
    /// The actions still possible for each player.
    pub domains: Vec<ActionSet>,
    /// The totals still possible.
    pub totals: TotalsBox,
}

/// What a search that hit a limit has proved: these are equilibria, and any other lies in an open box.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PartialSearch {
    /// The limit that was hit.
    pub limit: Limit,
    /// ε, as in [`EquilibriumList`].
    pub tolerance: f64,
    /// The equilibria found so far.
    pub equilibria: Vec<Listed>,
    /// Classes of identical players, as in [`EquilibriumList`].
    pub classes: Vec<Vec<usize>>,
    /// The tree, with open nodes.
    pub tree: Tree,
    /// The open nodes, in the order in which they stand in the tree.
    pub open: Vec<OpenBox>,
}

/// η_i: how far rounding may move a computed gain of this player.
///
/// 2⁻⁴⁷ (7e-15) times an upper bound on the size of everything that is added up in its payoff,
/// plus as much of its risk tolerance. Solver and checker use it alike: it is part of the claim.
#[must_use]
pub fn rounding_allowance(game: &TierGame, player: usize) -> f64 {
    const UNIT: f64 = 1.0 / 140_737_488_355_328.0;
    let Some(state) = game.states().get(player) else { return 0.0 };
    let tolerance = if state.risk_tolerance.is_finite() { state.risk_tolerance } else { 0.0 };
    UNIT * (tolerance + payoff_scale(game, state))
}

fn payoff_scale(game: &TierGame, state: &State) -> f64 {
    let (parameters, method) = (game.parameters(), game.method());
    let hazards: f64 = state.hazards.iter().map(|hazard| hazard.severity).sum();
    let payments = state.payments.iter().fold(0.0_f64, |most, payment| most.max(payment.abs()));
    let markup = 1.0 + parameters.failure_markup.max(0.0);
    let pool = |pool: willing_risk::Pool, factor: f64| {
        let variance = factor * factor * pool.deviation * pool.deviation;
        factor * pool.mean * markup
            + if state.risk_tolerance.is_finite() { variance / (2.0 * state.risk_tolerance) } else { 0.0 }
    };
    debug_assert_eq!(RiskType::ALL.len(), 10, "each risk type has its summand here");
    hazards
        + pool(method.casualties, state.casualty_sensitivity)
        + pool(method.financial, 1.0)
        + parameters.launch_severity
        + state.domestic_severity
        + state.international_severity
        + state.retaliation_severity
        + state.protection_value
        + state.entrapment_severity
        + state.projection_cost * method.projection_scale
        + parameters.value_weight * state.affinity.abs()
        + payments
}

/// The profile in which each player has the only action of its domain, if each has exactly one.
#[must_use]
pub fn only_profile(domains: &[ActionSet]) -> Option<Profile> {
    let single = |set: &ActionSet| set.single().and_then(|action| u8::try_from(action).ok());
    domains.iter().map(single).collect::<Option<Vec<u8>>>().map(Profile::new)
}

/// The domains at the root: all feasible actions.
#[must_use]
pub fn root_domains(game: &(impl AggregativeGame + ?Sized)) -> Vec<ActionSet> {
    (0..game.player_count()).map(|player| game.feasible(player)).collect()
}
