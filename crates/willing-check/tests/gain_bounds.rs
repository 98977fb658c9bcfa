//! Bounds on gains hold everywhere in their box, and are tight.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

mod support;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::{Draw, Kind, game};
use willing_check::tiers::{GainBounds, rounding_allowance};
use willing_game::{AggregativeGame, Totals, TotalsBox};
use willing_risk::TierGame;

fn kinds() -> impl Strategy<Value = Kind> {
    (2..7_usize, any::<bool>(), any::<bool>(), prop_oneof![Just(1.0), Just(20.0), Just(1000.0), Just(1e-3)])
        .prop_map(|(players, neutral, ten, stakes)| Kind { players, neutral, ten, stakes })
}

/// What the others contribute at a random profile.
fn others(game: &TierGame, player: usize, draw: &mut Draw) -> Totals {
    let mut totals = [0.0; 4];
    for other in (0..game.player_count()).filter(|&other| other != player) {
        let feasible: Vec<usize> = game.feasible(other).iter().collect();
        let own = game.contribution(other, feasible[draw.below(feasible.len())]);
        totals.iter_mut().zip(own).for_each(|(total, own)| *total += own);
    }
    totals
}

/// The box spanned by two points, moved together so far that it has this part of its width.
fn between(one: &Totals, other: &Totals, part: f64) -> TotalsBox {
    let towards = |k: usize| one[k] + part * (other[k] - one[k]);
    let corner: Totals = std::array::from_fn(towards);
    TotalsBox {
        low: std::array::from_fn(|k| one[k].min(corner[k])),
        high: std::array::from_fn(|k| one[k].max(corner[k])),
    }
}

fn inside(space: &TotalsBox, draw: &mut Draw) -> Totals {
    std::array::from_fn(|k| {
        let place = [0.0, 1.0, draw.uniform(0.0, 1.0)][draw.below(3)];
        (space.low[k] + place * (space.high[k] - space.low[k])).clamp(space.low[k], space.high[k])
    })
}

fn tied(game: &TierGame) -> bool {
    game.aggregate_count() == 3
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(27),
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_point_of_the_box_has_less_gain(
        seed in any::<u64>(), kind in kinds(), part in prop_oneof![Just(1.0), Just(0.1), Just(1e-3), Just(0.0)],
    ) {
        let game = game(seed, kind);
        let bounds = GainBounds::new(&game);
        let mut draw = Draw(seed ^ 1);
        for player in 0..game.player_count() {
            let (one, other) = (others(&game, player, &mut draw), others(&game, player, &mut draw));
            let space = between(&one, &other, part);
            for _ in 0..4 {
                let mut point = inside(&space, &mut draw);
                if tied(&game) { point[3] = point[2]; }
                for from in game.feasible(player).iter() {
                    for to in game.feasible(player).iter() {
                        let bound = bounds.gain_at_least(player, from, to, &space);
                        let gain = game.payoff(player, to, &point) - game.payoff(player, from, &point);
                        prop_assert!(
                            bound <= gain + rounding_allowance(&game, player),
                            "player {player}: {from} to {to} gains {gain} at {point:?}, below the bound {bound} on {space:?}",
                        );
                    }
                }
            }
        }
    }

    /// At a point the bound is the gain up to the allowance; nearby it is off by the width of the box.
    #[test]
    fn bounds_are_tight(seed in any::<u64>(), kind in kinds()) {
        let game = game(seed, kind);
        let bounds = GainBounds::new(&game);
        let mut draw = Draw(seed ^ 1);
        for player in 0..game.player_count() {
            let one = others(&game, player, &mut draw);
            for from in game.feasible(player).iter() {
                for to in game.feasible(player).iter().filter(|&to| to != from) {
                    let gain = game.payoff(player, to, &one) - game.payoff(player, from, &one);
                    let at = bounds.gain_at_least(player, from, to, &TotalsBox::point(one));
                    let allowance = rounding_allowance(&game, player);
                    prop_assert!((gain - at).abs() <= allowance, "{from} to {to}: {gain} against {at}, allowance {allowance:e}");
                }
            }
        }
    }
}
