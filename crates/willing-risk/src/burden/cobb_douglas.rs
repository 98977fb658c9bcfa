//! Private provision of a public good out of income, under Cobb–Douglas utility.

use super::positive;
use crate::Error;
use crate::belief::SUM_TOLERANCE;
use crate::error::amount;
use crate::normal::one_for_each;

/// Members with incomes w_i who split them into consumption x_i and contributions g_i ≥ 0 to a public good G = Σ g_i,
/// with utility ln x_i + α_i ln G.
///
/// A member gives iff α_i w_i > G, and then so much that α_i (w_i − g_i) = G. The only Nash equilibrium has
/// G = Σ_C w_i / (1 + Σ_C 1/α_i) with C the contributors. With one α for all, every contributor consumes the
/// same, however rich: the rich bear more than their part.
///
/// # References
///
/// Olson & Zeckhauser (1966); Warr (1983); Bergstrom, Blume & Varian (1986), *On the private provision of public
/// goods*, Theorems 1 and 3.
///
/// # Example
///
/// ```
/// use willing_risk::burden::CobbDouglas;
///
/// let economy = CobbDouglas::new(vec![100.0, 60.0, 30.0, 10.0], vec![2.0; 4])?;
/// let nash = economy.nash();
/// assert_eq!((nash.total, nash.contributors()), (80.0, vec![0, 1]));
/// assert_eq!(nash.contributions, [60.0, 20.0, 0.0, 0.0]);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct CobbDouglas {
    incomes: Vec<f64>,
    weights: Vec<f64>,
}

/// What members give of their incomes, and what is left to them.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Contributions {
    /// g_i ≥ 0, by member.
    pub contributions: Vec<f64>,
    /// G = Σ g_i.
    pub total: f64,
    /// x_i = w_i − g_i, by member.
    pub consumption: Vec<f64>,
}

impl Contributions {
    /// Who gives anything.
    #[must_use]
    pub fn contributors(&self) -> Vec<usize> {
        let members = self.contributions.iter().enumerate();
        members.filter(|(_, given)| **given > 0.0).map(|(member, _)| member).collect()
    }
}

impl CobbDouglas {
    /// The economy of these incomes w_i and weights α_i of the public good.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without members; [`Error::Length`] if there is not one weight for each income;
    /// [`Error::OutOfRange`] for an income outside [0, 1e12] or a weight outside [1e-6, 1e12].
    pub fn new(incomes: Vec<f64>, weights: Vec<f64>) -> Result<Self, Error> {
        if incomes.is_empty() {
            return Err(Error::TooFew { what: "members", got: 0, least: 1 });
        }
        one_for_each("economy", "weights", weights.len(), incomes.len())?;
        for (member, (&income, &weight)) in incomes.iter().zip(&weights).enumerate() {
            let place = format!("member {member}");
            amount(&place, "income", income)?;
            positive(&place, "weight of the public good", weight)?;
        }
        Ok(Self { incomes, weights })
    }

    /// The incomes, by member.
    #[must_use]
    pub fn incomes(&self) -> &[f64] {
        &self.incomes
    }

    /// The weights α_i of the public good, by member.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The same members with other incomes that sum to the same.
    ///
    /// # Errors
    ///
    /// As for [`CobbDouglas::new`]; [`Error::Contradiction`] if the incomes do not sum to the same within 1e-9
    /// of it.
    pub fn redistributed(&self, incomes: Vec<f64>) -> Result<Self, Error> {
        let next = Self::new(incomes, self.weights.clone())?;
        let (before, after): (f64, f64) = (self.incomes.iter().sum(), next.incomes.iter().sum());
        if (before - after).abs() > SUM_TOLERANCE * before {
            return Err(Error::Contradiction {
                place: "redistribution".to_owned(),
                left: "the sum of incomes",
                left_value: after,
                right: "that before",
                right_value: before,
                expected: "both the same within 1e-9 of it",
            });
        }
        Ok(next)
    }

    /// Whether theory says that redistributing to these `incomes` changes neither the public good nor anybody's
    /// consumption: nobody who gives nothing gains or loses, and no contributor loses more than he gave.
    ///
    /// # Errors
    ///
    /// As for [`CobbDouglas::redistributed`].
    ///
    /// # References
    ///
    /// Warr (1983), *The private provision of a public good is independent of the distribution of income*;
    /// Bergstrom, Blume & Varian (1986), Theorem 1.
    pub fn is_neutral(&self, incomes: Vec<f64>) -> Result<bool, Error> {
        let next = self.redistributed(incomes)?;
        let moved = self.incomes.iter().zip(next.incomes.iter()).zip(self.nash().contributions);
        let mut kept = moved.map(|((before, after), given)| {
            let lost = before - after;
            if given > 0.0 { lost <= given } else { lost.abs() <= 0.0 }
        });
        Ok(kept.all(|kept| kept))
    }

    /// What each gives when each gives what is best for himself.
    ///
    /// # Complexity
    ///
    /// O(n log n).
    #[must_use]
    pub fn nash(&self) -> Contributions {
        let members = || self.incomes.iter().copied().zip(self.weights.iter().copied());
        let mut willing: Vec<(f64, f64)> = members().collect();
        // α w is the total up to which a member gives; those who give longest enter first.
        willing.sort_by(|(left, left_weight), (right, right_weight)| {
            (right * right_weight).total_cmp(&(left * left_weight))
        });
        let (mut incomes, mut shares, mut total) = (0.0, 1.0, 0.0);
        for (income, weight) in willing {
            if income * weight <= total {
                break;
            }
            incomes += income;
            shares += 1.0 / weight;
            total = incomes / shares;
        }
        let given = |(income, weight): (f64, f64)| {
            if income * weight > total { (income - total / weight).max(0.0) } else { 0.0 }
        };
        let contributions: Vec<f64> = members().map(given).collect();
        let consumed = |((income, weight), given): ((f64, f64), &f64)| {
            if *given > 0.0 { total / weight } else { income }
        };
        let consumption = members().zip(&contributions).map(consumed).collect();
        Contributions { contributions, total, consumption }
    }
}

/// The economy as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    incomes: Vec<f64>,
    weights: Vec<f64>,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for CobbDouglas {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::new(written.incomes, written.weights)
    }
}

#[cfg(feature = "serde")]
impl From<CobbDouglas> for Written {
    fn from(economy: CobbDouglas) -> Self {
        Self { incomes: economy.incomes, weights: economy.weights }
    }
}
