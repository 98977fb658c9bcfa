//! Payoffs of a stranger's own: complete search and certificates through the trait alone.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use willing::check::tiers::Embedded;
use willing::game::{ActionSet, AggregativeGame, Certificate, Profile, Totals, TotalsBox, Verdict};
use willing::solver::tiers::PureEquilibria;
use willing_testkit::Draws;
use willing_testkit::oracle::{Band, BruteForce};

/// Cournot (1838): firms sell grid quantities at price max(a − b Q, 0) and cost c each.
struct Cournot {
    choke: f64,
    slope: f64,
    costs: Vec<f64>,
    quantities: Vec<f64>,
}

impl Cournot {
    fn random(seed: u64, firms: usize, steps: usize) -> Self {
        let mut draws = Draws::seeded(seed);
        Self {
            choke: draws.uniform(8.0, 12.0),
            slope: draws.uniform(0.5, 1.5),
            costs: (0..firms).map(|_| draws.uniform(0.5, 4.0)).collect(),
            quantities: (0..steps).map(|_| draws.uniform(0.0, 4.0)).collect(),
        }
    }

    fn profit(&self, firm: usize, quantity: f64, others: f64) -> f64 {
        let price = (self.choke - self.slope * (quantity + others)).max(0.0);
        quantity * (price - self.costs[firm])
    }
}

impl AggregativeGame for Cournot {
    fn player_count(&self) -> usize {
        self.costs.len()
    }
    fn aggregate_count(&self) -> usize {
        1
    }
    fn feasible(&self, _: usize) -> ActionSet {
        ActionSet::first(self.quantities.len())
    }
    fn contribution(&self, _: usize, action: usize) -> Totals {
        [self.quantities[action], 0.0, 0.0, 0.0]
    }
    fn payoff(&self, player: usize, action: usize, others: &Totals) -> f64 {
        self.profit(player, self.quantities[action], others[0])
    }
    /// Profit falls in the others' quantity, so profits at the corners bound the gain.
    fn gain_at_least(&self, player: usize, from: usize, to: usize, others: &TotalsBox) -> Option<f64> {
        let gain = |to_at: f64, from_at: f64| {
            self.profit(player, self.quantities[to], to_at)
                - self.profit(player, self.quantities[from], from_at)
        };
        let corners = gain(others.high[0], others.low[0]);
        // While prices stay positive the gain is affine in the others' quantity: exact at the ends.
        let highest = self.quantities[from].max(self.quantities[to]) + others.high[0];
        let affine = self.choke - self.slope * highest >= 0.0;
        let ends = gain(others.low[0], others.low[0]).min(gain(others.high[0], others.high[0]));
        Some(if affine { ends } else { corners })
    }
}

/// A public good of two kinds, real contributions: u = v_1 √G_1 + v_2 √G_2 − cost.
struct TwoGoods {
    values: Vec<[f64; 2]>,
    actions: Vec<([f64; 2], f64)>,
}

impl TwoGoods {
    fn random(seed: u64, players: usize) -> Self {
        let mut draws = Draws::seeded(seed);
        let values = (0..players).map(|_| [draws.uniform(0.2, 3.0), draws.uniform(0.2, 3.0)]).collect();
        let action = |size: f64, draws: &mut Draws| {
            let gift = [size * draws.unit(), size * draws.unit()];
            (gift, (gift[0] + gift[1]) * draws.uniform(0.5, 1.2))
        };
        let actions = (0..4).map(|size| action(f64::from(size), &mut draws)).collect();
        Self { values, actions }
    }

    /// The gain of moving from gift `from` to `to` of one good, the others giving `others`; it falls
    /// in `others` if the gift grows and rises if it shrinks.
    fn gain(value: f64, from: f64, to: f64, others: f64) -> f64 {
        value * ((others.max(0.0) + to).sqrt() - (others.max(0.0) + from).sqrt())
    }
}

impl AggregativeGame for TwoGoods {
    fn player_count(&self) -> usize {
        self.values.len()
    }
    fn aggregate_count(&self) -> usize {
        2
    }
    fn feasible(&self, player: usize) -> ActionSet {
        // Not everybody can give everything.
        ActionSet::first(self.actions.len()).without(1 + player % 3)
    }
    fn contribution(&self, _: usize, action: usize) -> Totals {
        let [first, second] = self.actions[action].0;
        [first, second, 0.0, 0.0]
    }
    fn payoff(&self, player: usize, action: usize, others: &Totals) -> f64 {
        let (gift, cost) = self.actions[action];
        let good = |kind: usize| self.values[player][kind] * (others[kind].max(0.0) + gift[kind]).sqrt();
        good(0) + good(1) - cost
    }
    fn gain_at_least(&self, player: usize, from: usize, to: usize, others: &TotalsBox) -> Option<f64> {
        let (from, to) = (self.actions[from], self.actions[to]);
        let good = |kind: usize| {
            let at = |end| Self::gain(self.values[player][kind], from.0[kind], to.0[kind], end);
            at(others.low[kind]).min(at(others.high[kind]))
        };
        Some(good(0) + good(1) - (to.1 - from.1))
    }
}

/// All equilibria by complete search, the certificate checked by the stranger's own bounds.
fn solved(game: &impl AggregativeGame) -> Vec<Profile> {
    match PureEquilibria::new().solve_embedded(game) {
        Verdict::Exists(list) => {
            list.check(&Embedded(game)).unwrap();
            list.equilibria.into_iter().map(|listed| listed.profile).collect()
        }
        Verdict::Impossible(refutation) => {
            refutation.check(&Embedded(game)).unwrap();
            Vec::new()
        }
        Verdict::Undecided(partial) => panic!("undecided: {}", partial.limit),
    }
}

#[test]
fn every_cournot_equilibrium_is_found() {
    let mut counts = [0; 3];
    for seed in 0..300 {
        let game = Cournot::random(seed, 2 + usize::try_from(seed).unwrap() % 3, 6);
        let truth = BruteForce::new().judged(&game).unwrap();
        let found = solved(&game);
        assert_eq!(truth.judge(&found, &Band::default()), Ok(()), "seed {seed}");
        counts[found.len().min(2)] += 1;
    }
    assert!(counts[1] > 50 && counts[2] > 20, "{counts:?}");
}

#[test]
fn every_equilibrium_of_two_public_goods_is_found() {
    let mut counts = [0; 3];
    for seed in 0..300 {
        let game = TwoGoods::random(seed, 5);
        let truth = BruteForce::new().judged(&game).unwrap();
        let found = solved(&game);
        assert_eq!(truth.judge(&found, &Band::default()), Ok(()), "seed {seed}");
        counts[found.len().min(2)] += 1;
    }
    assert!(counts[1] > 50 && counts[2] > 5, "{counts:?}");
}

/// Forty firms: 6⁴⁰ profiles, beyond any enumeration.
#[test]
fn a_market_of_forty_firms_is_solved() {
    let market = Cournot::random(7, 40, 6);
    for profile in solved(&market) {
        let totals = market.totals(&profile);
        for firm in 0..40 {
            let others = market.others(firm, &profile, &totals);
            let own = market.payoff(firm, profile.action(firm), &others);
            let best = (0..6).map(|action| market.payoff(firm, action, &others)).fold(own, f64::max);
            assert!(best - own <= 1e-11, "firm {firm} gains {:e}", best - own);
        }
    }
}
