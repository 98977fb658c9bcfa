//! All equilibria, and strong equilibria, of games with one integer total.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use willing::game::Certificate;
use willing::solver::deviation::StrongEquilibrium;
use willing::solver::integer::IntegerEquilibria;
use willing_testkit::generators::IntegerGame;

fn integer(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("integer");
    group.sample_size(10);
    for players in [193, 1000] {
        let game = IntegerGame::random(players, 6, 1);
        let list = IntegerEquilibria::new().solve(&game).unwrap().found().unwrap();
        list.check(&game).unwrap();
        group.bench_function(format!("all equilibria {players} x 6"), |bencher| {
            bencher.iter(|| IntegerEquilibria::new().solve(black_box(&game)).unwrap().found().is_ok());
        });
        let profile = list.listed().unwrap().first().unwrap().profile.clone();
        if players == 193 {
            group.bench_function("strong 193 x 6", |bencher| {
                bencher.iter(|| StrongEquilibrium::new().solve(black_box(&game), &profile).is_ok());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, integer);
criterion_main!(benches);
