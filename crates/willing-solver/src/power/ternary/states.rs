//! Weights of the states that votes lead to.

use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::Zero;

use super::Error;
use super::game::{Compiled, Gains};

/// What a state is: how many have voted, and the sums of the conditions, each cut off at its quota.
type State = (usize, Vec<u128>);

/// States that do not pass, with the weight of the votes that lead there.
#[derive(Clone, Debug)]
pub(super) struct States(HashMap<State, BigUint>);

/// What votes weigh, and whether a member need not have voted.
#[derive(Clone, Debug)]
pub(super) struct Ballots {
    pub(super) no: BigUint,
    pub(super) abstain: BigUint,
    pub(super) yes: BigUint,
    pub(super) turnout: Turnout,
}

/// Who has voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turnout {
    /// Everybody; the number is not kept.
    Full,
    /// Anybody; the number is kept.
    Any,
}

impl States {
    /// Nobody has voted.
    pub(super) fn start(game: &Compiled) -> Self {
        let sums = vec![0; game.quotas.len()];
        if game.passes(&sums) {
            return Self(HashMap::new());
        }
        Self(HashMap::from([((0, sums), BigUint::from(1_u32))]))
    }

    /// One more member. States that pass are dropped: nobody decides anything from there.
    pub(super) fn with(
        &self,
        gains: &Gains,
        ballots: &Ballots,
        game: &Compiled,
        most: usize,
    ) -> Result<Self, Error> {
        let mut next: HashMap<State, BigUint> = HashMap::with_capacity(self.0.len() * 2);
        let voted = usize::from(ballots.turnout == Turnout::Any);
        let nothing = vec![0; game.quotas.len()];
        let votes = [
            (&ballots.no, &nothing),
            (&ballots.abstain, &gains.abstaining),
            (&ballots.yes, &gains.approving),
        ];
        for ((size, sums), weight) in &self.0 {
            if ballots.turnout == Turnout::Any {
                *next.entry((*size, sums.clone())).or_default() += weight;
            }
            for (factor, gain) in votes.iter().filter(|(factor, _)| !factor.is_zero()) {
                let sums = game.plus(sums, gain);
                if !game.passes(&sums) {
                    *next.entry((size + voted, sums)).or_default() += weight * *factor;
                }
            }
        }
        if next.len() > most { Err(Error::TooManyStates { most }) } else { Ok(Self(next)) }
    }

    /// The weight of all, by how many have voted, of those states that a vote takes across the line: `after` passes, and
    /// `before` does not.
    pub(super) fn crossing(&self, before: &[u128], after: &[u128], game: &Compiled) -> Vec<BigUint> {
        let mut crossing = vec![BigUint::zero(); game.seats + 1];
        for ((size, sums), weight) in &self.0 {
            let crosses = game.passes(&game.plus(sums, after)) && !game.passes(&game.plus(sums, before));
            if let Some(place) = crossing.get_mut(*size).filter(|_| crosses) {
                *place += weight;
            }
        }
        crossing
    }

    /// The weight of all states.
    pub(super) fn total(&self) -> BigUint {
        self.0.values().sum()
    }
}

impl Compiled {
    fn plus(&self, sums: &[u128], gains: &[u128]) -> Vec<u128> {
        // No overflow: a sum is at most its quota, and quotas and gains are sums of gains, which fit with much to spare.
        sums.iter()
            .zip(gains)
            .zip(&self.quotas)
            .map(|((sum, gain), quota)| sum.saturating_add(*gain).min(*quota))
            .collect()
    }
}
