//! Which rows are combinations of others, by arithmetic modulo a prime.

/// 2⁶¹ − 1.
const PRIME: u64 = (1 << 61) - 1;

/// The span of some integer rows.
///
/// Rows are reduced modulo a prime, and membership is tested with one random functional that vanishes on the span:
/// a row outside passes with probability 2⁻⁶¹. Nothing that is claimed hangs on it, since the checker decides
/// membership exactly.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    columns: usize,
    /// Reduced rows with the columns of their leading ones.
    echelon: Vec<(usize, Vec<u64>)>,
    functional: Vec<u64>,
    state: u64,
}

impl Span {
    /// The span of nothing.
    pub(crate) fn new(columns: usize) -> Self {
        let mut span =
            Self { columns, echelon: Vec::new(), functional: vec![0; columns], state: 0x9e37_79b9 };
        span.draw();
        span
    }

    /// How many independent rows it holds.
    pub(crate) fn rank(&self) -> usize {
        self.echelon.len()
    }

    /// Whether it is everything.
    pub(crate) fn is_full(&self) -> bool {
        self.rank() == self.columns
    }

    /// Whether a row is in it.
    pub(crate) fn contains(&self, row: &[i32]) -> bool {
        row.iter().zip(&self.functional).fold(0, |sum, (entry, value)| add(sum, mul(residue(*entry), *value)))
            == 0
    }

    /// The functional that vanishes on it: an entry for each column, below 2⁶¹.
    pub(crate) fn functional(&self) -> &[u64] {
        &self.functional
    }

    /// Takes a row in. Whether it was outside.
    pub(crate) fn insert(&mut self, row: &[i32]) -> bool {
        let mut row: Vec<u64> = row.iter().copied().map(residue).collect();
        for (lead, reduced) in &self.echelon {
            subtract(&mut row, reduced, *lead);
        }
        let Some((lead, value)) = row.iter().copied().enumerate().find(|(_, value)| *value != 0) else {
            return false;
        };
        let scale = power(value, PRIME - 2);
        for entry in &mut row {
            *entry = mul(*entry, scale);
        }
        for (_, reduced) in &mut self.echelon {
            subtract(reduced, &row, lead);
        }
        self.echelon.push((lead, row));
        self.draw();
        true
    }

    /// Draws the functional: anything on the free columns, what makes it vanish on the leading ones.
    fn draw(&mut self) {
        let mut functional: Vec<u64> = (0..self.columns).map(|_| self.next()).collect();
        for (lead, _) in &self.echelon {
            if let Some(value) = functional.get_mut(*lead) {
                *value = 0;
            }
        }
        let values: Vec<_> = self
            .echelon
            .iter()
            .map(|(lead, row)| {
                let sum =
                    row.iter().zip(&functional).fold(0, |sum, (entry, value)| add(sum, mul(*entry, *value)));
                (*lead, (PRIME - sum) % PRIME)
            })
            .collect();
        for (lead, value) in values {
            if let Some(entry) = functional.get_mut(lead) {
                *entry = value;
            }
        }
        self.functional = functional;
    }

    /// The next number of a fixed sequence (SplitMix64: Steele, Lea & Flood 2014), the same in every run.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % PRIME
    }
}

/// Takes from `row` the multiple of `reduced`, whose entry at `lead` is 1, that clears its entry there.
fn subtract(row: &mut [u64], reduced: &[u64], lead: usize) {
    let Some(&factor) = row.get(lead).filter(|factor| **factor != 0) else { return };
    let factor = PRIME - factor;
    row.iter_mut().zip(reduced).for_each(|(entry, value)| *entry = add(*entry, mul(factor, *value)));
}

fn residue(entry: i32) -> u64 {
    let size = u64::from(entry.unsigned_abs());
    if entry < 0 { PRIME - size } else { size }
}

/// The sum modulo the prime.
pub(crate) const fn add(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn mul(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let remainder = product % u128::from(PRIME);
    u64::try_from(remainder).unwrap_or_default()
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut base, mut result) = (base, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = mul(result, base);
        }
        base = mul(base, base);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combinations_are_inside_and_others_outside() {
        let mut span = Span::new(4);
        assert!(span.insert(&[1, 1, 1, 1]));
        assert!(span.insert(&[1, 1, 0, 0]));
        assert!(!span.insert(&[0, 0, 1, 1]));
        assert!(span.insert(&[3, -1, 0, 0]));
        assert_eq!(span.rank(), 3);
        assert!(span.contains(&[1, 0, 0, 0]) && span.contains(&[0, 0, 2, 2]));
        assert!(!span.contains(&[0, 0, 1, 0]));
        assert!(span.insert(&[0, 0, 1, 0]) && span.is_full() && span.contains(&[5, 6, 7, 8]));
    }
}
