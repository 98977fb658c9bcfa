//! Kinds of players, dividends and voting power pass checks that do not use what found them.

#![allow(clippy::unwrap_used, reason = "tests")]

use willing_check::properties::PlayerKinds;
use willing_check::values::{Concept, HarsanyiDividends, Value};
use willing_game::tu::generate::{Benedek, BenedekFamily};
use willing_game::tu::structured::WeightedVoting;
use willing_game::tu::typed::TypedGame;
use willing_game::tu::{Amounts, TableGame};
use willing_game::{Certificate, Coalition};
use willing_solver::properties::player_kinds;
use willing_solver::structured::typed::{banzhaf_value, shapley_value};
use willing_solver::values::Dividends;

#[test]
fn kinds_and_dividends_of_all_families_pass_their_checks() {
    let mut alike = 0;
    for family in BenedekFamily::ALL {
        for seed in 0..8 {
            let game = Benedek { family, players: 7, seed }.draw().unwrap();
            let kinds = player_kinds(&game).unwrap();
            assert_eq!(kinds.check(&game), Ok(()), "{family} {seed}");
            alike += usize::from(kinds.classes.len() < 7);
            let found = Dividends::of(&game).unwrap();
            let dividends = game.coalitions().map(|coalition| found.get(coalition)).collect();
            assert_eq!(HarsanyiDividends { dividends }.check(&game), Ok(()), "{family} {seed}");
        }
    }
    assert!(alike >= 8, "interchangeable players occur in {alike} games only");
}

#[test]
fn a_dummy_is_found_in_a_game_of_floats() {
    let game = TableGame::from_floats(vec![0.0, 0.25, 0.5, 0.75, 0.0, 0.25, 1.0, 1.25]).unwrap();
    let kinds = player_kinds(&game).unwrap();
    assert_eq!(kinds.dummies.bits(), 0b001);
    assert_eq!(kinds.check(&game), Ok(()));
    let none = PlayerKinds { dummies: Coalition::EMPTY, ..kinds };
    assert!(none.check(&game).is_err());
}

#[test]
fn power_by_kinds_of_voters_passes_both_checks() {
    for (quota, weights, veto) in [
        (39, [[7; 5].as_slice(), &[1; 10]].concat(), 0),
        (12, vec![4, 4, 4, 2, 2, 1], 0),
        (8, vec![5, 3, 3, 1, 0], 0b1_0001),
        (1, vec![1, 1, 1], 0b010),
        (255, vec![99, 88, 70, 10, 10, 9, 8, 4, 4], 0),
    ] {
        let game =
            WeightedVoting::new(quota, weights).unwrap().with_veto(Coalition::from_bits(veto)).unwrap();
        let (types, table) =
            (TypedGame::from_voting(&game).unwrap(), TableGame::tabulate_exact(&game).unwrap());
        for (concept, amounts) in
            [(Concept::Shapley, shapley_value(&types)), (Concept::Banzhaf, banzhaf_value(&types))]
        {
            let value = Value { concept, amounts: Amounts::Exact(amounts) };
            assert_eq!(value.check(&game), Ok(()), "{game:?}");
            assert_eq!(value.check(&table), Ok(()), "{game:?}");
        }
    }
}
