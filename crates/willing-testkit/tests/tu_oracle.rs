//! The oracle of games with transferable utility agrees with published answers and with theorems.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use willing_game::tu::TableGame;
use willing_game::{Coalition, Rational};
use willing_testkit::corpus::tu::{Case, Error, read_file, read_folder, read_folder_and_environment};
use willing_testkit::oracle::tu;
use willing_testkit::strategies::seeded;
use willing_testkit::strategies::tu::any_exact;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/corpus")
}

fn numbers(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn amounts(point: Option<tu::Point>) -> Option<Vec<Rational>> {
    point.map(|point| point.amounts)
}

#[test]
fn the_shipped_games_are_read_whole() {
    let cases = read_folder(&folder()).unwrap();
    assert_eq!(cases.len(), 47);
    for case in &cases {
        assert_eq!(case.unknown_keys, [""; 0], "{}", case.name);
        assert!(case.answers.shapley.is_some() && case.answers.core_empty.is_some(), "{}", case.name);
        assert!(
            case.game.is_exact() && !case.confirmed.is_null() && !case.source.is_empty(),
            "{}",
            case.name
        );
    }
    let of = |wanted: fn(&Case) -> bool| cases.iter().filter(|case| wanted(case)).count();
    assert_eq!(of(|case| case.answers.nucleolus.is_some()), 46);
    assert_eq!(of(|case| case.answers.prenucleolus_levels.is_some()), 42);
    assert_eq!(of(|case| case.answers.tau.is_some()), 33);
    assert_eq!(of(|case| case.game.player_count() == 15), 1);
}

/// Every answer to a game of at most six players, and the cheap ones to larger games too.
#[test]
fn the_oracle_gives_the_known_answers() {
    let mut judged = 0;
    for Case { name, game, answers, .. } in read_folder_and_environment(&folder()).unwrap() {
        let same = |wanted: Option<&Vec<Rational>>, got: Option<Vec<Rational>>, what: &str| {
            assert!(
                wanted.is_none() || wanted == got.as_ref(),
                "{name}: {what} {got:?}, expected {wanted:?}"
            );
        };
        if game.player_count() > 6 {
            continue;
        }
        judged += 1;
        same(answers.shapley.as_ref(), Some(tu::shapley(&game)), "Shapley value");
        let banzhaf = tu::banzhaf(&game);
        let total = banzhaf.iter().sum::<Rational>();
        let normalized = banzhaf.iter().map(|value| value.over(&total)).collect();
        same(answers.banzhaf.as_ref(), Some(banzhaf), "Banzhaf value");
        same(answers.banzhaf_normalized.as_ref(), normalized, "Banzhaf index");
        same(answers.tau.as_ref(), tu::tau(&game), "tau value");
        let truths = [
            (answers.core_empty, tu::core_is_empty(&game)),
            (answers.convex, tu::is_convex(&game)),
            (answers.superadditive, tu::is_superadditive(&game)),
            (answers.monotone, tu::is_monotone(&game)),
        ];
        assert!(
            truths.iter().all(|(wanted, got)| wanted.is_none_or(|wanted| wanted == *got)),
            "{name}: {truths:?}"
        );
        assert!(
            answers.least_core_epsilon.is_none() || answers.least_core_epsilon == tu::least_core(&game),
            "{name}"
        );
        let prenucleolus = tu::prenucleolus(&game).unwrap();
        if let Some(mut levels) = answers.prenucleolus_levels {
            levels.dedup();
            assert_eq!(prenucleolus.levels, levels, "{name}");
        }
        same(answers.prenucleolus.as_ref(), Some(prenucleolus.amounts), "prenucleolus");
        let nucleolus = amounts(tu::nucleolus(&game));
        assert!(answers.nucleolus.is_some() || nucleolus.is_none(), "{name}: {nucleolus:?}");
        same(answers.nucleolus.as_ref(), nucleolus, "nucleolus");
        same(
            answers.per_capita_nucleolus.as_ref(),
            amounts(tu::per_capita_nucleolus(&game)),
            "per capita nucleolus",
        );
        let per_capita = tu::per_capita_prenucleolus(&game);
        same(answers.per_capita_prenucleolus.as_ref(), amounts(per_capita), "per capita prenucleolus");
        if game.player_count() <= 4 {
            same(answers.modiclus.as_ref(), amounts(tu::modiclus(&game)), "modiclus");
        }
    }
    assert!(judged >= 39, "{judged} games");
}

/// Sudhölter (1997): the modiclus of a weighted majority game need not favour the minority with the rare glove, and
/// that of the glove market gives both sides of the market the same.
#[test]
fn the_modiclus_treats_both_sides_of_a_market_alike() {
    // One left glove (player 0), two right gloves: 1 unit to share between the sides.
    let gloves = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 0, 1]).unwrap();
    assert_eq!(amounts(tu::modiclus(&gloves)), Some(numbers(&["1/2", "1/4", "1/4"])));
    assert_eq!(amounts(tu::prenucleolus(&gloves)), Some(numbers(&["1", "0", "0"])));
}

/// Three players, v(N) = 9 and one pair worth 6: e/|S| is balanced where e is not.
#[test]
fn per_capita_excesses_give_another_point() {
    let game = TableGame::from_integers(vec![0, 0, 0, 6, 0, 0, 0, 9]).unwrap();
    // min max{−x₁, −x₂, −x₃, (6 − x₁ − x₂)/2} with x₃ = 9 − x₁ − x₂ and x₁ = x₂: both are (x₃ − 3)/2 = −x₃ at x₃ = 1.
    let level = "-1".parse().unwrap();
    let point = tu::per_capita_prenucleolus(&game).unwrap();
    assert_eq!((point.levels[0].clone(), point.amounts), (level, numbers(&["4", "4", "1"])));
    assert_eq!(amounts(tu::prenucleolus(&game)), Some(numbers(&["15/4", "15/4", "3/2"])));
}

#[test]
fn one_player_has_everything_and_no_imputation_means_no_nucleolus() {
    let alone = TableGame::from_integers(vec![0, 7]).unwrap();
    for point in [tu::nucleolus(&alone), tu::prenucleolus(&alone), tu::modiclus(&alone)] {
        assert_eq!(amounts(point), Some(numbers(&["7"])));
    }
    assert_eq!(tu::least_core(&alone), None);
    assert!(!tu::core_is_empty(&alone));
    let greedy = TableGame::from_integers(vec![0, 2, 2, 3]).unwrap();
    assert_eq!((tu::nucleolus(&greedy), tu::per_capita_nucleolus(&greedy)), (None, None));
    assert_eq!(amounts(tu::prenucleolus(&greedy)), Some(numbers(&["3/2", "3/2"])));
    assert!(tu::core_is_empty(&greedy));
}

#[test]
fn a_faulty_file_is_refused_with_its_place() {
    let written = |name: &str, text: &str| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tu_corpus").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("games_written.json");
        std::fs::write(&path, text).unwrap();
        read_file(&path)
    };
    let refusal = |name: &str, text: &str| {
        let refused: Error = written(name, text).unwrap_err();
        let text = refused.to_string();
        text.split_once("games_written.json: ").unwrap().1.to_owned()
    };
    assert_eq!(refusal("list", "{}"), "the file: expected a list of games");
    assert_eq!(refusal("name", "[{}]"), "/0.name: expected a text");
    assert_eq!(
        refusal("n", r#"[{"name": "a", "n": 31}]"#),
        "/0 (a).n: expected a number of players in 1..=30"
    );
    assert_eq!(refusal("v", r#"[{"name": "a", "n": 1, "v": ["0"]}]"#), "/0 (a).v: 1 entries: expected 2");
    assert_eq!(
        refusal("empty", r#"[{"name": "a", "n": 1, "v": [1, 2]}]"#),
        "/0 (a).v: the empty coalition has worth 1: expected 0"
    );
    assert!(
        refusal("nan", r#"[{"name": "a", "n": 1, "v": [0, "x"]}]"#)
            .starts_with("/0 (a).v[1]: \"x\" is no number")
    );
    assert_eq!(
        refusal("amounts", r#"[{"name": "a", "n": 1, "v": [0, 1], "answers": {"shapley": []}}]"#),
        "/0 (a).answers.shapley: 0 entries: expected 1"
    );
    assert_eq!(
        refusal("truth", r#"[{"name": "a", "n": 1, "v": [0, 1], "answers": {"convex": "yes"}}]"#),
        "/0 (a).answers.convex: expected true or false"
    );
    assert!(refusal("json", "[").starts_with("EOF while parsing a list at line 1"));
    let case = r#"[{"name": "a", "n": 1, "v": [0, 0.1], "b": 1, "answers": {"tau": null, "colour": 1}}]"#;
    let cases = written("unknown", case).unwrap();
    assert_eq!(cases[0].unknown_keys, ["answers.colour", "b"]);
    assert_eq!(cases[0].answers, willing_testkit::corpus::tu::Answers::default());
    assert_eq!(cases[0].game.exact_worth(cases[0].game.grand()).to_string(), "1/10");
}

/// Excesses e(S, x)/weight(S) of all coalitions but the empty and the grand one, or differences of two, falling.
fn sorted(game: &TableGame, point: &[Rational], kind: Kind) -> Vec<Rational> {
    let excess = |mask: u64| {
        let share = point.iter().zip(0..).filter(|(_, seat)| mask >> seat & 1 == 1).map(|(amount, _)| amount);
        game.exact_worth(Coalition::from_bits(mask)) - share.sum::<Rational>()
    };
    let grand = game.grand().bits();
    let mut all: Vec<Rational> = match kind {
        Kind::Excess => (1..grand).map(excess).collect(),
        Kind::PerCapita => {
            (1..grand).map(|s| excess(s).over(&Rational::from(s.count_ones())).unwrap()).collect()
        }
        Kind::Difference => {
            (0..=grand).flat_map(|s| (0..=grand).map(move |t| excess(s) - excess(t))).collect()
        }
    };
    all.sort_by(|one, other| other.cmp(one));
    all
}

#[derive(Clone, Copy)]
enum Kind {
    Excess,
    PerCapita,
    Difference,
}

/// No transfer between two players, large or small, makes the sorted excesses smaller.
fn is_least(game: &TableGame, point: &tu::Point, kind: Kind) -> bool {
    let best = sorted(game, &point.amounts, kind);
    let seats = 0..game.player_count();
    let pairs = seats.clone().flat_map(|one| seats.clone().map(move |other| (one, other)));
    let steps: Vec<Rational> = numbers(&["1/1000", "1/7", "1/2", "1", "3"]);
    pairs.filter(|(one, other)| one != other).all(|(one, other)| {
        steps.iter().all(|step| {
            let mut moved = point.amounts.clone();
            moved[one] += step;
            moved[other] -= step;
            sorted(game, &moved, kind) > best
        })
    })
}

proptest! {
    #![proptest_config(seeded(60))]

    #[test]
    fn lexicographic_points_are_efficient_and_no_transfer_improves_on_them(game in any_exact(1..=4)) {
        let total = game.exact_worth(game.grand());
        let prenucleolus = tu::prenucleolus(&game).unwrap();
        let per_capita = tu::per_capita_prenucleolus(&game).unwrap();
        for (point, kind) in [(&prenucleolus, Kind::Excess), (&per_capita, Kind::PerCapita)] {
            prop_assert_eq!(&point.amounts.iter().sum::<Rational>(), &total);
            prop_assert!(is_least(&game, point, kind), "{:?}", point);
            prop_assert!(point.levels.is_sorted_by(|high, low| high > low), "{:?}", point.levels);
        }
        if let Some(nucleolus) = tu::nucleolus(&game) {
            let rational = |(amount, seat): (&Rational, u32)| {
                *amount >= game.exact_worth(Coalition::of([seat]).unwrap())
            };
            prop_assert!(nucleolus.amounts.iter().zip(0..).all(rational));
            // Both are in the core if there is one, and in it nobody gets less than alone.
            if !tu::core_is_empty(&game) {
                prop_assert_eq!(&nucleolus.amounts, &prenucleolus.amounts);
                prop_assert!(game.player_count() == 1 || !tu::least_core(&game).unwrap().is_positive());
            }
        }
        prop_assert_eq!(tu::shapley(&game).iter().sum::<Rational>(), total);
    }
}

proptest! {
    #![proptest_config(seeded(12))]

    #[test]
    fn no_transfer_improves_on_the_modiclus(game in any_exact(2..=3)) {
        prop_assert!(is_least(&game, &tu::modiclus(&game).unwrap(), Kind::Difference));
    }
}
