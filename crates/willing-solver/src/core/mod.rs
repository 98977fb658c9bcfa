//! The core of a game with transferable utility: who can do better alone, and can everybody be held?
//!
//! * [`Core`]: a point, or the balanced collection that proves that there is none.
//! * [`worst_coalition`]: is this allocation in the core, and who objects most?

mod concept;
mod error;
mod membership;

pub use concept::Core;
pub use error::Error;
pub use membership::{NoCoalition, worst_coalition};
