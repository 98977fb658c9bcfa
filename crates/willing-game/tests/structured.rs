//! Structured games: worths agree with their definitions, malformed inputs are refused by value and place.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "small draws"
)]

mod drawn;

use drawn::{Draw, agrees, coalitions, seats};
use willing_game::tu::structured::{
    Airport, Assignment, Bankruptcy, Flow, FlowEdge, InducedSubgraph, LinearProduction, Market, Piece,
    SpanningTree, WeightedVoting,
};
use willing_game::tu::{Error, ExactCharacteristicFunction};
use willing_game::{Coalition, Rational};

fn refused(what: &'static str, place: usize, value: &str, expected: &'static str) -> Error {
    Error::OutOfRange { what, place, value: value.into(), expected }
}

fn players(got: usize) -> Error {
    Error::PlayerCount { got, least: 1, most: 64 }
}

const NO_ROWS: [[i64; 1]; 0] = [];
const NO_LINKS: [(usize, usize, i64); 0] = [];

#[test]
fn a_coalition_at_exactly_the_quota_wins() {
    let game = WeightedVoting::new(5, [3, 2, 2]).unwrap();
    assert!(game.wins(Coalition::from_bits(0b011)));
    assert!(!game.wins(Coalition::from_bits(0b110)));
    agrees(&game, |s| i64::from(seats(s).iter().map(|&k| [3, 2, 2][k]).sum::<i32>() >= 5).into());
}

#[test]
fn nothing_passes_without_a_veto_player() {
    let veto = Coalition::from_bits(0b100);
    let game = WeightedVoting::new(2, [1; 3]).unwrap().with_veto(veto).unwrap();
    let winning: Vec<_> = coalitions(3).filter(|&s| game.wins(s)).map(Coalition::bits).collect();
    assert_eq!(winning, [0b101, 0b110, 0b111]);
    let outside = Coalition::from_bits(0b1000);
    assert_eq!(game.with_veto(outside), Err(Error::NoSuchCoalition { coalition: outside, players: 3 }));
}

#[test]
fn voting_weights_and_quotas_are_checked() {
    let quota = "1 or more, and no more than the sum of the weights";
    assert_eq!(WeightedVoting::new(1, []), Err(players(0)));
    assert_eq!(WeightedVoting::new(1, vec![1; 65]), Err(players(65)));
    assert_eq!(WeightedVoting::new(0, [1, 2]), Err(refused("quota", 0, "0", quota)));
    assert_eq!(WeightedVoting::new(4, [1, 2]), Err(refused("quota", 0, "4", quota)));
    assert!(WeightedVoting::new(3, [1, 2]).is_ok());
    assert_eq!(
        WeightedVoting::new(1, [u64::MAX, 0, 1]),
        Err(refused("weight", 2, "1", "a sum of weights below 2^64"))
    );
    assert!(WeightedVoting::new(u64::MAX, [u64::MAX, 0]).is_ok());
}

#[test]
fn the_largest_member_sets_the_runway() {
    let mut draw = Draw(1);
    for _ in 0..10 {
        let costs: Vec<_> = (0..5).map(|_| draw.fraction(0, 30)).collect();
        let game = Airport::new(costs.clone()).unwrap();
        agrees(&game, |s| seats(s).iter().map(|&k| costs[k].clone()).fold(Rational::zero(), Rational::max));
    }
    assert_eq!(Airport::new([0_i64; 0]), Err(players(0)));
    assert_eq!(Airport::new([1; 65]), Err(players(65)));
    assert_eq!(Airport::new([1, 2, -3]), Err(refused("cost", 2, "-3", "0 or more")));
}

#[test]
fn a_bankrupt_estate_leaves_what_others_do_not_claim() {
    let game = Bankruptcy::new(300, [100, 200, 300]).unwrap();
    let worths: Vec<_> = coalitions(3).map(|s| game.exact_worth(s).to_string()).collect();
    assert_eq!(worths, ["0", "0", "0", "0", "0", "100", "200", "300"]);
    let estate = "0 or more, and no more than the sum of the claims";
    assert_eq!(Bankruptcy::new(1, [0_i64; 0]), Err(players(0)));
    assert_eq!(Bankruptcy::new(1, [2; 65]), Err(players(65)));
    assert_eq!(Bankruptcy::new(1, [2, -1]), Err(refused("claim", 1, "-1", "0 or more")));
    assert_eq!(Bankruptcy::new(-1, [2, 1]), Err(refused("estate", 0, "-1", estate)));
    assert_eq!(Bankruptcy::new(4, [2, 1]), Err(refused("estate", 0, "4", estate)));
    assert!(Bankruptcy::new(3, [2, 1]).is_ok());
}

#[test]
fn a_coalition_is_worth_the_edges_within() {
    let mut draw = Draw(2);
    let edges: Vec<_> = (0..20).map(|_| (draw.below(5), draw.below(5), draw.fraction(-9, 9))).collect();
    let game = InducedSubgraph::new(5, edges.clone()).unwrap();
    agrees(&game, |s| {
        let members = seats(s);
        let within = edges.iter().filter(|(a, b, _)| members.contains(a) && members.contains(b));
        within.map(|(_, _, weight)| weight).sum()
    });
    assert_eq!(InducedSubgraph::new(0, NO_LINKS), Err(players(0)));
    assert_eq!(InducedSubgraph::new(65, NO_LINKS), Err(players(65)));
    let seat = "the seat of a player";
    assert_eq!(InducedSubgraph::new(2, [(0, 1, 1), (2, 0, 1)]), Err(refused("an end of edge", 1, "2", seat)));
    assert_eq!(InducedSubgraph::new(2, [(0, 3, 1)]), Err(refused("an end of edge", 0, "3", seat)));
}

/// Kruskal (1956), where the game uses Prim; player n is the source.
fn kruskal(direct: &[Rational], links: &[(usize, usize, Rational)], members: &[usize]) -> Rational {
    let source = direct.len();
    let mut edges: Vec<_> = members.iter().map(|&k| (direct[k].clone(), k, source)).collect();
    let inside = links.iter().filter(|(a, b, _)| members.contains(a) && members.contains(b));
    edges.extend(inside.map(|(a, b, cost)| (cost.clone(), *a, *b)));
    edges.sort();
    let mut part: Vec<usize> = (0..=source).collect();
    let mut total = Rational::zero();
    for (cost, a, b) in edges {
        let (from, to) = (part[a], part[b]);
        if from != to {
            total += &cost;
            part.iter_mut().filter(|place| **place == from).for_each(|place| *place = to);
        }
    }
    total
}

#[test]
fn trees_are_as_cheap_as_another_algorithm_finds_them() {
    let mut draw = Draw(3);
    for _ in 0..20 {
        let direct: Vec<_> = (0..6).map(|_| draw.fraction(5, 30)).collect();
        let pair = |draw: &mut Draw| {
            let from = draw.below(6);
            (from, (from + 1 + draw.below(5)) % 6, draw.fraction(0, 20))
        };
        let links: Vec<_> = (0..9).map(|_| pair(&mut draw)).collect();
        let game = SpanningTree::new(direct.clone(), links.clone()).unwrap();
        agrees(&game, |s| kruskal(&direct, &links, &seats(s)));
    }
}

#[test]
fn malformed_networks_of_links_are_refused() {
    assert_eq!(SpanningTree::new([0_i64; 0], NO_LINKS), Err(players(0)));
    assert_eq!(SpanningTree::new([1; 65], NO_LINKS), Err(players(65)));
    let own = "cost of the link to the source of player";
    assert_eq!(SpanningTree::new([1, -2], NO_LINKS), Err(refused(own, 1, "-2", "0 or more")));
    assert_eq!(
        SpanningTree::new([1, 2], [(0, 1, 4), (0, 1, -1)]),
        Err(refused("cost of link", 1, "-1", "0 or more"))
    );
    for (from, to) in [(0, 0), (2, 0), (0, 2)] {
        let refused = Err(Error::Edge { from, to, players: 2 });
        assert_eq!(SpanningTree::new([1, 2], [(from, to, 1)]), refused);
    }
    let both_ways = SpanningTree::new([1, 2], [(0, 1, 4), (1, 0, 3), (0, 1, 5)]).unwrap();
    assert_eq!(both_ways.between(0, 1), Some(&3.into()));
    assert_eq!(both_ways.between(1, 1), None);
}

/// The best matching by trying every partner of the first buyer.
fn best_by_trial(surplus: &[Vec<Rational>], buyers: &[usize], sellers: &[usize]) -> Rational {
    let Some((&first, others)) = buyers.split_first() else { return Rational::zero() };
    let alone = best_by_trial(surplus, others, sellers);
    let paired = sellers.iter().map(|&seller| {
        let rest: Vec<_> = sellers.iter().copied().filter(|&other| other != seller).collect();
        &surplus[first][seller] + best_by_trial(surplus, others, &rest)
    });
    paired.fold(alone, Rational::max)
}

#[test]
fn matchings_are_as_good_as_trial_finds_them() {
    let mut draw = Draw(4);
    for (buyers, sellers) in [(1, 1), (3, 3), (2, 4), (4, 2), (4, 3), (1, 5)] {
        for _ in 0..8 {
            let row = |draw: &mut Draw| -> Vec<_> { (0..sellers).map(|_| draw.fraction(0, 12)).collect() };
            let surplus: Vec<_> = (0..buyers).map(|_| row(&mut draw)).collect();
            let game = Assignment::new(surplus.clone()).unwrap();
            agrees(&game, |s| {
                let (left, right): (Vec<_>, Vec<_>) = seats(s).into_iter().partition(|&k| k < buyers);
                let right: Vec<_> = right.into_iter().map(|k| k - buyers).collect();
                let matching = game.matching(s);
                assert_eq!(matching.len(), left.len().min(right.len()));
                assert!(matching.iter().all(|(b, s)| left.contains(b) && right.contains(s)));
                best_by_trial(&surplus, &left, &right)
            });
        }
    }
}

#[test]
fn houses_are_traded_where_they_are_worth_more() {
    let game = Assignment::from_valuations([[23, 26, 20], [22, 24, 21], [21, 22, 17]], [18, 15, 19]).unwrap();
    assert_eq!(game.surplus()[0], [5, 11, 1].map(Rational::from));
    assert_eq!(game.surplus()[2][2], 0.into());
    assert_eq!(
        Assignment::from_valuations([[1, 2]], [1]),
        Err(refused("number of sellers for buyer", 0, "2", "as many as reservation prices"))
    );
}

#[test]
fn malformed_surpluses_are_refused() {
    let sellers = "number of sellers for buyer";
    assert_eq!(Assignment::new(NO_ROWS), Err(players(0)));
    assert_eq!(Assignment::new(vec![vec![1; 33]; 32]), Err(players(65)));
    assert_eq!(Assignment::new(vec![Vec::<i64>::new()]), Err(refused(sellers, 0, "0", "1 or more")));
    assert_eq!(
        Assignment::new(vec![vec![1, 2], vec![3]]),
        Err(refused(sellers, 1, "1", "as many as for buyer 0"))
    );
    assert_eq!(Assignment::new([[1, 2], [3, -4]]), Err(refused("surplus", 3, "-4", "0 or more")));
}

fn edge(from: usize, to: usize, capacity: impl Into<Rational>, owner: usize) -> FlowEdge {
    FlowEdge { from, to, capacity: capacity.into(), owner }
}

#[test]
fn the_greatest_flow_is_the_least_cut() {
    let mut draw = Draw(5);
    for _ in 0..20 {
        let arc = |draw: &mut Draw| edge(draw.below(5), draw.below(5), draw.fraction(0, 9), draw.below(4));
        let edges: Vec<_> = (0..12).map(|_| arc(&mut draw)).collect();
        let game = Flow::new(4, 5, 0, 4, edges.clone()).unwrap();
        agrees(&game, |s| {
            let owners = seats(s);
            let cut = |side: usize| -> Rational {
                let crosses = |e: &&FlowEdge| side >> e.from & 1 == 1 && side >> e.to & 1 == 0;
                edges.iter().filter(|e| owners.contains(&e.owner)).filter(crosses).map(|e| &e.capacity).sum()
            };
            let found: Rational = game.minimum_cut(s).iter().map(|&place| &edges[place].capacity).sum();
            let least = (0..32).filter(|side| side & 1 == 1 && side >> 4 == 0).map(cut).min().unwrap();
            assert_eq!(found, least);
            least
        });
    }
}

#[test]
fn a_shortest_path_in_the_way_is_taken_back() {
    // The shortest path 0-1-2-5 blocks both of 0-1-3-4-5 and 0-6-7-2-5.
    let arcs = [(0, 1), (1, 2), (2, 5), (1, 3), (3, 4), (4, 5), (0, 6), (6, 7), (7, 2)];
    let game = Flow::new(1, 8, 0, 5, arcs.map(|(from, to)| edge(from, to, 1, 0))).unwrap();
    assert_eq!(game.exact_worth(Coalition::from_bits(1)), 2.into());
}

#[test]
fn malformed_networks_are_refused() {
    let flow = |players, nodes, source, sink, e: FlowEdge| Flow::new(players, nodes, source, sink, [e]);
    let good = || edge(0, 1, 1, 0);
    assert!(flow(1, 2, 0, 1, good()).is_ok());
    assert_eq!(flow(0, 2, 0, 1, good()), Err(players(0)));
    assert_eq!(flow(65, 2, 0, 1, good()), Err(players(65)));
    let nodes = |value| Err(refused("number of nodes", 0, value, "2..=65536"));
    assert_eq!(flow(1, 1, 0, 1, good()), nodes("1"));
    assert_eq!(flow(1, 65_537, 0, 1, good()), nodes("65537"));
    assert_eq!(flow(1, 2, 2, 1, good()), Err(refused("source", 0, "2", "a node of the network")));
    let sink = "a node of the network other than the source";
    assert_eq!(flow(1, 2, 0, 2, good()), Err(refused("sink", 0, "2", sink)));
    assert_eq!(flow(1, 2, 0, 0, good()), Err(refused("sink", 0, "0", sink)));
    let end = |value| Err(refused("an end of edge", 0, value, "a node of the network"));
    assert_eq!(flow(1, 2, 0, 1, edge(5, 1, 1, 0)), end("5"));
    assert_eq!(flow(1, 2, 0, 1, edge(0, 6, 1, 0)), end("6"));
    assert_eq!(
        flow(1, 2, 0, 1, edge(0, 1, 1, 1)),
        Err(refused("owner of edge", 0, "1", "the seat of a player"))
    );
    assert_eq!(flow(1, 2, 0, 1, edge(0, 1, -1, 0)), Err(refused("capacity of edge", 0, "-1", "0 or more")));
}

/// The best corner of a program with two variables, found by cutting every two of its lines.
fn best_corner(rows: &[[Rational; 3]], prices: &[Rational]) -> Rational {
    let mut lines = rows.to_vec();
    lines.push([(-1).into(), 0.into(), 0.into()]);
    lines.push([0.into(), (-1).into(), 0.into()]);
    let mut best = Rational::zero();
    for [a, b, c] in &lines {
        for [d, e, f] in &lines {
            let determinant = a * e - b * d;
            let (Some(x), Some(y)) = ((c * e - b * f).over(&determinant), (a * f - c * d).over(&determinant))
            else {
                continue;
            };
            if lines.iter().all(|[a, b, c]| a * &x + b * &y <= *c) {
                best = best.max(&prices[0] * &x + &prices[1] * &y);
            }
        }
    }
    best
}

#[test]
fn plans_are_as_good_as_the_best_corner() {
    let mut draw = Draw(6);
    for _ in 0..20 {
        let mut rows = |count: usize, width: usize, low| -> Vec<Vec<Rational>> {
            (0..count).map(|_| (0..width).map(|_| draw.fraction(low, 9)).collect()).collect()
        };
        let (resources, technology) = (rows(4, 3, 0), rows(3, 2, 1));
        let prices = rows(1, 2, -2).remove(0);
        let game = LinearProduction::new(resources.clone(), technology.clone(), prices.clone()).unwrap();
        agrees(&game, |s| {
            let bound = |r: usize| seats(s).iter().map(|&k| &resources[k][r]).sum::<Rational>();
            let row = |r: usize| [technology[r][0].clone(), technology[r][1].clone(), bound(r)];
            best_corner(&[row(0), row(1), row(2)], &prices)
        });
    }
}

#[test]
fn production_without_bound_or_shape_is_refused() {
    let grand = Coalition::from_bits(0b11);
    assert_eq!(
        LinearProduction::new([[1], [2]], [[1, -1]], [1, 2]),
        Err(Error::Unbounded { coalition: grand })
    );
    // Nothing owned and nothing needed: unbounded all the same.
    assert_eq!(LinearProduction::new([[0], [0]], [[0]], [1]), Err(Error::Unbounded { coalition: grand }));
    assert!(LinearProduction::new([[1], [2]], [[1, -1]], [1, -2]).is_ok());
    assert_eq!(LinearProduction::new(NO_ROWS, [[1]], [1]), Err(players(0)));
    assert_eq!(LinearProduction::new([[1]; 65], [[1]], [1]), Err(players(65)));
    assert_eq!(
        LinearProduction::new([vec![1], vec![1, 2]], [[1]], [1]),
        Err(refused("number of resources of player", 1, "2", "one for each row of the technology"))
    );
    assert_eq!(
        LinearProduction::new([[1]], [[1]], [1, 2]),
        Err(refused("number of products of technology row", 0, "1", "one for each price"))
    );
    assert_eq!(
        LinearProduction::new([[1], [-2]], [[1]], [1]),
        Err(refused("amount of a resource", 1, "-2", "0 or more"))
    );
}

/// The pieces of a concave utility that the k-th unit of one good adds `gains[k]` to.
fn pieces(gains: &[i64]) -> Vec<Piece> {
    let mut so_far = 0;
    let mut pieces = Vec::new();
    for (unit, &gain) in gains.iter().enumerate() {
        pieces.push(Piece::new([gain], so_far - gain * unit as i64));
        so_far += gain;
    }
    pieces
}

#[test]
fn one_good_goes_unit_by_unit_to_whom_it_adds_most() {
    let mut draw = Draw(7);
    for low in [0, -5] {
        for _ in 0..10 {
            let own: Vec<i64> = (0..4).map(|_| draw.within(0, 2)).collect();
            let gains: Vec<Vec<i64>> = (0..4)
                .map(|_| {
                    let mut gains: Vec<_> = (0..8).map(|_| draw.within(low, 9)).collect();
                    gains.sort_unstable_by(|one, other| other.cmp(one));
                    gains
                })
                .collect();
            let market = Market::new(own.iter().map(|own| [*own]), gains.iter().map(|g| pieces(g))).unwrap();
            agrees(&market, |s| {
                let units: i64 = seats(s).iter().map(|&k| own[k]).sum();
                let mut all: Vec<_> = seats(s).iter().flat_map(|&k| gains[k].clone()).collect();
                all.sort_unstable_by(|one, other| other.cmp(one));
                // Nothing can be thrown away: units that harm are held too.
                all.iter().take(units as usize).sum::<i64>().into()
            });
        }
    }
}

#[test]
fn gloves_are_a_market() {
    let pair = || [Piece::new([1, 0], 0), Piece::new([0, 1], 0)];
    let market = Market::new([[1, 0], [1, 0], [0, 1]], [pair(), pair(), pair()]).unwrap();
    let worths: Vec<_> = coalitions(3).map(|s| market.exact_worth(s).to_string()).collect();
    assert_eq!(worths, ["0", "0", "0", "0", "0", "1", "1", "1"]);
    // With one piece each there is nothing but sums.
    let flat = Market::new([[2], [3]], [[Piece::new([5], 1)], [Piece::new([7], -4)]]).unwrap();
    assert_eq!(flat.exact_worth(Coalition::from_bits(0b11)), 32.into());
    assert_eq!(flat.exact_worth(Coalition::from_bits(0b10)), 17.into());
    assert_eq!(flat.exact_worth(Coalition::EMPTY), 0.into());
}

#[test]
fn malformed_markets_are_refused() {
    let one = || vec![Piece::new([1], 0)];
    assert_eq!(Market::new(NO_ROWS, [one()]), Err(players(0)));
    assert_eq!(Market::new([[1]; 65], vec![one(); 65]), Err(players(65)));
    assert_eq!(
        Market::new([[1], [2]], [one()]),
        Err(Error::Length { what: "utilities", got: 1, players: 2 })
    );
    assert_eq!(
        Market::new([vec![1], vec![1, 2]], [one(), one()]),
        Err(refused("number of goods of player", 1, "2", "as many as for player 0"))
    );
    assert_eq!(Market::new([[1], [-1]], [one(), one()]), Err(refused("endowment", 1, "-1", "0 or more")));
    assert_eq!(
        Market::new([[1], [1]], [one(), vec![]]),
        Err(refused("number of pieces of the utility of player", 1, "0", "1 or more"))
    );
    assert_eq!(
        Market::new([[1]], [[Piece::new([1], 0), Piece::new([1, 2], 0)]]),
        Err(refused("number of slopes of a piece of player", 0, "2", "one for each good"))
    );
}

#[test]
fn sixty_four_players_are_as_good_as_four() {
    let grand = Coalition::grand(64).unwrap();
    let half = Coalition::from_bits(u64::MAX >> 32);
    let seats = || 0..64_i64;
    assert_eq!(WeightedVoting::new(64, [1; 64]).unwrap().exact_worth(grand), 1.into());
    assert_eq!(Airport::new(seats()).unwrap().exact_worth(half), 31.into());
    assert_eq!(Bankruptcy::new(1_000, seats()).unwrap().exact_worth(grand), 1_000.into());
    let line = (0..63).map(|k| (k, k + 1, 1));
    assert_eq!(InducedSubgraph::new(64, line.clone()).unwrap().exact_worth(grand), 63.into());
    assert_eq!(SpanningTree::new([3; 64], line).unwrap().exact_worth(grand), 66.into());
    let square = (0..32_i64).map(|row| (0..32_i64).map(move |column| row * column));
    let squares = (0..32_i64).map(|k| k * k).sum::<i64>();
    assert_eq!(Assignment::new(square).unwrap().exact_worth(grand), squares.into());
    let parallel = (0..64).map(|owner| edge(0, 1, owner as i64, owner));
    assert_eq!(Flow::new(64, 2, 0, 1, parallel).unwrap().exact_worth(half), 496.into());
    let own = seats().map(|k| [k % 2, 1 - k % 2]);
    let gloves = LinearProduction::new(own.clone(), [[1], [1]], [1]).unwrap();
    assert_eq!(gloves.exact_worth(grand), 32.into());
    let pair = vec![Piece::new([1, 0], 0), Piece::new([0, 1], 0)];
    assert_eq!(Market::new(own, vec![pair; 64]).unwrap().exact_worth(half), 16.into());
}
