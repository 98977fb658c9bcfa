//! The same games, solved by us and by packages of PyPI.

use std::cell::{Cell, RefCell};
use std::fmt::Write;

use willing::check::power::PowerIndices;
use willing::council::WeightedQuota;
use willing::game::Rational;
use willing::solver::power::weighted::WeightedPower;
use willing_bench::contest::{Entrant, Timing, runs};
use willing_bench::voting::drawn_majority;
use willing_bench::{timed, verdict};

use crate::Request;
use crate::answers::{distance, same, verified, within};
use crate::peers::{Index, Peers};
use crate::words::{Missing, because, ratio, spread};

const PACKAGES: [&str; 2] = ["powerindex", "power_bdd"];

/// How far a package that computes in floats may be off: what is wrong is wrong by more.
const TOLERANCE: f64 = 1e-9;

/// Seats, seeds, runs of ours, runs of each package.
struct Plan {
    seats: usize,
    seeds: u64,
    ours: usize,
    peers: [usize; 2],
}

const PLANS: [Plan; 3] = [
    Plan { seats: 20, seeds: 3, ours: 51, peers: [5, 5] },
    Plan { seats: 50, seeds: 2, ours: 31, peers: [5, 3] },
    Plan { seats: 100, seeds: 1, ours: 15, peers: [2, 1] },
];

/// The slower of ours against the faster package, at 100 seats.
const TARGET: f64 = 100.0;

/// Exact, floats, each package.
type Times = [Result<Timing, Missing>; 4];

/// The table beside the packages.
pub(crate) fn peers(page: &mut String, request: &Request, most: usize) -> Result<(), Missing> {
    let mut peers = Peers::start(&request.python, request.patience);
    let versions = match &peers {
        Ok(peers) => PACKAGES.map(|package| {
            peers.version(package).map_or_else(
                || format!("{package} is not installed"),
                |version| format!("{package} {version}"),
            )
        }),
        Err(missing) => {
            eprintln!("{missing}: packages are left out");
            PACKAGES.map(|package| format!("{package}: no interpreter"))
        }
    };
    eprintln!("{}", versions.join("; "));
    let _ = write!(
        page,
        "\n## Beside packages of PyPI\n\n{}; Python's processor time around their calls, in a process of their own, \
         in the same mix of runs. A package gives up on a question after {} s.\n\
         *exact*: whole numbers of swings, or rational numbers. *floats*: with a bound of the error, which the exact \
         numbers confirm. A package's time counts if its index of every seat is within {TOLERANCE:e} of the exact one; \
         *differ* is the largest difference. Ratios are medians over medians.\n\n\
         | index | n | seed | exact | floats | powerindex | power_bdd | powerindex/exact | power_bdd/exact | \
         powerindex/floats | power_bdd/floats | differ | target |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
        versions.join("; "),
        request.patience,
    );
    for plan in PLANS.iter().filter(|plan| plan.seats <= most) {
        for seed in 1..=plan.seeds {
            let rule = drawn_majority(plan.seats, 100, seed).map_err(because)?;
            let answer = verified(&rule)?;
            for index in [Index::Banzhaf, Index::ShapleyShubik] {
                eprintln!("peers: n = {}, seed {seed}, {index:?}", plan.seats);
                let subject = Subject { index, rule: &rule, answer: &answer };
                let (times, differ) = subject.times(plan, &mut peers, seed);
                row(page, index, plan.seats, seed, &times, differ);
            }
        }
    }
    Ok(())
}

/// A game, what is asked of it, and the verified answer.
struct Subject<'a> {
    index: Index,
    rule: &'a WeightedQuota,
    answer: &'a PowerIndices,
}

impl Subject<'_> {
    /// What everybody took, and how far the packages were off.
    fn times(&self, plan: &Plan, peers: &mut Result<Peers, Missing>, seed: u64) -> (Times, f64) {
        let differ = Cell::new(0.0_f64);
        let peers = RefCell::new(peers);
        let index = floats(&self.index());
        let ask = |package| {
            let mut peers = peers.borrow_mut();
            let peers = peers.as_mut().map_err(|_| because("no interpreter"))?;
            let (numbers, seconds) = peers.ask(package, self.index, self.rule)?;
            let off = distance(&numbers, &index);
            if off <= TOLERANCE {
                differ.set(differ.get().max(off));
                Ok(seconds)
            } else {
                Err(Missing::Because(format!("off by {off:.1e}")))
            }
        };
        let [one, other] = PACKAGES;
        let [one_runs, other_runs] = plan.peers;
        let entrants = vec![
            Entrant::new(plan.ours, || self.exact()),
            Entrant::new(plan.ours, || self.floats()),
            Entrant::new(one_runs, || ask(one)),
            Entrant::new(other_runs, || ask(other)),
        ];
        let missing = Err(Missing::Because("not measured".to_owned()));
        let mut times = runs(entrants, seed).into_iter();
        let times = [(); 4].map(|()| times.next().unwrap_or(missing.clone()));
        (times, differ.get())
    }

    /// The index that everybody must give: swings are scaled, which is how the packages give them.
    fn index(&self) -> Vec<Rational> {
        match self.index {
            Index::Banzhaf => self.answer.normalized_banzhaf().unwrap_or_default(),
            Index::ShapleyShubik => self.answer.shapley_shubik.clone(),
        }
    }

    fn exact(&self) -> Result<f64, Missing> {
        let power = WeightedPower::new();
        match self.index {
            Index::Banzhaf => {
                let (swings, seconds) = timed(|| power.swings(self.rule));
                same(&swings.map_err(because)?.by_seat, &self.answer.swings, seconds)
            }
            Index::ShapleyShubik => {
                let (index, seconds) = timed(|| power.shapley_shubik(self.rule));
                same(&index.map_err(because)?, &self.answer.shapley_shubik, seconds)
            }
        }
    }

    fn floats(&self) -> Result<f64, Missing> {
        let power = WeightedPower::new();
        match self.index {
            Index::Banzhaf => {
                let (answer, seconds) = timed(|| power.float_banzhaf(self.rule));
                within(&answer.map_err(because)?, &floats(&self.answer.penrose_banzhaf()), seconds)
            }
            Index::ShapleyShubik => {
                let (answer, seconds) = timed(|| power.float_shapley_shubik(self.rule));
                within(&answer.map_err(because)?, &floats(&self.answer.shapley_shubik), seconds)
            }
        }
    }
}

fn floats(exact: &[Rational]) -> Vec<f64> {
    exact.iter().map(Rational::to_f64).collect()
}

fn row(page: &mut String, index: Index, seats: usize, seed: u64, times: &Times, differ: f64) {
    let [exact, floats, one, other] = times;
    let ((one_exact, least), (other_exact, most)) = (ratio(one, exact), ratio(other, exact));
    let name = match index {
        Index::Banzhaf => "Banzhaf",
        Index::ShapleyShubik => "Shapley–Shubik",
    };
    let target = match (index, least.into_iter().chain(most).reduce(f64::min)) {
        (Index::ShapleyShubik, Some(least)) if seats == 100 => {
            format!("least ratio to exact {TARGET}: {}", verdict(least >= TARGET))
        }
        _ => String::new(),
    };
    let solved = one.is_ok() || other.is_ok();
    let _ = writeln!(
        page,
        "| {name} | {seats} | {seed} | {} | {} | {} | {} | {one_exact} | {other_exact} | {} | {} | {} | {target} |",
        spread(exact),
        spread(floats),
        spread(one),
        spread(other),
        ratio(one, floats).0,
        ratio(other, floats).0,
        if solved { format!("{differ:.0e}").replace("0e0", "0") } else { "–".to_owned() },
    );
}
