//! `willing share game`.

use willing::check::sharing::{Incompatible, SharingTable};
use willing::game::tu::TableGame;
use willing::game::{Limit, Verdict};
use willing::report::sharing::{Finding, ShareAnswer, ShareReport};
use willing::risk::sharing::Portfolio;
use willing::scenario::game_file::GameFile;
use willing::solver::Run;
use willing::solver::sharing::AllWorths;

use super::{input, worth};
use crate::exit::{Exit, Failure};
use crate::game::{file, start};
use crate::output;
use crate::typed::{Gap, ShareGame};

pub(super) fn run(typed: &ShareGame) -> Result<Exit, Failure> {
    let (run, progress) = start(&typed.run, "sharing risk")?;
    let portfolio = input::read(&typed.input)?;
    let verdict = worths(portfolio.portfolio(), typed.gap, &run)?;
    drop(progress);
    match verdict {
        Verdict::Exists(table) => {
            let game = TableGame::from_floats(table.worths()).map_err(Failure::of)?;
            let players = portfolio.portfolio().players().clone();
            let game =
                GameFile::new(Some(portfolio.name().to_owned()), players, game).map_err(Failure::of)?;
            file::write(&game, &typed.file)?;
            Ok(Exit::Answer)
        }
        Verdict::Impossible(apart) => {
            // There is no game to write: why not is all there is to say.
            let found = Finding::Worths(Verdict::Impossible(apart));
            let answer = ShareAnswer::new(input::subject(&portfolio)?, vec![found]);
            output::talk(ShareReport::new(&answer).document().text(WIDTH).trim_end());
            Ok(Exit::NoAnswer)
        }
        Verdict::Undecided(reason) => {
            output::talk(&format!("the worths are undecided: {reason}"));
            Ok(Exit::Undecided)
        }
    }
}

/// The width of what is said on stderr.
const WIDTH: usize = 100;

/// The worths of all coalitions, or why they are undecided.
pub(super) fn worths(
    portfolio: &Portfolio,
    gap: Gap,
    run: &Run,
) -> Result<Verdict<SharingTable, Incompatible, String>, Failure> {
    let solver = AllWorths::new().gap(worth::checked(gap)?).run(run.clone());
    Ok(match solver.solve(portfolio).map_err(Failure::of)? {
        Verdict::Exists(table) => Verdict::Exists(table),
        Verdict::Impossible(apart) => Verdict::Impossible(apart),
        Verdict::Undecided(Some(worth)) => {
            let names = worth.members.iter().filter_map(|player| portfolio.players().name(*player));
            let members = names.collect::<Vec<_>>().join(" + ");
            let gap = worth.gap();
            Verdict::Undecided(format!(
                "the ends of {members} stayed {gap:.1e} apart; a wider --gap admits more"
            ))
        }
        Verdict::Undecided(None) => Verdict::Undecided(Limit::Cancelled.to_string()),
    })
}
