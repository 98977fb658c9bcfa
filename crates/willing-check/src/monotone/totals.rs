//! Totals that stay exact to the last place however many players move.

use willing_game::{AggregativeGame, MAX_AGGREGATES, Profile, Totals};

/// The totals of a profile, kept in pairs of numbers so that thousands of moves leave no trace.
///
/// The second number of each pair holds what rounding took from the first (Knuth's two-sum), so the
/// totals agree with a fresh exact sum to one unit in the last place. A move costs O(1).
///
/// # References
///
/// Knuth (1997), *The Art of Computer Programming*, volume 2, section 4.2.2, theorem B.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RunningTotals {
    sums: [(f64, f64); MAX_AGGREGATES],
}

impl RunningTotals {
    /// The totals of `profile`.
    #[must_use]
    pub fn of(game: &(impl AggregativeGame + ?Sized), profile: &Profile) -> Self {
        let mut totals = Self::default();
        for (player, &action) in profile.actions().iter().enumerate() {
            totals.add(&game.contribution(player, usize::from(action)));
        }
        totals
    }

    /// Adds the contributions of one player.
    pub fn add(&mut self, own: &Totals) {
        self.sums.iter_mut().zip(own).for_each(|(sum, &own)| *sum = plus(*sum, own));
    }

    /// The totals less the contributions of one player.
    #[must_use]
    pub fn without(&self, own: &Totals) -> Totals {
        let mut others = [0.0; MAX_AGGREGATES];
        for (other, (&sum, &own)) in others.iter_mut().zip(self.sums.iter().zip(own)) {
            let (high, low) = plus(sum, -own);
            *other = high + low;
        }
        others
    }

    /// A move of `player` from one action to another.
    pub fn shift(&mut self, game: &(impl AggregativeGame + ?Sized), player: usize, from: usize, to: usize) {
        self.add(&game.contribution(player, from).map(|own| -own));
        self.add(&game.contribution(player, to));
    }
}

fn plus((high, low): (f64, f64), term: f64) -> (f64, f64) {
    let sum = high + term;
    let rest = sum - high;
    let error = (high - (sum - rest)) + (term - rest);
    let low = low + error;
    let total = sum + low;
    (total, low - (total - sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_and_taken_away_leaves_no_trace() {
        let mut totals = RunningTotals::default();
        totals.add(&[0.3, 0.0, 0.0, 0.0]);
        for step in 1..2_000 {
            let own = [1e9 / f64::from(step), 0.1, 0.0, 0.0];
            totals.add(&own);
            totals.add(&own.map(|own| -own));
        }
        let rest = totals.without(&[0.0; 4]);
        assert_eq!(rest[0].to_bits(), 0.3_f64.to_bits());
        assert_eq!(rest[1].to_bits(), 0.0_f64.to_bits());
    }
}
