//! Where evidence about the nucleolus can fail.

use willing_game::{Coalition, Rational};

/// Where the evidence fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// An allocation of the wrong length.
    #[error("{got} amounts for {players} players")]
    Length {
        /// How many amounts there are.
        got: usize,
        /// How many players, or types of players, there are.
        players: usize,
    },
    /// Amounts that do not sum to the worth of the grand coalition.
    #[error("the amounts sum to {sum}, the grand coalition is worth {worth}")]
    NotEfficient {
        /// x(N).
        sum: Rational,
        /// v(N).
        worth: Rational,
    },
    /// A player below its individual worth where imputations are meant.
    #[error("player {player} gets {amount}, less than its individual worth {worth}")]
    NotRational {
        /// The player's seat, or the type.
        player: usize,
        /// x_i.
        amount: Rational,
        /// v({i}).
        worth: Rational,
    },
    /// A negative slack.
    #[error("the slack is {slack}: expected 0 or more")]
    NegativeSlack {
        /// The slack.
        slack: Rational,
    },
    /// A level without a coalition.
    #[error("level {level} has no coalition")]
    EmptyLevel {
        /// The level, counted from 0.
        level: usize,
    },
    /// More levels than ranks that can be raised.
    #[error("{got} levels: at most {most} can settle something")]
    TooManyLevels {
        /// How many there are.
        got: usize,
        /// The most.
        most: usize,
    },
    /// A level with more entries than a proof needs.
    #[error("level {level} has {got} entries: at most {most} are looked at, and n + 1 are always enough")]
    LevelTooLong {
        /// The level, counted from 0.
        level: usize,
        /// How many entries it has.
        got: usize,
        /// The most.
        most: usize,
    },
    /// A level above the one before.
    #[error("level {level} is at {excess}, above the level before")]
    Rising {
        /// The level, counted from 0.
        level: usize,
        /// Its excess.
        excess: Rational,
    },
    /// A coalition that is empty, grand or not of this game, or a profile or pair that is not.
    #[error("level {level} lists {coalition:?}, which is no proper coalition of the game")]
    NoSuchCoalition {
        /// The level, counted from 0.
        level: usize,
        /// The coalition.
        coalition: Coalition,
    },
    /// A profile or pair of coalitions outside the game.
    #[error("entry {place} of level {level} is outside the game")]
    NoSuchEntry {
        /// The level, counted from 0.
        level: usize,
        /// Its place in the level.
        place: usize,
    },
    /// A player that is not there, or is listed where no floor applies.
    #[error("level {level} lists player {player}, for whom no individual worth counts here")]
    NoSuchPlayer {
        /// The level, counted from 0.
        level: usize,
        /// The player's seat, or the type.
        player: usize,
    },
    /// A weight that is not positive.
    #[error("entry {place} of level {level} has weight {weight}: expected more than 0")]
    Weight {
        /// The level, counted from 0.
        level: usize,
        /// Its place in the level: coalitions first, then players.
        place: usize,
        /// The weight.
        weight: Rational,
    },
    /// A listed coalition whose excess is not that of the level.
    #[error("entry {place} of level {level} has excess {excess}: expected that of the level, {level_excess}")]
    NotTight {
        /// The level, counted from 0.
        level: usize,
        /// Its place in the level.
        place: usize,
        /// Its excess; per member where excesses are.
        excess: Rational,
        /// The excess of the level.
        level_excess: Rational,
    },
    /// A listed player above its individual worth.
    #[error("level {level} lists player {player}, who gets {amount}, not its individual worth {worth}")]
    NotAtFloor {
        /// The level, counted from 0.
        level: usize,
        /// The player's seat, or the type.
        player: usize,
        /// x_i.
        amount: Rational,
        /// v({i}).
        worth: Rational,
    },
    /// Weighted coalitions that do not balance.
    #[error("the weighted coalitions of level {level} are no combination of what is settled before")]
    NotBalanced {
        /// The level, counted from 0.
        level: usize,
    },
    /// A level whose coalitions were all settled before.
    #[error("level {level} settles no coalition that was not settled before")]
    NothingSettled {
        /// The level, counted from 0.
        level: usize,
    },
    /// An unsettled coalition with a higher excess.
    #[error("{coalition:?} has excess {excess}, above that of the level at which it settles, {level_excess}")]
    AboveLevel {
        /// The coalition.
        coalition: Coalition,
        /// Its excess; per member where excesses are.
        excess: Rational,
        /// The excess of its level.
        level_excess: Rational,
    },
    /// An unsettled profile or pair with a higher excess.
    #[error("entry {place} of the game has excess {excess}, above that of the level at which it settles")]
    EntryAboveLevel {
        /// Its place among the profiles or pairs of the game.
        place: u64,
        /// Its excess.
        excess: Rational,
    },
    /// The levels leave something open.
    #[error("the levels settle {rank} of {players} dimensions: another allocation may be better")]
    Undetermined {
        /// The dimensions settled.
        rank: usize,
        /// How many there are.
        players: usize,
    },
    /// A claim that there is no imputation, with numbers that are not the game's or do not prove it.
    #[error(
        "individual worths sum to {individual} and the grand coalition is worth {grand}: there is an imputation, or the claim has other numbers"
    )]
    Imputation {
        /// Σ v({i}) of the game.
        individual: Rational,
        /// v(N) of the game.
        grand: Rational,
    },
    /// Float worths too far apart to be compared exactly.
    #[error("the worths cannot be compared exactly: {0}")]
    Range(willing_game::tu::Error),
    /// A game too large for this check.
    #[error("{players} players: pairs of coalitions are checked up to {most}")]
    TooLarge {
        /// How many players there are.
        players: usize,
        /// The most.
        most: usize,
    },
}
