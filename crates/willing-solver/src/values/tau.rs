//! The tau value: between what each can claim at most and at least.

use num_bigint::BigInt;
use willing_check::values::{Concept, NotQuasiBalanced, Value};
use willing_game::tu::{Amounts, Numerators, TableGame};
use willing_game::{Coalition, Rational, Verdict};

use super::Error;
use crate::Run;

/// The tau value: the efficient point between the minimal rights and the utopia payoffs.
///
/// Utopia M_i = v(N) − v(N \ i); minimal right m_i = max over S ∋ i of v(S) − Σ M_j, j in S \ i. If m ≤ M and
/// Σ m ≤ v(N) ≤ Σ M, the game is quasi-balanced, and τ = m + λ (M − m) with Σ τ = v(N).
///
/// # Returns
///
/// `Exists` with the value; `Impossible` with the inequality that fails and the coalitions that show it.
///
/// # Complexity
///
/// One scan of all coalitions.
///
/// # Numerics
///
/// Exact, also for tables of floats.
///
/// # References
///
/// Tijs (1981).
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_solver::values::TauValue;
///
/// // One left glove (player 0), two right ones: the left one takes all.
/// let gloves = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 0, 1])?;
/// let value = TauValue::new().solve(&gloves)?.found()?;
/// assert_eq!(value.amounts.to_f64(), [1.0, 0.0, 0.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TauValue {
    run: Run,
}

/// Players whose utopia payoffs are summed once, in a table.
const LOW: usize = 10;

impl TauValue {
    /// On one thread.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stop and progress; the scan takes one thread.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The tau value of `game`, or why there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Game`] if float worths lie too far apart for exact arithmetic; [`Error::Cancelled`].
    pub fn solve(&self, game: &TableGame) -> Result<Verdict<Value, NotQuasiBalanced>, Error> {
        let numerators = game.numerators()?;
        let players = game.player_count();
        let grand = (1usize << players) - 1;
        let total = numerators.get(grand);
        // Numerators are below 2¹²⁰ in size, so sums of 31 of them fit.
        let utopia: Vec<i128> =
            (0..players).map(|seat| total - numerators.get(grand & !(1 << seat))).collect();
        let gaps = self.greatest_gaps(&numerators, &utopia)?;
        let rights: Vec<i128> = gaps.iter().zip(&utopia).map(|(gap, utopia)| gap.0 + utopia).collect();
        let coalition = |mask: usize| Coalition::from_bits(mask as u64);
        let above = gaps.iter().enumerate().find(|(_, gap)| gap.0 > 0);
        if let Some((player, gap)) = above {
            return Ok(Verdict::Impossible(NotQuasiBalanced::RightAboveUtopia {
                player,
                coalition: coalition(gap.1),
            }));
        }
        let whole = |numbers: &[i128]| numbers.iter().map(|number| BigInt::from(*number)).sum::<BigInt>();
        let (least, most, total) = (whole(&rights), whole(&utopia), BigInt::from(total));
        if least > total {
            let coalitions = gaps.iter().map(|gap| coalition(gap.1)).collect();
            return Ok(Verdict::Impossible(NotQuasiBalanced::RightsExceed { coalitions }));
        }
        if most < total {
            return Ok(Verdict::Impossible(NotQuasiBalanced::UtopiaFallsShort));
        }
        // Where m = M there is nothing to share, and any λ will do.
        let share = Rational::new(total - &least, most - &least).unwrap_or_default();
        let unit = Rational::from(numerators.denominator().clone());
        let amount = |(right, utopia): (&i128, &i128)| {
            let amount = Rational::from(*right) + Rational::from(utopia - right) * &share;
            amount.over(&unit).unwrap_or_default()
        };
        let amounts = Amounts::Exact(rights.iter().zip(&utopia).map(amount).collect());
        Ok(Verdict::Exists(Value { concept: Concept::Tau, amounts }))
    }

    /// For each player the greatest v(S) − M(S) over S ∋ i, and where it is attained first.
    fn greatest_gaps(
        &self,
        numerators: &Numerators<'_>,
        utopia: &[i128],
    ) -> Result<Vec<(i128, usize)>, Error> {
        let (low, high) = utopia.split_at(utopia.len().min(LOW));
        let low = subset_sums(low);
        let mut gaps: Vec<(i128, usize)> = utopia
            .iter()
            .enumerate()
            .map(|(seat, utopia)| (numerators.get(1 << seat) - utopia, 1 << seat))
            .collect();
        // Nothing below the least of them matters to anybody: few coalitions get beyond this test.
        let least = |gaps: &[(i128, usize)]| gaps.iter().map(|gap| gap.0).min().unwrap_or(0);
        let mut floor = least(&gaps);
        let blocks = 1usize << high.len();
        for block in 0..blocks {
            if block % 256 == 0 {
                if self.run.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                self.run.report("minimal rights", block as u64, blocks as u64);
            }
            let members = high.iter().enumerate().filter(|(seat, _)| block >> seat & 1 == 1);
            let above: i128 = members.map(|(_, utopia)| utopia).sum();
            for (mask, below) in (block * low.len()..).zip(&low) {
                let gap = numerators.get(mask) - above - below;
                if gap > floor && mask != 0 {
                    let members = gaps.iter_mut().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1);
                    members.filter(|(_, best)| gap > best.0).for_each(|(_, best)| *best = (gap, mask));
                    floor = least(&gaps);
                }
            }
        }
        Ok(gaps)
    }
}

fn subset_sums(numbers: &[i128]) -> Vec<i128> {
    let mut sums = vec![0];
    for number in numbers {
        let more: Vec<i128> = sums.iter().map(|sum| sum + number).collect();
        sums.extend(more);
    }
    sums
}
