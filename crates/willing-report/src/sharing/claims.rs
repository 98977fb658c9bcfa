//! The check of findings, by `willing-check` alone.

use willing_game::{Certificate, Player, Verdict};

use super::{Finding, FindingViolation, Subject, Views};

/// Verifies what one finding of an answer claims.
pub(super) fn check(
    subject: &Subject,
    _findings: &[Finding],
    finding: &Finding,
) -> Result<(), FindingViolation> {
    let portfolio = subject.portfolio();
    match finding {
        Finding::Worth(Verdict::Exists(worth)) => {
            about_everybody(subject, &worth.members)?;
            Ok(worth.check(portfolio)?)
        }
        Finding::Worth(Verdict::Impossible(apart)) => {
            about_everybody(subject, &apart.members)?;
            Ok(apart.check(portfolio)?)
        }
        Finding::Worth(Verdict::Undecided(Some(worth))) => {
            about_everybody(subject, &worth.members)?;
            Ok(worth.check(portfolio)?)
        }
        Finding::Worths(Verdict::Exists(table)) => Ok(table.check(portfolio)?),
        Finding::Worths(Verdict::Impossible(apart)) => Ok(apart.check(portfolio)?),
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

fn about_everybody(subject: &Subject, members: &[Player]) -> Result<(), FindingViolation> {
    if subject.everybody().eq(members.iter().copied()) { Ok(()) } else { Err(FindingViolation::OtherMembers) }
}
