//! `willing council structure`.

use willing::council::SimpleGame;
use willing::game::{Limit, Verdict};
use willing::report::voting::{CouncilFindings, Finding, VotingAnswer};
use willing::solver::Run;
use willing::solver::simple::{
    CountCoalitions, Desirability, NakamuraNumber, Properness, Roles, SearchEnded, Strength, Weightedness,
};

use super::{input, print};
use crate::exit::{Exit, Failure};
use crate::game::start;
use crate::typed::Structure;

pub(super) fn run(typed: &Structure) -> Result<Exit, Failure> {
    let (run, _progress) = start(&typed.run, "looking at coalitions")?;
    let matter = input::matter(&typed.councils.rule);
    let mut found = Vec::new();
    for named in input::several(&typed.councils)? {
        let game = named.council.rule().simple_game(&matter).map_err(Failure::of)?;
        let findings = findings(&game, &run);
        found.push(
            CouncilFindings::new(named.name, named.council, matter.clone(), findings).map_err(Failure::of)?,
        );
    }
    print(&VotingAnswer::new(found), &typed.output)
}

/// All there is to say of a rule without weights of members' wishes.
pub(super) fn findings(game: &SimpleGame, run: &Run) -> Vec<Finding> {
    let ended = |concept: &str, SearchEnded(limit): SearchEnded| Finding::Missing {
        concept: concept.to_owned(),
        reason: limit.to_string(),
    };
    let nakamura: Verdict<_, _, Limit> = match NakamuraNumber::new().run(run.clone()).solve(game) {
        Verdict::Exists(family) => Verdict::Exists(family),
        Verdict::Impossible(reason) => Verdict::Impossible(reason),
        Verdict::Undecided(bounds) => Verdict::Undecided(bounds.limit),
    };
    vec![
        CountCoalitions::new()
            .run(run.clone())
            .solve(game)
            .map_or_else(|limit| ended("counts of coalitions", limit), Finding::Counts),
        Roles::new().run(run.clone()).solve(game).map_or_else(|limit| ended("roles", limit), Finding::Roles),
        Finding::Proper(Properness::new().run(run.clone()).solve(game)),
        Finding::Strong(Strength::new().run(run.clone()).solve(game)),
        Finding::Desirability(Desirability::new().run(run.clone()).solve(game)),
        Finding::Weights(Weightedness::new().run(run.clone()).solve(game)),
        Finding::Nakamura(nakamura),
    ]
}
