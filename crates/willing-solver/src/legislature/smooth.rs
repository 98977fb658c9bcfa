//! Values where proposers choose among coalitions by the logit rule: smooth, so that Newton's method finds them.

use super::dense::solved;

/// A legislature by kinds of seats, in floats.
pub(super) struct Model {
    pub(super) sizes: Vec<f64>,
    pub(super) recognition: Vec<f64>,
    pub(super) discount: f64,
    /// By kind: what its proposers can buy; empty for a kind that is never recognized.
    pub(super) offers: Vec<Vec<Vec<f64>>>,
}

impl Model {
    pub(super) fn kinds(&self) -> usize {
        self.sizes.len()
    }

    fn size(&self, kind: usize) -> f64 {
        self.sizes.get(kind).copied().unwrap_or(0.0)
    }

    pub(super) fn chance(&self, kind: usize) -> f64 {
        self.recognition.get(kind).copied().unwrap_or(0.0)
    }

    /// What the mean number of seats of `kind` that proposers of kind `by` buy adds to the chance of one of its seats to
    /// be bought. Of a seat's own kind, one proposer less can buy it, and it is one of one less: that cancels.
    pub(super) fn reach(&self, kind: usize, by: usize) -> f64 {
        if kind == by { self.chance(by) } else { self.size(by) * self.chance(by) / self.size(kind) }
    }

    pub(super) fn cost(&self, members: &[f64], values: &[f64]) -> f64 {
        self.discount * members.iter().zip(values).map(|(count, value)| count * value).sum::<f64>()
    }

    /// Chances of the offers of one kind where an offer that costs `temperature` more is taken e times less often.
    pub(super) fn logit(&self, kind: usize, values: &[f64], temperature: f64) -> Vec<f64> {
        let offers = self.offers.get(kind).map_or(&[][..], Vec::as_slice);
        let costs: Vec<f64> = offers.iter().map(|members| self.cost(members, values)).collect();
        let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
        let weights: Vec<f64> = costs.iter().map(|cost| ((least - cost) / temperature).exp()).collect();
        let sum: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / sum).collect()
    }

    /// By how much values fail to be what plans make of them, and the derivatives of that, as rows; last in each row minus
    /// the failure, as Newton's step wants it.
    fn newton_rows(&self, values: &[f64], temperature: f64) -> Vec<Vec<f64>> {
        let kinds = self.kinds();
        let moments: Vec<Moments> = (0..kinds).map(|kind| self.moments(kind, values, temperature)).collect();
        let mut rows = Vec::with_capacity(kinds);
        for (kind, value) in values.iter().enumerate() {
            let mut row = vec![0.0; kinds + 1];
            let mut bought = 0.0;
            for (by, of) in moments.iter().enumerate() {
                let reach = self.reach(kind, by);
                bought += reach * entry(&of.mean, kind);
                for (place, derivative) in row.iter_mut().take(kinds).enumerate() {
                    *derivative += value * self.discount * self.discount / temperature
                        * reach
                        * of.covariance.get(kind).map_or(0.0, |line| entry(line, place));
                }
            }
            if let Some(own) = moments.get(kind) {
                let chance = self.chance(kind);
                for (place, derivative) in row.iter_mut().take(kinds).enumerate() {
                    let spread: f64 = own
                        .covariance
                        .iter()
                        .zip(values)
                        .map(|(line, value)| value * entry(line, place))
                        .sum();
                    let slope = entry(&own.mean, place) - self.discount * spread / temperature;
                    *derivative += chance * self.discount * slope;
                }
                let kept = 1.0 - self.cost(&own.mean, values);
                if let Some(last) = row.last_mut() {
                    *last = chance * kept - value * (1.0 - self.discount * bought);
                }
            }
            if let Some(diagonal) = row.get_mut(kind) {
                *diagonal += 1.0 - self.discount * bought;
            }
            rows.push(row);
        }
        rows
    }

    fn moments(&self, kind: usize, values: &[f64], temperature: f64) -> Moments {
        let kinds = self.kinds();
        let mut moments = Moments { mean: vec![0.0; kinds], covariance: vec![vec![0.0; kinds]; kinds] };
        let chances = self.logit(kind, values, temperature);
        let offers = self.offers.get(kind).map_or(&[][..], Vec::as_slice);
        for (members, chance) in offers.iter().zip(&chances) {
            for (mean, count) in moments.mean.iter_mut().zip(members) {
                *mean += chance * count;
            }
        }
        for (members, chance) in offers.iter().zip(&chances).filter(|(_, chance)| **chance > 0.0) {
            let apart: Vec<f64> =
                members.iter().zip(&moments.mean).map(|(count, mean)| count - mean).collect();
            for (line, one) in moments.covariance.iter_mut().zip(&apart) {
                for (entry, other) in line.iter_mut().zip(&apart) {
                    *entry += chance * one * other;
                }
            }
        }
        moments
    }

    /// Values at this temperature, from values near by: Newton's method with halved steps. `None` if it fails.
    pub(super) fn values(&self, start: &[f64], temperature: f64) -> Option<Vec<f64>> {
        // Costs divided by the temperature carry rounding into the chances.
        let enough = 1e-13 + 1e-15 / temperature;
        let mut values = start.to_vec();
        let mut rows = self.newton_rows(&values, temperature);
        for _ in 0..40 {
            let failure = norm(&rows);
            if failure <= enough {
                return Some(values);
            }
            let step = solved(rows)?;
            let mut length = 1.0;
            loop {
                let next: Vec<f64> =
                    values.iter().zip(&step).map(|(value, step)| (value + length * step).max(0.0)).collect();
                rows = self.newton_rows(&next, temperature);
                if norm(&rows) < failure {
                    values = next;
                    break;
                }
                length /= 2.0;
                if length < 1e-6 {
                    return None;
                }
            }
        }
        None
    }
}

struct Moments {
    mean: Vec<f64>,
    covariance: Vec<Vec<f64>>,
}

fn entry(line: &[f64], place: usize) -> f64 {
    line.get(place).copied().unwrap_or(0.0)
}

fn norm(rows: &[Vec<f64>]) -> f64 {
    rows.iter().filter_map(|row| row.last()).fold(0.0, |most: f64, value| most.max(value.abs()))
}
