//! Weights of passing profiles, by what the conditions still need.

use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::Zero;
use willing_council::{Formula, LevelCondition, TernaryGame, Vote};

use super::Violation;

/// The most steps of a check.
const MOST_STEPS: u64 = 1 << 26;

/// The most needs kept at a time.
const MOST_NEEDS: usize = 1 << 18;

/// From a low vote to a high one.
const VOTES: [Vote; 3] = [Vote::No, Vote::Abstain, Vote::Yes];

/// Steps that are left. A step on numbers of many words counts for each word.
pub(super) struct Budget(u64);

impl Budget {
    pub(super) const fn new() -> Self {
        Self(MOST_STEPS)
    }

    pub(super) fn spend(&mut self, steps: u64) -> Result<(), Violation> {
        self.0 = self.0.checked_sub(steps).ok_or(Violation::TooMuchWork { most: MOST_STEPS })?;
        Ok(())
    }
}

/// Which needs can be left by the votes of all seats but one, seat by seat, and which votes lead from one to another.
///
/// It starts from what the three votes of the one seat leave, one need for each.
pub(super) struct Needs {
    /// By other seat and need before its vote: the place of the need after each of its votes.
    layers: Vec<Vec<[usize; 3]>>,
    /// By need after all votes: whether the draft passes.
    passing: Vec<bool>,
}

impl Needs {
    /// The needs of a game once `seat` has voted. They need not differ, so that there may be fewer than three.
    pub(super) fn after(game: &TernaryGame, seat: usize, budget: &mut Budget) -> Result<Self, Violation> {
        let conditions = game.formula().conditions();
        let start: Vec<u128> = conditions.iter().map(|condition| condition.quota).collect();
        let mut needs = Numbered::default();
        let first = VOTES.map(|vote| needs.place(left(&conditions, &start, seat, vote)));
        let mut layers = vec![vec![first]];
        let mut kept = 1;
        for other in (0..game.seats()).filter(|other| *other != seat) {
            budget.spend((needs.list.len() * (1 + conditions.len())) as u64)?;
            let mut next = Numbered::default();
            let after = |need: &Vec<u128>| VOTES.map(|vote| next.place(left(&conditions, need, other, vote)));
            let layer: Vec<[usize; 3]> = needs.list.iter().map(after).collect();
            kept += layer.len();
            if kept > MOST_NEEDS {
                return Err(Violation::TooMuchWork { most: MOST_NEEDS as u64 });
            }
            layers.push(layer);
            needs = next;
        }
        let met = |need: &Vec<u128>| holds(game.formula(), &mut need.iter().map(|left| *left == 0));
        Ok(Self { layers, passing: needs.list.iter().map(met).collect() })
    }

    /// For each vote of the one seat, the sum over all passing profiles of the others of the product of what their votes
    /// weigh, `weights` by vote.
    pub(super) fn passing(
        &self,
        weights: &[BigUint; 3],
        budget: &mut Budget,
    ) -> Result<[BigUint; 3], Violation> {
        let words: u64 = weights.iter().map(|weight| 1 + weight.bits() / 64).sum();
        let mut after: Vec<BigUint> =
            self.passing.iter().map(|pass| BigUint::from(u32::from(*pass))).collect();
        let others = self.layers.get(1..).unwrap_or(&[]);
        for (seats, layer) in (1_u64..).zip(others.iter().rev()) {
            budget.spend(layer.len() as u64 * (1 + words * seats / 16))?;
            let sum = |places: &[usize; 3]| {
                let mut sum = BigUint::zero();
                for (weight, place) in weights.iter().zip(places).filter(|(weight, _)| !weight.is_zero()) {
                    sum += after.get(*place).map(|after| after * weight).unwrap_or_default();
                }
                sum
            };
            after = layer.iter().map(sum).collect();
        }
        let first = self.layers.first().and_then(|layer| layer.first()).copied().unwrap_or_default();
        Ok(first.map(|place| after.get(place).cloned().unwrap_or_default()))
    }
}

/// Needs in the order in which they were met.
#[derive(Default)]
struct Numbered {
    list: Vec<Vec<u128>>,
    places: HashMap<Vec<u128>, usize>,
}

impl Numbered {
    fn place(&mut self, need: Vec<u128>) -> usize {
        let next = self.list.len();
        *self.places.entry(need).or_insert_with_key(|need| {
            self.list.push(need.clone());
            next
        })
    }
}

fn left(conditions: &[&LevelCondition], need: &[u128], seat: usize, vote: Vote) -> Vec<u128> {
    let gains = conditions.iter().map(|condition| condition.gain(seat, vote));
    need.iter().zip(gains).map(|(need, gain)| need.saturating_sub(gain)).collect()
}

/// Whether a formula holds whose conditions, from left to right, are met as listed. All of them are read, also where the
/// first few decide.
fn holds(formula: &Formula<LevelCondition>, met: &mut impl Iterator<Item = bool>) -> bool {
    match formula {
        Formula::One(_) => met.next().unwrap_or(false),
        Formula::All(all) => all.iter().filter(|one| !holds(one, met)).count() == 0,
        Formula::Any(any) => any.iter().filter(|one| holds(one, met)).count() > 0,
    }
}
