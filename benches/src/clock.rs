//! Processor time and wall time.

use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

/// Seconds that the calling thread has spent on a processor so far.
#[must_use]
pub fn processor_seconds() -> f64 {
    seconds(ClockId::ThreadCPUTime)
}

fn seconds(clock: ClockId) -> f64 {
    let time = clock_gettime(clock);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// What `work` returns, and the processor time it took on this thread, in seconds.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = processor_seconds();
    let result = work();
    (result, processor_seconds() - start)
}

/// What a piece of work took, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    /// Processor time of all threads of the process.
    pub processor: f64,
    /// Time on the wall.
    pub wall: f64,
}

/// Measures spans of the whole process.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch {
    processor: f64,
    wall: Instant,
}

impl Stopwatch {
    /// Starts now.
    #[must_use]
    pub fn start() -> Self {
        Self { processor: seconds(ClockId::ProcessCPUTime), wall: Instant::now() }
    }

    /// What passed since the start.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            processor: seconds(ClockId::ProcessCPUTime) - self.processor,
            wall: self.wall.elapsed().as_secs_f64(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopwatch_counts_the_work_of_other_threads() {
        let watch = Stopwatch::start();
        let busy = || (0..3_000_000_u64).fold(1.0_f64, |sum, x| sum + (x as f64).sqrt().sin());
        let (_, here) = timed(|| std::thread::spawn(busy).join().is_ok());
        let span = watch.span();
        assert!(span.processor > here + 0.002 && span.wall > 0.0, "{span:?}, here {here}");
    }

    #[test]
    fn work_takes_time_and_sleep_takes_none() {
        let ((), asleep) = timed(|| std::thread::sleep(std::time::Duration::from_millis(30)));
        let (_, awake) = timed(|| (0..3_000_000_u64).fold(1.0_f64, |sum, x| sum + (x as f64).sqrt().sin()));
        assert!(asleep < 0.02 && awake > asleep, "asleep {asleep}, awake {awake}");
    }
}
