//! Which players are interchangeable, and which add to every coalition just what they earn alone.

use willing_game::tu::typed::PlayerTypes;
use willing_game::tu::{Error, Numerators, TableGame};
use willing_game::{Certificate, Coalition, Player};

/// The classes of interchangeable players, and the dummies.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PlayerKinds {
    /// Two players are in one class if and only if swapping them changes no worth; classes by their lowest seats.
    pub classes: Vec<Coalition>,
    /// All players i with v(S ∪ i) = v(S) + v({i}) for every S without i.
    pub dummies: Coalition,
}

/// Where a claim about kinds of players fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum KindViolation {
    /// Classes that are no partition, players in one class that differ, or worths beyond exact comparison.
    #[error(transparent)]
    Game(#[from] Error),
    /// Classes out of order.
    #[error("classes are not in the order of their lowest seats")]
    Order,
    /// Players of two classes that are interchangeable.
    #[error("players {one} and {other} are interchangeable, but in two classes")]
    SameKind {
        /// One player.
        one: Player,
        /// The other.
        other: Player,
    },
    /// Two players of one class who are not interchangeable.
    #[error("players {one} and {other} are in one class and differ in what they do for some coalition")]
    Differ {
        /// One player.
        one: Player,
        /// The other.
        other: Player,
    },
    /// Another set of dummies.
    #[error("the dummies are {actual:?}, not {stated:?}")]
    Dummies {
        /// As stated.
        stated: Coalition,
        /// As found.
        actual: Coalition,
    },
}

impl Certificate<TableGame> for PlayerKinds {
    type Violation = KindViolation;

    /// Compares all worths once for each player and for each pair of classes.
    fn check(&self, game: &TableGame) -> Result<(), KindViolation> {
        let types = PlayerTypes::new(game.player_count(), self.classes.clone())?;
        if types.types() != self.classes {
            return Err(KindViolation::Order);
        }
        let numerators = game.numerators()?;
        for class in &self.classes {
            let mut members = class.players();
            let Some(one) = members.next() else { continue };
            // Being interchangeable carries over from pair to pair, so one member stands for all.
            if let Some(other) = members.find(|other| !interchangeable(&numerators, one, *other)) {
                return Err(KindViolation::Differ { one, other });
            }
        }
        let firsts: Vec<Player> = self.classes.iter().filter_map(|class| class.players().next()).collect();
        for (place, &one) in firsts.iter().enumerate() {
            let same = |other: &&Player| interchangeable(&numerators, one, **other);
            if let Some(&other) = firsts.iter().skip(place + 1).find(same) {
                return Err(KindViolation::SameKind { one, other });
            }
        }
        let actual = game.grand().players().filter(|player| is_dummy(&numerators, *player));
        let actual = actual.fold(Coalition::EMPTY, |sum, player| sum.with(player).unwrap_or(sum));
        if actual == self.dummies {
            Ok(())
        } else {
            Err(KindViolation::Dummies { stated: self.dummies, actual })
        }
    }
}

fn interchangeable(numerators: &Numerators<'_>, one: Player, other: Player) -> bool {
    let (one, other) = (1 << one.seat(), 1 << other.seat());
    let neither = |mask: &usize| mask & (one | other) == 0;
    (0..numerators.len())
        .filter(neither)
        .all(|rest| numerators.get(rest | one) == numerators.get(rest | other))
}

fn is_dummy(numerators: &Numerators<'_>, player: Player) -> bool {
    let bit = 1 << player.seat();
    // Numerators are below 2¹²⁰ in size, so sums of two fit.
    let own = numerators.get(bit);
    let without = |mask: &usize| mask & bit == 0;
    (0..numerators.len()).filter(without).all(|rest| numerators.get(rest | bit) == numerators.get(rest) + own)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn kinds(classes: &[u64], dummies: u64) -> PlayerKinds {
        PlayerKinds {
            classes: classes.iter().copied().map(Coalition::from_bits).collect(),
            dummies: Coalition::from_bits(dummies),
        }
    }

    #[test]
    fn only_the_coarsest_classes_and_all_dummies_pass() {
        // Players 0 and 1 need each other; player 2 earns 5 anywhere.
        let game = TableGame::from_integers(vec![0, 0, 0, 1, 5, 5, 5, 6]).unwrap();
        assert_eq!(kinds(&[0b011, 0b100], 0b100).check(&game), Ok(()));
        assert!(matches!(
            kinds(&[0b001, 0b010, 0b100], 0b100).check(&game),
            Err(KindViolation::SameKind { .. })
        ));
        assert!(matches!(kinds(&[0b111], 0b100).check(&game), Err(KindViolation::Differ { .. })));
        assert!(matches!(kinds(&[0b100, 0b011], 0b100).check(&game), Err(KindViolation::Order)));
        assert!(matches!(kinds(&[0b011], 0b100).check(&game), Err(KindViolation::Game(_))));
        for dummies in [0, 0b101, 1 << 40] {
            assert!(matches!(
                kinds(&[0b011, 0b100], dummies).check(&game),
                Err(KindViolation::Dummies { .. })
            ));
        }
    }
}
