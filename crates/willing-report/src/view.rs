//! An answer with the words to speak about it: names of states, tiers, methods and members.

use std::borrow::Cow;
use std::collections::BTreeMap;

use willing_check::crisis::{CellKey, Course, CrisisAnswer, Modality, StateReport};
use willing_check::price::Parameter;
use willing_council::{Count, Counted, Outcome, Seat};
use willing_game::{ActionSet, Player, Tier, TierSet};
use willing_risk::{Authorization, Treaty};

use crate::{Error, Labels};

/// How keys of the issue (methods, hazards, its own name) are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    /// As they stand in the issue, for programs.
    Exact,
    /// As words, for people: `air_campaign` is "air campaign".
    Spoken,
}

impl Keys {
    pub(crate) fn write(self, key: &str) -> Cow<'_, str> {
        match self {
            Self::Spoken if key.contains('_') => Cow::Owned(key.replace('_', " ")),
            Self::Spoken | Self::Exact => Cow::Borrowed(key),
        }
    }
}

/// An answer and its labels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub(crate) answer: &'a CrisisAnswer,
    pub(crate) labels: &'a Labels,
    keys: Keys,
}

impl<'a> View<'a> {
    /// For programs: keys as they stand in the issue.
    pub(crate) const fn exact(answer: &'a CrisisAnswer, labels: &'a Labels) -> Self {
        Self { answer, labels, keys: Keys::Exact }
    }

    /// The same for people.
    pub(crate) const fn spoken(self) -> Self {
        Self { keys: Keys::Spoken, ..self }
    }

    pub(crate) fn title(&self) -> Cow<'a, str> {
        if self.labels.title.is_empty() {
            self.keys.write(&self.answer.crisis.issue.name)
        } else {
            Cow::Borrowed(&self.labels.title)
        }
    }

    /// ", had Leadland acted" where it stays out and what is shown is what would be; else nothing.
    pub(crate) fn had_it_acted(&self) -> String {
        if self.answer.course.acts() { String::new() } else { format!(", had {} acted", self.leader()) }
    }

    pub(crate) fn tiers(&self) -> &'a TierSet {
        &self.answer.crisis.issue.tiers
    }

    /// "willing (W)".
    pub(crate) fn tier(&self, tier: Tier) -> String {
        format!("{} ({})", self.tiers().name(tier), self.tiers().key(tier))
    }

    pub(crate) fn key(&self, tier: Tier) -> &'a str {
        self.tiers().key(tier)
    }

    /// The leader, as people call it.
    pub(crate) fn leader(&self) -> &'a str {
        self.labels.called(&self.answer.crisis.issue.leader)
    }

    pub(crate) fn is_leader(&self, state: &StateReport) -> bool {
        state.name == self.answer.crisis.issue.leader
    }

    /// A state, as people call it.
    pub(crate) fn called(&self, state: &'a StateReport) -> &'a str {
        self.labels.called(&state.name)
    }

    /// The state in this seat, as people call it.
    pub(crate) fn name(&self, player: Player) -> &'a str {
        let state = self.answer.crisis.issue.states.get(player.seat());
        state.map_or("?", |state| self.labels.called(&state.name))
    }

    /// The name of the state in this seat in the issue.
    pub(crate) fn key_name(&self, player: Player) -> &'a str {
        self.answer.crisis.issue.states.get(player.seat()).map_or("?", |state| state.name.as_str())
    }

    pub(crate) fn names(&self, players: &[Player]) -> String {
        players.iter().map(|&player| self.name(player)).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn member(&self, seat: Seat) -> &'a str {
        let council = self.answer.crisis.council.as_ref();
        council.and_then(|council| council.council.name(seat)).map_or("?", |name| self.labels.called(name))
    }

    pub(crate) fn members(&self, seats: &[Seat]) -> String {
        seats.iter().map(|&seat| self.member(seat)).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn method(&self, place: usize) -> Cow<'a, str> {
        let method = self.answer.crisis.issue.methods.get(place);
        method.map_or(Cow::Borrowed("?"), |method| self.keys.write(&method.name))
    }

    /// "invasion, authorized".
    pub(crate) fn cell(&self, key: CellKey) -> String {
        let authorization = match (key.authorization, self.answer.crisis.standing) {
            (Authorization::Unauthorized, _) => "not authorized",
            (Authorization::Authorized, Authorization::Unauthorized) => "authorized",
            (Authorization::Authorized, Authorization::Authorized) => "authorized beforehand",
        };
        format!("{}, {authorization}", self.method(key.method))
    }

    pub(crate) fn course(&self, course: Course) -> String {
        course
            .cell(self.answer.crisis.standing)
            .map_or_else(|| "stays out".to_owned(), |cell| self.cell(cell))
    }

    pub(crate) fn treaty(&self, state: &str) -> String {
        if let Some(label) = self.labels.treaties.get(state) {
            return label.clone();
        }
        let kind = self.answer.crisis.issue.states.iter().find(|other| other.name == state);
        kind.map_or_else(String::new, |state| state.treaty.to_string())
    }

    pub(crate) fn has_treaty(&self, state: &str) -> bool {
        let kind = self.answer.crisis.issue.states.iter().find(|other| other.name == state);
        kind.is_some_and(|state| state.treaty != Treaty::None)
    }

    pub(crate) fn parameter(&self, parameter: Parameter) -> String {
        let hazard = |place: usize| {
            let hazard = self.answer.crisis.issue.hazards.get(place);
            hazard.map_or(Cow::Borrowed("?"), |hazard| self.keys.write(hazard.as_str()))
        };
        match parameter {
            Parameter::HazardProbability { hazard: place } => format!("probability of {}", hazard(place)),
            Parameter::HazardSeverity { hazard: place } => format!("severity of {}", hazard(place)),
            other => other.to_string(),
        }
    }

    /// The state of this name, in the issue or for people, whatever its case.
    pub(crate) fn find(&self, name: &str) -> Result<&'a StateReport, Error> {
        let states = &self.answer.states;
        let exact = states.iter().find(|state| state.name == name);
        let folded = name.to_lowercase();
        let bears = |state: &&StateReport| {
            state.name.to_lowercase() == folded || self.labels.called(&state.name).to_lowercase() == folded
        };
        exact.or_else(|| states.iter().find(bears)).ok_or_else(|| {
            let names = states.iter().flat_map(|state| [state.name.as_str(), self.called(state)]);
            Error::UnknownState { name: name.to_owned(), close: close_names(names, &folded) }
        })
    }

    /// States from the core outwards: by radius, then military share, then credit of name.
    pub(crate) fn core_outwards(&self) -> Vec<&'a StateReport> {
        let mut states: Vec<&StateReport> = self.answer.states.iter().collect();
        states.sort_by(|one, other| {
            let place = |state: &StateReport| state.tier.place();
            (one.radius.total_cmp(&other.radius))
                .then(place(other).cmp(&place(one)))
                .then(other.capability.total_cmp(&one.capability))
                .then(one.player.cmp(&other.player))
        });
        states
    }

    /// States by tier, from the core outwards; only tiers that somebody is in.
    pub(crate) fn circles(&self) -> Vec<(Tier, Vec<&'a StateReport>)> {
        let mut circles: Vec<(Tier, Vec<&StateReport>)> = Vec::new();
        for state in self.core_outwards() {
            match circles.last_mut() {
                Some((tier, states)) if *tier == state.tier => states.push(state),
                _ => circles.push((state.tier, vec![state])),
            }
        }
        circles
    }

    /// States by treaty label, labels in alphabetic order, "none" last.
    pub(crate) fn by_treaty(&self) -> Vec<(String, Vec<&'a StateReport>)> {
        let mut groups: BTreeMap<(bool, String), Vec<&StateReport>> = BTreeMap::new();
        for state in self.core_outwards() {
            if self.is_leader(state) {
                continue;
            }
            let label = self.treaty(&state.name);
            groups.entry((label == "none", label)).or_default().push(state);
        }
        groups.into_iter().map(|((_, label), states)| (label, states)).collect()
    }

    /// The tiers of a state over all outcomes in which anything is done or, if nothing ever is, over all
    /// plays of the tier game that is shown.
    pub(crate) fn possible_tiers(&self, state: &StateReport) -> ActionSet {
        let seat = state.player.seat();
        let robustness = &self.answer.robustness;
        if robustness.acts != Modality::Never {
            return robustness.tiers.get(seat).copied().unwrap_or_default();
        }
        let shown = self.answer.shown.and_then(|place| self.answer.cells.get(place));
        ActionSet::of(shown.iter().flat_map(|cell| &cell.plays).map(|play| play.profile.action(seat)))
    }

    /// Whether the tier of this state is the same in all of these.
    pub(crate) fn is_certain(&self, state: &StateReport) -> bool {
        self.possible_tiers(state).len() <= 1
    }

    pub(crate) fn outcome(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Passed { counts } => format!("passes ({} needed)", all(counts)),
            Outcome::Vetoed { by, counts } => format!("vetoed by {} ({})", self.members(by), yes(counts)),
            Outcome::TechnicalDefeat { counts, vetoes_not_counted } if vetoes_not_counted.is_empty() => {
                format!("technical defeat ({} needed)", all(counts))
            }
            Outcome::TechnicalDefeat { counts, vetoes_not_counted } => {
                format!(
                    "technical defeat ({} needed; {} against)",
                    all(counts),
                    self.members(vetoes_not_counted)
                )
            }
            Outcome::Withdrawn { would_veto, counts, .. } if would_veto.is_empty() => {
                format!("withdrawn: {} votes", all(counts))
            }
            Outcome::Withdrawn { would_veto, counts, has_votes: true } => {
                format!("withdrawn: {} would have vetoed ({})", self.members(would_veto), yes(counts))
            }
            Outcome::Withdrawn { would_veto, counts, has_votes: false } => {
                format!("withdrawn: {} votes, {} against", all(counts), self.members(would_veto))
            }
        }
    }
}

/// What the parts of a rule came to.
fn all(counts: &[Count]) -> String {
    counts.iter().map(Count::to_string).collect::<Vec<_>>().join("; ")
}

/// The same where all that was needed is there.
fn yes(counts: &[Count]) -> String {
    match counts {
        [Count { what: Counted::Yes, weight, .. }] => format!("{weight} yes"),
        counts => all(counts),
    }
}

fn close_names<'a>(names: impl Iterator<Item = &'a str>, folded: &str) -> Vec<String> {
    let mut ranked: Vec<(usize, &str)> = names
        .map(|name| {
            let lower = name.to_lowercase();
            let within = !folded.is_empty() && lower.contains(folded);
            (if within { 0 } else { distance(&lower, folded) }, name)
        })
        .collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked
        .into_iter()
        .filter(|(distance, _)| *distance <= 3)
        .take(3)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// Levenshtein's distance.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.chars().enumerate() {
        let mut next = vec![place + 1];
        for ((diagonal, above), &letter_of_other) in row.iter().zip(row.iter().skip(1)).zip(&other) {
            let left = next.last().copied().unwrap_or(0);
            let change = diagonal + usize::from(letter != letter_of_other);
            next.push(change.min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_words_for_people_only() {
        assert_eq!(Keys::Spoken.write("air_campaign"), "air campaign");
        assert_eq!(Keys::Exact.write("air_campaign"), "air_campaign");
    }
}
