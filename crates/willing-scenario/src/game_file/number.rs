//! Worths as files write them, and tables of them.

use willing_game::tu::{Error, TableGame};
use willing_game::{Coalition, Rational};

use crate::fault::Problem;

/// Whether worths are read exactly or as floats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Exact,
    Float,
}

impl Arithmetic {
    pub(super) const fn zero(self) -> Number {
        match self {
            Self::Exact => Number::Fraction { numerator: 0, denominator: 1 },
            Self::Float => Number::Float(0.0),
        }
    }
}

/// A worth that was read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    /// In lowest terms, the denominator positive.
    Fraction {
        numerator: i64,
        denominator: i64,
    },
    Float(f64),
}

impl Number {
    pub(super) fn is_zero(self) -> bool {
        match self {
            Self::Fraction { numerator, .. } => numerator == 0,
            Self::Float(value) => value == 0.0,
        }
    }
}

/// The worth written in `text`, of the coalition of this bit mask.
pub(super) fn number(text: &str, mask: u64, arithmetic: Arithmetic) -> Result<Number, Problem> {
    let text = text.trim();
    let size = text.trim_start_matches(['-', '+']);
    if ["nan", "inf", "infinity"].into_iter().any(|word| size.eq_ignore_ascii_case(word)) {
        return Err(not_finite());
    }
    match arithmetic {
        Arithmetic::Exact => exact(text, mask),
        Arithmetic::Float => float(text),
    }
}

fn not_finite() -> Problem {
    Problem::NotFinite { expected: "a number".into() }
}

fn exact(text: &str, mask: u64) -> Result<Number, Problem> {
    // Most worths are short integers, and need no large ones on the way.
    let digits = text.strip_prefix('-').unwrap_or(text);
    if (1..=18).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(numerator) = text.parse()
    {
        return Ok(Number::Fraction { numerator, denominator: 1 });
    }
    let worth: Rational = text.parse().map_err(Problem::NotNumber)?;
    let parts = (i64::try_from(worth.numerator()), i64::try_from(worth.denominator()));
    let (Ok(numerator), Ok(denominator)) = parts else { return Err(beyond(mask, &worth)) };
    Ok(Number::Fraction { numerator, denominator })
}

fn beyond(mask: u64, worth: &Rational) -> Problem {
    let worth = worth.to_string().chars().take(60).collect();
    Problem::Table(Error::ExactRange { coalition: Coalition::from_bits(mask), worth })
}

fn float(text: &str) -> Result<Number, Problem> {
    let value = match text.parse::<f64>() {
        Ok(value) => value,
        Err(_) => text.parse::<Rational>().map_err(Problem::NotNumber)?.to_f64(),
    };
    if value.is_finite() { Ok(Number::Float(value)) } else { Err(not_finite()) }
}

/// A table that is filled worth by worth; worths that are never set are 0.
pub(super) enum Column {
    Exact(Vec<(i64, i64)>),
    Float(Vec<f64>),
}

impl Column {
    /// A table of `count` worths of `fill`.
    pub(super) fn filled(count: usize, fill: Number) -> Self {
        match fill {
            Number::Fraction { numerator, denominator } => Self::Exact(vec![(numerator, denominator); count]),
            Number::Float(value) => Self::Float(vec![value; count]),
        }
    }

    pub(super) fn set(&mut self, mask: u64, number: Number) {
        let place = usize::try_from(mask).unwrap_or(usize::MAX);
        match (self, number) {
            (Self::Exact(worths), Number::Fraction { numerator, denominator }) => {
                worths.get_mut(place).into_iter().for_each(|worth| *worth = (numerator, denominator));
            }
            (Self::Float(worths), Number::Float(value)) => {
                worths.get_mut(place).into_iter().for_each(|worth| *worth = value);
            }
            // One arithmetic per file.
            _ => debug_assert!(false, "a worth of the other arithmetic"),
        }
    }

    /// The game, over the common denominator of its worths.
    pub(super) fn into_game(self) -> Result<TableGame, Problem> {
        let worths = match self {
            Self::Float(worths) => return TableGame::from_floats(worths).map_err(Problem::Table),
            Self::Exact(worths) => worths,
        };
        let refused =
            |mask: u64, worth: (i64, i64)| beyond(mask, &Rational::new(worth.0, worth.1).unwrap_or_default());
        let mut common = 1i64;
        for (&worth, mask) in worths.iter().zip(0..) {
            let factor = worth.1 / divisor(common, worth.1);
            common = common.checked_mul(factor).ok_or_else(|| refused(mask, worth))?;
        }
        let numerator = |(worth, mask): ((i64, i64), u64)| {
            worth.0.checked_mul(common / worth.1).ok_or_else(|| refused(mask, worth))
        };
        let numerators = worths.into_iter().zip(0..).map(numerator).collect::<Result<_, _>>()?;
        TableGame::from_numerators(numerators, common).map_err(Problem::Table)
    }
}

/// The greatest common divisor of two positive numbers (Euclid).
pub(super) const fn divisor(mut one: i64, mut other: i64) -> i64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// Why a file holds no table of so many players, if it does not.
pub(super) fn refusal(players: usize, most_bytes: u64) -> Option<Problem> {
    let most = TableGame::MAX_PLAYERS;
    match TableGame::bytes(players).filter(|_| players > 0) {
        None => Some(Problem::Table(Error::PlayerCount { got: players, least: 1, most })),
        Some(bytes) if bytes > most_bytes => {
            Some(Problem::Table(Error::TableTooLarge { players, bytes, most: most_bytes }))
        }
        Some(_) => None,
    }
}

/// What is wrong with a worth of the empty coalition, if it is not 0.
pub(super) fn empty_worth(number: Number, text: &str) -> Option<Problem> {
    let worth = text.trim().chars().take(60).collect();
    (!number.is_zero()).then_some(Problem::Table(Error::EmptyWorth { worth }))
}

/// The fault of a value that is neither number nor text.
pub(super) fn wrong_type() -> Problem {
    Problem::WrongType { expected: "a number, or a text such as \"3/2\"".into() }
}
