//! Power with a-priori unions.

use num_bigint::{BigInt, BigUint};
use num_traits::One;
use willing_check::power::UnionIndices;
use willing_council::SimpleGame;
use willing_game::Rational;

use super::Error;
use super::by_diagram::winning;
use super::diagram::Diagram;
use super::flow::{Completions, Flow, View, Won};
use super::kinds::{Conditions, Kind};
use super::residual::Residuals;
use super::tallies::{factorial, order_weights};
use crate::Run;

pub(super) fn solve(
    game: &SimpleGame,
    unions: &[Vec<usize>],
    most: usize,
    run: &Run,
) -> Result<UnionIndices, Error> {
    let seats = game.seats();
    check(unions, seats)?;
    let conditions = Conditions::of(game);
    let mut answer = UnionIndices {
        unions: unions.to_vec(),
        owen: vec![Rational::zero(); seats],
        banzhaf_owen: vec![Rational::zero(); seats],
    };
    for (place, own) in unions.iter().enumerate() {
        let others: Vec<Vec<usize>> = unions
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .map(|(_, union)| union.clone())
            .collect();
        let outer = conditions.kinds(&others);
        let members: Vec<Vec<usize>> = own.iter().map(|seat| vec![*seat]).collect();
        let inner = conditions.kinds(&members);
        let kinds: Vec<Kind> = outer.iter().chain(&inner).cloned().collect();
        let residuals = Residuals::of(&conditions, &kinds);
        let diagram = winning(&residuals, &conditions, &kinds, most, run)?;
        let power = Union { diagram, outer: outer.len(), others: others.len(), members: own.len() };
        let (owen, banzhaf) = power.indices(run)?;
        for (kind, (owen, banzhaf)) in inner.iter().zip(owen.iter().zip(&banzhaf)) {
            for seat in kind.players.iter().filter_map(|member| own.get(*member)) {
                if let (Some(order), Some(coin)) =
                    (answer.owen.get_mut(*seat), answer.banzhaf_owen.get_mut(*seat))
                {
                    order.clone_from(owen);
                    coin.clone_from(banzhaf);
                }
            }
        }
        run.report("unions", place as u64 + 1, unions.len() as u64);
    }
    Ok(answer)
}

fn check(unions: &[Vec<usize>], seats: usize) -> Result<(), Error> {
    let mut unions_of = vec![0usize; seats];
    for (place, union) in unions.iter().enumerate() {
        if union.is_empty() {
            return Err(Error::EmptyUnion { place });
        }
        for &seat in union {
            *unions_of.get_mut(seat).ok_or(Error::NoSuchSeat { seat, seats })? += 1;
        }
    }
    match unions_of.iter().enumerate().find(|(_, got)| **got != 1) {
        Some((seat, &got)) => Err(Error::SeatInUnions { seat, got }),
        None => Ok(()),
    }
}

/// A union's game: kinds of other unions, then of its members.
struct Union {
    diagram: Diagram,
    /// How many kinds of other unions.
    outer: usize,
    others: usize,
    members: usize,
}

impl Union {
    /// Owen and Banzhaf–Owen indices by kind of members.
    ///
    /// Coalitions of whole other unions are weighed by their number, those of members by theirs: both weights are s! (n−1−s)!/n!
    /// or both 2^(1−n).
    fn indices(&self, run: &Run) -> Result<(Vec<Rational>, Vec<Rational>), Error> {
        let completions = Completions::<BigUint>::of(&self.diagram, Won::Anybody, run)?;
        let coins = |players: usize| vec![BigUint::one(); players];
        let orders = factorial(self.others + 1) * factorial(self.members);
        let owen = self.weighed(
            &completions,
            &order_weights(self.others + 1),
            &order_weights(self.members),
            &orders,
            run,
        )?;
        let all = BigUint::one() << (self.others + self.members - 1);
        let banzhaf = self.weighed(&completions, &coins(self.others + 1), &coins(self.members), &all, run)?;
        Ok((owen, banzhaf))
    }

    fn weighed(
        &self,
        completions: &Completions<BigUint>,
        outer: &[BigUint],
        inner: &[BigUint],
        divisor: &BigUint,
        run: &Run,
    ) -> Result<Vec<Rational>, Error> {
        let mut flow = Flow::at_root(&self.diagram);
        (0..self.outer).for_each(|_| flow.advance());
        flow.weighed(outer);
        let mut found = Vec::new();
        for _ in self.outer..self.diagram.levels.len() {
            let swings = flow.view(completions, View::Swings, run)?;
            let sum: BigUint = swings.iter().zip(inner).map(|(swings, weight)| swings * weight).sum();
            found.push(Rational::new(BigInt::from(sum), BigInt::from(divisor.clone())).unwrap_or_default());
            flow.advance();
        }
        Ok(found)
    }
}
