//! `willing game membership`.

use willing::game::Verdict;
use willing::game::tu::Allocation;
use willing::report::game::{Finding, GameAnswer, GameTable, Membership};
use willing::solver::bargaining::BargainingSet;
use willing::solver::core::worst_coalition;
use willing::solver::kernel::{Kernel, Prekernel};

use super::{file, names, print, solve};
use crate::exit::{Exit, Failure};
use crate::typed::GameMembership;

/// The bargaining set is tested for at most this many players: 4ⁿ pairs of coalitions.
const MOST_BARGAINING: usize = 12;

pub(super) fn run(typed: &GameMembership) -> Result<Exit, Failure> {
    let (run, _progress) = solve::start(&typed.run, "testing")?;
    let file = file::read(&typed.input)?;
    let game = file.game();
    file::admit(game.player_count(), typed.input.memory)?;
    let amounts = names::by_player("--allocation", file.players(), &typed.allocation)?;
    let worst = match worst_coalition(game, &amounts, &run).map_err(Failure::of)? {
        Verdict::Exists(worst) => Some(Verdict::Exists(worst)),
        Verdict::Impossible(_) => None,
        Verdict::Undecided(limit) => Some(Verdict::Undecided(limit)),
    };
    let mut membership = Membership {
        allocation: amounts.clone(),
        worst,
        prekernel: None,
        kernel: None,
        bargaining_set: None,
    };
    if let Ok(allocation) = Allocation::new(game, amounts) {
        let prekernel = Prekernel::new().run(run.clone()).contains(game, &allocation).map_err(Failure::of)?;
        let kernel = Kernel::new().run(run.clone()).contains(game, &allocation).map_err(Failure::of)?;
        (membership.prekernel, membership.kernel) = (Some(prekernel), Some(kernel));
        if game.player_count() <= MOST_BARGAINING {
            let set = BargainingSet::new().player_limit(MOST_BARGAINING).run(run);
            membership.bargaining_set = Some(set.contains(game, &allocation).map_err(Failure::of)?);
        }
    }
    let answer =
        GameAnswer::new(file::subject(file, &typed.input)?, vec![Finding::Membership(Box::new(membership))]);
    print(&answer, &typed.page, GameTable::Membership, None)?;
    Ok(if answer.is_undecided() { Exit::Undecided } else { Exit::Answer })
}
