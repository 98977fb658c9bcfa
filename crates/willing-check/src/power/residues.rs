//! Recounting under one quota modulo several numbers.
//!
//! What is stated must be whole and in a range; moduli without a common divisor, whose product exceeds the range, tell all
//! numbers of the range apart. Counting modulo a word takes additions only, and no table of large numbers is kept.
//!
//! Coalitions of all seats are counted by weight below the quota; taking a seat of weight w out again is
//! d\[j\] = c\[j\] − d\[j − w\] = c\[j\] − c\[j − w\] + c\[j − 2w\] − …, and its swings are the d\[j\] with q − w ≤ j < q.
//! With sums of c from the start up to each weight these are ⌈q/w⌉ differences with changing signs.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};
use willing_council::WeightCondition;
use willing_game::Rational;

use super::Violation;

/// The most additions: well below a minute.
const MOST_STEPS: u128 = 1 << 34;

/// The most numbers kept at once: one gibibyte.
const MOST_COUNTS: u128 = 1 << 27;

/// What is stated of a game with one quota.
pub(super) struct Stated<'a> {
    pub(super) winning: &'a BigUint,
    pub(super) swings: &'a [BigUint],
    pub(super) shapley_shubik: Option<&'a [Rational]>,
}

impl Stated<'_> {
    /// Whether it is so.
    pub(super) fn check(&self, condition: &WeightCondition) -> Result<(), Violation> {
        let seats = condition.weights.len();
        let all = BigUint::one() << seats;
        let mut bound = all.clone();
        let multiple = (1..=seats).fold(BigUint::one(), |multiple, number| multiple.lcm(&number.into()));
        let orders = self.shapley_shubik.map(|indices| numerators(indices, &multiple)).transpose()?;
        if orders.is_some() {
            bound = bound.max(multiple.clone());
        }
        let stated = std::iter::once(("winning coalitions", self.winning));
        for (what, number) in stated.chain(self.swings.iter().map(|swings| ("swings", swings))) {
            if *number > all {
                let most = format!("{all} at most");
                return Err(Violation::Number { what, stated: number.to_string(), actual: most });
            }
        }
        let game = OneQuota::of(condition, orders.is_some(), &bound)?;
        for modulus in moduli_above(&bound) {
            let count = game.count(modulus, &multiple);
            same("winning coalitions", None, self.winning, count.winning, modulus)?;
            for (seat, kind) in game.kind_of.iter().enumerate() {
                let (swings, orders_found) =
                    kind.and_then(|kind| count.by_kind.get(kind)).copied().unwrap_or((0, 0));
                let number = self.swings.get(seat).unwrap_or(&BigUint::ZERO);
                same("swings", Some(seat), number, swings, modulus)?;
                if let Some(number) = orders.as_ref().and_then(|orders| orders.get(seat)) {
                    same(
                        "the Shapley-Shubik index times lcm(1..n)",
                        Some(seat),
                        number,
                        orders_found,
                        modulus,
                    )?;
                }
            }
        }
        Ok(())
    }
}

/// Indices times lcm(1..n): whole numbers from 0 to that, since s! (n − 1 − s)!/n! is 1/(n C(n − 1, s)), and n C(n − 1, s)
/// divides the multiple.
fn numerators(indices: &[Rational], multiple: &BigUint) -> Result<Vec<BigUint>, Violation> {
    let times = Rational::from(BigInt::from(multiple.clone()));
    let whole = |(seat, index): (usize, &Rational)| {
        let number = index * &times;
        let whole = number.denominator().is_one() && !number.is_negative() && number <= times;
        let number = whole.then(|| number.numerator().to_biguint()).flatten();
        number.ok_or_else(|| Violation::Seat {
            what: "the Shapley-Shubik index",
            seat,
            stated: index.to_string(),
            actual: format!("a multiple of 1/{multiple} from 0 to 1"),
        })
    };
    indices.iter().enumerate().map(whole).collect()
}

/// Odd numbers below 2⁶² that have no common divisor, with a product above the bound.
fn moduli_above(bound: &BigUint) -> Vec<u64> {
    let mut moduli: Vec<u64> = Vec::new();
    let mut product = BigUint::one();
    let mut candidate = (1u64 << 62) - 1;
    while product <= *bound {
        if moduli.iter().all(|modulus| modulus.gcd(&candidate) == 1) {
            moduli.push(candidate);
            product *= candidate;
        }
        candidate -= 2;
    }
    moduli
}

fn same(
    what: &'static str,
    seat: Option<usize>,
    stated: &BigUint,
    actual: u64,
    modulus: u64,
) -> Result<(), Violation> {
    if residue(stated, modulus) == actual {
        return Ok(());
    }
    let (stated, actual) = (stated.to_string(), format!("{actual} modulo {modulus}"));
    Err(match seat {
        Some(seat) => Violation::Seat { what, seat, stated, actual },
        None => Violation::Number { what, stated, actual },
    })
}

fn residue(number: &BigUint, modulus: u64) -> u64 {
    (number % modulus).to_u64().unwrap_or(0)
}

/// A game with one quota, for counting.
struct OneQuota {
    quota: usize,
    /// Weights above 0, ascending; none above the quota, as more would do no more.
    weights: Vec<usize>,
    /// Each of them once, ascending.
    kinds: Vec<usize>,
    /// For each seat its kind, unless it weighs nothing.
    kind_of: Vec<Option<usize>>,
    seats: usize,
    by_size: bool,
}

/// Residues of what was counted.
struct Residues {
    winning: u64,
    /// By kind: swings, and the Shapley–Shubik index times the multiple, which is 0 if it was not asked for.
    by_kind: Vec<(u64, u64)>,
}

impl OneQuota {
    fn of(condition: &WeightCondition, by_size: bool, bound: &BigUint) -> Result<Self, Violation> {
        let seats = condition.weights.len();
        let clipped: Vec<u64> =
            condition.weights.iter().map(|weight| *weight.min(&condition.quota)).collect();
        let mut weights: Vec<u64> = clipped.iter().copied().filter(|weight| *weight > 0).collect();
        weights.sort_unstable();
        let mut kinds = weights.clone();
        kinds.dedup();
        let rounds = u128::from(bound.bits() / 61 + 1);
        let slices = if by_size { seats as u128 + 1 } else { 1 };
        let counts = u128::from(condition.quota).saturating_mul(slices);
        let steps = counts.saturating_mul(weights.len() as u128 + 1).saturating_mul(rounds);
        if counts > MOST_COUNTS || steps > MOST_STEPS {
            let most = usize::try_from(MOST_COUNTS / slices).unwrap_or(usize::MAX);
            return Err(Violation::TooLarge { what: "sums of weights, for so many seats", most });
        }
        let narrow = |weights: &[u64]| -> Vec<usize> {
            weights.iter().map(|weight| usize::try_from(*weight).unwrap_or(usize::MAX)).collect()
        };
        Ok(Self {
            quota: usize::try_from(condition.quota).unwrap_or(usize::MAX),
            kind_of: clipped.iter().map(|weight| kinds.binary_search(weight).ok()).collect(),
            weights: narrow(&weights),
            kinds: narrow(&kinds),
            seats,
            by_size,
        })
    }

    fn count(&self, modulus: u64, multiple: &BigUint) -> Residues {
        let mut sums = self.coalitions(modulus);
        for slice in &mut sums {
            let mut sum = 0;
            for count in slice {
                sum = plus(sum, *count, modulus);
                *count = sum;
            }
        }
        let losing = sums.iter().fold(0, |sum, slice| plus(sum, below(slice, self.quota), modulus));
        // Seats that weigh nothing double everything.
        let weightless = self.seats - self.weights.len();
        let double = |number: u64| (0..weightless).fold(number, |number, _| plus(number, number, modulus));
        let all = residue(&(BigUint::one() << self.weights.len()), modulus);
        let shares = self.shares(modulus, multiple);
        let by_kind = self.kinds.iter().map(|weight| {
            let by_size = self.swings(&sums, *weight, modulus);
            let swings = by_size.iter().fold(0, |sum, swings| plus(sum, *swings, modulus));
            let orders = by_size.iter().zip(&shares);
            let orders =
                orders.fold(0, |sum, (swings, share)| plus(sum, times(*swings, *share, modulus), modulus));
            (double(swings), orders)
        });
        Residues { winning: double(minus(all, losing, modulus)), by_kind: by_kind.collect() }
    }

    /// Coalitions by size, if sizes are told apart, and weight below the quota.
    fn coalitions(&self, modulus: u64) -> Vec<Vec<u64>> {
        let slices = if self.by_size { self.weights.len() + 1 } else { 1 };
        let mut table = vec![vec![0u64; self.quota]; slices];
        if let Some(nobody) = table.first_mut().and_then(|slice| slice.first_mut()) {
            *nobody = 1;
        }
        // No coalition of those before weighs as much as this.
        let mut reached = 1usize;
        for (joined, weight) in self.weights.iter().enumerate() {
            reached = reached.saturating_add(*weight).min(self.quota);
            if self.by_size {
                join_by_size(&mut table, joined, *weight, reached, modulus);
            } else if let Some(slice) = table.first_mut().and_then(|slice| slice.get_mut(..reached)) {
                join(slice, *weight, modulus);
            }
        }
        table
    }

    /// The coalitions of the others that one of this weight makes win, by size if sizes are told apart, from the sums of
    /// coalitions up to each weight.
    fn swings(&self, sums: &[Vec<u64>], weight: usize, modulus: u64) -> Vec<u64> {
        let of_size = |size: usize| {
            let mut found = 0;
            let mut high = self.quota;
            for back in 0.. {
                // Who is taken out of a coalition makes it smaller by one.
                let slice = if self.by_size { size.checked_sub(back) } else { Some(0) };
                let Some(slice) = slice.and_then(|slice| sums.get(slice)) else { break };
                let low = high.saturating_sub(weight);
                let window = minus(below(slice, high), below(slice, low), modulus);
                found =
                    if back % 2 == 0 { plus(found, window, modulus) } else { minus(found, window, modulus) };
                high = low;
                if high == 0 {
                    break;
                }
            }
            found
        };
        (0..sums.len()).map(of_size).collect()
    }

    /// `multiple`/(m C(m − 1, s)) for s = 0, 1, …, where m seats weigh something: those that weigh nothing take no part in
    /// the orders.
    fn shares(&self, modulus: u64, multiple: &BigUint) -> Vec<u64> {
        if !self.by_size {
            return Vec::new();
        }
        let seats = self.weights.len();
        let mut divisor = BigUint::from(seats);
        let share = |size: usize| {
            let share = if divisor.is_zero() { 0 } else { residue(&(multiple / &divisor), modulus) };
            divisor = &divisor * seats.saturating_sub(1 + size).max(1) / (size + 1);
            share
        };
        (0..seats).map(share).collect()
    }
}

/// One seat more: windows as long as its weight from the top down, so that what is added has not got it yet.
fn join(counts: &mut [u64], weight: usize, modulus: u64) {
    let mut rest = counts;
    while rest.len() > weight {
        let length = weight.min(rest.len() - weight);
        let (lower, window) = rest.split_at_mut(rest.len() - length);
        let from = lower.get(lower.len() - weight..).unwrap_or_default();
        window.iter_mut().zip(from).for_each(|(to, from)| *to = plus(*to, *from, modulus));
        rest = lower;
    }
}

/// One seat more, from the largest coalitions down, so that it joins once; nobody weighs as much as `reached` with it.
fn join_by_size(table: &mut [Vec<u64>], joined: usize, weight: usize, reached: usize, modulus: u64) {
    for size in (0..=joined).rev() {
        let (smaller, larger) = table.split_at_mut(size + 1);
        let (Some(from), Some(to)) = (smaller.last(), larger.first_mut()) else { continue };
        for (to, from) in to.iter_mut().take(reached).skip(weight).zip(from) {
            *to = plus(*to, *from, modulus);
        }
    }
}

/// The coalitions that weigh less than this, from the sums up to each weight.
fn below(sums: &[u64], weight: usize) -> u64 {
    weight.checked_sub(1).and_then(|last| sums.get(last)).copied().unwrap_or(0)
}

const fn plus(one: u64, other: u64, modulus: u64) -> u64 {
    let sum = one + other;
    if sum >= modulus { sum - modulus } else { sum }
}

const fn minus(one: u64, other: u64, modulus: u64) -> u64 {
    if one >= other { one - other } else { one + modulus - other }
}

fn times(one: u64, other: u64, modulus: u64) -> u64 {
    let product = u128::from(one) * u128::from(other) % u128::from(modulus);
    u64::try_from(product).unwrap_or(0)
}
