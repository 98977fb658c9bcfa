//! The same tables, solved by both.

use std::fmt::Write;

use coopgame::{Domain, ExplicitGame};
use willing::check::nucleolus::CertifiedNucleolus;
use willing::check::values::Value;
use willing::game::tu::generate::{Benedek, BenedekFamily};
use willing::game::tu::{TableGame, Worths};
use willing::game::{Certificate, Rational, Verdict};
use willing::solver::least_core::LeastCore;
use willing::solver::nucleolus::{Arithmetic, Nucleolus};
use willing::solver::values::{BanzhafValue, ShapleyValue};
use willing_bench::contest::{Entrant, contest, median, milliseconds, ratio};
use willing_bench::cooperative::streaming_sum;
use willing_bench::{plain, timed, verdict};

use crate::peer::explicit;

/// Families with a seed.
const FAMILIES: [BenedekFamily; 4] =
    [BenedekFamily::I, BenedekFamily::II, BenedekFamily::III, BenedekFamily::IV];

/// Seeds, runs of ours, runs of the peer.
struct Plan {
    players: usize,
    seeds: u32,
    ours: usize,
    peers: usize,
    target: f64,
}

/// The same table for both.
struct Pair {
    ours: TableGame,
    theirs: ExplicitGame,
}

impl Pair {
    fn draw(family: BenedekFamily, players: usize, seed: u32) -> Result<Self, String> {
        let game = Benedek { family, players, seed }.draw().map_err(|error| error.to_string())?;
        let ours = game.to_floats();
        drop(game);
        let theirs = explicit(&ours)?;
        Ok(Self { ours, theirs })
    }

    fn floats(&self) -> &[f64] {
        match self.ours.worths() {
            Worths::Float(worths) => worths,
            Worths::Integer { .. } => &[],
        }
    }
}

/// Whether these are the exact amounts, up to what a peer computing in floats may lose.
fn near(amounts: &[f64], exact: &[Rational]) -> Result<(), String> {
    let close = |(amount, exact): (&f64, &Rational)| {
        let exact = exact.to_f64();
        (amount - exact).abs() <= 1e-7 * exact.abs().max(1.0)
    };
    let all = amounts.len() == exact.len() && amounts.iter().zip(exact).all(close);
    if all { Ok(()) } else { Err("wrong".to_owned()) }
}

fn certified(game: &TableGame, arithmetic: Arithmetic) -> Result<(CertifiedNucleolus, f64), String> {
    let (verdict, seconds) = timed(|| Nucleolus::new().arithmetic(arithmetic).solve(game));
    match verdict.map_err(|error| error.to_string())? {
        Verdict::Exists(nucleolus) => {
            nucleolus.check(game).map_err(|violation| violation.to_string())?;
            Ok((nucleolus, seconds))
        }
        Verdict::Impossible(_) | Verdict::Undecided(_) => Err("no nucleolus".to_owned()),
    }
}

/// The nucleolus against the peer's.
pub(crate) fn nucleolus(page: &mut String, most: usize) -> Result<(), String> {
    let plans = [
        Plan { players: 15, seeds: 3, ours: 9, peers: 5, target: 15.0 },
        Plan { players: 20, seeds: 3, ours: 7, peers: 3, target: 25.0 },
        Plan { players: 22, seeds: 2, ours: 5, peers: 2, target: 35.0 },
        Plan { players: 25, seeds: 1, ours: 3, peers: 1, target: 40.0 },
    ];
    page.push_str(
        "\n## Nucleolus\n\nMilliseconds: medians over runs, then over seeds; ratios likewise. *floats*: exact levels and \
         amounts, on what scans in floats found. *exact*: with an exact scan, and a check of the certificate inside. \
         *check*: by `willing-check`, once more.\n\n\
         | n | family | games | ours, floats | ours, exact | check | peer | peer/floats | peer/exact |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    let mut summary =
        String::from("\n| n | peer/floats: median of families | least | target |\n|---|---|---|---|\n");
    for plan in plans.iter().filter(|plan| plan.players <= most) {
        let mut ratios = Vec::new();
        for family in FAMILIES {
            ratios.extend(nucleolus_row(page, family, plan)?);
        }
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let middle = median(ratios);
        let _ = writeln!(
            summary,
            "| {} | {} | {} | {}: median {}, least {} |",
            plan.players,
            plain(middle),
            plain(least),
            plan.target,
            verdict(middle >= plan.target),
            verdict(least >= plan.target)
        );
    }
    page.push_str(&summary);
    Ok(())
}

/// Median of what is there; the first reason if nothing is.
fn over_seeds(times: Vec<Result<f64, String>>) -> Result<f64, String> {
    times.into_iter().collect::<Result<Vec<f64>, String>>().map(median)
}

fn nucleolus_row(page: &mut String, family: BenedekFamily, plan: &Plan) -> Result<Option<f64>, String> {
    let (mut columns, mut ratios) = ([vec![], vec![], vec![], vec![]], [vec![], vec![]]);
    for seed in 1..=plan.seeds {
        eprintln!("nucleolus: n = {}, family {family}, seed {seed}", plan.players);
        let pair = Pair::draw(family, plan.players, seed)?;
        let (exact, _) = certified(&pair.ours, Arithmetic::Exact)?;
        let ours = |arithmetic| {
            let (pair, exact) = (&pair, &exact);
            Entrant::new(plan.ours, move || {
                let (answer, seconds) = certified(&pair.ours, arithmetic)?;
                if answer.allocation == exact.allocation { Ok(seconds) } else { Err("wrong".to_owned()) }
            })
        };
        let check = Entrant::new(plan.ours, || {
            let (checked, seconds) = timed(|| exact.check(&pair.ours));
            checked.map(|()| seconds).map_err(|violation| violation.to_string())
        });
        let peer = Entrant::new(plan.peers, || {
            let (answer, seconds) = timed(|| coopgame::nucleolus::nucleolus(&pair.theirs));
            near(answer.map_err(|error| error.to_string())?.allocation(), &exact.allocation)?;
            Ok(seconds)
        });
        let entrants = vec![ours(Arithmetic::Float), ours(Arithmetic::Exact), check, peer];
        let times = contest(entrants, u64::from(seed));
        if let [floats, exactly, _, peer] = times.as_slice() {
            for (list, own) in ratios.iter_mut().zip([floats, exactly]) {
                list.extend(ratio(peer, own));
            }
        }
        columns.iter_mut().zip(times).for_each(|(column, time)| column.push(time));
    }
    let [floats, exactly, check, peer] = columns.map(|column| milliseconds(&over_seeds(column)));
    let [over_floats, over_exact] = ratios.map(|list| (!list.is_empty()).then(|| median(list)));
    let _ = writeln!(
        page,
        "| {} | {family} | {} | {floats} | {exactly} | {check} | {peer} | {} | {} |",
        plan.players,
        plan.seeds,
        over_floats.map_or_else(|| "–".to_owned(), plain),
        over_exact.map_or_else(|| "–".to_owned(), plain),
    );
    Ok(over_floats)
}

/// A value of ours in floats, whose amounts are those.
fn value(answer: (Result<Value, willing::solver::values::Error>, f64), exact: &Value) -> Result<f64, String> {
    let (value, seconds) = answer;
    let amounts = value.map_err(|error| error.to_string())?.amounts.to_f64();
    near(&amounts, exact.amounts.exact().unwrap_or_default()).map(|()| seconds)
}

/// The Shapley and Banzhaf values against the peer's and against reading the table.
pub(crate) fn values(page: &mut String, most: usize) -> Result<(), String> {
    page.push_str(
        "\n## Shapley and Banzhaf values\n\nFloats, family II. *read*: the sum of the table in sixteen accumulators, \
         nothing else.\n\n\
         | value | n | ours | peer | read | peer/ours | ours/read | target |\n|---|---|---|---|---|---|---|---|\n",
    );
    for (players, runs, target) in [(15, 31, None), (20, 15, Some(40.0)), (24, 7, Some(60.0))] {
        if players > most {
            continue;
        }
        eprintln!("values: n = {players}");
        let pair = Pair::draw(BenedekFamily::II, players, 1)?;
        let exactly =
            |value: Result<Value, willing::solver::values::Error>| value.map_err(|error| error.to_string());
        let shapley = exactly(ShapleyValue::new().exact().solve(&pair.ours))?;
        let banzhaf = exactly(BanzhafValue::new().exact().solve(&pair.ours))?;
        let amounts = |value: &Value| value.amounts.exact().unwrap_or_default().to_vec();
        let total = streaming_sum(pair.floats());
        let peers_runs = runs.min(if players > 20 { 3 } else { 7 });
        let peer = |solve: fn(&ExplicitGame) -> Vec<f64>, exact: &Value| {
            let (theirs, exact) = (&pair.theirs, amounts(exact));
            Entrant::new(peers_runs, move || {
                let (answer, seconds) = timed(|| solve(theirs));
                near(&answer, &exact).map(|()| seconds)
            })
        };
        let entrants = vec![
            Entrant::new(runs, || value(timed(|| ShapleyValue::new().float().solve(&pair.ours)), &shapley)),
            peer(coopgame::values::shapley, &shapley),
            Entrant::new(runs, || value(timed(|| BanzhafValue::new().float().solve(&pair.ours)), &banzhaf)),
            peer(coopgame::values::banzhaf, &banzhaf),
            Entrant::new(runs, || {
                let (sum, seconds) = timed(|| streaming_sum(std::hint::black_box(pair.floats())));
                if sum.to_bits() == total.to_bits() { Ok(seconds) } else { Err("wrong".to_owned()) }
            }),
        ];
        let times = contest(entrants, 1);
        let [shapley, peers_shapley, banzhaf, peers_banzhaf, read] = times.as_slice() else { continue };
        for (name, ours, theirs) in [("Shapley", shapley, peers_shapley), ("Banzhaf", banzhaf, peers_banzhaf)]
        {
            let (gain, cost) = (ratio(theirs, ours), ratio(ours, read));
            let target = match (name, target, gain, cost) {
                ("Shapley", Some(target), Some(gain), Some(cost)) => format!(
                    "peer/ours {target}: {}; ours/read 1.5: {}",
                    verdict(gain >= target),
                    verdict(cost <= 1.5)
                ),
                _ => String::new(),
            };
            let _ = writeln!(
                page,
                "| {name} | {players} | {} | {} | {} | {} | {} | {target} |",
                milliseconds(ours),
                milliseconds(theirs),
                milliseconds(read),
                gain.map_or_else(|| "–".to_owned(), plain),
                cost.map_or_else(|| "–".to_owned(), plain),
            );
        }
    }
    Ok(())
}

/// The least core against the peer's.
pub(crate) fn least_core(page: &mut String, most: usize) -> Result<(), String> {
    page.push_str(
        "\n## Least core\n\nOurs exact, its certificate checked inside; the peer's in floats. Medians over runs.\n\n\
         | n | family | ours | peer | peer/ours | target |\n|---|---|---|---|---|---|\n",
    );
    for (players, runs, target) in [(15, 9, None), (20, 5, Some(20.0)), (22, 3, None)] {
        for family in FAMILIES.into_iter().filter(|_| players <= most) {
            eprintln!("least core: n = {players}, family {family}");
            let pair = Pair::draw(family, players, 1)?;
            let solve = || LeastCore::new().solve(&pair.ours);
            let Ok(Verdict::Exists(least)) = solve() else { return Err("no least core".to_owned()) };
            let excess = least.excess.clone();
            let ours = Entrant::new(runs, || {
                let (answer, seconds) = timed(solve);
                let Ok(Verdict::Exists(answer)) = answer else { return Err("none".to_owned()) };
                answer.check(&pair.ours).map(|()| seconds).map_err(|violation| violation.to_string())
            });
            let peer = Entrant::new(runs.min(3), || {
                let (answer, seconds) =
                    timed(|| coopgame::nucleolus::least_core(&pair.theirs, Domain::Preimputation));
                let epsilon = answer.map_err(|error| error.to_string())?.epsilon();
                near(&[epsilon], std::slice::from_ref(&excess)).map(|()| seconds)
            });
            let times = contest(vec![ours, peer], 1);
            let [ours, theirs] = times.as_slice() else { continue };
            let gain = ratio(theirs, ours);
            let met = target.zip(gain).map(|(target, gain)| format!("{target}: {}", verdict(gain >= target)));
            let _ = writeln!(
                page,
                "| {players} | {family} | {} | {} | {} | {} |",
                milliseconds(ours),
                milliseconds(theirs),
                gain.map_or_else(|| "–".to_owned(), plain),
                met.unwrap_or_default(),
            );
        }
    }
    Ok(())
}
