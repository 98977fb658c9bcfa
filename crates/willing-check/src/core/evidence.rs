//! Points of the core, proofs that it is empty, and worst coalitions.

use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Rational};

use super::{Violation, WeightedCoalition, coverage};
use crate::excess::Scan;

/// A point of the core.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CorePoint {
    /// What each player gets, by seat.
    pub allocation: Vec<Rational>,
}

/// A point of the strong ε-core: no proper coalition has an excess above ε.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct EpsilonCorePoint {
    /// ε.
    pub epsilon: Rational,
    /// What each player gets, by seat.
    pub allocation: Vec<Rational>,
}

/// The core is empty: a balanced collection that is worth more than the grand coalition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct EmptyCore {
    /// Coalitions whose weights sum to 1 for every player.
    pub coalitions: Vec<WeightedCoalition>,
}

/// The coalition with the largest excess at an allocation, the empty and the grand one left aside.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct WorstCoalition {
    /// The allocation, by seat.
    pub allocation: Vec<Rational>,
    /// The coalition.
    pub coalition: Coalition,
    /// Its excess v(S) − x(S).
    pub excess: Rational,
}

impl WorstCoalition {
    /// Whether the allocation is in the core, given that it is efficient.
    #[must_use]
    pub fn is_in_core(&self) -> bool {
        !self.excess.is_positive()
    }
}

impl Certificate<TableGame> for CorePoint {
    type Violation = Violation;

    /// One scan of all coalitions.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        check_sum(game, &self.allocation, &game.exact_worth(game.grand()))?;
        check_excesses(game, &self.allocation, &Rational::zero())
    }
}

impl Certificate<TableGame> for EpsilonCorePoint {
    type Violation = Violation;

    /// One scan of all coalitions.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        check_sum(game, &self.allocation, &game.exact_worth(game.grand()))?;
        check_excesses(game, &self.allocation, &self.epsilon)
    }
}

impl Certificate<TableGame> for EmptyCore {
    type Violation = Violation;

    /// O(n) for each listed coalition; no scan.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        check_coalitions(game, &self.coalitions)?;
        check_coverage(game, &self.coalitions, &Rational::one())?;
        let (worth, grand) = (worth_of(game, &self.coalitions), game.exact_worth(game.grand()));
        if worth > grand {
            Ok(())
        } else {
            Err(Violation::Worth {
                worth,
                expected: format!("more than {grand}, the worth of the grand coalition"),
            })
        }
    }
}

impl Certificate<TableGame> for WorstCoalition {
    type Violation = Violation;

    /// One scan of all coalitions.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        check_length(game, &self.allocation)?;
        let coalition = self.coalition;
        if !is_proper(game, coalition) {
            return Err(Violation::NoSuchCoalition { coalition });
        }
        let members = coalition.players().filter_map(|player| self.allocation.get(player.seat()));
        let excess = game.exact_worth(coalition) - members.sum::<Rational>();
        if excess != self.excess {
            return Err(Violation::OtherExcess { coalition, excess, claimed: self.excess.clone() });
        }
        check_excesses(game, &self.allocation, &self.excess)
    }
}

fn is_proper(game: &TableGame, coalition: Coalition) -> bool {
    !coalition.is_empty() && coalition != game.grand() && coalition.is_subset(game.grand())
}

fn check_length(game: &TableGame, allocation: &[Rational]) -> Result<(), Violation> {
    let (got, players) = (allocation.len(), game.player_count());
    if got == players { Ok(()) } else { Err(Violation::Length { got, players }) }
}

/// One amount a player, `worth` in sum.
pub(crate) fn check_sum(
    game: &TableGame,
    allocation: &[Rational],
    worth: &Rational,
) -> Result<(), Violation> {
    check_length(game, allocation)?;
    let sum: Rational = allocation.iter().sum();
    if sum == *worth { Ok(()) } else { Err(Violation::NotEfficient { sum, worth: worth.clone() }) }
}

/// No proper coalition has an excess above `most`.
pub(crate) fn check_excesses(
    game: &TableGame,
    allocation: &[Rational],
    most: &Rational,
) -> Result<(), Violation> {
    let numerators = game.numerators().map_err(Violation::Range)?;
    let scan = Scan::new(&numerators, allocation);
    let thresholds = vec![scan.threshold(most, 1); game.player_count() + 1];
    let violation = scan.first_above(&thresholds, |mask, excess| {
        let coalition = Coalition::from_bits(mask);
        let violation = || Violation::Excess { coalition, excess: scan.excess(&excess), most: most.clone() };
        is_proper(game, coalition).then(violation)
    });
    violation.map_or(Ok(()), Err)
}

/// How many weighted coalitions are looked at: n + 1 are always enough (Carathéodory), and the sum of thousands of
/// fractions with denominators of their own takes hours.
pub(crate) const fn most_coalitions(players: usize) -> usize {
    4 * (players + 1)
}

/// Proper or grand coalitions of the game with positive weights.
pub(crate) fn check_coalitions(game: &TableGame, coalitions: &[WeightedCoalition]) -> Result<(), Violation> {
    let (got, most) = (coalitions.len(), most_coalitions(game.player_count()));
    if got > most {
        return Err(Violation::TooManyCoalitions { got, most });
    }
    for WeightedCoalition { coalition, weight } in coalitions {
        if coalition.is_empty() || !coalition.is_subset(game.grand()) {
            return Err(Violation::NoSuchCoalition { coalition: *coalition });
        }
        if !weight.is_positive() {
            return Err(Violation::Weight { coalition: *coalition, weight: weight.clone() });
        }
    }
    Ok(())
}

/// Every player's coalitions have the weight `expected` in sum.
pub(crate) fn check_coverage(
    game: &TableGame,
    coalitions: &[WeightedCoalition],
    expected: &Rational,
) -> Result<(), Violation> {
    let coverage = coverage(game.player_count(), coalitions);
    match coverage.into_iter().enumerate().find(|(_, weight)| weight != expected) {
        Some((player, weight)) => Err(Violation::NotBalanced { player, weight, expected: expected.clone() }),
        None => Ok(()),
    }
}

/// Σ λ_S v(S).
pub(crate) fn worth_of(game: &TableGame, coalitions: &[WeightedCoalition]) -> Rational {
    coalitions.iter().map(|weighted| game.exact_worth(weighted.coalition) * &weighted.weight).sum()
}
