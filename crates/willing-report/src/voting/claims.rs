//! The check of findings, by `willing-check` alone.

use willing_check::deadlock::DeadlockEstimate;
use willing_council::Legislature;
use willing_council::spatial::{Alternatives, Line, Plane};
use willing_game::{Certificate, Verdict};

use super::{Bargaining, CouncilFindings, Finding, FindingViolation, InPlane, OnLine};

/// Verifies what one finding claims about a council.
pub(super) fn check(council: &CouncilFindings, finding: &Finding) -> Result<(), FindingViolation> {
    let game = council.game()?;
    match finding {
        Finding::Power(evidence) => evidence.check(&game)?,
        Finding::Swings(evidence) => evidence.check(&game)?,
        Finding::Floats(evidence) => evidence.check(&game)?,
        Finding::Unions(evidence) => evidence.check(&game)?,
        Finding::Counts(evidence) => evidence.check(&game)?,
        Finding::Coalitions(evidence) => evidence.check(&game)?,
        Finding::Roles(evidence) => evidence.check(&game)?,
        Finding::RollCall(evidence) => {
            evidence.check(&council.council().rule().ternary_game(council.matter())?)?;
        }
        Finding::Abstention(evidence) => {
            evidence.check(&council.council().rule().ternary_game(council.matter())?)?;
        }
        Finding::Desirability(verdict) => either(verdict, &game)?,
        Finding::Proper(verdict) => either(verdict, &game)?,
        Finding::Strong(verdict) => either(verdict, &game)?,
        Finding::Weights(verdict) => either(verdict, &game)?,
        Finding::Nakamura(verdict) => either(verdict, &game)?,
        Finding::OnLine(found) => on_line(found, &Line::new(game, found.ideals.clone(), found.status_quo)?)?,
        Finding::InPlane(found) => {
            in_plane(found, &Plane::new(game, found.ideals.clone(), found.status_quo)?)?;
        }
        Finding::Bargaining(Bargaining { discount, recognition, equilibrium }) => {
            equilibrium.check(&Legislature::new(game, recognition.clone(), discount.clone())?)?;
        }
        Finding::Missing { .. } => {}
    }
    Ok(())
}

/// Whatever was decided.
fn either<G, Y, N, V>(verdict: &Verdict<Y, N>, game: &G) -> Result<(), V>
where
    Y: Certificate<G, Violation = V>,
    N: Certificate<G, Violation = V>,
{
    match verdict {
        Verdict::Exists(evidence) => evidence.check(game),
        Verdict::Impossible(evidence) => evidence.check(game),
        Verdict::Undecided(_) => Ok(()),
    }
}

fn on_line(found: &OnLine, line: &Line) -> Result<(), FindingViolation> {
    either(&found.deadlock, line)?;
    found.winset.check(line)?;
    either(&found.gridlock, line)?;
    found.unanimity.iter().chain(&found.vetoes).try_for_each(|hull| hull.check(line))?;
    found.offer.iter().try_for_each(|offer| offer.check(line))?;
    found.estimate.iter().try_for_each(|one| estimate(one, found.ideals.len()))
}

fn in_plane(found: &InPlane, plane: &Plane) -> Result<(), FindingViolation> {
    either(&found.deadlock, plane)?;
    found.winset.check(plane)?;
    found.unanimity.iter().chain(&found.vetoes).try_for_each(|hull| hull.check(plane))?;
    found.yolk.iter().try_for_each(|yolk| yolk.check(plane))?;
    found.offer.iter().try_for_each(|offer| offer.check(plane))?;
    if let Some((points, uncovered)) = &found.alternatives {
        uncovered.check(&Alternatives::new(plane.clone(), points.clone())?)?;
    }
    found.estimate.iter().try_for_each(|one| estimate(one, found.ideals.len()))
}

/// An estimate proves nothing; but it must be one.
fn estimate(estimate: &DeadlockEstimate, seats: usize) -> Result<(), FindingViolation> {
    let &DeadlockEstimate { deadlocks, samples, ref deviations, .. } = estimate;
    let are_deviations = deviations.iter().all(|deviation| deviation.is_finite() && *deviation >= 0.0);
    if samples == 0 || deadlocks > samples || deviations.len() != seats || !are_deviations {
        return Err(FindingViolation::Estimate { deadlocks, samples });
    }
    Ok(())
}
