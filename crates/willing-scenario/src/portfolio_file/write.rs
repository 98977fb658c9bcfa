//! Portfolios as text: the same portfolio gives the same bytes.

use std::fmt::Write as _;

use willing_risk::Belief;
use willing_risk::sharing::{Attitude, Part, Preference};

use super::{FORMAT, PortfolioFile, keys::INFINITY};
use crate::write::quoted;

impl PortfolioFile {
    /// The canonical file in TOML: read back, it gives an equal portfolio.
    ///
    /// The belief that most players hold stands beside the outcomes, if more than one player holds it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("format = {FORMAT}\nname = {}\n", quoted(&self.name));
        let _ = writeln!(text, "source = {}", quoted(&self.source));
        for (key, value) in [("unit", &self.unit), ("note", &self.note)] {
            if let Some(value) = value {
                let _ = writeln!(text, "{key} = {}", quoted(value));
            }
        }
        let common = self.common();
        if let Some(belief) = common {
            text.push_str("\n[outcomes]\n");
            for (name, probability) in self.outcomes.iter().zip(belief.probabilities()) {
                let _ = writeln!(text, "{} = {probability:?}", key(name));
            }
        } else {
            let names: Vec<String> = self.outcomes.iter().map(|name| quoted(name)).collect();
            let _ = writeln!(text, "outcomes = [{}]", names.join(", "));
        }
        let rows = self.portfolio.players().names().iter().zip(self.portfolio.endowments());
        for ((name, amounts), preference) in rows.zip(self.portfolio.preferences()) {
            let _ = writeln!(text, "\n[players.{}]\namounts = {}", key(name), list(amounts));
            push_preference(&mut text, preference, common);
        }
        text
    }

    /// The belief of most players; none if no two share one, unless there is but one player.
    fn common(&self) -> Option<&Belief> {
        let beliefs: Vec<&Belief> = self
            .portfolio
            .preferences()
            .iter()
            .flat_map(Preference::parts)
            .map(|part| &part.belief)
            .collect();
        let holders = |belief: &Belief| beliefs.iter().filter(|other| **other == belief).count();
        let counted = beliefs.iter().map(|belief| (holders(belief), *belief));
        let most = counted.reduce(|best, next| if next.0 > best.0 { next } else { best });
        most.filter(|(count, _)| *count > 1 || beliefs.len() == 1).map(|(_, belief)| belief)
    }
}

fn push_preference(text: &mut String, preference: &Preference, common: Option<&Belief>) {
    let whole = |part: &&Part| part.weight.total_cmp(&1.0).is_eq();
    if let Some(part) = preference.single().filter(whole) {
        for (key, value) in attitude(part.attitude) {
            let _ = writeln!(text, "{key} = {value}");
        }
        if common != Some(&part.belief) {
            let _ = writeln!(text, "belief = {}", list(part.belief.probabilities()));
        }
        return;
    }
    text.push_str("parts = [\n");
    for part in preference.parts() {
        let mut keys = vec![format!("weight = {:?}", part.weight)];
        keys.extend(attitude(part.attitude).into_iter().map(|(key, value)| format!("{key} = {value}")));
        if common != Some(&part.belief) {
            keys.push(format!("belief = {}", list(part.belief.probabilities())));
        }
        let _ = writeln!(text, "    {{ {} }},", keys.join(", "));
    }
    text.push_str("]\n");
}

fn attitude(attitude: Attitude) -> Vec<(&'static str, String)> {
    let number = |value: f64| if value.is_finite() { format!("{value:?}") } else { quoted(INFINITY) };
    match attitude {
        Attitude::Entropic { tolerance } if tolerance.is_infinite() => {
            vec![("attitude", quoted("neutral"))]
        }
        Attitude::Entropic { tolerance } => {
            vec![("attitude", quoted("entropic")), ("tolerance", number(tolerance))]
        }
        Attitude::MeanVariance { tolerance } => {
            vec![("attitude", quoted("mean-variance")), ("tolerance", number(tolerance))]
        }
        Attitude::Cvar { level } => vec![("attitude", quoted("cvar")), ("level", number(level))],
    }
}

fn list(numbers: &[f64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(|number| format!("{number:?}")).collect();
    format!("[{}]", numbers.join(", "))
}

/// A key, quoted if it must be.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { quoted(name) }
}
