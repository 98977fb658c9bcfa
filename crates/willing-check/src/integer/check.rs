//! The checks: each total again, from the game alone.

use willing_game::{Certificate, IntegerAggregativeGame};

use super::knapsack::{reachable, ways};
use super::shape::{Shape, Sweep, payoff};
use super::{
    Cell, Class, Count, Decomposition, IntegerEquilibriumList, IntegerPartial, IntegerRefutation,
    ListedProfile, Listing, Tag, Violation,
};

impl<G: IntegerAggregativeGame + ?Sized> Certificate<G> for IntegerEquilibriumList {
    type Violation = Violation;

    /// The tag of every total, the best replies and the number of equilibria of every cell, and the
    /// largest gain of every listed profile. A list is complete because its profiles ascend
    /// strictly, are equilibria, and are as many as the knapsacks count.
    ///
    /// O(W n K) payoffs for W totals, n players of K actions, and for each cell O(n K W).
    fn check(&self, game: &G) -> Result<(), Violation> {
        let band = self.tie_band;
        if !(band.is_finite() && band >= 0.0) {
            return Err(Violation::Tolerance { value: band });
        }
        let shape = Shape::of(game)?;
        check_coverage(&shape, &self.decomposition, 0)?;
        check_totals(game, &shape, self.tolerance, &self.decomposition, &self.cells)?;
        check_count(&self.cells, self.count)?;
        if self.cells.is_empty() {
            return Err(Violation::NothingHolds);
        }
        match &self.listing {
            Listing::All(listed) => check_listing(game, &shape, (self.tolerance, band), listed, self.count),
            Listing::Counted => Ok(()),
        }
    }
}

impl<G: IntegerAggregativeGame + ?Sized> Certificate<G> for IntegerRefutation {
    type Violation = Violation;

    /// The tag of every total, none of which may hold an equilibrium. O(W n K) payoffs.
    fn check(&self, game: &G) -> Result<(), Violation> {
        if self.decomposition.runs.iter().any(|run| run.tag == Tag::Holds) {
            return Err(Violation::SomethingHolds);
        }
        let shape = Shape::of(game)?;
        check_coverage(&shape, &self.decomposition, 0)?;
        check_totals(game, &shape, self.tolerance, &self.decomposition, &[])
    }
}

impl<G: IntegerAggregativeGame + ?Sized> Certificate<G> for IntegerPartial {
    type Violation = Violation;

    /// As for a list, for the totals that were decided.
    fn check(&self, game: &G) -> Result<(), Violation> {
        let shape = Shape::of(game)?;
        check_coverage(&shape, &self.decomposition, self.open)?;
        check_totals(game, &shape, self.tolerance, &self.decomposition, &self.cells)?;
        check_count(&self.cells, self.count)
    }
}

/// The runs and the `open` totals are those of the game. Before anything is computed, so that no
/// length that evidence claims can cost time.
fn check_coverage(shape: &Shape, decomposition: &Decomposition, open: u64) -> Result<(), Violation> {
    if let Some(place) = decomposition.runs.iter().position(|run| run.totals == 0) {
        return Err(Violation::EmptyRun { place });
    }
    let got = decomposition.totals().saturating_add(open);
    if decomposition.lowest == shape.low && got == shape.totals() {
        return Ok(());
    }
    let (lowest, expected) = (shape.low, shape.totals());
    Err(Violation::Coverage { first: decomposition.lowest, got, lowest, expected })
}

/// The tag of each total, and the cells of those that hold equilibria.
fn check_totals<G: IntegerAggregativeGame + ?Sized>(
    game: &G,
    shape: &Shape,
    tolerance: f64,
    decomposition: &Decomposition,
    cells: &[Cell],
) -> Result<(), Violation> {
    if !(tolerance.is_finite() && tolerance >= 0.0) {
        return Err(Violation::Tolerance { value: tolerance });
    }
    let mut sweep = Sweep::new(game, shape, tolerance);
    let mut cells = cells.iter();
    let mut total = decomposition.lowest;
    for run in &decomposition.runs {
        for _ in 0..run.totals {
            check_total(&mut sweep, shape, total, run.tag, &mut cells)?;
            total += 1;
        }
    }
    match cells.next() {
        Some(cell) => Err(Violation::CellMissing { total: cell.total }),
        None => Ok(()),
    }
}

fn check_total<'c, G: IntegerAggregativeGame + ?Sized>(
    sweep: &mut Sweep<'_, G>,
    shape: &Shape,
    total: i64,
    tag: Tag,
    cells: &mut impl Iterator<Item = &'c Cell>,
) -> Result<(), Violation> {
    match tag {
        Tag::NoBestReply { player } => {
            if player >= shape.players() {
                return Err(Violation::NoSuchPlayer { player, players: shape.players() });
            }
            let mut replies = Vec::new();
            sweep.replies(player, total, &mut replies)?;
            if replies.is_empty() { Ok(()) } else { Err(Violation::HasBestReply { total, player }) }
        }
        Tag::Above => check_missed(sweep, shape, total, Side::Above),
        Tag::Below => check_missed(sweep, shape, total, Side::Below),
        Tag::Unreachable => {
            let lists = best_replies(sweep, shape, total)?.contributions;
            let some = lists.iter().all(|list| !list.is_empty()) && reachable(&lists, total);
            if some { Err(Violation::Reachable { total }) } else { Ok(()) }
        }
        Tag::Holds => {
            let cell = cells.next().filter(|cell| cell.total == total);
            check_cell(sweep, shape, cell.ok_or(Violation::CellMissing { total })?)
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

/// The sum of the best replies misses the total on this side. Players not looked at yet count with
/// all their actions, so that the sum is refuted as soon as it can be; a player without any best
/// reply refutes the total as well.
fn check_missed<G: IntegerAggregativeGame + ?Sized>(
    sweep: &mut Sweep<'_, G>,
    shape: &Shape,
    total: i64,
    side: Side,
) -> Result<(), Violation> {
    let (mut least, mut greatest) = (shape.low, shape.high);
    let mut replies = Vec::new();
    for &player in &shape.order {
        let missed = if side == Side::Above { least > total } else { greatest < total };
        if missed {
            return Ok(());
        }
        sweep.replies(player, total, &mut replies)?;
        let own = || replies.iter().map(|&action| shape.contributions[player][usize::from(action)]);
        let (Some(low), Some(high)) = (own().min(), own().max()) else { return Ok(()) };
        least += low - shape.least[player];
        greatest += high - shape.greatest[player];
    }
    let missed = if side == Side::Above { least > total } else { greatest < total };
    if missed { Ok(()) } else { Err(Violation::NotMissed { total, least, greatest }) }
}

/// The best replies of each player, and what they contribute.
#[derive(Default)]
struct BestReplies {
    actions: Vec<Vec<u8>>,
    contributions: Vec<Vec<i64>>,
}

fn best_replies<G: IntegerAggregativeGame + ?Sized>(
    sweep: &mut Sweep<'_, G>,
    shape: &Shape,
    total: i64,
) -> Result<BestReplies, Violation> {
    let mut best = BestReplies::default();
    for player in 0..shape.players() {
        let mut replies = Vec::new();
        sweep.replies(player, total, &mut replies)?;
        let own = |&action: &u8| shape.contributions[player][usize::from(action)];
        best.contributions.push(replies.iter().map(own).collect());
        best.actions.push(replies);
    }
    Ok(best)
}

fn check_cell<G: IntegerAggregativeGame + ?Sized>(
    sweep: &mut Sweep<'_, G>,
    shape: &Shape,
    cell: &Cell,
) -> Result<(), Violation> {
    let total = cell.total;
    let BestReplies { actions, contributions: lists } = best_replies(sweep, shape, total)?;
    let mut expected: Vec<Class> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for (player, (actions, contributions)) in actions.into_iter().zip(&lists).enumerate() {
        let place = *places.entry((actions.clone(), contributions.clone())).or_insert(expected.len());
        if place == expected.len() {
            expected.push(Class { players: Vec::new(), actions, contributions: contributions.clone() });
        }
        expected[place].players.push(u32::try_from(player).unwrap_or(u32::MAX));
    }
    if let Some(place) =
        (0..expected.len().max(cell.classes.len())).find(|&k| expected.get(k) != cell.classes.get(k))
    {
        let player = expected.get(place).and_then(|class| class.players.first()).copied().unwrap_or(0);
        return Err(Violation::Classes { total, player: player as usize });
    }
    let counted = if lists.iter().any(Vec::is_empty) { Count::ZERO } else { ways(&lists, total) };
    if counted == Count::ZERO || counted != cell.count {
        return Err(Violation::CellCount { total, claimed: cell.count, counted });
    }
    Ok(())
}

fn check_count(cells: &[Cell], claimed: Count) -> Result<(), Violation> {
    let counted = cells.iter().fold(Count::ZERO, |sum, cell| sum.plus(cell.count));
    if counted == claimed { Ok(()) } else { Err(Violation::TotalCount { claimed, counted }) }
}

fn check_listing<G: IntegerAggregativeGame + ?Sized>(
    game: &G,
    shape: &Shape,
    (tolerance, band): (f64, f64),
    listed: &[ListedProfile],
    counted: Count,
) -> Result<(), Violation> {
    if counted.within(listed.len()) != Some(listed.len()) {
        return Err(Violation::ListLength { listed: listed.len(), counted });
    }
    let ascends =
        |pair: &[ListedProfile]| (pair[0].total, &pair[0].profile) < (pair[1].total, &pair[1].profile);
    if let Some(place) = listed.windows(2).position(|pair| !ascends(pair)) {
        return Err(Violation::Order { place: place + 1 });
    }
    for (place, member) in listed.iter().enumerate() {
        let total = shape.total_of(member.profile.actions()).ok_or(Violation::Profile { place })?;
        if total != member.total {
            return Err(Violation::ProfileTotal { place, claimed: member.total, got: total });
        }
        let got = worst_gain(game, shape, member.profile.actions(), total)?;
        if got > tolerance || got.to_bits() != member.worst_gain.to_bits() {
            return Err(Violation::WorstGain { place, claimed: member.worst_gain, got, tolerance });
        }
        if member.tie_dependent != (got >= -band) {
            return Err(Violation::TieFlag { place });
        }
    }
    Ok(())
}

fn worst_gain<G: IntegerAggregativeGame + ?Sized>(
    game: &G,
    shape: &Shape,
    profile: &[u8],
    total: i64,
) -> Result<f64, Violation> {
    let mut worst = f64::NEG_INFINITY;
    for (player, (&chosen, own)) in profile.iter().zip(&shape.contributions).enumerate() {
        let chosen = usize::from(chosen);
        let now = payoff(game, player, chosen, total)?;
        for (action, contribution) in own.iter().enumerate().filter(|(action, _)| *action != chosen) {
            let then = payoff(game, player, action, total - own[chosen] + contribution)?;
            worst = worst.max(then - now);
        }
    }
    // Zero has one sign.
    Ok(worst + 0.0)
}
