//! Bounds on the payoffs of the model over a box of the others' totals.
//!
//! Write E_t = e^{−U(t)/τ}. Given the branch, E_t is a constant times three factors affine in the
//! mean stance Q (domestic, international, launch) times factors that increase in the share s
//! (casualties, expenses, launch); over branches it is linear in π. So E_t − E_{t′} is linear in π
//! and in δ = π(K + d′) − π(K + d), and a cubic in Q on one common interval: it is positive on a box
//! if its four Bernstein coefficients are, at both ends of π and of δ. All factors are positive, so
//! lower ends multiply to lower bounds.
//!
//! A risk-neutral state's costs add instead of multiply: the same scheme with sums, of degree one.
//! Where e^{l/τ} could overflow, coefficients are kept as logarithms.
//!
//! # References
//!
//! Bernstein form: Farouki (2012), *The Bernstein polynomial basis: a centennial retrospective*, §3.

mod combine;
mod constants;
mod fixed;

use willing_game::{ActionSet, AggregativeGame, MAX_ACTIONS, Totals, TotalsBox};
use willing_risk::{CAPABILITY, FINANCE, MILITARY, Odds, STANCE, TierGame};

use super::dominance::Dominance;
use combine::{Coefficients, Parts, log_sum};
use constants::{Form, PlayerConstants, largest_shares};

/// The same for the probability of a branch, relative to the branch itself.
const ODDS_MARGIN: f64 = 4e-15;
/// What a cost must exceed the least by at a point, relative, before its action is ruled out as a
/// best reply.
const POINT_MARGIN: f64 = 1e-9;

/// The two branches, success first.
type Branches<T> = [T; 2];

/// One tier over one box.
#[derive(Clone, Copy, Default)]
struct TierTable {
    branches: Branches<Coefficients>,
}

/// The contest over one box, for tiers of one capability.
#[derive(Clone, Copy)]
struct Contest {
    /// The least and greatest capability.
    capability: [f64; 2],
    /// The odds at these.
    odds: [Odds; 2],
}

/// The bounds of one game.
pub(super) struct Bernstein {
    players: Vec<PlayerConstants>,
    exponent: f64,
    /// Where the weights of the financial burden stand: with the military ones if they are the same.
    finance_place: usize,
    /// Λ = base + slope · Σ w y.
    legitimacy_base: f64,
    legitimacy_slope: f64,
    player: usize,
    others: TotalsBox,
    tables: [TierTable; MAX_ACTIONS],
    tables_ready: u32,
    contests: [Contest; MAX_ACTIONS],
    contests_ready: u32,
}

impl Bernstein {
    pub(super) fn new(game: &TierGame, tolerance: f64) -> Self {
        let parameters = game.parameters();
        let total = game.stance_weight_total();
        Self {
            players: largest_shares(game)
                .into_iter()
                .enumerate()
                .map(|(player, shares)| PlayerConstants::new(game, player, tolerance, shares))
                .collect(),
            exponent: parameters.contest_exponent,
            finance_place: if game.aggregate_count() > FINANCE { FINANCE } else { MILITARY },
            legitimacy_base: game.method().legitimacy
                + parameters.authorization_legitimacy * game.authorization().indicator(),
            legitimacy_slope: if total > 0.0 { parameters.stance_legitimacy / total } else { 0.0 },
            player: 0,
            others: TotalsBox::point([0.0; 4]),
            tables: [TierTable::default(); MAX_ACTIONS],
            tables_ready: 0,
            contests: [Contest { capability: [0.0; 2], odds: [Odds { success: 0.0, failure: 1.0 }; 2] };
                MAX_ACTIONS],
            contests_ready: 0,
        }
    }

    fn prepare(&mut self, tier: usize) {
        if self.tables_ready >> tier & 1 == 0 {
            self.tables[tier].branches = self.tabulate(tier);
            self.tables_ready |= 1 << tier;
        }
    }

    fn tabulate(&self, tier: usize) -> Branches<Coefficients> {
        let player = &self.players[self.player];
        let own = &player.tiers[tier];
        let legitimacy = [self.others.low[STANCE], self.others.high[STANCE]]
            .map(|stance| self.legitimacy_base + self.legitimacy_slope * (stance + own.stance));
        let military = shares(own.military, self.others.low[MILITARY], self.others.high[MILITARY]);
        let finance =
            shares(own.finance, self.others.low[self.finance_place], self.others.high[self.finance_place]);
        let pools = if own.finance > 0.0 {
            [0, 1].map(|branch: usize| {
                [0, 1].map(|end: usize| {
                    player.casualties[branch].at(military[end]) + player.financial[branch].at(finance[end])
                })
            })
        } else {
            [[0.0; 2]; 2]
        };
        let parts = Parts { own, player, legitimacy, military, pools };
        match player.form {
            Form::Product => parts.product(),
            Form::Logarithm => parts.logarithm(),
            Form::Sum => parts.sum(),
        }
    }

    /// The contest at the capability of this tier; computed once for all tiers of that capability.
    fn contest(&mut self, tier: usize) -> Contest {
        let player = &self.players[self.player];
        let group = player.tiers[tier].odds_group;
        if self.contests_ready >> group & 1 == 0 {
            let capability = [self.others.low[CAPABILITY], self.others.high[CAPABILITY]]
                .map(|capability| capability.max(0.0) + player.tiers[group].capability);
            let odds =
                capability.map(|capability| Odds::of_contest(capability, player.difficulty, self.exponent));
            self.contests[group] = Contest { capability, odds };
            self.contests_ready |= 1 << group;
        }
        self.contests[group]
    }

    /// The range of δ = π(K + d′) − π(K + d) over the box.
    fn step(&self, width: f64, from: &Contest, to: &Contest) -> [f64; 2] {
        if width == 0.0 {
            return [0.0; 2];
        }
        let naive = [to.odds[0].success - from.odds[1].success, to.odds[1].success - from.odds[0].success];
        let (low, high) = if width > 0.0 { (from, to) } else { (to, from) };
        let Some(slopes) = self.slopes((low.capability[0], low.odds[0]), (high.capability[1], high.odds[1]))
        else {
            return naive;
        };
        let bounds = if width > 0.0 {
            slopes.map(|slope| slope * width)
        } else {
            [slopes[1] * width, slopes[0] * width]
        };
        [naive[0].max(bounds[0]), naive[1].min(bounds[1])]
    }

    /// The least and greatest slope π′ = θπ(1 − π)/K between two capabilities: π′ has one peak.
    fn slopes(&self, low: (f64, Odds), high: (f64, Odds)) -> Option<[f64; 2]> {
        if low.0 <= 0.0 {
            return None;
        }
        let slope =
            |(capability, odds): (f64, Odds)| self.exponent * odds.success * odds.failure / capability;
        let (first, last) = (slope(low), slope(high));
        let steepest = self.players[self.player].steepest;
        let peak = steepest.filter(|(at, _)| low.0 < *at && *at < high.0).map(|(_, slope)| slope);
        // A relative pad for rounding in the slopes themselves.
        Some([first.min(last) * (1.0 - 1e-13), peak.unwrap_or(first.max(last)) * (1.0 + 1e-13)])
    }
}

impl Dominance for Bernstein {
    fn look(&mut self, player: usize, others: &TotalsBox) {
        self.player = player;
        self.others = *others;
        self.tables_ready = 0;
        self.contests_ready = 0;
    }

    fn beats(&mut self, better: usize, action: usize) -> bool {
        self.prepare(action);
        self.prepare(better);
        let (from, to) = (self.contest(action), self.contest(better));
        let player = &self.players[self.player];
        let step = self.step(player.tiers[better].capability - player.tiers[action].capability, &from, &to);
        let (worse, best) = (&self.tables[action].branches, &self.tables[better].branches);
        let from = from.odds;
        match player.form {
            Form::Product => {
                let beaten = |k: usize| Terms::product(worse, best, k);
                positive_at_all_ends(from, step, player.ratio, 0.0, beaten)
            }
            Form::Sum => {
                let beaten = |k: usize| Terms::product(worse, best, k);
                positive_at_all_ends(from, step, 1.0, player.least_gain, beaten)
            }
            Form::Logarithm => {
                let scale = largest_logarithm(worse, best);
                let beaten = |k: usize| Terms::logarithm(worse, best, k, scale);
                positive_at_all_ends(from, step, player.ratio, 0.0, beaten)
            }
        }
    }

    fn contenders(&mut self, player: usize, actions: ActionSet, others: &Totals) -> ActionSet {
        self.look(player, &TotalsBox::point(*others));
        let mut costs = [f64::INFINITY; MAX_ACTIONS];
        for action in actions.iter() {
            self.prepare(action);
            let (odds, branches) = (self.contest(action).odds[0], &self.tables[action].branches);
            let [success, failure] = [branches[0].low[0], branches[1].low[0]];
            costs[action] = match self.players[player].form {
                Form::Product | Form::Sum => odds.mean(success, failure),
                Form::Logarithm => log_sum(&[odds.success.ln() + success, odds.failure.ln() + failure]),
            };
        }
        let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
        let margin = match self.players[player].form {
            Form::Product => POINT_MARGIN * least,
            Form::Logarithm => POINT_MARGIN,
            Form::Sum => POINT_MARGIN * self.players[player].size,
        };
        ActionSet::of(actions.iter().filter(|&action| {
            let worse = costs[action] > least + margin;
            !worse
        }))
    }
}

/// What the difference at one Bernstein coefficient is made of: success and failure of the action
/// that is to be beaten (from below) and of the better one (from above).
#[derive(Clone, Copy)]
struct Terms {
    worse: Branches<f64>,
    better: Branches<f64>,
}

impl Terms {
    #[inline]
    fn product(worse: &Branches<Coefficients>, better: &Branches<Coefficients>, k: usize) -> Self {
        Self { worse: [worse[0].low[k], worse[1].low[k]], better: [better[0].high[k], better[1].high[k]] }
    }

    fn logarithm(
        worse: &Branches<Coefficients>,
        better: &Branches<Coefficients>,
        k: usize,
        scale: f64,
    ) -> Self {
        let Self { worse, better } = Self::product(worse, better, k);
        let factor = |logarithm: f64| (logarithm - scale).exp();
        Self { worse: worse.map(factor), better: better.map(factor) }
    }
}

fn largest_logarithm(worse: &Branches<Coefficients>, better: &Branches<Coefficients>) -> f64 {
    let all = worse.iter().flat_map(|b| b.low).chain(better.iter().flat_map(|b| b.high));
    all.fold(f64::NEG_INFINITY, f64::max)
}

/// Whether π A + (1 − π) B − ratio [(π + δ) A′ + (1 − π − δ) B′] > least at every end of π, of δ and
/// at every Bernstein coefficient: it is linear in π and in δ, so its least value is at an end.
#[inline]
fn positive_at_all_ends(
    odds: [Odds; 2],
    step: [f64; 2],
    ratio: f64,
    least: f64,
    terms: impl Fn(usize) -> Terms,
) -> bool {
    for k in 0..4 {
        let Terms { worse, better } = terms(k);
        let slack = ODDS_MARGIN
            * (worse[0].abs() + worse[1].abs() + ratio * (better[0].abs() + better[1].abs()))
            + least;
        for odds in odds {
            let mine = odds.success * worse[0] + odds.failure * worse[1];
            for delta in step {
                let theirs = (odds.success + delta) * better[0] + (odds.failure - delta) * better[1];
                // NaN counts as no.
                let positive = mine - ratio * theirs > slack;
                if !positive {
                    return false;
                }
            }
        }
    }
    true
}

/// The least and greatest share ω x / (S + ω x) for others' weights S between these ends.
fn shares(own: f64, low: f64, high: f64) -> [f64; 2] {
    if own <= 0.0 {
        return [0.0; 2];
    }
    let share = |others: f64| own / (others.max(0.0) + own);
    [share(high) * (1.0 - 4.0 * f64::EPSILON), (share(low) * (1.0 + 4.0 * f64::EPSILON)).min(1.0)]
}
