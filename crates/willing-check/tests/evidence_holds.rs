//! Evidence that a plain search wrote is accepted, in all sorts of games.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

mod support;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::builder::{Evidence, brute_force, by_players, by_totals};
use support::{Kind, game, game_of};
use willing_check::tiers::Violation;
use willing_game::{AggregativeGame, Certificate, Profile};
use willing_risk::TierGame;

fn check(evidence: &Evidence, game: &TierGame) -> Result<(), Violation> {
    if evidence.equilibria.is_empty() {
        evidence.refutation().check(game)
    } else {
        evidence.list().check(game)
    }
}

fn listed(evidence: &Evidence) -> Vec<Profile> {
    evidence.equilibria.iter().map(|listed| listed.profile.clone()).collect()
}

fn kinds() -> impl Strategy<Value = Kind> {
    let stakes = prop_oneof![4 => Just(1.0), 1 => Just(0.02), 1 => Just(50.0)];
    (2..4_usize, any::<bool>(), any::<bool>(), stakes).prop_map(|(players, neutral, ten, stakes)| Kind {
        players,
        neutral,
        ten,
        stakes,
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(27),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_tree_of_single_profiles_is_accepted(
        seed in any::<u64>(), kind in kinds(), tolerance in prop_oneof![Just(0.0), Just(1e-12), Just(0.3)],
    ) {
        let game = game(seed, Kind { players: 2, ..kind });
        let evidence = by_players(&game, tolerance);
        prop_assert_eq!(listed(&evidence), brute_force(&game, tolerance));
        prop_assert_eq!(check(&evidence, &game), Ok(()));
    }

    #[test]
    fn a_tree_of_bounds_and_boxes_is_accepted(
        seed in any::<u64>(), kind in kinds(), tolerance in prop_oneof![Just(0.0), Just(1e-12), Just(0.3)],
    ) {
        let game = game(seed, kind);
        let evidence = by_totals(&game, tolerance, vec![]);
        prop_assert_eq!(listed(&evidence), brute_force(&game, tolerance));
        prop_assert_eq!(check(&evidence, &game), Ok(()));
    }

    /// Identical players are listed once: the orbits add up to all equilibria.
    #[test]
    fn ordered_profiles_of_identical_players_are_accepted(seed in any::<u64>(), kind in kinds()) {
        let game = game_of(seed, Kind { players: 3, ten: false, ..kind }, |states| {
            let mut twin = states[1].clone();
            twin.name = "twin".into();
            states[2] = twin;
        });
        let evidence = by_totals(&game, 1e-12, vec![vec![1, 2]]);
        let profiles: f64 = evidence.equilibria.iter().map(|listed| listed.orbit).sum();
        prop_assert!((profiles - brute_force(&game, 1e-12).len() as f64).abs() < 1e-9);
        prop_assert_eq!(check(&evidence, &game), Ok(()));
    }
}

#[test]
fn the_sample_has_games_without_and_with_several_equilibria() {
    let mut counts = [0; 4];
    for seed in 0..400 {
        let game = game(seed, Kind { neutral: seed % 2 == 0, ..Kind::SMALL });
        let evidence = by_totals(&game, 1e-12, vec![]);
        assert_eq!(check(&evidence, &game), Ok(()), "seed {seed}");
        counts[evidence.equilibria.len().min(3)] += 1;
        assert!(game.player_count() == 3);
    }
    assert!(counts[1] > 200 && counts[2] + counts[3] > 5, "{counts:?}");
}
