//! The measurements.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use willing::check::tiers::{EquilibriumList, Refutation};
use willing::game::{AggregativeGame, Certificate, Profile, Verdict};
use willing::risk::TierGame;
use willing::solver::deviation::StrongEquilibrium;
use willing::solver::integer::IntegerEquilibria;
use willing::solver::tiers::PureEquilibria;
use willing_testkit::generators::{DefaultRanges, Family, IntegerGame, reference_crisis};

use crate::clock::{processor_seconds, timed};
use crate::definitions::{Error, IntegerMeasure, SearchMeasure};

/// How one game ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Solved, the certificate checked.
    Verified,
    /// Stopped by the time limit.
    Open,
    /// The checker refused the certificate, with this objection: no time counts.
    Refused(String),
}

/// One game, solved and checked. Times in processor seconds.
#[derive(Clone, Debug)]
pub struct Sample {
    /// How it ended.
    pub outcome: Outcome,
    /// Solving.
    pub solve: f64,
    /// Checking.
    pub check: f64,
    /// How many answers; for a strong equilibrium 1 if it is one.
    pub answers: usize,
    /// Size of the certificate in bytes; 0 where it is not known.
    pub bytes: usize,
}

/// Searches the games of all seeds of a measure, or of as many as its budget lets begin.
///
/// # Errors
///
/// [`Error::Game`].
pub fn search(measure: &SearchMeasure) -> Result<Vec<Sample>, Error> {
    let game = |seed| Ok::<TierGame, Error>(measure.draw(seed)?.game()?);
    // Caches and branch predictors are warm before anything counts.
    search_one(&game(0)?, measure.limit.min(1.0));
    let start = Instant::now();
    let in_budget = || measure.budget.is_none_or(|budget| start.elapsed().as_secs_f64() < budget);
    let seeds = (0..measure.seeds).take_while(|_| in_budget());
    seeds.map(|seed| Ok(search_one(&game(seed)?, measure.limit))).collect()
}

fn search_one(game: &TierGame, limit: f64) -> Sample {
    let cancel = Arc::new(AtomicBool::new(false));
    let concept = PureEquilibria::new().node_limit(u64::MAX).cancel(Arc::clone(&cancel));
    let (verdict, solve) = under_watch(&cancel, limit, || timed(|| concept.solve(game)));
    let sample = |check: Result<(), String>, seconds, answers, bytes| Sample {
        outcome: check.map_or_else(Outcome::Refused, |()| Outcome::Verified),
        solve,
        check: seconds,
        answers,
        bytes,
    };
    match verdict {
        Verdict::Exists(list) => {
            let (checked, seconds) = timed(|| check_list(&list, game));
            sample(checked, seconds, list.equilibria.len(), list.tree.bytes())
        }
        Verdict::Impossible(refutation) => {
            let (checked, seconds) = timed(|| check_refutation(&refutation, game));
            sample(checked, seconds, 0, refutation.tree.bytes())
        }
        Verdict::Undecided(partial) => Sample {
            outcome: Outcome::Open,
            solve,
            check: 0.0,
            answers: partial.equilibria.len(),
            bytes: partial.tree.bytes(),
        },
    }
}

fn check_list(list: &EquilibriumList, game: &TierGame) -> Result<(), String> {
    list.check(game).map_err(|violation| violation.to_string())
}

fn check_refutation(refutation: &Refutation, game: &TierGame) -> Result<(), String> {
    refutation.check(game).map_err(|violation| violation.to_string())
}

/// Runs `work` and sets `cancel` if it takes longer than `limit` wall seconds.
fn under_watch<T>(cancel: &AtomicBool, limit: f64, work: impl FnOnce() -> T) -> T {
    let (done, watch) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if watch.recv_timeout(Duration::from_secs_f64(limit)) == Err(RecvTimeoutError::Timeout) {
                cancel.store(true, Ordering::Relaxed);
            }
        });
        let result = work();
        drop(done);
        result
    })
}

/// All equilibria of the games with one integer total of all seeds.
///
/// # Errors
///
/// [`Error::Integer`].
pub fn integer(measure: &IntegerMeasure) -> Result<Vec<Sample>, Error> {
    let samples = (0..measure.seeds).map(|seed| {
        let game = IntegerGame::random(measure.players, measure.actions, seed);
        let (verdict, solve) = timed(|| IntegerEquilibria::new().solve(&game));
        let (checked, check, answers) = match verdict? {
            Verdict::Exists(list) => {
                let (checked, check) = timed(|| list.check(&game).map_err(|violation| violation.to_string()));
                (checked, check, list.count.within(usize::MAX).unwrap_or(usize::MAX))
            }
            Verdict::Impossible(refutation) => {
                let (checked, check) =
                    timed(|| refutation.check(&game).map_err(|violation| violation.to_string()));
                (checked, check, 0)
            }
            Verdict::Undecided(_) => {
                return Ok(Sample { outcome: Outcome::Open, solve, check: 0.0, answers: 0, bytes: 0 });
            }
        };
        let outcome = checked.map_or_else(Outcome::Refused, |()| Outcome::Verified);
        Ok(Sample { outcome, solve, check, answers, bytes: 0 })
    });
    samples.collect()
}

/// Whether the first equilibrium of each game is proof against all coalitions. Games without one are
/// left out.
///
/// # Errors
///
/// [`Error::Integer`].
pub fn strong(measure: &IntegerMeasure) -> Result<Vec<Sample>, Error> {
    let mut samples = Vec::new();
    for seed in 0..measure.seeds {
        let game = IntegerGame::random(measure.players, measure.actions, seed);
        if let Some(profile) = first_equilibrium(&game)? {
            samples.push(strong_one(&game, &profile)?);
        }
    }
    Ok(samples)
}

fn first_equilibrium(game: &IntegerGame) -> Result<Option<Profile>, Error> {
    let list = IntegerEquilibria::new().solve(game)?.found().ok();
    let first = list.as_ref().and_then(|list| list.listed()).and_then(<[_]>::first);
    Ok(first.map(|listed| listed.profile.clone()))
}

fn strong_one(game: &IntegerGame, profile: &Profile) -> Result<Sample, Error> {
    let (verdict, solve) = timed(|| StrongEquilibrium::new().solve(game, profile));
    let (checked, check, answers) = match verdict? {
        Verdict::Exists(proof) => {
            let (checked, check) = timed(|| proof.check(game).map_err(|violation| violation.to_string()));
            (checked, check, 1)
        }
        Verdict::Impossible(blocking) => {
            let (checked, check) = timed(|| blocking.check(game).map_err(|violation| violation.to_string()));
            (checked, check, 0)
        }
        Verdict::Undecided(_) => {
            return Ok(Sample { outcome: Outcome::Open, solve, check: 0.0, answers: 0, bytes: 0 });
        }
    };
    let outcome = checked.map_or_else(Outcome::Refused, |()| Outcome::Verified);
    Ok(Sample { outcome, solve, check, answers, bytes: 0 })
}

/// Complete searches of a game of six states per processor second on one thread; the games differ in
/// difficulty.
///
/// # Errors
///
/// [`Error::Game`].
pub fn six_state_solves() -> Result<f64, Error> {
    const ROUNDS: usize = 20;
    let mut games = Vec::new();
    for step in 0..50 {
        let mut parts = reference_crisis();
        parts.method.difficulty = 0.5 + 0.1 * f64::from(step);
        games.push(parts.game()?);
    }
    let solve_all = || games.iter().map(|game| found(&PureEquilibria::new().solve(game))).sum::<usize>();
    let expected = solve_all();
    let start = processor_seconds();
    let counted: usize = (0..ROUNDS).map(|_| solve_all()).sum();
    let seconds = processor_seconds() - start;
    debug_assert_eq!(counted, ROUNDS * expected, "the same games have the same answers");
    Ok((ROUNDS * games.len()) as f64 / seconds)
}

fn found<N, U>(verdict: &Verdict<EquilibriumList, N, U>) -> usize {
    match verdict {
        Verdict::Exists(list) => list.equilibria.len(),
        Verdict::Impossible(_) | Verdict::Undecided(_) => 0,
    }
}

/// What one deviation costs in a game of some size.
#[derive(Clone, Copy, Debug)]
pub struct DeviationCost {
    /// How many states.
    pub states: usize,
    /// Nanoseconds for the totals of a profile: O(n).
    pub totals: f64,
    /// Nanoseconds for the payoff of one deviation, given the totals: O(1).
    pub payoff: f64,
}

/// What one deviation costs as the number of states grows.
///
/// # Errors
///
/// [`Error::Game`].
pub fn deviation_cost(states: usize) -> Result<DeviationCost, Error> {
    const PAYOFFS: usize = 200_000;
    let game = DefaultRanges::new(Family::ZipfContested, states).draw(0).game()?;
    let profile = Profile::new((0..states).map(|player| if player == 0 { 7 } else { 5 }).collect());
    let rounds = 1 + 1_000_000 / states.max(1);
    let (_, totals_time) =
        timed(|| (0..rounds).map(|_| std::hint::black_box(game.totals(&profile))[0]).sum::<f64>());
    let totals = game.totals(&profile);
    let deviate = |round: usize| {
        // The same players, however many there are: caches see the same amount of memory.
        let player = 1 + round % states.saturating_sub(1).clamp(1, 64);
        let others = game.others(player, &profile, std::hint::black_box(&totals));
        game.payoff(player, round % 8, &others)
    };
    let (_, payoff_time) = timed(|| std::hint::black_box((0..PAYOFFS).map(deviate).sum::<f64>()));
    Ok(DeviationCost {
        states,
        totals: 1e9 * totals_time / rounds as f64,
        payoff: 1e9 * payoff_time / PAYOFFS as f64,
    })
}
