//! All equilibria of games with one integer total: against brute force, on known games, with their proofs.
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

use willing_check::integer::{
    Cell, Count, Decomposition, IntegerEquilibriumList, IntegerRefutation, Listing, Run, Tag, Violation,
};
use willing_game::{Certificate, IntegerAggregativeGame, Limit, Profile, Verdict};
use willing_solver::integer::{CellProfiles, Error, IntegerEquilibria, profiles};

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
}

/// A game from its contributions and any payoff.
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

/// Each of `players` contributes 0..`actions`.
fn counting<F: Fn(usize, usize, i64) -> f64 + Sync>(players: usize, actions: usize, payoff: F) -> Game<F> {
    Game { contributions: vec![(0..actions as i64).collect(); players], payoff }
}

/// A few players with small contributions, some equal, some negative, and payoffs 0..4 from a table.
fn small_game(seed: u64) -> Game<impl Fn(usize, usize, i64) -> f64 + Sync> {
    let mut draws = Draws(seed);
    let players = 1 + draws.below(5) as usize;
    let contributions: Vec<Vec<i64>> =
        (0..players).map(|_| (0..=draws.below(4)).map(|_| draws.below(5) as i64 - 1).collect()).collect();
    let levels = [2, 3, 6, 1_000][draws.below(4) as usize];
    let table: Vec<f64> = (0..5 * 4 * 40).map(|_| draws.below(levels) as f64).collect();
    let payoff = move |player: usize, action: usize, total: i64| {
        table[(player * 4 + action) * 40 + (total + 10) as usize]
    };
    Game { contributions, payoff }
}

fn total_of(game: &impl IntegerAggregativeGame, profile: &[u8]) -> i64 {
    profile.iter().enumerate().map(|(player, &action)| game.contribution(player, usize::from(action))).sum()
}

/// The largest gain of a single deviation.
fn worst_gain(game: &impl IntegerAggregativeGame, profile: &[u8]) -> f64 {
    let total = total_of(game, profile);
    let mut worst = f64::NEG_INFINITY;
    for (player, &chosen) in profile.iter().enumerate() {
        let chosen = usize::from(chosen);
        for action in (0..game.action_count(player)).filter(|&action| action != chosen) {
            let then = total - game.contribution(player, chosen) + game.contribution(player, action);
            worst = worst.max(game.payoff(player, action, then) - game.payoff(player, chosen, total));
        }
    }
    worst
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

/// All ε-equilibria by total, then by profile.
fn brute_force(game: &impl IntegerAggregativeGame, tolerance: f64) -> Vec<(i64, Vec<u8>)> {
    let mut found: Vec<_> = all_profiles(game)
        .into_iter()
        .filter(|profile| worst_gain(game, profile) <= tolerance)
        .map(|profile| (total_of(game, &profile), profile))
        .collect();
    found.sort();
    found
}

/// The equilibria as plain actions, in ascending order, after the proof is checked.
fn solve(game: &impl IntegerAggregativeGame) -> Vec<Vec<u8>> {
    match IntegerEquilibria::new().solve(game).unwrap() {
        Verdict::Exists(list) => {
            list.check(game).unwrap();
            let mut found: Vec<_> =
                list.listed().unwrap().iter().map(|member| member.profile.actions().to_vec()).collect();
            found.sort();
            found
        }
        Verdict::Impossible(refutation) => {
            refutation.check(game).unwrap();
            Vec::new()
        }
        Verdict::Undecided(_) => panic!("small games are decided"),
    }
}

#[test]
fn the_list_is_that_of_brute_force_on_thousands_of_small_games() {
    let (mut none, mut one, mut many, mut ties) = (0, 0, 0, 0);
    for seed in 0..6_000 {
        let game = small_game(seed);
        let tolerance = (seed % 3 / 2) as f64;
        let expected = brute_force(&game, tolerance);
        match expected.len() {
            0 => none += 1,
            1 => one += 1,
            _ => many += 1,
        }
        match IntegerEquilibria::new().tolerance(tolerance).solve(&game).unwrap() {
            Verdict::Exists(list) => {
                list.check(&game).unwrap();
                let listed = list.listed().unwrap();
                let plain: Vec<_> =
                    listed.iter().map(|member| (member.total, member.profile.actions().to_vec())).collect();
                assert_eq!(plain, expected, "seed {seed}");
                assert_eq!(list.count, Count::Exactly(expected.len() as u128));
                assert!(
                    profiles(&list).eq(listed.iter().map(|member| member.profile.clone())),
                    "seed {seed}"
                );
                for member in listed {
                    assert_eq!(member.worst_gain, worst_gain(&game, member.profile.actions()));
                    assert_eq!(member.tie_dependent, member.worst_gain >= 0.0);
                    ties += usize::from(member.tie_dependent);
                }
                let counted =
                    IntegerEquilibria::new().tolerance(tolerance).answer_limit(0).solve(&game).unwrap();
                let counted = counted.found().unwrap();
                counted.check(&game).unwrap();
                assert_eq!((counted.count, &counted.cells), (list.count, &list.cells));
                assert_eq!(counted.listing, Listing::Counted);
            }
            Verdict::Impossible(refutation) => {
                refutation.check(&game).unwrap();
                assert!(expected.is_empty(), "seed {seed}");
            }
            Verdict::Undecided(_) => panic!("small games are decided"),
        }
    }
    // The generator reaches what it is there for.
    assert!(none > 200 && one > 200 && many > 200 && ties > 200, "{none} {one} {many} {ties}");
}

#[test]
fn every_kind_of_refutation_occurs() {
    let mut seen = [0_u64; 5];
    for seed in 0..2_000 {
        let runs = match IntegerEquilibria::new().solve(&small_game(seed)).unwrap() {
            Verdict::Exists(list) => list.decomposition.runs,
            Verdict::Impossible(refutation) => refutation.decomposition.runs,
            Verdict::Undecided(_) => panic!("small games are decided"),
        };
        for run in runs {
            let kind = match run.tag {
                Tag::NoBestReply { .. } => 0,
                Tag::Above => 1,
                Tag::Below => 2,
                Tag::Unreachable => 3,
                Tag::Holds => 4,
            };
            seen[kind] += run.totals;
        }
    }
    assert!(seen.iter().all(|&count| count > 20), "{seen:?}");
}

fn pledges(total: i64, needed: i64, benefit: f64, action: usize) -> f64 {
    (if total >= needed { benefit } else { 0.0 }) - action as f64
}

#[test]
fn the_threshold_public_good_has_the_empty_profile_and_all_minimal_coalitions() {
    let game = counting(5, 2, |_, action, total| pledges(total, 3, 3.0, action));
    let found = solve(&game);
    assert_eq!(found.len(), 11);
    assert!(found.iter().all(|profile| [0, 3].contains(&total_of(&game, profile))));
    let list = IntegerEquilibria::new().solve(&game).unwrap().found().unwrap();
    assert!(list.listed().unwrap().iter().all(|member| !member.tie_dependent));
}

#[test]
fn the_minority_game_has_all_splits_into_two_and_three() {
    let on_my_road =
        |_, action: usize, total: i64| if action == 1 { -total as f64 } else { (total - 5) as f64 };
    let found = solve(&counting(5, 2, on_my_road));
    assert_eq!(found.len(), 20);
    assert!(found.iter().all(|profile| [2, 3].contains(&profile.iter().sum())));
}

#[test]
fn three_firms_with_integer_outputs_have_seven_equilibria() {
    let game = counting(3, 7, |_, output, total| (12 - total) as f64 * output as f64);
    let expected = [[2, 3, 4], [2, 4, 3], [3, 2, 4], [3, 3, 3], [3, 4, 2], [4, 2, 3], [4, 3, 2]];
    assert_eq!(solve(&game), expected);
    let list = IntegerEquilibria::new().solve(&game).unwrap().found().unwrap();
    let strict: Vec<_> = list.listed().unwrap().iter().filter(|member| !member.tie_dependent).collect();
    assert_eq!(strict.len(), 1);
    assert_eq!(strict[0].profile, Profile::new(vec![3, 3, 3]));
}

#[test]
fn the_large_ally_carries_a_disproportionate_share() {
    let weights = [4.0, 2.0, 1.0];
    let game = counting(3, 6, |player, own, total| {
        let (q, total) = (own as f64, total as f64);
        weights[player] * (total - total * total / 20.0) - q * q / 2.0
    });
    assert_eq!(solve(&game), [[2, 1, 1]]);
}

#[test]
fn riots_follow_the_thresholds() {
    let riot =
        |thresholds: [i64; 8]| {
            solve(&counting(8, 2, move |player, action, total| {
                if action == 1 { (total - 1 - thresholds[player]) as f64 + 0.5 } else { 0.0 }
            }))
        };
    let everybody = vec![1; 8];
    assert_eq!(riot([0, 1, 2, 3, 4, 5, 6, 7]), std::slice::from_ref(&everybody));
    assert_eq!(riot([0, 2, 2, 3, 4, 5, 6, 7]), [vec![1, 0, 0, 0, 0, 0, 0, 0], everybody.clone()]);
    assert_eq!(riot([0, 0, 2, 5, 5, 5, 5, 7]), [vec![1, 1, 1, 0, 0, 0, 0, 0], everybody]);
}

#[test]
fn two_prisoners_defect() {
    let payoff = |_, action: usize, total: i64| {
        if action == 0 { [3.0, 0.0][total as usize] } else { [0.0, 5.0, 1.0][total as usize] }
    };
    assert_eq!(solve(&counting(2, 2, payoff)), [[1, 1]]);
}

#[test]
fn nobody_at_all_has_one_profile() {
    assert_eq!(solve(&counting(0, 2, |_, _, _| 0.0)), [Vec::<u8>::new()]);
}

#[test]
fn astronomic_numbers_are_counted_exactly_and_enumerated_on_demand() {
    let game = counting(100, 2, |_, _, _| 0.0);
    let list = IntegerEquilibria::new().solve(&game).unwrap().found().unwrap();
    list.check(&game).unwrap();
    assert_eq!(list.count, Count::Exactly(1 << 100));
    assert_eq!((list.cells.len(), list.listed()), (101, None));
    assert_eq!(list.cells[50].classes.len(), 1, "all are interchangeable");
    let first: Vec<i64> =
        profiles(&list).take(102).map(|profile| total_of(&game, profile.actions())).collect();
    assert_eq!((first[0], first[1], first[100], first[101]), (0, 1, 1, 2));
    let pairs = CellProfiles::new(&list.cells[2]);
    assert_eq!(pairs.count(), 4_950);

    let beyond = counting(140, 2, |_, _, _| 0.0);
    let list = IntegerEquilibria::new().solve(&beyond).unwrap().found().unwrap();
    list.check(&beyond).unwrap();
    assert_eq!(list.count, Count::Beyond);
}

#[test]
fn many_actions_are_no_limit() {
    // Two firms, outputs 0..=200, inverse demand 301 − Q, unit cost 1: everybody produces 100.
    let game = counting(2, 201, |_, output, total| (300 - total) as f64 * output as f64);
    assert_eq!(solve(&game), [[99, 101], [100, 100], [101, 99]]);
}

/// Complements or substitutes for `players` of six actions with contributions up to about 40.
fn alliance(players: usize, seed: u64) -> Game<impl Fn(usize, usize, i64) -> f64 + Sync> {
    let mut draws = Draws(seed);
    let contributions: Vec<Vec<i64>> = (0..players)
        .map(|_| {
            let capability = 5.0 + 40.0 * draws.unit() * draws.unit();
            [0.0, 0.1, 0.25, 0.45, 0.7, 1.0].map(|x: f64| (x * capability).round() as i64).to_vec()
        })
        .collect();
    let greatest: i64 = contributions.iter().map(|own| own[5]).sum();
    let value: Vec<f64> = (0..players).map(|_| 4.0 * draws.unit() - 0.5).collect();
    let prize: Vec<f64> = (0..6 * players).map(|_| draws.unit()).collect();
    let entangled: Vec<f64> = (0..6 * players).map(|place| (place % 6) as f64 * 0.3 * draws.unit()).collect();
    let success: Vec<f64> = (0..=greatest)
        .map(|total| {
            let x = total as f64 / greatest as f64;
            x * x / (x * x + 0.2)
        })
        .collect();
    let payoff = move |player: usize, action: usize, total: i64| {
        let success = success[total as usize];
        value[player] * success + prize[6 * player + action]
            - entangled[6 * player + action] * (1.0 - 0.8 * success)
    };
    Game { contributions, payoff }
}

#[test]
fn the_answer_is_the_same_for_any_number_of_threads() {
    let game = alliance(193, 7);
    let one = IntegerEquilibria::new().solve(&game).unwrap();
    for threads in [2, 3] {
        assert_eq!(
            format!("{one:?}"),
            format!("{:?}", IntegerEquilibria::new().threads(threads).solve(&game).unwrap())
        );
    }
    let limited = |threads| {
        let settings = IntegerEquilibria::new().work_limit(400_000).threads(threads);
        format!("{:?}", settings.solve(&game).unwrap())
    };
    assert_eq!(limited(1), limited(2));
}

#[test]
fn large_games_are_decided_with_small_proofs_that_check() {
    for seed in 0..4 {
        let game = alliance(193, seed);
        match IntegerEquilibria::new().solve(&game).unwrap() {
            Verdict::Exists(list) => {
                list.check(&game).unwrap();
                assert!(list.decomposition.runs.len() < 2_000);
            }
            Verdict::Impossible(refutation) => {
                refutation.check(&game).unwrap();
                assert!(refutation.decomposition.runs.len() < 2_000);
            }
            Verdict::Undecided(_) => panic!("within the default limits"),
        }
    }
}

#[test]
fn a_limit_leaves_a_proof_of_what_was_decided() {
    let game = alliance(193, 3);
    let Verdict::Undecided(partial) = IntegerEquilibria::new().work_limit(100_000).solve(&game).unwrap()
    else {
        panic!("the limit is too small to finish");
    };
    partial.check(&game).unwrap();
    assert_eq!(partial.limit, Limit::Evaluations);
    assert!(partial.open > 0 && partial.decomposition.totals() > 0);
    let mut wrong = partial.clone();
    wrong.open -= 1;
    assert!(matches!(wrong.check(&game), Err(Violation::Coverage { .. })));

    let cancelled = IntegerEquilibria::new().cancel(Arc::new(AtomicBool::new(true))).solve(&game).unwrap();
    let Verdict::Undecided(partial) = cancelled else { panic!("cancelled before it began") };
    assert_eq!((partial.limit, partial.decomposition.totals()), (Limit::Cancelled, 0));
    partial.check(&game).unwrap();
}

#[test]
fn games_that_make_no_sense_are_refused() {
    let solve = |game: &dyn IntegerAggregativeGame| {
        IntegerEquilibria::new().cell_limit(1_000).solve(game).map(|_| ())
    };
    let nan = counting(
        2,
        2,
        |player, action, total| {
            if (player, action, total) == (1, 0, 1) { f64::NAN } else { -(total as f64) }
        },
    );
    let Err(Error::PayoffNotFinite { player: 1, action: 0, total: 1, payoff }) = solve(&nan) else {
        panic!("a payoff that is no number")
    };
    assert!(payoff.is_nan());
    let infinite = counting(1, 1, |_, _, _| f64::INFINITY);
    let (player, action, total, payoff) = (0, 0, 0, f64::INFINITY);
    assert_eq!(solve(&infinite), Err(Error::PayoffNotFinite { player, action, total, payoff }));
    assert_eq!(solve(&counting(3, 0, |_, _, _| 0.0)), Err(Error::ActionCount { player: 0, got: 0 }));
    assert_eq!(solve(&counting(3, 257, |_, _, _| 0.0)), Err(Error::ActionCount { player: 0, got: 257 }));
    let wide = |most: i64, players: usize| Game {
        contributions: vec![vec![0, most]; players],
        payoff: |_, _, _| 0.0,
    };
    let (totals, players, limit) = (1_001, 2, 1_000);
    assert_eq!(solve(&wide(500, 2)), Err(Error::TooManyCells { totals, players, limit }));
    assert_eq!(solve(&wide(i64::MAX, 2)), Err(Error::ContributionsTooLarge));
    assert_eq!(solve(&wide(i64::MIN, 1)), Err(Error::ContributionsTooLarge));
    let settings = IntegerEquilibria::new().tolerance(-1.0);
    assert_eq!(settings.solve(&wide(1, 1)).map(|_| ()), Err(Error::Tolerance { value: -1.0 }));
    assert!(IntegerEquilibria::new().tie_band(f64::NAN).solve(&wide(1, 1)).is_err());
}

/// Every change of one run of a decomposition.
fn run_mutants(decomposition: &Decomposition, players: usize) -> Vec<Decomposition> {
    let mut mutants = Vec::new();
    let mut with = |change: &dyn Fn(&mut Decomposition)| {
        let mut mutant = decomposition.clone();
        change(&mut mutant);
        if mutant != *decomposition {
            mutants.push(mutant);
        }
    };
    with(&|mutant| mutant.lowest += 1);
    with(&|mutant| mutant.lowest -= 1);
    with(&|mutant| mutant.runs.push(Run { totals: 1, tag: Tag::Above }));
    with(&|mutant| mutant.runs.push(Run { totals: u64::MAX, tag: Tag::Above }));
    with(&|mutant| mutant.runs.push(Run { totals: 0, tag: Tag::Above }));
    let tags = [Tag::Above, Tag::Below, Tag::Unreachable, Tag::Holds];
    let tags: Vec<Tag> =
        tags.into_iter().chain((0..=players).map(|player| Tag::NoBestReply { player })).collect();
    for place in 0..decomposition.runs.len() {
        with(&|mutant| _ = mutant.runs.remove(place));
        with(&|mutant| mutant.runs[place].totals += 1);
        with(&|mutant| mutant.runs[place].totals -= 1);
        for &tag in &tags {
            with(&|mutant| mutant.runs[place].tag = tag);
        }
    }
    mutants
}

fn best_replies(game: &impl IntegerAggregativeGame, player: usize, total: i64) -> Vec<i64> {
    let range = |least: bool| -> i64 {
        let end = |p: usize| {
            let own = (0..game.action_count(p)).map(|a| game.contribution(p, a));
            if least { own.min() } else { own.max() }.unwrap()
        };
        (0..game.player_count()).filter(|&p| p != player).map(end).sum()
    };
    let best = |own: i64| {
        let others = total - own;
        let payoff = |b: usize| game.payoff(player, b, others + game.contribution(player, b));
        (0..game.action_count(player)).map(payoff).fold(f64::MIN, f64::max)
    };
    (0..game.action_count(player))
        .filter(|&action| {
            let own = game.contribution(player, action);
            (range(true)..=range(false)).contains(&(total - own))
                && game.payoff(player, action, total) >= best(own)
        })
        .map(|action| game.contribution(player, action))
        .collect()
}

/// Whether a decomposition is true, by definition and without any of the code under test.
fn is_true(game: &impl IntegerAggregativeGame, decomposition: &Decomposition, holding: &[i64]) -> bool {
    let players = game.player_count();
    let end = |least: bool| -> i64 {
        (0..players)
            .map(|player| {
                let own = (0..game.action_count(player)).map(|action| game.contribution(player, action));
                if least { own.min() } else { own.max() }.unwrap()
            })
            .sum()
    };
    let totals: Vec<i64> = (end(true)..=end(false)).collect();
    let counted: u64 = decomposition.runs.iter().fold(0, |sum, run| sum.saturating_add(run.totals));
    if decomposition.lowest != totals[0]
        || counted != totals.len() as u64
        || decomposition.runs.iter().any(|run| run.totals == 0)
    {
        return false;
    }
    let tags = decomposition.runs.iter().flat_map(|run| (0..run.totals).map(|_| run.tag));
    totals.iter().zip(tags).all(|(&total, tag)| {
        let replies: Vec<_> = (0..players).map(|player| best_replies(game, player, total)).collect();
        let someone_has_none = replies.iter().any(Vec::is_empty);
        let sum = |pick: fn(&Vec<i64>) -> i64| replies.iter().map(pick).sum::<i64>();
        match tag {
            Tag::NoBestReply { player } => replies.get(player).is_some_and(Vec::is_empty),
            Tag::Above => someone_has_none || sum(|own| *own.iter().min().unwrap()) > total,
            Tag::Below => someone_has_none || sum(|own| *own.iter().max().unwrap()) < total,
            Tag::Unreachable => !holding.contains(&total),
            Tag::Holds => holding.contains(&total),
        }
    })
}

#[test]
fn decompositions_are_accepted_exactly_if_they_are_true() {
    let (mut refused, mut accepted) = (0, 0);
    for seed in 0..150 {
        let game = small_game(seed);
        let verdict = IntegerEquilibria::new().solve(&game).unwrap();
        let (decomposition, cells) = match &verdict {
            Verdict::Exists(list) => (list.decomposition.clone(), list.cells.clone()),
            Verdict::Impossible(refutation) => (refutation.decomposition.clone(), Vec::new()),
            Verdict::Undecided(_) => panic!("small games are decided"),
        };
        let holding: Vec<i64> = cells.iter().map(|cell| cell.total).collect();
        for mutant in run_mutants(&decomposition, game.player_count()) {
            let expected = is_true(&game, &mutant, &holding);
            let got = match &verdict {
                Verdict::Exists(list) => {
                    IntegerEquilibriumList { decomposition: mutant.clone(), ..list.clone() }.check(&game)
                }
                _ => IntegerRefutation { tolerance: 0.0, decomposition: mutant.clone() }.check(&game),
            };
            assert_eq!(got.is_ok(), expected, "seed {seed}: {mutant:?} {got:?}");
            if got.is_ok() { accepted += 1 } else { refused += 1 }
        }
    }
    assert!(refused > 5_000 && accepted > 100, "{refused} refused, {accepted} accepted");
}

fn list_mutants(list: &IntegerEquilibriumList) -> Vec<(&'static str, IntegerEquilibriumList)> {
    let mut mutants = Vec::new();
    let mut with = |name, change: &dyn Fn(&mut IntegerEquilibriumList)| {
        let mut mutant = list.clone();
        change(&mut mutant);
        assert!(format!("{mutant:?}") != format!("{list:?}"), "{name} changes nothing");
        mutants.push((name, mutant));
    };
    with("tolerance below 0", &|m| m.tolerance = -1.0);
    with("tolerance NaN", &|m| m.tolerance = f64::NAN);
    with("tie band NaN", &|m| m.tie_band = f64::NAN);
    with("count", &|m| m.count = m.count.plus(Count::Exactly(1)));
    with("count beyond", &|m| m.count = Count::Beyond);
    for place in 0..list.cells.len() {
        with("cell dropped", &|m| drop(m.cells.remove(place)));
        with("cell repeated", &|m| m.cells.insert(place, m.cells[place].clone()));
        with("cell moved", &|m| m.cells[place].total += 1);
        with("cell count", &|m| m.cells[place].count = m.cells[place].count.plus(Count::Exactly(1)));
        with("one more in the cell and in all", &|m| {
            let one = Count::Exactly(1);
            (m.cells[place].count, m.count) = (m.cells[place].count.plus(one), m.count.plus(one));
            m.listing = Listing::Counted;
        });
        with("cell denied", &|m| {
            let total = m.cells.remove(place).total;
            m.count = m.cells.iter().fold(Count::ZERO, |sum, cell| sum.plus(cell.count));
            m.listing = Listing::Counted;
            let tags = m.decomposition.runs.iter().flat_map(|run| (0..run.totals).map(|_| run.tag));
            let denied = |(at, tag)| if at == total { Tag::Unreachable } else { tag };
            let tags = (m.decomposition.lowest..).zip(tags).map(denied);
            m.decomposition.runs = tags.map(|tag| Run { totals: 1, tag }).collect();
        });
        for class in 0..list.cells[place].classes.len() {
            with("class dropped", &|m| drop(m.cells[place].classes.remove(class)));
            with("class repeated", &|m| {
                let again = m.cells[place].classes[class].clone();
                m.cells[place].classes.push(again);
            });
            with("class emptied", &|m| m.cells[place].classes[class].players.clear());
            with("class action", &|m| m.cells[place].classes[class].actions[0] ^= 1);
            with("class contribution", &|m| m.cells[place].classes[class].contributions[0] += 1);
            with("class player", &|m| m.cells[place].classes[class].players[0] += 1);
        }
    }
    let members = |m: &mut IntegerEquilibriumList, change: &dyn Fn(&mut Vec<_>)| {
        let Listing::All(listed) = &mut m.listing else { panic!("listed") };
        change(listed);
    };
    for place in 0..list.listed().unwrap().len() {
        with("profile dropped", &|m| members(m, &|listed| drop(listed.remove(place))));
        with("profile repeated", &|m| members(m, &|listed| listed.insert(place, listed[place].clone())));
        with("profile total", &|m| members(m, &|listed| listed[place].total += 1));
        with("profile gain", &|m| members(m, &|listed| listed[place].worst_gain += 0.5));
        with("profile flag", &|m| members(m, &|listed| listed[place].tie_dependent ^= true));
        with("profile short", &|m| {
            members(m, &|listed| {
                let actions = listed[place].profile.actions();
                listed[place].profile = Profile::new(actions[1..].to_vec());
            });
        });
        for action in [0, 1, 2, 200] {
            let changed = list.listed().unwrap()[place].profile.clone().with_action(0, action);
            if changed != list.listed().unwrap()[place].profile {
                with("profile action", &|m| members(m, &|listed| listed[place].profile = changed.clone()));
            }
        }
        if place > 0 {
            with("profiles swapped", &|m| members(m, &|listed| listed.swap(place, place - 1)));
        }
    }
    mutants
}

#[test]
fn mutated_lists_are_refused() {
    let mut refused = 0;
    for seed in 0..120 {
        let game = small_game(seed);
        let Verdict::Exists(list) = IntegerEquilibria::new().solve(&game).unwrap() else { continue };
        // With a single player of one action everything is finite; nobody's gain is minus infinity + 1/2.
        if list.listed().unwrap().iter().any(|member| member.worst_gain.is_infinite()) {
            continue;
        }
        for (name, mutant) in list_mutants(&list) {
            assert!(mutant.check(&game).is_err(), "seed {seed}: {name}");
            refused += 1;
        }
        let other = small_game(seed + 1_000);
        let same_list = brute_force(&other, 0.0) == brute_force(&game, 0.0);
        assert!(same_list || list.check(&other).is_err(), "seed {seed}: another game");
    }
    assert!(refused > 2_000, "{refused}");
}

#[test]
fn a_cell_with_nonsense_has_no_profiles() {
    let cell = Cell { total: 3, count: Count::Exactly(1), classes: Vec::new() };
    assert_eq!(CellProfiles::new(&cell).count(), 0);
    let game = counting(3, 2, |_, _, _| 0.0);
    let list = IntegerEquilibria::new().solve(&game).unwrap().found().unwrap();
    let mut twice = list.cells[1].clone();
    twice.classes[0].players[1] = 0;
    assert_eq!(CellProfiles::new(&twice).count(), 0);
}
