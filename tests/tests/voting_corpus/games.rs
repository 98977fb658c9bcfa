//! Simple games beside their power indices: who can block, who never matters, how many coalitions win.

use willing::check::simple::Role;
use willing::council::{Seat, SimpleGame};
use willing::game::{Certificate, Verdict};
use willing::solver::simple::{CountCoalitions, MinimalWinning, NakamuraNumber, Roles};
use willing_testkit::corpus::voting::{Case, Nakamura};

use crate::comparison::{Comparison, said};

/// The keys that are compared here; the power indices are compared elsewhere.
pub(crate) const KEYS: [&str; 6] = [
    "winning_coalitions",
    "minimal_winning_coalitions",
    "holler_pgi_counts",
    "veto_players",
    "null_players",
    "nakamura",
];

/// More minimal winning coalitions are not listed, only counted.
const MOST_LISTED: u64 = 1_000_000;

/// How many answers the case states, all of them found.
pub(crate) fn judge(case: &Case) -> Result<usize, String> {
    let game = case.game().map_err(said)?;
    let mut comparison = Comparison::of(&case.id);

    let counts = CountCoalitions::new().solve(&game).map_err(said)?;
    comparison.holds("the counts", counts.check(&game));
    comparison.same("winning coalitions", case.winning_coalitions.as_ref(), &counts.winning);
    let minimal = case.minimal_winning_coalitions.as_ref();
    comparison.same("minimal winning coalitions", minimal, &counts.minimal_winning);
    if counts.minimal_winning <= MOST_LISTED.into() {
        listed(case, &game, &mut comparison);
    }

    let roles = Roles::new().solve(&game).map_err(said)?;
    comparison.holds("the roles", roles.check(&game));
    let which = |has: fn(&Role) -> bool| {
        let seats = roles.seats.iter().zip(&case.names).filter(move |(role, _)| has(role));
        sorted(seats.map(|(_, name)| name.clone()).collect())
    };
    comparison.same("vetoes", case.veto_players.clone().map(sorted).as_ref(), &which(Role::has_veto));
    comparison.same("dummies", case.null_players.clone().map(sorted).as_ref(), &which(Role::is_dummy));

    let number = match NakamuraNumber::new().solve(&game) {
        Verdict::Exists(family) => {
            comparison.holds("the Nakamura number", family.check(&game));
            Nakamura::Finite(family.number() as u64)
        }
        Verdict::Impossible(meet) => {
            comparison.holds("the Nakamura number", meet.check(&game));
            Nakamura::Infinite
        }
        Verdict::Undecided(bounds) => return Err(format!("{}: {bounds:?}", case.id)),
    };
    comparison.same("Nakamura number", case.nakamura.as_ref(), &number);
    comparison.verdict()
}

/// Lists the minimal winning coalitions, and counts in how many each seat is.
fn listed(case: &Case, game: &SimpleGame, comparison: &mut Comparison) {
    let (mut count, mut memberships) = (0_u64, vec![0_u64; game.seats()]);
    for coalition in MinimalWinning::new(game) {
        count += 1;
        let is_minimal = is_minimal(game, &coalition);
        let minimal = if is_minimal { Ok(()) } else { Err(format!("{coalition:?}")) };
        comparison.holds("what is no minimal winning coalition", minimal);
        for seat in &coalition {
            memberships[seat.place()] += 1;
        }
    }
    let stated = case.minimal_winning_coalitions.as_ref();
    comparison.same("listed coalitions", stated, &count.into());
    let memberships = memberships.into_iter().map(Into::into).collect();
    comparison.same("memberships", case.holler_pgi_counts.as_ref(), &memberships);
}

fn is_minimal(game: &SimpleGame, coalition: &[Seat]) -> bool {
    let mut contained = vec![false; game.seats()];
    for seat in coalition {
        contained[seat.place()] = true;
    }
    game.wins(|place| contained[place])
        && coalition.iter().all(|seat| !game.wins(|place| place != seat.place() && contained[place]))
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort_unstable();
    names
}
