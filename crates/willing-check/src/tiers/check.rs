//! The checks of evidence about pure equilibria: first the list, then the tree.

use std::collections::BTreeMap;

use willing_game::{AggregativeGame, Certificate, Profile};
use willing_risk::TierGame;

use super::Tree;
use super::evidence::{EquilibriumList, Listed, PartialSearch, Refutation};
use super::model::{Bound, Embedded, Model, Modelled};
use super::replay::{Claims, Replay};
use super::violation::Violation;

impl EquilibriumList {
    fn claims(&self) -> Result<Claims<'_>, Violation> {
        if self.equilibria.is_empty() {
            return Err(Violation::EmptyList);
        }
        let Self { tolerance, equilibria, classes, tree } = self;
        Ok(Claims { tolerance: *tolerance, equilibria, classes, tree, open: None })
    }
}

impl Refutation {
    fn claims(&self) -> Claims<'_> {
        let Self { tolerance, classes, tree } = self;
        Claims { tolerance: *tolerance, equilibria: &[], classes, tree, open: None }
    }
}

impl PartialSearch {
    fn claims(&self) -> Claims<'_> {
        let Self { limit: _, tolerance, equilibria, classes, tree, open } = self;
        Claims { tolerance: *tolerance, equilibria, classes, tree, open: Some(open) }
    }
}

/// The listed profiles are equilibria up to the tolerance and rounding, and there are no others.
/// O(steps) bounds and O(players) sums for each tightening.
impl Certificate<TierGame> for EquilibriumList {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        check(&Modelled::new(game), &self.claims()?)
    }
}

/// There is no equilibrium.
impl Certificate<TierGame> for Refutation {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        check(&Modelled::new(game), &self.claims())
    }
}

/// The listed profiles are equilibria up to the tolerance and rounding, and all others lie in the
/// open boxes.
impl Certificate<TierGame> for PartialSearch {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        check(&Modelled::new(game), &self.claims())
    }
}

impl<G: AggregativeGame + ?Sized> Certificate<Embedded<'_, G>> for EquilibriumList {
    type Violation = Violation;

    fn check(&self, game: &Embedded<'_, G>) -> Result<(), Violation> {
        check(game, &self.claims()?)
    }
}

impl<G: AggregativeGame + ?Sized> Certificate<Embedded<'_, G>> for Refutation {
    type Violation = Violation;

    fn check(&self, game: &Embedded<'_, G>) -> Result<(), Violation> {
        check(game, &self.claims())
    }
}

impl<G: AggregativeGame + ?Sized> Certificate<Embedded<'_, G>> for PartialSearch {
    type Violation = Violation;

    fn check(&self, game: &Embedded<'_, G>) -> Result<(), Violation> {
        check(game, &self.claims())
    }
}

fn check(model: &impl Model, claims: &Claims<'_>) -> Result<(), Violation> {
    let (tolerance, players) = (claims.tolerance, model.player_count());
    if !tolerance.is_finite() || tolerance < 0.0 {
        return Err(Violation::Tolerance { tolerance });
    }
    if players > Tree::MAX_PLAYERS {
        return Err(Violation::TooManyPlayers { players, most: Tree::MAX_PLAYERS });
    }
    check_classes(model, claims.classes)?;
    check_order(claims.equilibria)?;
    for (entry, listed) in claims.equilibria.iter().enumerate() {
        check_fit(model, entry, &listed.profile)?;
        check_orbit(claims.classes, entry, listed)?;
        check_equilibrium(model, tolerance, entry, listed)?;
    }
    Replay::new(model, claims).run()
}

/// Classes are disjoint and their members identical.
fn check_classes(model: &impl Model, classes: &[Vec<usize>]) -> Result<(), Violation> {
    let mut taken = vec![false; model.player_count()];
    for (class, members) in classes.iter().enumerate() {
        for &player in members {
            match taken.get_mut(player) {
                Some(taken) if !*taken => *taken = true,
                _ => return Err(Violation::Class { class, player }),
            }
        }
        let Some((&one, others)) = members.split_first() else { continue };
        if let Some(&other) = others.iter().find(|&&other| !model.identical(one, other)) {
            return Err(Violation::NotIdentical { class, one, other });
        }
    }
    Ok(())
}

fn check_order(equilibria: &[Listed]) -> Result<(), Violation> {
    let pairs = equilibria.iter().zip(equilibria.iter().skip(1)).zip(1..);
    for ((before, after), entry) in pairs {
        if before.profile >= after.profile {
            return Err(Violation::ListOrder { entry });
        }
    }
    Ok(())
}

fn check_fit(model: &impl Model, entry: usize, profile: &Profile) -> Result<(), Violation> {
    let feasible = |player| model.feasible(player).contains(profile.action(player));
    let fits = profile.len() == model.player_count() && (0..profile.len()).all(feasible);
    if fits { Ok(()) } else { Err(Violation::Profile { entry }) }
}

/// Actions never decrease along a class, and the orbit has the size of all their rearrangements.
fn check_orbit(classes: &[Vec<usize>], entry: usize, listed: &Listed) -> Result<(), Violation> {
    // Relative; a product of some hundred quotients is accurate to a part of it.
    const ROUNDING: f64 = 1e-9;
    let profile = &listed.profile;
    let mut computed = 1.0;
    for class in classes {
        let pairs = class.iter().zip(class.iter().skip(1));
        for (&before, &player) in pairs {
            if profile.action(player) < profile.action(before) {
                return Err(Violation::ClassOrder { entry, player });
            }
        }
        computed *= arrangements(profile, class);
    }
    let claimed = listed.orbit;
    let agree = (claimed - computed).abs() <= ROUNDING * computed
        || (claimed.is_infinite() && claimed >= computed && computed.is_infinite());
    if agree { Ok(()) } else { Err(Violation::Orbit { entry, claimed, computed }) }
}

/// m!/Π m_a! for a class of m players, m_a of which choose action a.
fn arrangements(profile: &Profile, class: &[usize]) -> f64 {
    let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
    let mut placed = 0.0;
    class.iter().fold(1.0, |ways, &player| {
        let count = counts.entry(profile.action(player)).or_insert(0.0);
        *count += 1.0;
        placed += 1.0;
        ways * (placed / *count)
    })
}

/// No deviation gains more than ε + 2η, and the worst gain is what it is said to be.
fn check_equilibrium(
    model: &impl Model,
    tolerance: f64,
    entry: usize,
    listed: &Listed,
) -> Result<(), Violation> {
    let deviations = model.deviations(&listed.profile);
    // The greatest upper bound so far, and who may gain it by which action.
    let (mut most, mut most_by) = (f64::NEG_INFINITY, None);
    for player in 0..model.player_count() {
        let slack = 2.0 * model.allowance(player);
        for action in model.feasible(player).without(listed.profile.action(player)).iter() {
            let gain = deviations(player, action, Bound::Upper);
            // NaN is no bound. The sum of tolerance and slack rounds up by less than the step down.
            if !(gain <= tolerance || gain <= (tolerance + slack).next_down()) {
                return Err(Violation::NoEquilibrium { entry, player, action, gain });
            }
            if gain + slack > most || most_by.is_none() {
                (most, most_by) = (gain + slack, Some((player, action, slack)));
            }
        }
    }
    let least = most_by.map_or(f64::NEG_INFINITY, |(player, action, slack)| {
        deviations(player, action, Bound::Lower) - slack
    });
    let claimed = listed.worst_gain;
    // NaN is in no interval; minus infinity is the worst gain of nobody's choice.
    if !(least <= claimed && claimed <= most) {
        return Err(Violation::WorstGain { entry, claimed, least, most });
    }
    // The width of the tie band is the solver's own, but it is not negative.
    if least > 0.0 && !listed.tie_dependent {
        return Err(Violation::TieFlag { entry, gain: least });
    }
    Ok(())
}
