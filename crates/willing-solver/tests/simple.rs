//! Simple games: every answer against brute force on random rules, evidence checked, wrong evidence refused, and the
//! known structure of real institutions.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a test may panic"
)]

use std::collections::BTreeSet;

use num_bigint::BigUint;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_check::simple::{
    AlwaysMeet, CompleteOrder, EmptyIntersection, LosingComplements, MeetingBound, Proper, Representation,
    Role, Strong, TradedCoalition, Veto, Violation,
};
use willing_council::{Formula, Matter, Seat, SimpleGame, VotingRule, WeightCondition};
use willing_game::{Certificate, Limit, Verdict};
use willing_solver::simple::{
    CountCoalitions, Desirability, MinimalWinning, NakamuraNumber, Properness, Roles, Strength, Weightedness,
    cyclic_profile, maximal_losing, minimal_blocking,
};

fn one(quota: u64, weights: &[u64]) -> Formula<WeightCondition> {
    Formula::One(WeightCondition { weights: weights.to_vec(), quota })
}

fn game_of(formula: Formula<WeightCondition>) -> SimpleGame {
    let seats = formula.conditions()[0].weights.len();
    SimpleGame::new(seats, formula).unwrap()
}

fn seats(mask: u32) -> Vec<Seat> {
    (0..32).filter(|place| mask >> place & 1 == 1).map(Seat::new).collect()
}

fn mask(coalition: &[Seat]) -> u32 {
    coalition.iter().map(|seat| 1 << seat.place()).sum()
}

/// Which coalitions win, by mask.
struct Table {
    seats: usize,
    wins: Vec<bool>,
}

impl Table {
    fn of(game: &SimpleGame) -> Self {
        let wins = (0..1u32 << game.seats()).map(|mask| game.wins(|place| mask >> place & 1 == 1)).collect();
        Self { seats: game.seats(), wins }
    }

    fn wins(&self, mask: u32) -> bool {
        self.wins[mask as usize]
    }

    fn grand(&self) -> u32 {
        (1 << self.seats) - 1
    }

    fn all(&self) -> impl Iterator<Item = u32> + '_ {
        0..=self.grand()
    }

    fn winning(&self) -> impl Iterator<Item = u32> + '_ {
        self.all().filter(|mask| self.wins(*mask))
    }

    fn minimal(&self) -> BTreeSet<u32> {
        let leaves = |mask: u32| {
            (0..self.seats).filter(move |place| mask >> place & 1 == 1).map(move |place| mask & !(1 << place))
        };
        self.winning().filter(|mask| leaves(*mask).all(|less| !self.wins(less))).collect()
    }

    /// Whether the seat `one` is at least as desirable as `other`.
    fn at_least(&self, one: usize, other: usize) -> bool {
        let (one, other) = (1u32 << one, 1u32 << other);
        self.all()
            .filter(|mask| mask & (one | other) == 0)
            .all(|mask| !self.wins(mask | other) || self.wins(mask | one))
    }

    /// How few winning coalitions have nobody in common.
    fn nakamura(&self) -> Option<usize> {
        let mut reached: BTreeSet<u32> = self.winning().collect();
        for number in 1..=self.seats.max(1) {
            if reached.contains(&0) {
                return Some(number);
            }
            reached = reached.iter().flat_map(|one| self.winning().map(move |other| one & other)).collect();
        }
        None
    }
}

fn condition(seats: usize) -> impl Strategy<Value = Formula<WeightCondition>> {
    (proptest::collection::vec(0u64..6, seats), 0.0..1.05f64).prop_map(|(weights, share)| {
        let total: u64 = weights.iter().sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
        let quota = ((total + 1) as f64 * share) as u64;
        Formula::One(WeightCondition { weights, quota })
    })
}

fn formula(seats: usize) -> impl Strategy<Value = Formula<WeightCondition>> {
    condition(seats).prop_recursive(2, 5, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Formula::All),
            proptest::collection::vec(inner, 1..4).prop_map(Formula::Any),
        ]
    })
}

fn games(most: usize) -> impl Strategy<Value = SimpleGame> {
    (1..=most).prop_flat_map(formula_of)
}

fn formula_of(seats: usize) -> impl Strategy<Value = SimpleGame> {
    formula(seats).prop_map(move |formula| SimpleGame::new(seats, formula).unwrap())
}

fn settings() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(4),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn coalitions_are_counted_and_listed_as_by_brute_force(game in games(8)) {
        let (table, dual) = (Table::of(&game), Table::of(&game.dual()));
        let counts = CountCoalitions::new().solve(&game).unwrap();
        prop_assert_eq!(&counts.winning, &BigUint::from(table.winning().count()));
        prop_assert_eq!(&counts.blocking, &BigUint::from(dual.winning().count()));
        prop_assert_eq!(&counts.minimal_winning, &BigUint::from(table.minimal().len()));
        prop_assert_eq!(&counts.minimal_blocking, &BigUint::from(dual.minimal().len()));
        prop_assert_eq!(counts.check(&game), Ok(()));
        let mut wrong = counts.clone();
        wrong.minimal_winning += 1u8;
        prop_assert!(matches!(wrong.check(&game), Err(Violation::Count { .. })), "{:?}", wrong);
        let listed: Vec<Vec<Seat>> = MinimalWinning::new(&game).collect();
        prop_assert!(listed.iter().all(|list| list.is_sorted()));
        prop_assert_eq!(listed.len(), table.minimal().len());
        prop_assert_eq!(listed.iter().map(|list| mask(list)).collect::<BTreeSet<_>>(), table.minimal());
        prop_assert_eq!(minimal_blocking(&game).map(|list| mask(&list)).collect::<BTreeSet<_>>(), dual.minimal());
        let losing: BTreeSet<u32> = dual.minimal().into_iter().map(|blocking| table.grand() & !blocking).collect();
        prop_assert_eq!(maximal_losing(&game).map(|list| mask(&list)).collect::<BTreeSet<_>>(), losing);
    }

    #[test]
    fn seats_have_the_roles_that_brute_force_finds(game in games(8)) {
        let (table, dual) = (Table::of(&game), Roles::new().solve(&game.dual()).unwrap());
        let roles = Roles::new().solve(&game).unwrap();
        prop_assert_eq!(roles.check(&game), Ok(()));
        for (place, role) in roles.seats.iter().enumerate() {
            let own = 1u32 << place;
            prop_assert_eq!(role.has_veto(), table.winning().all(|mask| mask & own != 0));
            prop_assert_eq!(role.passer, table.wins(own));
            prop_assert_eq!(role.is_dummy(), table.winning().all(|mask| table.wins(mask & !own)));
            prop_assert_eq!(role.is_dictator(), table.all().all(|mask| table.wins(mask) == (mask & own != 0)));
            // Who has a veto passes in the dual; dummies stay dummies.
            prop_assert_eq!(role.has_veto(), dual.seats[place].passer);
            prop_assert_eq!(role.is_dummy(), dual.seats[place].is_dummy());
            let mut wrong = roles.clone();
            wrong.seats[place].passer ^= true;
            prop_assert!(wrong.check(&game).is_err());
            let mut wrong = roles.clone();
            wrong.seats[place].pivots = if role.is_dummy() { Some(Vec::new()) } else { None };
            prop_assert!(wrong.check(&game).is_err());
            if let Veto::Avoided { coalition } = &role.veto {
                prop_assert!(table.minimal().contains(&mask(coalition)));
                let mut wrong = roles.clone();
                wrong.seats[place].veto = Veto::Held;
                prop_assert!(wrong.check(&game).is_err());
            }
        }
    }

    #[test]
    fn desirability_is_complete_where_brute_force_compares_all(game in games(7)) {
        let table = Table::of(&game);
        let pairs = || (0..table.seats).flat_map(|one| (0..one).map(move |other| (one, other)));
        let complete = pairs().all(|(one, other)| table.at_least(one, other) || table.at_least(other, one));
        match Desirability::new().solve(&game) {
            Verdict::Exists(order) => {
                prop_assert!(complete);
                prop_assert_eq!(order.check(&game), Ok(()));
                for (one, other) in pairs() {
                    let class = |place: usize| order.class(Seat::new(u32::try_from(place).unwrap()));
                    prop_assert_eq!(class(one) <= class(other), table.at_least(one, other));
                    prop_assert_eq!(class(other) <= class(one), table.at_least(other, one));
                }
                if order.classes.len() > 1 {
                    let mut wrong = order.clone();
                    wrong.classes.reverse();
                    prop_assert!(wrong.check(&game).is_err());
                    let merged = CompleteOrder { classes: vec![order.classes.concat()], separations: Vec::new() };
                    prop_assert!(merged.check(&game).is_err());
                }
            }
            Verdict::Impossible(pair) => {
                prop_assert!(!complete);
                prop_assert_eq!(pair.check(&game), Ok(()));
                let mut wrong = pair.clone();
                std::mem::swap(&mut wrong.one, &mut wrong.other);
                prop_assert!(wrong.check(&game).is_err());
            }
            Verdict::Undecided(limit) => prop_assert!(false, "{}", limit),
        }
    }

    #[test]
    fn proper_and_strong_are_what_brute_force_says(game in games(8)) {
        let table = Table::of(&game);
        let proper = table.winning().all(|mask| !table.wins(table.grand() & !mask));
        let strong = table.all().all(|mask| table.wins(mask) || table.wins(table.grand() & !mask));
        match Properness::new().solve(&game) {
            Verdict::Exists(yes) => prop_assert!(proper && yes.check(&game).is_ok()),
            Verdict::Impossible(pair) => {
                prop_assert!(!proper && pair.check(&game).is_ok() && Proper::default().check(&game).is_err());
            }
            Verdict::Undecided(limit) => prop_assert!(false, "{}", limit),
        }
        match Strength::new().solve(&game) {
            Verdict::Exists(yes) => prop_assert!(strong && yes.check(&game).is_ok()),
            Verdict::Impossible(pair) => {
                prop_assert!(!strong && pair.check(&game).is_ok() && Strong::default().check(&game).is_err());
            }
            Verdict::Undecided(limit) => prop_assert!(false, "{}", limit),
        }
        // A game is proper iff its dual is strong.
        prop_assert_eq!(matches!(Strength::new().solve(&game.dual()), Verdict::Exists(_)), proper);
    }

    #[test]
    fn weights_represent_the_game_or_a_trade_shows_that_none_do(game in games(8)) {
        let table = Table::of(&game);
        match Weightedness::new().solve(&game) {
            Verdict::Exists(weighted) => {
                prop_assert_eq!(weighted.check(&game), Ok(()));
                let same = SimpleGame::weighted(weighted.quota, weighted.weights.clone()).unwrap();
                prop_assert_eq!(&Table::of(&same).wins, &table.wins);
                if !table.wins(0) && table.wins(table.grand()) {
                    let never = Representation { quota: weighted.weights.iter().sum::<u64>() + 1, ..weighted.clone() };
                    prop_assert!(never.check(&game).is_err());
                    let always = Representation { quota: 0, ..weighted };
                    prop_assert!(always.check(&game).is_err());
                }
            }
            Verdict::Impossible(trade) => {
                prop_assert_eq!(trade.check(&game), Ok(()));
                let mut wrong = trade.clone();
                wrong.winning[0].times += 1;
                prop_assert!(wrong.check(&game).is_err());
                let mut wrong = trade.clone();
                wrong.losing = wrong.winning.clone();
                prop_assert!(wrong.check(&game).is_err());
                let mut wrong = trade.clone();
                wrong.losing.push(TradedCoalition { members: Vec::new(), times: u64::MAX });
                prop_assert_eq!(wrong.check(&game), Err(Violation::NoTrade));
            }
            Verdict::Undecided(limit) => prop_assert!(false, "{}", limit),
        }
    }

    #[test]
    fn as_few_coalitions_have_nobody_in_common_as_brute_force_finds(game in games(7)) {
        let table = Table::of(&game);
        match NakamuraNumber::new().solve(&game) {
            Verdict::Exists(family) => {
                prop_assert_eq!(Some(family.number()), table.nakamura());
                prop_assert_eq!(family.check(&game), Ok(()));
                let mut wrong = family.clone();
                wrong.coalitions.pop();
                prop_assert!(wrong.check(&game).is_err());
                let mut wrong = family.clone();
                wrong.coalitions.push(seats(table.grand()));
                prop_assert!(wrong.check(&game).is_err());
                wrong.bound = MeetingBound::Exhausted;
                prop_assert!(wrong.check(&game).is_err());
                for alternatives in 0..family.number() + 3 {
                    let profile = cyclic_profile(&game, &family, alternatives);
                    prop_assert_eq!(profile.is_none(), family.guarantees_core(alternatives));
                    if let Some(profile) = profile {
                        prop_assert_eq!(profile.check(&game), Ok(()));
                        let mut wrong = profile.clone();
                        wrong.rankings.iter_mut().for_each(|ranking| ranking.reverse());
                        prop_assert!(wrong.check(&game).is_err() || table.wins(0));
                    }
                }
            }
            Verdict::Impossible(meet) => {
                prop_assert_eq!(table.nakamura(), None);
                prop_assert_eq!(meet.check(&game), Ok(()));
            }
            Verdict::Undecided(bounds) => prop_assert!(false, "{:?}", bounds),
        }
    }
}

/// What is known of a game: for a corpus, one of these for each entry.
struct Known {
    name: &'static str,
    formula: Formula<WeightCondition>,
    winning: &'static str,
    minimal: &'static str,
    /// `None` for an infinite number.
    nakamura: Option<usize>,
    vetoes: &'static [usize],
    dummies: &'static [usize],
}

/// Asserts that everything that is known comes out, with evidence that holds.
fn assert_known(known: Known) {
    let game = game_of(known.formula);
    let name = known.name;
    let counts = CountCoalitions::new().solve(&game).unwrap();
    assert_eq!(counts.winning.to_string(), known.winning, "{name}");
    assert_eq!(counts.minimal_winning.to_string(), known.minimal, "{name}");
    assert_eq!(counts.check(&game), Ok(()), "{name}");
    match NakamuraNumber::new().solve(&game) {
        Verdict::Exists(family) => {
            assert_eq!(Some(family.number()), known.nakamura, "{name}");
            assert_eq!(family.greatest_stable_dimension(), known.nakamura.map(|number| number - 2), "{name}");
            assert_eq!(family.check(&game), Ok(()), "{name}");
        }
        Verdict::Impossible(meet) => {
            assert_eq!(None, known.nakamura, "{name}");
            assert_eq!(meet.check(&game), Ok(()), "{name}");
        }
        Verdict::Undecided(bounds) => panic!("{name}: {bounds:?}"),
    }
    let roles = Roles::new().solve(&game).unwrap();
    let which = |has: fn(&Role) -> bool| {
        (0..game.seats()).filter(|place| has(&roles.seats[*place])).collect::<Vec<_>>()
    };
    assert_eq!(roles.check(&game), Ok(()), "{name}");
    assert_eq!(which(Role::has_veto), known.vetoes, "{name}");
    assert_eq!(which(Role::is_dummy), known.dummies, "{name}");
}

fn canada() -> SimpleGame {
    game_of(Formula::All(vec![
        one(7, &[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
        one(18434, &[14223, 8501, 5000, 4262, 1342, 1132, 969, 775, 510, 154]),
    ]))
}

fn federal() -> SimpleGame {
    game_of(Formula::Any(vec![
        Formula::All(vec![
            one(3, &[0, 1, 1, 1, 1, 1, 0, 0, 0]),
            one(2, &[0, 0, 0, 0, 0, 0, 1, 1, 1]),
            one(1, &[1, 0, 0, 0, 0, 0, 0, 0, 0]),
        ]),
        Formula::All(vec![one(4, &[0, 1, 1, 1, 1, 1, 0, 0, 0]), one(3, &[0, 0, 0, 0, 0, 0, 1, 1, 1])]),
    ]))
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn real_institutions_have_their_known_structure() {
    let all = [
        Known {
            name: "majority3",
            formula: one(2, &[1, 1, 1]),
            winning: "4",
            minimal: "3",
            nakamura: Some(3),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "dict3",
            formula: one(3, &[3, 1, 1]),
            winning: "4",
            minimal: "1",
            nakamura: None,
            vetoes: &[0],
            dummies: &[1, 2],
        },
        Known {
            name: "w4_50",
            formula: one(50, &[10, 10, 20, 30]),
            winning: "5",
            minimal: "2",
            nakamura: None,
            vetoes: &[3],
            dummies: &[],
        },
        Known {
            name: "w_4_2111",
            formula: one(4, &[3, 1, 1, 1, 1]),
            winning: "16",
            minimal: "5",
            nakamura: Some(3),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "w8_443211",
            formula: one(8, &[4, 4, 3, 2, 1, 1]),
            winning: "32",
            minimal: "9",
            nakamura: Some(3),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "unsc_pre1966",
            formula: one(27, &[5, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1]),
            winning: "57",
            minimal: "15",
            nakamura: None,
            vetoes: &[0, 1, 2, 3, 4],
            dummies: &[],
        },
        Known {
            name: "unsc",
            formula: one(39, &[7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
            winning: "848",
            minimal: "210",
            nakamura: None,
            vetoes: &[0, 1, 2, 3, 4],
            dummies: &[],
        },
        Known {
            name: "unsc_two_vetoes",
            formula: Formula::All(vec![
                one(4, &[1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
                one(9, &[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
            ]),
            winning: "4038",
            minimal: "1470",
            nakamura: Some(5),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "eec1958",
            formula: one(12, &[4, 4, 4, 2, 2, 1]),
            winning: "14",
            minimal: "4",
            nakamura: Some(4),
            vetoes: &[],
            dummies: &[5],
        },
        Known {
            name: "ec1981",
            formula: one(45, &[10, 10, 10, 10, 5, 5, 5, 3, 3, 2]),
            winning: "140",
            minimal: "46",
            nakamura: Some(4),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "ec1986",
            formula: one(54, &[10, 10, 10, 10, 8, 5, 5, 5, 5, 3, 3, 2]),
            winning: "402",
            minimal: "135",
            nakamura: Some(4),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "eu1995",
            formula: one(62, &[10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2]),
            winning: "2549",
            minimal: "829",
            nakamura: Some(4),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "eu27_nice_votes",
            formula: one(
                255,
                &[
                    29, 29, 29, 29, 27, 27, 14, 13, 12, 12, 12, 12, 12, 10, 10, 10, 7, 7, 7, 7, 7, 4, 4, 4,
                    4, 4, 3,
                ],
            ),
            winning: "2718774",
            minimal: "561645",
            nakamura: Some(4),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "useec2020",
            formula: one(
                270,
                &[
                    54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12, 11, 11, 11, 11, 10, 10, 10, 10, 10,
                    9, 9, 8, 8, 8, 7, 7, 6, 6, 6, 6, 6, 6, 5, 5, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3,
                ],
            ),
            winning: "1117385292262622",
            minimal: "51178341131036",
            nakamura: Some(3),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "us_federal_small",
            formula: Formula::Any(vec![
                Formula::All(vec![
                    one(3, &[0, 1, 1, 1, 1, 1, 0, 0, 0]),
                    one(2, &[0, 0, 0, 0, 0, 0, 1, 1, 1]),
                    one(1, &[1, 0, 0, 0, 0, 0, 0, 0, 0]),
                ]),
                Formula::All(vec![
                    one(4, &[0, 1, 1, 1, 1, 1, 0, 0, 0]),
                    one(3, &[0, 0, 0, 0, 0, 0, 1, 1, 1]),
                ]),
            ]),
            winning: "70",
            minimal: "35",
            nakamura: Some(4),
            vetoes: &[],
            dummies: &[],
        },
        Known {
            name: "canada_amend",
            formula: Formula::All(vec![
                one(7, &[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
                one(18434, &[14223, 8501, 5000, 4262, 1342, 1132, 969, 775, 510, 154]),
            ]),
            winning: "152",
            minimal: "99",
            nakamura: Some(4),
            vetoes: &[],
            dummies: &[],
        },
    ];
    all.into_iter().for_each(assert_known);
}

fn council(matter: &Matter) -> SimpleGame {
    VotingRule::un_security_council().unwrap().simple_game(matter).unwrap()
}

#[test]
fn the_security_council_is_weighted_with_7_for_a_permanent_member_and_a_quota_of_39() {
    let game = council(&Matter::Substantive);
    let weighted = Weightedness::new().solve(&game).found().unwrap();
    let weights: Vec<u64> = [7; 5].into_iter().chain([1; 10]).collect();
    assert_eq!(weighted, Representation { quota: 39, weights });
    weighted.check(&game).unwrap();
    let order = Desirability::new().solve(&game).found().unwrap();
    assert_eq!(order.classes.iter().map(Vec::len).collect::<Vec<_>>(), [5, 10]);
    order.check(&game).unwrap();
    let Verdict::Impossible(meet) = NakamuraNumber::new().solve(&game) else { panic!("there are vetoes") };
    assert_eq!(meet, AlwaysMeet::Veto { seat: Seat::new(0) });
    // A veto of one member deadlocks it, but no two disjoint coalitions can win.
    assert!(matches!(Properness::new().solve(&game), Verdict::Exists(_)));
    let Verdict::Impossible(pair) = Strength::new().solve(&game) else { panic!("a veto blocks") };
    pair.check(&game).unwrap();
}

#[test]
fn two_chambers_are_not_weighted_and_their_members_cannot_be_compared() {
    // Two of three in each chamber.
    let game = game_of(Formula::All(vec![one(2, &[1, 1, 1, 0, 0, 0]), one(2, &[0, 0, 0, 1, 1, 1])]));
    let Verdict::Impossible(trade) = Weightedness::new().solve(&game) else { panic!("not weighted") };
    trade.check(&game).unwrap();
    assert_eq!(trade.winning.iter().map(|traded| traded.times).sum::<u64>(), 2, "{trade:?}");
    let Verdict::Impossible(pair) = Desirability::new().solve(&game) else { panic!("chambers differ") };
    pair.check(&game).unwrap();
}

#[test]
fn seven_provinces_with_half_of_the_people_and_the_federal_toy_are_not_weighted() {
    for game in [canada(), federal()] {
        let Verdict::Impossible(trade) = Weightedness::new().solve(&game) else { panic!("not weighted") };
        trade.check(&game).unwrap();
    }
}

#[test]
fn a_search_that_is_cut_short_decides_nothing() {
    let Verdict::Undecided(limit) = Weightedness::new().max_programs(1).solve(&canada()) else {
        panic!("one program is not enough")
    };
    assert_eq!(limit, Limit::Iterations);
}

#[test]
fn where_weights_prove_too_little_the_search_is_exhausted() {
    // Bins hold 6: the weights fit three by volume, but no two of 4 go together, and 3 with 3 only.
    let game = SimpleGame::weighted(12, [4, 4, 4, 3, 3]).unwrap();
    let family = NakamuraNumber::new().solve(&game).found().unwrap();
    assert_eq!((family.number(), &family.bound), (4, &MeetingBound::Exhausted));
    family.check(&game).unwrap();
    let five =
        EmptyIntersection { coalitions: [family.coalitions.clone(), vec![seats(31)]].concat(), ..family };
    assert_eq!(five.check(&game), Err(Violation::FewerMeetNowhere { fewer: 4, claimed: 5 }));
    // Bins hold 10: 7 × 4 = 28 ≤ 30, but each bin holds two, which the number of seats shows.
    let game = SimpleGame::weighted(18, [4, 4, 4, 4, 4, 4, 4]).unwrap();
    let family = NakamuraNumber::new().solve(&game).found().unwrap();
    assert_eq!(family.number(), 4);
    assert_eq!(family.bound, MeetingBound::Measure { measure: vec![1; 7], outside: 2 });
    family.check(&game).unwrap();
    // Bins hold 100; 26 + 26 + 26 = 78 leaves 22, and 51 goes with one 26 only.
    let game = SimpleGame::weighted(206, [51, 51, 27, 26, 23, 27, 27, 25, 24, 25]).unwrap();
    let family = NakamuraNumber::new().solve(&game).found().unwrap();
    family.check(&game).unwrap();
}

#[test]
fn hundreds_of_seats_of_different_weights_are_no_obstacle() {
    let weights: Vec<u64> = (0..190u64)
        .map(|place| 1500 + (place * place * 7919) % 90_001 + 40_000 * u64::from(place < 10))
        .collect();
    let total: u64 = weights.iter().sum();
    for (share, expected) in [(2, 3), (3, 4)] {
        // A majority, and two thirds.
        let quota = total - total / share + u64::from(share == 2);
        let game = SimpleGame::weighted(quota, weights.clone()).unwrap();
        let family = NakamuraNumber::new().solve(&game).found().unwrap();
        assert!(family.number() == expected || family.number() + 1 == expected, "{}", family.number());
        family.check(&game).unwrap();
        let roles = Roles::new().solve(&game).unwrap();
        assert_eq!(roles.check(&game), Ok(()));
        assert!(roles.seats.iter().all(|role| !role.is_dummy() && !role.has_veto()));
        let listed: Vec<Vec<Seat>> = MinimalWinning::new(&game).take(1000).collect();
        assert_eq!(listed.len(), 1000);
        for list in listed {
            assert!(game.is_winning(&list).unwrap());
            assert!((0..list.len()).all(|leaves| {
                let rest: Vec<Seat> = list
                    .iter()
                    .copied()
                    .enumerate()
                    .filter(|(at, _)| *at != leaves)
                    .map(|(_, seat)| seat)
                    .collect();
                !game.is_winning(&rest).unwrap()
            }));
        }
    }
}

#[test]
fn evidence_of_strangers_is_refused_by_name() {
    let game = council(&Matter::Substantive);
    let family = EmptyIntersection { coalitions: Vec::new(), bound: MeetingBound::Exhausted };
    assert_eq!(family.check(&game), Err(Violation::NoCoalitions));
    let seat = Seat::new(99);
    assert_eq!(AlwaysMeet::Veto { seat }.check(&game), Err(Violation::NoSuchSeat { seat, seats: 15 }));
    assert!(AlwaysMeet::Veto { seat: Seat::new(7) }.check(&game).is_err());
    assert!(AlwaysMeet::NothingWins.check(&game).is_err());
    let twice = LosingComplements { coalition: vec![Seat::new(1), Seat::new(1)] };
    assert_eq!(twice.check(&game), Err(Violation::DuplicateSeat { seat: Seat::new(1) }));
    let huge = Representation { quota: 1, weights: vec![u64::MAX; 15] };
    assert!(matches!(huge.check(&game), Err(Violation::Weights(_))));
    let short = Representation { quota: 1, weights: vec![1] };
    assert!(matches!(short.check(&game), Err(Violation::Length { .. })));
}
