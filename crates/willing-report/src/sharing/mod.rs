//! Reports from answers about sharing risk, and the answers as files.
//!
//! * [`Subject`]: the portfolio that an answer is about, with the names of its outcomes.
//! * [`Finding`]: what was found, with its evidence: the worth of sharing, the worths of all coalitions, allocations with who objects
//!   ([`Allocation`]), other rules with what they lose, the exchange without bets, and how far apart views are ([`Views`]).
//! * [`ShareAnswer`]: a subject and findings. [`ShareAnswer::check`] verifies all evidence by `willing-check` alone.
//! * [`ShareReport`]: the same for people, and as comma-separated values.
//!
//! # Example
//!
//! ```
//! use willing_check::sharing::SharedWorth;
//! use willing_game::{Player, Players, Verdict};
//! use willing_report::sharing::{Finding, ShareAnswer, ShareReport, Subject};
//! use willing_risk::Belief;
//! use willing_risk::sharing::{Portfolio, Preference};
//!
//! // One who counts the mean carries the storm of one who looks at the worst.
//! let belief = Belief::new(vec![0.75, 0.25])?;
//! let portfolio = Portfolio::new(
//!     Players::new(["coast", "bank"])?,
//!     vec![vec![0.0, -8.0], vec![0.0, 0.0]],
//!     vec![Preference::cvar(0.75, belief.clone())?, Preference::entropic(f64::INFINITY, belief)?],
//! )?;
//! let worth = SharedWorth {
//!     members: vec![Player::new(0), Player::new(1)],
//!     low: -2.0000001,
//!     high: -1.9999999,
//!     allocation: vec![vec![0.0, 0.0], vec![0.0, -8.0]],
//!     rest: 1,
//!     density: vec![0.75, 0.25],
//!     parts: vec![vec![], vec![]],
//! };
//! let subject = Subject::new("storm", None, vec!["calm".into(), "storm".into()], portfolio)?;
//! let answer = ShareAnswer::new(subject, vec![Finding::Worth(Verdict::Exists(worth))]);
//! answer.check()?;
//! assert!(ShareReport::new(&answer).document().text(80).contains("gain by sharing"));
//! assert_eq!(ShareAnswer::from_json(&answer.to_json()?)?, answer);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod allocations;
mod answer;
mod claims;
mod exchange;
mod finding;
mod prices;
mod report;
mod rules;
mod subject;
mod views;
mod violation;
mod worth;

pub use answer::ShareAnswer;
pub use finding::{Allocation, Basis, Exchange, Finding, RuleWorth};
pub use report::{ShareReport, ShareTable};
pub use subject::Subject;
pub use views::{Pair, Views};
pub use violation::{FindingViolation, ShareViolation};
