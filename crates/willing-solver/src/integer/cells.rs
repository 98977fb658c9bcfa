//! One total after another: is there an equilibrium with this total?

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use willing_check::integer::{Cell, Class, Count, Tag};
use willing_game::IntegerAggregativeGame;

use super::Error;
use super::knapsack::Knapsack;
use super::replies::Replies;
use super::table::Table;

/// What is known about consecutive totals.
#[derive(Default)]
pub(crate) struct Stretch {
    pub(crate) tags: Vec<Tag>,
    pub(crate) cells: Vec<Cell>,
    /// Payoffs and knapsack steps.
    pub(crate) work: u64,
    pub(crate) stopped: Option<Stop>,
}

/// Why a stretch ends early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Cancelled,
    Work,
}

/// Decides the totals of one stretch.
pub(crate) struct Decider<'a, G: ?Sized> {
    table: &'a Table,
    replies: Replies<'a, G>,
    /// The players, those most likely to refute a total first: whoever refuted one lately, then by
    /// how much they can move the total.
    order: Vec<usize>,
}

impl<'a, G: IntegerAggregativeGame + ?Sized> Decider<'a, G> {
    pub(crate) fn new(game: &'a G, table: &'a Table, tolerance: f64) -> Self {
        let mut order: Vec<usize> = (0..table.seats.len()).collect();
        let width = |&player: &usize| {
            let seat = &table.seats[player];
            std::cmp::Reverse(seat.greatest.abs_diff(seat.least))
        };
        order.sort_by_key(width);
        Self { table, replies: Replies::new(game, table, tolerance), order }
    }

    /// Decides the totals from `first` on, as many as `totals`, within `work`.
    pub(crate) fn stretch(
        mut self,
        first: i64,
        totals: u64,
        work: u64,
        cancel: Option<&AtomicBool>,
    ) -> Result<Stretch, Error> {
        let mut stretch = Stretch::default();
        let mut knapsacks = 0;
        for total in first.. {
            if stretch.tags.len() as u64 == totals {
                break;
            }
            if cancel.is_some_and(|flag| flag.load(Ordering::Relaxed)) {
                stretch.stopped = Some(Stop::Cancelled);
                break;
            }
            let tag = match self.refute(total)? {
                Some(tag) => tag,
                None => match self.knapsack(total)? {
                    (knapsack, _) if knapsacks + knapsack.work() + self.replies.evaluations > work => {
                        stretch.stopped = Some(Stop::Work);
                        break;
                    }
                    (knapsack, classes) => {
                        knapsacks += knapsack.work();
                        stretch.decide(total, &knapsack, classes)
                    }
                },
            };
            stretch.tags.push(tag);
        }
        stretch.work = knapsacks + self.replies.evaluations;
        Ok(stretch)
    }

    /// The tag of a total that an empty set of best replies or the interval of their sums refutes.
    /// Players not looked at yet count with all their actions.
    fn refute(&mut self, total: i64) -> Result<Option<Tag>, Error> {
        let (mut least, mut greatest) = (self.table.low, self.table.high);
        for place in 0..self.order.len() {
            let player = self.order[place];
            let Some((low, high)) = self.replies.range(player, total)? else {
                self.order[..=place].rotate_right(1);
                return Ok(Some(Tag::NoBestReply { player }));
            };
            let seat = &self.table.seats[player];
            least += low - seat.least;
            greatest += high - seat.greatest;
            if least > total {
                return Ok(Some(Tag::Above));
            }
            if greatest < total {
                return Ok(Some(Tag::Below));
            }
        }
        Ok(None)
    }

    /// The choices of the players at a total, as a knapsack and as classes.
    fn knapsack(&mut self, total: i64) -> Result<(Knapsack, Vec<Class>), Error> {
        let mut classes: Vec<Class> = Vec::new();
        let mut places = BTreeMap::new();
        let (mut lists, mut least, mut greatest) = (Vec::new(), 0, 0);
        for player in 0..self.table.seats.len() {
            let (mut actions, mut contributions) = (Vec::new(), Vec::new());
            self.replies.for_each(player, total, |action, own| {
                actions.push(u8::try_from(action).unwrap_or(u8::MAX));
                contributions.push(own);
            })?;
            let low = contributions.iter().copied().min().unwrap_or(0);
            let high = contributions.iter().copied().max().unwrap_or(0);
            (least, greatest) = (least + low, greatest + high);
            if contributions.len() > 1 {
                lists.push((low, high, contributions.clone()));
            }
            let place = *places.entry((actions.clone(), contributions.clone())).or_insert(classes.len());
            if place == classes.len() {
                classes.push(Class { players: Vec::new(), actions, contributions });
            }
            classes[place].players.push(u32::try_from(player).unwrap_or(u32::MAX));
        }
        // Counted from the nearer end: the same ways, fewer sums.
        let from_below = total - least <= greatest - total;
        let offset =
            |low: i64, high: i64, own: i64| if from_below { own.abs_diff(low) } else { high.abs_diff(own) };
        let narrow = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        let target = narrow(if from_below { total.abs_diff(least) } else { greatest.abs_diff(total) });
        let offsets = lists
            .into_iter()
            .map(|(low, high, own)| own.into_iter().map(|own| narrow(offset(low, high, own))).collect())
            .collect();
        Ok((Knapsack { offsets, target }, classes))
    }
}

impl Stretch {
    fn decide(&mut self, total: i64, knapsack: &Knapsack, classes: Vec<Class>) -> Tag {
        if !knapsack.is_reachable() {
            return Tag::Unreachable;
        }
        self.cells.push(Cell { total, count: Count::saturated(knapsack.ways()), classes });
        Tag::Holds
    }
}
