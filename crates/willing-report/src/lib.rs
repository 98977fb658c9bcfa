//! Reports from answers: who joins which circle, and why; as terminal text, Markdown, CSV and JSON.
//!
//! This crate never sees the solver: it summarizes answers, whoever found them.
//!
//! * [`Report`]: an answer in the words of its scenario ([`Labels`]). [`Report::document`] is the whole
//!   story for people: circles from the core outwards, the council's votes, the leader's choice, treaty
//!   allies by circle, ledgers, who bears which risk, on whom it hinges, prices and flips, and what holds in
//!   all equilibria. [`Report::table`] gives each table with all its rows, [`Report::explain`] one state.
//! * [`Document`], [`Table`]: written once, rendered as terminal text of any width, Markdown or CSV.
//! * [`AnswerFile`]: an answer as JSON, read back to the same bits; [`answer_schema`] describes it.
//! * [`Comparison`]: two answers, who moved and by which term.
//! * [`backtest`]: computed against observed tiers, beside base rates.
//! * [`game`]: answers about games with transferable utility, and their reports.
//! * [`voting`]: answers about councils and voting rules, and their reports, several side by side.
//! * [`sharing`]: answers about portfolios of those who share risk, and their reports.
//! * [`Verification`]: what a successful check has checked.
//!
//! # Conventions
//!
//! Tables for people have three significant digits ([`Quantity`]); CSV and JSON have every digit. Where
//! parameters come from a mapping ([`Origin::Mapping`]), every format says that the numbers are computed
//! under its assumptions and are no forecast. If the leader stays out, states are shown as they would
//! stand "had it acted".
//!
//! # Example
//!
//! ```
//! use willing_check::crisis::CrisisAnswer;
//! use willing_report::{Column, Cell, Document, Error, Labels, Report, ReportTable, Table};
//!
//! fn print(answer: &CrisisAnswer) -> Result<(), Error> {
//!     let labels = Labels { money: "billion US dollars".into(), ..Labels::default() };
//!     let report = Report::new(answer, &labels).rows(20);
//!     print!("{}", report.document().text(80));
//!     print!("{}", report.explain("France")?.markdown());
//!     print!("{}", report.csv(ReportTable::States)?);
//!     Ok(())
//! }
//!
//! // What reports are made of stands on its own.
//! let mut table = Table::new("burden", [Column::name("state", "state"), Column::numbers("share", "share")]);
//! table.push([Cell::text("Freedonia"), Cell::share(0.625)]);
//! let mut document = Document::new("Who pays");
//! document.table(table);
//! assert!(document.markdown().ends_with("| Freedonia | 62.5% |\n"));
//! ```
//!
//! # Limits and untrusted input
//!
//! Names come from files: control characters in them are replaced before they reach a terminal.
//! [`AnswerFile::from_json`] verifies nothing; `willing-check` does.

mod answer_file;
pub mod backtest;
mod blocking;
mod burden;
mod circles;
mod compare;
mod council;
mod counterfactual;
mod document;
mod error;
mod explain;
mod fairness;
pub mod game;
mod labels;
mod leader;
mod ledger;
mod number;
mod price;
mod report;
mod robust;
mod schema;
pub mod sharing;
mod shown;
mod table;
mod treaties;
mod verification;
mod view;
pub mod voting;

pub use answer_file::AnswerFile;
pub use compare::Comparison;
pub use document::{Block, Document};
pub use error::Error;
pub use labels::{Labels, Origin};
pub use number::{Quantity, exact, fraction};
pub use report::{Report, ReportTable};
pub use schema::answer_schema;
pub use table::{Cell, Column, Table};
pub use verification::Verification;
