//! What a scenario carries about states beside the model's parameters: facts with their provenance, and
//! what was observed.

use std::fmt;

use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};
use serde::{Deserialize as Read, Serialize};
use willing_game::TierPoint;

use crate::document::Node;

/// How a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Read)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Read in a source.
    Read,
    /// Taken from a data set, or computed from one.
    Derived,
    /// From memory: to be read again before anything is claimed from it.
    Memory,
}

/// A fact of a state; unknown is a value of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Fact {
    /// The value; `None` is unknown.
    pub value: Option<f64>,
    /// How it is known, where that is said.
    pub evidence: Option<Evidence>,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

/// Defines [`Facts`] and its reader from one list of keys.
macro_rules! facts {
    ($($key:ident: $meaning:literal;)*) => {
        /// The facts of a state. Units stand with each.
        #[derive(Clone, Debug, Default, PartialEq, Serialize)]
        pub struct Facts { $(#[doc = $meaning] pub $key: Fact,)* }

        impl Facts {
            /// Reads them from a state; where it does not say how a fact is known, `provenance` does.
            pub(crate) fn read(state: &Node, provenance: Option<&Node>) -> Self {
                let fact = |key| read_fact(state.get(key), provenance.and_then(|known| known.get(key)));
                Self { $($key: fact(stringify!($key)),)* }
            }

            /// Every fact with its key.
            #[must_use]
            pub fn entries(&self) -> Vec<(&'static str, &Fact)> {
                vec![$((stringify!($key), &self.$key),)*]
            }
        }
    };
}

facts! {
    capability_share: "Share of the world's national capability, a composite index, in [0, 1].";
    military_spending: "Military spending, billions of current US dollars.";
    gdp: "Yearly product, billions of international dollars of 2017.";
    population: "Millions.";
    democracy: "Index of electoral democracy in [0, 1].";
    alignment_gap: "Distance to the leader between ideal points.";
    target_distance: "Least distance to the target, km.";
    leader_troops: "Troops of the leader on its soil.";
    opposition: "Share of the public against acting, where it was measured.";
}

fn read_fact(written: Option<&Node>, provenance: Option<&Node>) -> Fact {
    let Some(written) = written else { return Fact::default() };
    let said = |key| written.get(key).or_else(|| provenance?.get(key));
    let value =
        if written.is_table() { written.get("value").and_then(Node::number) } else { written.number() };
    Fact { value, evidence: said("evidence").and_then(word), sources: texts(said("sources")) }
}

/// What a state did, from the highest contribution down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Read)]
#[serde(rename_all = "kebab-case")]
pub enum ObservedTier {
    /// Commanded or initiated.
    Lead,
    /// Took part in combat or strikes.
    Combat,
    /// Sent other uniformed personnel into the theatre.
    Troops,
    /// Gave bases, overflight, staging or arms for this operation.
    Assets,
    /// Gave cash or material only.
    Money,
    /// Declared support only.
    Political,
    /// Took no stance, declined or abstained.
    Neutral,
    /// Opposed in public, or voted no.
    Opposed,
}

/// The five classes that back-tests score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Read)]
#[serde(rename_all = "kebab-case")]
pub enum ObservedClass {
    /// Lead, combat, troops.
    Military,
    /// Assets, money.
    Material,
    /// Political.
    Political,
    /// Neutral.
    Neutral,
    /// Opposed.
    Opposed,
}

impl ObservedClass {
    /// All classes, from the highest contribution down.
    pub const ALL: [Self; 5] =
        [Self::Military, Self::Material, Self::Political, Self::Neutral, Self::Opposed];

    /// The class that a tier of the model counts as, by the rule that observations were coded by: the highest
    /// that applies, so that an opponent who grants assets counts as material.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_game::TierSet;
    /// use willing_scenario::ObservedClass;
    ///
    /// let tiers = TierSet::with_finance();
    /// let class = |key: &str| tiers.tier(key).map(|tier| ObservedClass::of_tier(&tiers.point(tier)));
    /// assert_eq!(class("OA"), Ok(ObservedClass::Material));
    /// assert_eq!(class("W"), Ok(ObservedClass::Military));
    /// ```
    #[must_use]
    pub fn of_tier(point: &TierPoint) -> Self {
        if point.exposure > 0.0 {
            Self::Military
        } else if point.access > 0.0 || point.finance > 0.0 {
            Self::Material
        } else if point.stance > 0.0 {
            Self::Political
        } else if point.stance < 0.0 {
            Self::Opposed
        } else {
            Self::Neutral
        }
    }
}

impl fmt::Display for ObservedClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Military => "military",
            Self::Material => "material",
            Self::Political => "political",
            Self::Neutral => "neutral",
            Self::Opposed => "opposed",
        })
    }
}

impl fmt::Display for ObservedTier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lead => "lead",
            Self::Combat => "combat",
            Self::Troops => "troops",
            Self::Assets => "assets",
            Self::Money => "money",
            Self::Political => "political",
            Self::Neutral => "neutral",
            Self::Opposed => "opposed",
        })
    }
}

impl ObservedTier {
    /// Its class.
    #[must_use]
    pub const fn class(self) -> ObservedClass {
        match self {
            Self::Lead | Self::Combat | Self::Troops => ObservedClass::Military,
            Self::Assets | Self::Money => ObservedClass::Material,
            Self::Political => ObservedClass::Political,
            Self::Neutral => ObservedClass::Neutral,
            Self::Opposed => ObservedClass::Opposed,
        }
    }
}

/// A position in the council towards the leader's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Read)]
#[serde(rename_all = "kebab-case")]
pub enum CouncilPosition {
    /// For it.
    Support,
    /// Against it, with a vote or the threat of one.
    Oppose,
    /// Neither.
    Abstain,
    /// Not present or not voting.
    Absent,
    /// It never said.
    Undecided,
    /// Not known.
    Unknown,
}

/// Whether something was declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Read)]
#[serde(rename_all = "kebab-case")]
pub enum Declared {
    /// It was.
    Yes,
    /// It was not.
    No,
    /// Not known.
    #[default]
    Unknown,
}

/// Whether a back-test counts a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Read)]
#[serde(rename_all = "kebab-case")]
pub enum Scoring {
    /// It does.
    #[default]
    Scored,
    /// It does not: the leader, a victim, or a state listed because it took part.
    Unscored,
}

/// What a state did. Never used to compute parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Observed {
    /// What it did in the opening phase.
    pub tier: ObservedTier,
    /// What that became, if it changed.
    pub later: Option<ObservedTier>,
    /// Whether a back-test counts it.
    pub scoring: Scoring,
    /// Whether it declared support.
    pub political_support: Declared,
    /// Its position in the council, for members.
    pub council_position: Option<CouncilPosition>,
    /// How this is known.
    pub evidence: Evidence,
    /// Ids of sources.
    pub sources: Vec<String>,
}

impl Observed {
    pub(crate) fn read(written: &Node) -> Option<Self> {
        let scored = written.get("score").and_then(Node::truth).unwrap_or(true);
        Some(Self {
            tier: written.get("tier").and_then(word)?,
            later: written.get("later").and_then(word),
            scoring: if scored { Scoring::Scored } else { Scoring::Unscored },
            political_support: written.get("political_support").and_then(word).unwrap_or_default(),
            council_position: written.get("council_position").and_then(word),
            evidence: written.get("evidence").and_then(word).unwrap_or(Evidence::Memory),
            sources: texts(written.get("sources")),
        })
    }
}

/// A state's part in the story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Read)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It may go along or not.
    #[default]
    Participant,
    /// It was attacked.
    Victim,
    /// The operation takes place on its soil by its leave.
    Host,
    /// It fights on the other side.
    Belligerent,
}

/// What a scenario carries about a state beside its parameters, in the order of the issue's states.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateRecord {
    /// The key under which it stands in the file: its name in the issue.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// The part of the world it lies in.
    pub region: Option<String>,
    /// The label of its treaty with the leader, such as `NATO`; `None` in scenarios of parameters.
    pub treaty: Option<String>,
    /// Its part in the story.
    pub role: Role,
    /// Its facts; `None` in scenarios of parameters.
    pub facts: Option<Facts>,
    /// What it did.
    pub observed: Option<Observed>,
}

impl StateRecord {
    pub(crate) fn read(key: &str, state: &Node, facts: Option<Facts>) -> Self {
        let text = |key| state.get(key).and_then(Node::text).map(str::to_owned);
        Self {
            key: key.to_owned(),
            name: text("name").unwrap_or_else(|| key.to_owned()),
            region: text("region"),
            treaty: if facts.is_some() { text("treaty") } else { None },
            role: state.get("role").and_then(word).unwrap_or_default(),
            observed: state.get("observed").and_then(Observed::read),
            facts,
        }
    }
}

/// The variant of an enum that a word names.
pub(crate) fn word<T: for<'a> Deserialize<'a>>(written: &Node) -> Option<T> {
    let text: StrDeserializer<'_, WordError> = written.text()?.into_deserializer();
    T::deserialize(text).ok()
}

pub(crate) fn texts(written: Option<&Node>) -> Vec<String> {
    let items = written.map(Node::items).unwrap_or_default();
    items.iter().filter_map(Node::text).map(str::to_owned).collect()
}
