//! Random tier games, each a function of its settings and a seed.
//!
//! | generator | games | for |
//! |---|---|---|
//! | [`reference_crisis`] | one fixed game of six invented states | examples, throughput |
//! | [`DefaultRanges`] | n states in plausible ranges, four families | speed on what users bring |
//! | [`Stress`] | side payments that make all tiers tie | speed where a search is hardest |
//! | [`IntegerGame`] | one integer total, any size | the exact decomposition, strong equilibria |
//! | [`SmallGames`] | three to five states, every odd case | comparison with brute force |

mod default_ranges;
mod integer;
mod reference;
mod small;
mod stress;

pub use default_ranges::{Contest, DefaultRanges, Family, Interaction, Tolerances};
pub use integer::IntegerGame;
pub use reference::{reference_crisis, reference_method, reference_parameters};
pub use small::{Oddities, SmallGame, SmallGames};
pub use stress::{Stress, plant_ties};
