//! Rigorous bounds on what a player of a tier game gains by changing its tier.
//!
//! For finite risk tolerance let E(t) = e^{−U(t)/τ}; a change from t to t′ gains τ ln(E(t)/E(t′)), and
//!
//! ```text
//! E(t) = π C_S d_S i_S m_S h_S + (1 − π) C_F d_F i_F m_F h_F
//! ```
//!
//! * C: costs that do not depend on others; m = exp(a s + b s²): the pools, increasing in the share s,
//!   which falls in what the others contribute;
//! * d, i, h = 1 + q (e^l − 1): domestic, international and launch risk. q is affine in the others'
//!   stance z and capped to [0, 1]; the severity of launch is proportional to s.
//!
//! Over a box of the others' totals each branch lies between two products of affine functions of z:
//! cubics with positive coefficients in Bernstein form over the same z for both tiers. A ratio of
//! such forms is at least the least ratio of coefficients. It is quasilinear in (π, π′), so that
//! the vertices of a polygon around all pairs (π(K + own), π(K + own′)) suffice.
//!
//! For a risk-neutral player U itself is such a sum, and differences take the place of ratios.
//!
//! All of it is computed from the raw numbers of the game in outward-rounded arithmetic.

mod chance;
mod constants;
mod side;

use willing_game::{AggregativeGame, MAX_AGGREGATES, TotalsBox};
use willing_risk::{CAPABILITY, FINANCE, MILITARY, STANCE, TierGame};

use crate::interval::Interval;
use chance::{Chance, Pairs, Span};
use constants::{Affine, FAILURE, Growth, PlayerConstants, SUCCESS, TierConstants};
use side::{Above, Below, Cubic, Product, Side};

/// What the others contribute to each total.
pub(super) type Others = [Interval; MAX_AGGREGATES];

/// Bounds on the gains of the players of one tier game. Building it is O(players · tiers), a bound O(1).
///
/// # Example
///
/// ```
/// # use std::sync::Arc;
/// # use willing_game::{AggregativeGame, TierSet, TotalsBox};
/// # use willing_risk::TierGame;
/// use willing_check::tiers::GainBounds;
///
/// fn certainly_better(game: &TierGame, player: usize, from: usize, to: usize) -> bool {
///     let low = [0.5, -1.0, 1.0, 1.0];
///     let high = [0.6, 1.0, 2.0, 2.0];
///     GainBounds::new(game).gain_at_least(player, from, to, &TotalsBox { low, high }) > 0.0
/// }
/// ```
pub struct GainBounds {
    players: Vec<Option<PlayerConstants>>,
    contributions: Vec<Vec<[Interval; MAX_AGGREGATES]>>,
    /// Σw: the others' stance stays within it.
    weights: Interval,
    /// Whether finance weights equal military weights, so that one total stands for both.
    one_burden: bool,
}

impl std::fmt::Debug for GainBounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GainBounds").field("players", &self.players.len()).finish_non_exhaustive()
    }
}

impl GainBounds {
    /// The bounds for `game`.
    #[must_use]
    pub fn new(game: &TierGame) -> Self {
        let states = || game.states().iter().enumerate();
        let weights = states().map(|(_, state)| Interval::point(state.stance_weight)).sum();
        let constants = |(player, state): (usize, &std::sync::Arc<willing_risk::State>)| {
            // Who has no choice gains nothing.
            (game.feasible(player).len() > 1).then(|| PlayerConstants::new(game, player, state, weights))
        };
        let contributions = |(player, state): (usize, &std::sync::Arc<willing_risk::State>)| {
            let of_tier = |tier| constants::contribution(game, player, state, &game.tiers().point(tier));
            game.tiers().tiers().map(of_tier).collect()
        };
        let contributions: Vec<Vec<Others>> = states().map(contributions).collect();
        let one_burden = contributions.iter().enumerate().all(|(player, tiers)| {
            let feasible = game.feasible(player);
            let equal = |own: &Others| own[MILITARY] == own[FINANCE] && own[MILITARY].is_point();
            tiers.iter().enumerate().all(|(tier, own)| !feasible.contains(tier) || equal(own))
        });
        // With fewer totals the model itself says so; a point of exposure ⅓ has no exact contribution.
        let one_burden = one_burden || game.aggregate_count() <= FINANCE;
        Self { players: states().map(constants).collect(), contributions, weights, one_burden }
    }

    /// What `player` adds to each total by choosing `action`.
    pub(super) fn contribution(&self, player: usize, action: usize) -> Option<Others> {
        self.contributions.get(player)?.get(action).copied()
    }

    /// A number that is at most the gain of `player` from changing `from` to `to`, for all totals of
    /// the others in the box; minus infinity if nothing is known.
    ///
    /// `from` and `to` are places of tiers. Entries of the box that the game does not use do not matter.
    #[must_use]
    pub fn gain_at_least(&self, player: usize, from: usize, to: usize, others: &TotalsBox) -> f64 {
        let mut intervals = [Interval::ZERO; MAX_AGGREGATES];
        let ends = others.low.iter().zip(others.high);
        for (interval, (&low, high)) in intervals.iter_mut().zip(ends) {
            *interval = Interval::new(low, high);
        }
        self.bound(player, from, to, &intervals)
    }

    /// As [`GainBounds::gain_at_least`], over intervals.
    pub(super) fn bound(&self, player: usize, from: usize, to: usize, others: &Others) -> f64 {
        self.comparison(player, from, to, others, None).unwrap_or(f64::NEG_INFINITY)
    }

    /// Whether the change gains more than `gain` for all `others`, cutting the box into a few
    /// pieces if it must.
    pub(super) fn exceeds(&self, player: usize, from: usize, to: usize, others: &Others, gain: f64) -> bool {
        let bound = |others: &Others| {
            self.comparison(player, from, to, others, Some(gain)).unwrap_or(f64::NEG_INFINITY)
        };
        let burdens = if self.one_burden { 1 } else { 2 };
        bound(others) > gain || exceeds_in_pieces(&bound, others, burdens, gain, PIECES)
    }

    fn comparison(
        &self,
        player: usize,
        from: usize,
        to: usize,
        others: &Others,
        enough: Option<f64>,
    ) -> Option<f64> {
        let constants = self.players.get(player)?.as_ref()?;
        let (from, to) = (constants.tiers.get(from)?, constants.tiers.get(to)?);
        let mut others = *others;
        if self.one_burden {
            others[FINANCE] = others[MILITARY];
        }
        if !others[STANCE].is_finite() {
            // No contributions reach beyond Σw.
            let most = self.weights.upper();
            others[STANCE] = others[STANCE].clamp(-most, most);
        }
        Some(Comparison { constants, from, to, others }.gain_at_least(enough))
    }
}

/// How often a box is bisected before a bound is given up.
const PIECES: u32 = 5;

/// Bisects the dimension that helps most, then the halves that still fail.
fn exceeds_in_pieces(
    bound: &impl Fn(&Others) -> f64,
    others: &Others,
    burdens: usize,
    gain: f64,
    depth: u32,
) -> bool {
    if depth == 0 {
        return false;
    }
    let mut best: Option<(f64, [(Others, f64); 2])> = None;
    for dimension in [CAPABILITY, STANCE, MILITARY, FINANCE].into_iter().take(2 + burdens) {
        let Some(halves) = bisect(others, dimension) else { continue };
        let halves = halves.map(|half| (half, bound(&half)));
        let least = halves[0].1.min(halves[1].1);
        if best.as_ref().is_none_or(|(value, _)| least > *value) {
            best = Some((least, halves));
        }
    }
    best.is_some_and(|(_, halves)| {
        halves
            .iter()
            .all(|(half, value)| *value > gain || exceeds_in_pieces(bound, half, burdens, gain, depth - 1))
    })
}

/// The two halves of a box in one dimension.
#[expect(clippy::indexing_slicing, reason = "a dimension is below four")]
fn bisect(others: &Others, dimension: usize) -> Option<[Others; 2]> {
    let whole = others[dimension];
    if !whole.is_finite() || whole.is_point() {
        return None;
    }
    let (low, high) = whole.ends();
    let middle = whole.midpoint();
    let (mut lower, mut upper) = (*others, *others);
    lower[dimension] = Interval::new(low, middle);
    upper[dimension] = Interval::new(middle, high);
    Some([lower, upper])
}

/// Two tiers of one player over one box.
struct Comparison<'a> {
    constants: &'a PlayerConstants,
    from: &'a TierConstants,
    to: &'a TierConstants,
    others: Others,
}

impl Comparison<'_> {
    /// A lower bound of the gain. If `enough` is given, a coarser bound that exceeds it may be returned.
    fn gain_at_least(&self, enough: Option<f64>) -> f64 {
        let (contest, capability) = (&self.constants.contest, self.others[CAPABILITY].max(Interval::ZERO));
        let (own, own_after) = (self.from.own[CAPABILITY], self.to.own[CAPABILITY]);
        let one_chance = own.is_point() && own == own_after;
        let before = contest.span(capability + own);
        let after = if one_chance { before } else { contest.span(capability + own_after) };
        let possible = possible_branches(&before, &after);
        let (from, from_scale) = self.costs::<Below>(self.from, possible);
        let (to, to_scale) = self.costs::<Above>(self.to, possible);
        let values = Values { from, to, scale: Interval::point(from_scale) - to_scale };
        let (first, second) = (before.ends(), after.ends());
        if one_chance {
            return self.least_gain(&values, &first, &first, &[(0, 0), (1, 1)]);
        }
        if let Some(enough) = enough {
            let corners = [(0, 0), (0, 1), (1, 0), (1, 1)];
            let coarse = self.least_gain(&values, &first, &second, &corners);
            if coarse > enough {
                return coarse;
            }
        }
        let pairs = contest.pairs(&before, &after, own_after - own);
        self.least_gain(&values, &pairs.first, &pairs.second, &Pairs::VERTICES)
    }

    /// The least gain over all coefficients at these pairs of chances before and after the change.
    fn least_gain(
        &self,
        values: &Values,
        first: &[Chance],
        second: &[Chance],
        pairs: &[(usize, usize)],
    ) -> f64 {
        match self.constants.tolerance {
            None => {
                let (costs, costs_after) =
                    (all(&values.from, first, cost_below), all(&values.to, second, cost_above));
                least(&costs, &costs_after, pairs, |cost, after| (cost - after).next_down())
            }
            Some(tolerance) => {
                let costs = all(&values.from, first, mixture::<Below>);
                let costs_after = all(&values.to, second, mixture::<Above>);
                let ratio = least(&costs, &costs_after, pairs, |cost, after| (cost / after).next_down());
                if ratio > 0.0 {
                    ((Interval::point(ratio).ln() + values.scale) * tolerance).lower()
                } else {
                    f64::NEG_INFINITY
                }
            }
        }
    }

    /// The costs of a tier in both branches, bounded from one side: coefficients of e^{cost} over
    /// e^{scale}, or of the costs themselves for a risk-neutral player (then the scale is 0).
    fn costs<S: Side>(&self, tier: &TierConstants, possible: [bool; 2]) -> (Coefficients, f64) {
        let shares = [
            share::<S>(tier.own[MILITARY], self.others[MILITARY]),
            share::<S>(tier.own[FINANCE], self.others[FINANCE]),
        ];
        let launch = self.launch_growth(shares[0]);
        let success = self.branch::<S>(tier, SUCCESS, shares, launch.as_ref());
        let failure = self.branch::<S>(tier, FAILURE, shares, launch.as_ref());
        if self.constants.tolerance.is_none() {
            let ([first, last], [first_failed, last_failed]) = (success.sum::<S>(), failure.sum::<S>());
            // Two coefficients, each twice.
            let (first, last) = ([first, first_failed], [last, last_failed]);
            return ([first, first, last, last], 0.0);
        }
        // A wide box spans many exponents: the end that is used is the one that must not be lost.
        let exponent = |branch: &Branch, possible| if possible { S::end(branch.exponent) } else { f64::MIN };
        let scale = exponent(&success, possible[SUCCESS]).max(exponent(&failure, possible[FAILURE]));
        let (success, failure, scale) = match &tier.factors {
            Some(factors) if success.is_fixed && failure.is_fixed => {
                let [succeeds, fails] = factors.of_branch.map(S::end);
                (success.product::<S>(succeeds), failure.product::<S>(fails), factors.scale)
            }
            _ => {
                let of = |branch: &Branch| branch.product::<S>(S::exp(branch.exponent - scale));
                (of(&success), of(&failure), scale)
            }
        };
        let mut pairs = [[0.0; 2]; 4];
        for (pair, (success, failure)) in pairs.iter_mut().zip(success.into_iter().zip(failure)) {
            *pair = [success, failure];
        }
        (pairs, scale)
    }

    /// How launch risk grows at this share; `None` without a share.
    fn launch_growth(&self, share: Interval) -> Option<Growth> {
        (share.upper() > 0.0).then(|| {
            let severity = self.constants.launch * share;
            if self.constants.tolerance.is_some() {
                Growth::of(severity)
            } else {
                Growth { base: Interval::ZERO, slope: severity, shift: 0.0 }
            }
        })
    }

    #[inline]
    #[expect(clippy::indexing_slicing, reason = "branches are 0 and 1")]
    fn branch<S: Side>(
        &self,
        tier: &TierConstants,
        branch: usize,
        shares: [Interval; 2],
        launch: Option<&Growth>,
    ) -> Branch {
        let constants = self.constants;
        let mut costs =
            Branch { exponent: tier.fixed[branch], factors: [[1.0; 2]; 3], count: 0, is_fixed: true };
        if shares[0].upper() > 0.0 {
            costs.exponent += constants.casualties[branch].of(shares[0]);
            costs.is_fixed = false;
        }
        if shares[1].upper() > 0.0 {
            costs.exponent += constants.financial[branch].of(shares[1]);
            costs.is_fixed = false;
        }
        let stance = self.others[STANCE];
        let neutral = constants.tolerance.is_none();
        costs.add::<S>(&tier.domestic[branch], stance, &constants.domestic_growth, neutral);
        costs.add::<S>(&tier.international[branch], stance, &constants.international_growth, neutral);
        if let Some(growth) = launch {
            costs.add::<S>(&tier.launch[branch], stance, growth, neutral);
        }
        costs
    }
}

/// One branch of one tier over a box, bounded from one side.
struct Branch {
    /// Costs that do not depend on the others' stance, with the shifts of the factors.
    exponent: Interval,
    /// The other risks at both ends of the others' stance: factors, or summands if risk neutral.
    factors: [[f64; 2]; 3],
    count: usize,
    /// Whether the exponent is the tier's fixed one.
    is_fixed: bool,
}

impl Branch {
    #[inline]
    fn add<S: Side>(&mut self, probability: &Affine, stance: Interval, growth: &Growth, neutral: bool) {
        if probability.is_never() {
            return;
        }
        let ends = [stance.lower(), stance.upper()].map(|stance| probability.end::<S>(stance));
        if !S::BELOW && ends[0] <= 0.0 && ends[1] <= 0.0 {
            return;
        }
        let Some(entry) = self.factors.get_mut(self.count) else { return };
        *entry = if neutral { summand::<S>(ends, growth) } else { factor::<S>(ends, growth) };
        self.count += 1;
        if growth.shift > 0.0 {
            self.exponent += Interval::point(growth.shift);
            self.is_fixed = false;
        }
    }

    /// `start`, the factor that does not depend on the others' stance, times those that do.
    #[inline]
    fn product<S: Side>(&self, start: f64) -> Cubic {
        let start = Product::constant(start);
        let factors = self.factors.iter().take(self.count);
        factors.fold(start, |product, factor| product.times(*factor)).cubic()
    }

    /// The costs at both ends of the others' stance.
    fn sum<S: Side>(&self) -> [f64; 2] {
        let mut ends = [self.exponent; 2];
        for factor in self.factors.iter().take(self.count) {
            for (end, summand) in ends.iter_mut().zip(factor) {
                *end += Interval::point(*summand);
            }
        }
        ends.map(S::end)
    }
}

/// Bounds on the costs of both tiers in both branches: from below where the player is, from above
/// where it could be.
struct Values {
    from: Coefficients,
    to: Coefficients,
    /// What the logarithm of every ratio lacks.
    scale: Interval,
}

/// own/(others + own), at most 1, at the end from which costs are bounded: it falls in what the
/// others bear, and no cost falls in a share.
fn share<S: Side>(own: Interval, others: Interval) -> Interval {
    if own.upper() <= 0.0 {
        return Interval::ZERO;
    }
    let others = if S::BELOW { others.upper() } else { others.lower() }.max(0.0);
    if others.is_infinite() {
        return Interval::ZERO;
    }
    Interval::point(S::end(own / (Interval::point(others) + own)).min(1.0))
}

/// Which branches can happen at all.
fn possible_branches(before: &Span, after: &Span) -> [bool; 2] {
    // Success is likeliest at the upper ends, failure at the lower ones.
    let ([a, b], [c, d]) = (before.ends(), after.ends());
    [b.success.upper() > 0.0 || d.success.upper() > 0.0, a.failure.upper() > 0.0 || c.failure.upper() > 0.0]
}

/// An affine function that bounds min(1, max(0, q)) for an affine q with these values at the ends.
///
/// min(1, ·) is concave: its chord is below it; above it are q itself and 1. max(0, ·) only undoes
/// rounding: q itself is below it, its chord above.
#[inline]
fn envelope<S: Side>([first, last]: [f64; 2]) -> [f64; 2] {
    // q may exceed 1 by rounding alone: it then is the better bound.
    const ROUNDING: f64 = 1e-9;
    if S::BELOW {
        [first.min(1.0), last.min(1.0)]
    } else if first.max(last) <= 1.0 + ROUNDING {
        [first.max(0.0), last.max(0.0)]
    } else {
        [1.0; 2]
    }
}

/// 1 + q (e^l − 1) at both ends, over e^{shift}.
#[inline]
fn factor<S: Side>(ends: [f64; 2], growth: &Growth) -> [f64; 2] {
    let base = S::end(growth.base);
    let [first, last] = envelope::<S>(ends);
    let at = |probability: f64| {
        if probability < 0.0 {
            // Only by rounding, and only from below.
            (base - (-probability * growth.slope.upper()).next_up()).next_down()
        } else {
            base + S::end(growth.slope) * probability
        }
    };
    let values = [at(first), at(last)];
    // A negative value, once q cancels, would spoil the product: e⁰ is below as well.
    if values[0] >= 0.0 && values[1] >= 0.0 { values } else { [base; 2] }
}

/// q l at both ends.
#[inline]
fn summand<S: Side>(ends: [f64; 2], growth: &Growth) -> [f64; 2] {
    let [first, last] = envelope::<S>(ends);
    [S::end(growth.slope * first), S::end(growth.slope * last)]
}

/// The costs in both branches, coefficient by coefficient.
type Coefficients = [[f64; 2]; 4];

/// All coefficients at each of up to four chances.
#[inline]
fn all(values: &Coefficients, chances: &[Chance], mix: impl Fn(&[f64; 2], &Chance) -> f64) -> [Cubic; 4] {
    let mut mixtures = [[0.0; 4]; 4];
    for (mixtures, chance) in mixtures.iter_mut().zip(chances) {
        for (mixture, value) in mixtures.iter_mut().zip(values) {
            *mixture = mix(value, chance);
        }
    }
    mixtures
}

/// The least gain over pairs of chances and coefficients; minus infinity if one is not a number.
#[inline]
#[expect(clippy::indexing_slicing, reason = "pairs name places in arrays of four")]
fn least(
    costs: &[Cubic; 4],
    costs_after: &[Cubic; 4],
    pairs: &[(usize, usize)],
    gain: impl Fn(f64, f64) -> f64,
) -> f64 {
    let mut least = f64::INFINITY;
    let mut sound = true;
    for &(first, second) in pairs {
        for (&cost, &after) in costs[first].iter().zip(&costs_after[second]) {
            let gain = gain(cost, after);
            sound &= !gain.is_nan();
            least = least.min(gain);
        }
    }
    if sound { least } else { f64::NEG_INFINITY }
}

/// π S + (1 − π) F for costs ≥ 0, bounded from one side.
#[inline]
fn mixture<S: Side>([success, failure]: &[f64; 2], chance: &Chance) -> f64 {
    // A branch that cannot happen may have overflowed.
    let part = |value: f64, weight: f64| if weight > 0.0 { value * weight } else { 0.0 };
    S::moved(part(*success, S::end(chance.success)) + part(*failure, S::end(chance.failure)))
}

/// π S + (1 − π) F for costs of any sign, bounded from below.
#[inline]
fn cost_below([success, failure]: &[f64; 2], chance: &Chance) -> f64 {
    (chance.success * *success + chance.failure * *failure).lower()
}

/// π S + (1 − π) F for costs of any sign, bounded from above.
#[inline]
fn cost_above([success, failure]: &[f64; 2], chance: &Chance) -> f64 {
    (chance.success * *success + chance.failure * *failure).upper()
}
