//! `willing game solve`.

use willing::report::game::{GameAnswer, GameTable};

use super::concepts::{Asked, Solver};
use super::{exit, file, print};
use crate::exit::{Exit, Failure};
use crate::progress::{Progress, Talk, stop_on_interrupt};
use crate::typed::{ConceptName, GameRun, GameSolve, GameTableName};
use willing::solver::Run;

/// What is computed if nothing is named.
const DEFAULT: [ConceptName; 6] = [
    ConceptName::Core,
    ConceptName::LeastCore,
    ConceptName::Nucleolus,
    ConceptName::Shapley,
    ConceptName::Banzhaf,
    ConceptName::Tau,
];

pub(super) fn run(typed: &GameSolve) -> Result<Exit, Failure> {
    let (run, _progress) = start(&typed.run, "solving")?;
    let game = file::read(&typed.input)?;
    file::admit(game.game().player_count(), typed.input.memory)?;
    let concepts = match typed.concepts.as_slice() {
        // With one player there is no proper coalition, so no least core.
        [] => DEFAULT
            .into_iter()
            .filter(|name| *name != ConceptName::LeastCore || game.game().player_count() > 1)
            .collect(),
        named => named.to_vec(),
    };
    let asked = Asked::new(&concepts, game.players(), game.game().player_count(), &typed.parameters)?;
    let findings = Solver { game: game.game(), floats: typed.input.floats, run: &run }.solve(&asked)?;
    let answer = GameAnswer::new(file::subject(game, &typed.input)?, findings);
    print(&answer, &typed.output.page, table(typed.output.table), typed.output.rows)?;
    Ok(exit(&answer))
}

/// How to run, and what is shown meanwhile.
pub(crate) fn start(typed: &GameRun, what: &str) -> Result<(Run, Progress), Failure> {
    let cancel = stop_on_interrupt()?;
    let progress = Progress::start(Talk::unless_quiet(typed.quiet), what.to_owned());
    let run = Run::new()
        .threads(usize::from(typed.threads.threads))
        .cancel(cancel)
        .progress(progress.step_listener());
    Ok((run, progress))
}

/// What the name of a table means.
pub(super) const fn table(name: GameTableName) -> GameTable {
    match name {
        GameTableName::Amounts => GameTable::Amounts,
        GameTableName::Concepts => GameTable::Concepts,
        GameTableName::Coalitions => GameTable::Coalitions,
    }
}
