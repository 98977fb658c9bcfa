//! How much a state can get at a tier, whatever the others' totals in a box.

use willing_game::{Tier, TotalsBox};
use willing_risk::{CAPABILITY, Costs, FINANCE, MILITARY, STANCE, TierGame};

/// A number that the payoff of `player` at `action` does not exceed, up to rounding, when the others'
/// totals lie in `others`. `None` if the game has no such player.
///
/// Each cost depends on the stance total through one affine legitimacy, and falls with the total over
/// which its burden is shared; so it is least at a corner of the box in these totals. The certainty
/// equivalent falls with the costs of either branch, and with costs fixed it is monotone in the
/// probability of success, which depends on the capability total alone.
#[must_use]
pub fn tier_payoff_at_most(game: &TierGame, player: usize, action: usize, others: &TotalsBox) -> Option<f64> {
    let tier = Tier::new(u8::try_from(action).ok()?);
    let tolerance = game.states().get(player)?.risk_tolerance;
    let corner = |capable: bool, legitimate: bool, shared: bool| {
        let end = |dimension: usize, high: bool| {
            if high { others.high[dimension] } else { others.low[dimension] }
        };
        let mut point = [0.0; 4];
        point[CAPABILITY] = end(CAPABILITY, capable).max(0.0);
        point[STANCE] = end(STANCE, legitimate);
        // Burdens are never negative; a total of the others below 0 is the box's slack.
        point[MILITARY] = end(MILITARY, shared).max(0.0);
        point[FINANCE] = end(FINANCE, shared).max(0.0);
        game.costs(player, tier, &game.totals_with(player, tier, &point))
    };
    let corners = [
        corner(false, false, false)?,
        corner(true, true, false)?,
        corner(false, false, true)?,
        corner(true, true, true)?,
    ];
    let at_odds = |odds_of: &Costs| {
        let mut least = *odds_of;
        for corner in &corners {
            let branches = [(&mut least.success, &corner.success), (&mut least.failure, &corner.failure)];
            for (least, other) in branches {
                least.iter_mut().zip(other).for_each(|(least, other)| *least = least.min(*other));
            }
        }
        least.payoff(tolerance)
    };
    Some(at_odds(&corners[0]).max(at_odds(&corners[1])))
}
