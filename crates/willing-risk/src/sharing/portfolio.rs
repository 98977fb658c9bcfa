//! A portfolio: who holds what in each outcome, and how each values it.

use willing_game::{Player, Players};

use super::Preference;
use crate::Error;
use crate::error::signed;

/// Players who may share what they hold: the game of worths v(S) = max { Σ_S U_i(Y_i) : Σ_S Y_i = X_S }.
///
/// # Example
///
/// ```
/// use willing_game::Players;
/// use willing_risk::Belief;
/// use willing_risk::sharing::{Portfolio, Preference};
///
/// let belief = Belief::new(vec![0.9, 0.1])?;
/// let careful = Preference::entropic(2.0, belief)?;
/// let portfolio = Portfolio::new(
///     Players::new(["coast", "inland"])?,
///     vec![vec![0.0, -10.0], vec![0.0, 0.0]], // a storm hits the coast
///     vec![careful.clone(), careful],
/// )?;
/// assert_eq!(portfolio.outcomes(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "PortfolioData", into = "PortfolioData")
)]
pub struct Portfolio {
    players: Players,
    endowments: Vec<Vec<f64>>,
    preferences: Vec<Preference>,
}

/// A portfolio as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct PortfolioData {
    players: Players,
    endowments: Vec<Vec<f64>>,
    preferences: Vec<Preference>,
}

impl Portfolio {
    /// The portfolio in which player i holds `endowments[i]`, by outcome, and values payoffs by `preferences[i]`.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without players; [`Error::Length`] if lists do not fit the players or the outcomes;
    /// [`Error::OutOfRange`] for an amount that is not in [−1e12, 1e12].
    pub fn new(
        players: Players,
        endowments: Vec<Vec<f64>>,
        preferences: Vec<Preference>,
    ) -> Result<Self, Error> {
        let expected = players.len();
        let outcomes = preferences.first().map_or(0, Preference::outcomes);
        if players.is_empty() {
            return Err(Error::TooFew { what: "players", got: 0, least: 1 });
        }
        for (quantity, got) in [("endowments", endowments.len()), ("preferences", preferences.len())] {
            if got != expected {
                return Err(Error::Length { place: "portfolio".to_owned(), quantity, got, expected });
            }
        }
        for ((name, held), preference) in players.names().iter().zip(&endowments).zip(&preferences) {
            let place = || format!("player \"{name}\"");
            for (quantity, got) in [("amounts", held.len()), ("probabilities", preference.outcomes())] {
                if got != outcomes {
                    return Err(Error::Length { place: place(), quantity, got, expected: outcomes });
                }
            }
            for (outcome, &amount) in held.iter().enumerate() {
                signed(&format!("player \"{name}\", outcome {outcome}"), "amount", amount)?;
            }
        }
        Ok(Self { players, endowments, preferences })
    }

    /// The players.
    #[must_use]
    pub fn players(&self) -> &Players {
        &self.players
    }

    /// How many outcomes there are; at least 1.
    #[must_use]
    pub fn outcomes(&self) -> usize {
        self.preferences.first().map_or(0, Preference::outcomes)
    }

    /// What each player holds, by outcome.
    #[must_use]
    pub fn endowments(&self) -> &[Vec<f64>] {
        &self.endowments
    }

    /// How each player values payoffs.
    #[must_use]
    pub fn preferences(&self) -> &[Preference] {
        &self.preferences
    }

    /// What a player holds, by outcome; `None` for a seat outside `0..n`.
    #[must_use]
    pub fn endowment(&self, player: Player) -> Option<&[f64]> {
        self.endowments.get(player.seat()).map(Vec::as_slice)
    }

    /// How a player values payoffs; `None` for a seat outside `0..n`.
    #[must_use]
    pub fn preference(&self, player: Player) -> Option<&Preference> {
        self.preferences.get(player.seat())
    }

    /// X_S: what `members` hold together, by outcome. Seats outside `0..n` hold nothing.
    #[must_use]
    pub fn total(&self, members: &[Player]) -> Vec<f64> {
        let mut total = vec![0.0; self.outcomes()];
        for held in members.iter().filter_map(|player| self.endowment(*player)) {
            for (sum, amount) in total.iter_mut().zip(held) {
                *sum += amount;
            }
        }
        total
    }

    /// Another portfolio, of the same players and preferences, with these endowments.
    ///
    /// # Errors
    ///
    /// As [`Portfolio::new`].
    pub fn with_endowments(&self, endowments: Vec<Vec<f64>>) -> Result<Self, Error> {
        Self::new(self.players.clone(), endowments, self.preferences.clone())
    }
}

#[cfg(feature = "serde")]
impl TryFrom<PortfolioData> for Portfolio {
    type Error = Error;

    fn try_from(data: PortfolioData) -> Result<Self, Error> {
        Self::new(data.players, data.endowments, data.preferences)
    }
}

#[cfg(feature = "serde")]
impl From<Portfolio> for PortfolioData {
    fn from(portfolio: Portfolio) -> Self {
        let Portfolio { players, endowments, preferences } = portfolio;
        Self { players, endowments, preferences }
    }
}
