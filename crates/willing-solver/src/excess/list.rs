//! Families of excesses given one by one: profiles of a typed game, pairs of coalitions.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};
use willing_game::Rational;

use super::ceilings::Ceilings;
use super::family::{ExcessFamily, Number, Query, Shape};
use crate::Run;

/// Excesses b − a·x given one by one, each with an opposite. The number of an excess is its place.
#[derive(Clone, Debug)]
pub(crate) struct ListFamily {
    /// The row of the grand coalition.
    pub(crate) grand: Vec<i32>,
    /// What it shares.
    pub(crate) total: i128,
    /// Row by row, as many entries each as the grand row has.
    pub(crate) entries: Vec<i8>,
    /// b.
    pub(crate) bounds: Vec<i128>,
    /// g, one for each excess; 1 for all if empty.
    pub(crate) gauges: Vec<i32>,
    /// The place of the excess whose row and this one's sum to a multiple of the grand row.
    pub(crate) opposites: Vec<u32>,
    /// Places whose rows span everything; the first are those of single players, one a column.
    pub(crate) starters: Vec<u64>,
}

impl ListFamily {
    fn row(&self, id: u64) -> &[i8] {
        let columns = self.grand.len();
        let first = usize::try_from(id).unwrap_or(usize::MAX).saturating_mul(columns);
        self.entries.get(first..first.saturating_add(columns)).unwrap_or_default()
    }

    fn gauge(&self, id: u64) -> i32 {
        usize::try_from(id).ok().and_then(|place| self.gauges.get(place)).copied().unwrap_or(1)
    }

    /// The places of the excesses outside the span for which `above` gives a size, the largest first.
    fn worst(
        &self,
        query: &Query<'_, impl Clone>,
        above: impl Fn(&[i8], i128, i32) -> Option<f64>,
    ) -> Vec<u64> {
        let rows = self.entries.chunks_exact(self.grand.len().max(1)).zip(&self.bounds).zip(0u64..);
        let mut found: Vec<(f64, u64)> = rows
            .filter_map(|((entries, bound), id)| Some((above(entries, *bound, self.gauge(id))?, id)))
            .filter(|(_, id)| !query.span.contains(&self.shape(*id).entries))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(query.most);
        found.into_iter().map(|(_, id)| id).collect()
    }
}

impl ExcessFamily for ListFamily {
    fn columns(&self) -> usize {
        self.grand.len()
    }

    fn grand(&self) -> Vec<i32> {
        self.grand.clone()
    }

    fn total<N: Number>(&self) -> N {
        N::known(|| Rational::from(self.total), || self.total as f64)
    }

    fn shape(&self, id: u64) -> Shape {
        Shape { entries: self.row(id).iter().copied().map(i32::from).collect(), gauge: self.gauge(id) }
    }

    fn bound<N: Number>(&self, id: u64) -> N {
        let bound = usize::try_from(id).ok().and_then(|place| self.bounds.get(place)).copied().unwrap_or(0);
        N::known(|| Rational::from(bound), || bound as f64)
    }

    fn opposite(&self, id: u64) -> u64 {
        let place = usize::try_from(id).ok().and_then(|place| self.opposites.get(place));
        place.copied().map_or(id, u64::from)
    }

    fn starters(&self) -> Vec<u64> {
        self.starters.clone()
    }

    fn scale(&self) -> f64 {
        let largest =
            self.bounds.iter().fold(self.total.unsigned_abs(), |most, bound| most.max(bound.unsigned_abs()));
        (largest as f64).max(1.0)
    }

    fn largest_entry(&self) -> f64 {
        let largest = self.entries.iter().map(|entry| entry.unsigned_abs()).max().unwrap_or(1);
        f64::from(largest).max(self.grand.iter().copied().map(f64::from).fold(1.0, f64::max))
    }

    fn has_negative_entries(&self) -> bool {
        self.entries.iter().any(|entry| *entry < 0)
    }

    fn largest_gauge(&self) -> i32 {
        self.gauges.iter().copied().max().unwrap_or(1)
    }

    fn above(&self, query: &Query<'_, f64>, _: &mut Ceilings, _: &Run) -> Vec<u64> {
        self.worst(query, |entries, bound, gauge| {
            let sum: f64 =
                entries.iter().zip(query.point).map(|(entry, amount)| f64::from(*entry) * amount).sum();
            let by = bound as f64 - sum - query.level * f64::from(gauge);
            (by > query.tolerance).then_some(by)
        })
    }

    fn above_exactly(&self, query: &Query<'_, Rational>, _: &Run) -> Vec<u64> {
        let denominators = query.point.iter().chain([query.level]).map(Rational::denominator);
        let scale = denominators.fold(BigInt::from(1), |lcm, denominator| lcm.lcm(denominator));
        let whole = |number: &Rational| number.numerator() * (&scale / number.denominator());
        let amounts: Vec<BigInt> = query.point.iter().map(whole).collect();
        let level = whole(query.level);
        let narrow: Option<Vec<i128>> = amounts.iter().map(ToPrimitive::to_i128).collect();
        // Entries are at most 2⁷ in size and there are at most 2⁷ of them.
        let most: BigInt = amounts.iter().map(Signed::abs).max().unwrap_or_default() * 16_384;
        let bounds = BigInt::from(self.bounds.iter().map(|bound| bound.unsigned_abs()).max().unwrap_or(0));
        let reach: BigInt = most + bounds * &scale + level.abs() * self.largest_gauge();
        let fits = reach.bits() < 126;
        match (narrow, scale.to_i128(), level.to_i128()) {
            (Some(amounts), Some(scale), Some(level)) if fits => {
                self.worst(query, |entries, bound, gauge| {
                    let products =
                        entries.iter().zip(&amounts).map(|(entry, amount)| i128::from(*entry) * amount);
                    let by = bound * scale - products.sum::<i128>() - level * i128::from(gauge);
                    (by > 0).then_some(by as f64)
                })
            }
            _ => self.worst(query, |entries, bound, gauge| {
                let products =
                    entries.iter().zip(&amounts).map(|(entry, amount)| BigInt::from(*entry) * amount);
                let by = BigInt::from(bound) * &scale - products.sum::<BigInt>() - &level * gauge;
                by.is_positive().then(|| by.to_f64().unwrap_or(f64::MAX))
            }),
        }
    }
}
