//! How far apart the players' views of the danger are.

use serde::{Deserialize, Serialize};
use willing_risk::disagreement::{Disagreement, OpinionPool};
use willing_risk::sharing::{Attitude, Portfolio, Preference};
use willing_risk::{Belief, Error};

use super::Subject;
use super::report::tables_by_player;
use crate::number::Quantity;
use crate::{Cell, Column, Document, Table};

/// How far apart the players' views of the danger are, in nats. The view of a mixture is the mean of those of its parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Views {
    /// What each player's view weighs in the common one, by seat.
    pub weights: Vec<f64>,
    /// Whether those are the parts of the risk tolerance; else they are equal, since some attitude has none.
    pub by_tolerance: bool,
    /// −ln Z, the players' own gap; none if no outcome is thought possible by all, and the gap is infinite.
    pub gap: Option<f64>,
    /// T·(−ln Z): what bets on who is right add to the worth of everybody; where all are entropic and the gap is finite.
    pub bets: Option<f64>,
    /// The common view: the logarithmic pool, by outcome; none if the gap is infinite.
    pub common: Option<Vec<f64>>,
    /// Each two players, by seat.
    pub pairs: Vec<Pair>,
}

/// How far apart two players are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The seat of the first.
    pub first: usize,
    /// The seat of the second.
    pub second: usize,
    /// The greatest difference of the probabilities of an event.
    pub total_variation: f64,
    /// The divergence of Jensen and Shannon, at most ln 2.
    pub jensen_shannon: f64,
    /// KL of the second from the first; none if infinite.
    pub kullback_leibler: Option<f64>,
    /// KL of the first from the second; none if infinite.
    pub backward: Option<f64>,
}

impl Views {
    /// Of the players of a portfolio.
    ///
    /// # Errors
    ///
    /// None that a valid portfolio gives rise to.
    pub fn of(portfolio: &Portfolio) -> Result<Self, Error> {
        let beliefs: Vec<Belief> =
            portfolio.preferences().iter().map(belief).collect::<Result<_, Error>>()?;
        let tolerances: Option<Vec<f64>> = portfolio.preferences().iter().map(tolerance).collect();
        let pool = match &tolerances {
            Some(tolerances) => OpinionPool::by_tolerance(beliefs.clone(), tolerances)?,
            None => OpinionPool::new(beliefs.clone(), vec![1.0; beliefs.len()])?,
        };
        let finite = |value: f64| value.is_finite().then_some(value);
        let gap = finite(pool.gap());
        let total = tolerances.as_ref().filter(|_| portfolio.preferences().iter().all(is_entropic));
        let total = total.map(|tolerances| tolerances.iter().sum::<f64>());
        let mut pairs = Vec::new();
        for (first, one) in beliefs.iter().enumerate() {
            for (second, other) in beliefs.iter().enumerate().skip(first + 1) {
                let between = Disagreement::between(one.clone(), other.clone())?;
                pairs.push(Pair {
                    first,
                    second,
                    total_variation: between.total_variation(),
                    jensen_shannon: between.jensen_shannon(),
                    kullback_leibler: finite(between.kullback_leibler()),
                    backward: finite(between.reversed().kullback_leibler()),
                });
            }
        }
        Ok(Self {
            weights: shares(pool.weights()),
            by_tolerance: tolerances.is_some(),
            gap,
            bets: gap.zip(total).map(|(gap, total)| gap * total).and_then(finite),
            common: pool.logarithmic().map(|belief| belief.probabilities().to_vec()),
            pairs,
        })
    }

    /// Whether the same numbers are said, but for rounding.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        let close =
            |one: &f64, other: &f64| (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0);
        let both = |one: &Option<f64>, other: &Option<f64>| match (one, other) {
            (Some(one), Some(other)) => close(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let all = |one: &[f64], other: &[f64]| {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| close(one, other))
        };
        let pair = |(one, other): (&Pair, &Pair)| {
            (one.first, one.second) == (other.first, other.second)
                && close(&one.total_variation, &other.total_variation)
                && close(&one.jensen_shannon, &other.jensen_shannon)
                && both(&one.kullback_leibler, &other.kullback_leibler)
                && both(&one.backward, &other.backward)
        };
        let commons = match (&self.common, &other.common) {
            (Some(one), Some(other)) => all(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        all(&self.weights, &other.weights)
            && self.by_tolerance == other.by_tolerance
            && both(&self.gap, &other.gap)
            && both(&self.bets, &other.bets)
            && commons
            && self.pairs.len() == other.pairs.len()
            && self.pairs.iter().zip(&other.pairs).all(pair)
    }
}

fn shares(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

/// The belief of a preference; of a mixture, the mean of those of its parts.
pub(super) fn belief(preference: &Preference) -> Result<Belief, Error> {
    let first = preference.parts().first().map(|part| &part.belief);
    if let Some(first) = first.filter(|first| preference.parts().iter().all(|part| part.belief == **first)) {
        return Ok(first.clone());
    }
    let weights: f64 = preference.parts().iter().map(|part| part.weight).sum();
    let mean = |outcome| {
        preference.parts().iter().map(|part| part.weight * part.belief.probability(outcome)).sum::<f64>()
            / weights
    };
    Belief::new((0..preference.outcomes()).map(mean).collect())
}

/// τ of a single attitude that has one.
fn tolerance(preference: &Preference) -> Option<f64> {
    match preference.single()?.attitude {
        Attitude::Entropic { tolerance } | Attitude::MeanVariance { tolerance } => Some(tolerance),
        Attitude::Cvar { .. } => None,
    }
}

fn is_entropic(preference: &Preference) -> bool {
    matches!(preference.single().map(|part| part.attitude), Some(Attitude::Entropic { tolerance }) if tolerance.is_finite())
}

impl Views {
    /// Of nobody.
    pub(super) const fn nobody() -> Self {
        Self {
            weights: Vec::new(),
            by_tolerance: false,
            gap: None,
            bets: None,
            common: None,
            pairs: Vec::new(),
        }
    }
}

pub(super) fn section(subject: &Subject, found: &Views, document: &mut Document) {
    document.heading("How far apart the views are");
    let weighing = if found.by_tolerance {
        "each view weighs as much as its holder's part of the risk tolerance"
    } else {
        "all views weigh the same, since not every attitude has a tolerance"
    };
    document.say(match found.gap {
        Some(gap) => format!(
            "The gap of the coalition is {} nats ({weighing}).",
            Quantity::Level.rounded(gap.max(0.0))
        ),
        None => format!(
            "The gap of the coalition is infinite: no outcome is thought possible by all ({weighing})."
        ),
    });
    if let Some(bets) = found.bets.filter(|_| found.gap.is_some_and(|gap| gap > 1e-12)) {
        let unit = subject.unit().map_or_else(String::new, |unit| format!(" {unit}"));
        document.say(format!(
            "Of what sharing is worth, {}{unit} are bets on who is right: the gap times the risk tolerance of all.",
            Quantity::Level.rounded(bets.max(0.0))
        ));
    }
    let level = |numbers: &[f64]| numbers.iter().copied().map(Cell::probability).collect::<Vec<_>>();
    let mut columns = Vec::new();
    columns.extend(found.common.as_ref().map(|common| ("common view".to_owned(), level(common))));
    for (name, preference) in subject.players().names().iter().zip(subject.portfolio().preferences()) {
        if let Ok(belief) = belief(preference) {
            columns.push((name.clone(), level(belief.probabilities())));
        }
    }
    for table in tables_by_player("beliefs", "outcome", subject.outcomes(), columns) {
        document.table(table);
    }
    if !found.pairs.is_empty() {
        document.table(pairs(subject, found));
    }
}

/// One row a pair of players.
pub(super) fn pairs(subject: &Subject, found: &Views) -> Table {
    let mut table = Table::new(
        "views",
        [
            Column::name("first", "between"),
            Column::name("second", "and"),
            Column::numbers("total_variation", "total variation"),
            Column::numbers("jensen_shannon", "Jensen–Shannon"),
            Column::numbers("kullback_leibler", "Kullback–Leibler").optional(1),
            Column::numbers("backward", "backward").optional(1),
        ],
    );
    let name = |seat: usize| Cell::text(subject.players().names().get(seat).map_or("", String::as_str));
    let nats = |value: Option<f64>| Cell::level(value.unwrap_or(f64::INFINITY));
    for pair in &found.pairs {
        table.push([
            name(pair.first),
            name(pair.second),
            Cell::probability(pair.total_variation),
            Cell::level(pair.jensen_shannon),
            nats(pair.kullback_leibler),
            nats(pair.backward),
        ]);
    }
    table
}
