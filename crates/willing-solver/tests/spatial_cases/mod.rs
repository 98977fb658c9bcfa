//! Cases of spatial voting with known answers, and what the library answers to them.

use serde_json::Value;
use willing_check::winset::Whose;
use willing_council::spatial::{Line, Plane};
use willing_council::{Seat, VotingRule};
use willing_game::{Certificate, Rational, Verdict};
use willing_solver::deadlock::{in_plane, on_line};
use willing_solver::winset::{PlaneWinsets, Yolks, gridlock, line_hull, line_offer, line_winset};

/// The section `spatial` of the reference values, in our own layout.
pub(crate) const CASES: &str = include_str!("cases.json");

fn floats(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect()
}

fn points(value: &Value) -> Vec<[f64; 2]> {
    value.as_array().unwrap().iter().map(|one| floats(one).try_into().unwrap()).collect()
}

fn exact(value: f64) -> Rational {
    Rational::from_float(value).unwrap()
}

/// The rule that a case states, in words or by quota and vetoes.
fn rule(case: &Value, members: usize) -> VotingRule {
    let text = case["rule"].as_str().unwrap();
    if let Some(quota) = case["quota"].as_u64() {
        let vetoes = case["veto_indices"].as_array().unwrap().iter().map(|one| one.as_u64().unwrap());
        let vetoes = vetoes.map(|place| Seat::new(u32::try_from(place).unwrap()));
        return VotingRule::by_count(members, quota).unwrap().with_vetoes(vetoes).unwrap();
    }
    let quota = text.split(' ').next().unwrap().parse().unwrap_or(members as u64);
    let rule = VotingRule::by_count(members, quota).unwrap();
    if text.contains("veto player 0") { rule.with_vetoes([Seat::new(0)]).unwrap() } else { rule }
}

/// Asserts every answer that the case states, with certificates checked; how many it states.
pub(crate) fn assert_case(case: &Value) -> usize {
    let id = case["id"].as_str().unwrap();
    match case["dim"].as_u64() {
        Some(1) => assert_line(id, case),
        Some(2) => assert_plane(id, case),
        other => panic!("{id}: dimension {other:?}"),
    }
}

fn assert_line(id: &str, case: &Value) -> usize {
    let ideals = floats(&case["ideal"]);
    let status_quo = case["status_quo"].as_f64().unwrap_or(0.0);
    let line = Line::under(&rule(case, ideals.len()), ideals, status_quo).unwrap();
    let mut stated = 0;
    if let Some(expected) = case.get("winset_open_interval") {
        let winset = line_winset(&line);
        winset.check(&line).unwrap();
        let expected = expected.as_array().map(|ends| {
            let [left, right]: [f64; 2] =
                ends.iter().map(|end| end.as_f64().unwrap()).collect::<Vec<_>>().try_into().unwrap();
            (exact(left), exact(right))
        });
        assert_eq!(winset.intervals(&exact(status_quo)), Vec::from_iter(expected), "{id}");
        stated += 1;
    }
    if let Some(expected) = case.get("unanimity_core") {
        let core = line_hull(&line, Whose::VetoMembers).unwrap();
        core.check(&line).unwrap();
        assert_eq!(core.ends.map(|end| end.ideal).to_vec(), floats(expected), "{id}");
        stated += 1;
    }
    if let Some(expected) = case.get("gridlocked") {
        let found = match on_line(&line) {
            Verdict::Exists(evidence) => evidence.check(&line).map(|()| true).unwrap(),
            Verdict::Impossible(evidence) => evidence.check(&line).map(|()| false).unwrap(),
            Verdict::Undecided(limit) => panic!("{id}: {limit}"),
        };
        assert_eq!(found, expected.as_bool().unwrap(), "{id}");
        stated += 1;
    }
    if let Some(expected) = case.get("gridlock_interval_closed") {
        let interval = gridlock(&line).found().unwrap();
        interval.check(&line).unwrap();
        assert_eq!(interval.ends.unwrap().map(|end| end.ideal).to_vec(), floats(expected), "{id}");
        stated += 1;
    }
    if let Some(expected) = case.get("equilibrium_outcome") {
        let offer = line_offer(&line, case["setter"].as_f64().unwrap()).unwrap();
        offer.check(&line).unwrap();
        assert_eq!(offer.outcome, exact(expected.as_f64().unwrap()), "{id}");
        stated += 1;
    }
    stated
}

fn assert_plane(id: &str, case: &Value) -> usize {
    let ideals = points(&case["ideal"]);
    let status_quo: [f64; 2] = floats(&case["status_quo"]).try_into().unwrap();
    let plane = Plane::under(&rule(case, ideals.len()), ideals, status_quo).unwrap();
    let winset = PlaneWinsets::new().solve(&plane).unwrap();
    winset.check(&plane).unwrap();
    let mut stated = 0;
    if let Some(expected) = case["winset_empty"].as_bool() {
        let found = match in_plane(&plane).unwrap() {
            Verdict::Exists(evidence) => evidence.check(&plane).map(|()| true).unwrap(),
            Verdict::Impossible(evidence) => evidence.check(&plane).map(|()| false).unwrap(),
            Verdict::Undecided(limit) => panic!("{id}: {limit}"),
        };
        assert_eq!((found, winset.is_empty()), (expected, expected), "{id}");
        stated += 1;
    }
    if let Some(expected) = case["area_exact_float"].as_f64() {
        assert!((winset.area - expected).abs() < 1e-12, "{id}: {} {expected}", winset.area);
        stated += 1;
    }
    if let Some(expected) = case["area_monte_carlo"].as_f64() {
        assert!((winset.area - expected).abs() <= 0.01 * expected, "{id}: {} {expected}", winset.area);
        stated += 1;
    }
    if let Some(expected) = case["yolk_radius"].as_f64() {
        let yolk = Yolks::new().solve(&plane).unwrap();
        yolk.check(&plane).unwrap();
        assert!((yolk.radius - expected).abs() < 1e-10, "{id}: {} {expected}", yolk.radius);
        assert!(yolk.radius - yolk.least_radius < 1e-8, "{id}: {} {}", yolk.radius, yolk.least_radius);
        if let Some(centre) = case.get("yolk_centre") {
            let gap = floats(centre).into_iter().zip(yolk.centre).map(|(one, other)| (one - other).abs());
            assert!(gap.fold(0.0, f64::max) < 1e-9, "{id}: {:?}", yolk.centre);
        }
        stated += 1;
    }
    stated
}
