//! Utilities at known places and at their limits, certainty equivalents, surrogates, and what a syndicate refuses.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets the unexpected fails")]

use willing_game::Players;
use willing_risk::syndicate::{Member, Surrogate, Syndicate, Utility};
use willing_risk::{Belief, Error};

const KINDS: [Utility; 7] = [
    Utility::Log,
    Utility::Crra { aversion: 1e-3 },
    Utility::Crra { aversion: 0.5 },
    Utility::Crra { aversion: 1.0 },
    Utility::Crra { aversion: 1e3 },
    Utility::Cara { tolerance: 0.01 },
    Utility::Cara { tolerance: 1e6 },
];

fn belief(probabilities: &[f64]) -> Belief {
    Belief::new(probabilities.to_vec()).unwrap()
}

fn member(utility: Utility, probabilities: &[f64]) -> Member {
    Member::new(utility, belief(probabilities)).unwrap()
}

fn names(count: usize) -> Players {
    Players::new((0..count).map(|seat| format!("m{seat}"))).unwrap()
}

fn syndicate(members: Vec<Member>, endowments: &[&[f64]]) -> Result<Syndicate, Error> {
    let rows = endowments.iter().map(|row| row.to_vec()).collect();
    Syndicate::new(names(members.len()), members, rows)
}

fn close(one: f64, other: f64, tolerance: f64) {
    assert!((one - other).abs() <= tolerance * other.abs().max(1e-300), "{one} is not {other}");
}

#[test]
fn marginal_utility_is_the_slope_of_utility_and_falls_with_tolerance() {
    // 0.3^{−1000} is no float.
    let finite = |utility: &Utility| utility.relative_aversion().is_none_or(|aversion| aversion < 1e3);
    for utility in KINDS.into_iter().filter(finite) {
        for amount in [0.3, 1.0, 2.5] {
            let step = 1e-5 * amount;
            let slope = (utility.value(amount + step) - utility.value(amount - step)) / (2.0 * step);
            close(slope, utility.marginal(amount), 1e-3);
            let fall = utility.log_marginal(amount - step) - utility.log_marginal(amount + step);
            close(fall / (2.0 * step), 1.0 / utility.tolerance_at(amount), 1e-3);
        }
    }
}

#[test]
fn consumption_at_a_marginal_utility_undoes_it() {
    for utility in KINDS {
        for amount in [1e-9, 0.3, 1.0, 1e9] {
            let back = utility.consumption_at(utility.log_marginal(amount));
            // τ ln τ is added and taken away again.
            let size = if let Utility::Cara { tolerance } = utility { tolerance.max(1.0) } else { 0.0 };
            assert!(
                (back - amount).abs() <= 1e-13 * (amount + 20.0 * size),
                "{utility:?}: {back} is not {amount}"
            );
        }
    }
}

#[test]
fn certainty_equivalents_are_means_of_known_kinds() {
    let (even, row) = (belief(&[0.5, 0.5]), [1.0, 4.0]);
    let worth = |utility: Utility| utility.certainty_equivalent(&even, &row).unwrap();
    close(worth(Utility::Log), 2.0, 1e-15); // geometric
    close(worth(Utility::Crra { aversion: 2.0 }), 1.6, 1e-15); // harmonic
    close(worth(Utility::Crra { aversion: 0.5 }), 2.25, 1e-15); // ((1 + 2)/2)²
    // −ln((e^{−1} + e^{−4})/2) = 1 + ln 2 − ln(1 + e^{−3})
    close(worth(Utility::Cara { tolerance: 1.0 }), 1.644_559_828_986_203_3, 1e-15);
    // Nearly risk neutral, and nearly the worst: 2^{1/999} at γ = 1000, as (½)^{−1/999}.
    close(worth(Utility::Cara { tolerance: 1e12 }), 2.5, 1e-11);
    close(worth(Utility::Crra { aversion: 1e3 }), 2.0_f64.powf(1.0 / 999.0), 1e-14);
    close(worth(Utility::Cara { tolerance: 1e-6 }), 1.0 + 1e-6 * 2.0_f64.ln(), 1e-15);
}

#[test]
fn aversion_next_to_one_is_the_logarithm() {
    let (belief, row) = (belief(&[0.7, 0.2, 0.1]), [1e-3, 4.0, 1e6]);
    let log = Utility::Log.certainty_equivalent(&belief, &row).unwrap();
    for gap in [1e-6_f64, -1e-6, 1e-9, -1e-9, 1e-12, -1e-12, 2.0 * f64::EPSILON] {
        let near = Utility::Crra { aversion: 1.0 + gap };
        // The slope in γ is half the variance of ln y, here below 30.
        close(near.certainty_equivalent(&belief, &row).unwrap(), log, 1e-13 + 30.0 * gap.abs());
        assert!((near.value(5.0) - 5.0_f64.ln()).abs() < 2.0 * gap.abs() + 1e-15);
    }
    let one = Utility::Crra { aversion: 1.0 };
    close(one.certainty_equivalent(&belief, &row).unwrap(), log, 0.0);
}

#[test]
fn certainty_equivalents_survive_extreme_consumption() {
    let even = belief(&[0.5, 0.5]);
    for scale in [1e-9, 1.0, 1e9] {
        for utility in KINDS.into_iter().filter(|utility| utility.relative_aversion().is_some()) {
            let one = utility.certainty_equivalent(&even, &[1.0, 4.0]).unwrap();
            let scaled = utility.certainty_equivalent(&even, &[scale, 4.0 * scale]).unwrap();
            close(scaled, one * scale, 1e-14);
        }
    }
    let averse = Utility::Crra { aversion: 1e3 };
    close(averse.certainty_equivalent(&even, &[1e-9, 1e9]).unwrap(), 1e-9 * 2.0_f64.powf(1.0 / 999.0), 1e-13);
    let cara = Utility::Cara { tolerance: 1.0 };
    close(cara.certainty_equivalent(&even, &[-1e6, 1e6]).unwrap(), -1e6 + 2.0_f64.ln(), 1e-15);
    // Nothing consumed is unbearable from aversion 1 on, and only without probability does not count.
    assert!(Utility::Log.certainty_equivalent(&even, &[0.0, 5.0]).unwrap().abs() <= 0.0);
    close(Utility::Crra { aversion: 0.5 }.certainty_equivalent(&even, &[0.0, 4.0]).unwrap(), 1.0, 1e-15);
    close(Utility::Log.certainty_equivalent(&belief(&[0.0, 1.0]), &[0.0, 5.0]).unwrap(), 5.0, 1e-15);
}

#[test]
fn surrogates_pool_beliefs() {
    let members = |utility| vec![member(utility, &[0.5, 0.5]), member(utility, &[0.8, 0.2])];
    let of = |utility, weights: &[f64]| {
        let group = syndicate(members(utility), &[&[1.0, 1.0], &[1.0, 1.0]]).unwrap();
        Surrogate::of(&group, weights).unwrap().unwrap()
    };
    // (3 · 0.5 + 0.8)/4
    close(of(Utility::Log, &[3.0, 1.0]).belief.probability(0), 0.575, 1e-15);
    // (√(.5) + √(.8))² : (√.5 + √.2)² = 1.3 + 2√.4 : 0.7 + 2√.1
    let (up, down) = (1.3 + 2.0 * 0.4_f64.sqrt(), 0.7 + 2.0 * 0.1_f64.sqrt());
    close(of(Utility::Crra { aversion: 2.0 }, &[1.0, 1.0]).belief.probability(0), up / (up + down), 1e-15);
    // Equal tolerances: √(.5 · .8) : √(.5 · .2) = 2 : 1, whatever the weights.
    let cara = of(Utility::Cara { tolerance: 3.0 }, &[5.0, 1.0]);
    close(cara.belief.probability(0), 2.0 / 3.0, 1e-15);
    assert_eq!(cara.utility, Utility::Cara { tolerance: 6.0 });
    let mixed = vec![member(Utility::Log, &[1.0]), member(Utility::Crra { aversion: 2.0 }, &[1.0])];
    let mixed = syndicate(mixed, &[&[1.0], &[1.0]]).unwrap();
    assert_eq!(Surrogate::of(&mixed, &[1.0, 1.0]), Ok(None));
    assert!(matches!(Surrogate::of(&mixed, &[1.0]), Err(Error::Length { got: 1, expected: 2, .. })));
    assert!(matches!(Surrogate::of(&mixed, &[1.0, 0.0]), Err(Error::OutOfRange { quantity: "weight", .. })));
}

#[test]
fn parameters_out_of_range_are_refused() {
    let refuses = |utility, quantity| {
        let refused = Member::new(utility, Belief::uniform(1).unwrap());
        assert!(
            matches!(refused, Err(Error::OutOfRange { quantity: q, .. }) if q == quantity),
            "{utility:?}"
        );
    };
    for aversion in [0.0, -1.0, 1e-4, 1e4, f64::NAN, f64::INFINITY] {
        refuses(Utility::Crra { aversion }, "relative risk aversion");
    }
    for tolerance in [0.0, -1.0, 1e-7, 1e13, f64::NAN, f64::INFINITY] {
        refuses(Utility::Cara { tolerance }, "risk tolerance");
    }
}

#[test]
fn syndicates_that_fit_together_badly_are_refused() {
    let log = || member(Utility::Log, &[0.5, 0.5]);
    assert_eq!(syndicate(vec![], &[]), Err(Error::TooFew { what: "members", got: 0, least: 1 }));
    let length = |result: Result<Syndicate, Error>| match result {
        Err(Error::Length { quantity, got, expected, .. }) => (quantity, got, expected),
        other => (if other.is_ok() { "accepted" } else { "another error" }, 0, 0),
    };
    assert_eq!(length(syndicate(vec![log()], &[])), ("rows of endowments", 0, 1));
    assert_eq!(length(syndicate(vec![log()], &[&[1.0]])), ("endowments", 1, 2));
    let other = member(Utility::Log, &[1.0]);
    assert_eq!(length(syndicate(vec![log(), other], &[&[1.0, 1.0], &[1.0, 1.0]])), ("probabilities", 1, 2));
    assert_eq!(length(Syndicate::new(names(2), vec![log()], vec![vec![1.0, 1.0]])), ("players", 2, 1));
    for bad in [-1.0, 1e13, f64::NAN, f64::INFINITY] {
        let refused = syndicate(vec![log()], &[&[1.0, bad]]);
        assert!(matches!(refused, Err(Error::OutOfRange { quantity: "endowment", .. })), "{bad}");
    }
    let refused = syndicate(vec![log()], &[&[1.0, 0.0]]);
    assert!(matches!(refused, Err(Error::OutOfRange { quantity: "total of the endowments", .. })));
    // Nobody believes in the second outcome: nothing need be there.
    assert!(syndicate(vec![member(Utility::Log, &[1.0, 0.0])], &[&[1.0, 0.0]]).is_ok());
}

#[test]
fn absolute_aversion_must_believe_what_others_believe() {
    let cara = |p: &[f64]| member(Utility::Cara { tolerance: 1.0 }, p);
    let log = |p: &[f64]| member(Utility::Log, p);
    let pair = |one, other| syndicate(vec![one, other], &[&[1.0, 1.0], &[1.0, 1.0]]);
    let refused = pair(cara(&[1.0, 0.0]), log(&[0.5, 0.5]));
    assert!(matches!(refused, Err(Error::Contradiction { place, .. }) if place == "m0, outcome 1"));
    assert!(pair(cara(&[0.5, 0.5]), log(&[1.0, 0.0])).is_ok());
    // It may owe, also all that there is.
    assert!(syndicate(vec![cara(&[0.5, 0.5])], &[&[-1.0, -1e12]]).is_ok());
}
