//! What was found about a voting rule.

use serde::{Deserialize, Serialize};
use willing_check::deadlock::{DeadlockEstimate, LineDeadlock, LineWinner, PlaneDeadlock, PlaneWinner};
use willing_check::legislature::stationary::StationaryEquilibrium;
use willing_check::power::ternary::{RollCallPower, TernarySwings};
use willing_check::power::{FloatIndices, PowerIndices, Swings, UnionIndices};
use willing_check::simple::{
    AlwaysMeet, CoalitionCounts, CompleteOrder, DisjointWinners, EmptyIntersection, Incomparable,
    ListedCoalitions, LosingComplements, Proper, Representation, SeatRoles, Strong, Trade,
};
use willing_check::winset::{
    GridlockInterval, LineHull, LineOffer, LineWinset, NoGridlock, PlaneHull, PlaneOffer, PlaneWinset,
    UncoveredSet, Yolk,
};
use willing_game::{Limit, Rational, Verdict};

/// What was found, with the evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Finding {
    /// The indices of voting power, exact.
    Power(PowerIndices),
    /// Winning coalitions and swings alone, exact.
    Swings(Swings),
    /// Two indices as floats with bounds.
    Floats(FloatIndices),
    /// The indices with a-priori unions.
    Unions(UnionIndices),
    /// The Shapley–Shubik index of roll calls with abstention.
    RollCall(RollCallPower),
    /// Swings with abstention.
    Abstention(TernarySwings),
    /// How many coalitions there are of each kind.
    Counts(CoalitionCounts),
    /// Coalitions written out.
    Coalitions(ListedCoalitions),
    /// Who has a veto, is a dictator, or a dummy.
    Roles(SeatRoles),
    /// Whether the seats can be ordered by desirability.
    Desirability(Verdict<CompleteOrder, Incomparable>),
    /// Whether no two disjoint coalitions win.
    Proper(Verdict<Proper, DisjointWinners>),
    /// Whether of two complementary coalitions one wins.
    Strong(Verdict<Strong, LosingComplements>),
    /// Weights and a quota that are the same rule, or a trade which shows that there are none.
    Weights(Verdict<Representation, Trade>),
    /// The Nakamura number.
    Nakamura(Verdict<EmptyIntersection, AlwaysMeet>),
    /// The members on a line.
    OnLine(Box<OnLine>),
    /// The members in a plane.
    InPlane(Box<InPlane>),
    /// An equilibrium of bargaining about a unit.
    Bargaining(Bargaining),
    /// Something that was asked for could not be found. It claims nothing.
    Missing {
        /// What was asked for.
        concept: String,
        /// Why it is missing.
        reason: String,
    },
}

/// Members with ideal points on a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnLine {
    /// The ideal points, by seat.
    pub ideals: Vec<f64>,
    /// The status quo.
    pub status_quo: f64,
    /// Who blocks every move, or what beats the status quo.
    pub deadlock: Verdict<LineDeadlock, LineWinner>,
    /// All that beats the status quo.
    pub winset: LineWinset,
    /// The status quos that nothing beats.
    pub gridlock: Verdict<GridlockInterval, NoGridlock>,
    /// Between whose ideal points all members agree on nothing.
    pub unanimity: Option<LineHull>,
    /// The same of those with a veto.
    pub vetoes: Option<LineHull>,
    /// What a setter gets.
    pub offer: Option<LineOffer>,
    /// How often uncertain ideal points make a deadlock.
    pub estimate: Option<DeadlockEstimate>,
}

/// Members with ideal points in a plane.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InPlane {
    /// The ideal points, by seat.
    pub ideals: Vec<[f64; 2]>,
    /// The status quo.
    pub status_quo: [f64; 2],
    /// Who blocks in every direction, or what beats the status quo.
    pub deadlock: Verdict<PlaneDeadlock, PlaneWinner>,
    /// All that beats the status quo.
    pub winset: PlaneWinset,
    /// The hull in which all members agree on nothing.
    pub unanimity: Option<PlaneHull>,
    /// The same of those with a veto.
    pub vetoes: Option<PlaneHull>,
    /// The yolk; rules without winning median lines have none.
    pub yolk: Option<Yolk>,
    /// What a setter gets.
    pub offer: Option<PlaneOffer>,
    /// Alternatives and those of them that are uncovered.
    pub alternatives: Option<(Vec<[f64; 2]>, UncoveredSet)>,
    /// How often uncertain ideal points make a deadlock.
    pub estimate: Option<DeadlockEstimate>,
}

/// Bargaining about a unit by closed rule: who is recognized makes an offer, members accept or wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bargaining {
    /// What a unit is worth a round later.
    pub discount: Rational,
    /// The chance of each seat to be recognized.
    pub recognition: Vec<Rational>,
    /// The equilibrium.
    pub equilibrium: StationaryEquilibrium,
}

impl Finding {
    /// What it is about, as the command line and files have it.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Power(_) => "power",
            Self::Swings(_) => "swings",
            Self::Floats(_) => "floats",
            Self::Unions(_) => "unions",
            Self::RollCall(_) => "roll-call",
            Self::Abstention(_) => "abstention",
            Self::Counts(_) => "counts",
            Self::Coalitions(_) => "coalitions",
            Self::Roles(_) => "roles",
            Self::Desirability(_) => "desirability",
            Self::Proper(_) => "proper",
            Self::Strong(_) => "strong",
            Self::Weights(_) => "weights",
            Self::Nakamura(_) => "nakamura",
            Self::OnLine(_) => "deadlock",
            Self::InPlane(_) => "plane-deadlock",
            Self::Bargaining(_) => "bargaining",
            Self::Missing { concept, .. } => concept,
        }
    }

    /// The limit that left it undecided, if one did.
    #[must_use]
    pub fn limit(&self) -> Option<Limit> {
        const fn of<Y, N>(verdict: &Verdict<Y, N>) -> Option<Limit>
        where
            Limit: Copy,
        {
            match verdict {
                Verdict::Undecided(limit) => Some(*limit),
                _ => None,
            }
        }
        match self {
            Self::Desirability(verdict) => of(verdict),
            Self::Proper(verdict) => of(verdict),
            Self::Strong(verdict) => of(verdict),
            Self::Weights(verdict) => of(verdict),
            Self::Nakamura(verdict) => of(verdict),
            Self::OnLine(line) => of(&line.deadlock).or(of(&line.gridlock)),
            Self::InPlane(plane) => of(&plane.deadlock),
            _ => None,
        }
    }
}
