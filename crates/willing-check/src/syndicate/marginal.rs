//! First-order conditions and clearing, outcome by outcome.

use willing_risk::syndicate::{Member, Syndicate, Utility};

use super::{LARGEST_TOLERANCE, Violation};
use crate::interval::Interval;

/// Refuses a tolerance that says nothing, NaN included.
pub(super) fn tolerance(stated: f64) -> Result<(), Violation> {
    let sound = (0.0..=LARGEST_TOLERANCE).contains(&stated);
    if sound { Ok(()) } else { Err(Violation::Tolerance { tolerance: stated }) }
}

pub(super) fn length(what: &'static str, got: usize, expected: usize) -> Result<(), Violation> {
    if got == expected { Ok(()) } else { Err(Violation::Length { what, got, expected }) }
}

/// A division with the logarithms of weights and of what a unit is worth in each outcome.
pub(super) struct Division<'a> {
    pub(super) syndicate: &'a Syndicate,
    pub(super) log_weights: &'a [f64],
    pub(super) allocation: &'a [Vec<f64>],
    pub(super) tolerance: f64,
}

/// A member and an outcome, with what is stated about them.
struct Place<'a> {
    player: usize,
    outcome: usize,
    member: &'a Member,
    log_weight: f64,
    log_probability: Interval,
    amount: f64,
}

impl Division<'_> {
    /// Shapes, weights and signs: what later steps rely on.
    pub(super) fn check_shape(&self) -> Result<(), Violation> {
        let members = self.syndicate.members();
        length("weights", self.log_weights.len(), members.len())?;
        length("rows of the allocation", self.allocation.len(), members.len())?;
        for (player, ((member, &log_weight), row)) in
            members.iter().zip(self.log_weights).zip(self.allocation).enumerate()
        {
            if !log_weight.is_finite() {
                return Err(Violation::Weight { player, log_weight });
            }
            length("amounts", row.len(), self.syndicate.outcomes())?;
            let least = if member.utility().relative_aversion().is_some() { 0.0 } else { f64::MIN };
            if let Some((outcome, &amount)) =
                row.iter().enumerate().find(|(_, amount)| !(least..=f64::MAX).contains(*amount))
            {
                return Err(Violation::Consumption { player, outcome, amount });
            }
        }
        Ok(())
    }

    /// What is consumed is what there is.
    pub(super) fn check_clearing(&self) -> Result<(), Violation> {
        for outcome in 0..self.syndicate.outcomes() {
            let (mut excess, mut size) = (Interval::ZERO, Interval::ZERO);
            for (row, own) in self.allocation.iter().zip(self.syndicate.endowments()) {
                for (amount, sign) in [(row.get(outcome), 1.0), (own.get(outcome), -1.0)] {
                    let amount = Interval::point(amount.copied().unwrap_or(f64::NAN));
                    excess += amount * sign;
                    size += amount.abs();
                }
            }
            let allowed = (size * self.tolerance).lower();
            let excess = excess.magnitude();
            if excess > allowed {
                return Err(Violation::Clearing { outcome, excess, allowed });
            }
        }
        Ok(())
    }

    /// λ p u' is what a unit is worth, `log_values` by outcome; `None` exactly where nobody believes in the outcome.
    pub(super) fn check_marginals(
        &self,
        what: &'static str,
        log_values: &[Option<Interval>],
    ) -> Result<(), Violation> {
        length(what, log_values.len(), self.syndicate.outcomes())?;
        for (outcome, log_value) in log_values.iter().enumerate() {
            let possible = self.syndicate.is_possible(outcome);
            if possible != log_value.is_some_and(Interval::is_finite) || !possible && log_value.is_some() {
                return Err(Violation::Value { what, outcome });
            }
        }
        let rows = self.syndicate.members().iter().zip(self.syndicate.endowments());
        let stated = self.log_weights.iter().zip(self.allocation);
        for (player, ((member, own), (&log_weight, row))) in rows.zip(stated).enumerate() {
            let probabilities = member.belief().probabilities();
            let log_sum = probabilities.iter().fold(Interval::ZERO, |sum, &p| sum + p).ln();
            let amounts = row.iter().zip(own).zip(probabilities).zip(log_values);
            for (outcome, (((&amount, &owned), &probability), log_value)) in amounts.enumerate() {
                let Some(log_value) = *log_value else {
                    if amount.to_bits() != owned.to_bits() && (amount - owned).abs() > 0.0 {
                        return Err(Violation::NotKept { player, outcome, owned, amount });
                    }
                    continue;
                };
                if probability <= 0.0 {
                    if amount.abs() > 0.0 {
                        return Err(Violation::Wasted { player, outcome, amount });
                    }
                    continue;
                }
                let log_probability = Interval::point(probability).ln() - log_sum;
                let place = Place { player, outcome, member, log_weight, log_probability, amount };
                self.check_marginal(&place, log_value)?;
            }
        }
        Ok(())
    }

    fn check_marginal(&self, place: &Place<'_>, log_value: Interval) -> Result<(), Violation> {
        let weighted = place.log_probability + place.log_weight;
        let size =
            place.log_probability.abs() + Interval::point(place.log_weight).abs() + log_value.abs() + 1.0;
        // A consumption that would be below the least float is stated as 0: there, only from one side.
        let vanished = place.amount <= 0.0 && place.member.utility().relative_aversion().is_some();
        let amount = Interval::point(if vanished { f64::MIN_POSITIVE } else { place.amount });
        let (log_marginal, aversion) = match place.member.utility() {
            Utility::Log => (-amount.ln(), 1.0),
            Utility::Crra { aversion } => (-(amount.ln() * aversion), aversion),
            Utility::Cara { tolerance } => {
                (-(amount / tolerance) - Interval::point(tolerance).ln(), tolerance.ln().abs())
            }
            // A kind of utility that this checker does not know is not verified.
            _ => (Interval::WHOLE, 0.0),
        };
        let gap = weighted + log_marginal - log_value;
        let allowed = ((size + log_marginal.abs() + aversion) * self.tolerance).lower();
        let gap = if vanished { gap.upper() } else { gap.magnitude() };
        if gap <= allowed {
            return Ok(());
        }
        Err(Violation::Marginal { player: place.player, outcome: place.outcome, gap, allowed })
    }
}
