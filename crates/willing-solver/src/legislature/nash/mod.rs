//! Nash's bargaining solution with outside options, exact.

use willing_check::legislature::nash::{Bargainer, FloorsTooHigh, Frontier, NashDivision, NashProblem};
use willing_game::{Rational, Verdict};

/// The division with the greatest product Π (xᵢ − dᵢ)^wᵢ of gains over disagreement, among those that give everybody at
/// least its outside option.
///
/// Of a sum everybody gets max(oᵢ, dᵢ + λ wᵢ) with the one λ that uses it up. On a frontier of points the product is
/// concave in logarithms, so that the first piece on which it stops rising has the greatest.
///
/// # Returns
///
/// `Exists` with the division; `Impossible` if no division meets every floor, so that somebody walks away. If only one
/// division meets them it is the answer, even where its product is 0.
///
/// # Complexity
///
/// O(n log n) for n parties; O(m) for m points.
///
/// # Numerics
///
/// Exact rationals.
///
/// # References
///
/// Nash (1950), "The bargaining problem"; Binmore, Rubinstein & Wolinsky (1986), RAND Journal of Economics 17: 176–188.
///
/// # Example
///
/// ```
/// use willing_check::legislature::nash::{Bargainer, Frontier, NashProblem};
/// use willing_game::Certificate;
/// use willing_solver::legislature::nash::NashBargaining;
///
/// let party = |outside: Option<i64>| Bargainer { weight: 1.into(), disagreement: 0.into(), outside: outside.map(Into::into) };
/// let problem = NashProblem::new(vec![party(Some(6)), party(Some(3))], Frontier::Transferable(10.into()))?;
/// let division = NashBargaining::new().solve(&problem).found()?;
/// assert_eq!(division.amounts, [6.into(), 4.into()]); // not 6.5 and 3.5: an outside option is a floor, no start
/// division.check(&problem)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NashBargaining;

impl NashBargaining {
    /// The concept; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }

    /// The division of `problem`.
    pub fn solve(&self, problem: &NashProblem) -> Verdict<NashDivision, FloorsTooHigh> {
        let parties = problem.parties();
        let amounts = match (problem.frontier(), parties) {
            (Frontier::Transferable(total), _) => of_sum(parties, total),
            (Frontier::Points(points), [one, other]) => of_points(one, other, points),
            // Frontiers of points are for two.
            (Frontier::Points(_), _) => None,
        };
        match amounts {
            Some(amounts) => Verdict::Exists(NashDivision { amounts }),
            None => {
                Verdict::Impossible(FloorsTooHigh { floors: parties.iter().map(Bargainer::floor).collect() })
            }
        }
    }
}

fn of_sum(parties: &[Bargainer], total: &Rational) -> Option<Vec<Rational>> {
    let floors: Vec<Rational> = parties.iter().map(Bargainer::floor).collect();
    if floors.iter().sum::<Rational>() > *total {
        return None;
    }
    // From this λ on a party is above its floor.
    let mut rises: Vec<(Rational, &Bargainer, &Rational)> = parties
        .iter()
        .zip(&floors)
        .filter_map(|(party, floor)| Some(((floor - &party.disagreement).over(&party.weight)?, party, floor)))
        .collect();
    rises.sort_by(|one, other| one.0.cmp(&other.0));
    let mut bound = floors.iter().sum::<Rational>();
    let (mut starts, mut weights) = (Rational::zero(), Rational::zero());
    let mut level = Rational::zero();
    for (place, (rise, party, floor)) in rises.iter().enumerate() {
        if place > 0 && *rise >= level {
            break;
        }
        bound -= floor;
        starts += &party.disagreement;
        weights += &party.weight;
        level = (total - &bound - &starts).over(&weights)?;
    }
    let share =
        |(party, floor): (&Bargainer, Rational)| (&party.disagreement + &level * &party.weight).max(floor);
    Some(parties.iter().zip(floors).map(share).collect())
}

fn of_points(one: &Bargainer, other: &Bargainer, points: &[[Rational; 2]]) -> Option<Vec<Rational>> {
    let feasible = above_floors(points, &one.floor(), &other.floor())?;
    let mut best = feasible.first()?.clone();
    for (from, to) in feasible.iter().zip(feasible.iter().skip(1)) {
        let (right, up) = (&to[0] - &from[0], &to[1] - &from[1]);
        let (gain, other_gain) = (&from[0] - &one.disagreement, &from[1] - &other.disagreement);
        // Where a·right/(gain + s·right) + b·up/(other gain + s·up) = 0.
        let rising = &one.weight * &right * &other_gain + &other.weight * &up * &gain;
        let part = rising.over(&-(&right * &up * (&one.weight + &other.weight)))?;
        if !part.is_positive() {
            break;
        }
        let part = part.min(Rational::one());
        best = [&from[0] + &part * &right, &from[1] + &part * &up];
        if part < Rational::one() {
            break;
        }
    }
    Some(best.to_vec())
}

/// The part of a frontier right of one floor and above the other; `None` if there is none.
fn above_floors(
    points: &[[Rational; 2]],
    right_of: &Rational,
    above: &Rational,
) -> Option<Vec<[Rational; 2]>> {
    let mut kept: Vec<[Rational; 2]> = Vec::new();
    let fits = |point: &[Rational; 2]| point[0] >= *right_of && point[1] >= *above;
    let mut before: Option<&[Rational; 2]> = None;
    for point in points {
        if let Some(from) = before {
            let (right, up) = (point[0].clone() - &from[0], point[1].clone() - &from[1]);
            let mut cuts: Vec<[Rational; 2]> = Vec::new();
            if let Some(part) = (right_of - &from[0]).over(&right) {
                cuts.push([right_of.clone(), &from[1] + part * &up]);
            }
            if let Some(part) = (above - &from[1]).over(&up) {
                cuts.push([&from[0] + part * &right, above.clone()]);
            }
            cuts.retain(|cut| from[0] < cut[0] && cut[0] < point[0] && fits(cut));
            cuts.sort();
            kept.extend(cuts);
        }
        if fits(point) {
            kept.push(point.clone());
        }
        before = Some(point);
    }
    kept.dedup();
    (!kept.is_empty()).then_some(kept)
}
