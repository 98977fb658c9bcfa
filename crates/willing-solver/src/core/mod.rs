//! The core of a game with transferable utility.

mod polytope;
mod span;
mod vertices;

pub use vertices::{VertexError, Vertices};
