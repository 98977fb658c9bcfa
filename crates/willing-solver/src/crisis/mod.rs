//! The crisis by backward induction.
//!
//! [`CrisisSolver`] solves every tier game of a [`Crisis`](willing_check::crisis::Crisis) (each method, with
//! and without authorization), foresees the votes on each draft, chooses for the leader, and says what
//! hinges on each state: its prices and flips, what happens without it, and whether it would act as leader; how those who
//! contribute share the burden, and what would be fair.
//! The semantics are those of [`willing_check::crisis`]; the answer carries the certificates of every tier
//! game and all that the votes follow from.
//!
//! # Example
//!
//! ```no_run
//! # fn show(crisis: &willing_check::crisis::Crisis) -> Result<(), willing_check::crisis::Error> {
//! use willing_solver::crisis::CrisisSolver;
//!
//! let answer = CrisisSolver::new().threads(2).solve(crisis)?;
//! println!("{:?}: {:?}", answer.council, answer.course);
//! # Ok(())
//! # }
//! ```

mod blocking;
mod burden;
mod coalition;
mod counterfactual;
mod induction;
mod mixture;
mod play;
mod progress;
mod report;
mod robust;
mod settings;
mod solve;
mod staying;
mod voting;

pub use progress::{Progress, Stage};
pub use settings::CrisisSolver;
