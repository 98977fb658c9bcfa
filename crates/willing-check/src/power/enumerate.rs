//! Recounting by the definition: every coalition by itself.

use num_bigint::{BigInt, BigUint};
use willing_council::{Formula, SimpleGame, WeightCondition};
use willing_game::Rational;

use super::{MinimalCoalitions, PowerIndices};

/// The most seats whose coalitions are looked at one by one.
pub const MOST_ENUMERATED: usize = 28;

/// All indices of a game of at most [`MOST_ENUMERATED`] seats.
///
/// The heavy seats are decided on first, so that little hangs on the others; the answer is by seat again.
pub(super) fn recount(game: &SimpleGame) -> PowerIndices {
    let conditions = game.formula().conditions();
    let mut order: Vec<usize> = (0..game.seats()).collect();
    order.sort_by_key(|seat| conditions.iter().map(|one| u128::from(weight(one, *seat))).sum::<u128>());
    let formula = relabelled(game.formula(), &order);
    let winners = if let Ok(ordered) = SimpleGame::new(game.seats(), formula) {
        Winners::of(&ordered)
    } else {
        order = (0..game.seats()).collect();
        Winners::of(game)
    };
    let mut tally = Tally::new(game.seats());
    for (place, word) in (0u64..).zip(&winners.bits) {
        let mut left = *word;
        while left != 0 {
            let coalition = place << 6 | u64::from(left.trailing_zeros());
            left &= left - 1;
            tally.add(coalition, winners.critical(coalition));
        }
    }
    tally.by_seat(&order).indices()
}

/// The same formula, its seats in this order.
fn relabelled(formula: &Formula<WeightCondition>, order: &[usize]) -> Formula<WeightCondition> {
    let parts = |parts: &[Formula<WeightCondition>]| parts.iter().map(|one| relabelled(one, order)).collect();
    match formula {
        Formula::One(condition) => Formula::One(WeightCondition {
            weights: order.iter().map(|seat| weight(condition, *seat)).collect(),
            quota: condition.quota,
        }),
        Formula::All(all) => Formula::All(parts(all)),
        Formula::Any(any) => Formula::Any(parts(any)),
    }
}

/// Which coalitions win: coalition S is bit S mod 64 of word S/64.
struct Winners {
    bits: Vec<u64>,
}

impl Winners {
    fn of(game: &SimpleGame) -> Self {
        let conditions = game.formula().conditions();
        let mut winners = Self { bits: vec![0; (1usize << game.seats()).div_ceil(64)] };
        // What the first seats weigh together, by condition.
        let mut rest = vec![vec![0; conditions.len()]];
        for seat in 0..game.seats() {
            let before = rest.last().into_iter().flatten().zip(&conditions);
            rest.push(before.map(|(sum, condition)| sum + weight(condition, seat)).collect());
        }
        winners.collect(game.formula(), &conditions, &rest, &mut vec![0; conditions.len()], game.seats(), 0);
        winners
    }

    /// Decides on one seat after the other, the last first, carrying the sums, until nothing hangs on those left.
    fn collect(
        &mut self,
        formula: &Formula<WeightCondition>,
        conditions: &[&WeightCondition],
        rest: &[Vec<u64>],
        sums: &mut Vec<u64>,
        undecided: usize,
        coalition: usize,
    ) {
        if reached(formula, &mut sums.iter().copied()) {
            return self.mark(coalition, 1 << undecided);
        }
        let more = rest.get(undecided).into_iter().flatten();
        let Some(seat) = undecided.checked_sub(1) else { return };
        if !reached(formula, &mut sums.iter().zip(more).map(|(sum, more)| sum + more)) {
            return;
        }
        self.collect(formula, conditions, rest, sums, seat, coalition);
        sums.iter_mut().zip(conditions).for_each(|(sum, condition)| *sum += weight(condition, seat));
        self.collect(formula, conditions, rest, sums, seat, coalition | 1 << seat);
        sums.iter_mut().zip(conditions).for_each(|(sum, condition)| *sum -= weight(condition, seat));
    }

    /// So many coalitions from this one on win.
    fn mark(&mut self, first: usize, count: usize) {
        if count >= 64 {
            let words = self.bits.iter_mut().skip(first / 64).take(count / 64);
            words.for_each(|word| *word = u64::MAX);
        } else if let Some(word) = self.bits.get_mut(first / 64) {
            *word |= ((1 << count) - 1) << (first % 64);
        }
    }

    fn has(&self, coalition: u64) -> bool {
        let word = usize::try_from(coalition / 64).ok().and_then(|place| self.bits.get(place));
        word.is_some_and(|word| word >> (coalition % 64) & 1 == 1)
    }

    /// The members without whom a winning coalition loses.
    fn critical(&self, coalition: u64) -> u64 {
        members(coalition)
            .filter(|seat| !self.has(coalition & !(1 << seat)))
            .fold(0, |all, seat| all | 1 << seat)
    }
}

/// Whether the formula holds of sums, one for each condition from left to right; all of them are taken.
pub(super) fn reached(formula: &Formula<WeightCondition>, sums: &mut impl Iterator<Item = u64>) -> bool {
    match formula {
        Formula::One(condition) => sums.next().is_some_and(|sum| sum >= condition.quota),
        // No `all` or `any`, which would leave sums behind.
        Formula::All(all) => all.iter().fold(true, |so_far, one| reached(one, sums) & so_far),
        Formula::Any(any) => any.iter().fold(false, |so_far, one| reached(one, sums) | so_far),
    }
}

fn weight(condition: &WeightCondition, seat: usize) -> u64 {
    condition.weights.get(seat).copied().unwrap_or(0)
}

fn members(coalition: u64) -> impl Iterator<Item = u32> {
    let mut left = coalition;
    std::iter::from_fn(move || {
        let next = (left != 0).then(|| left.trailing_zeros());
        left &= left.wrapping_sub(1);
        next
    })
}

/// Counts over the winning coalitions.
struct Tally {
    winning: u64,
    minimal: u64,
    /// By seat, then by size: coalitions in which it is critical.
    critical: Vec<Vec<u64>>,
    /// By seat, then by size: minimal coalitions that it is in.
    minimal_with: Vec<Vec<u64>>,
    /// By seat, then by how many are critical: coalitions in which it is.
    among: Vec<Vec<u64>>,
}

impl Tally {
    fn new(seats: usize) -> Self {
        let table = || vec![vec![0; seats + 1]; seats];
        Self { winning: 0, minimal: 0, critical: table(), minimal_with: table(), among: table() }
    }

    fn add(&mut self, coalition: u64, critical: u64) {
        self.winning += 1;
        let (size, among) = (coalition.count_ones() as usize, critical.count_ones() as usize);
        let minimal = critical == coalition;
        self.minimal += u64::from(minimal);
        for seat in members(critical) {
            let seat = seat as usize;
            raise(&mut self.critical, seat, size);
            raise(&mut self.among, seat, among);
            if minimal {
                raise(&mut self.minimal_with, seat, size);
            }
        }
    }

    /// With the counts of place p under seat order[p].
    fn by_seat(mut self, order: &[usize]) -> Self {
        for table in [&mut self.critical, &mut self.minimal_with, &mut self.among] {
            let mut rows: Vec<(usize, Vec<u64>)> = order.iter().copied().zip(table.drain(..)).collect();
            rows.sort_by_key(|(seat, _)| *seat);
            table.extend(rows.into_iter().map(|(_, row)| row));
        }
        self
    }

    fn indices(&self) -> PowerIndices {
        let seats = self.critical.len();
        let totals =
            |table: &[Vec<u64>]| table.iter().map(|row| BigUint::from(row.iter().sum::<u64>())).collect();
        let of_each = |table: &[Vec<u64>], weight: &dyn Fn(usize) -> Rational| {
            let sum = |row: &Vec<u64>| {
                let terms = row.iter().enumerate().filter(|(_, count)| **count > 0);
                terms.map(|(place, count)| weight(place) * Rational::from(*count)).sum::<Rational>()
            };
            table.iter().map(sum).collect::<Vec<_>>()
        };
        let one_in = |number: BigInt| Rational::new(1, number).unwrap_or_default();
        PowerIndices {
            winning: self.winning.into(),
            swings: totals(&self.critical),
            shapley_shubik: of_each(&self.critical, &|size| order_weight(seats, size)),
            minimal: Some(MinimalCoalitions {
                count: self.minimal.into(),
                memberships: totals(&self.minimal_with),
                deegan_packel: of_each(&self.minimal_with, &|size| one_in(BigInt::from(size) * self.minimal)),
            }),
            johnston: Some(of_each(&self.among, &|among| one_in(among.into()))),
        }
    }
}

fn raise(table: &mut [Vec<u64>], seat: usize, place: usize) {
    if let Some(count) = table.get_mut(seat).and_then(|row| row.get_mut(place)) {
        *count += 1;
    }
}

/// (s−1)! (n−s)!/n!, the share of orders in which a coalition of s comes first with one of its members last.
pub(super) fn order_weight(seats: usize, size: usize) -> Rational {
    let factorial = |n: usize| (1..=n).fold(BigInt::from(1), |product, factor| product * factor);
    let Some(before) = size.checked_sub(1) else { return Rational::zero() };
    Rational::new(factorial(before) * factorial(seats - size), factorial(seats)).unwrap_or_default()
}
