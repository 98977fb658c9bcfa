//! Spatial voting: brute force, Monte Carlo, covariance, and evidence that was tampered with.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    reason = "a test that meets the unexpected fails"
)]

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use willing_check::winset::{Covering, Whose};
use willing_council::spatial::{Alternatives, Line, Plane};
use willing_council::{Formula, Seat, SimpleGame, VotingRule, WeightCondition};
use willing_game::{Certificate, Rational, Verdict};
use willing_solver::Run;
use willing_solver::deadlock::{DeadlockProbability, ProbabilityError, in_plane, on_line};
use willing_solver::winset::{
    Error, PlaneOffers, PlaneWinsets, UncoveredSets, Yolks, gridlock, line_hull, line_offer, line_winset,
    plane_hull,
};

fn draws(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Any monotone game that the empty coalition loses: quotas joined by *and* and *or*, some out of reach.
fn drawn_game(draws: &mut ChaCha8Rng, seats: usize) -> SimpleGame {
    let mut condition = || {
        let weights: Vec<u64> = (0..seats).map(|_| draws.random_range(0..4)).collect();
        let quota = draws.random_range(1..=weights.iter().sum::<u64>() + 1);
        Formula::One(WeightCondition { weights, quota })
    };
    let (one, two, three, four) = (condition(), condition(), condition(), condition());
    let formula = match draws.random_range(0..4) {
        0 => one,
        1 => Formula::All(vec![one, two]),
        2 => Formula::Any(vec![Formula::All(vec![one, two]), Formula::All(vec![three, four])]),
        _ => Formula::All(vec![Formula::Any(vec![one, two]), three]),
    };
    SimpleGame::new(seats, formula).unwrap()
}

fn exact(value: f64) -> Rational {
    Rational::from_float(value).unwrap()
}

fn deadlocked(plane: &Plane) -> bool {
    match in_plane(plane).unwrap() {
        Verdict::Exists(evidence) => evidence.check(plane).map(|()| true).unwrap(),
        Verdict::Impossible(evidence) => evidence.check(plane).map(|()| false).unwrap(),
        Verdict::Undecided(limit) => panic!("{limit}"),
    }
}

/// Whether a point beats the status quo, by distances in floats.
fn beats(plane: &Plane, point: [f64; 2]) -> bool {
    let [w0, w1] = plane.weights();
    let square = |[a, b]: [f64; 2], [x, y]: [f64; 2]| w0 * (a - x) * (a - x) + w1 * (b - y) * (b - y);
    plane.game().wins(|place| {
        let ideal = plane.ideals()[place];
        square(point, ideal) < square(plane.status_quo(), ideal)
    })
}

/// A plane of members on a grid with many ties, or anywhere.
fn drawn_plane(draws: &mut ChaCha8Rng, is_grid: bool) -> Plane {
    let seats = draws.random_range(1..8);
    let game = drawn_game(draws, seats);
    let mut point = || {
        if is_grid {
            [f64::from(draws.random_range(-2..3)), f64::from(draws.random_range(-2..3))]
        } else {
            [draws.random_range(-2.0..2.0), draws.random_range(-2.0..2.0)]
        }
    };
    let ideals: Vec<[f64; 2]> = (0..seats).map(|_| point()).collect();
    let status_quo = point();
    Plane::new(game, ideals, status_quo).unwrap()
}

/// A plane under a quota of equal members, some of whom have a veto if `vetoes` says so.
fn drawn_council(draws: &mut ChaCha8Rng, vetoes: bool) -> Plane {
    let seats: u32 = draws.random_range(1..10);
    let rule = VotingRule::by_count(seats as usize, draws.random_range(1..=u64::from(seats))).unwrap();
    let held = (0..seats).filter(|_| vetoes && draws.random_range(0..3) == 0).map(Seat::new);
    let rule = rule.with_vetoes(held.collect::<Vec<_>>()).unwrap();
    let mut point = || [draws.random_range(-2.0..2.0), draws.random_range(-2.0..2.0)];
    let ideals: Vec<[f64; 2]> = (0..seats).map(|_| point()).collect();
    Plane::under(&rule, ideals, point()).unwrap()
}

#[test]
fn a_winset_on_a_line_is_what_dominates_point_by_point() {
    let mut draws = draws(1);
    for _ in 0..600 {
        let seats = draws.random_range(1..8);
        let game = drawn_game(&mut draws, seats);
        let ideals: Vec<f64> = (0..seats).map(|_| f64::from(draws.random_range(-6..7)) / 2.0).collect();
        let line = Line::new(game, ideals, f64::from(draws.random_range(-6..7)) / 2.0).unwrap();
        let winset = line_winset(&line);
        winset.check(&line).unwrap();
        let status_quo = line.status_quo();
        let mut is_empty = true;
        // Quarters: ends of intervals are whole or halves.
        for quarter in -60..=60 {
            let point = f64::from(quarter) / 4.0;
            let dominates = line.wins(|ideal| (point - ideal).abs() < (status_quo - ideal).abs());
            assert_eq!(winset.contains(&exact(status_quo), &exact(point)), dominates, "{line:?} {point}");
            is_empty &= !dominates;
        }
        assert_eq!(winset.is_empty(), is_empty, "{line:?}");
        let found = match on_line(&line) {
            Verdict::Exists(evidence) => evidence.check(&line).map(|()| true).unwrap(),
            Verdict::Impossible(evidence) => evidence.check(&line).map(|()| false).unwrap(),
            Verdict::Undecided(limit) => panic!("{limit}"),
        };
        assert_eq!(found, is_empty);
        let in_interval = match gridlock(&line) {
            Verdict::Exists(interval) => {
                interval.check(&line).map(|()| interval.contains(status_quo)).unwrap()
            }
            Verdict::Impossible(none) => none.check(&line).map(|()| false).unwrap(),
            Verdict::Undecided(limit) => panic!("{limit}"),
        };
        assert_eq!(in_interval, is_empty, "{line:?}");
    }
}

#[test]
fn the_gridlock_interval_under_quota_and_vetoes_is_given_by_order_statistics() {
    let mut draws = draws(2);
    for _ in 0..300 {
        let seats: usize = draws.random_range(1..12);
        let quota = draws.random_range(seats / 2 + 1..=seats);
        let vetoes: Vec<u32> = (0..seats as u32).filter(|_| draws.random_range(0..4) == 0).collect();
        let rule = VotingRule::by_count(seats, quota as u64).unwrap();
        let rule = rule.with_vetoes(vetoes.iter().copied().map(Seat::new)).unwrap();
        let ideals: Vec<f64> = (0..seats).map(|_| f64::from(draws.random_range(-9..10))).collect();
        let line = Line::under(&rule, ideals.clone(), 0.0).unwrap();
        let held: Vec<f64> = vetoes.iter().map(|place| ideals[*place as usize]).collect();
        let mut sorted = ideals;
        sorted.sort_by(f64::total_cmp);
        let left = held.iter().copied().fold(sorted[seats - quota], f64::min);
        let right = held.iter().copied().fold(sorted[quota - 1], f64::max);
        let interval = gridlock(&line).found().unwrap();
        assert_eq!(interval.ends.unwrap().map(|end| end.ideal), [left, right]);
    }
}

#[test]
fn an_offer_on_a_line_is_the_best_of_all_that_pass() {
    let mut draws = draws(3);
    for _ in 0..400 {
        let seats = draws.random_range(1..7);
        let game = drawn_game(&mut draws, seats);
        let mut half = || f64::from(draws.random_range(-6..7)) / 2.0;
        let ideals: Vec<f64> = (0..seats).map(|_| half()).collect();
        let (status_quo, setter) = (half(), half());
        let line = Line::new(game, ideals, status_quo).unwrap();
        let offer = line_offer(&line, setter).unwrap();
        offer.check(&line).unwrap();
        let passes = |point: f64| {
            point == status_quo || line.wins(|ideal| (point - ideal).abs() <= (status_quo - ideal).abs())
        };
        let grid = (-60..=60).map(|quarter| f64::from(quarter) / 4.0).filter(|point| passes(*point));
        let least = grid.map(|point| (point - setter).abs()).fold(f64::INFINITY, f64::min);
        assert_eq!((&offer.outcome - exact(setter)).abs(), exact(least), "{line:?} {setter}");
    }
}

#[test]
fn the_area_of_a_winset_agrees_with_monte_carlo() {
    let mut draws = draws(4);
    let (mut cases, mut with_vetoes, mut without) = (0, 0, 0);
    while cases < 100 {
        // Any rule, or a quota with or without vetoes.
        let mut plane = if cases % 2 == 0 {
            drawn_plane(&mut draws, cases % 4 == 0)
        } else {
            drawn_council(&mut draws, cases % 4 == 1)
        };
        if cases % 3 == 0 {
            plane = plane.with_weights([draws.random_range(0.3..3.0), draws.random_range(0.3..3.0)]).unwrap();
        }
        let winset = PlaneWinsets::new().solve(&plane).unwrap();
        winset.check(&plane).unwrap();
        assert_eq!(winset.is_empty(), deadlocked(&plane));
        if winset.is_empty() {
            assert_eq!(winset.area, 0.0);
            continue;
        }
        cases += 1;
        *(if plane.veto_seats().is_empty() { &mut without } else { &mut with_vetoes }) += 1;
        // A box around all circles.
        let [w0, w1] = plane.weights();
        let [q0, q1] = plane.status_quo();
        let reach = |[x, y]: &[f64; 2]| 2.0 * (w0 * (x - q0).powi(2) + w1 * (y - q1).powi(2)).sqrt();
        let reach = plane.ideals().iter().map(reach).fold(0.0, f64::max);
        let (half0, half1) = (reach / w0.sqrt(), reach / w1.sqrt());
        let samples = 40_000;
        let mut inside = 0;
        for _ in 0..samples {
            let point =
                [q0 + half0 * draws.random_range(-1.0..1.0), q1 + half1 * draws.random_range(-1.0..1.0)];
            inside += u32::from(beats(&plane, point));
        }
        let (share, whole) = (f64::from(inside) / f64::from(samples), 4.0 * half0 * half1);
        let error = whole * (winset.area / whole * (1.0 - winset.area / whole) / f64::from(samples)).sqrt();
        assert!(
            (winset.area - share * whole).abs() <= 4.0 * error,
            "{plane:?}: {} {}",
            winset.area,
            share * whole
        );
        assert!(winset.area_error < 1e-11);
    }
    assert!(with_vetoes >= 30 && without >= 30, "{with_vetoes} with vetoes, {without} without");
}

#[test]
fn boundary_points_of_a_winset_separate_what_beats_the_status_quo_from_what_does_not() {
    let mut draws = draws(5);
    for round in 0..200 {
        let plane = drawn_plane(&mut draws, round % 2 == 0);
        let winset = PlaneWinsets::new().solve(&plane).unwrap();
        let [q0, q1] = plane.status_quo();
        for (_, ends) in winset.boundary(&plane) {
            for [x, y] in ends {
                if (x - q0).hypot(y - q1) > 1e-6 {
                    let at = |share: f64| [q0 + share * (x - q0), q1 + share * (y - q1)];
                    assert!(
                        beats(&plane, at(1.0 - 1e-9)) && !beats(&plane, at(1.0 + 1e-9)),
                        "{plane:?} {x} {y}"
                    );
                }
            }
        }
    }
}

#[test]
fn emptiness_in_a_plane_is_decided_alike_by_three_routes_with_many_ties() {
    let mut draws = draws(6);
    let mut empty = 0;
    for round in 0..600 {
        let plane = drawn_plane(&mut draws, round % 5 != 0);
        let winset = PlaneWinsets::new().solve(&plane).unwrap();
        winset.check(&plane).unwrap();
        let is_deadlocked = deadlocked(&plane);
        let certain = DeadlockProbability::new().samples(1);
        let certain = certain.in_plane(&plane, &vec![0.0; plane.ideals().len()]).unwrap();
        assert_eq!(winset.is_empty(), is_deadlocked, "{plane:?}");
        assert_eq!(certain.deadlocks == 1, is_deadlocked, "{plane:?}");
        empty += usize::from(is_deadlocked);
    }
    assert!((100..500).contains(&empty), "{empty}");
}

#[test]
fn winsets_turn_move_and_grow_with_the_plane() {
    let mut draws = draws(7);
    for round in 0..100 {
        let plane = drawn_plane(&mut draws, round % 2 == 0);
        let area = |plane: &Plane| PlaneWinsets::new().solve(plane).unwrap().area;
        let radius = |plane: &Plane| Yolks::new().solve(plane).map(|yolk| yolk.radius);
        let image = |map: &dyn Fn([f64; 2]) -> [f64; 2]| {
            let ideals: Vec<[f64; 2]> = plane.ideals().iter().copied().map(map).collect();
            Plane::new(plane.game().clone(), ideals, map(plane.status_quo())).unwrap()
        };
        // A move, a quarter turn, a growth by 4 (exact), and a turn by the angle of the triangle 3, 4, 5 (rounded).
        let moved = image(&|[x, y]| [x + 8.0, y - 4.0]);
        let turned = image(&|[x, y]| [-y, x]);
        let grown = image(&|[x, y]| [4.0 * x, 4.0 * y]);
        let oblique = image(&|[x, y]| [3.0 * x - 4.0 * y, 4.0 * x + 3.0 * y]);
        for (other, scale) in [(&moved, 1.0), (&turned, 1.0), (&grown, 4.0), (&oblique, 5.0)] {
            let (expected, found) = (area(&plane) * scale * scale, area(other));
            assert!((expected - found).abs() <= 1e-10 * (1.0 + expected), "{plane:?} {expected} {found}");
            match (radius(&plane), radius(other)) {
                (Ok(one), Ok(two)) => assert!((one * scale - two).abs() < 1e-8, "{plane:?} {one} {two}"),
                // A rounded image may hide or make a tie.
                (one, two) => assert!(scale == 5.0 || one.is_err() == two.is_err(), "{one:?} {two:?}"),
            }
            if scale != 5.0 || round % 2 == 0 {
                assert_eq!(deadlocked(&plane), deadlocked(other));
            }
        }
    }
}

#[test]
fn one_more_veto_never_enlarges_a_winset() {
    let mut draws = draws(8);
    for round in 0..150 {
        let seats: usize = draws.random_range(2..8);
        let rule = VotingRule::by_count(seats, draws.random_range(1..=seats as u64)).unwrap();
        let ideals: Vec<[f64; 2]> =
            (0..seats).map(|_| [draws.random_range(-2.0..2.0), draws.random_range(-2.0..2.0)]).collect();
        let vetoes = (0..=round % 3).filter(|place| *place < seats as u32).map(Seat::new);
        let stricter = rule.clone().with_vetoes(vetoes).unwrap();
        let planes = [&rule, &stricter].map(|rule| Plane::under(rule, ideals.clone(), [0.1, 0.2]).unwrap());
        let [free, bound] = planes.each_ref().map(|plane| PlaneWinsets::new().solve(plane).unwrap());
        assert!(bound.area <= free.area + 1e-12);
        assert!(!free.is_empty() || bound.is_empty());
        let xs: Vec<f64> = ideals.iter().map(|[x, _]| *x).collect();
        let lines = [&rule, &stricter].map(|rule| Line::under(rule, xs.clone(), 0.1).unwrap());
        let [free, bound] = lines.each_ref().map(line_winset);
        for (left, right) in bound.intervals(&exact(0.1)) {
            let outer = free.intervals(&exact(0.1));
            assert!(outer.iter().any(|(from, to)| *from <= left && right <= *to));
        }
    }
}

#[test]
fn hulls_hold_exactly_the_points_that_no_move_improves_for_all() {
    let mut draws = draws(9);
    for _ in 0..200 {
        let plane = drawn_plane(&mut draws, true);
        let all = SimpleGame::weighted(plane.ideals().len() as u64, vec![1; plane.ideals().len()]).unwrap();
        let unanimous = Plane::new(all, plane.ideals().to_vec(), [0.0, 0.0]).unwrap();
        let hull = plane_hull(&plane, Whose::Everyone).unwrap();
        hull.check(&plane).unwrap();
        for x in -2..3 {
            for y in -2..3 {
                let point = [f64::from(x), f64::from(y)];
                let there = unanimous.clone().with_status_quo(point).unwrap();
                assert_eq!(hull.contains(&plane, point).unwrap(), deadlocked(&there), "{plane:?} {point:?}");
            }
        }
        let mut corners = hull.clone();
        corners.corners.rotate_left(1);
        corners.check(&plane).unwrap();
        if hull.corners.len() > 2 {
            corners.corners.reverse();
            assert!(corners.check(&plane).is_err());
        }
        if hull.corners.len() > 1 {
            corners.corners = hull.corners[1..].to_vec();
            assert!(corners.check(&plane).is_err());
        }
        match plane_hull(&plane, Whose::VetoMembers) {
            Some(core) => core.check(&plane).unwrap(),
            None => assert!(plane.veto_seats().is_empty()),
        }
    }
}

#[test]
fn an_offer_in_a_plane_is_the_best_of_all_that_pass() {
    let mut draws = draws(10);
    for round in 0..200 {
        let mut plane = drawn_plane(&mut draws, round % 3 == 0);
        if round % 2 == 0 {
            plane = plane.with_weights([1.0, draws.random_range(0.3..3.0)]).unwrap();
        }
        let setter = [draws.random_range(-3.0..3.0), draws.random_range(-3.0..3.0)];
        let offer = PlaneOffers::new().solve(&plane, setter).unwrap();
        offer.check(&plane).unwrap();
        assert!(offer.residual < 1e-13);
        let [w0, w1] = plane.weights();
        for _ in 0..500 {
            let point = [draws.random_range(-4.0..4.0), draws.random_range(-4.0..4.0)];
            let away = (w0 * (point[0] - setter[0]).powi(2) + w1 * (point[1] - setter[1]).powi(2)).sqrt();
            assert!(
                away >= offer.distance - 1e-12 || !beats(&plane, point),
                "{plane:?} {setter:?} {point:?}"
            );
        }
        let mut worse = offer.clone();
        worse.outcome = plane.status_quo();
        assert_eq!(worse.check(&plane).is_ok(), worse.outcome == offer.outcome);
        let mut greedy = offer.clone();
        greedy.outcome = setter;
        assert_eq!(greedy.check(&plane).is_ok(), greedy.outcome == offer.outcome);
    }
}

#[test]
fn the_yolk_meets_every_median_line_and_no_smaller_disc_does() {
    let mut draws = draws(11);
    let mut solved = 0;
    for round in 0..150 {
        let seats: usize = [3, 4, 5, 7, 9, 15][round % 6];
        let rule = VotingRule::by_count(seats, seats as u64 / 2 + 1).unwrap();
        let ideals: Vec<[f64; 2]> =
            (0..seats).map(|_| [draws.random_range(-2.0..2.0), draws.random_range(-2.0..2.0)]).collect();
        let mut plane = Plane::under(&rule, ideals.clone(), [0.0, 0.0]).unwrap();
        let weights = if round % 4 == 0 { [1.0, draws.random_range(0.3..3.0)] } else { [1.0, 1.0] };
        plane = plane.with_weights(weights).unwrap();
        let yolk = Yolks::new().solve(&plane).unwrap();
        yolk.check(&plane).unwrap();
        assert!(yolk.radius - yolk.least_radius < 1e-7, "{plane:?} {} {}", yolk.radius, yolk.least_radius);
        solved += usize::from(yolk.radius > 1e-3);
        // Median lines in many directions, by sorting.
        for step in 0..720 {
            let angle = f64::from(step) * std::f64::consts::TAU / 720.0;
            let mut heights: Vec<f64> =
                ideals.iter().map(|[x, y]| x * angle.cos() + y * angle.sin()).collect();
            heights.sort_by(f64::total_cmp);
            let centre = yolk.centre[0] * angle.cos() + yolk.centre[1] * angle.sin();
            let norm = (angle.cos().powi(2) / weights[0] + angle.sin().powi(2) / weights[1]).sqrt();
            for median in [heights[(seats - 1) / 2], heights[seats / 2]] {
                assert!((centre - median).abs() / norm <= yolk.radius + 1e-9, "{plane:?} {step}");
            }
        }
        let mut smaller = yolk.clone();
        smaller.radius -= 1e-6;
        assert!(smaller.check(&plane).is_err());
        let mut bolder = yolk.clone();
        bolder.least_radius += 1e-6;
        assert!(bolder.check(&plane).is_err());
        let mut gap = yolk.clone();
        gap.sectors.pop();
        assert!(gap.check(&plane).is_err());
    }
    assert!(solved > 100);
    let improper = Plane::under(&"1 of 2".parse().unwrap(), [[0.0, 0.0], [1.0, 0.0]], [0.0, 0.0]).unwrap();
    assert_eq!(Yolks::new().solve(&improper), Err(Error::NoMedianLine));
}

#[test]
fn uncovered_alternatives_are_those_of_the_definition() {
    let mut draws = draws(12);
    for round in 0..120 {
        let plane = drawn_plane(&mut draws, round % 2 == 0);
        let count = draws.random_range(0..9);
        let points: Vec<[f64; 2]> = (0..count)
            .map(|_| [f64::from(draws.random_range(-3..4)), f64::from(draws.random_range(-3..4))])
            .collect();
        let dominates =
            |x: usize, y: usize| beats(&plane.clone().with_status_quo(points[y]).unwrap(), points[x]);
        let covers = |covering: Covering, x: usize, y: usize| {
            let upward = (0..count).all(|z| !dominates(z, x) || dominates(z, y));
            let downward = (0..count).all(|z| !dominates(y, z) || dominates(x, z));
            dominates(x, y)
                && match covering {
                    Covering::Upward => upward,
                    Covering::Downward => downward,
                    Covering::Both => upward && downward,
                }
        };
        let options = Alternatives::new(plane.clone(), points.clone()).unwrap();
        for covering in [Covering::Upward, Covering::Downward, Covering::Both] {
            let set = UncoveredSets::new().covering(covering).solve(&options).unwrap();
            set.check(&options).unwrap();
            let found: Vec<usize> = set.uncovered.iter().map(|one| one.alternative).collect();
            let expected: Vec<usize> =
                (0..count).filter(|y| !(0..count).any(|x| covers(covering, x, *y))).collect();
            assert_eq!(found, expected, "{options:?} {covering:?}");
            let mut fewer = set.clone();
            if let Some(undefended) = fewer.uncovered.iter_mut().find(|one| !one.defences.is_empty()) {
                undefended.defences.pop();
                assert!(fewer.check(&options).is_err());
            }
            let mut missing = set.clone();
            if missing.covered.pop().is_some() {
                assert!(missing.check(&options).is_err());
            }
            let mut wrong = set.clone();
            if let Some(covered) = wrong.covered.first_mut() {
                covered.by = covered.alternative;
                assert!(wrong.check(&options).is_err());
            }
        }
    }
}

#[test]
fn tampered_winsets_and_deadlocks_are_refused() {
    let mut draws = draws(13);
    let mut refused = [0; 6];
    for round in 0..300 {
        let plane = drawn_plane(&mut draws, round % 2 == 0);
        let winset = PlaneWinsets::new().solve(&plane).unwrap();
        let mut larger = winset.clone();
        larger.area += 1e-9 + larger.area * 1e-9;
        assert!(larger.check(&plane).is_err());
        let mut vague = winset.clone();
        vague.area_error = f64::NAN;
        assert!(vague.check(&plane).is_err());
        let mut open = winset.clone();
        open.sectors.remove(0);
        assert!(open.check(&plane).is_err());
        let mut twice = winset.clone();
        twice.sectors.extend(winset.sectors.clone());
        assert!(twice.check(&plane).is_err());
        for sector in 0..winset.sectors.len() {
            let mut hidden = winset.clone();
            if hidden.sectors[sector].pivot.take().is_some() {
                assert!(hidden.check(&plane).is_err());
                refused[0] += 1;
            } else {
                hidden.sectors[sector].pivot = Some(Seat::new(0));
                assert!(hidden.check(&plane).is_err());
                refused[1] += 1;
            }
        }
        match in_plane(&plane).unwrap() {
            Verdict::Exists(deadlock) => {
                for sector in 0..deadlock.sectors.len() {
                    let mut fewer = deadlock.clone();
                    fewer.sectors[sector].blockers.clear();
                    assert_eq!(fewer.check(&plane).is_err(), plane.game().wins(|_| true));
                    let mut more = deadlock.clone();
                    more.sectors[sector].blockers =
                        (0..=plane.ideals().len() as u32).map(Seat::new).collect();
                    assert!(more.check(&plane).is_err());
                    refused[2] += 1;
                }
            }
            Verdict::Impossible(winner) => {
                let mut still = winner.clone();
                still.point = plane.status_quo().map(exact);
                assert!(still.check(&plane).is_err());
                let mut alone = winner.clone();
                alone.coalition.clear();
                assert!(alone.check(&plane).is_err());
                let mut strange = winner;
                strange.coalition.push(Seat::new(99));
                assert!(strange.check(&plane).is_err());
                refused[3] += 1;
            }
            Verdict::Undecided(limit) => panic!("{limit}"),
        }
        let xs: Vec<f64> = plane.ideals().iter().map(|[x, _]| *x).collect();
        let line = Line::new(plane.game().clone(), xs, plane.status_quo()[0]).unwrap();
        let mut further = line_winset(&line);
        if let Some(right) = &mut further.right {
            right.end += &Rational::one();
            assert!(further.check(&line).is_err());
            refused[4] += 1;
        }
        let mut none = line_winset(&line);
        if none.left.take().is_some() {
            assert!(none.check(&line).is_err());
            refused[5] += 1;
        }
        let mut offer = line_offer(&line, 1.25).unwrap();
        offer.outcome += &Rational::new(1, 1_000).unwrap();
        assert!(offer.check(&line).is_err());
        if let Some(mut core) = line_hull(&line, Whose::Everyone) {
            core.check(&line).unwrap();
            core.ends.swap(0, 1);
            assert_eq!(core.check(&line).is_err(), core.ends[0].ideal != core.ends[1].ideal);
        }
    }
    assert!(refused.iter().all(|count| *count > 20), "{refused:?}");
}

#[test]
fn the_probability_of_deadlock_is_the_same_on_any_number_of_threads() {
    let rule: VotingRule = "4 of 5, veto {0}".parse().unwrap();
    let ideals = [[0.0, 0.0], [1.0, 2.0], [-2.0, -4.0], [3.0, -1.0], [-6.0, 2.0]];
    let plane = Plane::under(&rule, ideals, [0.0, 0.0]).unwrap();
    let deviations = [0.1, 0.5, 1.0, 0.0, 2.0];
    let asked = || DeadlockProbability::new().samples(5_000).seed(7);
    let one = asked().in_plane(&plane, &deviations).unwrap();
    assert_eq!(one, asked().run(Run::new().threads(3)).in_plane(&plane, &deviations).unwrap());
    assert!(one.probability() > 0.0 && one.probability() < 1.0);
    assert_ne!(one, asked().seed(8).in_plane(&plane, &deviations).unwrap());
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    let stopped = asked().run(Run::new().cancel(stop)).in_plane(&plane, &deviations);
    assert_eq!(stopped, Err(ProbabilityError::Cancelled));
    assert_eq!(
        asked().in_plane(&plane, &[f64::NAN; 5]).map_err(|error| error.to_string()),
        Err("the standard deviation of seat 0 is NaN: expected a number from 0 to 1e70".into())
    );
}

#[test]
fn the_probability_of_deadlock_on_a_line_is_that_of_the_normal_distribution() {
    // Two veto players at −1 and 1 with deviation 1, status quo 0: one on either side with Φ(1)² + Φ(−1)².
    let two = Line::under(&"2 of 2".parse().unwrap(), [-1.0, 1.0], 0.0).unwrap();
    let found = DeadlockProbability::new().samples(40_000).on_line(&two, &[1.0, 1.0]).unwrap();
    let high = 0.841_344_746_068_542_9_f64;
    let expected = high * high + (1.0 - high) * (1.0 - high);
    assert!((found.probability() - expected).abs() < 4.0 * found.standard_error());
    assert!((found.standard_error() - (expected * (1.0 - expected) / 40_000.0).sqrt()).abs() < 1e-4);
    let [low, high] = found.interval(4.0);
    assert!(low < expected && expected < high);
}

#[test]
fn a_large_chamber_is_solved_and_can_be_stopped() {
    let mut draws = draws(14);
    let ideals: Vec<[f64; 2]> =
        (0..101).map(|_| [draws.random_range(-2.0..2.0), draws.random_range(-2.0..2.0)]).collect();
    let plane = Plane::under(&"51 of 101".parse().unwrap(), ideals, [0.3, 0.1]).unwrap();
    let start = std::time::Instant::now();
    let winset = PlaneWinsets::new().solve(&plane).unwrap();
    println!("winset: {:?}, {} sectors", start.elapsed(), winset.sectors.len());
    winset.check(&plane).unwrap();
    println!("with its check: {:?}", start.elapsed());
    let yolk = Yolks::new().solve(&plane).unwrap();
    println!("with the yolk: {:?}, {} sectors", start.elapsed(), yolk.sectors.len());
    assert!(winset.area > 0.0 && yolk.radius > 0.0);
    assert!(!deadlocked(&plane));
    println!("with the verdict: {:?}", start.elapsed());
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    let run = Run::new().cancel(stop);
    assert_eq!(PlaneWinsets::new().run(run.clone()).solve(&plane), Err(Error::Cancelled));
    assert_eq!(Yolks::new().run(run).solve(&plane), Err(Error::Cancelled));
}

#[test]
fn coordinates_of_very_different_sizes_are_decided_exactly() {
    // Almost on the segment between two vetoes: off it by one unit in the last place of a small number.
    let both = [[-1e60, 0.0], [1e60, 0.0]];
    let rule: VotingRule = "2 of 2".parse().unwrap();
    let on = Plane::under(&rule, both, [1e-60, 0.0]).unwrap();
    let off = Plane::under(&rule, both, [1e-60, 5e-324]).unwrap();
    assert!(deadlocked(&on) && !deadlocked(&off));
    let winset = PlaneWinsets::new().solve(&off).unwrap();
    winset.check(&off).unwrap();
    assert!(!winset.is_empty());
}
