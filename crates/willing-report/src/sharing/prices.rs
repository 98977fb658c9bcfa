//! What the density of a worth says of its members: who would get what at these prices.

use willing_check::sharing::SharedWorth;
use willing_risk::sharing::{Part, Preference};

use super::Subject;

/// q, summing to 1.
pub(super) fn density(worth: &SharedWorth) -> Vec<f64> {
    let mass: f64 = worth.density.iter().sum();
    worth.density.iter().map(|q| q / mass).collect()
}

/// φ_i = E_q X_i + α_i(q) for each member: what it has if it sells what it holds and buys what it prefers, at the prices q of a
/// unit in each outcome. At the q of everybody it is a point of the core.
pub(super) fn amounts(subject: &Subject, worth: &SharedWorth) -> Vec<f64> {
    let density = density(worth);
    let portfolio = subject.portfolio();
    let members = worth.members.iter().enumerate();
    members
        .map(|(place, player)| {
            let held = portfolio.endowment(*player).unwrap_or(&[]);
            let sold: f64 = density.iter().zip(held).map(|(q, held)| q * held).sum();
            let others = worth.parts.get(place).map_or(&[][..], Vec::as_slice);
            sold + portfolio
                .preference(*player)
                .map_or(0.0, |preference| penalty(preference, &density, others))
        })
        .collect()
}

/// Σ w_k α_k(q_k), the first density being what the others leave of q.
fn penalty(preference: &Preference, density: &[f64], others: &[Vec<f64>]) -> f64 {
    let weights: f64 = preference.parts().iter().map(|part| part.weight).sum();
    let Some((first, rest)) = preference.parts().split_first() else { return 0.0 };
    let mut left = density.to_vec();
    let mut sum = 0.0;
    for (part, own) in rest.iter().zip(others) {
        let (weight, mass) = (part.weight / weights, own.iter().sum::<f64>());
        for (left, q) in left.iter_mut().zip(own) {
            *left -= weight * q / mass;
        }
        sum += weight * of_part(part, own);
    }
    let weight = first.weight / weights;
    sum + weight * of_part(first, &left.iter().map(|q| q / weight).collect::<Vec<_>>())
}

/// α(q) of a part by itself. Rounding may leave a density just outside the domain: it is then on its edge.
fn of_part(part: &Part, density: &[f64]) -> f64 {
    let cleared: Vec<f64> = density.iter().map(|q| if q.abs() < 1e-15 { 0.0 } else { *q }).collect();
    let preference = Preference::new(part.attitude, part.belief.clone());
    let penalty = preference.and_then(|preference| preference.penalty(&cleared)).ok().flatten();
    penalty.filter(|penalty| penalty.is_finite()).unwrap_or(0.0)
}
