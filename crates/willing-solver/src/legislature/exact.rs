//! From floats to the evidence: simple fractions if they solve everything, else the floats with their residual.

use num_bigint::BigInt;
use willing_check::legislature::stationary::{Offer, StationaryEquilibrium};
use willing_council::Legislature;
use willing_game::Rational;

use super::limit::Point;

/// Fractions farther from a float than this are no guess at what it stands for.
const NEAR: f64 = 1e-9;

/// The evidence for a point, offers by kind of proposer as in `offers`.
pub(super) fn evidence(
    legislature: &Legislature,
    kinds: &[Vec<usize>],
    offers: &[Vec<Vec<usize>>],
    point: &Point,
) -> Option<StationaryEquilibrium> {
    let simple = with(kinds, offers, point, simplest);
    let guess = simple.map(|equilibrium| measured(legislature, offers, equilibrium));
    if let Some(exact) = guess.filter(|guess| guess.residual.is_zero()) {
        return Some(exact);
    }
    let equilibrium = with(kinds, offers, point, |value| Rational::from_float(value).ok())?;
    let mut equilibrium = measured(legislature, offers, equilibrium);
    equilibrium.residual = rounded_up(&equilibrium.residual);
    Some(equilibrium)
}

fn with(
    kinds: &[Vec<usize>],
    offers: &[Vec<Vec<usize>>],
    point: &Point,
    number: impl Fn(f64) -> Option<Rational>,
) -> Option<StationaryEquilibrium> {
    let values = point.values.iter().map(|value| number(*value)).collect::<Option<Vec<_>>>()?;
    let mut plans = Vec::with_capacity(kinds.len());
    for (offers, chances) in offers.iter().zip(&point.chances) {
        let used = offers.iter().zip(chances).filter(|(_, chance)| **chance > 0.0);
        let mut plan = used
            .map(|(members, chance)| Some(Offer { members: members.clone(), chance: number(*chance)? }))
            .collect::<Option<Vec<Offer>>>()?;
        plan.retain(|offer| !offer.chance.is_zero());
        // What rounding leaves over goes to the likeliest.
        let rest = Rational::one() - plan.iter().map(|offer| &offer.chance).sum::<Rational>();
        if let Some(likeliest) = plan.iter_mut().max_by(|one, other| one.chance.cmp(&other.chance)) {
            likeliest.chance += &rest;
        }
        plans.push(plan);
    }
    Some(StationaryEquilibrium { kinds: kinds.to_vec(), values, plans, residual: Rational::zero() })
}

/// The same with the residual it has.
pub(super) fn measured(
    legislature: &Legislature,
    offers: &[Vec<Vec<usize>>],
    mut equilibrium: StationaryEquilibrium,
) -> StationaryEquilibrium {
    let discount = legislature.discount();
    let cost = |members: &[usize]| {
        let prices = members.iter().zip(&equilibrium.values);
        prices.map(|(count, value)| Rational::from(*count) * value).sum::<Rational>() * discount
    };
    let chance = |kind: usize| {
        let seat = equilibrium.kinds.get(kind).and_then(|seats| seats.first());
        seat.and_then(|seat| legislature.recognition().get(*seat)).cloned().unwrap_or_default()
    };
    let mut residual = Rational::zero();
    let kinds = equilibrium.kinds.len();
    // By kind: how many seats of it are bought on average, over all proposers but one seat of the kind itself.
    let mut bought = vec![Rational::zero(); kinds];
    let mut kept = vec![Rational::one(); kinds];
    for (by, (plan, offers)) in equilibrium.plans.iter().zip(offers).enumerate() {
        let least = offers.iter().map(|members| cost(members)).min().unwrap_or_default();
        for offer in plan {
            let price = cost(&offer.members);
            residual = residual.max(&price - &least);
            if let Some(kept) = kept.get_mut(by) {
                *kept -= &(price * &offer.chance);
            }
            for (kind, (count, bought)) in offer.members.iter().zip(&mut bought).enumerate() {
                let size = |kind: usize| equilibrium.kinds.get(kind).map_or(1, Vec::len);
                let ratio =
                    if kind == by { Some(Rational::one()) } else { Rational::new(size(by), size(kind)) };
                *bought += &(ratio.unwrap_or_default() * chance(by) * Rational::from(*count) * &offer.chance);
            }
        }
    }
    for (kind, value) in equilibrium.values.iter().enumerate() {
        let (Some(kept), Some(bought)) = (kept.get(kind), bought.get(kind)) else { continue };
        let actual = chance(kind) * kept + discount * value * bought;
        residual = residual.max((value - &actual).abs());
    }
    equilibrium.residual = residual;
    equilibrium
}

/// The next power of a tenth that is not less.
fn rounded_up(residual: &Rational) -> Rational {
    let mut bound = Rational::new(1, BigInt::from(10_u32).pow(18)).unwrap_or_default();
    while bound < *residual {
        bound = bound * Rational::from(10_u32);
    }
    bound
}

/// The fraction of the smallest denominator near a float, by its continued fraction.
fn simplest(value: f64) -> Option<Rational> {
    let (mut above, mut below) = ((1_i64, 0_i64), (0_i64, 1_i64));
    let mut rest = value;
    for _ in 0..20 {
        let whole = rest.floor();
        if !whole.is_finite() || whole.abs() > 1e8 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 10⁸ in size")]
        let digit = whole as i64;
        above = (digit.checked_mul(above.0)?.checked_add(above.1)?, above.0);
        below = (digit.checked_mul(below.0)?.checked_add(below.1)?, below.0);
        if (above.0 as f64 / below.0 as f64 - value).abs() <= NEAR {
            return Rational::new(above.0, below.0);
        }
        rest = (rest - whole).recip();
    }
    None
}
