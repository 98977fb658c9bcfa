//! Swings over all profiles.

use num_bigint::BigUint;
use willing_check::power::ternary::{LevelSwings, TernarySwings};
use willing_council::TernaryGame;

use super::Error;
use super::game::Compiled;
use super::others::Others;
use super::states::{Ballots, Turnout};
use crate::Run;

/// The most states by default.
pub(super) const MOST_STATES: usize = 4_000_000;

/// The Banzhaf index of voting with abstention: in how many of the 3ⁿ⁻¹ profiles of the others a seat decides, from yes to
/// abstention and from abstention to no.
///
/// # Returns
///
/// [`TernaryBanzhaf::solve`]: [`TernarySwings`], whose methods give the absolute and the normalized index.
///
/// # Complexity
///
/// O(k m log k · s) additions of integers below 3ⁿ for k kinds of m seats each and s states, which are vectors of sums up to
/// the quotas. The United Nations Security Council has 2 kinds and at most 60 states.
///
/// # Numerics
///
/// Exact integers of any size.
///
/// # References
///
/// Felsenthal & Machover (1997), "Ternary voting games", International Journal of Game Theory 26: 335–351; Freixas &
/// Zwicker (2003), "Weighted voting, abstention, and multiple levels of approval".
///
/// # Example
///
/// ```
/// use willing_council::{Matter, VotingRule};
/// use willing_game::Certificate;
/// use willing_solver::power::ternary::TernaryBanzhaf;
///
/// let council = VotingRule::un_security_council()?.ternary_game(&Matter::Substantive)?;
/// let swings = TernaryBanzhaf::new().solve(&council)?;
/// assert_eq!(swings.passing, 146_796_u32.into());
/// assert_eq!(swings.seats[0].abstain_to_no, 38_460_u32.into()); // vetoes of drafts that would pass
/// swings.check(&council)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct TernaryBanzhaf {
    most_states: usize,
    run: Run,
}

impl Default for TernaryBanzhaf {
    fn default() -> Self {
        Self { most_states: MOST_STATES, run: Run::default() }
    }
}

impl TernaryBanzhaf {
    /// Up to 4,000,000 states.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives up where there are more states than this at a time.
    #[must_use]
    pub fn max_states(mut self, most: usize) -> Self {
        self.most_states = most;
        self
    }

    /// Stop and progress. It takes one thread.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The swings of all seats.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyStates`], [`Error::Cancelled`].
    pub fn solve(&self, game: &TernaryGame) -> Result<TernarySwings, Error> {
        let compiled = Compiled::of(game);
        let one = || BigUint::from(1_u32);
        let ballots = Ballots { no: one(), abstain: one(), yes: one(), turnout: Turnout::Full };
        let others = Others { game: &compiled, ballots: &ballots, most: self.most_states, run: &self.run };
        let mut seats = vec![LevelSwings::default(); compiled.seats];
        let nothing = vec![0; compiled.quotas.len()];
        others.each(|kind, states| {
            let (abstaining, approving) = (&kind.gains.abstaining, &kind.gains.approving);
            let count =
                |before: &[u128], after: &[u128]| states.crossing(before, after, &compiled).iter().sum();
            let swings = LevelSwings {
                yes_to_abstain: count(abstaining, approving),
                abstain_to_no: count(&nothing, abstaining),
            };
            for seat in &kind.seats {
                if let Some(place) = seats.get_mut(*seat) {
                    *place = swings.clone();
                }
            }
        })?;
        let profiles = BigUint::from(3_u32).pow(u32::try_from(compiled.seats).unwrap_or(u32::MAX));
        Ok(TernarySwings { passing: profiles - others.everybody()?.total(), seats })
    }
}
