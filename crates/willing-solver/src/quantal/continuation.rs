//! Pseudo-arclength continuation of p = logit(λ u(p)) in (p, λ).

/// A system of logit responses. Mixes are flat lists, player after player.
pub(super) trait System {
    /// I − ∂response/∂p in a form that is quick to solve with.
    type Factor;

    /// How many actions each player has.
    fn sizes(&self) -> &[usize];

    /// u(p): what every action is worth.
    fn worths(&self, mixes: &[f64]) -> Vec<f64>;

    /// I − ∂response/∂p at these mixes; `None` if it is singular.
    fn factor(
        &self,
        mixes: &[f64],
        responses: &[f64],
        worths: &[f64],
        precision: f64,
    ) -> Option<Self::Factor>;

    /// The solution of (I − ∂response/∂p) x = right.
    fn solve(&self, factor: &Self::Factor, right: &[f64]) -> Vec<f64>;
}

/// λ σ_a (s_a − Σ_b σ_b s_b) for slopes s of worths: the slopes of logit responses σ.
pub(super) fn logit_slopes(sizes: &[usize], responses: &[f64], slopes: &[f64], precision: f64) -> Vec<f64> {
    let mut result = Vec::with_capacity(slopes.len());
    for &size in sizes {
        let range = result.len()..result.len() + size;
        let (own, slopes) = (&responses[range.clone()], &slopes[range]);
        let mean: f64 = own.iter().zip(slopes).map(|(response, slope)| response * slope).sum();
        result.extend(own.iter().zip(slopes).map(|(response, slope)| precision * response * (slope - mean)));
    }
    result
}

/// e^{λ u} in proportion, player by player.
fn responses(sizes: &[usize], worths: &[f64], precision: f64) -> Vec<f64> {
    let mut result = Vec::with_capacity(worths.len());
    for &size in sizes {
        let own = &worths[result.len()..result.len() + size];
        let best = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = own.iter().map(|worth| (precision * (worth - best)).exp()).collect();
        let total: f64 = weights.iter().sum();
        result.extend(weights.iter().map(|weight| weight / total));
    }
    result
}

fn distance(one: &[f64], other: &[f64]) -> f64 {
    let largest = |most: f64, (a, b): (&f64, &f64)| {
        let gap = (a - b).abs();
        if gap.is_nan() { f64::INFINITY } else { most.max(gap) }
    };
    one.iter().zip(other).fold(0.0, largest)
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// A point of the path at a precision that was asked for.
pub(super) struct Landing {
    pub(super) precision: f64,
    pub(super) probabilities: Vec<f64>,
    pub(super) residual: f64,
}

/// What a run found.
pub(super) struct Run {
    pub(super) landings: Vec<Landing>,
    pub(super) reached: f64,
}

/// Steps are measured in √(|δp|² + (δλ / (λ + λ₀))²).
const FIRST_STEP: f64 = 0.05;
const LONGEST_STEP: f64 = 0.6;
const SHORTEST_STEP: f64 = 1e-9;
const CORRECTIONS: usize = 14;

pub(super) struct Continuation<'a, S> {
    system: &'a S,
    tolerance: f64,
    step_limit: usize,
}

/// A point on the path.
#[derive(Clone)]
struct Place {
    mixes: Vec<f64>,
    precision: f64,
}

/// The direction of the path at a point, and what it was computed from.
struct Heading<F> {
    factor: F,
    mixes: Vec<f64>,
    precision: f64,
    /// 1/(λ + λ₀).
    scale: f64,
}

impl<'a, S: System> Continuation<'a, S> {
    pub(super) fn new(system: &'a S, tolerance: f64, step_limit: usize) -> Self {
        Self { system, tolerance, step_limit }
    }

    /// Follows the branch from uniform mixing until every precision was reached once.
    pub(super) fn run(&self, precisions: &[f64]) -> Run {
        let uniform = self.system.sizes().iter().flat_map(|&size| vec![1.0 / size as f64; size]);
        let mut place = Place { mixes: uniform.collect(), precision: 0.0 };
        let mut run = Run { landings: Vec::new(), reached: 0.0 };
        let mut targets = precisions.iter().copied().peekable();
        if targets.next_if(|&target| target <= 0.0).is_some() {
            run.landings.push(self.landing(&place));
        }
        let unit = self.unit(&place);
        let mut before: Option<Heading<S::Factor>> = None;
        let mut step = FIRST_STEP;
        for _ in 0..self.step_limit {
            let Some(&target) = targets.peek() else { break };
            let Some(heading) = self.heading(&place, before.as_ref(), unit) else { break };
            let ahead = heading.precision * step;
            let lands = heading.precision > 0.0 && place.precision + ahead >= target;
            let next = if lands {
                self.land(&place, &heading, target)
            } else {
                self.advance(&place, &heading, step)
            };
            match next {
                Some((next, corrections)) => {
                    if lands {
                        run.landings.push(self.landing(&next));
                        targets.next();
                    } else if corrections <= 4 {
                        step = (step * 1.7).min(LONGEST_STEP);
                    } else if corrections >= 8 {
                        step *= 0.6;
                    }
                    run.reached = run.reached.max(next.precision);
                    place = next;
                    before = Some(heading);
                }
                None => step /= 2.0,
            }
            if step < SHORTEST_STEP {
                break;
            }
        }
        run
    }

    /// λ₀: the precision at which payoffs begin to matter.
    fn unit(&self, place: &Place) -> f64 {
        let worths = self.system.worths(&place.mixes);
        let mut start = 0;
        let mut widest = 0.0_f64;
        for &size in self.system.sizes() {
            let own = &worths[start..start + size];
            let (low, high) =
                own.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &w| (l.min(w), h.max(w)));
            widest = widest.max(high - low);
            start += size;
        }
        if widest > 0.0 { 0.5 / widest } else { 1.0 }
    }

    /// (dp, dλ) ∝ (b, 1) with (I − ∂response/∂p) b = ∂response/∂λ, in the sense of the step before.
    fn heading(
        &self,
        place: &Place,
        before: Option<&Heading<S::Factor>>,
        unit: f64,
    ) -> Option<Heading<S::Factor>> {
        let worths = self.system.worths(&place.mixes);
        let own = responses(self.system.sizes(), &worths, place.precision);
        let factor = self.system.factor(&place.mixes, &own, &worths, place.precision)?;
        let mixes = self.system.solve(&factor, &logit_slopes(self.system.sizes(), &own, &worths, 1.0));
        let scale = 1.0 / (place.precision + unit);
        let length = (dot(&mixes, &mixes) + scale * scale).sqrt();
        let along = before.map_or(1.0, |old| dot(&mixes, &old.mixes) + scale * old.scale * old.precision);
        let size = along.signum() / length;
        let mixes: Vec<f64> = mixes.iter().map(|b| b * size).collect();
        length.is_finite().then_some(Heading { factor, mixes, precision: size, scale })
    }

    /// A step along the heading, corrected at right angles to it.
    fn advance(&self, place: &Place, heading: &Heading<S::Factor>, step: f64) -> Option<(Place, usize)> {
        let predicted = predict(place, heading, step);
        if predicted.precision < 0.0 {
            return None;
        }
        self.correct(predicted, heading, step, true)
    }

    /// The point of the path at precision `target`.
    fn land(&self, place: &Place, heading: &Heading<S::Factor>, target: f64) -> Option<(Place, usize)> {
        let step = (target - place.precision) / heading.precision;
        let mut predicted = predict(place, heading, step);
        predicted.precision = target;
        self.correct(predicted, heading, step.max(1e-3), false)
    }

    /// Newton's method with the slopes of the last point, renewed when it converges slowly.
    fn correct(
        &self,
        predicted: Place,
        heading: &Heading<S::Factor>,
        step: f64,
        precision_is_free: bool,
    ) -> Option<(Place, usize)> {
        let sizes = self.system.sizes();
        let start = predicted.clone();
        let mut place = predicted;
        let mut renewed: Option<S::Factor> = None;
        let mut last = f64::INFINITY;
        for correction in 0..CORRECTIONS {
            let worths = self.system.worths(&place.mixes);
            let own = responses(sizes, &worths, place.precision);
            let miss = distance(&own, &place.mixes);
            if miss <= self.tolerance {
                return Some((place, correction));
            }
            if !miss.is_finite() || miss > 2.0 * last.max(step) {
                return None;
            }
            if miss > 0.25 * last {
                renewed = self.system.factor(&place.mixes, &own, &worths, place.precision);
            }
            last = miss;
            let factor = renewed.as_ref().unwrap_or(&heading.factor);
            let residual: Vec<f64> = own.iter().zip(&place.mixes).map(|(own, mix)| own - mix).collect();
            let mut change = self.system.solve(factor, &residual);
            if precision_is_free {
                let slopes = logit_slopes(sizes, &own, &worths, 1.0);
                let by_precision = self.system.solve(factor, &slopes);
                let rigid =
                    dot(&heading.mixes, &by_precision) + heading.scale * heading.scale * heading.precision;
                let shift = -dot(&heading.mixes, &change) / rigid;
                change.iter_mut().zip(&by_precision).for_each(|(change, by)| *change += shift * by);
                place.precision += shift;
            }
            place.mixes.iter_mut().zip(&change).for_each(|(mix, change)| *mix += change);
            // A correction longer than the step has left the branch.
            let strayed = distance(&place.mixes, &start.mixes) > 2.0 * step
                || (place.precision - start.precision).abs() * heading.scale > 2.0 * step
                || place.precision < 0.0;
            if strayed {
                return None;
            }
        }
        None
    }

    /// Probabilities without the rounding of the last correction, and their residual.
    fn landing(&self, place: &Place) -> Landing {
        let sizes = self.system.sizes();
        let mut probabilities: Vec<f64> = Vec::with_capacity(place.mixes.len());
        for &size in sizes {
            let own = &place.mixes[probabilities.len()..probabilities.len() + size];
            let total: f64 = own.iter().map(|mix| mix.max(0.0)).sum();
            probabilities.extend(own.iter().map(|mix| mix.max(0.0) / total));
        }
        let worths = self.system.worths(&probabilities);
        let residual = distance(&responses(sizes, &worths, place.precision), &probabilities);
        Landing { precision: place.precision, probabilities, residual }
    }
}

fn predict<F>(place: &Place, heading: &Heading<F>, step: f64) -> Place {
    // Probabilities that a step takes below 0 start their correction from 0.
    let mixes = place.mixes.iter().zip(&heading.mixes).map(|(mix, along)| (mix + step * along).max(0.0));
    Place { mixes: mixes.collect(), precision: place.precision + step * heading.precision }
}
