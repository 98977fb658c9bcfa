//! Least and greatest equilibria: they are what brute force finds, and forgeries are refused.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

mod drawn;

use drawn::{CHAIN, Draw, equilibria, game, with_constant_success, worst_gain};
use willing_check::monotone::{ExtremalEquilibria, Upgrade, Violation};
use willing_check::structure::Chains;
use willing_game::{Certificate, Profile, Tier, Verdict};
use willing_risk::TierGame;
use willing_solver::monotone::MonotoneIteration;
use willing_solver::structure::SupermodularOrder;

/// A supermodular game in which stances matter much, so that equilibria may be several.
fn cascade(draw: &mut Draw, players: usize, keys: &[&str]) -> TierGame {
    let mut parts = with_constant_success(game(draw, players, keys));
    parts.parameters.stance_legitimacy = 0.45;
    parts.parameters.authorization_legitimacy = 0.0;
    parts.method.legitimacy = 0.45;
    parts.parameters.failure_markup = 0.0;
    parts.parameters.international_probability = draw.between(0.5, 0.9);
    for state in &mut parts.states {
        // What others' endorsement takes off the blame is about what protection is worth.
        state.international_severity *= 4.0;
        state.protection_value *= 3.0;
    }
    parts.build()
}

fn solve(game: &TierGame) -> Option<ExtremalEquilibria> {
    match MonotoneIteration::new().solve(game) {
        Verdict::Exists(extremes) => Some(extremes),
        Verdict::Impossible(_) | Verdict::Undecided(_) => None,
    }
}

fn below(game: &TierGame, one: &Profile, other: &Profile) -> bool {
    let tier = |profile: &Profile, player| Tier::new(profile.actions()[player]);
    (0..one.len()).all(|player| game.tiers().at_most(tier(one, player), tier(other, player)))
}

#[test]
fn the_extremes_are_those_of_brute_force() {
    let mut draw = Draw(21);
    let (mut solved, mut several) = (0, 0);
    for round in 0..150 {
        let (players, keys) = if round % 2 == 0 { (4, &CHAIN[..4]) } else { (3, &CHAIN[..]) };
        let game = cascade(&mut draw, players, keys);
        let Some(extremes) = solve(&game) else { continue };
        solved += 1;
        assert_eq!(extremes.check(&game), Ok(()));
        let all = equilibria(&game);
        assert!(all.contains(&extremes.least.end) && all.contains(&extremes.greatest.end), "round {round}");
        for profile in &all {
            assert!(below(&game, &extremes.least.end, profile), "round {round}: {profile:?} is lower");
            assert!(below(&game, profile, &extremes.greatest.end), "round {round}: {profile:?} is higher");
        }
        assert_eq!(extremes.is_unique(), all.len() == 1);
        several += usize::from(all.len() > 1);
    }
    assert!(solved >= 140 && several >= 6, "{solved} solved, {several} with several equilibria");
}

#[test]
fn ties_leave_the_least_low_and_the_greatest_high() {
    // Nobody gains or loses by anything: every profile is an equilibrium.
    let mut parts = game(&mut Draw(2), 3, &CHAIN[..4]);
    for state in &mut parts.states {
        *state = willing_risk::State {
            stance_weight: 1.0,
            ..willing_risk::State::indifferent(state.name.clone(), 2, &willing_game::TierSet::default())
        };
    }
    parts.method.casualties.mean = 0.0;
    parts.method.financial.mean = 0.0;
    parts.parameters.launch_severity = 0.0;
    let game = parts.build();
    let extremes = solve(&game).unwrap();
    assert_eq!(extremes.check(&game), Ok(()));
    assert!(extremes.least.upgrades.is_empty() && extremes.greatest.upgrades.is_empty());
    assert_eq!((extremes.least.end.action(1), extremes.greatest.end.action(1)), (0, 5));
}

#[test]
fn two_hundred_states_are_climbed_and_checked() {
    let game = cascade(&mut Draw(3), 193, &CHAIN);
    let clock = std::time::Instant::now();
    let structure = SupermodularOrder::new().solve(&game).found().unwrap();
    let proved = clock.elapsed();
    let clock = std::time::Instant::now();
    let extremes = MonotoneIteration::new().solve_proved(&game, structure).found().unwrap();
    let climbed = clock.elapsed();
    let clock = std::time::Instant::now();
    assert_eq!(extremes.check(&game), Ok(()));
    println!(
        "193 × 6: proof {proved:?}, both climbs {climbed:?} ({} and {} moves), check {:?}",
        extremes.least.upgrades.len(),
        extremes.greatest.upgrades.len(),
        clock.elapsed()
    );
    assert!(worst_gain(&game, &extremes.least.end) <= 1e-10);
    assert!(worst_gain(&game, &extremes.greatest.end) <= 1e-10);
    assert!(below(&game, &extremes.least.end, &extremes.greatest.end));
}

/// A certificate with moves in both directions.
fn with_moves() -> (TierGame, ExtremalEquilibria) {
    let mut draw = Draw(33);
    loop {
        let game = cascade(&mut draw, 4, &CHAIN);
        if let Some(extremes) = solve(&game)
            && extremes.least.upgrades.len() >= 2
            && extremes.greatest.upgrades.len() >= 2
        {
            return (game, extremes);
        }
    }
}

#[test]
fn forged_climbs_are_refused() {
    let (game, good) = with_moves();
    assert_eq!(good.check(&game), Ok(()));
    let forge = |change: &dyn Fn(&mut ExtremalEquilibria)| {
        let mut forged = good.clone();
        change(&mut forged);
        forged.check(&game)
    };
    for step in 0..good.least.upgrades.len() {
        let dropped = forge(&|forged| {
            let _ = forged.least.upgrades.remove(step);
        });
        assert!(dropped.is_err(), "dropping move {step}");
    }
    let ended = forge(&|forged| forged.greatest.upgrades.truncate(good.greatest.upgrades.len() - 1));
    assert!(matches!(ended, Err(Violation::End { .. })), "{ended:?}");
    let back = forge(&|forged| forged.least.upgrades[0].to = Chains::of(&game).unwrap().tiers(1)[0]);
    assert!(back.is_err(), "{back:?}");
    // One tier further than anything forces.
    let chains = Chains::of(&game).unwrap();
    let mut refused = 0;
    for player in 1..4 {
        let at = Tier::new(good.least.end.actions()[player]);
        let place = chains.place(player, at).unwrap();
        if let Some(&to) = chains.tiers(player).get(place + 1) {
            let further = forge(&|forged| {
                forged.least.upgrades.push(Upgrade { player, to });
                let end = forged.least.end.clone();
                forged.least.end = end.with_action(player, to.place());
            });
            assert!(matches!(further, Err(Violation::Unforced { .. })), "{further:?}");
            refused += 1;
        }
    }
    assert!(refused > 0);
    let swapped = forge(&|forged| std::mem::swap(&mut forged.least, &mut forged.greatest));
    assert!(swapped.is_err());
    let tolerance = forge(&|forged| forged.tolerance = f64::NAN);
    assert!(matches!(tolerance, Err(Violation::Tolerance { .. })), "{tolerance:?}");
    let short = forge(&|forged| drop(forged.structure.cuts.pop()));
    assert!(matches!(short, Err(Violation::Structure(_))), "{short:?}");
}
