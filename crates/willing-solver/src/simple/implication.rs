//! A quick proof that every coalition that wins in one game wins in another.

use std::cmp::Ordering;

use willing_council::Formula;

use super::ordered::Ordered;

/// Whether bounds on fractional coalitions show that every choice of free seats that wins in `first` wins in `second`. `false`
/// says nothing.
pub(super) fn follows(first: &Ordered, second: &Ordered) -> bool {
    formula_follows(first, first.formula(), second, second.formula())
}

fn formula_follows(one: &Ordered, first: &Formula<usize>, other: &Ordered, second: &Formula<usize>) -> bool {
    match (first, second) {
        (Formula::Any(any), _) => any.iter().all(|first| formula_follows(one, first, other, second)),
        (_, Formula::All(all)) => all.iter().all(|second| formula_follows(one, first, other, second)),
        (Formula::One(first), Formula::One(second)) => condition_follows(one, *first, other, *second),
        (Formula::All(all), Formula::One(condition)) => {
            other.quotas().get(*condition) == Some(&0)
                || all.iter().any(|first| formula_follows(one, first, other, second))
        }
        (Formula::One(_), Formula::Any(any)) => {
            any.iter().any(|second| formula_follows(one, first, other, second))
        }
        (Formula::All(all), Formula::Any(any)) => {
            all.iter().any(|first| formula_follows(one, first, other, second))
                || any.iter().any(|second| formula_follows(one, first, other, second))
        }
    }
}

/// Fills up condition `first` with the seats that cost least under `second`, the last one in part (Dantzig 1957).
fn condition_follows(one: &Ordered, first: usize, other: &Ordered, second: usize) -> bool {
    let of = |numbers: &[u64], place: usize| u128::from(numbers.get(place).copied().unwrap_or(0));
    let (mut need, wanted) = (of(one.quotas(), first), of(other.quotas(), second));
    let mut seats: Vec<(u128, u128)> = (0..one.len())
        .map(|place| (of(one.seat(place), first), of(other.seat(place), second)))
        .filter(|(gain, _)| *gain > 0)
        .collect();
    // Products of two 64-bit weights fit 128 bits.
    seats.sort_by(|a, b| (a.1 * b.0).cmp(&(b.1 * a.0)));
    let mut cost = 0;
    for (gain, price) in seats {
        if gain.cmp(&need) == Ordering::Less {
            need -= gain;
            cost += price;
        } else {
            // Costs of coalitions are whole numbers.
            return cost + (price * need).div_ceil(gain) >= wanted;
        }
    }
    need > 0 || cost >= wanted
}
