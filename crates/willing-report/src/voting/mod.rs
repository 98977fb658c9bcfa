//! Reports from answers about voting rules, and the answers as files.
//!
//! * [`CouncilFindings`]: a council, the matter that it votes on, and what was [found](Finding), each with its evidence.
//! * [`VotingAnswer`]: one council, or several to be compared. [`VotingAnswer::check`] verifies all evidence by
//!   `willing-check` alone; [`VotingAnswer::to_json`] writes what [`VotingAnswer::from_json`] reads.
//! * [`VotingReport`]: the same for people, councils side by side, and as comma-separated values.
//!
//! # Example
//!
//! ```
//! use willing_check::simple::Proper;
//! use willing_council::{Council, Matter, VotingRule};
//! use willing_game::{Players, Verdict};
//! use willing_report::voting::{CouncilFindings, Finding, VotingAnswer, VotingReport};
//!
//! let council = Council::new(Players::new(["a", "b", "c"])?, [], "2 of 3".parse::<VotingRule>()?)?;
//! let proper = Finding::Proper(Verdict::Exists(Proper {}));
//! let found = CouncilFindings::new("Three", council, Matter::Substantive, vec![proper])?;
//! let answer = VotingAnswer::new(vec![found]);
//! answer.check()?;
//! assert!(VotingReport::new(&answer).document().text(80).contains("no two disjoint coalitions win"));
//! assert_eq!(VotingAnswer::from_json(&answer.to_json()?)?, answer);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod bargaining;
mod claims;
mod finding;
mod findings;
mod members;
mod report;
mod sentence;
mod space;
mod structure;
mod violation;

pub use answer::VotingAnswer;
pub use finding::{Bargaining, Finding, InPlane, OnLine};
pub use findings::CouncilFindings;
pub use report::{VotingReport, VotingTable};
pub use violation::{FindingViolation, VotingViolation};
