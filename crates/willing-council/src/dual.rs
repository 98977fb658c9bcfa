//! The dual of a simple game: who blocks.

use crate::{Formula, SimpleGame, WeightCondition};

impl SimpleGame {
    /// The dual game: a coalition wins in it iff it *blocks* here, that is, iff all others together lose.
    ///
    /// A quota q of a total weight W becomes W − q + 1, *and* becomes *or*. The dual of the dual has the same winning
    /// coalitions as the game.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_council::SimpleGame;
    ///
    /// let game = SimpleGame::weighted(4, [2, 1, 1, 1])?; // 2 of weight block
    /// assert!(game.dual().wins(|seat| seat == 0));
    /// assert!(!game.dual().wins(|seat| seat == 1));
    /// # Ok::<(), willing_council::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// Taylor & Zwicker (1999), *Simple games*, §1.3.
    #[must_use]
    pub fn dual(&self) -> Self {
        Self::of_checked(self.seats(), dual(self.formula()))
    }
}

fn dual(formula: &Formula<WeightCondition>) -> Formula<WeightCondition> {
    match formula {
        Formula::All(all) => Formula::Any(all.iter().map(dual).collect()),
        Formula::Any(any) => Formula::All(any.iter().map(dual).collect()),
        Formula::One(condition) => {
            // No overflow: all weights together fit.
            let total: u64 = condition.weights.iter().sum();
            match condition.quota {
                0 => Formula::never(),
                quota if quota > total => Formula::always(),
                quota => Formula::One(WeightCondition {
                    weights: condition.weights.clone(),
                    quota: total - (quota - 1),
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn who_blocks_wins_in_the_dual() {
        let one =
            |weights: [u64; 4], quota| Formula::One(WeightCondition { weights: weights.to_vec(), quota });
        for (first, second) in [(0, 3), (1, 1), (4, 2), (7, 9), (8, 0), (5, 4)] {
            for joined in [Formula::All, Formula::Any] {
                let formula = joined(vec![one([4, 2, 1, 0], first), one([1, 1, 1, 1], second)]);
                let game = SimpleGame::new(4, formula).unwrap();
                let (dual, back) = (game.dual(), game.dual().dual());
                for mask in 0..16u32 {
                    let inside = |seat: usize| mask >> seat & 1 == 1;
                    assert_eq!(dual.wins(inside), !game.wins(|seat| !inside(seat)), "{game:?} {mask}");
                    assert_eq!(back.wins(inside), game.wins(inside));
                }
            }
        }
    }
}
