//! From facts to parameters: the formulas of the mapping, one function a parameter.
//!
//! They are the same for every state and every case, and see no name. Money is in billions of
//! international dollars of 2017; capability is in units of the leader's.

use willing_game::{ActionSet, TierPoint, TierSet};
use willing_risk::{Credit, Hazard, Parameters, SharingRule, State, Treaty, TreatyCredit};

use crate::coefficients::Coefficients;
use crate::record::Facts;

/// A fact that was unknown, and what the mapping did about it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unknown {
    /// The state's key.
    pub state: String,
    /// The fact's key.
    pub fact: &'static str,
    /// What was done.
    pub treatment: &'static str,
}

/// A hazard as the issue describes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Danger {
    pub(crate) probability: f64,
    pub(crate) severity: f64,
    pub(crate) reach: f64,
    pub(crate) worldwide: f64,
}

/// The leader's facts that others are measured by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Yardstick {
    pub(crate) capability_share: f64,
    pub(crate) military_spending: f64,
    pub(crate) gdp: f64,
}

/// A state's facts with every unknown treated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) capability: f64,
    pub(crate) gdp: f64,
    pub(crate) democracy: f64,
    pub(crate) gap: f64,
    pub(crate) distance: f64,
    pub(crate) troops: f64,
    pub(crate) opposition: Option<f64>,
}

impl Known {
    /// Treats every unknown fact as the coefficients say; each is reported to `note`.
    pub(crate) fn from_facts(
        facts: &Facts,
        yardstick: Yardstick,
        coefficients: &Coefficients,
        note: &mut dyn FnMut(&'static str, &'static str),
    ) -> Self {
        let mut or = |value: Option<f64>, fact, otherwise, treatment| {
            value.unwrap_or_else(|| {
                note(fact, treatment);
                otherwise
            })
        };
        let gap = or(facts.alignment_gap.value, "alignment_gap", coefficients.unknown_gap, "unknown_gap");
        let democracy =
            or(facts.democracy.value, "democracy", coefficients.unknown_democracy, "unknown_democracy");
        let distance = or(
            facts.target_distance.value,
            "target_distance",
            coefficients.unknown_distance,
            "unknown_distance",
        );
        let troops =
            or(facts.leader_troops.value, "leader_troops", coefficients.unknown_troops, "unknown_troops");
        let gdp = match (facts.gdp.value, facts.population.value) {
            (Some(gdp), _) => gdp,
            (None, Some(population)) => {
                note("gdp", "population × unknown_product_per_head");
                population * coefficients.unknown_product_per_head
            }
            (None, None) => {
                note("gdp", "unknown_product");
                coefficients.unknown_product
            }
        };
        let capability = capability(facts, yardstick, coefficients, note);
        if facts.opposition.value.is_none() {
            note("opposition", "opposition_base, opposition_gap, opposition_distance");
        }
        Self { capability, gdp, democracy, gap, distance, troops, opposition: facts.opposition.value }
    }
}

/// Geometric mean of the shares of military spending and of national capability, the leader's being 1.
fn capability(
    facts: &Facts,
    yardstick: Yardstick,
    coefficients: &Coefficients,
    note: &mut dyn FnMut(&'static str, &'static str),
) -> f64 {
    let weight = coefficients.capability_spending_weight;
    let spending = facts.military_spending.value.map(|spending| spending / yardstick.military_spending);
    let share = facts.capability_share.value.map(|share| share / yardstick.capability_share);
    match (spending, share) {
        (Some(spending), Some(share)) => spending.powf(weight) * share.powf(1.0 - weight),
        (Some(spending), None) => {
            note("capability_share", "military_spending alone");
            spending
        }
        (None, Some(share)) => {
            note("military_spending", "capability_share alone");
            share
        }
        (None, None) => {
            note("capability_share", "unknown_capability");
            note("military_spending", "unknown_capability");
            coefficients.unknown_capability
        }
    }
}

/// Whether this state leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Leader,
    Follower,
}

/// All parameters of a state but its feasible set.
pub(crate) fn state(
    name: &str,
    part: Part,
    known: &Known,
    treaty: Treaty,
    (dangers, yardstick): (&[Danger], Yardstick),
    coefficients: &Coefficients,
    tiers: &TierSet,
) -> State {
    let c = coefficients;
    let stake = if part == Part::Leader { c.leader_stake } else { 0.0 };
    let near = |reach: f64| (-known.distance / reach).exp();
    let (abandonment, protection) = if part == Part::Leader { (0.0, 0.0) } else { abandonment(treaty, c) };
    let autocrat = c.domestic_autocracy;
    State {
        name: name.to_owned(),
        risk_tolerance: c.risk_tolerance_share * known.gdp,
        capability: c.deployable_share * known.capability,
        asset_capability: c.asset_capability * near(c.asset_reach)
            + c.hosting_capability * known.troops / (known.troops + c.hosting_half),
        stance_weight: (known.gdp / yardstick.gdp).powf(c.stance_exponent),
        hazards: dangers.iter().map(|danger| hazard(*danger, known, stake, c)).collect(),
        difficulties: Vec::new(),
        casualty_sensitivity: c.casualty_base + c.casualty_democracy * known.democracy,
        opposition: known.opposition.unwrap_or_else(|| {
            let distance = c.opposition_distance * known.distance / 1000.0;
            logistic(c.opposition_base + c.opposition_gap * known.gap + distance)
        }),
        domestic_severity: c.domestic_share * known.gdp * (autocrat + (1.0 - autocrat) * known.democracy),
        international_severity: c.international_share * known.gdp,
        retaliation_severity: c.retaliation_share * known.gdp * near(c.retaliation_reach),
        entrapment_severity: c.entrapment_share * known.gdp,
        treaty,
        abandonment_probability: abandonment,
        protection_value: protection * known.gdp,
        affinity: (1.0 - known.gap / c.affinity_neutral_gap).clamp(-1.0, 1.0),
        projection_cost: c.projection_cost * known.capability * known.distance / 1000.0,
        fixed_weight: known.gdp / yardstick.gdp,
        payments: if part == Part::Leader {
            Vec::new()
        } else {
            access_payments(c, near(c.access_reach), tiers)
        },
        feasible: ActionSet::first(tiers.len()),
    }
}

/// Awareness falls with distance in views, damage with distance from the target.
fn hazard(danger: Danger, known: &Known, stake: f64, coefficients: &Coefficients) -> Hazard {
    let Danger { probability, severity, reach, worldwide } = danger;
    let near = (worldwide + (1.0 - worldwide) * (-known.distance / reach).exp()).max(stake);
    let probability = if probability > 0.0 && probability < 1.0 {
        logistic((probability / (1.0 - probability)).ln() - coefficients.awareness_gap * known.gap)
    } else {
        probability
    };
    Hazard { probability, severity: severity * known.gdp * near }
}

/// a₀ and V as a share of product.
fn abandonment(treaty: Treaty, c: &Coefficients) -> (f64, f64) {
    match treaty {
        Treaty::None => (c.abandonment_none, c.protection_none),
        Treaty::Multilateral => (c.abandonment_multilateral, c.protection_multilateral),
        Treaty::Bilateral => (c.abandonment_bilateral, c.protection_bilateral),
    }
}

/// The access price at tiers that grant assets and send no troops.
fn access_payments(c: &Coefficients, near: f64, tiers: &TierSet) -> Vec<f64> {
    let pays = |point: TierPoint| point.access > 0.0 && point.exposure <= 0.0;
    tiers.tiers().map(|tier| if pays(tiers.point(tier)) { c.access_price * near } else { 0.0 }).collect()
}

/// What a state can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contribution {
    Troops,
    Assets,
    Money,
    Endorsement,
}

impl Contribution {
    /// Each with the word for it in files.
    pub(crate) const ALL: [(Self, &'static str); 4] = [
        (Self::Troops, "troops"),
        (Self::Assets, "assets"),
        (Self::Money, "money"),
        (Self::Endorsement, "endorsement"),
    ];

    /// Whether the mapping holds a state able to give this.
    pub(crate) fn is_able(self, known: &Known, c: &Coefficients) -> bool {
        let friendly = known.gap <= c.asked_gap;
        match self {
            Self::Troops => known.capability >= c.asked_capability && friendly,
            Self::Assets => known.distance <= c.asked_distance || known.troops >= c.asked_troops,
            Self::Money => known.gdp >= c.asked_product && friendly,
            Self::Endorsement => true,
        }
    }
}

/// The tiers that go no further than what was asked: nobody need be asked to stand by or to oppose.
/// Whoever is asked for troops is asked for what comes with them.
pub(crate) fn feasible(tiers: &TierSet, is_asked: impl Fn(Contribution) -> bool) -> ActionSet {
    let admits = |point: TierPoint| {
        let endorses = point.stance <= 0.0 || is_asked(Contribution::Endorsement);
        let gives = if point.exposure > 0.0 {
            is_asked(Contribution::Troops)
        } else {
            (point.access <= 0.0 || is_asked(Contribution::Assets))
                && (point.finance <= 0.0 || is_asked(Contribution::Money))
        };
        endorses && gives
    };
    let asked = tiers.tiers().filter(|&tier| admits(tiers.point(tier)));
    ActionSet::of(asked.map(willing_game::Tier::place))
}

/// Fidelity with which a state hears the leader.
pub(crate) fn fidelity(known: &Known, c: &Coefficients) -> f64 {
    c.fidelity_base * (-c.fidelity_gap * known.gap).exp()
}

/// Coefficients of the model that are coefficients of the mapping; `leader_product` is the leader's yearly product.
pub(crate) fn parameters(c: &Coefficients, sharing: SharingRule, leader_product: f64) -> Parameters {
    Parameters {
        credit: credit(c),
        sharing,
        authorization_legitimacy: c.legitimacy_authorization,
        stance_legitimacy: c.legitimacy_stance,
        contest_exponent: c.contest_exponent,
        failure_markup: c.failure_markup,
        excludable_protection: c.excludable_protection,
        launch_probability: c.launch_probability,
        launch_legitimacy: c.launch_legitimacy,
        launch_severity: c.launch_share * leader_product,
        domestic_probability: c.domestic_probability,
        domestic_legitimacy: c.domestic_legitimacy,
        military_licence: c.military_licence,
        international_probability: c.international_probability,
        retaliation_probability: c.retaliation_probability,
        retaliation_weights: [c.retaliation_exposure, c.retaliation_stance, c.retaliation_access],
        entrapment_probability: c.entrapment_probability,
        treaty_credit: TreatyCredit {
            none: c.treaty_credit_none,
            multilateral: c.treaty_credit_multilateral,
            bilateral: c.treaty_credit_bilateral,
        },
        value_weight: c.value_weight,
    }
}

/// ρ.
pub(crate) fn credit(c: &Coefficients) -> Credit {
    Credit {
        exposure: c.credit_exposure,
        stance: c.credit_stance,
        access: c.credit_access,
        finance: c.credit_finance,
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
