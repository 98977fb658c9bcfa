//! The smallest change of one parameter that moves a state.

use willing_check::price::{Change, Direction, Parameter, Sensitivity, Surroundings, Variation};
use willing_game::{AggregativeGame, Profile, Tier, Totals};
use willing_risk::TierGame;

use super::root::bracket;
use super::sweep::sweep;

/// For each of a state's own parameters, the smallest change that makes another tier better than its own,
/// others' tiers fixed.
///
/// Parameters that enter the payoff linearly (after a change of variable) have one crossing at most between
/// kinks, found by root finding and proved by its two ends. For risk tolerance, casualty sensitivity and
/// difficulty the way is proved cell by cell; where that takes too many cells, the answer says how far the
/// proof reaches. Risk-neutral states have no entry for risk tolerance.
///
/// # Returns
///
/// One entry for each parameter and direction in which a tier overtakes, the smallest change first, then
/// those whose proof is incomplete. A parameter and direction that is not listed is proved to have no flip
/// up to the end of its range ([`Variation::end`]).
///
/// # Numerics
///
/// Brackets are a billionth wide, relative to the value. A gain counts from the tolerance plus twice the
/// rounding allowance. Deterministic.
///
/// # Example
///
/// ```no_run
/// # fn show(game: &willing_risk::TierGame, profile: &willing_game::Profile) {
/// use willing_solver::price::Flips;
///
/// for entry in Flips::new().solve(game, 1, profile) {
///     if let Some((to, tier, size)) = entry.flip() {
///         println!("{} from {} to {to}: tier {tier} (a change of size {size})", entry.parameter, entry.from);
///     }
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Flips {
    tolerance: f64,
}

impl Default for Flips {
    fn default() -> Self {
        Self { tolerance: 1e-12 }
    }
}

impl Flips {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// ε of the search that found the profile, in payoff units (default 1e-12): a tier overtakes when it
    /// gains more than this plus rounding.
    #[must_use]
    pub const fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The sensitivities of `player` in `profile`; empty if it has no choice.
    #[must_use]
    pub fn solve(&self, game: &TierGame, player: usize, profile: &Profile) -> Vec<Sensitivity> {
        let others = game.others(player, profile, &game.totals(profile));
        let Ok(own) = u8::try_from(profile.action(player)) else { return Vec::new() };
        self.solve_within(&Surroundings::of(game), player, Tier::new(own), &others)
    }

    /// The same for one of many states: what they share is prepared once.
    #[must_use]
    pub fn solve_within(
        &self,
        surroundings: &Surroundings<'_>,
        player: usize,
        own: Tier,
        others: &Totals,
    ) -> Vec<Sensitivity> {
        let hazards = surroundings.game().states().get(player).map_or(0, |state| state.hazards.len());
        let mut found: Vec<Sensitivity> = Parameter::all(hazards)
            .filter_map(|parameter| {
                Variation::new(surroundings, player, own, *others, parameter, self.tolerance)
                    .map(|variation| (parameter, variation))
            })
            .flat_map(|(parameter, variation)| {
                [Direction::Decrease, Direction::Increase]
                    .map(|direction| look(&variation, parameter, direction))
            })
            .flatten()
            .collect();
        let size = |entry: &Sensitivity| entry.flip().map_or(f64::INFINITY, |(.., size)| size);
        found.sort_by(|one, other| size(one).total_cmp(&size(other)));
        found
    }
}

/// What moving one parameter one way does; `None` if two ends are enough to prove that nothing happens.
fn look(variation: &Variation<'_, '_>, parameter: Parameter, direction: Direction) -> Option<Sensitivity> {
    let (from, end) = (variation.from(), variation.end(direction));
    if !variation.has_room(direction) || variation.holds_between(from, end) {
        return None;
    }
    let (change, grid) = if variation.is_straight() {
        first_crossing(variation, parameter, from, end)
    } else {
        first_proved(variation, parameter, from, end)
    };
    Some(Sensitivity { parameter, direction, from, change, grid })
}

/// Between kinks the sign of the gain changes at most once, so the first end of a piece at which the tier
/// does not hold brackets the first crossing.
fn first_crossing(
    variation: &Variation<'_, '_>,
    parameter: Parameter,
    from: f64,
    end: f64,
) -> (Change, Vec<f64>) {
    let mut kinks = variation.kinks();
    if end < from {
        kinks.reverse();
    }
    let inside = |kink: &f64| (*kink - from) * (*kink - end) < 0.0;
    let mut near = from;
    for far in kinks.into_iter().filter(inside).chain([end]) {
        if !variation.holds_at(far) {
            return crossing_in(variation, parameter, from, near, far, end);
        }
        near = far;
    }
    (Change::HoldsUnproved { proved: from, to: end }, vec![from])
}

/// The crossing between `near`, where the tier holds, and `far`, where it does not.
fn crossing_in(
    variation: &Variation<'_, '_>,
    parameter: Parameter,
    from: f64,
    near: f64,
    far: f64,
    end: f64,
) -> (Change, Vec<f64>) {
    let unproved = (Change::HoldsUnproved { proved: from, to: end }, vec![from]);
    let Some((keeps, to)) = bracket(variation, near, far) else { return unproved };
    let Some((tier, _)) = variation.challenger(to) else { return unproved };
    let size = parameter.size_of_change(from, to);
    // A tie at the value itself leaves no cell to prove.
    let grid = if (keeps - from).abs() > 0.0 { vec![from, keeps] } else { vec![from] };
    (Change::Flips { keeps, to, tier, size }, grid)
}

/// Brackets a crossing, proves the way to it, and starts again at an earlier crossing met on the way.
fn first_proved(
    variation: &Variation<'_, '_>,
    parameter: Parameter,
    from: f64,
    end: f64,
) -> (Change, Vec<f64>) {
    let mut flip: Option<(f64, f64)> = None;
    let mut broken = (!variation.holds_at(end)).then_some(end);
    // Each round moves the crossing towards the value; a handful is enough for smooth payoffs.
    for _ in 0..8 {
        if let Some(value) = broken {
            flip = bracket(variation, from, value);
        }
        let target = flip.map_or(end, |(keeps, _)| keeps);
        let swept = if (target - from).abs() > 0.0 {
            sweep(variation, from, target)
        } else {
            super::sweep::Swept { grid: vec![from], broken: None }
        };
        let proved = swept.grid.last().copied().unwrap_or(from);
        let complete = (target - proved).abs() <= 0.0;
        if let (None, false) = (swept.broken, complete) {
            return (unproved(variation, parameter, from, proved, flip, end), swept.grid);
        }
        if swept.broken.is_none() {
            let change = flip.and_then(|(keeps, to)| {
                let (tier, _) = variation.challenger(to)?;
                Some(Change::Flips { keeps, to, tier, size: parameter.size_of_change(from, to) })
            });
            return (change.unwrap_or(Change::Holds { to: end }), swept.grid);
        }
        broken = swept.broken;
    }
    (unproved(variation, parameter, from, from, flip, end), vec![from])
}

fn unproved(
    variation: &Variation<'_, '_>,
    parameter: Parameter,
    from: f64,
    proved: f64,
    flip: Option<(f64, f64)>,
    end: f64,
) -> Change {
    let known = flip.and_then(|(_, to)| Some((to, variation.challenger(to)?.0)));
    known.map_or(Change::HoldsUnproved { proved, to: end }, |(to, tier)| Change::FlipsUnproved {
        proved,
        to,
        tier,
        size: parameter.size_of_change(from, to),
    })
}
