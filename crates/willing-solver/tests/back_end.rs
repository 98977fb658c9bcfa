//! Exact answers against whole linear programs in floats, through another library's simplex.
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, microlp, variable};
use proptest::prelude::*;
use willing_check::nucleolus::Concept;
use willing_game::tu::TableGame;
use willing_game::{Coalition, Rational};
use willing_solver::least_core::{CostOfStability, LeastCore};
use willing_solver::nucleolus::Nucleolus;
use willing_testkit::strategies::{seeded, tu};

/// The programs of a game: what is least, and what is asked of x and t besides.
#[derive(Clone, Copy, PartialEq)]
enum Whole {
    /// min t over x(N) = v(N) with v(S) − x(S) ≤ t.
    LeastCore,
    /// The same with x_i ≥ v({i}).
    FirstLevel,
    /// min x(N) − v(N) with x(S) ≥ v(S).
    Subsidy,
}

/// The value of a whole program with all 2ⁿ coalitions; `None` if the back end finds none.
fn value(game: &TableGame, whole: Whole) -> Option<f64> {
    let players = game.player_count();
    let mut problem = ProblemVariables::new();
    let payments: Vec<Variable> = (0..players).map(|_| problem.add(variable())).collect();
    // Not in a program that has no use for it: the back end calls a free variable without a row unbounded.
    let level = (whole != Whole::Subsidy).then(|| problem.add(variable()));
    let paid = |own: Coalition| -> Expression {
        own.players().filter_map(|player| payments.get(player.seat())).map(|own| Expression::from(*own)).sum()
    };
    let grand = game.worth(game.grand());
    let lowered = level.map_or_else(Expression::default, Expression::from);
    let objective = if whole == Whole::Subsidy { paid(game.grand()) - grand } else { lowered.clone() };
    let mut problem = problem.minimise(objective.clone()).using(microlp);
    for own in game.coalitions().filter(|own| !own.is_empty()) {
        let worth = game.worth(own);
        problem.add_constraint(match whole {
            Whole::Subsidy => paid(own).geq(worth),
            _ if own == game.grand() => paid(own).eq(worth),
            _ => (paid(own) + lowered.clone()).geq(worth),
        });
        if whole == Whole::FirstLevel && own.len() == 1 {
            problem.add_constraint(paid(own).geq(worth));
        }
    }
    problem.solve().ok().map(|solution| solution.eval(objective))
}

fn agrees(exact: &Rational, float: f64) -> Result<(), TestCaseError> {
    let exact = exact.to_f64();
    prop_assert!((exact - float).abs() <= 1e-7 * exact.abs().max(1.0), "{} is {}", float, exact);
    Ok(())
}

fn compare(game: &TableGame) -> Result<(), TestCaseError> {
    let least = LeastCore::new().solve(game).unwrap().found().unwrap();
    agrees(&least.excess, value(game, Whole::LeastCore).unwrap())?;
    let subsidy = CostOfStability::new().solve(game).unwrap().found().unwrap();
    agrees(&subsidy.subsidy, value(game, Whole::Subsidy).unwrap())?;
    // A single imputation has no levels: nothing is left to compare.
    if let Ok(nucleolus) = Nucleolus::of(Concept::Nucleolus).solve(game).unwrap().found()
        && let Some(first) = nucleolus.levels.first()
    {
        agrees(&first.excess, value(game, Whole::FirstLevel).unwrap())?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(seeded(80))]

    #[test]
    fn small_games_have_the_values_that_whole_programs_find(game in tu::any_exact(2..=5)) {
        compare(&game)?;
    }
}

proptest! {
    #![proptest_config(seeded(8))]

    #[test]
    fn larger_games_have_the_values_that_whole_programs_find(game in tu::any_exact(6..=8)) {
        compare(&game)?;
    }
}
