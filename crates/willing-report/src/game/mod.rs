//! Reports from answers about games with transferable utility, and the answers as files.
//!
//! * [`Subject`]: the game that an answer is about, with the names of its players: a table of worths, or weighted votes.
//! * [`Finding`]: what was found under one concept, with its evidence; [`Known`] says how it is known.
//! * [`GameAnswer`]: a subject and findings. [`GameAnswer::check`] verifies all evidence by `willing-check` alone;
//!   [`GameAnswer::to_json`] writes what [`GameAnswer::from_json`] reads.
//! * [`GameReport`]: the same for people, and as comma-separated values.
//!
//! # Example
//!
//! ```
//! use willing_check::core::{CorePoint, EmptyCore};
//! use willing_game::tu::TableGame;
//! use willing_game::{Players, Verdict};
//! use willing_report::game::{Finding, GameAnswer, GameReport, Subject};
//!
//! let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1])?;
//! let subject = Subject::of_table(Some("gloves".into()), Players::new(["left", "left too", "right"])?, gloves)?;
//! let point = CorePoint { allocation: vec![0.into(), 0.into(), 1.into()] };
//! let answer = GameAnswer::new(subject, vec![Finding::Core(Verdict::Exists(point))]);
//! answer.check()?;
//! assert!(GameReport::new(&answer).document().text(80).contains("core is not empty"));
//! assert_eq!(GameAnswer::from_json(&answer.to_json()?)?, answer);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
pub(crate) mod claims;
mod details;
mod finding;
mod membership;
mod properties;
mod report;
mod subject;
mod violation;
pub(crate) mod words;

pub use answer::GameAnswer;
pub use finding::{Estimate, Finding, Known, Membership, Never};
pub use report::{GameReport, GameTable};
pub use subject::{Form, Subject};
pub use violation::{EvidenceViolation, GameViolation};
