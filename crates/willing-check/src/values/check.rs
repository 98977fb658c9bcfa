//! The check of a value: recompute, compare.

use num_bigint::BigInt;
use willing_game::tu::{Amounts, Numerators, TableGame};
use willing_game::{Certificate, Rational};

use super::bounds::Landmarks;
use super::marginals::{Sum, banzhaf_weights, by_size, over, shapley_weights, weighted};
use super::{Concept, Value, Violation, graphs, unions, weighted as proportional};

impl Certificate<TableGame> for Value {
    type Violation = Violation;

    /// Recomputes all amounts by the defining formula; costs are listed on the module's page.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let players = game.player_count();
        if self.amounts.len() != players {
            return Err(Violation::Length { what: "amounts", got: self.amounts.len(), expected: players });
        }
        let numerators = game.numerators()?;
        compare(&self.amounts, &recompute(&self.concept, &numerators, players)?)
    }
}

fn recompute(
    concept: &Concept,
    numerators: &Numerators<'_>,
    players: usize,
) -> Result<Vec<Rational>, Violation> {
    let marks = || Landmarks::of(numerators, players);
    match concept {
        Concept::Shapley => Ok(marginal_value(numerators, players, &shapley_weights(players))),
        Concept::Banzhaf => Ok(marginal_value(numerators, players, &banzhaf_weights(players))),
        Concept::NormalizedBanzhaf => {
            let values = marginal_value(numerators, players, &banzhaf_weights(players));
            let sum = values.iter().sum::<Rational>();
            values.iter().map(|value| value.over(&sum).ok_or(Violation::SumIsZero)).collect()
        }
        Concept::Solidarity => Ok(solidarity(numerators, players)),
        Concept::BySize { weights, .. } if weights.len() != players => {
            Err(Violation::Length { what: "weights", got: weights.len(), expected: players })
        }
        Concept::BySize { weights, .. } => Ok(marginal_value(numerators, players, weights)),
        Concept::WeightedShapley { weights } => proportional::weighted_shapley(numerators, players, weights),
        Concept::Owen { unions } => unions::with_unions(numerators, players, unions, shapley_weights),
        Concept::BanzhafOwen { unions } => unions::with_unions(numerators, players, unions, banzhaf_weights),
        Concept::AumannDreze { coalitions } => unions::aumann_dreze(numerators, players, coalitions),
        Concept::Myerson { links } => graphs::myerson(numerators, players, links),
        Concept::Position { links } => graphs::position(numerators, players, links),
        Concept::Tau => marks().tau(),
        Concept::Gately => marks().gately(),
        Concept::ImputationCentre => Ok(marks().imputation_centre()),
        Concept::NonSeparable => Ok(marks().non_separable()),
        Concept::EqualDivision => Ok(marks().equal_division()),
    }
}

/// Σ p_s of the marginal contributions to coalitions of s, for each player.
fn marginal_value(numerators: &Numerators<'_>, players: usize, weights: &[Rational]) -> Vec<Rational> {
    let worth = |mask| numerators.get(mask);
    let value = |seat| weighted(&by_size(players, seat, &worth), weights, numerators.denominator());
    (0..players).map(value).collect()
}

/// Σ over S ∋ i of (n−s)! (s−1)!/n! times the mean of v(S) − v(S \ j) over j in S.
fn solidarity(numerators: &Numerators<'_>, players: usize) -> Vec<Rational> {
    let mut sums = vec![vec![Sum::default(); players]; players];
    for coalition in 1..1usize << players {
        let members = || (0..players).filter(|seat| coalition >> seat & 1 == 1);
        let worth = numerators.get(coalition);
        let size = coalition.count_ones() as usize;
        for seat in members() {
            let Some(sum) = sums.get_mut(seat).and_then(|sums| sums.get_mut(size - 1)) else { continue };
            members().for_each(|other| sum.add(worth - numerators.get(coalition & !(1 << other))));
        }
    }
    let weights: Vec<Rational> = shapley_weights(players)
        .into_iter()
        .zip(1usize..)
        .map(|(weight, size)| over(&weight, &BigInt::from(size)))
        .collect();
    let totals = |sums: &Vec<Sum>| sums.iter().map(Sum::total).collect::<Vec<_>>();
    sums.iter().map(|sums| weighted(&totals(sums), &weights, numerators.denominator())).collect()
}

pub(super) fn compare(amounts: &Amounts, exact: &[Rational]) -> Result<(), Violation> {
    match amounts {
        Amounts::Exact(stated) => {
            let differs = stated.iter().zip(exact).position(|(stated, actual)| stated != actual);
            differs.map_or(Ok(()), |player| {
                let text =
                    |numbers: &[Rational]| numbers.get(player).map_or_else(String::new, Rational::to_string);
                Err(Violation::Amount { player, stated: text(stated), actual: text(exact) })
            })
        }
        Amounts::Float { values, bounds } if bounds.len() != values.len() => {
            Err(Violation::Length { what: "bounds", got: bounds.len(), expected: values.len() })
        }
        Amounts::Float { values, bounds } => {
            let mut stated = values.iter().zip(bounds).zip(exact).enumerate();
            stated.try_for_each(|(player, ((&stated, &bound), actual))| within(player, stated, bound, actual))
        }
    }
}

fn within(player: usize, stated: f64, bound: f64, actual: &Rational) -> Result<(), Violation> {
    let not_finite = Violation::NotFinite { player, stated, bound };
    let (Ok(value), Ok(room)) = (Rational::from_float(stated), Rational::from_float(bound)) else {
        return Err(not_finite);
    };
    if room.is_negative() {
        return Err(not_finite);
    }
    if (value - actual).abs() <= room {
        Ok(())
    } else {
        Err(Violation::OutsideBound { player, stated, bound, actual: actual.to_string() })
    }
}
