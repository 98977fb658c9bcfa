//! What has a limit in itself: large councils and real ones.

use std::fmt::Write;
use std::path::Path;

use willing::check::power::{PowerIndices, Swings};
use willing::council::{Formula, Matter, SimpleGame, WeightedQuota};
use willing::game::{Certificate, Rational};
use willing::scenario::council_file::CouncilFile;
use willing::solver::power::Indices;
use willing::solver::power::weighted::{Floats, WeightedPower};
use willing_bench::contest::{Entrant, Timing, runs};
use willing_bench::voting::drawn_majority;
use willing_bench::{significant, timed, verdict};

use crate::Request;
use crate::answers::{distance, game, same, verified, within};
use crate::words::{Missing, because, spread};

/// A question, its limit in seconds, and what it took.
struct Row<'a> {
    question: &'a str,
    seats: usize,
    quota: String,
    times: Result<Timing, Missing>,
    /// Seconds that the check of the answer took.
    check: f64,
    target: f64,
}

impl Row<'_> {
    fn write(self, page: &mut String) {
        let met = self.times.as_ref().is_ok_and(|timing| timing.median() <= self.target);
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} s: {} |",
            self.question,
            self.seats,
            self.quota,
            spread(&self.times),
            significant(1e3 * self.check),
            self.target,
            verdict(met)
        );
    }
}

/// Exact answers.
pub(crate) fn large(page: &mut String, _request: &Request, most: usize) -> Result<(), Missing> {
    page.push_str(
        "\n## Large councils, exactly\n\n*check*: the recount by `willing-check`, once. All indices of the Council of \
         the European Union are |W|, swings (Banzhaf in every scale, Coleman's, Rae's), Shapley–Shubik, Deegan–Packel, \
         Holler's and Johnston's.\n\n\
         | question | n | quota | time | check | target |\n|---|---|---|---|---|---|\n",
    );
    let fund = single_quota(&institution("imf_governors_50")?)?;
    let questions = [
        ("Banzhaf, drawn weights", drawn_majority(1000, 100, 1).map_err(because)?, 9, 0.2),
        ("Banzhaf, governors of the Monetary Fund", fund, 3, 3.0),
    ];
    for (question, rule, runs, target) in questions {
        if rule.seats() <= most {
            eprintln!("large: {question}, n = {}", rule.seats());
            banzhaf(question, &rule, runs, target)?.write(page);
        }
    }
    if most >= 200 {
        eprintln!("large: Shapley–Shubik, n = 200");
        let rule = drawn_majority(200, 100, 1).map_err(because)?;
        shapley_shubik("Shapley–Shubik, drawn weights", &rule, 1.5)?.write(page);
    }
    eprintln!("large: all indices of the European Union of 28");
    council("all indices, Council of the European Union of 28", &institution("eu28_lisbon")?, 5.0)?
        .write(page);
    Ok(())
}

fn banzhaf<'a>(
    question: &'a str,
    rule: &WeightedQuota,
    count: usize,
    target: f64,
) -> Result<Row<'a>, Missing> {
    let solve = || WeightedPower::new().swings(rule).map_err(because);
    let answer: Swings = solve()?;
    let (checked, check) = timed(|| answer.check(&game(rule)?).map_err(because));
    checked?;
    let entrant = Entrant::new(count, || {
        let (swings, seconds) = timed(solve);
        same(&swings?, &answer, seconds)
    });
    Ok(Row {
        question,
        seats: rule.seats(),
        quota: rule.quota().to_string(),
        times: only(entrant),
        check,
        target,
    })
}

fn shapley_shubik<'a>(question: &'a str, rule: &WeightedQuota, target: f64) -> Result<Row<'a>, Missing> {
    let (answer, check) = recounted(rule)?;
    let entrant = Entrant::new(5, || {
        let (index, seconds) = timed(|| WeightedPower::new().shapley_shubik(rule));
        same(&index.map_err(because)?, &answer.shapley_shubik, seconds)
    });
    Ok(Row {
        question,
        seats: rule.seats(),
        quota: rule.quota().to_string(),
        times: only(entrant),
        check,
        target,
    })
}

/// A verified answer, and the seconds of the check alone.
fn recounted(rule: &WeightedQuota) -> Result<(PowerIndices, f64), Missing> {
    let answer = verified(rule)?;
    let game = game(rule)?;
    let (checked, check) = timed(|| answer.check(&game));
    checked.map_err(because)?;
    Ok((answer, check))
}

fn council<'a>(question: &'a str, game: &SimpleGame, target: f64) -> Result<Row<'a>, Missing> {
    let solve = || Indices::new().minimal().johnston().solve(game).map_err(because);
    let answer = solve()?;
    let (checked, check) = timed(|| answer.check(game));
    checked.map_err(because)?;
    let entrant = Entrant::new(3, || {
        let (indices, seconds) = timed(solve);
        same(&indices?, &answer, seconds)
    });
    let quotas =
        game.formula().conditions().iter().map(|condition| condition.quota.to_string()).collect::<Vec<_>>();
    Ok(Row { question, seats: game.seats(), quota: quotas.join(", "), times: only(entrant), check, target })
}

/// The runs of one engine by itself.
fn only(entrant: Entrant<'_, Missing>) -> Result<Timing, Missing> {
    let missing = || Err(Missing::Because("not measured".to_owned()));
    runs(vec![entrant], 1).into_iter().next().unwrap_or_else(missing)
}

/// An institution of `fixtures/institutions`, on a substantive matter.
fn institution(name: &str) -> Result<SimpleGame, Missing> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/institutions");
    let file = CouncilFile::read(folder.join(format!("{name}.toml"))).map_err(because)?;
    file.rule().simple_game(&Matter::Substantive).map_err(because)
}

fn single_quota(game: &SimpleGame) -> Result<WeightedQuota, Missing> {
    match game.formula() {
        Formula::One(one) => WeightedQuota::new(one.weights.iter().copied(), one.quota).map_err(because),
        _ => Err(because("more than one condition")),
    }
}

/// Floats with their bounds.
pub(crate) fn floats(page: &mut String, _request: &Request, most: usize) -> Result<(), Missing> {
    page.push_str(
        "\n## Large councils, in floats\n\n*bound*: what the answer states of its error, of every seat. *off*: the largest \
         difference to the exact answer, verified where it is there; at 1,000 seats the Shapley–Shubik index has none here, \
         and an answer counts if its sum is as near to 1 as the bounds of all seats allow. *sum − 1* adds floats without a \
         further error.\n\n\
         | index | n | time | bound | off | sum − 1 | target |\n|---|---|---|---|---|---|---|\n",
    );
    for seats in [200, 1000].into_iter().filter(|seats| *seats <= most) {
        eprintln!("floats: n = {seats}");
        let rule = drawn_majority(seats, 100, 1).map_err(because)?;
        let exact = exact(&rule)?;
        let power = WeightedPower::new();
        let answer = power.float_banzhaf(&rule).map_err(because)?;
        let times = only(Entrant::new(9, || {
            let (answer, seconds) = timed(|| power.float_banzhaf(&rule));
            within(&answer.map_err(because)?, &exact.banzhaf, seconds)
        }));
        let line = Line { index: "Banzhaf", seats, exact: Some(&exact.banzhaf), answer: &answer };
        line.write(page, &times, None);
        let answer = power.float_shapley_shubik(&rule).map_err(because)?;
        let times = only(Entrant::new(5, || {
            let (answer, seconds) = timed(|| power.float_shapley_shubik(&rule));
            let answer = answer.map_err(because)?;
            if let Some(exact) = &exact.shapley_shubik {
                within(&answer, exact, seconds)
            } else {
                let room = answer.error * seats as f64;
                same(&(beyond_one(&answer).abs() <= room), &true, seconds)
            }
        }));
        let line =
            Line { index: "Shapley–Shubik", seats, exact: exact.shapley_shubik.as_ref(), answer: &answer };
        line.write(page, &times, (seats == 1000).then_some((1.0, 1e-11)));
    }
    Ok(())
}

/// Verified answers, rounded.
struct Exact {
    banzhaf: Vec<f64>,
    /// Up to 200 seats.
    shapley_shubik: Option<Vec<f64>>,
}

fn exact(rule: &WeightedQuota) -> Result<Exact, Missing> {
    let rounded = |exact: &[Rational]| exact.iter().map(Rational::to_f64).collect();
    if rule.seats() <= 200 {
        let answer = verified(rule)?;
        let banzhaf = rounded(&answer.penrose_banzhaf());
        return Ok(Exact { banzhaf, shapley_shubik: Some(rounded(&answer.shapley_shubik)) });
    }
    let swings = WeightedPower::new().swings(rule).map_err(because)?;
    swings.check(&game(rule)?).map_err(because)?;
    Ok(Exact { banzhaf: rounded(&swings.penrose_banzhaf()), shapley_shubik: None })
}

/// Σ − 1, added exactly.
fn beyond_one(answer: &Floats) -> f64 {
    let numbers = answer.by_seat.iter().map(|number| Rational::from_float(*number));
    let sum = numbers.sum::<Result<Rational, _>>();
    sum.map_or(f64::NAN, |sum| (&sum - &Rational::one()).to_f64())
}

struct Line<'a> {
    index: &'a str,
    seats: usize,
    exact: Option<&'a Vec<f64>>,
    answer: &'a Floats,
}

impl Line<'_> {
    /// With a limit of seconds and one of the bound, if there are any.
    fn write(self, page: &mut String, times: &Result<Timing, Missing>, target: Option<(f64, f64)>) {
        let off = self.exact.map(|exact| format!("{:.1e}", distance(&self.answer.by_seat, exact)));
        let banzhaf = self.index == "Banzhaf";
        let sum = (!banzhaf).then(|| format!("{:.1e}", beyond_one(self.answer)));
        let target = target.map(|(seconds, bound)| {
            let fast = times.as_ref().is_ok_and(|timing| timing.median() <= seconds);
            let near = self.answer.error <= bound;
            format!("{seconds} s: {}; {bound:e}: {}", verdict(fast), verdict(near))
        });
        let _ = writeln!(
            page,
            "| {} | {} | {} | {:.1e} | {} | {} | {} |",
            self.index,
            self.seats,
            spread(times),
            self.answer.error,
            off.unwrap_or_default(),
            sum.unwrap_or_default(),
            target.unwrap_or_default()
        );
    }
}
