//! Where claims about a division can fail.

/// Where a claim about a division fails. Players are counted by seat, outcomes from 0.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A tolerance that says nothing.
    #[error("tolerance {tolerance}: expected a number in [0, 1e-6]")]
    Tolerance {
        /// As stated.
        tolerance: f64,
    },
    /// A list of the wrong length.
    #[error("{got} {what}: expected {expected}")]
    Length {
        /// What the list holds.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// How many there must be.
        expected: usize,
    },
    /// An amount that cannot be consumed: not finite, or negative without constant absolute aversion.
    #[error("player {player} consumes {amount} in outcome {outcome}")]
    Consumption {
        /// The player.
        player: usize,
        /// The outcome.
        outcome: usize,
        /// The amount.
        amount: f64,
    },
    /// Consumption that is wasted on somebody who gives the outcome no probability.
    #[error("player {player} consumes {amount} in outcome {outcome}, in which it does not believe")]
    Wasted {
        /// The player.
        player: usize,
        /// The outcome.
        outcome: usize,
        /// The amount.
        amount: f64,
    },
    /// Somebody does not keep what it owns in an outcome that nobody believes in.
    #[error(
        "nobody believes in outcome {outcome}, but player {player} owns {owned} there and consumes {amount}"
    )]
    NotKept {
        /// The player.
        player: usize,
        /// The outcome.
        outcome: usize,
        /// What it owns.
        owned: f64,
        /// What it consumes.
        amount: f64,
    },
    /// More or less is consumed than there is.
    #[error("outcome {outcome}: consumption exceeds what there is by {excess}, where {allowed} is rounding")]
    Clearing {
        /// The outcome.
        outcome: usize,
        /// By how much, at worst.
        excess: f64,
        /// The size of rounding.
        allowed: f64,
    },
    /// A multiplier or price that is missing, not a number, or given where nobody believes in the outcome.
    #[error("outcome {outcome} has no proper {what}")]
    Value {
        /// A multiplier or a price.
        what: &'static str,
        /// The outcome.
        outcome: usize,
    },
    /// A weight that is not a number.
    #[error("player {player} has the logarithmic weight {log_weight}: expected a finite number")]
    Weight {
        /// The player.
        player: usize,
        /// As stated.
        log_weight: f64,
    },
    /// A weighted marginal utility that is not the outcome's multiplier or price.
    #[error(
        "player {player}, outcome {outcome}: the logarithm of weighted marginal utility is off by {gap}, where {allowed} is rounding"
    )]
    Marginal {
        /// The player.
        player: usize,
        /// The outcome.
        outcome: usize,
        /// By how much, at worst.
        gap: f64,
        /// The size of rounding.
        allowed: f64,
    },
    /// Prices that do not sum to 1.
    #[error("prices sum to {sum}: expected 1")]
    PriceSum {
        /// Their sum.
        sum: f64,
    },
    /// A player that spends more or less than its endowment costs.
    #[error("player {player} spends {excess} more than its endowment costs, where {allowed} is rounding")]
    Budget {
        /// The player.
        player: usize,
        /// By how much, at worst.
        excess: f64,
        /// The size of rounding.
        allowed: f64,
    },
    /// A certainty equivalent that is not what the numbers give.
    #[error("player {player}: its {what} is stated as {stated}, but is {actual}")]
    Stated {
        /// Of what.
        what: &'static str,
        /// The player.
        player: usize,
        /// As stated.
        stated: f64,
        /// As computed.
        actual: f64,
    },
    /// A player that is better off alone.
    #[error("player {player} gets what is worth {worth} to it, and alone {alone}")]
    BetterAlone {
        /// The player.
        player: usize,
        /// What it gets.
        worth: f64,
        /// What it has alone.
        alone: f64,
    },
}
