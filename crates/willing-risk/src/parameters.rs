//! What all states share: the coefficients of the payoffs, and the methods of acting.

use std::fmt;

use willing_game::{ActionSet, TierPoint};

use crate::Error;
use crate::error::{amount, unit, within};
use crate::state::Treaty;

/// How the military and financial burden is divided among those who take part. A *choice* of the
/// model; the default is Borch's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum SharingRule {
    /// In proportion to risk tolerance τ (Borch 1962); equal when all possible participants are
    /// risk neutral.
    #[default]
    Borch,
    /// In proportion to capability c.
    Proportional,
    /// Equally, before exposure is counted.
    Equal,
    /// By each state's fixed weight.
    Fixed,
    /// Borch shares, and side payments by Nash bargaining once the tiers stand.
    Negotiated,
}

impl SharingRule {
    /// All rules, the default first.
    pub const ALL: [Self; 5] = [Self::Borch, Self::Proportional, Self::Equal, Self::Fixed, Self::Negotiated];
}

impl fmt::Display for SharingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Borch => "borch",
            Self::Proportional => "proportional",
            Self::Equal => "equal",
            Self::Fixed => "fixed",
            Self::Negotiated => "negotiated",
        })
    }
}

/// Whether the council authorized the action (z).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Authorization {
    /// z = 0.
    #[default]
    Unauthorized,
    /// z = 1.
    Authorized,
}

impl Authorization {
    /// z as a number.
    #[must_use]
    pub const fn indicator(self) -> f64 {
        match self {
            Self::Unauthorized => 0.0,
            Self::Authorized => 1.0,
        }
    }
}

/// A Gaussian pool of losses, carried in shares.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Pool {
    /// Mean loss μ ≥ 0, in money.
    pub mean: f64,
    /// Standard deviation σ ≥ 0, in money.
    pub deviation: f64,
}

/// How much credit with the leader each coordinate of a tier earns (ρ); the four sum to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Credit {
    /// ρ_x.
    pub exposure: f64,
    /// ρ_y.
    pub stance: f64,
    /// ρ_a.
    pub access: f64,
    /// ρ_f.
    pub finance: f64,
}

impl Credit {
    /// The credit r(t) of a tier.
    #[must_use]
    pub fn of(&self, point: &TierPoint) -> f64 {
        self.exposure * point.exposure
            + self.stance * point.stance
            + self.access * point.access
            + self.finance * point.finance
    }

    /// The radius 1 − r(t): 0 at the core, 1 for a bystander, above 1 for an opponent.
    #[must_use]
    pub fn radius(&self, point: &TierPoint) -> f64 {
        1.0 - self.of(point)
    }
}

/// How much of the risk of being abandoned credit removes under each kind of treaty (ψ).
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct TreatyCredit {
    /// Without a treaty.
    pub none: f64,
    /// With a multilateral treaty.
    pub multilateral: f64,
    /// With a bilateral treaty.
    pub bilateral: f64,
}

impl TreatyCredit {
    /// ψ of this treaty.
    #[must_use]
    pub const fn of(&self, treaty: Treaty) -> f64 {
        match treaty {
            Treaty::None => self.none,
            Treaty::Multilateral => self.multilateral,
            Treaty::Bilateral => self.bilateral,
        }
    }
}

/// Coefficients that are the same for all states and all methods.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Parameters {
    /// ρ.
    pub credit: Credit,
    /// ω.
    pub sharing: SharingRule,
    /// λ_z: what authorization adds to legitimacy.
    pub authorization_legitimacy: f64,
    /// λ_Q: what a unanimous public stance adds to legitimacy.
    pub stance_legitimacy: f64,
    /// θ > 0: how decisive capability is against difficulty.
    pub contest_exponent: f64,
    /// χ ≥ −1: how much worse everything gets when the action fails.
    pub failure_markup: f64,
    /// δ in [0, 1]: the share of protection that only credit buys.
    pub excludable_protection: f64,
    /// q_L in [0, 1].
    pub launch_probability: f64,
    /// η_L in [0, 1]: how much legitimacy lowers the risk of launching.
    pub launch_legitimacy: f64,
    /// l_L ≥ 0.
    pub launch_severity: f64,
    /// q_D in [0, 1].
    pub domestic_probability: f64,
    /// η_D in [0, 1].
    pub domestic_legitimacy: f64,
    /// η_M in [0, 1]: how much authorization lowers the domestic probability of military tiers.
    pub military_licence: f64,
    /// q_I in [0, 1].
    pub international_probability: f64,
    /// q_R in [0, 1].
    pub retaliation_probability: f64,
    /// (k_x, k_y, k_a) ≥ 0, not all 0: what draws retaliation.
    pub retaliation_weights: [f64; 3],
    /// q_E in [0, 1].
    pub entrapment_probability: f64,
    /// ψ in [0, 1].
    pub treaty_credit: TreatyCredit,
    /// ν ≥ 0: money a state gives for standing with those who share its values.
    pub value_weight: f64,
}

/// Rounding that sums of coefficients are forgiven.
const SLACK: f64 = 1e-9;

impl Parameters {
    /// Refuses numbers out of range and credits that do not sum to 1.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Contradiction`].
    pub fn validate(&self) -> Result<(), Error> {
        let place = "parameters";
        let Credit { exposure, stance, access, finance } = self.credit;
        for (quantity, value) in [
            ("credit of exposure", exposure),
            ("credit of stance", stance),
            ("credit of access", access),
            ("credit of finance", finance),
            ("legitimacy of authorization", self.authorization_legitimacy),
            ("legitimacy of stance", self.stance_legitimacy),
            ("excludable protection", self.excludable_protection),
            ("launch probability", self.launch_probability),
            ("launch legitimacy", self.launch_legitimacy),
            ("domestic probability", self.domestic_probability),
            ("domestic legitimacy", self.domestic_legitimacy),
            ("military licence", self.military_licence),
            ("international probability", self.international_probability),
            ("retaliation probability", self.retaliation_probability),
            ("entrapment probability", self.entrapment_probability),
            ("treaty credit without a treaty", self.treaty_credit.none),
            ("treaty credit of a multilateral treaty", self.treaty_credit.multilateral),
            ("treaty credit of a bilateral treaty", self.treaty_credit.bilateral),
        ] {
            unit(place, quantity, value)?;
        }
        let credits = exposure + stance + access + finance;
        within(place, "sum of credits", credits, 1.0 - SLACK, 1.0 + SLACK, "1")?;
        within(place, "contest exponent", self.contest_exponent, 1e-3, 1e3, "a number in [1e-3, 1e3]")?;
        within(place, "failure markup", self.failure_markup, -1.0, 1e6, "a number in [-1, 1e6]")?;
        amount(place, "launch severity", self.launch_severity)?;
        amount(place, "value weight", self.value_weight)?;
        for weight in self.retaliation_weights {
            amount(place, "retaliation weight", weight)?;
        }
        let weights: f64 = self.retaliation_weights.iter().sum();
        within(place, "sum of retaliation weights", weights, 1e-9, 1e13, "a positive number")
    }
}

/// A way of acting: its legal basis, difficulty, effect on each hazard, and price.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Method {
    /// Its name.
    pub name: String,
    /// λ₀ in [0, 1]: legitimacy of its legal basis.
    pub legitimacy: f64,
    /// D ≥ 0: capability at which success is even; 0 always succeeds.
    pub difficulty: f64,
    /// e in [0, 1] for each hazard: the share of its probability that success removes.
    pub effectiveness: Vec<f64>,
    /// back ≥ −1 for each hazard: by how much failure raises its probability.
    pub backlash: Vec<f64>,
    /// Pool of casualties, in money.
    pub casualties: Pool,
    /// Pool of expenses.
    pub financial: Pool,
    /// Factor ≥ 0 on every state's projection cost.
    pub projection_scale: f64,
    /// The tiers that this kind of operation admits.
    pub feasible: ActionSet,
}

impl Method {
    /// Refuses numbers out of range, lists of the wrong length, an empty name, and legitimacies
    /// that could leave [0, 1] together with `parameters`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Length`], [`Error::Contradiction`], [`Error::EmptyName`].
    pub fn validate(&self, hazards: usize, parameters: &Parameters) -> Result<(), Error> {
        if self.name.trim().is_empty() {
            return Err(Error::EmptyName { what: "method" });
        }
        let place = self.name.as_str();
        unit(place, "legitimacy", self.legitimacy)?;
        amount(place, "difficulty", self.difficulty)?;
        amount(place, "projection scale", self.projection_scale)?;
        for pool in [self.casualties, self.financial] {
            amount(place, "mean of a pool", pool.mean)?;
            amount(place, "deviation of a pool", pool.deviation)?;
        }
        for (quantity, list) in
            [("effectiveness values", &self.effectiveness), ("backlash values", &self.backlash)]
        {
            if list.len() != hazards {
                return Err(Error::Length {
                    place: place.to_owned(),
                    quantity,
                    got: list.len(),
                    expected: hazards,
                });
            }
        }
        self.effectiveness.iter().try_for_each(|&value| unit(place, "effectiveness", value))?;
        let range = "a number in [-1, 1e6]";
        self.backlash.iter().try_for_each(|&value| within(place, "backlash", value, -1.0, 1e6, range))?;
        self.validate_legitimacy(parameters)
    }

    /// λ₀ ≥ λ_Q and λ₀ + λ_z + λ_Q ≤ 1, so that 0 ≤ Λ ≤ 1 without clamping.
    fn validate_legitimacy(&self, parameters: &Parameters) -> Result<(), Error> {
        let contradiction = |right, right_value, expected| {
            Err(Error::Contradiction {
                place: self.name.clone(),
                left: "legitimacy of the method",
                left_value: self.legitimacy,
                right,
                right_value,
                expected,
            })
        };
        if self.legitimacy + SLACK < parameters.stance_legitimacy {
            let stance = parameters.stance_legitimacy;
            return contradiction("legitimacy of stance", stance, "the first to be at least the second");
        }
        let added = parameters.authorization_legitimacy + parameters.stance_legitimacy;
        if self.legitimacy + added > 1.0 + SLACK {
            return contradiction("legitimacy of authorization and stance", added, "a sum of at most 1");
        }
        Ok(())
    }
}
