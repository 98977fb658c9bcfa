//! Values that share equally what is left after everybody got its own.

use num_bigint::BigInt;
use willing_check::values::{Concept, Value};
use willing_game::Rational;
use willing_game::tu::{Amounts, TableGame};

use super::Error;

/// v(N), v({i}) and M_i = v(N) − v(N \ i), times the common denominator.
pub(super) struct Landmarks {
    pub(super) grand: BigInt,
    pub(super) singles: Vec<BigInt>,
    pub(super) utopia: Vec<BigInt>,
    unit: Rational,
}

impl Landmarks {
    pub(super) fn of(game: &TableGame) -> Result<Self, Error> {
        let numerators = game.numerators()?;
        let players = game.player_count();
        let all = (1usize << players) - 1;
        let grand = numerators.get(all);
        Ok(Self {
            grand: grand.into(),
            singles: (0..players).map(|seat| numerators.get(1 << seat).into()).collect(),
            utopia: (0..players).map(|seat| (grand - numerators.get(all & !(1 << seat))).into()).collect(),
            unit: Rational::from(numerators.denominator().clone()),
        })
    }

    /// An amount in the unit of the game.
    pub(super) fn scaled(&self, amount: &Rational) -> Rational {
        amount.over(&self.unit).unwrap_or_default()
    }
}

/// Everybody gets a part of its own, and an equal share of what that leaves of v(N).
///
/// | of its own | name |
/// |---|---|
/// | v({i}) | centre of the imputation set (CIS), also known as equal surplus division (ESD) |
/// | v(N) − v(N \ i) | egalitarian non-separable contribution (ENSC): the CIS value of the dual game |
/// | nothing | equal division |
///
/// # Complexity
///
/// 2n + 1 worths; tables of floats are scanned once for their common unit.
///
/// # Numerics
///
/// Exact, also for tables of floats.
///
/// # References
///
/// Driessen & Funaki (1991); van den Brink (2007) for equal division.
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_solver::values::EqualShares;
///
/// let game = TableGame::from_integers(vec![0, 1, 3, 10])?;
/// assert_eq!(EqualShares::imputation_centre().solve(&game)?.amounts.to_f64(), [4.0, 6.0]);
/// assert_eq!(EqualShares::equal_division().solve(&game)?.amounts.to_f64(), [5.0, 5.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EqualShares(Own);

/// What is each player's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    Worth,
    Contribution,
    Nothing,
}

impl EqualShares {
    /// CIS, or equal surplus division.
    #[must_use]
    pub const fn imputation_centre() -> Self {
        Self(Own::Worth)
    }

    /// ENSC.
    #[must_use]
    pub const fn non_separable() -> Self {
        Self(Own::Contribution)
    }

    /// v(N)/n each.
    #[must_use]
    pub const fn equal_division() -> Self {
        Self(Own::Nothing)
    }

    /// The value of `game`.
    ///
    /// # Errors
    ///
    /// [`Error::Game`] if float worths lie too far apart for exact arithmetic.
    pub fn solve(self, game: &TableGame) -> Result<Value, Error> {
        let marks = Landmarks::of(game)?;
        let nothing = vec![BigInt::from(0); game.player_count()];
        let (concept, own) = match self.0 {
            Own::Worth => (Concept::ImputationCentre, &marks.singles),
            Own::Contribution => (Concept::NonSeparable, &marks.utopia),
            Own::Nothing => (Concept::EqualDivision, &nothing),
        };
        let left = Rational::new(&marks.grand - own.iter().sum::<BigInt>(), own.len()).unwrap_or_default();
        let amount = |own: &BigInt| marks.scaled(&(Rational::from(own.clone()) + &left));
        Ok(Value { concept, amounts: Amounts::Exact(own.iter().map(amount).collect()) })
    }
}
