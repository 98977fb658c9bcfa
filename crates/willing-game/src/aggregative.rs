//! Aggregative games: others matter only through a few totals, so that one deviation costs O(1).

use crate::Error;

/// The most totals an [`AggregativeGame`] can have.
pub const MAX_AGGREGATES: usize = 4;

/// The most actions a player of an [`AggregativeGame`] can have.
pub const MAX_ACTIONS: usize = 32;

/// The totals of a profile: entry `k` is the sum of all contributions to aggregate `k`.
/// Entries beyond the game's number of aggregates are 0.
pub type Totals = [f64; MAX_AGGREGATES];

/// A set of actions, action `k` being bit `k`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct ActionSet(u32);

impl ActionSet {
    /// No action.
    pub const EMPTY: Self = Self(0);

    /// The actions `0..count`; at most [`MAX_ACTIONS`].
    #[must_use]
    pub const fn first(count: usize) -> Self {
        if count >= MAX_ACTIONS { Self(u32::MAX) } else { Self((1 << count) - 1) }
    }

    /// The set of these actions; those from [`MAX_ACTIONS`] on are left out.
    #[must_use]
    pub fn of(actions: impl IntoIterator<Item = usize>) -> Self {
        actions.into_iter().fold(Self::EMPTY, Self::with)
    }

    /// Only `action`.
    #[must_use]
    pub fn only(action: usize) -> Self {
        Self::EMPTY.with(action)
    }

    /// This set and `action`.
    #[must_use]
    pub fn with(self, action: usize) -> Self {
        if action < MAX_ACTIONS { Self(self.0 | 1 << action) } else { self }
    }

    /// This set without `action`.
    #[must_use]
    pub fn without(self, action: usize) -> Self {
        if action < MAX_ACTIONS { Self(self.0 & !(1 << action)) } else { self }
    }

    /// The actions in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether `action` is in it.
    #[must_use]
    pub const fn contains(self, action: usize) -> bool {
        action < MAX_ACTIONS && self.0 >> action & 1 == 1
    }

    /// How many actions it has.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its only action, if it has exactly one.
    #[must_use]
    pub fn single(self) -> Option<usize> {
        (self.len() == 1).then(|| self.0.trailing_zeros() as usize)
    }

    /// Its least action.
    #[must_use]
    pub fn least(self) -> Option<usize> {
        (!self.is_empty()).then(|| self.0.trailing_zeros() as usize)
    }

    /// Its actions, from the least.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let action = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                action
            })
        })
    }

    /// The set as bits, action `k` being bit `k`.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }
}

/// A box of totals: a closed interval for each aggregate.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TotalsBox {
    /// The lower ends.
    pub low: Totals,
    /// The upper ends.
    pub high: Totals,
}

impl TotalsBox {
    /// The box of a single point.
    #[must_use]
    pub const fn point(totals: Totals) -> Self {
        Self { low: totals, high: totals }
    }

    /// The totals that lie in both boxes; `None` if there are none.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let mut both = *self;
        for (low, other) in both.low.iter_mut().zip(other.low) {
            *low = low.max(other);
        }
        for (high, other) in both.high.iter_mut().zip(other.high) {
            *high = high.min(other);
        }
        both.low.iter().zip(both.high).all(|(low, high)| *low <= high).then_some(both)
    }

    /// Whether `totals` lies in it.
    #[must_use]
    pub fn contains(&self, totals: &Totals) -> bool {
        totals.iter().zip(self.low).zip(self.high).all(|((x, low), high)| low <= *x && *x <= high)
    }
}

/// A strategic game in which others matter only through the totals of what everybody contributes.
///
/// The payoff of a player is a function of his own action and of what *the others* contribute in
/// sum. Implement it for payoffs of your own; all equilibria are then found by complete search if
/// [`gain_at_least`](AggregativeGame::gain_at_least) gives rigorous bounds.
///
/// # Shapes
///
/// Players are `0..player_count()`, actions of a player the members of `feasible(player)`, at most
/// [`MAX_ACTIONS`]; `aggregate_count() <= MAX_AGGREGATES`.
pub trait AggregativeGame: Sync {
    /// How many players there are.
    fn player_count(&self) -> usize;

    /// How many totals matter, at most [`MAX_AGGREGATES`].
    fn aggregate_count(&self) -> usize;

    /// The actions that `player` can choose from; never empty.
    fn feasible(&self, player: usize) -> ActionSet;

    /// What `player` adds to each total by choosing `action`.
    fn contribution(&self, player: usize, action: usize) -> Totals;

    /// The payoff of `player` for `action` when the others' contributions sum to `others`.
    fn payoff(&self, player: usize, action: usize, others: &Totals) -> f64;

    /// A number that is at most payoff(`to`) − payoff(`from`) for every point of `others`.
    ///
    /// A lower bound that is too low only costs time; one that is too high makes the list of
    /// equilibria incomplete. `None` says that nothing is known. The bound must be exact up to
    /// rounding when the box is a single point, or a search may not end.
    fn gain_at_least(&self, player: usize, from: usize, to: usize, others: &TotalsBox) -> Option<f64>;

    /// The totals of a profile; O(n).
    fn totals(&self, profile: &Profile) -> Totals {
        let mut totals = [0.0; MAX_AGGREGATES];
        for (player, &action) in profile.actions().iter().enumerate() {
            let own = self.contribution(player, usize::from(action));
            totals.iter_mut().zip(own).for_each(|(total, own)| *total += own);
        }
        totals
    }

    /// The totals without what `player` adds to them in `profile`; O(1) given `totals`.
    fn others(&self, player: usize, profile: &Profile, totals: &Totals) -> Totals {
        let own = self.contribution(player, profile.action(player));
        let mut others = *totals;
        others.iter_mut().zip(own).for_each(|(total, own)| *total -= own);
        others
    }
}

/// A strategic game in which others matter only through one integer total.
///
/// Payoffs may be any function; all pure equilibria are found exactly by a decomposition over the
/// values of the total.
pub trait IntegerAggregativeGame: Sync {
    /// How many players there are.
    fn player_count(&self) -> usize;

    /// How many actions `player` has: `0..action_count(player)`.
    fn action_count(&self, player: usize) -> usize;

    /// What `player` adds to the total by choosing `action`.
    fn contribution(&self, player: usize, action: usize) -> i64;

    /// The payoff of `player` for `action` when *everybody's* contributions, his own included, sum
    /// to `total`.
    fn payoff(&self, player: usize, action: usize, total: i64) -> f64;
}

/// One action for each player.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Profile(Vec<u8>);

impl Profile {
    /// The profile of these actions, seat by seat.
    #[must_use]
    pub fn new(actions: Vec<u8>) -> Self {
        Self(actions)
    }

    /// How many players it is for.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it is for nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The action of `player`; 0 for a player it does not have.
    #[must_use]
    pub fn action(&self, player: usize) -> usize {
        self.0.get(player).map_or(0, |&action| usize::from(action))
    }

    /// All actions, seat by seat.
    #[must_use]
    pub fn actions(&self) -> &[u8] {
        &self.0
    }

    /// The same profile with `player` at `action`; unchanged for a player it does not have or an
    /// action beyond 255.
    #[must_use]
    pub fn with_action(mut self, player: usize, action: usize) -> Self {
        if let (Some(entry), Ok(action)) = (self.0.get_mut(player), u8::try_from(action)) {
            *entry = action;
        }
        self
    }

    /// Refuses a profile that does not fit `game`.
    ///
    /// # Errors
    ///
    /// [`Error::ProfileLength`], [`Error::Infeasible`].
    pub fn fits(&self, game: &(impl AggregativeGame + ?Sized)) -> Result<(), Error> {
        if self.len() != game.player_count() {
            return Err(Error::ProfileLength { got: self.len(), players: game.player_count() });
        }
        let infeasible = |player: &usize| !game.feasible(*player).contains(self.action(*player));
        match (0..self.len()).find(infeasible) {
            Some(player) => Err(Error::Infeasible { player, action: self.action(player) }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn action_sets_are_sets_of_small_numbers() {
        let set = ActionSet::of([1, 4, 40]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 4]);
        assert_eq!(set.without(4).single(), Some(1));
        assert_eq!(ActionSet::first(32).len(), 32);
        assert!(ActionSet::first(3).without(0).without(1).without(2).is_empty());
    }

    #[test]
    fn disjoint_boxes_have_no_intersection() {
        let low = TotalsBox { low: [0.0; 4], high: [1.0; 4] };
        let high = TotalsBox { low: [2.0, 0.0, 0.0, 0.0], high: [3.0, 1.0, 1.0, 1.0] };
        assert_eq!(low.intersection(&high), None);
        assert_eq!(low.intersection(&low), Some(low));
        assert!(low.contains(&[0.5; 4]) && !low.contains(&[2.0; 4]));
    }
}
