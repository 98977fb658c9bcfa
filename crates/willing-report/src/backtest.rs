//! Back-tests: computed tiers against observed ones, beside what guessing by base rates would score.
//!
//! Five classes ([`Class`]) are scored on the rows that a case says to score. With p a prediction's
//! probabilities and o the indicator of what was observed,
//!
//! * accuracy: the share of rows whose most probable class was observed; of m classes that are equally
//!   probable, the observed one counts 1/m;
//! * Brier score: the mean of Σ_k (p_k − o_k)², 0 at best, 2 at worst;
//! * ranked probability score: the mean of Σ_k (P_k − O_k)² / 4 over the first four cumulated classes.
//!
//! # References
//!
//! Brier (1950), Monthly Weather Review 78; Epstein (1969), Journal of Applied Meteorology 8.

use std::collections::BTreeMap;
use std::fmt;

use willing_game::TierPoint;

use crate::table::tables_to_json;
use crate::{Cell, Column, Document, Error, Table, exact};

/// What a state did, as far as back-tests tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Led, fought or sent troops.
    Military,
    /// Gave bases, overflight, arms or money.
    Material,
    /// Declared support.
    Political,
    /// Took no stance.
    Neutral,
    /// Opposed in public.
    Opposed,
}

/// Probabilities of the classes, in the order of [`Class::ALL`].
pub type Probabilities = [f64; Class::ALL.len()];

impl Class {
    /// All classes, from the most to the least support.
    pub const ALL: [Self; 5] =
        [Self::Military, Self::Material, Self::Political, Self::Neutral, Self::Opposed];

    /// The class of a tier: the highest that applies. A state that opposes in public and lets its
    /// bases be used counts as material: stance and contribution are separate.
    #[must_use]
    pub fn of_point(point: &TierPoint) -> Self {
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

    /// The class of an observed tier: lead, combat, troops; assets, money; political; neutral; opposed.
    #[must_use]
    pub fn of_observed(tier: &str) -> Option<Self> {
        Some(match tier {
            "lead" | "combat" | "troops" => Self::Military,
            "assets" | "money" => Self::Material,
            "political" => Self::Political,
            "neutral" => Self::Neutral,
            "opposed" => Self::Opposed,
            _ => return None,
        })
    }

    /// Certainty of this class.
    #[must_use]
    pub fn certain(self) -> Probabilities {
        Self::ALL.map(|class| if class == self { 1.0 } else { 0.0 })
    }
}

impl fmt::Display for Class {
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

/// A state of a case that is scored.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredRow {
    /// Its name.
    pub state: String,
    /// Its treaty group, for base rates by group.
    pub group: String,
    /// What it did.
    pub observed: Class,
    /// What was computed.
    pub predicted: Probabilities,
}

/// A case with its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredCase {
    /// Its name.
    pub name: String,
    /// What the run says about itself: outcome, selection.
    pub remark: String,
    /// The rows that are scored.
    pub rows: Vec<ScoredRow>,
}

/// Where predicted probabilities come from.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum PredictionKind {
    /// The computed tier has probability 1.
    ComputedTier,
    /// A logit quantal response gives each tier a probability.
    QuantalResponse {
        /// λ, in one over the unit of money.
        precision: f64,
    },
}

/// How well some predictions did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// How many rows were scored.
    pub rows: usize,
    /// Share of rows whose most probable class was observed.
    pub accuracy: f64,
    /// Multi-class Brier score, 0 to 2.
    pub brier: f64,
    /// Ranked probability score, 0 to 1.
    pub ranked: f64,
}

impl Score {
    /// The score of these pairs of prediction and observation; all 0 for none.
    #[must_use]
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a Probabilities, Class)>) -> Self {
        let mut score = Self::default();
        for (predicted, observed) in pairs {
            score.rows += 1;
            score.accuracy += hit(predicted, observed);
            score.brier += brier(predicted, observed);
            score.ranked += ranked(predicted, observed);
        }
        let rows = score.rows.max(1) as f64;
        Self {
            rows: score.rows,
            accuracy: score.accuracy / rows,
            brier: score.brier / rows,
            ranked: score.ranked / rows,
        }
    }
}

/// The most probable class; the one named first among equals.
#[must_use]
pub fn most_probable(probabilities: &Probabilities) -> Class {
    let mut best = (Class::Military, f64::NEG_INFINITY);
    for (class, &probability) in Class::ALL.into_iter().zip(probabilities) {
        if probability > best.1 {
            best = (class, probability);
        }
    }
    best.0
}

/// 1 if the observed class is the most probable one, 1/m if m classes share that place, else 0.
fn hit(predicted: &Probabilities, observed: Class) -> f64 {
    let most = predicted.iter().fold(f64::NEG_INFINITY, |most, &probability| most.max(probability));
    let first = |probability: f64| probability >= most;
    let sharing = predicted.iter().filter(|&&probability| first(probability)).count();
    let observed = Class::ALL.iter().zip(predicted).any(|(&class, &p)| class == observed && first(p));
    if observed { 1.0 / sharing as f64 } else { 0.0 }
}

fn brier(predicted: &Probabilities, observed: Class) -> f64 {
    predicted.iter().zip(observed.certain()).map(|(p, o)| (p - o) * (p - o)).sum()
}

fn ranked(predicted: &Probabilities, observed: Class) -> f64 {
    let mut gap = 0.0;
    let mut sum = 0.0;
    for (p, o) in predicted.iter().zip(observed.certain()).take(Class::ALL.len() - 1) {
        gap += p - o;
        sum += gap * gap;
    }
    sum / (Class::ALL.len() - 1) as f64
}

/// Rows by observed class, columns by the most probable predicted class.
#[must_use]
pub fn confusion(cases: &[ScoredCase]) -> BTreeMap<(Class, Class), usize> {
    let mut counts = BTreeMap::new();
    for row in cases.iter().flat_map(|case| &case.rows) {
        *counts.entry((row.observed, most_probable(&row.predicted))).or_insert(0) += 1;
    }
    counts
}

/// Frequencies of observed classes among `rows`; equal probabilities if there are none.
fn frequencies<'a>(rows: impl Iterator<Item = &'a ScoredRow>) -> Probabilities {
    let mut counts = [0.0; Class::ALL.len()];
    let mut total = 0.0;
    for row in rows {
        for (count, one) in counts.iter_mut().zip(row.observed.certain()) {
            *count += one;
        }
        total += 1.0;
    }
    if total == 0.0 {
        [1.0 / Class::ALL.len() as f64; Class::ALL.len()]
    } else {
        counts.map(|count| count / total)
    }
}

/// A guess that knows no model: class frequencies of other rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guess {
    Equal,
    Pooled,
    ByGroup,
}

/// The rows a guess for `case` may learn from: other cases, or the case itself if there is no other.
fn learned_from(cases: &[ScoredCase], case: usize) -> impl Iterator<Item = &ScoredRow> {
    let alone = cases.len() < 2;
    cases
        .iter()
        .enumerate()
        .filter(move |(place, _)| alone || *place != case)
        .flat_map(|(_, case)| &case.rows)
}

fn score_guess(cases: &[ScoredCase], guess: Guess) -> Score {
    let mut pairs = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        let pooled = frequencies(learned_from(cases, place));
        for row in &case.rows {
            let in_group = || learned_from(cases, place).filter(|other| other.group == row.group);
            let predicted = match guess {
                Guess::Equal => frequencies(std::iter::empty()),
                Guess::ByGroup if in_group().next().is_some() => frequencies(in_group()),
                Guess::Pooled | Guess::ByGroup => pooled,
            };
            pairs.push((predicted, row.observed));
        }
    }
    Score::of(pairs.iter().map(|(predicted, observed)| (predicted, *observed)))
}

/// What every back-test says first.
const WARNING: &str = "Computed under these assumptions, not a forecast. Plausible hand-set coefficients predicted \
     worse than class frequencies. Do not tune coefficients on these rows.";

/// A finished back-test.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    cases: Vec<ScoredCase>,
    kind: PredictionKind,
}

impl Backtest {
    /// The back-test of these cases.
    #[must_use]
    pub fn new(cases: Vec<ScoredCase>, kind: PredictionKind) -> Self {
        Self { cases, kind }
    }

    /// The score of the predictions.
    #[must_use]
    pub fn score(&self) -> Score {
        Score::of(self.cases.iter().flat_map(|case| &case.rows).map(|row| (&row.predicted, row.observed)))
    }

    /// The score of guessing every class alike.
    #[must_use]
    pub fn equal_guess(&self) -> Score {
        score_guess(&self.cases, Guess::Equal)
    }

    /// The score of guessing by pooled frequencies, each case by those of the others if there are several.
    #[must_use]
    pub fn pooled_guess(&self) -> Score {
        score_guess(&self.cases, Guess::Pooled)
    }

    /// The score of guessing by the frequencies of the row's treaty group, pooled ones for a group
    /// that was not seen.
    #[must_use]
    pub fn group_guess(&self) -> Score {
        score_guess(&self.cases, Guess::ByGroup)
    }

    /// Scores beside base rates.
    #[must_use]
    pub fn score_table(&self) -> Table {
        let mut table = Table::new(
            "scores",
            [
                Column::words("predictor", "predictor"),
                Column::numbers("rows", "rows"),
                Column::numbers("accuracy", "accuracy"),
                Column::numbers("brier", "Brier [0, 2]"),
                Column::numbers("ranked_probability_score", "ranked probability score"),
            ],
        );
        let held_out = if self.cases.len() < 2 { "same case" } else { "other cases" };
        let model = match self.kind {
            PredictionKind::ComputedTier => "model, computed tier as certain".to_owned(),
            PredictionKind::QuantalResponse { precision } => {
                format!("model, quantal response of precision {}", exact(precision))
            }
        };
        let mut push = |name: String, score: Score| {
            table.push([
                Cell::Text(name),
                Cell::count(score.rows),
                Cell::probability(score.accuracy),
                Cell::probability(score.brier),
                Cell::probability(score.ranked),
            ]);
        };
        push(model, self.score());
        push(format!("frequencies, {held_out}"), self.pooled_guess());
        push(format!("frequencies by treaty group, {held_out}"), self.group_guess());
        push("all classes alike".to_owned(), self.equal_guess());
        table
    }

    /// Observed classes down, predicted classes across.
    #[must_use]
    pub fn confusion_table(&self) -> Table {
        let mut columns = vec![Column::name("observed", "observed \\ computed")];
        columns.extend(
            ["military", "material", "political", "neutral", "opposed"].map(|key| Column::numbers(key, key)),
        );
        columns.push(Column::numbers("all", "all"));
        let mut table = Table::new("confusion", columns);
        let counts = confusion(&self.cases);
        let count = |observed, predicted| counts.get(&(observed, predicted)).copied().unwrap_or(0);
        for observed in Class::ALL {
            let row = Class::ALL.map(|predicted| count(observed, predicted));
            let cells = row.iter().map(|&cell| Cell::count(cell));
            let all = Cell::count(row.iter().sum());
            table.push(std::iter::once(Cell::text(observed.to_string())).chain(cells).chain([all]));
        }
        table
    }

    /// One row a case.
    #[must_use]
    pub fn case_table(&self) -> Table {
        let mut table = Table::new(
            "cases",
            [
                Column::name("case", "case"),
                Column::numbers("rows", "rows"),
                Column::numbers("accuracy", "accuracy"),
                Column::numbers("brier", "Brier [0, 2]"),
                Column::words("computed", "computed outcome"),
            ],
        );
        for case in &self.cases {
            let score = Score::of(case.rows.iter().map(|row| (&row.predicted, row.observed)));
            table.push([
                Cell::text(case.name.clone()),
                Cell::count(score.rows),
                Cell::probability(score.accuracy),
                Cell::probability(score.brier),
                Cell::text(case.remark.clone()),
            ]);
        }
        table
    }

    /// One row a scored state.
    #[must_use]
    pub fn row_table(&self) -> Table {
        let mut table = Table::new(
            "rows",
            [
                Column::name("case", "case"),
                Column::name("state", "state"),
                Column::name("group", "treaty group"),
                Column::name("observed", "observed"),
                Column::name("computed", "computed"),
                Column::numbers("probability_of_observed", "probability of observed"),
            ],
        );
        for (case, row) in self.cases.iter().flat_map(|case| case.rows.iter().map(move |row| (case, row))) {
            let of_observed: f64 =
                row.predicted.iter().zip(row.observed.certain()).map(|(p, one)| p * one).sum();
            table.push([
                Cell::text(case.name.clone()),
                Cell::text(row.state.clone()),
                Cell::text(row.group.clone()),
                Cell::text(row.observed.to_string()),
                Cell::text(most_probable(&row.predicted).to_string()),
                Cell::probability(of_observed),
            ]);
        }
        table
    }

    /// One of the tables as comma-separated values; a last column says what the numbers are.
    ///
    /// # Errors
    ///
    /// [`Error::Csv`].
    pub fn csv(&self, table: Table) -> Result<String, Error> {
        let basis = Cell::text("computed under these assumptions; not a forecast");
        table.with_column(Column::words("basis", "basis"), &basis).csv()
    }

    /// All tables as JSON, with every digit.
    ///
    /// # Errors
    ///
    /// [`Error::Json`].
    pub fn json(&self) -> Result<String, Error> {
        let tables = [self.score_table(), self.confusion_table(), self.case_table(), self.row_table()];
        tables_to_json("willing-backtest", Some(WARNING.to_owned()), &tables)
    }

    /// The report for people.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new("Back-test: computed against observed tiers");
        document.notice(WARNING);
        document.heading("Scores");
        document.table(self.score_table());
        document.say(self.verdict());
        if self.cases.len() < 2 {
            document.say(
                "With a single case the base rates are those of the case itself: they know the answer's \
                 frequencies. Give several cases to have each guessed from the others.",
            );
        }
        document.heading("Observed against computed");
        document.table(self.confusion_table());
        document.heading("Cases");
        document.table(self.case_table().spoken());
        document
    }

    fn verdict(&self) -> String {
        let (model, pooled) = (self.score(), self.pooled_guess());
        if model.rows == 0 {
            return "No row is scored: no state carries an observed tier and is marked to be scored."
                .to_owned();
        }
        let relation = if model.brier > pooled.brier { "worse than" } else { "no worse than" };
        format!(
            "The model's Brier score is {relation} that of class frequencies ({} against {}; lower is better).",
            Cell::probability(model.brier).rounded(),
            Cell::probability(pooled.brier).rounded(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(group: &str, observed: Class, predicted: Class) -> ScoredRow {
        ScoredRow { state: "s".into(), group: group.into(), observed, predicted: predicted.certain() }
    }

    fn case(rows: Vec<ScoredRow>) -> ScoredCase {
        ScoredCase { name: "case".into(), remark: String::new(), rows }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "sums of small integers are exact")]
    fn a_hand_made_case_scores_as_by_hand() {
        use Class::{Military, Neutral, Opposed, Political};
        // Four rows, two right. Each wrong certain prediction costs 2 of Brier: (0 + 0 + 2 + 2)/4 = 1.
        // Ranked: neutral for opposed misses by one step, 1/4; political for military by two, 2/4.
        let test = Backtest::new(
            vec![case(vec![
                row("a", Military, Military),
                row("a", Opposed, Opposed),
                row("b", Opposed, Neutral),
                row("b", Military, Political),
            ])],
            PredictionKind::ComputedTier,
        );
        let score = test.score();
        assert_eq!((score.rows, score.accuracy, score.brier, score.ranked), (4, 0.5, 1.0, 0.75 / 4.0));
        // Frequencies of the case itself: one half military, one half opposed, (1/4 + 1/4) each row.
        assert_eq!(test.pooled_guess().brier, 0.5);
        assert_eq!(test.pooled_guess().accuracy, 0.5);
        // Equal probabilities: 16/25 + 4/25.
        assert!((test.equal_guess().brier - 0.8).abs() < 1e-15);
        assert_eq!(confusion(&test.cases).get(&(Opposed, Neutral)), Some(&1));
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "sums of small integers are exact")]
    fn several_cases_are_guessed_from_one_another() {
        use Class::{Military, Opposed};
        let test = Backtest::new(
            vec![
                case(vec![row("a", Military, Military), row("b", Military, Military)]),
                case(vec![row("a", Opposed, Military)]),
            ],
            PredictionKind::ComputedTier,
        );
        // Each case saw the opposite elsewhere: 2 a row. Group b was not seen elsewhere: pooled.
        assert_eq!(test.pooled_guess().brier, 2.0);
        assert_eq!(test.group_guess().brier, 2.0);
        assert_eq!(test.pooled_guess().accuracy, 0.0);
    }

    #[test]
    fn the_highest_applicable_class_counts() {
        let tiers = willing_game::TierSet::with_finance();
        let classes: Vec<(String, Class)> = tiers
            .tiers()
            .map(|tier| (tiers.key(tier).to_owned(), Class::of_point(&tiers.point(tier))))
            .collect();
        let of = |key: &str| classes.iter().find(|(k, _)| k == key).map(|(_, class)| *class);
        for (key, class) in [
            ("C", Class::Military),
            ("W", Class::Military),
            ("A", Class::Material),
            ("OA", Class::Material),
            ("PA", Class::Material),
            ("F", Class::Material),
            ("FA", Class::Material),
            ("P", Class::Political),
            ("B", Class::Neutral),
            ("O", Class::Opposed),
        ] {
            assert_eq!(of(key), Some(class), "{key}");
        }
        assert_eq!(Class::of_observed("assets"), Some(Class::Material));
        assert_eq!(Class::of_observed("ally"), None);
    }
}
