//! Seats whose votes count the same.

use std::collections::HashMap;

use willing_council::{TernaryGame, Vote};

/// For each seat the first seat whose votes add the same to every condition.
pub(super) fn first_alike(game: &TernaryGame) -> Vec<usize> {
    let conditions = game.formula().conditions();
    let mut first: HashMap<Vec<(u128, u128)>, usize> = HashMap::new();
    let gains = |seat: usize| {
        let gain = |vote| move |condition: &&willing_council::LevelCondition| condition.gain(seat, vote);
        let abstaining = conditions.iter().map(gain(Vote::Abstain));
        abstaining.zip(conditions.iter().map(gain(Vote::Yes))).collect()
    };
    (0..game.seats()).map(|seat| *first.entry(gains(seat)).or_insert(seat)).collect()
}
