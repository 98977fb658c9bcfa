//! The complete search, through the public API: limits, ties, symmetry, embedders.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use willing_check::tiers::{EquilibriumList, Step};
use willing_game::{ActionSet, AggregativeGame, Limit, Profile, Totals, TotalsBox, Verdict};
use willing_risk::{State, TierGame};
use willing_solver::tiers::{PureEquilibria, Symmetry};
use willing_testkit::Draws;
use willing_testkit::GameParts;
use willing_testkit::generators::{DefaultRanges, Family, SmallGames, Stress, plant_ties, reference_crisis};

fn profiles(list: &EquilibriumList) -> Vec<Profile> {
    list.equilibria.iter().map(|listed| listed.profile.clone()).collect()
}

fn stress(states: usize, sigma: f64, seed: u64) -> TierGame {
    Stress::new(DefaultRanges::new(Family::Flat, states), sigma).draw(seed).unwrap().game().unwrap()
}

#[test]
fn the_reference_crisis_has_its_one_equilibrium() {
    let game = reference_crisis().game().unwrap();
    let list = PureEquilibria::new().solve(&game).found().unwrap();
    let keys: Vec<&str> = profiles(&list)[0]
        .actions()
        .iter()
        .map(|&action| game.tiers().key(willing_game::Tier::new(action)))
        .collect();
    assert_eq!(keys, ["C", "C", "PA", "A", "PA", "O"]);
    assert_eq!(list.equilibria.len(), 1);
    assert!(list.equilibria[0].worst_gain < 0.0 && !list.equilibria[0].tie_dependent);
}

#[test]
fn stopped_early_it_keeps_what_is_proved_and_the_rest_is_in_the_open_boxes() {
    let game = stress(20, 0.01, 3);
    let all = PureEquilibria::new().solve(&game).found().unwrap();
    for nodes in [1, 5, 25] {
        let Verdict::Undecided(partial) = PureEquilibria::new().node_limit(nodes).solve(&game) else {
            panic!("{nodes} nodes do not suffice for this game");
        };
        assert_eq!(partial.limit, Limit::Nodes);
        let open_steps = partial.tree.steps().filter(|step| *step == Some(Step::Open)).count();
        assert_eq!(open_steps, partial.open.len());
        for profile in profiles(&all) {
            let totals = game.totals(&profile);
            let listed = partial.equilibria.iter().any(|listed| listed.profile == profile);
            let inside = partial.open.iter().any(|open| {
                let fits = open.domains.iter().zip(profile.actions());
                open.totals.contains(&totals)
                    && fits.into_iter().all(|(set, &a)| set.contains(usize::from(a)))
            });
            assert!(listed || inside, "{profile:?} is neither listed nor in an open box");
        }
    }
}

#[test]
fn a_request_to_stop_is_heard_at_once() {
    let flag = Arc::new(AtomicBool::new(true));
    let Verdict::Undecided(partial) = PureEquilibria::new().cancel(flag).solve(&stress(50, 0.1, 1)) else {
        panic!("the flag was set before the search began");
    };
    assert_eq!(partial.limit, Limit::Cancelled);
    assert_eq!(partial.open.len(), 1);
}

#[test]
fn a_larger_tolerance_lists_at_least_as_many_profiles() {
    for seed in 0..40 {
        let parts = SmallGames::new().states(3, 4).draw(seed).parts;
        let game = parts.game().unwrap();
        let list = |tolerance| match PureEquilibria::new().tolerance(tolerance).solve(&game) {
            Verdict::Exists(list) => profiles(&list),
            _ => Vec::new(),
        };
        let (strict, loose) = (list(1e-12), list(0.5));
        assert!(strict.iter().all(|profile| loose.contains(profile)), "seed {seed}");
        for profile in &loose {
            let totals = game.totals(profile);
            for player in 0..game.player_count() {
                let others = game.others(player, profile, &totals);
                let payoff = game.payoff(player, profile.action(player), &others);
                let best = game.feasible(player).iter().map(|action| game.payoff(player, action, &others));
                assert!(best.fold(f64::NEG_INFINITY, f64::max) <= payoff + 0.5 + 1e-9, "seed {seed}");
            }
        }
    }
}

/// A game of four states with each follower three times over.
fn triplets(seed: u64) -> GameParts {
    let mut parts = Stress::new(DefaultRanges::new(Family::Flat, 4), 0.02).draw(seed).unwrap();
    let followers: Vec<State> = parts.states.iter().skip(1).cloned().collect();
    for copy in 1..3 {
        for state in &followers {
            parts.states.push(State { name: format!("{} {copy}", state.name), ..state.clone() });
        }
    }
    parts
}

#[test]
fn orbits_count_exactly_the_profiles_that_are_listed_one_by_one() {
    let mut merged = 0;
    for seed in 0..60 {
        let game = triplets(seed).game().unwrap();
        let list = |symmetry| PureEquilibria::new().symmetry(symmetry).solve(&game);
        let (Verdict::Exists(each), Verdict::Exists(orbits)) =
            (list(Symmetry::Distinct), list(Symmetry::Orbits))
        else {
            assert!(matches!(list(Symmetry::Distinct), Verdict::Impossible(_)), "seed {seed}");
            assert!(matches!(list(Symmetry::Orbits), Verdict::Impossible(_)), "seed {seed}");
            continue;
        };
        assert!(!orbits.classes.is_empty());
        let count: f64 = orbits.equilibria.iter().map(|listed| listed.orbit).sum();
        assert!((count - each.equilibria.len() as f64).abs() < 0.5, "seed {seed}");
        merged += usize::from(orbits.equilibria.len() < each.equilibria.len());
        let all = profiles(&each);
        assert!(profiles(&orbits).iter().all(|profile| all.contains(profile)));
    }
    assert!(merged > 0, "some game must have an orbit of more than one profile");
}

#[test]
fn exact_ties_are_flagged() {
    let mut parts = reference_crisis();
    let planted = plant_ties(&mut parts, 0.0, &mut Draws::seeded(5)).unwrap();
    let list = PureEquilibria::new().solve(&parts.game().unwrap()).found().unwrap();
    let listed = list.equilibria.iter().find(|listed| listed.profile == planted).unwrap();
    assert!(listed.tie_dependent && listed.worst_gain.abs() < 1e-9);
}

/// Cournot firms with real outputs on a grid: u = (12 − Q − c) q. A game of a stranger.
struct Cournot {
    costs: Vec<f64>,
    step: f64,
}

impl AggregativeGame for Cournot {
    fn player_count(&self) -> usize {
        self.costs.len()
    }
    fn aggregate_count(&self) -> usize {
        1
    }
    fn feasible(&self, _: usize) -> ActionSet {
        ActionSet::first(12)
    }
    fn contribution(&self, _: usize, action: usize) -> Totals {
        [self.step * action as f64, 0.0, 0.0, 0.0]
    }
    fn payoff(&self, player: usize, action: usize, others: &Totals) -> f64 {
        let own = self.step * action as f64;
        (12.0 - self.costs[player] - others[0] - own) * own
    }
    fn gain_at_least(&self, player: usize, from: usize, to: usize, others: &TotalsBox) -> Option<f64> {
        // Linear in the others' output: the least gain is at an end.
        let at = |output: f64| {
            let others = [output, 0.0, 0.0, 0.0];
            self.payoff(player, to, &others) - self.payoff(player, from, &others)
        };
        Some(at(others.low[0]).min(at(others.high[0])))
    }
}

#[test]
fn a_strangers_game_is_solved_by_the_bounds_it_brings() {
    let game = Cournot { costs: vec![1.0, 1.3, 0.8], step: 0.41 };
    let list = PureEquilibria::new().solve_embedded(&game).found().unwrap();
    let mut by_force = Vec::new();
    for code in 0..12usize.pow(3) {
        let actions = [code / 144, code / 12 % 12, code % 12];
        let profile = Profile::new(actions.map(|action| u8::try_from(action).unwrap()).to_vec());
        let totals = game.totals(&profile);
        let stable = (0..3).all(|player| {
            let others = game.others(player, &profile, &totals);
            let payoff = game.payoff(player, profile.action(player), &others);
            (0..12).all(|action| game.payoff(player, action, &others) <= payoff + 1e-12)
        });
        if stable {
            by_force.push(profile);
        }
    }
    assert_eq!(profiles(&list), by_force);
    assert!(!by_force.is_empty());
}
