//! Disagreement about a risk: how far apart beliefs are, what they agree on after talking, and what is
//! left to share when they do not.
//!
//! * [`Disagreement`]: divergences between two beliefs; [`NormalBelief`]: the same between normal laws.
//! * [`OpinionPool`]: the consensus of several beliefs, linear and logarithmic; its
//!   [`gap`](OpinionPool::gap) is what side bets inside a coalition are worth, a unit of risk tolerance.
//! * [`ListenerNetwork`]: repeated consultation (DeGroot); [`StubbornNetwork`]: the same among states
//!   that hold on to what they thought first (Friedkin and Johnsen).
//! * [`Fidelity`]: how much of a noisy message arrives.
//! * [`CheapTalk`] and [`BayesianPersuasion`]: how much an interested leader can say, without and with
//!   commitment.
//! * [`TwoHazards`] and [`TwoNormalRisks`]: how much of a partner's risk a state takes when the two see it
//!   differently, and from which gap on nothing.
//!
//! Divergences are in nats; probabilities are in [0, 1].

mod cheap_talk;
mod divergence;
mod fidelity;
mod linear_exchange;
mod log_gap;
mod network;
mod normal;
mod normal_exchange;
mod persuasion;
mod pool;
mod renyi;
pub(crate) mod stubborn;
mod transport;

pub use cheap_talk::{CheapTalk, LEAST_BIAS, MOST_MESSAGES, Messages};
pub use divergence::{Disagreement, logit_gap};
pub use fidelity::Fidelity;
pub use linear_exchange::TwoHazards;
pub use network::{ListenerNetwork, LongRun};
pub use normal::NormalBelief;
pub use normal_exchange::TwoNormalRisks;
pub use persuasion::{BayesianPersuasion, Posterior};
pub use pool::{OpinionPool, gap, tolerance_weights};
pub use renyi::ChernoffInformation;
pub use stubborn::StubbornNetwork;
