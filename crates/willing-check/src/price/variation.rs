//! One state with one parameter moved, others' tiers fixed: payoffs, and proofs that its tier holds.
//!
//! With gain_t(θ) = U(t; θ) − U(own; θ) − slack, its tier *holds* at θ if no gain is positive. A cell of
//! values on which it holds is proved without sampling, by what is known of the payoffs
//! −τ ln[π e^{S/τ} + (1 − π) e^{F/τ}] + offset as functions of each parameter:
//!
//! * **Straight.** A probability, a severity (through e^{l/τ}), opposition, affinity or the cost of projection
//!   enters the bracket, or the payoff itself, linearly where no probability is capped. Then so does the sign of
//!   a gain: two ends without a gain have none between them. Caps are kinks at which a cell is cut.
//! * **Quadratic.** With w = D^θ the bracket is a ratio of linear functions, and the sign of a gain is that of a
//!   quadratic polynomial: it is at most its Bernstein coefficients.
//! * **Convex.** The certainty-equivalent cost is convex in casualty sensitivity; times 1/τ it is a cumulant
//!   generating function, convex in 1/τ. A convex cost lies below its chord and above its secants from outside,
//!   which leaves a linear bound. Under Borch shares the shares s move with τ: the generating function is
//!   convex in (1/τ, s/τ) and rises in s/τ, which is concave in 1/τ; its chord and its tangent bound it.
//!
//! All this is exact mathematics in floating arithmetic: it holds up to the rounding allowance.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use willing_game::{ActionSet, AggregativeGame, Tier, TierSet, Totals};
use willing_risk::{
    Authorization, Costs, FINANCE, LARGEST, LEAST_TOLERANCE, MILITARY, Method, Odds, Parameters, STANCE,
    SharingRule, State, TierGame,
};

use super::{Direction, Parameter};
use crate::tiers::rounding_allowance;

/// The parts of a game that all its states share, held once for many variations.
#[derive(Clone, Debug)]
pub struct Surroundings<'g> {
    game: &'g TierGame,
    tiers: Arc<TierSet>,
    parameters: Arc<Parameters>,
    method: Arc<Method>,
}

impl<'g> Surroundings<'g> {
    /// What surrounds the states of this game.
    #[must_use]
    pub fn of(game: &'g TierGame) -> Self {
        Self {
            game,
            tiers: Arc::new(game.tiers().clone()),
            parameters: Arc::new(game.parameters().clone()),
            method: Arc::new(game.method().clone()),
        }
    }

    /// The game.
    #[must_use]
    pub const fn game(&self) -> &'g TierGame {
        self.game
    }
}

/// One state with one parameter moved, others' tiers fixed.
#[derive(Debug)]
pub struct Variation<'g, 's> {
    surroundings: &'s Surroundings<'g>,
    player: usize,
    own: Tier,
    others: Totals,
    parameter: Parameter,
    state: &'g State,
    alternatives: Vec<Tier>,
    slack: f64,
    memo: RefCell<Vec<Remembered>>,
}

/// A point that was computed before, by the bits of its value.
type Remembered = (u64, Rc<Point>);

/// How many points are remembered: cells of a proof share their ends.
const MOST_REMEMBERED: usize = 8;

/// The shares of a state whose burden weight is its risk tolerance, by θ = 1/τ.
///
/// ψ(θ) = θ s = θ x/(O θ + x) is concave in θ, O being the others' total and x the own exposure.
#[derive(Clone, Copy, Debug)]
enum Shares {
    /// What they are.
    Actual,
    /// ψ replaced by its chord between two values of θ: less than it is between them.
    Chord(f64, f64),
    /// ψ replaced by its tangent at a value of θ: more than it is.
    Tangent(f64),
}

impl Shares {
    /// The share at `theta` of a state with exposure `own`, where the others' weights sum to `others`.
    fn of(self, theta: f64, own: f64, others: f64) -> f64 {
        let loaded = |theta: f64| theta * own / (others * theta + own);
        let line = match self {
            Self::Actual => loaded(theta),
            Self::Chord(low, high) => {
                loaded(low) + (loaded(high) - loaded(low)) / (high - low) * (theta - low)
            }
            Self::Tangent(touch) => {
                let slope = own / (others * touch + own);
                loaded(touch) + slope * slope * (theta - touch)
            }
        };
        line / theta
    }
}

/// Costs of all tiers at one value; the own tier's first.
#[derive(Debug)]
struct Point {
    tolerance: f64,
    costs: Vec<Costs>,
}

impl Point {
    fn payoff(&self, place: usize) -> f64 {
        self.costs.get(place).map_or(f64::NAN, |costs| costs.payoff(self.tolerance))
    }

    fn offset(&self, place: usize) -> f64 {
        self.costs.get(place).map_or(f64::NAN, |costs| costs.values + costs.payment)
    }

    /// The certainty-equivalent cost of both branches.
    fn cost(&self, place: usize) -> f64 {
        self.offset(place) - self.payoff(place)
    }

    fn odds(&self, place: usize) -> Odds {
        self.costs.get(place).map_or(Odds { success: f64::NAN, failure: f64::NAN }, |costs| costs.odds)
    }
}

impl<'g, 's> Variation<'g, 's> {
    /// The variation of `parameter` of `player`, whose tier is `own` and to whom the others contribute
    /// `others`; a gain counts from `tolerance` plus twice the rounding allowance.
    ///
    /// `None` for a player, tier or hazard that does not exist, a state with a single feasible tier, and the
    /// risk tolerance of a risk-neutral state.
    #[must_use]
    pub fn new(
        surroundings: &'s Surroundings<'g>,
        player: usize,
        own: Tier,
        others: Totals,
        parameter: Parameter,
        tolerance: f64,
    ) -> Option<Self> {
        let game = surroundings.game;
        let state: &State = game.states().get(player)?;
        let feasible = game.feasible(player);
        let alternatives: Vec<Tier> =
            game.tiers().tiers().filter(|&t| t != own && feasible.contains(t.place())).collect();
        parameter.of(state, game.method_place(), game.difficulty(player))?;
        if alternatives.is_empty() || !feasible.contains(own.place()) {
            return None;
        }
        if parameter == Parameter::RiskTolerance && state.risk_tolerance.is_infinite() {
            return None;
        }
        let slack = tolerance + 2.0 * rounding_allowance(game, player);
        Some(Self {
            surroundings,
            player,
            own,
            others,
            parameter,
            state,
            alternatives,
            slack,
            memo: RefCell::default(),
        })
    }

    /// The value of the parameter as it stands.
    #[must_use]
    pub fn from(&self) -> f64 {
        let game = self.surroundings.game;
        self.parameter.of(self.state, game.method_place(), game.difficulty(self.player)).unwrap_or(f64::NAN)
    }

    /// How far a parameter is moved: probabilities, opposition and affinity to the ends of their range;
    /// risk tolerance and difficulty by a factor of 100; amounts down to 0 and up to 100 times the larger
    /// of their value and the largest amount that the state has at stake.
    #[must_use]
    pub fn end(&self, direction: Direction) -> f64 {
        let from = self.from();
        let up = direction == Direction::Increase;
        let pick = |low: f64, high: f64| if up { high.max(from) } else { low.min(from) };
        match self.parameter {
            Parameter::HazardProbability { .. }
            | Parameter::Opposition
            | Parameter::AbandonmentProbability => pick(0.0, 1.0),
            Parameter::Affinity => pick(-1.0, 1.0),
            Parameter::RiskTolerance => {
                pick((from / 100.0).max(LEAST_TOLERANCE), (from * 100.0).min(LARGEST))
            }
            Parameter::CasualtySensitivity => pick(0.0, 100.0 * from.max(1.0)),
            Parameter::Difficulty if from > 0.0 => pick(from / 100.0, (100.0 * from).min(LARGEST)),
            Parameter::Difficulty => pick(0.0, 100.0 * self.total_capability()),
            _ => pick(0.0, (100.0 * from.max(self.stake())).min(LARGEST)),
        }
    }

    fn total_capability(&self) -> f64 {
        let [capability, ..] = self.surroundings.game.totals_with(self.player, self.own, &self.others);
        if capability > 0.0 { capability } else { 1.0 }
    }

    /// The largest amount of money that the state has at stake; 1 if it has none.
    fn stake(&self) -> f64 {
        let state = self.state;
        let own = [
            state.domestic_severity,
            state.international_severity,
            state.retaliation_severity,
            state.entrapment_severity,
            state.protection_value,
            state.projection_cost,
        ];
        let hazards = state.hazards.iter().map(|hazard| hazard.severity);
        let most = own.into_iter().chain(hazards).fold(0.0, f64::max);
        if most > 0.0 { most } else { 1.0 }
    }

    /// Whether there is any way to go in this direction.
    #[must_use]
    pub fn has_room(&self, direction: Direction) -> bool {
        let from = self.from();
        (self.end(direction) - from).abs() > self.resolution(from)
    }

    /// How close two values must be to count as a bracket: a billionth of their size.
    #[must_use]
    pub fn resolution(&self, value: f64) -> f64 {
        1e-9 * value.abs().max(self.from().abs()) + 1e-15
    }

    /// The best other tier at a value, and by how much it overtakes: positive if it does.
    /// `None` for a value out of the parameter's range.
    #[must_use]
    pub fn challenger(&self, value: f64) -> Option<(Tier, f64)> {
        let point = self.at(value)?;
        let own = point.payoff(0);
        let gains = self.alternatives.iter().zip(1..).map(|(&tier, place)| (tier, point.payoff(place) - own));
        let best = gains.fold(None, |best: Option<(Tier, f64)>, (tier, gain)| match best {
            Some((_, most)) if most >= gain => best,
            _ => Some((tier, gain)),
        });
        best.map(|(tier, gain)| (tier, gain - self.slack))
    }

    /// Whether the own tier holds at a value.
    #[must_use]
    pub fn holds_at(&self, value: f64) -> bool {
        self.challenger(value).is_some_and(|(_, gain)| gain <= 0.0)
    }

    /// Whether it is proved that the own tier holds on the whole cell between two values.
    #[must_use]
    pub fn holds_between(&self, one: f64, other: f64) -> bool {
        let (low, high) = (one.min(other), one.max(other));
        match self.parameter {
            Parameter::Difficulty => self.quadratic_holds(low, high),
            Parameter::RiskTolerance | Parameter::CasualtySensitivity => self.convex_holds(low, high),
            _ => {
                self.holds_at(low)
                    && self.holds_at(high)
                    && self
                        .kinks()
                        .into_iter()
                        .filter(|&kink| low < kink && kink < high)
                        .all(|kink| self.holds_at(kink))
            }
        }
    }

    /// Whether two ends (and the kinks between them) are enough to prove a cell.
    #[must_use]
    pub const fn is_straight(&self) -> bool {
        !matches!(
            self.parameter,
            Parameter::Difficulty | Parameter::RiskTolerance | Parameter::CasualtySensitivity
        )
    }

    /// The values at which some probability reaches its cap, in increasing order.
    #[must_use]
    pub fn kinks(&self) -> Vec<f64> {
        let mut kinks = match self.parameter {
            Parameter::HazardProbability { hazard } => {
                let backlash = self.surroundings.method.backlash.get(hazard).copied().unwrap_or(0.0);
                vec![1.0 / (1.0 + backlash)]
            }
            Parameter::AbandonmentProbability => self.each_tier(|tier| self.abandonment_kinks(tier)),
            Parameter::Opposition => self.each_tier(|tier| self.opposition_kinks(tier)),
            _ => Vec::new(),
        };
        kinks.retain(|&kink| 0.0 < kink && kink < 1.0);
        kinks.sort_by(f64::total_cmp);
        kinks.dedup();
        kinks
    }

    fn each_tier(&self, kinks: impl Fn(Tier) -> Vec<f64>) -> Vec<f64> {
        std::iter::once(self.own).chain(self.alternatives.iter().copied()).flat_map(kinks).collect()
    }

    /// a₀ (1 − ψ r) = 1.
    fn abandonment_kinks(&self, tier: Tier) -> Vec<f64> {
        let parameters = &self.surroundings.parameters;
        let credit = parameters.credit.of(&self.surroundings.tiers.point(tier));
        vec![1.0 / (1.0 - parameters.treaty_credit.of(self.state.treaty) * credit)]
    }

    /// q_D (1 − η_M z) [opp (y⁺ + x)/2 (1 − η_D Λ) φ_b + (1 − opp) y⁻] = 1.
    fn opposition_kinks(&self, tier: Tier) -> Vec<f64> {
        let Surroundings { game, tiers, parameters, .. } = self.surroundings;
        let point = tiers.point(tier);
        let legitimacy = game.legitimacy(&game.totals_with(self.player, tier, &self.others));
        let licence = if point.exposure > 0.0 {
            1.0 - parameters.military_licence * game.authorization().indicator()
        } else {
            1.0
        };
        let scale = parameters.domestic_probability * licence;
        let engaged = f64::midpoint(point.endorsement(), point.exposure)
            * (1.0 - parameters.domestic_legitimacy * legitimacy);
        [1.0, 1.0 + parameters.failure_markup]
            .into_iter()
            .map(|markup| {
                let slope = scale * (engaged * markup - point.opposition());
                (1.0 - scale * point.opposition()) / slope
            })
            .filter(|kink| kink.is_finite())
            .collect()
    }

    /// A game of this state alone with the parameter at `value`.
    fn alone(&self, value: f64) -> Option<TierGame> {
        let Surroundings { game, tiers, parameters, method } = self.surroundings;
        let mut state = self.state.clone();
        self.parameter.set(&mut state, game.method_place(), value);
        // Totals are handed over with Q in place of Σ w y: a weight of 1 leaves it as it is.
        state.stance_weight = 1.0;
        let feasible: [ActionSet; 1] = [game.feasible(self.player)];
        let authorization: Authorization = game.authorization();
        TierGame::new(
            Arc::clone(tiers),
            Arc::clone(parameters),
            Arc::clone(method),
            game.method_place(),
            authorization,
            vec![Arc::new(state)],
            &feasible,
        )
        .ok()
    }

    /// Costs of all tiers with the parameter at `value`.
    fn at(&self, value: f64) -> Option<Rc<Point>> {
        if let Some((_, point)) = self.memo.borrow().iter().find(|(known, _)| *known == value.to_bits()) {
            return Some(Rc::clone(point));
        }
        let point = Rc::new(self.at_with(value, Shares::Actual)?);
        let mut memo = self.memo.borrow_mut();
        if memo.len() >= MOST_REMEMBERED {
            memo.remove(0);
        }
        memo.push((value.to_bits(), Rc::clone(&point)));
        Some(point)
    }

    /// The same with other shares.
    fn at_with(&self, value: f64, shares: Shares) -> Option<Point> {
        let alone = self.alone(value)?;
        let weight = alone.burden_weight(0);
        let tiers = std::iter::once(self.own).chain(self.alternatives.iter().copied());
        let costs = tiers.map(|tier| alone.costs(0, tier, &self.totals(tier, weight, shares)));
        let tolerance = alone.states().first()?.risk_tolerance;
        Some(Point { tolerance, costs: costs.collect::<Option<_>>()? })
    }

    /// Whether the burden weight, and with it the shares, depend on the parameter.
    fn shares_move(&self) -> bool {
        let by_tolerance = [SharingRule::Borch, SharingRule::Negotiated];
        self.parameter == Parameter::RiskTolerance
            && by_tolerance.contains(&self.surroundings.parameters.sharing)
    }

    /// Totals with the own part at `tier`, stated so that a state of burden weight `weight` bears `shares`.
    fn totals(&self, tier: Tier, weight: f64, shares: Shares) -> Totals {
        let game = self.surroundings.game;
        let mut totals = game.totals_with(self.player, tier, &self.others);
        totals[STANCE] = game.mean_stance(&totals);
        let point = game.tiers().point(tier);
        let total = |others: f64, own: f64| match shares {
            Shares::Actual => others + weight * own,
            _ if own <= 0.0 => others,
            // Under Borch shares the weight is τ.
            _ => weight * own / shares.of(1.0 / weight, own, others),
        };
        totals[MILITARY] = total(self.others[MILITARY], point.exposure);
        totals[FINANCE] = total(self.others[FINANCE], point.finance_weight());
        totals
    }

    fn quadratic_holds(&self, low: f64, high: f64) -> bool {
        let (Some(left), Some(right)) = (self.at(low), self.at(high)) else { return false };
        (1..=self.alternatives.len()).all(|place| self.bernstein_holds(&left, &right, place))
    }

    /// The three Bernstein coefficients of Q_s Q_t (e^{(C_s + o_t − o_s − slack)/τ} − e^{C_t/τ}), with
    /// Q = 1 + (D/K)^θ, each divided by a positive number.
    fn bernstein_holds(&self, left: &Point, right: &Point, place: usize) -> bool {
        let lead = |point: &Point| point.offset(place) - point.offset(0) - self.slack;
        let raw =
            [left.cost(0) + lead(left), right.cost(0) + lead(right), left.cost(place), right.cost(place)];
        let tolerance = left.tolerance;
        let [own_left, own_right, other_left, other_right] = if tolerance.is_finite() {
            let most = raw.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            raw.map(|cost| ((cost - most) / tolerance).exp())
        } else {
            raw
        };
        let widening = |place: usize| widening(left.odds(place), right.odds(place));
        let (Some(own), Some(other)) = (widening(0), widening(place)) else { return false };
        own_left <= other_left
            && own_right <= other_right
            && own_left - other_right + own / other * (own_right - other_left) <= 0.0
    }

    fn convex_holds(&self, low: f64, high: f64) -> bool {
        let inverse = self.parameter == Parameter::RiskTolerance;
        // Convexity is in 1/τ; the ends change places.
        let (start, end) = if inverse { (1.0 / high, 1.0 / low) } else { (low, high) };
        let width = end - start;
        let value = |x: f64| if inverse { 1.0 / x } else { x };
        let (Some(start_point), Some(end_point)) = (self.at(value(start)), self.at(value(end))) else {
            return false;
        };
        let bears = self.surroundings.tiers.point(self.own).finance_weight() > 0.0;
        let (own_start, own_end) = if self.shares_move() && bears {
            // Touching at twice the start at most, the tangent asks for no share above 1.
            let tangent = Shares::Tangent(f64::midpoint(start, end).min(2.0 * start));
            let ends = (self.at_with(value(start), tangent), self.at_with(value(end), tangent));
            let (Some(own_start), Some(own_end)) = ends else { return false };
            (own_start.cost(0), own_end.cost(0))
        } else {
            (start_point.cost(0), end_point.cost(0))
        };
        let outside = |x: f64| {
            let chord = if self.shares_move() { Shares::Chord(start, end) } else { Shares::Actual };
            self.at_with(value(x), chord).map(|point| (x, point))
        };
        let before = std::cell::LazyCell::new(|| {
            if start > 0.0 { outside((start - width).max(start / 2.0)) } else { None }
        });
        let after = std::cell::LazyCell::new(|| outside(end + width));
        let scale = |x: f64| if inverse { x } else { 1.0 };
        (1..=self.alternatives.len()).all(|place| {
            let lead = start_point.offset(place) - start_point.offset(0) - self.slack;
            let own = (scale(start) * (own_start + lead), scale(end) * (own_end + lead));
            let here = (scale(start) * start_point.cost(place), scale(end) * end_point.cost(place));
            let from_before = before.as_ref().is_some_and(|(x, point)| {
                let slope = (here.0 - scale(*x) * point.cost(place)) / (start - x);
                own.0 <= here.0 && own.1 <= here.0 + slope * width
            });
            from_before
                || after.as_ref().is_some_and(|(x, point)| {
                    let slope = (scale(*x) * point.cost(place) - here.1) / (x - end);
                    own.1 <= here.1 && own.0 <= here.1 - slope * width
                })
        })
    }
}

/// (1 + r(high)) / (1 + r(low)) for r = (D/K)^θ, which is success(low)/success(high); 1 where K = 0.
/// `None` where it cannot be told in floating arithmetic, and where success is certain at D = 0 only.
fn widening(low: Odds, high: Odds) -> Option<f64> {
    if low.success <= 0.0 && high.success <= 0.0 {
        return Some(1.0);
    }
    let ratio = low.success / high.success;
    (ratio.is_finite() && high.success > f64::MIN_POSITIVE).then_some(ratio)
}
