//! Reduced games: what is left to some once the others are paid.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive};

use crate::tu::{Allocation, Amounts, Error, TableGame, Worths};
use crate::{Coalition, Player, Rational};

use super::players::{Subgame, restriction};
use super::seats::SeatSums;
use super::{at, check_coalition, check_players, coalition as of_mask, exact_table};

/// The Davis–Maschler reduced game of `coalition` at x: its members keep what x gives them together, and a part T
/// of them may enlist any outsiders at the price of what x gives those,
///
/// ```text
/// v_S(T) = max { v(T ∪ Q) − x(Q) : Q ⊆ N∖S }   for ∅ ≠ T ≠ S,      v_S(S) = v(N) − x(N∖S).
/// ```
///
/// The prenucleolus and the prekernel are consistent for it: restricted to S they solve it.
///
/// # Errors
///
/// [`Error::NobodyLeft`], [`Error::NoSuchCoalition`]; [`Error::Length`] for an allocation of another game;
/// [`Error::ExactRange`], [`Error::WorthNotFinite`].
///
/// # Complexity
///
/// One pass over the table.
///
/// # Numerics
///
/// Exact for an exact table; for a table of floats x is rounded to floats first.
///
/// # References
///
/// Davis & Maschler (1965); Peleg (1986); Sobolev (1975).
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::{Allocation, TableGame};
/// use willing_game::tu::derived::davis_maschler;
///
/// let game = TableGame::from_integers(vec![0, 0, 0, 6, 0, 6, 6, 9])?;
/// let equal = Allocation::new(&game, vec![3.into(), 3.into(), 3.into()])?;
/// let pair = davis_maschler(&game, Coalition::from_bits(0b011), &equal)?;
/// assert_eq!(pair.game, TableGame::from_integers(vec![0, 3, 3, 6])?);
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
pub fn davis_maschler(game: &TableGame, coalition: Coalition, x: &Allocation) -> Result<Subgame, Error> {
    check_coalition(game, coalition)?;
    check_players(game, "amounts", x.amounts().len())?;
    let Worths::Integer { numerators: v, denominator } = game.worths() else {
        return davis_maschler_float(game, coalition, &x.to_f64());
    };
    let reduced = if let Some((common, scale, amounts)) = common_integers(v, denominator, x.amounts()) {
        let sums = SeatSums::new(&outsiders(&amounts, coalition));
        let best = reduce(game, coalition, |mask| i128::from(at(v, mask)) * scale - sums.at(mask));
        exact_table(best.len(), common, |mask| at(&best, mask))?
    } else {
        let paid = |mask| x.of(of_mask(mask).difference(coalition));
        let best = reduce(game, coalition, |mask| game.exact_worth(of_mask(mask)) - paid(mask));
        TableGame::from_rationals(&best)?
    };
    Ok(Subgame::new(reduced, coalition))
}

/// The Davis–Maschler reduced game at amounts in floats, which may be of any sum; a table of floats in any case.
///
/// # Errors
///
/// As [`davis_maschler`].
pub fn davis_maschler_float(game: &TableGame, coalition: Coalition, x: &[f64]) -> Result<Subgame, Error> {
    check_coalition(game, coalition)?;
    check_players(game, "amounts", x.len())?;
    let sums = SeatSums::new(&outsiders(x, coalition));
    let best = reduce(game, coalition, |mask| game.worth(of_mask(mask)) - sums.at(mask));
    Ok(Subgame::new(TableGame::from_floats(best)?, coalition))
}

/// The Hart–Mas-Colell reduced game of `coalition` for a solution φ: a part T of its members cooperates with all
/// outsiders and pays them what φ gives them in that subgame,
///
/// ```text
/// v_S(T) = v(T ∪ N∖S) − Σ_{j ∈ N∖S} φ_j(T ∪ N∖S)   for T ≠ ∅.
/// ```
///
/// The Shapley value is consistent for it.
///
/// `solution` gives φ of a subgame, one amount for each of its players; it is called once for each T. The reduced
/// game is exact if the table and all amounts are.
///
/// # Errors
///
/// What `solution` returns; [`Error::NobodyLeft`], [`Error::NoSuchCoalition`]; [`Error::Length`] for a solution of
/// another number of amounts; [`Error::ExactRange`], [`Error::WorthNotFinite`].
///
/// # Complexity
///
/// 2^|S| calls of `solution`.
///
/// # References
///
/// Hart & Mas-Colell (1989).
pub fn hart_mas_colell<E: From<Error>>(
    game: &TableGame,
    coalition: Coalition,
    mut solution: impl FnMut(&TableGame) -> Result<Amounts, E>,
) -> Result<Subgame, E> {
    check_coalition(game, coalition)?;
    let others = game.grand().difference(coalition);
    let spread = SeatSums::spread(coalition);
    let mut exact = vec![Rational::zero()];
    let mut floats = vec![0.0];
    for mask in 1..1_usize << coalition.len() {
        let subgame = restriction(game, of_mask(spread.at(mask)).union(others))?;
        let amounts = solution(&subgame.game)?;
        check_players(&subgame.game, "amounts", amounts.len())?;
        let outside = |player: &Player| others.contains(*player);
        if let Some(amounts) = amounts.exact().filter(|_| game.is_exact()) {
            let paid: Rational = subgame
                .players
                .iter()
                .zip(amounts)
                .filter(|(player, _)| outside(player))
                .map(|(_, paid)| paid)
                .sum();
            let worth = subgame.game.exact_worth(subgame.game.grand()) - paid;
            floats.push(worth.to_f64());
            exact.push(worth);
        } else {
            let amounts = amounts.to_f64();
            let paid: f64 = subgame
                .players
                .iter()
                .zip(&amounts)
                .filter(|(player, _)| outside(player))
                .map(|(_, paid)| paid)
                .sum();
            floats.push(subgame.game.worth(subgame.game.grand()) - paid);
        }
    }
    let all_exact = exact.len() == floats.len() && game.is_exact();
    let reduced =
        if all_exact { TableGame::from_rationals(&exact)? } else { TableGame::from_floats(floats)? };
    Ok(Subgame::new(reduced, coalition))
}

/// For each T ⊆ S the greatest of `value(T ∪ Q)` over Q ⊆ N∖S; of Q = N∖S alone for T = S, and 0 for nobody.
fn reduce<T: PartialOrd + Clone + Default>(
    game: &TableGame,
    coalition: Coalition,
    value: impl Fn(usize) -> T,
) -> Vec<T> {
    let players = game.player_count();
    let gather = SeatSums::gather(players, coalition);
    let all = (1_usize << players) - 1;
    let last = (1_usize << coalition.len()) - 1;
    let mut best = vec![T::default(); last + 1];
    for mask in 0..all {
        let part = gather.at(mask);
        if part == 0 || part == last {
            continue;
        }
        // In ascending order T comes before all T ∪ Q.
        let first = of_mask(mask).is_subset(coalition);
        let value = value(mask);
        if let Some(best) = best.get_mut(part)
            && (first || *best < value)
        {
            *best = value;
        }
    }
    if let Some(best) = best.last_mut() {
        *best = value(all);
    }
    best
}

/// A common denominator of worths and amounts, the factor that brings worths to it, and the amounts over it; none
/// if 126 bits might not hold the worths less the sums.
fn common_integers(v: &[i64], denominator: i64, amounts: &[Rational]) -> Option<(i128, i128, Vec<i128>)> {
    const ROOM: u64 = 120;
    let denominator = BigInt::from(denominator);
    let common = amounts.iter().fold(denominator.clone(), |common, x| common.lcm(x.denominator()));
    let scale = &common / denominator;
    let amounts: Vec<BigInt> = amounts.iter().map(|x| x.numerator() * (&common / x.denominator())).collect();
    let widest = v.iter().map(|worth| worth.unsigned_abs()).max().map_or_else(BigInt::one, BigInt::from);
    let fits = (&scale * widest).bits() <= ROOM && amounts.iter().all(|amount| amount.bits() <= ROOM);
    let narrow = |wide: &BigInt| wide.to_i128();
    fits.then(|| {
        Some((narrow(&common)?, narrow(&scale)?, amounts.iter().map(narrow).collect::<Option<_>>()?))
    })?
}

/// The amounts of those outside `coalition`; 0 for its members.
fn outsiders<T: Copy + Default>(amounts: &[T], coalition: Coalition) -> Vec<T> {
    let outside = |seat: usize| coalition.bits() >> seat & 1 == 0;
    amounts.iter().enumerate().map(|(seat, &x)| if outside(seat) { x } else { T::default() }).collect()
}
