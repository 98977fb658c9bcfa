//! The tables of our own families; what each draws, and in which order, is said at `Family`.

use super::draws::Draws;

/// A table by bit mask: 0 for nobody, and `worth` for the others in order, which may look at the smaller masks.
fn filled(players: usize, mut worth: impl FnMut(usize, &[i64]) -> i64) -> Vec<i64> {
    let mut worths = vec![0; 1 << players];
    for mask in 1..worths.len() {
        let (smaller, rest) = worths.split_at_mut(mask);
        if let Some(place) = rest.first_mut() {
            *place = worth(mask, smaller);
        }
    }
    worths
}

/// x(S) of every coalition, by bit mask.
fn sums(numbers: &[i64]) -> Vec<i64> {
    filled(numbers.len(), |mask, smaller| at(smaller, mask & (mask - 1)) + at(numbers, lowest(mask)))
}

fn at(list: &[i64], place: usize) -> i64 {
    list.get(place).copied().unwrap_or(0)
}

fn lowest(mask: usize) -> usize {
    mask.trailing_zeros() as usize
}

fn members(mask: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |seat| mask >> seat & 1 == 1)
}

fn size(mask: usize) -> i64 {
    i64::from(mask.count_ones())
}

pub(super) fn uniform(players: usize, draws: &mut Draws) -> Vec<i64> {
    filled(players, |_, _| draws.between(0, 100))
}

/// u(S ∪ T) − u(S) − u(T) ≥ −200, and the sizes less one gain 200.
pub(super) fn superadditive(players: usize, draws: &mut Draws) -> Vec<i64> {
    filled(players, |mask, _| draws.between(0, 100) + 200 * (size(mask) - 1))
}

/// Convex functions of additive games with amounts of one sign are convex games (Shapley 1971).
pub(super) fn convex(players: usize, draws: &mut Draws) -> Vec<i64> {
    let weights = sums(&draws.list(players, 0, 9));
    let claims = sums(&draws.list(players, 0, 99));
    let kink = draws.between(0, claims.last().copied().unwrap_or(0));
    weights.iter().zip(&claims).map(|(weight, claim)| weight * weight + 100 * (claim - kink).max(0)).collect()
}

pub(super) fn dividends(players: usize, draws: &mut Draws) -> Vec<i64> {
    let mut worths = filled(players, |_, _| if draws.one_in(4) { draws.between(1, 20) } else { 0 });
    for seat in 0..players {
        let half = 1 << seat;
        for block in worths.chunks_mut(2 * half) {
            let (without, with) = block.split_at_mut(half);
            with.iter_mut().zip(without).for_each(|(sum, more)| *sum += *more);
        }
    }
    worths
}

pub(super) fn monotone(players: usize, draws: &mut Draws) -> Vec<i64> {
    filled(players, |mask, smaller| {
        let most = members(mask).map(|seat| at(smaller, mask & !(1 << seat))).max().unwrap_or(0);
        most + draws.between(-20, 20).max(0)
    })
}

pub(super) fn balanced(players: usize, draws: &mut Draws) -> Vec<i64> {
    let point = sums(&draws.list(players, 0, 100));
    let grand = point.len() - 1;
    filled(players, |mask, _| {
        let slack = if mask == grand || draws.one_in(4) { 0 } else { draws.between(0, 25 * size(mask)) };
        at(&point, mask) - slack
    })
}

pub(super) fn voting(players: usize, draws: &mut Draws) -> Vec<i64> {
    let weights = sums(&draws.list(players, 1, 20));
    let total = weights.last().copied().unwrap_or(0);
    let quota = draws.between(total / 2 + 1, total);
    weights.iter().map(|weight| i64::from(*weight >= quota)).collect()
}

pub(super) fn symmetric(players: usize, draws: &mut Draws) -> Vec<i64> {
    let by_size = draws.list(players, 0, 100);
    filled(players, |mask, _| at(&by_size, mask.count_ones() as usize - 1))
}

pub(super) fn additive_noise(players: usize, draws: &mut Draws) -> Vec<i64> {
    let amounts = sums(&draws.list(players, 0, 1000));
    filled(players, |mask, _| at(&amounts, mask) + if size(mask) > 1 { draws.between(-10, 10) } else { 0 })
}

pub(super) fn mixed_scale(players: usize, draws: &mut Draws) -> Vec<i64> {
    let first = players.div_ceil(2);
    let large = uniform(first, draws);
    let small = uniform(players - first, draws);
    let mask_of_first = large.len() - 1;
    filled(players, |mask, _| 1_000_000 * at(&large, mask & mask_of_first) + at(&small, mask >> first))
}

/// The first seller of S stays alone or is matched with a buyer of S.
pub(super) fn assignment(players: usize, draws: &mut Draws) -> Vec<i64> {
    let (sellers, buyers) = (players / 2, players - players / 2);
    let gains = draws.list(sellers * buyers, 0, 100);
    filled(players, |mask, smaller| {
        let seller = lowest(mask);
        if seller >= sellers {
            return 0;
        }
        let rest = mask & !(1 << seller);
        let matched = members(rest >> sellers)
            .map(|buyer| at(&gains, seller * buyers + buyer) + at(smaller, rest & !(1 << (sellers + buyer))));
        matched.fold(at(smaller, rest), i64::max)
    })
}

pub(super) fn bankruptcy(players: usize, draws: &mut Draws) -> Vec<i64> {
    let claims = sums(&draws.list(players, 1, 100));
    let total = claims.last().copied().unwrap_or(0);
    let estate = draws.between(1, total);
    claims.iter().map(|claim| (estate - (total - claim)).max(0)).collect()
}

pub(super) fn airport(players: usize, draws: &mut Draws) -> Vec<i64> {
    let costs = draws.list(players, 1, 100);
    filled(players, |mask, smaller| at(smaller, mask & (mask - 1)).min(-at(&costs, lowest(mask))))
}
