//! The least cost of a coalition that wins with a proposer, by going through all.

use willing_council::SimpleGame;
use willing_game::Rational;

use super::Violation;

/// The most coalitions, by numbers of each kind, that the check goes through for all proposers together.
const MOST: usize = 1 << 21;

/// Kinds with their prices.
pub(super) struct Market<'a> {
    pub(super) game: &'a SimpleGame,
    pub(super) kinds: &'a [Vec<usize>],
    pub(super) prices: &'a [Rational],
    left: usize,
}

impl<'a> Market<'a> {
    pub(super) fn new(game: &'a SimpleGame, kinds: &'a [Vec<usize>], prices: &'a [Rational]) -> Self {
        Self { game, kinds, prices, left: MOST }
    }

    /// Whether a proposer wins with so many others of each kind.
    pub(super) fn wins(&self, proposer: usize, members: &[usize]) -> bool {
        let mut inside = vec![false; self.game.seats()];
        for (place, (kind, count)) in self.kinds.iter().zip(members).enumerate() {
            for seat in kind.iter().take(count + usize::from(place == proposer)) {
                if let Some(flag) = inside.get_mut(*seat) {
                    *flag = true;
                }
            }
        }
        self.game.wins(|seat| inside.get(seat).copied().unwrap_or(false))
    }

    /// How many others of a kind a proposer can buy.
    pub(super) fn room(&self, proposer: usize, kind: usize) -> usize {
        self.kinds.get(kind).map_or(0, |seats| seats.len() - usize::from(kind == proposer).min(seats.len()))
    }

    /// The least cost; all seats together win. Coalitions that cost more than one found are left out.
    pub(super) fn cheapest(&mut self, proposer: usize) -> Result<Option<Rational>, Violation> {
        let mut members = vec![0; self.kinds.len()];
        let mut best = None;
        self.search(proposer, 0, &mut members, &Rational::zero(), &mut best)?;
        Ok(best)
    }

    fn search(
        &mut self,
        proposer: usize,
        kind: usize,
        members: &mut Vec<usize>,
        cost: &Rational,
        best: &mut Option<Rational>,
    ) -> Result<(), Violation> {
        self.left = self.left.checked_sub(1).ok_or(Violation::TooMany { most: MOST })?;
        if best.as_ref().is_some_and(|best| cost >= best) {
            return Ok(());
        }
        let (Some(price), true) = (self.prices.get(kind), kind < self.kinds.len()) else {
            if self.wins(proposer, members) {
                *best = Some(cost.clone());
            }
            return Ok(());
        };
        let price = price.clone();
        let mut cost = cost.clone();
        for count in 0..=self.room(proposer, kind) {
            if let Some(place) = members.get_mut(kind) {
                *place = count;
            }
            self.search(proposer, kind + 1, members, &cost, best)?;
            cost += &price;
        }
        if let Some(place) = members.get_mut(kind) {
            *place = 0;
        }
        Ok(())
    }
}
