//! Weights of all passing profiles, by what the conditions still need.

use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::Zero;
use willing_council::{Formula, LevelCondition, TernaryGame, Vote};

use super::Violation;

/// The most steps of a check.
const MOST_STEPS: u64 = 1 << 26;

/// The most needs kept at a time.
const MOST_NEEDS: usize = 1 << 20;

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

/// What a vote of each kind weighs: no, abstention, yes.
#[derive(Clone, Debug)]
pub(super) struct Levels {
    pub(super) no: BigUint,
    pub(super) abstain: BigUint,
    pub(super) yes: BigUint,
}

impl Levels {
    pub(super) fn equal() -> Self {
        let one = || BigUint::from(1_u32);
        Self { no: one(), abstain: one(), yes: one() }
    }

    /// This vote, and no other.
    pub(super) fn only(vote: Vote) -> Self {
        let weight = |level| BigUint::from(u32::from(vote == level));
        Self { no: weight(Vote::No), abstain: weight(Vote::Abstain), yes: weight(Vote::Yes) }
    }

    fn votes(&self) -> [(Vote, &BigUint); 3] {
        [(Vote::No, &self.no), (Vote::Abstain, &self.abstain), (Vote::Yes, &self.yes)]
    }

    fn words(&self) -> u64 {
        self.votes().iter().map(|(_, weight)| 1 + weight.bits() / 64).sum()
    }
}

/// The sum over all passing profiles of the product of what their votes weigh, where `levels` says what the votes of
/// each seat weigh.
///
/// Forwards it finds which needs can be left after the first seats, backwards the weight of what the other seats can do
/// about them.
pub(super) fn weight_of_passing<'a>(
    game: &TernaryGame,
    levels: impl Fn(usize) -> &'a Levels,
    budget: &mut Budget,
) -> Result<BigUint, Violation> {
    let conditions = game.formula().conditions();
    let start: Vec<u128> = conditions.iter().map(|condition| condition.quota).collect();
    let mut layers = vec![vec![start.clone()]];
    let mut kept = 0;
    let words: u64 = (0..game.seats()).map(|seat| levels(seat).words()).max().unwrap_or(1);
    for seat in 0..game.seats() {
        let mut next: HashMap<Vec<u128>, ()> = HashMap::new();
        for need in layers.last().into_iter().flatten() {
            budget.spend(1 + conditions.len() as u64 + words * seat as u64 / 16)?;
            for (vote, weight) in levels(seat).votes() {
                if !weight.is_zero() {
                    next.insert(left(&conditions, need, seat, vote), ());
                }
            }
        }
        kept += next.len();
        if kept > MOST_NEEDS {
            return Err(Violation::TooMuchWork { most: MOST_NEEDS as u64 });
        }
        layers.push(next.into_keys().collect());
    }
    let mut weights: HashMap<Vec<u128>, BigUint> = HashMap::new();
    for need in layers.pop().into_iter().flatten() {
        let met = holds(game.formula(), &mut need.iter().map(|left| *left == 0));
        weights.insert(need, BigUint::from(u32::from(met)));
    }
    for (seat, layer) in layers.into_iter().enumerate().rev() {
        let mut before = HashMap::with_capacity(layer.len());
        for need in layer {
            let mut sum = BigUint::zero();
            for (vote, weight) in levels(seat).votes() {
                if let Some(after) = weights.get(&left(&conditions, &need, seat, vote)) {
                    sum += after * weight;
                }
            }
            before.insert(need, sum);
        }
        weights = before;
    }
    Ok(weights.remove(&start).unwrap_or_default())
}

fn left(conditions: &[&LevelCondition], need: &[u128], seat: usize, vote: Vote) -> Vec<u128> {
    let gains = conditions.iter().map(|condition| condition.gain(seat, vote));
    need.iter().zip(gains).map(|(need, gain)| need.saturating_sub(gain)).collect()
}

/// Whether a formula holds whose conditions, from left to right, are met as listed. All of them are read.
fn holds(formula: &Formula<LevelCondition>, met: &mut impl Iterator<Item = bool>) -> bool {
    match formula {
        Formula::One(_) => met.next().unwrap_or(false),
        Formula::All(all) => all.iter().fold(true, |sofar, one| holds(one, met) && sofar),
        Formula::Any(any) => any.iter().fold(false, |sofar, one| holds(one, met) || sofar),
    }
}
