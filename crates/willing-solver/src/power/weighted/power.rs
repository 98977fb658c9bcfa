//! The settings that all counts of a weighted quota share.

use super::Error;
use crate::Run;

/// Voting power under one weighted quota, by tables over the weight.
///
/// One method a question; each says what it costs. Weights of seats are first divided by what they have in common,
/// and none is larger than what wins or blocks alone, so that large numbers alone do not make large tables.
///
/// # Errors
///
/// All methods: [`Error::TableTooLarge`] before anything is allocated, [`Error::Cancelled`].
///
/// # Example
///
/// ```
/// use willing_council::WeightedQuota;
/// use willing_game::Rational;
/// use willing_solver::power::weighted::WeightedPower;
///
/// // The Council of the European Economic Community, 1958.
/// let council = WeightedQuota::new([4, 4, 4, 2, 2, 1], 12)?;
/// let swings = WeightedPower::new().swings(&council)?;
/// assert_eq!(swings.winning, 14u32.into());
/// assert_eq!(swings.by_seat[0], 10u32.into());
/// let orders = WeightedPower::new().shapley_shubik(&council)?;
/// assert_eq!(Some(&orders[0]), Rational::new(7, 30).as_ref());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct WeightedPower {
    pub(super) memory: u64,
    pub(super) run: Run,
}

impl Default for WeightedPower {
    fn default() -> Self {
        Self { memory: Self::MEMORY, run: Run::new() }
    }
}

impl WeightedPower {
    /// The memory that tables may take unless something else is asked for: one gibibyte.
    pub const MEMORY: u64 = 1 << 30;

    /// One gibibyte, one thread.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets tables take this many bytes.
    #[must_use]
    pub fn memory(mut self, bytes: u64) -> Self {
        self.memory = bytes;
        self
    }

    /// Threads, stop and progress.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The number of columns, if a table of them fits.
    pub(super) fn columns(&self, entries: u64, bytes_each: u128) -> Result<usize, Error> {
        columns(entries, bytes_each, self.memory)
    }

    pub(super) fn step(&self, stage: &'static str, done: usize, total: usize) -> Result<(), Error> {
        if self.run.is_cancelled() {
            return Err(Error::Cancelled);
        }
        self.run.report(stage, done as u64, total as u64);
        Ok(())
    }
}

/// More columns are refused at any limit: sums of words over them must fit 128 bits.
const MOST_COLUMNS: u64 = 1 << 32;

pub(super) fn columns(entries: u64, bytes_each: u128, most: u64) -> Result<usize, Error> {
    let bytes = u128::from(entries).saturating_mul(bytes_each);
    let too_large = Error::TableTooLarge { entries, bytes, most };
    if bytes > u128::from(most) || entries > MOST_COLUMNS {
        return Err(too_large);
    }
    usize::try_from(entries).map_err(|_| too_large)
}

/// A weight as a shift; one that is too large for that shifts everything out of the table.
pub(super) fn shift(weight: u64) -> usize {
    usize::try_from(weight).unwrap_or(usize::MAX)
}
