//! Indices in floats: the same diagram, counts rounded.
//!
//! All counts are sums of products of counts, so that with u = 2⁻⁵³ one that went through k roundings is within γ_k =
//! k u/(1 − k u) of itself (Higham 2002, lemma 3.1 and section 4.2). On the way through a diagram, a count goes through at
//! most 3 roundings a player and 4 a kind from above, and as many from below; then one for each edge that leads to
//! a node, level by level, and one for each node and size where all are summed up. Swings are differences of two such counts,
//! the smaller no larger than the other: their error is at most 2 γ_k times the number of coalitions that win with the
//! seat, whether they would lose without it or not.

use num_bigint::BigUint;
use num_traits::ToPrimitive;
use willing_check::power::FloatIndices;
use willing_game::tu::Amounts;

use super::Error;
use super::by_diagram::winning;
use super::count::Count;
use super::diagram::Level;
use super::flow::{Completions, Flow, View, Won};
use super::kinds::{Conditions, Kind};
use super::residual::Residuals;
use super::tallies::by_seat;
use crate::Run;

/// The most seats whose numbers of coalitions are floats.
pub(super) const MOST_SEATS: usize = 1000;

/// Room for the roundings of the bound itself.
const ROOM: f64 = 1.000_001;

impl Count for f64 {
    fn zero() -> Self {
        0.0
    }

    fn one() -> Self {
        1.0
    }

    fn is_nothing(&self) -> bool {
        // A number of coalitions that is not below 1 is at least 1.
        *self < 0.5
    }

    fn add(&mut self, other: &Self) {
        *self += other;
    }

    fn add_product(&mut self, one: &Self, other: &Self) {
        *self += one * other;
    }

    fn minus(&self, other: &Self) -> Self {
        (self - other).max(0.0)
    }

    /// The integer next to it.
    fn big(&self) -> BigUint {
        num_traits::FromPrimitive::from_f64(*self).unwrap_or_default()
    }
}

pub(super) fn solve(
    conditions: &Conditions,
    kinds: &[Kind],
    seats: usize,
    most: usize,
    run: &Run,
) -> Result<FloatIndices, Error> {
    if seats > MOST_SEATS {
        return Err(Error::TooManySeats { route: "floats", got: seats, most: MOST_SEATS });
    }
    let diagram = winning(&Residuals::of(conditions, kinds), conditions, kinds, most, run)?;
    let completions = Completions::<f64>::of(&diagram, Won::Anybody, run)?;
    let coin = 0.5_f64.powi(i32::try_from(seats - 1).unwrap_or(i32::MAX));
    let orders: Vec<f64> = BigUint::binomials(seats - 1)
        .iter()
        .map(|binomial| 1.0 / (binomial * seats).to_f64().unwrap_or(f64::INFINITY))
        .collect();
    // Counts from both sides, the difference, the weights and the last sum; then the sums over parents and over nodes.
    let parents: usize = diagram.levels.iter().map(Level::most_parents).sum();
    let nodes = diagram.levels.iter().map(|level| level.nodes().len()).max().unwrap_or(0);
    let roundings = (8 * seats + 8 * kinds.len() + 16 + parents + nodes * (seats + 1)) as f64;
    let error = 2.0 * gamma(roundings) * ROOM;
    let mut flow = Flow::at_root(&diagram);
    let (mut banzhaf, mut shapley) = (Vec::new(), Vec::new());
    for _ in &diagram.levels {
        let swings = flow.view(&completions, View::Swings, run)?;
        let winning = flow.view(&completions, View::Members, run)?;
        let sum = |weight: &dyn Fn(usize) -> f64| {
            let of = |counts: &[f64], skip: usize| -> f64 {
                counts
                    .iter()
                    .skip(skip)
                    .enumerate()
                    .take(seats)
                    .map(|(size, count)| count * weight(size))
                    .sum()
            };
            (of(&swings, 0), of(&winning, 1) * error)
        };
        banzhaf.push(sum(&|_| coin));
        shapley.push(sum(&|size| orders.get(size).copied().unwrap_or(0.0)));
        flow.advance();
    }
    let amounts = |numbers: Vec<(f64, f64)>| {
        let (values, bounds) = by_seat(kinds, seats, numbers.into_iter()).into_iter().unzip();
        Amounts::Float { values, bounds }
    };
    Ok(FloatIndices { penrose_banzhaf: amounts(banzhaf), shapley_shubik: amounts(shapley) })
}

/// γ_k.
fn gamma(roundings: f64) -> f64 {
    let sum = roundings * f64::EPSILON / 2.0;
    sum / (1.0 - sum)
}
