//! Sequential accession: paths end in equilibria, cycles are found, forgeries are refused.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

mod drawn;

use drawn::{Draw, game, worst_gain};
use willing_check::monotone::{BestReplyPath, Move, Violation};
use willing_game::{ActionSet, AggregativeGame, Certificate, Limit, Profile, Totals, TotalsBox, Verdict};
use willing_solver::accession::{Accession, BestReplyDynamics, Error};

const TIERS: [&str; 8] = ["O", "OA", "B", "A", "P", "PA", "W", "C"];

#[test]
fn accession_ends_in_an_equilibrium_that_checks() {
    let mut draw = Draw(41);
    let mut ended = 0;
    for _ in 0..60 {
        let game = game(&mut draw, 6, &TIERS).build();
        match Accession::new().solve(&game).unwrap() {
            Verdict::Exists(path) => {
                ended += 1;
                assert_eq!(path.check(&game), Ok(()));
                assert!(worst_gain(&game, &path.end) <= 1e-11);
                assert_eq!(path.start.actions()[1..], [2; 5], "followers start as bystanders");
                assert_eq!(path.start.action(0), 7, "the leader may only be at the core");
            }
            Verdict::Impossible(cycle) => assert_eq!(cycle.check(&game), Ok(())),
            Verdict::Undecided(partial) => panic!("{partial:?}"),
        }
    }
    assert!(ended >= 55, "{ended}");
}

#[test]
fn the_strong_move_first_and_ties_go_by_seat() {
    let mut parts = game(&mut Draw(43), 4, &TIERS);
    for (state, capability) in parts.states.iter_mut().zip([1.0, 0.5, 2.0, 1.0]) {
        state.capability = capability;
    }
    let game = parts.build();
    let path = Accession::new().solve(&game).unwrap().found().unwrap();
    assert_eq!(path.order, [2, 0, 3, 1]);
    let last = (0..4).filter_map(|player| path.settled(player)).max();
    assert_eq!(last.map_or(0, |round| round + 1), path.rounds.len());
}

#[test]
fn two_hundred_states_accede() {
    let game = game(&mut Draw(45), 193, &TIERS).build();
    let clock = std::time::Instant::now();
    let path = Accession::new().solve(&game).unwrap().found().unwrap();
    println!("193 × 8: {:?} in {} rounds", clock.elapsed(), path.rounds.len());
    assert_eq!(path.check(&game), Ok(()));
}

/// Matching pennies as an aggregative game: the total is 1 for heads.
struct Pennies;

impl AggregativeGame for Pennies {
    fn player_count(&self) -> usize {
        2
    }

    fn aggregate_count(&self) -> usize {
        1
    }

    fn feasible(&self, _player: usize) -> ActionSet {
        ActionSet::first(2)
    }

    fn contribution(&self, _player: usize, action: usize) -> Totals {
        [if action == 1 { 1.0 } else { 0.0 }, 0.0, 0.0, 0.0]
    }

    fn payoff(&self, player: usize, action: usize, others: &Totals) -> f64 {
        let same = (others[0] > 0.5) == (action == 1);
        if same == (player == 0) { 1.0 } else { 0.0 }
    }

    fn gain_at_least(&self, _player: usize, _from: usize, _to: usize, _others: &TotalsBox) -> Option<f64> {
        None
    }
}

#[test]
fn a_cycle_is_found_exactly() {
    let dynamics = BestReplyDynamics::new(vec![0, 1], Profile::new(vec![0, 0]));
    let Verdict::Impossible(cycle) = dynamics.solve(&Pennies, |_| 0.0).unwrap() else {
        panic!("matching pennies has no pure equilibrium")
    };
    assert_eq!(cycle.check_with(&Pennies, |_| 0.0), Ok(()));
    assert_eq!(cycle.returns_to, 1, "the start itself is never seen again");
    let mut forged = cycle.clone();
    forged.returns_to = 0;
    assert_eq!(forged.check_with(&Pennies, |_| 0.0), Err(Violation::NoReturn { round: 0 }));
    let gain = cycle.path.check_with(&Pennies, |_| 0.0);
    assert!(matches!(gain, Err(Violation::Gain { .. })), "a cycle is no path to an equilibrium: {gain:?}");
    let short = dynamics.round_limit(1).solve(&Pennies, |_| 0.0).unwrap();
    assert!(matches!(short, Verdict::Undecided(partial) if partial.limit == Limit::Iterations));
}

#[test]
fn settings_that_do_not_fit_are_refused() {
    let game = game(&mut Draw(47), 3, &TIERS).build();
    let order = Accession::new().order(vec![0, 0, 1]).solve(&game);
    assert_eq!(order, Err(Error::Order { got: 3, players: 3 }));
    let start = Accession::new().start(Profile::new(vec![0, 0, 0])).solve(&game);
    assert!(matches!(start, Err(Error::Misfit(willing_game::Error::Infeasible { player: 0, .. }))));
}

#[test]
fn forged_paths_are_refused() {
    let mut draw = Draw(49);
    let (game, good) = loop {
        let game = game(&mut draw, 5, &TIERS).build();
        let path = Accession::new().solve(&game).unwrap().found();
        if let Ok(path) = path
            && path.rounds.len() >= 2
        {
            break (game, path);
        }
    };
    let forge = |change: &dyn Fn(&mut BestReplyPath)| {
        let mut forged = good.clone();
        change(&mut forged);
        forged.check(&game)
    };
    assert_eq!(forge(&|_| ()), Ok(()));
    assert!(matches!(
        forge(&|path| path.rounds[0] = path.rounds[0][1..].to_vec()),
        Err(Violation::NotBestReply { .. })
    ));
    assert!(forge(&|path| drop(path.rounds.pop())).is_err());
    let moved = good.rounds[0][0];
    let other = game.feasible(moved.player).iter().find(|&a| a != moved.to && a != moved.from).unwrap();
    assert!(matches!(forge(&|path| path.rounds[0][0].to = other), Err(Violation::NotBestReply { .. })));
    let extra =
        forge(&|path| path.rounds[0].push(Move { player: moved.player, from: moved.to, to: moved.from }));
    assert!(matches!(extra, Err(Violation::OutOfTurn { round: 0, .. })), "{extra:?}");
    assert!(matches!(forge(&|path| path.order[0] = path.order[1]), Err(Violation::Order { players: 5 })));
    assert!(matches!(forge(&|path| path.tolerance = -1.0), Err(Violation::Tolerance { .. })));
    let end = forge(&|path| path.end = path.end.clone().with_action(moved.player, moved.from));
    assert!(matches!(end, Err(Violation::End { .. })), "{end:?}");
}
