//! Games with one integer total.

use willing_game::IntegerAggregativeGame;

use crate::Draws;

/// A random game with one integer total T: u_i(a, T) = v_i S(T) + p_ia − k_ia E(T), where success S
/// rises and the price E of taking part falls in the total.
///
/// Player i contributes a · w_i with w_i in 1..=10, so 193 players of 6 actions have about 5,300
/// totals. Action 0 gives, gets and costs nothing.
///
/// # Example
///
/// ```
/// use willing_game::IntegerAggregativeGame;
/// use willing_testkit::generators::IntegerGame;
///
/// let game = IntegerGame::random(193, 6, 1);
/// assert_eq!((game.player_count(), game.action_count(0)), (193, 6));
/// assert!(game.payoff(0, 1, 900) > game.payoff(0, 1, 1));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct IntegerGame {
    states: Vec<Weights>,
    actions: usize,
    difficulty: f64,
}

#[derive(Clone, Debug, PartialEq)]
struct Weights {
    unit: i64,
    value: f64,
    benefits: Vec<f64>,
    prices: Vec<f64>,
}

impl IntegerGame {
    /// The game of this seed, of `players` players with `actions` actions each.
    #[must_use]
    pub fn random(players: usize, actions: usize, seed: u64) -> Self {
        let mut draws = Draws::seeded(seed);
        let states: Vec<Weights> = (0..players).map(|_| Weights::random(actions, &mut draws)).collect();
        let most: i64 = states.iter().map(|state| state.unit).sum();
        let all = most as f64 * actions.saturating_sub(1) as f64;
        Self { states, actions, difficulty: all * draws.uniform(0.2, 0.6) }
    }
}

impl Weights {
    fn random(actions: usize, draws: &mut Draws) -> Self {
        let unit = i64::try_from(1 + draws.below(10)).unwrap_or(1);
        let (benefit, price, bend) =
            (draws.uniform(0.0, 1.0), draws.uniform(0.5, 2.5), draws.uniform(1.0, 2.0));
        let place = |action: usize| action as f64 / actions.max(2) as f64;
        let mut noise = |action: usize| if action == 0 { 0.0 } else { draws.uniform(-0.1, 0.1) };
        let benefits = (0..actions).map(|action| benefit * place(action).sqrt() + noise(action)).collect();
        let prices = (0..actions).map(|action| price * place(action).powf(bend) + noise(action)).collect();
        Self { unit, value: draws.uniform(1.0, 20.0), benefits, prices }
    }
}

impl IntegerAggregativeGame for IntegerGame {
    fn player_count(&self) -> usize {
        self.states.len()
    }

    fn action_count(&self, _: usize) -> usize {
        self.actions
    }

    fn contribution(&self, player: usize, action: usize) -> i64 {
        let unit = self.states.get(player).map_or(0, |state| state.unit);
        unit * i64::try_from(action).unwrap_or(0)
    }

    fn payoff(&self, player: usize, action: usize, total: i64) -> f64 {
        let Some(state) = self.states.get(player) else { return 0.0 };
        let (Some(benefit), Some(price)) = (state.benefits.get(action), state.prices.get(action)) else {
            return 0.0;
        };
        let ratio = total as f64 / self.difficulty;
        let success = ratio * ratio / (1.0 + ratio * ratio);
        state.value * success + benefit - price / (1.0 + ratio)
    }
}
