//! Best replies to sums of the others, computed once while the total moves past them.

use willing_game::IntegerAggregativeGame;

use super::Error;
use super::table::{Seat, Table, payoff};

/// The best replies of all players, each kept for the sums of the others that the total can reach.
///
/// Action `a` is a best reply at total T exactly if it is one against the others' sum T − c(a), so one
/// bit set for each sum serves all totals.
pub(crate) struct Replies<'a, G: ?Sized> {
    game: &'a G,
    table: &'a Table,
    tolerance: f64,
    kept: Vec<Kept>,
    payoffs: Vec<f64>,
    /// How many payoffs were asked for.
    pub(crate) evaluations: u64,
}

/// The best replies of one player against sums of the others, by the sum modulo a power of two that
/// no two sums of one total share.
struct Kept {
    mask: u64,
    /// Words to a set of actions.
    words: usize,
    sums: Vec<i64>,
    sets: Vec<u64>,
    lowest: i64,
    highest: i64,
}

/// No sum of the others: sums are at most 2^62 in size.
const NOTHING: i64 = i64::MIN;

impl<'a, G: IntegerAggregativeGame + ?Sized> Replies<'a, G> {
    pub(crate) fn new(game: &'a G, table: &'a Table, tolerance: f64) -> Self {
        let kept = table.seats.iter().map(|seat| Kept::new(seat, table)).collect();
        Self { game, table, tolerance, kept, payoffs: Vec::new(), evaluations: 0 }
    }

    /// Calls `member` with each action of R_i(T) and what it contributes.
    #[inline]
    pub(crate) fn for_each(
        &mut self,
        player: usize,
        total: i64,
        mut member: impl FnMut(usize, i64),
    ) -> Result<(), Error> {
        let table = self.table;
        for (action, &own) in table.seats[player].contributions.iter().enumerate() {
            let others = total - own;
            let kept = &self.kept[player];
            if others < kept.lowest || others > kept.highest {
                continue;
            }
            let place = kept.place(others);
            if kept.sums[place] != others {
                self.fill(player, others, place)?;
            }
            let kept = &self.kept[player];
            if kept.sets[place * kept.words + action / 64] >> (action % 64) & 1 == 1 {
                member(action, own);
            }
        }
        Ok(())
    }

    /// The least and the greatest contribution of a best reply; `None` if there is no best reply.
    #[inline]
    pub(crate) fn range(&mut self, player: usize, total: i64) -> Result<Option<(i64, i64)>, Error> {
        let (mut least, mut greatest) = (i64::MAX, i64::MIN);
        self.for_each(player, total, |_, own| {
            least = least.min(own);
            greatest = greatest.max(own);
        })?;
        Ok((least <= greatest).then_some((least, greatest)))
    }

    fn fill(&mut self, player: usize, others: i64, place: usize) -> Result<(), Error> {
        self.payoffs.clear();
        let mut best = f64::NEG_INFINITY;
        for (action, own) in self.table.seats[player].contributions.iter().enumerate() {
            let own = payoff(self.game, player, action, others + own)?;
            best = best.max(own);
            self.payoffs.push(own);
        }
        self.evaluations += self.payoffs.len() as u64;
        let kept = &mut self.kept[player];
        kept.sums[place] = others;
        let set = &mut kept.sets[place * kept.words..(place + 1) * kept.words];
        set.fill(0);
        for (action, own) in self.payoffs.iter().enumerate() {
            if best - own <= self.tolerance {
                set[action / 64] |= 1 << (action % 64);
            }
        }
        Ok(())
    }
}

impl Kept {
    fn new(seat: &Seat, table: &Table) -> Self {
        let width = usize::try_from(seat.greatest.abs_diff(seat.least)).unwrap_or(usize::MAX);
        let length = width.saturating_add(1).next_power_of_two();
        let words = seat.contributions.len().div_ceil(64);
        Self {
            mask: length as u64 - 1,
            words,
            sums: vec![NOTHING; length],
            sets: vec![0; length * words],
            lowest: table.low - seat.least,
            highest: table.high - seat.greatest,
        }
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "at most the mask, which came from a usize")]
    fn place(&self, others: i64) -> usize {
        (others.cast_unsigned() & self.mask) as usize
    }
}
