//! When one action beats another for all totals of the others in a box.

use willing_game::{ActionSet, AggregativeGame, Totals, TotalsBox};

/// Bounds on the gains of a player over a box of the others' totals.
///
/// The search sets a player and a box, then asks for many pairs of actions; what the pairs share is
/// computed once.
pub(super) trait Dominance {
    /// Looks at the box `others` from now on, in the place of `player`.
    fn look(&mut self, player: usize, others: &TotalsBox);

    /// Whether `better` gains more than the tolerance over `action` at every point of the box. A
    /// wrong no costs time; there are no wrong yeses.
    fn beats(&mut self, better: usize, action: usize) -> bool;

    /// Those of `actions` that may have the largest payoff among them at one point: all, unless a
    /// cheaper evaluation with an error below its margin tells more.
    fn contenders(&mut self, _player: usize, actions: ActionSet, _others: &Totals) -> ActionSet {
        actions
    }
}

/// Bounds that an embedder gives for payoffs of his own.
pub(super) struct Embedded<'a, G> {
    game: &'a G,
    tolerance: f64,
    player: usize,
    others: TotalsBox,
}

impl<'a, G: AggregativeGame> Embedded<'a, G> {
    pub(super) fn new(game: &'a G, tolerance: f64) -> Self {
        Self { game, tolerance, player: 0, others: TotalsBox::point([0.0; 4]) }
    }
}

impl<G: AggregativeGame> Dominance for Embedded<'_, G> {
    fn look(&mut self, player: usize, others: &TotalsBox) {
        self.player = player;
        self.others = *others;
    }

    fn beats(&mut self, better: usize, action: usize) -> bool {
        let gain = self.game.gain_at_least(self.player, action, better, &self.others);
        gain.is_some_and(|gain| gain > self.tolerance)
    }

    fn contenders(&mut self, player: usize, actions: ActionSet, others: &Totals) -> ActionSet {
        let payoffs: Vec<(usize, f64)> =
            actions.iter().map(|action| (action, self.game.payoff(player, action, others))).collect();
        let most = payoffs.iter().map(|(_, payoff)| *payoff).fold(f64::NEG_INFINITY, f64::max);
        ActionSet::of(payoffs.iter().filter(|(_, payoff)| *payoff >= most).map(|(action, _)| *action))
    }
}
