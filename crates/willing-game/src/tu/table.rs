//! Games as tables of all 2ⁿ worths.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use crate::tu::numerators::are_small_integers;
use crate::tu::{CharacteristicFunction, Error, ExactCharacteristicFunction, Numerators};
use crate::{Coalition, Rational};

/// A game as a table: the worth of the coalition whose player k is bit k stands at that place, from 0 (nobody)
/// to 2ⁿ − 1 (everybody).
///
/// Worths are floats, or integers over one common denominator. The latter are exact: solvers then answer in
/// rational numbers. Floats are dyadic fractions, so exact answers exist for them too
/// ([`TableGame::numerators`]).
///
/// # Limits
///
/// 1 to [`TableGame::MAX_PLAYERS`] players; a table takes [`TableGame::bytes`], 8·2ⁿ.
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::TableGame;
///
/// // Two left gloves, one right glove (player 2): a pair is worth 1.
/// let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1])?;
/// assert_eq!(gloves.worth(Coalition::of([0, 2])?), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TableGame {
    players: usize,
    table: Table,
    /// Recorded where all worths are read anyway: they spare solvers a pass for a bound on sums.
    range: (f64, f64),
    largest_numerator: u64,
    /// Whether floats are integers below 2⁵¹ in size.
    small_integers: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Table {
    Float(Vec<f64>),
    Integer { numerators: Vec<i64>, denominator: i64 },
}

/// All worths of a table, by bit mask.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Worths<'a> {
    /// Floats.
    Float(&'a [f64]),
    /// Integers over a common denominator.
    Integer {
        /// v(S) times the denominator.
        numerators: &'a [i64],
        /// Positive.
        denominator: i64,
    },
}

impl TableGame {
    /// The most players of a table.
    pub const MAX_PLAYERS: usize = 30;

    /// What a table of `players` players takes, in bytes; `None` beyond [`TableGame::MAX_PLAYERS`].
    #[must_use]
    pub fn bytes(players: usize) -> Option<u64> {
        (players <= Self::MAX_PLAYERS).then(|| 8 << players)
    }

    /// The game of these worths.
    ///
    /// # Errors
    ///
    /// [`Error::WorthCount`], [`Error::PlayerCount`], [`Error::WorthNotFinite`], [`Error::EmptyWorth`].
    pub fn from_floats(worths: Vec<f64>) -> Result<Self, Error> {
        let players = players_of(worths.len())?;
        // One comparison a worth, which the compiler vectorises; the place is looked for only if one fails.
        if !worths.iter().fold(true, |fine, worth| fine & worth.is_finite()) {
            let bad = worths.iter().zip(0..).find(|(worth, _)| !worth.is_finite());
            let (worth, bits) = bad.map_or((f64::NAN, 0), |(worth, bits)| (*worth, bits));
            return Err(Error::WorthNotFinite { coalition: Coalition::from_bits(bits), worth });
        }
        match worths.first() {
            Some(worth) if *worth != 0.0 => Err(Error::EmptyWorth { worth: worth.to_string() }),
            _ => Ok(Self::from_checked(players, worths)),
        }
    }

    /// The game of 2ⁿ finite worths, the first of them 0.
    fn from_checked(players: usize, worths: Vec<f64>) -> Self {
        let range = range_of(&worths);
        let small_integers = are_small_integers(&worths, range);
        Self { players, table: Table::Float(worths), range, largest_numerator: 0, small_integers }
    }

    /// The game of these integer worths.
    ///
    /// # Errors
    ///
    /// As [`TableGame::from_numerators`].
    pub fn from_integers(worths: Vec<i64>) -> Result<Self, Error> {
        Self::from_numerators(worths, 1)
    }

    /// The game whose worths are these integers over `denominator`.
    ///
    /// # Errors
    ///
    /// [`Error::WorthCount`], [`Error::PlayerCount`], [`Error::EmptyWorth`]; [`Error::ExactRange`] for `i64::MIN`;
    /// [`Error::OutOfRange`] for a denominator below 1.
    pub fn from_numerators(numerators: Vec<i64>, denominator: i64) -> Result<Self, Error> {
        let players = players_of(numerators.len())?;
        if denominator < 1 {
            let value = denominator.to_string();
            return Err(Error::OutOfRange {
                what: "common denominator",
                place: 0,
                value,
                expected: "1 or more",
            });
        }
        let range = numerators.iter().fold((0, 0), |(least, most): (i64, i64), numerator| {
            (least.min(*numerator), most.max(*numerator))
        });
        if range.0 == i64::MIN {
            let bits =
                numerators.iter().zip(0..).find_map(|(worth, bits)| (*worth == i64::MIN).then_some(bits));
            let coalition = Coalition::from_bits(bits.unwrap_or(0));
            return Err(Error::ExactRange { coalition, worth: i64::MIN.to_string() });
        }
        match numerators.first() {
            Some(worth) if *worth != 0 => Err(Error::EmptyWorth { worth: worth.to_string() }),
            _ => {
                let rounded = |numerator: i64| rounded(numerator, denominator);
                let largest_numerator = range.0.unsigned_abs().max(range.1.unsigned_abs());
                Ok(Self {
                    players,
                    table: Table::Integer { numerators, denominator },
                    range: (rounded(range.0), rounded(range.1)),
                    largest_numerator,
                    small_integers: false,
                })
            }
        }
    }

    /// The game of these exact worths, over their common denominator.
    ///
    /// # Errors
    ///
    /// [`Error::WorthCount`], [`Error::PlayerCount`], [`Error::EmptyWorth`], [`Error::ExactRange`].
    pub fn from_rationals(worths: &[Rational]) -> Result<Self, Error> {
        players_of(worths.len())?;
        let beyond = |worth: &Rational, bits| Error::ExactRange {
            coalition: Coalition::from_bits(bits),
            worth: worth.to_string(),
        };
        let mut denominator = BigInt::from(1);
        for (worth, bits) in worths.iter().zip(0..) {
            denominator = denominator.lcm(worth.denominator());
            if denominator.to_i64().is_none() {
                return Err(beyond(worth, bits));
            }
        }
        let numerator = |(worth, bits): (&Rational, u64)| {
            let numerator = worth.numerator() * (&denominator / worth.denominator());
            numerator.to_i64().ok_or_else(|| beyond(worth, bits))
        };
        let numerators = worths.iter().zip(0..).map(numerator).collect::<Result<_, _>>()?;
        Self::from_numerators(numerators, denominator.to_i64().unwrap_or(1))
    }

    /// The game of these worths, written as integers, decimals or fractions.
    ///
    /// # Errors
    ///
    /// [`Error::Worth`] for a text that is no number, and as [`TableGame::from_rationals`].
    pub fn parse<T: AsRef<str>>(worths: &[T]) -> Result<Self, Error> {
        players_of(worths.len())?;
        let read = |(text, bits): (&T, u64)| {
            let coalition = Coalition::from_bits(bits);
            text.as_ref().parse().map_err(|source| Error::Worth { coalition, source })
        };
        Self::from_rationals(&worths.iter().zip(0..).map(read).collect::<Result<Vec<_>, _>>()?)
    }

    /// The table of a game, as floats. Takes 2ⁿ evaluations.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`], [`Error::WorthNotFinite`], [`Error::EmptyWorth`].
    pub fn tabulate<G: CharacteristicFunction + ?Sized>(game: &G) -> Result<Self, Error> {
        let count = count_of(game.player_count())?;
        Self::from_floats((0..count).map(|bits| game.worth(Coalition::from_bits(bits))).collect())
    }

    /// The exact table of a game. Takes 2ⁿ evaluations.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`], [`Error::EmptyWorth`], [`Error::ExactRange`].
    pub fn tabulate_exact<G: ExactCharacteristicFunction + ?Sized>(game: &G) -> Result<Self, Error> {
        let count = count_of(game.player_count())?;
        let worths: Vec<_> = (0..count).map(|bits| game.exact_worth(Coalition::from_bits(bits))).collect();
        Self::from_rationals(&worths)
    }

    /// How many players it has.
    #[must_use]
    pub const fn player_count(&self) -> usize {
        self.players
    }

    /// The coalition of all players.
    #[must_use]
    pub const fn grand(&self) -> Coalition {
        Coalition::from_bits((1 << self.players) - 1)
    }

    /// All coalitions, from the empty one to the grand one, in the order of the table.
    pub fn coalitions(&self) -> impl Iterator<Item = Coalition> + use<> {
        (0..1u64 << self.players).map(Coalition::from_bits)
    }

    /// All worths.
    #[must_use]
    pub fn worths(&self) -> Worths<'_> {
        match &self.table {
            Table::Float(worths) => Worths::Float(worths),
            Table::Integer { numerators, denominator } => {
                Worths::Integer { numerators, denominator: *denominator }
            }
        }
    }

    /// The least worth of any coalition, the empty one included: 0 or below. Rounded if the worths are fractions.
    #[must_use]
    pub const fn least_worth(&self) -> f64 {
        self.range.0
    }

    /// The greatest worth of any coalition, the empty one included: 0 or above. Rounded if the worths are fractions.
    #[must_use]
    pub const fn greatest_worth(&self) -> f64 {
        self.range.1
    }

    /// The largest size of any numerator of an exact table; 0 for a table of floats.
    #[must_use]
    pub const fn largest_numerator(&self) -> u64 {
        self.largest_numerator
    }

    /// Whether its worths are integers over a common denominator, not floats.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        matches!(self.table, Table::Integer { .. })
    }

    /// v(S), rounded to a float if it is a fraction that none holds. 0 for coalitions with seats outside the game.
    #[must_use]
    pub fn worth(&self, coalition: Coalition) -> f64 {
        match &self.table {
            Table::Float(worths) => worths.get(place(coalition)).copied().unwrap_or(0.0),
            Table::Integer { denominator: 1, numerators } => {
                numerators.get(place(coalition)).map_or(0.0, |numerator| *numerator as f64)
            }
            Table::Integer { .. } => self.exact_worth(coalition).to_f64(),
        }
    }

    /// v(S) exactly; a float is taken at its exact value. 0 for coalitions with seats outside the game.
    #[must_use]
    pub fn exact_worth(&self, coalition: Coalition) -> Rational {
        let place = place(coalition);
        match &self.table {
            Table::Float(worths) => {
                worths.get(place).and_then(|worth| Rational::from_float(*worth).ok()).unwrap_or_default()
            }
            Table::Integer { numerators, denominator } => numerators
                .get(place)
                .and_then(|numerator| Rational::new(*numerator, *denominator))
                .unwrap_or_default(),
        }
    }

    /// The same game with its worths as floats: rounded to the nearest where no float is exact.
    ///
    /// # Complexity
    ///
    /// One pass; a table of the same size is made.
    #[must_use]
    pub fn to_floats(&self) -> Self {
        let worths = match &self.table {
            Table::Float(worths) => worths.clone(),
            Table::Integer { numerators, denominator } => {
                numerators.iter().map(|numerator| rounded(*numerator, *denominator)).collect()
            }
        };
        Self::from_checked(self.players, worths)
    }

    /// All worths as integers over one denominator, floats included.
    ///
    /// # Errors
    ///
    /// [`Error::FloatRange`] if float worths lie so far apart that their bits span more than 120.
    ///
    /// # Complexity
    ///
    /// One pass over a table of floats that are not small integers; nothing is copied.
    pub fn numerators(&self) -> Result<Numerators<'_>, Error> {
        match &self.table {
            Table::Integer { numerators, denominator } => {
                Ok(Numerators::of_integers(numerators, *denominator, self.largest_numerator))
            }
            Table::Float(worths) => Numerators::of_floats(worths, self.range, self.small_integers),
        }
    }
}

impl CharacteristicFunction for TableGame {
    fn player_count(&self) -> usize {
        self.players
    }

    fn worth(&self, coalition: Coalition) -> f64 {
        self.worth(coalition)
    }
}

impl ExactCharacteristicFunction for TableGame {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        self.exact_worth(coalition)
    }
}

/// The least and the greatest of them and 0. Eight at a time, which the compiler vectorises.
fn range_of(worths: &[f64]) -> (f64, f64) {
    let less = |a: f64, b: f64| if a < b { a } else { b };
    let more = |a: f64, b: f64| if a > b { a } else { b };
    let (lines, rest) = worths.as_chunks::<8>();
    let (mut least, mut greatest) = ([0.0; 8], [0.0; 8]);
    for line in lines {
        for ((least, greatest), worth) in least.iter_mut().zip(&mut greatest).zip(line) {
            *least = less(*worth, *least);
            *greatest = more(*worth, *greatest);
        }
    }
    let least = least.iter().chain(rest).fold(0.0, |sum, worth| less(*worth, sum));
    (least, greatest.iter().chain(rest).fold(0.0, |sum, worth| more(*worth, sum)))
}

/// The float nearest to a fraction with a positive denominator.
fn rounded(numerator: i64, denominator: i64) -> f64 {
    /// Integers up to this size are floats, so that one division rounds once.
    const EXACT: u64 = 1 << 53;
    if denominator == 1 || (numerator.unsigned_abs() <= EXACT && denominator.unsigned_abs() <= EXACT) {
        numerator as f64 / denominator as f64
    } else {
        Rational::new(numerator, denominator).map_or(0.0, |worth| worth.to_f64())
    }
}

fn place(coalition: Coalition) -> usize {
    usize::try_from(coalition.bits()).unwrap_or(usize::MAX)
}

/// n of a table of 2ⁿ worths.
fn players_of(worths: usize) -> Result<usize, Error> {
    if !worths.is_power_of_two() {
        return Err(Error::WorthCount { got: worths });
    }
    let players = worths.trailing_zeros() as usize;
    count_of(players)?;
    Ok(players)
}

/// 2ⁿ of a table of n players.
fn count_of(players: usize) -> Result<u64, Error> {
    let most = TableGame::MAX_PLAYERS;
    if (1..=most).contains(&players) {
        Ok(1 << players)
    } else {
        Err(Error::PlayerCount { got: players, least: 1, most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_worths_share_a_denominator() -> Result<(), Error> {
        let game = TableGame::parse(&["0", "1/3", "0.5", "2"])?;
        assert_eq!(game.worths(), Worths::Integer { numerators: &[0, 2, 3, 12], denominator: 6 });
        assert_eq!(game.exact_worth(Coalition::from_bits(1)).to_string(), "1/3");
        assert_eq!(game.largest_numerator(), 12);
        Ok(())
    }

    #[test]
    fn an_exact_table_becomes_the_nearest_floats() -> Result<(), Error> {
        let game = TableGame::parse(&["0", "1/3", "-0.1", "2"])?.to_floats();
        assert_eq!(game.worths(), Worths::Float(&[0.0, 1.0 / 3.0, -0.1, 2.0]));
        assert_eq!(game.to_floats(), game);
        let large = TableGame::from_numerators(vec![0, (1 << 60) + 1, 1 << 60, i64::MAX], 1)?.to_floats();
        assert_eq!(large.worths(), Worths::Float(&[0.0, 2f64.powi(60), 2f64.powi(60), 2f64.powi(63)]));
        Ok(())
    }

    #[test]
    fn malformed_tables_are_refused_by_value_and_place() {
        let pair = Coalition::from_bits(3);
        assert_eq!(TableGame::from_floats(vec![0.0; 3]), Err(Error::WorthCount { got: 3 }));
        assert_eq!(TableGame::from_floats(vec![]), Err(Error::WorthCount { got: 0 }));
        assert_eq!(TableGame::from_floats(vec![0.0]), Err(Error::PlayerCount { got: 0, least: 1, most: 30 }));
        assert_eq!(TableGame::from_floats(vec![1.0, 0.0]), Err(Error::EmptyWorth { worth: "1".into() }));
        assert_eq!(
            TableGame::from_floats(vec![0.0, 1.0, 2.0, f64::INFINITY]),
            Err(Error::WorthNotFinite { coalition: pair, worth: f64::INFINITY })
        );
        assert!(matches!(TableGame::parse(&["0", "1", "x", "2"]), Err(Error::Worth { .. })));
        assert!(matches!(
            TableGame::parse(&["0", "1/9223372036854775783", "1/9223372036854775643", "2"]),
            Err(Error::ExactRange { .. })
        ));
        assert!(matches!(TableGame::parse(&["0", "1e30"]), Err(Error::ExactRange { .. })));
        let wide = TableGame::from_floats(vec![0.0, 1e200, 1.0, 1.0]);
        assert!(matches!(wide.map(|game| game.numerators().is_err()), Ok(true)));
    }
}
