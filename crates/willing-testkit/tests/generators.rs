//! The generators reach what they promise.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use willing_game::AggregativeGame;
use willing_risk::SharingRule;
use willing_testkit::Draws;
use willing_testkit::generators::{
    Contest, DefaultRanges, Family, Interaction, SmallGames, Stress, Tolerances, plant_ties, reference_crisis,
};
use willing_testkit::oracle::BruteForce;

#[test]
fn every_combination_of_ranges_is_accepted_and_repeats() {
    for family in Family::ALL {
        for interaction in [Interaction::Ordinary, Interaction::Strong] {
            for contest in [Contest::Gradual, Contest::Steep] {
                let ranges = DefaultRanges::new(family, 30).interaction(interaction).contest(contest);
                for seed in 0..20 {
                    let parts = ranges.draw(seed);
                    assert_eq!(parts, ranges.draw(seed));
                    assert_eq!(parts.game().map(|game| game.aggregate_count()), Ok(3));
                    assert!(parts.issue("drawn").is_ok());
                }
            }
        }
    }
}

#[test]
fn financiers_need_a_fourth_total_and_infinity_is_infinite() {
    let ranges = DefaultRanges::new(Family::Zipf, 6).with_finance();
    assert_eq!(ranges.draw(1).game().unwrap().aggregate_count(), 4);
    let neutral = ranges.clone().tolerances(Tolerances::Infinite).draw(1);
    assert!(neutral.states.iter().all(|state| state.risk_tolerance.is_infinite()));
    let mixed = ranges.tolerances(Tolerances::Mixed);
    assert!(mixed.draw(1).game().is_err(), "Borch shares of mixed tolerances");
    assert!(mixed.sharing(SharingRule::Equal).draw(1).game().is_ok());
}

#[test]
fn large_games_have_heavy_tails_and_contested_success() {
    let parts = DefaultRanges::new(Family::ZipfContested, 1000).draw(5);
    let sizes: Vec<f64> = parts.states.iter().map(|state| state.capability).collect();
    let total: f64 = sizes.iter().sum();
    assert!(sizes[0] > 0.05 * total && sizes[999] < 1e-3 * total, "{} of {total}", sizes[0]);
    assert!((0.2..0.6).contains(&(parts.method.difficulty / total)));
}

#[test]
fn planted_ties_are_ties() {
    let mut parts = DefaultRanges::new(Family::Flat, 12).draw(4);
    let profile = plant_ties(&mut parts, 0.0, &mut Draws::seeded(9)).unwrap();
    let game = parts.game().unwrap();
    let totals = game.totals(&profile);
    for player in 0..12 {
        let others = game.others(player, &profile, &totals);
        let own = game.payoff(player, profile.action(player), &others);
        for action in game.feasible(player).iter() {
            let gap = game.payoff(player, action, &others) - own;
            assert!(gap.abs() < 1e-12, "player {player}, action {action}: {gap:e}");
        }
    }
    let noisy = Stress::new(DefaultRanges::new(Family::Flat, 12), 0.1).draw(4).unwrap();
    assert_ne!(noisy, Stress::new(DefaultRanges::new(Family::Flat, 12), 0.1).draw(5).unwrap());
}

#[test]
fn small_games_are_all_accepted_and_meet_every_odd_case() {
    let drawn: Vec<_> = (0..600).map(|seed| SmallGames::new().draw(seed)).collect();
    for (seed, small) in drawn.iter().enumerate() {
        assert!(small.parts.game().is_ok(), "seed {seed}: {:?}", small.parts.game().err());
    }
    let counts = [
        drawn.iter().filter(|game| game.oddities.ten_tiers).count(),
        drawn.iter().filter(|game| game.oddities.risk_neutral).count(),
        drawn.iter().filter(|game| game.oddities.near_ties).count(),
        drawn.iter().filter(|game| game.oddities.exact_ties).count(),
        drawn.iter().filter(|game| game.oddities.twins).count(),
        drawn.iter().filter(|game| game.oddities.free_leader).count(),
        drawn.iter().filter(|game| game.oddities.powerless).count(),
        drawn.iter().filter(|game| game.parts.states.len() == 3).count(),
        drawn.iter().filter(|game| game.parts.states.len() == 5).count(),
    ];
    assert!(counts.iter().all(|&count| count >= 10), "{counts:?}");
    let rules = |rule| drawn.iter().filter(|game| game.parts.parameters.sharing == rule).count();
    assert!(SharingRule::ALL.iter().all(|&rule| rules(rule) > 50));
}

#[test]
fn the_reference_crisis_has_its_one_equilibrium() {
    let parts = reference_crisis();
    let equilibria = BruteForce::new().equilibria(&parts.game().unwrap()).unwrap();
    let keys = ["C", "C", "PA", "A", "PA", "O"].map(|key| parts.tiers.tier(key).unwrap().place());
    assert_eq!(equilibria.len(), 1);
    assert_eq!((0..6).map(|player| equilibria[0].action(player)).collect::<Vec<_>>(), keys);
}
