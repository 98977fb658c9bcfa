//! The checks: first-order conditions, which are enough as the logarithm of the product is concave.

use willing_game::{Certificate, Rational};

use super::{Bargainer, FloorsTooHigh, Frontier, NashDivision, NashProblem, Violation};

impl Certificate<NashProblem> for NashDivision {
    type Violation = Violation;

    /// Every party meets its floor, the division lies on the frontier, and no shift along the frontier that respects the
    /// floors raises the product to first order.
    fn check(&self, problem: &NashProblem) -> Result<(), Violation> {
        let parties = problem.parties();
        let got = self.amounts.len();
        if got != parties.len() {
            return Err(Violation::Length { got, parties: parties.len() });
        }
        for (party, (of, amount)) in parties.iter().zip(&self.amounts).enumerate() {
            let floor = of.floor();
            if *amount < floor {
                return Err(Violation::BelowFloor { party, amount: amount.clone(), floor });
            }
        }
        match problem.frontier() {
            Frontier::Transferable(total) => self.check_sum(parties, total),
            Frontier::Points(points) => self.check_points(parties, points),
        }
    }
}

impl NashDivision {
    /// Utility moves one to one: from a party above its floor to one with more weight for its gain.
    fn check_sum(&self, parties: &[Bargainer], total: &Rational) -> Result<(), Violation> {
        if self.amounts.iter().sum::<Rational>() != *total {
            return Err(Violation::OffFrontier);
        }
        for (loses, (giver, amount)) in parties.iter().zip(&self.amounts).enumerate() {
            if *amount == giver.floor() {
                continue;
            }
            let given = amount - &giver.disagreement;
            for (gains, (taker, amount)) in parties.iter().zip(&self.amounts).enumerate() {
                // weight/gain of the taker > weight/gain of the giver.
                if &taker.weight * &given > &giver.weight * &(amount - &taker.disagreement) {
                    return Err(Violation::NotGreatest { gains, loses });
                }
            }
        }
        Ok(())
    }

    fn check_points(&self, parties: &[Bargainer], points: &[[Rational; 2]]) -> Result<(), Violation> {
        let ([x, y], [one, other]) = (self.amounts.as_slice(), parties) else {
            return Err(Violation::OffFrontier);
        };
        let here = [x.clone(), y.clone()];
        let alone = points.len() == 1 && points.first() == Some(&here);
        let mut on_frontier = alone;
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            let inside = from[0] <= here[0] && here[0] <= to[0];
            if !inside || !cross(from, to, &here).is_zero() {
                continue;
            }
            on_frontier = true;
            // From here along this piece, forwards and backwards.
            for (gains, loses, end) in [(0, 1, to), (1, 0, from)] {
                let step = [&end[0] - &here[0], &end[1] - &here[1]];
                let moves = !step[0].is_zero();
                let stuck = if gains == 0 { *y == other.floor() } else { *x == one.floor() };
                if !moves || stuck {
                    continue;
                }
                // weight·step/gain summed, multiplied by both gains: right also where one of them is 0.
                let (gain_one, gain_other) = (x - &one.disagreement, y - &other.disagreement);
                let slope = &one.weight * &step[0] * &gain_other + &other.weight * &step[1] * &gain_one;
                if slope.is_positive() {
                    return Err(Violation::NotGreatest { gains, loses });
                }
            }
        }
        if on_frontier { Ok(()) } else { Err(Violation::OffFrontier) }
    }
}

/// Which side of the line through two points a third lies on; 0 on it.
fn cross(from: &[Rational; 2], to: &[Rational; 2], point: &[Rational; 2]) -> Rational {
    (&to[0] - &from[0]) * (&point[1] - &from[1]) - (&to[1] - &from[1]) * (&point[0] - &from[0])
}

impl Certificate<NashProblem> for FloorsTooHigh {
    type Violation = Violation;

    /// The floors are those of the parties, and lie beyond the frontier.
    fn check(&self, problem: &NashProblem) -> Result<(), Violation> {
        let parties = problem.parties();
        let got = self.floors.len();
        if got != parties.len() {
            return Err(Violation::Length { got, parties: parties.len() });
        }
        for (party, (of, stated)) in parties.iter().zip(&self.floors).enumerate() {
            let actual = of.floor();
            if *stated != actual {
                return Err(Violation::Floor { party, stated: stated.clone(), actual });
            }
        }
        let beyond = match (problem.frontier(), self.floors.as_slice()) {
            (Frontier::Transferable(total), floors) => floors.iter().sum::<Rational>() > *total,
            (Frontier::Points(points), [x, y]) => beyond(points, &[x.clone(), y.clone()]),
            _ => false,
        };
        if beyond { Ok(()) } else { Err(Violation::FloorsCanBeMet) }
    }
}

/// Whether a point lies beyond a frontier: farther right than its end, higher than its start, or above one of its pieces,
/// each of which, drawn out, bounds it.
fn beyond(points: &[[Rational; 2]], point: &[Rational; 2]) -> bool {
    points.first().is_some_and(|first| point[1] > first[1])
        || points.last().is_some_and(|last| point[0] > last[0])
        || points.iter().zip(points.iter().skip(1)).any(|(from, to)| cross(from, to, point).is_positive())
}
