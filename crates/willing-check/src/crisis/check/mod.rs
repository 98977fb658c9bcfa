//! The check of an answer, from its embedded certificates and the crisis alone.
//!
//! Votes and the choice of the leader are derived anew ([`derive`]); nothing here is shared with a solver.

mod burden;
mod cells;
mod coalition;
mod counterfactual;
mod derive;
mod states;
mod staying;
mod voting;

use willing_council::{PositionChange, Remedy};
use willing_game::Certificate;

use super::{Caveat, Counterfactuals, Crisis, CrisisAnswer, Modality, Robustness, Violation};
use crate::price::agree;
use derive::{Derived, derive};

/// Everything in the answer that follows from the crisis: certificates of all cells, plays and payoffs,
/// selection, supports, ballots, counts, fate of the drafts, council and course, options, vetoes, voting power and
/// blocking coalitions, the set of outcomes, the report on each state with prices and sensitivities, how the
/// burden is shared. Of
/// counterfactuals, if they were certified the same; if they were summarised, that the profile stated is an
/// equilibrium with the values stated. Not checked are version and settings, except the tolerance, and what was left
/// out: by a run that was stopped, or power that takes too much work.
impl Certificate<Crisis> for CrisisAnswer {
    type Violation = Violation;

    fn check(&self, crisis: &Crisis) -> Result<(), Violation> {
        if self.crisis != crisis.parts() {
            return Err(Violation::OtherCrisis);
        }
        cells::check_cells(crisis, &self.settings, &self.cells)?;
        let main: Vec<Option<usize>> = self.cells.iter().map(|cell| cell.selected).collect();
        let derived = derive(crisis, &self.cells, &main)?;
        self.check_course(crisis, &derived)?;
        voting::check_voting(self, crisis)?;
        self.check_robustness(crisis, &main)?;
        states::check_states(self, crisis)?;
        burden::check_burden(self, crisis)?;
        counterfactual::check_counterfactuals(self, crisis, &derived)?;
        self.check_caveats(crisis)
    }
}

impl CrisisAnswer {
    /// Verifies the answer against the crisis that it embeds.
    ///
    /// # Errors
    ///
    /// The first [`Violation`]; [`Violation::Crisis`] if the embedded parts make no crisis.
    pub fn check_alone(&self) -> Result<(), Violation> {
        self.check(&Crisis::from_parts(self.crisis.clone())?)
    }

    fn check_course(&self, crisis: &Crisis, derived: &Derived) -> Result<(), Violation> {
        number("answer", "status quo of the leader", self.leader_status_quo, derived.status_quo)?;
        claim("answer", "the course", self.course == derived.course)?;
        claim("answer", "the council's result", self.council == derived.council)?;
        claim("drafts", "their number", self.drafts.len() == derived.drafts.len())?;
        for (stated, actual) in self.drafts.iter().zip(&derived.drafts) {
            let place = format!("draft {}", stated.method);
            claim(&place, "the method", stated.method == actual.method)?;
            claim(&place, "the number of supports", stated.forecast.supports.len() == actual.supports.len())?;
            for (stated, actual) in stated.forecast.supports.iter().zip(&actual.supports) {
                match (stated, actual) {
                    (Some(stated), Some(actual)) => number(&place, "a support", *stated, *actual)?,
                    (stated, actual) => claim(&place, "an absence", stated == actual)?,
                }
            }
            claim(&place, "the ballot", stated.forecast.ballot == actual.ballot)?;
            claim(&place, "the count", stated.forecast.tally == actual.tally)?;
            number(&place, "the gain of the leader", stated.leader_gain, actual.leader_gain)?;
            claim(&place, "who prefers acting", stated.prefer_acting == actual.prefer_acting)?;
            claim(&place, "its fate", stated.fate == actual.fate)?;
            claim(&place, "the fewest changes", stated.fewest_changes == actual.fewest_changes)?;
            check_shift(&place, &stated.least_shift, &actual.least_shift)?;
        }
        claim("options", "their number", self.options.len() == derived.options.len())?;
        for (stated, actual) in self.options.iter().zip(&derived.options) {
            claim("options", "their order", stated.course == actual.course)?;
            claim("options", "whether one is open", stated.standing == actual.standing)?;
            match (stated.value, actual.value) {
                (Some(stated), Some(actual)) => number("options", "a value", stated, actual)?,
                (stated, actual) => claim("options", "an unknown value", stated == actual)?,
            }
        }
        claim("answer", "the cell that is shown", self.shown == derived.shown(crisis, &self.cells))
    }

    fn check_robustness(&self, crisis: &Crisis, main: &[Option<usize>]) -> Result<(), Violation> {
        let actual = derive::outcomes(crisis, &self.cells, main, self.settings.combination_limit)?;
        let Robustness { coverage, combinations, ref outcomes, acts, authorized, deadlocked, ref tiers } =
            self.robustness;
        let modality = |(stated, count): (Modality, u64)| {
            stated
                == match count {
                    0 => Modality::Never,
                    all if all == actual.combinations => Modality::Always,
                    _ => Modality::Sometimes,
                }
        };
        let place = "robustness";
        claim(place, "the coverage", coverage == actual.coverage)?;
        claim(place, "the number of combinations", combinations == actual.combinations)?;
        claim(place, "the outcomes", outcomes.iter().eq(&actual.list))?;
        claim(place, "whether the leader acts", modality((acts, actual.acts)))?;
        claim(place, "whether the council authorizes", modality((authorized, actual.authorized)))?;
        claim(place, "whether the council is deadlocked", modality((deadlocked, actual.deadlocked)))?;
        claim(place, "the tiers of the states", *tiers == actual.tiers)
    }

    fn check_caveats(&self, crisis: &Crisis) -> Result<(), Violation> {
        let mut expected = cells::caveats(crisis, &self.cells)?;
        if self.robustness.coverage == super::Coverage::OneAtATime {
            expected.push(Caveat::CombinationsBounded);
        }
        let cancelled = self.caveats.last() == Some(&Caveat::Cancelled);
        if cancelled {
            expected.push(Caveat::Cancelled);
        }
        claim("answer", "a caveat", self.caveats == expected)
    }

    /// Whether the run was stopped, so that parts may be missing.
    fn is_cut_short(&self) -> bool {
        self.caveats.contains(&Caveat::Cancelled)
    }

    /// Whether counterfactuals are part of the answer.
    fn has_counterfactuals(&self) -> bool {
        self.settings.counterfactuals != Counterfactuals::None
    }
}

/// Refuses a statement that does not hold.
fn claim(place: &str, statement: &'static str, holds: bool) -> Result<(), Violation> {
    if holds { Ok(()) } else { Err(Violation::Statement { place: place.to_owned(), statement }) }
}

/// Refuses a number that is another than stated: they must agree to 1e-12 of their size, or both be the
/// same infinity.
fn number(place: &str, quantity: &'static str, stated: f64, actual: f64) -> Result<(), Violation> {
    let same = stated.is_infinite() && stated.to_bits() == actual.to_bits();
    if same || agree(stated, actual) {
        Ok(())
    } else {
        Err(Violation::Number { place: place.to_owned(), quantity, stated, actual })
    }
}

/// The same members move the same way, about as far.
fn check_shift(
    place: &str,
    stated: &Remedy<PositionChange>,
    actual: &Remedy<PositionChange>,
) -> Result<(), Violation> {
    const WHAT: &str = "the least change of positions";
    let (Remedy::Changes(stated), Remedy::Changes(actual)) = (stated, actual) else {
        return claim(place, WHAT, stated == actual);
    };
    let votes = |change: &PositionChange| (change.seat, change.from, change.to);
    claim(place, WHAT, stated.iter().map(votes).eq(actual.iter().map(votes)))?;
    stated.iter().zip(actual).try_for_each(|(stated, actual)| number(place, WHAT, stated.by, actual.by))
}
