//! The check of findings, by `willing-check` alone.

use willing_check::sharing::{Assessed, SharedWorth};
use willing_game::tu::{Amounts, TableGame};
use willing_game::{Certificate, Player, Rational, Verdict};

use super::{Allocation, Basis, Finding, FindingViolation, RuleWorth, Subject, Views, prices};
use crate::game::claims::Claims;
use crate::game::{self, EvidenceViolation};

/// Verifies what one finding of an answer claims.
pub(super) fn check(
    subject: &Subject,
    findings: &[Finding],
    finding: &Finding,
) -> Result<(), FindingViolation> {
    let portfolio = subject.portfolio();
    match finding {
        Finding::Worth(Verdict::Exists(worth) | Verdict::Undecided(Some(worth))) => {
            about_everybody(subject, &worth.members)?;
            Ok(worth.check(portfolio)?)
        }
        Finding::Worth(Verdict::Impossible(apart)) => {
            about_everybody(subject, &apart.members)?;
            Ok(apart.check(portfolio)?)
        }
        Finding::Worths(Verdict::Exists(table)) => Ok(table.check(portfolio)?),
        Finding::Worths(Verdict::Impossible(apart)) => Ok(apart.check(portfolio)?),
        Finding::Allocation(allocation) => about_worths(subject, findings, allocation),
        Finding::Rules(rules) => rules.iter().try_for_each(|rule| worth_of_rule(subject, rule)),
        Finding::Exchange(exchange) => {
            about_everybody(subject, &exchange.found().members)?;
            Ok(exchange.found().check(portfolio)?)
        }
        Finding::Views(views) => {
            let same = Views::of(portfolio)?.agrees_with(views);
            if same { Ok(()) } else { Err(FindingViolation::Differs { what: "views" }) }
        }
        // Nothing is claimed.
        Finding::Missing { .. }
        | Finding::Worth(Verdict::Undecided(None))
        | Finding::Worths(Verdict::Undecided(_)) => Ok(()),
    }
}

/// The standing among the worths of the answer, and where the allocation comes from.
fn about_worths(
    subject: &Subject,
    findings: &[Finding],
    allocation: &Allocation,
) -> Result<(), FindingViolation> {
    let Assessed { amounts, .. } = &allocation.assessed;
    let table = findings.iter().find_map(|finding| match finding {
        Finding::Worths(Verdict::Exists(table)) => Some(table),
        _ => None,
    });
    let table = table.ok_or(FindingViolation::NoWorths)?;
    let differs = |differs: bool| {
        if differs { Err(FindingViolation::Differs { what: "amounts" }) } else { Ok(()) }
    };
    match &allocation.basis {
        Basis::Equilibrium => {
            differs(!all_close(&prices::amounts(subject.portfolio(), whole(findings)?), amounts))?;
        }
        Basis::Euler => {
            let gradient = whole(findings)?.gradient(subject.portfolio())?;
            let middles: Vec<f64> = gradient.iter().map(|price| price.midpoint()).collect();
            differs(!all_close(&middles, amounts))?;
        }
        Basis::Concept(finding) => {
            let game = TableGame::from_floats(table.worths()).map_err(EvidenceViolation::from)?;
            let players = subject.portfolio().players().clone();
            let game = game::Subject::of_table(None, players, game).map_err(EvidenceViolation::from)?;
            Claims::about(&game).check(finding)?;
            let found = finding.amounts().ok_or(FindingViolation::OtherConcept)?;
            differs(!all_close(&floats(&found), amounts))?;
        }
        Basis::AumannShapley | Basis::Given => {}
    }
    Ok(allocation.assessed.check(table)?)
}

/// The worth of everybody in the same answer.
fn whole(findings: &[Finding]) -> Result<&SharedWorth, FindingViolation> {
    let worth = findings.iter().find_map(|finding| match finding {
        Finding::Worth(Verdict::Exists(worth)) => Some(worth),
        _ => None,
    });
    worth.ok_or(FindingViolation::NoWorths)
}

/// The amounts of a concept, as floats.
fn floats(amounts: &Amounts) -> Vec<f64> {
    match amounts {
        Amounts::Exact(list) => list.iter().map(Rational::to_f64).collect(),
        Amounts::Float { values, .. } => values.clone(),
    }
}

/// What a rule is worth follows from the portfolio, but for rounding.
fn worth_of_rule(subject: &Subject, stated: &RuleWorth) -> Result<(), FindingViolation> {
    let members: Vec<Player> = subject.everybody().collect();
    let rows = subject.portfolio().shared_by(&stated.rule, &members)?;
    let worth = subject.portfolio().value_of(&rows, &members)?;
    if all_close(&[worth], &[stated.worth]) {
        Ok(())
    } else {
        Err(FindingViolation::Differs { what: "worths of rules" })
    }
}

/// Whether lists are the same within 1e-9 of their greatest number. Written so that NaN differs.
fn all_close(one: &[f64], other: &[f64]) -> bool {
    let greatest = one.iter().chain(other).fold(0.0, |most: f64, value| most.max(value.abs()));
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| (one - other).abs() <= 1e-9 * greatest)
}

fn about_everybody(subject: &Subject, members: &[Player]) -> Result<(), FindingViolation> {
    if subject.everybody().eq(members.iter().copied()) { Ok(()) } else { Err(FindingViolation::OtherMembers) }
}
