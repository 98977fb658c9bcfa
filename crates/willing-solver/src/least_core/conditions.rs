//! The cost of stability where payments must satisfy conditions.

use willing_check::core::WeightedCoalition;
use willing_check::least_core::{ConditionViolation, ConditionalSubsidy, NoStablePayments, StablePayments};
use willing_check::program::{Bounds, LinearModel, NoOptimum, Row, Sense};
use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Limit, Rational, Verdict};

use super::CostOfStability;
use crate::Run;
use crate::excess::family::{ExcessFamily, Query};
use crate::excess::span::Span;
use crate::excess::table::{Gauge, TableFamily};
use crate::program::{Optimum, Start};

/// Why conditions are refused, or an answer withheld.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ConditionError {
    /// Float worths so far apart that they can't be compared exactly.
    #[error(transparent)]
    Range(#[from] willing_game::tu::Error),
    /// A condition with another number of coefficients than there are players.
    #[error("condition {condition} has {got} coefficients for {players} players")]
    Length {
        /// The condition, counted from 0.
        condition: usize,
        /// How many coefficients it has.
        got: usize,
        /// How many players there are.
        players: usize,
    },
    /// The solver's own answer does not pass the check: a fault of this library.
    #[error("internal: the answer does not pass its check: {0}")]
    NotCertified(#[from] ConditionViolation),
    /// A program of coalitions was not solved: a fault of this library.
    #[error("internal: {0}")]
    Program(#[from] crate::program::Error),
    /// A program of coalitions was refused: a fault of this library.
    #[error("internal: {0}")]
    Model(#[from] willing_check::program::Error),
    /// Payments that sum to v(N) or more have no least sum: a fault of this library.
    #[error("internal: payments without a least sum")]
    Unbounded,
}

/// An answer about payments under conditions.
type Answer = Verdict<ConditionalSubsidy, NoStablePayments>;

impl CostOfStability {
    /// The least subsidy where payments must satisfy conditions besides keeping every coalition,
    ///
    /// ```text
    /// min x(N) − v(N)  over x with x(S) ≥ v(S) for all S and a_r·x ≥, ≤ or = b_r for all conditions.
    /// ```
    ///
    /// A cap, floor or fixed amount of one player is [`Row::on`] it: "player 2 gets no more than before" is
    /// `Row::on(2, n, Sense::AtMost, before)`; "only the leader gives way" caps nobody and puts the floors of all
    /// others at what they have.
    ///
    /// # Returns
    ///
    /// `Exists` with Δ, the payments, and weighted coalitions and conditions that prove that no less is enough;
    /// `Impossible` with weighted coalitions and conditions that no payments can satisfy together; all exact. `Undecided`
    /// if the caller asked to stop.
    ///
    /// # Errors
    ///
    /// [`ConditionError::Range`], [`ConditionError::Length`].
    ///
    /// # Complexity
    ///
    /// Some linear programs with one column a player and a row for each coalition met, in rational numbers, with an exact
    /// pass over the table after each. Slower than [`CostOfStability::solve`], whose programs start in floats.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_check::least_core::StablePayments;
    /// use willing_check::program::{Row, Sense};
    /// use willing_game::Certificate;
    /// use willing_game::tu::TableGame;
    /// use willing_solver::least_core::CostOfStability;
    ///
    /// // Any two of three have a majority, worth 1. If player 0 gets at most 1/4, the others need 3/4 each.
    /// let majority = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1])?;
    /// let conditions = [Row::on(0, 3, Sense::AtMost, "1/4".parse()?)];
    /// let cost = CostOfStability::new().solve_under(&majority, &conditions)?.found()?;
    /// assert_eq!(cost.subsidy.to_string(), "3/4"); // without the cap, 1/2
    /// cost.check(&StablePayments { game: &majority, conditions: &conditions })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn solve_under(&self, game: &TableGame, conditions: &[Row]) -> Result<Answer, ConditionError> {
        let players = game.player_count();
        for (condition, row) in conditions.iter().enumerate() {
            let got = row.coefficients.len();
            if got != players {
                return Err(ConditionError::Length { condition, got, players });
            }
        }
        self.run.install(|| search(&StablePayments { game, conditions }, &self.run))
    }
}

/// Solves programs with few coalitions, and takes in those that are left out and violated.
fn search(asked: &StablePayments<'_>, run: &Run) -> Result<Answer, ConditionError> {
    let StablePayments { game, conditions } = *asked;
    let players = game.player_count();
    let family = TableFamily::exact(game, Gauge::Plain)?;
    let scale = family.unit().reciprocal().unwrap_or_default();
    let span = Span::new(players);
    let mut coalitions: Vec<Coalition> = (0..players).map(|seat| Coalition::from_bits(1 << seat)).collect();
    if players > 1 {
        coalitions.push(game.grand());
    }
    let mut start = Start::Scratch;
    loop {
        let rows = conditions.iter().cloned().chain(coalitions.iter().map(|own| stays(game, *own))).collect();
        let all = vec![Rational::one(); players];
        let model = LinearModel::minimize(all, rows, vec![Bounds::free(); players])?;
        let optimum = match Optimum::new().start(start).run(run.clone()).solve(&model)? {
            Verdict::Exists(optimum) => optimum,
            Verdict::Impossible(NoOptimum::Contradiction(proof)) => {
                let (multipliers, coalitions) = split(&proof.multipliers, conditions.len(), &coalitions);
                let answer = NoStablePayments { coalitions, multipliers };
                answer.check(asked)?;
                return Ok(Verdict::Impossible(answer));
            }
            Verdict::Impossible(NoOptimum::Unbounded(_)) => return Err(ConditionError::Unbounded),
            Verdict::Undecided(limit) => return Ok(Verdict::Undecided(limit)),
        };
        // More rows leave the last optimum a good place to start from.
        start = Start::At(optimum.point.iter().map(Rational::to_f64).collect());
        let point: Vec<Rational> = optimum.point.iter().map(|amount| amount * &scale).collect();
        let nothing = Rational::zero();
        let query = Query {
            point: &point,
            level: &nothing,
            tolerance: 0.0,
            span: &span,
            most: 2 * players,
            start: 0,
        };
        let above = family.above_exactly(&query, run);
        if run.is_cancelled() {
            return Ok(Verdict::Undecided(Limit::Cancelled));
        }
        let known = coalitions.len();
        for own in above.into_iter().map(Coalition::from_bits) {
            if !coalitions.contains(&own) {
                coalitions.push(own);
            }
        }
        run.report("cost of stability: coalitions looked at", coalitions.len() as u64, 0);
        if coalitions.len() == known {
            let (multipliers, coalitions) = split(&optimum.multipliers, conditions.len(), &coalitions);
            let subsidy = optimum.value - game.exact_worth(game.grand());
            let answer = ConditionalSubsidy { subsidy, allocation: optimum.point, coalitions, multipliers };
            answer.check(asked)?;
            return Ok(Verdict::Exists(answer));
        }
    }
}

/// x(S) ≥ v(S).
fn stays(game: &TableGame, coalition: Coalition) -> Row {
    let member = |seat: usize| Rational::from(i32::from(coalition.bits() >> seat & 1 == 1));
    let members = (0..game.player_count()).map(member).collect();
    Row::new(members, Sense::AtLeast, game.exact_worth(coalition))
}

/// Multipliers of the conditions, which come first, and coalitions with weights above 0 in ascending order.
fn split(
    multipliers: &[Rational],
    conditions: usize,
    coalitions: &[Coalition],
) -> (Vec<Rational>, Vec<WeightedCoalition>) {
    let (conditions, weights) = multipliers.split_at(conditions.min(multipliers.len()));
    let weighted = coalitions.iter().zip(weights).filter(|(_, weight)| weight.is_positive());
    let weighted = weighted
        .map(|(coalition, weight)| WeightedCoalition { coalition: *coalition, weight: weight.clone() });
    let mut weighted: Vec<WeightedCoalition> = weighted.collect();
    weighted.sort_by_key(|weighted| weighted.coalition.bits());
    (conditions.to_vec(), weighted)
}
