//! One payoff, and one deviation in games of growing size: O(1) once the totals are known.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use willing::game::{AggregativeGame, Profile};
use willing::risk::Ledger;
use willing_testkit::generators::{DefaultRanges, Family};

fn deviation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("payoffs");
    for states in [10_usize, 100, 1000, 10_000] {
        let game = DefaultRanges::new(Family::ZipfContested, states).draw(0).game().unwrap();
        let profile = Profile::new((0..states).map(|player| if player == 0 { 7 } else { 5 }).collect());
        let totals = game.totals(&profile);
        let direct = game.payoff_in(1, &profile.clone().with_action(1, 6));
        let others = game.others(1, &profile, &totals);
        assert!((game.payoff(1, 6, &others) - direct).abs() < 1e-9 * direct.abs().max(1.0));
        group.bench_with_input(BenchmarkId::new("deviation", states), &game, |bencher, game| {
            bencher.iter(|| game.payoff(1, 6, &game.others(1, &profile, black_box(&totals))));
        });
        group.bench_with_input(BenchmarkId::new("totals", states), &game, |bencher, game| {
            bencher.iter(|| game.totals(black_box(&profile)));
        });
        group.bench_with_input(BenchmarkId::new("ledger", states), &game, |bencher, game| {
            let bystander = game.tiers().bystander();
            let tier = game.tiers().tiers().last().unwrap();
            bencher.iter(|| Ledger::between(game, 1, bystander, tier, black_box(&others)));
        });
    }
    group.finish();
}

criterion_group!(benches, deviation);
criterion_main!(benches);
