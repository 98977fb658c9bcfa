//! Benchmarks of willing and their record.
//!
//! * `cargo bench -p willing-bench`: criterion benches of single games, for regressions.
//! * `cargo run --release -p willing-bench -- record DATE MACHINE`: everything in
//!   `benches/definitions/tiers.toml`, all seeds, as a Markdown page for `benches/record/`.
//! * `cargo run --release -p willing-bench --example cooperative -- record DATE MACHINE`: cooperative games beside
//!   their strongest peer, as another such page; `-- agreement` compares the answers.
//! * `cargo run --release -p willing-bench --example voting -- record DATE MACHINE`: voting power, beside packages from
//!   PyPI if Python has them.
//!
//! Times are processor time of the one thread that works, so that other load disturbs little. Games
//! are built before the clock starts; every answer is checked, and one whose certificate fails has no
//! time. Solving and checking of one game are timed one after the other in the same run, so their
//! ratio does not mix machines. Whole crises are timed as a user meets them: processor time of all
//! threads, and the wall.
//!
//! Every figure with a target stands beside it, and the record says whether it was met.

mod clock;
pub mod contest;
pub mod cooperative;
mod crisis;
mod crisis_page;
mod definitions;
mod machine;
mod measure;
mod page;
mod record;
mod summary;
pub mod voting;

pub use clock::{Span, Stopwatch, processor_seconds, timed};
pub use crisis::{ScenarioTimes, ThreadTimes, scenario, threads};
pub use definitions::{Definitions, Error, IntegerMeasure, ScenarioMeasure, SearchMeasure, ThreadsMeasure};
pub use machine::Machine;
pub use measure::{
    DeviationCost, Outcome, Sample, deviation_cost, integer, search, six_state_solves, strong,
};
pub use page::{plain, significant, verdict};
pub use record::Record;
pub use summary::Summary;
