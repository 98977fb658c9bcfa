//! Arithmetic modulo primes of 30 bits, and back to whole numbers.

use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};

/// An odd prime below 2³⁰ and what Montgomery's reduction needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prime {
    pub(super) modulus: u32,
    /// −1 / p modulo 2³².
    inverse: u32,
}

/// All primes below 2³⁰ from the largest down, without end in practice: there are fifty million.
pub(super) fn primes() -> impl Iterator<Item = Prime> {
    (3..1u32 << 30).rev().filter(|&number| is_prime(number)).map(Prime::new)
}

fn is_prime(number: u32) -> bool {
    number % 2 == 1 && (3..=number.isqrt()).step_by(2).all(|divisor| !number.is_multiple_of(divisor))
}

impl Prime {
    fn new(modulus: u32) -> Self {
        // Newton: each step doubles the correct bits of 1 / p, which starts with three.
        let inverse = (0..4).fold(modulus, |inverse, _| {
            inverse.wrapping_mul(2u32.wrapping_sub(modulus.wrapping_mul(inverse)))
        });
        Self { modulus, inverse: inverse.wrapping_neg() }
    }

    /// A number times 2³², modulo the prime: the form that [`Prime::add_product`] takes.
    pub(super) fn shifted(self, number: u32) -> u32 {
        self.narrow((u64::from(number) << 32) % u64::from(self.modulus))
    }

    /// sum + factor · number, where factor is shifted; sum, number and answer are below 2p.
    ///
    /// The product is below 2p², so that its reduction is below 3p/2, and what is added up below 4p < 2³². Written
    /// without branches, for vectors.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the lower half, and the upper half, of a product")]
    pub(super) fn add_product(self, sum: u32, factor: u32, number: u32) -> u32 {
        let product = u64::from(factor) * u64::from(number);
        let multiple = (product as u32).wrapping_mul(self.inverse);
        let reduced = ((product + u64::from(multiple) * u64::from(self.modulus)) >> 32) as u32;
        let less = sum.wrapping_add(reduced).wrapping_sub(2 * self.modulus);
        let borrow = (less.cast_signed() >> 31).cast_unsigned();
        less.wrapping_add(borrow & (2 * self.modulus))
    }

    /// A number that is below the modulus, in one word.
    pub(super) fn narrow(self, number: u64) -> u32 {
        debug_assert!(number < u64::from(self.modulus), "not reduced");
        u32::try_from(number).unwrap_or(0)
    }

    pub(super) fn times(self, a: u64, b: u64) -> u64 {
        (a * b) % u64::from(self.modulus)
    }

    pub(super) fn plus(self, a: u64, b: u64) -> u64 {
        (a + b) % u64::from(self.modulus)
    }

    pub(super) fn minus(self, a: u64, b: u64) -> u64 {
        (a + u64::from(self.modulus) - b) % u64::from(self.modulus)
    }

    /// 1 / a, by Fermat.
    pub(super) fn reciprocal(self, a: u64) -> u64 {
        let (mut power, mut base, mut exponent) = (1, a, self.modulus - 2);
        while exponent > 0 {
            if exponent % 2 == 1 {
                power = self.times(power, base);
            }
            base = self.times(base, base);
            exponent /= 2;
        }
        power
    }

    pub(super) fn remainder(self, number: &BigUint) -> u64 {
        (number % self.modulus).to_u64().unwrap_or(0)
    }
}

/// The whole number below `product` that is known, and one more remainder, put together (Garner 1959).
pub(super) fn join(known: &mut BigUint, product: &BigUint, prime: Prime, remainder: u64) {
    debug_assert!(!prime.remainder(product).is_zero(), "each prime once");
    let missing = prime.minus(remainder, prime.remainder(known));
    *known += product * prime.times(missing, prime.reciprocal(prime.remainder(product)));
}
