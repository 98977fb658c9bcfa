//! Market games: traders with endowments and concave utilities.

use crate::tu::{Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

use super::simplex::{Optimum, Outcome, Program, Row};
use super::{check_not_negative, check_players, check_rows, exact};

/// The market game of traders whose utilities, in money, are concave and piecewise linear:
/// v(S) = max Σ u_i(x^i) over bundles x^i ≥ 0 with Σ x^i = Σ ω^i, sums over i in S, where
/// u_i(x) = min over the pieces of a·x + b.
///
/// # Complexity
///
/// One linear program for one worth: a column for each member and good, a row for each piece.
///
/// # References
///
/// Shapley & Shubik (1969): these are, up to approximation of the utilities, the totally balanced games.
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::ExactCharacteristicFunction;
/// use willing_game::tu::structured::{Market, Piece};
///
/// // u(x, y) = min(x, y): a pair of gloves. One trader has two left ones, the other a right one.
/// let pair = [Piece::new([1, 0], 0), Piece::new([0, 1], 0)];
/// let market = Market::new([[2, 0], [0, 1]], [pair.clone(), pair])?;
/// assert_eq!(market.exact_worth(Coalition::grand(2)?), 1.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Market {
    endowments: Vec<Vec<Rational>>,
    utilities: Vec<Vec<Piece>>,
}

/// One affine piece of a utility, a·x + b.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// a: what a unit of each good adds.
    pub slopes: Vec<Rational>,
    /// b.
    pub intercept: Rational,
}

impl Piece {
    /// The piece of these slopes and this intercept.
    #[must_use]
    pub fn new(
        slopes: impl IntoIterator<Item = impl Into<Rational>>,
        intercept: impl Into<Rational>,
    ) -> Self {
        Self { slopes: exact(slopes), intercept: intercept.into() }
    }

    fn at(&self, bundle: &[Rational]) -> Rational {
        &self.intercept + dot(&self.slopes, bundle)
    }
}

/// A competitive equilibrium of a market, in which money can be transferred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equilibrium {
    /// The price of each good; negative for goods nobody wants to hold.
    pub prices: Vec<Rational>,
    /// What each trader ends up with.
    pub bundles: Vec<Vec<Rational>>,
}

impl Market {
    /// The market of these endowments (a row for each trader, a number for each good) and these utilities (the
    /// pieces of each trader).
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`]; [`Error::Length`] for another number of utilities than of traders;
    /// [`Error::OutOfRange`] for rows of different lengths, a negative endowment (place: counted row by row), a
    /// trader without a piece, a piece that has not one slope for each good (place: the trader).
    pub fn new(
        endowments: impl IntoIterator<Item = impl IntoIterator<Item = impl Into<Rational>>>,
        utilities: impl IntoIterator<Item = impl IntoIterator<Item = Piece>>,
    ) -> Result<Self, Error> {
        let endowments: Vec<_> = endowments.into_iter().map(exact).collect();
        let utilities: Vec<Vec<Piece>> =
            utilities.into_iter().map(|pieces| pieces.into_iter().collect()).collect();
        let players = endowments.len();
        check_players(players)?;
        if utilities.len() != players {
            return Err(Error::Length { what: "utilities", got: utilities.len(), players });
        }
        let goods = endowments.first().map_or(0, Vec::len);
        check_rows("number of goods of player", &endowments, goods, "as many as for player 0")?;
        check_not_negative("endowment", &endowments.concat())?;
        for (place, pieces) in utilities.iter().enumerate() {
            if pieces.is_empty() {
                let (what, value) = ("number of pieces of the utility of player", "0".to_owned());
                return Err(Error::OutOfRange { what, place, value, expected: "1 or more" });
            }
            if let Some(piece) = pieces.iter().find(|piece| piece.slopes.len() != goods) {
                let (what, value) = ("number of slopes of a piece of player", piece.slopes.len().to_string());
                return Err(Error::OutOfRange { what, place, value, expected: "one for each good" });
            }
        }
        Ok(Self { endowments, utilities })
    }

    /// What each trader brings of each good.
    #[must_use]
    pub fn endowments(&self) -> &[Vec<Rational>] {
        &self.endowments
    }

    /// The pieces of each trader's utility.
    #[must_use]
    pub fn utilities(&self) -> &[Vec<Piece>] {
        &self.utilities
    }

    /// u_i(x): what `bundle` is worth to the trader in seat `seat`; 0 for a seat that is not there.
    #[must_use]
    pub fn utility(&self, seat: usize, bundle: &[Rational]) -> Rational {
        let pieces = self.utilities.get(seat).into_iter().flatten();
        pieces.map(|piece| piece.at(bundle)).min().unwrap_or_default()
    }

    /// A competitive equilibrium of everybody: at these prices every trader's bundle is one of its best,
    /// u_i(x) − p·x, and all that there is is held. Prices are dual to "all is held".
    #[must_use]
    pub fn equilibrium(&self) -> Equilibrium {
        let grand = Coalition::from_bits(u64::MAX);
        let goods = self.goods();
        let best = self.solve(grand);
        // The first rows of the program come in pairs: at most, and at least, what there is.
        let price = |pair: &[Rational]| match pair {
            [most, least] => most - least,
            _ => Rational::zero(),
        };
        let prices = best.prices.chunks(2).take(goods).map(price).collect();
        let bundle = |columns: &[Rational]| columns.iter().take(goods).cloned().collect();
        Equilibrium { prices, bundles: best.point.chunks(goods + 1).map(bundle).collect() }
    }

    fn goods(&self) -> usize {
        self.endowments.first().map_or(0, Vec::len)
    }

    fn solve(&self, coalition: Coalition) -> Optimum {
        match self.program(coalition).maximize() {
            Outcome::Optimal(best) => best,
            // What everybody brought is feasible, and bundles are bounded by what there is.
            Outcome::Unbounded | Outcome::Infeasible => {
                debug_assert!(false, "a market program without an optimum");
                Optimum { value: Rational::zero(), point: Vec::new(), prices: Vec::new() }
            }
        }
    }

    fn members(&self, coalition: Coalition) -> impl Iterator<Item = (&Vec<Rational>, &Piece, &[Piece])> {
        let seat = move |seat: usize| coalition.bits() >> seat & 1 == 1;
        let traders = self.endowments.iter().zip(&self.utilities).enumerate();
        traders.filter(move |(place, _)| seat(*place)).filter_map(|(_, (endowment, pieces))| {
            let (first, others) = pieces.split_first()?;
            Some((endowment, first, others))
        })
    }

    /// The columns of a member are its bundle x and s = a₀·x + b₀ − u ≥ 0, how far its utility is below its first
    /// piece: so no variable is free. The value lacks the b₀ of all members.
    fn program(&self, coalition: Coalition) -> Program {
        let goods = self.goods();
        let width = self.members(coalition).count() * (goods + 1);
        let mut rows = Vec::new();
        for good in 0..goods {
            let all: Rational =
                self.members(coalition).filter_map(|(endowment, ..)| endowment.get(good)).sum();
            let held = |sign: i64| -> Vec<Rational> {
                (0..width).map(|column| if column % (goods + 1) == good { sign } else { 0 }.into()).collect()
            };
            rows.push(Row { coefficients: held(1), bound: all.clone() });
            rows.push(Row { coefficients: held(-1), bound: -all });
        }
        let mut objective = Vec::with_capacity(width);
        for (member, (_, first, others)) in self.members(coalition).enumerate() {
            objective.extend(first.slopes.iter().cloned().chain([Rational::from(-1)]));
            for piece in others {
                let differences = first.slopes.iter().zip(&piece.slopes).map(|(first, slope)| first - slope);
                let mut coefficients = vec![Rational::zero(); member * (goods + 1)];
                coefficients.extend(differences.chain([Rational::from(-1)]));
                coefficients.resize(width, Rational::zero());
                rows.push(Row { coefficients, bound: &piece.intercept - &first.intercept });
            }
        }
        Program { objective, rows }
    }
}

impl ExactCharacteristicFunction for Market {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        let intercepts: Rational = self.members(coalition).map(|(_, first, _)| &first.intercept).sum();
        self.solve(coalition).value + intercepts
    }
}

fn dot(one: &[Rational], other: &[Rational]) -> Rational {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
