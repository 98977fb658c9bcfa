//! The tier game that an answer shows, rebuilt from the crisis it embeds.

use willing_check::crisis::{CrisisAnswer, Play, StateReport};
use willing_game::{AggregativeGame, Tier};
use willing_risk::{Issue, Ledger, TierGame};

/// A tier game and how it is played.
#[derive(Debug)]
pub(crate) struct Shown {
    game: TierGame,
    play: Play,
}

impl Shown {
    /// The game of the play that `answer` shows; `None` if there is none or its parts do not hold together.
    pub(crate) fn of(answer: &CrisisAnswer) -> Option<Self> {
        let cell = answer.cells.get(answer.shown?)?;
        let issue = Issue::new(answer.crisis.issue.clone()).ok()?;
        let game = issue.game(cell.method, cell.authorization).ok()?;
        let play = cell.play()?.clone();
        Some(Self { game, play })
    }

    /// The split of U(`to`) − U(`from`) of a state, others as they are (in a mixture: at their expected contributions).
    pub(crate) fn ledger(&self, state: &StateReport, from: Tier, to: Tier) -> Option<Ledger> {
        let player = state.player.seat();
        let mut others = self.play.totals;
        let mut leave = |tier: usize, weight: f64| {
            let own = self.game.contribution(player, tier);
            others.iter_mut().zip(own).for_each(|(total, own)| *total -= weight * own);
        };
        match &self.play.mixture {
            None => leave(state.tier.place(), 1.0),
            Some(mixture) => {
                let probabilities = mixture.probabilities.get(player)?;
                probabilities.iter().enumerate().for_each(|(tier, &probability)| leave(tier, probability));
            }
        }
        Ledger::between(&self.game, player, from, to, &others)
    }
}
