//! The syndicate: members, and what each owns in each outcome.

use willing_game::Players;

use crate::error::{amount, signed};
use crate::{Belief, Error};

use super::{Member, Utility};

/// The least total that is divided in an outcome where all who believe in it need positive consumption.
pub const LEAST_TOTAL: f64 = 1e-12;

/// Members with beliefs and utilities of their own, and what each owns in each outcome.
///
/// # Outcomes without probability
///
/// * Who gives an outcome no probability consumes nothing there, if others believe in it: every amount would be wasted on it.
///   With constant absolute aversion it would promise *any* amount there, and no division is efficient: a member with such a
///   utility must believe in every outcome that anybody believes in.
/// * In an outcome that nobody believes in, nothing is worth anything, and everybody keeps what it owns.
///
/// # Example
///
/// ```
/// use willing_game::Players;
/// use willing_risk::{Belief, syndicate::{Member, Syndicate, Utility}};
///
/// let cautious = Member::new(Utility::Crra { aversion: 4.0 }, Belief::new(vec![0.5, 0.5])?)?;
/// let bold = Member::new(Utility::Log, Belief::new(vec![0.8, 0.2])?)?;
/// let players = Players::new(["cautious", "bold"])?;
/// let syndicate = Syndicate::new(players, vec![cautious, bold], vec![vec![4.0, 1.0], vec![2.0, 2.0]])?;
/// assert_eq!(syndicate.totals(), [6.0, 3.0]);
/// assert!((syndicate.autarky()[1] - 2.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "SyndicateParts", into = "SyndicateParts")
)]
pub struct Syndicate {
    players: Players,
    members: Vec<Member>,
    endowments: Vec<Vec<f64>>,
    totals: Vec<f64>,
    /// Whether anybody gives the outcome positive probability.
    possible: Vec<bool>,
}

impl Syndicate {
    /// Members by seat and the endowments e_i(s) by seat and outcome, in money.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without members; [`Error::Length`] if members, rows of endowments or players are not equally many, or
    /// beliefs or rows not all on the same outcomes; [`Error::OutOfRange`] for an endowment outside [0, 1e12]
    /// ([−1e12, 1e12] with constant absolute aversion), and for a total below [`LEAST_TOTAL`] in an outcome in which nobody
    /// with constant absolute aversion believes but others do; [`Error::Contradiction`] for a member with constant absolute
    /// aversion that rules out what another believes possible.
    pub fn new(players: Players, members: Vec<Member>, endowments: Vec<Vec<f64>>) -> Result<Self, Error> {
        let Some(first) = members.first() else {
            return Err(Error::TooFew { what: "members", got: 0, least: 1 });
        };
        let outcomes = first.belief().outcomes();
        length("syndicate", "players", players.len(), members.len())?;
        length("syndicate", "rows of endowments", endowments.len(), members.len())?;
        for ((name, member), row) in players.names().iter().zip(&members).zip(&endowments) {
            length(name, "probabilities", member.belief().outcomes(), outcomes)?;
            length(name, "endowments", row.len(), outcomes)?;
            for (outcome, &value) in row.iter().enumerate() {
                let place = format!("{name}, outcome {outcome}");
                match member.utility() {
                    Utility::Cara { .. } => signed(&place, "endowment", value)?,
                    Utility::Log | Utility::Crra { .. } => amount(&place, "endowment", value)?,
                }
            }
        }
        let column = |outcome: usize| endowments.iter().filter_map(move |row| row.get(outcome));
        let totals: Vec<f64> = (0..outcomes).map(|outcome| column(outcome).sum()).collect();
        let greatest = |outcome| members.iter().map(|m| m.belief().probability(outcome)).fold(0.0, f64::max);
        let greatest: Vec<f64> = (0..outcomes).map(greatest).collect();
        for (outcome, (&total, &greatest)) in totals.iter().zip(&greatest).enumerate() {
            divisible(&players, &members, outcome, total, greatest)?;
        }
        let possible = greatest.iter().map(|&probability| probability > 0.0).collect();
        Ok(Self { players, members, endowments, totals, possible })
    }

    /// The names, by seat.
    #[must_use]
    pub const fn players(&self) -> &Players {
        &self.players
    }

    /// The members, by seat; at least one.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// What each member owns, by seat and outcome.
    #[must_use]
    pub fn endowments(&self) -> &[Vec<f64>] {
        &self.endowments
    }

    /// X(s): what there is to divide, by outcome.
    #[must_use]
    pub fn totals(&self) -> &[f64] {
        &self.totals
    }

    /// How many outcomes there are; at least 1.
    #[must_use]
    pub fn outcomes(&self) -> usize {
        self.totals.len()
    }

    /// Whether anybody gives `outcome` positive probability.
    #[must_use]
    pub fn is_possible(&self, outcome: usize) -> bool {
        self.possible.get(outcome).copied().unwrap_or(false)
    }

    /// What each member's own endowment is worth to it: its certainty equivalent without any sharing, in money.
    #[must_use]
    pub fn autarky(&self) -> Vec<f64> {
        let own = self.members.iter().zip(&self.endowments);
        // Rows were checked on entry, so that no fallback is taken.
        own.map(|(member, row)| value(member, row, Utility::certainty_equivalent).unwrap_or(0.0)).collect()
    }

    /// What a division is worth to each member: certainty equivalents, in money.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if there is not a row for each member and an amount for each outcome; [`Error::OutOfRange`] for an
    /// amount that is not finite, or is negative without constant absolute aversion.
    pub fn certainty_equivalents(&self, allocation: &[Vec<f64>]) -> Result<Vec<f64>, Error> {
        self.values(allocation, Utility::certainty_equivalent)
    }

    /// Expected utilities of a division, by seat.
    ///
    /// # Errors
    ///
    /// As [`certainty_equivalents`](Self::certainty_equivalents).
    pub fn expected_utilities(&self, allocation: &[Vec<f64>]) -> Result<Vec<f64>, Error> {
        self.values(allocation, Utility::expectation)
    }

    /// A condition that allows only one competitive equilibrium: all aversions are at most 1, or all are absolute.
    ///
    /// In the first case outcomes are gross substitutes: a dearer outcome raises demand in all others. In the second the prices
    /// do not depend on who owns what. Aversions above 1 with different beliefs or endowments *can* have several equilibria.
    #[must_use]
    pub fn has_one_equilibrium(&self) -> bool {
        let substitutes = |member: &Member| member.utility().relative_aversion().is_some_and(|g| g <= 1.0);
        let absolute = |member: &Member| member.utility().relative_aversion().is_none();
        self.members.iter().all(substitutes) || self.members.iter().all(absolute)
    }

    fn values(
        &self,
        allocation: &[Vec<f64>],
        worth: impl Fn(Utility, &Belief, &[f64]) -> Result<f64, Error>,
    ) -> Result<Vec<f64>, Error> {
        length("allocation", "rows", allocation.len(), self.members.len())?;
        self.members.iter().zip(allocation).map(|(member, row)| value(member, row, &worth)).collect()
    }
}

fn value(
    member: &Member,
    row: &[f64],
    worth: impl Fn(Utility, &Belief, &[f64]) -> Result<f64, Error>,
) -> Result<f64, Error> {
    worth(member.utility(), member.belief(), row)
}

fn length(place: &str, quantity: &'static str, got: usize, expected: usize) -> Result<(), Error> {
    if got == expected {
        Ok(())
    } else {
        Err(Error::Length { place: place.to_owned(), quantity, got, expected })
    }
}

/// Refuses an outcome in which no division is efficient.
fn divisible(
    players: &Players,
    members: &[Member],
    outcome: usize,
    total: f64,
    greatest: f64,
) -> Result<(), Error> {
    if greatest <= 0.0 {
        return Ok(());
    }
    let mut absolute = false;
    for (name, member) in players.names().iter().zip(members) {
        if member.utility().relative_aversion().is_some() {
            continue;
        }
        absolute = true;
        let own = member.belief().probability(outcome);
        if own <= 0.0 {
            return Err(Error::Contradiction {
                place: format!("{name}, outcome {outcome}"),
                left: "the probability that a member of constant absolute aversion gives",
                left_value: own,
                right: "the greatest that anybody gives",
                right_value: greatest,
                expected: "both positive or both 0: it would promise any amount there",
            });
        }
    }
    if absolute || total >= LEAST_TOTAL {
        return Ok(());
    }
    let place = format!("outcome {outcome}");
    let expected = "a number of at least 1e-12";
    Err(Error::OutOfRange { place, quantity: "total of the endowments", value: total, expected })
}

#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct SyndicateParts {
    players: Players,
    members: Vec<Member>,
    endowments: Vec<Vec<f64>>,
}

#[cfg(feature = "serde")]
impl TryFrom<SyndicateParts> for Syndicate {
    type Error = Error;

    fn try_from(parts: SyndicateParts) -> Result<Self, Error> {
        Self::new(parts.players, parts.members, parts.endowments)
    }
}

#[cfg(feature = "serde")]
impl From<Syndicate> for SyndicateParts {
    fn from(Syndicate { players, members, endowments, .. }: Syndicate) -> Self {
        Self { players, members, endowments }
    }
}
