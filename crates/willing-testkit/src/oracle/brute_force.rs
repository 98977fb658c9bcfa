//! All pure equilibria of a small game, by looking at every profile.

use willing_game::{AggregativeGame, MAX_AGGREGATES, Profile, Totals};

/// The game has too many profiles for brute force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than {most} profiles: too many for brute force")]
pub struct TooLarge {
    /// The most that are looked at.
    pub most: usize,
}

/// Brute force: every profile, every deviation.
///
/// # Example
///
/// ```
/// use willing_testkit::generators::reference_crisis;
/// use willing_testkit::oracle::BruteForce;
///
/// let game = reference_crisis().game()?;
/// assert_eq!(BruteForce::new().equilibria(&game)?.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct BruteForce {
    tolerance: f64,
    most: usize,
}

impl Default for BruteForce {
    fn default() -> Self {
        Self { tolerance: 1e-12, most: 1_000_000 }
    }
}

impl BruteForce {
    /// Tolerance 1e-12, at most a million profiles.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A deviation refutes a profile if it gains more than this, in payoff units.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The most profiles to look at.
    #[must_use]
    pub fn most(mut self, profiles: usize) -> Self {
        self.most = profiles;
        self
    }

    /// The equilibria, in the order of their profiles.
    ///
    /// # Errors
    ///
    /// [`TooLarge`].
    pub fn equilibria(&self, game: &impl AggregativeGame) -> Result<Vec<Profile>, TooLarge> {
        Ok(self.judged(game)?.equilibria())
    }

    /// The largest gain of any deviation from each profile.
    ///
    /// For each player and each profile of the others, the payoffs of all its actions are computed
    /// once, the others' totals being summed without the player (nothing is subtracted).
    ///
    /// # Errors
    ///
    /// [`TooLarge`].
    ///
    /// # Complexity
    ///
    /// n times the number of profiles, in payoffs and in memory the number of profiles.
    pub fn judged(&self, game: &impl AggregativeGame) -> Result<Truth, TooLarge> {
        let players = game.player_count();
        let actions: Vec<Vec<usize>> =
            (0..players).map(|player| game.feasible(player).iter().collect()).collect();
        let profiles = actions
            .iter()
            .try_fold(1_usize, |product, actions| product.checked_mul(actions.len()))
            .filter(|&profiles| profiles <= self.most)
            .ok_or(TooLarge { most: self.most })?;
        let mut truth = Truth {
            tolerance: self.tolerance,
            worst_gains: vec![f64::NEG_INFINITY; profiles],
            strides: strides(&actions),
            actions,
        };
        (0..players).for_each(|player| truth.look_at(game, player));
        Ok(truth)
    }
}

/// The strides of profiles as numbers of mixed radix, the last player's digit least.
fn strides(actions: &[Vec<usize>]) -> Vec<usize> {
    let mut strides = vec![1; actions.len()];
    let mut product = 1;
    for (stride, actions) in strides.iter_mut().zip(actions).rev() {
        *stride = product;
        product *= actions.len();
    }
    strides
}

/// What is true of every profile of a game.
#[derive(Clone, Debug)]
pub struct Truth {
    tolerance: f64,
    actions: Vec<Vec<usize>>,
    strides: Vec<usize>,
    worst_gains: Vec<f64>,
}

impl Truth {
    /// The tolerance it was judged with.
    #[must_use]
    pub fn tolerance(&self) -> f64 {
        self.tolerance
    }

    /// The equilibria, in the order of their profiles.
    #[must_use]
    pub fn equilibria(&self) -> Vec<Profile> {
        self.profiles().filter(|&(_, gain)| gain <= self.tolerance).map(|(profile, _)| profile).collect()
    }

    /// All profiles with the largest gain of any deviation from them (−∞ if nobody has a choice).
    pub fn profiles(&self) -> impl Iterator<Item = (Profile, f64)> + '_ {
        self.worst_gains.iter().enumerate().map(|(number, &gain)| (self.profile(number), gain))
    }

    /// The largest gain of any deviation from `profile`; `None` if it is not one of the game's.
    #[must_use]
    pub fn worst_gain(&self, profile: &Profile) -> Option<f64> {
        if profile.len() != self.actions.len() {
            return None;
        }
        let digits = self.actions.iter().zip(&self.strides).zip(profile.actions());
        let number = digits.map(|((actions, stride), &action)| {
            actions.iter().position(|&feasible| feasible == usize::from(action)).map(|digit| digit * stride)
        });
        self.worst_gains.get(number.sum::<Option<usize>>()?).copied()
    }

    fn profile(&self, number: usize) -> Profile {
        let digits = self.actions.iter().zip(&self.strides);
        let action = digits.map(|(actions, stride)| {
            let action = actions.get(number / stride % actions.len().max(1)).copied().unwrap_or(0);
            u8::try_from(action).unwrap_or(u8::MAX)
        });
        Profile::new(action.collect())
    }

    /// Compares all actions of `player` against each profile of the others.
    fn look_at(&mut self, game: &impl AggregativeGame, player: usize) {
        let (Some(own), Some(&stride)) = (self.actions.get(player).cloned(), self.strides.get(player)) else {
            return;
        };
        let is_first = |number: &usize| (number / stride).is_multiple_of(own.len());
        for start in (0..self.worst_gains.len()).filter(is_first) {
            let others = others_totals(game, player, &self.profile(start));
            let payoffs: Vec<f64> = own.iter().map(|&action| game.payoff(player, action, &others)).collect();
            for (digit, payoff) in payoffs.iter().enumerate() {
                let rivals = payoffs.iter().enumerate().filter(|&(rival, _)| rival != digit);
                let gain = rivals.map(|(_, rival)| rival - payoff).fold(f64::NEG_INFINITY, f64::max);
                if let Some(worst) = self.worst_gains.get_mut(start + digit * stride) {
                    *worst = worst.max(gain);
                }
            }
        }
    }
}

fn others_totals(game: &impl AggregativeGame, player: usize, profile: &Profile) -> Totals {
    let mut totals = [0.0; MAX_AGGREGATES];
    for other in (0..profile.len()).filter(|&other| other != player) {
        let contribution = game.contribution(other, profile.action(other));
        totals.iter_mut().zip(contribution).for_each(|(total, own)| *total += own);
    }
    totals
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use willing_game::{ActionSet, TotalsBox};

    use super::*;

    /// Two players, two actions; payoffs by (own, other's) action.
    struct TwoByTwo([[f64; 2]; 2], [[f64; 2]; 2]);

    impl AggregativeGame for TwoByTwo {
        fn player_count(&self) -> usize {
            2
        }
        fn aggregate_count(&self) -> usize {
            1
        }
        fn feasible(&self, _: usize) -> ActionSet {
            ActionSet::first(2)
        }
        fn contribution(&self, _: usize, action: usize) -> Totals {
            [action as f64, 0.0, 0.0, 0.0]
        }
        fn payoff(&self, player: usize, action: usize, others: &Totals) -> f64 {
            let table = if player == 0 { &self.0 } else { &self.1 };
            table[action][usize::from(others[0] > 0.5)]
        }
        fn gain_at_least(&self, _: usize, _: usize, _: usize, _: &TotalsBox) -> Option<f64> {
            None
        }
    }

    #[test]
    fn matching_pennies_has_none_and_coordination_two() {
        let pennies = TwoByTwo([[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]);
        assert_eq!(BruteForce::new().equilibria(&pennies), Ok(vec![]));
        let coordination = TwoByTwo([[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]]);
        let both = vec![Profile::new(vec![0, 0]), Profile::new(vec![1, 1])];
        assert_eq!(BruteForce::new().equilibria(&coordination), Ok(both));
    }

    #[test]
    fn gains_are_those_of_the_best_deviation() {
        let dilemma = TwoByTwo([[2.0, 0.0], [3.0, 1.0]], [[2.0, 0.0], [3.0, 1.0]]);
        let truth = BruteForce::new().judged(&dilemma).unwrap();
        let gain = |first, second| truth.worst_gain(&Profile::new(vec![first, second]));
        assert_eq!([gain(0, 0), gain(0, 1), gain(1, 1)], [Some(1.0), Some(1.0), Some(-1.0)]);
        assert_eq!(truth.worst_gain(&Profile::new(vec![2, 0])), None);
    }

    #[test]
    fn too_large_a_game_is_refused() {
        let game = TwoByTwo([[0.0; 2]; 2], [[0.0; 2]; 2]);
        assert_eq!(BruteForce::new().most(3).equilibria(&game), Err(TooLarge { most: 3 }));
        assert_eq!(BruteForce::new().most(4).equilibria(&game).unwrap().len(), 4, "all ties");
    }
}
