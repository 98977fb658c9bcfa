//! A state that may act alone before the harm comes.

use crate::Error;
use crate::error::{amount, unit, within};

/// A risk-neutral state that may act alone against a harm.
///
/// Acting costs C. It succeeds with probability π and then takes away the part ρ of the harm's probability p;
/// if it fails, backlash raises p by the part ε. So it acts iff p l [ρπ − ε(1 − π)] ≥ C.
///
/// # Example
///
/// ```
/// use willing_risk::commitment::{Preemption, PreemptionThreshold};
///
/// let strike = Preemption { cost: 6.0, severity: 50.0, success: 0.7, effectiveness: 0.8, backlash: 0.5 };
/// let PreemptionThreshold::Probability(threshold) = strike.threshold()? else { unreachable!() };
/// assert!((threshold - 12.0 / 41.0).abs() < 1e-15);
/// let hard = Preemption { success: 0.3, ..strike };
/// assert!(matches!(hard.threshold()?, PreemptionThreshold::Impossible { .. }));
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Preemption {
    /// C ≥ 0, in money.
    pub cost: f64,
    /// l ≥ 0: the loss if the harm comes, in money.
    pub severity: f64,
    /// π: the probability that acting succeeds.
    pub success: f64,
    /// ρ in [0, 1]: the part of the harm's probability that success takes away.
    pub effectiveness: f64,
    /// ε ≥ −1: the part by which failure raises it; below 0, even failure lowers it.
    pub backlash: f64,
}

/// From when on a state acts.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum PreemptionThreshold {
    /// It acts iff it holds the harm at least this probable, a number in [0, 1].
    Probability(f64),
    /// It would not act even if the harm were certain: acting costs more than it avoids.
    TooCostly {
        /// C.
        cost: f64,
        /// l [ρπ − ε(1 − π)]: what acting avoids of a certain harm.
        avoided: f64,
    },
    /// Acting does not lower the harm at all: π ≤ ε/(ρ + ε), or nothing is at stake.
    Impossible {
        /// ρπ − ε(1 − π) ≤ 0, or 0 severity: the part of the harm's probability that acting takes away.
        reduction: f64,
    },
}

impl Preemption {
    /// The probability from which on the state acts, p* = C / (l [ρπ − ε(1 − π)]), or why there is none.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for money outside [0, 1e12], a probability or effectiveness outside [0, 1], or
    /// backlash outside [−1, 1e6].
    pub fn threshold(&self) -> Result<PreemptionThreshold, Error> {
        self.validate()?;
        let reduction = self.effectiveness * self.success - self.backlash * (1.0 - self.success);
        let avoided = self.severity * reduction;
        Ok(if avoided <= 0.0 {
            PreemptionThreshold::Impossible { reduction }
        } else if self.cost > avoided {
            PreemptionThreshold::TooCostly { cost: self.cost, avoided }
        } else {
            PreemptionThreshold::Probability(self.cost / avoided)
        })
    }

    /// The probability of success above which acting lowers the harm, ε/(ρ + ε): 0 if even failure does no harm.
    /// `None` if no success does.
    ///
    /// # Errors
    ///
    /// As for [`Preemption::threshold`].
    pub fn least_success(&self) -> Result<Option<f64>, Error> {
        self.validate()?;
        let (effectiveness, backlash) = (self.effectiveness, self.backlash);
        Ok(if backlash < 0.0 {
            Some(0.0)
        } else if effectiveness <= 0.0 {
            None
        } else {
            Some(backlash / (effectiveness + backlash))
        })
    }

    fn validate(&self) -> Result<(), Error> {
        let place = "pre-emption";
        amount(place, "cost", self.cost)?;
        amount(place, "severity", self.severity)?;
        unit(place, "probability of success", self.success)?;
        unit(place, "effectiveness", self.effectiveness)?;
        within(place, "backlash", self.backlash, -1.0, 1e6, "a number in [-1, 1e6]")
    }
}
