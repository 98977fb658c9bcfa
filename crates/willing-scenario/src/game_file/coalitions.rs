//! Worths of named coalitions: each once, and all of them.

use std::ops::Range;

use willing_game::{Coalition, Players};

use super::notes::Notes;
use super::number::{Arithmetic, Column, Number};
use crate::fault::Problem;

/// A coalition, where it is written, and its worth.
pub(super) struct Entry {
    pub(super) mask: u64,
    pub(super) span: Range<usize>,
    pub(super) worth: Number,
}

/// What a file says of its coalitions.
pub(super) struct Entries {
    /// One by one, repetitions included.
    pub(super) named: Vec<Entry>,
    /// Whether some of what it says is of a coalition that could not be made out.
    pub(super) unread: bool,
    /// The worth of all that it does not name.
    pub(super) default: Option<Number>,
}

impl Entries {
    /// The table. The empty coalition needs no entry.
    ///
    /// Unless there is a default, nothing of the size of a table is taken before it is known that there are as many
    /// entries.
    pub(super) fn table(
        mut self,
        players: &Players,
        arithmetic: Arithmetic,
        notes: &mut Notes<'_>,
    ) -> Option<Column> {
        self.named.sort_by_key(|entry| (entry.mask, entry.span.start));
        for (before, entry) in self.named.iter().zip(self.named.iter().skip(1)) {
            if before.mask == entry.mask {
                notes.value(entry.span.clone(), "", Problem::Repeated { what: "coalition" });
            }
        }
        self.named.dedup_by_key(|entry| entry.mask);
        self.named.retain(|entry| entry.mask != 0);
        if self.default.is_none() && !self.unread {
            self.note_missing(players, notes);
        }
        if !notes.is_clean() {
            return None;
        }
        let mut table = Column::filled(1 << players.len(), self.default.unwrap_or(arithmetic.zero()));
        table.set(0, arithmetic.zero());
        self.named.into_iter().for_each(|entry| table.set(entry.mask, entry.worth));
        Some(table)
    }

    fn note_missing(&self, players: &Players, notes: &mut Notes<'_>) {
        let all = (1u64 << players.len()) - 1;
        let given = self.named.len() as u64;
        if given < all {
            let gap = self.named.iter().zip(1..).find(|(entry, place)| entry.mask != *place);
            let first = name(gap.map_or(given + 1, |(_, place)| place), players);
            notes.whole("", Problem::MissingWorths { count: all - given, first });
        }
    }
}

/// The names of a coalition's members, as CSV writes them.
pub(super) fn name(mask: u64, players: &Players) -> String {
    let names: Vec<&str> =
        Coalition::from_bits(mask).players().filter_map(|player| players.name(player)).collect();
    names.join("+")
}
