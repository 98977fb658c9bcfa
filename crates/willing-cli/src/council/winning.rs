//! `willing council winning`.

use willing::check::simple::{CoalitionKind, ListedCoalitions};
use willing::report::voting::{CouncilFindings, Finding, VotingAnswer};
use willing::solver::simple::{MinimalWinning, minimal_blocking};

use super::{input, print};
use crate::exit::{Exit, Failure};
use crate::typed::{CoalitionName, Winning};

pub(super) fn run(typed: &Winning) -> Result<Exit, Failure> {
    let named = input::one(&typed.council)?;
    let matter = input::matter(&typed.council.rule);
    let game = named.council.rule().simple_game(&matter).map_err(Failure::of)?;
    let (kind, mut all) = match typed.kind {
        CoalitionName::MinimalWinning => (CoalitionKind::MinimalWinning, MinimalWinning::new(&game)),
        CoalitionName::MinimalBlocking => (CoalitionKind::MinimalBlocking, minimal_blocking(&game)),
    };
    let coalitions: Vec<_> = all.by_ref().take(typed.most).collect();
    let complete = all.next().is_none();
    let findings = vec![Finding::Coalitions(ListedCoalitions { kind, coalitions, complete })];
    let found = CouncilFindings::new(named.name, named.council, matter, findings).map_err(Failure::of)?;
    print(&VotingAnswer::new(vec![found]), &typed.output)
}
