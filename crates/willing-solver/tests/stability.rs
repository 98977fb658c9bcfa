//! The cost of stability under conditions, against the whole linear program in exact numbers.
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use proptest::collection::vec;
use proptest::prelude::*;
use willing_check::least_core::{ConditionViolation, ConditionalSubsidy, NoStablePayments, StablePayments};
use willing_check::program::{Bounds, LinearModel, NoOptimum, Row, Sense};
use willing_game::tu::TableGame;
use willing_game::{Certificate, Limit, Rational, Verdict};
use willing_solver::Run;
use willing_solver::least_core::{ConditionError, CostOfStability};
use willing_solver::program::Optimum;
use willing_testkit::strategies::{seeded, tu};

fn decide(game: &TableGame, conditions: &[Row]) -> Result<ConditionalSubsidy, NoStablePayments> {
    let asked = StablePayments { game, conditions };
    match CostOfStability::new().solve_under(game, conditions).unwrap() {
        Verdict::Exists(answer) => {
            answer.check(&asked).unwrap();
            Ok(answer)
        }
        Verdict::Impossible(proof) => {
            proof.check(&asked).unwrap();
            Err(proof)
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

/// Up to three conditions; coefficients of players who are not there are cut off.
fn conditions() -> impl Strategy<Value = Vec<(Vec<i64>, u8, i64)>> {
    vec((prop_oneof![2 => vec(0..=1i64, 6), 1 => vec(-2..=2i64, 6)], 0..3u8, -2..=8i64), 0..=3)
}

fn rows(drawn: &[(Vec<i64>, u8, i64)], players: usize) -> Vec<Row> {
    let sense = |number| [Sense::AtLeast, Sense::AtMost, Sense::Equal][usize::from(number)];
    let row = |(entries, kind, bound): &(Vec<i64>, u8, i64)| {
        Row::new(entries[..players].iter().map(|own| (*own).into()).collect(), sense(*kind), (*bound).into())
    };
    drawn.iter().map(row).collect()
}

/// The least x(N) by the program with all coalitions; `None` if nothing is possible.
fn by_all_coalitions(game: &TableGame, conditions: &[Row]) -> Option<Rational> {
    let players = game.player_count();
    let stays = game.coalitions().filter(|own| !own.is_empty()).map(|own| {
        let members = (0..players).map(|seat| i64::from(own.bits() >> seat & 1 == 1).into());
        Row::new(members.collect(), Sense::AtLeast, game.exact_worth(own))
    });
    let rows = conditions.iter().cloned().chain(stays).collect();
    let all = vec![Rational::one(); players];
    let model = LinearModel::minimize(all, rows, vec![Bounds::free(); players]).unwrap();
    match Optimum::new().solve(&model).unwrap() {
        Verdict::Exists(optimum) => Some(optimum.value),
        Verdict::Impossible(NoOptimum::Contradiction(_)) => None,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(seeded(150))]

    #[test]
    fn conditions_cost_what_the_whole_program_says(game in tu::any_exact(1..=5), drawn in conditions()) {
        let conditions = rows(&drawn, game.player_count());
        let total = decide(&game, &conditions).ok().map(|own| own.subsidy + game.exact_worth(game.grand()));
        prop_assert_eq!(total, by_all_coalitions(&game, &conditions));
    }

    #[test]
    fn without_conditions_it_is_the_plain_cost(game in tu::any_exact(1..=6)) {
        let plain = CostOfStability::new().solve(&game).unwrap().found().unwrap();
        prop_assert_eq!(decide(&game, &[]).unwrap().subsidy, plain.subsidy);
    }

    #[test]
    fn a_condition_never_makes_it_cheaper(game in tu::float(2..=5), drawn in conditions()) {
        prop_assume!(game.numerators().is_ok());
        let conditions = rows(&drawn, game.player_count());
        if let Ok(answer) = decide(&game, &conditions) {
            prop_assert!(answer.subsidy >= decide(&game, &[]).unwrap().subsidy);
        }
    }

    #[test]
    fn changed_evidence_is_refused(game in tu::any_exact(2..=4), drawn in conditions(), place in 0..9usize) {
        let conditions = rows(&drawn, game.player_count());
        let asked = StablePayments { game: &game, conditions: &conditions };
        let third: Rational = "1/3".parse().unwrap();
        match decide(&game, &conditions) {
            Ok(right) => {
                let mut wrong = right.clone();
                wrong.subsidy += &third;
                prop_assert!(wrong.check(&asked).is_err());
                let mut wrong = right.clone();
                let seat = place % game.player_count();
                wrong.allocation[seat] += &third;
                prop_assert!(wrong.check(&asked).is_err());
                if !right.coalitions.is_empty() {
                    let place = place % right.coalitions.len();
                    let mut wrong = right.clone();
                    wrong.coalitions[place].weight += &third;
                    prop_assert!(wrong.check(&asked).is_err());
                    let mut wrong = right.clone();
                    wrong.coalitions.remove(place);
                    prop_assert!(wrong.check(&asked).is_err());
                }
            }
            Err(right) => {
                for place in 0..right.coalitions.len() {
                    let mut wrong = right.clone();
                    wrong.coalitions[place].weight += &third;
                    prop_assert!(wrong.check(&asked).is_err());
                }
            }
        }
    }
}

#[test]
fn conditions_on_a_majority_of_three_have_their_known_costs() {
    let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1]).unwrap();
    let cap = |seat, text: &str| Row::on(seat, 3, Sense::AtMost, text.parse().unwrap());
    // Nobody but player 0 gets more than a third: 2/3 for it.
    let only_first = [cap(1, "1/3"), cap(2, "1/3")];
    assert!(decide(&majority, &only_first).is_err(), "players 1 and 2 would leave together");
    let answer = decide(&majority, &[cap(1, "1/3")]).unwrap();
    assert_eq!(answer.subsidy.to_string(), "2/3");
    assert_eq!(
        answer.multipliers,
        [(-1).into()],
        "each unit less for player 1 costs one for the two others, less it"
    );
    // Player 0 is to get nothing: a fixed amount.
    let answer = decide(&majority, &[Row::on(0, 3, Sense::Equal, Rational::zero())]).unwrap();
    assert_eq!((answer.subsidy, answer.allocation), (1.into(), [0, 1, 1].map(Rational::from).to_vec()));
}

#[test]
fn conditions_that_do_not_fit_are_refused_and_stopping_is_an_answer() {
    let game = TableGame::from_integers(vec![0, 0, 0, 1]).unwrap();
    let short = [Row::on(0, 1, Sense::AtMost, Rational::zero())];
    let error = CostOfStability::new().solve_under(&game, &short);
    assert_eq!(error, Err(ConditionError::Length { condition: 0, got: 1, players: 2 }));
    let answer = decide(&game, &[]).unwrap();
    let asked = StablePayments { game: &game, conditions: &short };
    let violation = ConditionViolation::ConditionLength { condition: 0, got: 1, players: 2 };
    assert_eq!(answer.check(&asked), Err(violation));
    let stopped = CostOfStability::new().run(Run::new().cancel(Arc::new(AtomicBool::new(true))));
    assert_eq!(stopped.solve_under(&game, &[]).unwrap(), Verdict::Undecided(Limit::Cancelled));
}
