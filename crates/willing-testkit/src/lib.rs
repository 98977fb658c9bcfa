//! What the tests of a solver need: random games, strategies, oracles and a corpus with known answers.
//!
//! Nothing here depends on a solver: the oracles judge any answer, ours and a stranger's alike.
//!
//! * [`generators`]: seeded random tier games, from three states to thousands; the same seed gives
//!   the same game.
//! * [`strategies`]: the same kinds of games for property tests, shrinking towards few states; and games with
//!   transferable utility of every structure ([`strategies::tu`]).
//! * [`oracle`]: all pure equilibria by brute force, and judgements of a listed answer; values, core, nucleolus and
//!   its relatives of small games from the definitions ([`oracle::tu`]).
//! * [`corpus`]: games with known answers from JSON files; [`corpus::tu`] those with transferable utility,
//!   [`corpus::voting`] voting games.
//!
//! # Example
//!
//! A solver of one's own against the oracle, on random games of three to five states:
//!
//! ```
//! use willing_testkit::generators::SmallGames;
//! use willing_testkit::oracle::{Band, BruteForce};
//!
//! # let my_solver = |game: &_| BruteForce::new().equilibria(game).unwrap();
//! for seed in 0..20 {
//!     let game = SmallGames::new().draw(seed).parts.game()?;
//!     let truth = BruteForce::new().judged(&game)?;
//!     assert_eq!(truth.judge(&my_solver(&game), &Band::default()), Ok(()));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Place for more
//!
//! Conformance suites, strategies for other game forms and a process protocol build on these
//! modules.

pub mod corpus;
mod draws;
pub mod generators;
pub mod oracle;
mod parts;
pub mod strategies;

pub use draws::Draws;
pub use parts::GameParts;
