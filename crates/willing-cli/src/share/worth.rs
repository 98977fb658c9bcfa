//! `willing share worth` and `willing share exchange`.

use willing::check::sharing::SharedWorth;
use willing::game::Verdict;
use willing::report::sharing::{self, Finding, ShareAnswer, ShareTable};
use willing::risk::sharing::Portfolio;
use willing::solver::sharing::{Exchange, Worth};

use super::{input, print};
use crate::exit::{Exit, Failure};
use crate::typed::{Gap, ShareExchange, ShareWorth};

pub(super) fn run(typed: &ShareWorth) -> Result<Exit, Failure> {
    let file = input::read(&typed.input)?;
    let found = finding(file.portfolio(), typed.gap)?;
    let answer = ShareAnswer::new(input::subject(&file)?, vec![found]);
    print(&answer, &typed.output, ShareTable::Payoffs)
}

/// What everybody gain by sharing.
pub(super) fn finding(portfolio: &Portfolio, gap: Gap) -> Result<Finding, Failure> {
    let everybody = input::everybody(portfolio);
    let verdict = Worth::new().gap(checked(gap)?).solve(portfolio, &everybody).map_err(Failure::of)?;
    Ok(Finding::Worth(match verdict {
        Verdict::Exists(worth) => Verdict::Exists(worth),
        Verdict::Impossible(apart) => Verdict::Impossible(apart),
        Verdict::Undecided(worth) => Verdict::Undecided(Some(worth).filter(is_finite)),
    }))
}

/// An end that is not finite has no evidence, and JSON no word for it.
fn is_finite(worth: &SharedWorth) -> bool {
    worth.low.is_finite() && worth.high.is_finite()
}

/// A gap that a solver can be asked for.
pub(super) fn checked(gap: Gap) -> Result<f64, Failure> {
    let gap = gap.gap;
    if (0.0..=1.0).contains(&gap) {
        Ok(gap)
    } else {
        Err(Failure::of(format_args!("--gap: {gap}: expected a number in [0, 1]")))
    }
}

pub(super) fn exchange(typed: &ShareExchange) -> Result<Exit, Failure> {
    let file = input::read(&typed.input)?;
    let everybody = input::everybody(file.portfolio());
    let solver = Exchange::new().gap(checked(typed.gap)?);
    let found = match solver.solve(file.portfolio(), &everybody).map_err(Failure::of)? {
        Verdict::Exists(found) => Finding::Exchange(sharing::Exchange::Found(found)),
        Verdict::Impossible(never) => match never {},
        Verdict::Undecided(found) if found.low.is_finite() && found.high.is_finite() => {
            Finding::Exchange(sharing::Exchange::Undecided(found))
        }
        Verdict::Undecided(_) => {
            let reason = "no finite ends were found".to_owned();
            Finding::Missing { concept: "exchange".to_owned(), reason }
        }
    };
    print(&ShareAnswer::new(input::subject(&file)?, vec![found]), &typed.output, ShareTable::Shares)
}
