//! Cooperative games beside the crate `coopgame`: the same tables of floats, one run, one thread.
//!
//! Some ten minutes, most of them the peer's nucleoli of 22 players; a filter picks, e.g.
//! `cargo bench -p willing-bench --bench cooperative -- nucleolus/20`. Games of 25 players belong to the record: see
//! `examples/cooperative`.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a bench fails by panicking")]

use std::hint::black_box;
use std::time::Duration;

use coopgame::{Domain, ExplicitGame};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};
use willing::check::nucleolus::CertifiedNucleolus;
use willing::game::Certificate;
use willing::game::tu::generate::{Benedek, BenedekFamily};
use willing::game::tu::{TableGame, Worths};
use willing::solver::least_core::LeastCore;
use willing::solver::nucleolus::{Arithmetic, Nucleolus};
use willing::solver::values::{BanzhafValue, ShapleyValue};
use willing_bench::cooperative::streaming_sum;

const FAMILIES: [BenedekFamily; 4] =
    [BenedekFamily::I, BenedekFamily::II, BenedekFamily::III, BenedekFamily::IV];

/// The same floats for both.
fn tables(family: BenedekFamily, players: usize) -> (TableGame, ExplicitGame) {
    let game = Benedek { family, players, seed: 1 }.draw().unwrap().to_floats();
    let theirs = ExplicitGame::from_binary(floats(&game).get(1..).unwrap()).unwrap();
    (game, theirs)
}

fn floats(game: &TableGame) -> &[f64] {
    match game.worths() {
        Worths::Float(worths) => worths,
        Worths::Integer { .. } => panic!("drawn as floats"),
    }
}

fn solved(game: &TableGame, arithmetic: Arithmetic) -> CertifiedNucleolus {
    Nucleolus::new().arithmetic(arithmetic).solve(game).unwrap().found().unwrap()
}

fn assert_near(ours: &[f64], theirs: &[f64]) {
    let close = |(own, other): (&f64, &f64)| (own - other).abs() <= 1e-7 * own.abs().max(1.0);
    assert!(ours.len() == theirs.len() && ours.iter().zip(theirs).all(close), "{ours:?} {theirs:?}");
}

/// Few long samples: a peer takes seconds.
fn group<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_secs(1));
    group
}

fn nucleolus(criterion: &mut Criterion) {
    for players in [10, 15, 20, 22] {
        let mut group = group(criterion, &format!("nucleolus/{players}"));
        for family in FAMILIES {
            let (game, theirs) = tables(family, players);
            let answer = solved(&game, Arithmetic::Exact);
            answer.check(&game).unwrap();
            assert_eq!(solved(&game, Arithmetic::Float).allocation, answer.allocation);
            assert_near(&answer.to_f64(), coopgame::nucleolus::nucleolus(&theirs).unwrap().allocation());
            for (name, arithmetic) in [("floats", Arithmetic::Float), ("exact", Arithmetic::Exact)] {
                group.bench_function(BenchmarkId::new(name, family), |bencher| {
                    bencher.iter(|| solved(black_box(&game), arithmetic));
                });
            }
            group.bench_function(BenchmarkId::new("check", family), |bencher| {
                bencher.iter(|| black_box(&answer).check(black_box(&game)).is_ok());
            });
            group.bench_function(BenchmarkId::new("coopgame", family), |bencher| {
                bencher.iter(|| coopgame::nucleolus::nucleolus(black_box(&theirs)).unwrap());
            });
        }
        group.finish();
    }
}

fn values(criterion: &mut Criterion) {
    for players in [20, 24] {
        let mut group = group(criterion, &format!("values/{players}"));
        let (game, theirs) = tables(BenedekFamily::II, players);
        let shapley = || ShapleyValue::new().float().solve(black_box(&game)).unwrap().amounts.to_f64();
        let banzhaf = || BanzhafValue::new().float().solve(black_box(&game)).unwrap().amounts.to_f64();
        assert_near(&shapley(), &coopgame::values::shapley(&theirs));
        assert_near(&banzhaf(), &coopgame::values::banzhaf(&theirs));
        group.bench_function("Shapley/ours", |bencher| bencher.iter(shapley));
        group.bench_function("Shapley/coopgame", |bencher| {
            bencher.iter(|| coopgame::values::shapley(black_box(&theirs)));
        });
        group.bench_function("Banzhaf/ours", |bencher| bencher.iter(banzhaf));
        group.bench_function("Banzhaf/coopgame", |bencher| {
            bencher.iter(|| coopgame::values::banzhaf(black_box(&theirs)));
        });
        // The least that any pass over the table can take.
        group.bench_function("read", |bencher| {
            bencher.iter(|| streaming_sum(black_box(floats(&game))));
        });
        group.finish();
    }
}

fn least_core(criterion: &mut Criterion) {
    let mut group = group(criterion, "least core/20");
    for family in FAMILIES {
        let (game, theirs) = tables(family, 20);
        let ours = || LeastCore::new().solve(black_box(&game)).unwrap().found().unwrap();
        let peers = || coopgame::nucleolus::least_core(black_box(&theirs), Domain::Preimputation).unwrap();
        ours().check(&game).unwrap();
        assert_near(&[ours().excess.to_f64()], &[peers().epsilon()]);
        group.bench_function(BenchmarkId::new("exact", family), |bencher| bencher.iter(ours));
        group.bench_function(BenchmarkId::new("coopgame", family), |bencher| bencher.iter(peers));
    }
    group.finish();
}

criterion_group!(benches, nucleolus, values, least_core);
criterion_main!(benches);
