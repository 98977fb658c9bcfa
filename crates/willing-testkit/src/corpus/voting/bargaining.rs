//! Games of Baron and Ferejohn.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use willing_game::Rational;

/// A Baron–Ferejohn game under a closed rule: everybody is as likely to propose, one unit is divided.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct BargainingCase {
    /// What is bargained, in words.
    #[serde(default)]
    pub model: String,
    /// How many seats there are.
    pub n: usize,
    /// How many of them have a veto; none if `None`.
    pub v: Option<usize>,
    /// How many must agree; a bare majority if `None`.
    pub q: Option<usize>,
    /// The discount factor.
    pub delta: Rational,
    /// What a seat with a veto expects.
    #[serde(rename = "V_veto")]
    pub v_veto: Option<Rational>,
    /// What a seat without one expects.
    #[serde(rename = "U_nonveto")]
    pub u_nonveto: Option<Rational>,
    /// `v_veto` as a float.
    #[serde(rename = "V_float")]
    pub v_float: Option<f64>,
    /// `u_nonveto` as a float.
    #[serde(rename = "U_float")]
    pub u_float: Option<f64>,
    /// What a seat with a veto keeps that proposes.
    pub proposer_veto_keeps: Option<Rational>,
    /// What a seat without one keeps that proposes.
    pub proposer_nonveto_keeps: Option<Rational>,
    /// What each seat expects if all have a veto: key `V`.
    #[serde(rename = "V")]
    pub v_each: Option<Rational>,
    /// What each seat expects if none has a veto.
    pub value_each: Option<Rational>,
    /// What the proposer keeps if none has a veto.
    pub proposer_share: Option<Rational>,
    /// What it pays each partner.
    pub coalition_partner_share: Option<Rational>,
    /// Keys that nothing was made of.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}
