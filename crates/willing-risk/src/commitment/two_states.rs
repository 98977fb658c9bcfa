//! Two members who earn high and low in turn, and may walk away.

use super::aversion::{discount, rise, utility, validate};
use crate::Error;

/// Two members, one of whom earns h and the other l each period, either with probability ½ and independently of
/// the past. Utility is u(c) = (c^{1−γ} − 1)/(1 − γ), the logarithm at γ = 1.
///
/// Whoever earns h may keep it and be alone ever after. The best agreement that he does not break gives him x
/// and the other h + l − x, whatever happened before, where x is the least number in [(h + l)/2, h] with
///
/// ```text
/// (2 − δ) (u(h) − u(x)) ≤ δ (u(h + l − x) − u(l))
/// ```
///
/// # References
///
/// Kocherlakota (1996), *Implications of efficient risk sharing without commitment*; Ligon, Thomas & Worrall
/// (2002), *Informal insurance arrangements with limited commitment*.
///
/// # Example
///
/// ```
/// use willing_risk::commitment::TwoStates;
///
/// let pair = TwoStates::new(3.0, 1.0, 1.0)?;
/// assert!((pair.full_insurance_discount() - 2.0 * 1.5_f64.ln() / 3.0_f64.ln()).abs() < 1e-15);
/// assert_eq!(pair.autarky_discount(), 0.5);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct TwoStates {
    high: f64,
    low: f64,
    aversion: f64,
}

/// How much of their risk members share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Insurance {
    /// All of it.
    Full,
    /// As much as the one who pays will bear.
    Partial,
    /// Nothing.
    None,
}

/// The best agreement that nobody breaks.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Contract {
    /// How much is shared.
    pub insurance: Insurance,
    /// x: what the one who earned high consumes.
    pub high: f64,
    /// h + l − x: what the other consumes.
    pub low: f64,
    /// (u(x) + u(h + l − x))/2: expected utility of a period.
    pub value: f64,
}

impl TwoStates {
    /// Members who earn `high` or `low`, of relative `aversion` γ; γ = 1 is the logarithm.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an income outside [1e-6, 1e12] or an aversion outside [0, 100];
    /// [`Error::Contradiction`] if the high income is not larger.
    pub fn new(high: f64, low: f64, aversion: f64) -> Result<Self, Error> {
        validate(high, low, aversion)?;
        Ok(Self { high, low, aversion })
    }

    /// The discount factor from which on all risk is shared:
    /// δ = 2 (u(h) − u(m))/(u(h) − u(l)), with m = (h + l)/2.
    #[must_use]
    pub fn full_insurance_discount(&self) -> f64 {
        let half = rise(self.aversion, self.widest() / -self.high);
        let all = rise(self.aversion, (self.low - self.high) / self.high);
        2.0 * half / all
    }

    /// The discount factor up to which nothing is shared: δ = 2u'(h)/(u'(h) + u'(l)).
    #[must_use]
    pub fn autarky_discount(&self) -> f64 {
        2.0 / (1.0 + (self.high / self.low).powf(self.aversion))
    }

    /// The best agreement for members who weigh the next period by δ in [0, 1).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for δ outside [0, 1).
    ///
    /// # Complexity
    ///
    /// One bisection to the last bit, of some sixty steps.
    pub fn contract(&self, delta: f64) -> Result<Contract, Error> {
        discount(delta)?;
        let (insurance, transfer) = if delta <= self.autarky_discount() {
            (Insurance::None, 0.0)
        } else if delta >= self.full_insurance_discount() {
            (Insurance::Full, self.widest())
        } else {
            (Insurance::Partial, self.most_that_is_paid(delta))
        };
        let (high, low) = (self.high - transfer, self.low + transfer);
        let value = f64::midpoint(utility(self.aversion, high), utility(self.aversion, low));
        Ok(Contract { insurance, high, low, value })
    }

    /// The transfer that shares everything.
    fn widest(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// The transfer y at which the payer is indifferent. The gain of receiving y over the loss of paying it
    /// falls in y, and no transfer (the other root of indifference) is divided out.
    fn most_that_is_paid(&self, delta: f64) -> f64 {
        let needed = ((2.0 - delta) / delta).ln();
        let (mut paid, mut refused) = (0.0, self.widest());
        loop {
            let transfer = f64::midpoint(paid, refused);
            if transfer <= paid || transfer >= refused {
                return paid;
            }
            if self.ln_gain_over_loss(transfer) >= needed {
                paid = transfer;
            } else {
                refused = transfer;
            }
        }
    }

    /// ln [(u(l + y) − u(l))/(u(h) − u(h − y))]: as logarithms, since c^{1−γ} leaves the range of numbers.
    fn ln_gain_over_loss(&self, transfer: f64) -> f64 {
        let gain = rise(self.aversion, transfer / self.low);
        let loss = -rise(self.aversion, -transfer / self.high);
        (1.0 - self.aversion) * (self.low / self.high).ln() + (gain / loss).ln()
    }
}

/// The pair as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    high: f64,
    low: f64,
    aversion: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for TwoStates {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::new(written.high, written.low, written.aversion)
    }
}

#[cfg(feature = "serde")]
impl From<TwoStates> for Written {
    fn from(pair: TwoStates) -> Self {
        Self { high: pair.high, low: pair.low, aversion: pair.aversion }
    }
}
