//! Distances that know how far apart the outcomes are.

use super::divergence::Disagreement;
use crate::Error;
use crate::error::signed;

impl Disagreement {
    /// Wasserstein's distance of order 1 when outcome k is the number `points[k]`, say a severity:
    /// ∫ |F_p − F_q| dx, the least mean distance by which probability must be moved to turn p into q.
    ///
    /// Unlike the other divergences it tells a small disagreement about severity from a large one. In the
    /// unit of the points, which may come in any order and more than once.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the points are not one for each outcome; [`Error::OutOfRange`] for one outside
    /// [-1e12, 1e12], NaN included.
    ///
    /// # Complexity
    ///
    /// O(k log k) for k outcomes.
    ///
    /// # References
    ///
    /// Kantorovich (1942); Vallender (1974) for the line.
    pub fn wasserstein(&self, points: &[f64]) -> Result<f64, Error> {
        if points.len() != self.first().outcomes() {
            return Err(Error::Length {
                place: "Wasserstein distance".to_owned(),
                quantity: "points",
                got: points.len(),
                expected: self.first().outcomes(),
            });
        }
        points.iter().try_for_each(|&point| signed("Wasserstein distance", "point", point))?;
        let mut moved: Vec<(f64, f64)> =
            points.iter().copied().zip(self.pairs().map(|(p, q)| p - q)).collect();
        moved.sort_by(|one, other| one.0.total_cmp(&other.0));
        let steps = moved.iter().zip(moved.iter().skip(1));
        // F_p − F_q from `here` to `next`.
        let mut excess = 0.0;
        let mut distance = 0.0;
        for (&(here, difference), &(next, _)) in steps {
            excess += difference;
            distance += f64::abs(excess) * (next - here);
        }
        Ok(distance)
    }
}
