//! `willing council what-if`.

use willing::council::{Council, Error, Seat};
use willing::report::voting::{CouncilFindings, Finding, VotingAnswer};

use super::input::{self, Named};
use super::{indices, print, structure};
use crate::exit::{Exit, Failure};
use crate::game::start;
use crate::typed::{Reform, WhatIf};

pub(super) fn run(typed: &WhatIf) -> Result<Exit, Failure> {
    let (run, _progress) = start(&typed.run, "comparing councils")?;
    let now = input::one(&typed.council)?;
    let mut councils = Vec::new();
    if let Some(reformed) = reformed(&now, &typed.reform)? {
        councils.push(reformed);
    }
    for path in &typed.beside {
        councils.push(input::file(path)?);
    }
    if councils.is_empty() {
        return Err(Failure::of("nothing to compare: expected a reform, as --quota or --drop, or --beside"));
    }
    councils.insert(0, now);
    if councils.len() > input::MOST_COUNCILS {
        let (got, most) = (councils.len(), input::MOST_COUNCILS);
        return Err(Failure::of(format_args!("{got} councils: expected at most {most}")));
    }
    let matter = input::matter(&typed.council.rule);
    let mut found = Vec::new();
    for Named { name, council } in councils {
        let mut findings: Vec<Finding> = indices::power(&council, &matter, &typed.power, &run)?;
        let game = council.rule().simple_game(&matter).map_err(Failure::of)?;
        findings.extend(structure::findings(&game, &run));
        found.push(CouncilFindings::new(name, council, matter.clone(), findings).map_err(Failure::of)?);
    }
    print(&VotingAnswer::new(found), &typed.output)
}

/// The council after the reform, called by what changes; none if nothing does.
fn reformed(now: &Named, reform: &Reform) -> Result<Option<Named>, Failure> {
    let mut council = now.council.clone();
    let mut changes = Vec::new();
    let mut change = |what: String| changes.push(what);
    if let Some(names) = &reform.drop {
        for name in names.split(',') {
            let seat = input::seat("--drop", &council, name)?;
            council = council.without_member(seat).map_err(|error| fault("--drop", &error))?;
            change(format!("without {}", name.trim()));
        }
    }
    for (option, list, is_permanent) in
        [("--add", &reform.add, false), ("--add-permanent", &reform.add_permanent, true)]
    {
        for entry in list.iter().flat_map(|list| list.split(',')) {
            let (name, weight) = member(option, entry)?;
            council =
                council.with_member(name, weight, is_permanent).map_err(|error| fault(option, &error))?;
            change(format!("with {name}{}", if is_permanent { ", permanent" } else { "" }));
        }
    }
    if let Some(quota) = reform.quota {
        let rule = council.rule().with_quota(quota).map_err(|error| fault("--quota", &error))?;
        council = council.with_rule(rule).map_err(Failure::of)?;
        change(format!("quota {quota}"));
    }
    if let Some(names) = &reform.remove_vetoes {
        council = without_vetoes(council, names)?;
        change(if names.is_empty() { "no vetoes".to_owned() } else { format!("no veto for {names}") });
    }
    if let Some(needed) = reform.vetoes_needed {
        let rule = council.rule().clone().with_vetoes_needed(needed);
        let rule = rule.map_err(|error| fault("--vetoes-needed", &error))?;
        council = council.with_rule(rule).map_err(Failure::of)?;
        change(format!("{needed} vetoes needed"));
    }
    let name = format!("{}: {}", now.name, changes.join(", "));
    Ok((!changes.is_empty()).then_some(Named { name, council }))
}

/// As many vetoes as before stop a draft, or all that are left.
fn without_vetoes(council: Council, names: &str) -> Result<Council, Failure> {
    const OPTION: &str = "--remove-vetoes";
    let mut left: Vec<Seat> = council.rule().vetoes().to_vec();
    if names.is_empty() {
        left.clear();
    }
    for name in names.split(',').filter(|name| !name.is_empty()) {
        let seat = input::seat(OPTION, &council, name)?;
        let before = left.len();
        left.retain(|veto| *veto != seat);
        if left.len() == before {
            return Err(Failure::of(format_args!("{OPTION}: {:?} has no veto", name.trim())));
        }
    }
    let needed = council.rule().vetoes_needed().min(left.len());
    let rule = council.rule().clone().with_vetoes(left).map_err(Failure::of)?;
    let rule = if needed > 1 { rule.with_vetoes_needed(needed).map_err(Failure::of)? } else { rule };
    council.with_rule(rule).map_err(Failure::of)
}

/// A member who joins: `name` or `name=weight`.
fn member<'a>(option: &str, entry: &'a str) -> Result<(&'a str, u64), Failure> {
    let Some((name, weight)) = entry.rsplit_once('=') else { return Ok((entry.trim(), 1)) };
    let weight = weight.trim().parse().map_err(|_| {
        Failure::of(format_args!("{option}: {:?}: expected a whole number of at least 0", weight.trim()))
    })?;
    Ok((name.trim(), weight))
}

fn fault(option: &str, error: &Error) -> Failure {
    Failure::of(format_args!("{option}: {error}"))
}
