//! Checks of prices and sensitivities against the game.

use willing_game::{AggregativeGame, Tier, Totals};
use willing_risk::TierGame;

use super::{Change, Direction, Parameter, Sensitivity, Surroundings, TierPrice, Variation, Violation};

/// Whether two numbers that were computed alike agree: both finite, and equal to 1e-12 of their size.
pub(crate) fn agree(one: f64, other: f64) -> bool {
    one.is_finite() && other.is_finite() && (one - other).abs() <= 1e-12 * one.abs().max(other.abs()).max(1.0)
}

/// Verifies payoffs and prices of all feasible tiers of one state, to whom the others contribute `others`.
///
/// # Errors
///
/// [`Violation::Tiers`], [`Violation::Price`].
///
/// # Complexity
///
/// One payoff for each tier.
pub fn check_prices(
    game: &TierGame,
    player: usize,
    others: &Totals,
    prices: &[TierPrice],
) -> Result<(), Violation> {
    let feasible = game.feasible(player);
    let expected = game.tiers().tiers().filter(|tier| feasible.contains(tier.place()));
    if !expected.eq(prices.iter().map(|price| price.tier)) {
        return Err(Violation::Tiers { player });
    }
    let payoff = |tier: Tier| game.payoff(player, tier.place(), others);
    let best = prices.iter().map(|price| payoff(price.tier)).fold(f64::NEG_INFINITY, f64::max);
    for price in prices {
        let actual = payoff(price.tier);
        for (quantity, stated, actual) in
            [("payoff", price.payoff, actual), ("price", price.price, best - actual)]
        {
            if !agree(stated, actual) {
                return Err(Violation::Price { player, tier: price.tier, quantity, stated, actual });
            }
        }
    }
    Ok(())
}

/// Verifies the sensitivities of one state whose tier is `own` and to whom the others contribute `others`;
/// `tolerance` is that of the search for equilibria.
///
/// A parameter and direction that is not listed claims that no tier overtakes up to the end of its range.
///
/// # Errors
///
/// Any [`Violation`].
///
/// # Complexity
///
/// A few payoffs of each tier for each cell of each grid.
pub fn check_sensitivities(
    surroundings: &Surroundings<'_>,
    player: usize,
    own: Tier,
    others: &Totals,
    tolerance: f64,
    sensitivities: &[Sensitivity],
) -> Result<(), Violation> {
    let hazards = surroundings.game().states().get(player).map_or(0, |state| state.hazards.len());
    let mut unlisted: Vec<(Parameter, Direction)> = Parameter::all(hazards)
        .flat_map(|parameter| {
            [Direction::Decrease, Direction::Increase].map(|direction| (parameter, direction))
        })
        .collect();
    let vary = |parameter| Variation::new(surroundings, player, own, *others, parameter, tolerance);
    let mut least = 0.0;
    for sensitivity in sensitivities {
        let parameter = sensitivity.parameter;
        let misplaced = Violation::Listing { player, parameter };
        let place = unlisted.iter().position(|&entry| entry == (parameter, sensitivity.direction));
        unlisted.swap_remove(place.ok_or_else(|| misplaced.clone())?);
        let variation = vary(parameter).ok_or_else(|| misplaced.clone())?;
        check_sensitivity(&variation, player, sensitivity)?;
        let size = sensitivity.flip().map_or(f64::INFINITY, |(.., size)| size);
        if size < least {
            return Err(misplaced);
        }
        least = size;
    }
    for (parameter, direction) in unlisted {
        let Some(variation) = vary(parameter) else { continue };
        let omissible = !variation.has_room(direction)
            || variation.holds_between(variation.from(), variation.end(direction));
        if !omissible {
            return Err(Violation::Omitted { player, parameter, direction });
        }
    }
    Ok(())
}

fn check_sensitivity(
    variation: &Variation<'_, '_>,
    player: usize,
    sensitivity: &Sensitivity,
) -> Result<(), Violation> {
    let Sensitivity { parameter, direction, from, change, ref grid } = *sensitivity;
    let number = |quantity, stated: f64, actual: f64| {
        if agree(stated, actual) {
            Ok(())
        } else {
            Err(Violation::Number { player, parameter, quantity, stated, actual })
        }
    };
    number("value", from, variation.from())?;
    number("start of the grid", grid.first().copied().unwrap_or(f64::NAN), from)?;
    let far = grid.last().copied().unwrap_or(f64::NAN);
    let outward = |near: f64, far: f64| match direction {
        Direction::Increase => near < far,
        Direction::Decrease => near > far,
    };
    for (&near, &far) in grid.iter().zip(grid.iter().skip(1)) {
        if !outward(near, far) || !variation.holds_between(near, far) {
            return Err(Violation::Cell { player, parameter, from: near, to: far });
        }
    }
    let end = variation.end(direction);
    let overtakes = |tier: Tier, to: f64, size: f64| {
        let within = !outward(end, to) && outward(from, to) && !outward(to, far);
        match variation.challenger(to) {
            Some((challenger, gain)) if within && challenger == tier && gain > 0.0 => {
                number("size of the change", size, parameter.size_of_change(from, to))
            }
            _ => Err(Violation::NoFlip { player, parameter, tier, to }),
        }
    };
    match change {
        Change::Flips { keeps, to, tier, size } => {
            number("last value that keeps", keeps, far)?;
            if (to - keeps).abs() > variation.resolution(to) {
                return Err(Violation::Cell { player, parameter, from: keeps, to });
            }
            overtakes(tier, to, size)
        }
        Change::Holds { to } => {
            number("end of the range", to, end)?;
            number("end of the grid", far, to)
        }
        Change::FlipsUnproved { proved, to, tier, size } => {
            number("end of the grid", far, proved)?;
            overtakes(tier, to, size)
        }
        Change::HoldsUnproved { proved, to } => {
            number("end of the range", to, end)?;
            number("end of the grid", far, proved)
        }
    }
}
