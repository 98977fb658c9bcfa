//! Games with interchangeable players: worths by how many of each type there are.
//!
//! Players i and j are interchangeable if v(S ∪ i) = v(S ∪ j) for every coalition S of others. That is an
//! equivalence; its classes are types, and a coalition is worth what its profile says, the numbers k_1, …, k_T of
//! its members of each type. A game of T types of sizes n_t has Π (n_t + 1) profiles instead of 2ⁿ coalitions:
//! the UN Security Council 6 × 11 = 66 instead of 32,768.
//!
//! [`PlayerTypes`] says who is of which type, declared or found in a table. [`TypedGame`] holds the worths.
//!
//! # Example
//!
//! ```
//! use willing_game::Coalition;
//! use willing_game::tu::structured::WeightedVoting;
//! use willing_game::tu::typed::TypedGame;
//!
//! let weights = [[7; 5].as_slice(), &[1; 10]].concat();
//! let council = TypedGame::from_voting(&WeightedVoting::new(39, weights)?)?;
//! assert_eq!(council.counts(), [5, 10]);
//! assert_eq!(council.profile_count(), 66);
//! let passing = council.profiles().filter(|profile| profile.numerator == 1);
//! assert_eq!(passing.map(|profile| profile.multiplicity).sum::<u128>(), 848);
//! # Ok::<(), willing_game::tu::Error>(())
//! ```

mod game;
mod types;

pub use game::{Profile, TypedGame};
pub use types::PlayerTypes;
