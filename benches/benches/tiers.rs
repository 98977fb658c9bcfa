//! Complete search of single tier games and the checks of its certificates.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a bench fails by panicking")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use willing::check::tiers::EquilibriumList;
use willing::game::{Certificate, Verdict};
use willing::risk::TierGame;
use willing::solver::tiers::PureEquilibria;
use willing_testkit::generators::{DefaultRanges, Family, Stress, reference_crisis};

fn solved(game: &TierGame) -> EquilibriumList {
    match PureEquilibria::new().solve(game) {
        Verdict::Exists(list) => list,
        Verdict::Impossible(_) | Verdict::Undecided(_) => panic!("these games have equilibria"),
    }
}

fn games() -> Vec<(&'static str, TierGame)> {
    let contested = |states| DefaultRanges::new(Family::ZipfContested, states);
    let stress = |family, sigma| Stress::new(DefaultRanges::new(family, 193), sigma).draw(1).unwrap();
    vec![
        ("6 reference", reference_crisis().game().unwrap()),
        ("193 z", DefaultRanges::new(Family::Zipf, 193).draw(1).game().unwrap()),
        ("193 zp", contested(193).draw(1).game().unwrap()),
        ("193 zp ten tiers", contested(193).with_finance().draw(1).game().unwrap()),
        ("193 z stress 0.1", stress(Family::Zipf, 0.1).game().unwrap()),
        ("1000 zp", contested(1000).draw(1).game().unwrap()),
    ]
}

fn search(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tiers");
    group.sample_size(20);
    for (name, game) in games() {
        let list = solved(&game);
        assert_eq!(list.check(&game).map_err(|violation| violation.to_string()), Ok(()), "{name}");
        group.bench_function(format!("solve {name}"), |bencher| bencher.iter(|| solved(black_box(&game))));
        group.bench_function(format!("check {name}"), |bencher| {
            bencher.iter(|| black_box(&list).check(black_box(&game)).is_ok());
        });
    }
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
