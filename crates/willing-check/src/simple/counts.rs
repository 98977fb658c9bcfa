//! How many coalitions win and block, and how many do so minimally.

use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::Zero;
use willing_council::SimpleGame;
use willing_game::Certificate;

use super::Violation;
use super::implied::{MOST_STATES, Residual};

/// How many coalitions there are of four kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CoalitionCounts {
    /// Those that win.
    #[cfg_attr(feature = "serde", serde(with = "decimal"))]
    pub winning: BigUint,
    /// Those that win, but lose when any member leaves.
    #[cfg_attr(feature = "serde", serde(with = "decimal"))]
    pub minimal_winning: BigUint,
    /// Those without which the others lose: as many as lose.
    #[cfg_attr(feature = "serde", serde(with = "decimal"))]
    pub blocking: BigUint,
    /// Those that block, but don't when any member leaves: as many as lose, but win when anybody joins.
    #[cfg_attr(feature = "serde", serde(with = "decimal"))]
    pub minimal_blocking: BigUint,
}

/// The most coalitions that a recount looks at one by one.
const MOST_NODES: u64 = 1 << 26;

/// The most seats of such a recount.
const MOST_SEATS: usize = 64;

impl Certificate<SimpleGame> for CoalitionCounts {
    type Violation = Violation;

    /// Counts again: by vectors of sums, seat by seat, where the seats can be ordered so that each weighs no more than the one
    /// before by every condition, and there are few enough vectors; one coalition after the other in any case of up to
    /// 64 seats and 2²⁶ steps.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let (winning, minimal_winning) = recount(game)?;
        let (blocking, minimal_blocking) = recount(&game.dual())?;
        for (what, got, expected) in [
            ("winning coalitions", &self.winning, winning),
            ("minimal winning coalitions", &self.minimal_winning, minimal_winning),
            ("blocking coalitions", &self.blocking, blocking),
            ("minimal blocking coalitions", &self.minimal_blocking, minimal_blocking),
        ] {
            if *got != expected {
                return Err(Violation::Count { what, got: got.clone(), expected });
            }
        }
        Ok(())
    }
}

pub(super) fn recount(game: &SimpleGame) -> Result<(BigUint, BigUint), Violation> {
    let free: Vec<usize> = (0..game.seats()).collect();
    let mut residual = Residual::new(game, &[], &free);
    residual.weights.sort_by(|a, b| b.cmp(a));
    let mut neighbours = residual.weights.iter().zip(residual.weights.iter().skip(1));
    let descends = neighbours.all(|(one, next)| one.iter().zip(next).all(|(one, next)| one >= next));
    let by_sums = if descends { layers(&residual) } else { None };
    match by_sums {
        Some(counts) => Ok(counts),
        None if game.seats() <= MOST_SEATS => one_by_one(&residual),
        None => Err(Violation::TooLarge { what: "counts of coalitions", most: MOST_STATES }),
    }
}

fn left_of(residual: &Residual) -> Vec<u64> {
    let zero = vec![0; residual.needs.len()];
    residual
        .weights
        .iter()
        .fold(zero, |sums, seat| sums.iter().zip(seat).map(|(sum, one)| sum + one).collect())
}

/// Both counts, or `None` if there are too many sums. A coalition that its last member brings to win is minimal, as all
/// others weigh no less.
fn layers(residual: &Residual) -> Option<(BigUint, BigUint)> {
    let mut left = left_of(residual);
    let (mut winning, mut minimal) = (BigUint::zero(), BigUint::zero());
    if won(residual, &residual.needs) {
        return Some((BigUint::from(1u8) << residual.weights.len(), BigUint::from(1u8)));
    }
    let mut layer = HashMap::from([(residual.needs.clone(), BigUint::from(1u8))]);
    for (place, seat) in residual.weights.iter().enumerate() {
        left.iter_mut().zip(seat).for_each(|(left, weight)| *left -= weight);
        let mut next: HashMap<Vec<u64>, BigUint> = HashMap::with_capacity(layer.len());
        for (needs, count) in layer {
            let with = joined(&needs, seat);
            if won(residual, &with) {
                winning += &count << (residual.weights.len() - place - 1);
                minimal += &count;
            } else if in_reach(residual, &with, &left) {
                *next.entry(with).or_default() += &count;
            }
            if in_reach(residual, &needs, &left) {
                *next.entry(needs).or_default() += &count;
            }
            if next.len() > MOST_STATES / 2 {
                return None;
            }
        }
        layer = next;
    }
    Some((winning, minimal))
}

fn joined(needs: &[u64], seat: &[u64]) -> Vec<u64> {
    needs.iter().zip(seat).map(|(need, weight)| need.saturating_sub(*weight)).collect()
}

fn won(residual: &Residual, needs: &[u64]) -> bool {
    residual.formula.holds(&mut |&place| needs.get(place) == Some(&0))
}

fn in_reach(residual: &Residual, needs: &[u64], left: &[u64]) -> bool {
    residual.formula.holds(&mut |&place| match (needs.get(place), left.get(place)) {
        (Some(need), Some(left)) => need <= left,
        _ => false,
    })
}

/// Both counts by a walk over all coalitions whose fate is open.
struct Walk<'a> {
    residual: &'a Residual,
    /// What the seats from each place on weigh.
    left: Vec<Vec<u64>>,
    members: Vec<usize>,
    nodes: u64,
    winning: u64,
    minimal: u64,
}

fn one_by_one(residual: &Residual) -> Result<(BigUint, BigUint), Violation> {
    let mut left = left_of(residual);
    let mut lefts = vec![left.clone()];
    for seat in &residual.weights {
        left.iter_mut().zip(seat).for_each(|(left, weight)| *left -= weight);
        lefts.push(left.clone());
    }
    let mut walk = Walk { residual, left: lefts, members: Vec::new(), nodes: 0, winning: 0, minimal: 0 };
    if won(residual, &residual.needs) {
        return Ok((BigUint::from(1u8) << residual.weights.len(), BigUint::from(1u8)));
    }
    let zero = vec![0; residual.needs.len()];
    if walk.visit(0, &zero) {
        Ok((walk.winning.into(), walk.minimal.into()))
    } else {
        Err(Violation::TooLarge { what: "counts of coalitions", most: 1 << 26 })
    }
}

impl Walk<'_> {
    /// Whether the walk from here, with members that lose and weigh `sums`, stays within its bound.
    fn visit(&mut self, place: usize, sums: &[u64]) -> bool {
        self.nodes += 1;
        let residual = self.residual;
        let needs: Vec<u64> =
            residual.needs.iter().zip(sums).map(|(need, sum)| need.saturating_sub(*sum)).collect();
        if self.nodes > MOST_NODES {
            return false;
        }
        let (Some(seat), Some(left)) = (residual.weights.get(place), self.left.get(place)) else {
            return true;
        };
        if !in_reach(residual, &needs, left) {
            return true;
        }
        let with: Vec<u64> = sums.iter().zip(seat).map(|(sum, weight)| sum + weight).collect();
        self.members.push(place);
        let wins = residual.formula.holds(&mut |&place| self.met(&with, None, place));
        let stays = if wins {
            self.winning = self.winning.saturating_add(1 << (residual.weights.len() - place - 1));
            let others = self.members.iter().all(|&member| {
                let member = residual.weights.get(member);
                !residual.formula.holds(&mut |&place| self.met(&with, member, place))
            });
            self.minimal += u64::from(others);
            true
        } else {
            self.visit(place + 1, &with)
        };
        self.members.pop();
        stays && self.visit(place + 1, sums)
    }

    /// Whether these sums, less what a member who leaves weighs, meet a condition.
    fn met(&self, sums: &[u64], leaves: Option<&Vec<u64>>, place: usize) -> bool {
        let less = leaves.and_then(|seat| seat.get(place)).copied().unwrap_or(0);
        match (self.residual.needs.get(place), sums.get(place)) {
            (Some(need), Some(sum)) => sum - less >= *need,
            _ => false,
        }
    }
}

/// Natural numbers as decimal text: JSON readers round large ones.
#[cfg(feature = "serde")]
mod decimal {
    use num_bigint::BigUint;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// As many digits as 2 to the power of the most seats has.
    const MOST_DIGITS: usize = 20_000;

    pub(super) fn serialize<S: Serializer>(value: &BigUint, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&value.to_string())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BigUint, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text.len() <= MOST_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        let value = if digits { text.parse().ok() } else { None };
        value.ok_or_else(|| D::Error::custom("expected a natural number in decimal digits"))
    }
}
