//! How time grows with the number of players.

/// Time against the number of players, as powers: time ≈ c · 2^(a n), or time ≈ c · n^a.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// a.
    pub exponent: f64,
    /// c, in seconds.
    pub constant: f64,
    /// How many points it rests on.
    pub points: usize,
}

impl Fit {
    /// The least-squares line of log₂ time over n; `None` for fewer than two sizes.
    #[must_use]
    pub fn exponential(points: &[(usize, f64)]) -> Option<Self> {
        Self::line(points, |players| players as f64)
    }

    /// The least-squares line of log₂ time over log₂ n; `None` for fewer than two sizes.
    #[must_use]
    pub fn polynomial(points: &[(usize, f64)]) -> Option<Self> {
        Self::line(points, |players| (players as f64).log2())
    }

    fn line(points: &[(usize, f64)], abscissa: impl Fn(usize) -> f64) -> Option<Self> {
        let points: Vec<(f64, f64)> = points
            .iter()
            .filter(|(_, seconds)| *seconds > 0.0)
            .map(|(players, seconds)| (abscissa(*players), seconds.log2()))
            .collect();
        let count = points.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
        let (x, y) = (mean(|point| point.0), mean(|point| point.1));
        let spread: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
        let slope = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum::<f64>() / spread;
        (points.len() > 1 && spread > 0.0).then(|| Self {
            exponent: slope,
            constant: (y - slope * x).exp2(),
            points: points.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_laws_are_found_again() {
        let doubling: Vec<_> = (8..14_u8).map(|n| (usize::from(n), 1e-6 * f64::from(n).exp2())).collect();
        let fit = Fit::exponential(&doubling).unwrap_or(Fit { exponent: 0.0, constant: 0.0, points: 0 });
        assert!((fit.exponent - 1.0).abs() < 1e-9 && (fit.constant - 1e-6).abs() < 1e-12, "{fit:?}");
        let cubic: Vec<_> = (3..9_u8).map(|n| (usize::from(n), 1e-6 * f64::from(n).powi(3))).collect();
        assert!(Fit::polynomial(&cubic).is_some_and(|fit| (fit.exponent - 3.0).abs() < 1e-9));
        assert_eq!(Fit::polynomial(&[(3, 1.0)]), None);
    }
}
