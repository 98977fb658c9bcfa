//! Minimal winning coalitions, one after the other.

use willing_council::{Seat, SimpleGame};

use super::ordered::{Ordered, complement, heavy_first, seats};

/// The minimal winning coalitions: those that win, but lose when any member leaves.
///
/// Each is a sorted list of seats, for any number of seats. They come in a fixed order: with the seats arranged by falling
/// weight (by the sum of their shares in the weights of all conditions; then by weights, then by place), a coalition comes
/// before another if the first seat in which they differ is in it.
///
/// # Complexity
///
/// O(n) conditions are evaluated between one coalition and the next where each seat weighs no less than the next by every
/// condition, so in every weighted game. Otherwise there can be long ways without a coalition.
///
/// # Example
///
/// ```
/// use willing_council::SimpleGame;
/// use willing_solver::simple::MinimalWinning;
///
/// let game = SimpleGame::weighted(4, [1, 2, 1, 2])?;
/// let lists = MinimalWinning::new(&game).map(|list| list.iter().map(ToString::to_string).collect::<String>());
/// assert_eq!(lists.collect::<Vec<_>>(), ["13", "012", "023"]);
/// # Ok::<(), willing_council::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct MinimalWinning {
    game: Ordered,
    order: Vec<usize>,
    descends: bool,
    /// The place to decide next; `None` at the end.
    next: Option<usize>,
    members: Vec<usize>,
    /// What the members weigh, by condition.
    sums: Vec<u64>,
}

impl MinimalWinning {
    /// All of `game`.
    #[must_use]
    pub fn new(game: &SimpleGame) -> Self {
        let order = heavy_first(game);
        let ordered = Ordered::new(game, &order, &[]);
        let sums = vec![0; ordered.quotas().len()];
        Self { descends: ordered.descends(), game: ordered, order, next: Some(0), members: Vec::new(), sums }
    }

    /// Whether the members and `more`, less `fewer`, meet the conditions.
    fn wins(&self, more: &[u64], fewer: &[u64]) -> bool {
        self.game.formula().holds(&mut |&condition| {
            let of = |numbers: &[u64]| numbers.get(condition).copied().unwrap_or(0);
            of(&self.sums) + of(more) - of(fewer) >= of(self.game.quotas())
        })
    }

    fn add(&mut self, place: usize) {
        self.sums.iter_mut().zip(self.game.seat(place)).for_each(|(sum, weight)| *sum += weight);
        self.members.push(place);
    }

    /// Takes the last member out, and says which it was.
    fn drop_last(&mut self) -> Option<usize> {
        let place = self.members.pop()?;
        self.sums.iter_mut().zip(self.game.seat(place)).for_each(|(sum, weight)| *sum -= weight);
        Some(place)
    }

    /// Whether no member can leave the coalition, which wins since the last one has joined.
    fn is_minimal(&self) -> bool {
        // The last member weighs least where weights descend, and without it the coalition lost.
        self.descends || self.members.iter().all(|&member| !self.wins(&[], self.game.seat(member)))
    }

    fn coalition(&self) -> Vec<Seat> {
        seats(self.members.iter().filter_map(|place| self.order.get(*place).copied()))
    }
}

impl Iterator for MinimalWinning {
    type Item = Vec<Seat>;

    fn next(&mut self) -> Option<Vec<Seat>> {
        if self.members.is_empty() && self.next == Some(0) && self.wins(&[], &[]) {
            self.next = None;
            return Some(Vec::new());
        }
        // Here the members lose, and seats from `place` on are undecided.
        while let Some(place) = self.next {
            if place == self.game.len() || !self.wins(self.game.left(place), &[]) {
                self.next = self.drop_last().map(|last| last + 1);
                continue;
            }
            self.add(place);
            self.next = Some(place + 1);
            if self.wins(&[], &[]) {
                let found = self.is_minimal().then(|| self.coalition());
                self.drop_last();
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }
}

/// The minimal blocking coalitions: those without which the others lose, but of which no member can be spared. They are the
/// minimal winning coalitions of the [dual](SimpleGame::dual).
#[must_use]
pub fn minimal_blocking(game: &SimpleGame) -> MinimalWinning {
    MinimalWinning::new(&game.dual())
}

/// The maximal losing coalitions: those that lose, but win when anybody joins. They are the complements of the minimal
/// blocking ones, and come in the order of these.
#[must_use]
pub fn maximal_losing(game: &SimpleGame) -> MaximalLosing {
    MaximalLosing { blocking: minimal_blocking(game), game: game.clone() }
}

/// The maximal losing coalitions of a game; see [`maximal_losing`].
#[derive(Clone, Debug)]
pub struct MaximalLosing {
    blocking: MinimalWinning,
    game: SimpleGame,
}

impl Iterator for MaximalLosing {
    type Item = Vec<Seat>;

    fn next(&mut self) -> Option<Vec<Seat>> {
        self.blocking.next().map(|coalition| complement(&self.game, &coalition))
    }
}
