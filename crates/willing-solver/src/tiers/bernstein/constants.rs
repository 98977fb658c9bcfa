//! What is constant about a player, whatever the others do.

use willing_check::tiers::rounding_allowance;
use willing_game::{ActionSet, AggregativeGame, Tier};
use willing_risk::{CAPABILITY, FINANCE, MILITARY, Odds, Pool, STANCE, State, TierGame};

use super::Branches;
use super::combine::Affine;
use super::fixed::FixedCosts;

/// Exponents up to this are safe to multiply out.
pub(super) const LARGEST_EXPONENT: f64 = 600.0;
/// What E_t must exceed E_{t′} by, relative: more than all rounding in both, and more than what an
/// outward-rounded check loses.
pub(super) const MARGIN: f64 = 2e-12;

/// What is constant about one tier of one player.
#[derive(Clone, Copy, Default)]
pub(super) struct TierConstants {
    pub(super) capability: f64,
    pub(super) stance: f64,
    pub(super) military: f64,
    pub(super) finance: f64,
    /// Costs that depend on nothing else, over τ (or in money if risk neutral), in each branch.
    pub(super) fixed: Branches<f64>,
    /// The same as factors, if they are safe to multiply out.
    pub(super) fixed_factor: Branches<f64>,
    pub(super) domestic: Affine,
    pub(super) international: Affine,
    pub(super) launch: Affine,
    /// The first tier of the same capability: it has the same odds.
    pub(super) odds_group: usize,
}

/// How a player's costs combine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Factors, multiplied out.
    Product,
    /// Factors as logarithms.
    Logarithm,
    /// Sums: risk neutral.
    Sum,
}

/// What is constant about one player.
pub(super) struct PlayerConstants {
    pub(super) form: Form,
    pub(super) tiers: Vec<TierConstants>,
    pub(super) difficulty: f64,
    /// The greatest slope of π(K), and where it is.
    pub(super) steepest: Option<(f64, f64)>,
    /// Severities over τ (or in money if risk neutral) of domestic, international, launch risk.
    pub(super) domestic: f64,
    pub(super) international: f64,
    pub(super) launch: f64,
    /// e^{severity/τ} − 1 of domestic and international risk.
    pub(super) domestic_growth: f64,
    pub(super) international_growth: f64,
    pub(super) casualties: Branches<PoolTerm>,
    pub(super) financial: Branches<PoolTerm>,
    /// E_{t′} is multiplied by this before it is compared: e^{(ε + η)/τ} and the margin.
    pub(super) ratio: f64,
    /// The same for sums: what must be exceeded, in money.
    pub(super) least_gain: f64,
    /// The size of all costs together, for sums.
    pub(super) size: f64,
}

/// A share's pool: a s + b s², over τ (or in money).
#[derive(Clone, Copy, Default)]
pub(super) struct PoolTerm {
    pub(super) linear: f64,
    pub(super) square: f64,
}

impl PoolTerm {
    pub(super) fn at(self, share: f64) -> f64 {
        share * (self.linear + self.square * share)
    }
}

impl PlayerConstants {
    /// The constants of `player`; `largest_shares` are the military and financial share it can ever bear.
    pub(super) fn new(game: &TierGame, player: usize, tolerance: f64, largest_shares: [f64; 2]) -> Self {
        let state: &State = &game.states()[player];
        let parameters = game.parameters();
        let neutral = state.risk_tolerance.is_infinite();
        // Everything is measured in units of τ, or of money for a risk-neutral state.
        let unit = if neutral { 1.0 } else { state.risk_tolerance };
        let markups = [1.0, 1.0 + parameters.failure_markup];
        let pool = |pool: Pool, sensitivity: f64| {
            markups.map(|markup| PoolTerm {
                linear: sensitivity * pool.mean * markup / unit,
                square: if neutral { 0.0 } else { (sensitivity * pool.deviation / unit).powi(2) / 2.0 },
            })
        };
        let gain = tolerance + 2.0 * rounding_allowance(game, player);
        let mut constants = Self {
            form: Form::Sum,
            tiers: Vec::new(),
            difficulty: game.difficulty(player),
            steepest: steepest(game.difficulty(player), parameters.contest_exponent),
            domestic: state.domestic_severity / unit,
            international: state.international_severity / unit,
            launch: parameters.launch_severity / unit,
            domestic_growth: (state.domestic_severity / unit).exp_m1(),
            international_growth: (state.international_severity / unit).exp_m1(),
            casualties: pool(game.method().casualties, state.casualty_sensitivity),
            financial: pool(game.method().financial, 1.0),
            ratio: (gain / unit).exp() * (1.0 + MARGIN),
            least_gain: 0.0,
            size: 0.0,
        };
        let [military, finance] = largest_shares;
        let pools = [0, 1].map(|branch| {
            constants.casualties[branch].at(military) + constants.financial[branch].at(finance)
        });
        let variable = constants.domestic
            + constants.international
            + constants.launch * military
            + pools[0].max(pools[1]);
        let fixed = FixedCosts::new(game, player, unit, neutral);
        constants.tiers = tier_constants(game, player);
        let feasible = game.feasible(player);
        if neutral {
            constants.size = variable + add_sums(&mut constants.tiers, game, feasible, &fixed);
            constants.least_gain = gain + MARGIN * constants.size;
        } else if multiply_out(&mut constants.tiers, game, feasible, &fixed, variable) {
            constants.form = Form::Product;
        } else {
            constants.form = Form::Logarithm;
            add_sums(&mut constants.tiers, game, feasible, &fixed);
        }
        constants
    }
}

/// Fills in fixed costs as sums; returns the size of the largest.
fn add_sums(
    tiers: &mut [TierConstants],
    game: &TierGame,
    feasible: ActionSet,
    fixed: &FixedCosts<'_>,
) -> f64 {
    let mut size = 0.0_f64;
    for tier in game.tiers().tiers().filter(|tier| feasible.contains(tier.place())) {
        let point = game.tiers().point(tier);
        let sums = [0, 1].map(|branch| fixed.sum(&point, tier, branch));
        size = sums.iter().fold(size, |size, sum| size.max(sum.abs()));
        tiers[tier.place()].fixed = sums;
    }
    size
}

/// Fills in fixed costs as factors, the certain ones against the largest of them, unless something
/// could overflow.
fn multiply_out(
    tiers: &mut [TierConstants],
    game: &TierGame,
    feasible: ActionSet,
    fixed: &FixedCosts<'_>,
    variable: f64,
) -> bool {
    let all = || game.tiers().tiers().filter(|tier| feasible.contains(tier.place()));
    let certain = |tier: Tier| fixed.certain(&game.tiers().point(tier), tier);
    let largest = all().map(certain).fold(f64::NEG_INFINITY, f64::max);
    let least = all().map(certain).fold(f64::INFINITY, f64::min);
    let exponents = fixed.severities.iter().sum::<f64>() + (largest - least) + variable;
    let safe = exponents <= LARGEST_EXPONENT;
    if !safe {
        return false;
    }
    for tier in all() {
        let point = game.tiers().point(tier);
        let factor = (certain(tier) - largest).exp();
        tiers[tier.place()].fixed_factor = [0, 1].map(|branch| factor * fixed.product(&point, branch));
    }
    true
}

/// The largest military and financial share each player can ever bear.
pub(super) fn largest_shares(game: &TierGame) -> Vec<[f64; 2]> {
    let extremes = |place: usize| {
        let of_player = |player: usize| {
            let weights = game.feasible(player).iter().map(|tier| game.contribution(player, tier)[place]);
            weights
                .fold((f64::INFINITY, 0.0_f64), |(least, most), weight| (least.min(weight), most.max(weight)))
        };
        let each: Vec<(f64, f64)> = (0..game.player_count()).map(of_player).collect();
        let total: f64 = each.iter().map(|(least, _)| least).sum();
        (each, total)
    };
    let ((military, military_total), (finance, finance_total)) = (extremes(MILITARY), extremes(FINANCE));
    let share = |(least, most): (f64, f64), total: f64| {
        if most > 0.0 { (most / ((total - least).max(0.0) + most) * (1.0 + 1e-12)).min(1.0) } else { 0.0 }
    };
    let both = military.into_iter().zip(finance);
    both.map(|(military, finance)| [share(military, military_total), share(finance, finance_total)]).collect()
}

fn steepest(difficulty: f64, exponent: f64) -> Option<(f64, f64)> {
    if exponent <= 1.0 || difficulty <= 0.0 {
        return None;
    }
    let at = difficulty * ((exponent - 1.0) / (exponent + 1.0)).powf(1.0 / exponent);
    let odds = Odds::of_contest(at, difficulty, exponent);
    Some((at, exponent * odds.success * odds.failure / at))
}

fn tier_constants(game: &TierGame, player: usize) -> Vec<TierConstants> {
    let state = &game.states()[player];
    let parameters = game.parameters();
    let markups = [1.0, 1.0 + parameters.failure_markup];
    let licence = 1.0 - parameters.military_licence * game.authorization().indicator();
    let feasible = game.feasible(player);
    let of_tier = |tier: Tier| {
        let point = game.tiers().point(tier);
        let own = game.contribution(player, tier.place());
        let licence = if point.exposure > 0.0 { licence } else { 1.0 };
        let endorses = state.opposition * (point.endorsement() + point.exposure) / 2.0;
        let domestic = licence * parameters.domestic_probability;
        let (international, launch) = (parameters.international_probability, parameters.launch_probability);
        TierConstants {
            capability: own[CAPABILITY],
            stance: own[STANCE],
            military: own[MILITARY],
            finance: own[FINANCE],
            fixed: [0.0; 2],
            fixed_factor: [0.0; 2],
            domestic: Affine::new(
                markups.map(|markup| {
                    domestic * (endorses * markup + (1.0 - state.opposition) * point.opposition())
                }),
                markups.map(|markup| -domestic * endorses * parameters.domestic_legitimacy * markup),
            ),
            international: Affine::new(
                markups.map(|markup| international * point.endorsement() * markup),
                markups.map(|markup| international * (point.opposition() - point.endorsement() * markup)),
            ),
            launch: Affine::new(
                markups.map(|markup| launch * markup),
                markups.map(|markup| -launch * parameters.launch_legitimacy * markup),
            ),
            odds_group: tier.place(),
        }
    };
    // Tiers that are not feasible stay at zero: nobody asks for them.
    let all = game.tiers().tiers();
    let mut tiers: Vec<TierConstants> = all
        .map(|tier| if feasible.contains(tier.place()) { of_tier(tier) } else { TierConstants::default() })
        .collect();
    for tier in feasible.iter() {
        let twin = feasible
            .iter()
            .find(|&other| tiers[other].capability.to_bits() == tiers[tier].capability.to_bits());
        tiers[tier].odds_group = twin.unwrap_or(tier);
    }
    tiers
}
