//! The game that an answer is about.

use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use willing_game::tu::structured::WeightedVoting;
use willing_game::tu::{Error, TableGame, Worths};
use willing_game::{Coalition, Players, Rational};

/// A game with the names of its players.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    name: Option<String>,
    players: Players,
    form: Form,
}

/// How a game is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// All its worths.
    Table(TableGame),
    /// Votes and a quota.
    Voting(WeightedVoting),
}

impl Subject {
    /// A game given by its worths.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] unless there is one name for each player.
    pub fn of_table(name: Option<String>, players: Players, game: TableGame) -> Result<Self, Error> {
        let count = game.player_count();
        Self::new(name, players, count, Form::Table(game))
    }

    /// A game given by votes.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] unless there is one name for each player.
    pub fn of_voting(name: Option<String>, players: Players, game: WeightedVoting) -> Result<Self, Error> {
        let count = game.weights().len();
        Self::new(name, players, count, Form::Voting(game))
    }

    fn new(name: Option<String>, players: Players, count: usize, form: Form) -> Result<Self, Error> {
        if players.len() == count {
            Ok(Self { name, players, form })
        } else {
            Err(Error::Length { what: "names", got: players.len(), players: count })
        }
    }

    /// The name of the game, if it has one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The names of the players, by seat.
    #[must_use]
    pub const fn players(&self) -> &Players {
        &self.players
    }

    /// How it is given.
    #[must_use]
    pub const fn form(&self) -> &Form {
        &self.form
    }

    /// Whether its worths are exact numbers, not floats.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        match &self.form {
            Form::Table(game) => game.is_exact(),
            Form::Voting(_) => true,
        }
    }

    /// What everybody together earn.
    #[must_use]
    pub fn grand_worth(&self) -> Rational {
        match &self.form {
            Form::Table(game) => game.exact_worth(game.grand()),
            Form::Voting(_) => Rational::one(),
        }
    }
}

/// The JSON of a subject. A table is written as game files are, so that an answer's game can be cut out and read as one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<V> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    players: Vec<String>,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    v: Option<V>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    floats: Option<Vec<f64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    voting: Option<Votes>,
}

fn none<V>() -> Option<V> {
    None
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Votes {
    quota: u64,
    weights: Vec<u64>,
    veto: Coalition,
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut written = Written {
            name: self.name.clone(),
            players: self.players.names().to_vec(),
            v: None,
            floats: None,
            voting: None,
        };
        match &self.form {
            Form::Table(game) => match game.worths() {
                Worths::Float(worths) => written.floats = Some(worths.to_vec()),
                Worths::Integer { numerators, denominator } => {
                    written.v = Some(Fractions { numerators, denominator });
                }
            },
            Form::Voting(game) => {
                written.voting =
                    Some(Votes { quota: game.quota(), weights: game.weights().to_vec(), veto: game.veto() });
            }
        }
        written.serialize(serializer)
    }
}

/// Integers over a common denominator, written one by one: integers as numbers, others as fractions.
struct Fractions<'a> {
    numerators: &'a [i64],
    denominator: i64,
}

impl Serialize for Fractions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.numerators.len()))?;
        for &numerator in self.numerators {
            if numerator.checked_rem(self.denominator) == Some(0) {
                list.serialize_element(&(numerator / self.denominator))?;
            } else {
                list.serialize_element(&Rational::new(numerator, self.denominator).unwrap_or_default())?;
            }
        }
        list.end()
    }
}

/// Worths as read: integers as long as all of them are.
enum Worth {
    Integers(Vec<i64>),
    Rationals(Vec<Rational>),
}

impl<'de> Deserialize<'de> for Worth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Worth;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of integers and fractions")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Worth, A::Error> {
                let mut worths = Worth::Integers(Vec::new());
                while let Some(entry) = list.next_element::<Entry>()? {
                    worths = worths.with(entry);
                }
                Ok(worths)
            }
        }
        deserializer.deserialize_seq(Reader)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Integer(i64),
    Fraction(Rational),
}

impl Worth {
    fn with(self, entry: Entry) -> Self {
        match (self, entry) {
            (Self::Integers(mut list), Entry::Integer(worth)) => {
                list.push(worth);
                Self::Integers(list)
            }
            (Self::Integers(list), Entry::Fraction(worth)) => {
                Self::Rationals(list.into_iter().map(Rational::from).chain([worth]).collect())
            }
            (Self::Rationals(mut list), Entry::Integer(worth)) => {
                list.push(Rational::from(worth));
                Self::Rationals(list)
            }
            (Self::Rationals(mut list), Entry::Fraction(worth)) => {
                list.push(worth);
                Self::Rationals(list)
            }
        }
    }

    fn table(self) -> Result<TableGame, Error> {
        match self {
            Self::Integers(worths) => TableGame::from_integers(worths),
            Self::Rationals(worths) => TableGame::from_rationals(&worths),
        }
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::<Worth>::deserialize(deserializer)?;
        let players = Players::new(written.players).map_err(D::Error::custom)?;
        let subject = match (written.v, written.floats, written.voting) {
            (Some(worths), None, None) => {
                worths.table().and_then(|game| Self::of_table(written.name, players, game))
            }
            (None, Some(worths), None) => {
                TableGame::from_floats(worths).and_then(|game| Self::of_table(written.name, players, game))
            }
            (None, None, Some(votes)) => WeightedVoting::new(votes.quota, votes.weights)
                .and_then(|game| game.with_veto(votes.veto))
                .and_then(|game| Self::of_voting(written.name, players, game)),
            _ => return Err(D::Error::custom("a game has one of v, floats and voting")),
        };
        subject.map_err(D::Error::custom)
    }
}
