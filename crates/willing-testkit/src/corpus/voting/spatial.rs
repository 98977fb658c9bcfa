//! Ideal points, and what a council makes of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// Ideal points and what a council makes of them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SpatialCase {
    /// Its name.
    pub id: String,
    /// Dimensions.
    pub dim: usize,
    /// Who decides, in words.
    #[serde(default)]
    pub rule: String,
    /// The ideal points.
    pub ideal: Ideals,
    /// The status quo.
    pub status_quo: Option<Place>,
    /// The quota of a rule on a line.
    pub quota: Option<u64>,
    /// Who has a veto under a rule on a line.
    pub veto_indices: Option<Vec<usize>>,
    /// The ideal point of the setter.
    pub setter: Option<f64>,
    /// What beats the status quo on a line; `None` also if nothing does: see `gridlocked`.
    pub winset_open_interval: Option<[f64; 2]>,
    /// What no unanimous vote changes, on a line.
    pub unanimity_core: Option<[f64; 2]>,
    /// Whether nothing beats the status quo, on a line.
    pub gridlocked: Option<bool>,
    /// Status quos that nothing beats.
    pub gridlock_interval_closed: Option<[f64; 2]>,
    /// What the setter gets through.
    pub equilibrium_outcome: Option<f64>,
    /// Whether nothing beats the status quo, in the plane.
    pub winset_empty: Option<bool>,
    /// The area of the winset by Monte Carlo: two or three digits.
    pub area_monte_carlo: Option<f64>,
    /// The area of the winset as a formula.
    pub area_exact: Option<String>,
    /// The formula's value.
    pub area_exact_float: Option<f64>,
    /// The centre of the yolk.
    pub yolk_centre: Option<[f64; 2]>,
    /// Its radius as a formula.
    pub yolk_radius_exact: Option<String>,
    /// Its radius.
    pub yolk_radius: Option<f64>,
    /// Why that is so.
    #[serde(default)]
    pub yolk_note: String,
    /// Why the answer is what it is.
    #[serde(default)]
    pub why: String,
    /// Keys that nothing was made of.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// Ideal points on a line or in a plane.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Ideals {
    /// On a line.
    Line(Vec<f64>),
    /// In a plane.
    Plane(Vec<[f64; 2]>),
}

/// A point on a line or in a plane.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// On a line.
    Line(f64),
    /// In a plane.
    Plane([f64; 2]),
}
