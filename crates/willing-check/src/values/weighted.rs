//! The weighted Shapley value, by the multilinear extension along u ↦ (u^{w_1}, …, u^{w_n}).
//!
//! With integer weights w, player i gets ∫₀¹ D_i(u) w_i u^{w_i − 1} du, where D_i(u) is the expected marginal
//! contribution of i to a coalition that player j joins with probability u^{w_j}: a polynomial in u (Kalai & Samet
//! 1987; Owen 1972 for equal weights). A term c u^k contributes c w_i / (k + w_i).

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;
use willing_game::Rational;
use willing_game::tu::Numerators;

use super::Violation;
use super::marginals::over;

/// The most players of a game that is checked.
const MOST_PLAYERS: usize = 20;
/// The most powers of u in a polynomial: each brings a denominator of its own.
const MOST_TERMS: usize = 1 << 12;

/// The most bits of a weight over the common denominator of all: powers of u become denominators.
const MOST_BITS: u64 = 128;

/// Terms c u^k by ascending k.
type Polynomial = Vec<(BigInt, BigInt)>;

pub(super) fn weighted_shapley(
    numerators: &Numerators<'_>,
    players: usize,
    weights: &[Rational],
) -> Result<Vec<Rational>, Violation> {
    if weights.len() != players {
        return Err(Violation::Length { what: "weights", got: weights.len(), expected: players });
    }
    if let Some(player) = weights.iter().position(|weight| !weight.is_positive()) {
        let weight = weights.get(player).map_or_else(String::new, Rational::to_string);
        return Err(Violation::Weight { player, weight });
    }
    if players > MOST_PLAYERS {
        return Err(Violation::TooMany { what: "players", got: players, most: MOST_PLAYERS });
    }
    let unit = weights.iter().fold(BigInt::from(1), |unit, weight| unit.lcm(weight.denominator()));
    let integers: Vec<BigInt> =
        weights.iter().map(|weight| weight.numerator() * (&unit / weight.denominator())).collect();
    if let Some((player, weight)) = integers.iter().enumerate().find(|(_, weight)| weight.bits() > MOST_BITS)
    {
        return Err(Violation::Weight {
            player,
            weight: format!("{} bits over a common denominator", weight.bits()),
        });
    }
    let value = |(seat, own): (usize, &BigInt)| {
        let others: Vec<(usize, &BigInt)> =
            integers.iter().enumerate().filter(|(other, _)| *other != seat).collect();
        let polynomial = marginal(numerators, seat, &others, 0)?;
        let term =
            |(power, factor): &(BigInt, BigInt)| Rational::new(factor * own, power + own).unwrap_or_default();
        Ok(over(&sum(&polynomial.iter().map(term).collect::<Vec<_>>()), numerators.denominator()))
    };
    integers.iter().enumerate().map(value).collect()
}

/// D_i(u) with the members of `coalition` in and the players of `open` yet to be decided.
fn marginal(
    numerators: &Numerators<'_>,
    seat: usize,
    open: &[(usize, &BigInt)],
    coalition: usize,
) -> Result<Polynomial, Violation> {
    let Some((&(other, weight), rest)) = open.split_last() else {
        let marginal = numerators.get(coalition | 1 << seat) - numerators.get(coalition);
        return Ok(if marginal == 0 { Vec::new() } else { vec![(BigInt::zero(), marginal.into())] });
    };
    // With probability u^w the player is in: out + u^w (in − out).
    let without = marginal(numerators, seat, rest, coalition)?;
    let with = marginal(numerators, seat, rest, coalition | 1 << other)?;
    let gain = merge(&with, &without, -1, &BigInt::zero());
    let joined = merge(&without, &gain, 1, weight);
    if joined.len() > MOST_TERMS {
        return Err(Violation::TooMany { what: "sums of weights", got: joined.len(), most: MOST_TERMS });
    }
    Ok(joined)
}

/// first + sign · u^shift · second.
fn merge(first: &Polynomial, second: &Polynomial, sign: i32, shift: &BigInt) -> Polynomial {
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let mut first = first.iter().peekable();
    for (power, factor) in second {
        let (power, factor) = (power + shift, factor * sign);
        while let Some(term) = first.next_if(|term| term.0 < power) {
            merged.push(term.clone());
        }
        let factor = first.next_if(|term| term.0 == power).map_or(factor.clone(), |term| &term.1 + &factor);
        if !factor.is_zero() {
            merged.push((power, factor));
        }
    }
    merged.extend(first.cloned());
    merged
}

/// Their sum, by halves: denominators grow only where they must.
fn sum(terms: &[Rational]) -> Rational {
    match terms {
        [] => Rational::zero(),
        [term] => term.clone(),
        _ => {
            let (left, right) = terms.split_at(terms.len() / 2);
            sum(left) + sum(right)
        }
    }
}
