//! Solutions of games that are never a table, as n grows.

use willing::game::tu::structured::{Airport, Assignment, Bankruptcy, SpanningTree, WeightedVoting};
use willing::game::tu::typed::TypedGame;
use willing::game::{Certificate, Rational, Verdict};
use willing::solver::nucleolus::Nucleolus;
use willing::solver::structured::{airport, assignment, bankruptcy, spanning_tree, typed};

use crate::clock::timed;

/// A solution of a structured game whose time is measured for growing n.
#[derive(Clone, Copy, Debug)]
pub struct Structured {
    /// What is solved for.
    pub name: &'static str,
    solve: fn(usize) -> Option<f64>,
}

impl Structured {
    /// The processor seconds for `players` players, at most 64; `None` if there was no answer, or a wrong one.
    #[must_use]
    pub fn measure(&self, players: usize) -> Option<f64> {
        (self.solve)(players)
    }
}

/// A number in 1..=100 for each place, the same every time, without a pattern.
fn number(place: usize) -> i64 {
    let mixed = (place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    1 + i64::try_from((mixed ^ mixed >> 29) % 100).unwrap_or_default()
}

fn numbers(players: usize) -> impl Iterator<Item = i64> {
    (0..players).map(number)
}

/// The time of an allocation that has to sum to this.
fn sums_to(total: &Rational, (amounts, seconds): (Vec<Rational>, f64)) -> Option<f64> {
    (amounts.iter().sum::<Rational>() == *total).then_some(seconds)
}

fn largest(players: usize) -> Rational {
    Rational::from(numbers(players).max().unwrap_or_default())
}

/// Five large voters and many small ones, as interchangeable players.
fn voting(players: usize) -> Option<TypedGame> {
    let large = (players as u64 - 3) / 2;
    let weights: Vec<u64> = (0..players).map(|player| if player < 5 { large } else { 1 }).collect();
    let game = WeightedVoting::new(4 * large + players as u64 - 4, weights).ok()?;
    TypedGame::from_voting(&game).ok()
}

/// All that is measured. Answers are verified: by their certificate where there is one, else by what they sum to.
#[must_use]
pub fn structured() -> Vec<Structured> {
    let measured = |name, solve| Structured { name, solve };
    vec![
        measured("airport, Shapley value", |players| {
            let game = Airport::new(numbers(players)).ok()?;
            sums_to(&largest(players), timed(|| airport::shapley_value(&game)))
        }),
        measured("airport, nucleolus", |players| {
            let game = Airport::new(numbers(players)).ok()?;
            sums_to(&largest(players), timed(|| airport::nucleolus(&game)))
        }),
        measured("bankruptcy, nucleolus", |players| {
            let estate = numbers(players).sum::<i64>() / 3;
            let game = Bankruptcy::new(estate, numbers(players)).ok()?;
            sums_to(&estate.into(), timed(|| bankruptcy::nucleolus(&game)))
        }),
        measured("assignment, core point", |players| {
            let side = players / 2;
            let rows = (0..side).map(|row| (0..side).map(move |column| number(row * side + column)));
            let game = Assignment::new(rows).ok()?;
            let (buyers, seconds) = timed(|| assignment::buyer_optimal(&game));
            let sellers = assignment::seller_optimal(&game);
            (buyers.iter().sum::<Rational>() == sellers.iter().sum::<Rational>()).then_some(seconds)
        }),
        measured("spanning tree, Bird's core point", |players| {
            let pairs = (0..players).flat_map(|one| (0..one).map(move |other| (one, other)));
            let links = pairs.map(|(one, other)| (one, other, number(one * players + other)));
            let game = SpanningTree::new(numbers(players), links).ok()?;
            let tree = game.tree(willing::game::Coalition::grand(players).ok()?);
            let cost = tree.iter().map(|branch| &branch.cost).sum::<Rational>();
            sums_to(&cost, timed(|| spanning_tree::bird(&game)))
        }),
        measured("two types of voters, Shapley value", |players| {
            let game = voting(players)?;
            sums_to(&Rational::one(), timed(|| typed::shapley_value(&game)))
        }),
        measured("two types of voters, nucleolus", |players| {
            let game = voting(players)?;
            let (verdict, seconds) = timed(|| Nucleolus::new().solve_typed(&game));
            let Verdict::Exists(nucleolus) = verdict.ok()? else { return None };
            nucleolus.check(&game).is_ok().then_some(seconds)
        }),
    ]
}
