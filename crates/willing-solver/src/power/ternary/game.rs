//! A game by kinds of seats and indexed conditions, and its dual.

use std::collections::HashMap;

use willing_council::{Formula, LevelCondition, TernaryGame, Vote};

/// What votes of one kind of seat add, condition by condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Gains {
    pub(super) abstaining: Vec<u128>,
    pub(super) approving: Vec<u128>,
}

/// Seats that are interchangeable.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) gains: Gains,
    pub(super) seats: Vec<usize>,
}

/// Conditions by place, and kinds of seats in the order of their first seats.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub(super) seats: usize,
    pub(super) formula: Formula<usize>,
    pub(super) quotas: Vec<u128>,
    pub(super) kinds: Vec<Kind>,
}

impl Compiled {
    pub(super) fn of(game: &TernaryGame) -> Self {
        let conditions = game.formula().conditions();
        let mut places: HashMap<Gains, usize> = HashMap::new();
        let mut kinds: Vec<Kind> = Vec::new();
        for seat in 0..game.seats() {
            let gain = |vote| conditions.iter().map(|one| one.gain(seat, vote)).collect();
            let gains = Gains { abstaining: gain(Vote::Abstain), approving: gain(Vote::Yes) };
            let place = *places.entry(gains.clone()).or_insert(kinds.len());
            match kinds.get_mut(place) {
                Some(kind) => kind.seats.push(seat),
                None => kinds.push(Kind { gains, seats: vec![seat] }),
            }
        }
        let quotas = conditions.iter().map(|condition| condition.quota).collect();
        Self { seats: game.seats(), formula: indexed(game.formula(), &mut 0), quotas, kinds }
    }

    /// Whether sums, each cut off at its quota, pass.
    pub(super) fn passes(&self, sums: &[u128]) -> bool {
        self.formula.holds(&mut |place| match (sums.get(*place), self.quotas.get(*place)) {
            (Some(sum), Some(quota)) => sum >= quota,
            _ => false,
        })
    }

    /// The game that is won where this one is not lost: what a vote takes away from everybody's yes is what it adds. A
    /// draft fails in this game iff it passes in the dual with all votes turned round.
    pub(super) fn dual(&self) -> Self {
        let mut totals = vec![0_u128; self.quotas.len()];
        for kind in &self.kinds {
            for (total, gain) in totals.iter_mut().zip(&kind.gains.approving) {
                // No overflow: the gains of all seats together fit.
                *total += gain * kind.seats.len() as u128;
            }
        }
        let quotas = totals.iter().zip(&self.quotas).map(|(total, quota)| (total + 1).saturating_sub(*quota));
        let turned = |kind: &Kind| {
            let gains = kind.gains.abstaining.iter().zip(&kind.gains.approving);
            let abstaining = gains.map(|(abstaining, approving)| approving - abstaining).collect();
            let gains = Gains { abstaining, approving: kind.gains.approving.clone() };
            Kind { gains, seats: kind.seats.clone() }
        };
        Self {
            seats: self.seats,
            formula: swapped(&self.formula),
            quotas: quotas.collect(),
            kinds: self.kinds.iter().map(turned).collect(),
        }
    }
}

fn indexed(formula: &Formula<LevelCondition>, next: &mut usize) -> Formula<usize> {
    match formula {
        Formula::One(_) => {
            *next += 1;
            Formula::One(*next - 1)
        }
        Formula::All(all) => Formula::All(all.iter().map(|one| indexed(one, next)).collect()),
        Formula::Any(any) => Formula::Any(any.iter().map(|one| indexed(one, next)).collect()),
    }
}

fn swapped(formula: &Formula<usize>) -> Formula<usize> {
    match formula {
        Formula::One(place) => Formula::One(*place),
        Formula::All(all) => Formula::Any(all.iter().map(swapped).collect()),
        Formula::Any(any) => Formula::All(any.iter().map(swapped).collect()),
    }
}
