//! A veto player facing a leader who can act alone.
#![allow(clippy::unwrap_used, reason = "tests")]

use willing::check::outside::Concession;
use willing::council::{Error, OutsideCost, OutsideOption};
use willing::game::Certificate;
use willing::solver::outside::concession;

fn two_costs(low_probability: f64, high: f64, damage: f64) -> OutsideOption {
    let cost = |cost, probability| OutsideCost { cost, probability };
    OutsideOption::new(vec![cost(0.2, low_probability), cost(high, 1.0 - low_probability)], damage).unwrap()
}

fn solved(game: &OutsideOption) -> Concession {
    let answer = concession(game);
    answer.check(game).unwrap();
    answer
}

#[test]
fn a_pivot_that_knows_the_cost_leaves_the_leader_indifferent() {
    for cost in [0.0, 0.3, 0.99, 1.0, 2.0] {
        let game = OutsideOption::new(vec![OutsideCost { cost, probability: 1.0 }], 0.5).unwrap();
        assert!((solved(&game).concession - (1.0 - cost).max(0.0)).abs() < 1e-12, "{cost}");
    }
}

#[test]
fn it_screens_exactly_below_the_threshold() {
    for (damage, threshold) in [(0.0, 2.0 / 3.0), (0.2, 0.5)] {
        let below = solved(&two_costs(threshold - 1e-6, 0.6, damage));
        assert!((below.concession - 0.4).abs() < 1e-12);
        assert!((below.outside_probability - (threshold - 1e-6)).abs() < 1e-12);
        let above = solved(&two_costs(threshold + 1e-6, 0.6, damage));
        assert!((above.concession - 0.8).abs() < 1e-12 && above.outside_probability <= 0.0);
    }
    let even = solved(&two_costs(0.5, 0.6, 0.0));
    assert!((even.pivot_payoff + 0.7).abs() < 1e-12);
}

#[test]
fn a_leader_who_would_not_act_alone_may_be_authorized_all_the_same() {
    // The high cost exceeds 1: that leader would accept the status quo. The pivot cannot tell, and pools.
    let answer = solved(&two_costs(0.95, 1.5, 1.0));
    assert!((answer.concession - 0.8).abs() < 1e-12);
}

#[test]
fn a_wrong_concession_is_refused() {
    let game = two_costs(0.5, 0.6, 0.0);
    let right = solved(&game);
    let at = |concession| Concession {
        concession,
        pivot_payoff: game.pivot_payoff(concession),
        outside_probability: game.outside_probability(concession),
    };
    for wrong in [
        at(0.8),
        at(0.0),
        at(0.5),
        Concession { pivot_payoff: right.pivot_payoff + 1e-6, ..right },
        Concession { outside_probability: 0.4, ..right },
        Concession { concession: f64::NAN, ..right },
    ] {
        assert!(wrong.check(&game).is_err(), "{wrong:?}");
    }
}

#[test]
fn bad_numbers_are_refused_by_name() {
    let new = |cost, probability, damage| OutsideOption::new(vec![OutsideCost { cost, probability }], damage);
    let refused = |what, value| Err(Error::OutsideNumber { what, value });
    assert_eq!(new(-1.0, 1.0, 0.0), refused("cost of acting outside", -1.0));
    assert_eq!(new(0.5, 1.5, 0.0), refused("probability of a cost", 1.5));
    assert_eq!(new(0.5, 0.5, 0.0), refused("sum of probabilities", 0.5));
    assert_eq!(new(0.5, 1.0, f64::INFINITY), refused("damage", f64::INFINITY));
}
