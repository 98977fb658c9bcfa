//! Games with transferable utility through the facade: every known answer of the corpus, and what theory says of
//! concepts together.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use willing::check::nucleolus::{CertifiedNucleolus, Concept};
use willing::check::properties::Property;
use willing::check::values::Value;
use willing::game::tu::derived::{dual, scaled, sum, with_dummy};
use willing::game::tu::typed::{PlayerTypes, TypedGame};
use willing::game::tu::{Allocation, TableGame};
use willing::game::{Certificate, Coalition, Rational, Verdict};
use willing::solver::bargaining::BargainingSet;
use willing::solver::core::Core;
use willing::solver::kernel::{Kernel, Prekernel};
use willing::solver::least_core::LeastCore;
use willing::solver::nucleolus::{Modiclus, Nucleolus};
use willing::solver::properties::PropertyTest;
use willing::solver::structured::typed::{banzhaf_value, shapley_value};
use willing::solver::values::{EqualShares, GatelyPoint, Semivalues, TauValue};
use willing_testkit::corpus::tu::{Case, read_folder_and_environment};
use willing_testkit::strategies::{seeded, tu};
use willing_tests::in_workspace;

/// The answer of a concept, checked; `None` if there is no imputation, checked too.
fn nucleolus(game: &TableGame, concept: Concept) -> Option<CertifiedNucleolus> {
    match Nucleolus::of(concept).solve(game).unwrap() {
        Verdict::Exists(answer) => {
            answer.check(game).unwrap();
            assert!(answer.is_exact());
            Some(answer)
        }
        Verdict::Impossible(proof) => {
            proof.check(game).unwrap();
            None
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

fn prenucleolus(game: &TableGame) -> Vec<Rational> {
    nucleolus(game, Concept::Prenucleolus).unwrap().allocation
}

/// The same by player types, for all players; checked.
fn typed_nucleolus(game: &TypedGame, types: &PlayerTypes, concept: Concept) -> Option<Vec<Rational>> {
    match Nucleolus::of(concept).solve_typed(game).unwrap() {
        Verdict::Exists(answer) => {
            answer.check(game).unwrap();
            Some(types.by_player(&answer.amounts))
        }
        Verdict::Impossible(proof) => {
            proof.check(game).unwrap();
            None
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

/// The exact numbers of a value, checked.
fn amounts(value: &Value, game: &TableGame) -> Vec<Rational> {
    value.check(game).unwrap();
    value.amounts.exact().unwrap().to_vec()
}

fn least_core(game: &TableGame) -> Rational {
    let least = LeastCore::new().solve(game).unwrap().found().unwrap();
    least.check(game).unwrap();
    least.excess
}

fn core_is_empty(game: &TableGame) -> bool {
    match Core::new().solve(game).unwrap() {
        Verdict::Exists(point) => {
            point.check(game).unwrap();
            false
        }
        Verdict::Impossible(proof) => {
            proof.check(game).unwrap();
            true
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

fn holds(game: &TableGame, property: Property) -> bool {
    match PropertyTest::of(property).solve(game).unwrap() {
        Verdict::Exists(evidence) => {
            evidence.check(game).unwrap();
            true
        }
        Verdict::Impossible(counterexample) => {
            counterexample.check(game).unwrap();
            false
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

fn tau(game: &TableGame) -> Option<Vec<Rational>> {
    match TauValue::new().solve(game).unwrap() {
        Verdict::Exists(value) => Some(amounts(&value, game)),
        Verdict::Impossible(reason) => {
            reason.check(game).unwrap();
            None
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

fn gately(game: &TableGame) -> Option<Vec<Rational>> {
    match GatelyPoint.solve(game).unwrap() {
        Verdict::Exists(value) => Some(amounts(&value, game)),
        Verdict::Impossible(reason) => {
            reason.check(game).unwrap();
            None
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

/// Compares answers and counts them by key; what disagrees is collected, so that one run shows all of it.
#[derive(Default)]
struct Comparison {
    compared: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Comparison {
    fn of<T: PartialEq + std::fmt::Debug>(
        &mut self,
        case: &Case,
        key: &'static str,
        known: Option<&T>,
        ours: impl FnOnce() -> T,
    ) {
        let Some(known) = known else { return };
        *self.compared.entry(key).or_default() += 1;
        let ours = ours();
        if ours != *known {
            self.wrong.push(format!("{} ({}): {key} is {known:?}, not {ours:?}", case.name, case.file));
        }
    }

    fn case(&mut self, case: &Case) {
        let (game, known) = (&case.game, &case.answers);
        let point = |concept| move || nucleolus(game, concept).map(|answer| answer.allocation);
        let semivalue = |asked: Semivalues| move || amounts(&asked.solve(game).unwrap()[0], game);
        let shares = |asked: EqualShares| move || amounts(&asked.solve(game).unwrap(), game);
        self.of(case, "shapley", known.shapley.as_ref(), semivalue(Semivalues::new().shapley()));
        self.of(case, "banzhaf", known.banzhaf.as_ref(), semivalue(Semivalues::new().banzhaf()));
        let normalized = semivalue(Semivalues::new().normalized_banzhaf());
        self.of(case, "banzhaf_normalized", known.banzhaf_normalized.as_ref(), normalized);
        // A file says nothing where there is none: the product must prove that. Files may also leave the tau value out
        // of games that were too large for the programs they come from; then nothing is compared.
        let small = game.player_count() <= 10;
        let key = if known.tau.is_some() { "tau" } else { "no tau" };
        self.of(case, key, (small || known.tau.is_some()).then_some(&known.tau), || tau(game));
        let key = if known.nucleolus.is_some() { "nucleolus" } else { "no nucleolus" };
        self.of(case, key, Some(&known.nucleolus), point(Concept::Nucleolus));
        let some = |known: &Option<Vec<Rational>>| known.clone().map(Some);
        self.of(case, "prenucleolus", some(&known.prenucleolus).as_ref(), point(Concept::Prenucleolus));
        let per_capita = some(&known.per_capita_nucleolus);
        self.of(case, "per_capita_nucleolus", per_capita.as_ref(), point(Concept::PerCapitaNucleolus));
        let per_capita = some(&known.per_capita_prenucleolus);
        self.of(case, "per_capita_prenucleolus", per_capita.as_ref(), point(Concept::PerCapitaPrenucleolus));
        let levels = known.prenucleolus_levels.clone().map(|mut levels| {
            levels.dedup();
            levels
        });
        self.of(case, "prenucleolus_levels", levels.as_ref(), || {
            let answer = nucleolus(game, Concept::Prenucleolus).unwrap();
            let mut levels: Vec<Rational> = answer.levels.into_iter().map(|level| level.excess).collect();
            levels.dedup();
            levels
        });
        self.of(case, "modiclus", known.modiclus.as_ref(), || modiclus(game));
        self.of(case, "gately", some(&known.gately).as_ref(), || gately(game));
        self.of(case, "cis", known.cis.as_ref(), shares(EqualShares::imputation_centre()));
        self.of(case, "ensc", known.ensc.as_ref(), shares(EqualShares::non_separable()));
        self.of(case, "esd", known.esd.as_ref(), shares(EqualShares::equal_division()));
        self.of(case, "least_core_epsilon", known.least_core_epsilon.as_ref(), || least_core(game));
        self.of(case, "core_empty", known.core_empty.as_ref(), || core_is_empty(game));
        self.of(case, "convex", known.convex.as_ref(), || holds(game, Property::Convex));
        self.of(case, "superadditive", known.superadditive.as_ref(), || holds(game, Property::Superadditive));
        self.of(case, "monotone", known.monotone.as_ref(), || holds(game, Property::Monotone));
    }

    /// The same by the route that knows profiles only.
    fn typed_case(&mut self, case: &Case) {
        let known = &case.answers;
        let types = PlayerTypes::detect(&case.game).unwrap();
        if types.types().len() == case.game.player_count() {
            return;
        }
        let game = TypedGame::from_table(&case.game, types.clone()).unwrap();
        let point = |concept| {
            let (game, types) = (&game, &types);
            move || typed_nucleolus(game, types, concept)
        };
        self.of(case, "typed nucleolus", Some(&known.nucleolus), point(Concept::Nucleolus));
        let prenucleolus = known.prenucleolus.clone().map(Some);
        self.of(case, "typed prenucleolus", prenucleolus.as_ref(), point(Concept::Prenucleolus));
        self.of(case, "typed shapley", known.shapley.as_ref(), || shapley_value(&game));
        self.of(case, "typed banzhaf", known.banzhaf.as_ref(), || banzhaf_value(&game));
    }

    fn finish(&self, keys: &[&str]) {
        println!("{:?}", self.compared);
        assert!(self.wrong.is_empty(), "{} disagree:\n{}", self.wrong.len(), self.wrong.join("\n"));
        for key in keys {
            assert!(self.compared.get(key).is_some_and(|count| *count > 0), "nothing compared with {key}");
        }
    }
}

fn modiclus(game: &TableGame) -> Vec<Rational> {
    let answer = Modiclus::new().solve(game).unwrap().found().unwrap();
    answer.check(game).unwrap();
    answer.allocation
}

fn corpus() -> Vec<Case> {
    let cases = read_folder_and_environment(&in_workspace("fixtures/corpus")).unwrap();
    assert!(cases.len() >= 47, "the shipped corpus has 47 games, {} were read", cases.len());
    assert!(cases.iter().any(|case| case.game.player_count() >= 15), "a game of 15 players is among them");
    cases
}

/// An answer that no test reads is a hole in the tests: a file with a new key fails until somebody compares it.
#[test]
fn no_answer_of_the_corpus_is_left_unread() {
    let unread: Vec<String> = corpus()
        .iter()
        .flat_map(|case| case.unknown_keys.iter().map(|key| format!("{}, {}: {key}", case.file, case.name)))
        .filter(|place| place.contains(": answers."))
        .collect();
    assert!(unread.is_empty(), "answers that nothing is compared with:\n{}", unread.join("\n"));
}

#[test]
fn every_known_answer_is_the_products_answer() {
    let mut comparison = Comparison::default();
    for case in corpus() {
        comparison.case(&case);
    }
    comparison.finish(&[
        "shapley",
        "banzhaf",
        "banzhaf_normalized",
        "tau",
        "no tau",
        "nucleolus",
        "no nucleolus",
        "prenucleolus",
        "prenucleolus_levels",
        "least_core_epsilon",
        "core_empty",
        "convex",
        "superadditive",
    ]);
}

#[test]
fn every_known_answer_is_found_by_profiles_of_interchangeable_players() {
    let mut comparison = Comparison::default();
    for case in corpus() {
        comparison.typed_case(&case);
    }
    comparison.finish(&["typed nucleolus", "typed prenucleolus", "typed shapley", "typed banzhaf"]);
}

/// −v*: what players lose where v is what they prevent.
fn negative_dual(game: &TableGame) -> TableGame {
    scaled(&dual(game).unwrap(), &-Rational::one()).unwrap()
}

proptest! {
    #![proptest_config(seeded(60))]

    /// e(S, −x) in −v* is e(N∖S, x) in v, so one is solved exactly where the other is.
    #[test]
    fn the_negative_dual_has_the_negative_prenucleolus_and_the_same_least_core(game in tu::any_exact(2..=7)) {
        let mirrored = negative_dual(&game);
        let negated: Vec<Rational> = prenucleolus(&game).into_iter().map(|amount| -amount).collect();
        prop_assert_eq!(prenucleolus(&mirrored), negated);
        prop_assert_eq!(least_core(&mirrored), least_core(&game));
        prop_assert_eq!(core_is_empty(&mirrored), core_is_empty(&game));
    }

    /// x is in the core exactly if no coalition gets more than it can get at most: x(S) ≤ v*(S).
    #[test]
    fn core_points_are_those_that_give_no_coalition_more_than_its_dual_worth(game in tu::balanced(2..=6)) {
        let Verdict::Exists(point) = Core::new().solve(&game).unwrap() else { panic!("it is balanced") };
        let (x, dual) = (Allocation::new(&game, point.allocation).unwrap(), dual(&game).unwrap());
        for coalition in game.coalitions() {
            prop_assert!(x.of(coalition) <= dual.exact_worth(coalition));
        }
    }

    /// Sudhölter (1997): the modiclus is that of the dual game.
    #[test]
    fn the_modiclus_is_that_of_the_dual(game in tu::any_exact(2..=4)) {
        prop_assert_eq!(modiclus(&game), modiclus(&dual(&game).unwrap()));
    }

    /// The prekernel gives a dummy its own worth, and by consistency the others get what they got without it.
    #[test]
    fn a_dummy_gets_its_own_worth_and_changes_no_prenucleolus(game in tu::any_exact(1..=6), own in -6..=6i64) {
        let wider = with_dummy(&game, &own.into()).unwrap();
        let mut expected = prenucleolus(&game);
        expected.push(own.into());
        prop_assert_eq!(prenucleolus(&wider), expected);
        if let Some(answer) = nucleolus(&wider, Concept::Nucleolus) {
            prop_assert_eq!(answer.allocation.last(), Some(&own.into()));
        }
    }

    /// Maschler, Peleg & Shapley (1979): nucleolus ∈ kernel ⊆ bargaining set, prenucleolus ∈ prekernel.
    #[test]
    fn the_nucleolus_is_in_the_kernel_and_in_the_bargaining_set(game in tu::any_exact(2..=5)) {
        let point = Allocation::new(&game, prenucleolus(&game)).unwrap();
        prop_assert!(matches!(Prekernel::new().contains(&game, &point).unwrap(), Verdict::Exists(_)));
        if let Some(answer) = nucleolus(&game, Concept::Nucleolus) {
            let point = Allocation::new(&game, answer.allocation).unwrap();
            prop_assert!(matches!(Kernel::new().contains(&game, &point).unwrap(), Verdict::Exists(_)));
            prop_assert!(matches!(BargainingSet::new().contains(&game, &point).unwrap(), Verdict::Exists(_)));
        }
    }

    /// A non-empty core holds the nucleolus, which then is the prenucleolus, and its first level is the least core's.
    #[test]
    fn where_there_is_a_core_nucleolus_prenucleolus_and_least_core_meet_in_it(game in tu::any_exact(2..=6)) {
        let least = least_core(&game);
        prop_assert_eq!(least.is_positive(), core_is_empty(&game));
        let answer = nucleolus(&game, Concept::Prenucleolus).unwrap();
        prop_assert_eq!(answer.levels.first().map(|level| &level.excess), Some(&least));
        if !least.is_positive() {
            let point = nucleolus(&game, Concept::Nucleolus).unwrap();
            prop_assert_eq!(&point.allocation, &answer.allocation);
        }
    }

    /// The Shapley value of a sum of games is the sum of Shapley values, the nucleolus's in general is not.
    #[test]
    fn the_shapley_value_is_additive_across_kinds_of_games(
        convex in tu::convex(4..=4), simple in tu::simple(4..=4), scale in 1..4i64
    ) {
        let shapley = |game: &TableGame| amounts(&Semivalues::new().shapley().solve(game).unwrap()[0], game);
        let both = sum(&convex, &scaled(&simple, &scale.into()).unwrap()).unwrap();
        let parts = shapley(&convex).into_iter().zip(shapley(&simple));
        let added: Vec<Rational> = parts.map(|(one, other)| one + other * Rational::from(scale)).collect();
        prop_assert_eq!(shapley(&both), added);
    }
}

/// The test above can fail: a relation that does not hold is seen not to hold.
#[test]
fn the_nucleolus_is_not_additive_and_the_core_not_that_of_the_dual() {
    let one = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1]).unwrap();
    let other = TableGame::from_integers(vec![0, 0, 0, 0, 0, 0, 1, 1]).unwrap();
    let both = sum(&one, &other).unwrap();
    let parts = prenucleolus(&one).into_iter().zip(prenucleolus(&other));
    let added: Vec<Rational> = parts.map(|(one, other)| one + other).collect();
    assert_ne!(prenucleolus(&both), added);
    let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1]).unwrap();
    assert!(!core_is_empty(&gloves));
    assert!(core_is_empty(&dual(&gloves).unwrap()));
    assert_eq!(gloves.grand(), Coalition::from_bits(7));
}
