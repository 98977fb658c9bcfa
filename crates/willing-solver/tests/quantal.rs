//! Logit quantal responses: known answers, games without pure equilibria, residuals, refusals.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]
#![allow(clippy::excessive_precision, clippy::unreadable_literal, reason = "parameters of a stored game")]

mod drawn;

use drawn::{Draw, Parts, equilibria, game, tiers};
use willing_check::quantal::{Expectation, QuantalPath, StrategicForm, Violation};
use willing_game::{AggregativeGame, Certificate, Limit, TierSet, Verdict};
use willing_risk::{
    Authorization, Credit, Hazard, Method, Parameters, Pool, SharingRule, State, Treaty, TreatyCredit,
};
use willing_solver::quantal::{Error, LogitPath};

/// One state of a stored game.
struct Row {
    tau: f64,
    c: f64,
    b: f64,
    w: f64,
    hazards: [(f64, f64); 2],
    kappa: f64,
    opp: f64,
    dom: f64,
    int: f64,
    ret: f64,
    ent: f64,
    treaty: Treaty,
    a0: f64,
    protection: f64,
    v: f64,
}

#[rustfmt::skip]
const ROWS: [Row; 4] = [
    Row {
        tau: 6.181763242570956, c: 0.5283313798433394, b: 0.3611471043338977, w: 0.9564565408349541,
        hazards: [(0.06778851269713242, 2.6109704028750143), (0.15871077732244002, 3.7242698478318887)],
        kappa: 0.8327144365137922, opp: 0.6318463811147094, dom: 4.73540208721525, int: 1.3225747419116547,
        ret: 1.325127968012481, ent: 3.35178880149651, treaty: Treaty::None,
        a0: 0.13545989032414674, protection: 1.5280250317399724, v: -0.03315051265077029,
    },
    Row {
        tau: 27.544993103204533, c: 1.480959583904915, b: 0.4552863097311345, w: 1.1010635223076586,
        hazards: [(0.42193603794523504, 14.59104343836366), (0.39646582321457924, 8.170876482420866)],
        kappa: 2.0060987637468264, opp: 0.9495132472201062, dom: 2.8164845723725414, int: 5.864059265819927,
        ret: 3.705067514378886, ent: 2.9888250567370673, treaty: Treaty::Multilateral,
        a0: 0.5909836330690588, protection: 14.630157092227737, v: 0.3525623003400289,
    },
    Row {
        tau: 7.168656385570815, c: 1.4257575572546326, b: 0.14100687400109435, w: 1.1969453563826278,
        hazards: [(0.06481045230670247, 22.709379523637143), (0.45674342079669644, 1.2662442955321433)],
        kappa: 0.9500433636993926, opp: 0.2990535136950997, dom: 1.9153432674386774, int: 3.3491007715055545,
        ret: 0.5804863926609166, ent: 0.13755173360211437, treaty: Treaty::Bilateral,
        a0: 0.41049474621978715, protection: 4.032410916929741, v: 0.058945007023940565,
    },
    Row {
        tau: 32.8621377492838, c: 0.4304038549514728, b: 0.4917523593225999, w: 0.5505696885964673,
        hazards: [(0.07029349461774442, 11.786352609496024), (0.09691515840688798, 10.064112056045708)],
        kappa: 1.4758294578979578, opp: 0.2564061360879524, dom: 2.0539601058166506, int: 2.6260412517500957,
        ret: 1.6660529256466634, ent: 0.11373654023352531, treaty: Treaty::Bilateral,
        a0: 0.14037258176180345, protection: 1.010997199518049, v: -0.9419660121232403,
    },
];

/// Four states, of which three may oppose, stand by, support or fight, and no pure equilibrium.
fn without_pure_equilibrium() -> Parts {
    let set = TierSet::default();
    let parameters = Parameters {
        credit: Credit { exposure: 0.5, stance: 0.3, access: 0.2, finance: 0.0 },
        sharing: SharingRule::Borch,
        authorization_legitimacy: 0.3426237238057007,
        stance_legitimacy: 0.09008761144860339,
        contest_exponent: 1.6598606424018592,
        failure_markup: 0.7197504015847003,
        excludable_protection: 0.0,
        launch_probability: 0.5891822367405513,
        launch_legitimacy: 0.8307062752741207,
        launch_severity: 4.04488761130404,
        domestic_probability: 0.34193830999681896,
        domestic_legitimacy: 0.15747696052804683,
        military_licence: 0.0,
        international_probability: 0.1453570862374979,
        retaliation_probability: 0.3658331730136357,
        retaliation_weights: [0.6, 0.3, 0.1],
        entrapment_probability: 0.05449617870280362,
        treaty_credit: TreatyCredit {
            none: 0.23560744792838736,
            multilateral: 0.5046734407795845,
            bilateral: 0.610401839834328,
        },
        value_weight: 2.856340702079528,
    };
    let method = Method {
        name: "m".into(),
        legitimacy: 0.19259237882642766,
        difficulty: 0.7302109358610477,
        effectiveness: vec![0.33248904851648353, 0.6838577340770902],
        backlash: vec![0.3414082138385788, 0.01722542057829073],
        casualties: Pool { mean: 0.6810875721173992, deviation: 2.847234404090493 },
        financial: Pool { mean: 0.5292961972701793, deviation: 2.1480086645808316 },
        projection_scale: 1.0,
        feasible: willing_game::ActionSet::first(set.len()),
    };
    let states = ROWS.iter().enumerate().map(|(seat, row)| State {
        risk_tolerance: row.tau,
        capability: row.c,
        asset_capability: row.b,
        stance_weight: row.w,
        hazards: row
            .hazards
            .iter()
            .map(|&(probability, severity)| Hazard { probability, severity })
            .collect(),
        casualty_sensitivity: row.kappa,
        opposition: row.opp,
        domestic_severity: row.dom,
        international_severity: row.int,
        retaliation_severity: row.ret,
        entrapment_severity: row.ent,
        treaty: row.treaty,
        abandonment_probability: row.a0,
        protection_value: row.protection,
        affinity: row.v,
        ..State::indifferent(format!("s{seat}"), 2, &set)
    });
    let mut feasible = vec![tiers(&["O", "B", "P", "W", "C"]); 4];
    feasible[0] = tiers(&["C"]);
    let authorization = Authorization::Authorized;
    Parts { parameters, method, authorization, states: states.collect(), feasible }
}

fn table(row: [[f64; 2]; 2], column: [[f64; 2]; 2]) -> StrategicForm {
    StrategicForm::new(&[2, 2], |player, profile| {
        if player == 0 { row[profile[0]][profile[1]] } else { column[profile[0]][profile[1]] }
    })
    .unwrap()
}

/// Ochs's game: row (9, 0; 0, 1), column (0, 1; 1, 0). Its only equilibrium is mixed.
fn matching_pennies() -> StrategicForm {
    table([[9.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]])
}

#[test]
fn asymmetric_matching_pennies_has_its_known_responses() {
    let known = [
        (0.0, 0.5, 0.5),
        (0.25, 0.7175007168959846, 0.4728391735572255),
        (0.5, 0.8306705913418178, 0.41807746690621433),
        (1.0, 0.8935763305539746, 0.3127803750295328),
        (2.0, 0.8607543943410338, 0.19107849431747448),
        (4.0, 0.741682312227276, 0.12636827063642145),
    ];
    let game = matching_pennies();
    let grid: Vec<f64> = known.iter().map(|&(precision, ..)| precision).collect();
    let path =
        LogitPath::new().precisions(grid).bound(1e-12).solve_strategic(&game).unwrap().found().unwrap();
    assert_eq!(path.check(&game), Ok(()));
    for (point, (precision, row, column)) in path.points.iter().zip(known) {
        assert!((point.precision - precision).abs() < 1e-15);
        assert!(
            (point.probability(0, 0) - row).abs() < 1e-11,
            "λ = {precision}: {}",
            point.probability(0, 0)
        );
        assert!((point.probability(1, 0) - column).abs() < 1e-11, "λ = {precision}");
    }
}

#[test]
fn great_precision_approaches_the_mixed_equilibrium() {
    // Row mixes so that column is indifferent, (1/2, 1/2); column (1/10, 9/10).
    let game = matching_pennies();
    let path = LogitPath::new().precisions([100.0, 1000.0]).solve_strategic(&game).unwrap().found().unwrap();
    assert_eq!(path.check(&game), Ok(()));
    assert!((path.points[1].probability(0, 0) - 0.5).abs() < 5e-3, "{:?}", path.points[1]);
    assert!((path.points[1].probability(1, 0) - 0.1).abs() < 5e-4, "{:?}", path.points[1]);
}

#[test]
fn the_branch_is_followed_around_its_turns() {
    // A coordination game in which the branch from uniform mixing leads to the risk-dominant equilibrium.
    let game = table([[10.0, 0.0], [8.0, 4.0]], [[10.0, 8.0], [0.0, 4.0]]);
    let path = LogitPath::new().precisions([0.5, 2.0, 20.0]).solve_strategic(&game).unwrap().found().unwrap();
    assert_eq!(path.check(&game), Ok(()));
    assert!(path.points[2].probability(0, 1) > 0.999 && path.points[2].probability(1, 1) > 0.999);
}

#[test]
fn a_game_without_pure_equilibrium_is_served() {
    let game = without_pure_equilibrium().build();
    assert!(equilibria(&game).is_empty());
    let path =
        LogitPath::new().precisions([0.0, 0.1, 1.0, 10.0, 100.0]).solve(&game).unwrap().found().unwrap();
    assert_eq!(path.expectation, Expectation::Exact);
    assert_eq!(path.points.len(), 5);
    assert_eq!(path.check(&game), Ok(()));
    let last = &path.points[4];
    let mixes = |player: usize| (0..8).filter(|&action| last.probability(player, action) > 0.01).count() > 1;
    assert!((0..4).any(mixes), "somebody must mix: {last:?}");
}

#[test]
fn a_strict_equilibrium_is_approached_where_it_is_alone() {
    let mut draw = Draw(11);
    let mut seen = 0;
    for _ in 0..40 {
        let game = game(&mut draw, 3, &["O", "B", "P", "PA", "W", "C"]).build();
        let [only] = &equilibria(&game)[..] else { continue };
        for expectation in [Expectation::Exact, Expectation::MeanTotals] {
            let settings = LogitPath::new().expectation(expectation).precisions([0.0, 1.0, 300.0]);
            let Ok(path) = settings.solve(&game).unwrap().found() else { continue };
            assert_eq!(path.check(&game), Ok(()));
            let near = (0..3).all(|player| path.points[2].probability(player, only.action(player)) > 0.9);
            seen += usize::from(near);
        }
    }
    assert!(seen >= 50, "{seen}");
}

#[test]
fn large_games_go_by_expected_totals() {
    let game = game(&mut Draw(5), 193, &["O", "OA", "B", "A", "P", "PA", "W", "C"]).build();
    let clock = std::time::Instant::now();
    let path = LogitPath::new().solve(&game).unwrap().found().unwrap();
    println!("193 × 8: {:?}", clock.elapsed());
    assert_eq!(path.expectation, Expectation::MeanTotals);
    assert_eq!(path.points.len(), 11);
    assert_eq!(path.check(&game), Ok(()));
    assert_eq!(path.check_mean_totals(&game), Ok(()));
    let uniform = path.points[0].probability(7, 3);
    assert!((uniform - 0.125).abs() < 1e-15);
}

#[test]
fn both_expectations_agree_where_totals_do_not_scatter() {
    // With one player who has a choice, nothing about the others is uncertain.
    let mut parts = game(&mut Draw(9), 3, &["O", "B", "P", "W", "C"]);
    parts.feasible[2] = tiers(&["B"]);
    let game = parts.build();
    let at = |expectation| {
        let path = LogitPath::new().expectation(expectation).precisions([2.0]).solve(&game).unwrap();
        path.found().unwrap().points.remove(0)
    };
    let (exact, mean) = (at(Expectation::Exact), at(Expectation::MeanTotals));
    for action in 0..8 {
        assert!((exact.probability(1, action) - mean.probability(1, action)).abs() < 1e-9);
    }
}

#[test]
fn a_path_that_runs_out_of_steps_says_so() {
    let verdict = LogitPath::new().step_limit(2).solve_strategic(&matching_pennies()).unwrap();
    let Verdict::Undecided(partial) = verdict else { panic!("two steps cannot reach λ = 10") };
    assert_eq!(partial.limit, Limit::Iterations);
    assert!(partial.reached < 10.0 && partial.path.points.len() < 11);
    assert_eq!(partial.path.check(&matching_pennies()), Ok(()));
}

#[test]
fn bad_settings_are_refused() {
    let game = matching_pennies();
    for grid in [vec![-1.0], vec![f64::NAN], vec![1.0, 1.0], vec![f64::INFINITY]] {
        let refused = LogitPath::new().precisions(grid).solve_strategic(&game);
        assert!(matches!(refused, Err(Error::Precision { .. })), "{refused:?}");
    }
    let refused = LogitPath::new().bound(1.0).solve_strategic(&game);
    assert!(matches!(refused, Err(Error::Bound { .. })));
}

#[test]
fn forged_paths_are_refused() {
    let game = without_pure_equilibrium().build();
    let path = LogitPath::new().precisions([0.5, 2.0]).solve(&game).unwrap().found().unwrap();
    assert_eq!(path.check(&game), Ok(()));
    let forge = |change: &dyn Fn(&mut QuantalPath)| {
        let mut forged = path.clone();
        change(&mut forged);
        forged.check(&game)
    };
    let feasible = game.feasible(1).least().unwrap();
    let shifted = forge(&|forged| {
        let mix = &mut forged.points[1].probabilities[1];
        let (from, to) = (feasible, game.feasible(1).iter().last().unwrap());
        let small = 0.5 * mix[from].min(1e-6);
        mix[from] -= small;
        mix[to] += small;
    });
    assert!(matches!(shifted, Err(Violation::Residual { point: 1, .. })), "{shifted:?}");
    let precision = forge(&|forged| forged.points[0].precision = 0.51);
    assert!(matches!(precision, Err(Violation::Residual { point: 0, .. })), "{precision:?}");
    let stated = forge(&|forged| forged.points[0].residual = 5e-11);
    assert!(matches!(stated, Err(Violation::Residual { point: 0, .. })), "{stated:?}");
    let infeasible = forge(&|forged| forged.points[0].probabilities[0] = vec![1.0]);
    assert!(matches!(infeasible, Err(Violation::NoMixture { player: 0, .. })), "{infeasible:?}");
    let sum = forge(&|forged| forged.points[0].probabilities[1][feasible] += 1e-9);
    assert!(matches!(sum, Err(Violation::NoMixture { player: 1, .. })), "{sum:?}");
    let order = forge(&|forged| forged.points.swap(0, 1));
    assert!(matches!(order, Err(Violation::Precision { point: 1, .. })), "{order:?}");
    let missing = forge(&|forged| drop(forged.points[0].probabilities.pop()));
    assert!(matches!(missing, Err(Violation::Players { got: 3, players: 4, .. })), "{missing:?}");
    let bound = forge(&|forged| forged.bound = 0.1);
    assert!(matches!(bound, Err(Violation::Bound { .. })), "{bound:?}");
    let expectation = forge(&|forged| forged.expectation = Expectation::MeanTotals);
    assert!(matches!(expectation, Err(Violation::Residual { .. })), "{expectation:?}");
}
