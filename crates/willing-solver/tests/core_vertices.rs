//! Vertices of the core: against all systems of tight coalitions, marginal vectors of convex games, with evidence.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test that meets the unexpected fails"
)]

mod small_games;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use small_games::{Draws, by_size, fano, gloves, winning};
use willing_check::core::{CoreVertices, EmptyRelaxedCore, VertexViolation};
use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Limit, Rational, Verdict};
use willing_solver::Run;
use willing_solver::core::{VertexError, Vertices};

type Points = BTreeSet<Vec<Rational>>;

fn decide(game: &TableGame, slack: &Rational) -> Result<CoreVertices, EmptyRelaxedCore> {
    match Vertices::new().slack(slack.clone()).solve(game).unwrap() {
        Verdict::Exists(evidence) => evidence.check(game).map(|()| Ok(evidence)).unwrap(),
        Verdict::Impossible(evidence) => evidence.check(game).map(|()| Err(evidence)).unwrap(),
        Verdict::Undecided(limit) => panic!("{limit}"),
    }
}

fn points(list: &CoreVertices) -> Points {
    list.vertices.iter().map(|vertex| vertex.allocation.amounts().to_vec()).collect()
}

/// Solves a square system by elimination; `None` if it is singular.
fn solve(mut rows: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
    let size = rows.len();
    for column in 0..size {
        let pivot = (column..size).find(|&row| !rows[row][column].is_zero())?;
        rows.swap(column, pivot);
        let scale = rows[column][column].reciprocal()?;
        rows[column] = rows[column].iter().map(|entry| entry * &scale).collect();
        for row in (0..size).filter(|&row| row != column) {
            let factor = rows[row][column].clone();
            let along = rows[column].clone();
            rows[row] = rows[row].iter().zip(&along).map(|(entry, along)| entry - &factor * along).collect();
        }
    }
    Some(rows.into_iter().map(|row| row[size].clone()).collect())
}

/// All points at which n − 1 coalitions and N are tight, and nobody else lacks anything.
fn by_all_systems(game: &TableGame, slack: &Rational) -> Points {
    let players = game.player_count();
    let bounding: Vec<Coalition> =
        game.coalitions().filter(|c| !c.is_empty() && *c != game.grand()).collect();
    let claim = |coalition| {
        let worth = game.exact_worth(coalition);
        if coalition == game.grand() { worth } else { worth - slack }
    };
    let row = |coalition: Coalition| {
        let bits = (0..players).map(|seat| Rational::from((coalition.bits() >> seat & 1) as u32));
        bits.chain([claim(coalition)]).collect::<Vec<_>>()
    };
    let mut found = Points::new();
    for set in 0u32..1 << bounding.len() {
        if set.count_ones() as usize + 1 != players {
            continue;
        }
        let tight = bounding.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1).map(|(_, c)| *c);
        let rows = tight.chain([game.grand()]).map(row).collect();
        let Some(point) = solve(rows) else { continue };
        let paid = |coalition: Coalition| -> Rational { coalition.players().map(|p| &point[p.seat()]).sum() };
        if bounding.iter().all(|coalition| paid(*coalition) >= claim(*coalition)) {
            found.insert(point);
        }
    }
    found
}

/// The marginal contributions in all orders of joining.
fn marginal_vectors(game: &TableGame) -> Points {
    fn join(game: &TableGame, here: Coalition, amounts: &mut Vec<Rational>, found: &mut Points) {
        if here == game.grand() {
            found.insert(amounts.clone());
        }
        for player in game.grand().difference(here).players() {
            let next = here.with(player).unwrap();
            amounts[player.seat()] = game.exact_worth(next) - game.exact_worth(here);
            join(game, next, amounts, found);
        }
    }
    let mut found = Points::new();
    join(game, Coalition::EMPTY, &mut vec![Rational::zero(); game.player_count()], &mut found);
    found
}

#[test]
fn vertices_are_those_of_all_tight_systems() {
    let mut draws = Draws(1);
    let (mut empty, mut many) = (0, 0);
    for round in 0..200 {
        let players = 1 + round % 4;
        let game = draws.game(players, -2, 3);
        let slack = Rational::new(draws.between(-1, 4), 1 + draws.below(3)).unwrap();
        let expected = by_all_systems(&game, &slack);
        match decide(&game, &slack) {
            Ok(list) => assert_eq!(points(&list), expected, "{game:?} {slack}"),
            Err(_) => assert!(expected.is_empty(), "{game:?} {slack}"),
        }
        empty += usize::from(expected.is_empty());
        many += usize::from(expected.len() > 4);
    }
    assert!(empty > 20 && many > 10, "{empty} {many}");
}

#[test]
fn vertices_of_convex_games_are_the_marginal_vectors_and_only_of_those() {
    // Shapley (1971), Ichiishi (1981): convex if and only if all marginal vectors are in the core.
    let mut draws = Draws(2);
    for round in 0..40 {
        let players = 2 + round % 4;
        // Sums of unanimity games with weights that are not negative are convex.
        let weights: Vec<i64> =
            (0..1 << players).map(|mask: u64| if mask == 0 { 0 } else { draws.between(0, 2) }).collect();
        let worth =
            |mask: usize| (0..weights.len()).filter(|part| part & !mask == 0).map(|part| weights[part]).sum();
        let game = TableGame::from_integers((0..weights.len()).map(worth).collect()).unwrap();
        let list = decide(&game, &Rational::zero()).unwrap();
        assert_eq!(points(&list), marginal_vectors(&game), "{game:?}");
    }
    let list = decide(&by_size(6, |size| size * size), &Rational::zero()).unwrap();
    assert_eq!(list.vertices.len(), 720);
    let not_convex = gloves(2, 2);
    assert_ne!(points(&decide(&not_convex, &Rational::zero()).unwrap()), marginal_vectors(&not_convex));
}

#[test]
fn known_cores_have_their_known_vertices() {
    let text = |list: &CoreVertices| -> Vec<String> {
        list.vertices.iter().map(|vertex| format!("{:?}", vertex.allocation.amounts())).collect()
    };
    let zero = Rational::zero();
    assert_eq!(text(&decide(&gloves(2, 1), &zero).unwrap()), ["[0, 0, 1]"]);
    assert_eq!(text(&decide(&gloves(2, 2), &zero).unwrap()), ["[0, 0, 1, 1]", "[1, 1, 0, 0]"]);
    // Degenerate: everybody earns nothing, in eight seats; every coalition is tight.
    assert_eq!(decide(&by_size(8, |_| 0), &zero).unwrap().vertices.len(), 1);
    // Balanced lines of the projective plane: the core is empty, the least core is the equal split.
    let game = fano();
    assert!(decide(&game, &zero).is_err());
    assert!(decide(&game, &Rational::new(3, 7).unwrap()).is_err());
    let least = Rational::new(4, 7).unwrap();
    assert_eq!(decide(&game, &least).unwrap().vertices.len(), 1);
    assert!(decide(&game, &Rational::new(5, 7).unwrap()).unwrap().vertices.len() > 7);
    // More claimed alone than there is.
    let poor = TableGame::from_integers(vec![0, 2, 2, 3]).unwrap();
    assert_eq!(decide(&poor, &zero).unwrap_err().weights.len(), 2);
}

#[test]
fn worths_of_any_size_and_floats_have_exact_vertices() {
    let unit = 1i64 << 58;
    let small = decide(&by_size(4, |size| size * size), &Rational::zero()).unwrap();
    let large = decide(&by_size(4, |size| unit * size * size), &Rational::zero()).unwrap();
    let scaled: Points = points(&small)
        .into_iter()
        .map(|point| point.iter().map(|x| x * Rational::from(unit)).collect())
        .collect();
    assert_eq!(points(&large), scaled);
    let game = TableGame::from_floats(vec![0.0, 0.1, 0.2, 0.5]).unwrap();
    let list = decide(&game, &Rational::zero()).unwrap();
    let tenth = Rational::from_float(0.1).unwrap();
    assert_eq!(list.vertices[0].allocation.amounts()[0], tenth);
}

#[test]
fn corrupted_lists_are_refused() {
    let game = by_size(4, |size| size * size);
    let fine = decide(&game, &Rational::zero()).unwrap();
    assert_eq!(fine.vertices.len(), 24);
    for place in 0..fine.vertices.len() {
        let mut bad = fine.clone();
        bad.vertices.remove(place);
        assert!(matches!(bad.check(&game), Err(VertexViolation::Missing { .. })));

        let mut bad = fine.clone();
        bad.vertices[place].tight.pop();
        assert!(matches!(bad.check(&game), Err(VertexViolation::Rank { rank: 3, .. })));

        let mut bad = fine.clone();
        bad.vertices[place].tight[0] = game.grand();
        assert!(matches!(bad.check(&game), Err(VertexViolation::NotTight { .. })));

        let mut bad = fine.clone();
        let again = bad.vertices[place].clone();
        bad.vertices.insert(place, again);
        assert!(matches!(bad.check(&game), Err(VertexViolation::Order { .. })));
    }
    let bad = CoreVertices { slack: Rational::one(), ..fine.clone() };
    assert!(matches!(bad.check(&game), Err(VertexViolation::NotTight { .. })));
    let bad = CoreVertices { slack: Rational::from(-1), ..fine.clone() };
    assert!(matches!(bad.check(&game), Err(VertexViolation::Outside { .. })));
    let bad = CoreVertices { vertices: Vec::new(), ..fine.clone() };
    assert!(matches!(bad.check(&game), Err(VertexViolation::NoVertex)));
    assert!(matches!(fine.check(&gloves(2, 2)), Err(VertexViolation::Game(_))));

    let majority = winning(3, &[3, 5, 6]);
    let fine = decide(&majority, &Rational::zero()).unwrap_err();
    let mut bad = fine.clone();
    bad.weights[0].1 = Rational::from(-1);
    assert!(matches!(bad.check(&majority), Err(VertexViolation::Weight { .. })));
    let mut bad = fine.clone();
    bad.weights.pop();
    assert!(matches!(bad.check(&majority), Err(VertexViolation::NotBalanced { .. })));
    let bad = EmptyRelaxedCore { slack: Rational::one(), ..fine };
    assert!(matches!(bad.check(&majority), Err(VertexViolation::NotEmpty { .. })));
}

#[test]
fn limits_are_answers_or_errors() {
    let game = by_size(5, |size| size * size);
    let limited = Vertices::new().vertex_limit(100).solve(&game).unwrap();
    assert_eq!(limited, Verdict::Undecided(Limit::Answers));
    let refused = Vertices::new().player_limit(4).solve(&game);
    assert_eq!(refused, Err(VertexError::PlayerLimit { players: 5, limit: 4 }));
    let refused = Vertices::new().player_limit(30).solve(&by_size(11, |size| size));
    assert_eq!(refused, Err(VertexError::PlayerLimit { players: 11, limit: 10 }));
    let stop = Run::new().cancel(Arc::new(AtomicBool::new(true)));
    let stopped = Vertices::new().run(stop).solve(&game).unwrap();
    assert_eq!(stopped, Verdict::Undecided(Limit::Cancelled));
}
