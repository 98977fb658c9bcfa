//! A state: everything about it that payoffs depend on.

use std::fmt;

use willing_game::{ActionSet, TierSet};

use crate::Error;
use crate::error::{LARGEST, LEAST_TOLERANCE, amount, signed, unit, within};

/// A hazard as one state sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Hazard {
    /// Its own probability p in [0, 1] that the harm comes if nobody acts.
    pub probability: f64,
    /// Its own loss l ≥ 0 if the harm comes, in money.
    pub severity: f64,
}

/// The treaty a state has with the leader. It decides how much credit with the leader buys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Treaty {
    /// No treaty.
    #[default]
    None,
    /// A treaty of many members.
    Multilateral,
    /// A treaty of two.
    Bilateral,
}

impl fmt::Display for Treaty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Multilateral => "multilateral",
            Self::Bilateral => "bilateral",
        })
    }
}

/// A state's parameters. Money is in one unit for all states; probabilities are in [0, 1].
///
/// The symbol of the model stands behind each field.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct State {
    /// Its name.
    pub name: String,
    /// Risk tolerance τ > 0, in money; infinite for a risk-neutral state.
    #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
    pub risk_tolerance: f64,
    /// Military capability c ≥ 0.
    pub capability: f64,
    /// Capability that its assets add when granted, b ≥ 0, in the unit of `capability`.
    pub asset_capability: f64,
    /// Weight of its public stance, w ≥ 0.
    pub stance_weight: f64,
    /// Its view of each hazard (p, l), in the order of the hazards.
    pub hazards: Vec<Hazard>,
    /// Its own view of each method's difficulty D ≥ 0, in the order of the methods; `None` or
    /// missing at the end takes the method's own.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub difficulties: Vec<Option<f64>>,
    /// Casualty sensitivity κ ≥ 0.
    pub casualty_sensitivity: f64,
    /// Share of the public that opposes action, opp in [0, 1].
    pub opposition: f64,
    /// Severity of domestic trouble l_dom ≥ 0.
    pub domestic_severity: f64,
    /// Severity of international blame l_int ≥ 0.
    pub international_severity: f64,
    /// Severity of retaliation l_ret ≥ 0.
    pub retaliation_severity: f64,
    /// Severity of entrapment l_ent ≥ 0.
    pub entrapment_severity: f64,
    /// Treaty with the leader.
    pub treaty: Treaty,
    /// Probability a₀ of being abandoned by the leader when it earns no credit.
    pub abandonment_probability: f64,
    /// Value V ≥ 0 of the leader's protection.
    pub protection_value: f64,
    /// Values shared with the leader, v in [−1, 1].
    pub affinity: f64,
    /// Money it costs to deploy all its capability at this distance, proj ≥ 0.
    pub projection_cost: f64,
    /// Weight ω ≥ 0 in the fixed sharing rule.
    pub fixed_weight: f64,
    /// Side payment pay(t) received at each tier, in the order of the tier set; missing is 0.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub payments: Vec<f64>,
    /// The tiers it was asked for, as a follower.
    pub feasible: ActionSet,
}

impl State {
    /// A state of this name that sees no hazard and cares for nothing: a start for
    /// struct-update syntax. Risk neutral, all of `tiers` feasible.
    #[must_use]
    pub fn indifferent(name: impl Into<String>, hazards: usize, tiers: &TierSet) -> Self {
        Self {
            name: name.into(),
            risk_tolerance: f64::INFINITY,
            capability: 0.0,
            asset_capability: 0.0,
            stance_weight: 0.0,
            hazards: vec![Hazard { probability: 0.0, severity: 0.0 }; hazards],
            difficulties: Vec::new(),
            casualty_sensitivity: 0.0,
            opposition: 0.0,
            domestic_severity: 0.0,
            international_severity: 0.0,
            retaliation_severity: 0.0,
            entrapment_severity: 0.0,
            treaty: Treaty::None,
            abandonment_probability: 0.0,
            protection_value: 0.0,
            affinity: 0.0,
            projection_cost: 0.0,
            fixed_weight: 1.0,
            payments: Vec::new(),
            feasible: ActionSet::first(tiers.len()),
        }
    }

    /// The side payment at the tier in this place of its set.
    #[must_use]
    pub fn payment(&self, tier: usize) -> f64 {
        self.payments.get(tier).copied().unwrap_or(0.0)
    }

    /// Refuses numbers out of range, lists of the wrong length, an empty name.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::Length`], [`Error::EmptyName`].
    pub fn validate(&self, hazards: usize, methods: usize, tiers: &TierSet) -> Result<(), Error> {
        if self.name.trim().is_empty() {
            return Err(Error::EmptyName { what: "state" });
        }
        let name = self.name.as_str();
        if !self.risk_tolerance.is_infinite() || self.risk_tolerance < 0.0 {
            let range = "a number in [1e-6, 1e12] or infinity";
            within(name, "risk tolerance", self.risk_tolerance, LEAST_TOLERANCE, LARGEST, range)?;
        }
        self.validate_amounts(name)?;
        unit(name, "opposition", self.opposition)?;
        unit(name, "abandonment probability", self.abandonment_probability)?;
        within(name, "affinity", self.affinity, -1.0, 1.0, "a number in [-1, 1]")?;
        self.validate_lists(name, hazards, methods, tiers.len())
    }

    fn validate_amounts(&self, name: &str) -> Result<(), Error> {
        for (quantity, value) in [
            ("capability", self.capability),
            ("asset capability", self.asset_capability),
            ("stance weight", self.stance_weight),
            ("casualty sensitivity", self.casualty_sensitivity),
            ("domestic severity", self.domestic_severity),
            ("international severity", self.international_severity),
            ("retaliation severity", self.retaliation_severity),
            ("entrapment severity", self.entrapment_severity),
            ("protection value", self.protection_value),
            ("projection cost", self.projection_cost),
            ("fixed weight", self.fixed_weight),
        ] {
            amount(name, quantity, value)?;
        }
        Ok(())
    }

    fn validate_lists(&self, name: &str, hazards: usize, methods: usize, tiers: usize) -> Result<(), Error> {
        let wrong =
            |quantity, got, expected| Err(Error::Length { place: name.to_owned(), quantity, got, expected });
        if self.hazards.len() != hazards {
            return wrong("hazards", self.hazards.len(), hazards);
        }
        if self.difficulties.len() > methods {
            return wrong("difficulties", self.difficulties.len(), methods);
        }
        if self.payments.len() > tiers {
            return wrong("payments", self.payments.len(), tiers);
        }
        for hazard in &self.hazards {
            unit(name, "hazard probability", hazard.probability)?;
            amount(name, "hazard severity", hazard.severity)?;
        }
        self.difficulties.iter().flatten().try_for_each(|&value| amount(name, "difficulty", value))?;
        self.payments.iter().try_for_each(|&value| signed(name, "payment", value))
    }
}
