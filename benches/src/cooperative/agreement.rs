//! Two answers for one game: do they agree, and if not, who is right?

use num_bigint::BigInt;
use num_integer::Integer;
use willing::check::nucleolus::CertifiedNucleolus;
use willing::game::tu::TableGame;
use willing::game::{Certificate, Coalition, Rational, Verdict};
use willing::solver::nucleolus::Nucleolus;

/// Amounts this close, relative to those above 1, agree: what floats round.
const TOLERANCE: f64 = 1e-9;

/// An answer of ours, proved, beside one of somebody else.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Our nucleolus; its certificate was checked.
    pub ours: CertifiedNucleolus,
    /// What the other answer is, compared with it.
    pub theirs: Standing,
}

/// An answer of somebody else beside a proved one.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// The same up to rounding.
    Agrees {
        /// The largest difference of an amount.
        distance: f64,
    },
    /// Another allocation.
    Differs {
        /// The largest difference of an amount.
        distance: f64,
        /// What they say, every float taken exactly, and what rounding left of v(N) spread evenly over all players.
        amounts: Vec<Rational>,
        /// The first place at which the sorted excesses differ; `None` if they don't.
        place: Option<Place>,
    },
    /// No answer, for the reason they state.
    None(String),
}

/// Where the excesses of two allocations, sorted from the highest, first differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// How many are higher, and equal in both.
    pub rank: usize,
    /// The excess there of our allocation.
    pub ours: Rational,
    /// The excess there of theirs.
    pub theirs: Rational,
    /// A coalition that has it at their allocation.
    pub coalition: Coalition,
}

impl Standing {
    /// Whether the exact comparison shows that the other answer is not the nucleolus: what it leaves its coalitions is
    /// lexicographically higher.
    #[must_use]
    pub fn is_refuted(&self) -> bool {
        match self {
            Self::Differs { place: Some(place), .. } => place.theirs > place.ours,
            Self::Differs { place: None, .. } | Self::Agrees { .. } | Self::None(_) => false,
        }
    }
}

/// Why our own answer is none.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The solver refused the game.
    #[error("{0}")]
    Refused(#[from] willing::solver::nucleolus::Error),
    /// There is no imputation, or the solver stopped.
    #[error("no nucleolus")]
    NoAnswer,
    /// The checker refused the certificate.
    #[error("{0}")]
    Violated(#[from] willing::check::nucleolus::Violation),
}

/// Solves `game` exactly, checks the certificate and compares the answer with `theirs`.
///
/// # Errors
///
/// [`Failure`], where our own answer is none.
pub fn judge(game: &TableGame, theirs: Result<&[f64], String>) -> Result<Judgement, Failure> {
    let Verdict::Exists(ours) = Nucleolus::new().solve(game)? else { return Err(Failure::NoAnswer) };
    ours.check(game)?;
    let theirs = match theirs {
        Ok(amounts) => compare(game, &ours.allocation, amounts),
        Err(reason) => Standing::None(reason),
    };
    Ok(Judgement { ours, theirs })
}

fn compare(game: &TableGame, ours: &[Rational], floats: &[f64]) -> Standing {
    let pairs = || ours.iter().map(Rational::to_f64).zip(floats);
    let distance = pairs().map(|(own, other)| (own - other).abs()).fold(0.0, f64::max);
    let agrees = |(own, other): (f64, &f64)| (own - other).abs() <= TOLERANCE * own.abs().max(1.0);
    if floats.len() == ours.len() && pairs().all(agrees) {
        return Standing::Agrees { distance };
    }
    let Some(amounts) = efficient(game, floats) else {
        return Standing::None("numbers that are no allocation".to_owned());
    };
    let place = first_difference(game, ours, &amounts);
    Standing::Differs { distance, amounts, place }
}

/// The floats as they are, plus an equal share of what they leave of v(N): what rounding took.
fn efficient(game: &TableGame, floats: &[f64]) -> Option<Vec<Rational>> {
    let amounts = floats.iter().map(|float| Rational::from_float(*float).ok()).collect::<Option<Vec<_>>>()?;
    let rest = game.exact_worth(game.grand()) - amounts.iter().sum::<Rational>();
    let share = rest.over(&Rational::from(game.player_count() as u64))?;
    (amounts.len() == game.player_count()).then(|| amounts.iter().map(|amount| amount + &share).collect())
}

/// Compares the excesses of two allocations lexicographically, in integers over their common denominator.
fn first_difference(game: &TableGame, ours: &[Rational], theirs: &[Rational]) -> Option<Place> {
    let numerators = game.numerators().ok()?;
    let amounts = || ours.iter().chain(theirs);
    let unit = amounts().fold(numerators.denominator().clone(), |lcm, amount| lcm.lcm(amount.denominator()));
    let scale = &unit / numerators.denominator();
    let worths: Vec<BigInt> = (0..numerators.len()).map(|mask| &scale * numerators.get(mask)).collect();
    let own = sorted(&worths, ours, &unit);
    let other = sorted(&worths, theirs, &unit);
    let excess = |value: &BigInt| Rational::new(value.clone(), unit.clone()).unwrap_or_default();
    let rank = own.iter().zip(&other).position(|(own, other)| own.0 != other.0)?;
    let (own, other) = own.get(rank).zip(other.get(rank))?;
    let (ours, theirs) = (excess(&own.0), excess(&other.0));
    Some(Place { rank, ours, theirs, coalition: Coalition::from_bits(other.1) })
}

/// The excesses of all coalitions from the highest, each with its bit mask.
fn sorted(worths: &[BigInt], allocation: &[Rational], unit: &BigInt) -> Vec<(BigInt, u64)> {
    let amounts = allocation.iter().map(|amount| amount.numerator() * (unit / amount.denominator()));
    let sums = amounts.fold(vec![BigInt::default()], |mut sums, amount| {
        let with: Vec<BigInt> = sums.iter().map(|sum| sum + &amount).collect();
        sums.extend(with);
        sums
    });
    let mut excesses: Vec<(BigInt, u64)> =
        worths.iter().zip(&sums).zip(0..).map(|((worth, sum), mask)| (worth - sum, mask)).collect();
    excesses.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    excesses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cooperative::two_scales;

    type Checked = Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn rounding_agrees_and_a_wrong_split_of_the_small_players_is_refuted() -> Checked {
        let game = two_scales(1_000_000)?;
        let right = [2.75e6, 3.75e6, 5.5e6, 2.75, 3.75, 5.5 + 1e-10];
        assert!(matches!(judge(&game, Ok(&right))?.theirs, Standing::Agrees { distance } if distance < 1e-9));
        let wrong = judge(&game, Ok(&[2.75e6, 3.75e6, 5.5e6, 2.5, 3.5, 6.0]))?;
        assert!(wrong.theirs.is_refuted(), "{:?}", wrong.theirs);
        let Standing::Differs { place: Some(place), .. } = wrong.theirs else { unreachable!() };
        // Both leave the empty, the grand and the two coalitions of one scale 0; then players 3 and 4 of worth 6.
        assert_eq!((place.ours.to_string(), place.theirs.to_string()), ("-1/2".to_owned(), "0".to_owned()));
        Ok(())
    }

    #[test]
    fn a_better_answer_than_ours_would_not_be_refuted() -> Checked {
        let game = two_scales(1)?;
        let (good, bad) = ([2.75, 3.75, 5.5], [2.5, 3.5, 6.0]);
        let exact = |halves: [[f64; 3]; 2]| -> Vec<Rational> {
            halves.concat().iter().map(|float| Rational::from_float(*float).unwrap_or_default()).collect()
        };
        let best: Vec<f64> = [good, good].concat();
        let standing = compare(&game, &exact([good, bad]), &best);
        assert!(
            matches!(&standing, Standing::Differs { place: Some(place), .. } if place.theirs < place.ours)
        );
        assert!(!standing.is_refuted());
        Ok(())
    }
}
