//! Indices with a-priori unions, and their check from the definition.

use num_bigint::BigInt;
use willing_council::SimpleGame;
use willing_game::{Certificate, Rational};

use super::Violation;
use super::check::each;
use super::enumerate::order_weight;

/// The most coalitions of unions and members that the check looks at.
const MOST_CHECKED: usize = 1 << 24;

/// Voting power of seats that vote in a-priori unions: each seat is in one of them.
///
/// Seat i of union U counts with whole other unions and any of its own members beside it.
///
/// # References
///
/// Owen (1977, 1981).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct UnionIndices {
    /// The places of the seats of each union.
    pub unions: Vec<Vec<usize>>,
    /// The Owen index: the Shapley–Shubik index among the unions, and inside each.
    pub owen: Vec<Rational>,
    /// The Banzhaf–Owen index: the Penrose–Banzhaf index among the unions, and inside each.
    pub banzhaf_owen: Vec<Rational>,
}

impl Certificate<SimpleGame> for UnionIndices {
    type Violation = Violation;

    /// Looks at every set of other unions and members of one's own, for each seat: 2ᵐ⁻¹ 2ᵘ⁻¹ for m unions and one's own of
    /// u seats; 2²⁴ in all at most.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let seats = game.seats();
        for (what, got) in
            [("Owen indices", self.owen.len()), ("Banzhaf-Owen indices", self.banzhaf_owen.len())]
        {
            if got != seats {
                return Err(Violation::Length { what, got, seats });
            }
        }
        self.check_unions(seats)?;
        let (mut owen, mut banzhaf) = (vec![Rational::zero(); seats], vec![Rational::zero(); seats]);
        for (place, union) in self.unions.iter().enumerate() {
            for seat in union {
                let (order, coin) = self.recount(game, place, *seat);
                owen.get_mut(*seat).into_iter().for_each(|index| *index = order.clone());
                banzhaf.get_mut(*seat).into_iter().for_each(|index| *index = coin.clone());
            }
        }
        each("the Owen index", &self.owen, &owen)?;
        each("the Banzhaf-Owen index", &self.banzhaf_owen, &banzhaf)
    }
}

impl UnionIndices {
    fn check_unions(&self, seats: usize) -> Result<(), Violation> {
        let mut unions_of = vec![0usize; seats];
        let mut work = 0usize;
        for (place, union) in self.unions.iter().enumerate() {
            if union.is_empty() {
                return Err(Violation::EmptyUnion { place });
            }
            for &seat in union {
                *unions_of.get_mut(seat).ok_or(Violation::NoSuchSeat { seat, seats })? += 1;
            }
            let bits = u32::try_from(self.unions.len() + union.len() - 2).unwrap_or(u32::MAX);
            let each = 1usize.checked_shl(bits).unwrap_or(usize::MAX);
            work = work.saturating_add(each.saturating_mul(union.len()));
        }
        if let Some((seat, &got)) = unions_of.iter().enumerate().find(|(_, got)| **got != 1) {
            return Err(Violation::Unions { seat, got });
        }
        if work > MOST_CHECKED {
            return Err(Violation::TooLarge { what: "coalitions of unions and members", most: MOST_CHECKED });
        }
        Ok(())
    }

    /// Both indices of a seat of the union at `place`.
    fn recount(&self, game: &SimpleGame, place: usize, seat: usize) -> (Rational, Rational) {
        let own = self.unions.get(place).map_or(&[][..], Vec::as_slice);
        let mates: Vec<usize> = own.iter().copied().filter(|other| *other != seat).collect();
        let others: Vec<&Vec<usize>> = self
            .unions
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .map(|(_, union)| union)
            .collect();
        let mut swings = vec![vec![0u64; mates.len() + 1]; others.len() + 1];
        let mut present = vec![false; game.seats()];
        for outside in 0..1usize << others.len() {
            for inside in 0..1usize << mates.len() {
                present.fill(false);
                let unions = others.iter().enumerate().filter(|(bit, _)| outside >> bit & 1 == 1);
                let members = mates.iter().enumerate().filter(|(bit, _)| inside >> bit & 1 == 1);
                let joined = unions.flat_map(|(_, union)| union.iter()).chain(members.map(|(_, mate)| mate));
                joined
                    .for_each(|member| present.get_mut(*member).into_iter().for_each(|there| *there = true));
                let has = |member: usize| present.get(member).copied().unwrap_or(false);
                if !game.wins(has) && game.wins(|member| member == seat || has(member)) {
                    let row = swings.get_mut(outside.count_ones() as usize);
                    let count = row.and_then(|row| row.get_mut(inside.count_ones() as usize));
                    if let Some(count) = count {
                        *count += 1;
                    }
                }
            }
        }
        let (mut order, mut all) = (Rational::zero(), 0u64);
        for (outside, row) in swings.iter().enumerate() {
            for (inside, count) in row.iter().enumerate() {
                let weight =
                    order_weight(others.len() + 1, outside + 1) * order_weight(mates.len() + 1, inside + 1);
                order += &(weight * Rational::from(*count));
                all += count;
            }
        }
        let coins = BigInt::from(1) << (others.len() + mates.len());
        (order, Rational::new(all, coins).unwrap_or_default())
    }
}
