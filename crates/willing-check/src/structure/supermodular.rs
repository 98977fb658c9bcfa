//! Evidence for and against increasing differences.

use willing_game::{AggregativeGame, Certificate, MAX_AGGREGATES, Profile, Tier, TotalsBox};
use willing_risk::TierGame;

use super::{CrossEffects, NotAChain, Violation};
use crate::tiers::rounding_allowance;

/// One entry of a list of cells in depth-first order.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Cut {
    /// The cell is not cut further: the gains rise on it.
    Cell,
    /// The cell is cut into totals at most `at`, which come first, and at least `at`.
    At {
        /// The total that is cut.
        dimension: usize,
        /// Where.
        at: f64,
    },
}

/// Proof that a tier game is supermodular: every player's feasible tiers form a chain, and its gain
/// from each tier to the next is non-decreasing in every other player's tier.
///
/// For each player, a partition of the box of totals that its others can reach; on each cell the
/// checker encloses the slopes of the gains and sees that no move of another player up its chain
/// lowers them. Gains are piecewise smooth and the box is convex, so they rise along the straight
/// line between any two points that such moves connect.
///
/// # Claim
///
/// It is about payoffs as real numbers, and about the contributions as the game states them.
///
/// # References
///
/// Topkis (1998), chapter 4.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Supermodular {
    /// For each player the cuts of its box; an empty list is a single cell.
    pub cuts: Vec<Vec<Cut>>,
}

impl Supermodular {
    /// How many cells there are.
    #[must_use]
    pub fn cells(&self) -> usize {
        let cells = |cuts: &Vec<Cut>| cuts.iter().filter(|cut| matches!(cut, Cut::Cell)).count().max(1);
        self.cuts.iter().map(cells).sum()
    }
}

impl Certificate<TierGame> for Supermodular {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        let effects = CrossEffects::of(game)?;
        let players = game.player_count();
        if self.cuts.len() != players {
            return Err(Violation::Players { got: self.cuts.len(), players });
        }
        self.cuts.iter().enumerate().try_for_each(|(player, cuts)| check_player(&effects, player, cuts))
    }
}

fn check_player(effects: &CrossEffects<'_>, player: usize, cuts: &[Cut]) -> Result<(), Violation> {
    if effects.chains().tiers(player).len() < 2 {
        return if cuts.is_empty() { Ok(()) } else { Err(Violation::Cells { player, entry: 0 }) };
    }
    let root = effects.reachable(player);
    if cuts.is_empty() {
        return effects.check_cell(player, &root, 0);
    }
    let mut waiting = vec![root];
    let mut cells = 0;
    for (entry, cut) in cuts.iter().enumerate() {
        let Some(cell) = waiting.pop() else { return Err(Violation::Cells { player, entry }) };
        match *cut {
            Cut::Cell => {
                effects.check_cell(player, &cell, cells)?;
                cells += 1;
            }
            Cut::At { dimension, at } => {
                let (below, above) =
                    halves(&cell, dimension, at).ok_or(Violation::Cells { player, entry })?;
                waiting.extend([above, below]);
            }
        }
    }
    if waiting.is_empty() { Ok(()) } else { Err(Violation::Cells { player, entry: cuts.len() }) }
}

/// The two parts of a cell; `None` if the cut misses it.
fn halves(cell: &TotalsBox, dimension: usize, at: f64) -> Option<(TotalsBox, TotalsBox)> {
    let inside =
        dimension < MAX_AGGREGATES && cell.low.get(dimension)? <= &at && &at <= cell.high.get(dimension)?;
    let (mut below, mut above) = (*cell, *cell);
    *below.high.get_mut(dimension)? = at;
    *above.low.get_mut(dimension)? = at;
    inside.then_some((below, above))
}

/// A profile in which another player's move up its chain lowers a gain: proof that the game is not
/// supermodular in the order of tiers.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct DecreasingDifferences {
    /// The player whose gain falls.
    pub player: usize,
    /// Its lower tier.
    pub lower: Tier,
    /// Its upper tier.
    pub upper: Tier,
    /// The player who moves.
    pub other: usize,
    /// Its lower tier.
    pub from: Tier,
    /// Its upper tier.
    pub to: Tier,
    /// What everybody else does; the entries of the two are not used.
    pub profile: Profile,
}

impl DecreasingDifferences {
    /// By how much the gain falls, as computed.
    #[must_use]
    pub fn fall(&self, game: &TierGame) -> f64 {
        let gain = |to: Tier| {
            let profile = self.profile.clone().with_action(self.other, to.place());
            let others = game.others(self.player, &profile, &game.totals(&profile));
            game.payoff(self.player, self.upper.place(), &others)
                - game.payoff(self.player, self.lower.place(), &others)
        };
        gain(self.from) - gain(self.to)
    }
}

impl Certificate<TierGame> for DecreasingDifferences {
    type Violation = Violation;

    /// The fall must exceed what rounding of both gains allows.
    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        let profile = self.profile.clone();
        let profile =
            profile.with_action(self.player, self.lower.place()).with_action(self.other, self.from.place());
        let ordered = |player: usize, below: Tier, above: Tier| {
            let feasible = game.feasible(player);
            below != above
                && game.tiers().at_most(below, above)
                && feasible.contains(below.place())
                && feasible.contains(above.place())
        };
        let fits = profile.fits(game).is_ok()
            && self.player != self.other
            && ordered(self.player, self.lower, self.upper)
            && ordered(self.other, self.from, self.to);
        if !fits {
            return Err(Violation::Misfit);
        }
        let (fall, allowance) = (self.fall(game), 4.0 * rounding_allowance(game, self.player));
        if fall > allowance { Ok(()) } else { Err(Violation::NoFall { fall, allowance }) }
    }
}

/// Why a game is not supermodular in the order of tiers. It may be in another order.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum NotSupermodular {
    /// Some player's feasible tiers are not ordered.
    NoChain(NotAChain),
    /// Some gain falls when another player moves up.
    Falls(DecreasingDifferences),
}

impl Certificate<TierGame> for NotSupermodular {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        match self {
            Self::Falls(falls) => falls.check(game),
            Self::NoChain(NotAChain { player, first, second }) => {
                let feasible = game.feasible(*player);
                let unordered = feasible.contains(first.place())
                    && feasible.contains(second.place())
                    && !game.tiers().at_most(*first, *second)
                    && !game.tiers().at_most(*second, *first);
                let (player, first, second) = (*player, first.place(), second.place());
                if unordered { Ok(()) } else { Err(Violation::Ordered { player, first, second }) }
            }
        }
    }
}
