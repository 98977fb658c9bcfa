//! Games whose players share worths: which games, what an answer of somebody else is worth, how time grows.
//!
//! Nothing here knows a peer: those are dependencies of tests, benches and examples only.

mod agreement;
mod fit;
mod games;
mod growth;
mod memory;
mod stream;
mod structured;

pub use agreement::{Failure, Judgement, Place, Standing, judge};
pub use fit::Fit;
pub use games::{agreement_games, name, two_scales};
pub use growth::{Growth, Table, growths};
pub use memory::Memory;
pub use stream::streaming_sum;
pub use structured::{Structured, structured};
