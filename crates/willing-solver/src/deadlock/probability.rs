//! How likely is a deadlock if ideal points are uncertain?

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use willing_check::deadlock::DeadlockEstimate;
use willing_council::Seat;
use willing_council::spatial::{Line, Plane};

use super::sign::is_deadlocked;
use crate::Run;

/// Samples drawn from one stream of random numbers.
const CHUNK: u64 = 256;

/// Why a probability is not estimated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProbabilityError {
    /// Standard deviations that are not one for each member.
    #[error("{got} standard deviations for {seats} seats")]
    DeviationCount {
        /// How many were given.
        got: usize,
        /// How many seats there are.
        seats: usize,
    },
    /// A standard deviation that is negative, no number, or too large.
    #[error("the standard deviation of seat {seat} is {value}: expected a number from 0 to 1e70")]
    Deviation {
        /// The seat.
        seat: Seat,
        /// The value given.
        value: f64,
    },
    /// No samples asked for.
    #[error("0 samples: expected at least one")]
    NoSamples,
    /// The caller asked to stop.
    #[error("stopped by the caller")]
    Cancelled,
}

/// The probability that nothing beats the status quo if ideal points are independent and normal, around those known, with a
/// standard deviation for each member; in a plane the same in both dimensions.
///
/// # Returns
///
/// [`DeadlockEstimate`]: how many of the samples are deadlocked, with the standard error of their share.
///
/// # Complexity
///
/// On a line O(n) a sample, in a plane O(n²), with two coalitions asked for each member.
///
/// # Numerics
///
/// Each sample of 256 draws from its own stream of ChaCha with 8 rounds, normal by the method of Box and Muller, and is
/// decided exactly: threads change no byte. Logarithm, sine and cosine are those of the platform, whose last bits may
/// differ between platforms.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Line;
/// use willing_solver::deadlock::DeadlockProbability;
///
/// let two = Line::under(&"2 of 2".parse()?, [-1.0, 1.0], 0.0)?;
/// let certain = DeadlockProbability::new().samples(1_000).on_line(&two, &[0.0, 0.0])?;
/// assert_eq!(certain.deadlocks, 1_000);
/// let open = DeadlockProbability::new().samples(1_000).on_line(&two, &[9.0, 9.0])?;
/// assert!((open.probability() - 0.5).abs() < 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct DeadlockProbability {
    samples: u64,
    seed: u64,
    run: Run,
}

impl Default for DeadlockProbability {
    fn default() -> Self {
        Self { samples: 10_000, seed: 0, run: Run::default() }
    }
}

impl DeadlockProbability {
    /// 10,000 samples from seed 0 on one thread.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many samples to draw (default 10,000).
    #[must_use]
    pub fn samples(mut self, samples: u64) -> Self {
        self.samples = samples;
        self
    }

    /// The seed of the random numbers (default 0).
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Threads, stop and progress.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// On a line; standard deviations by seat.
    ///
    /// # Errors
    ///
    /// [`ProbabilityError`].
    pub fn on_line(&self, line: &Line, deviations: &[f64]) -> Result<DeadlockEstimate, ProbabilityError> {
        let status_quo = line.status_quo();
        self.estimate(line.ideals().len(), deviations, |normal| {
            let ideals: Vec<f64> = line
                .ideals()
                .iter()
                .zip(deviations)
                .map(|(ideal, deviation)| ideal + deviation * normal())
                .collect();
            let is = |place: usize, side: fn(&f64, &f64) -> bool| {
                ideals.get(place).is_some_and(|ideal| side(ideal, &status_quo))
            };
            !line.game().wins(|place| is(place, f64::gt)) && !line.game().wins(|place| is(place, f64::lt))
        })
    }

    /// In a plane; standard deviations by seat.
    ///
    /// # Errors
    ///
    /// [`ProbabilityError`].
    pub fn in_plane(&self, plane: &Plane, deviations: &[f64]) -> Result<DeadlockEstimate, ProbabilityError> {
        self.estimate(plane.ideals().len(), deviations, |normal| {
            let ideals: Vec<[f64; 2]> = plane
                .ideals()
                .iter()
                .zip(deviations)
                .map(|(ideal, deviation)| ideal.map(|part| part + deviation * normal()))
                .collect();
            is_deadlocked(plane.game(), &ideals, plane.status_quo())
        })
    }

    fn estimate(
        &self,
        seats: usize,
        deviations: &[f64],
        sample: impl Fn(&mut dyn FnMut() -> f64) -> bool + Sync,
    ) -> Result<DeadlockEstimate, ProbabilityError> {
        if deviations.len() != seats {
            return Err(ProbabilityError::DeviationCount { got: deviations.len(), seats });
        }
        let mut listed = (0u32..).map(Seat::new).zip(deviations);
        if let Some((seat, &value)) = listed.find(|(_, value)| !(0.0..=1e70).contains(*value)) {
            return Err(ProbabilityError::Deviation { seat, value });
        }
        if self.samples == 0 {
            return Err(ProbabilityError::NoSamples);
        }
        let chunks = self.samples.div_ceil(CHUNK);
        let deadlocks = |chunk: u64| {
            if self.run.is_cancelled() {
                return None;
            }
            let mut stream = ChaCha8Rng::seed_from_u64(self.seed);
            stream.set_stream(chunk);
            let mut normals = Normals { stream, spare: None };
            let drawn = CHUNK.min(self.samples - chunk * CHUNK);
            let found = (0..drawn).filter(|_| sample(&mut || normals.draw())).count() as u64;
            self.run.report("samples", chunk * CHUNK + drawn, self.samples);
            Some(found)
        };
        let total = if self.run.is_parallel() {
            self.run.install(|| (0..chunks).into_par_iter().map(deadlocks).sum::<Option<u64>>())
        } else {
            (0..chunks).map(deadlocks).sum()
        };
        let deadlocks = total.ok_or(ProbabilityError::Cancelled)?;
        Ok(DeadlockEstimate {
            deadlocks,
            samples: self.samples,
            seed: self.seed,
            deviations: deviations.to_vec(),
        })
    }
}

/// Standard normal numbers, two at a time (Box & Muller 1958).
struct Normals {
    stream: ChaCha8Rng,
    spare: Option<f64>,
}

impl Normals {
    fn draw(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        // In (0, 1]: the logarithm is finite.
        let (one, other) = (1.0 - self.stream.random::<f64>(), self.stream.random::<f64>());
        let (radius, angle) = ((-2.0 * one.ln()).sqrt(), std::f64::consts::TAU * other);
        self.spare = Some(radius * angle.sin());
        radius * angle.cos()
    }
}
