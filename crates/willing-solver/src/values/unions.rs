//! Values for players in a-priori unions, and in coalitions that stay by themselves.

use num_bigint::BigInt;
use willing_check::values::{Concept, Value};
use willing_game::Rational;
use willing_game::tu::{Amounts, CoalitionStructure, TableGame};

use super::Error;
use super::coefficients::{Coefficients, banzhaf_weights, shapley_weights};
use super::exact::{ExactTable, sums_of};
use super::size_sums::{SizeSums, Term, Wide};
use crate::Run;

/// The concept of a structure: what all three have.
macro_rules! structured {
    ($(#[$doc:meta])* $name:ident, $field:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            structure: CoalitionStructure,
            run: Run,
        }

        impl $name {
            /// For this structure.
            #[must_use]
            pub fn new(structure: CoalitionStructure) -> Self {
                Self { structure, run: Run::new() }
            }

            /// Threads, stop and progress.
            #[must_use]
            pub fn run(mut self, run: Run) -> Self {
                self.run = run;
                self
            }

            /// The value of `game`.
            ///
            /// # Errors
            ///
            /// [`Error::Players`] for a structure of another number of players; [`Error::Game`] if float worths lie
            /// too far apart for exact arithmetic; [`Error::Cancelled`].
            pub fn solve(&self, game: &TableGame) -> Result<Value, Error> {
                let (got, players) = (self.structure.player_count(), game.player_count());
                if got != players {
                    return Err(Error::Players { got, players });
                }
                let amounts = Amounts::Exact(self.amounts(&ExactTable::of(game)?)?);
                Ok(Value { concept: Concept::$name { $field: self.structure.clone() }, amounts })
            }
        }
    };
}

structured! {
    /// The Owen value: the Shapley value among a-priori unions, and inside each of them.
    ///
    /// Player i of union U gets the mean marginal contribution over all orders in which unions come one after the
    /// other, and their members one after the other.
    ///
    /// # Complexity
    ///
    /// Every union with each set of whole other unions: 2^(m−1) Σ 2^u coalitions for m unions of u members, n 2ⁿ at
    /// most, and additions for each member in them. No memory besides the table.
    ///
    /// # Numerics
    ///
    /// Exact, also for tables of floats.
    ///
    /// # References
    ///
    /// Owen (1977).
    ///
    /// # Example
    ///
    /// ```
    /// use willing_game::Coalition;
    /// use willing_game::tu::{CoalitionStructure, TableGame};
    /// use willing_solver::values::Owen;
    ///
    /// // In a majority of three, two who go together leave nothing to the third.
    /// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
    /// let unions = [Coalition::of([0, 1])?, Coalition::of([2])?];
    /// let value = Owen::new(CoalitionStructure::new(3, unions)?).solve(&majority)?;
    /// assert_eq!(value.amounts.to_f64(), [0.5, 0.5, 0.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Owen, unions
}

structured! {
    /// The Banzhaf–Owen value: the Banzhaf value among a-priori unions, and inside each of them.
    ///
    /// Complexity and numerics as for [`Owen`].
    ///
    /// # References
    ///
    /// Owen (1981).
    ///
    /// # Example
    ///
    /// ```
    /// use willing_game::Coalition;
    /// use willing_game::tu::{CoalitionStructure, TableGame};
    /// use willing_solver::values::BanzhafOwen;
    ///
    /// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
    /// let unions = [Coalition::of([0, 1])?, Coalition::of([2])?];
    /// let value = BanzhafOwen::new(CoalitionStructure::new(3, unions)?).solve(&majority)?;
    /// assert_eq!(value.amounts.to_f64(), [0.5, 0.5, 0.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    BanzhafOwen, unions
}

structured! {
    /// The Aumann–Drèze value: the Shapley value of each coalition of a structure by itself.
    ///
    /// # Complexity
    ///
    /// Σ 2^u for coalitions of u members.
    ///
    /// # Numerics
    ///
    /// Exact, also for tables of floats.
    ///
    /// # References
    ///
    /// Aumann & Drèze (1974), theorem 3.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_game::Coalition;
    /// use willing_game::tu::{CoalitionStructure, TableGame};
    /// use willing_solver::values::AumannDreze;
    ///
    /// // One left glove (player 0), two right ones: once the pair is formed, the third has no say.
    /// let gloves = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 0, 1])?;
    /// let formed = [Coalition::of([0, 1])?, Coalition::of([2])?];
    /// let value = AumannDreze::new(CoalitionStructure::new(3, formed)?).solve(&gloves)?;
    /// assert_eq!(value.amounts.to_f64(), [0.5, 0.5, 0.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    AumannDreze, coalitions
}

impl Owen {
    fn amounts(&self, table: &ExactTable<'_>) -> Result<Vec<Rational>, Error> {
        two_levels(table, &self.structure, shapley_weights, &self.run)
    }
}

impl BanzhafOwen {
    fn amounts(&self, table: &ExactTable<'_>) -> Result<Vec<Rational>, Error> {
        two_levels(table, &self.structure, banzhaf_weights, &self.run)
    }
}

impl AumannDreze {
    fn amounts(&self, table: &ExactTable<'_>) -> Result<Vec<Rational>, Error> {
        let mut amounts = vec![Rational::zero(); self.structure.player_count()];
        for part in masks(&self.structure) {
            let seats = seats_of(part);
            let worth = |members: usize| table.numerators.get(spread(&seats, members));
            let sums = sums_of(seats.len(), table.bits, &worth, &self.run)?;
            let coefficients = Coefficients::of_weights(&shapley_weights(seats.len()));
            place(&mut amounts, &seats, sums.value(&coefficients, table.numerators.denominator()));
        }
        Ok(amounts)
    }
}

fn masks(structure: &CoalitionStructure) -> Vec<usize> {
    structure.coalitions().iter().filter_map(|part| usize::try_from(part.bits()).ok()).collect()
}

fn seats_of(mask: usize) -> Vec<usize> {
    (0..usize::BITS as usize).filter(|seat| mask >> seat & 1 == 1).collect()
}

/// The coalition of the seats whose places are in `members`.
fn spread(seats: &[usize], members: usize) -> usize {
    seats.iter().enumerate().fold(0, |sum, (place, seat)| sum | (members >> place & 1) << seat)
}

fn place(amounts: &mut [Rational], seats: &[usize], values: Vec<Rational>) {
    for (seat, value) in seats.iter().zip(values) {
        if let Some(amount) = amounts.get_mut(*seat) {
            *amount = value;
        }
    }
}

/// Values that weigh marginal contributions by how many other unions and how many members of one's own are there.
fn two_levels(
    table: &ExactTable<'_>,
    structure: &CoalitionStructure,
    weights: impl Fn(usize) -> Vec<Rational>,
    run: &Run,
) -> Result<Vec<Rational>, Error> {
    let unions = masks(structure);
    let outer = weights(unions.len());
    let mut amounts = vec![Rational::zero(); structure.player_count()];
    for (done, own) in unions.iter().enumerate() {
        let others: Vec<usize> = unions.iter().copied().filter(|union| union != own).collect();
        let seats = seats_of(*own);
        let coefficients = Coefficients::of_weights(&weights(seats.len()));
        let levels = sums_with_others(table, &seats, &others, run)?;
        let mut values = vec![Rational::zero(); seats.len()];
        for (sums, outer) in levels.iter().zip(&outer) {
            let level = sums.value(&coefficients, table.numerators.denominator());
            values.iter_mut().zip(level).for_each(|(value, part)| *value += &(part * outer));
        }
        place(&mut amounts, &seats, values);
        run.report("unions", done as u64 + 1, unions.len() as u64);
    }
    Ok(amounts)
}

/// For each h the sums by size of members of one union, in company of each h of the others.
fn sums_with_others(
    table: &ExactTable<'_>,
    seats: &[usize],
    others: &[usize],
    run: &Run,
) -> Result<Vec<SizeSums<BigInt>>, Error> {
    let empty = SizeSums {
        containing: vec![vec![Wide::ZERO; seats.len() + 1]; seats.len()],
        all: vec![Wide::ZERO; seats.len() + 1],
    };
    let mut levels = vec![empty; others.len() + 1];
    for chosen in 0..1usize << others.len() {
        if chosen % 1024 == 0 && run.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let company = spread_masks(others, chosen);
        if let Some(level) = levels.get_mut(chosen.count_ones() as usize) {
            add_company(table, seats, company, level);
        }
    }
    let list = |sums: Vec<Wide>| sums.into_iter().map(BigInt::from).collect();
    let large = |sums: SizeSums<Wide>| SizeSums {
        containing: sums.containing.into_iter().map(list).collect(),
        all: list(sums.all),
    };
    Ok(levels.into_iter().map(large).collect())
}

/// The union of the chosen of `others`.
fn spread_masks(others: &[usize], chosen: usize) -> usize {
    let members = others.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == 1);
    members.fold(0, |sum, (_, union)| sum | union)
}

/// Adds the worths of all coalitions of `seats` together with `company`.
fn add_company(table: &ExactTable<'_>, seats: &[usize], company: usize, sums: &mut SizeSums<Wide>) {
    let own = spread(seats, usize::MAX);
    let mut inside = own;
    loop {
        let worth = table.numerators.get(company | inside);
        if worth != 0 {
            let worth = Wide::from(worth);
            let size = inside.count_ones() as usize;
            let members = sums.containing.iter_mut().zip(seats).filter(|(_, seat)| inside >> **seat & 1 == 1);
            members
                .map(|(sums, _)| sums)
                .chain([&mut sums.all])
                .filter_map(|sums| sums.get_mut(size))
                .for_each(|sum| *sum = sum.plus(worth));
        }
        if inside == 0 {
            return;
        }
        inside = (inside - 1) & own;
    }
}
