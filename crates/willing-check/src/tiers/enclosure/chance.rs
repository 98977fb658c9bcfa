//! The probability of success at two capabilities that differ by a fixed step.

use crate::interval::Interval;

/// π(K) = 1/(1 + (D/K)^θ) in the view of one player.
pub(super) struct Contest {
    difficulty: f64,
    exponent: f64,
    /// Where π′ is greatest and how great, if θ > 1.
    peak: Option<(Interval, Interval)>,
}

/// Probabilities of success and of failure. They are enclosed apart, so that a small one keeps its
/// relative accuracy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chance {
    pub(super) success: Interval,
    pub(super) failure: Interval,
}

impl Chance {
    const CERTAIN: Self = Self { success: Interval::ONE, failure: Interval::ZERO };
    const IMPOSSIBLE: Self = Self { success: Interval::ZERO, failure: Interval::ONE };

    /// The chance at these odds (D/K)^θ against success.
    fn of_odds(odds: f64) -> Self {
        if odds <= 0.0 {
            Self::CERTAIN
        } else if odds.is_infinite() {
            Self::IMPOSSIBLE
        } else {
            let whole = 1.0 + Interval::point(odds);
            Self { success: Interval::ONE / whole, failure: odds / whole }
        }
    }

    /// This chance moved by `step`.
    fn moved(self, step: f64) -> Self {
        Self {
            success: (self.success + step).clamp(0.0, 1.0),
            failure: (self.failure - step).clamp(0.0, 1.0),
        }
    }

    fn lesser(self, other: Self) -> Self {
        Self { success: self.success.min(other.success), failure: self.failure.max(other.failure) }
    }

    fn greater(self, other: Self) -> Self {
        Self { success: self.success.max(other.success), failure: self.failure.min(other.failure) }
    }
}

/// One end of a range of capabilities.
#[derive(Clone, Copy)]
struct End {
    capability: f64,
    odds: f64,
    chance: Chance,
}

/// The success probabilities of one tier over a box: from that at the least capability, bounded
/// below, to that at the greatest, bounded above.
#[derive(Clone, Copy)]
pub(super) struct Span {
    low: End,
    high: End,
}

impl Span {
    pub(super) fn ends(&self) -> [Chance; 2] {
        [self.low.chance, self.high.chance]
    }
}

/// Pairs of probabilities at two tiers whose hull has all pairs that a box allows.
pub(super) struct Pairs {
    /// At the first tier.
    pub(super) first: [Chance; 4],
    /// At the second tier.
    pub(super) second: [Chance; 4],
}

impl Pairs {
    /// Which entry of `first` stands with which of `second` at the vertices of the hull.
    pub(super) const VERTICES: [(usize, usize); 6] = [(0, 0), (0, 2), (2, 1), (1, 1), (1, 3), (3, 0)];
}

impl Contest {
    pub(super) fn new(difficulty: f64, exponent: f64) -> Self {
        let peak = (exponent > 1.0 && difficulty > 0.0).then(|| {
            let theta = Interval::point(exponent);
            let ratio = (theta - 1.0) / (theta + 1.0);
            let place = difficulty * ratio.pow(1.0 / theta);
            (place, (theta - 1.0) * (theta + 1.0) / (4.0 * theta * place))
        });
        Self { difficulty, exponent, peak }
    }

    /// The chances over `capability`, own part included; its members below 0 are none.
    pub(super) fn span(&self, capability: Interval) -> Span {
        let (low, high) = capability.max(Interval::ZERO).ends();
        Span { low: self.end(low, self.odds_above(low)), high: self.end(high, self.odds_below(high)) }
    }

    fn end(&self, capability: f64, odds: f64) -> End {
        let chance = if self.difficulty <= 0.0 { Chance::CERTAIN } else { Chance::of_odds(odds) };
        End { capability, odds, chance }
    }

    fn odds_above(&self, capability: f64) -> f64 {
        if self.difficulty <= 0.0 {
            0.0
        } else if capability <= 0.0 {
            f64::INFINITY
        } else {
            (self.difficulty / capability).next_up().powf(self.exponent).next_up().next_up()
        }
    }

    fn odds_below(&self, capability: f64) -> f64 {
        if self.difficulty <= 0.0 {
            0.0
        } else if capability <= 0.0 {
            f64::INFINITY
        } else {
            let ratio = (self.difficulty / capability).next_down().max(0.0);
            ratio.powf(self.exponent).next_down().next_down().max(0.0)
        }
    }

    /// The pairs that `first` and `second` allow together, the second capability being the first
    /// plus `step`.
    ///
    /// They lie on a rising curve within the rectangle of both spans on which π₂ − π₁ lies between
    /// step · min π′ and step · max π′: a hexagon with two of its corners on the curve's ends.
    pub(super) fn pairs(&self, first: &Span, second: &Span, step: Interval) -> Pairs {
        let difference = step * self.slopes(first, second);
        let (least, most) = difference.ends();
        let ([a, b], [c, d]) = (first.ends(), second.ends());
        if !difference.is_finite() {
            return Pairs { first: [a, b, a, b], second: [c, d, d, c] };
        }
        Pairs {
            first: [a, b, a.greater(d.moved(-most)), b.lesser(c.moved(-least))],
            second: [c, d, d.lesser(a.moved(most)), c.greater(b.moved(least))],
        }
    }

    /// All values of π′ between the least and the greatest capability of two spans.
    fn slopes(&self, first: &Span, second: &Span) -> Interval {
        let lesser = |one: End, other: End| if one.capability <= other.capability { one } else { other };
        let greater = |one: End, other: End| if one.capability <= other.capability { other } else { one };
        let (low, high) = (lesser(first.low, second.low), greater(first.high, second.high));
        let ends = self.slope(low).hull(self.slope(high));
        // π′ has one peak, or falls everywhere: no value is below both ends, and none between them
        // above the greater unless the peak lies between.
        match self.peak {
            Some((place, height)) if place.upper() >= low.capability && place.lower() <= high.capability => {
                ends.hull(height)
            }
            _ => ends,
        }
    }

    /// π′ = θ π (1 − π)/K at one end.
    fn slope(&self, end: End) -> Interval {
        let theta = self.exponent;
        if self.difficulty <= 0.0 || end.capability.is_infinite() {
            return Interval::ZERO;
        }
        if end.capability <= 0.0 {
            return if theta > 1.0 {
                Interval::ZERO
            } else if theta < 1.0 {
                Interval::point(f64::INFINITY)
            } else {
                Interval::ONE / self.difficulty
            };
        }
        // The odds were rounded to one side: D/K by up to 1½ ulp, which the power multiplies by θ,
        // and the power itself by up to 3 ulp.
        let error = (4.0 * theta + 16.0) * f64::EPSILON;
        let odds = match end.odds {
            small if small < 1e-290 => Interval::new(0.0, 1e-290),
            large if large > 1e290 => Interval::new(1e290, f64::INFINITY),
            odds => Interval::point(odds) * Interval::new(1.0 - error, 1.0 + error),
        };
        let success = Interval::ONE / (1.0 + odds);
        // 1 − 1/(1 + r) as 1/(1 + 1/r): each interval enters once.
        let failure = if odds.lower() > 0.0 {
            Interval::ONE / (1.0 + Interval::ONE / odds)
        } else {
            Interval::new(0.0, 1e-290)
        };
        theta * success * failure / end.capability
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests may")]

    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 2000,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(27),
            ..ProptestConfig::default()
        })]

        /// π and its differences at any capability of the span are among the pairs.
        #[test]
        fn the_hexagon_contains_the_curve(
            difficulty in 0.01..10.0_f64, exponent in 0.3..9.0_f64, low in 0.0..10.0_f64,
            width in 0.0..3.0_f64, own in 0.0..3.0_f64, other in 0.0..3.0_f64, place in 0.0..=1.0_f64,
            towards in (-1.0..1.0_f64, -1.0..1.0_f64),
        ) {
            let contest = Contest::new(difficulty, exponent);
            let capability = Interval::new(low, low + width);
            let (first, second) = (contest.span(capability + own), contest.span(capability + other));
            let step = Interval::point(other) - own;
            let pairs = contest.pairs(&first, &second, step);
            let at = |k: f64| if k > 0.0 { 1.0 / (1.0 + (difficulty / k).powf(exponent)) } else { 0.0 };
            let k = low + place * width;
            let (p, q) = (at(k + own), at(k + other));
            // A point is in the hull iff no direction separates it from all vertices.
            let along = |p: f64, q: f64| towards.0 * p + towards.1 * q;
            let reach = Pairs::VERTICES
                .iter()
                .map(|&(i, j)| along(pairs.first[i].success.midpoint(), pairs.second[j].success.midpoint()))
                .fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(along(p, q) <= reach + 1e-13, "{} > {reach}", along(p, q));
            for chance in pairs.first.iter().chain(&pairs.second) {
                prop_assert!((chance.success + chance.failure).contains(1.0) || (chance.success + chance.failure - 1.0).magnitude() < 1e-14);
            }
        }
    }

    #[test]
    fn nothing_is_certain_without_capability_unless_it_is_easy() {
        let hard = Contest::new(1.0, 1.5).span(Interval::ZERO);
        assert_eq!(hard.ends().map(|chance| chance.success), [Interval::ZERO; 2]);
        let easy = Contest::new(0.0, 1.5).span(Interval::ZERO);
        assert_eq!(easy.ends().map(|chance| chance.failure), [Interval::ZERO; 2]);
    }
}
