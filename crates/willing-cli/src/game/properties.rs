//! `willing game properties`.

use willing::check::properties::Property;
use willing::game::{Limit, Verdict};
use willing::report::game::{Finding, GameAnswer, GameTable};
use willing::solver::core::Core;
use willing::solver::properties::{Error, PropertyTest, player_kinds};

use super::{file, print, solve};
use crate::exit::{Exit, Failure};
use crate::typed::GameProperties;

/// In the order in which they are printed.
const ALL: [Property; 9] = [
    Property::Superadditive,
    Property::Convex,
    Property::Monotone,
    Property::ZeroMonotone,
    Property::Additive,
    Property::Essential,
    Property::Simple,
    Property::ConstantSum,
    Property::Symmetric,
];

pub(super) fn run(typed: &GameProperties) -> Result<Exit, Failure> {
    let (run, _progress) = solve::start(&typed.run, "testing")?;
    let file = file::read(&typed.input)?;
    let game = file.game();
    file::admit(game.player_count(), typed.input.memory)?;
    let mut findings = Vec::with_capacity(ALL.len() + 2);
    for property in ALL {
        let verdict = match PropertyTest::of(property).run(run.clone()).solve(game) {
            // Too many pairs of coalitions: not tested rather than all refused.
            Err(Error::PlayerLimit { .. }) => Verdict::Undecided(Limit::Evaluations),
            other => other.map_err(Failure::of)?,
        };
        findings.push(Finding::Property { property, verdict });
    }
    findings.push(Finding::Core(Core::new().run(run.clone()).solve(game).map_err(Failure::of)?));
    findings.push(Finding::Kinds(player_kinds(game).map_err(Failure::of)?));
    let answer = GameAnswer::new(file::subject(file, &typed.input)?, findings);
    print(&answer, &typed.page, GameTable::Properties, None)?;
    Ok(if answer.is_undecided() { Exit::Undecided } else { Exit::Answer })
}
