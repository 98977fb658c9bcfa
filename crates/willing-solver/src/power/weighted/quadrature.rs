//! Where to integrate the chance of being pivotal, and with how many nodes, for a given error.
//!
//! f(t) = Pr(seat i is pivotal | all others say yes with chance t) is a polynomial of degree n − 1, small except near
//! t = q / W. Outside `low..high` Chernoff's bound says how small. Inside, for |f| ≤ M on the ellipse with foci
//! low and high whose half axes sum to ρ times the half width h, the Chebyshev coefficients of f are at most
//! 2 M ρ^{−k}, and what m nodes miss is at most 4 h times the sum of those from k = 2m on: 8 M h ρ^{−2m} / (1 − 1/ρ).
//! A sum over coalitions of products of t and 1 − t is at most (|z| + |1 − z|)^{n − 1} at a complex z.

use num_traits::ToPrimitive;

use super::reduced::Reduced;

/// An interval, the number of nodes in it, and what is missed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) nodes: usize,
    /// A bound of what lies outside and of what the nodes miss.
    pub(super) missed: f64,
}

/// What each of the two tails, and the nodes, may miss.
const TOLERANCE: f64 = 1e-14;

/// Bounds are computed in floats; this covers their rounding many times.
const ROUNDING: f64 = 1.001;

/// Up to here finding the ends of an interval takes longer than the nodes that it saves.
const FEW_SEATS: usize = 64;

/// The plan with the fewest nodes, or nearly.
pub(super) fn plan(game: &Reduced) -> Plan {
    let degree = game.seats().saturating_sub(1);
    let exact = Plan { low: 0.0, high: 1.0, nodes: game.seats().div_ceil(2), missed: 0.0 };
    // The ellipse around 0 and 1: there |z| + |1 − z| is its longer axis.
    let whole = nodes(0.5, |rho| degree as f64 * f64::midpoint(rho, 1.0 / rho).ln());
    let whole = Plan { nodes: whole, missed: TOLERANCE, ..exact };
    if game.seats() <= FEW_SEATS {
        return [exact, whole].into_iter().min_by_key(|plan| plan.nodes).unwrap_or(exact);
    }
    let (low, high) = (low(game), high(game));
    let half = (high - low) / 2.0;
    let near = nodes(half, |rho| degree as f64 * spread(low, high, rho).ln_1p());
    let near = Plan { low, high, nodes: near, missed: 3.0 * TOLERANCE };
    [exact, whole, near].into_iter().min_by_key(|plan| plan.nodes).unwrap_or(exact)
}

/// The fewest nodes that miss at most the tolerance, over a grid of ellipses; any ellipse gives a bound.
fn nodes(half: f64, log_most: impl Fn(f64) -> f64) -> usize {
    let needed = |step: i32| {
        let rho = 1.0 + 0.05 * f64::from(step);
        let log = ROUNDING * (log_most(rho) + (8.0 * half / (1.0 - 1.0 / rho) / TOLERANCE).ln());
        (log / (2.0 * rho.ln())).ceil()
    };
    let fewest = (1..200).map(needed).filter(|count| count.is_finite()).fold(f64::INFINITY, f64::min);
    // Without any bound it is infinite, and never the fewest.
    fewest.max(1.0).to_usize().unwrap_or(usize::MAX)
}

/// A bound of |z| + |1 − z| − 1 on the ellipse; infinite where it leaves 0 < Re z < 1.
///
/// With z = x + iy, |z| ≤ x + y² / 2x and |1 − z| ≤ 1 − x + y² / 2(1 − x), in all 1 + y² / 2x(1 − x). The ellipse is
/// cut into strips of x; in each, y² is largest at the end that is nearer to the middle, and the concave x(1 − x)
/// smallest at one end.
fn spread(low: f64, high: f64, rho: f64) -> f64 {
    const STRIPS: i32 = 256;
    let middle = f64::midpoint(low, high);
    let half = (high - low) / 2.0;
    let long = half * f64::midpoint(rho, 1.0 / rho);
    let short = half * (rho - 1.0 / rho) / 2.0;
    let strip = |index: i32| {
        let ends = [index, index + 1].map(|end| f64::from(end) / f64::from(STRIPS) * 2.0 - 1.0);
        let nearer = ends.map(f64::abs).into_iter().fold(1.0, f64::min);
        let least =
            ends.map(|end| middle + long * end).map(|x| x * (1.0 - x)).into_iter().fold(1.0, f64::min);
        if least <= 0.0 {
            return f64::INFINITY;
        }
        short * short * (1.0 - nearer * nearer) / (2.0 * least)
    };
    (0..STRIPS).map(strip).fold(0.0, f64::max)
}

/// Below this chance the others hardly ever come near the quota.
fn low(game: &Reduced) -> f64 {
    let (heaviest, quota) = (heaviest(game), game.quota as f64);
    // A pivotal seat needs others of weight q − w at least: e^{−λ(q − w)} Π (1 − t + t e^{λ w_j}).
    let needed = quota - heaviest;
    if needed <= 0.0 {
        return 0.0;
    }
    let log_chance = |t: f64, lambda: f64| -lambda * needed + log_moment(game, t, lambda);
    bisect(|t| t * least(heaviest, |lambda| log_chance(t, lambda)).exp() * ROUNDING <= TOLERANCE)
}

/// Above this chance the others hardly ever stay below the quota.
fn high(game: &Reduced) -> f64 {
    let (heaviest, quota) = (heaviest(game), game.quota as f64);
    // Others weigh q − 1 at most; leaving out the heaviest seat takes away the smallest factor.
    let log_chance = |t: f64, lambda: f64| {
        lambda * (quota - 1.0) + log_moment(game, t, -lambda) - (t * (-lambda * heaviest).exp_m1()).ln_1p()
    };
    1.0 - bisect(|miss| {
        let t = 1.0 - miss;
        miss * least(heaviest, |lambda| log_chance(t, lambda)).exp() * ROUNDING <= TOLERANCE
    })
}

fn heaviest(game: &Reduced) -> f64 {
    game.classes.last().map_or(0.0, |class| class.weight as f64)
}

/// ln E e^{λ S}, where each seat adds its weight to S with chance t.
fn log_moment(game: &Reduced, t: f64, lambda: f64) -> f64 {
    let log = |weight: f64| (t * (lambda * weight).exp_m1()).ln_1p();
    game.classes.iter().map(|class| class.seats as f64 * log(class.weight as f64)).sum()
}

/// About the least value of a convex function of λ ≥ 0; whatever λ is found, the bound holds there.
fn least(heaviest: f64, log_bound: impl Fn(f64) -> f64) -> f64 {
    let (mut left, mut right) = (0.0, 500.0 / heaviest);
    for _ in 0..30 {
        let third = (right - left) / 3.0;
        let (first, second) = (left + third, right - third);
        if log_bound(first) <= log_bound(second) { right = second } else { left = first }
    }
    let found = log_bound(left);
    if found.is_nan() { 0.0 } else { found.min(0.0) }
}

/// A place near the largest in 0..=1 up to which the condition holds, at which it was seen to hold; 0 always does.
fn bisect(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut good, mut bad) = (0.0, 1.0);
    for _ in 0..12 {
        let middle = f64::midpoint(good, bad);
        if holds(middle) { good = middle } else { bad = middle }
    }
    good
}
