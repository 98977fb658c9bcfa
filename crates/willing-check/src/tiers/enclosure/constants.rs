//! What is constant about a player and its tiers, whatever the others do. Computed once a game
//! from the raw numbers, apart from the payoff functions of the model.

use willing_game::{Tier, TierPoint};
use willing_risk::{Pool, State, TierGame};

use super::chance::Contest;
use super::side::Side;
use crate::interval::Interval;

/// Places of the branches in arrays of two.
pub(super) const SUCCESS: usize = 0;
pub(super) const FAILURE: usize = 1;

/// A probability as a function of the others' total stance z: at 0, and its slope.
#[derive(Clone, Copy, Default)]
pub(super) struct Affine {
    at_zero: Interval,
    slope: Interval,
}

impl Affine {
    /// Whether it is 0 everywhere.
    #[inline]
    pub(super) fn is_never(&self) -> bool {
        self.at_zero == Interval::ZERO && self.slope == Interval::ZERO
    }

    /// Its value from one side.
    #[inline]
    pub(super) fn end<S: Side>(&self, stance: f64) -> f64 {
        // The end of the slope that makes the product extreme on this side.
        let slope = if S::BELOW == (stance >= 0.0) { self.slope.lower() } else { self.slope.upper() };
        if self.slope == Interval::ZERO {
            S::end(self.at_zero)
        } else if S::BELOW {
            (self.at_zero.lower() + (slope * stance).next_down()).next_down()
        } else {
            (self.at_zero.upper() + (slope * stance).next_up()).next_up()
        }
    }
}

/// Costs of a share s of a pool: linear · s + square · s².
#[derive(Clone, Copy)]
pub(super) struct Burden {
    linear: Interval,
    square: Interval,
}

impl Burden {
    #[inline]
    pub(super) fn of(&self, share: Interval) -> Interval {
        self.linear * share + self.square * share.square()
    }
}

/// How 1 − q + q e^{L} depends on q, divided by e^{shift}: base + q · slope.
#[derive(Clone, Copy)]
pub(super) struct Growth {
    pub(super) base: Interval,
    pub(super) slope: Interval,
    pub(super) shift: f64,
}

/// Three factors of at most e¹⁰⁰ cannot overflow; larger ones are divided by e^{L} first.
const LARGE_EXPONENT: f64 = 100.0;

impl Growth {
    /// For severities `exponent` in units of τ.
    pub(super) fn of(exponent: Interval) -> Self {
        if exponent.is_at_most(LARGE_EXPONENT) {
            return Self { base: Interval::ONE, slope: exponent.exp_m1(), shift: 0.0 };
        }
        let shift = exponent.upper();
        let base = Interval::point(-shift).exp();
        Self { base, slope: ((exponent - shift).exp() - base).max(Interval::ZERO), shift }
    }
}

/// One tier of one player.
pub(super) struct TierConstants {
    /// What the player adds to each total.
    pub(super) own: [Interval; 4],
    /// All costs that do not depend on others less values and payment, by branch. Costs of hazards
    /// after failure, which all tiers share, are left out of both branches.
    pub(super) fixed: [Interval; 2],
    /// The same as factors, unless the branches lie too far apart (or the player is risk neutral).
    pub(super) factors: Option<FixedFactors>,
    pub(super) domestic: [Affine; 2],
    pub(super) international: [Affine; 2],
    pub(super) launch: [Affine; 2],
}

/// e^{fixed − scale}, by branch.
pub(super) struct FixedFactors {
    pub(super) of_branch: [Interval; 2],
    pub(super) scale: f64,
}

impl FixedFactors {
    fn new(fixed: &[Interval; 2]) -> Option<Self> {
        let [success, failure] = fixed.map(Interval::upper);
        let near = (success - failure).abs() <= LARGE_EXPONENT;
        let scale = success.max(failure);
        near.then(|| Self { of_branch: fixed.map(|exponent| (exponent - scale).exp()), scale })
    }
}

/// One player. Costs are in units of τ, or in money if it is risk neutral.
pub(super) struct PlayerConstants {
    /// τ, if finite.
    pub(super) tolerance: Option<f64>,
    pub(super) contest: Contest,
    /// Severity of launch for the whole of the burden.
    pub(super) launch: Interval,
    pub(super) domestic_growth: Growth,
    pub(super) international_growth: Growth,
    pub(super) casualties: [Burden; 2],
    pub(super) financial: [Burden; 2],
    pub(super) tiers: Vec<TierConstants>,
}

impl PlayerConstants {
    pub(super) fn new(game: &TierGame, player: usize, state: &State, weights: Interval) -> Self {
        let costs = Costs { game, state, tolerance: Some(state.risk_tolerance).filter(|t| t.is_finite()) };
        let parameters = game.parameters();
        Self {
            tolerance: costs.tolerance,
            contest: Contest::new(game.difficulty(player), parameters.contest_exponent),
            domestic_growth: costs.growth(costs.in_units(state.domestic_severity)),
            international_growth: costs.growth(costs.in_units(state.international_severity)),
            casualties: costs.burden(game.method().casualties, state.casualty_sensitivity),
            financial: costs.burden(game.method().financial, 1.0),
            launch: costs.in_units(parameters.launch_severity),
            tiers: game.tiers().tiers().map(|tier| costs.tier(player, tier, weights)).collect(),
        }
    }
}

/// What `player` adds to each total by choosing the tier at `point`.
pub(super) fn contribution(
    game: &TierGame,
    player: usize,
    state: &State,
    point: &TierPoint,
) -> [Interval; 4] {
    let weight = game.burden_weight(player);
    [
        part(point.exposure, state.capability) + part(point.access, state.asset_capability),
        part(point.stance, state.stance_weight),
        part(point.exposure, weight),
        part(point.finance_weight(), weight),
    ]
}

/// share · whole; exact for the shares ±1, ±½ and 0 of the usual tiers.
#[expect(clippy::float_cmp, reason = "an exact comparison of exact numbers")]
fn part(share: f64, whole: f64) -> Interval {
    let power_of_two = share.abs() == 1.0 || (share.abs() == 0.5 && whole > 1e-300);
    if power_of_two || share == 0.0 || whole == 0.0 {
        // Adding 0 turns −0 into 0.
        Interval::point(share * whole + 0.0)
    } else {
        Interval::point(share) * whole
    }
}

struct Costs<'a> {
    game: &'a TierGame,
    state: &'a State,
    tolerance: Option<f64>,
}

impl Costs<'_> {
    fn in_units(&self, money: f64) -> Interval {
        match self.tolerance {
            Some(tolerance) => Interval::point(money) / tolerance,
            None => Interval::point(money),
        }
    }

    fn growth(&self, exponent: Interval) -> Growth {
        match self.tolerance {
            Some(_) => Growth::of(exponent),
            None => Growth { base: Interval::ZERO, slope: exponent, shift: 0.0 },
        }
    }

    /// 1 after success, 1 + χ after failure.
    fn markups(&self) -> [Interval; 2] {
        [Interval::ONE, 1.0 + Interval::point(self.game.parameters().failure_markup)]
    }

    /// κ s μ φ + κ² s² σ²/2τ, in units of τ.
    fn burden(&self, pool: Pool, sensitivity: f64) -> [Burden; 2] {
        let mean = sensitivity * self.in_units(pool.mean);
        let square = match self.tolerance {
            Some(_) => (sensitivity * self.in_units(pool.deviation)).square() / 2.0,
            None => Interval::ZERO,
        };
        self.markups().map(|markup| Burden { linear: mean * markup, square })
    }

    /// The certainty-equivalent cost of a severity that comes with a probability, both capped.
    fn bernoulli(&self, probability: Interval, severity: Interval) -> Interval {
        let probability = probability.clamp(0.0, 1.0);
        if probability.is_at_most(0.0) || severity.is_at_most(0.0) {
            return Interval::ZERO;
        }
        if self.tolerance.is_none() {
            return probability * severity;
        }
        if severity.is_at_most(30.0) {
            return (probability * severity.exp_m1()).ln_1p();
        }
        // ln(1 − q + q e^l) = l + ln(q + (1 − q) e^{−l}), which rises in q.
        let small = (-severity).exp();
        let inside = |q: f64| (Interval::point(q) + (1.0 - Interval::point(q)) * small).ln();
        let (low, high) = probability.ends();
        (severity + inside(low).hull(inside(high))).max(Interval::ZERO)
    }

    fn tier(&self, player: usize, tier: Tier, weights: Interval) -> TierConstants {
        let point = self.game.tiers().point(tier);
        let own = contribution(self.game, player, self.state, &point);
        let legitimacy = self.legitimacy(own[willing_risk::STANCE], weights);
        let markups = self.markups();
        let fixed = self.fixed(tier, &point);
        TierConstants {
            factors: self.tolerance.and_then(|_| FixedFactors::new(&fixed)),
            fixed,
            domestic: markups.map(|markup| self.domestic(&point, legitimacy, markup)),
            international: markups.map(|markup| self.international(&point, legitimacy, markup)),
            launch: markups.map(|markup| self.launch(legitimacy, markup)),
            own,
        }
    }

    /// Λ = λ₀ + λ_z z + λ_Q Q with Q = (others + own)/Σw: at others = 0, and its slope.
    fn legitimacy(&self, own_stance: Interval, weights: Interval) -> Affine {
        let parameters = self.game.parameters();
        let basis = Interval::point(self.game.method().legitimacy)
            + Interval::point(parameters.authorization_legitimacy) * self.game.authorization().indicator();
        if weights.is_at_most(0.0) || parameters.stance_legitimacy <= 0.0 {
            return Affine { at_zero: basis, slope: Interval::ZERO };
        }
        let slope = parameters.stance_legitimacy / weights;
        Affine { at_zero: basis + slope * own_stance, slope }
    }

    fn domestic(&self, point: &TierPoint, legitimacy: Affine, markup: Interval) -> Affine {
        let (parameters, state) = (self.game.parameters(), self.state);
        let licence = if point.exposure > 0.0 {
            1.0 - Interval::point(parameters.military_licence) * self.game.authorization().indicator()
        } else {
            Interval::ONE
        };
        let probability = parameters.domestic_probability * licence;
        let active = (Interval::point(point.endorsement()) + point.exposure) / 2.0;
        let supporting = probability * state.opposition * active * markup;
        let opposing = probability * (1.0 - Interval::point(state.opposition)) * point.opposition();
        let relief = Interval::point(parameters.domestic_legitimacy);
        Affine {
            at_zero: supporting * (1.0 - relief * legitimacy.at_zero) + opposing,
            slope: -(supporting * relief * legitimacy.slope),
        }
    }

    fn international(&self, point: &TierPoint, legitimacy: Affine, markup: Interval) -> Affine {
        let probability = Interval::point(self.game.parameters().international_probability);
        let (endorsing, opposing) = (point.endorsement() * markup, Interval::point(point.opposition()));
        Affine {
            at_zero: probability * (endorsing * (1.0 - legitimacy.at_zero) + opposing * legitimacy.at_zero),
            slope: probability * (opposing - endorsing) * legitimacy.slope,
        }
    }

    fn launch(&self, legitimacy: Affine, markup: Interval) -> Affine {
        let parameters = self.game.parameters();
        let probability = parameters.launch_probability * markup;
        let relief = Interval::point(parameters.launch_legitimacy);
        Affine {
            at_zero: probability * (1.0 - relief * legitimacy.at_zero),
            slope: -(probability * relief * legitimacy.slope),
        }
    }

    fn fixed(&self, tier: Tier, point: &TierPoint) -> [Interval; 2] {
        let (parameters, state) = (self.game.parameters(), self.state);
        let shared = self.abandonment(point)
            + Interval::point(point.exposure)
                * (self.in_units(state.projection_cost) * self.game.method().projection_scale)
            - Interval::point(parameters.value_weight) * self.in_units(state.affinity) * point.stance
            - self.in_units(state.payment(tier.place()));
        let [exposure, stance, access] = parameters.retaliation_weights;
        let drawn = (Interval::point(exposure) * point.exposure
            + Interval::point(stance) * point.endorsement()
            + Interval::point(access) * point.access)
            / (Interval::point(exposure) + stance + access);
        let of_branch = |markup: Interval| {
            let retaliation = parameters.retaliation_probability * drawn * markup;
            let entrapment = Interval::point(parameters.entrapment_probability) * point.exposure * markup;
            self.bernoulli(retaliation, self.in_units(state.retaliation_severity))
                + self.bernoulli(entrapment, self.in_units(state.entrapment_severity))
                + shared
        };
        let [success, failure] = self.markups().map(of_branch);
        [success + self.averted(point), failure]
    }

    fn abandonment(&self, point: &TierPoint) -> Interval {
        let (parameters, state) = (self.game.parameters(), self.state);
        let remaining = 1.0 - parameters.treaty_credit.of(state.treaty) * self.credit(point);
        self.bernoulli(state.abandonment_probability * remaining, self.in_units(state.protection_value))
    }

    /// r(t).
    fn credit(&self, point: &TierPoint) -> Interval {
        let credit = &self.game.parameters().credit;
        Interval::point(credit.exposure) * point.exposure
            + Interval::point(credit.stance) * point.stance
            + Interval::point(credit.access) * point.access
            + Interval::point(credit.finance) * point.finance
    }

    /// Costs of hazards after success less those after failure.
    fn averted(&self, point: &TierPoint) -> Interval {
        let method = self.game.method();
        let excludable = Interval::point(self.game.parameters().excludable_protection);
        let protection = (1.0 - excludable) + excludable * self.credit(point).max(Interval::ZERO);
        let effects = method.effectiveness.iter().zip(&method.backlash);
        let differences =
            self.state.hazards.iter().zip(effects).map(|(hazard, (&effectiveness, &backlash))| {
                let severity = self.in_units(hazard.severity);
                let success = hazard.probability * (1.0 - effectiveness * protection);
                let failure = hazard.probability * (1.0 + Interval::point(backlash));
                self.bernoulli(success, severity) - self.bernoulli(failure, severity)
            });
        differences.sum()
    }
}
