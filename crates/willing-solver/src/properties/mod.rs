//! Properties of games with transferable utility: superadditive, convex, monotone and the like, each with a
//! counterexample where it fails.
//!
//! [`PropertyTest`] decides one [`Property`](willing_check::properties::Property); what each means stands in
//! [`willing_check::properties`], with the checks of the answers. All comparisons are between exact integers, for
//! tables of floats too: a game of floats that is convex up to rounding is not convex, and the counterexample
//! shows by how much. [`Balancedness`] and [`TotalBalance`] ask for cores, of the game and of all its subgames.
//!
//! [`player_kinds`] finds the interchangeable players and the dummies.

mod balanced;
mod concept;
mod error;
mod kinds;
mod pairs;
mod scan;
mod worths;

pub use balanced::{Balancedness, TotalBalance};
pub use concept::PropertyTest;
pub use error::Error;
pub use kinds::player_kinds;
