//! The core of a game with transferable utility.

mod vertices;

pub use vertices::{CoreVertex, CoreVertices, EmptyRelaxedCore, VertexViolation};
