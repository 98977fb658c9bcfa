//! The crisis on small cases made by hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::unreadable_literal,
    clippy::too_many_lines,
    reason = "a test says what it expects by failing"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use willing_check::crisis::{
    Candidacy, Caveat, CellKey, Choices, CouncilParts, CouncilResult, Counterfactuals, Course, Coverage,
    Crisis, CrisisAnswer, CrisisParts, DeadlockDemand, DraftFate, Error, Indispensability, LeftOut, Modality,
    OptionStanding, Reckoned, Removal, Selection, VotingConjecture, VotingReport,
};
use willing_check::power::PowerIndices;
use willing_check::power::ternary::{RollCallPower, VoteChances};
use willing_council::{
    Council, Count, Matter, Outcome, Remedy, Seat, Thresholds, Vote, VotingBehaviour, VotingRule,
};
use willing_game::{ActionSet, Certificate, Players, TierSet, Verdict};
use willing_risk::{
    Communication, Credit, Hazard, Issue, IssueParts, Method, Parameters, Pool, ProtectionByOthers,
    SharingRule, State, Treaty, TreatyCredit,
};
use willing_solver::crisis::{CrisisSolver, Stage};

/// Coefficients under which nothing costs anything, except what a case sets.
fn calm() -> Parameters {
    Parameters {
        credit: Credit { exposure: 0.5, stance: 0.3, access: 0.2, finance: 0.0 },
        sharing: SharingRule::Equal,
        authorization_legitimacy: 0.6,
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
        international_probability: 1.0,
        retaliation_probability: 1.0,
        retaliation_weights: [0.0, 0.0, 1.0],
        entrapment_probability: 0.0,
        treaty_credit: TreatyCredit { none: 0.0, multilateral: 0.5, bilateral: 1.0 },
        value_weight: 0.0,
    }
}

/// A strike that removes the hazard for certain and costs 3. Unauthorized it has legitimacy 0.2.
fn strike(tiers: &TierSet) -> Method {
    Method {
        name: "strike".into(),
        legitimacy: 0.2,
        difficulty: 0.0,
        effectiveness: vec![1.0],
        backlash: vec![0.0],
        casualties: Pool::default(),
        financial: Pool { mean: 3.0, deviation: 0.0 },
        projection_scale: 0.0,
        feasible: ActionSet::first(tiers.len()),
    }
}

/// A state that expects to lose 6 by the hazard, and `blame` for going along with an illegitimate action.
fn threatened(name: &str, blame: f64, tiers: &TierSet) -> State {
    State {
        hazards: vec![Hazard { probability: 0.5, severity: 12.0 }],
        international_severity: blame,
        stance_weight: 1.0,
        capability: 1.0,
        ..State::indifferent(name, 1, tiers)
    }
}

/// Leader L and three others, who all gain by the strike and stand by.
fn four(blame: f64) -> IssueParts {
    let tiers = TierSet::default();
    let mut states = ["L", "M", "N", "O"].map(|name| threatened(name, blame, &tiers));
    // Lending assets draws a little retaliation, so that a bystander is no tie with an asset provider.
    states[1..].iter_mut().for_each(|state| state.retaliation_severity = 0.1);
    IssueParts {
        name: "four".into(),
        hazards: vec!["attack".into()],
        methods: vec![strike(&tiers)],
        parameters: calm(),
        states: states.to_vec(),
        leader: "L".into(),
        leader_tiers: ActionSet::only(tiers.tier("C").unwrap().place()),
        communication: Communication::default(),
        protection_by_others: ProtectionByOthers::default(),
        vote_value_weight: 0.0,
        tiers,
    }
}

/// A council of all four: three votes, and a veto for L and M.
fn council_of_four() -> CouncilParts {
    let rule = VotingRule::by_count(4, 3).unwrap().with_vetoes([Seat::new(0), Seat::new(1)]).unwrap();
    let members = Players::new(["L", "M", "N", "O"]).unwrap();
    CouncilParts {
        council: Council::new(members, [Seat::new(0), Seat::new(1)], rule).unwrap(),
        behaviour: VotingBehaviour::uniform(4, Thresholds::new(0.1, 0.5).unwrap()),
        matter: Matter::Substantive,
        absent: Vec::new(),
    }
}

fn crisis(parts: IssueParts, council: Option<CouncilParts>) -> Crisis {
    Crisis::new(Issue::new(parts).unwrap(), council, Choices::default()).unwrap()
}

fn solve(crisis: &Crisis) -> CrisisAnswer {
    let answer = CrisisSolver::new().solve(crisis).unwrap();
    assert_eq!(answer.check(crisis), Ok(()));
    answer
}

fn tier(answer: &CrisisAnswer, player: usize) -> &str {
    answer.crisis.issue.tiers.key(answer.states[player].tier)
}

#[test]
fn a_council_that_gains_authorizes() {
    // Unauthorized, the leader would pay 3 + 4 > 6 and stay out; authorized 3 + 1.
    let crisis = crisis(four(5.0), Some(council_of_four()));
    let answer = solve(&crisis);
    assert_eq!(answer.course, Course::Authorized { method: 0 });
    assert_eq!(answer.council, CouncilResult::Authorized { method: 0 });
    assert_eq!(answer.drafts[0].fate, DraftFate::Adopted);
    assert_eq!(answer.drafts[0].forecast.ballot.votes(), [Vote::Yes; 4]);
    assert_eq!(answer.drafts[0].forecast.supports[1], Some(6.0));
    assert!((answer.drafts[0].leader_gain - 2.0).abs() < 1e-12);
    assert_eq!([tier(&answer, 0), tier(&answer, 1)], ["C", "B"]);
    assert_eq!(answer.robustness.authorized, Modality::Always);
    assert!(answer.caveats.is_empty());
    let standings: Vec<_> = answer.options.iter().map(|option| option.standing).collect();
    assert_eq!(standings, [OptionStanding::Rejected, OptionStanding::Rejected, OptionStanding::Chosen]);
}

/// M holds a veto, loses nothing by the hazard, and dislikes the company.
fn with_a_veto(blame: f64) -> Crisis {
    let mut parts = four(blame);
    parts.vote_value_weight = 2.0;
    parts.parameters.value_weight = 0.1;
    parts.states[1].affinity = -1.0;
    parts.states[2].affinity = 1.0;
    parts.states[3].affinity = 1.0;
    crisis(parts, Some(council_of_four()))
}

#[test]
fn a_draft_that_would_be_vetoed_is_withdrawn_and_the_leader_acts_outside() {
    let answer = solve(&with_a_veto(2.0));
    // 3 + 2 · 0.8 < 6.
    assert_eq!(answer.course, Course::Outside { method: 0 });
    assert_eq!(answer.council, CouncilResult::Deadlocked { wanted_by: DeadlockDemand::LeaderAndMembers });
    let draft = &answer.drafts[0];
    let record = Outcome::Withdrawn {
        would_veto: vec![Seat::new(1)],
        counts: vec![Count::yes(3, 3)],
        has_votes: true,
    };
    assert_eq!(draft.fate, DraftFate::Withdrawn { record });
    // Both outcomes keep them bystanders, so that only values count: d = ν_c v.
    assert_eq!(draft.forecast.supports[1], Some(-2.0));
    assert_eq!(
        draft.forecast.tally.outcome,
        Outcome::Vetoed { by: vec![Seat::new(1)], counts: vec![Count::yes(3, 3)] }
    );
    assert_eq!(draft.fewest_changes.changes().unwrap().len(), 1);
    assert_eq!(draft.least_shift.changes().unwrap().len(), 1);
    assert_eq!(answer.options[2].standing, OptionStanding::Blocked);
}

#[test]
fn members_who_expect_the_status_quo_support_what_they_would_else_leave_to_the_leader() {
    let choices = Choices { conjecture: VotingConjecture::StatusQuo, ..Choices::default() };
    let answer = solve(&with_a_veto(2.0).with_choices(choices));
    // M gains 6 by the strike and dislikes it by 2.
    assert_eq!(answer.drafts[0].forecast.supports[1], Some(4.0));
    assert_eq!(answer.course, Course::Authorized { method: 0 });
}

#[test]
fn members_who_do_not_care_abstain_and_the_draft_lacks_votes() {
    let answer = solve(&crisis(four(2.0), Some(council_of_four())));
    let draft = &answer.drafts[0];
    // Only the leader gains by a mandate: the strike comes anyway.
    assert_eq!(draft.forecast.ballot.votes(), [Vote::Yes, Vote::Abstain, Vote::Abstain, Vote::Abstain]);
    let counts = vec![Count::yes(1, 3)];
    let record = Outcome::Withdrawn { would_veto: vec![], counts: counts.clone(), has_votes: false };
    assert_eq!(draft.fate, DraftFate::Withdrawn { record });
    let defeat = Outcome::TechnicalDefeat { counts, vetoes_not_counted: vec![] };
    assert_eq!(draft.forecast.tally.outcome, defeat);
    assert_eq!(answer.course, Course::Outside { method: 0 });
}

#[test]
fn a_leader_to_whom_the_status_quo_is_better_stays_out() {
    let answer = solve(&crisis(four(5.0), None));
    assert_eq!(answer.course, Course::StatusQuo);
    assert_eq!(answer.council, CouncilResult::NoCouncil);
    assert_eq!(answer.robustness.acts, Modality::Never);
    assert_eq!(answer.leader_status_quo, -6.0);
    // The reports still say what would have been.
    assert_eq!(answer.shown, Some(0));
    assert_eq!(answer.states.len(), 4);
    // Alone, the leader pays 7.
    assert_eq!(answer.options[1].value, Some(-7.0));
}

#[test]
fn a_leader_to_whom_both_are_equal_acts() {
    // 3 + 3.75 · 0.8 = 6.
    let answer = solve(&crisis(four(3.75), None));
    assert_eq!(answer.course, Course::Outside { method: 0 });
}

#[test]
fn an_authorization_that_stands_authorizes_acting_without_a_council() {
    use willing_risk::Authorization::{Authorized, Unauthorized};
    let standing = crisis(four(5.0), None).with_standing(Authorized).unwrap();
    let keys: Vec<_> = standing.cells().collect();
    assert_eq!(keys, [CellKey { method: 0, authorization: Authorized }]);
    let answer = solve(&standing);
    // Authorized, the leader pays 3 + 1 < 6: what it would not do unauthorized.
    assert_eq!(answer.course, Course::Outside { method: 0 });
    assert_eq!(answer.course.cell(answer.crisis.standing), Some(keys[0]));
    assert_eq!(answer.council, CouncilResult::NoCouncil);
    assert!(answer.drafts.is_empty());
    assert_eq!(answer.robustness.authorized, Modality::Never);
    let options: Vec<_> = answer.options.iter().map(|option| (option.value, option.standing)).collect();
    assert_eq!(options, [(Some(-6.0), OptionStanding::Rejected), (Some(-4.0), OptionStanding::Chosen)]);
    // Others who lead do so under the same authorization, and so does the leader without the others.
    let Candidacy::Tried { rerun } = &answer.candidacies[1] else { panic!("{:?}", answer.candidacies[1]) };
    assert_eq!(rerun.course, Course::Outside { method: 0 });
    // M pays what L would, and 0.1 of retaliation.
    assert!((rerun.leader_value + 4.1).abs() < 1e-12);
    let Removal::Follower { rerun, .. } = &answer.removals[3] else { panic!("{:?}", answer.removals[3]) };
    assert_eq!(rerun.course, Course::Outside { method: 0 });
    // What stands is part of the problem.
    let mut wrong = answer.clone();
    wrong.crisis.standing = Unauthorized;
    assert!(wrong.check_alone().is_err());
    let certified = CrisisSolver::new().counterfactuals(Counterfactuals::Certified).solve(&standing).unwrap();
    assert_eq!(certified.check_alone(), Ok(()));
}

#[test]
fn an_authorization_does_not_stand_beside_a_council() {
    use willing_risk::Authorization::{Authorized, Unauthorized};
    let asked = crisis(four(5.0), Some(council_of_four()));
    assert_eq!(asked.clone().with_standing(Authorized).map(drop), Err(Error::AuthorizedBeforehand));
    assert!(asked.clone().with_standing(Unauthorized).is_ok());
    let parts = CrisisParts { standing: Authorized, ..asked.parts() };
    assert_eq!(Crisis::from_parts(parts).map(drop), Err(Error::AuthorizedBeforehand));
}

/// Two followers each of whom supports the action iff the other does.
fn coordination() -> IssueParts {
    let mut parts = four(2.0);
    let tiers = TierSet::default();
    let [bystander, supporter] = ["B", "P"].map(|key| tiers.tier(key).unwrap().place());
    parts.states.truncate(3);
    parts.parameters.stance_legitimacy = 0.4;
    parts.parameters.authorization_legitimacy = 0.2;
    parts.methods[0].legitimacy = 0.4;
    parts.states[0].stance_weight = 0.0;
    for state in &mut parts.states[1..] {
        state.international_severity = 5.0;
        state.feasible = ActionSet::of([bystander, supporter]);
        state.payments = vec![0.0; tiers.len()];
        state.payments[supporter] = 1.5;
    }
    parts
}

#[test]
fn several_equilibria_give_a_set_of_outcomes() {
    let crisis = crisis(coordination(), None);
    let answer = solve(&crisis);
    assert_eq!(answer.cells[0].plays.len(), 2);
    assert_eq!(answer.robustness.coverage, Coverage::Complete);
    assert_eq!(answer.robustness.outcomes.len(), 2);
    assert_eq!(answer.robustness.acts, Modality::Always);
    assert_eq!(answer.robustness.tiers[0].len(), 1);
    assert_eq!(answer.robustness.tiers[1].len(), 2);
    assert!(answer.is_certain(willing_game::Player::new(0)));
    assert!(!answer.is_certain(willing_game::Player::new(1)));
    assert!(answer.caveats.iter().any(|c| matches!(c, Caveat::SeveralEquilibria { count: 2, .. })));
    // More support, less blame: the leader prefers the larger coalition.
    assert_eq!(tier(&answer, 1), "P");
    for (selection, expected) in [
        (Selection::LeaderPreferred, "P"),
        (Selection::Greatest, "P"),
        (Selection::Least, "B"),
        (Selection::Accession, "B"),
    ] {
        let choices = Choices { selection, ..Choices::default() };
        assert_eq!(tier(&solve(&crisis.clone().with_choices(choices)), 1), expected, "{selection:?}");
    }
}

#[test]
fn with_few_combinations_allowed_one_cell_is_varied_at_a_time() {
    let crisis = crisis(
        coordination(),
        Some(CouncilParts {
            council: Council::new(
                Players::new(["L", "M", "N"]).unwrap(),
                [],
                VotingRule::by_count(3, 2).unwrap(),
            )
            .unwrap(),
            behaviour: VotingBehaviour::uniform(3, Thresholds::default()),
            matter: Matter::Substantive,
            absent: Vec::new(),
        }),
    );
    let answer = CrisisSolver::new().combination_limit(1).solve(&crisis).unwrap();
    assert_eq!(answer.check(&crisis), Ok(()));
    assert_eq!(answer.robustness.coverage, Coverage::OneAtATime);
    assert!(answer.caveats.contains(&Caveat::CombinationsBounded));
}

#[test]
fn without_a_pure_equilibrium_a_quantal_response_stands_in_and_the_proof_is_kept() {
    let crisis = crisis(no_pure_equilibrium(), None);
    let answer = solve(&crisis);
    let cell = &answer.cells[0];
    assert!(matches!(cell.verdict, Verdict::Impossible(_)));
    assert!(matches!(answer.caveats[..], [Caveat::MixedCell { .. }]));
    let mixture = cell.play().unwrap().mixture.as_ref().unwrap();
    assert!(mixture.residual < 1e-9);
    for own in &mixture.probabilities {
        assert!((own.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
    assert!(mixture.probabilities[1].iter().any(|&p| p > 0.05 && p < 0.95));
    assert!(answer.states.iter().all(|state| state.sensitivities.is_empty()));
}

#[test]
fn without_its_leader_nothing_happens_unless_another_leads() {
    let answer = solve(&crisis(four(2.0), None));
    // All are alike: whoever leads would act, with or without L.
    let Removal::Leader { successors } = &answer.removals[0] else { panic!("{:?}", answer.removals[0]) };
    assert_eq!(successors.iter().map(|player| player.seat()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(answer.candidacies[0], Candidacy::Incumbent);
    let Candidacy::Tried { rerun } = &answer.candidacies[1] else { panic!() };
    assert!(rerun.course.acts());

    let mut alone = four(2.0);
    for state in &mut alone.states[1..] {
        state.hazards[0].probability = 0.1;
    }
    let answer = solve(&crisis(alone, None));
    assert!(answer.course.acts());
    assert_eq!(answer.removals[0], Removal::Leader { successors: vec![] });
}

#[test]
fn an_ally_whose_strength_decides_is_indispensable() {
    let mut parts = four(0.0);
    let core = ActionSet::only(parts.tiers.tier("C").unwrap().place());
    // K = 1 alone: even odds, worth 3 and costing 3.5. With M: K = 10, next to certain.
    parts.methods[0].difficulty = 1.0;
    parts.methods[0].financial.mean = 3.5;
    parts.parameters.contest_exponent = 4.0;
    parts.parameters.international_probability = 0.0;
    parts.states[1].capability = 9.0;
    parts.states[1].feasible = core;
    for state in &mut parts.states[2..] {
        state.capability = 0.0;
    }
    let answer = solve(&crisis(parts, None));
    assert_eq!(answer.course, Course::Outside { method: 0 });
    let of = |player: usize| match &answer.removals[player] {
        Removal::Follower { indispensable, rerun, .. } => (*indispensable, rerun.course),
        other => panic!("{other:?}"),
    };
    assert_eq!(of(1), (Indispensability::Decisive, Course::StatusQuo));
    assert_eq!(of(2), (Indispensability::Dispensable, Course::Outside { method: 0 }));
}

#[test]
fn a_member_that_is_gone_leaves_an_empty_seat() {
    let crisis = crisis(four(5.0), Some(council_of_four()));
    let answer = solve(&crisis);
    // Three of the four votes are still there.
    let Removal::Follower { rerun, indispensable, .. } = &answer.removals[3] else { panic!() };
    assert_eq!(rerun.course, Course::Authorized { method: 0 });
    assert_eq!(*indispensable, Indispensability::Dispensable);
    let rest = crisis.without(3).unwrap().without(2).unwrap();
    assert_eq!(solve(&rest).course, Course::StatusQuo);
}

#[test]
fn prices_and_shares_are_those_of_the_game() {
    let answer = solve(&crisis(four(2.0), None));
    let state = &answer.states[1];
    assert_eq!(state.prices.len(), 8);
    // A supporter bears blame 2 · 0.8.
    let supporter = state.prices.iter().find(|p| answer.crisis.issue.tiers.key(p.tier) == "P").unwrap();
    assert!((supporter.price - 1.6).abs() < 1e-12);
    assert_eq!(answer.states[0].military_share, 1.0);
    assert_eq!(answer.states[0].radius, 0.0);
    let shares: f64 = answer.states.iter().map(|state| state.responsibilities[2].share).sum();
    assert!((shares - 1.0).abs() < 1e-12);
    let ledger = state.ledger.total();
    assert!((ledger - (state.payoff - state.prices[2].payoff)).abs() < 1e-12);
}

#[test]
fn the_answer_is_the_same_on_any_number_of_threads() {
    for parts in [four(2.0), coordination(), no_pure_equilibrium()] {
        let crisis = crisis(parts, None);
        let one = CrisisSolver::new().solve(&crisis).unwrap();
        let several = CrisisSolver::new().threads(3).solve(&crisis).unwrap();
        assert_eq!(one, several);
    }
}

#[test]
fn a_run_that_is_stopped_says_so_and_a_run_that_goes_on_reports() {
    let crisis = crisis(four(2.0), None);
    let flag = Arc::new(AtomicBool::new(true));
    let answer = CrisisSolver::new().cancel(Arc::clone(&flag)).solve(&crisis).unwrap();
    assert!(answer.caveats.contains(&Caveat::Cancelled));
    assert!(answer.is_undecided());
    assert!(answer.candidacies.iter().skip(1).all(|candidacy| *candidacy == Candidacy::NotRun));

    let seen = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&seen);
    let solver = CrisisSolver::new().progress(move |progress| {
        assert!(progress.done <= progress.total);
        if progress.stage == Stage::Removals {
            count.fetch_add(1, Ordering::Relaxed);
        }
    });
    solver.solve(&crisis).unwrap();
    assert_eq!(seen.load(Ordering::Relaxed), 4);
}

#[test]
fn certificates_of_counterfactuals_are_kept_on_request() {
    let crisis = crisis(four(2.0), None);
    let kept = CrisisSolver::new().counterfactuals(Counterfactuals::Certified).solve(&crisis).unwrap();
    assert_eq!(kept.check(&crisis), Ok(()));
    let Removal::Follower { rerun, .. } = &kept.removals[1] else { panic!() };
    assert_eq!(rerun.cells.len(), 1);
    let none = CrisisSolver::new().counterfactuals(Counterfactuals::None).solve(&crisis).unwrap();
    assert_eq!(none.check(&crisis), Ok(()));
    assert!(none.removals.is_empty() && none.candidacies.is_empty());
}

/// A change to an answer, and what it is about.
type Mutation = (&'static str, fn(&mut CrisisAnswer));

/// One change of every kind of statement that an answer makes.
const MUTATIONS: &[Mutation] = &[
    ("crisis", |answer| answer.crisis.vote_value(0.5)),
    ("cells", |answer| {
        let _ = answer.cells.pop();
    }),
    ("cell order", |answer| answer.cells.reverse()),
    ("total", |answer| answer.cells[0].plays[0].totals[0] += 1e-6),
    ("payoff", |answer| answer.cells[0].plays[0].payoffs[1] += 1e-6),
    ("legitimacy", |answer| answer.cells[0].plays[0].legitimacy += 1e-6),
    ("stance", |answer| answer.cells[0].plays[0].mean_stance -= 1e-6),
    ("profile", |answer| {
        let play = &mut answer.cells[0].plays[0];
        play.profile = play.profile.clone().with_action(1, 4);
    }),
    ("selection", |answer| answer.cells[0].selected = None),
    ("selection beyond", |answer| answer.cells[0].selected = Some(7)),
    ("tolerance", |answer| answer.settings.tolerance = 1e-3),
    ("support", |answer| answer.drafts[0].forecast.supports[1] = Some(2.0)),
    ("absence", |answer| answer.drafts[0].forecast.supports[1] = None),
    ("vote", |answer| {
        let draft = &mut answer.drafts[0].forecast;
        draft.ballot = draft.ballot.clone().with(Seat::new(1), Vote::Abstain).unwrap();
    }),
    ("count", |answer| {
        let _ = answer.drafts[0].forecast.tally.yes.pop();
    }),
    ("outcome", |answer| {
        answer.drafts[0].forecast.tally.outcome = Outcome::Passed { counts: vec![Count::yes(3, 3)] };
    }),
    ("gain", |answer| answer.drafts[0].leader_gain += 1e-6),
    ("prefer acting", |answer| {
        let _ = answer.drafts[0].prefer_acting.pop();
    }),
    ("fate", |answer| answer.drafts[0].fate = DraftFate::NotTabled),
    ("changes", |answer| answer.drafts[0].fewest_changes = Remedy::Changes(vec![])),
    ("shift", |answer| answer.drafts[0].least_shift = Remedy::Hopeless),
    ("shifted by", |answer| {
        if let Remedy::Changes(changes) = &mut answer.drafts[0].least_shift {
            changes[0].by += 1e-3;
        }
    }),
    ("council", |answer| answer.council = CouncilResult::Unmoved),
    ("deadlock", |answer| {
        answer.council = CouncilResult::Deadlocked { wanted_by: DeadlockDemand::Members };
    }),
    ("veto gone", |answer| {
        let _ = voting(answer).vetoes.pop();
    }),
    ("veto", |answer| voting(answer).vetoes.push(Seat::new(2))),
    ("winning coalitions", |answer| power(answer).winning += 2_u32),
    ("swings", |answer| power(answer).swings.swap(0, 2)),
    ("power", |answer| power(answer).shapley_shubik.swap(0, 2)),
    ("power gone", |answer| drop(power(answer).shapley_shubik.pop())),
    ("power not asked for", |answer| power(answer).johnston = Some(power(answer).shapley_shubik.clone())),
    ("power not run", |answer| voting(answer).power = Reckoned::LeftOut(LeftOut::NotRun)),
    ("roll call", |answer| roll_call(answer).passing.swap(0, 2)),
    ("roll call failing", |answer| roll_call(answer).failing.swap(1, 3)),
    ("chances", |answer| {
        let chances = ["1/2", "1/4", "1/4"].map(|chance| chance.parse().unwrap());
        let [yes, abstain, no] = chances;
        roll_call(answer).chances = VoteChances::new(yes, abstain, no).unwrap();
    }),
    ("roll call not run", |answer| voting(answer).roll_call = Reckoned::LeftOut(LeftOut::NotRun)),
    ("nobody blocks", |answer| voting(answer).blocking[0] = None),
    ("drafts blocked", |answer| drop(voting(answer).blocking.pop())),
    ("blocking count", |answer| voting(answer).blocking[0].as_mut().unwrap().count = Some(2_u32.into())),
    ("blocking not counted", |answer| voting(answer).blocking[0].as_mut().unwrap().count = None),
    ("blocking member", |answer| {
        voting(answer).blocking[0].as_mut().unwrap().families[0].picks[0].of = vec![Seat::new(0)];
    }),
    ("blocking gone", |answer| voting(answer).blocking[0].as_mut().unwrap().families.clear()),
    ("course", |answer| answer.course = Course::StatusQuo),
    ("status quo", |answer| answer.leader_status_quo += 1e-6),
    ("option value", |answer| answer.options[1].value = Some(-4.0)),
    ("option unknown", |answer| answer.options[1].value = None),
    ("option standing", |answer| answer.options[2].standing = OptionStanding::Rejected),
    ("option gone", |answer| {
        let _ = answer.options.pop();
    }),
    ("shown", |answer| answer.shown = Some(1)),
    ("tier", |answer| answer.states[1].tier = answer.states[0].tier),
    ("name", |answer| answer.states[1].name = "Q".into()),
    ("radius", |answer| answer.states[1].radius -= 1e-6),
    ("capability", |answer| answer.states[0].capability += 1e-6),
    ("share", |answer| answer.states[0].military_share -= 1e-6),
    ("finance", |answer| answer.states[0].financial_share -= 1e-6),
    ("risk", |answer| answer.states[0].responsibilities[2].expected_cost += 1e-6),
    ("risk share", |answer| answer.states[0].responsibilities[2].share -= 1e-6),
    ("own payoff", |answer| answer.states[0].payoff += 1e-6),
    ("ledger", |answer| answer.states[0].ledger.on_success[2] += 1e-6),
    ("ledger shifted", |answer| {
        answer.states[0].ledger.on_success[2] += 0.5;
        answer.states[0].ledger.on_success[5] -= 0.5;
    }),
    ("worst gain", |answer| answer.states[1].worst_gain += 1e-6),
    ("no choice", |answer| answer.states[0].worst_gain = 0.0),
    ("negotiated", |answer| answer.states[1].negotiated_payment = 1.0),
    ("price", |answer| answer.states[1].prices[0].price -= 1e-6),
    ("price gone", |answer| {
        let _ = answer.states[1].prices.pop();
    }),
    ("flip gone", |answer| {
        let _ = answer.states[1].sensitivities.remove(0);
    }),
    ("flip twice", |answer| {
        let list = &mut answer.states[1].sensitivities;
        list.push(list[0].clone());
    }),
    ("flip moved", |answer| answer.states[1].sensitivities[0].grid[1] -= 1e-3),
    ("state gone", |answer| {
        let _ = answer.states.pop();
    }),
    ("coverage", |answer| answer.robustness.coverage = Coverage::OneAtATime),
    ("combinations", |answer| answer.robustness.combinations += 1),
    ("set of outcomes", |answer| answer.robustness.outcomes.clear()),
    ("acts", |answer| answer.robustness.acts = Modality::Sometimes),
    ("authorized", |answer| answer.robustness.authorized = Modality::Always),
    ("deadlocked", |answer| answer.robustness.deadlocked = Modality::Never),
    ("tiers", |answer| answer.robustness.tiers[1] = ActionSet::first(3)),
    ("removal gone", |answer| {
        let _ = answer.removals.pop();
    }),
    ("removal swapped", |answer| answer.removals.swap(0, 1)),
    ("removal not run", |answer| answer.removals[1] = Removal::NotRun),
    ("indispensable", |answer| {
        if let Removal::Follower { indispensable, .. } = &mut answer.removals[1] {
            *indispensable = Indispensability::Decisive;
        }
    }),
    ("moved", |answer| {
        let tier = answer.states[0].tier;
        if let Removal::Follower { moved, .. } = &mut answer.removals[1] {
            let player = willing_game::Player::new(2);
            moved.push(willing_check::crisis::Move { player, from: tier, to: tier });
        }
    }),
    ("value without", |answer| {
        if let Removal::Follower { rerun, .. } = &mut answer.removals[1] {
            rerun.leader_value += 1e-6;
        }
    }),
    ("tiers without", |answer| {
        if let Removal::Follower { rerun, .. } = &mut answer.removals[1] {
            rerun.profile = rerun.profile.clone().map(|profile| profile.with_action(1, 0));
        }
    }),
    ("successor", |answer| {
        answer.removals[0] = Removal::Leader { successors: vec![willing_game::Player::new(0)] };
    }),
    ("candidacy gone", |answer| {
        let _ = answer.candidacies.pop();
    }),
    ("candidacy", |answer| answer.candidacies[1] = Candidacy::Inadmissible),
    ("incumbent", |answer| answer.candidacies[1] = Candidacy::Incumbent),
    ("capability led", |answer| {
        if let Candidacy::Tried { rerun } = &mut answer.candidacies[1] {
            rerun.capability = Some(9.0);
        }
    }),
    ("course led", |answer| {
        if let Candidacy::Tried { rerun } = &mut answer.candidacies[1] {
            rerun.course = Course::StatusQuo;
        }
    }),
    ("caveat", |answer| answer.caveats.push(Caveat::CombinationsBounded)),
];

/// Changes a number of the embedded crisis.
trait VoteValue {
    fn vote_value(&mut self, by: f64);
}

impl VoteValue for CrisisParts {
    fn vote_value(&mut self, by: f64) {
        self.issue.vote_value_weight += by;
    }
}

fn voting(answer: &mut CrisisAnswer) -> &mut VotingReport {
    answer.voting.as_mut().unwrap()
}

fn power(answer: &mut CrisisAnswer) -> &mut PowerIndices {
    match &mut voting(answer).power {
        Reckoned::Computed(power) => power,
        Reckoned::LeftOut(reason) => panic!("{reason:?}"),
    }
}

fn roll_call(answer: &mut CrisisAnswer) -> &mut RollCallPower {
    match &mut voting(answer).roll_call {
        Reckoned::Computed(power) => power,
        Reckoned::LeftOut(reason) => panic!("{reason:?}"),
    }
}

#[test]
fn an_answer_with_any_statement_changed_is_refused() {
    let crisis = with_a_veto(2.0);
    let answer = solve(&crisis);
    assert_eq!(answer.check_alone(), Ok(()));
    for (what, mutate) in MUTATIONS {
        let mut wrong = answer.clone();
        mutate(&mut wrong);
        assert_ne!(wrong, answer, "{what} changes nothing");
        assert!(wrong.check(&crisis).is_err(), "{what}");
    }
}

#[test]
fn the_report_on_votes_names_vetoes_power_and_who_blocks() {
    let answer = solve(&with_a_veto(2.0));
    let report = answer.voting.as_ref().unwrap();
    assert_eq!(report.vetoes, [Seat::new(0), Seat::new(1)]);
    // Both with a veto and one of two others: a veto is pivotal in 10 of 24 orders, the others in 2 each.
    let power = report.power.computed().unwrap();
    let texts: Vec<String> = power.shapley_shubik.iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["5/12", "5/12", "1/12", "1/12"]);
    let index = report.roll_call.computed().unwrap().index();
    assert_eq!(index.iter().sum::<willing_game::Rational>(), willing_game::Rational::one());
    let blocking = report.blocking[0].as_ref().unwrap();
    assert_eq!(blocking.count, Some(1_u32.into()));
    assert_eq!(blocking.families[0].picks[0].of, [Seat::new(1)]);
    // Who passes is blocked by nobody, and an older answer says nothing of all that.
    let passing = crisis(four(5.0), Some(council_of_four()));
    let mut answer = solve(&passing);
    assert_eq!(answer.voting.as_ref().unwrap().blocking, [None]);
    answer.voting = None;
    assert_eq!(answer.check(&passing), Ok(()));
    assert_eq!(solve(&crisis(four(5.0), None)).voting, None);
}

#[test]
fn reports_on_votes_hold_under_rules_of_any_shape() {
    for text in [
        "[5; 4, 3, 2, 1]",
        "3 of 4, 2 vetoes of {0, 1, 3}",
        "[< 2 no; 4*1] and [> 1/2 of voting; 4*1]",
        "2 of 4 and [7; 4, 4, 2, 1] or [>= 3/4 of present; 4*1], veto {3}",
        "[4 present; 4*1] and 1 of 4",
    ] {
        for absent in [vec![], vec![Seat::new(2)]] {
            let mut parts = council_of_four();
            parts.council = Council::new(parts.council.members().clone(), [], text.parse().unwrap()).unwrap();
            parts.absent = absent;
            let mut issue = four(2.0);
            issue.states[1].hazards[0].severity = 0.0;
            issue.states[3].hazards[0].severity = 1.0;
            let answer = solve(&crisis(issue, Some(parts)));
            let report = answer.voting.unwrap();
            assert!(report.power.computed().is_some() && report.roll_call.computed().is_some(), "{text}");
            assert_eq!(report.blocking[0].is_none(), answer.drafts[0].forecast.passes(), "{text}");
        }
    }
}

#[test]
fn a_changed_mixture_is_refused() {
    let crisis = crisis(no_pure_equilibrium(), None);
    let answer = solve(&crisis);
    let mutations: [fn(&mut CrisisAnswer); 4] = [
        |answer| {
            let mixture = answer.cells[0].plays[0].mixture.as_mut().unwrap();
            mixture.probabilities[1].swap(2, 4);
        },
        |answer| answer.cells[0].plays[0].mixture.as_mut().unwrap().precision = 1.0,
        |answer| answer.cells[0].plays[0].mixture = None,
        |answer| answer.caveats.clear(),
    ];
    for mutate in mutations {
        let mut wrong = answer.clone();
        mutate(&mut wrong);
        assert!(wrong.check(&crisis).is_err());
    }
}

#[test]
fn bad_councils_and_settings_are_refused() {
    let issue = Issue::new(four(2.0)).unwrap();
    let with = |change: &dyn Fn(&mut CouncilParts)| {
        let mut parts = council_of_four();
        change(&mut parts);
        Crisis::new(issue.clone(), Some(parts), Choices::default()).map(drop)
    };
    assert_eq!(with(&|_| {}), Ok(()));
    let stranger = |parts: &mut CouncilParts| {
        let members = Players::new(["L", "M", "N", "X"]).unwrap();
        parts.council = Council::new(members, [], VotingRule::by_count(4, 3).unwrap()).unwrap();
    };
    assert_eq!(with(&stranger), Err(Error::MemberUnknown { seat: Seat::new(3), name: "X".into() }));
    let away = |parts: &mut CouncilParts| {
        stranger(parts);
        parts.absent = vec![Seat::new(3)];
    };
    assert_eq!(with(&away), Ok(()));
    assert_eq!(
        with(&|parts| parts.absent = vec![Seat::new(9)]),
        Err(Error::AbsentSeat { seat: Seat::new(9), seats: 4 })
    );
    assert_eq!(
        with(&|parts| parts.absent = vec![Seat::new(1), Seat::new(1)]),
        Err(Error::AbsentTwice { seat: Seat::new(1) })
    );
    assert!(matches!(
        with(&|parts| parts.behaviour = VotingBehaviour::uniform(3, Thresholds::default())),
        Err(Error::Council(_))
    ));
    let crisis = crisis(four(2.0), None);
    for solver in [
        CrisisSolver::new().tolerance(f64::NAN),
        CrisisSolver::new().tie_band(-1.0),
        CrisisSolver::new().quantal_precision(f64::INFINITY),
    ] {
        assert!(matches!(solver.solve(&crisis), Err(Error::Setting { .. })));
    }
}

/// Four states without a pure equilibrium: one of the two found among 1,969 random games.
fn no_pure_equilibrium() -> IssueParts {
    let tiers = TierSet::default();
    let some = ["O", "B", "P", "W", "C"].map(|key| tiers.tier(key).unwrap().place());
    let some = ActionSet::of(some);
    let states = vec![
        State {
            risk_tolerance: 6.181763242570956,
            capability: 0.5283313798433394,
            asset_capability: 0.3611471043338977,
            stance_weight: 0.9564565408349541,
            hazards: vec![
                Hazard { probability: 0.06778851269713242, severity: 2.6109704028750143 },
                Hazard { probability: 0.15871077732244002, severity: 3.7242698478318887 },
            ],
            casualty_sensitivity: 0.8327144365137922,
            opposition: 0.6318463811147094,
            domestic_severity: 4.73540208721525,
            international_severity: 1.3225747419116547,
            retaliation_severity: 1.325127968012481,
            entrapment_severity: 3.35178880149651,
            treaty: Treaty::None,
            abandonment_probability: 0.13545989032414674,
            protection_value: 1.5280250317399724,
            affinity: -0.03315051265077029,
            feasible: some,
            ..State::indifferent("s0", 2, &tiers)
        },
        State {
            risk_tolerance: 27.544993103204533,
            capability: 1.480959583904915,
            asset_capability: 0.4552863097311345,
            stance_weight: 1.1010635223076586,
            hazards: vec![
                Hazard { probability: 0.42193603794523504, severity: 14.59104343836366 },
                Hazard { probability: 0.39646582321457924, severity: 8.170876482420866 },
            ],
            casualty_sensitivity: 2.0060987637468264,
            opposition: 0.9495132472201062,
            domestic_severity: 2.8164845723725414,
            international_severity: 5.864059265819927,
            retaliation_severity: 3.705067514378886,
            entrapment_severity: 2.9888250567370673,
            treaty: Treaty::Multilateral,
            abandonment_probability: 0.5909836330690588,
            protection_value: 14.630157092227737,
            affinity: 0.3525623003400289,
            feasible: some,
            ..State::indifferent("s1", 2, &tiers)
        },
        State {
            risk_tolerance: 7.168656385570815,
            capability: 1.4257575572546326,
            asset_capability: 0.14100687400109435,
            stance_weight: 1.1969453563826278,
            hazards: vec![
                Hazard { probability: 0.06481045230670247, severity: 22.709379523637143 },
                Hazard { probability: 0.45674342079669644, severity: 1.2662442955321433 },
            ],
            casualty_sensitivity: 0.9500433636993926,
            opposition: 0.2990535136950997,
            domestic_severity: 1.9153432674386774,
            international_severity: 3.3491007715055545,
            retaliation_severity: 0.5804863926609166,
            entrapment_severity: 0.13755173360211437,
            treaty: Treaty::Bilateral,
            abandonment_probability: 0.41049474621978715,
            protection_value: 4.032410916929741,
            affinity: 0.058945007023940565,
            feasible: some,
            ..State::indifferent("s2", 2, &tiers)
        },
        State {
            risk_tolerance: 32.8621377492838,
            capability: 0.4304038549514728,
            asset_capability: 0.4917523593225999,
            stance_weight: 0.5505696885964673,
            hazards: vec![
                Hazard { probability: 0.07029349461774442, severity: 11.786352609496024 },
                Hazard { probability: 0.09691515840688798, severity: 10.064112056045708 },
            ],
            casualty_sensitivity: 1.4758294578979578,
            opposition: 0.2564061360879524,
            domestic_severity: 2.0539601058166506,
            international_severity: 2.6260412517500957,
            retaliation_severity: 1.6660529256466634,
            entrapment_severity: 0.11373654023352531,
            treaty: Treaty::Bilateral,
            abandonment_probability: 0.14037258176180345,
            protection_value: 1.010997199518049,
            affinity: -0.9419660121232403,
            feasible: some,
            ..State::indifferent("s3", 2, &tiers)
        },
    ];
    let parameters = Parameters {
        credit: Credit { exposure: 0.5, stance: 0.3, access: 0.2, finance: 0.0 },
        sharing: SharingRule::Borch,
        authorization_legitimacy: 0.0,
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
        name: "strike".into(),
        // The example is authorized: what authorization adds to legitimacy is in the legal basis here.
        legitimacy: 0.19259237882642766 + 0.3426237238057007,
        difficulty: 0.7302109358610477,
        effectiveness: vec![0.33248904851648353, 0.6838577340770902],
        backlash: vec![0.3414082138385788, 0.01722542057829073],
        casualties: Pool { mean: 0.6810875721173992, deviation: 2.847234404090493 },
        financial: Pool { mean: 0.5292961972701793, deviation: 2.1480086645808316 },
        projection_scale: 0.0,
        feasible: ActionSet::first(tiers.len()),
    };
    let core = ActionSet::only(tiers.tier("C").unwrap().place());
    IssueParts {
        name: "no pure equilibrium".into(),
        hazards: vec!["first".into(), "second".into()],
        methods: vec![method],
        parameters,
        states,
        leader: "s0".into(),
        leader_tiers: core,
        communication: Communication::default(),
        protection_by_others: ProtectionByOthers::default(),
        vote_value_weight: 0.0,
        tiers,
    }
}
