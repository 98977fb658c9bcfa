//! Members of a single attitude, taken together: outcome by outcome their penalties are one function of the density,
//!
//! ```text
//! f_s(q) = T (q ln q − c_s q) + A_s q²/2 − M q      0 ≤ q ≤ cap_s
//! ```
//!
//! with T = Σ τ and c_s = Σ τ ln p(s)/T over the entropic members, A_s = Σ τ/p(s) and M = Σ τ over the mean–variance ones, and
//! cap_s the least bound of all domains. The density that minimises E_q X + Σ f_s(q_s) has X_s + f_s′(q_s) = λ where no bound
//! holds, so that one root in λ is all the search there is. Whoever's bound holds takes what the others do not carry.

use willing_game::Player;
use willing_risk::sharing::{Attitude, DENSITY_TOLERANCE, Portfolio};

use super::join::impossible_to;

/// The members of a single attitude and what their penalties sum to.
pub(super) struct Pool {
    members: Vec<Member>,
    outcomes: Vec<Outcome>,
    /// T.
    pub(super) tolerance: f64,
    /// M.
    pub(super) linear: f64,
    /// Whether densities may be negative: all are mean–variance.
    pub(super) signed: bool,
}

struct Member {
    /// Its place in the coalition.
    place: usize,
    attitude: Attitude,
    probabilities: Vec<f64>,
}

/// What the pool adds up to in one outcome.
#[derive(Clone, Copy)]
pub(super) struct Outcome {
    /// c_s.
    pub(super) centre: f64,
    /// A_s.
    pub(super) curvature: f64,
    /// The greatest density allowed; 0 if somebody believes the outcome impossible.
    pub(super) cap: f64,
    /// Whose bound that is, by its place in `members`.
    holder: Option<usize>,
}

/// The best density of a pool.
pub(super) struct Best {
    /// Densities, by outcome.
    pub(super) density: Vec<f64>,
    /// Their logarithms where there are entropic members: densities may be too small for a float.
    logarithms: Vec<f64>,
    /// What is left for each when the members have carried theirs, where no bound holds.
    level: f64,
}

impl Pool {
    /// Of those among `coalition` whose preference is a single attitude.
    pub(super) fn new(portfolio: &Portfolio, coalition: &[Player]) -> Self {
        let single = |(place, player): (usize, &Player)| {
            let part = portfolio.preference(*player)?.single()?;
            let total: f64 = part.belief.probabilities().iter().sum();
            let probabilities = part.belief.probabilities().iter().map(|p| p / total).collect();
            Some(Member { place, attitude: part.attitude, probabilities })
        };
        let members: Vec<Member> = coalition.iter().enumerate().filter_map(single).collect();
        let tolerance_of = |member: &Member| match member.attitude {
            Attitude::Entropic { tolerance } if tolerance.is_finite() => tolerance,
            _ => 0.0,
        };
        let tolerance: f64 = members.iter().map(tolerance_of).sum();
        let linear = members.iter().filter_map(Member::variance).sum();
        let signed = members.iter().all(|member| member.variance().is_some());
        let outcome = |s: usize| {
            let mut at = Outcome { centre: 0.0, curvature: 0.0, cap: f64::INFINITY, holder: None };
            for (number, member) in members.iter().enumerate() {
                let p = member.probability(s);
                let own = tolerance_of(member);
                if own > 0.0 && p > 0.0 {
                    at.centre += own / tolerance * p.ln();
                }
                if let Some(tolerance) = member.variance().filter(|_| p > 0.0) {
                    at.curvature += tolerance / p;
                }
                let cap = member.attitude.most_density(p);
                if cap < at.cap {
                    (at.cap, at.holder) = (cap, Some(number));
                }
            }
            at
        };
        let mut outcomes: Vec<Outcome> = (0..portfolio.outcomes()).map(outcome).collect();
        for (at, impossible) in outcomes.iter_mut().zip(impossible_to(portfolio, coalition)) {
            if impossible.is_some() {
                at.cap = 0.0;
            }
        }
        Self { members, outcomes, tolerance, linear, signed }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(super) fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// What the bounds allow in all.
    pub(super) fn room(&self) -> f64 {
        self.outcomes.iter().map(|at| at.cap).sum()
    }

    /// Whether the bounds leave exactly one density.
    pub(super) fn is_fixed(&self) -> bool {
        self.room() <= 1.0 + DENSITY_TOLERANCE
    }

    /// The density that minimises E_q X + Σ f_s(q_s); `None` if the bounds leave none.
    pub(super) fn best(&self, payoffs: &[f64]) -> Option<Best> {
        if self.room() < 1.0 - DENSITY_TOLERANCE {
            return None;
        }
        if self.is_fixed() {
            Some(self.fixed(payoffs))
        } else if self.tolerance > 0.0 || self.outcomes.iter().any(|at| at.curvature > 0.0) {
            Some(self.balanced(payoffs))
        } else {
            Some(self.filled(payoffs))
        }
    }

    /// All bounds hold.
    fn fixed(&self, payoffs: &[f64]) -> Best {
        let density: Vec<f64> = self.outcomes.iter().map(|at| at.cap).collect();
        let logarithms: Vec<f64> = density.iter().map(|q| q.ln()).collect();
        let left = self.outcomes.iter().zip(payoffs).zip(density.iter().zip(&logarithms));
        let live = left.filter(|((at, _), _)| at.cap > 0.0);
        let level =
            live.map(|((at, x), (q, ln))| self.left(*at, *x, *q, *ln)).fold(f64::NEG_INFINITY, f64::max);
        Best { density, logarithms, level }
    }

    /// Only bounds: the outcomes with the least payoffs are filled first.
    fn filled(&self, payoffs: &[f64]) -> Best {
        let mut order: Vec<(f64, usize)> = payoffs.iter().copied().zip(0..).collect();
        order.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut density = vec![0.0; payoffs.len()];
        let (mut left, mut level) = (1.0, 0.0);
        for (payoff, s) in order {
            let (Some(q), Some(at)) = (density.get_mut(s), self.outcomes.get(s)) else { continue };
            *q = at.cap.min(left);
            left -= *q;
            if *q > 0.0 {
                level = payoff;
            }
            if left <= 0.0 {
                break;
            }
        }
        Best { logarithms: vec![0.0; density.len()], density, level }
    }

    /// The root in λ: the densities increase with it, and sum to 1 at one place.
    fn balanced(&self, payoffs: &[f64]) -> Best {
        let at = |lambda: f64| {
            let mut sum = 0.0;
            let mut slope = 0.0;
            for (outcome, payoff) in self.outcomes.iter().zip(payoffs) {
                let (q, _) = self.density(*outcome, *payoff, lambda);
                sum += q;
                let inside = q < outcome.cap && (q > 0.0 || self.signed);
                let entropy = if self.tolerance > 0.0 { self.tolerance / q } else { 0.0 };
                let bend = entropy + outcome.curvature;
                if inside && bend > 0.0 && bend.is_finite() {
                    slope += 1.0 / bend;
                }
            }
            (sum, slope)
        };
        let lambda = root(self.first_guess(payoffs), self.step(payoffs), at);
        let pairs: Vec<(f64, f64)> = self
            .outcomes
            .iter()
            .zip(payoffs)
            .map(|(outcome, payoff)| self.density(*outcome, *payoff, lambda))
            .collect();
        let (density, logarithms) = pairs.into_iter().unzip();
        Best { density, logarithms, level: lambda - self.tolerance }
    }

    /// A λ where to start.
    fn first_guess(&self, payoffs: &[f64]) -> f64 {
        let live = || self.outcomes.iter().zip(payoffs).filter(|(at, _)| at.cap > 0.0);
        if self.tolerance > 0.0 {
            let exponent = |(at, x): (&Outcome, &f64)| (self.linear - x) / self.tolerance + at.centre - 1.0;
            let most = live().map(exponent).fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = live().map(exponent).map(|one| (one - most).exp()).sum();
            -self.tolerance * (most + sum.ln())
        } else {
            let width: f64 = live().map(|(at, _)| 1.0 / at.curvature).sum();
            let pull: f64 = live().map(|(at, x)| (self.linear - x) / at.curvature).sum();
            (1.0 - pull) / width
        }
    }

    /// A first step away from there.
    fn step(&self, payoffs: &[f64]) -> f64 {
        let largest = payoffs.iter().map(|x| x.abs()).fold(0.0, f64::max);
        (self.tolerance + self.linear + largest * 1e-3).max(f64::MIN_POSITIVE)
    }

    /// The density of an outcome at λ, and its logarithm if there are entropic members.
    fn density(&self, at: Outcome, payoff: f64, lambda: f64) -> (f64, f64) {
        if at.cap <= 0.0 {
            return (0.0, f64::NEG_INFINITY);
        }
        if self.tolerance <= 0.0 {
            let free = (lambda + self.linear - payoff) / at.curvature;
            let q = if self.signed { free } else { free.clamp(0.0, at.cap) };
            return (q, 0.0);
        }
        let reach = lambda + self.linear - self.tolerance - payoff + self.tolerance * at.centre;
        let (logarithm, most) = (log_density(self.tolerance, at.curvature, reach), at.cap.ln());
        // Exactly the bound where it holds: who holds it is asked later.
        if logarithm >= most { (at.cap, most) } else { (logarithm.exp().min(at.cap), logarithm) }
    }

    /// What the members leave of a payoff, up to a constant.
    fn left(&self, at: Outcome, payoff: f64, q: f64, logarithm: f64) -> f64 {
        let entropic = if self.tolerance > 0.0 { self.tolerance * (logarithm - at.centre) } else { 0.0 };
        let square = if at.curvature > 0.0 { at.curvature * q } else { 0.0 };
        payoff + entropic + square - self.linear
    }

    /// Writes what each member carries into `rows`, the rows of the whole coalition; what is left over, a constant but for
    /// rounding, is for the one who takes the rest.
    pub(super) fn allocate(&self, best: &Best, payoffs: &[f64], rows: &mut [Vec<f64>]) {
        for member in &self.members {
            let Some(row) = rows.get_mut(member.place) else { continue };
            for (s, value) in row.iter_mut().enumerate() {
                let (p, q) = (member.probability(s), best.density.get(s).copied().unwrap_or(0.0));
                let logarithm = best.logarithms.get(s).copied().unwrap_or(0.0);
                *value = match member.attitude {
                    _ if p <= 0.0 => 0.0,
                    Attitude::Entropic { tolerance } if tolerance.is_finite() => {
                        -tolerance * (logarithm - p.ln())
                    }
                    Attitude::MeanVariance { tolerance } if tolerance.is_finite() => {
                        -tolerance * (q / p - 1.0)
                    }
                    _ => 0.0,
                };
            }
        }
        for (s, (at, payoff)) in self.outcomes.iter().zip(payoffs).enumerate() {
            let q = best.density.get(s).copied().unwrap_or(0.0);
            let logarithm = best.logarithms.get(s).copied().unwrap_or(0.0);
            let left = if at.cap > 0.0 { self.left(*at, *payoff, q, logarithm) - best.level } else { 0.0 };
            if q >= at.cap && left < 0.0 {
                self.hand(*at, s, left, rows);
            }
        }
    }

    /// Gives `amount` in outcome `s` to whose bound holds there.
    fn hand(&self, at: Outcome, s: usize, amount: f64, rows: &mut [Vec<f64>]) {
        let holder = at.holder.and_then(|number| self.members.get(number));
        if let Some(value) = holder.and_then(|member| rows.get_mut(member.place)?.get_mut(s)) {
            *value += amount;
        }
    }

    /// Promises that show that the bounds leave no density: whoever's bound is least in an outcome pays 1 there.
    pub(super) fn apart(&self, rows: &mut [Vec<f64>]) {
        for (s, at) in self.outcomes.iter().enumerate() {
            self.hand(*at, s, -1.0, rows);
        }
    }
}

impl Member {
    fn probability(&self, s: usize) -> f64 {
        self.probabilities.get(s).copied().unwrap_or(0.0)
    }

    /// τ of a mean–variance member that is not risk neutral.
    fn variance(&self) -> Option<f64> {
        match self.attitude {
            Attitude::MeanVariance { tolerance } if tolerance.is_finite() => Some(tolerance),
            _ => None,
        }
    }
}

/// The y with T y + A e^y = reach: increasing and convex in y, so Newton's method from above never overshoots.
fn log_density(tolerance: f64, curvature: f64, reach: f64) -> f64 {
    let mut y = reach / tolerance;
    if curvature <= 0.0 {
        return y;
    }
    if reach > 0.0 {
        y = y.min((reach / curvature).ln().max(0.0));
    }
    for _ in 0..200 {
        let exponential = curvature * y.exp();
        let step = (tolerance * y + exponential - reach) / (tolerance + exponential);
        let next = y - step;
        if next >= y || next.is_nan() {
            break;
        }
        y = next;
    }
    y
}

/// The λ where an increasing sum reaches 1: Newton's method on its logarithm, kept between bounds that close in.
fn root(start: f64, step: f64, at: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut low, mut high) = (start, start);
    let mut reach = step;
    while at(low).0 > 1.0 && reach < f64::MAX / 4.0 {
        low -= reach;
        reach *= 2.0;
    }
    reach = step;
    while at(high).0 < 1.0 && reach < f64::MAX / 4.0 {
        high += reach;
        reach *= 2.0;
    }
    let mut lambda = if at(start).0 <= 1.0 { low } else { high };
    for _ in 0..400 {
        let (sum, slope) = at(lambda);
        if sum <= 1.0 {
            low = lambda;
        }
        if sum >= 1.0 {
            high = lambda;
        }
        if (sum - 1.0).abs() <= 1e-16 || high <= low {
            break;
        }
        let newton = if sum > 0.0 && slope > 0.0 { lambda - sum.ln() * sum / slope } else { f64::NAN };
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if (next - lambda).abs() <= 0.0 {
            break;
        }
        lambda = next;
    }
    lambda
}
