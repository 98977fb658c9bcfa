//! The complete search: bisect the box of totals, drop dominated actions to a fixpoint, and write
//! down every step.
//!
//! ```text
//! node = (actions left to each player, box of totals)
//! repeat  box ← box ∩ sums of contributions; drop unattainable and dominated actions
//! until   nothing is dropped or the box hardly shrinks
//! leaf if one action is left to each; else bisect the widest dimension, hardly ever a player
//! ```
//!
//! Soundness: an action is dropped only if no profile of the node with this action is an
//! ε-equilibrium; children cover their parent. Sums are padded by more than any rounding in them,
//! so that a checker with its own rounding finds its boxes inside these.

use std::collections::BTreeMap;

use willing_check::tiers::{Listed, OpenBox, Scope, Step, Tree, TreeWriter};
use willing_game::{ActionSet, AggregativeGame, Limit, MAX_AGGREGATES, Profile, Totals, TotalsBox};

use super::dominance::Dominance;
use super::leaf::Judge;
use super::pure::PureEquilibria;
use super::symmetry::orbit;

/// Boxes are cut here, not in the middle: contributions of ½ make sums lie exactly on midpoints.
const CUT: f64 = 0.487;
/// A dimension narrower than this part of the root is not cut any further.
const NARROW: f64 = 1e-10;
/// Another round is worth its price if some dimension shrank to less than this part.
const SHRUNK: f64 = 0.95;
/// A player with less than this part of the box to give sees one box for all its actions.
const SMALL: f64 = 0.05;
/// A player is looked at again once some dimension of its box has shrunk to this part.
const AGAIN: f64 = 0.93;

/// What is left at a node.
#[derive(Clone)]
struct Node {
    domains: Vec<ActionSet>,
    totals: TotalsBox,
    /// How often totals were cut on the way here.
    cuts: u32,
}

/// Whose turn it is in a pass.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// Players with more than one action left.
    Open,
    /// Players with one action left.
    Decided,
}

/// How a search ended.
pub(super) struct Finished {
    pub(super) equilibria: Vec<Listed>,
    pub(super) tree: Tree,
    pub(super) open: Vec<OpenBox>,
    pub(super) limit: Option<Limit>,
}

pub(super) struct Search<'a, D, J> {
    settings: &'a PureEquilibria,
    dominance: D,
    judge: J,
    classes: &'a [Vec<usize>],
    /// For each player its neighbours in its class: the one before, the one after.
    neighbours: Vec<(Option<usize>, Option<usize>)>,
    feasible: Vec<ActionSet>,
    contributions: Vec<Vec<Totals>>,
    dimensions: usize,
    padding: Totals,
    root_width: Totals,
    /// The action that beat (player, action) last: likely to do so again.
    last_dominator: Vec<Vec<u8>>,
    tree: TreeWriter,
    found: BTreeMap<Profile, Listed>,
    sums: Sums,
    /// Widths of the box at which each player was looked at last in this node.
    seen: Vec<Totals>,
}

/// Sums of contributions at the last tightening, with each player's range in them.
struct Sums {
    ranges: Vec<TotalsBox>,
    total: TotalsBox,
}

const EVERYWHERE: TotalsBox = TotalsBox { low: [f64::NEG_INFINITY; 4], high: [f64::INFINITY; 4] };

impl<'a, D: Dominance, J: Judge> Search<'a, D, J> {
    pub(super) fn new(
        settings: &'a PureEquilibria,
        game: &impl AggregativeGame,
        dominance: D,
        judge: J,
        classes: &'a [Vec<usize>],
    ) -> Self {
        let players = game.player_count();
        let feasible: Vec<ActionSet> = (0..players).map(|player| game.feasible(player)).collect();
        let contributions: Vec<Vec<Totals>> = feasible
            .iter()
            .enumerate()
            .map(|(player, set)| {
                let most = set.iter().last().map_or(0, |action| action + 1);
                (0..most).map(|action| game.contribution(player, action)).collect()
            })
            .collect();
        let last_dominator = contributions.iter().map(|actions| vec![0; actions.len()]).collect();
        let mut search = Self {
            settings,
            dominance,
            judge,
            classes,
            neighbours: neighbours(players, classes),
            padding: padding(&feasible, &contributions),
            feasible,
            contributions,
            dimensions: game.aggregate_count().min(MAX_AGGREGATES),
            root_width: [0.0; MAX_AGGREGATES],
            last_dominator,
            tree: TreeWriter::new(),
            found: BTreeMap::new(),
            sums: Sums { ranges: vec![TotalsBox::point([0.0; 4]); players], total: EVERYWHERE },
            seen: vec![[f64::INFINITY; 4]; players],
        };
        let root = search.sum(&search.feasible.clone());
        search.root_width = width(&root.total);
        search.sums = root;
        search
    }

    /// Runs to the end or to a limit.
    pub(super) fn run(mut self) -> Finished {
        let mut stack = vec![Node { domains: self.feasible.clone(), totals: EVERYWHERE, cuts: 0 }];
        let (mut nodes, mut limit) = (0, None);
        while limit.is_none() {
            let Some(node) = stack.pop() else { break };
            limit = self.limit_hit(nodes);
            if limit.is_some() {
                stack.push(node);
                break;
            }
            nodes += 1;
            self.expand(node, &mut stack);
        }
        let mut open = Vec::new();
        while let Some(node) = stack.pop() {
            self.tree.push(Step::Open);
            open.push(OpenBox { domains: node.domains, totals: node.totals });
        }
        Finished { equilibria: self.found.into_values().collect(), tree: self.tree.finish(), open, limit }
    }

    fn limit_hit(&self, nodes: u64) -> Option<Limit> {
        if self.settings.cancelled() {
            Some(Limit::Cancelled)
        } else if nodes >= self.settings.node_limit {
            Some(Limit::Nodes)
        } else if self.found.len() >= self.settings.answer_limit {
            Some(Limit::Answers)
        } else {
            None
        }
    }

    /// Propagates one node; closes it, or puts its children on the stack.
    fn expand(&mut self, mut node: Node, stack: &mut Vec<Node>) {
        self.seen.fill([f64::INFINITY; 4]);
        if !self.propagate(&mut node) {
            return;
        }
        match willing_check::tiers::only_profile(&node.domains) {
            Some(profile) => self.leaf(profile),
            None => self.split(node, stack),
        }
    }

    fn leaf(&mut self, profile: Profile) {
        let judgement = self.judge.judge(&profile, &mut self.dominance);
        if let Some((player, better)) = judgement.refuted_by {
            self.tree.push(Step::Deviation { player, better });
            return;
        }
        self.tree.push(Step::Listed);
        let listed = Listed {
            worst_gain: judgement.worst_gain,
            tie_dependent: judgement.worst_gain > -self.settings.tie_band,
            orbit: orbit(&profile, self.classes),
            profile: profile.clone(),
        };
        self.found.insert(profile, listed);
    }

    /// Drops actions until nothing changes or the box hardly shrinks; `false` if the node is refuted
    /// (and closed). Players with a choice come first: the others can only refute the node, and are
    /// asked last.
    fn propagate(&mut self, node: &mut Node) -> bool {
        let mut first = true;
        loop {
            let before = width(&node.totals);
            if !self.tighten(node) {
                return false;
            }
            let now = width(&node.totals);
            if !first && (0..self.dimensions).all(|k| now[k] >= SHRUNK * before[k]) {
                break;
            }
            first = false;
            match self.drop_actions(node, Choice::Open) {
                None => return false,
                Some(false) => break,
                Some(true) if decided(&node.domains) => return true,
                Some(true) => {}
            }
        }
        decided(&node.domains) || self.drop_actions(node, Choice::Decided).is_some()
    }

    /// box ← box ∩ sums; `false` if that is empty.
    fn tighten(&mut self, node: &mut Node) -> bool {
        self.tree.push(Step::Tighten);
        self.sums = self.sum(&node.domains);
        for k in 0..self.dimensions {
            node.totals.low[k] = node.totals.low[k].max(self.sums.total.low[k]);
            node.totals.high[k] = node.totals.high[k].min(self.sums.total.high[k]);
            if node.totals.low[k] > node.totals.high[k] {
                self.tree.push(Step::RefutedByTotals { dimension: k });
                return false;
            }
        }
        true
    }

    /// One pass over all players with or without a choice. `None` if somebody has no action left (and
    /// the node is closed), else whether any was dropped.
    fn drop_actions(&mut self, node: &mut Node, choice: Choice) -> Option<bool> {
        let mut dropped = false;
        for player in 0..self.feasible.len() {
            let before = node.domains[player];
            if (before.len() > 1) != (choice == Choice::Open) || self.feasible[player].len() == 1 {
                continue;
            }
            self.drop_out_of_order(node, player);
            if !node.domains[player].is_empty() {
                self.drop_dominated(node, player);
            }
            if node.domains[player].is_empty() {
                self.tree.push(Step::RefutedByPlayer { player });
                return None;
            }
            dropped |= node.domains[player] != before;
        }
        Some(dropped)
    }

    /// Identical players are counted once: along a class, actions never decrease.
    fn drop_out_of_order(&mut self, node: &mut Node, player: usize) {
        let (before, after) = self.neighbours[player];
        let least = before.and_then(|other| node.domains[other].least()).unwrap_or(0);
        let most = after.and_then(|other| node.domains[other].iter().last()).unwrap_or(usize::MAX);
        for action in node.domains[player].iter().filter(|&action| action < least || action > most) {
            node.domains[player] = node.domains[player].without(action);
            self.tree.push(Step::OutOfOrder { player, action });
        }
    }

    fn drop_dominated(&mut self, node: &mut Node, player: usize) {
        let spread = width(&self.sums.ranges[player]);
        let box_width = width(&node.totals);
        let small = (0..self.dimensions).all(|k| spread[k] <= SMALL * box_width[k]);
        if small || node.domains[player].len() == 1 {
            self.drop_dominated_in_common(node, player);
        } else if self.changed_since_seen(player, &node.totals) {
            self.drop_dominated_one_by_one(node, player);
        }
    }

    /// One box of the others' totals for all actions: eight tables instead of sixty-four.
    fn drop_dominated_in_common(&mut self, node: &mut Node, player: usize) {
        let range = self.sums.ranges[player];
        let around = around(&node.totals, &range, &self.padding, self.dimensions);
        let Some(others) = around.intersection(&self.others_of(player)) else {
            // Nothing the others can do fits any action left.
            for action in node.domains[player].iter() {
                self.tree.push(Step::Unattainable { player, action });
            }
            node.domains[player] = ActionSet::EMPTY;
            return;
        };
        if self.changed_since_seen(player, &others) {
            self.dominance.look(player, &others);
            for action in node.domains[player].iter() {
                let last = usize::from(self.last_dominator[player][action]);
                let candidates = std::iter::once(last).chain(self.feasible[player].without(last).iter());
                self.drop_if_beaten(node, player, action, candidates, Scope::Common);
            }
        }
    }

    /// A box of the others' totals for each action. Tables are dear here: only two candidates are
    /// tried, the best action at the centre and the one that beat this action last.
    fn drop_dominated_one_by_one(&mut self, node: &mut Node, player: usize) {
        let rest = self.others_of(player);
        let centre = self.centre(node, player, &rest);
        let best = self.dominance.contenders(player, self.feasible[player], &centre);
        for action in node.domains[player].iter() {
            let own = TotalsBox::point(self.contributions[player][action]);
            match around(&node.totals, &own, &self.padding, self.dimensions).intersection(&rest) {
                None => {
                    node.domains[player] = node.domains[player].without(action);
                    self.tree.push(Step::Unattainable { player, action });
                }
                Some(others) if !best.contains(action) => {
                    self.dominance.look(player, &others);
                    let last = ActionSet::only(usize::from(self.last_dominator[player][action]));
                    let candidates = best.least().into_iter().chain(last.iter());
                    self.drop_if_beaten(node, player, action, candidates, Scope::Own);
                }
                Some(_) => {}
            }
        }
    }

    /// Roughly what the others contribute in the middle of the box.
    fn centre(&self, node: &Node, player: usize, rest: &TotalsBox) -> Totals {
        let range = &self.sums.ranges[player];
        let mut centre = [0.0; MAX_AGGREGATES];
        for (k, value) in centre.iter_mut().enumerate().take(self.dimensions) {
            let total = f64::midpoint(node.totals.low[k], node.totals.high[k]);
            *value = (total - f64::midpoint(range.low[k], range.high[k])).max(rest.low[k]).min(rest.high[k]);
        }
        centre
    }

    /// Whether the box has shrunk enough since this player was looked at last in this node.
    fn changed_since_seen(&mut self, player: usize, others: &TotalsBox) -> bool {
        let (now, seen) = (width(others), &mut self.seen[player]);
        let changed = (0..self.dimensions).any(|k| now[k] <= AGAIN * seen[k] && seen[k] > 0.0);
        if changed {
            *seen = now;
        }
        changed
    }

    fn drop_if_beaten(
        &mut self,
        node: &mut Node,
        player: usize,
        action: usize,
        candidates: impl Iterator<Item = usize>,
        scope: Scope,
    ) {
        for better in candidates {
            let feasible = better != action && self.feasible[player].contains(better);
            if feasible && self.dominance.beats(better, action) {
                #[expect(clippy::cast_possible_truncation, reason = "actions are below 32")]
                {
                    self.last_dominator[player][action] = better as u8;
                }
                node.domains[player] = node.domains[player].without(action);
                self.tree.push(Step::Prune { player, action, better, scope });
                return;
            }
        }
    }

    /// Least and greatest contributions of everybody, and their sums, padded.
    fn sum(&self, domains: &[ActionSet]) -> Sums {
        let mut total = TotalsBox::point([0.0; MAX_AGGREGATES]);
        let mut ranges = Vec::with_capacity(domains.len());
        for (domain, contributions) in domains.iter().zip(&self.contributions) {
            let range = range_of(*domain, contributions);
            for k in 0..MAX_AGGREGATES {
                total.low[k] += range.low[k];
                total.high[k] += range.high[k];
            }
            ranges.push(range);
        }
        for k in 0..MAX_AGGREGATES {
            total.low[k] -= self.padding[k];
            total.high[k] += self.padding[k];
        }
        Sums { ranges, total }
    }

    /// What the others can contribute: the sums of the last tightening less this player's range.
    fn others_of(&self, player: usize) -> TotalsBox {
        let (range, mut rest) = (&self.sums.ranges[player], self.sums.total);
        for k in 0..self.dimensions {
            rest.low[k] -= range.low[k] + self.padding[k];
            rest.high[k] -= range.high[k] - self.padding[k];
        }
        rest
    }

    /// Bisects the dimension that is widest against the root; a player only when none is wide.
    fn split(&mut self, node: Node, stack: &mut Vec<Node>) {
        let relative = |k: usize| {
            if self.root_width[k] > 0.0 { width(&node.totals)[k] / self.root_width[k] } else { 0.0 }
        };
        // Cutting totals does not part profiles that tie: once as many cuts were made as it takes to
        // tell the profiles left apart, tell them apart.
        let profiles: f64 = node.domains.iter().map(|domain| (domain.len() as f64).log2()).sum();
        if profiles <= f64::from(node.cuts) {
            return self.split_player(&node, stack);
        }
        let widest =
            (0..self.dimensions).max_by(|&a, &b| relative(a).total_cmp(&relative(b)).then(b.cmp(&a)));
        match widest.filter(|&k| relative(k) > NARROW) {
            Some(dimension) => self.split_totals(node, dimension, stack),
            None => self.split_player(&node, stack),
        }
    }

    fn split_totals(&mut self, node: Node, dimension: usize, stack: &mut Vec<Node>) {
        let (low, high) = (node.totals.low[dimension], node.totals.high[dimension]);
        let at = low + CUT * (high - low);
        self.tree.push(Step::SplitTotals { dimension, at });
        let mut upper = Node { cuts: node.cuts + 1, ..node.clone() };
        upper.totals.low[dimension] = at;
        let mut lower = Node { cuts: node.cuts + 1, ..node };
        lower.totals.high[dimension] = at;
        stack.push(upper);
        stack.push(lower);
    }

    fn split_player(&mut self, node: &Node, stack: &mut Vec<Node>) {
        let spread = |player: &usize| {
            let range = width(&range_of(node.domains[*player], &self.contributions[*player]));
            (0..self.dimensions)
                .map(|k| if self.root_width[k] > 0.0 { range[k] / self.root_width[k] } else { 0.0 })
                .sum::<f64>()
        };
        let open = (0..node.domains.len()).filter(|&player| node.domains[player].len() > 1);
        let Some(player) = open.max_by(|a, b| spread(a).total_cmp(&spread(b)).then(b.cmp(a))) else { return };
        self.tree.push(Step::SplitPlayer { player });
        let first = stack.len();
        for action in node.domains[player].iter() {
            let mut child = node.clone();
            child.domains[player] = ActionSet::only(action);
            stack.push(child);
        }
        stack[first..].reverse();
    }
}

fn decided(domains: &[ActionSet]) -> bool {
    domains.iter().all(|domain| domain.len() == 1)
}

fn width(totals: &TotalsBox) -> Totals {
    std::array::from_fn(|k| totals.high[k] - totals.low[k])
}

fn range_of(domain: ActionSet, contributions: &[Totals]) -> TotalsBox {
    let mut range = TotalsBox { low: [f64::INFINITY; 4], high: [f64::NEG_INFINITY; 4] };
    for action in domain.iter() {
        for k in 0..MAX_AGGREGATES {
            range.low[k] = range.low[k].min(contributions[action][k]);
            range.high[k] = range.high[k].max(contributions[action][k]);
        }
    }
    range
}

/// The others' totals that some contribution in `own` completes to a point of `totals`.
fn around(totals: &TotalsBox, own: &TotalsBox, padding: &Totals, dimensions: usize) -> TotalsBox {
    let mut others = EVERYWHERE;
    for k in 0..dimensions {
        others.low[k] = totals.low[k] - own.high[k] - padding[k];
        others.high[k] = totals.high[k] - own.low[k] + padding[k];
    }
    others
}

/// More than any rounding in a sum of contributions: (4n + 16) u Σ max|contribution|.
fn padding(feasible: &[ActionSet], contributions: &[Vec<Totals>]) -> Totals {
    let mut sizes = [0.0; MAX_AGGREGATES];
    for (set, contributions) in feasible.iter().zip(contributions) {
        for (k, size) in sizes.iter_mut().enumerate() {
            *size += set.iter().map(|action| contributions[action][k].abs()).fold(0.0, f64::max);
        }
    }
    let unit = (4.0 * feasible.len() as f64 + 16.0) * f64::EPSILON / 2.0;
    sizes.map(|size| unit * size)
}

fn neighbours(players: usize, classes: &[Vec<usize>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut neighbours = vec![(None, None); players];
    for class in classes {
        for pair in class.windows(2) {
            neighbours[pair[0]].1 = Some(pair[1]);
            neighbours[pair[1]].0 = Some(pair[0]);
        }
    }
    neighbours
}
