//! Vectors of 2ⁿ − 1 worths, in either of two orders.

use super::notes::Notes;
use super::number::{Column, number, refusal};
use super::{Format, GameFile, GameReader};
use crate::fault::Problem;

pub(super) fn read(reader: &GameReader, format: Format, notes: &mut Notes<'_>) -> Option<GameFile> {
    let count = tokens(notes.text()).count() + 1;
    if !count.is_power_of_two() || count < 2 {
        let expected = "2^n - 1, one for each coalition but the empty one".into();
        notes.whole("", Problem::WorthCount { got: count - 1, expected });
    }
    let players = count.ilog2() as usize;
    if let Some(problem) = refusal(players, reader.most_bytes).filter(|_| count > 1) {
        notes.whole("", problem);
        return None;
    }
    let mut table = Column::filled(count.next_power_of_two(), reader.arithmetic.zero());
    let mut masks: Box<dyn Iterator<Item = u64>> = match format {
        Format::Lexicographic => Box::new(by_size(players).into_iter().skip(1)),
        _ => Box::new(1..),
    };
    for token in tokens(notes.text()) {
        // Of a vector of the wrong length the rest is read too, for its faults.
        let mask = masks.next().unwrap_or(0);
        match number(token, mask, reader.arithmetic) {
            Ok(worth) => table.set(mask, worth),
            Err(problem) => notes.number(notes.span(token), "", problem),
        }
    }
    if !notes.is_clean() {
        return None;
    }
    match table.into_game() {
        Ok(game) => Some(GameFile::numbered(game)),
        Err(problem) => {
            notes.whole("", problem);
            None
        }
    }
}

/// What stands between blanks, commas and semicolons, outside of comments.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(|line| line.split(['#', '%']).next().unwrap_or_default());
    lines.flat_map(|line| line.split([' ', '\t', '\r', ',', ';'])).filter(|token| !token.is_empty())
}

/// All bit masks: by size, and of one size in the lexicographic order of their lists of players.
pub(super) fn by_size(players: usize) -> Vec<u64> {
    let mut masks = Vec::with_capacity(1 << players);
    for size in 0..=players {
        extend(&mut masks, 0, size, 0, players);
    }
    masks
}

/// Adds `mask` with each choice of `left` more players from `first` on.
fn extend(masks: &mut Vec<u64>, mask: u64, left: usize, first: usize, players: usize) {
    if left == 0 {
        masks.push(mask);
        return;
    }
    for seat in first..=players - left {
        extend(masks, mask | 1 << seat, left - 1, seat + 1, players);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coalitions_of_four_players_come_by_size_and_then_by_their_lists() {
        let lists = by_size(4).into_iter().map(|mask| {
            (0..4).filter(|seat| mask >> seat & 1 == 1).map(|seat| (seat + 1).to_string()).collect::<String>()
        });
        let expected = "|1|2|3|4|12|13|14|23|24|34|123|124|134|234|1234";
        assert_eq!(lists.collect::<Vec<_>>().join("|"), expected);
    }
}
