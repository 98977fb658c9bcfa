//! The Nakamura number.

use willing_check::simple::{AlwaysMeet, EmptyIntersection, MeetingBound};
use willing_council::{Seat, SimpleGame};
use willing_game::{Limit, Verdict};

use super::majority::apart;
use super::ordered::{complement, seats};
use super::packing::{balanced, fitted, packed};
use super::separation::Effort;
use crate::Run;

/// The Nakamura number: how few winning coalitions have nobody in common.
///
/// Coalitions have nobody in common iff every seat is left out of one of them. So seats are packed into as few
/// groups as possible, without each of which the others win: for the weighted game [q; w] into bins that hold W − q. First
/// fit, best fit, then branch and bound.
///
/// That fewer are not enough is shown by a measure of seats of which no winning coalition leaves out more than a part: the
/// weights of a condition, the number of seats, the number of heavy ones; or by the end of the search.
///
/// # Returns
///
/// `Exists` with so many coalitions as the number and the reason why fewer are not enough; `Impossible` with the seat that
/// all winning coalitions share: then the number is infinite. `Undecided` with bounds.
///
/// # Example
///
/// ```
/// use willing_council::{Matter, VotingRule};
/// use willing_game::Certificate;
/// use willing_solver::simple::NakamuraNumber;
///
/// let procedure = VotingRule::un_security_council()?.simple_game(&Matter::Procedural)?;
/// let nakamura = NakamuraNumber::new().solve(&procedure).found()?;
/// assert_eq!(nakamura.number(), 3);
/// assert!(nakamura.guarantees_core(2) && !nakamura.guarantees_core(3));
/// nakamura.check(&procedure)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Nakamura (1979), "The vetoers in a simple game with ordinal preferences"; Martello & Toth (1990), *Knapsack problems*, §8.3
/// (the bound by heavy ones).
#[derive(Clone, Debug, Default)]
pub struct NakamuraNumber {
    effort: Effort,
}

/// Where the Nakamura number was when a search ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NakamuraBounds {
    /// It is at least this.
    pub at_least: usize,
    /// Why, for coalitions that are one fewer.
    pub bound: MeetingBound,
    /// So many winning coalitions have nobody in common.
    pub coalitions: Vec<Vec<Seat>>,
    /// What ended the search.
    pub limit: Limit,
}

impl NakamuraNumber {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the most nodes of each search (default 2²¹).
    #[must_use]
    pub fn max_nodes(mut self, nodes: usize) -> Self {
        self.effort.max_nodes = nodes;
        self
    }

    /// Sets a way to stop.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.effort.run = run;
        self
    }

    /// The Nakamura number of `game`.
    pub fn solve(&self, game: &SimpleGame) -> Verdict<EmptyIntersection, AlwaysMeet, NakamuraBounds> {
        if !game.wins(|_| true) {
            return Verdict::Impossible(AlwaysMeet::NothingWins);
        }
        if game.wins(|_| false) {
            let coalitions = vec![Vec::new()];
            return Verdict::Exists(EmptyIntersection { coalitions, bound: MeetingBound::Single });
        }
        let veto = (0..game.seats()).find(|&seat| !game.wins(|place| place != seat));
        if let Some(&seat) = veto.map(|seat| seats([seat])).as_deref().and_then(<[Seat]>::first) {
            return Verdict::Impossible(AlwaysMeet::Veto { seat });
        }
        // Without vetoes each seat can be a group of its own, so that fitting cannot fail.
        let mut groups = fitted(game).unwrap_or_else(|| (0..game.seats()).map(|seat| vec![seat]).collect());
        let (mut least, mut bound) = self.measured(game, groups.len());
        groups = (least.max(1)..groups.len()).find_map(|number| balanced(game, number)).unwrap_or(groups);
        while least < groups.len() {
            match packed(game, groups.len() - 1, &self.effort) {
                Ok(Some(fewer)) => groups = fewer,
                Ok(None) => (least, bound) = (groups.len(), MeetingBound::Exhausted),
                Err(limit) => {
                    let coalitions = coalitions(game, groups);
                    return Verdict::Undecided(NakamuraBounds { at_least: least, bound, coalitions, limit });
                }
            }
        }
        Verdict::Exists(EmptyIntersection { coalitions: coalitions(game, groups), bound })
    }

    /// The best bound from below that a measure shows, up to `most`.
    fn measured(&self, game: &SimpleGame, most: usize) -> (usize, MeetingBound) {
        let measures = measures(game);
        for number in (2..=most).rev() {
            for measure in &measures {
                let total: u64 = measure.iter().sum();
                // Of all winning coalitions, each must leave out less than an equal part of the measure.
                let fewer = number as u64 - 1;
                let Some(outside) = total.checked_sub(1).map(|less| less / fewer) else { continue };
                let Ok(measured) = SimpleGame::weighted(total - outside, measure.clone()) else { continue };
                if matches!(apart(game, &measured, &self.effort), Ok(None)) {
                    return (number, MeetingBound::Measure { measure: measure.clone(), outside });
                }
            }
        }
        // At least one coalition, in any case.
        (1, MeetingBound::Single)
    }
}

fn coalitions(game: &SimpleGame, groups: Vec<Vec<usize>>) -> Vec<Vec<Seat>> {
    groups.into_iter().map(|group| complement(game, &seats(group))).collect()
}

/// Measures that may show something: by condition the weights, and how many seats are heavier than half or a third of
/// what can be spared; and the number of seats.
fn measures(game: &SimpleGame) -> Vec<Vec<u64>> {
    let mut measures = vec![vec![1; game.seats()]];
    for condition in game.formula().conditions() {
        measures.push(condition.weights.clone());
        let spare = condition.weights.iter().sum::<u64>().saturating_sub(condition.quota);
        for parts in [2, 3] {
            measures
                .push(condition.weights.iter().map(|weight| u64::from(*weight > spare / parts)).collect());
        }
    }
    measures
}
