//! The same game with the smallest weights that are found without search.

use willing_council::WeightedQuota;

/// How often weights are cut back; each round leaves the game as it is, so that stopping early only costs time.
const ROUNDS: usize = 64;

/// A weighted quota without seats of weight 0, divided by the common divisor of its weights, no weight above what
/// wins or blocks alone. Who wins is unchanged.
#[derive(Clone, Debug)]
pub(super) struct Reduced {
    /// Weights above 0, ascending: tables then stay short for as long as possible.
    pub(super) ascending: Vec<u64>,
    /// Each weight once, ascending, with how many seats have it.
    pub(super) classes: Vec<Class>,
    /// The weight that wins.
    pub(super) quota: u64,
    /// The weight that blocks, which is the quota of the dual game: W − q + 1.
    pub(super) blocking: u64,
    /// How many seats weigh nothing.
    pub(super) weightless: usize,
    /// For each seat of the rule its class, unless it weighs nothing.
    class_of: Vec<Option<usize>>,
}

/// Seats of the same weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Class {
    pub(super) weight: u64,
    pub(super) seats: usize,
}

impl Reduced {
    pub(super) fn of(rule: &WeightedQuota) -> Self {
        let mut weights = rule.weights().as_slice().to_vec();
        let (quota, blocking) = reduce(&mut weights, rule.quota());
        let mut ascending: Vec<u64> = weights.iter().copied().filter(|&weight| weight > 0).collect();
        ascending.sort_unstable();
        let classes: Vec<Class> = ascending
            .chunk_by(|a, b| a == b)
            .filter_map(|run| Some(Class { weight: *run.first()?, seats: run.len() }))
            .collect();
        let class_of = weights
            .iter()
            .map(|weight| classes.binary_search_by(|class| class.weight.cmp(weight)).ok())
            .collect();
        let weightless = weights.len() - ascending.len();
        Self { ascending, classes, quota, blocking, weightless, class_of }
    }

    /// The smaller of quota and blocking weight: swings and orders are the same in the dual game.
    pub(super) fn least(&self) -> u64 {
        self.quota.min(self.blocking)
    }

    /// How many seats weigh something.
    pub(super) fn seats(&self) -> usize {
        self.ascending.len()
    }

    /// One entry a seat, from one a class.
    pub(super) fn by_seat<T: Clone>(&self, by_class: &[T], weightless: &T) -> Vec<T> {
        let entry = |class: &Option<usize>| class.and_then(|class| by_class.get(class)).unwrap_or(weightless);
        self.class_of.iter().map(|class| entry(class).clone()).collect()
    }
}

/// Divides and cuts the weights; the new quota and blocking weight.
fn reduce(weights: &mut [u64], mut quota: u64) -> (u64, u64) {
    for _ in 0..ROUNDS {
        let before: u64 = weights.iter().sum();
        let divisor = weights.iter().copied().fold(0, num_integer::gcd).max(1);
        for weight in weights.iter_mut() {
            *weight /= divisor;
        }
        quota = quota.div_ceil(divisor);
        cut(weights, quota);
        // In the dual game the same seats have the quota W − q + 1. Cutting there keeps that, not q.
        let blocking = weights.iter().sum::<u64>() - quota + 1;
        cut(weights, blocking);
        let total: u64 = weights.iter().sum();
        quota = total - blocking + 1;
        if total == before {
            break;
        }
    }
    (quota, weights.iter().sum::<u64>() - quota + 1)
}

/// A seat that wins alone wins alone however much it weighs.
fn cut(weights: &mut [u64], quota: u64) {
    for weight in weights {
        *weight = (*weight).min(quota);
    }
}
