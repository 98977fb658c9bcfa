//! Core, least core, and the points that minimise excesses in lexicographic order.

use std::collections::BTreeMap;

use willing_game::Rational;
use willing_game::tu::TableGame;

use super::program::{Row, minimise};
use super::{proper, worth};

/// A lexicographic solution: the point, and the values that its linear programs found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What each player gets.
    pub amounts: Vec<Rational>,
    /// The greatest excess among those that are not the same at all points left, level by level until one point is
    /// left; strictly falling.
    pub levels: Vec<Rational>,
}

/// Whether the core is empty: whether more than v(N) is needed to content every coalition.
#[must_use]
pub fn core_is_empty(game: &TableGame) -> bool {
    let players = game.player_count();
    let content =
        |mask| Row { coefficients: indicator(mask, players), bound: worth(game, mask), equality: false };
    let rows: Vec<Row> = (1..=game.grand().bits()).map(content).collect();
    let all = vec![Rational::one(); players];
    minimise(&all, &rows).is_none_or(|optimum| optimum.value > worth(game, game.grand().bits()))
}

/// ε of the least core: the least greatest excess of a coalition that is neither empty nor grand, over all
/// efficient points; negative if the core has an interior. `None` for one player, who faces no such coalition.
#[must_use]
pub fn least_core(game: &TableGame) -> Option<Rational> {
    Sequence::new(game, Weights::Unit, Individual::Any).level()
}

/// The prenucleolus (Schmeidler 1969): the efficient point whose sorted excesses are lexicographically least.
#[must_use]
pub fn prenucleolus(game: &TableGame) -> Option<Point> {
    Sequence::new(game, Weights::Unit, Individual::Any).solve()
}

/// The nucleolus (Schmeidler 1969): the same over imputations. `None` if Σ v({i}) > v(N).
#[must_use]
pub fn nucleolus(game: &TableGame) -> Option<Point> {
    Sequence::new(game, Weights::Unit, Individual::Rational).solve()
}

/// The prenucleolus of the excesses e(S, x)/|S|.
#[must_use]
pub fn per_capita_prenucleolus(game: &TableGame) -> Option<Point> {
    Sequence::new(game, Weights::Size, Individual::Any).solve()
}

/// The nucleolus of the excesses e(S, x)/|S|. `None` if Σ v({i}) > v(N).
#[must_use]
pub fn per_capita_nucleolus(game: &TableGame) -> Option<Point> {
    Sequence::new(game, Weights::Size, Individual::Rational).solve()
}

/// The modiclus or modified nucleolus (Sudhölter 1997): the efficient point whose sorted differences
/// e(S, x) − e(T, x), over all pairs of coalitions, are lexicographically least.
///
/// Of pairs with the same 1_S − 1_T only the greatest v(S) − v(T) is kept: the other differences are the same less a
/// constant, and are settled with it.
#[must_use]
pub fn modiclus(game: &TableGame) -> Option<Point> {
    let grand = game.grand().bits();
    let players = game.player_count();
    let mut greatest: BTreeMap<Vec<Rational>, Rational> = BTreeMap::new();
    for (one, other) in (0..=grand).flat_map(|one| (0..=grand).map(move |other| (one, other))) {
        let pair =
            indicator(one, players).iter().zip(indicator(other, players)).map(|(s, t)| s - t).collect();
        let bound = worth(game, one) - worth(game, other);
        greatest.entry(pair).and_modify(|known| *known = bound.clone().max(known.clone())).or_insert(bound);
    }
    let open = greatest.into_iter().filter(|(pair, _)| pair.iter().any(|entry| !entry.is_zero()));
    let open = open.map(|(direction, bound)| Open { direction, bound, weight: Rational::one() }).collect();
    Sequence { players, fixed: vec![efficiency(game)], open }.solve()
}

#[derive(Clone, Copy)]
enum Weights {
    Unit,
    Size,
}

#[derive(Clone, Copy, PartialEq)]
enum Individual {
    Any,
    Rational,
}

/// An excess, bound − direction·x, that is not settled; counted over its weight.
#[derive(Clone)]
struct Open {
    direction: Vec<Rational>,
    bound: Rational,
    weight: Rational,
}

/// A linear program of the sequence: what every point must satisfy, and the excesses that are still open.
struct Sequence {
    players: usize,
    fixed: Vec<Row>,
    open: Vec<Open>,
}

impl Sequence {
    fn new(game: &TableGame, weights: Weights, individual: Individual) -> Self {
        let players = game.player_count();
        let mut fixed = vec![efficiency(game)];
        if individual == Individual::Rational {
            let single = |seat| Row {
                coefficients: indicator(1u64 << seat, players),
                bound: worth(game, 1u64 << seat),
                equality: false,
            };
            fixed.extend((0..players).map(single));
        }
        let open = proper(game).map(|mask| Open {
            direction: indicator(mask, players),
            bound: worth(game, mask),
            weight: match weights {
                Weights::Unit => Rational::one(),
                Weights::Size => Rational::from(mask.count_ones()),
            },
        });
        Self { players, fixed, open: open.collect() }
    }

    fn solve(mut self) -> Option<Point> {
        let mut levels = Vec::new();
        // Whether there is any such point at all.
        minimise(&vec![Rational::zero(); self.players], &self.fixed)?;
        while !self.is_unique() {
            let level = self.level()?;
            self.settle(&level);
            levels.push(level);
        }
        let amounts = minimise(&vec![Rational::zero(); self.players], &self.fixed)?.point;
        Some(Point { amounts, levels })
    }

    /// min t subject to direction·x + weight t ≥ bound for all that is open.
    fn level(&self) -> Option<Rational> {
        let mut costs = vec![Rational::zero(); self.players];
        costs.push(Rational::one());
        let with = |row: &[Rational], last: Rational| row.iter().cloned().chain([last]).collect();
        let fixed = self.fixed.iter().map(|row| Row {
            coefficients: with(&row.coefficients, Rational::zero()),
            bound: row.bound.clone(),
            equality: row.equality,
        });
        let open = self.open.iter().map(|open| Row {
            coefficients: with(&open.direction, open.weight.clone()),
            bound: open.bound.clone(),
            equality: false,
        });
        Some(minimise(&costs, &fixed.chain(open).collect::<Vec<_>>())?.value)
    }

    /// Fixes every excess, and every amount, that is the same at all points where the program reaches `level`.
    fn settle(&mut self, level: &Rational) {
        let open = self.open.iter().map(|open| Row {
            coefficients: open.direction.clone(),
            bound: &open.bound - level * &open.weight,
            equality: false,
        });
        let face: Vec<Row> = self.fixed.iter().cloned().chain(open).collect();
        // A point of the face at which a row is not tight shows that it need not be.
        let mut slack = vec![false; face.len()];
        for (place, row) in face.iter().enumerate().filter(|(_, row)| !row.equality) {
            if slack.get(place) == Some(&true) {
                continue;
            }
            let down: Vec<Rational> = row.coefficients.iter().map(|entry| -entry).collect();
            let Some(optimum) = minimise(&down, &face) else { continue };
            for (slack, row) in slack.iter_mut().zip(&face) {
                *slack |= dot(&row.coefficients, &optimum.point) > row.bound;
            }
        }
        let tight = |(row, slack): (Row, &bool)| Row { equality: row.equality || !slack, ..row };
        let mut rows: Vec<Row> = face.into_iter().zip(&slack).map(tight).collect();
        let was_open = rows.split_off(self.fixed.len());
        rows.extend(was_open.into_iter().filter(|row| row.equality));
        self.fixed = rows;
        let rank = self.rank_with(None);
        let open = std::mem::take(&mut self.open);
        self.open = open.into_iter().filter(|open| self.rank_with(Some(&open.direction)) > rank).collect();
    }

    /// The rank of the equalities, and of one more direction.
    fn rank_with(&self, direction: Option<&Vec<Rational>>) -> usize {
        let equalities = self.fixed.iter().filter(|row| row.equality).map(|row| &row.coefficients);
        rank(equalities.chain(direction).cloned().collect())
    }

    /// Whether the equalities leave one point.
    fn is_unique(&self) -> bool {
        self.rank_with(None) == self.players
    }
}

fn efficiency(game: &TableGame) -> Row {
    let bound = worth(game, game.grand().bits());
    Row { coefficients: vec![Rational::one(); game.player_count()], bound, equality: true }
}

fn indicator(mask: u64, players: usize) -> Vec<Rational> {
    (0..players).map(|seat| Rational::from(mask >> seat & 1)).collect()
}

fn dot(one: &[Rational], other: &[Rational]) -> Rational {
    one.iter().zip(other).map(|(left, right)| left * right).sum()
}

/// The rank of some vectors, by elimination.
fn rank(mut vectors: Vec<Vec<Rational>>) -> usize {
    let mut rank = 0;
    while let Some(vector) = vectors.pop() {
        let Some((column, inverse)) =
            vector.iter().enumerate().find_map(|(column, entry)| Some((column, entry.reciprocal()?)))
        else {
            continue;
        };
        rank += 1;
        for other in &mut vectors {
            let factor = other.get(column).map_or_else(Rational::zero, |entry| entry * &inverse);
            other.iter_mut().zip(&vector).for_each(|(entry, by)| *entry -= &(&factor * by));
        }
    }
    rank
}
