//! The Shapley–Shubik index from values of the generating function, modulo primes: little memory, long runs.
//!
//! Q(u) = Σ_s u^s swings_s has degree n − 1. Any linear functional of its coefficients is one of its values at
//! n places: Σ_s β_s swings_s = Σ_m ω_m Q(u_m), where ω_m is the functional of the Lagrange polynomial of u_m.

use num_bigint::BigUint;
use num_traits::One;
use rayon::prelude::*;

use super::power::shift;
use super::prime::{Prime, join, primes};
use super::reduced::Reduced;
use super::sweep::multiply;
use super::{Error, WeightedPower};

impl WeightedPower {
    /// For each class, the index times `multiple`, which is below `multiple` or equal to it.
    pub(super) fn by_evaluation(&self, game: &Reduced, multiple: &BigUint) -> Result<Vec<BigUint>, Error> {
        let columns = self.columns(game.least(), 4)?;
        // Places are 1, 2, …, n modulo primes near 2³⁰, which are far more than the 2¹⁶ seats a rule may have.
        let places = u32::try_from(game.seats()).unwrap_or(u32::MAX);
        let mut numbers = vec![BigUint::default(); game.classes.len()];
        let mut product = BigUint::one();
        let needed = multiple.bits() / 29 + 1;
        for (done, prime) in primes().enumerate() {
            if product > *multiple {
                break;
            }
            let weights = functional(prime, places, prime.remainder(multiple));
            let value = |(place, weight): (u32, &u64)| {
                self.step("primes", done, usize::try_from(needed).unwrap_or(0))?;
                let values = values(game, prime, place, columns);
                Ok(values.into_iter().map(|value| prime.times(value, *weight)).collect::<Vec<u64>>())
            };
            let points: Vec<(u32, &u64)> = (1..).zip(&weights).collect();
            let terms: Vec<Vec<u64>> = if self.run.is_parallel() {
                self.run.install(|| points.into_par_iter().map(value).collect::<Result<_, Error>>())?
            } else {
                points.into_iter().map(value).collect::<Result<_, Error>>()?
            };
            for (class, number) in numbers.iter_mut().enumerate() {
                let terms = terms.iter().filter_map(|term| term.get(class));
                join(number, &product, prime, terms.fold(0, |sum, term| prime.plus(sum, *term)));
            }
            product *= prime.modulus;
        }
        Ok(numbers)
    }
}

/// Q(u) for each class: windows of Π (1 + u x^{w_j}) / (1 + u xʷ).
fn values(game: &Reduced, prime: Prime, place: u32, quota: usize) -> Vec<u64> {
    let factor = prime.shifted(place);
    let mut table = vec![0; quota];
    if let Some(constant) = table.first_mut() {
        *constant = 1;
    }
    let mut reach = quota.min(1);
    for weight in game.ascending.iter().copied().map(shift) {
        reach = quota.min(reach.saturating_add(weight));
        let table = table.get_mut(..reach).unwrap_or_default();
        multiply(table, weight, |kept, joined| prime.add_product(kept, factor, joined));
    }
    // Prefix sums, in place: entry j becomes the sum up to column j.
    let mut sum = 0;
    for entry in &mut table {
        sum = prime.plus(sum, u64::from(*entry));
        *entry = prime.narrow(sum);
    }
    let below = |column: usize| {
        column.checked_sub(1).and_then(|last| table.get(last)).map_or(0, |sum| u64::from(*sum))
    };
    let horner = |weight: usize| {
        (0..quota.div_ceil(weight)).rev().fold(0, |sum, k| {
            let high = quota - k * weight;
            let window = prime.minus(below(high), below(high.saturating_sub(weight)));
            prime.minus(window, prime.times(u64::from(place), sum))
        })
    };
    game.classes.iter().map(|class| horner(shift(class.weight))).collect()
}

/// ω_m for the places 1..=n, where β_s = `multiple` · s! (n − 1 − s)! / n!.
fn functional(prime: Prime, places: u32, multiple: u64) -> Vec<u64> {
    let factorials: Vec<u64> = std::iter::once(1)
        .chain((1..=places).scan(1, |product, factor| {
            *product = prime.times(*product, u64::from(factor));
            Some(*product)
        }))
        .collect();
    let scale = prime.times(multiple, prime.reciprocal(factorials.last().copied().unwrap_or(1)));
    let pairs = factorials.iter().zip(factorials.iter().rev().skip(1));
    let beta: Vec<u64> = pairs.map(|(s, rest)| prime.times(prime.times(*s, *rest), scale)).collect();
    // Π (u − u_m), coefficients from u⁰ up.
    let mut master = vec![1];
    for place in 1..=u64::from(places) {
        let mut next = vec![0];
        next.extend(&master);
        for (to, from) in next.iter_mut().zip(&master) {
            *to = prime.minus(*to, prime.times(place, *from));
        }
        master = next;
    }
    (1..=u64::from(places)).map(|place| lagrange(prime, &master, &beta, place)).collect()
}

/// The functional β of Π_{l ≠ m} (u − u_l) / (u_m − u_l), by dividing the master polynomial by u − u_m from the top.
fn lagrange(prime: Prime, master: &[u64], beta: &[u64], place: u64) -> u64 {
    let (mut coefficient, mut value, mut functional) = (0, 0, 0);
    for (above, beta) in master.iter().skip(1).zip(beta).rev() {
        coefficient = prime.plus(*above, prime.times(place, coefficient));
        value = prime.plus(coefficient, prime.times(place, value));
        functional = prime.plus(functional, prime.times(coefficient, *beta));
    }
    prime.times(functional, prime.reciprocal(value))
}
