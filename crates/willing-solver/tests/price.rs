//! Prices and flips: verified by brute force on random games.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

use std::sync::Arc;

use willing_check::price::{
    Change, Direction, Parameter, Sensitivity, Surroundings, Variation, Violation, check_prices,
    check_sensitivities,
};
use willing_game::{ActionSet, AggregativeGame, Profile, Tier, TierSet, Totals};
use willing_risk::{
    Authorization, Credit, Hazard, Method, Parameters, Pool, SharingRule, State, TierGame, Treaty,
    TreatyCredit,
};
use willing_solver::price::{Flips, prices};

/// A small generator of numbers in [0, 1): SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    fn below(&mut self, count: usize) -> usize {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small non-negative number"
        )]
        let place = (self.unit() * count as f64) as usize;
        place.min(count - 1)
    }
}

fn parameters(numbers: &mut Numbers, sharing: SharingRule) -> Parameters {
    let stance = numbers.within(0.0, 0.3);
    Parameters {
        credit: Credit { exposure: 0.5, stance: 0.3, access: 0.2, finance: 0.0 },
        sharing,
        authorization_legitimacy: numbers.within(0.0, 0.3),
        stance_legitimacy: stance,
        contest_exponent: numbers.within(0.5, 2.5),
        failure_markup: numbers.within(0.0, 2.0),
        excludable_protection: numbers.unit(),
        launch_probability: numbers.unit(),
        launch_legitimacy: numbers.unit(),
        launch_severity: numbers.within(0.0, 5.0),
        domestic_probability: numbers.unit(),
        domestic_legitimacy: numbers.unit(),
        military_licence: numbers.unit(),
        international_probability: numbers.unit(),
        retaliation_probability: numbers.unit(),
        retaliation_weights: [0.6, 0.3, 0.1],
        entrapment_probability: numbers.unit(),
        treaty_credit: TreatyCredit { none: 0.2, multilateral: 0.6, bilateral: 0.9 },
        value_weight: numbers.within(0.0, 3.0),
    }
}

fn method(numbers: &mut Numbers, tiers: &TierSet) -> Method {
    Method {
        name: "strike".into(),
        legitimacy: 0.35,
        difficulty: if numbers.unit() < 0.1 { 0.0 } else { numbers.within(0.2, 3.0) },
        effectiveness: vec![numbers.unit(), numbers.unit()],
        backlash: vec![numbers.within(-0.5, 2.0), numbers.within(0.0, 0.5)],
        casualties: Pool { mean: numbers.within(0.0, 2.0), deviation: numbers.within(0.0, 3.0) },
        financial: Pool { mean: numbers.within(0.0, 2.0), deviation: numbers.within(0.0, 3.0) },
        projection_scale: 1.0,
        feasible: ActionSet::first(tiers.len()),
    }
}

fn state(numbers: &mut Numbers, name: String, tiers: &TierSet, neutral: bool) -> State {
    let treaties = [Treaty::None, Treaty::Multilateral, Treaty::Bilateral];
    State {
        risk_tolerance: if neutral { f64::INFINITY } else { numbers.within(2.0, 40.0) },
        capability: numbers.within(0.0, 2.0),
        asset_capability: numbers.within(0.0, 0.5),
        stance_weight: numbers.within(0.0, 1.5),
        hazards: vec![
            Hazard { probability: numbers.within(0.0, 0.6), severity: numbers.within(0.0, 20.0) },
            Hazard { probability: numbers.within(0.0, 0.6), severity: numbers.within(0.0, 20.0) },
        ],
        casualty_sensitivity: numbers.within(0.0, 2.0),
        opposition: numbers.unit(),
        domestic_severity: numbers.within(0.0, 5.0),
        international_severity: numbers.within(0.0, 5.0),
        retaliation_severity: numbers.within(0.0, 5.0),
        entrapment_severity: numbers.within(0.0, 3.0),
        treaty: treaties[numbers.below(3)],
        abandonment_probability: numbers.unit(),
        protection_value: numbers.within(0.0, 15.0),
        affinity: numbers.within(-1.0, 1.0),
        projection_cost: numbers.within(0.0, 1.0),
        fixed_weight: numbers.within(0.1, 1.0),
        ..State::indifferent(name, 2, tiers)
    }
}

fn random_game(seed: u64, states: usize, sharing: SharingRule, neutral: bool) -> TierGame {
    let mut numbers = Numbers(seed);
    let tiers = if seed.is_multiple_of(2) { TierSet::default() } else { TierSet::with_finance() };
    let parameters = parameters(&mut numbers, sharing);
    let method = method(&mut numbers, &tiers);
    let list: Vec<Arc<State>> = (0..states)
        .map(|place| Arc::new(state(&mut numbers, format!("s{place}"), &tiers, neutral)))
        .collect();
    let core = tiers.tier("C").unwrap().place();
    let mut feasible = vec![ActionSet::first(tiers.len()); states];
    feasible[0] = ActionSet::only(core);
    let authorization =
        if seed.is_multiple_of(3) { Authorization::Authorized } else { Authorization::Unauthorized };
    let (tiers, parameters, method) = (Arc::new(tiers), Arc::new(parameters), Arc::new(method));
    TierGame::new(tiers, parameters, method, 0, authorization, list, &feasible).unwrap()
}

/// Best replies in turn; some player may not be at a best reply where that does not settle.
fn settle(game: &TierGame) -> Profile {
    let first = |player| u8::try_from(game.feasible(player).least().unwrap()).unwrap();
    let mut profile = Profile::new((0..game.player_count()).map(first).collect());
    for round in 0..50 {
        let mut moved = false;
        for player in 0..game.player_count() {
            let others = game.others(player, &profile, &game.totals(&profile));
            let own = profile.action(player);
            let payoff = |action| game.payoff(player, action, &others);
            let better =
                |best: usize, action: usize| if payoff(action) > payoff(best) { action } else { best };
            let best = game.feasible(player).iter().fold(own, better);
            moved |= best != own;
            profile = profile.with_action(player, best);
        }
        if !moved || round == 49 {
            break;
        }
    }
    profile
}

fn rules() -> impl Iterator<Item = (u64, SharingRule, bool)> {
    (0..24_u64).map(|seed| {
        let rule = SharingRule::ALL[usize::try_from(seed).unwrap() % 5];
        (seed, rule, seed % 7 == 3)
    })
}

fn others(game: &TierGame, profile: &Profile, player: usize) -> Totals {
    game.others(player, profile, &game.totals(profile))
}

fn own(profile: &Profile, player: usize) -> Tier {
    Tier::new(profile.actions()[player])
}

/// The same game with side payments to one player.
fn with_payment(game: &TierGame, player: usize, tier: Tier, payment: f64) -> TierGame {
    let mut states = game.states().to_vec();
    let mut payments = vec![0.0; game.tiers().len()];
    payments[tier.place()] = payment;
    states[player] = Arc::new(State { payments, ..(*states[player]).clone() });
    rebuilt(game, states)
}

fn with_value(game: &TierGame, player: usize, parameter: Parameter, value: f64) -> TierGame {
    let mut states = game.states().to_vec();
    let mut state = (*states[player]).clone();
    parameter.set(&mut state, 0, value);
    states[player] = Arc::new(state);
    rebuilt(game, states)
}

fn rebuilt(game: &TierGame, states: Vec<Arc<State>>) -> TierGame {
    let feasible: Vec<ActionSet> = (0..states.len()).map(|player| game.feasible(player)).collect();
    TierGame::new(
        Arc::new(game.tiers().clone()),
        Arc::new(game.parameters().clone()),
        Arc::new(game.method().clone()),
        0,
        game.authorization(),
        states,
        &feasible,
    )
    .unwrap()
}

fn best_gain(game: &TierGame, profile: &Profile, player: usize) -> f64 {
    let others = others(game, profile, player);
    let here = game.payoff(player, profile.action(player), &others);
    let gains = game.feasible(player).iter().filter(|&action| action != profile.action(player));
    gains.map(|action| game.payoff(player, action, &others) - here).fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn paying_the_price_makes_a_tier_a_best_reply_and_a_little_less_does_not() {
    for (seed, rule, neutral) in rules() {
        let game = random_game(seed, 5, rule, neutral);
        let profile = settle(&game);
        for player in 1..5 {
            let list = prices(&game, player, &others(&game, &profile, player));
            assert_eq!(list.len(), game.feasible(player).len());
            assert!(list.iter().any(|price| price.price <= 0.0), "some tier is a best reply already");
            for price in list {
                let moved = profile.clone().with_action(player, price.tier.place());
                let paid = with_payment(&game, player, price.tier, price.price + 1e-12);
                assert!(best_gain(&paid, &moved, player) <= 1e-11, "seed {seed} player {player}");
                if price.price <= 1e-6 {
                    continue; // the best reply already
                }
                let less = with_payment(&game, player, price.tier, price.price - 1e-9);
                assert!(best_gain(&less, &moved, player) > 0.0, "seed {seed} player {player}");
            }
        }
    }
}

#[test]
fn flips_flip_and_nothing_flips_before_them() {
    let mut kinds = [0; 4];
    for (seed, rule, neutral) in rules() {
        let game = random_game(seed, 5, rule, neutral);
        let profile = settle(&game);
        let surroundings = Surroundings::of(&game);
        for player in 0..5 {
            let found = Flips::new().solve(&game, player, &profile);
            if best_gain(&game, &profile, player) > 1e-9 {
                continue;
            }
            let others = others(&game, &profile, player);
            check_sensitivities(&surroundings, player, own(&profile, player), &others, 1e-12, &found)
                .unwrap_or_else(|violation| panic!("seed {seed} player {player}: {violation}"));
            for entry in &found {
                match entry.change {
                    Change::Flips { .. } => kinds[0] += 1,
                    Change::Holds { .. } => kinds[1] += 1,
                    Change::FlipsUnproved { .. } => kinds[2] += 1,
                    Change::HoldsUnproved { .. } => kinds[3] += 1,
                }
                verify_by_sampling(&game, &profile, player, entry);
            }
            verify_omissions(&game, &profile, player, &found);
        }
    }
    println!("flips, holds, flips unproved, holds unproved: {kinds:?}");
    assert!(kinds[0] > 500 && kinds[2] + kinds[3] == 0, "{kinds:?}");
}

/// The tier changes at `to`, and at no sampled value before.
fn verify_by_sampling(game: &TierGame, profile: &Profile, player: usize, entry: &Sensitivity) {
    let gain_at = |value| best_gain(&with_value(game, player, entry.parameter, value), profile, player);
    let reach = *entry.grid.last().unwrap();
    for step in 0..=20 {
        let part = f64::from(step) / 20.0;
        let value = entry.from * (1.0 - part) + reach * part;
        assert!(gain_at(value) <= 1e-9, "player {player}: {entry:?} at {value}");
    }
    if let Some((to, tier, _)) = entry.flip() {
        let moved = with_value(game, player, entry.parameter, to);
        assert!(gain_at(to) > 0.0, "player {player}: {entry:?}");
        let flipped = profile.clone().with_action(player, tier.place());
        assert!(best_gain(&moved, &flipped, player) <= 0.0, "{tier} is the best reply: {entry:?}");
    }
}

/// Parameters and directions that are not listed have no flip at any sampled value.
fn verify_omissions(game: &TierGame, profile: &Profile, player: usize, found: &[Sensitivity]) {
    let surroundings = Surroundings::of(game);
    for parameter in Parameter::all(2) {
        for direction in [Direction::Decrease, Direction::Increase] {
            if found.iter().any(|entry| entry.parameter == parameter && entry.direction == direction) {
                continue;
            }
            let own = own(profile, player);
            let others = others(game, profile, player);
            let Some(variation) = Variation::new(&surroundings, player, own, others, parameter, 1e-12) else {
                continue;
            };
            let (from, end) = (variation.from(), variation.end(direction));
            for step in 0..=10 {
                let part = f64::from(step) / 10.0;
                let value = from * (1.0 - part) + end * part;
                let gain = best_gain(&with_value(game, player, parameter, value), profile, player);
                assert!(gain <= 1e-9, "player {player}: {parameter} {direction:?} at {value} gains {gain}");
            }
        }
    }
}

#[test]
fn wrong_prices_and_flips_are_refused() {
    let game = random_game(4, 5, SharingRule::Borch, false);
    let profile = settle(&game);
    let surroundings = Surroundings::of(&game);
    let mut refused = 0;
    for player in 1..5 {
        let rest = others(&game, &profile, player);
        let list = prices(&game, player, &rest);
        assert_eq!(check_prices(&game, player, &rest, &list), Ok(()));
        for place in 0..list.len() {
            let mut dearer = list.clone();
            dearer[place].price += 1e-6;
            assert!(matches!(check_prices(&game, player, &rest, &dearer), Err(Violation::Price { .. })));
            let mut richer = list.clone();
            richer[place].payoff += 1e-6;
            assert!(matches!(check_prices(&game, player, &rest, &richer), Err(Violation::Price { .. })));
        }
        assert!(check_prices(&game, player, &rest, &list[1..]).is_err());

        let found = Flips::new().solve(&game, player, &profile);
        let check = |list: &[Sensitivity]| {
            check_sensitivities(&surroundings, player, own(&profile, player), &rest, 1e-12, list)
        };
        assert_eq!(check(&found), Ok(()));
        for place in 0..found.len() {
            let mut missing = found.clone();
            missing.remove(place);
            assert!(matches!(check(&missing), Err(Violation::Omitted { .. })));
            for mutated in mutations(&found[place]) {
                let mut list = found.clone();
                list[place] = mutated.clone();
                assert!(check(&list).is_err(), "{mutated:?}");
                refused += 1;
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

/// Every number of an entry moved.
fn mutations(entry: &Sensitivity) -> Vec<Sensitivity> {
    let mut wrong = Vec::new();
    let mut push = |change: &dyn Fn(&mut Sensitivity)| {
        let mut mutated = entry.clone();
        change(&mut mutated);
        wrong.push(mutated);
    };
    push(&|entry| entry.from += 1e-3);
    push(&|entry| {
        entry.direction = match entry.direction {
            Direction::Increase => Direction::Decrease,
            Direction::Decrease => Direction::Increase,
        };
    });
    push(&|entry| entry.grid.clear());
    push(&|entry| entry.grid[0] += 1e-3);
    push(&|entry| entry.grid.push(entry.grid[0]));
    if let Change::Flips { keeps, to, tier, size } = entry.change {
        let further = to + 0.05 * (to - entry.from);
        push(&|entry| entry.change = Change::Flips { keeps, to: further, tier, size });
        push(&|entry| entry.change = Change::Flips { keeps: entry.from, to, tier, size });
        push(&|entry| entry.change = Change::Flips { keeps, to: keeps, tier, size });
        let other = Tier::new(u8::from(tier.place() == 0));
        push(&|entry| entry.change = Change::Flips { keeps, to, tier: other, size });
        push(&|entry| entry.change = Change::Flips { keeps, to, tier, size: size * 0.9 });
        push(&|entry| entry.change = Change::Holds { to: keeps });
    }
    wrong
}
