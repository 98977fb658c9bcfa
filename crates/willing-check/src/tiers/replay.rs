//! Replays a tree step by step: no search, no repetition, a bound or a sum for each step.

use willing_game::{ActionSet, MAX_AGGREGATES};

use super::enclosure::Others;
use super::evidence::{Listed, OpenBox, only_profile};
use super::model::{Bound, Model};
use super::sums::{LANES, Range, Sums, range};
use super::violation::Violation;
use super::{Step, Tree};
use crate::interval::Interval;

/// Totals that a node still allows. Empty in a dimension whose ends are out of order.
#[derive(Clone, Copy)]
struct Space {
    low: [f64; MAX_AGGREGATES],
    high: [f64; MAX_AGGREGATES],
}

impl Space {
    const EVERYWHERE: Self =
        Self { low: [f64::NEG_INFINITY; MAX_AGGREGATES], high: [f64::INFINITY; MAX_AGGREGATES] };

    fn sides(&mut self) -> impl Iterator<Item = (&mut f64, &mut f64)> {
        self.low.iter_mut().zip(&mut self.high)
    }

    fn narrow(&mut self, totals: &Others) {
        for ((low, high), total) in self.sides().zip(totals) {
            *low = low.max(total.lower());
            *high = high.min(total.upper());
        }
    }

    /// What is left of `rest` for the others when a player adds `own`; `None` if nothing is.
    fn without(&self, own: &Others, rest: &Others) -> Option<Others> {
        let mut others = *rest;
        for ((others, own), (low, high)) in
            others.iter_mut().zip(own).zip(self.low.into_iter().zip(self.high))
        {
            let low = (low - own.upper()).next_down().max(others.lower());
            let high = (high - own.lower()).next_up().min(others.upper());
            // A sum of nothing but an overflow is no evidence that nothing is left.
            if low > high {
                return None;
            }
            *others = Interval::new(low, high);
        }
        Some(others)
    }
}

/// What is still to be done with the children of a split node.
struct Pending {
    /// How long the trail was at the split.
    trail: usize,
    next: Next,
}

enum Next {
    /// The upper half.
    Totals(Space),
    /// The player's remaining actions, one after the other.
    Player { player: usize, actions: ActionSet, space: Space },
}

/// The claims that a tree is checked against.
pub(super) struct Claims<'a> {
    pub(super) tolerance: f64,
    pub(super) equilibria: &'a [Listed],
    pub(super) classes: &'a [Vec<usize>],
    pub(super) tree: &'a Tree,
    /// The open boxes of a partial search; `None` if the tree must be complete.
    pub(super) open: Option<&'a [OpenBox]>,
}

pub(super) struct Replay<'a, M> {
    model: &'a M,
    claims: &'a Claims<'a>,
    /// For each player the members before and after it in its class.
    neighbours: Vec<(Option<usize>, Option<usize>)>,
    domains: Vec<ActionSet>,
    space: Space,
    /// Ranges of contributions at the last tightening, and the domains they belong to.
    ranges: Vec<(ActionSet, Range)>,
    /// The sums of this node's last tightening.
    sums: Option<Sums>,
    /// Domains before each change since the root, to be restored for the next child.
    trail: Vec<(usize, ActionSet)>,
    stack: Vec<Pending>,
    complete: bool,
    step: usize,
    cuts: usize,
    open: usize,
}

impl<'a, M: Model> Replay<'a, M> {
    pub(super) fn new(model: &'a M, claims: &'a Claims<'a>) -> Self {
        let players = model.player_count();
        Self {
            model,
            claims,
            neighbours: neighbours(players, claims.classes),
            domains: (0..players).map(|player| model.feasible(player)).collect(),
            space: Space::EVERYWHERE,
            ranges: vec![(ActionSet::EMPTY, [0.0; LANES]); players],
            sums: None,
            trail: Vec::new(),
            stack: Vec::new(),
            complete: false,
            step: 0,
            cuts: 0,
            open: 0,
        }
    }

    pub(super) fn run(mut self) -> Result<(), Violation> {
        for step in self.claims.tree.steps() {
            if self.complete {
                return Err(Violation::Trailing { step: self.step });
            }
            self.apply(step.ok_or(Violation::UnknownStep { step: self.step })?)?;
            self.step += 1;
        }
        if !self.complete {
            return Err(Violation::Truncated { steps: self.step, open: self.stack.len() + 1 });
        }
        let cuts = self.claims.tree.bytes().saturating_sub(4 * self.claims.tree.len()) / 8;
        if cuts != self.cuts {
            return Err(Violation::LeftOverCuts { cuts: cuts.saturating_sub(self.cuts) });
        }
        match self.claims.open {
            Some(open) if open.len() != self.open => {
                Err(Violation::OpenBoxes { boxes: open.len(), nodes: self.open })
            }
            _ => Ok(()),
        }
    }

    fn apply(&mut self, step: Step) -> Result<(), Violation> {
        match step {
            Step::Tighten => self.tighten(),
            Step::Unattainable { player, action } => self.unattainable(player, action)?,
            // All totals compatible with the action itself are within either scope.
            Step::Prune { player, action, better, scope: _ } => self.prune(player, action, better)?,
            Step::OutOfOrder { player, action } => self.out_of_order(player, action)?,
            Step::RefutedByTotals { dimension } => self.refuted_by_totals(dimension)?,
            Step::RefutedByPlayer { player } => self.refuted_by_player(player)?,
            Step::Listed => self.listed()?,
            Step::Deviation { player, better } => self.deviation(player, better)?,
            Step::Open => self.left_open()?,
            Step::SplitTotals { dimension, at } => self.split_totals(dimension, at)?,
            Step::SplitPlayer { player } => self.split_player(player)?,
        }
        Ok(())
    }

    fn tighten(&mut self) {
        for (player, ((ranged, range_of), domain)) in self.ranges.iter_mut().zip(&self.domains).enumerate() {
            if ranged != domain {
                let contributions = domain.iter().map(|action| self.model.contribution(player, action));
                // Without an action there is no profile; any range will do.
                *range_of = range(contributions).unwrap_or([0.0; LANES]);
                *ranged = *domain;
            }
        }
        let sums = Sums::of(self.ranges.iter().map(|(_, range)| range));
        self.space.narrow(&sums.total());
        self.sums = Some(sums);
    }

    /// What the others can contribute when `player` chooses `action`; `None` if nothing fits.
    fn others(&self, player: usize, action: usize) -> Option<Others> {
        let rest = match (&self.sums, self.ranges.get(player)) {
            (Some(sums), Some((_, range))) => sums.without(range),
            _ => [Interval::WHOLE; MAX_AGGREGATES],
        };
        self.space.without(&self.model.contribution(player, action), &rest)
    }

    fn domain(&self, player: usize) -> Result<ActionSet, Violation> {
        self.domains.get(player).copied().ok_or(Violation::UnknownPlayer { step: self.step, player })
    }

    fn restrict(&mut self, player: usize, domain: ActionSet) {
        if let Some(entry) = self.domains.get_mut(player) {
            self.trail.push((player, std::mem::replace(entry, domain)));
        }
    }

    /// The domain of `player`, with `action` in it.
    fn domain_with(&self, player: usize, action: usize) -> Result<ActionSet, Violation> {
        let domain = self.domain(player)?;
        let inside = domain.contains(action).then_some(domain);
        inside.ok_or(Violation::NotInDomain { step: self.step, player, action })
    }

    fn feasible(&self, player: usize, action: usize) -> Result<(), Violation> {
        self.domain(player)?;
        let feasible = self.model.feasible(player).contains(action);
        feasible.then_some(()).ok_or(Violation::Infeasible { step: self.step, player, action })
    }

    fn unattainable(&mut self, player: usize, action: usize) -> Result<(), Violation> {
        let domain = self.domain_with(player, action)?;
        if self.others(player, action).is_some() {
            return Err(Violation::Attainable { step: self.step, player, action });
        }
        self.restrict(player, domain.without(action));
        Ok(())
    }

    fn prune(&mut self, player: usize, action: usize, better: usize) -> Result<(), Violation> {
        let domain = self.domain_with(player, action)?;
        self.feasible(player, better)?;
        let tolerance = self.claims.tolerance;
        // Where nothing fits the action, it is dropped in any case.
        let dominated = self
            .others(player, action)
            .is_none_or(|others| self.model.gains_more(player, action, better, &others, tolerance));
        if !dominated {
            return Err(Violation::NotDominated { step: self.step, player, action, better });
        }
        self.restrict(player, domain.without(action));
        Ok(())
    }

    fn out_of_order(&mut self, player: usize, action: usize) -> Result<(), Violation> {
        let domain = self.domain_with(player, action)?;
        let (before, after) = self.neighbours.get(player).copied().unwrap_or_default();
        let domain_of =
            |other: Option<usize>| self.domains.get(other?).filter(|set| !set.is_empty()).copied();
        let below = domain_of(before).is_some_and(|set| set.iter().all(|other| action < other));
        let above = domain_of(after).is_some_and(|set| set.iter().all(|other| action > other));
        if !below && !above {
            return Err(Violation::InOrder { step: self.step, player, action });
        }
        self.restrict(player, domain.without(action));
        Ok(())
    }

    fn dimension(&self, dimension: usize) -> Result<(), Violation> {
        if dimension < self.model.dimensions() {
            Ok(())
        } else {
            Err(Violation::UnknownDimension { step: self.step, dimension })
        }
    }

    fn refuted_by_totals(&mut self, dimension: usize) -> Result<(), Violation> {
        self.dimension(dimension)?;
        let (low, high) = (self.space.low.get(dimension), self.space.high.get(dimension));
        if low.zip(high).is_none_or(|(low, high)| low <= high) {
            return Err(Violation::TotalsLeft { step: self.step, dimension });
        }
        self.close();
        Ok(())
    }

    fn refuted_by_player(&mut self, player: usize) -> Result<(), Violation> {
        if !self.domain(player)?.is_empty() {
            return Err(Violation::ActionsLeft { step: self.step, player });
        }
        self.close();
        Ok(())
    }

    fn listed(&mut self) -> Result<(), Violation> {
        let profile = only_profile(&self.domains).ok_or(Violation::NoProfile { step: self.step })?;
        // The list was found to be in order before.
        let found = self.claims.equilibria.binary_search_by(|listed| listed.profile.cmp(&profile));
        found.map_err(|_| Violation::NotListed { step: self.step })?;
        self.close();
        Ok(())
    }

    fn deviation(&mut self, player: usize, better: usize) -> Result<(), Violation> {
        let profile = only_profile(&self.domains).ok_or(Violation::NoProfile { step: self.step })?;
        self.feasible(player, better)?;
        let gain = self.model.deviations(&profile)(player, better, Bound::Lower);
        if gain > self.claims.tolerance {
            self.close();
            Ok(())
        } else {
            Err(Violation::NoDeviation { step: self.step, player, better })
        }
    }

    fn left_open(&mut self) -> Result<(), Violation> {
        let open = self.claims.open.ok_or(Violation::LeftOpen { step: self.step })?;
        let place = self.open;
        let wrong = Violation::OpenBox { step: self.step, place };
        let Some(claimed) = open.get(place) else { return Err(wrong) };
        // Sums only narrow what the node allows: profiles outside them do not exist.
        self.tighten();
        let used = self.model.dimensions();
        let within = |outer: &[f64], inner: &[f64], inside: fn(f64, f64) -> bool| {
            outer.iter().zip(inner).take(used).all(|(&outer, &inner)| inside(outer, inner))
        };
        let covered = within(&claimed.totals.low, &self.space.low, |outer, inner| outer <= inner)
            && within(&claimed.totals.high, &self.space.high, |outer, inner| outer >= inner);
        if claimed.domains != self.domains || !covered {
            return Err(wrong);
        }
        self.open += 1;
        self.close();
        Ok(())
    }

    #[expect(clippy::indexing_slicing, reason = "the dimension was found to exist")]
    fn split_totals(&mut self, dimension: usize, at: f64) -> Result<(), Violation> {
        self.cuts += 1;
        self.dimension(dimension)?;
        if !at.is_finite() {
            return Err(Violation::Cut { step: self.step, at });
        }
        let mut upper = self.space;
        upper.low[dimension] = upper.low[dimension].max(at);
        self.stack.push(Pending { trail: self.trail.len(), next: Next::Totals(upper) });
        self.space.high[dimension] = self.space.high[dimension].min(at);
        self.sums = None;
        Ok(())
    }

    fn split_player(&mut self, player: usize) -> Result<(), Violation> {
        let actions = self.domain(player)?;
        let next = Next::Player { player, actions, space: self.space };
        self.stack.push(Pending { trail: self.trail.len(), next });
        // Its first child is the next node; without an action there is none.
        self.close();
        Ok(())
    }

    /// Goes on to the next node, if there is one.
    fn close(&mut self) {
        self.sums = None;
        while let Some(pending) = self.stack.pop() {
            for (player, domain) in self.trail.drain(pending.trail..).rev() {
                if let Some(entry) = self.domains.get_mut(player) {
                    *entry = domain;
                }
            }
            match pending.next {
                Next::Totals(space) => {
                    self.space = space;
                    return;
                }
                Next::Player { player, actions, space } => {
                    let Some(action) = actions.least() else { continue };
                    let next = Next::Player { player, actions: actions.without(action), space };
                    self.stack.push(Pending { trail: pending.trail, next });
                    self.space = space;
                    self.restrict(player, ActionSet::only(action));
                    return;
                }
            }
        }
        self.complete = true;
    }
}

fn neighbours(players: usize, classes: &[Vec<usize>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut neighbours = vec![(None, None); players];
    for class in classes {
        for (&before, &after) in class.iter().zip(class.iter().skip(1)) {
            if let Some(entry) = neighbours.get_mut(before) {
                entry.1 = Some(after);
            }
            if let Some(entry) = neighbours.get_mut(after) {
                entry.0 = Some(before);
            }
        }
    }
    neighbours
}
