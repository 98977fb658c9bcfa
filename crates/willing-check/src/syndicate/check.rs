//! The checks.

use willing_game::Certificate;
use willing_risk::syndicate::{Member, Syndicate, Utility};

use super::certainty::certainty_equivalent;
use super::marginal::{Division, length, tolerance};
use super::{BorchAllocation, Competitive, Violation};
use crate::interval::Interval;

impl Certificate<Syndicate> for BorchAllocation {
    type Violation = Violation;

    /// What is consumed is what there is, and weighted marginal utilities agree in each outcome.
    fn check(&self, syndicate: &Syndicate) -> Result<(), Violation> {
        tolerance(self.tolerance)?;
        let division = Division {
            syndicate,
            log_weights: &self.log_weights,
            allocation: &self.allocation,
            tolerance: self.tolerance,
        };
        division.check_shape()?;
        division.check_clearing()?;
        let log_values: Vec<_> = self.log_multipliers.iter().map(|log| log.map(Interval::point)).collect();
        division.check_marginals("multipliers", &log_values)
    }
}

impl Certificate<Syndicate> for Competitive {
    type Violation = Violation;

    /// What is consumed is what there is and costs each player as much as it owns, and marginal utilities are proportional to
    /// prices. That nobody is better off alone follows, and is verified too, with the certainty equivalents stated.
    fn check(&self, syndicate: &Syndicate) -> Result<(), Violation> {
        tolerance(self.tolerance)?;
        let division = Division {
            syndicate,
            log_weights: &self.log_weights,
            allocation: &self.allocation,
            tolerance: self.tolerance,
        };
        division.check_shape()?;
        division.check_clearing()?;
        let log_prices: Vec<_> = self
            .prices
            .iter()
            .map(|&price| (price.abs() > 0.0).then(|| Interval::point(price).ln()))
            .collect();
        division.check_marginals("prices", &log_prices)?;
        let sum = self.prices.iter().fold(Interval::ZERO, |sum, &price| sum + price);
        if (sum - 1.0).magnitude() > self.tolerance {
            return Err(Violation::PriceSum { sum: sum.midpoint() });
        }
        self.check_budgets(syndicate)?;
        self.check_worths(syndicate)
    }
}

impl Competitive {
    fn check_budgets(&self, syndicate: &Syndicate) -> Result<(), Violation> {
        let rows = syndicate.members().iter().zip(&self.allocation).zip(syndicate.endowments());
        for (player, ((member, row), own)) in rows.enumerate() {
            let (mut excess, mut size) = (Interval::ZERO, Interval::ZERO);
            for ((&price, &amount), &owned) in self.prices.iter().zip(row).zip(own) {
                excess += (Interval::point(amount) - owned) * price;
                size += (Interval::point(amount).abs() + owned.abs() + unit(member)) * price;
            }
            let allowed = (size * self.tolerance).lower();
            let excess = excess.magnitude();
            if excess > allowed {
                return Err(Violation::Budget { player, excess, allowed });
            }
        }
        Ok(())
    }

    fn check_worths(&self, syndicate: &Syndicate) -> Result<(), Violation> {
        let members = syndicate.members();
        length("certainty equivalents", self.certainty_equivalents.len(), members.len())?;
        length("certainty equivalents alone", self.autarky.len(), members.len())?;
        let rows = members.iter().zip(&self.allocation).zip(syndicate.endowments());
        let stated = self.certainty_equivalents.iter().zip(&self.autarky);
        for (player, (((member, row), own), (&stated, &stated_alone))) in rows.zip(stated).enumerate() {
            let worth = certainty_equivalent(member, row);
            let alone = certainty_equivalent(member, own);
            for (what, stated, actual, consumed) in [
                ("certainty equivalent", stated, worth, row),
                ("certainty equivalent alone", stated_alone, alone, own),
            ] {
                let allowed = self.tolerance * size(member, actual, consumed);
                let gap = (actual - stated).magnitude();
                if !stated.is_finite() || gap > allowed {
                    return Err(Violation::Stated { what, player, stated, actual: actual.midpoint() });
                }
            }
            // Losses of both budgets and of both evaluations.
            let sizes = size(member, worth, row) + size(member, alone, own) + unit(member);
            let allowed = 2.0 * self.tolerance * sizes;
            if (worth - alone).lower() < -allowed {
                return Err(Violation::BetterAlone {
                    player,
                    worth: worth.midpoint(),
                    alone: alone.midpoint(),
                });
            }
        }
        Ok(())
    }
}

/// The size of a certainty equivalent, in which tolerances are counted.
fn size(member: &Member, worth: Interval, consumed: &[f64]) -> f64 {
    let own = worth.midpoint().abs();
    if member.utility().relative_aversion().is_some() {
        return own;
    }
    consumed.iter().fold(own, |most, amount| most.max(amount.abs()))
}

/// What a relative error in marginal utility moves, apart from what is in proportion to consumption: τ with absolute aversion.
fn unit(member: &Member) -> f64 {
    match member.utility() {
        Utility::Cara { tolerance } => tolerance,
        _ => 0.0,
    }
}
