//! Simple searches that write evidence: slow, plain, and apart from the solver.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests may"
)]

use std::collections::BTreeMap;

use willing_check::tiers::{
    EquilibriumList, GainBounds, Listed, Refutation, Scope, Step, Tree, TreeWriter, only_profile,
    root_domains, rounding_allowance,
};
use willing_game::{ActionSet, AggregativeGame, Profile, Totals, TotalsBox};
use willing_risk::TierGame;

/// The largest gain of any deviation from `profile`, and who makes it by which action.
pub fn worst_gain(game: &impl AggregativeGame, profile: &Profile) -> (f64, Option<(usize, usize)>) {
    let totals = game.totals(profile);
    let mut worst = (f64::NEG_INFINITY, None);
    for player in 0..game.player_count() {
        let others = game.others(player, profile, &totals);
        let payoff = |action| game.payoff(player, action, &others);
        for action in game.feasible(player).without(profile.action(player)).iter() {
            let gain = payoff(action) - payoff(profile.action(player));
            if gain > worst.0 {
                worst = (gain, Some((player, action)));
            }
        }
    }
    worst
}

/// All profiles, by counting.
pub fn profiles(game: &impl AggregativeGame) -> Vec<Profile> {
    let mut profiles = vec![vec![]];
    for player in 0..game.player_count() {
        let grown = profiles.iter().flat_map(|begun: &Vec<u8>| {
            game.feasible(player).iter().map(move |action| {
                let mut profile = begun.clone();
                profile.push(action as u8);
                profile
            })
        });
        profiles = grown.collect();
    }
    profiles.into_iter().map(Profile::new).collect()
}

/// The equilibria by brute force.
pub fn brute_force(game: &impl AggregativeGame, tolerance: f64) -> Vec<Profile> {
    profiles(game).into_iter().filter(|profile| worst_gain(game, profile).0 <= tolerance).collect()
}

#[derive(Clone, Debug)]
pub struct Evidence {
    pub equilibria: Vec<Listed>,
    pub classes: Vec<Vec<usize>>,
    pub tree: Tree,
    pub tolerance: f64,
}

impl Evidence {
    pub fn list(&self) -> EquilibriumList {
        let Self { equilibria, classes, tree, tolerance } = self.clone();
        EquilibriumList { tolerance, equilibria, classes, tree }
    }

    pub fn refutation(&self) -> Refutation {
        let Self { classes, tree, tolerance, .. } = self.clone();
        Refutation { tolerance, classes, tree }
    }

    pub fn steps(&self) -> Vec<Step> {
        self.tree.steps().map(Option::unwrap).collect()
    }

    pub fn with_steps(&self, steps: &[Step]) -> Self {
        Self { tree: write(steps), ..self.clone() }
    }
}

pub fn write(steps: &[Step]) -> Tree {
    let mut writer = TreeWriter::new();
    for &step in steps {
        writer.push(step);
    }
    writer.finish()
}

pub struct Builder<'a, G> {
    game: &'a G,
    allowance: Vec<f64>,
    tolerance: f64,
    classes: Vec<Vec<usize>>,
    writer: TreeWriter,
    found: BTreeMap<Profile, Listed>,
}

/// Splits players only, down to single profiles.
pub fn by_players(game: &TierGame, tolerance: f64) -> Evidence {
    let allowance = (0..game.player_count()).map(|player| rounding_allowance(game, player)).collect();
    by_players_of(game, allowance, tolerance)
}

/// As [`by_players`], for any game and these rounding allowances.
pub fn by_players_of<G: AggregativeGame>(game: &G, allowance: Vec<f64>, tolerance: f64) -> Evidence {
    let mut builder = Builder::new(game, allowance, tolerance, vec![]);
    builder.split_all(&root_domains(game));
    builder.finish()
}

/// Drops actions by bounds and bisects totals, as a search does.
pub fn by_totals(game: &TierGame, tolerance: f64, classes: Vec<Vec<usize>>) -> Evidence {
    let allowance = (0..game.player_count()).map(|player| rounding_allowance(game, player)).collect();
    let mut builder = Builder::new(game, allowance, tolerance, classes);
    let bounds = GainBounds::new(game);
    let everywhere = TotalsBox { low: [f64::NEG_INFINITY; 4], high: [f64::INFINITY; 4] };
    builder.node(&bounds, root_domains(game), everywhere, 6);
    builder.finish()
}

const PAD: f64 = 1e-12;

impl<'a, G: AggregativeGame> Builder<'a, G> {
    fn new(game: &'a G, allowance: Vec<f64>, tolerance: f64, classes: Vec<Vec<usize>>) -> Self {
        let (writer, found) = (TreeWriter::new(), BTreeMap::new());
        Self { game, allowance, tolerance, classes, writer, found }
    }

    fn finish(self) -> Evidence {
        Evidence {
            equilibria: self.found.into_values().collect(),
            classes: self.classes,
            tree: self.writer.finish(),
            tolerance: self.tolerance,
        }
    }

    fn split_all(&mut self, domains: &[ActionSet]) {
        match domains.iter().position(|domain| domain.len() > 1) {
            None => self.leaf(only_profile(domains).unwrap()),
            Some(player) => {
                self.writer.push(Step::SplitPlayer { player });
                for action in domains[player].iter() {
                    let mut child = domains.to_vec();
                    child[player] = ActionSet::only(action);
                    self.split_all(&child);
                }
            }
        }
    }

    fn leaf(&mut self, profile: Profile) {
        let (gain, by) = worst_gain(self.game, &profile);
        match by {
            Some((player, better)) if gain > self.tolerance + self.allowance[player] => {
                self.writer.push(Step::Deviation { player, better });
            }
            _ => {
                self.writer.push(Step::Listed);
                let orbit = self.classes.iter().map(|class| arrangements(&profile, class)).product();
                let listed = Listed {
                    profile: profile.clone(),
                    worst_gain: gain,
                    tie_dependent: gain > -1e-10,
                    orbit,
                };
                self.found.insert(profile, listed);
            }
        }
    }

    fn own(&self, player: usize, domain: ActionSet) -> TotalsBox {
        let mut range = TotalsBox { low: [f64::INFINITY; 4], high: [f64::NEG_INFINITY; 4] };
        for action in domain.iter() {
            for (k, own) in self.game.contribution(player, action).into_iter().enumerate() {
                range.low[k] = range.low[k].min(own);
                range.high[k] = range.high[k].max(own);
            }
        }
        range
    }

    fn sums(&self, domains: &[ActionSet], except: Option<usize>) -> TotalsBox {
        let mut sums = TotalsBox { low: [-PAD; 4], high: [PAD; 4] };
        for (player, domain) in domains.iter().enumerate().filter(|(player, _)| Some(*player) != except) {
            let range = self.own(player, *domain);
            for k in 0..4 {
                sums.low[k] += range.low[k];
                sums.high[k] += range.high[k];
            }
        }
        sums
    }

    fn around(totals: &TotalsBox, own: &Totals) -> TotalsBox {
        TotalsBox {
            low: std::array::from_fn(|k| totals.low[k] - own[k] - PAD),
            high: std::array::from_fn(|k| totals.high[k] - own[k] + PAD),
        }
    }

    fn out_of_order(&self, domains: &[ActionSet], player: usize, action: usize) -> bool {
        self.classes.iter().any(|class| {
            class.windows(2).any(|pair| {
                (pair[1] == player && domains[pair[0]].least().is_some_and(|least| action < least))
                    || (pair[0] == player && domains[pair[1]].iter().last().is_some_and(|most| action > most))
            })
        })
    }

    fn node(&mut self, bounds: &GainBounds, mut domains: Vec<ActionSet>, mut totals: TotalsBox, cuts: u32) {
        let dimensions = self.game.aggregate_count();
        loop {
            self.writer.push(Step::Tighten);
            let at_tightening = domains.clone();
            let sums = self.sums(&domains, None);
            let Some(both) = totals.intersection(&sums) else {
                let empty = |k: &usize| totals.low[*k].max(sums.low[*k]) > totals.high[*k].min(sums.high[*k]);
                // Beyond the dimensions in use nothing is cut: the empty one is among these.
                let dimension = (0..dimensions).find(empty).unwrap();
                self.writer.push(Step::RefutedByTotals { dimension });
                return;
            };
            totals = both;
            for player in 0..domains.len() {
                let rest = self.sums(&at_tightening, Some(player));
                for action in domains[player].iter() {
                    let own = self.game.contribution(player, action);
                    let others = Self::around(&totals, &own).intersection(&rest);
                    let needed = self.tolerance + 2.0 * self.allowance[player] + 1e-9;
                    let step = match others {
                        _ if self.out_of_order(&domains, player, action) => {
                            Some(Step::OutOfOrder { player, action })
                        }
                        None => Some(Step::Unattainable { player, action }),
                        Some(others) => self
                            .game
                            .feasible(player)
                            .iter()
                            .find(|&better| bounds.gain_at_least(player, action, better, &others) > needed)
                            .map(|better| {
                                let scope = if action % 2 == 0 { Scope::Own } else { Scope::Common };
                                Step::Prune { player, action, better, scope }
                            }),
                    };
                    if let Some(step) = step {
                        domains[player] = domains[player].without(action);
                        self.writer.push(step);
                    }
                }
                if domains[player].is_empty() {
                    self.writer.push(Step::RefutedByPlayer { player });
                    return;
                }
            }
            if domains == at_tightening {
                break;
            }
        }
        if let Some(profile) = only_profile(&domains) {
            return self.leaf(profile);
        }
        let width = |k: &usize| totals.high[*k] - totals.low[*k];
        let widest = (0..dimensions).max_by(|a, b| width(a).total_cmp(&width(b))).filter(|k| width(k) > 1e-6);
        if let Some(dimension) = widest.filter(|_| cuts > 0) {
            let at = totals.low[dimension] + 0.487 * width(&dimension);
            self.writer.push(Step::SplitTotals { dimension, at });
            let (mut lower, mut upper) = (totals, totals);
            lower.high[dimension] = at;
            upper.low[dimension] = at;
            self.node(bounds, domains.clone(), lower, cuts - 1);
            self.node(bounds, domains, upper, cuts - 1);
        } else {
            let player = domains.iter().position(|domain| domain.len() > 1).unwrap();
            self.writer.push(Step::SplitPlayer { player });
            for action in domains[player].iter() {
                let mut child = domains.clone();
                child[player] = ActionSet::only(action);
                self.node(bounds, child, totals, cuts);
            }
        }
    }
}

/// In how many ways the actions of a class can be given to its members.
pub fn arrangements(profile: &Profile, class: &[usize]) -> f64 {
    let factorial = |count: usize| (1..=count).map(|k| k as f64).product::<f64>();
    let actions = || class.iter().map(|&player| profile.action(player));
    let repeated: f64 =
        (0..32).map(|action| factorial(actions().filter(|&other| other == action).count())).product();
    factorial(class.len()) / repeated
}
