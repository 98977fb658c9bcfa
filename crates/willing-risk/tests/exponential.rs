//! The insurance game of exponential losses: known answers, theorems on random ones, limits and refusals.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test fails by panicking, and exact answers are exact"
)]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_game::Coalition;
use willing_game::tu::CharacteristicFunction;
use willing_risk::Error;
use willing_risk::exponential::ExponentialSyndicate;
use willing_risk::normal::Tolerances;

fn syndicate(mean_losses: &[f64], tolerances: &[f64]) -> Result<ExponentialSyndicate, Error> {
    ExponentialSyndicate::new(mean_losses.to_vec(), Tolerances::new(tolerances.to_vec())?)
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-14 * (1.0 + other.abs())
}

#[test]
fn worths_are_the_formula() {
    let syndicate = syndicate(&[1.0, 0.5, 1.5], &[4.0, 2.0, 6.0]).unwrap();
    let worths = syndicate.worths().unwrap();
    // T_S Σ ln(1 − m_i/T_S), as logarithms of fractions.
    let expected = [
        0.0,
        4.0 * 0.75_f64.ln(),
        2.0 * 0.75_f64.ln(),
        6.0 * (5.0 / 6.0 * 11.0 / 12.0_f64).ln(),
        6.0 * 0.75_f64.ln(),
        10.0 * (0.9 * 0.85_f64).ln(),
        8.0 * (0.9375 * 0.8125_f64).ln(),
        12.0 * (11.0 / 12.0 * 23.0 / 24.0 * 0.875_f64).ln(),
    ];
    assert!(worths.iter().zip(expected).all(|(found, stated)| near(*found, stated)), "{worths:?}");
    assert!(worths[0].is_sign_positive());
    assert_eq!(syndicate.alone(), [worths[1], worths[2], worths[4]]);
    assert!(near(syndicate.gain(), worths[7] - worths[1] - worths[2] - worths[4]));
}

#[test]
fn a_single_member_keeps_its_own_loss() {
    let syndicate = syndicate(&[1.0], &[2.0]).unwrap();
    assert!(near(syndicate.esscher()[0], 2.0 * 0.5_f64.ln()) && syndicate.gain() == 0.0);
}

#[test]
fn among_the_risk_neutral_losses_cost_their_means() {
    let syndicate = syndicate(&[1.0, 3.0], &[f64::INFINITY, 4.0]).unwrap();
    assert_eq!(syndicate.worths().unwrap()[3], -4.0);
    assert_eq!(syndicate.esscher(), [-1.0, -3.0]);
    assert!(near(syndicate.gain(), -4.0 * 0.25_f64.ln() - 3.0));
}

/// φ_i → −m_i − m_i²/T + (τ_i/T) Σ m²/2T: the premium of small losses is that of normal ones of the same variance.
#[test]
fn small_losses_keep_the_digits_of_their_premium() {
    let small = 1e-7;
    let syndicate = syndicate(&[small, small], &[1.0, 3.0]).unwrap();
    for (amount, share) in syndicate.esscher().into_iter().zip([0.25, 0.75]) {
        let premium = small * small / 4.0 - share * (2.0 * small * small) / 8.0;
        assert!((amount + small + premium).abs() <= 1e-21, "{amount}");
    }
}

#[test]
fn numbers_out_of_range_are_refused() {
    let refused = |mean: f64| {
        let is_the_mean = |error| {
            matches!(error, Error::OutOfRange { quantity: "mean loss", value, .. }
            if value.to_bits() == mean.to_bits())
        };
        syndicate(&[0.5, mean], &[1.0, 2.0]).is_err_and(is_the_mean)
    };
    assert!([-0.1, f64::NAN, f64::INFINITY, 2.0, 2.5, 2.0 - 1e-10].into_iter().all(refused));
    assert!(syndicate(&[0.5, 1.99], &[1.0, 2.0]).is_ok());
    assert!(syndicate(&[1e13], &[f64::INFINITY]).is_err());
    let length =
        Error::Length { place: "syndicate".to_owned(), quantity: "mean losses", got: 1, expected: 2 };
    assert_eq!(syndicate(&[0.5], &[1.0, 2.0]), Err(length));
    let most = |members: usize| syndicate(&vec![0.5; members], &vec![1.0; members]);
    assert!(most(64).is_ok() && matches!(most(65), Err(Error::Game(_))));
    assert!(matches!(most(25).unwrap().worths(), Err(Error::Game(_))));
}

#[cfg(feature = "serde")]
#[test]
fn what_is_written_is_read_back() {
    let syndicate = syndicate(&[1.0, 0.5], &[4.0, f64::INFINITY]).unwrap();
    let text = serde_json::to_string(&syndicate).unwrap();
    assert_eq!(serde_json::from_str::<ExponentialSyndicate>(&text).unwrap(), syndicate);
    assert!(serde_json::from_str::<ExponentialSyndicate>(&text.replace("0.5", "-0.5")).is_err());
}

fn syndicates() -> impl Strategy<Value = ExponentialSyndicate> {
    let member = (0.1..20.0_f64, prop_oneof![4 => 0.0..0.95_f64, 1 => 0.0..1e-6_f64]);
    vec(member, 1..=6).prop_map(|members| {
        let tolerances: Vec<f64> = members.iter().map(|(tolerance, _)| *tolerance).collect();
        let losses: Vec<f64> = members.iter().map(|(tolerance, part)| tolerance * part).collect();
        syndicate(&losses, &tolerances).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(77),
        ..ProptestConfig::default()
    })]

    /// The Esscher amounts are efficient and in the core.
    #[test]
    fn nobody_gains_by_leaving_the_market(syndicate in syndicates()) {
        let amounts = syndicate.esscher();
        let grand = Coalition::grand(amounts.len()).unwrap();
        let given: f64 = amounts.iter().sum();
        prop_assert!((given - syndicate.worth(grand)).abs() <= 1e-12 * (1.0 + given.abs()));
        for bits in 1..=grand.bits() {
            let coalition = Coalition::from_bits(bits);
            let own: f64 = coalition.players().map(|player| amounts[player.seat()]).sum();
            prop_assert!(syndicate.worth(coalition) <= own + 1e-12 * (1.0 + own.abs()));
        }
    }

    /// In units k times as large, everything is k times as small.
    #[test]
    fn worths_scale_with_the_unit(syndicate in syndicates(), unit in 0.5..2.0_f64) {
        let scaled = |numbers: &[f64]| numbers.iter().map(|number| number * unit).collect::<Vec<f64>>();
        let other = ExponentialSyndicate::new(
            scaled(syndicate.mean_losses()),
            Tolerances::new(scaled(syndicate.tolerances().values())).unwrap(),
        ).unwrap();
        for (one, other) in scaled(&syndicate.worths().unwrap()).into_iter().zip(other.worths().unwrap()) {
            prop_assert!((one - other).abs() <= 1e-12 * (1.0 + one.abs()));
        }
    }
}
