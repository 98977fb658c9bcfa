//! Spatial votes: winsets, hulls, gridlock, offers and yolks.

use willing::check::winset::Whose;
use willing::council::spatial::{Line, Plane};
use willing::council::{Seat, VotingRule};
use willing::game::{Certificate, Rational, Verdict};
use willing::solver::deadlock::{in_plane, on_line};
use willing::solver::winset::{PlaneWinsets, Yolks, gridlock, line_hull, line_offer, line_winset};
use willing_testkit::corpus::voting::{Ideals, Place, SpatialCase};

use crate::closed_form::value;
use crate::comparison::{Comparison, said};

/// Areas by Monte Carlo have two or three digits, says the format: within 1 %, and exact if they are 0.
const SAMPLING: f64 = 0.01;

/// How many answers the case states, all of them found.
pub(crate) fn judge(case: &SpatialCase) -> Result<usize, String> {
    match (case.dim, &case.ideal, case.status_quo) {
        // Without a status quo the answers are those for any.
        (1, Ideals::Line(ideals), None) => on_a_line(case, ideals, 0.0),
        (1, Ideals::Line(ideals), Some(Place::Line(point))) => on_a_line(case, ideals, point),
        (2, Ideals::Plane(ideals), Some(Place::Plane(point))) => in_a_plane(case, ideals, point),
        _ => Err(format!("{}: ideal points and status quo of different dimensions", case.id)),
    }
}

/// The rule by the keys `quota` and `veto_indices`; without a quota as the words say: `2 of 3`, `unanimity` or `all
/// veto players`, and `veto player 0`.
fn rule(case: &SpatialCase, members: usize) -> Result<VotingRule, String> {
    let words: Vec<&str> = case.rule.split([' ', ',', '(', ')']).collect();
    let number = |word: &str| word.parse::<u64>().ok();
    let counted = words.windows(3).find_map(|three| match three {
        [quota, "of", of] if number(of) == Some(members as u64) => number(quota),
        _ => None,
    });
    let is_unanimous = case.rule.contains("unanimity") || case.rule.contains("all veto players");
    let quota = case.quota.or(counted).or(is_unanimous.then_some(members as u64));
    let quota = quota.ok_or_else(|| format!("{}: no rule in \"{}\"", case.id, case.rule))?;
    let named = words.windows(3).filter_map(|three| match three {
        ["veto", "player", seat] => seat.parse().ok(),
        _ => None,
    });
    let vetoes = case.veto_indices.clone().unwrap_or_else(|| named.collect());
    let vetoes = vetoes.into_iter().map(|place| u32::try_from(place).map(Seat::new));
    let vetoes: Vec<Seat> = vetoes.collect::<Result<_, _>>().map_err(said)?;
    VotingRule::by_count(members, quota).and_then(|rule| rule.with_vetoes(vetoes)).map_err(said)
}

fn exact(number: f64) -> Result<Rational, String> {
    Rational::from_float(number).map_err(said)
}

fn on_a_line(case: &SpatialCase, ideals: &[f64], status_quo: f64) -> Result<usize, String> {
    let mut comparison = Comparison::of(&case.id);
    let line = Line::under(&rule(case, ideals.len())?, ideals, status_quo).map_err(said)?;

    let winset = line_winset(&line);
    comparison.holds("the winset", winset.check(&line));
    let interval = case.winset_open_interval;
    let interval = interval.map(|[left, right]| Ok::<_, String>(vec![(exact(left)?, exact(right)?)]));
    comparison.same("winset", interval.transpose()?.as_ref(), &winset.intervals(&exact(status_quo)?));
    let is_gridlocked = match on_line(&line) {
        Verdict::Exists(evidence) => evidence.check(&line).map(|()| true).map_err(said)?,
        Verdict::Impossible(evidence) => evidence.check(&line).map(|()| false).map_err(said)?,
        Verdict::Undecided(limit) => return Err(format!("{}: {limit}", case.id)),
    };
    comparison.same("gridlocked", case.gridlocked.as_ref(), &is_gridlocked);
    comparison.agree("gridlock and the winset's emptiness", &is_gridlocked, &winset.is_empty());

    let core = line_hull(&line, Whose::VetoMembers);
    if let Some(core) = &core {
        comparison.holds("the unanimity core", core.check(&line));
    }
    let core = core.map(|core| core.ends.map(|end| end.ideal));
    comparison.same("unanimity core", case.unanimity_core.map(Some).as_ref(), &core);
    let between = match gridlock(&line) {
        Verdict::Exists(interval) => {
            comparison.holds("the gridlock interval", interval.check(&line));
            interval.ends.map(|ends| ends.map(|end| end.ideal))
        }
        Verdict::Impossible(none) => none.check(&line).map(|()| None).map_err(said)?,
        Verdict::Undecided(limit) => return Err(format!("{}: {limit}", case.id)),
    };
    comparison.same("gridlock interval", case.gridlock_interval_closed.map(Some).as_ref(), &between);

    if let Some(setter) = case.setter {
        let offer = line_offer(&line, setter).map_err(said)?;
        comparison.holds("the offer", offer.check(&line));
        let stated = case.equilibrium_outcome.map(exact).transpose()?;
        comparison.same("outcome", stated.as_ref(), &offer.outcome);
    }
    comparison.verdict()
}

fn in_a_plane(case: &SpatialCase, ideals: &[[f64; 2]], status_quo: [f64; 2]) -> Result<usize, String> {
    let mut comparison = Comparison::of(&case.id);
    let plane = Plane::under(&rule(case, ideals.len())?, ideals, status_quo).map_err(said)?;

    let winset = PlaneWinsets::new().solve(&plane).map_err(said)?;
    comparison.holds("the winset", winset.check(&plane));
    comparison.same("empty winset", case.winset_empty.as_ref(), &winset.is_empty());
    let is_deadlocked = match in_plane(&plane).map_err(said)? {
        Verdict::Exists(evidence) => evidence.check(&plane).map(|()| true).map_err(said)?,
        Verdict::Impossible(evidence) => evidence.check(&plane).map(|()| false).map_err(said)?,
        Verdict::Undecided(limit) => return Err(format!("{}: {limit}", case.id)),
    };
    comparison.agree("deadlock and the winset's emptiness", &is_deadlocked, &winset.is_empty());
    let formula = |what: &str, text: &Option<String>| match text {
        Some(text) => value(text).map(Some).ok_or_else(|| format!("{}: {what} \"{text}\"", case.id)),
        None => Ok(None),
    };
    comparison.near("area", case.area_exact_float, winset.area, 1e-12);
    comparison.near("area, exact", formula("area", &case.area_exact)?, winset.area, 1e-12);
    let sampled = case.area_monte_carlo;
    comparison.near("area, sampled", sampled, winset.area, SAMPLING * sampled.unwrap_or(0.0));

    if case.yolk_radius.is_some() || case.yolk_centre.is_some() {
        let yolk = Yolks::new().solve(&plane).map_err(said)?;
        comparison.holds("the yolk", yolk.check(&plane));
        comparison.near("yolk radius", case.yolk_radius, yolk.radius, 1e-10);
        let radius = formula("radius", &case.yolk_radius_exact)?;
        comparison.near("yolk radius, exact", radius, yolk.radius, 1e-10);
        // A bound from below that is worth its name.
        comparison.agree("the yolk's bound", &(yolk.radius - yolk.least_radius < 1e-8), &true);
        let [x, y] = yolk.centre;
        comparison.near("yolk centre, across", case.yolk_centre.map(|[x, _]| x), x, 1e-9);
        comparison.near("yolk centre, up", case.yolk_centre.map(|[_, y]| y), y, 1e-9);
    }
    comparison.verdict()
}
