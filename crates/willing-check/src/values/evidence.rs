//! The evidence, as data.

use willing_game::tu::{Amounts, CoalitionStructure};
use willing_game::{Coalition, Rational};

/// One number a player, under a concept.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Value {
    /// Which value, with its parameters.
    pub concept: Concept,
    /// The numbers, by seat.
    pub amounts: Amounts,
}

/// Which value it is, with all it depends on besides the game.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum Concept {
    /// Shapley (1953).
    Shapley,
    /// Banzhaf (1965) and Penrose (1946): the mean marginal contribution over all coalitions of others.
    Banzhaf,
    /// Banzhaf values divided by their sum.
    NormalizedBanzhaf,
    /// Nowak & Radzik (1994): of the mean marginal contribution in each coalition.
    Solidarity,
    /// Σ p_{|S|} (v(S ∪ i) − v(S)) over coalitions S without i: a semivalue if the weights are not negative and
    /// Σ C(n−1, s) p_s = 1 (Dubey, Neyman & Weber 1981).
    BySize {
        /// What the caller calls it.
        name: String,
        /// p_0, …, p_{n−1}.
        weights: Vec<Rational>,
    },
    /// Shapley (1953b), Kalai & Samet (1987): a dividend is shared in proportion to weights.
    WeightedShapley {
        /// Positive, by seat.
        weights: Vec<Rational>,
    },
    /// Owen (1977), for a-priori unions.
    Owen {
        /// The unions.
        unions: CoalitionStructure,
    },
    /// Owen (1981): Banzhaf among the unions and inside each.
    BanzhafOwen {
        /// The unions.
        unions: CoalitionStructure,
    },
    /// Aumann & Drèze (1974): the Shapley value of each coalition by itself.
    AumannDreze {
        /// The coalitions.
        coalitions: CoalitionStructure,
    },
    /// Myerson (1977): the Shapley value of the game in which only the connected cooperate.
    Myerson {
        /// The links of the graph.
        links: Vec<(usize, usize)>,
    },
    /// Meessen (1988), Borm, Owen & Tijs (1992): half of the Shapley value of each link of one's own.
    Position {
        /// The links of the graph; their order does not matter.
        links: Vec<(usize, usize)>,
    },
    /// Tijs (1981): between the minimal rights and the utopia payoffs.
    Tau,
    /// Littlechild & Vaidya (1976): equal propensities to disrupt.
    Gately,
    /// Driessen & Funaki (1991): the centre of the imputation set (CIS), or equal surplus division.
    ImputationCentre,
    /// Driessen & Funaki (1991): egalitarian non-separable contribution (ENSC).
    NonSeparable,
    /// v(N)/n each.
    EqualDivision,
}

/// Why a game has no tau value: it is not quasi-balanced.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum NotQuasiBalanced {
    /// In `coalition`, after everybody else got its utopia payoff, more is left for `player` than its own.
    RightAboveUtopia {
        /// The player's seat.
        player: usize,
        /// The coalition, which it belongs to.
        coalition: Coalition,
    },
    /// The minimal rights of all sum to more than v(N).
    RightsExceed {
        /// For each player a coalition that gives it the right counted.
        coalitions: Vec<Coalition>,
    },
    /// The utopia payoffs of all sum to less than v(N).
    UtopiaFallsShort,
}

/// Why a game has no unique Gately point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum NoGatelyPoint {
    /// Σ v({i}) > v(N): no imputation.
    NoImputation,
    /// There is a surplus, but nobody adds more to the others than its own worth: every propensity is −1
    /// everywhere.
    NobodyDisrupts,
    /// There is a surplus, and this player adds less to the others than its own worth: its propensity has no
    /// least value.
    Burden {
        /// The player's seat.
        player: usize,
    },
}
