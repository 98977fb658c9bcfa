//! Talk that costs nothing, from somebody who wants more than the listener does.

use crate::Error;
use crate::error::LARGEST;

/// The least bias above 0 that is accepted: with it there are up to 707,107 messages.
pub const LEAST_BIAS: f64 = 1e-12;

/// The largest number of messages for which an equilibrium is described.
pub const MOST_MESSAGES: u32 = 1_000_000;

/// Cheap talk about a danger between 0 and 1, all equally likely, that only the sender sees: the receiver
/// wants to answer it exactly, the sender wants b more, and both lose the square of the distance.
///
/// In every equilibrium the sender says in which of N intervals the danger lies, and the receiver answers
/// with its middle; there is one for each N up to a largest, and all prefer the largest. A sender who wants
/// less is the mirror image.
///
/// # Example
///
/// ```
/// use willing_risk::disagreement::{CheapTalk, Messages};
///
/// let talk = CheapTalk::new(0.1)?;
/// assert_eq!(talk.most_messages(), Messages::AtMost(2));
/// assert_eq!(talk.cutpoints(2)?, [0.0, 0.3, 1.0]);
/// // From b = ¼ on, nothing that an alarmist says is believed.
/// assert_eq!(CheapTalk::new(0.25)?.most_messages(), Messages::AtMost(1));
/// # Ok::<(), willing_risk::Error>(())
/// ```
///
/// # References
///
/// Crawford & Sobel (1982), *Strategic information transmission*, §4.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "f64", into = "f64")
)]
pub struct CheapTalk {
    bias: f64,
}

/// How many messages an equilibrium can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Messages {
    /// Any number up to this one; at least 1.
    AtMost(u32),
    /// Any number: without bias everything can be said.
    Unbounded,
}

impl CheapTalk {
    /// Cheap talk of a sender with bias b, in the unit of the danger.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a bias that is neither 0 nor in [[`LEAST_BIAS`], 1e12], NaN included.
    pub fn new(bias: f64) -> Result<Self, Error> {
        if bias.abs() > 0.0 && !(LEAST_BIAS..=LARGEST).contains(&bias) || bias.is_nan() {
            return Err(Error::OutOfRange {
                place: "cheap talk".to_owned(),
                quantity: "bias",
                value: bias,
                expected: "0 or a number in [1e-12, 1e12]",
            });
        }
        Ok(Self { bias })
    }

    /// b.
    #[must_use]
    pub fn bias(self) -> f64 {
        self.bias
    }

    /// N(b), the largest N with 2 N (N − 1) b < 1.
    #[must_use]
    pub fn most_messages(self) -> Messages {
        if self.bias <= 0.0 {
            return Messages::Unbounded;
        }
        let possible = |messages: u32| {
            let count = f64::from(messages);
            2.0 * count * (count - 1.0) * self.bias < 1.0
        };
        // 1 is possible and MOST_MESSAGES, with the least bias, is not; in between the bound rises with N.
        let (mut can, mut cannot) = (1, MOST_MESSAGES);
        while cannot - can > 1 {
            let middle = u32::midpoint(can, cannot);
            if possible(middle) {
                can = middle;
            } else {
                cannot = middle;
            }
        }
        Messages::AtMost(can)
    }

    /// The cutpoints 0 = a_0 < … < a_N = 1 of the equilibrium with N messages:
    /// a_i = i/N − 2 b i (N − i). An alarmist is precise about small dangers, vague about large ones.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] without messages or with more than [`MOST_MESSAGES`]; [`Error::Contradiction`]
    /// with more than [`Self::most_messages`].
    pub fn cutpoints(self, messages: u32) -> Result<Vec<f64>, Error> {
        self.check_messages(messages)?;
        let count = f64::from(messages);
        let cutpoint = |place: u32| {
            let (below, above) = (f64::from(place), f64::from(messages - place));
            below / count - 2.0 * self.bias * below * above
        };
        Ok((0..=messages).map(cutpoint).collect())
    }

    /// The receiver's mean loss with N messages: 1/(12 N²) + b² (N² − 1)/3, in the unit of the danger,
    /// squared.
    ///
    /// # Errors
    ///
    /// Those of [`Self::cutpoints`].
    pub fn receiver_loss(self, messages: u32) -> Result<f64, Error> {
        self.check_messages(messages)?;
        let square = f64::from(messages).powi(2);
        Ok(1.0 / (12.0 * square) + self.bias.powi(2) * (square - 1.0) / 3.0)
    }

    /// The sender's mean loss with N messages: the [receiver's](Self::receiver_loss) plus b².
    ///
    /// # Errors
    ///
    /// Those of [`Self::cutpoints`].
    pub fn sender_loss(self, messages: u32) -> Result<f64, Error> {
        Ok(self.receiver_loss(messages)? + self.bias.powi(2))
    }

    fn check_messages(self, messages: u32) -> Result<(), Error> {
        if !(1..=MOST_MESSAGES).contains(&messages) {
            return Err(Error::OutOfRange {
                place: "cheap talk".to_owned(),
                quantity: "number of messages",
                value: f64::from(messages),
                expected: "a number in [1, 1e6]",
            });
        }
        match self.most_messages() {
            Messages::AtMost(most) if messages > most => Err(Error::Contradiction {
                place: "cheap talk".to_owned(),
                left: "the number of messages",
                left_value: f64::from(messages),
                right: "the largest in an equilibrium",
                right_value: f64::from(most),
                expected: "the first at most the second",
            }),
            Messages::AtMost(_) | Messages::Unbounded => Ok(()),
        }
    }
}

impl TryFrom<f64> for CheapTalk {
    type Error = Error;

    fn try_from(bias: f64) -> Result<Self, Error> {
        Self::new(bias)
    }
}

impl From<CheapTalk> for f64 {
    fn from(talk: CheapTalk) -> Self {
        talk.bias
    }
}
