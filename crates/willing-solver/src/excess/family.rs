//! What a game must give so that its levels of excess can be found.

use willing_game::Rational;

use super::ceilings::Ceilings;
use super::span::Span;
use crate::Run;

/// A row a·x + g t ≥ b without its bound: the excess (b − a·x) / g is at most t.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// a: one entry a column.
    pub(crate) entries: Vec<i32>,
    /// g; positive.
    pub(crate) gauge: i32,
}

/// A finite family of excess functions, each known by a number.
pub(crate) trait ExcessFamily: Sync {
    /// How many columns there are: players, or types of players.
    fn columns(&self) -> usize;

    /// The row of the grand coalition.
    fn grand(&self) -> Vec<i32>;

    /// What the grand coalition shares.
    fn total<N: Number>(&self) -> N;

    /// The row of excess `id`.
    fn shape(&self, id: u64) -> Shape;

    /// Its bound b.
    fn bound<N: Number>(&self, id: u64) -> N;

    /// The excess whose row and that of `id` sum to a multiple of the grand row.
    fn opposite(&self, id: u64) -> u64;

    /// Excesses whose rows span everything: where a search starts.
    fn starters(&self) -> Vec<u64>;

    /// The size of the largest bound, at least 1 if all are 0.
    fn scale(&self) -> f64;

    /// The largest entry of a row, in size.
    fn largest_entry(&self) -> f64;

    /// Whether rows have negative entries.
    fn has_negative_entries(&self) -> bool;

    /// The largest gauge.
    fn largest_gauge(&self) -> i32;

    /// Excesses outside `span` that are above `level` at `point` by more than `tolerance`: a varied choice of at most
    /// `most` of the worst; empty only if there is none. `ceilings` are those of one search, from whose queries they come.
    fn above(&self, query: &Query<'_, f64>, ceilings: &mut Ceilings, run: &Run) -> Vec<u64>;

    /// As [`ExcessFamily::above`], exactly and without tolerance.
    fn above_exactly(&self, query: &Query<'_, Rational>, run: &Run) -> Vec<u64>;
}

/// Which excesses are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Query<'a, N> {
    /// x.
    pub(crate) point: &'a [N],
    /// t.
    pub(crate) level: &'a N,
    /// What counts as above: more than t and this.
    pub(crate) tolerance: f64,
    /// Excesses in here are constant and left out.
    pub(crate) span: &'a Span,
    /// The most that are wanted.
    pub(crate) most: usize,
    /// Where to begin to look; another place each time, so that a family need not look everywhere.
    pub(crate) start: usize,
}

/// Floats or exact numbers.
pub(crate) trait Number: Clone + Send + Sync {
    /// From what a family knows exactly and as a float.
    fn known(exact: impl FnOnce() -> Rational, float: impl FnOnce() -> f64) -> Self;

    /// self − gauge · level.
    fn less(&self, gauge: i32, level: &Self) -> Self;

    /// Asks a family.
    fn above<F: ExcessFamily>(
        family: &F,
        query: &Query<'_, Self>,
        ceilings: &mut Ceilings,
        run: &Run,
    ) -> Vec<u64>;
}

impl Number for f64 {
    fn known(_: impl FnOnce() -> Rational, float: impl FnOnce() -> f64) -> Self {
        float()
    }

    fn less(&self, gauge: i32, level: &Self) -> Self {
        self - f64::from(gauge) * level
    }

    fn above<F: ExcessFamily>(
        family: &F,
        query: &Query<'_, Self>,
        ceilings: &mut Ceilings,
        run: &Run,
    ) -> Vec<u64> {
        family.above(query, ceilings, run)
    }
}

impl Number for Rational {
    fn known(exact: impl FnOnce() -> Rational, _: impl FnOnce() -> f64) -> Self {
        exact()
    }

    fn less(&self, gauge: i32, level: &Self) -> Self {
        self - Rational::from(gauge) * level
    }

    fn above<F: ExcessFamily>(family: &F, query: &Query<'_, Self>, _: &mut Ceilings, run: &Run) -> Vec<u64> {
        family.above_exactly(query, run)
    }
}
