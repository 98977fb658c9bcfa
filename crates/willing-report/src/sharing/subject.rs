//! The portfolio that an answer is about.

use serde::{Deserialize, Serialize};
use willing_game::{Coalition, Player, Players};
use willing_risk::Error;
use willing_risk::sharing::{Portfolio, Preference};

use crate::game::words;

/// A portfolio with the names of its outcomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Subject {
    name: String,
    unit: Option<String>,
    outcomes: Vec<String>,
    portfolio: Portfolio,
}

/// A subject as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    outcomes: Vec<String>,
    portfolio: Portfolio,
}

impl Subject {
    /// A portfolio under this name, with the unit of its amounts.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] unless there is a name for each outcome.
    pub fn new(
        name: impl Into<String>,
        unit: Option<String>,
        outcomes: Vec<String>,
        portfolio: Portfolio,
    ) -> Result<Self, Error> {
        let (got, expected) = (outcomes.len(), portfolio.outcomes());
        if got != expected {
            let place = "portfolio".to_owned();
            return Err(Error::Length { place, quantity: "names of outcomes", got, expected });
        }
        Ok(Self { name: name.into(), unit, outcomes, portfolio })
    }

    /// The name of the portfolio.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The unit of its amounts.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// The names of the outcomes.
    #[must_use]
    pub fn outcomes(&self) -> &[String] {
        &self.outcomes
    }

    /// Who holds what, and how each values it.
    #[must_use]
    pub const fn portfolio(&self) -> &Portfolio {
        &self.portfolio
    }

    pub(super) fn players(&self) -> &Players {
        self.portfolio.players()
    }

    /// All players.
    pub(super) fn everybody(&self) -> impl Iterator<Item = Player> + use<> {
        (0..self.players().len()).filter_map(|seat| Player::from_seat(seat).ok())
    }

    /// U_i(X_i): what each values what it holds, by itself.
    pub(super) fn alone(&self) -> Vec<f64> {
        let rows = self.portfolio.preferences().iter().zip(self.portfolio.endowments());
        rows.map(|(preference, held)| value(preference, held)).collect()
    }

    /// The members of a coalition, by name.
    pub(super) fn coalition(&self, coalition: Coalition) -> String {
        words::coalition(self.players(), coalition)
    }

    /// `title, unit`, where there is a unit.
    pub(super) fn in_unit(&self, title: &str) -> String {
        self.unit.as_ref().map_or_else(|| title.to_owned(), |unit| format!("{title}, {unit}"))
    }
}

/// A value that the lengths of a valid portfolio cannot refuse.
pub(super) fn value(preference: &Preference, payoffs: &[f64]) -> f64 {
    preference.value(payoffs).unwrap_or(f64::NAN)
}

impl TryFrom<Written> for Subject {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::new(written.name, written.unit, written.outcomes, written.portfolio)
    }
}

impl From<Subject> for Written {
    fn from(subject: Subject) -> Self {
        let Subject { name, unit, outcomes, portfolio } = subject;
        Self { name, unit, outcomes, portfolio }
    }
}
