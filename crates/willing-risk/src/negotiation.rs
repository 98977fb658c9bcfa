//! Side payments of the negotiated sharing rule: Nash bargaining among those who take part.

use willing_game::{AggregativeGame, Profile, Tier};

use crate::tier_game::TierGame;

/// The side payments that Nash bargaining gives to those who bear a share of a pool in `profile`: the
/// military or the financial burden.
///
/// Payoffs are additive in money (constant absolute risk aversion), so the bargaining set is a
/// hyperplane and the solution gives everybody the same gain over the status quo:
/// pay_i = Σ_j g_j / m − g_i with g_i = U_i − U_i⁰. Payments sum to 0; those who do not take part
/// receive none. `None` if nobody takes part or there is no gain to divide.
///
/// # References
///
/// Nash (1950), *The bargaining problem*.
#[must_use]
pub fn negotiated_payments(game: &TierGame, profile: &Profile) -> Option<Vec<f64>> {
    let totals = game.totals(profile);
    let gain = |player: usize| {
        let tier = Tier::new(u8::try_from(profile.action(player)).ok()?);
        let others = game.others(player, profile, &totals);
        let takes_part = game.tiers().point(tier).finance_weight() > 0.0;
        takes_part.then(|| game.payoff(player, tier.place(), &others) - game.status_quo(player))
    };
    let gains: Vec<Option<f64>> = (0..game.player_count()).map(gain).collect();
    let taking_part = gains.iter().flatten().count();
    let surplus: f64 = gains.iter().flatten().sum();
    if taking_part == 0 || surplus < 0.0 {
        return None;
    }
    let equal_gain = surplus / taking_part as f64;
    Some(gains.into_iter().map(|gain| gain.map_or(0.0, |gain| equal_gain - gain)).collect())
}
