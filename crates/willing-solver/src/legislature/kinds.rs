//! Kinds of seats that are interchangeable in the rule and in recognition.

use std::collections::HashMap;

use willing_council::Legislature;

/// Places of seats by kind, in the order of their first seats.
pub(super) fn kinds(legislature: &Legislature) -> Vec<Vec<usize>> {
    let conditions = legislature.game().formula().conditions();
    let mut places = HashMap::new();
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    for (seat, recognition) in legislature.recognition().iter().enumerate() {
        let weights: Vec<Option<u64>> =
            conditions.iter().map(|condition| condition.weights.get(seat).copied()).collect();
        let place = *places.entry((weights, recognition)).or_insert(kinds.len());
        match kinds.get_mut(place) {
            Some(kind) => kind.push(seat),
            None => kinds.push(vec![seat]),
        }
    }
    kinds
}
