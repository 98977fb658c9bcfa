//! The route by enumeration: every coalition, 64 in a word.
//!
//! The six lightest seats are inside a word: bit S mod 64 of word ⌊S/64⌋ says whether coalition S wins. Who is critical
//! is then a matter of a word and its neighbours, and how many are, of adding bits in parallel.

use num_bigint::BigUint;
use rayon::prelude::*;

use super::Error;
use super::kinds::{Conditions, Kind};
use super::tallies::{Minimal, Tallies};
use super::words::Words;
use crate::Run;

/// The most seats: 2ⁿ bits are kept.
pub(super) const MOST_SEATS: usize = 32;

/// Words counted at once.
const BLOCK: usize = 1 << 12;

/// The coalitions inside a word that a seat inside it is in.
const INSIDE: [u64; 6] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];

/// The coalitions inside a word by their size inside it.
const SIZES: [u64; 7] = sizes();

const fn sizes() -> [u64; 7] {
    let mut masks = [0; 7];
    let mut coalition = 0_u32;
    while coalition < 64 {
        #[expect(clippy::indexing_slicing, reason = "six bits have at most six ones; constant evaluation")]
        {
            masks[coalition.count_ones() as usize] |= 1 << coalition;
        }
        coalition += 1;
    }
    masks
}

/// Counts over all coalitions.
pub(super) fn tallies(
    conditions: &Conditions,
    kinds: &[Kind],
    most: usize,
    run: &Run,
) -> Result<Tallies, Error> {
    // The lightest seats first: most words then hold coalitions that all win or all lose.
    let kind_of: Vec<usize> =
        kinds.iter().enumerate().rev().flat_map(|(kind, of)| of.players.iter().map(move |_| kind)).collect();
    let seats = kind_of.len();
    let most = most.min(MOST_SEATS);
    if seats > most {
        return Err(Error::TooManySeats { route: "enumeration", got: seats, most });
    }
    let weights: Vec<&[u64]> =
        kind_of.iter().filter_map(|kind| kinds.get(*kind)).map(|kind| kind.weights.as_slice()).collect();
    let words = Words::of(conditions, &weights);
    let wins = run.install(|| winning(&words, run))?;
    let blocks: Vec<usize> = (0..wins.len().div_ceil(BLOCK)).collect();
    let tally = |block: &usize| {
        let mut sums = Sums::new(seats);
        if !run.is_cancelled() {
            (block * BLOCK..wins.len().min((block + 1) * BLOCK)).for_each(|place| sums.add(&wins, place));
        }
        sums
    };
    let sums = run.install(|| {
        if run.is_parallel() {
            blocks.par_iter().map(tally).reduce(|| Sums::new(seats), Sums::plus)
        } else {
            blocks.iter().map(tally).fold(Sums::new(seats), Sums::plus)
        }
    });
    if run.is_cancelled() {
        return Err(Error::Cancelled);
    }
    Ok(sums.tallies(kinds, &kind_of))
}

fn winning(words: &Words, run: &Run) -> Result<Vec<u64>, Error> {
    let mut wins = vec![0; words.len()];
    let fill = |(block, wins): (usize, &mut [u64])| {
        if !run.is_cancelled() {
            wins.iter_mut().enumerate().for_each(|(place, word)| *word = words.word(block * BLOCK + place));
        }
    };
    if run.is_parallel() {
        wins.par_chunks_mut(BLOCK).enumerate().for_each(fill);
    } else {
        wins.chunks_mut(BLOCK).enumerate().for_each(fill);
    }
    if run.is_cancelled() { Err(Error::Cancelled) } else { Ok(wins) }
}

/// Counts by seat, the lightest first, and by size or by how many are critical.
struct Sums {
    winning: u64,
    minimal: u64,
    swings: Vec<Vec<u64>>,
    with: Vec<Vec<u64>>,
    among: Vec<Vec<u64>>,
    /// Scratch: critical seats of a word, with the coalitions that they are critical in.
    critical: Vec<(usize, u64)>,
}

impl Sums {
    fn new(seats: usize) -> Self {
        let table = || vec![vec![0; seats + 1]; seats];
        Self { winning: 0, minimal: 0, swings: table(), with: table(), among: table(), critical: Vec::new() }
    }

    fn plus(mut self, other: Self) -> Self {
        self.winning += other.winning;
        self.minimal += other.minimal;
        let tables =
            [(&mut self.swings, other.swings), (&mut self.with, other.with), (&mut self.among, other.among)];
        for (own, other) in tables {
            for (own, other) in own.iter_mut().zip(other) {
                own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
            }
        }
        self
    }

    /// The coalitions of one word.
    fn add(&mut self, wins: &[u64], place: usize) {
        let word = wins.get(place).copied().unwrap_or(0);
        if word == 0 {
            return;
        }
        self.winning += u64::from(word.count_ones());
        self.find_critical(wins, place, word);
        let outside = place.count_ones() as usize;
        // planes[b] has bit S set iff the number of critical members of coalition S has bit b.
        let mut planes = [0u64; 6];
        for (_, coalitions) in &self.critical {
            let mut carry = *coalitions;
            for plane in &mut planes {
                (*plane, carry) = (*plane ^ carry, *plane & carry);
            }
        }
        let having = |number: usize| {
            let bits = planes.iter().enumerate();
            bits.fold(word, |left, (bit, plane)| left & if number >> bit & 1 == 1 { *plane } else { !plane })
        };
        for (inside, mask) in SIZES.iter().enumerate() {
            let size = outside + inside;
            let minimal = having(size) & mask;
            self.minimal += u64::from(minimal.count_ones());
            for (seat, coalitions) in &self.critical {
                raise(&mut self.swings, *seat, size, coalitions & mask);
                raise(&mut self.with, *seat, size, coalitions & minimal);
            }
        }
        let mut left = word & planes.iter().fold(0, |any, plane| any | plane);
        for number in 1..=self.critical.len() {
            if left == 0 {
                break;
            }
            let exactly = having(number);
            left &= !exactly;
            if exactly != 0 {
                for (seat, coalitions) in &self.critical {
                    raise(&mut self.among, *seat, number, coalitions & exactly);
                }
            }
        }
    }

    fn find_critical(&mut self, wins: &[u64], place: usize, word: u64) {
        self.critical.clear();
        let seats = self.swings.len();
        for (seat, inside) in INSIDE.iter().enumerate().take(seats) {
            // What coalitions come to without the seat.
            let without = (word & !inside) << (1 << seat);
            self.note(seat, word & inside & !without);
        }
        let mut left = place;
        while left != 0 {
            let bit = left.trailing_zeros() as usize;
            left &= left - 1;
            let without = wins.get(place & !(1 << bit)).copied().unwrap_or(0);
            self.note(bit + INSIDE.len(), word & !without);
        }
    }

    fn note(&mut self, seat: usize, coalitions: u64) {
        if coalitions != 0 {
            self.critical.push((seat, coalitions));
        }
    }

    fn tallies(self, kinds: &[Kind], kind_of: &[usize]) -> Tallies {
        // Any seat of a kind stands for it.
        let by_kind = |table: &[Vec<u64>], skip: usize| {
            let row = |kind: usize| {
                let seat = kind_of.iter().position(|of| *of == kind);
                let row = seat.and_then(|seat| table.get(seat)).into_iter().flatten();
                row.skip(skip).map(|count| BigUint::from(*count)).collect()
            };
            (0..kinds.len()).map(row).collect::<Vec<_>>()
        };
        Tallies {
            winning: self.winning.into(),
            // By size without the seat.
            swings: by_kind(&self.swings, 1),
            minimal: Some(Minimal { count: self.minimal.into(), with: by_kind(&self.with, 0) }),
            among: Some(by_kind(&self.among, 0)),
        }
    }
}

fn raise(table: &mut [Vec<u64>], seat: usize, place: usize, coalitions: u64) {
    if coalitions != 0
        && let Some(count) = table.get_mut(seat).and_then(|row| row.get_mut(place))
    {
        *count += u64::from(coalitions.count_ones());
    }
}
