//! What scans found in each block of a table, carried on to other points.
//!
//! For a low part L of a coalition, v(S) − x(L) rises by at most Σ max(0, old x_i − new x_i) over the low players i when
//! x moves. Points of successive programs are near each other, so that most blocks need not be read again.

use std::ops::Range;

/// How high the excesses of one block can be, before the amounts of its high players are taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ceiling {
    height: f64,
    /// The number of the scan that found the height.
    scan: u32,
}

impl Ceiling {
    /// Whether nothing in the block is above `shift` now. `rises` are by how much excesses may have risen since each
    /// scan.
    pub(crate) fn is_within(self, shift: f64, rises: &[f64]) -> bool {
        // False for what is not a number.
        rises.get(self.scan as usize).is_some_and(|rise| self.height + rise <= shift)
    }

    /// Notes what the scan that is going on found; floats, or at least what floats are at most.
    pub(crate) fn lower(&mut self, height: f64, rises: &[f64]) {
        let scan = u32::try_from(rises.len().saturating_sub(1)).unwrap_or(u32::MAX);
        *self = Self { height, scan };
    }
}

/// The ceilings of all blocks of a table.
///
/// They hold for scans in floats of the same worths with one threshold for all coalitions, in which what was left out
/// once is left out for ever.
#[derive(Clone, Debug)]
pub(crate) struct Ceilings {
    /// The size of the largest worth.
    scale: f64,
    /// The low players' amounts in each scan.
    points: Vec<Vec<f64>>,
    blocks: Vec<Ceiling>,
}

impl Ceilings {
    /// Of a table whose worths are at most `scale` in size, before any scan.
    pub(crate) const fn new(scale: f64) -> Self {
        Self { scale, points: Vec::new(), blocks: Vec::new() }
    }

    /// Begins a scan with these amounts of the low players: by how much excesses may have risen since each scan, this
    /// one the last.
    pub(crate) fn begin(&mut self, blocks: usize, point: Vec<f64>) -> Vec<f64> {
        self.blocks.resize(blocks, Ceiling { height: f64::INFINITY, scan: 0 });
        let size = |point: &[f64]| point.iter().map(|amount| amount.abs()).sum::<f64>();
        // What sums and differences of so many floats lose.
        let rounding =
            |old: &[f64]| f64::EPSILON * (point.len() as f64 + 8.0) * (self.scale + size(old) + size(&point));
        let rise = |old: &Vec<f64>| {
            old.iter().zip(&point).map(|(old, new)| (old - new).max(0.0)).sum::<f64>() + rounding(old)
        };
        let now = rounding(&point);
        let rises = self.points.iter().map(rise).chain([now]).collect();
        self.points.push(point);
        rises
    }

    /// Those of the blocks in these places.
    pub(crate) fn of(&mut self, places: Range<usize>) -> &mut [Ceiling] {
        self.blocks.get_mut(places).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_stays_within_its_ceiling_until_amounts_fall_far_enough() {
        let mut ceilings = Ceilings::new(10.0);
        let is_within = |ceilings: &mut Ceilings, shift: f64, rises: &[f64]| {
            ceilings.of(0..1).iter().all(|ceiling| ceiling.is_within(shift, rises))
        };
        let rises = ceilings.begin(2, vec![1.0, 2.0]);
        assert!(!is_within(&mut ceilings, 1e9, &rises));
        ceilings.of(0..1).iter_mut().for_each(|ceiling| ceiling.lower(3.0, &rises));
        assert!(is_within(&mut ceilings, 3.1, &rises) && !is_within(&mut ceilings, 2.9, &rises));
        // Player 1 gets 1 less: excesses rise by at most 1. What player 0 gains does not count.
        let rises = ceilings.begin(2, vec![5.0, 1.0]);
        assert!(is_within(&mut ceilings, 4.1, &rises) && !is_within(&mut ceilings, 3.9, &rises));
        let rises = ceilings.begin(2, vec![f64::NAN, 1.0]);
        assert!(!is_within(&mut ceilings, f64::MAX, &rises));
    }
}
