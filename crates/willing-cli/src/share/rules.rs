//! `willing share rules`.

use willing::game::{Players, Rational};
use willing::report::sharing::{Finding, RuleWorth, ShareAnswer, ShareTable};
use willing::risk::Belief;
use willing::risk::sharing::{Attitude, Portfolio, Preference, Rule};

use super::{input, print, worth};
use crate::exit::{Exit, Failure};
use crate::game::names;
use crate::typed::ShareRules;

pub(super) fn run(typed: &ShareRules) -> Result<Exit, Failure> {
    let file = input::read(&typed.input)?;
    let portfolio = file.portfolio();
    let members = input::everybody(portfolio);
    let mut worths = Vec::new();
    for (option, rule) in rules(portfolio, typed)? {
        let fault = |error| Failure::of(format_args!("{option}{error}"));
        let rows = portfolio.shared_by(&rule, &members).map_err(fault)?;
        let worth = portfolio.value_of(&rows, &members).map_err(Failure::of)?;
        worths.push(RuleWorth { rule, worth });
    }
    let findings = vec![worth::finding(portfolio, typed.gap)?, Finding::Rules(worths)];
    print(&ShareAnswer::new(input::subject(&file)?, findings), &typed.output, ShareTable::Rules)
}

/// Those that every portfolio has, those that its preferences suggest, and those that were typed, with their option.
fn rules(portfolio: &Portfolio, typed: &ShareRules) -> Result<Vec<(&'static str, Rule)>, Failure> {
    let mut rules = vec![("", Rule::Alone), ("", Rule::Equal)];
    let tolerances: Option<Vec<f64>> = portfolio.preferences().iter().map(tolerance).collect();
    rules.extend(tolerances.map(|weights| ("", Rule::Proportional { weights })));
    rules.extend(common(portfolio).map(|belief| ("", Rule::ConditionalMean { belief: belief.clone() })));
    let players = portfolio.players();
    if let Some(text) = &typed.weights {
        rules.push(("--weights: ", Rule::Proportional { weights: numbers("--weights", players, text)? }));
    }
    if let Some(text) = &typed.shares {
        rules.push(("--shares: ", Rule::Fixed { shares: numbers("--shares", players, text)? }));
    }
    Ok(rules)
}

fn numbers(option: &str, players: &Players, text: &str) -> Result<Vec<f64>, Failure> {
    Ok(names::by_player(option, players, text)?.iter().map(Rational::to_f64).collect())
}

/// τ where it is finite.
fn tolerance(preference: &Preference) -> Option<f64> {
    match preference.single()?.attitude {
        Attitude::Entropic { tolerance } | Attitude::MeanVariance { tolerance } if tolerance.is_finite() => {
            Some(tolerance)
        }
        _ => None,
    }
}

/// The belief that all share, if they do.
fn common(portfolio: &Portfolio) -> Option<&Belief> {
    let mut beliefs = portfolio.preferences().iter().flat_map(Preference::parts).map(|part| &part.belief);
    let first = beliefs.next()?;
    beliefs.all(|belief| belief == first).then_some(first)
}
