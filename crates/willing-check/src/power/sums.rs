//! Recounting by sums: how many coalitions of how many seats reach which sums of weights.

use std::collections::BTreeMap;

use num_bigint::{BigInt, BigUint};
use num_traits::Zero;
use willing_council::{Formula, SimpleGame, WeightCondition};
use willing_game::Rational;

use super::enumerate::{order_weight, reached};
use super::{MinimalCoalitions, PowerIndices, Violation};

/// The most numbers kept at once.
const MOST_COUNTS: usize = 1 << 21;

/// The most additions: about a minute.
const MOST_STEPS: usize = 1 << 30;

/// For each reached vector of sums, clipped at the quotas, the coalitions by size.
type Table = BTreeMap<Vec<u64>, Vec<BigUint>>;

/// |W|, swings and Shapley–Shubik indices, and minimal coalitions if asked for: those of a single condition only.
pub(super) fn recount(game: &SimpleGame, minimal: bool) -> Result<PowerIndices, Violation> {
    let conditions = game.formula().conditions();
    let weights: Vec<Vec<u64>> = (0..game.seats())
        .map(|seat| conditions.iter().map(|one| one.weights.get(seat).copied().unwrap_or(0)).collect())
        .collect();
    let quotas: Vec<u64> = conditions.iter().map(|one| one.quota).collect();
    let most = most_sums(&weights);
    let all = table(&weights, &quotas, None, most)?;
    let wins = |sums: &[u64]| reached(game.formula(), &mut sums.iter().copied());
    let winning = all.iter().filter(|(sums, _)| wins(sums)).flat_map(|(_, counts)| counts).sum();
    let swings = by_kind(&weights, |seat| {
        let others = table(&weights, &quotas, Some(seat), most)?;
        let mut by_size = vec![BigUint::zero(); game.seats() + 1];
        for (sums, counts) in &others {
            if !wins(sums) && wins(&joined(sums, weights.get(seat), &quotas)) {
                by_size.iter_mut().skip(1).zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        Ok(by_size)
    })?;
    let order = |size| order_weight(game.seats(), size);
    Ok(PowerIndices {
        winning,
        swings: swings.iter().map(|counts| counts.iter().sum()).collect(),
        shapley_shubik: swings.iter().map(|counts| weighted(counts, order)).collect(),
        minimal: if minimal { Some(minimal_of(game)?) } else { None },
        johnston: None,
    })
}

/// Once for each kind of seat: seats that weigh the same everywhere.
fn by_kind<T: Clone>(
    weights: &[Vec<u64>],
    mut count: impl FnMut(usize) -> Result<T, Violation>,
) -> Result<Vec<T>, Violation> {
    let mut known: BTreeMap<&Vec<u64>, T> = BTreeMap::new();
    let mut counts = Vec::with_capacity(weights.len());
    for (seat, kind) in weights.iter().enumerate() {
        let found = if let Some(found) = known.get(kind) { found.clone() } else { count(seat)? };
        known.insert(kind, found.clone());
        counts.push(found);
    }
    Ok(counts)
}

fn joined(sums: &[u64], weights: Option<&Vec<u64>>, quotas: &[u64]) -> Vec<u64> {
    let more = weights.into_iter().flatten().chain(std::iter::repeat(&0));
    sums.iter()
        .zip(more)
        .zip(quotas)
        .map(|((sum, weight), quota)| sum.saturating_add(*weight).min(*quota))
        .collect()
}

/// The most sums of a table, if there is one table for each kind of seat.
fn most_sums(weights: &[Vec<u64>]) -> usize {
    let kinds = weights.iter().collect::<std::collections::BTreeSet<_>>().len() + 1;
    let seats = weights.len().max(1);
    (MOST_COUNTS / seats).min(MOST_STEPS / seats.saturating_mul(seats).saturating_mul(kinds))
}

/// Coalitions of all seats but `without`.
fn table(
    weights: &[Vec<u64>],
    quotas: &[u64],
    without: Option<usize>,
    most: usize,
) -> Result<Table, Violation> {
    let mut table = Table::from([(vec![0; quotas.len()], vec![BigUint::from(1u8)])]);
    for (_, weight) in weights.iter().enumerate().filter(|(seat, _)| Some(*seat) != without) {
        let mut next = table.clone();
        for (sums, counts) in &table {
            let larger = next.entry(joined(sums, Some(weight), quotas)).or_default();
            add(larger, counts);
        }
        table = next;
        if table.len() > most {
            return Err(Violation::TooLarge { what: "sums of weights", most });
        }
    }
    Ok(table)
}

/// Adds coalitions to which one seat was added.
fn add(larger: &mut Vec<BigUint>, counts: &[BigUint]) {
    let length = larger.len().max(counts.len() + 1);
    larger.resize(length, BigUint::zero());
    larger.iter_mut().skip(1).zip(counts).for_each(|(sum, count)| *sum += count);
}

fn minimal_of(game: &SimpleGame) -> Result<MinimalCoalitions, Violation> {
    match game.formula() {
        Formula::One(condition) => minimal_of_one(condition),
        _ => Err(Violation::TooLarge { what: "conditions, for minimal coalitions of many seats", most: 1 }),
    }
}

/// Minimal coalitions of a single quota: the lightest member is critical. Ordered by falling weight, they are the
/// coalitions that reach the quota with their last member.
pub(super) fn minimal_of_one(condition: &WeightCondition) -> Result<MinimalCoalitions, Violation> {
    let mut order: Vec<usize> = (0..condition.weights.len()).collect();
    order.sort_by_key(|seat| std::cmp::Reverse(condition.weights.get(*seat)));
    let weights: Vec<Vec<u64>> = condition.weights.iter().map(|weight| vec![*weight]).collect();
    let most = most_sums(&weights);
    let count: BigUint = last_members(condition, &order, None, most)?.iter().sum();
    let with = by_kind(&weights, |seat| last_members(condition, &order, Some(seat), most))?;
    let one_in = |size: usize| Rational::new(1, BigInt::from(count.clone()) * size).unwrap_or_default();
    Ok(MinimalCoalitions {
        memberships: with.iter().map(|counts| counts.iter().sum()).collect(),
        deegan_packel: with.iter().map(|counts| weighted(counts, one_in)).collect(),
        count,
    })
}

/// By size, the coalitions that reach the quota with their last member in this order; those with one seat only, if
/// given.
fn last_members(
    condition: &WeightCondition,
    order: &[usize],
    with: Option<usize>,
    most: usize,
) -> Result<Vec<BigUint>, Violation> {
    let mut found = vec![BigUint::zero(); order.len() + 1];
    if condition.quota == 0 {
        // The empty coalition wins, and is the only minimal one.
        found.first_mut().into_iter().for_each(|count| *count += u8::from(with.is_none()));
        return Ok(found);
    }
    let mut before: BTreeMap<u64, Vec<BigUint>> = BTreeMap::from([(0, vec![BigUint::from(1u8)])]);
    let mut awaited = with.is_some();
    for seat in order {
        let weight = condition.weights.get(*seat).copied().unwrap_or(0);
        awaited &= with != Some(*seat);
        let mut next = if with == Some(*seat) { BTreeMap::new() } else { before.clone() };
        for (sum, counts) in &before {
            let sum = sum.saturating_add(weight);
            if sum < condition.quota {
                add(next.entry(sum).or_default(), counts);
            } else if !awaited {
                add(&mut found, counts);
            }
        }
        before = next;
        if before.len() > most {
            return Err(Violation::TooLarge { what: "sums of weights", most });
        }
    }
    Ok(found)
}

fn weighted(counts: &[BigUint], weight: impl Fn(usize) -> Rational) -> Rational {
    let terms = counts.iter().enumerate().filter(|(_, count)| !count.is_zero());
    terms.map(|(size, count)| weight(size) * Rational::from(BigInt::from(count.clone()))).sum()
}
