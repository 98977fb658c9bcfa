//! Institutions as text: the same institution gives the same bytes.

use std::fmt::Write as _;

use willing_council::{Against, Base, Requirement, Seat, Strictly, VotingRule, Weights};

use super::{CouncilFile, FORMAT};
use crate::write::quoted;

/// The longest line that a list is written in.
const LINE: usize = 110;

impl CouncilFile {
    /// The canonical file: read back, it gives an equal institution.
    ///
    /// The rule is written with names, unless it weighs members as no table of weights does or has numbers beyond those of
    /// TOML: then it is the line of text that it displays as.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("format = {FORMAT}\n");
        let mut put = |key: &str, value: &str| {
            let _ = writeln!(text, "{key} = {value}");
        };
        put("name", &quoted(&self.name));
        put("source", &quoted(&self.source));
        if let Some(note) = &self.note {
            put("note", &quoted(note));
        }
        put("members", &list("members = ", self.council.members().names().iter().map(|name| quoted(name))));
        let (permanent, vetoes) = (self.council.permanent(), self.rule().vetoes());
        // The file says nothing of permanent members where they are those with a veto.
        if permanent != vetoes {
            put("permanent", &list("permanent = ", self.names_of(permanent)));
        }
        for table in &self.tables {
            let _ = writeln!(text, "\n[weights.{}]", key(&table.name));
            for (name, weight) in self.council.members().names().iter().zip(table.weights.as_slice()) {
                let _ = writeln!(text, "{} = {weight}", key(name));
            }
        }
        text.push_str("\n[rule]\n");
        match self.rule_with_names() {
            Some(rule) => text.push_str(&rule),
            None => {
                let _ = writeln!(text, "text = {}", quoted(&self.rule().to_string()));
            }
        }
        text
    }

    fn names_of(&self, seats: &[Seat]) -> impl Iterator<Item = String> {
        seats.iter().filter_map(|seat| self.council.name(*seat)).map(quoted).collect::<Vec<_>>().into_iter()
    }

    /// `None` if names can't say it.
    fn rule_with_names(&self) -> Option<String> {
        let rule: &VotingRule = self.rule();
        let mut text = match rule.requirement() {
            Requirement::All(parts) => format!("all = {}\n", self.lines(parts)?),
            Requirement::Any(parts) => format!("any = {}\n", self.lines(parts)?),
            part => self.keys(part)?.iter().fold(String::new(), |mut text, (key, value)| {
                let _ = writeln!(text, "{key} = {value}");
                text
            }),
        };
        if !rule.vetoes().is_empty() {
            let _ = writeln!(text, "vetoes = {}", list("vetoes = ", self.names_of(rule.vetoes())));
        }
        if rule.vetoes_needed() > 1 {
            let _ = writeln!(text, "vetoes_needed = {}", rule.vetoes_needed());
        }
        Some(text)
    }

    /// One part a line.
    fn lines(&self, parts: &[Requirement]) -> Option<String> {
        let mut text = String::from("[\n");
        for part in parts {
            let _ = writeln!(text, "    {},", self.inline(part)?);
        }
        text.push(']');
        Some(text)
    }

    fn inline(&self, requirement: &Requirement) -> Option<String> {
        let all = |parts: &[Requirement]| {
            let parts: Option<Vec<String>> = parts.iter().map(|part| self.inline(part)).collect();
            parts.map(|parts| format!("[{}]", parts.join(", ")))
        };
        let keys = match requirement {
            Requirement::All(parts) => vec![("all", all(parts)?)],
            Requirement::Any(parts) => vec![("any", all(parts)?)],
            part => self.keys(part)?,
        };
        let keys: Vec<String> = keys.into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
        Some(format!("{{ {} }}", keys.join(", ")))
    }

    /// The keys of a part that is not made of others.
    fn keys(&self, requirement: &Requirement) -> Option<Vec<(&'static str, String)>> {
        let whole = |number: u64| i64::try_from(number).ok().map(|number| number.to_string());
        let (mut keys, weights) = match requirement {
            Requirement::Quota(quota) => (vec![("quota", whole(quota.quota())?)], quota.weights()),
            Requirement::Quorum(quorum) => (vec![("quorum", whole(quorum.quota())?)], quorum.weights()),
            Requirement::Minority(minority) => {
                let against = match minority.against() {
                    Against::No => "no",
                    Against::NotYes => "not yes",
                };
                let keys = vec![("minority", whole(minority.least())?), ("against", quoted(against))];
                (keys, minority.weights())
            }
            Requirement::Share(share) => {
                let base = match share.of() {
                    Base::All => "all",
                    Base::Present => "present",
                    Base::Voting => "voting",
                };
                let (numerator, denominator) = share.fraction();
                let fraction = quoted(&format!("{numerator}/{denominator}"));
                let mut keys = vec![("share", fraction), ("of", quoted(base))];
                if share.strictly() == Strictly::MoreThan {
                    keys.push(("more_than", "true".to_owned()));
                }
                (keys, share.weights())
            }
            _ => return None,
        };
        keys.extend(self.weighing(weights)?);
        Some(keys)
    }

    /// How weights are said: nothing if all are 1, else by the first table that has them, else by who has 1 of 0 and 1.
    fn weighing(&self, weights: &Weights) -> Option<Vec<(&'static str, String)>> {
        if weights.are_equal_to_one() {
            return Some(Vec::new());
        }
        if let Some(table) = self.tables.iter().find(|table| table.weights == *weights) {
            return Some(vec![("weights", quoted(&table.name))]);
        }
        let names = self.council.members().names().iter().zip(weights.as_slice());
        let listed: Vec<String> =
            names.filter(|(_, weight)| **weight == 1).map(|(name, _)| quoted(name)).collect();
        let plain = weights.as_slice().iter().all(|weight| *weight <= 1) && !listed.is_empty();
        plain.then(|| vec![("members", format!("[{}]", listed.join(", ")))])
    }
}

/// A key, quoted if it must be.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { quoted(name) }
}

/// A list in one line, or else in as many as it takes.
fn list(before: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    let line = format!("[{}]", items.join(", "));
    if before.len() + line.chars().count() <= LINE {
        return line;
    }
    let mut text = String::from("[");
    let mut used = LINE;
    for item in items {
        let length = item.chars().count() + 2;
        if used + length > LINE {
            text.push_str("\n   ");
            used = 3;
        }
        let _ = write!(text, " {item},");
        used += length;
    }
    text.push_str("\n]");
    text
}
