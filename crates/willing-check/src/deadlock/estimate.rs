//! How often samples are deadlocked.

/// How many of a number of samples are deadlocked, and what it takes to draw them again.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct DeadlockEstimate {
    /// How many samples are deadlocked.
    pub deadlocks: u64,
    /// How many were drawn.
    pub samples: u64,
    /// From which seed.
    pub seed: u64,
    /// The standard deviations of the ideal points, by seat.
    pub deviations: Vec<f64>,
}

impl DeadlockEstimate {
    /// The share of samples that are deadlocked.
    #[must_use]
    pub fn probability(&self) -> f64 {
        self.deadlocks as f64 / self.samples as f64
    }

    /// The standard error of the share, √(p(1 − p)/samples); 0 if all samples agree, where [`interval`](Self::interval)
    /// says more.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        let share = self.probability();
        (share * (1.0 - share) / self.samples as f64).sqrt()
    }

    /// The interval of probabilities from which the share is at most `width` of their standard errors away (Wilson 1927).
    #[must_use]
    pub fn interval(&self, width: f64) -> [f64; 2] {
        let (share, samples) = (self.probability(), self.samples as f64);
        let pull = width * width / samples;
        let middle = (share + pull / 2.0) / (1.0 + pull);
        let half = (pull * (share * (1.0 - share) + pull / 4.0)).sqrt() / (1.0 + pull);
        [(middle - half).max(0.0), (middle + half).min(1.0)]
    }
}
