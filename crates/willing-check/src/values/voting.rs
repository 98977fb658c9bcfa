//! Power in weighted voting, from the weights alone: coalitions are counted by size and weight, so that no table is
//! needed.

use num_bigint::BigInt;
use willing_game::tu::structured::WeightedVoting;
use willing_game::{Certificate, Rational};

use super::check::compare;
use super::marginals::{banzhaf_weights, shapley_weights, weighted};
use super::{Concept, Value, Violation};

/// The most entries of a table of counts.
const MOST_COUNTS: usize = 4_000_000;

impl Certificate<WeightedVoting> for Value {
    type Violation = Violation;

    /// Counts for each kind of player the coalitions in which it is decisive, by size, with numbers of coalitions by
    /// size and weight. Weights of the quota and more are counted as one.
    ///
    /// Shapley and Banzhaf values only; O(n² q) additions for each kind of player, with quota q.
    fn check(&self, game: &WeightedVoting) -> Result<(), Violation> {
        let players = game.weights().len();
        if self.amounts.len() != players {
            return Err(Violation::Length { what: "amounts", got: self.amounts.len(), expected: players });
        }
        let weights = match self.concept {
            Concept::Shapley => shapley_weights(players),
            Concept::Banzhaf | Concept::NormalizedBanzhaf => banzhaf_weights(players),
            _ => return Err(Violation::NotByWeights),
        };
        let mut values: Vec<Rational> = Vec::with_capacity(players);
        let kinds: Vec<(u64, bool)> =
            game.weights().iter().enumerate().map(|(seat, weight)| (*weight, has_veto(game, seat))).collect();
        for (seat, kind) in kinds.iter().enumerate() {
            let before =
                kinds.iter().zip(&values).find(|(other, _)| *other == kind).map(|(_, value)| value.clone());
            let value = match before {
                Some(value) => value,
                None => weighted(&decisive(game, seat)?, &weights, &BigInt::from(1)),
            };
            values.push(value);
        }
        if self.concept == Concept::NormalizedBanzhaf {
            let sum = values.iter().sum::<Rational>();
            values = values
                .iter()
                .map(|value| value.over(&sum).ok_or(Violation::SumIsZero))
                .collect::<Result<_, _>>()?;
        }
        compare(&self.amounts, &values)
    }
}

fn has_veto(game: &WeightedVoting, seat: usize) -> bool {
    game.veto().bits() >> seat & 1 == 1
}

/// In how many coalitions of others `seat` is decisive, by their size.
fn decisive(game: &WeightedVoting, seat: usize) -> Result<Vec<BigInt>, Violation> {
    let players = game.weights().len();
    let too_many = Violation::TooMany { what: "sizes and weights", got: usize::MAX, most: MOST_COUNTS };
    let quota = usize::try_from(game.quota()).map_err(|_| too_many.clone())?;
    let row = quota.checked_add(1).ok_or_else(|| too_many.clone())?;
    let room = row.checked_mul(players).filter(|room| *room <= MOST_COUNTS).ok_or(too_many)?;
    // counts[size][weight], weights capped at the quota; at most 2⁶³ coalitions.
    let mut counts = vec![0_u64; room];
    if let Some(empty) = counts.first_mut() {
        *empty = 1;
    }
    let capped = |weight: u64| usize::try_from(weight).unwrap_or(quota).min(quota);
    for (other, weight) in game.weights().iter().enumerate().filter(|(other, _)| *other != seat) {
        let weight = capped(*weight);
        let mut next = if has_veto(game, other) { vec![0; room] } else { counts.clone() };
        for (size, row_of) in counts.chunks(row).enumerate() {
            for (before, count) in row_of.iter().enumerate().filter(|(_, count)| **count > 0) {
                let place = (size + 1) * row + (before + weight).min(quota);
                if let Some(sum) = next.get_mut(place) {
                    *sum += count;
                }
            }
        }
        counts = next;
    }
    let own = game.weights().get(seat).map_or(0, |weight| capped(*weight));
    // With a veto the others lose in any case; without one they must fall short of the quota.
    let most = if has_veto(game, seat) { quota } else { quota.saturating_sub(1) };
    let pivotal = |row: &[u64]| -> BigInt {
        row.iter()
            .enumerate()
            .filter(|(weight, _)| weight + own >= quota && *weight <= most)
            .map(|(_, count)| *count)
            .sum()
    };
    Ok(counts.chunks(row).map(pivotal).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use willing_game::Coalition;
    use willing_game::tu::{Amounts, TableGame};

    use super::*;

    /// Values by the table, whose check does not count by weight.
    fn agrees(game: &WeightedVoting, concept: &Concept, amounts: &[&str]) {
        let amounts: Vec<Rational> = amounts.iter().map(|text| text.parse().unwrap()).collect();
        let value = Value { concept: concept.clone(), amounts: Amounts::Exact(amounts.clone()) };
        let table = TableGame::tabulate_exact(game).unwrap();
        assert_eq!(value.check(&table), Ok(()), "{concept:?}");
        assert_eq!(value.check(game), Ok(()), "{concept:?}");
        for place in 0..amounts.len() {
            let mut changed = amounts.clone();
            *changed.get_mut(place).unwrap() += &Rational::one();
            let changed = Value { concept: concept.clone(), amounts: Amounts::Exact(changed) };
            assert!(matches!(changed.check(game), Err(Violation::Amount { player, .. }) if player == place));
        }
    }

    #[test]
    fn power_counted_by_weight_is_power_counted_by_coalition() {
        let game = WeightedVoting::new(3, [2, 1, 1]).unwrap();
        agrees(&game, &Concept::Shapley, &["2/3", "1/6", "1/6"]);
        agrees(&game, &Concept::Banzhaf, &["3/4", "1/4", "1/4"]);
        agrees(&game, &Concept::NormalizedBanzhaf, &["3/5", "1/5", "1/5"]);
    }

    #[test]
    fn vetoes_and_votes_of_nothing_are_counted() {
        let veto =
            WeightedVoting::new(2, [0, 1, 1, 1]).unwrap().with_veto(Coalition::from_bits(0b0011)).unwrap();
        agrees(&veto, &Concept::Banzhaf, &["3/8", "3/8", "1/8", "1/8"]);
        agrees(&veto, &Concept::Shapley, &["5/12", "5/12", "1/12", "1/12"]);
    }

    #[test]
    fn what_takes_a_table_or_too_much_counting_is_refused() {
        let game = WeightedVoting::new(1, [1]).unwrap();
        let tau = Value { concept: Concept::Tau, amounts: Amounts::Exact(vec![1.into()]) };
        assert_eq!(tau.check(&game), Err(Violation::NotByWeights));
        let vast = WeightedVoting::new(u64::MAX, [u64::MAX]).unwrap();
        let power = Value { concept: Concept::Shapley, amounts: Amounts::Exact(vec![1.into()]) };
        assert!(matches!(power.check(&vast), Err(Violation::TooMany { .. })));
    }
}
