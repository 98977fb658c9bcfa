//! Slopes of a gain U(upper) − U(lower) in the others' totals, enclosed term by term.
//!
//! # How the enclosure keeps signs
//!
//! With W_b the costs of branch b, X = W_F − W_S and π̃_F the weight of failure under the tilted
//! odds (1 − π) e^{X/τ} : π, the slope of U in a total that moves costs is Σ_b π̃_b H_b with
//! H_b = −∂W_b. The slope of the gain is therefore
//!
//! ```text
//! Σ_b π̃_b(upper) [H_b(upper) − H_b(lower)] + [π̃_F(upper) − π̃_F(lower)] [H_F(lower) − H_S(lower)]
//! ```
//!
//! and the slope in K, with Φ = ∂U/∂π,
//!
//! ```text
//! [π′(upper) − π′(lower)] Φ(upper) + π′(lower) [Φ(upper) − Φ(lower)].
//! ```
//!
//! Each bracket is a sum of differences that are exactly 0 where both tiers have the same
//! coordinates, and otherwise bounded by the mean value theorem. Without this, no interval could
//! prove a slope of exactly 0, and most slopes between neighbouring tiers are.

use willing_risk::{CAPABILITY, FINANCE, MILITARY, STANCE};

use super::side::{Branches, Setting, Share, Side};
use crate::interval::Interval;

// Places in `Side::legitimacy_relief`.
const LAUNCH: usize = 0;
const DOMESTIC: usize = 1;
const INTERNATIONAL: usize = 2;

/// Enclosures of the slopes of U(upper) − U(lower) in each of the others' totals.
pub(super) fn gain_slopes(setting: &Setting<'_>, lower: &Side, upper: &Side) -> [Interval; 4] {
    let pair = Pair::new(setting, lower, upper);
    let mut slopes = [Interval::ZERO; 4];
    slopes[CAPABILITY] = pair.capability_slope();
    slopes[STANCE] = pair.stance_slope();
    slopes[MILITARY] = pair.military_slope();
    slopes[FINANCE] = pair.finance_slope();
    slopes
}

/// Two tiers of one state over the same totals of the others.
struct Pair<'a> {
    setting: &'a Setting<'a>,
    lower: &'a Side,
    upper: &'a Side,
    same_exposure: bool,
    same_stance: bool,
    /// How much capability the step adds.
    step: Interval,
    /// X(upper) − X(lower).
    spread_change: Interval,
}

impl<'a> Pair<'a> {
    fn new(setting: &'a Setting<'a>, lower: &'a Side, upper: &'a Side) -> Self {
        let same = |one: f64, other: f64| (one - other).abs() <= 0.0;
        let same_exposure = same(lower.point.exposure, upper.point.exposure);
        let same_stance = same(lower.point.stance, upper.point.stance);
        let same_access = same(lower.point.access, upper.point.access);
        let same_credit = same(lower.protected_credit, upper.protected_credit)
            || setting.game.parameters().excludable_protection <= 0.0;
        let unchanged = [
            same_credit,
            same(lower.military.own, upper.military.own),
            same(lower.finance.own, upper.finance.own),
            same_exposure && same_stance,
            same_exposure && same_stance,
            same_stance,
            same_exposure && same_stance && same_access,
            same_exposure,
        ];
        // A larger share, or a larger regular probability, adds to what failure adds: the sign of χ.
        let (rises_military, rises_finance) =
            (lower.military.own <= upper.military.own, lower.finance.own <= upper.finance.own);
        let domestic_rises = same_stance
            && lower.point.exposure <= upper.point.exposure
            && lower.regular[DOMESTIC]
            && upper.regular[DOMESTIC];
        let launch_rises = same_stance && rises_military;
        let signed =
            [false, rises_military, rises_finance, launch_rises, domestic_rises, false, false, false];
        let changes = upper.spreads.iter().zip(&lower.spreads).zip(unchanged).zip(signed);
        let spread_change = changes
            .map(|(((&upper, &lower), unchanged), signed)| match (unchanged, signed) {
                (true, _) => Interval::ZERO,
                (false, true) => setting.signed_by_markup(upper - lower),
                (false, false) => upper - lower,
            })
            .sum();
        let step = if same(lower.own_capability, upper.own_capability) {
            Interval::ZERO
        } else {
            Interval::point(upper.own_capability) - lower.own_capability
        };
        Self { setting, lower, upper, same_exposure, same_stance, step, spread_change }
    }

    fn success(&self, side: &Side) -> Interval {
        self.setting.success_probability(side.capability)
    }

    /// π(upper) − π(lower), by the mean value theorem.
    fn success_change(&self) -> Interval {
        let between = self.lower.capability.hull(self.upper.capability);
        let mean_value = self.setting.success_slope(between) * self.step;
        meet(mean_value, self.success(self.upper) - self.success(self.lower))
    }

    /// π̃_F: falls in π, rises in X.
    fn failure_weight(&self, side: &Side) -> Interval {
        let success = self.success(side);
        if self.setting.is_neutral() {
            return (1.0 - success).clamp(0.0, 1.0);
        }
        let at = |success: f64, spread: f64| {
            let success = Interval::point(success);
            let odds = (-(Interval::point(spread) / self.setting.tolerance)).exp();
            ((1.0 - success) / ((1.0 - success) + success * odds)).clamp(0.0, 1.0)
        };
        let spread = side.spread();
        at(success.upper(), spread.lower()).hull(at(success.lower(), spread.upper()))
    }

    /// π̃_F(upper) − π̃_F(lower).
    fn failure_weight_change(&self) -> Interval {
        if self.setting.difficulty <= 0.0 {
            return Interval::ZERO;
        }
        if self.setting.is_neutral() {
            return -self.success_change();
        }
        let (lower, upper) = (self.failure_weight(self.lower), self.failure_weight(self.upper));
        let between = lower.hull(upper);
        let steepness = (between * (1.0 - between)).clamp(0.0, 0.25);
        // ln(π/(1 − π)) = θ ln(K/D).
        let odds_change = if self.step.upper() <= 0.0 {
            Interval::ZERO
        } else {
            (self.step / self.lower.capability).ln_1p() * self.setting.game.parameters().contest_exponent
        };
        let mean_value = steepness * (self.spread_change / self.setting.tolerance - odds_change);
        meet(mean_value, upper - lower)
    }

    /// Σ_b π̃_b(upper) `relief_change`_b + [π̃_F(upper) − π̃_F(lower)] `relief_spread`(lower).
    fn tilted(&self, relief_change: Branches, relief_spread: Interval) -> Interval {
        let weight = self.failure_weight(self.upper);
        relief_change.failure * weight
            + relief_change.success * (1.0 - weight).clamp(0.0, 1.0)
            + self.failure_weight_change() * relief_spread
    }

    #[expect(clippy::indexing_slicing, reason = "the three places of an array of three")]
    fn stance_slope(&self) -> Interval {
        let slope = self.setting.stance_slope();
        if slope.upper() <= 0.0 {
            return Interval::ZERO;
        }
        let same_point = self.same_exposure && self.same_stance;
        let more_exposure = self.same_stance && self.lower.point.exposure <= self.upper.point.exposure;
        let mut change = Branches::ZERO;
        let mut spread = Interval::ZERO;
        for (term, same) in [(LAUNCH, same_point), (DOMESTIC, same_point), (INTERNATIONAL, self.same_stance)]
        {
            let (lower, upper) = (self.lower.legitimacy_relief[term], self.upper.legitimacy_relief[term]);
            // At the same legitimacy, a larger share or a larger regular probability is relieved more:
            // q τ / (1/(e^{l/τ} − 1) + q (1 − η Λ)) rises in q and in l.
            let regular = self.lower.regular[term] && self.upper.regular[term];
            let rises = more_exposure && (term == LAUNCH || regular);
            if !same {
                let own = upper.with(lower, |upper, lower| {
                    if rises { (upper - lower).max(Interval::ZERO) } else { upper - lower }
                });
                change = change.with(own, |sum, term| sum + term);
            }
            spread += self.branch_difference(&lower, self.lower.regular[term]);
        }
        slope * self.tilted(change, spread)
    }

    /// failure − success: exactly 0 where failure changes nothing, of the sign of χ where it scales a
    /// probability that stays below its cap.
    fn branch_difference(&self, relief: &Branches, regular: bool) -> Interval {
        let opponent = relief.success == relief.failure && relief.success.upper() <= 0.0;
        let difference = relief.failure - relief.success;
        if self.setting.no_markup || opponent {
            Interval::ZERO
        } else if regular {
            self.setting.signed_by_markup(difference)
        } else {
            difference
        }
    }

    fn military_slope(&self) -> Interval {
        let pool = self.setting.game.method().casualties;
        let sensitivity = self.setting.state.casualty_sensitivity;
        let relief = Relief { lower: self.lower.military, upper: self.upper.military };
        let (pool_change, pool_spread) = self.pool_relief(&relief, sensitivity, pool);
        let (launch_change, launch_spread) = self.launch_relief(&relief);
        self.tilted(
            pool_change.with(launch_change, |pool, launch| pool + launch),
            pool_spread + launch_spread,
        )
    }

    fn finance_slope(&self) -> Interval {
        let relief = Relief { lower: self.lower.finance, upper: self.upper.finance };
        let (change, spread) = self.pool_relief(&relief, 1.0, self.setting.game.method().financial);
        self.tilted(change, spread)
    }

    /// A pool carried with share κ s costs κ s μ φ + κ² s² σ² / 2τ.
    fn pool_relief(&self, relief: &Relief, factor: f64, pool: willing_risk::Pool) -> (Branches, Interval) {
        let mean = Interval::point(factor) * pool.mean;
        let variance = if self.setting.is_neutral() {
            Interval::ZERO
        } else {
            (Interval::point(factor) * pool.deviation).square() / self.setting.tolerance
        };
        let linear = mean * relief.linear_change();
        let square = variance * relief.square_change();
        let failure = if self.setting.no_markup { linear } else { linear * self.setting.markup };
        let spread = if self.setting.no_markup {
            Interval::ZERO
        } else {
            (self.setting.markup - 1.0) * mean * relief.lower.relief()
        };
        (Branches { success: linear + square, failure: failure + square }, spread)
    }

    /// ∂(launch cost)/∂s · (−∂s/∂others): the first factor rises in s.
    fn launch_relief(&self, relief: &Relief) -> (Branches, Interval) {
        let (lower, upper) = (self.lower.launch_slope, self.upper.launch_slope);
        let linear_change = relief.linear_change();
        let before = relief.lower.relief();
        let change = upper.with(lower, |upper, lower| {
            let mut slope_change = upper - lower;
            if self.same_stance && relief.lower.own > 0.0 {
                // Legitimacy is the same, and a larger share tilts the odds of the loss upward.
                slope_change = if self.setting.is_neutral() || relief.lower.own >= relief.upper.own {
                    Interval::ZERO
                } else {
                    slope_change.max(Interval::ZERO)
                };
            }
            upper * linear_change + slope_change * before
        });
        // The tilted probability of the loss rises in q, capped or not.
        let spread = self.setting.signed_by_markup(lower.failure - lower.success) * before;
        (change, spread)
    }

    /// Φ = ∂U/∂π = τ (1 − v) / (π v + 1 − π) with v = e^{−X/τ}: rises in X and in π.
    fn value_of_success(&self, side: &Side) -> Interval {
        let spread = side.spread();
        if self.setting.is_neutral() {
            return spread;
        }
        let success = self.success(side);
        let at = |success: f64, spread: f64| {
            let exponent = -(Interval::point(spread) / self.setting.tolerance);
            let success = Interval::point(success);
            -exponent.exp_m1() * self.setting.tolerance / (success * exponent.exp() + (1.0 - success))
        };
        at(success.lower(), spread.lower()).hull(at(success.upper(), spread.upper()))
    }

    /// Φ(upper) − Φ(lower), with ∂Φ/∂X = v / (π v + 1 − π)² and ∂Φ/∂π = τ (1 − v)² / (π v + 1 − π)².
    fn value_change(&self) -> Interval {
        if self.setting.is_neutral() {
            return self.spread_change;
        }
        let odds = (-(self.lower.spread().hull(self.upper.spread()) / self.setting.tolerance)).exp();
        let success = self.success(self.lower).hull(self.success(self.upper));
        let denominator = (1.0 - success * (1.0 - odds)).square();
        let mean_value = self.spread_change * (odds / denominator)
            + self.success_change() * ((1.0 - odds).square() * self.setting.tolerance / denominator);
        meet(mean_value, self.value_of_success(self.upper) - self.value_of_success(self.lower))
    }

    fn capability_slope(&self) -> Interval {
        if self.setting.difficulty <= 0.0 {
            return Interval::ZERO;
        }
        let (before, after) = (self.lower.capability, self.upper.capability);
        let slope_change = if self.step.upper() <= 0.0 {
            Interval::ZERO
        } else {
            let mean_value = self.setting.success_curvature(before.hull(after)) * self.step;
            meet(mean_value, self.setting.success_slope(after) - self.setting.success_slope(before))
        };
        slope_change * self.value_of_success(self.upper)
            + self.setting.success_slope(before) * self.value_change()
    }
}

/// How much others' weight relieves the shares of two tiers.
struct Relief {
    lower: Share,
    upper: Share,
}

impl Relief {
    fn unchanged(&self) -> bool {
        (self.lower.own - self.upper.own).abs() <= 0.0
    }

    /// own′/(o + own′)² − own/(o + own)² = (own′ − own)(o² − own own′) / ((o + own)²(o + own′)²):
    /// positive iff the shares are, in the geometric mean, below one half.
    fn linear_change(&self) -> Interval {
        if self.unchanged() {
            return Interval::ZERO;
        }
        if self.lower.own <= 0.0 {
            return self.upper.relief();
        }
        let (before, after, others) = (self.lower.own, self.upper.own, self.upper.others);
        let step = Interval::point(after) - before;
        let numerator = step * (others.square() - Interval::point(before) * after);
        numerator / ((others + before).square() * (others + after).square())
    }

    /// The same for own²/(o + own)³, whose slope in own is own (2 o − own) / (o + own)⁴.
    fn square_change(&self) -> Interval {
        if self.unchanged() {
            return Interval::ZERO;
        }
        if self.lower.own <= 0.0 {
            return self.upper.square_relief();
        }
        let own = Interval::between(self.lower.own, self.upper.own);
        let others = self.upper.others;
        let step = Interval::point(self.upper.own) - self.lower.own;
        let slope = own * (others * 2.0 - own) / (others + own).square().square();
        meet(step * slope, self.upper.square_relief() - self.lower.square_relief())
    }
}

/// Both enclosures hold, so their intersection does.
fn meet(one: Interval, other: Interval) -> Interval {
    one.intersection(other).unwrap_or_else(|| one.hull(other))
}
