//! Checks of counterexamples: a few worths, in rational numbers.

use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Player, Rational};

use super::{Counterexample, Violation};

impl Certificate<TableGame> for Counterexample {
    type Violation = Violation;

    /// Verifies that the worths named contradict the property.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let worth = |coalition| game.exact_worth(coalition);
        let contradicts = match *self {
            Self::Superadditive { first, second } => {
                inside(game, first)?;
                inside(game, second)?;
                if !first.intersection(second).is_empty() {
                    return Err(Violation::NotDisjoint { first, second });
                }
                worth(first) + worth(second) > worth(first.union(second))
            }
            Self::Convex { coalition, one, other } => {
                let with_one = joined(game, coalition, one)?;
                let with_other = joined(game, coalition, other)?;
                let with_both = joined(game, with_one, other)?;
                worth(with_one) + worth(with_other) > worth(with_both) + worth(coalition)
            }
            Self::Monotone { coalition, joining } => {
                worth(coalition) > worth(joined(game, coalition, joining)?)
            }
            Self::ZeroMonotone { coalition, joining } => {
                let union = joined(game, coalition, joining)?;
                worth(coalition) + worth(union.difference(coalition)) > worth(union)
            }
            Self::Additive { coalition } => {
                inside(game, coalition)?;
                worth(coalition) != alone(game, coalition)
            }
            Self::Essential => worth(game.grand()) <= alone(game, game.grand()),
            Self::NeitherWinsNorLoses { coalition } => {
                inside(game, coalition)?;
                let worth = worth(coalition);
                !worth.is_zero() && worth != Rational::one()
            }
            Self::GrandCoalitionLoses => worth(game.grand()) != Rational::one(),
            Self::LosesByJoining { coalition, joining } => {
                let union = joined(game, coalition, joining)?;
                worth(coalition) == Rational::one() && worth(union).is_zero()
            }
            Self::ConstantSum { coalition } => {
                inside(game, coalition)?;
                let rest = game.grand().difference(coalition);
                worth(coalition) + worth(rest) != worth(game.grand())
            }
            Self::Symmetric { first, second } => {
                inside(game, first)?;
                inside(game, second)?;
                if first.len() != second.len() {
                    return Err(Violation::DifferentSizes { first, second });
                }
                worth(first) != worth(second)
            }
        };
        if contradicts { Ok(()) } else { Err(Violation::NoCounterexample { counterexample: *self }) }
    }
}

fn inside(game: &TableGame, coalition: Coalition) -> Result<(), Violation> {
    if coalition.is_subset(game.grand()) {
        Ok(())
    } else {
        Err(Violation::NoSuchCoalition { coalition, players: game.player_count() })
    }
}

/// `coalition` and `player`, who must be outside it and inside the game.
fn joined(game: &TableGame, coalition: Coalition, player: Player) -> Result<Coalition, Violation> {
    inside(game, coalition)?;
    if !game.grand().contains(player) {
        return Err(Violation::NoSuchPlayer { player, players: game.player_count() });
    }
    match coalition.with(player) {
        Some(union) if union != coalition => Ok(union),
        _ => Err(Violation::PlayerTwice { player }),
    }
}

/// What the members of `coalition` earn each alone, in sum.
fn alone(game: &TableGame, coalition: Coalition) -> Rational {
    let singleton = |player| Coalition::EMPTY.with(player).unwrap_or_default();
    coalition.players().map(|player| game.exact_worth(singleton(player))).sum()
}
