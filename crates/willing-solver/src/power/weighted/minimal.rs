//! Minimal winning coalitions, counted: Holler's and the Deegan–Packel index.
//!
//! Seats in descending order of weight. A winning coalition is minimal iff it loses without its last, and so lightest,
//! seat j: the seats before j in it weigh q − w_j ..= q − 1. Those that hold an earlier seat of weight w are counted by
//! windows of xʷ c / (1 + xʷ), where c is the product over the seats before j.

use num_bigint::{BigInt, BigUint};
use willing_council::WeightedQuota;
use willing_game::Rational;

use super::limbs::{Limbs, Prefix, planes_for, whole};
use super::orders::least_common_multiple;
use super::power::shift;
use super::reduced::{Class, Reduced};
use super::sizes::{SizeTable, Sums};
use super::{Error, WeightedPower};
use crate::Run;

/// How many minimal winning coalitions there are, and how many each seat is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinimalWinning {
    /// All of them.
    pub count: BigUint,
    /// Those with each seat: Holler's public good counts.
    pub by_seat: Vec<BigUint>,
}

/// Minimal winning coalitions by how many seats they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinimalWinningBySize {
    /// Entry s: those of s seats.
    pub count: Vec<BigUint>,
    /// For each seat the same, of those it is in.
    pub by_seat: Vec<Vec<BigUint>>,
}

impl WeightedPower {
    /// Minimal winning coalitions, and how many hold each seat.
    ///
    /// # Errors
    ///
    /// [`Error::TableTooLarge`]; [`Error::Cancelled`].
    ///
    /// # Complexity
    ///
    /// ⌈n/56⌉ times n q additions, and n q / w more for each weight w; memory 8 q ⌈n/56⌉ + 16 q bytes.
    pub fn minimal_winning(&self, rule: &WeightedQuota) -> Result<MinimalWinning, Error> {
        let game = Reduced::of(rule);
        let columns = self.columns(game.quota, 8 * planes_for(game.seats()) as u128 + 16)?;
        let mut table = Limbs::one(columns);
        let mut reach = columns.min(1);
        let mut count = BigInt::ZERO;
        let mut by_class = vec![BigInt::ZERO; game.classes.len()];
        let mut prefix = Prefix::default();
        for (before, last) in Lasts::of(&game) {
            self.step("last seats", before, game.seats())?;
            let mut here = Vec::new();
            let mut with: Vec<Vec<i128>> = vec![Vec::new(); game.classes.len()];
            for plane in table.planes() {
                prefix.fill(plane);
                here.push(last.window(&prefix, columns));
                for (index, class) in last.earlier(&game.classes) {
                    let signed = last
                        .windows(columns, class)
                        .map(|(sign, low, high)| sign * prefix.between(low, high));
                    if let Some(words) = with.get_mut(index) {
                        words.push(signed.sum());
                    }
                }
            }
            let here = whole(&here);
            for (index, (sum, words)) in by_class.iter_mut().zip(&with).enumerate() {
                *sum += if last.is_first_of(index) { here.clone() } else { whole(words) };
            }
            count += here;
            table.widen(before + 1);
            reach = table.times(&[last.weight], reach, &Run::new());
        }
        let by_class: Vec<BigUint> =
            by_class.into_iter().map(BigInt::into_parts).map(|parts| parts.1).collect();
        Ok(MinimalWinning {
            count: count.into_parts().1,
            by_seat: game.by_seat(&by_class, &BigUint::default()),
        })
    }

    /// Minimal winning coalitions by size, and how many of each size hold each seat.
    ///
    /// # Errors
    ///
    /// [`Error::TableTooLarge`]; [`Error::Cancelled`].
    ///
    /// # Complexity
    ///
    /// At most n times that of [`WeightedPower::minimal_winning`], in time and memory.
    pub fn minimal_winning_by_size(&self, rule: &WeightedQuota) -> Result<MinimalWinningBySize, Error> {
        let game = Reduced::of(rule);
        let seats = game.seats();
        let columns = self.columns(game.quota, SizeTable::bytes_each(seats, seats) + 16)?;
        let classes = game.classes.len();
        let mut table = SizeTable::new(seats, columns, seats);
        let mut count = vec![BigUint::default(); seats + 1];
        let mut by_class = vec![count.clone(); classes];
        let mut prefix = Prefix::default();
        for (before, last) in Lasts::of(&game) {
            self.step("last seats", before, seats)?;
            // One class more, for all coalitions whatever they hold; sizes are those of the seats before.
            let mut sums = Sums::new(classes + 1, before + 1);
            for (plane, slices) in table.planes().iter().enumerate() {
                let slices = slices.iter().take(before + 1).enumerate();
                for (size, slice) in slices.filter(|(_, slice)| !slice.is_empty()) {
                    prefix.fill(slice);
                    if let Some(all) = sums.words(classes, size, plane).next() {
                        *all += last.window(&prefix, columns);
                    }
                    for (index, class) in last.earlier(&game.classes) {
                        let windows = last.windows(columns, class);
                        for (sum, (sign, low, high)) in sums.words(index, size + 1, plane).zip(windows) {
                            *sum += sign * prefix.between(low, high);
                        }
                    }
                }
            }
            let sums = sums.finish();
            let all = sums.last().map(Vec::as_slice).unwrap_or_default();
            add_from_one(&mut count, all);
            for (index, (total, sum)) in by_class.iter_mut().zip(&sums).enumerate() {
                add_from_one(total, if last.is_first_of(index) { all } else { sum });
            }
            table.add(&[last.weight as u64]);
        }
        let none = vec![BigUint::default(); seats + 1];
        Ok(MinimalWinningBySize { count, by_seat: game.by_seat(&by_class, &none) })
    }
}

impl MinimalWinningBySize {
    /// The Deegan–Packel index: each minimal winning coalition is as likely, and its seats share alike.
    #[must_use]
    pub fn deegan_packel(&self) -> Vec<Rational> {
        let multiple = least_common_multiple(self.count.len().saturating_sub(1));
        let below = &multiple * self.count.iter().sum::<BigUint>();
        let share = |counts: &Vec<BigUint>| {
            let sizes = counts.iter().enumerate().skip(1);
            let above: BigUint = sizes.map(|(size, count)| count * (&multiple / size)).sum();
            Rational::new(above, below.clone()).unwrap_or_default()
        };
        self.by_seat.iter().map(share).collect()
    }
}

/// Adds counts of sizes without the last seat to those with it.
fn add_from_one(totals: &mut [BigUint], counts: &[BigUint]) {
    for (total, count) in totals.iter_mut().skip(1).zip(counts) {
        *total += count;
    }
}

/// The lightest seat of a coalition.
#[derive(Clone, Copy, Debug)]
struct Last {
    weight: usize,
    class: usize,
    /// Whether no seat of its class comes before it.
    first: bool,
}

/// All seats in descending order, with how many come before each.
struct Lasts;

impl Lasts {
    fn of(game: &Reduced) -> impl Iterator<Item = (usize, Last)> {
        let classes = game.classes.iter().enumerate().rev();
        let seats = classes.flat_map(|(class, Class { weight, seats })| {
            (0..*seats).map(move |place| Last { weight: shift(*weight), class, first: place == 0 })
        });
        seats.enumerate()
    }
}

impl Last {
    /// Whether this is the seat that stands for its class, and the class is this.
    fn is_first_of(self, class: usize) -> bool {
        self.first && self.class == class
    }

    /// Classes of which a seat comes before this one.
    fn earlier(self, classes: &[Class]) -> impl Iterator<Item = (usize, usize)> {
        let start = if self.first { self.class + 1 } else { self.class };
        classes.iter().enumerate().skip(start).map(|(index, class)| (index, shift(class.weight)))
    }

    /// Coalitions of earlier seats that lose, and win with this seat.
    fn window(self, prefix: &Prefix, quota: usize) -> i128 {
        prefix.between(quota.saturating_sub(self.weight), quota)
    }

    /// The windows below the quota, with their signs, for those that hold one seat of weight w: at k = 1, 2, …,
    /// the window of this seat moved down by kw.
    fn windows(self, quota: usize, weight: usize) -> impl Iterator<Item = (i128, usize, usize)> {
        let tops =
            (1..).map(move |k| quota.saturating_sub(weight.saturating_mul(k))).take_while(|top| *top > 0);
        let signs = [1, -1].into_iter().cycle();
        tops.zip(signs).map(move |(top, sign)| (sign, top.saturating_sub(self.weight), top))
    }
}
