//! The path from an efficient division that is owned to the division that is to be found.
//!
//! If members owned the division y⁰ that some weights give, those weights would be the only equilibrium. Let them own
//! (1−θ) y⁰ + θ e instead: the equilibria of all θ ∈ [0, 1] form curves, and the one that starts at θ = 0 ends at θ = 1 for almost
//! every e, though it may turn back on the way where equilibria are several. It is followed by arc length.

use super::market::Market;
use super::newton::{NEAR, Point, others, solve};
use crate::quantal::linear::Factors;

const FIRST_STEP: f64 = 0.1;
const LONGEST_STEP: f64 = 1.0;
const SHORTEST_STEP: f64 = 1e-9;
const CORRECTIONS: usize = 8;

/// The path of a market from a division that is owned at its start.
pub(super) struct Path<'a> {
    market: &'a Market<'a>,
    left_out: usize,
    from: Vec<Vec<f64>>,
    to: &'a [Vec<f64>],
}

/// Scaled logarithms of the weights but one, and θ.
type Place = Vec<f64>;

impl<'a> Path<'a> {
    pub(super) fn new(market: &'a Market<'a>, start: &Point, to: &'a [Vec<f64>], left_out: usize) -> Self {
        Self { market, left_out, from: market.by_seat(&start.state), to }
    }

    fn owned(&self, theta: f64) -> Vec<Vec<f64>> {
        let mix = |(from, to): (&Vec<f64>, &Vec<f64>)| {
            from.iter().zip(to).map(|(from, to)| from + theta * (to - from)).collect()
        };
        self.from.iter().zip(self.to).map(mix).collect()
    }

    fn log_weights(&self, place: &Place, fixed: f64) -> Vec<f64> {
        let count = self.market.utilities().len();
        let mut log_weights = vec![fixed; count];
        others(count, self.left_out)
            .zip(place)
            .for_each(|(seat, value)| log_weights[seat] = value * self.market.scale(seat));
        log_weights
    }

    /// The point at a place, and rows of slopes with that in θ last.
    fn system(&self, place: &Place, fixed: f64) -> Option<(Point, Vec<Vec<f64>>)> {
        let theta = *place.last()?;
        let owned = self.owned(theta);
        let point = Point::at(self.market, self.log_weights(place, fixed), &owned, self.left_out);
        if !point.distance.is_finite() {
            return None;
        }
        let count = point.log_weights.len();
        // Wealth is linear in θ, and so is the excess but for a logarithm: a central difference loses nothing that matters.
        let step = 1e-4;
        let ahead = self.market.excess(&point.state, &self.owned(theta + step)).values;
        let behind = self.market.excess(&point.state, &self.owned(theta - step)).values;
        let slopes = self.market.slopes(&point.state, &owned, &point.excess);
        let seats = others(count, self.left_out);
        let row = |seat: usize| {
            let mut row: Vec<f64> = seats.clone().map(|by| slopes[seat * count + by]).collect();
            row.push((ahead[seat] - behind[seat]) / (2.0 * step));
            row
        };
        let rows: Vec<Vec<f64>> = seats.clone().map(row).collect();
        rows.iter().flatten().all(|entry| entry.is_finite()).then_some((point, rows))
    }

    /// The solution of the rows with one more row below.
    fn solved(rows: &[Vec<f64>], last: &[f64], right: &[f64]) -> Option<Vec<f64>> {
        let entries: Vec<f64> = rows.iter().flatten().chain(last).copied().collect();
        let solution = Factors::of(entries, last.len())?.solve(right);
        solution.iter().all(|value| value.is_finite()).then_some(solution)
    }

    /// The end of the path from `start`; `None` if it is not reached within `limit` steps.
    pub(super) fn follow(&self, start: &Point, limit: usize) -> Option<Point> {
        let fixed = start.log_weights[self.left_out];
        let seats = others(start.log_weights.len(), self.left_out);
        let mut place: Place = seats.map(|seat| start.log_weights[seat] / self.market.scale(seat)).collect();
        place.push(0.0);
        let size = place.len();
        let mut heading = vec![0.0; size];
        heading[size - 1] = 1.0;
        let mut length = FIRST_STEP;
        let unit: Vec<f64> = (0..size).map(|k| if k + 1 == size { 1.0 } else { 0.0 }).collect();
        let (_, mut rows) = self.system(&place, fixed)?;
        for _ in 0..limit {
            let tangent = Self::solved(&rows, &heading, &unit)?;
            let norm = tangent.iter().map(|value| value * value).sum::<f64>().sqrt();
            heading = tangent.iter().map(|value| value / norm).collect();
            let ahead = heading[size - 1];
            let left = 1.0 - place[size - 1];
            let lands = ahead > 0.0 && ahead * length >= left;
            if lands {
                let predicted: Place =
                    place.iter().zip(&heading).map(|(at, by)| at + by * left / ahead).collect();
                let guess =
                    Point::at(self.market, self.log_weights(&predicted, fixed), self.to, self.left_out);
                let end = solve(self.market, guess, self.to, self.left_out, 50);
                if end.distance <= NEAR {
                    return Some(end);
                }
                length = left / ahead / 2.0;
            } else if let Some((next, at, corrections)) = self.advance(&place, &heading, length, fixed) {
                place = next;
                rows = at;
                if corrections <= 3 {
                    length = (length * 1.6).min(LONGEST_STEP);
                }
            } else {
                length /= 2.0;
            }
            if length < SHORTEST_STEP {
                return None;
            }
        }
        None
    }

    /// A step along the heading, corrected at right angles to it.
    fn advance(
        &self,
        place: &Place,
        heading: &[f64],
        length: f64,
        fixed: f64,
    ) -> Option<(Place, Vec<Vec<f64>>, usize)> {
        let mut next: Place = place.iter().zip(heading).map(|(at, by)| at + by * length).collect();
        let mut before = f64::INFINITY;
        for correction in 0..CORRECTIONS {
            let (point, rows) = self.system(&next, fixed)?;
            if point.distance <= NEAR {
                return Some((next, rows, correction));
            }
            if point.distance > before {
                return None;
            }
            before = point.distance;
            let seats = others(point.log_weights.len(), self.left_out);
            let right: Vec<f64> = seats.map(|seat| -point.excess.values[seat]).chain([0.0]).collect();
            let change = Self::solved(&rows, heading, &right)?;
            // A correction longer than the step has lost the path.
            if change.iter().any(|value| value.abs() > length) {
                return None;
            }
            next.iter_mut().zip(&change).for_each(|(at, by)| *at += by);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

    use willing_game::Players;
    use willing_risk::Belief;
    use willing_risk::syndicate::{Member, Syndicate, Utility};

    use super::*;

    /// Follows the path from weights far off, and returns what the first outcome costs of a sure unit.
    fn price(members: &[(f64, &[f64])], rows: &[&[f64]], log_weights: &[f64]) -> f64 {
        let of = |&(aversion, p): &(f64, &[f64])| {
            Member::new(Utility::Crra { aversion }, Belief::new(p.to_vec()).unwrap()).unwrap()
        };
        let players = Players::new((0..members.len()).map(|seat| format!("m{seat}"))).unwrap();
        let rows = rows.iter().map(|row| row.to_vec()).collect();
        let syndicate = Syndicate::new(players, members.iter().map(of).collect(), rows).unwrap();
        let market = Market::new(&syndicate);
        let owned = market.endowments();
        let start = Point::at(&market, log_weights.to_vec(), &owned, 0);
        let end = Path::new(&market, &start, &owned, 0).follow(&start, 2_000).unwrap();
        assert!(end.distance <= NEAR);
        let prices = Market::prices(&end.state);
        prices[0] / prices.iter().sum::<f64>()
    }

    /// Two members.
    type Pair<T> = [T; 2];

    /// One number for each outcome.
    type Row = &'static [f64];

    #[test]
    fn the_path_ends_where_newtons_method_does() {
        let (members, rows): (Pair<(f64, Row)>, Pair<Row>) =
            ([(2.0, &[0.7, 0.2, 0.1]), (4.0, &[0.5, 0.2, 0.3])], [&[5.0, 3.0, 1.0], &[4.0, 4.0, 2.0]]);
        for start in [[0.0, 0.0], [0.0, 12.0], [0.0, -12.0]] {
            assert!((price(&members, &rows, &start) - 0.143_652_743_290_024_25).abs() < 1e-8, "{start:?}");
        }
    }

    #[test]
    fn the_path_turns_back_where_equilibria_are_several() {
        // Started on the side of the first, the path leads to the outer equilibria of three.
        let (members, rows): (Pair<(f64, Row)>, Pair<Row>) =
            ([(5.0, &[0.99, 0.01]), (5.0, &[0.01, 0.99])], [&[1.0, 0.05], &[0.05, 1.0]]);
        let (low, high) = (price(&members, &rows, &[0.0, 8.0]), price(&members, &rows, &[0.0, -8.0]));
        assert!((low + high - 1.0).abs() < 1e-7 && low < 0.1, "{low} {high}");
    }
}
