//! Total balancedness: every subgame has a core.

use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Rational};

use super::{Holds, Property};
use crate::core::WeightedCoalition;
use crate::core::evidence::most_coalitions;

/// Every subgame has a core.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum TotallyBalanced {
    /// The game is convex, and so are its subgames, which therefore have cores (Shapley 1971).
    Convex,
    /// A point of the core of each subgame.
    Points {
        /// One for each coalition of at least two players; their order is free.
        points: Vec<SubgamePoint>,
    },
}

/// A point of the core of a subgame.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct SubgamePoint {
    /// Who plays.
    pub members: Coalition,
    /// What each of them gets, in the order of their seats.
    pub amounts: Vec<Rational>,
}

/// A subgame without a core: weighted coalitions of its players that are worth more than all of these together.
///
/// Which of several such subgames is named is no claim.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NotTotallyBalanced {
    /// Who plays.
    pub members: Coalition,
    /// Coalitions of members whose weights sum to 1 for each of them.
    pub coalitions: Vec<WeightedCoalition>,
}

/// Where evidence about total balancedness fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BalanceViolation {
    /// The game is not convex, as was claimed.
    #[error(transparent)]
    NotConvex(#[from] super::Violation),
    /// More weighted coalitions than a proof needs.
    #[error("{got} weighted coalitions: n + 1 are always enough")]
    TooManyCoalitions {
        /// How many there are.
        got: usize,
    },
    /// Not a point for each coalition of at least two players.
    #[error("{got} points: expected {expected}, one for each coalition of at least two players")]
    PointCount {
        /// How many there are.
        got: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A coalition that is empty, single or not of this game, or named twice.
    #[error("{members:?} is no coalition of at least two players, or is named twice")]
    NoSuchSubgame {
        /// The coalition.
        members: Coalition,
    },
    /// A point of the wrong length.
    #[error("{got} amounts for the members of {members:?}")]
    Length {
        /// Who plays.
        members: Coalition,
        /// How many amounts there are.
        got: usize,
    },
    /// Amounts that do not sum to the worth of the members.
    #[error("the members of {members:?} get {sum}, their worth is {worth}")]
    NotEfficient {
        /// Who plays.
        members: Coalition,
        /// What they get.
        sum: Rational,
        /// What they are worth.
        worth: Rational,
    },
    /// A coalition of members that gets less than it is worth.
    #[error("{coalition:?} within {members:?} gets {paid}, less than its worth {worth}")]
    Excess {
        /// Who plays.
        members: Coalition,
        /// The coalition.
        coalition: Coalition,
        /// What it gets.
        paid: Rational,
        /// What it is worth.
        worth: Rational,
    },
    /// A weighted coalition that is empty or not within the members.
    #[error("{coalition:?} is no coalition of members of {members:?}")]
    NoSuchCoalition {
        /// Who plays.
        members: Coalition,
        /// The coalition.
        coalition: Coalition,
    },
    /// A weight that is not positive.
    #[error("{coalition:?} has weight {weight}: expected more than 0")]
    Weight {
        /// The coalition.
        coalition: Coalition,
        /// Its weight.
        weight: Rational,
    },
    /// Weights that do not balance.
    #[error("the coalitions of player {player} have weight {weight} in sum: expected 1")]
    NotBalanced {
        /// The player's seat.
        player: usize,
        /// The sum of its coalitions' weights.
        weight: Rational,
    },
    /// A balanced collection that is worth no more than the members together.
    #[error(
        "the weighted coalitions are worth {worth}: expected more than {together}, the worth of the members"
    )]
    Worth {
        /// Σ λ_S v(S).
        worth: Rational,
        /// v(members).
        together: Rational,
    },
}

impl Certificate<TableGame> for TotallyBalanced {
    type Violation = BalanceViolation;

    /// Convexity as [`Holds`] checks it, or 3ⁿ comparisons in rational numbers.
    fn check(&self, game: &TableGame) -> Result<(), BalanceViolation> {
        let points = match self {
            Self::Convex => return Ok(Holds { property: Property::Convex }.check(game)?),
            Self::Points { points } => points,
        };
        let players = game.player_count();
        let expected = (1usize << players) - 1 - players;
        if points.len() != expected {
            return Err(BalanceViolation::PointCount { got: points.len(), expected });
        }
        let mut seen = vec![false; 1 << players];
        for point in points {
            let members = point.members;
            let place = usize::try_from(members.bits()).ok().and_then(|place| seen.get_mut(place));
            let place = place.filter(|seen| members.len() >= 2 && !**seen);
            *place.ok_or(BalanceViolation::NoSuchSubgame { members })? = true;
            point.check(game)?;
        }
        Ok(())
    }
}

impl Certificate<TableGame> for SubgamePoint {
    type Violation = BalanceViolation;

    /// 2^k comparisons for k members.
    fn check(&self, game: &TableGame) -> Result<(), BalanceViolation> {
        let members = self.members;
        if !members.is_subset(game.grand()) {
            return Err(BalanceViolation::NoSuchSubgame { members });
        }
        if self.amounts.len() != members.len() {
            return Err(BalanceViolation::Length { members, got: self.amounts.len() });
        }
        let seats: Vec<u64> = members.players().map(|player| 1 << player.seat()).collect();
        let (sum, worth) = (self.amounts.iter().sum::<Rational>(), game.exact_worth(members));
        if sum != worth {
            return Err(BalanceViolation::NotEfficient { members, sum, worth });
        }
        let paying: Vec<(u64, &Rational)> = seats.into_iter().zip(&self.amounts).collect();
        match first_unpaid(game, &paying, 0, &Rational::zero()) {
            Some((coalition, paid)) => {
                Err(BalanceViolation::Excess { members, coalition, paid, worth: game.exact_worth(coalition) })
            }
            None => Ok(()),
        }
    }
}

/// The first coalition of `mask` and some of these that is paid less than its worth, with what it is paid. Takes one number
/// for each player at a time.
fn first_unpaid(
    game: &TableGame,
    paying: &[(u64, &Rational)],
    mask: u64,
    paid: &Rational,
) -> Option<(Coalition, Rational)> {
    let Some(((seat, amount), rest)) = paying.split_last() else {
        let coalition = Coalition::from_bits(mask);
        return (game.exact_worth(coalition) > *paid).then(|| (coalition, paid.clone()));
    };
    first_unpaid(game, rest, mask, paid).or_else(|| first_unpaid(game, rest, mask | seat, &(paid + *amount)))
}

impl Certificate<TableGame> for NotTotallyBalanced {
    type Violation = BalanceViolation;

    /// O(n) for each listed coalition.
    fn check(&self, game: &TableGame) -> Result<(), BalanceViolation> {
        let members = self.members;
        if members.is_empty() || !members.is_subset(game.grand()) {
            return Err(BalanceViolation::NoSuchSubgame { members });
        }
        if self.coalitions.len() > most_coalitions(game.player_count()) {
            return Err(BalanceViolation::TooManyCoalitions { got: self.coalitions.len() });
        }
        let mut worth = Rational::zero();
        for WeightedCoalition { coalition, weight } in &self.coalitions {
            if coalition.is_empty() || !coalition.is_subset(members) {
                return Err(BalanceViolation::NoSuchCoalition { members, coalition: *coalition });
            }
            if !weight.is_positive() {
                return Err(BalanceViolation::Weight { coalition: *coalition, weight: weight.clone() });
            }
            worth += &(game.exact_worth(*coalition) * weight);
        }
        for player in members.players() {
            let own = self.coalitions.iter().filter(|weighted| weighted.coalition.contains(player));
            let weight: Rational = own.map(|weighted| &weighted.weight).sum();
            if weight != Rational::one() {
                return Err(BalanceViolation::NotBalanced { player: player.seat(), weight });
            }
        }
        let together = game.exact_worth(members);
        if worth > together { Ok(()) } else { Err(BalanceViolation::Worth { worth, together }) }
    }
}
