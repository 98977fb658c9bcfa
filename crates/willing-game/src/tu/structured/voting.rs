//! Weighted voting: who has the votes.

use crate::tu::{CharacteristicFunction, Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

use super::check_players;

/// The weighted voting game `[q; w_1, …, w_n]`: a coalition wins, and is worth 1, if its weight is at least the
/// quota and every veto player belongs to it. **A coalition at exactly the quota wins.**
///
/// # Complexity
///
/// O(n) for one worth.
///
/// # References
///
/// von Neumann & Morgenstern (1944), §50; Taylor & Zwicker (1999).
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::structured::WeightedVoting;
///
/// // The UN Security Council since 1965: [39; 7 × 5, 1 × 10].
/// let council = WeightedVoting::new(39, [[7; 5].as_slice(), &[1; 10]].concat())?;
/// assert!(council.wins(Coalition::from_bits(0b1_1110_1111)) == false); // one permanent member against
/// assert!(council.wins(Coalition::from_bits(0b1_1111_1111)));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightedVoting {
    quota: u64,
    weights: Vec<u64>,
    veto: Coalition,
}

impl WeightedVoting {
    /// The game of this quota and these weights, without veto.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`]; [`Error::OutOfRange`] for weights whose sum exceeds 64 bits and for a quota that is
    /// 0 or above their sum.
    pub fn new(quota: u64, weights: impl Into<Vec<u64>>) -> Result<Self, Error> {
        let weights = weights.into();
        check_players(weights.len())?;
        let mut total: u64 = 0;
        for (place, weight) in weights.iter().enumerate() {
            total = total.checked_add(*weight).ok_or_else(|| Error::OutOfRange {
                what: "weight",
                place,
                value: weight.to_string(),
                expected: "a sum of weights below 2^64",
            })?;
        }
        if !(1..=total).contains(&quota) {
            let (what, value) = ("quota", quota.to_string());
            let expected = "1 or more, and no more than the sum of the weights";
            return Err(Error::OutOfRange { what, place: 0, value, expected });
        }
        Ok(Self { quota, weights, veto: Coalition::EMPTY })
    }

    /// The same game, in which nothing passes without each player of `veto`.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchCoalition`].
    pub fn with_veto(self, veto: Coalition) -> Result<Self, Error> {
        let players = self.weights.len();
        if Coalition::grand(players).is_ok_and(|grand| veto.is_subset(grand)) {
            Ok(Self { veto, ..self })
        } else {
            Err(Error::NoSuchCoalition { coalition: veto, players })
        }
    }

    /// What a coalition needs.
    #[must_use]
    pub const fn quota(&self) -> u64 {
        self.quota
    }

    /// The weight of each player.
    #[must_use]
    pub fn weights(&self) -> &[u64] {
        &self.weights
    }

    /// The players without whom nothing passes whatever the weights; others may have a veto by their weight.
    #[must_use]
    pub const fn veto(&self) -> Coalition {
        self.veto
    }

    /// w(S): the weight of a coalition.
    #[must_use]
    pub fn weight(&self, coalition: Coalition) -> u64 {
        // No overflow: the sum of all weights fits.
        coalition.players().filter_map(|player| self.weights.get(player.seat())).sum()
    }

    /// Whether `coalition` has the quota and every veto.
    #[must_use]
    pub fn wins(&self, coalition: Coalition) -> bool {
        self.veto.is_subset(coalition) && self.weight(coalition) >= self.quota
    }
}

impl CharacteristicFunction for WeightedVoting {
    fn player_count(&self) -> usize {
        self.weights.len()
    }

    fn worth(&self, coalition: Coalition) -> f64 {
        f64::from(u8::from(self.wins(coalition)))
    }
}

impl ExactCharacteristicFunction for WeightedVoting {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        if self.wins(coalition) { Rational::one() } else { Rational::zero() }
    }
}
