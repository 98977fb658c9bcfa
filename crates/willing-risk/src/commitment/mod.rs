//! What can be shared when promises must pay for themselves.
//!
//! Nobody enforces an agreement between states: who is asked to pay compares what he owes now with what the
//! agreement is worth later. Each of these models answers one question in closed form or by one scan:
//!
//! * [`TwoStates`]: how much of their risk do two members share at a given weight of the future?
//! * [`EqualSharing`]: which sizes of a group survive its own members' wish to leave together?
//! * [`SharingNetwork`]: what do bilateral links gain, for those who make them and for everybody behind them?
//! * [`Preemption`]: from which probability of harm on does a state act alone?
//!
//! ```
//! use willing_risk::commitment::{Insurance, TwoStates};
//!
//! let pair = TwoStates::new(3.0, 1.0, 1.0)?;
//! assert_eq!(pair.contract(0.8)?.insurance, Insurance::Full);
//! assert_eq!(pair.contract(0.6)?.insurance, Insurance::Partial);
//! assert_eq!(pair.contract(0.4)?.insurance, Insurance::None);
//! # Ok::<(), willing_risk::Error>(())
//! ```
//!
//! # Limits and untrusted input
//!
//! Incomes lie in [1e-6, 1e12], relative aversion in [0, 100], discount factors in [0, 1); anything else, NaN
//! included, is refused.

mod aversion;
mod equal_sharing;
mod network;
mod preemption;
mod two_states;

pub use equal_sharing::{EqualSharing, LARGEST_GROUP};
pub use network::{LARGEST_NETWORK, LinkGain, SharingNetwork};
pub use preemption::{Preemption, PreemptionThreshold};
pub use two_states::{Contract, Insurance, TwoStates};
