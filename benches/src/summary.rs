//! Medians and extremes of samples.

use crate::measure::{Outcome, Sample};

/// What a set of samples comes to. Times in milliseconds of processor time, over the samples that
/// were solved and verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How many games.
    pub games: usize,
    /// How many were solved and verified.
    pub verified: usize,
    /// How many were stopped by the time limit.
    pub open: usize,
    /// How many had their certificate refused.
    pub refused: usize,
    /// Median of solving.
    pub solve_median: f64,
    /// Nineteen of twenty were solved in this.
    pub solve_high: f64,
    /// Worst of solving.
    pub solve_worst: f64,
    /// Median of checking.
    pub check_median: f64,
    /// Worst of checking.
    pub check_worst: f64,
    /// All checking over all solving.
    pub ratio: f64,
    /// Median number of answers.
    pub answers_median: f64,
    /// Most answers.
    pub answers_most: usize,
    /// Median size of a certificate, in bytes.
    pub bytes_median: f64,
}

impl Summary {
    /// Summarizes samples; times are 0 if none was verified.
    #[must_use]
    pub fn of(samples: &[Sample]) -> Self {
        let verified: Vec<&Sample> =
            samples.iter().filter(|sample| sample.outcome == Outcome::Verified).collect();
        let open = samples.iter().filter(|sample| sample.outcome == Outcome::Open).count();
        let sorted = |value: &dyn Fn(&Sample) -> f64| {
            let mut values: Vec<f64> = verified.iter().map(|sample| value(sample)).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let solve = sorted(&|sample| 1e3 * sample.solve);
        let check = sorted(&|sample| 1e3 * sample.check);
        let solve_sum: f64 = solve.iter().sum();
        Self {
            games: samples.len(),
            verified: verified.len(),
            open,
            refused: samples.len() - verified.len() - open,
            solve_median: quantile(&solve, 0.5),
            solve_high: quantile(&solve, 0.95),
            solve_worst: quantile(&solve, 1.0),
            check_median: quantile(&check, 0.5),
            check_worst: quantile(&check, 1.0),
            ratio: if solve_sum > 0.0 { check.iter().sum::<f64>() / solve_sum } else { 0.0 },
            answers_median: quantile(&sorted(&|sample| sample.answers as f64), 0.5),
            answers_most: verified.iter().map(|sample| sample.answers).max().unwrap_or(0),
            bytes_median: quantile(&sorted(&|sample| sample.bytes as f64), 0.5),
        }
    }
}

/// The median of values in any order; 0 if there are none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    quantile(&values, 0.5)
}

/// The least value that at least this part of the sorted values does not exceed; 0 if there are none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a length, at least 0 and at most the length"
)]
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let rank = (part * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.max(1) - 1).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(milliseconds: f64, outcome: Outcome) -> Sample {
        Sample { outcome, solve: milliseconds / 1e3, check: milliseconds / 1e4, answers: 1, bytes: 8 }
    }

    #[test]
    fn wrong_and_open_answers_have_no_time() {
        let mut samples: Vec<Sample> =
            (1..=5).map(|time| sample(f64::from(time), Outcome::Verified)).collect();
        samples.push(sample(1e6, Outcome::Open));
        samples.push(sample(1e-6, Outcome::Refused("wrong".into())));
        let summary = Summary::of(&samples);
        assert_eq!((summary.games, summary.verified, summary.open, summary.refused), (7, 5, 1, 1));
        assert!((summary.solve_median - 3.0).abs() < 1e-9 && (summary.solve_worst - 5.0).abs() < 1e-9);
        assert!((summary.ratio - 0.1).abs() < 1e-9);
    }

    #[test]
    fn nothing_sums_up_to_zero() {
        assert_eq!(Summary::of(&[]).games, 0);
        assert!(Summary::of(&[]).solve_worst.abs() < f64::MIN_POSITIVE);
    }
}
