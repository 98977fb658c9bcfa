//! One tier of one state over a box of the others' totals: everything that slopes are made of.

use willing_game::TierPoint;
use willing_risk::{CAPABILITY, FINANCE, MILITARY, STANCE, State, TierGame};

use crate::interval::Interval;

/// An interval for each total of the others.
pub(super) type OthersBox = [Interval; 4];

/// Both branches of one quantity, or both of anything.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branches {
    pub(super) success: Interval,
    pub(super) failure: Interval,
}

impl Branches {
    pub(super) const ZERO: Self = Self { success: Interval::ZERO, failure: Interval::ZERO };

    pub(super) fn both(value: Interval) -> Self {
        Self { success: value, failure: value }
    }

    pub(super) fn with(self, other: Self, combine: impl Fn(Interval, Interval) -> Interval) -> Self {
        Self { success: combine(self.success, other.success), failure: combine(self.failure, other.failure) }
    }
}

/// What is the same for all tiers of a state.
pub(super) struct Setting<'a> {
    pub(super) game: &'a TierGame,
    pub(super) state: &'a State,
    pub(super) tolerance: f64,
    /// φ_F = 1 + χ, and whether it is exactly 1.
    pub(super) markup: Interval,
    pub(super) no_markup: bool,
    worse: bool,
    pub(super) difficulty: f64,
    stance_slope: Interval,
}

impl<'a> Setting<'a> {
    pub(super) fn new(game: &'a TierGame, player: usize, state: &'a State) -> Self {
        let parameters = game.parameters();
        let total = game.stance_weight_total();
        let stance_slope =
            if total > 0.0 { Interval::point(parameters.stance_legitimacy) / total } else { Interval::ZERO };
        Self {
            game,
            state,
            tolerance: state.risk_tolerance,
            markup: Interval::ONE + parameters.failure_markup,
            no_markup: parameters.failure_markup.abs() <= 0.0,
            worse: parameters.failure_markup >= 0.0,
            difficulty: game.difficulty(player),
            stance_slope,
        }
    }

    /// dΛ/d(total stance) = λ_Q / Σ w.
    pub(super) fn stance_slope(&self) -> Interval {
        self.stance_slope
    }

    pub(super) fn is_neutral(&self) -> bool {
        self.tolerance.is_infinite()
    }

    /// A difference that has the sign of χ, or is 0.
    pub(super) fn signed_by_markup(&self, difference: Interval) -> Interval {
        if self.no_markup {
            Interval::ZERO
        } else if self.worse {
            difference.max(Interval::ZERO)
        } else {
            difference.min(Interval::ZERO)
        }
    }

    /// φ of both branches times `value`.
    fn marked_up(&self, value: Interval) -> Branches {
        let failure = if self.no_markup { value } else { value * self.markup };
        Branches { success: value, failure }
    }

    /// The cost τ ln(1 + q (e^{l/τ} − 1)) for probabilities already in [0, 1].
    fn cost(&self, probability: Interval, severity: f64) -> Interval {
        if severity <= 0.0 || probability.upper() <= 0.0 {
            return Interval::ZERO;
        }
        if self.is_neutral() {
            return probability * severity;
        }
        let exponent = Interval::point(severity) / self.tolerance;
        let cost = if exponent.upper() <= 30.0 {
            (probability * exponent.exp_m1()).ln_1p() * self.tolerance
        } else {
            let rest = (-exponent).exp();
            (rest + probability * (1.0 - rest)).ln() * self.tolerance + severity
        };
        cost.clamp(0.0, severity.next_up())
    }

    /// ∂cost/∂q = τ / (1/(e^{l/τ} − 1) + q).
    fn cost_slope(&self, probability: Interval, severity: Interval) -> Interval {
        if severity.upper() <= 0.0 {
            return Interval::ZERO;
        }
        if self.is_neutral() {
            return severity;
        }
        self.tolerance / (1.0 / (severity / self.tolerance).exp_m1() + probability)
    }

    /// π over a capability total; increasing.
    pub(super) fn success_probability(&self, capability: Interval) -> Interval {
        let at = |capability: f64| {
            if self.difficulty <= 0.0 {
                Interval::ONE
            } else if capability <= 0.0 {
                Interval::ZERO
            } else {
                let ratio = Interval::point(self.difficulty) / capability;
                1.0 / (1.0 + ratio.powf(self.game.parameters().contest_exponent))
            }
        };
        at(capability.lower()).hull(at(capability.upper())).clamp(0.0, 1.0)
    }

    /// dπ/dK = θ π (1 − π) / K.
    pub(super) fn success_slope(&self, capability: Interval) -> Interval {
        if self.difficulty <= 0.0 {
            return Interval::ZERO;
        }
        let success = self.success_probability(capability);
        success * (1.0 - success) * self.game.parameters().contest_exponent / capability
    }

    /// d²π/dK² = dπ/dK · (θ (1 − 2π) − 1) / K.
    pub(super) fn success_curvature(&self, capability: Interval) -> Interval {
        let success = self.success_probability(capability);
        let exponent = self.game.parameters().contest_exponent;
        self.success_slope(capability) * ((1.0 - success * 2.0) * exponent - 1.0) / capability
    }
}

/// q moved into [0, 1], and the slope of this: 1 inside, 0 above, between them where both occur.
fn capped(probability: Interval) -> (Interval, Interval) {
    let slope = if probability.lower() >= 0.0 && probability.upper() <= 1.0 {
        Interval::ONE
    } else if probability.lower() > 1.0 {
        Interval::ZERO
    } else {
        Interval::new(0.0, 1.0)
    };
    (probability.clamp(0.0, 1.0), slope)
}

/// One of the four ways in which a tier's costs rise with its share of a burden.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    /// What the state adds to the weights.
    pub(super) own: f64,
    /// What the others add.
    pub(super) others: Interval,
}

impl Share {
    /// s = own / (others + own).
    fn share(&self) -> Interval {
        if self.own <= 0.0 { Interval::ZERO } else { self.own / (self.others + self.own) }
    }

    /// −∂s/∂others = own / (others + own)².
    pub(super) fn relief(&self) -> Interval {
        if self.own <= 0.0 { Interval::ZERO } else { self.own / (self.others + self.own).square() }
    }

    /// −∂(s²/2)/∂others = own² / (others + own)³.
    pub(super) fn square_relief(&self) -> Interval {
        if self.own <= 0.0 { Interval::ZERO } else { self.relief() * self.share() }
    }
}

/// A tier of a state over a box of the others' totals.
pub(super) struct Side {
    pub(super) point: TierPoint,
    /// max(r, 0), which is what protection depends on.
    pub(super) protected_credit: f64,
    /// K, own part included, and own part.
    pub(super) capability: Interval,
    pub(super) own_capability: f64,
    pub(super) military: Share,
    pub(super) finance: Share,
    /// W(failure) − W(success), term by term: security, casualties, financial, launch, domestic,
    /// international, retaliation, entrapment.
    pub(super) spreads: [Interval; 8],
    /// −∂W/∂Λ by branch: launch, domestic, international.
    pub(super) legitimacy_relief: [Branches; 3],
    /// Which of these three have probabilities proportional to φ that stay below their cap.
    pub(super) regular: [bool; 3],
    /// ∂(launch cost)/∂(military share) by branch.
    pub(super) launch_slope: Branches,
}

impl Side {
    pub(super) fn new(setting: &Setting<'_>, point: TierPoint, own: [f64; 4], others: &OthersBox) -> Self {
        let parameters = setting.game.parameters();
        let credit = parameters.credit.of(&point).max(0.0);
        let military = Share { own: own[MILITARY], others: others[MILITARY] };
        let finance = Share { own: own[FINANCE], others: others[FINANCE] };
        let stance = others[STANCE] + own[STANCE];
        let legitimacy = Interval::point(setting.game.method().legitimacy)
            + Interval::point(parameters.authorization_legitimacy) * setting.game.authorization().indicator()
            + setting.stance_slope() * stance;
        let launch = launch(setting, legitimacy, &military);
        let domestic = domestic(setting, &point, legitimacy);
        let international = international(setting, &point, legitimacy);
        let spreads = [
            security(setting, credit),
            setting.state.casualty_sensitivity
                * pool_spread(setting, military, setting.game.method().casualties.mean),
            pool_spread(setting, finance, setting.game.method().financial.mean),
            launch.spread,
            domestic.spread,
            international.spread,
            retaliation(setting, &point),
            entrapment(setting, &point),
        ];
        Self {
            point,
            protected_credit: credit,
            capability: others[CAPABILITY] + own[CAPABILITY],
            own_capability: own[CAPABILITY],
            military,
            finance,
            spreads,
            legitimacy_relief: [launch.relief, domestic.relief, international.relief],
            regular: [launch.regular, domestic.regular, international.regular],
            launch_slope: launch.share_slope,
        }
    }

    /// W(failure) − W(success).
    pub(super) fn spread(&self) -> Interval {
        self.spreads.iter().copied().sum()
    }
}

/// Security by branch: only success depends on the tier, by credit.
fn security(setting: &Setting<'_>, credit: f64) -> Interval {
    let excludable = Interval::point(setting.game.parameters().excludable_protection);
    let protection = (1.0 - excludable) + excludable * credit;
    let method = setting.game.method();
    let effects = method.effectiveness.iter().zip(&method.backlash);
    let hazards = setting.state.hazards.iter().zip(effects);
    hazards
        .map(|(hazard, (&effectiveness, &backlash))| {
            let success = hazard.probability * (1.0 - effectiveness * protection);
            let failure = hazard.probability * (Interval::ONE + backlash);
            setting.cost(capped(failure).0, hazard.severity)
                - setting.cost(capped(success).0, hazard.severity)
        })
        .sum()
}

/// χ μ s: the variance is the same in both branches.
fn pool_spread(setting: &Setting<'_>, share: Share, mean: f64) -> Interval {
    if setting.no_markup { Interval::ZERO } else { (setting.markup - 1.0) * mean * share.share() }
}

/// A Bernoulli cost that depends on legitimacy.
struct Bernoulli {
    spread: Interval,
    relief: Branches,
    regular: bool,
    share_slope: Branches,
}

impl Bernoulli {
    /// A cost that is the same in both branches and moved by nothing.
    const NONE: Self =
        Self { spread: Interval::ZERO, relief: Branches::ZERO, regular: true, share_slope: Branches::ZERO };
}

/// q = base (1 − η Λ) φ + fixed, with its slope −base η φ in Λ.
fn bernoulli(
    setting: &Setting<'_>,
    (base, fixed): (Interval, Interval),
    (legitimacy, sensitivity): (Interval, f64),
    severity: f64,
) -> Bernoulli {
    let at = |marked: Interval| {
        let (probability, slope) = capped(marked * (1.0 - sensitivity * legitimacy) + fixed);
        let relief =
            setting.cost_slope(probability, Interval::point(severity)) * slope * marked * sensitivity;
        (setting.cost(probability, severity), relief, slope)
    };
    let marked = setting.marked_up(base);
    let (success, failure) = (at(marked.success), at(marked.failure));
    let spread = setting.signed_by_markup(failure.0 - success.0);
    Bernoulli {
        spread: if base.upper() <= 0.0 { Interval::ZERO } else { spread },
        relief: Branches { success: success.1, failure: failure.1 },
        regular: fixed.upper() <= 0.0 && is_one(success.2) && is_one(failure.2),
        share_slope: Branches::ZERO,
    }
}

fn is_one(slope: Interval) -> bool {
    slope == Interval::ONE
}

fn domestic(setting: &Setting<'_>, point: &TierPoint, legitimacy: Interval) -> Bernoulli {
    let parameters = setting.game.parameters();
    let opposition = Interval::point(setting.state.opposition);
    let licence = if point.exposure > 0.0 {
        1.0 - Interval::point(parameters.military_licence) * setting.game.authorization().indicator()
    } else {
        Interval::ONE
    };
    let scale = parameters.domestic_probability * licence;
    let base = scale * opposition * (point.endorsement() + point.exposure) / 2.0;
    let fixed = scale * (1.0 - opposition) * point.opposition();
    let sensitivity = parameters.domestic_legitimacy;
    bernoulli(setting, (base, fixed), (legitimacy, sensitivity), setting.state.domestic_severity)
}

fn international(setting: &Setting<'_>, point: &TierPoint, legitimacy: Interval) -> Bernoulli {
    let parameters = setting.game.parameters();
    let severity = setting.state.international_severity;
    let probability = Interval::point(parameters.international_probability);
    if point.stance >= 0.0 {
        return bernoulli(
            setting,
            (probability * point.endorsement(), Interval::ZERO),
            (legitimacy, 1.0),
            severity,
        );
    }
    // Opponents are blamed the more, the more legitimate the action; failure changes nothing.
    let blamed = probability * point.opposition();
    let (blame, inside) = capped(blamed * legitimacy);
    let slope = -(setting.cost_slope(blame, Interval::point(severity)) * inside * blamed);
    Bernoulli { relief: Branches::both(slope), ..Bernoulli::NONE }
}

/// q = q_L (1 − η_L Λ) φ, severity l_L s.
fn launch(setting: &Setting<'_>, legitimacy: Interval, military: &Share) -> Bernoulli {
    let parameters = setting.game.parameters();
    let (severity, sensitivity) = (parameters.launch_severity, parameters.launch_legitimacy);
    if military.own <= 0.0 || severity <= 0.0 {
        return Bernoulli::NONE;
    }
    let loss = severity * military.share();
    let at = |marked: Interval| {
        let (probability, slope) = capped(marked * (1.0 - sensitivity * legitimacy));
        let relief = setting.cost_slope(probability, loss) * slope * marked * sensitivity;
        let cost = setting.cost(probability, loss.upper()).hull(setting.cost(probability, loss.lower()));
        (cost, relief, severity * tilted(setting, probability, loss), slope)
    };
    let marked = setting.marked_up(Interval::point(parameters.launch_probability));
    let (success, failure) = (at(marked.success), at(marked.failure));
    Bernoulli {
        spread: setting.signed_by_markup(failure.0 - success.0),
        relief: Branches { success: success.1, failure: failure.1 },
        regular: is_one(success.3) && is_one(failure.3),
        share_slope: Branches { success: success.2, failure: failure.2 },
    }
}

/// q / (q + (1 − q) e^{−l/τ}): the probability of the loss, tilted by risk aversion; rises in q and l.
fn tilted(setting: &Setting<'_>, probability: Interval, loss: Interval) -> Interval {
    if setting.is_neutral() {
        return probability;
    }
    let at = |probability: f64, loss: f64| {
        if probability <= 0.0 {
            return Interval::ZERO;
        }
        let odds = (-(Interval::point(loss) / setting.tolerance)).exp();
        let probability = Interval::point(probability);
        (probability / (probability + (1.0 - probability) * odds)).clamp(0.0, 1.0)
    };
    at(probability.lower(), loss.lower()).hull(at(probability.upper(), loss.upper()))
}

fn retaliation(setting: &Setting<'_>, point: &TierPoint) -> Interval {
    let parameters = setting.game.parameters();
    let [exposure, stance, access] = parameters.retaliation_weights.map(Interval::point);
    let drawn = (exposure * point.exposure + stance * point.endorsement() + access * point.access)
        / (exposure + stance + access);
    certain(setting, parameters.retaliation_probability * drawn, setting.state.retaliation_severity)
}

fn entrapment(setting: &Setting<'_>, point: &TierPoint) -> Interval {
    let probability = Interval::point(setting.game.parameters().entrapment_probability) * point.exposure;
    certain(setting, probability, setting.state.entrapment_severity)
}

/// The spread of a cost that no total moves.
fn certain(setting: &Setting<'_>, probability: Interval, severity: f64) -> Interval {
    bernoulli(setting, (probability, Interval::ZERO), (Interval::ZERO, 0.0), severity).spread
}
