//! How much of a noisy message arrives.

use crate::Error;
use crate::error::{amount, signed, unit};

/// Fidelity φ in [0, 1] of a Gaussian channel: the weight that a listener gives to what it hears.
///
/// A listener whose own view has variance v₀ hears the speaker's with noise of variance v_e; it then holds
/// (1 − φ) own + φ heard with φ = v₀/(v₀ + v_e). On log-odds this is the logarithmic pool of two, and one
/// round of consultation.
///
/// # Example
///
/// ```
/// use willing_risk::disagreement::Fidelity;
///
/// let fidelity = Fidelity::of_variances(3.0, 1.0)?;
/// assert_eq!(fidelity.value(), 0.75);
/// // Half a bit for each halving of the noise in the mixture: −½ ln ¼ = ln 2.
/// assert!((fidelity.capacity() - 2_f64.ln()).abs() < 1e-15);
/// assert_eq!(fidelity.listen(0.0, 4.0)?, 3.0);
/// # Ok::<(), willing_risk::Error>(())
/// ```
///
/// # References
///
/// Shannon (1949) for the capacity; Sims (2003), *Implications of rational inattention*.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "f64", into = "f64")
)]
pub struct Fidelity {
    value: f64,
}

impl Fidelity {
    /// The fidelity φ itself: 0 for silence, 1 for a message that arrives whole.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a number outside [0, 1], NaN included.
    pub fn new(value: f64) -> Result<Self, Error> {
        unit("channel", "fidelity", value)?;
        Ok(Self { value })
    }

    /// φ = v₀/(v₀ + v_e) of a listener's own variance v₀ and the variance of the noise v_e. Noise may be
    /// infinite: φ = 0.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a variance outside [0, 1e12] (noise: or infinite), NaN included;
    /// [`Error::Contradiction`] if both are 0: two certainties.
    pub fn of_variances(own: f64, noise: f64) -> Result<Self, Error> {
        amount("channel", "variance of the listener's own view", own)?;
        if noise.is_infinite() && noise > 0.0 {
            return Ok(Self { value: 0.0 });
        }
        amount("channel", "variance of the noise", noise)?;
        if own <= 0.0 && noise <= 0.0 {
            return Err(Error::Contradiction {
                place: "channel".to_owned(),
                left: "the variance of the listener's own view",
                left_value: own,
                right: "the variance of the noise",
                right_value: noise,
                expected: "at most one of them 0",
            });
        }
        Ok(Self { value: own / (own + noise) })
    }

    /// φ = 1 − e^{−2C} of a channel with this capacity C in nats, which may be infinite: φ = 1.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a capacity below 0 or NaN.
    pub fn of_capacity(nats: f64) -> Result<Self, Error> {
        if nats.is_nan() || nats < 0.0 {
            return Err(Error::OutOfRange {
                place: "channel".to_owned(),
                quantity: "capacity",
                value: nats,
                expected: "a number of at least 0, or infinity",
            });
        }
        Ok(Self { value: 0.0 - (-2.0 * nats).exp_m1() })
    }

    /// φ.
    #[must_use]
    pub fn value(self) -> f64 {
        self.value
    }

    /// What the channel carries, −½ ln(1 − φ), in nats; ∞ at φ = 1.
    #[must_use]
    pub fn capacity(self) -> f64 {
        0.0 - (-self.value).ln_1p() / 2.0
    }

    /// What is left of a gap between speaker and listener: gap · (1 − φ), in the unit of the gap.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a gap outside [-1e12, 1e12], NaN included.
    pub fn remaining(self, gap: f64) -> Result<f64, Error> {
        signed("channel", "gap", gap)?;
        Ok(gap * (1.0 - self.value))
    }

    /// What the listener holds afterwards: (1 − φ) own + φ heard.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a view outside [-1e12, 1e12], NaN included.
    pub fn listen(self, own: f64, heard: f64) -> Result<f64, Error> {
        signed("channel", "the listener's own view", own)?;
        signed("channel", "the view heard", heard)?;
        Ok((1.0 - self.value) * own + self.value * heard)
    }
}

impl TryFrom<f64> for Fidelity {
    type Error = Error;

    fn try_from(value: f64) -> Result<Self, Error> {
        Self::new(value)
    }
}

impl From<Fidelity> for f64 {
    fn from(fidelity: Fidelity) -> Self {
        fidelity.value
    }
}
