//! Whether allocations of what sharing is worth are in the core: the equilibrium always is, and whatever is said of an allocation
//! is true.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;
use willing_check::sharing::{SharingTable, Standing};
use willing_game::{Certificate, Coalition, Player, Players};
use willing_risk::Belief;
use willing_risk::sharing::{Portfolio, Preference};
use willing_solver::sharing::{AllWorths, Error, Worth, assess};
use willing_testkit::strategies::seeded;

fn portfolios() -> impl Strategy<Value = Portfolio> {
    (1..6usize, 1..6usize).prop_flat_map(|(players, outcomes)| {
        let belief = prop::collection::vec(1..9u32, outcomes).prop_map(|counts| {
            let total = f64::from(counts.iter().sum::<u32>());
            Belief::new(counts.iter().map(|count| f64::from(*count) / total).collect()).unwrap()
        });
        let player = (0.5..20.0, belief, prop::collection::vec(-9.0..9.0, outcomes));
        prop::collection::vec(player, players).prop_map(|rows| {
            let names = Players::new((0..rows.len()).map(|seat| seat.to_string())).unwrap();
            let preferences = rows
                .iter()
                .map(|(tolerance, belief, _)| Preference::entropic(*tolerance, belief.clone()).unwrap());
            let preferences = preferences.collect();
            Portfolio::new(names, rows.into_iter().map(|(_, _, held)| held).collect(), preferences).unwrap()
        })
    })
}

fn table(portfolio: &Portfolio) -> SharingTable {
    AllWorths::new().solve(portfolio).unwrap().found().unwrap()
}

/// v(S) − x(S) by definition.
fn excess(table: &SharingTable, amounts: &[f64], bits: usize) -> f64 {
    let members = Coalition::from_bits(bits as u64).players();
    table.worths()[bits] - members.map(|player| amounts[player.seat()]).sum::<f64>()
}

proptest! {
    #![proptest_config(seeded(500))]

    #[test]
    fn the_equilibrium_is_in_the_core(portfolio in portfolios()) {
        let table = table(&portfolio);
        let everybody: Vec<Player> = (0..portfolio.players().len()).map(|seat| Player::from_seat(seat).unwrap()).collect();
        let worth = Worth::new().solve(&portfolio, &everybody).unwrap().found().unwrap();
        let prices = worth.prices(&portfolio).unwrap();
        let amounts: Vec<f64> = prices.iter().map(|price| f64::midpoint(price.lower(), price.upper())).collect();
        let assessed = assess(&table, &amounts).unwrap();
        prop_assert!(matches!(assessed.standing, Standing::Core { within } if within < 1e-9), "{:?}", assessed);
        prop_assert_eq!(assessed.check(&table), Ok(()));
    }

    #[test]
    fn what_is_said_of_an_allocation_is_true(
        portfolio in portfolios(),
        drawn in prop::collection::vec(-9.0..9.0, 6),
        efficient in any::<bool>(),
    ) {
        let table = table(&portfolio);
        let mut amounts = drawn[..portfolio.players().len()].to_vec();
        let last = table.low.len() - 1;
        if efficient {
            amounts[0] += excess(&table, &amounts, last);
        }
        let assessed = assess(&table, &amounts).unwrap();
        prop_assert_eq!(assessed.check(&table), Ok(()));
        let most = (1..=last).map(|bits| excess(&table, &amounts, bits)).fold(f64::NEG_INFINITY, f64::max);
        match assessed.standing {
            Standing::Core { within } => prop_assert!(efficient && most <= within && within < 1e-6),
            Standing::Objection { coalition, gain } => {
                let bits = usize::try_from(coalition.bits()).unwrap();
                prop_assert!((excess(&table, &amounts, bits) - gain).abs() < 1e-9);
                prop_assert!(efficient && (most - gain).abs() < 1e-9, "{} {}", most, gain);
            }
            Standing::Inefficient { surplus } => {
                prop_assert!((surplus + excess(&table, &amounts, last)).abs() < 1e-9 && !efficient);
            }
        }
    }
}

#[test]
fn amounts_that_are_none_are_refused() {
    let careful = Preference::entropic(1.0, Belief::uniform(2).unwrap()).unwrap();
    let players = Players::new(["A", "B"]).unwrap();
    let held = vec![vec![0.0, -1.0], vec![0.0, 0.0]];
    let table = table(&Portfolio::new(players, held, vec![careful.clone(), careful]).unwrap());
    for amounts in
        [vec![], vec![0.0], vec![0.0; 3], vec![0.0; 70], vec![f64::NAN, 0.0], vec![0.0, f64::INFINITY]]
    {
        assert!(matches!(assess(&table, &amounts), Err(Error::OutOfRange { .. })), "{amounts:?}");
    }
    // Who holds nothing is worth nothing by itself, exactly.
    assert_eq!(table.worths()[2].to_bits(), 0.0_f64.to_bits());
}
