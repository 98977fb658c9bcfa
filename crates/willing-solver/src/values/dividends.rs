//! Harsanyi dividends: what each coalition adds to what its parts are worth.

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use willing_check::values::HarsanyiDividends;
use willing_game::tu::{TableGame, Worths};
use willing_game::{Coalition, Rational};

use super::Error;
use super::exact::ExactTable;
use super::size_sums::Term;

/// The dividends Δ(S) of a game: v(S) = Σ Δ(T) over the parts T of S, for every S.
///
/// # Complexity
///
/// n 2ⁿ⁻¹ subtractions, in place: the lower twelve players while a piece of the table is in the cache, the upper
/// ones two at a time. 8 bytes a coalition, 16 where sums do not fit 63 bits.
///
/// # Numerics
///
/// Exact, or floats ([`Dividends::of_floats`]) without a bound: dividends are alternating sums of up to 2ⁿ worths,
/// and floats may lose all their digits.
///
/// # References
///
/// Harsanyi (1959); the transform is that of Möbius.
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_game::{Certificate, Coalition};
/// use willing_solver::values::Dividends;
///
/// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
/// let dividends = Dividends::of(&majority)?;
/// assert_eq!(dividends.get(Coalition::from_bits(0b111)).to_string(), "-2");
/// assert_eq!(dividends.game()?, majority);
/// dividends.evidence().check(&majority)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dividends {
    players: usize,
    form: Form,
}

#[derive(Clone, Debug, PartialEq)]
enum Form {
    Narrow(Vec<i64>, BigInt),
    Wide(Vec<i128>, BigInt),
    Float(Vec<f64>),
}

impl Dividends {
    /// The exact dividends of a game.
    ///
    /// # Errors
    ///
    /// [`Error::Game`] if float worths lie too far apart, [`Error::DividendRange`].
    pub fn of(game: &TableGame) -> Result<Self, Error> {
        let table = ExactTable::of(game)?;
        let players = game.player_count();
        let denominator = table.numerators.denominator().clone();
        let room = table.bits + players as u64;
        let numerators = &table.numerators;
        let mut narrow = Vec::new();
        let form = if room <= 62 && numerators.fill(0..numerators.len(), 1, &mut narrow) {
            let mut dividends = narrow;
            transform(&mut dividends, Term::minus);
            Form::Narrow(dividends, denominator)
        } else if room <= 126 {
            let mut dividends: Vec<i128> = (0..numerators.len()).map(|mask| numerators.get(mask)).collect();
            transform(&mut dividends, Term::minus);
            Form::Wide(dividends, denominator)
        } else {
            return Err(Error::DividendRange { bits: table.bits, players, most: 126 - players as u64 });
        };
        Ok(Self { players, form })
    }

    /// The dividends in float arithmetic.
    #[must_use]
    pub fn of_floats(game: &TableGame) -> Self {
        let mut dividends = match game.worths() {
            Worths::Float(worths) => worths.to_vec(),
            Worths::Integer { .. } => game.coalitions().map(|coalition| game.worth(coalition)).collect(),
        };
        transform(&mut dividends, Term::minus);
        Self { players: game.player_count(), form: Form::Float(dividends) }
    }

    /// Δ(S) exactly; a float is taken at its exact value. 0 for coalitions with seats outside the game.
    #[must_use]
    pub fn get(&self, coalition: Coalition) -> Rational {
        let place = usize::try_from(coalition.bits()).unwrap_or(usize::MAX);
        let number = match &self.form {
            Form::Narrow(numbers, unit) => numbers.get(place).and_then(|n| Rational::new(*n, unit.clone())),
            Form::Wide(numbers, unit) => numbers.get(place).and_then(|n| Rational::new(*n, unit.clone())),
            Form::Float(numbers) => numbers.get(place).and_then(|n| Rational::from_float(*n).ok()),
        };
        number.unwrap_or_default()
    }

    /// All of them as evidence, which adds them up to the worths again: 2ⁿ exact numbers.
    #[must_use]
    pub fn evidence(&self) -> HarsanyiDividends {
        let masks = 0..1u64 << self.players;
        HarsanyiDividends { dividends: masks.map(|mask| self.get(Coalition::from_bits(mask))).collect() }
    }

    /// Whether they are exact.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        !matches!(self.form, Form::Float(_))
    }

    /// How many players the game has.
    #[must_use]
    pub const fn player_count(&self) -> usize {
        self.players
    }

    /// The game of these dividends: v(S) = Σ Δ(T) over T ⊆ S.
    ///
    /// # Errors
    ///
    /// [`Error::Game`] if the worths do not fit a table.
    pub fn game(&self) -> Result<TableGame, Error> {
        let exact = |numbers: Vec<i64>, unit: &BigInt| match unit.to_i64() {
            Some(unit) => TableGame::from_numerators(numbers, unit),
            None => TableGame::from_rationals(
                &numbers
                    .into_iter()
                    .map(|number| Rational::new(number, unit.clone()).unwrap_or_default())
                    .collect::<Vec<_>>(),
            ),
        };
        match &self.form {
            Form::Narrow(numbers, unit) => {
                let mut worths = numbers.clone();
                transform(&mut worths, Term::plus);
                Ok(exact(worths, unit)?)
            }
            Form::Wide(numbers, unit) => {
                let mut worths = numbers.clone();
                transform(&mut worths, Term::plus);
                let rational = |number: &i128| Rational::new(*number, unit.clone()).unwrap_or_default();
                Ok(TableGame::from_rationals(&worths.iter().map(rational).collect::<Vec<_>>())?)
            }
            Form::Float(numbers) => {
                let mut worths = numbers.clone();
                transform(&mut worths, Term::plus);
                Ok(TableGame::from_floats(worths)?)
            }
        }
    }

    /// Calls `take` with each coalition and its exact numerator until it fails; floats have none. Returns the
    /// denominator.
    pub(super) fn each_numerator<E>(
        &self,
        mut take: impl FnMut(usize, i128) -> Result<(), E>,
    ) -> Result<BigInt, E> {
        match &self.form {
            Form::Narrow(numbers, unit) => {
                let mut numbers = numbers.iter().enumerate();
                numbers.try_for_each(|(mask, number)| take(mask, i128::from(*number)))?;
                Ok(unit.clone())
            }
            Form::Wide(numbers, unit) => {
                numbers.iter().enumerate().try_for_each(|(mask, number)| take(mask, *number))?;
                Ok(unit.clone())
            }
            Form::Float(_) => Ok(BigInt::from(1)),
        }
    }
}

/// The players folded while a piece of the table stays in the cache.
const PIECE: usize = 12;

/// For each player, the worths with it become `step(worth with, worth without)`.
fn transform<T: Term>(table: &mut [T], step: impl Fn(T, T) -> T + Copy) {
    let players = table.len().trailing_zeros() as usize;
    for piece in table.chunks_mut(1 << PIECE) {
        for player in 0..players.min(PIECE) {
            one(piece, 1 << player, step);
        }
    }
    let mut player = PIECE;
    while player + 1 < players {
        two(table, 1 << player, step);
        player += 2;
    }
    if player < players {
        one(table, 1 << player, step);
    }
}

fn one<T: Term>(table: &mut [T], width: usize, step: impl Fn(T, T) -> T) {
    for pair in table.chunks_exact_mut(2 * width) {
        let (without, with) = pair.split_at_mut(width);
        with.iter_mut().zip(without).for_each(|(with, without)| *with = step(*with, *without));
    }
}

/// Two neighbouring players at a time: half of the traffic with memory.
fn two<T: Term>(table: &mut [T], width: usize, step: impl Fn(T, T) -> T) {
    for four in table.chunks_exact_mut(4 * width) {
        let (lower, upper) = four.split_at_mut(2 * width);
        let ((none, first), (second, both)) = (lower.split_at_mut(width), upper.split_at_mut(width));
        for (((none, first), second), both) in none.iter().zip(first).zip(second).zip(both) {
            *both = step(step(*both, *second), step(*first, *none));
            *first = step(*first, *none);
            *second = step(*second, *none);
        }
    }
}
