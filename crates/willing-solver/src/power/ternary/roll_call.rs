//! Pivots of roll calls in random order.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::One;
use willing_check::power::ternary::{RollCallPower, VoteChances};
use willing_council::TernaryGame;
use willing_game::Rational;

use super::Error;
use super::banzhaf::MOST_STATES;
use super::game::Compiled;
use super::others::Others;
use super::states::{Ballots, Turnout};
use crate::Run;

/// The Shapley–Shubik index of voting with abstention: how likely a seat is the pivot of a roll call in random order.
///
/// Votes are independent; each is yes, abstention or no with the same chances (default 1/3 each). The pivot is the seat
/// after whose vote the outcome is fixed, whatever the others say.
///
/// # Returns
///
/// [`RollCall::solve`]: [`RollCallPower`], the chances to fix passage and failure; [`RollCallPower::index`] is their sum.
/// All are 0 where the rule decides without votes.
///
/// # Complexity
///
/// That of [`TernaryBanzhaf`](super::TernaryBanzhaf), for each number of votes cast, twice.
///
/// # Numerics
///
/// Exact rationals.
///
/// # References
///
/// Felsenthal & Machover (1997); Freixas (2005), "The Shapley–Shubik power index for games with several levels of approval
/// in the input and output", Decision Support Systems 39: 185–195. That both sides depend on sums and numbers alone is
/// our remark.
///
/// # Example
///
/// ```
/// use willing_council::{Matter, VotingRule};
/// use willing_game::Certificate;
/// use willing_solver::power::ternary::RollCall;
///
/// let council = VotingRule::un_security_council()?.ternary_game(&Matter::Substantive)?;
/// let power = RollCall::new().solve(&council)?;
/// assert_eq!(power.index()[0], "118525786/725416965".parse()?);
/// power.check(&council)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RollCall {
    chances: VoteChances,
    most_states: usize,
    run: Run,
}

impl Default for RollCall {
    fn default() -> Self {
        Self { chances: VoteChances::equal(), most_states: MOST_STATES, run: Run::default() }
    }
}

impl RollCall {
    /// A third for each vote, up to 4,000,000 states.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With these chances of each vote.
    #[must_use]
    pub fn chances(mut self, chances: VoteChances) -> Self {
        self.chances = chances;
        self
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

    /// The power of all seats.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyStates`], [`Error::Cancelled`].
    pub fn solve(&self, game: &TernaryGame) -> Result<RollCallPower, Error> {
        let compiled = Compiled::of(game);
        let ballots = self.ballots();
        let turned = Ballots { no: ballots.yes.clone(), yes: ballots.no.clone(), ..ballots.clone() };
        Ok(RollCallPower {
            chances: self.chances.clone(),
            passing: self.pivots(&compiled, &ballots)?,
            failing: self.pivots(&compiled.dual(), &turned)?,
        })
    }

    /// The chances over their common denominator.
    fn ballots(&self) -> Ballots {
        let [no, abstain, yes] = [self.chances.no(), self.chances.abstain(), self.chances.yes()];
        let common = no.denominator().lcm(abstain.denominator()).lcm(yes.denominator());
        let over =
            |chance: &Rational| (chance.numerator() * (&common / chance.denominator())).magnitude().clone();
        Ballots { no: over(no), abstain: over(abstain), yes: over(yes), turnout: Turnout::Any }
    }

    /// Σ s! (n−1−s)! / n! · Pr(s others' votes do not pass without the seat's, and do with it).
    fn pivots(&self, game: &Compiled, ballots: &Ballots) -> Result<Vec<Rational>, Error> {
        let others = Others { game, ballots, most: self.most_states, run: &self.run };
        let nothing = vec![0; game.quotas.len()];
        let orders = orders(game.seats, &(&ballots.no + &ballots.abstain + &ballots.yes));
        let mut pivots = vec![Rational::zero(); game.seats];
        others.each(|kind, states| {
            let by_vote = [(&ballots.abstain, &kind.gains.abstaining), (&ballots.yes, &kind.gains.approving)];
            let mut weight = BigUint::default();
            for (factor, gains) in by_vote {
                let crossing = states.crossing(&nothing, gains, game);
                weight += crossing
                    .iter()
                    .zip(&orders.by_size)
                    .map(|(count, orders)| count * orders)
                    .sum::<BigUint>()
                    * factor;
            }
            let pivot = Rational::new(BigInt::from(weight), orders.all.clone()).unwrap_or_default();
            for seat in &kind.seats {
                if let Some(place) = pivots.get_mut(*seat) {
                    *place = pivot.clone();
                }
            }
        })?;
        Ok(pivots)
    }
}

/// Orders of the seats times votes of the seats that are not looked at.
struct Orders {
    /// s! (n−1−s)! dⁿ⁻¹⁻ˢ for d, the common denominator of the chances.
    by_size: Vec<BigUint>,
    /// n! dⁿ.
    all: BigInt,
}

fn orders(seats: usize, denominator: &BigUint) -> Orders {
    let mut factorials = vec![BigUint::one()];
    let mut powers = vec![BigUint::one()];
    for number in 1..=seats {
        let (factorial, power) = (factorials.last(), powers.last());
        let (factorial, power) = (factorial.map(|last| last * number), power.map(|last| last * denominator));
        factorials.extend(factorial);
        powers.extend(power);
    }
    let last = |list: &[BigUint]| list.last().cloned().unwrap_or_default();
    let all = BigInt::from(last(&factorials) * last(&powers));
    let rest = factorials.iter().zip(&powers).take(seats).rev();
    let by_size =
        factorials.iter().zip(rest).map(|(before, (after, power))| before * after * power).collect();
    Orders { by_size, all }
}
