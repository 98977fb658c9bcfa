//! The same input gives the same bytes, on any number of threads; and sums that must agree agree.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use proptest::prelude::*;
use willing::game::{AggregativeGame, Tier, Verdict};
use willing::risk::{Ledger, RiskType, TierGame};
use willing::solver::tiers::PureEquilibria;
use willing_testkit::generators::{DefaultRanges, Family, SmallGames, Stress};
use willing_testkit::strategies::{Risk, seeded, tier_game_and_profile};

/// The whole answer, certificate included, as text.
fn answer(game: &TierGame) -> String {
    match PureEquilibria::new().solve(game) {
        Verdict::Exists(list) => serde_json::to_string(&list).unwrap(),
        Verdict::Impossible(refutation) => serde_json::to_string(&refutation).unwrap(),
        Verdict::Undecided(partial) => serde_json::to_string(&partial).unwrap(),
    }
}

fn games() -> Vec<TierGame> {
    let small = (0..40).map(|seed| SmallGames::new().draw(seed).parts.game().unwrap());
    let large = (0..3).map(|seed| DefaultRanges::new(Family::ZipfContested, 60).draw(seed).game().unwrap());
    let stress = Stress::new(DefaultRanges::new(Family::Zipf, 12), 0.1);
    let tied = (0..3).map(move |seed| stress.draw(seed).unwrap().game().unwrap());
    small.chain(large).chain(tied).collect()
}

fn answers_on(threads: usize) -> Vec<String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| games().iter().map(answer).collect())
}

#[test]
fn one_and_two_threads_give_the_same_bytes() {
    let one = answers_on(1);
    assert_eq!(one, answers_on(2));
    assert_eq!(one, answers_on(1));
    assert!(one.iter().collect::<std::collections::BTreeSet<_>>().len() > 30, "different games differ");
}

/// An answer read back is the answer, to the bit, and is written the same.
#[test]
fn answers_survive_a_round_trip() {
    for game in games() {
        if let Verdict::Exists(list) = PureEquilibria::new().solve(&game) {
            let text = serde_json::to_string(&list).unwrap();
            let read: willing::check::tiers::EquilibriumList = serde_json::from_str(&text).unwrap();
            assert_eq!(read, list);
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
    }
}

proptest! {
    #![proptest_config(seeded(300))]

    /// U(t) − U(bystander) is the sum of its entries, relative to the largest of them, from every tier.
    #[test]
    fn ledgers_sum_to_the_difference_of_payoffs((parts, profile) in tier_game_and_profile(1..=4, Risk::Any)) {
        let game = parts.game().unwrap();
        let totals = game.totals(&profile);
        for player in 0..game.player_count() {
            let others = game.others(player, &profile, &totals);
            let payoff = |tier: Tier| game.payoff(player, tier.place(), &others);
            for tier in game.tiers().tiers() {
                for reference in [game.tiers().bystander(), Tier::new(0)] {
                    let ledger = Ledger::between(&game, player, reference, tier, &others).unwrap();
                    let difference = payoff(tier) - payoff(reference);
                    let largest = RiskType::ALL.iter().map(|&risk| ledger.by_type(risk).abs());
                    let scale = largest.fold(difference.abs().max(1.0), f64::max).max(payoff(tier).abs());
                    let gap = (ledger.total() - difference).abs();
                    prop_assert!(gap <= 1e-12 * scale, "tier {tier}: {gap:e} of {scale:e}");
                }
            }
            let own = Ledger::of(&game, player, &profile).unwrap();
            let premium = game.payoff_in(player, &profile) - payoff(game.tiers().bystander());
            prop_assert!((own.total() - premium).abs() <= 1e-12 * premium.abs().max(100.0));
        }
    }

    /// One deviation is O(1) given the totals: the payoff from totals is the payoff of the profile.
    #[test]
    fn a_deviation_from_totals_is_the_deviation_from_the_profile(
        (parts, profile) in tier_game_and_profile(1..=4, Risk::Any)
    ) {
        let game = parts.game().unwrap();
        let totals = game.totals(&profile);
        for player in 0..game.player_count() {
            let others = game.others(player, &profile, &totals);
            for tier in game.tiers().tiers() {
                let deviated = profile.clone().with_action(player, tier.place());
                let direct = game.payoff_in(player, &deviated);
                let from_totals = game.payoff(player, tier.place(), &others);
                prop_assert!((direct - from_totals).abs() <= 1e-11 * direct.abs().max(1.0), "{direct} {from_totals}");
            }
        }
    }
}
