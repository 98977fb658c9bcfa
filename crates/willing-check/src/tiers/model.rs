//! What a check must know about a game: the model's own payoffs, or an embedder's.

use willing_game::{ActionSet, AggregativeGame, MAX_AGGREGATES, Profile, Totals, TotalsBox};
use willing_risk::{State, TierGame};

use super::enclosure::{GainBounds, Others};
use super::evidence::rounding_allowance;
use super::sums::{Range, Sums, range};
use crate::interval::Interval;

/// Which bound of a gain is asked for.
#[derive(Clone, Copy)]
pub(super) enum Bound {
    Lower,
    Upper,
}

/// A game whose gains can be bounded.
pub(super) trait Model {
    fn player_count(&self) -> usize;
    fn dimensions(&self) -> usize;
    fn feasible(&self, player: usize) -> ActionSet;
    /// What a player adds to each total; the whole line for a player or action that does not exist.
    fn contribution(&self, player: usize, action: usize) -> Others;
    /// Whether `to` gains more than `tolerance` over `from` for all of `others`.
    fn gains_more(&self, player: usize, from: usize, to: usize, others: &Others, tolerance: f64) -> bool;
    /// Bounds on what a player gains by deviating from one profile to an action.
    fn deviations<'a>(&'a self, profile: &'a Profile) -> impl Fn(usize, usize, Bound) -> f64 + 'a;
    /// How far rounding may have moved a gain in the evidence.
    fn allowance(&self, player: usize) -> f64;
    /// Whether an exchange of two players certainly changes nothing.
    fn identical(&self, one: usize, other: usize) -> bool;
}

/// The model's own payoffs, bounded from their raw numbers.
pub(super) struct Modelled<'a> {
    game: &'a TierGame,
    bounds: GainBounds,
}

impl<'a> Modelled<'a> {
    pub(super) fn new(game: &'a TierGame) -> Self {
        Self { game, bounds: GainBounds::new(game) }
    }

    /// Everything that payoffs depend on, written in one way.
    fn canonical(&self, player: usize) -> Option<State> {
        let state = self.game.states().get(player)?;
        let tiers = self.game.tiers().tiers();
        Some(State {
            name: String::new(),
            difficulties: vec![Some(self.game.difficulty(player))],
            payments: tiers.map(|tier| state.payment(tier.place())).collect(),
            feasible: self.game.feasible(player),
            fixed_weight: self.game.burden_weight(player),
            ..(**state).clone()
        })
    }
}

impl Model for Modelled<'_> {
    fn player_count(&self) -> usize {
        self.game.player_count()
    }

    fn dimensions(&self) -> usize {
        self.game.aggregate_count().min(MAX_AGGREGATES)
    }

    fn feasible(&self, player: usize) -> ActionSet {
        self.game.feasible(player)
    }

    fn contribution(&self, player: usize, action: usize) -> Others {
        self.bounds.contribution(player, action).unwrap_or([Interval::WHOLE; MAX_AGGREGATES])
    }

    fn gains_more(&self, player: usize, from: usize, to: usize, others: &Others, tolerance: f64) -> bool {
        self.bounds.exceeds(player, from, to, others, tolerance)
    }

    fn deviations<'a>(&'a self, profile: &'a Profile) -> impl Fn(usize, usize, Bound) -> f64 + 'a {
        let own: Vec<Range> = (0..self.player_count())
            .filter_map(|player| range(std::iter::once(self.contribution(player, profile.action(player)))))
            .collect();
        let sums = Sums::of(&own);
        move |player, action, bound| {
            let Some(range) = own.get(player) else { return f64::NAN };
            let (others, current) = (sums.without(range), profile.action(player));
            match bound {
                Bound::Lower => self.bounds.bound(player, current, action, &others),
                Bound::Upper => -self.bounds.bound(player, action, current, &others),
            }
        }
    }

    fn allowance(&self, player: usize) -> f64 {
        rounding_allowance(self.game, player)
    }

    fn identical(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.canonical(one), self.canonical(other));
        one.is_some() && one == other
    }
}

/// A game with payoffs of an embedder's own, to be checked as evidence about it.
///
/// The check is as good as [`AggregativeGame::gain_at_least`]: its bounds are trusted, and payoffs
/// in a profile are taken as exact when computed as the trait computes them (totals of the profile,
/// less the own contribution). Everything else is verified as for a [`TierGame`]. The boxes on
/// which bounds are asked for lie within those of the search, up to rounding; bounds should
/// therefore not get worse on smaller boxes. Players count as distinct: evidence with classes of
/// identical players is refused.
///
/// # Example
///
/// ```
/// use willing_check::tiers::{EquilibriumList, Violation};
/// use willing_check::tiers::Embedded;
/// use willing_game::{AggregativeGame, Certificate};
///
/// fn verify(list: &EquilibriumList, game: &impl AggregativeGame) -> Result<(), Violation> {
///     list.check(&Embedded(game))
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Embedded<'a, G: ?Sized>(pub &'a G);

impl<G: AggregativeGame + ?Sized> Model for Embedded<'_, G> {
    fn player_count(&self) -> usize {
        self.0.player_count()
    }

    fn dimensions(&self) -> usize {
        self.0.aggregate_count().min(MAX_AGGREGATES)
    }

    fn feasible(&self, player: usize) -> ActionSet {
        self.0.feasible(player)
    }

    fn contribution(&self, player: usize, action: usize) -> Others {
        self.0.contribution(player, action).map(Interval::point)
    }

    fn gains_more(&self, player: usize, from: usize, to: usize, others: &Others, tolerance: f64) -> bool {
        let used = |end: fn(Interval) -> f64| -> Totals {
            let mut totals = [0.0; MAX_AGGREGATES];
            for (total, interval) in totals.iter_mut().zip(others).take(self.dimensions()) {
                *total = end(*interval);
            }
            totals
        };
        let space = TotalsBox { low: used(Interval::lower), high: used(Interval::upper) };
        self.0.gain_at_least(player, from, to, &space).is_some_and(|gain| gain > tolerance)
    }

    fn deviations<'a>(&'a self, profile: &'a Profile) -> impl Fn(usize, usize, Bound) -> f64 + 'a {
        let totals = self.0.totals(profile);
        move |player, action, _| {
            let others = self.0.others(player, profile, &totals);
            let payoff = |action| self.0.payoff(player, action, &others);
            payoff(action) - payoff(profile.action(player))
        }
    }

    fn allowance(&self, _player: usize) -> f64 {
        0.0
    }

    fn identical(&self, _one: usize, _other: usize) -> bool {
        false
    }
}
