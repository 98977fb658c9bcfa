//! `willing council bargaining`.

use willing::council::Legislature;
use willing::game::Rational;
use willing::report::voting::{Bargaining, CouncilFindings, Finding, VotingAnswer};
use willing::solver::legislature::{ClosedRule, Error};

use super::{indices, input, print};
use crate::exit::{Exit, Failure};
use crate::game::start;
use crate::typed::CouncilBargaining;

pub(super) fn run(typed: &CouncilBargaining) -> Result<Exit, Failure> {
    let (run, _progress) = start(&typed.run, "bargaining")?;
    let named = input::one(&typed.council)?;
    let matter = input::matter(&typed.council.rule);
    let game = named.council.rule().simple_game(&matter).map_err(Failure::of)?;
    let discount = input::number("--discount", &typed.discount)?;
    let recognition: Vec<Rational> = match &typed.recognition {
        Some(text) => {
            const OPTION: &str = "--recognition";
            input::by_member(OPTION, &named.council, text, |number| input::number(OPTION, number))?
        }
        None => vec![Rational::new(1, game.seats()).unwrap_or_default(); game.seats()],
    };
    let legislature = Legislature::new(game, recognition.clone(), discount.clone()).map_err(Failure::of)?;
    let finding = match ClosedRule::new().run(run).solve(&legislature) {
        Ok(equilibrium) => Finding::Bargaining(Bargaining { discount, recognition, equilibrium }),
        Err(Error::Cancelled) => return Err(indices::stopped()),
        Err(error) => Finding::Missing { concept: "bargaining".to_owned(), reason: error.to_string() },
    };
    let is_missing = matches!(finding, Finding::Missing { .. });
    let found =
        CouncilFindings::new(named.name, named.council, matter, vec![finding]).map_err(Failure::of)?;
    let exit = print(&VotingAnswer::new(vec![found]), &typed.output)?;
    Ok(if is_missing { Exit::Undecided } else { exit })
}
