//! Solutions of structured games agree with brute force over the table of all coalitions.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
#![allow(clippy::cast_possible_wrap, reason = "small draws")]

mod drawn;

use drawn::Draw;
use willing_game::tu::derived::savings;
use willing_game::tu::structured::{
    Airport, Assignment, Bankruptcy, Flow, FlowEdge, InducedSubgraph, LinearProduction, Market, Piece,
    SpanningTree, WeightedVoting,
};
use willing_game::tu::typed::{PlayerTypes, TypedGame};
use willing_game::tu::{ExactCharacteristicFunction, TableGame};
use willing_game::{Coalition, Rational};
use willing_solver::structured::{
    airport, assignment, bankruptcy, flow, induced_subgraph, market, production, spanning_tree, typed,
};

/// A small fraction.
fn fraction(draw: &mut Draw, low: i64, high: i64) -> Rational {
    let above = low + draw.below(usize::try_from(high - low + 1).unwrap()) as i64;
    Rational::new(above, 1 + draw.below(4)).unwrap()
}

fn fractions(draw: &mut Draw, count: usize, low: i64, high: i64) -> Vec<Rational> {
    (0..count).map(|_| fraction(draw, low, high)).collect()
}

fn exact(numbers: &[i64]) -> Vec<Rational> {
    numbers.iter().map(|&number| number.into()).collect()
}

fn table<G: ExactCharacteristicFunction>(game: &G) -> TableGame {
    TableGame::tabulate_exact(game).unwrap()
}

fn of(amounts: &[Rational], coalition: Coalition) -> Rational {
    coalition.players().map(|player| &amounts[player.seat()]).sum()
}

/// Whether x is efficient and no coalition has a positive excess.
fn is_in_core(game: &TableGame, x: &[Rational]) -> bool {
    assert_eq!(x.len(), game.player_count());
    of(x, game.grand()) == game.exact_worth(game.grand())
        && game.coalitions().all(|s| game.exact_worth(s) <= of(x, s))
}

/// The Shapley value by the gains of all coalitions, and the Banzhaf value.
fn values(game: &TableGame) -> (Vec<Rational>, Vec<Rational>) {
    let orders = |count: usize| Rational::from((1..=count).product::<usize>());
    let players = game.player_count();
    let mut sums = vec![(Rational::zero(), Rational::zero()); players];
    for before in game.coalitions() {
        for player in game.grand().difference(before).players() {
            let joined = before.with(player).unwrap();
            let gain = game.exact_worth(joined) - game.exact_worth(before);
            let (shapley, banzhaf) = &mut sums[player.seat()];
            *shapley += &(&gain * orders(before.len()) * orders(players - joined.len()));
            *banzhaf += &gain;
        }
    }
    let half = Rational::from(1_u64 << (players - 1));
    sums.into_iter().map(|(a, b)| (a.over(&orders(players)).unwrap(), b.over(&half).unwrap())).unzip()
}

/// Whether every two players have the same greatest excess against each other. In a convex game that, and
/// efficiency, hold for the nucleolus alone (Maschler, Peleg & Shapley 1972).
fn is_balanced_pairwise(game: &TableGame, x: &[Rational]) -> bool {
    let surplus = |with: usize, without: usize| {
        let has = |s: &Coalition| s.bits() >> with & 1 == 1 && s.bits() >> without & 1 == 0;
        game.coalitions().filter(has).map(|s| game.exact_worth(s) - of(x, s)).max()
    };
    let players = game.player_count();
    of(x, game.grand()) == game.exact_worth(game.grand())
        && (0..players).all(|i| (0..i).all(|j| surplus(i, j) == surplus(j, i)))
}

fn is_convex(game: &TableGame) -> bool {
    game.coalitions().all(|s| {
        game.coalitions().all(|t| {
            let both = game.exact_worth(s.union(t)) + game.exact_worth(s.intersection(t));
            game.exact_worth(s) + game.exact_worth(t) <= both
        })
    })
}

#[test]
fn the_checks_of_this_file_can_fail() {
    let game = TableGame::from_integers(vec![0, 0, 0, 4, 0, 0, 4, 8]).unwrap();
    assert!(is_in_core(&game, &exact(&[0, 8, 0])));
    assert!(!is_in_core(&game, &exact(&[5, 0, 3])));
    assert!(!is_in_core(&game, &exact(&[0, 9, 0])));
    assert!(is_balanced_pairwise(&game, &exact(&[2, 4, 2])));
    assert!(!is_balanced_pairwise(&game, &exact(&[3, 2, 3])));
    assert!(is_convex(&game));
    assert!(!is_convex(&TableGame::from_integers(vec![0, 0, 0, 4, 0, 0, 4, 6]).unwrap()));
}

#[test]
fn airport_fees_are_the_shapley_value_and_the_nucleolus() {
    let mut draw = Draw(21);
    for round in 0..60 {
        let players = 1 + round % 6;
        let costs = fractions(&mut draw, players, 0, 12);
        let game = Airport::new(costs.clone()).unwrap();
        let costs_of_all = table(&game);
        assert_eq!(airport::shapley_value(&game), values(&costs_of_all).0, "{costs:?}");

        let saved = savings(&costs_of_all).unwrap();
        assert!(is_convex(&saved));
        let amounts = airport::nucleolus(&game);
        let kept: Vec<_> = costs.iter().zip(&amounts).map(|(cost, paid)| cost - paid).collect();
        assert!(is_balanced_pairwise(&saved, &kept), "{costs:?}: {amounts:?}");
        assert!(is_in_core(&saved, &kept));
    }
}

#[test]
fn equal_aircraft_pay_equal_fees_in_whatever_order() {
    let nucleolus = |costs: &[i64]| airport::nucleolus(&Airport::new(costs.to_vec()).unwrap());
    assert_eq!(nucleolus(&[6, 6, 6]), exact(&[2, 2, 2]));
    let (one, other) = (nucleolus(&[1, 5, 9, 9]), nucleolus(&[9, 1, 9, 5]));
    assert_eq!([&one[0], &one[1], &one[2]], [&other[1], &other[3], &other[0]]);
    assert_eq!(one[2], one[3]);
    assert_eq!(nucleolus(&[0, 0]), exact(&[0, 0]));
}

#[test]
fn the_estates_of_the_mishnah_are_divided_as_it_says() {
    let divide = |estate: i64| bankruptcy::nucleolus(&Bankruptcy::new(estate, [100, 200, 300]).unwrap());
    let third = Rational::new(100, 3).unwrap();
    assert_eq!(divide(100), vec![third; 3]);
    assert_eq!(divide(200), exact(&[50, 75, 75]));
    assert_eq!(divide(300), exact(&[50, 100, 150]));
    // Beyond half of all claims losses are divided: Aumann & Maschler (1985), table I continued.
    assert_eq!(divide(400), exact(&[50, 125, 225]));
    assert_eq!(divide(600), exact(&[100, 200, 300]));
    // The contested garment: 12, halves of the contested part.
    let garment = bankruptcy::nucleolus(&Bankruptcy::new(2, [2, 1]).unwrap());
    assert_eq!(garment, ["3/2", "1/2"].map(|text| text.parse().unwrap()));
}

#[test]
fn divided_estates_are_the_nucleolus() {
    let mut draw = Draw(22);
    for round in 0..60 {
        let claims = fractions(&mut draw, 1 + round % 6, 0, 12);
        let share = Rational::new(draw.below(9), 8).unwrap();
        let estate = claims.iter().sum::<Rational>() * share;
        let game = Bankruptcy::new(estate, claims).unwrap();
        let worths = table(&game);
        assert!(is_convex(&worths));
        assert!(is_balanced_pairwise(&worths, &bankruptcy::nucleolus(&game)), "{game:?}");
    }
}

#[test]
fn edges_are_shared_by_their_ends() {
    let mut draw = Draw(23);
    for _ in 0..20 {
        let edges: Vec<_> =
            (0..9).map(|_| (draw.below(5), draw.below(5), fraction(&mut draw, -9, 9))).collect();
        let game = InducedSubgraph::new(5, edges).unwrap();
        assert_eq!(induced_subgraph::shapley_value(&game), values(&table(&game)).0);
    }
}

#[test]
fn the_ends_of_the_core_of_an_assignment_are_what_each_side_can_hope_for() {
    let mut draw = Draw(24);
    for (buyers, sellers) in [(1, 1), (2, 2), (3, 3), (2, 4), (4, 2), (3, 4), (1, 3)] {
        for _ in 0..6 {
            let surplus: Vec<_> = (0..buyers).map(|_| fractions(&mut draw, sellers, 0, 8)).collect();
            let game = Assignment::new(surplus).unwrap();
            let worths = table(&game);
            let (theirs, ours) = (assignment::buyer_optimal(&game), assignment::seller_optimal(&game));
            assert!(is_in_core(&worths, &theirs), "{game:?}: {theirs:?}");
            assert!(is_in_core(&worths, &ours), "{game:?}: {ours:?}");
            // Nobody has more anywhere in the core than it adds, and its side's best point gives that
            // (Demange 1982; Leonard 1983).
            for player in worths.grand().players() {
                let all = worths.exact_worth(worths.grand());
                let adds = all - worths.exact_worth(worths.grand().without(player));
                let best = if player.seat() < buyers { &theirs } else { &ours };
                assert_eq!(best[player.seat()], adds);
            }
        }
    }
}

#[test]
fn the_houses_of_shapley_and_shubik_have_their_core() {
    let game = Assignment::new([[5, 8, 2], [7, 9, 6], [2, 3, 0]]).unwrap();
    assert_eq!(assignment::buyer_optimal(&game), exact(&[5, 6, 1, 1, 3, 0]));
    assert_eq!(assignment::seller_optimal(&game), exact(&[3, 5, 0, 2, 5, 1]));
}

#[test]
fn trees_are_paid_for_within_the_core() {
    let mut draw = Draw(25);
    for round in 0..30 {
        let players = 1 + round % 6;
        let direct = fractions(&mut draw, players, 0, 20);
        let links: Vec<_> = (0..2 * players)
            .map(|_| (draw.below(players), draw.below(players), fraction(&mut draw, 0, 9)))
            .filter(|(from, to, _)| from != to)
            .collect();
        let game = SpanningTree::new(direct, links).unwrap();
        let saved = savings(&table(&game)).unwrap();
        let paid = spanning_tree::bird(&game);
        let alone = |seat: usize| game.exact_worth(Coalition::from_bits(1 << seat));
        let kept: Vec<_> = paid.iter().enumerate().map(|(seat, paid)| alone(seat) - paid).collect();
        assert!(is_in_core(&saved, &kept), "{game:?}");
    }
}

#[test]
fn a_cut_a_plan_and_an_equilibrium_give_core_points() {
    let mut draw = Draw(26);
    let mut positive = 0;
    for _ in 0..30 {
        let edges: Vec<_> = (0..12)
            .map(|_| FlowEdge {
                from: draw.below(5),
                to: draw.below(5),
                capacity: fraction(&mut draw, 0, 9),
                owner: draw.below(4),
            })
            .collect();
        let network = Flow::new(4, 5, 0, 4, edges).unwrap();
        let worths = table(&network);
        positive += usize::from(worths.exact_worth(worths.grand()).is_positive());
        assert!(is_in_core(&worths, &flow::core_point(&network)), "{network:?}");

        let resources: Vec<_> = (0..4).map(|_| fractions(&mut draw, 3, 0, 9)).collect();
        let technology: Vec<_> = (0..3).map(|_| fractions(&mut draw, 4, 1, 9)).collect();
        let plant = LinearProduction::new(resources, technology, fractions(&mut draw, 4, -2, 9)).unwrap();
        assert!(is_in_core(&table(&plant), &production::core_point(&plant)), "{plant:?}");

        let endowments: Vec<_> = (0..4).map(|_| fractions(&mut draw, 2, 0, 5)).collect();
        let mut piece = || Piece::new(fractions(&mut draw, 2, -3, 9), fraction(&mut draw, -3, 9));
        let utilities: Vec<Vec<_>> = (0..4).map(|_| (0..3).map(|_| piece()).collect()).collect();
        let traders = Market::new(endowments.clone(), utilities).unwrap();
        // Worths have many denominators: scanned without a table.
        let x = market::core_point(&traders);
        let grand = Coalition::from_bits(0b1111);
        assert_eq!(of(&x, grand), traders.exact_worth(grand), "{traders:?}");
        for s in (0..16).map(Coalition::from_bits) {
            assert!(traders.exact_worth(s) <= of(&x, s), "{traders:?}: {s:?}");
        }
        let equilibrium = traders.equilibrium();
        for good in 0..2 {
            let held: Rational = equilibrium.bundles.iter().map(|bundle| &bundle[good]).sum();
            assert_eq!(held, endowments.iter().map(|own| &own[good]).sum());
        }
        assert!(equilibrium.bundles.iter().flatten().all(|amount| !amount.is_negative()));
    }
    assert!(positive >= 15, "{positive}");
}

#[test]
fn values_by_profiles_are_those_of_the_table() {
    let mut draw = Draw(27);
    for _ in 0..20 {
        let labels: Vec<_> = (0..6).map(|_| draw.below(3)).collect();
        let types = PlayerTypes::by_label(&labels).unwrap();
        let game = TypedGame::from_rationals(types, |profile| {
            if profile.iter().all(|k| *k == 0) { Rational::zero() } else { fraction(&mut draw, -9, 30) }
        })
        .unwrap();
        let (shapley, banzhaf) = values(&game.expand().unwrap());
        assert_eq!(typed::shapley_value(&game), shapley);
        assert_eq!(typed::banzhaf_value(&game), banzhaf);
    }
}

#[test]
fn the_security_council_has_its_published_power() {
    let council = WeightedVoting::new(39, [[7; 5].as_slice(), &[1; 10]].concat()).unwrap();
    let council = TypedGame::from_voting(&council).unwrap();
    let shapley = typed::shapley_value(&council);
    assert!(shapley[..5].iter().all(|value| value.to_string() == "421/2145"));
    assert!(shapley[5..].iter().all(|value| value.to_string() == "4/2145"));
    // 848 winning coalitions; an elected member is critical where all five and exactly three others agree.
    let banzhaf = typed::banzhaf_value(&council);
    assert_eq!(banzhaf[0], Rational::new(848, 1 << 14).unwrap());
    assert_eq!(banzhaf[14], Rational::new(84, 1 << 14).unwrap());
}

#[test]
fn sixty_four_voters_and_worths_at_the_edge_are_exact() {
    // Of 64 equal voters each has a 64th, whatever the quota.
    let parliament = TypedGame::from_voting(&WeightedVoting::new(40, [1; 64]).unwrap()).unwrap();
    assert_eq!(typed::shapley_value(&parliament), vec![Rational::new(1, 64).unwrap(); 64]);
    // Gains of 2^64 times C(63, 32) coalitions leave 128 bits together.
    let types = PlayerTypes::by_label(&[0; 64]).unwrap();
    let extreme = TypedGame::from_integers(types, |k| match k[0] {
        0 => 0,
        odd if odd % 2 == 1 => i64::MAX,
        _ => -i64::MAX,
    });
    let extreme = extreme.unwrap();
    assert_eq!(typed::shapley_value(&extreme)[0], Rational::new(-i64::MAX, 64).unwrap());
    // Gains alternate, and all but the first from nobody cancel in the alternating sum of binomials.
    let alternating = typed::banzhaf_value(&extreme)[63].clone();
    assert_eq!(alternating, Rational::new(-i128::from(i64::MAX), 1_u128 << 63).unwrap());
}
