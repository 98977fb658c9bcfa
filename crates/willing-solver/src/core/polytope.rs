//! The vertices of a simplex cut by coalitions, in integers: the double description method.
//!
//! Points are x ≥ 0 with x(N) = g, as integers (X, t) with x = X/t and no common divisor. The simplex has n vertices.
//! Cutting by x(S) ≥ b keeps the vertices that satisfy it, and adds one for each edge that it crosses (Motzkin et al.
//! 1953; Fukuda & Prodon 1996). Two vertices span an edge if the coalitions at which both are tight leave a line: they
//! and N have rank n − 1. That takes n³ operations, where a search for a third vertex tight there takes one a vertex.
#![allow(clippy::indexing_slicing, reason = "seats are below n and masks below 2ⁿ, as built here")]

use num_integer::Integer;
use num_traits::Signed;

use super::span::Span;

/// The most players: tight coalitions are bits of [`Tight`].
pub(super) const MOST_PLAYERS: usize = 10;

/// A set of coalitions, by mask.
type Tight = [u64; (1 << MOST_PLAYERS) / 64];

/// A vertex X/t and the coalitions, of those that have cut so far, at which it is tight.
#[derive(Clone, Debug)]
pub(super) struct Point<T> {
    pub(super) amounts: Vec<T>,
    pub(super) denominator: T,
    tight: Tight,
}

impl<T: Integer + Signed + Clone> Point<T> {
    /// The coalitions at which it is tight, by mask.
    pub(super) fn tight(&self) -> impl Iterator<Item = usize> {
        members(&self.tight)
    }

    /// What a coalition gets beyond `least`, times the denominator.
    fn beyond(&self, coalition: usize, least: &T) -> T {
        let members = self.amounts.iter().enumerate().filter(|(seat, _)| coalition >> seat & 1 == 1);
        let sum = members.fold(T::zero(), |sum, (_, amount)| sum + amount.clone());
        sum - least.clone() * self.denominator.clone()
    }

    /// The point between this one, `above` a bound, and another one `below` it, on the bound.
    fn between(&self, above: &T, other: &Self, below: &T, tight: Tight) -> Self {
        let mix = |mine: &T, theirs: &T| theirs.clone() * above.clone() - mine.clone() * below.clone();
        let mut amounts: Vec<T> =
            self.amounts.iter().zip(&other.amounts).map(|(mine, theirs)| mix(mine, theirs)).collect();
        let mut denominator = mix(&self.denominator, &other.denominator);
        let divisor = amounts.iter().fold(denominator.clone(), |divisor, amount| divisor.gcd(amount));
        for amount in &mut amounts {
            *amount = amount.clone() / divisor.clone();
        }
        denominator = denominator / divisor;
        Self { amounts, denominator, tight }
    }
}

/// What a cut leaves.
pub(super) enum Cut<T> {
    /// These vertices.
    Left(Vec<Point<T>>),
    /// More vertices than the limit.
    TooMany,
    /// Somebody asked to stop.
    Cancelled,
}

/// The vertices of { x ≥ 0 : x(N) = total }, tight where a single player gets nothing; `total` is not negative.
pub(super) fn simplex<T: Integer + Signed + Clone>(players: usize, total: &T) -> Vec<Point<T>> {
    let corner = |rich: Option<usize>| {
        let amounts = (0..players).map(|seat| if rich == Some(seat) { total.clone() } else { T::zero() });
        let mut tight = [0; (1 << MOST_PLAYERS) / 64];
        (0..players).filter(|&seat| rich != Some(seat)).for_each(|seat| insert(&mut tight, 1 << seat));
        // Whole numbers: the denominator is 1 and no divisor is common.
        Point { amounts: amounts.collect(), denominator: T::one(), tight }
    };
    if total.is_zero() { vec![corner(None)] } else { (0..players).map(|seat| corner(Some(seat))).collect() }
}

/// Cuts by x(coalition) ≥ least.
pub(super) fn cut<T: Integer + Signed + Clone>(
    points: Vec<Point<T>>,
    players: usize,
    coalition: usize,
    least: &T,
    limit: usize,
    cancelled: impl Fn() -> bool,
) -> Cut<T> {
    let beyond: Vec<T> = points.iter().map(|point| point.beyond(coalition, least)).collect();
    let places = |keep: fn(&T) -> bool| (0..points.len()).filter(|&place| keep(&beyond[place])).collect();
    let (above, below): (Vec<usize>, Vec<usize>) = (places(T::is_positive), places(T::is_negative));
    let mut crossings = Vec::new();
    for &high in &above {
        if cancelled() {
            return Cut::Cancelled;
        }
        for &low in &below {
            let Some(mut common) = edge(&points, players, high, low) else { continue };
            insert(&mut common, coalition);
            crossings.push(points[high].between(&beyond[high], &points[low], &beyond[low], common));
            if above.len() + crossings.len() > limit {
                return Cut::TooMany;
            }
        }
    }
    let kept = points.into_iter().zip(&beyond).filter(|(_, beyond)| !beyond.is_negative());
    let mut left: Vec<Point<T>> = kept
        .map(|(mut point, beyond)| {
            if beyond.is_zero() {
                insert(&mut point.tight, coalition);
            }
            point
        })
        .collect();
    left.append(&mut crossings);
    if left.len() > limit { Cut::TooMany } else { Cut::Left(left) }
}

/// Where both of two vertices are tight, if they span an edge.
fn edge<T>(points: &[Point<T>], players: usize, one: usize, other: usize) -> Option<Tight> {
    let words = (1usize << players).div_ceil(64);
    let (mine, theirs) = (&points[one].tight, &points[other].tight);
    let count: u32 =
        mine.iter().zip(theirs).take(words).map(|(mine, theirs)| (mine & theirs).count_ones()).sum();
    // Few pairs have as many as a line needs.
    if (count as usize) + 2 < players {
        return None;
    }
    let mut common = *mine;
    common.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine &= theirs);
    let mut span = Span::of_everybody(players);
    let is_line = span.rank() + 1 == players
        || members(&common).any(|mask| span.take(mask) && span.rank() + 1 == players);
    is_line.then_some(common)
}

/// The coalitions of a set, by mask.
fn members(set: &Tight) -> impl Iterator<Item = usize> {
    let set = *set;
    set.into_iter().enumerate().flat_map(|(word, bits)| {
        let mut rest = bits;
        std::iter::from_fn(move || {
            let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(word * 64 + bit)
        })
    })
}

fn insert(set: &mut Tight, mask: usize) {
    set[mask / 64] |= 1 << (mask % 64);
}
