//! Johnston's index under a single quota: who is critical follows from how far the quota is exceeded.
//!
//! In a coalition of weight q + e the critical members are those that weigh more than e. Between two weights that occur,
//! all e have the same critical kinds; for each such range one table counts coalitions by weight below q and by how many
//! members are of these kinds. Taking one member of a kind out of it leaves the coalitions of the others.

use num_bigint::BigUint;

use super::Error;
use super::count::{Count, Width};
use super::kinds::{Conditions, Kind};
use crate::Run;

/// Whether there is a single quota, and how many counts the table of its sums keeps.
pub(super) fn size(conditions: &Conditions, seats: usize) -> Option<usize> {
    match conditions.quotas.as_slice() {
        [quota] => Some(usize::try_from(*quota).unwrap_or(usize::MAX).saturating_mul(seats + 1)),
        _ => None,
    }
}

/// By kind, then by how many are critical: the coalitions in which one of the kind is. `None` if there is no single
/// quota.
pub(super) fn among(
    conditions: &Conditions,
    kinds: &[Kind],
    most: usize,
    run: &Run,
) -> Result<Option<Vec<Vec<BigUint>>>, Error> {
    let seats = kinds.iter().map(|kind| kind.players.len()).sum();
    match size(conditions, seats) {
        None => return Ok(None),
        Some(size) if size > most => return Err(Error::TooManyCounts { most }),
        Some(_) => {}
    }
    let quota = conditions.quotas.first().and_then(|quota| usize::try_from(*quota).ok()).unwrap_or(0);
    // A weight above the quota does no more than the quota itself would.
    let weight = |kind: &Kind| {
        let weight = kind.weights.first().copied().unwrap_or(0);
        usize::try_from(weight).unwrap_or(usize::MAX).min(quota)
    };
    let weights: Vec<(usize, usize)> = kinds.iter().map(|kind| (weight(kind), kind.players.len())).collect();
    let found = match Width::of(seats) {
        Width::Word => counted::<u64>(&weights, quota, seats, run),
        Width::Double => counted::<u128>(&weights, quota, seats, run),
        Width::Big => counted::<BigUint>(&weights, quota, seats, run),
    };
    found.map(Some)
}

/// For kinds given by weight and number.
fn counted<C: Count>(
    kinds: &[(usize, usize)],
    quota: usize,
    seats: usize,
    run: &Run,
) -> Result<Vec<Vec<BigUint>>, Error> {
    let mut found = vec![vec![C::zero(); seats + 1]; kinds.len()];
    let mut bounds: Vec<usize> = kinds.iter().map(|(weight, _)| *weight).chain([0]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    for range in bounds.windows(2) {
        let [least, above] = *range else { continue };
        // Exceeding the quota by least ≤ e < above: critical are those that weigh `above` or more.
        if run.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let table = Table::<C>::of(kinds, quota, seats, above);
        for ((weight, _), found) in kinds.iter().zip(&mut found).filter(|((weight, _), _)| *weight >= above) {
            let others = table.without(*weight);
            for excess in least..above {
                let others = others.row(quota + excess - weight);
                found.iter_mut().skip(1).zip(others).for_each(|(sum, count)| sum.add(count));
            }
        }
    }
    Ok(found.iter().map(|row| row.iter().map(Count::big).collect()).collect())
}

/// How many coalitions have a weight below the quota and so many members that weigh enough to be critical.
struct Table<C> {
    counts: Vec<C>,
    width: usize,
}

impl<C: Count> Table<C> {
    fn of(kinds: &[(usize, usize)], quota: usize, seats: usize, critical: usize) -> Self {
        let width = seats + 1;
        let mut table = Self { counts: vec![C::zero(); quota * width], width };
        table.counts.first_mut().into_iter().for_each(|empty| *empty = C::one());
        for &(weight, number) in kinds {
            let shift = weight * width + usize::from(weight >= critical);
            for _ in 0..number {
                // Downwards, so that the player joins once.
                for place in (shift..table.counts.len()).rev() {
                    table.add(place, place - shift);
                }
            }
        }
        table
    }

    fn add(&mut self, place: usize, from: usize) {
        let Some(more) = self.counts.get(from).filter(|more| !more.is_nothing()).cloned() else { return };
        if let Some(count) = self.counts.get_mut(place) {
            count.add(&more);
        }
    }

    /// Without one player of this weight, who counts as critical.
    fn without(&self, weight: usize) -> Self {
        let mut counts = self.counts.clone();
        // Upwards: what the others reach alone is known below.
        let shift = weight * self.width + 1;
        for place in shift..counts.len() {
            let Some(with) = counts.get(place - shift).filter(|with| !with.is_nothing()).cloned() else {
                continue;
            };
            if let Some(count) = counts.get_mut(place) {
                *count = count.minus(&with);
            }
        }
        Self { counts, width: self.width }
    }

    fn row(&self, weight: usize) -> &[C] {
        self.counts.chunks(self.width).nth(weight).unwrap_or_default()
    }
}
