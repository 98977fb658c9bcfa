//! The files as they are written.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use willing_risk::{SharingRule, Treaty, TreatyCredit};

#[derive(Deserialize)]
pub(super) struct RawCase {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) note: String,
    #[serde(rename = "G")]
    pub(super) coefficients: RawCoefficients,
    #[serde(rename = "S")]
    pub(super) states: Vec<RawState>,
    #[serde(default, alias = "NE")]
    pub(super) pure_equilibria: Option<Vec<Vec<String>>>,
    #[serde(default)]
    pub(super) detail: Vec<RawDetail>,
}

#[derive(Deserialize)]
pub(super) struct RawCoefficients {
    pub(super) rho: Vec<f64>,
    pub(super) rule: SharingRule,
    pub(super) lam0: f64,
    pub(super) lamz: f64,
    #[serde(rename = "lamQ")]
    pub(super) lam_stance: f64,
    #[serde(default)]
    pub(super) z: f64,
    #[serde(rename = "D")]
    pub(super) difficulty: f64,
    pub(super) theta: f64,
    pub(super) chi: f64,
    pub(super) eff: Vec<f64>,
    pub(super) back: Vec<f64>,
    pub(super) excl: f64,
    pub(super) mu_cas: f64,
    pub(super) sd_cas: f64,
    pub(super) mu_fin: f64,
    pub(super) sd_fin: f64,
    pub(super) q_launch: f64,
    pub(super) eta_launch: f64,
    pub(super) l_launch: f64,
    pub(super) q_dom: f64,
    pub(super) eta_dom: f64,
    #[serde(rename = "eta_M", alias = "eta_mil", alias = "eta_licence", default)]
    pub(super) eta_licence: f64,
    pub(super) q_int: f64,
    pub(super) q_ret: f64,
    pub(super) kret: [f64; 3],
    pub(super) q_ent: f64,
    pub(super) psi: TreatyCredit,
    pub(super) nu: f64,
    #[serde(flatten)]
    pub(super) unknown: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
pub(super) struct RawState {
    pub(super) name: String,
    #[serde(deserialize_with = "number_or_infinity")]
    pub(super) tau: f64,
    pub(super) c: f64,
    pub(super) b: f64,
    pub(super) w: f64,
    pub(super) p: Vec<f64>,
    pub(super) loss: Vec<f64>,
    pub(super) kappa: f64,
    pub(super) opp: f64,
    pub(super) l_dom: f64,
    pub(super) l_int: f64,
    pub(super) l_ret: f64,
    #[serde(default)]
    pub(super) treaty: Treaty,
    pub(super) a0: f64,
    #[serde(rename = "V")]
    pub(super) protection: f64,
    pub(super) l_ent: f64,
    pub(super) v: f64,
    pub(super) tiers: Vec<String>,
    #[serde(rename = "D", default)]
    pub(super) difficulty: Option<f64>,
    #[serde(default = "one")]
    pub(super) omega: f64,
    #[serde(default, alias = "projection")]
    pub(super) proj: f64,
    #[serde(default)]
    pub(super) pay: BTreeMap<String, f64>,
    #[serde(flatten)]
    pub(super) unknown: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
pub(super) struct RawDetail {
    pub(super) profile: Vec<String>,
    #[serde(rename = "K", default)]
    pub(super) capability: Option<f64>,
    #[serde(rename = "Q", default)]
    pub(super) stance: Option<f64>,
    #[serde(rename = "Lambda", default)]
    pub(super) legitimacy: Option<f64>,
    #[serde(default, alias = "military_shares")]
    pub(super) shares: Vec<f64>,
    #[serde(default, alias = "shares_finance", alias = "fin_shares")]
    pub(super) finance_shares: Vec<f64>,
    #[serde(default)]
    pub(super) states: Vec<RawStateDetail>,
}

#[derive(Deserialize)]
pub(super) struct RawStateDetail {
    pub(super) name: String,
    #[serde(default)]
    pub(super) pi: Option<f64>,
    #[serde(default)]
    pub(super) costs: BTreeMap<String, BTreeMap<String, f64>>,
    #[serde(rename = "U", default)]
    pub(super) payoff: Option<f64>,
    #[serde(rename = "U_status_quo", default)]
    pub(super) status_quo: Option<f64>,
    #[serde(rename = "U_by_own_tier", default)]
    pub(super) payoff_by_tier: BTreeMap<String, f64>,
    #[serde(default)]
    pub(super) radius: Option<f64>,
}

fn one() -> f64 {
    1.0
}

fn number_or_infinity<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(f64::INFINITY),
        Value::Number(number) => number.as_f64().ok_or_else(|| serde::de::Error::custom("not a number")),
        Value::String(word) if matches!(word.as_str(), "inf" | "infinity" | "Infinity" | "∞") => {
            Ok(f64::INFINITY)
        }
        other => Err(serde::de::Error::custom(format!("{other}: expected a number or infinity"))),
    }
}
