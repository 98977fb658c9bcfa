//! The core of a game with transferable utility.

mod polytope;
mod vertices;

pub use vertices::{VertexError, Vertices};
