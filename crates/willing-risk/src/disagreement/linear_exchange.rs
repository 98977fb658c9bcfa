//! Two states that take a share of each other's hazard, and see it differently.

use super::pool::check_tolerance;
use crate::Error;
use crate::error::{amount, unit};

/// e^x overflows far above; from here on sums are taken around their largest term.
const LARGE_EXPONENT: f64 = 30.0;

/// Two states of the same risk tolerance τ, each threatened by a hazard of its own with the same severity ℓ;
/// at most one of the two occurs. Each believes in its own hazard with probability p, and in the partner's
/// with probability q.
///
/// Each may take the share f of the partner's loss: (1 − f) of its own, f of the other's. No bets: f ≥ 0,
/// nobody profits from an ally's harm. The total of certainty equivalents,
/// −2τ ln[1 + p (e^{(1−f)ℓ/τ} − 1) + q (e^{fℓ/τ} − 1)], is concave in f, and best at
/// **f\* = clamp(½ − (τ/2ℓ) ln(q/p), 0, 1)**: the wider the gap in awareness, the less is shared; from
/// q/p = e^{ℓ/τ} on, nothing.
///
/// # Example
///
/// ```
/// use willing_risk::disagreement::TwoHazards;
///
/// let agree = TwoHazards::new(4.0, 4.0, 0.1, 0.1)?;
/// let differ = TwoHazards::new(4.0, 4.0, 0.1, 0.2)?;
/// assert_eq!(agree.share(), 0.5);
/// assert!((differ.share() - (0.5 - 2_f64.ln() / 2.0)).abs() < 1e-15);
/// // Sharing stops when the partner's hazard looks e times as likely as one's own.
/// assert!((agree.stop_ratio() - 1_f64.exp()).abs() < 1e-15);
/// # Ok::<(), willing_risk::Error>(())
/// ```
///
/// # References
///
/// Linear sharing without side bets; with them, Wilson (1968), *The theory of syndicates*.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "TwoHazardsData")
)]
pub struct TwoHazards {
    #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
    tolerance: f64,
    severity: f64,
    own: f64,
    partner: f64,
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct TwoHazardsData {
    #[serde(with = "crate::unbounded")]
    tolerance: f64,
    severity: f64,
    own: f64,
    partner: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<TwoHazardsData> for TwoHazards {
    type Error = Error;

    fn try_from(data: TwoHazardsData) -> Result<Self, Error> {
        Self::new(data.tolerance, data.severity, data.own, data.partner)
    }
}

impl TwoHazards {
    /// Risk tolerance τ and severity ℓ in money, and the probability that each state gives to its `own`
    /// hazard and to its `partner`'s.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a risk tolerance outside [1e-6, 1e12] that is not infinite, a severity
    /// outside [0, 1e12] or a probability outside [0, 1], NaN included; [`Error::Contradiction`] for
    /// probabilities of more than 1 in sum.
    pub fn new(tolerance: f64, severity: f64, own: f64, partner: f64) -> Result<Self, Error> {
        check_tolerance("two hazards", tolerance)?;
        amount("two hazards", "severity", severity)?;
        unit("two hazards", "probability of one's own hazard", own)?;
        unit("two hazards", "probability of the partner's hazard", partner)?;
        if own + partner > 1.0 {
            return Err(Error::Contradiction {
                place: "two hazards".to_owned(),
                left: "the probability of one's own hazard",
                left_value: own,
                right: "the probability of the partner's",
                right_value: partner,
                expected: "at most 1 in sum, since at most one of them occurs",
            });
        }
        Ok(Self { tolerance, severity, own, partner })
    }

    /// τ, in money.
    #[must_use]
    pub fn tolerance(self) -> f64 {
        self.tolerance
    }

    /// ℓ, in money.
    #[must_use]
    pub fn severity(self) -> f64 {
        self.severity
    }

    /// p: how likely each state thinks its own hazard.
    #[must_use]
    pub fn own(self) -> f64 {
        self.own
    }

    /// q: how likely each state thinks its partner's hazard.
    #[must_use]
    pub fn partner(self) -> f64 {
        self.partner
    }

    /// f\* = clamp(½ − (τ/2ℓ) ln(q/p), 0, 1): the share of the partner's loss that each state takes. In the
    /// limits τ = ∞ and ℓ = 0, all goes to whoever fears it less; ½ where both see the same.
    #[must_use]
    pub fn share(self) -> f64 {
        self.share_with_bets().clamp(0.0, 1.0)
    }

    /// ½ − (τ/2ℓ) ln(q/p), unclamped: what the states would do if they could bet against each other. Below 0,
    /// each profits from the other's harm.
    #[must_use]
    pub fn share_with_bets(self) -> f64 {
        if self.own.total_cmp(&self.partner).is_eq() {
            return 0.5;
        }
        let log_ratio = self.partner.ln() - self.own.ln();
        0.5 - log_ratio * (self.tolerance / self.severity) / 2.0
    }

    /// The sum of both certainty equivalents in money, if each takes this share of the partner's loss; never
    /// positive.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a share outside [0, 1], NaN included.
    pub fn value(self, share: f64) -> Result<f64, Error> {
        unit("two hazards", "share", share)?;
        Ok(self.value_at(share))
    }

    fn value_at(self, share: f64) -> f64 {
        let (kept, taken) = ((1.0 - share) * self.severity, share * self.severity);
        if self.tolerance.is_infinite() {
            return -2.0 * (self.own * kept + self.partner * taken);
        }
        let (kept, taken) = (kept / self.tolerance, taken / self.tolerance);
        let largest = kept.max(taken);
        let log_mean = if largest <= LARGE_EXPONENT {
            (self.own * kept.exp_m1() + self.partner * taken.exp_m1()).ln_1p()
        } else {
            let neither = (1.0 - self.own - self.partner).max(0.0);
            let weighted = [(neither, 0.0), (self.own, kept), (self.partner, taken)];
            // Around the largest exponent that has any probability: others may be out of reach.
            let possible = || weighted.iter().filter(|(probability, _)| *probability > 0.0);
            let around = possible().map(|&(_, exponent)| exponent).fold(0.0, f64::max);
            let sum: f64 =
                possible().map(|&(probability, exponent)| probability * (exponent - around).exp()).sum();
            around + sum.ln()
        };
        -2.0 * self.tolerance * log_mean
    }

    /// The sum of both certainty equivalents at the best share, [`Self::share`].
    #[must_use]
    pub fn best_value(self) -> f64 {
        self.value_at(self.share())
    }

    /// The sum of both certainty equivalents if each bears its own hazard.
    #[must_use]
    pub fn value_alone(self) -> f64 {
        self.value_at(0.0)
    }

    /// The sum of both certainty equivalents in a pool with the fixed share ½: below
    /// [`Self::value_alone`] once the partner looks riskier by more than [`Self::pool_gap`].
    #[must_use]
    pub fn value_of_pool(self) -> f64 {
        self.value_at(0.5)
    }

    /// The sum of both certainty equivalents at [`Self::share_with_bets`]:
    /// −2τ ln[1 − p − q + 2√(pq) e^{ℓ/2τ}]. It rises again where disagreement is large, because the states
    /// then gain from betting against each other; ∞ if the bets are unbounded.
    #[must_use]
    pub fn value_with_bets(self) -> f64 {
        if self.own.total_cmp(&self.partner).is_eq() {
            return self.value_at(0.5);
        }
        if self.tolerance.is_infinite() {
            return f64::INFINITY;
        }
        // 1 − p − q + 2√(pq) e^{h} = 1 − (√p − √q)² + 2√(pq) (e^{h} − 1), with h = ℓ/2τ.
        let half = self.severity / self.tolerance / 2.0;
        let common = 2.0 * self.own.sqrt() * self.partner.sqrt();
        let apart = (self.own.sqrt() - self.partner.sqrt()).powi(2);
        let log_mean = if half <= LARGE_EXPONENT || common <= 0.0 {
            let growth = if common > 0.0 { common * half.exp_m1() } else { 0.0 };
            (growth - apart).ln_1p()
        } else {
            let neither = (1.0 - self.own - self.partner).max(0.0);
            half + (neither * (-half).exp() + common).ln()
        };
        -2.0 * self.tolerance * log_mean
    }

    /// The ratio q/p from which on nothing is shared, e^{ℓ/τ}; ∞ if it is too large for a number.
    #[must_use]
    pub fn stop_ratio(self) -> f64 {
        (self.severity / self.tolerance).exp()
    }

    /// The gap q − p from which on nothing is shared, p (e^{ℓ/τ} − 1). A gap that leaves no probability,
    /// above 1 − 2p, is never reached.
    #[must_use]
    pub fn stop_gap(self) -> f64 {
        self.times_own((self.severity / self.tolerance).exp_m1())
    }

    /// The gap q − p from which on a pool with the fixed share ½ is worse than bearing one's own:
    /// p (e^{ℓ/2τ} − 1).
    #[must_use]
    pub fn pool_gap(self) -> f64 {
        self.times_own((self.severity / self.tolerance / 2.0).exp_m1())
    }

    /// A state that sees no hazard of its own stops at any gap, however large the factor.
    fn times_own(self, factor: f64) -> f64 {
        if self.own > 0.0 { self.own * factor } else { 0.0 }
    }
}
