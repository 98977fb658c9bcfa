//! Linear production games: who owns the resources.

use crate::tu::{Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

use super::simplex::{Outcome, Program, Row};
use super::{check_not_negative, check_players, check_rows, exact};

/// The linear production game: a coalition makes the best of the resources it owns,
/// v(S) = max c·y subject to A y ≤ b(S), y ≥ 0, where b(S) = Σ b^i over i in S.
///
/// # Complexity
///
/// One linear program of a row for each resource and a column for each product, for one worth.
///
/// # References
///
/// Owen (1975).
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::ExactCharacteristicFunction;
/// use willing_game::tu::structured::LinearProduction;
///
/// // One product, of one unit of each of two resources, at a price of 3.
/// let gloves = LinearProduction::new([[2, 0], [0, 1]], [[1], [1]], [3])?;
/// assert_eq!(gloves.exact_worth(Coalition::grand(2)?), 3.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinearProduction {
    resources: Vec<Vec<Rational>>,
    technology: Vec<Vec<Rational>>,
    prices: Vec<Rational>,
}

/// A best plan of a coalition, and what its resources are worth in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What it earns.
    pub worth: Rational,
    /// y: how much of each product.
    pub outputs: Vec<Rational>,
    /// The shadow price of each resource: an optimal solution of the dual program.
    pub shadow_prices: Vec<Rational>,
}

impl LinearProduction {
    /// The game of these resources (a row for each player, a number for each resource), this technology (a row for
    /// each resource, a number for each product: what a unit of it takes) and these prices of the products.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`]; [`Error::OutOfRange`] for rows of the wrong length (place: the row) and for a
    /// negative amount of a resource (place: counted row by row); [`Error::Unbounded`] if everybody together, and
    /// with them every coalition, could earn without bound.
    pub fn new(
        resources: impl IntoIterator<Item = impl IntoIterator<Item = impl Into<Rational>>>,
        technology: impl IntoIterator<Item = impl IntoIterator<Item = impl Into<Rational>>>,
        prices: impl IntoIterator<Item = impl Into<Rational>>,
    ) -> Result<Self, Error> {
        let game = Self {
            resources: resources.into_iter().map(exact).collect(),
            technology: technology.into_iter().map(exact).collect(),
            prices: exact(prices),
        };
        check_players(game.resources.len())?;
        let (rows, products) = (game.technology.len(), game.prices.len());
        check_rows(
            "number of resources of player",
            &game.resources,
            rows,
            "one for each row of the technology",
        )?;
        check_rows("number of products of technology row", &game.technology, products, "one for each price")?;
        check_not_negative("amount of a resource", &game.resources.concat())?;
        let grand = Coalition::from_bits(u64::MAX);
        // What is unbounded for one coalition is so for all: a direction y ≥ 0 with A y ≤ 0 and c·y > 0.
        match game.program(grand).maximize() {
            Outcome::Optimal(_) => Ok(game),
            Outcome::Unbounded | Outcome::Infeasible => {
                let coalition = Coalition::grand(game.resources.len()).unwrap_or(grand);
                Err(Error::Unbounded { coalition })
            }
        }
    }

    /// What each player owns of each resource.
    #[must_use]
    pub fn resources(&self) -> &[Vec<Rational>] {
        &self.resources
    }

    /// What a unit of each product takes of each resource: a row for each resource.
    #[must_use]
    pub fn technology(&self) -> &[Vec<Rational>] {
        &self.technology
    }

    /// What a unit of each product earns.
    #[must_use]
    pub fn prices(&self) -> &[Rational] {
        &self.prices
    }

    /// A best plan of `coalition`.
    #[must_use]
    pub fn plan(&self, coalition: Coalition) -> Plan {
        match self.program(coalition).maximize() {
            Outcome::Optimal(best) => {
                Plan { worth: best.value, outputs: best.point, shadow_prices: best.prices }
            }
            // Excluded by the constructor: y = 0 is feasible, and no coalition earns without bound.
            Outcome::Unbounded | Outcome::Infeasible => {
                debug_assert!(false, "a production program without an optimum");
                Plan::default()
            }
        }
    }

    fn program(&self, coalition: Coalition) -> Program {
        let owned = |resource: usize| -> Rational {
            let members = coalition.players().filter_map(|player| self.resources.get(player.seat()));
            members.filter_map(|own| own.get(resource)).sum()
        };
        let row = |(resource, needs): (usize, &Vec<Rational>)| Row {
            coefficients: needs.clone(),
            bound: owned(resource),
        };
        Program {
            objective: self.prices.clone(),
            rows: self.technology.iter().enumerate().map(row).collect(),
        }
    }
}

impl ExactCharacteristicFunction for LinearProduction {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        self.plan(coalition).worth
    }
}
