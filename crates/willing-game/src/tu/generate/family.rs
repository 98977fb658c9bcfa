//! Families of random games of our own.

use std::fmt;
use std::str::FromStr;

use super::draws::Draws;
use super::{place_count, tables};
use crate::tu::{Error, TableGame};

/// A family of random games with integer worths, on a stream that does not change.
///
/// # The stream
///
/// ChaCha with 8 rounds, seeded by `seed_from_u64` of `rand_chacha`; a number in a..=b is
/// a + ⌊word · (b − a + 1) / 2⁶⁴⌋, one word of 64 bits each, in the order that the families state: numbers of
/// players by seat, those of coalitions by bit mask from 1. A family is never changed; a better one gets another
/// name.
///
/// # Complexity
///
/// O(2ⁿ) draws at most and O(n 2ⁿ) time; the table takes [`TableGame::bytes`].
///
/// # Example
///
/// ```
/// use willing_game::tu::generate::Family;
///
/// let family: Family = "convex".parse()?;
/// assert_eq!(family.draw(6, 1)?, Family::Convex.draw(6, 1)?);
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// `uniform`: every worth in 0..=100; no structure at all.
    Uniform,
    /// `superadditive`: v(S) = u(S) + 200 (|S| − 1), u in 0..=100 for each coalition. Seldom convex.
    Superadditive,
    /// `convex`: v(S) = w(S)² + 100 max(0, u(S) − d): weights w in 0..=9, claims u in 0..=99, then d in 0..=u(N).
    Convex,
    /// `dividends`: a word for each coalition decides (one in four) whether it has a dividend, in 1..=20 by the
    /// next word; worths are the sums of the dividends within. Convex.
    Dividends,
    /// `monotone`: v(S) is the most of its members' coalitions without one of them, plus a number in −20..=20 where
    /// that is positive: about half of the steps are ties.
    Monotone,
    /// `balanced`: a point x of 0..=100 each; v(S) = x(S) − slack, a slack in 0..=25|S|, or 0 where the word before
    /// says so (one in four); v(N) = x(N). The core holds x.
    Balanced,
    /// `voting`: weights in 1..=20, then a quota from more than half of the total to all of it. Simple.
    Voting,
    /// `symmetric`: a worth in 0..=100 for each size from 1.
    Symmetric,
    /// `additive-noise`: amounts in 0..=1000; v(S) = a(S), plus a number in −10..=10 for coalitions of two and more.
    AdditiveNoise,
    /// `mixed-scale`: the first ⌈n/2⌉ players play a `uniform` game times 1,000,000, the others one at scale 1, and
    /// v is the sum. What a tolerance relative to the largest worth gets wrong.
    MixedScale,
    /// `assignment`: the first ⌊n/2⌋ players sell, the others buy; a gain in 0..=100 for each pair, seller by
    /// seller; v(S) is the best matching within S.
    Assignment,
    /// `bankruptcy`: claims in 1..=100, then an estate from 1 to their total; v(S) = max(0, estate − claims outside S).
    Bankruptcy,
    /// `airport`: costs in 1..=100; v(S) = −max cost.
    Airport,
}

/// The names, as an error says them.
const NAMES: &str = "uniform, superadditive, convex, dividends, monotone, balanced, voting, symmetric, \
                     additive-noise, mixed-scale, assignment, bankruptcy or airport";

impl Family {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Uniform,
        Self::Superadditive,
        Self::Convex,
        Self::Dividends,
        Self::Monotone,
        Self::Balanced,
        Self::Voting,
        Self::Symmetric,
        Self::AdditiveNoise,
        Self::MixedScale,
        Self::Assignment,
        Self::Bankruptcy,
        Self::Airport,
    ];

    /// Its name: what [`Family::from_str`] reads.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Superadditive => "superadditive",
            Self::Convex => "convex",
            Self::Dividends => "dividends",
            Self::Monotone => "monotone",
            Self::Balanced => "balanced",
            Self::Voting => "voting",
            Self::Symmetric => "symmetric",
            Self::AdditiveNoise => "additive-noise",
            Self::MixedScale => "mixed-scale",
            Self::Assignment => "assignment",
            Self::Bankruptcy => "bankruptcy",
            Self::Airport => "airport",
        }
    }

    /// The game of this family with `players` players that belongs to `seed`.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`] for no players or more than a table holds.
    pub fn draw(self, players: usize, seed: u64) -> Result<TableGame, Error> {
        place_count(players, 1)?;
        let draws = &mut Draws::seeded(seed);
        TableGame::from_integers(match self {
            Self::Uniform => tables::uniform(players, draws),
            Self::Superadditive => tables::superadditive(players, draws),
            Self::Convex => tables::convex(players, draws),
            Self::Dividends => tables::dividends(players, draws),
            Self::Monotone => tables::monotone(players, draws),
            Self::Balanced => tables::balanced(players, draws),
            Self::Voting => tables::voting(players, draws),
            Self::Symmetric => tables::symmetric(players, draws),
            Self::AdditiveNoise => tables::additive_noise(players, draws),
            Self::MixedScale => tables::mixed_scale(players, draws),
            Self::Assignment => tables::assignment(players, draws),
            Self::Bankruptcy => tables::bankruptcy(players, draws),
            Self::Airport => tables::airport(players, draws),
        })
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Family {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|family| family.name() == text);
        found.ok_or_else(|| Error::UnknownFamily { name: text.chars().take(60).collect(), expected: NAMES })
    }
}
