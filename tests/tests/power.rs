//! Voting power through the facade: every known answer of the corpus, exactly, its evidence checked.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fmt::Debug;

use willing::check::power::{MOST_ENUMERATED, PowerIndices};
use willing::council::WeightedQuota;
use willing::game::{Certificate, Rational};
use willing::solver::power::weighted::WeightedPower;
use willing::solver::power::{Error, Indices, Route};
use willing_testkit::corpus::voting::{Case, Corpus, read_folder_and_environment};
use willing_tests::in_workspace;

fn corpus() -> Vec<Corpus> {
    read_folder_and_environment(&in_workspace("fixtures/corpus")).unwrap()
}

fn same<T: PartialEq + Debug>(case: &Case, what: &str, known: Option<&T>, got: Option<&T>) {
    if known.is_some() {
        assert_eq!(got, known, "{what} of {}", case.id);
    }
}

fn agrees(case: &Case, power: &PowerIndices) {
    same(case, "winning coalitions", case.winning_coalitions.as_ref(), Some(&power.winning));
    same(case, "collectivity", case.coleman_collectivity.as_ref(), Some(&power.collectivity()));
    same(case, "swings", case.banzhaf_raw.as_ref(), Some(&power.swings));
    same(case, "all swings", case.banzhaf_total.as_ref(), Some(&power.total_swings()));
    same(case, "Banzhaf", case.banzhaf_normalized.as_ref(), power.normalized_banzhaf().as_ref());
    same(case, "Penrose-Banzhaf", case.penrose_banzhaf.as_ref(), Some(&power.penrose_banzhaf()));
    same(case, "prevent", case.coleman_prevent.as_ref(), power.coleman_prevent().as_ref());
    same(case, "initiate", case.coleman_initiate.as_ref(), power.coleman_initiate().as_ref());
    same(case, "Shapley-Shubik", case.shapley_shubik.as_ref(), Some(&power.shapley_shubik));
    same(case, "Rae", case.rae.as_ref(), Some(&power.rae()));
    let floats = power.shapley_shubik.iter().map(Rational::to_f64);
    let known = case.shapley_shubik_float.iter().flatten();
    assert!(floats.zip(known).all(|(got, known)| (got - known).abs() < 1e-15), "{}", case.id);
    let minimal = power.minimal.as_ref().unwrap();
    let count = case.minimal_winning_coalitions.as_ref();
    same(case, "minimal coalitions", count, Some(&minimal.count));
    same(case, "memberships", case.holler_pgi_counts.as_ref(), Some(&minimal.memberships));
    same(case, "Holler", case.holler_pgi.as_ref(), minimal.public_good().as_ref());
    same(case, "Deegan-Packel", case.deegan_packel.as_ref(), Some(&minimal.deegan_packel));
    if power.johnston.is_some() {
        same(case, "Johnston, raw", case.johnston_raw.as_ref(), power.johnston.as_ref());
        same(case, "Johnston", case.johnston.as_ref(), power.normalized_johnston().as_ref());
    }
}

#[test]
fn every_known_index_is_found_and_checked() {
    let mut games = 0;
    for case in corpus().iter().flat_map(|corpus| &corpus.games) {
        games += 1;
        let game = case.game().unwrap();
        let by_diagram = Indices::new().minimal().route(Route::Diagram).solve(&game).unwrap();
        agrees(case, &by_diagram);
        let power = Indices::new().minimal().johnston().solve(&game).unwrap();
        agrees(case, &power);
        // Johnston's index is checked by enumeration only.
        let johnston = power.johnston.clone().filter(|_| case.n <= MOST_ENUMERATED);
        assert_eq!(PowerIndices { johnston, ..power }.check(&game), Ok(()), "{}", case.id);
    }
    assert!(games >= 25);
}

#[test]
fn large_games_have_exact_swings_and_bounded_orders() {
    let mut games = 0;
    for case in corpus().iter().flat_map(|corpus| &corpus.large_games) {
        games += 1;
        let game = case.game().unwrap();
        let rule = WeightedQuota::new(case.weights.iter().copied(), case.quota).unwrap();
        let power = WeightedPower::new();
        let swings = power.swings(&rule).unwrap();
        assert_eq!(Some(&swings.by_seat), case.banzhaf_raw.as_ref(), "{}", case.id);
        assert_eq!(swings.check(&game), Ok(()), "{}", case.id);
        let near = |known: &Option<Vec<f64>>, got: Vec<f64>, error: f64| {
            for (known, got) in known.iter().flatten().zip(got) {
                assert!((known - got).abs() <= error + 1e-12 * known, "{}: {known} {got}", case.id);
            }
        };
        let floats = |exact: Vec<Rational>| exact.iter().map(Rational::to_f64).collect::<Vec<_>>();
        near(&case.banzhaf_normalized_float, floats(swings.normalized_banzhaf().unwrap()), 0.0);
        near(&case.penrose_banzhaf_float, floats(swings.penrose_banzhaf()), 0.0);
        let orders = power.float_shapley_shubik(&rule).unwrap();
        // The known numbers are rounded sums over nodes.
        near(&case.shapley_shubik_float, orders.by_seat.clone(), orders.error + 1e-12);
        assert!(orders.error < 1e-11 && (orders.by_seat.iter().sum::<f64>() - 1.0).abs() < 1e-11);
        match Indices::new().most_steps(1 << 30).solve(&game) {
            Ok(indices) => assert_eq!(indices.swings, swings.by_seat, "{}", case.id),
            Err(refusal) => assert!(matches!(refusal, Error::TooManySteps { .. }), "{}: {refusal}", case.id),
        }
    }
    assert!(games >= 1);
}

#[test]
fn evidence_is_data_and_strangers_numbers_are_refused() {
    let case = corpus().remove(0).games.remove(0);
    let power = Indices::new().minimal().johnston().solve(&case.game().unwrap()).unwrap();
    let text = serde_json::to_string(&power).unwrap();
    assert_eq!(serde_json::from_str::<PowerIndices>(&text).unwrap(), power);
    let winning = format!("\"winning\":\"{}\"", power.winning);
    assert!(text.contains(&winning));
    let digits = "9".repeat(20_001);
    for wrong in ["-1", "1e3", "", "0x10", " 4", digits.as_str()] {
        let text = text.replace(&winning, &format!("\"winning\":\"{wrong}\""));
        assert!(serde_json::from_str::<PowerIndices>(&text).is_err(), "{wrong}");
    }
    assert!(serde_json::from_str::<PowerIndices>(&text.replace("winning", "losing")).is_err());
}
