//! Membership in the bargaining set.

use std::fmt::Debug;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;
use rayon::prelude::*;
use willing_check::bargaining::{Answer, Counter, InBargainingSet, Objection, OutsideBargainingSet};
use willing_game::tu::{Allocation, TableGame};
use willing_game::{Coalition, Limit, Player, Rational, Verdict};

use super::{Error, Packing, pack};
use crate::Run;
use crate::kernel::Excesses;

/// The Aumann–Maschler bargaining set M₁⁽ⁱ⁾ of the grand coalition.
///
/// # Returns
///
/// * `Exists`: the allocation is in it; the evidence has weights for the objections that no single coalition
///   answers (none at all at points of the kernel).
/// * `Impossible`: a player that gets less than it earns alone, or a justified objection: of the first pair of
///   players by seats (objector, then target), through the least coalition by mask, that has one.
/// * `Undecided(Limit::Cancelled)`.
///
/// # Errors
///
/// [`Error::PlayerLimit`]; [`Error::Game`]: the allocation has another length or is not efficient in this game, or
/// float worths lie more than 120 bits apart.
///
/// # Complexity
///
/// n²2ⁿ/4 linear programs of at most n rows, most of them decided without a pivot, and n²4ⁿ/16 comparisons.
///
/// # Numerics
///
/// Exact: fraction-free integers of 128 bits where they suffice, else of any size.
///
/// # References
///
/// Aumann & Maschler (1964), The bargaining set for cooperative games, *Advances in Game Theory*; Davis & Maschler
/// (1967), Existence of stable payoff configurations for cooperative games; it contains the kernel: Davis & Maschler
/// (1965). As a set of linear programs: Maschler (1966), The inequalities that determine the bargaining set, *Israel
/// Journal of Mathematics* 4.
///
/// # Example
///
/// ```
/// use willing_game::tu::{Allocation, TableGame};
/// use willing_game::{Certificate, Verdict};
/// use willing_solver::bargaining::BargainingSet;
///
/// // Any two of three players earn 3. Shared equally, every objection can be countered; otherwise not.
/// let majority = TableGame::from_integers(vec![0, 0, 0, 3, 0, 3, 3, 3])?;
/// let equal = Allocation::new(&majority, vec![1.into(), 1.into(), 1.into()])?;
/// BargainingSet::new().contains(&majority, &equal)?.found()?.check(&majority)?;
///
/// let unequal = Allocation::new(&majority, vec![2.into(), 1.into(), 0.into()])?;
/// let Verdict::Impossible(why) = BargainingSet::new().contains(&majority, &unequal)? else { panic!() };
/// why.check(&majority)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct BargainingSet {
    player_limit: usize,
    run: Run,
}

impl Default for BargainingSet {
    fn default() -> Self {
        Self { player_limit: 12, run: Run::default() }
    }
}

/// What came of one pair of players.
enum Found {
    /// All objections are answered, these by weights.
    Answered(Vec<Answer>),
    /// One is not.
    Justified(Objection),
    /// Somebody asked to stop.
    Cancelled,
}

impl BargainingSet {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Refuses games of more players (default 12; the evidence is checked up to 14).
    #[must_use]
    pub fn player_limit(mut self, players: usize) -> Self {
        self.player_limit = players;
        self
    }

    /// Runs so (default: on one thread, to the end).
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// Whether the bargaining set contains an allocation.
    ///
    /// # Errors
    ///
    /// As said at [`BargainingSet`].
    pub fn contains(
        &self,
        game: &TableGame,
        allocation: &Allocation,
    ) -> Result<Verdict<InBargainingSet, OutsideBargainingSet>, Error> {
        let players = game.player_count();
        if players > self.player_limit {
            return Err(Error::PlayerLimit { players, limit: self.player_limit });
        }
        let excesses = Excesses::new(game, allocation)?;
        let lack = |player| allocation.excess(game, Coalition::EMPTY.with(player).unwrap_or_default());
        if let Some(player) = seats(players).find(|&player| lack(player).is_positive()) {
            let allocation = allocation.clone();
            return Ok(Verdict::Impossible(OutsideBargainingSet::NoImputation { allocation, player }));
        }
        // Prices and products of the simplex exceed excesses by less than a square of 0/1 determinants of 30 rows.
        let narrow = excesses.narrowed(60, |number| i128::try_from(number).ok());
        let found = self.run.install(|| {
            if let Some((scale, amounts)) = narrow {
                let table = tabulate(players, &amounts, |mask| excesses.worths.get(mask) * scale);
                return self.search(&Table { excesses: table, unit: &excesses, allocation });
            }
            let worth = |mask| BigInt::from(excesses.worths.get(mask)) * &excesses.scale;
            let table = tabulate(players, &excesses.amounts, worth);
            self.search(&Table { excesses: table, unit: &excesses, allocation })
        });
        let allocation = allocation.clone();
        Ok(match found {
            Found::Answered(answers) => Verdict::Exists(InBargainingSet { allocation, answers }),
            Found::Justified(objection) => {
                Verdict::Impossible(OutsideBargainingSet::Justified { allocation, objection })
            }
            Found::Cancelled => Verdict::Undecided(Limit::Cancelled),
        })
    }

    /// All pairs of players, up to the first that has a justified objection.
    fn search<T: Number>(&self, table: &Table<'_, T>) -> Found {
        let players = table.allocation.amounts().len();
        let pairs = seats(players).flat_map(|i| seats(players).map(move |j| (i, j)));
        let pairs: Vec<_> = (0u64..).zip(pairs.filter(|(i, j)| i != j)).collect();
        let total = pairs.len() as u64;
        let look = |&(done, (objector, target)): &(u64, (Player, Player))| {
            self.run.report("bargaining set: pairs of players", done, total);
            match table.objections(objector, target, &self.run) {
                Found::Answered(answers) => Ok(answers),
                end => Err(end),
            }
        };
        if !self.run.is_parallel() {
            let answers = pairs.iter().map(look).collect::<Result<Vec<_>, _>>();
            return answers.map_or_else(|end| end, |answers| Found::Answered(answers.concat()));
        }
        // All pairs up to the first that ends the search, whichever thread is ahead.
        let found: Vec<_> = pairs.par_iter().map(look).collect();
        let answers = found.into_iter().collect::<Result<Vec<_>, _>>();
        answers.map_or_else(|end| end, |answers| Found::Answered(answers.concat()))
    }
}

/// The integers that excesses are computed in.
trait Number: Integer + Signed + Clone + Into<BigInt> + Send + Sync + Debug {}

impl Number for i128 {}
impl Number for BigInt {}

/// All excesses, by mask.
struct Table<'a, T> {
    excesses: Vec<T>,
    unit: &'a Excesses<'a>,
    allocation: &'a Allocation,
}

impl<T: Number> Table<'_, T> {
    fn at(&self, mask: usize) -> T {
        self.excesses.get(mask).cloned().unwrap_or_else(T::zero)
    }

    /// The objections of one player against another, coalition by coalition.
    fn objections(&self, objector: Player, target: Player, run: &Run) -> Found {
        let (i, j) = (1usize << objector.seat(), 1usize << target.seat());
        let others = self.excesses.len() - 1 - i - j;
        // A coalition at least as deprived as all others with j and without i answers for all that lack less.
        let most = subsets(others).map(|rest| self.at(rest | j)).max().unwrap_or_else(T::zero);
        let mut answers = Vec::new();
        for companions in subsets(others) {
            if run.is_cancelled() {
                return Found::Cancelled;
            }
            let excess = self.at(companions | i);
            if !excess.is_positive() || excess <= most {
                continue;
            }
            let objection = Claim { objector, target, companions, i, j, excess };
            match self.decide(&objection) {
                Decided::NoneJustified(None) => {}
                Decided::NoneJustified(Some(answer)) => answers.push(answer),
                Decided::Justified(objection) => return Found::Justified(objection),
            }
        }
        Found::Answered(answers)
    }

    /// Whether an objection through this coalition is justified.
    fn decide(&self, claim: &Claim<T>) -> Decided {
        let companions = claim.companions;
        let strangers = self.excesses.len() - 1 - claim.i - claim.j - companions;
        // For each set of companions the most deprived coalition that meets S there.
        let strongest = |met: usize| {
            let all = subsets(strangers).map(|rest| met | claim.j | rest);
            all.reduce(|best, next| if self.at(next) > self.at(best) { next } else { best })
                .unwrap_or(claim.j)
        };
        if !self.at(strongest(0)).is_negative() {
            return Decided::NoneJustified(None);
        }
        let counters: Vec<usize> = subsets(companions).map(strongest).collect();
        let rewards: Vec<T> = counters.iter().map(|&counter| self.at(counter)).collect();
        match pack(companions.count_ones() as usize, &rewards, &claim.excess) {
            Packing::Reached { weights, denominator } => {
                let rational = |weight: T| Rational::new(weight, denominator.clone()).unwrap_or_default();
                let counters = weights.into_iter().filter_map(|(place, weight)| {
                    let coalition = coalition(*counters.get(place)?);
                    Some(Counter { coalition, weight: rational(weight) })
                });
                Decided::NoneJustified(Some(Answer {
                    objector: claim.objector,
                    target: claim.target,
                    coalition: coalition(companions | claim.i),
                    counters: counters.collect(),
                }))
            }
            Packing::Short { prices, denominator } => {
                Decided::Justified(self.objection(claim, prices, denominator))
            }
        }
    }

    /// Pays each companion its price, and shares what is left over equally.
    fn objection(&self, claim: &Claim<T>, prices: Vec<T>, denominator: T) -> Objection {
        let members = coalition(claim.companions | claim.i);
        let unit = Rational::from(self.unit.denominator.clone()) * Rational::from(denominator.into());
        let price = |price: T| Rational::from(price.into()).over(&unit).unwrap_or_default();
        let mut gains: Vec<Rational> = prices.into_iter().map(price).collect();
        let excess = self.unit.rational(claim.excess.clone());
        let left = excess - gains.iter().sum::<Rational>();
        let share = left.over(&Rational::from(members.len())).unwrap_or_default();
        // The objector stands among the members by seat, and has no price.
        let before = members.players().take_while(|player| *player != claim.objector).count();
        gains.insert(before.min(gains.len()), Rational::zero());
        let amounts = members.players().filter_map(|player| self.allocation.amounts().get(player.seat()));
        let payments = amounts.zip(gains).map(|(amount, gain)| amount + gain + &share).collect();
        Objection { objector: claim.objector, target: claim.target, coalition: members, payments }
    }
}

/// A coalition through which one player may object against another.
struct Claim<T> {
    objector: Player,
    target: Player,
    companions: usize,
    i: usize,
    j: usize,
    excess: T,
}

/// What is known about the objections through one coalition.
enum Decided {
    /// None is justified; the weights that show it, unless a single coalition does.
    NoneJustified(Option<Answer>),
    /// This one is.
    Justified(Objection),
}

/// The excesses of all coalitions.
fn tabulate<T: Number>(players: usize, amounts: &[T], worth: impl Fn(usize) -> T) -> Vec<T> {
    let mut paid = vec![T::zero()];
    for amount in amounts.iter().take(players) {
        paid.extend(paid.clone().into_iter().map(|sum| sum + amount.clone()));
    }
    (0..).zip(paid).map(|(mask, paid)| worth(mask) - paid).collect()
}

/// All subsets of a set of players, ascending: the k-th holds its members at the places of the bits of k.
fn subsets(set: usize) -> impl Iterator<Item = usize> {
    let mut next = Some(0usize);
    std::iter::from_fn(move || {
        let subset = next?;
        next = (subset != set).then(|| subset.wrapping_sub(set) & set);
        Some(subset)
    })
}

fn coalition(mask: usize) -> Coalition {
    Coalition::from_bits(mask as u64)
}

fn seats(players: usize) -> impl Iterator<Item = Player> {
    (0u32..).map(Player::new).take(players)
}
