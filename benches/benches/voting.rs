//! Voting power of drawn weighted games, for regressions. Packages of other people are in the record: see
//! `examples/voting`.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};
use willing::check::power::PowerIndices;
use willing::council::{SimpleGame, WeightedQuota};
use willing::game::{Certificate, Rational};
use willing::solver::power::weighted::{SwingTable, WeightedPower};
use willing_bench::voting::drawn_majority;

fn game(rule: &WeightedQuota) -> SimpleGame {
    SimpleGame::weighted(rule.quota(), rule.weights().as_slice()).unwrap()
}

fn assert_near(floats: &[f64], exact: &[Rational], bound: f64) {
    let near = |(float, exact): (&f64, &Rational)| (float - exact.to_f64()).abs() <= bound + f64::EPSILON;
    assert!(floats.len() == exact.len() && floats.iter().zip(exact).all(near), "{floats:?}");
}

fn group<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_secs(1));
    group
}

fn indices(criterion: &mut Criterion) {
    let power = WeightedPower::new();
    let mut group = group(criterion, "voting");
    for seats in [20, 50, 100, 200] {
        let rule = drawn_majority(seats, 100, 1).unwrap();
        let swings = power.swings(&rule).unwrap();
        let answer = PowerIndices {
            winning: swings.winning,
            swings: swings.by_seat,
            shapley_shubik: power.shapley_shubik(&rule).unwrap(),
            minimal: None,
            johnston: None,
        };
        answer.check(&game(&rule)).unwrap();
        let floats = power.float_banzhaf(&rule).unwrap();
        assert_near(&floats.by_seat, &answer.penrose_banzhaf(), floats.error);
        let floats = power.float_shapley_shubik(&rule).unwrap();
        assert_near(&floats.by_seat, &answer.shapley_shubik, floats.error);
        group.bench_function(BenchmarkId::new("Banzhaf, exact", seats), |bencher| {
            bencher.iter(|| power.swings(black_box(&rule)).unwrap());
        });
        group.bench_function(BenchmarkId::new("Banzhaf, floats", seats), |bencher| {
            bencher.iter(|| power.float_banzhaf(black_box(&rule)).unwrap());
        });
        group.bench_function(BenchmarkId::new("Shapley–Shubik, exact", seats), |bencher| {
            bencher.iter(|| power.shapley_shubik(black_box(&rule)).unwrap());
        });
        group.bench_function(BenchmarkId::new("Shapley–Shubik, floats", seats), |bencher| {
            bencher.iter(|| power.float_shapley_shubik(black_box(&rule)).unwrap());
        });
    }
    group.finish();
}

fn what_if(criterion: &mut Criterion) {
    let mut group = group(criterion, "voting, what if");
    let rule = drawn_majority(200, 100, 1).unwrap();
    let table = SwingTable::new(rule.weights()).unwrap();
    let more = table.with_member(57).unwrap();
    assert_eq!(more.without_member(200).unwrap().at_quota(rule.quota()), table.at_quota(rule.quota()));
    more.at_quota(rule.quota()).unwrap().check(&game(&changed(&rule))).unwrap();
    group.bench_function("member more", |bencher| {
        bencher.iter(|| black_box(&table).with_member(57).unwrap());
    });
    group.bench_function("member less", |bencher| {
        bencher.iter(|| black_box(&table).without_member(199).unwrap());
    });
    group.bench_function("swings at a quota", |bencher| {
        bencher.iter(|| black_box(&table).at_quota(rule.quota()).unwrap());
    });
    group.bench_function("fresh table", |bencher| {
        bencher.iter(|| SwingTable::new(black_box(rule.weights())).unwrap());
    });
    group.finish();
}

/// The same quota with a member more.
fn changed(rule: &WeightedQuota) -> WeightedQuota {
    WeightedQuota::new(rule.weights().as_slice().iter().copied().chain([57]), rule.quota()).unwrap()
}

criterion_group!(benches, indices, what_if);
criterion_main!(benches);
