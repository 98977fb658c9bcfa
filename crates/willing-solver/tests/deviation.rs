//! Deviations by groups: against brute force, on known games, with their evidence.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "a test that meets the unexpected fails"
)]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use willing_check::deviation::{
    BlockRun, BlockTag, BlockingCoalition, GroupDeviation, MAX_GROUP, Move, NoBlockingCoalition,
    NoGroupDeviation, Violation,
};
use willing_game::{
    ActionSet, AggregativeGame, Certificate, IntegerAggregativeGame, Limit, Profile, TierSet, Totals,
    TotalsBox, Verdict,
};
use willing_risk::{
    Authorization, Credit, Hazard, Method, Parameters, Pool, SharingRule, State, TierGame, Treaty,
    TreatyCredit,
};
use willing_solver::deviation::{Error, GroupDeviations, StrongEquilibrium, tier_payoff_at_most};
use willing_solver::integer::{self, IntegerEquilibria};

/// A stream of numbers from a seed (splitmix64).
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % bound
    }

    fn unit(&mut self) -> f64 {
        self.below(1 << 53) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }
}

/// A game from its contributions and any payoff; both forms of the trait.
struct Game<F> {
    contributions: Vec<Vec<i64>>,
    payoff: F,
}

impl<F: Fn(usize, usize, i64) -> f64 + Sync> IntegerAggregativeGame for Game<F> {
    fn player_count(&self) -> usize {
        self.contributions.len()
    }

    fn action_count(&self, player: usize) -> usize {
        self.contributions[player].len()
    }

    fn contribution(&self, player: usize, action: usize) -> i64 {
        self.contributions[player][action]
    }

    fn payoff(&self, player: usize, action: usize, total: i64) -> f64 {
        (self.payoff)(player, action, total)
    }
}

struct Real<G>(G);

impl<G: IntegerAggregativeGame> AggregativeGame for Real<G> {
    fn player_count(&self) -> usize {
        self.0.player_count()
    }

    fn aggregate_count(&self) -> usize {
        1
    }

    fn feasible(&self, player: usize) -> ActionSet {
        ActionSet::first(self.0.action_count(player))
    }

    fn contribution(&self, player: usize, action: usize) -> Totals {
        [self.0.contribution(player, action) as f64, 0.0, 0.0, 0.0]
    }

    fn payoff(&self, player: usize, action: usize, others: &Totals) -> f64 {
        self.0.payoff(player, action, others[0] as i64 + self.0.contribution(player, action))
    }

    fn gain_at_least(&self, _: usize, _: usize, _: usize, _: &TotalsBox) -> Option<f64> {
        None
    }
}

/// Each of `players` contributes 0..`actions`.
fn counting<F: Fn(usize, usize, i64) -> f64 + Sync>(players: usize, actions: usize, payoff: F) -> Game<F> {
    Game { contributions: vec![(0..actions as i64).collect(); players], payoff }
}

/// A few players with small contributions, some equal, some negative. In every other game payoffs come
/// from a table, else from a good that takes many to provide, so that large groups gain.
fn small_game(seed: u64) -> Game<impl Fn(usize, usize, i64) -> f64 + Sync> {
    let mut draws = Draws(seed);
    let players = if seed % 8 == 7 { 4 } else { 1 + draws.below(4) as usize };
    let contributions: Vec<Vec<i64>> =
        (0..players).map(|_| (0..=draws.below(3)).map(|_| draws.below(5) as i64 - 1).collect()).collect();
    let levels = [2, 3, 10, 1_000][draws.below(4) as usize];
    let table: Vec<f64> = (0..4 * 4 * 40).map(|_| draws.below(levels) as f64).collect();
    let greatest: i64 = contributions.iter().map(|own| own.iter().max().unwrap()).sum();
    let (needed, benefit) = (greatest - draws.below(2) as i64, 1.5 + draws.below(4) as f64);
    let costs: Vec<i64> = contributions
        .iter()
        .flat_map(|own| (0..4).map(|action| own.get(action).copied().unwrap_or(0)))
        .collect();
    let payoff = move |player: usize, action: usize, total: i64| {
        if seed.is_multiple_of(2) {
            table[(player * 4 + action) * 40 + (total + 10) as usize]
        } else {
            (if total >= needed { benefit } else { 0.0 }) - costs[player * 4 + action] as f64
        }
    };
    Game { contributions, payoff }
}

fn total_of(game: &impl IntegerAggregativeGame, profile: &[u8]) -> i64 {
    profile.iter().enumerate().map(|(player, &action)| game.contribution(player, usize::from(action))).sum()
}

fn all_profiles(game: &impl IntegerAggregativeGame) -> Vec<Vec<u8>> {
    let mut all = vec![Vec::new()];
    for player in 0..game.player_count() {
        let longer = |profile: &Vec<u8>| {
            (0..game.action_count(player) as u8)
                .map(|action| [profile.as_slice(), &[action]].concat())
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// The size of the smallest group that gains by leaving `profile`: over all other profiles, those who
/// changed must all gain.
fn smallest_gaining_group(
    game: &impl IntegerAggregativeGame,
    profile: &[u8],
    tolerance: f64,
) -> Option<usize> {
    let payoff = |player: usize, profile: &[u8]| {
        game.payoff(player, usize::from(profile[player]), total_of(game, profile))
    };
    all_profiles(game)
        .into_iter()
        .filter_map(|other| {
            let movers: Vec<usize> =
                (0..profile.len()).filter(|&player| other[player] != profile[player]).collect();
            let gains = |&player: &usize| payoff(player, &other) - payoff(player, profile) > tolerance;
            (!movers.is_empty() && movers.iter().all(gains)).then_some(movers.len())
        })
        .min()
}

#[test]
fn strong_equilibria_are_those_of_brute_force() {
    let (mut strong, mut blocked, mut by_groups) = (0, 0, 0);
    for seed in 0..1_500 {
        let game = small_game(seed);
        let tolerance = (seed % 3 / 2) as f64;
        for profile in all_profiles(&game) {
            let expected = smallest_gaining_group(&game, &profile, tolerance);
            let profile = Profile::new(profile);
            match StrongEquilibrium::new().tolerance(tolerance).solve(&game, &profile).unwrap() {
                Verdict::Exists(proof) => {
                    proof.check(&game).unwrap();
                    assert_eq!(expected, None, "seed {seed}");
                    strong += 1;
                }
                Verdict::Impossible(coalition) => {
                    coalition.check(&game).unwrap();
                    assert!(expected.is_some(), "seed {seed}");
                    blocked += 1;
                    by_groups += usize::from(expected > Some(1));
                }
                Verdict::Undecided(_) => panic!("nobody cancelled"),
            }
        }
    }
    assert!(strong > 500 && blocked > 5_000 && by_groups > 200, "{strong} {blocked} {by_groups}");
}

#[test]
fn groups_of_bounded_size_are_those_of_brute_force() {
    let mut sizes = [0; 6];
    for seed in 0..1_000 {
        let game = Real(small_game(seed));
        for profile in all_profiles(&game.0) {
            let expected = smallest_gaining_group(&game.0, &profile, 1e-12);
            let profile = Profile::new(profile);
            sizes[expected.unwrap_or(5)] += 1;
            for size in 1..=MAX_GROUP {
                match GroupDeviations::up_to(size).solve_embedded(&game, &profile).unwrap() {
                    Verdict::Exists(proof) => {
                        proof.check(&game).unwrap();
                        assert!(expected.is_none_or(|least| least > size), "seed {seed}");
                        let larger = NoGroupDeviation { size: MAX_GROUP, ..proof };
                        assert_eq!(larger.check(&game).is_ok(), expected.is_none());
                    }
                    Verdict::Impossible(group) => {
                        group.check(&game).unwrap();
                        assert_eq!(Some(group.moves.len()), expected, "seed {seed}: of least size");
                    }
                    Verdict::Undecided(_) => panic!("within the limit"),
                }
            }
        }
    }
    assert!(sizes[1..].iter().all(|&count| count > 10), "{sizes:?}");
}

/// The strong equilibria among the equilibria, with all evidence checked, by both methods.
fn strong_ones<F: Fn(usize, usize, i64) -> f64 + Sync + Clone>(game: &Game<F>) -> Vec<Vec<u8>> {
    let list = IntegerEquilibria::new().solve(game).unwrap().found().unwrap();
    let real = Real(Game { contributions: game.contributions.clone(), payoff: game.payoff.clone() });
    let mut strong = Vec::new();
    for member in list.listed().unwrap() {
        let verdict = StrongEquilibrium::new().solve(game, &member.profile).unwrap();
        match &verdict {
            Verdict::Exists(proof) => proof.check(game).unwrap(),
            Verdict::Impossible(coalition) => coalition.check(game).unwrap(),
            Verdict::Undecided(_) => panic!("nobody cancelled"),
        }
        let is_strong = matches!(verdict, Verdict::Exists(_));
        if game.contributions.len() <= MAX_GROUP {
            let bounded = GroupDeviations::up_to(MAX_GROUP).solve_embedded(&real, &member.profile).unwrap();
            assert_eq!(matches!(bounded, Verdict::Exists(_)), is_strong);
        }
        if is_strong {
            strong.push(member.profile.actions().to_vec());
        }
    }
    strong
}

#[test]
fn the_strong_equilibria_of_the_threshold_public_good_have_just_enough_contributors() {
    let needed = 3;
    let game =
        counting(5, 2, move |_, action, total| (if total >= needed { 3.0 } else { 0.0 }) - action as f64);
    let strong = strong_ones(&game);
    assert_eq!(strong.len(), 10);
    assert!(strong.iter().all(|profile| profile.iter().sum::<u8>() == 3));
    let nobody = Profile::new(vec![0; 5]);
    let Verdict::Impossible(coalition) = StrongEquilibrium::new().solve(&game, &nobody).unwrap() else {
        panic!("three can agree")
    };
    assert_eq!(coalition.moves.len(), 3);
    assert!(coalition.moves.iter().all(|step| step.action == 1 && step.gain == 2.0));
}

#[test]
fn strong_equilibria_of_known_games() {
    let minority = counting(
        5,
        2,
        |_, action: usize, total: i64| {
            if action == 1 { -total as f64 } else { (total - 5) as f64 }
        },
    );
    assert_eq!(strong_ones(&minority).len(), 20);
    let cournot = counting(3, 7, |_, output: usize, total: i64| (12 - total) as f64 * output as f64);
    assert_eq!(strong_ones(&cournot), Vec::<Vec<u8>>::new());
    let alliance = counting(3, 6, |player: usize, own: usize, total: i64| {
        let (q, total) = (own as f64, total as f64);
        [4.0, 2.0, 1.0][player] * (total - total * total / 20.0) - q * q / 2.0
    });
    assert_eq!(strong_ones(&alliance), Vec::<Vec<u8>>::new());
    let prisoners = counting(2, 2, |_, action: usize, total: i64| {
        if action == 0 { [3.0, 0.0][total as usize] } else { [0.0, 5.0, 1.0][total as usize] }
    });
    assert_eq!(strong_ones(&prisoners), Vec::<Vec<u8>>::new());
    for thresholds in [[0, 1, 2, 3, 4, 5, 6, 7], [0, 2, 2, 3, 4, 5, 6, 7], [0, 0, 2, 5, 5, 5, 5, 7]] {
        let riot =
            counting(
                8,
                2,
                move |player: usize, action: usize, total: i64| {
                    if action == 1 { (total - 1 - thresholds[player]) as f64 + 0.5 } else { 0.0 }
                },
            );
        assert_eq!(strong_ones(&riot), [[1; 8]]);
    }
}

#[test]
fn two_who_change_places_block_without_changing_the_total() {
    // Each prefers the other's place; single moves hurt.
    let own_place = |player, action, total| match total {
        1 if player == action => 1.0,
        1 => 0.0,
        _ => -1.0,
    };
    let game = counting(2, 2, own_place);
    let profile = Profile::new(vec![1, 0]);
    let Verdict::Impossible(coalition) = StrongEquilibrium::new().solve(&game, &profile).unwrap() else {
        panic!("they swap")
    };
    let moves = [Move { player: 0, action: 0, gain: 1.0 }, Move { player: 1, action: 1, gain: 1.0 }];
    assert_eq!(coalition.moves, moves);
    coalition.check(&game).unwrap();
}

#[test]
fn mutated_blocking_coalitions_are_refused() {
    let mut refused = 0;
    for seed in 0..300 {
        let game = small_game(seed);
        let profile = Profile::new(vec![0; game.contributions.len()]);
        let verdict = StrongEquilibrium::new().solve(&game, &profile).unwrap();
        let Verdict::Impossible(coalition) = verdict else { continue };
        let mut mutants: Vec<BlockingCoalition> = Vec::new();
        let mut with = |change: &dyn Fn(&mut BlockingCoalition)| {
            let mut mutant = coalition.clone();
            change(&mut mutant);
            mutants.push(mutant);
        };
        with(&|m| m.moves.clear());
        with(&|m| m.tolerance = f64::NAN);
        with(&|m| m.tolerance = m.moves[0].gain);
        with(&|m| m.profile = Profile::default());
        with(&|m| m.profile = m.profile.clone().with_action(0, 200));
        with(&|m| m.moves.push(m.moves[0]));
        for place in 0..coalition.moves.len() {
            with(&|m| m.moves[place].gain += 1.0);
            with(&|m| m.moves[place].gain = f64::NAN);
            with(&|m| m.moves[place].action = 0);
            with(&|m| m.moves[place].action = 9);
            with(&|m| m.moves[place].player = 9);
        }
        for mutant in mutants {
            assert!(mutant.check(&game).is_err(), "seed {seed}: {mutant:?}");
            refused += 1;
        }
    }
    assert!(refused > 2_000, "{refused}");
}

/// Whether every tag is true, from the definition.
fn is_true(game: &impl IntegerAggregativeGame, claim: &NoBlockingCoalition) -> bool {
    let players = game.player_count();
    let ends: Vec<(i64, i64)> = (0..players)
        .map(|player| {
            let own = || (0..game.action_count(player)).map(|action| game.contribution(player, action));
            (own().min().unwrap(), own().max().unwrap())
        })
        .collect();
    let (low, high) = ends.iter().fold((0, 0), |(low, high), end| (low + end.0, high + end.1));
    let counted: u64 = claim.runs.iter().fold(0, |sum, run| sum.saturating_add(run.totals));
    if claim.lowest != low
        || counted != (high - low + 1) as u64
        || claim.runs.iter().any(|run| run.totals == 0)
    {
        return false;
    }
    let total = total_of(game, claim.profile.actions());
    let tags = claim.runs.iter().flat_map(|run| (0..run.totals).map(|_| run.tag));
    (low..=high).zip(tags).all(|(moved, tag)| {
        let changes: Vec<Vec<i64>> = (0..players)
            .map(|player| {
                let chosen = claim.profile.action(player);
                (0..game.action_count(player))
                    .filter(|&action| {
                        let own = game.contribution(player, action);
                        action != chosen
                            && (low - ends[player].0..=high - ends[player].1).contains(&(moved - own))
                            && game.payoff(player, action, moved) - game.payoff(player, chosen, total)
                                > claim.tolerance
                    })
                    .map(|action| game.contribution(player, action) - game.contribution(player, chosen))
                    .collect()
            })
            .collect();
        let mut sums = vec![(0, 0)];
        for own in &changes {
            let longer = |&(sum, movers): &(i64, usize)| {
                own.iter()
                    .map(move |change| (sum + change, movers + 1))
                    .chain([(sum, movers)])
                    .collect::<Vec<_>>()
            };
            sums = sums.iter().flat_map(longer).collect();
        }
        let wanted = moved - total;
        match tag {
            BlockTag::Nobody => changes.iter().all(Vec::is_empty),
            BlockTag::Missed => {
                sums.iter().all(|(sum, _)| *sum < wanted) || sums.iter().all(|(sum, _)| *sum > wanted)
            }
            BlockTag::Unreachable => sums.iter().all(|&(sum, movers)| sum != wanted || movers == 0),
        }
    })
}

#[test]
fn proofs_that_nobody_blocks_are_accepted_exactly_if_they_are_true() {
    let (mut refused, mut accepted) = (0, 0);
    let tags = [BlockTag::Nobody, BlockTag::Missed, BlockTag::Unreachable];
    for seed in 0..600 {
        let game = small_game(seed);
        for profile in all_profiles(&game) {
            let profile = Profile::new(profile);
            let Verdict::Exists(proof) = StrongEquilibrium::new().solve(&game, &profile).unwrap() else {
                continue;
            };
            let mut mutants: Vec<NoBlockingCoalition> = Vec::new();
            let mut with = |change: &dyn Fn(&mut NoBlockingCoalition)| {
                let mut mutant = proof.clone();
                change(&mut mutant);
                mutants.push(mutant);
            };
            with(&|m| m.lowest += 1);
            with(&|m| m.runs.push(BlockRun { totals: 1, tag: BlockTag::Nobody }));
            with(&|m| m.runs.push(BlockRun { totals: u64::MAX, tag: BlockTag::Nobody }));
            for place in 0..proof.runs.len() {
                with(&|m| _ = m.runs.remove(place));
                with(&|m| m.runs[place].totals -= 1);
                for tag in tags {
                    with(&|m| m.runs[place].tag = tag);
                }
            }
            for other in all_profiles(&game) {
                with(&|m| m.profile = Profile::new(other.clone()));
            }
            for mutant in mutants {
                let got = mutant.check(&game);
                assert_eq!(got.is_ok(), is_true(&game, &mutant), "seed {seed}: {mutant:?} {got:?}");
                if got.is_ok() { accepted += 1 } else { refused += 1 }
            }
            let negative = NoBlockingCoalition { tolerance: -1.0, ..proof.clone() };
            assert_eq!(negative.check(&game), Err(Violation::Tolerance { value: -1.0 }));
        }
    }
    assert!(refused > 2_000 && accepted > 500, "{refused} {accepted}");
}

#[test]
fn mutated_groups_are_refused() {
    let mut refused = 0;
    for seed in 0..300 {
        let game = Real(small_game(seed));
        let profile = Profile::new(vec![0; game.player_count()]);
        let verdict = GroupDeviations::up_to(3).solve_embedded(&game, &profile).unwrap();
        let Verdict::Impossible(group) = verdict else { continue };
        let mut mutants: Vec<GroupDeviation> = Vec::new();
        let mut with = |change: &dyn Fn(&mut GroupDeviation)| {
            let mut mutant = group.clone();
            change(&mut mutant);
            mutants.push(mutant);
        };
        with(&|m| m.moves.clear());
        with(&|m| m.tolerance = f64::INFINITY);
        with(&|m| m.tolerance = m.moves[0].gain);
        with(&|m| m.profile = Profile::default());
        with(&|m| m.profile = m.profile.clone().with_action(0, 31));
        with(&|m| m.moves.push(m.moves[0]));
        with(&|m| m.moves.insert(0, Move { player: 99, action: 0, gain: 1.0 }));
        for place in 0..group.moves.len() {
            with(&|m| m.moves[place].gain += 1.0);
            with(&|m| m.moves[place].gain = f64::NAN);
            with(&|m| m.moves[place].action = 0);
            with(&|m| m.moves[place].action = 9);
        }
        for mutant in mutants {
            assert!(mutant.check(&game).is_err(), "seed {seed}: {mutant:?}");
            refused += 1;
        }
        let claim = NoGroupDeviation { size: group.moves.len(), tolerance: group.tolerance, profile };
        assert!(matches!(claim.check(&game), Err(Violation::GroupGains { .. })));
        let claim = NoGroupDeviation { size: 0, ..claim };
        assert_eq!(claim.check(&game), Err(Violation::Size { size: 0 }));
        let claim = NoGroupDeviation { size: MAX_GROUP + 1, ..claim };
        assert_eq!(claim.check(&game), Err(Violation::Size { size: MAX_GROUP + 1 }));
    }
    assert!(refused > 2_000, "{refused}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let game = counting(2, 2, |_, _, total| if total == 2 { f64::NAN } else { total as f64 });
    let strong = |actions: Vec<u8>| StrongEquilibrium::new().solve(&game, &Profile::new(actions)).map(|_| ());
    assert_eq!(strong(vec![0]), Err(integer::Error::ProfileLength { got: 1, players: 2 }));
    assert_eq!(strong(vec![0, 2]), Err(integer::Error::NoSuchAction { player: 1, action: 2, actions: 2 }));
    assert!(matches!(strong(vec![1, 1]), Err(integer::Error::PayoffNotFinite { total: 2, .. })));
    let negative = StrongEquilibrium::new().tolerance(-1.0).solve(&game, &Profile::new(vec![0, 0]));
    assert_eq!(negative.map(|_| ()), Err(integer::Error::Tolerance { value: -1.0 }));
    let small = StrongEquilibrium::new().cell_limit(5).solve(&game, &Profile::new(vec![0, 0]));
    assert_eq!(small.map(|_| ()), Err(integer::Error::TooManyCells { totals: 3, players: 2, limit: 5 }));

    let game = Real(game);
    let group = |size, actions: Vec<u8>| {
        GroupDeviations::up_to(size).solve_embedded(&game, &Profile::new(actions)).map(|_| ())
    };
    assert_eq!(group(0, vec![0, 0]), Err(Error::Size { got: 0 }));
    assert_eq!(group(5, vec![0, 0]), Err(Error::Size { got: 5 }));
    let length = willing_game::Error::ProfileLength { got: 1, players: 2 };
    assert_eq!(group(1, vec![0]), Err(Error::Profile(length)));
    assert!(matches!(group(1, vec![0, 1]), Err(Error::PayoffNotFinite { player: 0, action: 1, .. })));
    let negative =
        GroupDeviations::up_to(1).tolerance(f64::NAN).solve_embedded(&game, &Profile::new(vec![0, 0]));
    assert!(matches!(negative, Err(Error::Tolerance { .. })));
}

#[test]
fn a_limit_leaves_what_was_closed() {
    let game = counting(8, 3, |_, action, total| -((action as i64 * 7 + total) as f64));
    let nobody = Profile::new(vec![0; 8]);
    let flag = Arc::new(AtomicBool::new(true));
    let verdict = StrongEquilibrium::new().cancel(Arc::clone(&flag)).solve(&game, &nobody).unwrap();
    let Verdict::Undecided(partial) = verdict else { panic!("cancelled before it began") };
    assert_eq!((partial.limit, partial.open), (Limit::Cancelled, 17));
    partial.check(&game).unwrap();

    let game = Real(game);
    let verdict = GroupDeviations::up_to(3).evaluation_limit(500).solve_embedded(&game, &nobody).unwrap();
    let Verdict::Undecided(partial) = verdict else { panic!("too few for triples") };
    assert_eq!(partial.limit, Limit::Evaluations);
    assert_eq!(partial.excluded.as_ref().map(|closed| closed.size), Some(2));
    partial.check(&game).unwrap();
    let verdict = GroupDeviations::up_to(3).cancel(flag).solve_embedded(&game, &nobody).unwrap();
    let Verdict::Undecided(partial) = verdict else { panic!("cancelled before it began") };
    assert_eq!((partial.limit, partial.excluded), (Limit::Cancelled, None));
}

/// A random crisis of a few states, all tiers feasible.
fn crisis(seed: u64, states: usize) -> TierGame {
    let mut draws = Draws(seed);
    let tiers = TierSet::default();
    let parameters = Parameters {
        credit: Credit { exposure: 0.6, stance: 0.25, access: 0.15, finance: 0.0 },
        sharing: [SharingRule::Borch, SharingRule::Proportional, SharingRule::Equal][draws.below(3) as usize],
        authorization_legitimacy: draws.between(0.0, 0.4),
        stance_legitimacy: draws.between(0.0, 0.3),
        contest_exponent: draws.between(0.5, 2.0),
        failure_markup: draws.between(-0.5, 1.0),
        excludable_protection: draws.unit(),
        launch_probability: draws.unit(),
        launch_legitimacy: draws.unit(),
        launch_severity: draws.between(0.0, 8.0),
        domestic_probability: draws.unit(),
        domestic_legitimacy: draws.unit(),
        military_licence: draws.unit(),
        international_probability: draws.unit(),
        retaliation_probability: draws.unit(),
        retaliation_weights: [0.6, 0.3, 0.1],
        entrapment_probability: draws.unit(),
        treaty_credit: TreatyCredit { none: 0.35, multilateral: 0.4, bilateral: 0.95 },
        value_weight: draws.between(0.0, 3.0),
    };
    let method = Method {
        name: "act".into(),
        legitimacy: 0.3,
        difficulty: draws.between(0.2, 3.0),
        effectiveness: vec![draws.unit()],
        backlash: vec![draws.unit()],
        casualties: Pool { mean: draws.between(0.0, 4.0), deviation: draws.between(0.0, 3.0) },
        financial: Pool { mean: draws.between(0.0, 4.0), deviation: draws.between(0.0, 3.0) },
        projection_scale: 1.0,
        feasible: ActionSet::first(TierSet::MAX_TIERS),
    };
    let neutral = draws.below(4) == 0;
    let states: Vec<Arc<State>> = (0..states)
        .map(|seat| {
            let state = State {
                risk_tolerance: if neutral { f64::INFINITY } else { draws.between(2.0, 60.0) },
                capability: draws.between(0.0, 2.0),
                asset_capability: draws.between(0.0, 1.0),
                stance_weight: draws.between(0.0, 3.0),
                hazards: vec![Hazard { probability: draws.unit(), severity: draws.between(0.0, 40.0) }],
                casualty_sensitivity: draws.between(0.0, 3.0),
                opposition: draws.unit(),
                domestic_severity: draws.between(0.0, 8.0),
                international_severity: draws.between(0.0, 6.0),
                retaliation_severity: draws.between(0.0, 6.0),
                entrapment_severity: draws.between(0.0, 4.0),
                treaty: [Treaty::None, Treaty::Multilateral, Treaty::Bilateral][draws.below(3) as usize],
                abandonment_probability: draws.unit(),
                protection_value: draws.between(0.0, 30.0),
                affinity: draws.between(-1.0, 1.0),
                projection_cost: draws.between(0.0, 2.0),
                ..State::indifferent(format!("state {seat}"), 1, &tiers)
            };
            Arc::new(state)
        })
        .collect();
    let feasible = vec![ActionSet::first(tiers.len()); states.len()];
    let authorization = [Authorization::Unauthorized, Authorization::Authorized][draws.below(2) as usize];
    TierGame::new(
        Arc::new(tiers),
        Arc::new(parameters),
        Arc::new(method),
        0,
        authorization,
        states,
        &feasible,
    )
    .unwrap()
}

#[test]
fn no_payoff_in_a_box_exceeds_its_ceiling() {
    let mut draws = Draws(1);
    let mut close = 0;
    for seed in 0..400 {
        let game = crisis(seed, 3);
        for action in game.feasible(0).iter() {
            let mut others = TotalsBox { low: [0.0; 4], high: [0.0; 4] };
            for dimension in 0..4 {
                let sign = if dimension == willing_risk::STANCE { -1.0 } else { 0.0 };
                let ends = [draws.between(sign * 3.0, 3.0), draws.between(sign * 3.0, 3.0)];
                let ends = if draws.below(4) == 0 { [ends[0].abs(); 2] } else { ends };
                others.low[dimension] = ends[0].min(ends[1]);
                others.high[dimension] = ends[0].max(ends[1]);
            }
            let ceiling = tier_payoff_at_most(&game, 0, action, &others).unwrap();
            let mut most = f64::NEG_INFINITY;
            for sample in 0..40 {
                let mut point = others.low;
                for (dimension, place) in point.iter_mut().enumerate() {
                    let (low, high) = (others.low[dimension], others.high[dimension]);
                    // The sixteen corners, then points inside.
                    *place = match (sample < 16, sample >> dimension & 1) {
                        (true, 0) => low,
                        (true, _) => high,
                        (false, _) => draws.between(low, high),
                    };
                }
                most = most.max(game.payoff(0, action, &point));
            }
            assert!(most <= ceiling + 1e-10 * (1.0 + ceiling.abs()), "seed {seed}: {most} above {ceiling}");
            close += usize::from(ceiling - most < 0.1 * (1.0 + most.abs()));
        }
    }
    assert!(close > 400, "bounds that are never near prune nothing: {close}");
    let (game, nothing) = (crisis(1, 3), TotalsBox { low: [0.0; 4], high: [0.0; 4] });
    assert_eq!(tier_payoff_at_most(&game, 3, 0, &nothing), None);
}

#[test]
fn dropped_moves_of_states_never_hide_a_deviation() {
    let (mut by_group, mut none) = (0, 0);
    for seed in 0..60 {
        let game = crisis(seed, 4);
        let mut draws = Draws(seed);
        // Best replies in turn, so that single deviations do not hide the groups.
        let mut profile = Profile::new((0..4).map(|_| draws.below(8) as u8).collect());
        for _ in 0..20 {
            let Verdict::Impossible(better) = GroupDeviations::up_to(1).solve(&game, &profile).unwrap()
            else {
                break;
            };
            profile = profile.with_action(better.moves[0].player, better.moves[0].action);
        }
        let pruned = GroupDeviations::up_to(3).solve(&game, &profile).unwrap();
        assert_eq!(pruned, GroupDeviations::up_to(3).solve_embedded(&game, &profile).unwrap(), "seed {seed}");
        match pruned {
            Verdict::Exists(proof) => {
                proof.check(&game).unwrap();
                none += 1;
            }
            Verdict::Impossible(group) => {
                group.check(&game).unwrap();
                by_group += usize::from(group.moves.len() > 1);
            }
            Verdict::Undecided(_) => panic!("within the limit"),
        }
    }
    assert!(by_group > 3 && none > 3, "{by_group} {none}");
}
