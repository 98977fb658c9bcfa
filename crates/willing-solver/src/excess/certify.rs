//! From floats to exact levels.

use num_bigint::BigInt;
use willing_game::Rational;

use super::family::ExcessFamily;
use super::levels::{Floors, Found, Level, Rows, Stop, Task, find};
use crate::program::{ExactBasis, FloatBasis};

/// Exact levels for the family of `task`, whose scans were done in floats, and by how much an unsettled excess may be
/// above its level, in units of the family.
pub(crate) fn nearly<F: ExcessFamily>(task: &Task<'_, F>) -> Result<(Found<Rational>, f64), Stop> {
    let floats = find::<F, FloatBasis>(task, Rows::Scanned(&[]))?;
    let exact = exactly(task, Rows::Hinted(&floats.levels))?;
    let same = |(float, exact): (&Level<f64>, &Level<Rational>)| {
        float.supports.iter().map(|support| support.0).eq(exact.supports.iter().map(|support| support.0))
    };
    if floats.levels.len() != exact.levels.len() || !floats.levels.iter().zip(&exact.levels).all(same) {
        return Err(Stop::Numerics);
    }
    // The last scan of a level bounds every excess that was not settled before, at the float point of that level. What remains
    // is the distance to the exact point and level, and the rounding of the scan.
    let gauge = task.family.columns() as f64;
    let off = |(float, exact): (&Level<f64>, &Level<Rational>)| {
        let moved: f64 =
            float.point.iter().zip(&exact.point).map(|(float, exact)| (float - exact.to_f64()).abs()).sum();
        let level = (float.excess - exact.excess.to_f64()).abs() * gauge;
        let size = task.family.scale() + float.point.iter().map(|amount| amount.abs()).sum::<f64>();
        let size = size + float.excess.abs() * f64::from(task.family.largest_gauge());
        float.tolerance + moved + level + 2.0 * f64::EPSILON * (gauge + 4.0) * size
    };
    let offs: Vec<f64> = floats.levels.iter().zip(&exact.levels).map(off).collect();
    // Sums beyond the range of floats are infinite or not numbers at all.
    if !offs.iter().all(|off| off.is_finite()) {
        return Err(Stop::Numerics);
    }
    Ok((exact, 1.01 * offs.into_iter().fold(0.0, f64::max)))
}

/// Exact levels, from the bases that floats suggest; scans only where those are not enough. Whoever asks must check the
/// answer, and ask [`surely`] if it fails.
pub(crate) fn probably<F: ExcessFamily>(task: &Task<'_, F>) -> Result<(Found<Rational>, Vec<u64>), Stop> {
    match find::<F, FloatBasis>(task, Rows::Scanned(&[])) {
        Ok(floats) => Ok((exactly(task, Rows::Hinted(&floats.levels))?, floats.seen)),
        Err(Stop::Numerics) => Ok((exactly(task, Rows::Scanned(&[]))?, Vec::new())),
        Err(limit) => Err(limit),
    }
}

/// Exact levels by exact scans, starting with these excesses.
pub(crate) fn surely<F: ExcessFamily>(task: &Task<'_, F>, seen: &[u64]) -> Result<Found<Rational>, Stop> {
    exactly(task, Rows::Scanned(seen))
}

/// In 128-bit integers if all minors of the programs fit in half of them, else without bound.
fn exactly<F: ExcessFamily>(task: &Task<'_, F>, rows: Rows<'_>) -> Result<Found<Rational>, Stop> {
    let columns = task.family.columns() as f64 + 1.0;
    let largest = task.family.largest_entry().max(1.0);
    // Hadamard's bound for rows with entries up to `largest`, and for 0s and 1s the sharper one.
    let bits = if largest > 1.0 || task.family.has_negative_entries() {
        columns * 0.5 * (columns.log2() + 2.0 * largest.log2())
    } else {
        (columns + 1.0) * 0.5 * (columns + 1.0).log2() - columns
    };
    let gauge = f64::from(task.family.largest_gauge());
    if bits + (gauge * columns).log2() < 60.0 {
        find::<F, ExactBasis<i128>>(task, rows)
    } else {
        find::<F, ExactBasis<BigInt>>(task, rows)
    }
}

/// All levels of a family, over all points or over imputations.
pub(crate) fn all_levels<'a, F>(family: &'a F, floors: Floors, run: &'a crate::Run) -> Task<'a, F> {
    Task { family, floors, levels: usize::MAX, run }
}
