//! Solutions of small games with transferable utility, from their definitions and in exact arithmetic.
//!
//! Slow on purpose: nothing here is shared with a solver, and nothing is clever. Values sum over all orders of the
//! players or over all coalitions; lexicographic solutions solve the textbook sequence of linear programs
//! with *all* rows, and take a coalition for settled only when a linear program of its own proves its excess constant
//! on the face of optimal points (Maschler, Peleg & Shapley 1979, section 6).
//!
//! Meant for up to six players (four for [`modiclus`]); more are not refused, only slow.
//!
//! # Example
//!
//! ```
//! use willing_game::tu::TableGame;
//! use willing_testkit::oracle::tu;
//!
//! // Two left gloves, one right glove: everything goes to the right one.
//! let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1])?;
//! let nucleolus = tu::nucleolus(&gloves).ok_or("no imputation")?;
//! assert_eq!(nucleolus.amounts, ["0".parse()?, "0".parse()?, "1".parse()?]);
//! assert!(!tu::core_is_empty(&gloves));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod lexicographic;
mod program;
mod properties;
mod values;

pub use lexicographic::{
    Point, core_is_empty, least_core, modiclus, nucleolus, per_capita_nucleolus, per_capita_prenucleolus,
    prenucleolus,
};
pub use properties::{is_convex, is_monotone, is_superadditive};
pub use values::{banzhaf, shapley, tau};

use willing_game::tu::TableGame;
use willing_game::{Coalition, Rational};

/// v(S) of a bit mask, exactly.
fn worth(game: &TableGame, mask: u64) -> Rational {
    game.exact_worth(Coalition::from_bits(mask))
}

/// All coalitions but the empty and the grand one.
fn proper(game: &TableGame) -> std::ops::Range<u64> {
    1..game.grand().bits()
}
