//! The excesses of all coalitions of a table.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};
use willing_game::Rational;
use willing_game::tu::{Numerators, TableGame, Worths};

use super::ceilings::Ceilings;
use super::family::{ExcessFamily, Number, Query, Shape};
use super::scan::{Scan, Source, Threshold};
use crate::Run;

/// How excesses of coalitions of different sizes compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gauge {
    /// As they are.
    Plain,
    /// Divided by the number of members.
    PerCapita,
}

/// The excesses of all coalitions but the empty and the grand one, in units of one over the denominator of the
/// worths. The number of an excess is the bit mask of its coalition.
#[derive(Debug)]
pub(crate) struct TableFamily<'a> {
    players: usize,
    worths: Worths<'a>,
    /// All worths as integers; `None` if nothing but bounds is asked exactly.
    numerators: Option<Numerators<'a>>,
    gauge: Gauge,
    scale: f64,
}

impl<'a> TableFamily<'a> {
    /// The excesses of `game`, to be compared exactly too.
    ///
    /// # Errors
    ///
    /// [`Error::FloatRange`](willing_game::tu::Error::FloatRange).
    pub(crate) fn exact(game: &'a TableGame, gauge: Gauge) -> Result<Self, willing_game::tu::Error> {
        game.numerators().map(|numerators| Self::new(game, gauge, Some(numerators)))
    }

    /// The excesses of `game`, to be compared in floats only.
    pub(crate) fn float(game: &'a TableGame, gauge: Gauge) -> Self {
        // Of a table of floats they would cost a pass.
        let numerators = if game.is_exact() { game.numerators().ok() } else { None };
        Self::new(game, gauge, numerators)
    }

    fn new(game: &'a TableGame, gauge: Gauge, numerators: Option<Numerators<'a>>) -> Self {
        let worths = game.worths();
        let scale = match worths {
            Worths::Float(_) => game.greatest_worth().max(-game.least_worth()),
            Worths::Integer { .. } => game.largest_numerator() as f64,
        };
        let scale = if scale > 0.0 { scale } else { 1.0 };
        Self { players: game.player_count(), worths, numerators, gauge, scale }
    }

    /// What one unit of this family is worth in the game.
    pub(crate) fn unit(&self) -> Rational {
        let denominator =
            self.numerators.as_ref().map_or_else(|| BigInt::from(1), |all| all.denominator().clone());
        Rational::new(1, denominator).unwrap_or_default()
    }

    fn size(&self, mask: u64) -> i32 {
        match self.gauge {
            Gauge::Plain => 1,
            Gauge::PerCapita => i32::try_from(mask.count_ones()).unwrap_or(1),
        }
    }

    fn grand_mask(&self) -> u64 {
        (1 << self.players) - 1
    }

    fn threshold<T: Clone>(&self, times: impl Fn(i64) -> T) -> Threshold<T> {
        match self.gauge {
            Gauge::Plain => Threshold::Flat(times(1)),
            Gauge::PerCapita => Threshold::BySize((0..).take(self.players + 1).map(times).collect()),
        }
    }
}

impl ExcessFamily for TableFamily<'_> {
    fn columns(&self) -> usize {
        self.players
    }

    fn grand(&self) -> Vec<i32> {
        vec![1; self.players]
    }

    fn total<N: Number>(&self) -> N {
        self.bound(self.grand_mask())
    }

    fn shape(&self, id: u64) -> Shape {
        Shape {
            entries: (0..self.players).map(|player| i32::from(id >> player & 1 == 1)).collect(),
            gauge: self.size(id),
        }
    }

    fn bound<N: Number>(&self, id: u64) -> N {
        let place = usize::try_from(id).unwrap_or(usize::MAX);
        let float = || match self.worths {
            Worths::Float(worths) => worths.get(place).copied().unwrap_or(0.0),
            Worths::Integer { numerators, .. } => {
                numerators.get(place).map_or(0.0, |numerator| *numerator as f64)
            }
        };
        let exact = || match &self.numerators {
            Some(numerators) => Rational::from(numerators.get(place)),
            None => Rational::from_float(float()).unwrap_or_default(),
        };
        N::known(exact, float)
    }

    fn opposite(&self, id: u64) -> u64 {
        self.grand_mask() & !id
    }

    fn starters(&self) -> Vec<u64> {
        let singletons = (0..self.players).map(|player| 1 << player);
        let complements = singletons.clone().map(|mask: u64| self.opposite(mask));
        singletons.chain(complements).filter(|mask| *mask != 0 && *mask != self.grand_mask()).collect()
    }

    fn scale(&self) -> f64 {
        self.scale
    }

    fn largest_entry(&self) -> f64 {
        1.0
    }

    fn has_negative_entries(&self) -> bool {
        false
    }

    fn largest_gauge(&self) -> i32 {
        self.size(self.grand_mask())
    }

    fn above(&self, query: &Query<'_, f64>, ceilings: &mut Ceilings, run: &Run) -> Vec<u64> {
        // v(S) − x(S) > t·|S| is v(S) − Σ (x_i + t) > 0: one threshold for all coalitions, as the ceilings want it.
        let (raised, threshold) = match self.gauge {
            Gauge::Plain => (Vec::new(), query.level + query.tolerance),
            Gauge::PerCapita => {
                (query.point.iter().map(|amount| amount + query.level).collect(), query.tolerance)
            }
        };
        let amounts = if raised.is_empty() { query.point } else { &raised };
        let (span, threshold) = (query.span, &Threshold::Flat(threshold));
        let found = match self.worths {
            Worths::Float(worths) => {
                let source = &Floats(worths);
                Scan { source, amounts, threshold, span }.worst(query.start, query.most, ceilings, run)
            }
            Worths::Integer { numerators, .. } => {
                let source = &Rounded { numerators, small: self.scale < SMALL };
                Scan { source, amounts, threshold, span }.worst(query.start, query.most, ceilings, run)
            }
        };
        found.into_iter().map(|above| above.mask).collect()
    }

    fn above_exactly(&self, query: &Query<'_, Rational>, run: &Run) -> Vec<u64> {
        let Some(numerators) = &self.numerators else { return Vec::new() };
        // Everything times the common denominator of the amounts; a level between two integers is rounded down,
        // since an integer excess is above it exactly if it is above that.
        let scale = query.point.iter().fold(BigInt::from(1), |lcm, amount| lcm.lcm(amount.denominator()));
        let amounts: Vec<BigInt> =
            query.point.iter().map(|amount| amount.numerator() * (&scale / amount.denominator())).collect();
        let level = query.level.numerator() * &scale;
        let threshold = self.threshold(|size| (&level * size).div_floor(query.level.denominator()));
        let largest = BigInt::from(numerators.largest());
        let most = amounts.iter().fold(largest * &scale, |sum, amount| sum + amount.abs());
        let most = most + level.abs() * BigInt::from(self.players + 1);
        let span = query.span;
        let found = if most.bits() < 62
            && let Some(scale) = scale.to_i64()
        {
            let amounts: Vec<i64> = amounts.iter().filter_map(ToPrimitive::to_i64).collect();
            let threshold = convert(&threshold, |value| value.to_i64().unwrap_or_default());
            let source = &Scaled { numerators, scale };
            Scan { source, amounts: &amounts, threshold: &threshold, span }.worst(
                query.start,
                query.most,
                &mut Ceilings::new(self.scale),
                run,
            )
        } else if most.bits() < 126
            && let Some(scale) = scale.to_i128()
        {
            let amounts: Vec<i128> = amounts.iter().filter_map(ToPrimitive::to_i128).collect();
            let threshold = convert(&threshold, |value| value.to_i128().unwrap_or_default());
            let source = &Wide { numerators, scale };
            Scan { source, amounts: &amounts, threshold: &threshold, span }.worst(
                query.start,
                query.most,
                &mut Ceilings::new(self.scale),
                run,
            )
        } else {
            let source = &Unbounded { numerators, scale };
            Scan { source, amounts: &amounts, threshold: &threshold, span }.worst(
                query.start,
                query.most,
                &mut Ceilings::new(self.scale),
                run,
            )
        };
        found.into_iter().map(|above| above.mask).collect()
    }
}

fn convert<T, U>(threshold: &Threshold<T>, to: impl Fn(&T) -> U) -> Threshold<U> {
    match threshold {
        Threshold::Flat(value) => Threshold::Flat(to(value)),
        Threshold::BySize(values) => Threshold::BySize(values.iter().map(to).collect()),
    }
}

/// Floats as they stand.
struct Floats<'a>(&'a [f64]);

impl Source<f64> for Floats<'_> {
    fn block<'b>(&'b self, first: usize, length: usize, _: &'b mut Vec<f64>) -> &'b [f64] {
        self.0.get(first..first + length).unwrap_or_default()
    }
}

/// Integers below this in size are rounded to floats by adding a constant, which the compiler vectorises.
const SMALL: f64 = (1u64 << 51) as f64;

/// Integers rounded to floats.
struct Rounded<'a> {
    numerators: &'a [i64],
    small: bool,
}

impl Source<f64> for Rounded<'_> {
    fn block<'b>(&'b self, first: usize, length: usize, buffer: &'b mut Vec<f64>) -> &'b [f64] {
        // The float whose last place is 1: adding an integer to its bits adds it to its value.
        const ANCHOR: f64 = 6_755_399_441_055_744.0;
        let integers = self.numerators.get(first..first + length).unwrap_or_default();
        buffer.clear();
        if self.small {
            let bits = ANCHOR.to_bits().cast_signed();
            let float = |integer: &i64| f64::from_bits(integer.wrapping_add(bits).cast_unsigned()) - ANCHOR;
            buffer.extend(integers.iter().map(float));
        } else {
            buffer.extend(integers.iter().map(|integer| *integer as f64));
        }
        buffer
    }
}

/// Integers times a factor, within 62 bits.
struct Scaled<'a> {
    numerators: &'a Numerators<'a>,
    scale: i64,
}

impl Source<i64> for Scaled<'_> {
    fn block<'b>(&'b self, first: usize, length: usize, buffer: &'b mut Vec<i64>) -> &'b [i64] {
        // All products fit, by the choice of this source.
        self.numerators.fill(first..first + length, self.scale, buffer);
        buffer
    }
}

/// Integers times a factor, within 126 bits.
struct Wide<'a> {
    numerators: &'a Numerators<'a>,
    scale: i128,
}

impl Source<i128> for Wide<'_> {
    fn block<'b>(&'b self, first: usize, length: usize, buffer: &'b mut Vec<i128>) -> &'b [i128] {
        buffer.clear();
        buffer.extend((first..first + length).map(|mask| self.numerators.get(mask) * self.scale));
        buffer
    }
}

/// Integers times a factor, of any size.
struct Unbounded<'a> {
    numerators: &'a Numerators<'a>,
    scale: BigInt,
}

impl Source<BigInt> for Unbounded<'_> {
    fn block<'b>(&'b self, first: usize, length: usize, buffer: &'b mut Vec<BigInt>) -> &'b [BigInt] {
        buffer.clear();
        buffer.extend((first..first + length).map(|mask| &self.scale * self.numerators.get(mask)));
        buffer
    }
}
