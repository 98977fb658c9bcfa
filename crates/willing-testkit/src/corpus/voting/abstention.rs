//! Votes with abstention.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use willing_game::Rational;

/// A probability: a text is exact, a number is a float.
#[derive(Clone, Debug, PartialEq)]
pub enum Probability {
    /// A fraction.
    Exact(Rational),
    /// As near as a float comes.
    Float(f64),
}

impl<'de> Deserialize<'de> for Probability {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => text.parse().map(Self::Exact).map_err(D::Error::custom),
            Value::Number(number) if number.is_f64() => Ok(Self::Float(number.as_f64().unwrap_or(f64::NAN))),
            other => Err(D::Error::custom(format!("{other}: expected a fraction in quotes, or a float"))),
        }
    }
}

/// What is known of the Security Council with abstention: roll calls (`ss_…`), or counts of profiles (`…_to_…`).
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AbstentionCase {
    /// Probabilities of yes, abstention and no.
    pub probs: Option<[Rational; 3]>,
    /// The roll-call index of a permanent member.
    #[serde(rename = "SS_permanent")]
    pub ss_permanent: Option<Rational>,
    /// As a float.
    #[serde(rename = "SS_permanent_float")]
    pub ss_permanent_float: Option<f64>,
    /// The roll-call index of an elected member.
    #[serde(rename = "SS_elected")]
    pub ss_elected: Option<Rational>,
    /// As a float.
    #[serde(rename = "SS_elected_float")]
    pub ss_elected_float: Option<f64>,
    /// The probability that a draft passes: key `P_pass`.
    #[serde(rename = "P_pass")]
    pub p_pass: Option<Probability>,
    /// As a float.
    #[serde(rename = "P_pass_float")]
    pub p_pass_float: Option<f64>,
    /// The sum of the index over all.
    pub check_sum: Option<Rational>,
    /// The share of roll calls in which a permanent member settles that the draft fails.
    pub pivot_for_fail_perm: Option<Rational>,
    /// The same for an elected member.
    pub pivot_for_fail_elected: Option<Rational>,
    /// Profiles of others in which a permanent member's step from yes to abstention matters.
    #[serde(rename = "P_Y_to_A")]
    pub p_y_to_a: Option<u64>,
    /// From abstention to no.
    #[serde(rename = "P_A_to_N")]
    pub p_a_to_n: Option<u64>,
    /// From yes to no.
    #[serde(rename = "P_Y_to_N")]
    pub p_y_to_n: Option<u64>,
    /// The same for an elected member.
    #[serde(rename = "E_Y_to_A")]
    pub e_y_to_a: Option<u64>,
    /// From abstention to no.
    #[serde(rename = "E_A_to_N")]
    pub e_a_to_n: Option<u64>,
    /// From yes to no.
    #[serde(rename = "E_Y_to_N")]
    pub e_y_to_n: Option<u64>,
    /// Profiles that pass.
    pub pass_configs: Option<u64>,
    /// Profiles of all but one.
    pub total_configs_others: Option<u64>,
    /// Profiles of all.
    pub total_configs: Option<u64>,
    /// A permanent member's share of all counts from yes to no.
    #[serde(rename = "norm_P")]
    pub norm_p: Option<Rational>,
    /// An elected member's.
    #[serde(rename = "norm_E")]
    pub norm_e: Option<Rational>,
    /// As a float.
    #[serde(rename = "norm_P_float")]
    pub norm_p_float: Option<f64>,
    /// As a float.
    #[serde(rename = "norm_E_float")]
    pub norm_e_float: Option<f64>,
    /// A permanent member's count over all profiles of others.
    #[serde(rename = "abs_P")]
    pub abs_p: Option<f64>,
    /// An elected member's.
    #[serde(rename = "abs_E")]
    pub abs_e: Option<f64>,
    /// Keys that nothing was made of.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}
