//! How the burden of a crisis is shared: small coalitions whose worths are known, and evidence that was tampered with.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test says what it expects by failing"
)]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_check::core::WeightedCoalition;
use willing_check::crisis::{
    BurdenReport, Choices, Course, Crisis, CrisisAnswer, GainCore, GainRange, LeftOut, Reckoned, SharedGain,
    Staying,
};
use willing_check::nucleolus::Concept;
use willing_game::{ActionSet, Certificate, Coalition, Rational, TierSet};
use willing_risk::{
    Communication, Credit, Hazard, Issue, IssueParts, Method, Parameters, Pool, ProtectionByOthers,
    SharingRule, State, TreatyCredit,
};
use willing_solver::crisis::CrisisSolver;

/// Nothing costs anything, except what a case sets; standing with the leader is worth ten times the affinity.
fn calm() -> Parameters {
    Parameters {
        credit: Credit { exposure: 0.5, stance: 0.3, access: 0.2, finance: 0.0 },
        sharing: SharingRule::Equal,
        authorization_legitimacy: 0.0,
        stance_legitimacy: 0.0,
        contest_exponent: 1.0,
        failure_markup: 0.0,
        excludable_protection: 0.0,
        launch_probability: 0.0,
        launch_legitimacy: 0.0,
        launch_severity: 0.0,
        domestic_probability: 0.0,
        domestic_legitimacy: 0.0,
        military_licence: 0.0,
        international_probability: 0.0,
        retaliation_probability: 0.0,
        retaliation_weights: [0.0, 0.0, 1.0],
        entrapment_probability: 0.0,
        treaty_credit: TreatyCredit { none: 0.0, multilateral: 0.0, bilateral: 0.0 },
        value_weight: 10.0,
    }
}

fn tiers(keys: &[&str]) -> ActionSet {
    let all = TierSet::default();
    ActionSet::of(keys.iter().map(|key| all.tier(key).unwrap().place()))
}

/// A state that expects to lose `loss` by the hazard, which strikes with probability 0.3; standing with the leader is
/// worth `company` to it.
fn threatened(name: &str, loss: f64, company: f64, feasible: &[&str]) -> State {
    State {
        hazards: vec![Hazard { probability: 0.3, severity: loss / 0.3 }],
        capability: 1.0,
        affinity: company / 10.0,
        feasible: tiers(feasible),
        ..State::indifferent(name, 1, &TierSet::default())
    }
}

/// A strike that costs 3, which those who take part share. It removes the hazard or, where it fails, makes it so many
/// times worse.
fn issue(difficulty: f64, backlash: f64, states: Vec<State>) -> IssueParts {
    let all = TierSet::default();
    IssueParts {
        name: "strike".into(),
        hazards: vec!["attack".into()],
        methods: vec![Method {
            name: "strike".into(),
            legitimacy: 0.2,
            difficulty,
            effectiveness: vec![1.0],
            backlash: vec![backlash],
            casualties: Pool::default(),
            financial: Pool { mean: 3.0, deviation: 0.0 },
            projection_scale: 0.0,
            feasible: ActionSet::first(all.len()),
        }],
        parameters: calm(),
        states,
        leader: "L".into(),
        leader_tiers: tiers(&["C"]),
        communication: Communication::default(),
        protection_by_others: ProtectionByOthers::default(),
        vote_value_weight: 0.0,
        tiers: all,
    }
}

/// The leader and so many followers, who gain 6 each by a strike that never fails; followers gain 4 by the company.
fn companions(followers: usize) -> IssueParts {
    let leader = threatened("L", 6.0, 0.0, &["C"]);
    let follower = |place: usize| threatened(&format!("A{place:02}"), 6.0, 4.0, &["B", "C"]);
    issue(0.0, 0.0, std::iter::once(leader).chain((0..followers).map(follower)).collect())
}

fn crisis(parts: IssueParts) -> Crisis {
    Crisis::new(Issue::new(parts).unwrap(), None, Choices::default()).unwrap()
}

fn solve(parts: IssueParts) -> CrisisAnswer {
    let crisis = crisis(parts);
    let answer = CrisisSolver::new().solve(&crisis).unwrap();
    assert_eq!(answer.check(&crisis), Ok(()));
    answer
}

fn reports(answer: &CrisisAnswer) -> &[BurdenReport] {
    answer.burden.as_deref().unwrap()
}

fn shared(answer: &CrisisAnswer) -> &SharedGain {
    reports(answer)[0].shared.computed().unwrap()
}

fn staying(answer: &CrisisAnswer) -> &Staying {
    reports(answer)[0].staying.computed().unwrap()
}

fn near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    let close = found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-9);
    assert!(close, "{found:?} is not {expected:?}");
}

fn floats(list: &[Rational]) -> Vec<f64> {
    list.iter().map(Rational::to_f64).collect()
}

#[test]
fn two_followers_who_add_the_same_share_what_they_add_with_the_leader() {
    // v(L) = 6 − 3. Each follower adds 6 + 4 and takes over part of the cost: v(M) = 3 · 6 + 2 · 4 − 3.
    let answer = solve(companions(2));
    assert_eq!(answer.course, Course::Outside { method: 0 });
    let gains: Vec<f64> = reports(&answer)[0].members.iter().map(|member| member.gain).collect();
    near(&gains, &[5.0, 9.0, 9.0]);
    let shared = shared(&answer);
    near(&shared.worths, &[3.0, 13.0, 13.0, 23.0]);
    near(&floats(&shared.shapley), &[13.0, 5.0, 5.0]);
    assert_eq!(shared.nucleolus.concept, Concept::Nucleolus);
    near(&shared.nucleolus.to_f64(), &[13.0, 5.0, 5.0]);
    let GainCore::Ranges { ranges, generous, .. } = &shared.core else { unreachable!() };
    let ends: Vec<f64> =
        ranges.iter().flat_map(|range| [range.least.to_f64(), range.most.to_f64()]).collect();
    near(&ends, &[3.0, 23.0, 0.0, 10.0, 0.0, 10.0]);
    near(&floats(generous), &[10.0, 10.0]);
    let staying = staying(&answer);
    assert_eq!(staying.free_riding.payments, [0.0, 0.0]);
    assert_eq!(staying.giving_up.payments, [0.0, 0.0]);
    near(&[staying.giving_up.leader_gain], &[5.0]);
}

#[test]
fn what_is_paid_already_is_no_part_of_the_gain() {
    let mut parts = companions(1);
    let all = TierSet::default();
    parts.states[1].payments = vec![0.0; all.len()];
    parts.states[1].payments[all.tier("C").unwrap().place()] = 2.0;
    let answer = solve(parts);
    let member = reports(&answer)[0].members[1];
    near(&[member.gain, member.payment], &[8.5, 2.0]);
    near(&shared(&answer).worths, &[3.0, 13.0]);
    near(&floats(&shared(&answer).shapley), &[8.0, 5.0]);
}

#[test]
fn a_leader_without_followers_has_all_that_it_gains() {
    let answer = solve(companions(0));
    let shared = shared(&answer);
    near(&shared.worths, &[3.0]);
    near(&floats(&shared.shapley), &[3.0]);
    near(&shared.nucleolus.to_f64(), &[3.0]);
    assert!(staying(&answer).giving_up.payments.is_empty());
}

#[test]
fn the_many_of_a_large_coalition_without_whom_least_would_be_lost_are_one_party() {
    let mut parts = companions(14);
    // A04 is worth 5 more than the others, who are equals.
    parts.states[5].affinity = 0.9;
    let answer = solve(parts);
    let shared = shared(&answer);
    let sizes: Vec<usize> = shared.parties.iter().map(Vec::len).collect();
    assert_eq!(sizes, [[1; 12].as_slice(), &[3]].concat());
    assert!(shared.parties.iter().any(|party| party.len() == 1 && party[0].seat() == 5));
    assert_eq!(shared.worths.len(), 1 << 12);
    let mut expected = vec![5.0; 13];
    (expected[0], expected[5], expected[12]) = (3.0 + f64::midpoint(130.0, 15.0), 7.5, 15.0);
    near(&floats(&shared.shapley), &expected);
    near(&shared.nucleolus.to_f64(), &expected);
    assert_eq!(staying(&answer).giving_up.payments, [0.0; 14]);
}

#[test]
fn where_some_lose_by_acting_the_core_is_empty_and_says_without_whom() {
    // A has nothing to fear, dislikes the company by 1, and may only join.
    let mut parts = companions(2);
    parts.states[1] = threatened("A", 0.0, -1.0, &["B", "C"]);
    parts.states[1].feasible = tiers(&["C"]);
    let answer = solve(parts);
    let member = reports(&answer)[0].members[1];
    near(&[member.gain], &[-2.0]);
    assert_eq!(member.aside, None);
    // It keeps its tier whoever is meant, so that without it the others share the cost with it all the same.
    near(&shared(&answer).worths, &[4.5, 2.0, 14.0, 12.0]);
    let GainCore::Empty { missing, without } = &shared(&answer).core else { unreachable!() };
    near(&[missing.to_f64()], &[2.0]);
    assert_eq!(*without, Coalition::of([1]).unwrap());
    // Nobody pays for what cannot happen.
    assert_eq!(staying(&answer).giving_up.payments, [0.0, 0.0]);
}

/// A follower that joins because without it things get worse: it has −1.5 beyond the status quo, −3 as a bystander. The
/// leader gains 2.5 with it; without, it would lose 0.6 and rather keep the status quo.
fn reluctant() -> IssueParts {
    let mut leader = threatened("L", 6.0, 0.0, &["C"]);
    leader.difficulties = vec![Some(0.25)];
    issue(1.0, 2.0, vec![leader, threatened("A", 6.0, 0.0, &["B", "C"])])
}

#[test]
fn who_could_make_the_leader_give_up_must_not_be_left_worse_off() {
    let answer = solve(reluctant());
    let gains: Vec<f64> = reports(&answer)[0].members.iter().map(|member| member.gain).collect();
    near(&gains, &[2.5, -1.5]);
    let staying = staying(&answer);
    assert_eq!(staying.free_riding.payments, [0.0]);
    near(&staying.giving_up.payments, &[1.5]);
    assert_eq!(staying.giving_up.groups.len(), 1);
    near(&[staying.free_riding.leader_gain, staying.giving_up.leader_gain], &[2.5, 1.0]);
}

#[test]
fn who_could_not_is_owed_nothing() {
    let mut parts = reluctant();
    // The leader alone would gain 24 · 0.4 − 3.
    parts.states[0] = threatened("L", 24.0, 0.0, &["C"]);
    parts.states[0].difficulties = vec![Some(0.25)];
    let answer = solve(parts);
    assert!(reports(&answer)[0].members[1].gain < -1.0);
    assert_eq!(staying(&answer).giving_up.payments, [0.0]);
}

#[test]
fn a_group_that_fears_success_rides_free_together() {
    // Failure would remove the hazard, success does nothing: a loss of 12 π. Company is worth 1.6 to A and E.
    let follower = |name: &str| threatened(name, 12.0, 1.6, &["B", "C"]);
    let states = vec![threatened("L", 20.0, 0.0, &["C"]), follower("A"), follower("E")];
    let mut parts = issue(1.0, -1.0, states);
    parts.methods[0].effectiveness = vec![0.0];
    parts.methods[0].financial = Pool::default();
    let answer = solve(parts);
    // Alone: π falls from 3/4 to 2/3, which saves 1 < 1.6. Together it falls to 1/2, which saves 3 each, 6 > 2 · 1.6.
    let report = reports(&answer).iter().find(|report| report.members.len() == 3).unwrap();
    let riding = &report.staying.computed().unwrap().free_riding;
    near(&riding.payments, &[1.4, 1.4]);
    assert_eq!(riding.groups.len(), 1);
    assert_eq!((riding.groups[0].members.len(), &riding.groups[0].weight), (2, &Rational::one()));
}

#[test]
fn a_run_that_is_stopped_leaves_shares_out() {
    let crisis = crisis(companions(2));
    let answer = CrisisSolver::new().cancel(Arc::new(AtomicBool::new(true))).solve(&crisis).unwrap();
    for report in reports(&answer) {
        assert_eq!(report.shared, Reckoned::LeftOut(LeftOut::NotRun));
        assert_eq!(report.staying, Reckoned::LeftOut(LeftOut::NotRun));
    }
    assert_eq!(answer.check(&crisis), Ok(()));
}

/// The answer with a change to its first report, checked.
fn tampered(parts: IssueParts, change: impl Fn(&mut BurdenReport)) -> bool {
    let crisis = crisis(parts);
    let right = CrisisSolver::new().solve(&crisis).unwrap();
    assert_eq!(right.check(&crisis), Ok(()));
    let mut wrong = right.clone();
    change(&mut wrong.burden.as_mut().unwrap()[0]);
    assert_ne!(wrong, right, "nothing was changed");
    wrong.check(&crisis).is_err()
}

fn half() -> Rational {
    Rational::new(1, 2).unwrap()
}

#[test]
fn false_members_are_refused() {
    let changes: [fn(&mut BurdenReport); 8] = [
        |report| report.play = 1,
        |report| report.members[1].gain += 1e-6,
        |report| report.members[1].payment += 1e-6,
        |report| report.members[1].aside = None,
        |report| report.members.swap(1, 2),
        |report| report.members.truncate(2),
        |report| report.shared = Reckoned::LeftOut(LeftOut::TooLarge),
        |report| report.staying = Reckoned::LeftOut(LeftOut::NotRun),
    ];
    for (place, change) in changes.into_iter().enumerate() {
        assert!(tampered(companions(2), change), "change {place}");
    }
}

#[test]
fn false_shares_are_refused() {
    fn ranges(core: &mut GainCore) -> (&mut Vec<GainRange>, &mut Vec<Rational>, &mut Vec<WeightedCoalition>) {
        let GainCore::Ranges { ranges, generous, weights } = core else { unreachable!() };
        (ranges, generous, weights)
    }
    let mut parts = companions(2);
    parts.states[2].affinity = 0.5;
    let changes: [fn(&mut SharedGain); 18] = [
        |shared| shared.parties.swap(1, 2),
        |shared| drop(shared.parties.pop()),
        |shared| shared.parties[1] = shared.parties[2].clone(),
        |shared| shared.worths[1] += 1e-6,
        |shared| shared.worths.truncate(3),
        |shared| shared.worths.truncate(2),
        |shared| shared.worths[1] = f64::NAN,
        |shared| shared.shapley.swap(1, 2),
        |shared| drop(shared.shapley.pop()),
        |shared| shared.nucleolus.allocation.swap(1, 2),
        |shared| shared.nucleolus.slack = Rational::one(),
        |shared| shared.nucleolus.concept = Concept::Prenucleolus,
        |shared| {
            shared.core = GainCore::Empty { missing: Rational::one(), without: Coalition::of([1]).unwrap() }
        },
        |shared| ranges(&mut shared.core).0[1].most += &half(),
        |shared| ranges(&mut shared.core).0[2].least += &half(),
        |shared| {
            let (ranges, generous, _) = ranges(&mut shared.core);
            generous[0] -= &half();
            ranges[0].least += &half();
        },
        |shared| {
            let (ranges, generous, _) = ranges(&mut shared.core);
            generous[0] += &half();
            ranges[0].least -= &half();
        },
        |shared| ranges(&mut shared.core).2[0].weight = half(),
    ];
    for (place, change) in changes.into_iter().enumerate() {
        let change = |report: &mut BurdenReport| {
            let Reckoned::Computed(shared) = &mut report.shared else { return };
            change(shared);
        };
        assert!(tampered(parts.clone(), change), "change {place}");
    }
}

#[test]
fn a_core_is_not_empty_for_another_reason_than_said() {
    for change in [
        |missing: &mut Rational, _: &mut Coalition| *missing += &half(),
        |_: &mut Rational, without: &mut Coalition| *without = Coalition::of([1]).unwrap(),
    ] {
        // L alone would lose less than all of them together.
        let change = |report: &mut BurdenReport| {
            let Reckoned::Computed(SharedGain { core: GainCore::Empty { missing, without }, .. }) =
                &mut report.shared
            else {
                return;
            };
            change(missing, without);
        };
        assert!(tampered(two_reluctant(), change));
    }
}

/// A and E lose 2.2 and 2.3 by joining, and more by standing aside. The leader goes on without one of them, not without both.
fn two_reluctant() -> IssueParts {
    let mut parts = reluctant();
    parts.methods[0].difficulty = 2.0;
    parts.states.push(threatened("E", 9.0, 0.5, &["B", "C"]));
    parts
}

#[test]
fn a_group_that_only_together_makes_the_leader_give_up_is_made_whole() {
    let answer = solve(two_reluctant());
    let giving_up = &staying(&answer).giving_up;
    near(&giving_up.payments, &[2.2, 2.3]);
    // 6 (1 − 3/13) − 1 − 4.5: the leader would rather not act.
    near(&[giving_up.leader_gain], &[60.0 / 13.0 - 5.5]);
}

#[test]
fn false_payments_are_refused() {
    let changes: [fn(&mut Staying); 12] = [
        |staying| staying.giving_up.payments[0] += 1e-6,
        |staying| staying.giving_up.payments[0] -= 1e-6,
        |staying| staying.giving_up.payments[0] = -1.0,
        |staying| staying.giving_up.payments.truncate(1),
        |staying| staying.giving_up.leader_gain += 1e-6,
        |staying| staying.giving_up.groups.clear(),
        |staying| staying.giving_up.groups[0].weight = half(),
        |staying| staying.giving_up.groups[0].weight = Rational::from(2),
        |staying| staying.giving_up.groups[0].members.truncate(1),
        |staying| staying.giving_up.groups[0].members.reverse(),
        |staying| staying.free_riding.payments[1] = 0.1,
        |staying| staying.free_riding = staying.giving_up.clone(),
    ];
    for (place, change) in changes.into_iter().enumerate() {
        let change = |report: &mut BurdenReport| {
            let Reckoned::Computed(staying) = &mut report.staying else { return };
            change(staying);
        };
        assert!(tampered(two_reluctant(), change), "change {place}");
    }
}

#[test]
fn a_list_of_reports_is_complete_or_not_there() {
    let crisis = crisis(companions(1));
    let mut answer = CrisisSolver::new().solve(&crisis).unwrap();
    answer.burden = Some(Vec::new());
    assert!(answer.check(&crisis).is_err());
    // As in answers older than these reports.
    answer.burden = None;
    assert_eq!(answer.check(&crisis), Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, rng_seed: RngSeed::Fixed(20), ..ProptestConfig::default() })]

    /// Whatever the states, the answer with its shares holds; and what is fair sums to what there is to share.
    #[test]
    fn every_share_brings_evidence_that_holds(
        difficulty in 0.0..2.0_f64,
        effectiveness in 0.0..1.0_f64,
        backlash in -1.0..2.0_f64,
        followers in prop::collection::vec((0.0..12.0_f64, -2.0..3.0_f64, 0.2..2.0_f64, any::<bool>()), 1..6),
        leader in 1.0..30.0_f64,
    ) {
        let mut states = vec![threatened("L", leader, 0.0, &["C"])];
        for (place, (loss, affinity, capability, free)) in followers.into_iter().enumerate() {
            let feasible: &[&str] = if free { &["O", "B", "P", "C"] } else { &["P", "C"] };
            let mut state = threatened(&format!("A{place}"), loss, affinity, feasible);
            state.capability = capability;
            states.push(state);
        }
        let mut parts = issue(difficulty, backlash, states);
        parts.methods[0].effectiveness = vec![effectiveness];
        let crisis = crisis(parts);
        let answer = CrisisSolver::new().solve(&crisis).unwrap();
        prop_assert_eq!(answer.check(&crisis), Ok(()));
        for report in reports(&answer) {
            let shared = report.shared.computed().unwrap();
            let total: f64 = report.members.iter().map(|member| member.gain).sum();
            let fair: f64 = shared.shapley.iter().map(Rational::to_f64).sum();
            prop_assert!((total - fair).abs() < 1e-9);
            let staying = report.staying.computed().unwrap();
            let owed: f64 = report.members.iter().skip(1).map(|member| (-member.gain).max(0.0)).sum();
            if backlash >= 0.0 {
                prop_assert!(staying.free_riding.payments.iter().all(|payment| *payment == 0.0));
                let paid: f64 = staying.giving_up.payments.iter().sum();
                prop_assert!(paid <= owed + 1e-9, "to make everybody whole would have been enough");
            }
        }
    }
}
