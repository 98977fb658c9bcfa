//! A state's own parameters, one at a time.

use std::fmt;

use willing_risk::State;

/// A parameter of one state that a sensitivity varies, all else fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Parameter {
    /// p of one hazard.
    HazardProbability {
        /// The place of the hazard.
        hazard: usize,
    },
    /// l of one hazard.
    HazardSeverity {
        /// The place of the hazard.
        hazard: usize,
    },
    /// τ. Under Borch shares its burden weight moves with it.
    RiskTolerance,
    /// κ.
    CasualtySensitivity,
    /// opp.
    Opposition,
    /// l_dom.
    DomesticSeverity,
    /// l_int.
    InternationalSeverity,
    /// l_ret.
    RetaliationSeverity,
    /// l_ent.
    EntrapmentSeverity,
    /// a₀.
    AbandonmentProbability,
    /// V.
    ProtectionValue,
    /// v.
    Affinity,
    /// D: its own view of the method's difficulty.
    Difficulty,
    /// proj.
    ProjectionCost,
}

impl Parameter {
    /// All parameters of a state with this many hazards.
    pub fn all(hazards: usize) -> impl Iterator<Item = Self> {
        let of_hazards = (0..hazards)
            .flat_map(|hazard| [Self::HazardProbability { hazard }, Self::HazardSeverity { hazard }]);
        of_hazards.chain([
            Self::RiskTolerance,
            Self::CasualtySensitivity,
            Self::Opposition,
            Self::DomesticSeverity,
            Self::InternationalSeverity,
            Self::RetaliationSeverity,
            Self::EntrapmentSeverity,
            Self::AbandonmentProbability,
            Self::ProtectionValue,
            Self::Affinity,
            Self::Difficulty,
            Self::ProjectionCost,
        ])
    }

    /// Its value in `state`; `difficulty` is D of the method where the state has no view of its own.
    /// `None` for a hazard that does not exist.
    #[must_use]
    pub fn of(self, state: &State, method: usize, difficulty: f64) -> Option<f64> {
        let hazard = |place: usize| state.hazards.get(place);
        Some(match self {
            Self::HazardProbability { hazard: place } => hazard(place)?.probability,
            Self::HazardSeverity { hazard: place } => hazard(place)?.severity,
            Self::RiskTolerance => state.risk_tolerance,
            Self::CasualtySensitivity => state.casualty_sensitivity,
            Self::Opposition => state.opposition,
            Self::DomesticSeverity => state.domestic_severity,
            Self::InternationalSeverity => state.international_severity,
            Self::RetaliationSeverity => state.retaliation_severity,
            Self::EntrapmentSeverity => state.entrapment_severity,
            Self::AbandonmentProbability => state.abandonment_probability,
            Self::ProtectionValue => state.protection_value,
            Self::Affinity => state.affinity,
            Self::Difficulty => state.difficulties.get(method).copied().flatten().unwrap_or(difficulty),
            Self::ProjectionCost => state.projection_cost,
        })
    }

    /// Sets it in `state`; nothing happens for a hazard that does not exist.
    pub fn set(self, state: &mut State, method: usize, value: f64) {
        match self {
            Self::HazardProbability { hazard } => {
                if let Some(hazard) = state.hazards.get_mut(hazard) {
                    hazard.probability = value;
                }
            }
            Self::HazardSeverity { hazard } => {
                if let Some(hazard) = state.hazards.get_mut(hazard) {
                    hazard.severity = value;
                }
            }
            Self::RiskTolerance => state.risk_tolerance = value,
            Self::CasualtySensitivity => state.casualty_sensitivity = value,
            Self::Opposition => state.opposition = value,
            Self::DomesticSeverity => state.domestic_severity = value,
            Self::InternationalSeverity => state.international_severity = value,
            Self::RetaliationSeverity => state.retaliation_severity = value,
            Self::EntrapmentSeverity => state.entrapment_severity = value,
            Self::AbandonmentProbability => state.abandonment_probability = value,
            Self::ProtectionValue => state.protection_value = value,
            Self::Affinity => state.affinity = value,
            Self::Difficulty => {
                if state.difficulties.len() <= method {
                    state.difficulties.resize(method + 1, None);
                }
                if let Some(own) = state.difficulties.get_mut(method) {
                    *own = Some(value);
                }
            }
            Self::ProjectionCost => state.projection_cost = value,
        }
    }

    /// The size of a change from one value to another, in [0, 1], so that parameters can be compared:
    /// |Δ| for a probability or a share of the public, |Δ|/2 for affinity, and for amounts |Δ| divided by
    /// the sum of both values: ⅓ is a doubling or a halving, 1 a change from or to nothing.
    #[must_use]
    pub fn size_of_change(self, from: f64, to: f64) -> f64 {
        let change = (to - from).abs();
        match self {
            Self::HazardProbability { .. } | Self::Opposition | Self::AbandonmentProbability => change,
            Self::Affinity => change / 2.0,
            _ if change > 0.0 => change / (from + to),
            _ => 0.0,
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HazardProbability { hazard } => write!(f, "probability of hazard {hazard}"),
            Self::HazardSeverity { hazard } => write!(f, "severity of hazard {hazard}"),
            Self::RiskTolerance => f.write_str("risk tolerance"),
            Self::CasualtySensitivity => f.write_str("casualty sensitivity"),
            Self::Opposition => f.write_str("opposition"),
            Self::DomesticSeverity => f.write_str("domestic severity"),
            Self::InternationalSeverity => f.write_str("international severity"),
            Self::RetaliationSeverity => f.write_str("retaliation severity"),
            Self::EntrapmentSeverity => f.write_str("entrapment severity"),
            Self::AbandonmentProbability => f.write_str("abandonment probability"),
            Self::ProtectionValue => f.write_str("protection value"),
            Self::Affinity => f.write_str("affinity"),
            Self::Difficulty => f.write_str("difficulty"),
            Self::ProjectionCost => f.write_str("projection cost"),
        }
    }
}
