//! Constant relative risk aversion, and the incomes it is applied to.

use crate::Error;
use crate::error::{LARGEST, within};

/// The least income: utility falls without bound towards 0.
const LEAST_INCOME: f64 = 1e-6;

/// The largest relative aversion.
const LARGEST_AVERSION: f64 = 100.0;

/// u(c(1 + t)) − u(c) in units of c^{1−γ}: ((1 + t)^{1−γ} − 1)/(1 − γ), ln(1 + t) at γ = 1.
///
/// At c = 1 it is the utility of 1 + t itself, normed to u(1) = 0, u'(1) = 1; so it runs into the logarithm.
pub(super) fn rise(aversion: f64, t: f64) -> f64 {
    let (power, log) = (1.0 - aversion, t.ln_1p());
    // Below an ulp of the logarithm's own error, the power makes no difference.
    if (power * log).abs() < f64::EPSILON { log } else { (power * log).exp_m1() / power }
}

/// u(c).
pub(super) fn utility(aversion: f64, consumption: f64) -> f64 {
    let (power, log) = (1.0 - aversion, consumption.ln());
    if (power * log).abs() < f64::EPSILON { log } else { (power * log).exp_m1() / power }
}

/// A high and a low income and the aversion of those who earn them.
pub(super) fn validate(high: f64, low: f64, aversion: f64) -> Result<(), Error> {
    for (quantity, value) in [("high income", high), ("low income", low)] {
        within("incomes", quantity, value, LEAST_INCOME, LARGEST, "a number in [1e-6, 1e12]")?;
    }
    if high <= low {
        return Err(Error::Contradiction {
            place: "incomes".to_owned(),
            left: "the high income",
            left_value: high,
            right: "the low income",
            right_value: low,
            expected: "the first to be larger",
        });
    }
    within("members", "relative aversion", aversion, 0.0, LARGEST_AVERSION, "a number in [0, 100]")
}

/// Refuses what is no weight of the next period.
pub(super) fn discount(value: f64) -> Result<(), Error> {
    within("members", "discount factor", value, 0.0, 1.0_f64.next_down(), "a number in [0, 1)")
}
