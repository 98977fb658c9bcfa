//! Values with a-priori unions and coalition structures, by their defining sums.

use willing_game::Rational;
use willing_game::tu::{CoalitionStructure, Numerators};

use super::Violation;
use super::marginals::{Sum, by_size, over, shapley_weights, weighted};

/// The structure as masks, checked again: evidence may hold anything.
fn parts_of(structure: &CoalitionStructure, players: usize) -> Result<Vec<usize>, Violation> {
    let checked = CoalitionStructure::new(players, structure.coalitions())?;
    Ok(checked.coalitions().iter().map(|part| usize::try_from(part.bits()).unwrap_or(0)).collect())
}

/// The value that weighs coalitions of the other unions, and those of members of one's own, by `weights` of how many
/// there are.
pub(super) fn with_unions(
    numerators: &Numerators<'_>,
    players: usize,
    unions: &CoalitionStructure,
    weights: impl Fn(usize) -> Vec<Rational>,
) -> Result<Vec<Rational>, Violation> {
    let parts = parts_of(unions, players)?;
    let outer = weights(parts.len());
    let value = |seat: usize| {
        let own = parts.iter().copied().find(|part| part >> seat & 1 == 1).unwrap_or(0);
        let others: Vec<usize> = parts.iter().copied().filter(|part| *part != own).collect();
        let inner = weights(own.count_ones() as usize);
        let mut total = Rational::zero();
        let sums = marginal_sums(numerators, seat, own & !(1 << seat), &others);
        for (sums, outer) in sums.into_iter().zip(&outer) {
            for (sum, inner) in sums.into_iter().zip(&inner) {
                total += &(Rational::from(sum.total()) * inner * outer);
            }
        }
        over(&total, numerators.denominator())
    };
    Ok((0..players).map(value).collect())
}

/// By other unions and by members of one's own: marginal contributions of `seat` to them.
fn marginal_sums(numerators: &Numerators<'_>, seat: usize, mates: usize, others: &[usize]) -> Vec<Vec<Sum>> {
    let mut sums = vec![vec![Sum::default(); mates.count_ones() as usize + 1]; others.len() + 1];
    for chosen in 0..1usize << others.len() {
        let Some(sums) = sums.get_mut(chosen.count_ones() as usize) else { continue };
        let outside = others.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == 1);
        let outside: usize = outside.map(|(_, part)| part).sum();
        let mut inside = mates;
        loop {
            let coalition = outside | inside;
            if let Some(sum) = sums.get_mut(inside.count_ones() as usize) {
                sum.add(numerators.get(coalition | 1 << seat) - numerators.get(coalition));
            }
            if inside == 0 {
                break;
            }
            inside = (inside - 1) & mates;
        }
    }
    sums
}

/// The Shapley value of each coalition by itself.
pub(super) fn aumann_dreze(
    numerators: &Numerators<'_>,
    players: usize,
    coalitions: &CoalitionStructure,
) -> Result<Vec<Rational>, Violation> {
    let parts = parts_of(coalitions, players)?;
    let value = |seat: usize| {
        let own = parts.iter().copied().find(|part| part >> seat & 1 == 1).unwrap_or(0);
        let seats: Vec<usize> = (0..players).filter(|other| own >> other & 1 == 1).collect();
        let spread = |mask: usize| {
            let members = seats.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1);
            members.map(|(_, seat)| 1usize << seat).sum()
        };
        let place = seats.iter().position(|other| *other == seat).unwrap_or(0);
        let sums = by_size(seats.len(), place, &|mask| numerators.get(spread(mask)));
        weighted(&sums, &shapley_weights(seats.len()), numerators.denominator())
    };
    Ok((0..players).map(value).collect())
}
