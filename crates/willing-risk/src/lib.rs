//! Payoffs of states that share risk: awareness, communication, tiers and the ledger.
//!
//! A state at tier (x, y, a, f) values an action that succeeds with probability π by
//!
//! ```text
//! U = −τ ln[ π e^{W(success)/τ} + (1 − π) e^{W(failure)/τ} ] + ν v y + pay(tier)
//! ```
//!
//! where W sums the certainty-equivalent costs of ten risk types ([`RiskType`]), each a Bernoulli
//! hazard ([`bernoulli_cost`]) or a share of a Gaussian pool ([`gaussian_cost`]). Others matter only
//! through four totals, so [`TierGame`] is an [`AggregativeGame`](willing_game::AggregativeGame).
//!
//! * [`State`], [`Parameters`], [`Method`]: the numbers, each documented with its symbol and range.
//! * [`Issue`]: dangers, methods, a leader and followers; gives the tier game of each method and
//!   council outcome, and variations (without a state, with another leader, with other treaties).
//! * [`Communication`]: how beliefs travel before anybody chooses.
//! * [`disagreement`]: how far apart beliefs are, what they come to agree on, and what that leaves to share.
//! * [`Ledger`]: an exact split of a payoff difference by risk type and branch.
//! * [`negotiated_payments`]: side payments under the negotiated sharing rule.
//! * [`normal`]: sharing jointly normal risks, and other closed forms of the theory of risk sharing.
//! * [`exponential`]: the insurance game of exponential losses.
//! * [`commitment`]: what can be shared when promises must pay for themselves.
//! * [`burden`]: the textbook models of who bears an alliance's burden, to compare with.
//! * [`syndicate`]: expected-utility members who divide what they own, outcome by outcome.
//!
//! # Choices
//!
//! Forms that the model leaves open are enums with a documented default: [`SharingRule`],
//! [`Pooling`], [`Channel`], [`ProtectionByOthers`].
//!
//! # Limits and untrusted input
//!
//! Probabilities lie in [0, 1], money in [0, 1e12], risk tolerance in [1e-6, 1e12] or infinite;
//! anything else, NaN included, is refused with its place, value and range.
//!
//! # Features
//!
//! `serde`: the nouns as data. Off by default.

mod belief;
pub mod burden;
pub mod commitment;
mod communication;
mod costs;
pub mod disagreement;
mod error;
pub mod exponential;
mod issue;
mod ledger;
mod negotiation;
pub mod normal;
mod parameters;
pub mod sharing;
mod state;
pub mod syndicate;
mod tier_game;
mod tolerance;
#[cfg(feature = "serde")]
mod unbounded;

pub use belief::{Belief, SUM_TOLERANCE};
pub use communication::{Channel, Communication, Pooling};
pub use costs::{Branch, BranchCosts, Costs, RiskType};
pub use error::{Error, LARGEST, LEAST_TOLERANCE};
pub use issue::{Issue, IssueParts, ProtectionByOthers};
pub use ledger::Ledger;
pub use negotiation::negotiated_payments;
pub use parameters::{Authorization, Credit, Method, Parameters, Pool, SharingRule, TreatyCredit};
pub use state::{Hazard, State, Treaty};
pub use tier_game::{CAPABILITY, FINANCE, MILITARY, STANCE, TierGame, status_quo};
pub use tolerance::{Odds, bernoulli_cost, branch_cost, gaussian_cost};
