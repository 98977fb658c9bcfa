//! Parts of rules that are drawn as plain numbers, and written in the notation of the library.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// A weighted quota.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) quota: u64,
    pub(crate) weights: Vec<u64>,
}

impl Part {
    /// The same in the notation of the library.
    pub(crate) fn text(&self) -> String {
        let weights: Vec<String> = self.weights.iter().map(u64::to_string).collect();
        format!("[{}; {}]", self.quota, weights.join(", "))
    }
}

/// `, veto {…}` or `, 2 vetoes of {…}`; nothing for none.
pub(crate) fn veto_text(vetoes: &[usize], needed: usize) -> String {
    let seats: Vec<String> = vetoes.iter().map(usize::to_string).collect();
    match (vetoes, needed) {
        ([], _) => String::new(),
        (_, 1) => format!(", veto {{{}}}", seats.join(", ")),
        _ => format!(", {needed} vetoes of {{{}}}", seats.join(", ")),
    }
}

/// A quota from a third to all of the weights; weights are often 0 or equal.
pub(crate) fn part(seats: usize, heaviest: u64) -> impl Strategy<Value = Part> {
    let weight = prop_oneof![1 => Just(0), 2 => 0..=heaviest.min(3), 5 => 0..=heaviest];
    (vec(weight, seats), any::<Index>(), 33_u64..=100).prop_map(|(mut weights, one, percent)| {
        // Somebody weighs something.
        let one = one.index(weights.len());
        weights[one] = weights[one].max(1);
        let total = weights.iter().map(|weight| u128::from(*weight)).sum::<u128>();
        let quota = (total * u128::from(percent)).div_ceil(100).max(1);
        Part { quota: quota.try_into().unwrap(), weights }
    })
}

/// Some seats with a veto, and how many of them are needed: in half of the rules maybe several.
pub(crate) fn vetoes(seats: usize) -> impl Strategy<Value = (Vec<usize>, usize)> {
    let most = seats.saturating_sub(1).min(5);
    (proptest::sample::subsequence((0..seats).collect::<Vec<_>>(), 0..=most), any::<Index>(), any::<bool>())
        .prop_map(|(vetoes, needed, several)| {
            let needed = if several && !vetoes.is_empty() { 1 + needed.index(vetoes.len()) } else { 1 };
            (vetoes, needed)
        })
}
