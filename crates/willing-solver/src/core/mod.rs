//! The core of a game with transferable utility: who can do better alone, and can everybody be held?
//!
//! * [`Core`]: a point, or the balanced collection that proves that there is none.
//! * [`Vertices`]: all extreme points, for few players.
//! * [`worst_coalition`]: is this allocation in the core, and who objects most?

mod concept;
mod error;
mod membership;
mod polytope;
mod span;
mod vertices;

pub use concept::Core;
pub use error::Error;
pub use membership::{NoCoalition, worst_coalition};
pub use vertices::{VertexError, Vertices};
