//! The route by profiles: how many of each kind are in a coalition is all that matters.

use num_bigint::BigUint;

use super::Error;
use super::count::{Count, Width};
use super::kinds::{Conditions, Kind};
use super::residual::Residuals;
use super::tallies::{Minimal, Tallies};
use crate::Run;

/// How many profiles there are; `None` if more than `most`.
pub(super) fn profiles(kinds: &[Kind], most: usize) -> Option<usize> {
    let grow = |all: usize, kind: &Kind| all.checked_mul(kind.players.len() + 1).filter(|all| *all <= most);
    kinds.iter().try_fold(1, grow)
}

/// Counts over all profiles, of which there are at most `most`.
pub(super) fn tallies(
    conditions: &Conditions,
    kinds: &[Kind],
    most: usize,
    run: &Run,
) -> Result<Tallies, Error> {
    let all = profiles(kinds, most).ok_or(Error::TooManyProfiles { most })?;
    match Width::of(kinds.iter().map(|kind| kind.players.len()).sum()) {
        Width::Word => counted::<u64>(conditions, kinds, all, run),
        Width::Double => counted::<u128>(conditions, kinds, all, run),
        Width::Big => counted::<BigUint>(conditions, kinds, all, run),
    }
}

fn counted<C: Count>(
    conditions: &Conditions,
    kinds: &[Kind],
    all: usize,
    run: &Run,
) -> Result<Tallies, Error> {
    let wins = Wins::of(conditions, kinds, all);
    let seats: usize = kinds.iter().map(|kind| kind.players.len()).sum();
    let chosen: Vec<Vec<C>> = kinds.iter().map(|kind| C::binomials(kind.players.len())).collect();
    let table = || vec![vec![C::zero(); seats + 1]; kinds.len()];
    let (mut winning, mut minimal, mut swings, mut with, mut among) =
        (C::zero(), C::zero(), table(), table(), table());
    let mut profile = vec![0; kinds.len()];
    for place in 0..all {
        if place % 4096 == 0 && run.is_cancelled() {
            return Err(Error::Cancelled);
        }
        if wins.at(place) {
            winning.add(&ways(&profile, &chosen, None));
            let size: usize = profile.iter().sum();
            let critical = wins.critical(place, &profile);
            let members = |kind: &usize| profile.get(*kind).copied().unwrap_or(0);
            let critical_members: usize = critical.iter().map(members).sum();
            let is_minimal = critical_members == size;
            if is_minimal {
                minimal.add(&ways(&profile, &chosen, None));
            }
            for kind in critical {
                // Coalitions of this profile with one player of the kind.
                let own = ways(&profile, &chosen, Some(kind));
                raise(&mut swings, kind, size - 1, &own);
                raise(&mut among, kind, critical_members, &own);
                if is_minimal {
                    raise(&mut with, kind, size, &own);
                }
            }
        }
        wins.next(&mut profile);
    }
    let big = |table: Vec<Vec<C>>| table.iter().map(|row| row.iter().map(Count::big).collect()).collect();
    Ok(Tallies {
        winning: winning.big(),
        swings: big(swings),
        minimal: Some(Minimal { count: minimal.big(), with: big(with) }),
        among: Some(big(among)),
    })
}

/// How many coalitions have this profile; those with one given player of a kind, if asked.
fn ways<C: Count>(profile: &[usize], chosen: &[Vec<C>], with: Option<usize>) -> C {
    let mut product = C::one();
    for (kind, (members, row)) in profile.iter().zip(chosen).enumerate() {
        let mut next = C::zero();
        if with == Some(kind) {
            let ways = one_less(row, *members);
            next.add_product(&product, &ways);
        } else if let Some(ways) = row.get(*members) {
            next.add_product(&product, ways);
        }
        product = next;
    }
    product
}

/// C(m−1, k−1) from the row of m: by Pascal's rule, C(m−1, j) = C(m, j) − C(m−1, j−1).
fn one_less<C: Count>(row: &[C], members: usize) -> C {
    let mut before = C::zero();
    for number in row.iter().take(members) {
        before = number.minus(&before);
    }
    before
}

fn raise<C: Count>(table: &mut [Vec<C>], kind: usize, place: usize, more: &C) {
    if let Some(count) = table.get_mut(kind).and_then(|row| row.get_mut(place)) {
        count.add(more);
    }
}

/// Which profiles win; the first kind moves fastest.
struct Wins {
    by_profile: Vec<bool>,
    /// How far apart profiles are that differ by one player of a kind.
    strides: Vec<usize>,
    counts: Vec<usize>,
}

impl Wins {
    fn of(conditions: &Conditions, kinds: &[Kind], all: usize) -> Self {
        let counts: Vec<usize> = kinds.iter().map(|kind| kind.players.len()).collect();
        let mut strides = Vec::with_capacity(counts.len());
        let mut stride = 1;
        for count in &counts {
            strides.push(stride);
            stride *= count + 1;
        }
        let mut wins = Self { by_profile: vec![false; all], strides, counts };
        let residuals = Residuals::of(conditions, kinds);
        let mut profile = vec![0; kinds.len()];
        let (mut needs, mut left) = (Vec::new(), Vec::new());
        for place in 0..all {
            needs.clone_from(&conditions.quotas);
            for (level, members) in profile.iter().enumerate() {
                left.clear();
                residuals.join(level, &needs, *members, &mut left);
                std::mem::swap(&mut needs, &mut left);
            }
            let won = residuals.settle(kinds.len(), &mut needs) == Some(true);
            if let Some(slot) = wins.by_profile.get_mut(place) {
                *slot = won;
            }
            wins.next(&mut profile);
        }
        wins
    }

    fn at(&self, place: usize) -> bool {
        self.by_profile.get(place).copied().unwrap_or(false)
    }

    /// The kinds whose members are critical in a winning profile.
    fn critical(&self, place: usize, profile: &[usize]) -> Vec<usize> {
        let there = profile.iter().zip(&self.strides).enumerate().filter(|(_, (members, _))| **members > 0);
        there.filter(|(_, (_, stride))| !self.at(place - *stride)).map(|(kind, _)| kind).collect()
    }

    fn next(&self, profile: &mut [usize]) {
        for (members, count) in profile.iter_mut().zip(&self.counts) {
            if *members < *count {
                *members += 1;
                return;
            }
            *members = 0;
        }
    }
}
