//! Councils as they are named on the command line.

use std::path::Path;

use willing::council::{Council, Matter, Seat, VotingRule};
use willing::game::{Players, Rational};
use willing::scenario::council_file::CouncilFile;

use crate::exit::Failure;
use crate::typed::{Councils, OneCouncil, RuleText};

/// A council and what it is called.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) council: Council,
}

/// The council of a file.
pub(super) fn file(path: &Path) -> Result<Named, Failure> {
    let file = CouncilFile::read(path).map_err(|faults| Failure::all(faults.iter()))?;
    Ok(Named { name: file.name().to_owned(), council: file.council().clone() })
}

/// The council of a rule.
fn rule(text: &str, names: Option<&str>) -> Result<Named, Failure> {
    let rule: VotingRule = text.parse().map_err(|error| Failure::of(format_args!("--rule: {error}")))?;
    let names: Vec<String> = match names {
        Some(names) => names.split(',').map(|name| name.trim().to_owned()).collect(),
        None => (1..=rule.seats()).map(|seat| seat.to_string()).collect(),
    };
    let members = Players::new(names).map_err(|error| Failure::of(format_args!("--names: {error}")))?;
    let council = Council::new(members, [], rule).map_err(Failure::of)?;
    Ok(Named { name: text.to_owned(), council })
}

/// All that are named.
pub(super) fn several(typed: &Councils) -> Result<Vec<Named>, Failure> {
    let mut all: Vec<Named> = typed.councils.iter().map(|path| file(path)).collect::<Result<_, _>>()?;
    if let Some(text) = &typed.rule.rule {
        all.push(rule(text, typed.rule.names.as_deref())?);
    }
    if all.len() > MOST_COUNCILS {
        return Err(Failure::of(format_args!("{} councils: expected at most {MOST_COUNCILS}", all.len())));
    }
    Ok(all)
}

/// More columns of a table have no letter.
pub(super) const MOST_COUNCILS: usize = 26;

/// The one that is named.
pub(super) fn one(typed: &OneCouncil) -> Result<Named, Failure> {
    match (&typed.council, &typed.rule.rule) {
        (Some(path), None) => file(path),
        (None, Some(text)) => rule(text, typed.rule.names.as_deref()),
        _ => Err(Failure::of("expected either a file or --rule")),
    }
}

/// What is voted on.
pub(super) const fn matter(typed: &RuleText) -> Matter {
    if typed.procedural { Matter::Procedural } else { Matter::Substantive }
}

/// The member of this name.
pub(super) fn seat(option: &str, council: &Council, name: &str) -> Result<Seat, Failure> {
    council.seat(name.trim()).map_err(|_| {
        let known = council.members().names().join(", ");
        Failure::of(format_args!("{option}: no member is called {:?}: the members are {known}", name.trim()))
    })
}

/// Something for each member, as in `a=1,b=2`; a name may hold an equals sign.
pub(super) fn by_member<T>(
    option: &str,
    council: &Council,
    text: &str,
    read: impl Fn(&str) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    let mut given: Vec<Option<T>> = (0..council.seats()).map(|_| None).collect();
    for entry in text.split(',') {
        let (name, value) = entry
            .rsplit_once('=')
            .ok_or_else(|| Failure::of(format_args!("{option}: {entry:?}: expected NAME=VALUE")))?;
        let seat = seat(option, council, name)?;
        let value = read(value.trim())?;
        if let Some(place) = given.get_mut(seat.place())
            && place.replace(value).is_some()
        {
            return Err(Failure::of(format_args!("{option}: {:?} is named twice", name.trim())));
        }
    }
    let missing =
        |name: &str| Failure::of(format_args!("{option}: {name:?} is missing: expected one for each member"));
    given
        .into_iter()
        .zip(council.roster())
        .map(|(value, (_, name))| value.ok_or_else(|| missing(name)))
        .collect()
}

/// An exact number.
pub(super) fn number(option: &str, text: &str) -> Result<Rational, Failure> {
    text.trim().parse().map_err(|error| Failure::of(format_args!("{option}: {error}")))
}
