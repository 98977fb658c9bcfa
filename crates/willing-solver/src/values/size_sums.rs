//! The streaming pass: sums of worths by size, with and without each player.
//!
//! Every value that treats players of equal standing equally and is linear in the game is a combination of
//!
//! ```text
//! X_i[s] = Σ { v(S) : i ∈ S, |S| = s }      and      Y[s] = Σ { v(S) : |S| = s },
//! ```
//!
//! so one pass over the table serves any number of values. The table is read in blocks of 2¹¹ worths: bits 0–5
//! of a coalition are its *low* players, 6–10 its *middle* ones, the rest the *high* ones, which are the same
//! throughout a block. A block is folded twice, once over the middle and once over the low players, each time by
//! how many of them a coalition has: 32 loads, 26 additions and 6 results, all in registers. What is left are
//! a few small arrays for each number of high players, from which X and Y follow at the end; about 1.5 additions
//! and no branch for a worth.
//!
//! Blocks are summed in tasks of a fixed number, and tasks in their order: the same bytes on any number of threads.

use rayon::prelude::*;

use super::Error;
use crate::Run;

/// How many low players there are.
const LOW: usize = 6;
/// How many low and middle players there are.
const INNER: usize = 11;
/// The worths of a block.
const BLOCK: usize = 1 << INNER;
/// The worths of a slice of a block: one coalition of middle players with all of low ones.
const SLICE: usize = 1 << LOW;
/// Blocks in a task; fixed, so that sums do not depend on threads. 4 MiB of worths.
const TASK: usize = 1 << 8;
/// Sizes 0..=30, and room for a block's sums to be added without a test.
const SIZES: usize = 36;

/// The worths of a block, by coalition of middle players.
type Block<T> = [[T; SLICE]; 32];

/// What sums are made of. Integer kinds wrap: the caller bounds sums before it believes them.
pub(super) trait Term: Copy + Send + Sync {
    const ZERO: Self;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
}

impl Term for f64 {
    const ZERO: Self = 0.0;
    #[inline]
    fn plus(self, other: Self) -> Self {
        self + other
    }
    #[inline]
    fn minus(self, other: Self) -> Self {
        self - other
    }
}

impl Term for i64 {
    const ZERO: Self = 0;
    #[inline]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    #[inline]
    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }
}

impl Term for i128 {
    const ZERO: Self = 0;
    #[inline]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    #[inline]
    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }
}

/// A number of up to 190 bits as high · 2⁶⁴ + low, neither normalised: sums of 2³⁰ numbers of 127 bits fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wide {
    pub(super) high: i128,
    pub(super) low: i128,
}

impl From<i128> for Wide {
    fn from(number: i128) -> Self {
        Self { high: number >> 64, low: number & i128::from(u64::MAX) }
    }
}

impl Term for Wide {
    const ZERO: Self = Self { high: 0, low: 0 };
    #[inline]
    fn plus(self, other: Self) -> Self {
        Self { high: self.high.plus(other.high), low: self.low.plus(other.low) }
    }
    #[inline]
    fn minus(self, other: Self) -> Self {
        Self { high: self.high.minus(other.high), low: self.low.minus(other.low) }
    }
}

/// Where worths come from.
pub(super) enum Source<'a, T> {
    /// A table as it stands.
    Slice(&'a [T]),
    /// Numbers made on the way, one for each coalition of so many players.
    Made(usize, &'a (dyn Fn(usize) -> T + Sync)),
}

/// X and Y of the module's page.
#[derive(Clone, Debug)]
pub(super) struct SizeSums<T> {
    /// X_i[s], player by player, for s = 0..=n.
    pub(super) containing: Vec<Vec<T>>,
    /// Y[s].
    pub(super) all: Vec<T>,
}

/// How many additions a worth may go through, at most, on its way into a sum.
pub(super) fn most_additions(players: usize) -> f64 {
    let tasks = 1usize << players.saturating_sub(INNER + 8);
    (tasks + TASK + 640) as f64
}

impl<T: Term> SizeSums<T> {
    /// The sums of a game of `players` players.
    pub(super) fn of(players: usize, source: &Source<'_, T>, run: &Run) -> Result<Self, Error> {
        let high = players.saturating_sub(INNER);
        let blocks = 1usize << high;
        let tasks = blocks.div_ceil(TASK);
        let wave = if run.is_parallel() { 16 } else { 1 };
        let mut parts = Parts::none(high);
        let whole = |parts: &mut Parts<T>| {
            for first in (0..tasks).step_by(wave) {
                if run.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                let last = tasks.min(first + wave);
                let part =
                    |task: usize| Parts::none(high).over(source, task * TASK..blocks.min((task + 1) * TASK));
                if last - first == 1 {
                    parts.add(&part(first));
                } else {
                    let found: Vec<_> = (first..last).into_par_iter().map(part).collect();
                    for found in &found {
                        parts.add(found);
                    }
                }
                run.report("worths by size", last as u64, tasks as u64);
            }
            Ok(())
        };
        if tasks == 1 { whole(&mut parts) } else { run.install(|| whole(&mut parts)) }?;
        Ok(parts.resolve(players))
    }
}

/// One number for each of 0, …, 5 members among five players, and each of two coalitions of the lowest player.
type Pairs<T> = [[T; 2]; 6];

/// Sums over some blocks.
struct Parts<T> {
    /// By middle and high members together: a sum for each coalition of low players.
    low: Vec<[T; SLICE]>,
    /// By high members: for each coalition of middle players, sums by low members.
    middle: Vec<[Pairs<T>; 32]>,
    /// For each high player, by members: the worths of coalitions that contain it.
    high: Vec<[T; SIZES]>,
}

impl<T: Term> Parts<T> {
    fn none(high: usize) -> Self {
        Self {
            low: vec![[T::ZERO; SLICE]; high + 6],
            middle: vec![[[[T::ZERO; 2]; 6]; 32]; high + 1],
            high: vec![[T::ZERO; SIZES]; high],
        }
    }

    /// These sums and those over `blocks`.
    fn over(mut self, source: &Source<'_, T>, blocks: std::ops::Range<usize>) -> Self {
        let mut made = vec![[T::ZERO; SLICE]; 32];
        let mut folded = [[T::ZERO; SLICE]; 6];
        for high in blocks {
            if let Some(block) = block_of(source, high, &mut made) {
                self.take(high, block, &mut folded);
            }
        }
        self
    }

    fn take(&mut self, high: usize, block: &Block<T>, folded: &mut [[T; SLICE]; 6]) {
        let members = high.count_ones() as usize;
        if let Some(middle) = self.middle.get_mut(members) {
            // First: it reads the block in order, as the memory likes best.
            fold_low(block, middle);
        }
        fold_middle(block, folded);
        for (sums, folded) in self.low.iter_mut().skip(members).zip(&*folded) {
            add_all(sums, folded);
        }
        if high == 0 {
            return;
        }
        let sums = by_size(folded);
        for (seat, containing) in self.high.iter_mut().enumerate() {
            if high >> seat & 1 == 1 {
                let place = containing.get_mut(members..members + sums.len()).unwrap_or_default();
                place.iter_mut().zip(&sums).for_each(|(place, sum)| *place = place.plus(*sum));
            }
        }
    }

    fn add(&mut self, other: &Self) {
        self.low.iter_mut().zip(&other.low).for_each(|(sums, more)| add_all(sums, more));
        self.high.iter_mut().zip(&other.high).for_each(|(sums, more)| add_all(sums, more));
        let mine = self.middle.as_flattened_mut().as_flattened_mut().as_flattened_mut().iter_mut();
        let theirs = other.middle.as_flattened().as_flattened().as_flattened();
        mine.zip(theirs).for_each(|(sum, more)| *sum = sum.plus(*more));
    }

    /// Who is in what: the sums for each player of each kind.
    fn resolve(&self, players: usize) -> SizeSums<T> {
        let mut containing = vec![[T::ZERO; SIZES]; INNER];
        let mut all = [T::ZERO; SIZES];
        for (members, sums) in self.low.iter().enumerate() {
            for (coalition, sum) in sums.iter().enumerate() {
                let size = members + coalition.count_ones() as usize;
                add_at(&mut all, size, *sum);
                let seated = containing.iter_mut().take(LOW).enumerate();
                seated
                    .filter(|(seat, _)| coalition >> seat & 1 == 1)
                    .for_each(|(_, sums)| add_at(sums, size, *sum));
            }
        }
        for (members, slices) in self.middle.iter().enumerate() {
            for (coalition, pairs) in slices.iter().enumerate() {
                let seated = containing.iter_mut().skip(LOW).enumerate();
                for (_, sums) in seated.filter(|(seat, _)| coalition >> seat & 1 == 1) {
                    let least = members + coalition.count_ones() as usize;
                    for (low, [without, with]) in pairs.iter().enumerate() {
                        add_at(sums, least + low, *without);
                        add_at(sums, least + low + 1, *with);
                    }
                }
            }
        }
        containing.extend_from_slice(&self.high);
        let cut = |sums: &[T; SIZES]| sums.iter().take(players + 1).copied().collect::<Vec<_>>();
        SizeSums { containing: containing.iter().take(players).map(cut).collect(), all: cut(&all) }
    }
}

fn add_at<T: Term>(sums: &mut [T; SIZES], place: usize, more: T) {
    if let Some(sum) = sums.get_mut(place) {
        *sum = sum.plus(more);
    }
}

fn add_all<T: Term, const N: usize>(sums: &mut [T; N], more: &[T; N]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum = sum.plus(*more));
}

/// The block whose high players are `high`; made in `room` if the source has none at hand.
fn block_of<'a, T: Term>(
    source: &'a Source<'_, T>,
    high: usize,
    room: &'a mut [[T; SLICE]],
) -> Option<&'a Block<T>> {
    let first = high * BLOCK;
    match source {
        Source::Slice(worths) if worths.len() >= BLOCK => {
            worths.get(first..first + BLOCK)?.as_chunks::<SLICE>().0.try_into().ok()
        }
        // Fewer than eleven players: the others are in no coalition that is worth anything.
        Source::Slice(worths) => {
            room.as_flattened_mut().iter_mut().zip(*worths).for_each(|(place, worth)| *place = *worth);
            (&*room).try_into().ok()
        }
        Source::Made(players, make) => {
            let count = BLOCK.min(1 << players);
            let places = room.as_flattened_mut().iter_mut().take(count);
            places.zip(first..).for_each(|(place, mask)| *place = make(mask));
            (&*room).try_into().ok()
        }
    }
}

/// The sums of 32 numbers by how many bits their places have.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "its callers are vectorised only with it inside: 3 times slower else"
)]
fn fold32<T: Term>(at: impl Fn(usize) -> T) -> [T; 6] {
    let two = |a, b| T::plus(at(a), at(b));
    let four = |a, b, c, d| T::plus(two(a, b), two(c, d));
    [
        at(0),
        four(1, 2, 4, 8).plus(at(16)),
        four(3, 5, 6, 9).plus(four(10, 12, 17, 18)).plus(two(20, 24)),
        four(7, 11, 13, 14).plus(four(19, 21, 22, 25)).plus(two(26, 28)),
        four(15, 23, 27, 29).plus(at(30)),
        at(31),
    ]
}

/// Sums over the middle players, by how many there are, for each coalition of low ones.
#[inline(never)]
#[expect(clippy::indexing_slicing, reason = "constant bounds on arrays, which the compiler proves")]
fn fold_middle<T: Term>(block: &Block<T>, folded: &mut [[T; SLICE]; 6]) {
    let [f0, f1, f2, f3, f4, f5] = folded;
    for low in 0..SLICE {
        [f0[low], f1[low], f2[low], f3[low], f4[low], f5[low]] = fold32(|middle| block[middle][low]);
    }
}

/// Adds, for each coalition of middle players, sums over low players 1–5 by how many there are.
#[inline(never)]
fn fold_low<T: Term>(block: &Block<T>, sums: &mut [Pairs<T>; 32]) {
    for (slice, pairs) in block.iter().zip(sums) {
        fold_pairs(slice, pairs);
    }
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "as for the fold inside")]
#[expect(clippy::indexing_slicing, reason = "constant bounds on arrays, which the compiler proves")]
fn fold_pairs<T: Term>(slice: &[T; SLICE], pairs: &mut [[T; 2]; 6]) {
    let (places, _) = slice.as_chunks::<2>();
    let Ok(places) = <&[[T; 2]; 32]>::try_from(places) else { return };
    for lane in 0..2 {
        let sums = fold32(|place| places[place][lane]);
        for (pair, sum) in pairs.iter_mut().zip(sums) {
            pair[lane] = pair[lane].plus(sum);
        }
    }
}

/// The sums of a block by how many low and middle players a coalition has.
fn by_size<T: Term>(folded: &[[T; SLICE]; 6]) -> [T; 12] {
    let mut pairs = [[T::ZERO; 2]; 11];
    for (middle, slice) in folded.iter().enumerate() {
        if let Some(pairs) = pairs.get_mut(middle..).and_then(|rest| rest.first_chunk_mut::<6>()) {
            fold_pairs(slice, pairs);
        }
    }
    let mut sums = [T::ZERO; 12];
    for (place, [without, with]) in pairs.iter().enumerate() {
        for (sum, more) in sums.iter_mut().skip(place).zip([without, with]) {
            *sum = sum.plus(*more);
        }
    }
    sums
}
