//! Proving, cell by cell outward, that a tier holds.

use willing_check::price::Variation;

/// How far a proof came.
pub(super) struct Swept {
    /// The grid it stands on.
    pub(super) grid: Vec<f64>,
    /// A value met on the way at which the tier does not hold.
    pub(super) broken: Option<f64>,
}

/// The most cells tried for one parameter and direction.
const MOST_CELLS: usize = 250;

/// Proves that the tier holds from `from` to `to`, in cells that double where the proof succeeds and halve
/// where it fails. Stops at a value at which it does not hold, and where cells get smaller than the resolution.
pub(super) fn sweep(variation: &Variation<'_, '_>, from: f64, to: f64) -> Swept {
    let mut grid = vec![from];
    let mut near = from;
    // Cells grow geometrically in the value where that makes sense; the first try is all of the way.
    let mut step = to - from;
    for _ in 0..MOST_CELLS {
        let rest = to - near;
        let far = if step.abs() >= rest.abs() { to } else { near + step };
        if variation.holds_between(near, far) {
            grid.push(far);
            near = far;
            step *= 2.0;
            if (to - far).abs() <= 0.0 {
                break;
            }
            continue;
        }
        if !variation.holds_at(far) {
            return Swept { grid, broken: Some(far) };
        }
        step = (far - near) / 4.0;
        if step.abs() <= 0.1 * variation.resolution(near) {
            break;
        }
    }
    Swept { grid, broken: None }
}
