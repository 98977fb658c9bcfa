//! The desirability order of seats.

use std::cmp::Ordering;

use willing_check::simple::{CompleteOrder, Incomparable};
use willing_council::{Seat, SimpleGame};
use willing_game::{Limit, Verdict};

use super::ordered::{Ordered, heavy_first, kinds, seats};
use super::separation::{Effort, separation};
use crate::Run;

/// Which seats are more desirable: i is at least as desirable as j if S ∪ {i} wins whenever S ∪ {j} does, for every S without
/// both. `Exists` if any two seats can be compared, with the classes from the most desirable down; `Impossible` with two
/// seats that can't, and a coalition that prefers each.
///
/// Kinds of seats of the same weights are inserted one after the other into the order found so far, which takes
/// O(k log k) comparisons of k kinds: the order is transitive.
///
/// # Example
///
/// ```
/// use willing_council::SimpleGame;
/// use willing_game::Certificate;
/// use willing_solver::simple::Desirability;
///
/// let game = SimpleGame::weighted(51, [50, 49, 1])?;
/// let order = Desirability::new().solve(&game).found()?;
/// assert_eq!(order.classes.len(), 2); // 49 votes are worth no more than one
/// order.check(&game)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Isbell (1958), "A class of simple games"; Taylor & Zwicker (1999), §3.2.
#[derive(Clone, Debug, Default)]
pub struct Desirability {
    effort: Effort,
}

/// How one seat compares with another, and coalitions that prefer either.
struct Comparison {
    for_one: Option<Vec<Seat>>,
    for_other: Option<Vec<Seat>>,
}

impl Desirability {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the most nodes of the search for each comparison (default 2²¹).
    #[must_use]
    pub fn max_nodes(mut self, nodes: usize) -> Self {
        self.effort.max_nodes = nodes;
        self
    }

    /// Sets a way to stop.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.effort.run = run;
        self
    }

    /// The order of the seats of `game`.
    pub fn solve(&self, game: &SimpleGame) -> Verdict<CompleteOrder, Incomparable> {
        match self.order(game) {
            Ok(verdict) => verdict,
            Err(limit) => Verdict::Undecided(limit),
        }
    }

    fn order(&self, game: &SimpleGame) -> Result<Verdict<CompleteOrder, Incomparable>, Limit> {
        let order = heavy_first(game);
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for kind in kinds(game) {
            let Some(&seat) = kind.first() else { continue };
            // The classes before `low` are better, those from `high` on are worse.
            let (mut low, mut high) = (0, classes.len());
            let mut equal = None;
            while low < high && equal.is_none() {
                let middle = usize::midpoint(low, high);
                let Some(&other) = classes.get(middle).and_then(|class| class.first()) else { break };
                let comparison = self.compare(game, &order, seat, other)?;
                match comparison.ordering() {
                    Some(Ordering::Greater) => high = middle,
                    Some(Ordering::Less) => low = middle + 1,
                    Some(Ordering::Equal) => equal = Some(middle),
                    None => return Ok(Verdict::Impossible(incomparable(seat, other, comparison))),
                }
            }
            match equal.and_then(|place| classes.get_mut(place)) {
                Some(class) => class.extend(kind),
                None => classes.insert(low, kind),
            }
        }
        for class in &mut classes {
            class.sort_unstable();
        }
        let mut separations = Vec::new();
        let heads: Vec<usize> = classes.iter().filter_map(|class| class.first().copied()).collect();
        for (one, next) in heads.iter().zip(heads.iter().skip(1)) {
            separations.extend(self.compare(game, &order, *one, *next)?.for_one);
        }
        Ok(Verdict::Exists(CompleteOrder { classes: classes.into_iter().map(seats).collect(), separations }))
    }

    fn compare(
        &self,
        game: &SimpleGame,
        order: &[usize],
        one: usize,
        other: usize,
    ) -> Result<Comparison, Limit> {
        let free: Vec<usize> = order.iter().copied().filter(|seat| *seat != one && *seat != other).collect();
        let (first, second) = (Ordered::new(game, &free, &[one]), Ordered::new(game, &free, &[other]));
        let named =
            |places: Vec<usize>| seats(places.into_iter().filter_map(|place| free.get(place).copied()));
        let for_one = separation(&first, &second, &self.effort)?.map(named);
        let for_other = separation(&second, &first, &self.effort)?.map(named);
        Ok(Comparison { for_one, for_other })
    }
}

impl Comparison {
    fn ordering(&self) -> Option<Ordering> {
        match (&self.for_one, &self.for_other) {
            (None, None) => Some(Ordering::Equal),
            (Some(_), None) => Some(Ordering::Greater),
            (None, Some(_)) => Some(Ordering::Less),
            (Some(_), Some(_)) => None,
        }
    }
}

fn incomparable(one: usize, other: usize, comparison: Comparison) -> Incomparable {
    let seat = |place: usize| Seat::new(u32::try_from(place).unwrap_or(u32::MAX));
    Incomparable {
        one: seat(one),
        other: seat(other),
        for_one: comparison.for_one.unwrap_or_default(),
        for_other: comparison.for_other.unwrap_or_default(),
    }
}
