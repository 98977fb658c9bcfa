//! The route by decision diagrams: any number of seats, as long as few residual games differ.

use num_bigint::BigUint;

use super::Error;
use super::count::{Count, Width};
use super::diagram::Diagram;
use super::flow::{Completions, Flow, View, Won};
use super::kinds::{Conditions, Kind};
use super::residual::Residuals;
use super::tallies::{Minimal, Tallies};
use crate::Run;

/// Counts on diagrams, which keep at most `most` numbers each.
pub(super) fn tallies(
    conditions: &Conditions,
    kinds: &[Kind],
    minimal: bool,
    most: usize,
    run: &Run,
) -> Result<Tallies, Error> {
    match Width::of(kinds.iter().map(|kind| kind.players.len()).sum()) {
        Width::Word => counted::<u64>(conditions, kinds, minimal, most, run),
        Width::Double => counted::<u128>(conditions, kinds, minimal, most, run),
        Width::Big => counted::<BigUint>(conditions, kinds, minimal, most, run),
    }
}

fn counted<C: Count>(
    conditions: &Conditions,
    kinds: &[Kind],
    minimal: bool,
    most: usize,
    run: &Run,
) -> Result<Tallies, Error> {
    let residuals = Residuals::of(conditions, kinds);
    let diagram = winning(&residuals, conditions, kinds, most, run)?;
    let (all, swings) = by_kind::<C>(&diagram, Won::Anybody, View::Swings, run)?;
    let minimal = if minimal {
        let diagram = minimal_winning(&residuals, conditions, kinds, most, run)?;
        let (count, with) = by_kind::<C>(&diagram, Won::Nobody, View::Members, run)?;
        Some(Minimal { count, with })
    } else {
        None
    };
    Ok(Tallies { winning: all, swings, minimal, among: None })
}

/// How many coalitions there are, and by kind and size those in view.
fn by_kind<C: Count>(
    diagram: &Diagram,
    won: Won,
    view: View,
    run: &Run,
) -> Result<(BigUint, Vec<Vec<BigUint>>), Error> {
    let completions = Completions::<C>::of(diagram, won, run)?;
    let all = completions.of_root(diagram).iter().map(Count::big).sum();
    let mut flow = Flow::at_root(diagram);
    let mut found = Vec::with_capacity(diagram.levels.len());
    for _ in &diagram.levels {
        found.push(flow.view(&completions, view, run)?.iter().map(Count::big).collect());
        flow.advance();
    }
    Ok((all, found))
}

fn counts_of(kinds: &[Kind]) -> Vec<usize> {
    kinds.iter().map(|kind| kind.players.len()).collect()
}

/// The diagram of winning coalitions: a key is what each condition needs.
pub(super) fn winning(
    residuals: &Residuals,
    conditions: &Conditions,
    kinds: &[Kind],
    most: usize,
    run: &Run,
) -> Result<Diagram, Error> {
    let mut root = conditions.quotas.clone();
    let root = residuals.settle(0, &mut root).ok_or(root);
    let step = |level: usize, needs: &[u64], joined: usize, out: &mut Vec<u64>| {
        residuals.join(level, needs, joined, out);
        residuals.settle(level + 1, out)
    };
    Diagram::build(&counts_of(kinds), root, step, most, run)
}

/// The diagram of minimal winning coalitions.
///
/// A coalition is minimal iff it wins and loses without any of its members. A key is what each condition needs, then
/// the same for the coalition without a member, for each member whose loss is not made good by that of another: of two
/// residual games, one of which needs no more anywhere, only that one matters, as both must lose.
fn minimal_winning(
    residuals: &Residuals,
    conditions: &Conditions,
    kinds: &[Kind],
    most: usize,
    run: &Run,
) -> Result<Diagram, Error> {
    let width = residuals.width().max(1);
    let mut root = conditions.quotas.clone();
    let root = residuals.settle(0, &mut root).ok_or(root);
    let mut without: Vec<Vec<u64>> = Vec::new();
    let step = |level: usize, key: &[u64], joined: usize, out: &mut Vec<u64>| {
        let mut parts = key.chunks(width);
        let needs = parts.next().unwrap_or_default();
        without.clear();
        let last = joined.checked_sub(1).map(|others| (needs, others));
        for (needs, joined) in parts.map(|needs| (needs, joined)).chain(last) {
            let mut left = Vec::with_capacity(width);
            residuals.join(level, needs, joined, &mut left);
            match residuals.settle(level + 1, &mut left) {
                // One too many.
                Some(true) => return Some(false),
                Some(false) => {}
                None => without.push(left),
            }
        }
        residuals.join(level, needs, joined, out);
        let settled = residuals.settle(level + 1, out);
        if settled.is_none() {
            keep_easiest(&mut without);
            out.extend(without.iter().flatten());
        }
        settled
    };
    Diagram::build(&counts_of(kinds), root, step, most, run)
}

/// Keeps the games that no other is at least as easy as; in order, so that equal sets are equal.
fn keep_easiest(games: &mut Vec<Vec<u64>>) {
    games.sort_unstable();
    games.dedup();
    let easier = |one: &Vec<u64>, other: &Vec<u64>| one.iter().zip(other).all(|(one, other)| one <= other);
    // Whoever needs no more anywhere comes first in this order.
    let mut kept: Vec<Vec<u64>> = Vec::with_capacity(games.len());
    for game in games.drain(..) {
        if !kept.iter().any(|one| easier(one, &game)) {
            kept.push(game);
        }
    }
    *games = kept;
}
