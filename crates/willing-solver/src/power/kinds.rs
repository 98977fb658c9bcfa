//! Kinds of seats: those that weigh the same in every condition are interchangeable.

use std::collections::BTreeMap;

use willing_council::{Formula, SimpleGame};

/// A formula over conditions by number, the conditions of a part being consecutive.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    /// The condition of this number.
    One(usize),
    /// All of these, which have the conditions from one number up to another.
    All(Vec<Self>, std::ops::Range<usize>),
    /// One of these at least.
    Any(Vec<Self>, std::ops::Range<usize>),
}

/// Players that weigh the same: seats, or unions that vote as one.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    /// By condition.
    pub(super) weights: Vec<u64>,
    /// The places of the players.
    pub(super) players: Vec<usize>,
}

/// A game by kinds.
#[derive(Clone, Debug)]
pub(super) struct Conditions {
    /// How they are joined.
    pub(super) tree: Tree,
    /// By condition.
    pub(super) quotas: Vec<u64>,
    /// By condition, then by seat.
    weights: Vec<Vec<u64>>,
}

impl Conditions {
    /// The conditions of a game. No quota is 2⁶⁴ − 1.
    pub(super) fn of(game: &SimpleGame) -> Self {
        let (mut quotas, mut weights) = (Vec::new(), Vec::new());
        for condition in game.formula().conditions() {
            if condition.quota == u64::MAX {
                // All with a weight together weigh no more, and so all of them are needed if it can be reached at all.
                let total: u64 = condition.weights.iter().sum();
                let ones: Vec<u64> = condition.weights.iter().map(|weight| u64::from(*weight > 0)).collect();
                let needed: u64 = ones.iter().sum();
                quotas.push(if total == u64::MAX { needed } else { needed + 1 });
                weights.push(ones);
            } else {
                quotas.push(condition.quota);
                weights.push(condition.weights.clone());
            }
        }
        Self { tree: tree_of(game.formula(), &mut 0), quotas, weights }
    }

    /// Kinds of players, each of them one or several seats that go together; the heaviest first.
    ///
    /// Any order counts right. The heavy first leave few residual games, as what is light settles little.
    pub(super) fn kinds(&self, players: &[Vec<usize>]) -> Vec<Kind> {
        let mut known: BTreeMap<Vec<u64>, Vec<usize>> = BTreeMap::new();
        for (place, seats) in players.iter().enumerate() {
            let weight = |weights: &Vec<u64>| seats.iter().filter_map(|seat| weights.get(*seat)).sum();
            known.entry(self.weights.iter().map(weight).collect()).or_default().push(place);
        }
        let mut kinds: Vec<Kind> =
            known.into_iter().map(|(weights, players)| Kind { weights, players }).collect();
        let totals: Vec<f64> =
            self.weights.iter().map(|weights| weights.iter().sum::<u64>().max(1) as f64).collect();
        let size = |kind: &Kind| -> f64 {
            kind.weights.iter().zip(&totals).map(|(weight, total)| *weight as f64 / total).sum()
        };
        kinds.sort_by(|one, other| size(other).total_cmp(&size(one)));
        kinds
    }
}

fn tree_of(formula: &Formula<willing_council::WeightCondition>, next: &mut usize) -> Tree {
    let first = *next;
    let mut parts = |parts: &[Formula<_>]| parts.iter().map(|part| tree_of(part, next)).collect();
    match formula {
        Formula::One(_) => {
            *next += 1;
            Tree::One(first)
        }
        Formula::All(all) => {
            let all = parts(all);
            Tree::All(all, first..*next)
        }
        Formula::Any(any) => {
            let any = parts(any);
            Tree::Any(any, first..*next)
        }
    }
}

/// Every seat by itself.
pub(super) fn single_seats(seats: usize) -> Vec<Vec<usize>> {
    (0..seats).map(|seat| vec![seat]).collect()
}
