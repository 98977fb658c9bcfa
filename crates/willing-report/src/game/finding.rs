//! What was found under one concept.

use serde::{Deserialize, Serialize};
use willing_check::bargaining::{InBargainingSet, OutsideBargainingSet};
use willing_check::core::{
    CorePoint, CoreVertices, EmptyCore, EmptyRelaxedCore, EpsilonCorePoint, WorstCoalition,
};
use willing_check::kernel::{InKernel, InPrekernel, OutsideKernel, OutsidePrekernel};
use willing_check::least_core::{CertifiedLeastCore, CertifiedSubsidy};
use willing_check::nucleolus::{
    CertifiedModiclus, CertifiedNucleolus, CertifiedTypedNucleolus, Concept as Relative, NoImputation,
};
use willing_check::properties::{Counterexample, Holds, PlayerKinds, Property};
use willing_check::values::{Concept, HarsanyiDividends, NoGatelyPoint, NotQuasiBalanced, Value};
use willing_game::tu::Amounts;
use willing_game::{Limit, Rational, Verdict};

use super::words;

/// What no game has: the "no" of concepts that always exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Never {}

/// What was found under one concept, with the evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Finding {
    /// A point of the core, or the proof that it is empty.
    Core(Verdict<CorePoint, EmptyCore>),
    /// A point of the strong ε-core, or the least core that lies above it.
    EpsilonCore {
        /// ε.
        epsilon: Rational,
        /// What was found.
        verdict: Verdict<EpsilonCorePoint, CertifiedLeastCore>,
    },
    /// All vertices of the core, or the proof that it is empty.
    CoreVertices(Verdict<CoreVertices, EmptyRelaxedCore>),
    /// The least core.
    LeastCore(Verdict<CertifiedLeastCore, Never>),
    /// The cost of stability.
    CostOfStability(Verdict<CertifiedSubsidy, Never>),
    /// The nucleolus or a relative, or the proof that there is no imputation.
    Nucleolus {
        /// Which.
        concept: Relative,
        /// What was found.
        verdict: Verdict<CertifiedNucleolus, NoImputation>,
    },
    /// The same by types of players, of weighted votes.
    TypedNucleolus {
        /// Which.
        concept: Relative,
        /// What was found.
        verdict: Verdict<CertifiedTypedNucleolus, NoImputation>,
    },
    /// The modiclus.
    Modiclus(Verdict<CertifiedModiclus, Never>),
    /// A value that every game has.
    Value(Value),
    /// The tau value, or why there is none.
    Tau(Verdict<Value, NotQuasiBalanced>),
    /// The Gately point, or why there is none.
    Gately(Verdict<Value, NoGatelyPoint>),
    /// An estimate of the Shapley value. It proves nothing.
    SampledShapley(Estimate),
    /// Harsanyi dividends.
    Dividends(HarsanyiDividends),
    /// Whether the game has a property.
    Property {
        /// Which.
        property: Property,
        /// What was found.
        verdict: Verdict<Holds, Counterexample>,
    },
    /// Which players are alike, and which are dummies.
    Kinds(PlayerKinds),
    /// Where an allocation belongs.
    Membership(Box<Membership>),
    /// The run was stopped before this was found. It claims nothing.
    Stopped {
        /// What was asked for.
        concept: String,
        /// Why.
        limit: Limit,
    },
}

/// An estimate by sampling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// The estimates, by seat.
    pub values: Vec<f64>,
    /// Their standard errors.
    pub standard_errors: Vec<f64>,
    /// How many worths were looked up.
    pub evaluations: u64,
    /// The seed.
    pub seed: u64,
    /// How samples were drawn.
    pub draw: String,
}

/// Where an allocation belongs. That it is efficient, and who gets less than alone, is read off the game.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// What each player gets, by seat.
    pub allocation: Vec<Rational>,
    /// The proper coalition with the highest excess; a game of one player has none.
    pub worst: Option<Verdict<WorstCoalition, Never>>,
    /// The prekernel; asked only of efficient allocations.
    pub prekernel: Option<Verdict<InPrekernel, OutsidePrekernel>>,
    /// The kernel; asked only of efficient allocations.
    pub kernel: Option<Verdict<InKernel, OutsideKernel>>,
    /// The bargaining set; asked only of efficient allocations, and of few players.
    pub bargaining_set: Option<Verdict<InBargainingSet, OutsideBargainingSet>>,
}

/// How something is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// Proved in exact arithmetic.
    Exact,
    /// Floats within bounds, the largest of which this is.
    Bounded(f64),
    /// Exact numbers found with floats: proved up to this, in the unit of the game.
    Slack(Rational),
    /// Estimated; nothing is proved.
    Estimate,
    /// A limit was hit first.
    Undecided(Limit),
}

impl Known {
    /// For programs: one word, with its number.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Exact => "exact".to_owned(),
            Self::Bounded(bound) => format!("float within {bound:e}"),
            Self::Slack(slack) => format!("float with slack {slack}"),
            Self::Estimate => "estimate".to_owned(),
            Self::Undecided(limit) => format!("undecided: {limit}"),
        }
    }
}

/// The limit that an undecided verdict names.
pub(super) fn limit<Y, N>(verdict: &Verdict<Y, N>) -> Option<Limit> {
    match verdict {
        Verdict::Undecided(limit) => Some(*limit),
        _ => None,
    }
}

fn proved<Y, N>(verdict: &Verdict<Y, N>) -> Known {
    limit(verdict).map_or(Known::Exact, Known::Undecided)
}

fn known_value(value: &Value) -> Known {
    match &value.amounts {
        Amounts::Exact(_) => Known::Exact,
        Amounts::Float { bounds, .. } => Known::Bounded(bounds.iter().copied().fold(0.0, f64::max)),
    }
}

fn known_if<N>(verdict: &Verdict<Value, N>) -> Known {
    match verdict {
        Verdict::Exists(value) => known_value(value),
        other => proved(other),
    }
}

impl Membership {
    fn known(&self) -> Known {
        let limits = [
            self.worst.as_ref().and_then(limit),
            self.prekernel.as_ref().and_then(limit),
            self.kernel.as_ref().and_then(limit),
            self.bargaining_set.as_ref().and_then(limit),
        ];
        limits.into_iter().flatten().next().map_or(Known::Exact, Known::Undecided)
    }
}

impl Finding {
    /// How it is known.
    #[must_use]
    pub fn known(&self) -> Known {
        match self {
            Self::Core(verdict) => proved(verdict),
            Self::EpsilonCore { verdict, .. } => proved(verdict),
            Self::CoreVertices(verdict) => proved(verdict),
            Self::LeastCore(verdict) => proved(verdict),
            Self::CostOfStability(verdict) => proved(verdict),
            Self::Nucleolus { verdict: Verdict::Exists(answer), .. } if !answer.is_exact() => {
                Known::Slack(answer.slack.clone())
            }
            Self::Nucleolus { verdict, .. } => proved(verdict),
            Self::TypedNucleolus { verdict, .. } => proved(verdict),
            Self::Modiclus(verdict) => proved(verdict),
            Self::Value(value) => known_value(value),
            Self::Tau(verdict) => known_if(verdict),
            Self::Gately(verdict) => known_if(verdict),
            Self::SampledShapley(_) => Known::Estimate,
            Self::Dividends(_) | Self::Kinds(_) => Known::Exact,
            Self::Property { verdict, .. } => proved(verdict),
            Self::Membership(membership) => membership.known(),
            Self::Stopped { limit, .. } => Known::Undecided(*limit),
        }
    }

    /// Whether it is proved that there is none.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        matches!(
            self,
            Self::Core(Verdict::Impossible(_))
                | Self::EpsilonCore { verdict: Verdict::Impossible(_), .. }
                | Self::CoreVertices(Verdict::Impossible(_))
                | Self::Nucleolus { verdict: Verdict::Impossible(_), .. }
                | Self::TypedNucleolus { verdict: Verdict::Impossible(_), .. }
                | Self::Tau(Verdict::Impossible(_))
                | Self::Gately(Verdict::Impossible(_))
        )
    }

    /// The name of the concept, as the command line has it.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Core(_) => "core".into(),
            Self::EpsilonCore { .. } => "epsilon-core".into(),
            Self::CoreVertices(_) => "core-vertices".into(),
            Self::LeastCore(_) => "least-core".into(),
            Self::CostOfStability(_) => "cost-of-stability".into(),
            Self::Nucleolus { concept, .. } | Self::TypedNucleolus { concept, .. } => {
                words::relative_key(*concept).into()
            }
            Self::Modiclus(_) => "modiclus".into(),
            Self::Value(value) => words::value_key(&value.concept).into(),
            Self::Tau(_) => words::value_key(&Concept::Tau).into(),
            Self::Gately(_) => words::value_key(&Concept::Gately).into(),
            Self::SampledShapley(_) => "sampled-shapley".into(),
            Self::Dividends(_) => "dividends".into(),
            Self::Property { property, .. } => words::property_key(*property).into(),
            Self::Kinds(_) => "kinds".into(),
            Self::Membership(_) => "membership".into(),
            Self::Stopped { concept, .. } => concept.clone(),
        }
    }

    /// The amounts it gives to the players of a game, if it gives any.
    #[must_use]
    pub fn amounts(&self) -> Option<Amounts> {
        let exact = |list: &Vec<Rational>| Some(Amounts::Exact(list.clone()));
        match self {
            Self::Core(Verdict::Exists(point)) => exact(&point.allocation),
            Self::EpsilonCore { verdict: Verdict::Exists(point), .. } => exact(&point.allocation),
            Self::LeastCore(Verdict::Exists(answer)) => exact(&answer.allocation),
            Self::CostOfStability(Verdict::Exists(answer)) => exact(&answer.allocation),
            Self::Nucleolus { verdict: Verdict::Exists(answer), .. } => exact(&answer.allocation),
            Self::Modiclus(Verdict::Exists(answer)) => exact(&answer.allocation),
            Self::Value(value) | Self::Tau(Verdict::Exists(value)) | Self::Gately(Verdict::Exists(value)) => {
                Some(value.amounts.clone())
            }
            Self::Membership(membership) => exact(&membership.allocation),
            _ => None,
        }
    }
}
