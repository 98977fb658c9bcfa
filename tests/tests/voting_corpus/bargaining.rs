//! Bargaining under a closed rule: the closed form, and the fixed point of the rule itself.

use willing::game::{Certificate, Rational};
use willing::solver::legislature::{ClosedRule, SymmetricLegislature};
use willing_testkit::corpus::voting::BargainingCase;

use crate::comparison::{Comparison, said};

/// How many answers the case states, all of them found.
pub(crate) fn judge(case: &BargainingCase) -> Result<usize, String> {
    let (vetoes, quota) = (case.v.unwrap_or(0), case.q.unwrap_or(case.n / 2 + 1));
    let mut comparison = Comparison::of(&format!("{} seats, {vetoes} vetoes, quota {quota}", case.n));
    let form = SymmetricLegislature::new(case.n, vetoes, quota).map_err(said)?;
    let values = form.values(&case.delta).map_err(said)?;
    let (veto, other) = (values.veto.as_ref(), values.other.as_ref());

    comparison.same("V", case.v_veto.as_ref().map(Some).as_ref(), &veto);
    comparison.same("V of each", case.v_each.as_ref().map(Some).as_ref(), &veto);
    comparison.same("U", case.u_nonveto.as_ref().map(Some).as_ref(), &other);
    comparison.same("value of each", case.value_each.as_ref().map(Some).as_ref(), &other);
    let float = |number: Option<&Rational>| number.map_or(f64::NAN, Rational::to_f64);
    comparison.near("V, float", case.v_float, float(veto), 1e-15);
    comparison.near("U, float", case.u_float, float(other), 1e-15);
    let keeps = case.proposer_veto_keeps.as_ref().map(Some);
    comparison.same("what a veto keeps", keeps.as_ref(), &values.veto_keeps.as_ref());
    for keeps in [&case.proposer_nonveto_keeps, &case.proposer_share] {
        let keeps = keeps.as_ref().map(Some);
        comparison.same("what a proposer keeps", keeps.as_ref(), &values.other_keeps.as_ref());
    }
    let price = other.map(|value| value * &case.delta);
    comparison.same("price", case.coalition_partner_share.clone().map(Some).as_ref(), &price);

    let legislature = form.legislature(&case.delta).map_err(said)?;
    let exact = form.equilibrium(&case.delta).map_err(said)?;
    comparison.holds("the closed form", exact.check(&legislature));
    let point = ClosedRule::new().solve(&legislature).map_err(said)?;
    comparison.holds("the fixed point", point.check(&legislature));
    for (found, value) in point.by_seat().iter().zip(exact.by_seat()) {
        let is_near = (found.to_f64() - value.to_f64()).abs() <= 1e-12;
        comparison.agree(&format!("fixed point and closed form, {found} and {value}"), &is_near, &true);
    }
    comparison.verdict()
}
