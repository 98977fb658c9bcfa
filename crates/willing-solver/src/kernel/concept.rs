//! Surpluses of an allocation; membership in the prekernel and in the kernel.

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use willing_check::kernel::{
    InKernel, InPrekernel, MaximumSurplus, OutsideKernel, OutsidePrekernel, Outweighed, Surpluses,
};
use willing_game::tu::{Allocation, TableGame};
use willing_game::{Coalition, Limit, Player, Rational, Verdict};

use super::pass::{Game, Number};
use super::{Error, Excesses};
use crate::Run;

/// All maximum surpluses s_ij(x) = max { e(S, x) : i ∈ S, j ∉ S } of an allocation, each with a coalition that
/// attains it.
///
/// # Returns
///
/// The surpluses; `None` if the run was stopped. Of several coalitions with the same excess, the one named is:
/// between two players of seats below 10 the one of the least low part (seats below 10), then of the least mask;
/// else the one of the least mask.
///
/// # Errors
///
/// [`Error::Game`]: the allocation has another length or is not efficient in this game, or float worths lie more
/// than 120 bits apart.
///
/// # Complexity
///
/// About four operations a coalition, independent of n, plus n² a block of 2¹⁰: 1 ms at n = 15, 20 ms at 20, 90 ms
/// at 22, and twice as much for tables of floats (processor time of one thread).
///
/// # Numerics
///
/// Exact: integers of 64 bits where worths and amounts permit over their common denominator, else of 128, else of
/// any size.
///
/// # References
///
/// Davis & Maschler (1965), *Naval Research Logistics Quarterly* 12.
///
/// # Example
///
/// ```
/// use willing_game::tu::{Allocation, TableGame};
/// use willing_game::{Certificate, Player};
/// use willing_solver::{Run, kernel::surpluses};
///
/// // Two left gloves, one right glove (player 2), shared equally.
/// let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 3, 3, 3])?;
/// let equal = Allocation::new(&gloves, vec![1.into(), 1.into(), 1.into()])?;
/// let all = surpluses(&gloves, &equal, &Run::new())?.unwrap();
/// assert_eq!(all.of(Player::new(2), Player::new(0)).unwrap().value.to_string(), "1"); // with player 1
/// assert_eq!(all.of(Player::new(0), Player::new(2)).unwrap().value.to_string(), "-1");
/// all.check(&gloves)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn surpluses(game: &TableGame, allocation: &Allocation, run: &Run) -> Result<Option<Surpluses>, Error> {
    let excesses = Excesses::new(game, allocation)?;
    let best = run.install(|| best(&excesses, run));
    let players = game.player_count();
    Ok(best.map(|best| {
        let pairs = seats(players).flat_map(|of| seats(players).map(move |over| (of, over)));
        let surpluses = pairs.zip(best).filter(|((of, over), _)| of != over).map(|((of, over), best)| {
            let (value, coalition) = best.unwrap_or_default();
            MaximumSurplus { of, over, value, coalition }
        });
        Surpluses { allocation: allocation.clone(), surpluses: surpluses.collect() }
    }))
}

/// The surpluses by rows, in the narrowest arithmetic.
fn best(excesses: &Excesses<'_>, run: &Run) -> Option<Vec<Option<(Rational, Coalition)>>> {
    let worths = &excesses.worths;
    if let Some((scale, amounts)) = excesses.narrow() {
        let amounts = &amounts;
        return match worths.as_integers() {
            // A scale of 1 is worth its own loop: no product, and the compiler vectorises.
            Some(integers) if scale == 1 => {
                named(excesses, &Game { worth: |mask| at(integers, mask), amounts }, run)
            }
            Some(integers) => {
                named(excesses, &Game { worth: |mask| at(integers, mask) * scale, amounts }, run)
            }
            None => {
                let worth = |mask| worths.get(mask).to_i64().unwrap_or(0) * scale;
                named(excesses, &Game { worth, amounts }, run)
            }
        };
    }
    if let Some((scale, amounts)) = excesses.wide() {
        return named(excesses, &Game { worth: |mask| worths.get(mask) * scale, amounts: &amounts }, run);
    }
    let worth = |mask| BigInt::from(worths.get(mask)) * &excesses.scale;
    named(excesses, &Game { worth, amounts: &excesses.amounts }, run)
}

fn at(integers: &[i64], mask: usize) -> i64 {
    integers.get(mask).copied().unwrap_or(0)
}

fn named<T: Number + Into<BigInt>>(
    excesses: &Excesses<'_>,
    game: &Game<'_, T, impl Fn(usize) -> T + Sync>,
    run: &Run,
) -> Option<Vec<Option<(Rational, Coalition)>>> {
    let name = |(value, mask)| (excesses.rational(value), Coalition::from_bits(mask as u64));
    Some(game.surpluses(run)?.into_iter().map(|best| best.map(name)).collect())
}

/// The prekernel of the grand coalition: efficient allocations at which all surpluses balance, s_ij(x) = s_ji(x).
///
/// # Returns
///
/// `Exists`: the allocation is in it, with all surpluses; `Impossible`: the first pair, by seats, that is out of
/// balance; `Undecided(Limit::Cancelled)`.
///
/// # Errors, complexity, numerics
///
/// As [`surpluses`].
///
/// # References
///
/// Maschler, Peleg & Shapley (1972), The kernel and bargaining set for convex games, *International Journal of Game
/// Theory* 1; (1979), *Mathematics of Operations Research* 4.
///
/// # Example
///
/// ```
/// use willing_game::Certificate;
/// use willing_game::tu::{Allocation, TableGame};
/// use willing_solver::kernel::Prekernel;
///
/// let majority = TableGame::from_integers(vec![0, 0, 0, 3, 0, 3, 3, 3])?;
/// let equal = Allocation::new(&majority, vec![1.into(), 1.into(), 1.into()])?;
/// Prekernel::new().contains(&majority, &equal)?.found()?.check(&majority)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Prekernel {
    pub(super) run: Run,
}

impl Prekernel {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs so (default: on one thread, to the end).
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// Whether the prekernel contains an allocation.
    ///
    /// # Errors
    ///
    /// As [`surpluses`].
    pub fn contains(
        &self,
        game: &TableGame,
        allocation: &Allocation,
    ) -> Result<Verdict<InPrekernel, OutsidePrekernel>, Error> {
        let Some(surpluses) = surpluses(game, allocation, &self.run)? else {
            return Ok(Verdict::Undecided(Limit::Cancelled));
        };
        Ok(match first_outweighed(&surpluses, |_| false) {
            None => Verdict::Exists(InPrekernel(surpluses)),
            Some(pair) => Verdict::Impossible(OutsidePrekernel(pair)),
        })
    }
}

/// The kernel of the grand coalition: imputations at which no player i outweighs a player j, s_ij(x) > s_ji(x),
/// unless j gets no more than it earns alone.
///
/// # Returns
///
/// `Exists`: the allocation is in it, with all surpluses; `Impossible`: the first player that gets less than it
/// earns alone, or else the first pair, by seats, in which one outweighs the other; `Undecided(Limit::Cancelled)`.
///
/// # Errors, complexity, numerics
///
/// As [`surpluses`].
///
/// # References
///
/// Davis & Maschler (1965), The kernel of a cooperative game, *Naval Research Logistics Quarterly* 12.
///
/// # Example
///
/// ```
/// use willing_game::Certificate;
/// use willing_game::tu::{Allocation, TableGame};
/// use willing_solver::kernel::Kernel;
///
/// // Two left gloves, one right glove: only the right one is scarce.
/// let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1])?;
/// let right = Allocation::new(&gloves, vec![0.into(), 0.into(), 1.into()])?;
/// Kernel::new().contains(&gloves, &right)?.found()?.check(&gloves)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Kernel {
    pub(super) run: Run,
}

impl Kernel {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs so (default: on one thread, to the end).
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// Whether the kernel contains an allocation.
    ///
    /// # Errors
    ///
    /// As [`surpluses`].
    pub fn contains(
        &self,
        game: &TableGame,
        allocation: &Allocation,
    ) -> Result<Verdict<InKernel, OutsideKernel>, Error> {
        let Some(surpluses) = surpluses(game, allocation, &self.run)? else {
            return Ok(Verdict::Undecided(Limit::Cancelled));
        };
        let lack = |player| allocation.excess(game, Coalition::EMPTY.with(player).unwrap_or_default());
        if let Some(player) = seats(game.player_count()).find(|&player| lack(player).is_positive()) {
            let allocation = surpluses.allocation;
            return Ok(Verdict::Impossible(OutsideKernel::NoImputation { allocation, player }));
        }
        Ok(match first_outweighed(&surpluses, |player| lack(player).is_zero()) {
            None => Verdict::Exists(InKernel(surpluses)),
            Some(pair) => Verdict::Impossible(OutsideKernel::Outweighed(pair)),
        })
    }
}

/// The first player that outweighs another one that is not excused.
fn first_outweighed(surpluses: &Surpluses, excused: impl Fn(Player) -> bool) -> Option<Outweighed> {
    surpluses.surpluses.iter().find_map(|stronger| {
        let weaker = surpluses.of(stronger.over, stronger.of)?;
        (stronger.value > weaker.value && !excused(stronger.over)).then(|| Outweighed {
            allocation: surpluses.allocation.clone(),
            stronger: stronger.clone(),
            weaker: weaker.clone(),
        })
    })
}

fn seats(players: usize) -> impl Iterator<Item = Player> {
    (0u32..).map(Player::new).take(players)
}
