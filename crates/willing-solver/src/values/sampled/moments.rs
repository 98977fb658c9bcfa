//! Mean and variance of samples, in one pass and joined in order.

/// How many samples, their mean, and the sum of squared distances from it (Welford 1962; Chan, Golub & LeVeque
/// 1983).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
}

impl Moments {
    pub(super) fn add(&mut self, sample: f64) {
        self.count += 1;
        let step = sample - self.mean;
        self.mean += step / self.count as f64;
        self.squares += step * (sample - self.mean);
    }

    pub(super) fn join(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        let count = self.count + other.count;
        let (share, step) = (other.count as f64 / count as f64, other.mean - self.mean);
        self.squares += other.squares + step * step * self.count as f64 * share;
        self.mean += step * share;
        self.count = count;
    }

    pub(super) const fn mean(&self) -> f64 {
        self.mean
    }

    /// The variance of one sample, estimated; 0 with fewer than two.
    pub(super) fn variance(&self) -> f64 {
        if self.count < 2 { 0.0 } else { self.squares / (self.count - 1) as f64 }
    }

    /// The variance of the mean, estimated.
    pub(super) fn variance_of_mean(&self) -> f64 {
        self.variance() / self.count.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::Moments;

    #[test]
    fn joined_samples_have_the_moments_of_all() {
        let samples = [3.0, -1.0, 4.0, 1.0, -5.0, 9.0, 2.0];
        let of = |samples: &[f64]| {
            samples.iter().fold(Moments::default(), |mut sum, sample| {
                sum.add(*sample);
                sum
            })
        };
        let (left, right) = samples.split_at(3);
        let mut joined = of(left);
        joined.join(&of(right));
        joined.join(&Moments::default());
        let mean = samples.iter().sum::<f64>() / 7.0;
        let variance = samples.iter().map(|sample| (sample - mean).powi(2)).sum::<f64>() / 6.0;
        assert!((joined.mean() - mean).abs() < 1e-12 && (joined.variance() - variance).abs() < 1e-12);
    }
}
