//! Processor time of voting power under one weighted quota, on one thread.
//!
//! ```text
//! cargo run --release -p willing-solver --example weighted_power
//! ```
//!
//! Takes the names of cases as arguments; without any, all but the slow ones (`imf-orders`).

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use willing_council::WeightedQuota;
use willing_solver::power::weighted::{SwingTable, WeightedPower};

fn main() -> Result<(), Box<dyn Error>> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str| {
        if asked.is_empty() { name != "imf-orders" } else { asked.iter().any(|ask| ask == name) }
    };
    let power = WeightedPower::new();
    let thousand = half(irregular(1_000))?;
    let hundreds = half(irregular(200))?;
    if wanted("swings") {
        measure("exact swings, n = 1000", || power.swings(&thousand))?;
        measure("float swings, n = 1000", || power.float_banzhaf(&thousand))?;
    }
    if wanted("orders") {
        measure("exact orders, n = 200", || power.shapley_shubik(&hundreds))?;
        let floats = measure("float orders, n = 1000", || power.float_shapley_shubik(&thousand))?;
        println!("    bound {:.1e}", floats.error);
    }
    if wanted("evaluation") {
        let frugal = WeightedPower::new().memory(4 * hundreds.quota());
        measure("exact orders by evaluation, n = 200", || frugal.shapley_shubik(&hundreds))?;
    }
    if wanted("minimal") {
        measure("minimal winning, n = 200", || power.minimal_winning(&hundreds))?;
        let hundred = half(irregular(100))?;
        measure("minimal winning by size, n = 100", || power.minimal_winning_by_size(&hundred))?;
    }
    if wanted("what-if") {
        let table = measure("table, n = 1000", || SwingTable::new(thousand.weights()))?;
        measure("  a member more", || table.with_member(77))?;
        measure("  a member of weight 1 more", || table.with_member(1))?;
        measure("  a member less", || table.without_member(500))?;
        measure("  another quota", || table.at_quota(20_000))?;
    }
    // Weights like those of the Monetary Fund: a few large members, five million votes.
    let fund = skewed(190);
    let total: u64 = fund.iter().sum();
    let (majority, special) =
        (WeightedQuota::new(fund.clone(), total / 2 + 1)?, WeightedQuota::new(fund, total / 20 * 17)?);
    if wanted("imf") {
        measure("exact swings, 190 seats of 5 million votes, 50 %", || power.swings(&majority))?;
        measure("exact swings, 190 seats of 5 million votes, 85 %", || power.swings(&special))?;
        measure("float orders, 190 seats of 5 million votes, 50 %", || {
            power.float_shapley_shubik(&majority)
        })?;
        measure("float orders, 190 seats of 5 million votes, 85 %", || power.float_shapley_shubik(&special))?;
    }
    if wanted("imf-orders") {
        measure("exact orders, 190 seats of 5 million votes, 85 %", || power.shapley_shubik(&special))?;
    }
    Ok(())
}

/// Repeats the work for a while; the least time of one repetition.
fn measure<T, E>(name: &str, work: impl Fn() -> Result<T, E>) -> Result<T, E> {
    let mut answer = work()?;
    let (mut rounds, started) = (0, Instant::now());
    let (busy, mut least) = (processor_seconds(), f64::INFINITY);
    while rounds < 3 || started.elapsed().as_secs_f64() < 0.3 {
        let start = Instant::now();
        answer = black_box(work()?);
        least = least.min(start.elapsed().as_secs_f64());
        rounds += 1;
    }
    let mean = busy
        .zip(processor_seconds())
        .map_or(f64::NAN, |(before, after)| (after - before) / f64::from(rounds));
    println!("{name:52} {mean:8.4} s of processor time in the mean, {least:8.4} s by the clock at least");
    Ok(answer)
}

/// Time this thread spent on a processor, where the system tells.
fn processor_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}

fn half(weights: Vec<u64>) -> Result<WeightedQuota, willing_council::Error> {
    let total: u64 = weights.iter().sum();
    WeightedQuota::new(weights, total / 2 + 1)
}

/// Weights 1..=100 in a fixed irregular order.
fn irregular(seats: u64) -> Vec<u64> {
    (0..seats).map(|seat| (seat * 7_919 + seat * seat * 31) % 100 + 1).collect()
}

/// Weights that fall like the square of the rank, plus a base.
fn skewed(seats: u64) -> Vec<u64> {
    (1..=seats).map(|rank| 1_484 + rank * 13 % 101 + 3_400_000 / (rank + 2) / (1 + rank / 4)).collect()
}
