//! `willing game voting`: power and nucleolus by kinds of voters.

use willing::check::nucleolus::Concept as Relative;
use willing::check::values::{Concept, Value};
use willing::game::Rational;
use willing::game::tu::structured::WeightedVoting;
use willing::game::tu::typed::TypedGame;
use willing::game::tu::{Amounts, TableGame};
use willing::report::game::{Finding, GameAnswer, Subject};
use willing::solver::Run;
use willing::solver::nucleolus::Nucleolus;
use willing::solver::structured::typed::{banzhaf_value, shapley_value};

use super::concepts::{Asked, Solver, key};
use super::{exit, file, names, print, solve};
use crate::exit::{Exit, Failure};
use crate::typed::{ConceptName, Parameters, Voting};

/// The most voters whose table is made for concepts that need one; as many as `check` takes.
const MOST_TABULATED: usize = 20;

pub(super) fn run(typed: &Voting) -> Result<Exit, Failure> {
    let (run, _progress) = solve::start(&typed.run, "solving")?;
    let (players, game) = names::votes(&typed.votes)?;
    let types = TypedGame::from_voting(&game).map_err(Failure::of)?;
    let mut findings: Vec<Finding> = Vec::with_capacity(typed.concepts.len());
    let mut table = None;
    for &name in &typed.concepts {
        if let Some(finding) = by_types(name, &types, &run)? {
            findings.push(finding);
            continue;
        }
        let tabulated = match table.take() {
            Some(tabulated) => tabulated,
            None => tabulate(name, &game, typed)?,
        };
        // Votes have neither unions nor links; concepts that take them say which option they lack.
        let parameters = Parameters::none();
        let asked = Asked::new(&[name], &players, players.len(), &parameters)?;
        findings.extend(Solver { game: &tabulated, floats: false, run: &run }.solve(&asked)?);
        table = Some(tabulated);
    }
    let subject = Subject::of_voting(typed.votes.name.clone(), players, game).map_err(Failure::of)?;
    let answer = GameAnswer::new(subject, findings);
    print(&answer, &typed.output.page, solve::table(typed.output.table), typed.output.rows)?;
    Ok(exit(&answer))
}

fn tabulate(name: ConceptName, game: &WeightedVoting, typed: &Voting) -> Result<TableGame, Failure> {
    let players = game.weights().len();
    if players > MOST_TABULATED {
        return Err(Failure::of(format_args!(
            "{}: {players} voters: this takes a table, which is made for at most {MOST_TABULATED}",
            key(name)
        )));
    }
    file::admit(players, typed.memory)?;
    TableGame::tabulate_exact(game).map_err(Failure::of)
}

/// What kinds of voters are enough for.
fn by_types(name: ConceptName, game: &TypedGame, run: &Run) -> Result<Option<Finding>, Failure> {
    let value = |concept, amounts| Some(Finding::Value(Value { concept, amounts: Amounts::Exact(amounts) }));
    let relative = match name {
        ConceptName::Shapley => return Ok(value(Concept::Shapley, shapley_value(game))),
        ConceptName::Banzhaf => return Ok(value(Concept::Banzhaf, banzhaf_value(game))),
        ConceptName::BanzhafNormalized => {
            let values = banzhaf_value(game);
            let sum: Rational = values.iter().sum();
            let shares = values.iter().map(|value| value.over(&sum).unwrap_or_default()).collect();
            return Ok(value(Concept::NormalizedBanzhaf, shares));
        }
        ConceptName::Nucleolus => Relative::Nucleolus,
        ConceptName::Prenucleolus => Relative::Prenucleolus,
        ConceptName::PerCapitaNucleolus => Relative::PerCapitaNucleolus,
        ConceptName::PerCapitaPrenucleolus => Relative::PerCapitaPrenucleolus,
        _ => return Ok(None),
    };
    let verdict = Nucleolus::of(relative).run(run.clone()).solve_typed(game).map_err(Failure::of)?;
    Ok(Some(Finding::TypedNucleolus { concept: relative, verdict }))
}
