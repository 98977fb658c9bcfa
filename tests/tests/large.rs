//! Games of the size that users bring: everything found is certified, and nothing is left open.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use willing::game::AggregativeGame;
use willing::risk::TierGame;
use willing::solver::tiers::PureEquilibria;
use willing_testkit::generators::{Contest, DefaultRanges, Family, Interaction, Stress, Tolerances};
use willing_tests::certified_by;

/// The number of equilibria, every listed one verified by all its single deviations.
fn verified(game: &TierGame, what: &str) -> usize {
    // A search that grows without bound is a failure, not a test that never ends.
    let concept = PureEquilibria::new().node_limit(20_000);
    let listed = certified_by(&concept, game).unwrap_or_else(|why| panic!("{what}: {why}"));
    for equilibrium in &listed {
        let totals = game.totals(&equilibrium.profile);
        for player in 0..game.player_count() {
            let others = game.others(player, &equilibrium.profile, &totals);
            let own = game.payoff(player, equilibrium.profile.action(player), &others);
            for action in game.feasible(player).iter() {
                let gain = game.payoff(player, action, &others) - own;
                assert!(gain <= 1e-10 * own.abs().max(1.0), "{what}: player {player} gains {gain:e}");
            }
        }
    }
    listed.len()
}

#[test]
fn games_of_193_states_in_default_ranges_are_solved_and_certified() {
    for family in Family::ALL {
        for seed in 0..15 {
            let game = DefaultRanges::new(family, 193).draw(seed).game().unwrap();
            let equilibria = verified(&game, &format!("{family:?}, seed {seed}"));
            assert!(equilibria > 0, "{family:?}, seed {seed}: none of these games lacks an equilibrium");
        }
    }
}

#[test]
fn ten_tiers_infinite_tolerances_and_steep_contests_are_solved_and_certified() {
    let contested = DefaultRanges::new(Family::ZipfContested, 193);
    for seed in 0..5 {
        for (what, ranges) in [
            ("ten tiers", contested.clone().with_finance()),
            ("risk neutral", contested.clone().tolerances(Tolerances::Infinite)),
            ("steep", contested.clone().contest(Contest::Steep)),
            ("strong", contested.clone().interaction(Interaction::Strong)),
        ] {
            verified(&ranges.draw(seed).game().unwrap(), &format!("{what}, seed {seed}"));
        }
    }
}

#[test]
fn near_ties_are_solved_and_certified() {
    for family in Family::ALL {
        for sigma in [0.1, 0.01] {
            for seed in 0..3 {
                let parts = Stress::new(DefaultRanges::new(family, 40), sigma).draw(seed).unwrap();
                let what = format!("{family:?}, sigma {sigma}, seed {seed}");
                verified(&parts.game().unwrap(), &what);
            }
        }
    }
}
