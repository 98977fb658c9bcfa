//! How a player values payoffs, from the keys that say it.

use willing_risk::sharing::{Attitude, Part, Preference};
use willing_risk::{Belief, Error as RiskError};

use super::by_outcome::Outcomes;
use super::keys::{ATTITUDES, INFINITY};
use crate::document::{Entry, Node, Origin, Sources};
use crate::fault::Problem;
use crate::shape::join;

/// An attitude before it has a belief.
#[derive(Clone, Debug)]
pub(super) enum Valuation {
    One(Attitude),
    /// Weights and levels.
    Spectral(Vec<(f64, f64)>),
}

/// Keys that mean something beside some attitudes only: key, attitudes, what was expected.
const BESIDE: [(&str, &[&str], &str); 3] = [
    ("tolerance", &["entropic", "mean-variance"], "a tolerance beside `entropic` and `mean-variance` only"),
    ("level", &["cvar"], "a level beside `cvar` only"),
    ("levels", &["spectral"], "levels beside `spectral` only"),
];

/// The keys of an attitude, none of which may stand beside `parts`.
const OF_ATTITUDE: [&str; 4] = ["attitude", "tolerance", "level", "levels"];

/// What a table says of an attitude; `Ok(None)` if nothing, `Err` if there are faults.
pub(super) fn valuation(
    written: &Node,
    path: &str,
    sources: &mut Sources,
) -> Result<Option<Valuation>, Faulty> {
    let implied = [("tolerance", "entropic"), ("level", "cvar"), ("levels", "spectral")];
    let said = written.entry("attitude").map(|entry| entry.node.text().map(|word| (entry, word)));
    let kind = match said {
        Some(said) => said,
        None => implied.iter().find_map(|(key, word)| written.entry(key).map(|entry| (entry, *word))),
    };
    let Some((by, word)) = kind else {
        return if said.is_some() { Err(Faulty) } else { Ok(None) };
    };
    if !ATTITUDES.contains(&word) {
        return Err(Faulty);
    }
    check_beside(written, by, word, path, sources)?;
    let needed = |key: &'static str, expected: &str, sources: &mut Sources| {
        let node = written.get(key);
        if node.is_none() {
            let problem = Problem::Missing { expected: format!("{expected} beside `{word}`") };
            sources.fault(by.key_origin, &join(path, key), None, problem);
        }
        // A number out of range the shape has refused already.
        node.filter(|node| !sources.is_faulty(node)).ok_or(Faulty)
    };
    let tolerance = |sources: &mut Sources| {
        let node = needed("tolerance", "a number or \"infinity\"", sources)?;
        if node.text() == Some(INFINITY) { Ok(f64::INFINITY) } else { node.number().ok_or(Faulty) }
    };
    Ok(Some(match word {
        "entropic" => Valuation::One(Attitude::Entropic { tolerance: tolerance(sources)? }),
        "mean-variance" => Valuation::One(Attitude::MeanVariance { tolerance: tolerance(sources)? }),
        "cvar" => {
            let level = needed("level", "a number in [0, 1]", sources)?.number().ok_or(Faulty)?;
            Valuation::One(Attitude::Cvar { level })
        }
        "neutral" => Valuation::One(Attitude::Entropic { tolerance: f64::INFINITY }),
        "spectral" => {
            let levels = needed("levels", "a list of weights and levels", sources)?;
            let level = |node: &Node| Some((node.get("weight")?.number()?, node.get("level")?.number()?));
            Valuation::Spectral(levels.items().iter().map(level).collect::<Option<_>>().ok_or(Faulty)?)
        }
        _ => return Err(Faulty),
    }))
}

/// That there are faults: they have been noted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Faulty;

/// Keys that mean nothing beside this attitude.
fn check_beside(
    written: &Node,
    by: &Entry,
    word: &str,
    path: &str,
    sources: &mut Sources,
) -> Result<(), Faulty> {
    let mut result = Ok(());
    for (key, words, expected) in BESIDE {
        if let Some(entry) = written.entry(key).filter(|_| !words.contains(&word)) {
            let problem = Problem::Contradiction {
                other: join(path, &by.key),
                other_value: sources.excerpt(&by.node).unwrap_or_default(),
                expected,
            };
            sources.fault(entry.key_origin, &join(path, key), None, problem);
            result = Err(Faulty);
        }
    }
    result
}

/// What players have who say nothing themselves.
pub(super) struct Otherwise<'a> {
    pub(super) belief: Option<&'a Belief>,
    pub(super) valuation: Option<&'a Valuation>,
}

/// The preference of a player; none if there are faults.
pub(super) fn preference(
    written: &Entry,
    path: &str,
    outcomes: &Outcomes,
    otherwise: &Otherwise<'_>,
    sources: &mut Sources,
) -> Option<Preference> {
    let node = &written.node;
    let own = own_belief(node, path, outcomes, sources);
    if let Some(parts) = node.entry("parts") {
        let belief = own.ok()?;
        let belief = belief.as_ref().or(otherwise.belief);
        return mixture(node, parts, path, outcomes, belief, sources);
    }
    let valuation = valuation(node, path, sources);
    if let Ok(None) = valuation
        && otherwise.valuation.is_none()
    {
        let expected = "an attitude, here or in `default`".to_owned();
        sources.fault(written.key_origin, &join(path, "attitude"), None, Problem::Missing { expected });
    }
    if let Ok(None) = own
        && otherwise.belief.is_none()
    {
        no_belief(written, path, sources);
    }
    let belief = own.ok()?.or_else(|| otherwise.belief.cloned())?;
    let valuation = valuation.ok()?.or_else(|| otherwise.valuation.cloned())?;
    let preference = match valuation {
        Valuation::One(attitude) => Preference::new(attitude, belief),
        Valuation::Spectral(levels) => Preference::spectral(&levels, &belief),
    };
    let levels = node.entry("levels");
    let path = if levels.is_some() { join(path, "levels") } else { path.to_owned() };
    accepted(preference, levels.unwrap_or(written).key_origin, &path, sources)
}

fn own_belief(
    node: &Node,
    path: &str,
    outcomes: &Outcomes,
    sources: &mut Sources,
) -> Result<Option<Belief>, Faulty> {
    match node.get("belief") {
        Some(own) => outcomes.belief(own, &join(path, "belief"), sources).ok_or(Faulty).map(Some),
        None => Ok(None),
    }
}

fn no_belief(written: &Entry, path: &str, sources: &mut Sources) {
    let expected = "probabilities, here or beside the outcomes".to_owned();
    sources.fault(written.key_origin, &join(path, "belief"), None, Problem::Missing { expected });
}

/// A mixture of the parts in a list.
fn mixture(
    player: &Node,
    written: &Entry,
    path: &str,
    outcomes: &Outcomes,
    common: Option<&Belief>,
    sources: &mut Sources,
) -> Option<Preference> {
    let mut sound = true;
    for entry in OF_ATTITUDE.iter().filter_map(|key| player.entry(key)) {
        let problem = Problem::Contradiction {
            other: join(path, "parts"),
            other_value: "[…]".to_owned(),
            expected: "one of the two",
        };
        sources.fault(entry.key_origin, &join(path, &entry.key), None, problem);
        sound = false;
    }
    let mut parts = Vec::new();
    for (place, node) in written.node.items().iter().enumerate() {
        let path = format!("{}[{place}]", join(path, "parts"));
        match part(node, &path, outcomes, common, sources) {
            Some(part) => parts.push(part),
            None => sound = false,
        }
    }
    if !sound {
        return None;
    }
    accepted(Preference::mixture(parts), written.key_origin, &join(path, "parts"), sources)
}

fn part(
    node: &Node,
    path: &str,
    outcomes: &Outcomes,
    common: Option<&Belief>,
    sources: &mut Sources,
) -> Option<Part> {
    if !node.is_table() {
        return None; // The shape says so already.
    }
    let own = own_belief(node, path, outcomes, sources);
    let said = valuation(node, path, sources);
    let missing = |key, expected: &str, sources: &mut Sources| {
        let problem = Problem::Missing { expected: expected.to_owned() };
        sources.fault(node.origin, &join(path, key), None, problem);
    };
    if let Ok(None) = said {
        missing("attitude", "an attitude of the part", sources);
    }
    if let Ok(None) = own
        && common.is_none()
    {
        missing("belief", "probabilities: of the part, of the player or beside the outcomes", sources);
    }
    let belief = own.ok()?.or_else(|| common.cloned())?;
    let Some(Valuation::One(attitude)) = said.ok()? else { return None };
    Some(Part { weight: node.get("weight")?.number()?, attitude, belief })
}

/// What a preference refuses beyond the shape, said of this place.
pub(super) fn accepted(
    preference: Result<Preference, RiskError>,
    origin: Origin,
    path: &str,
    sources: &mut Sources,
) -> Option<Preference> {
    let problem = match preference {
        Ok(preference) => return Some(preference),
        Err(RiskError::Contradiction { left_value, .. }) => Problem::Sum { what: "weights", sum: left_value },
        Err(error) => Problem::Risk(error),
    };
    sources.fault(origin, path, None, problem);
    None
}
