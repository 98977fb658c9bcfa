//! The checks.

use std::collections::BTreeMap;

use willing_game::tu::{Allocation, TableGame};
use willing_game::{Certificate, Coalition, Player, Rational};

use super::{Answer, InBargainingSet, Objection, OutsideBargainingSet, Violation};

/// Membership is checked for games of at most this many players: beyond, n²4ⁿ/16 comparisons take minutes.
pub(super) const MOST_PLAYERS: usize = 14;

impl Certificate<TableGame> for OutsideBargainingSet {
    type Violation = Violation;

    /// Verifies that a player gets less than it earns alone, or that no coalition can counter the objection.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        match self {
            Self::NoImputation { allocation, player } => {
                belongs(game, allocation)?;
                known(game, *player)?;
                let below = allocation.excess(game, single(*player)).is_positive();
                if below { Ok(()) } else { Err(Violation::NotBelowAlone { player: *player }) }
            }
            Self::Justified { allocation, objection } => justified(game, allocation, objection),
        }
    }
}

impl Certificate<TableGame> for InBargainingSet {
    type Violation = Violation;

    /// Verifies that the allocation is an imputation and that every objection is answered.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let players = game.player_count();
        if players > MOST_PLAYERS {
            return Err(Violation::TooManyPlayers { players });
        }
        belongs(game, &self.allocation)?;
        // x can only be told apart from others by the order of excesses: comparisons are between ranks, exactly.
        let excesses: Vec<Rational> =
            game.coalitions().map(|coalition| self.allocation.excess(game, coalition)).collect();
        let ranks = Ranks::of(&excesses);
        let seats = || (0u32..).map(Player::new).take(players);
        if let Some(player) = seats().find(|&player| ranks.sign(single(player)) > 0) {
            return Err(Violation::BelowAlone { player });
        }
        let answers = self.by_objection()?;
        for objector in seats() {
            for target in seats().filter(|&target| target != objector) {
                let within = |a, b| move |c: &Coalition| c.contains(a) && !c.contains(b);
                let counters: Vec<_> = game.coalitions().filter(within(target, objector)).collect();
                for coalition in game.coalitions().filter(within(objector, target)) {
                    let answered = ranks.sign(coalition) <= 0
                        || counters.iter().any(|&counter| {
                            ranks.at(counter) >= ranks.at(coalition)
                                || ranks.sign(counter) >= 0 && counter.intersection(coalition).is_empty()
                        });
                    if answered {
                        continue;
                    }
                    let Some(answer) = answers.get(&(objector, target, coalition)) else {
                        return Err(Violation::Unanswered { objector, target, coalition });
                    };
                    answer.check(game, &excesses)?;
                }
            }
        }
        Ok(())
    }
}

impl InBargainingSet {
    /// The answers by objector, target and coalition, in which they must be ordered.
    fn by_objection(&self) -> Result<BTreeMap<(Player, Player, Coalition), &Answer>, Violation> {
        let key = |answer: &Answer| (answer.objector, answer.target, answer.coalition);
        let mut steps = (1..).zip(self.answers.iter().zip(self.answers.iter().skip(1)));
        if let Some((place, _)) = steps.find(|(_, (before, after))| key(before) >= key(after)) {
            return Err(Violation::Order { place });
        }
        Ok(self.answers.iter().map(|answer| (key(answer), answer)).collect())
    }
}

impl Answer {
    /// Verifies the weights against these excesses, by mask.
    fn check(&self, game: &TableGame, excesses: &[Rational]) -> Result<(), Violation> {
        let (objector, coalition) = (self.objector, self.coalition);
        let excess = |of: Coalition| {
            usize::try_from(of.bits()).ok().and_then(|mask| excesses.get(mask)).cloned().unwrap_or_default()
        };
        let mut sum = Rational::zero();
        let mut carried = vec![Rational::zero(); game.player_count()];
        for counter in &self.counters {
            let (within, outside) = (self.target, objector);
            let separates = counter.coalition.contains(within) && !counter.coalition.contains(outside);
            if !separates || !counter.coalition.is_subset(game.grand()) {
                return Err(Violation::NotSeparating { coalition: counter.coalition, within, outside });
            }
            if counter.weight.is_negative() {
                return Err(Violation::NegativeWeight { coalition: counter.coalition });
            }
            sum += &(&counter.weight * excess(counter.coalition));
            for player in counter.coalition.intersection(coalition).players() {
                if let Some(carried) = carried.get_mut(player.seat()) {
                    *carried += &counter.weight;
                }
            }
        }
        let one = Rational::one();
        let mut members = coalition.players();
        if let Some(player) = members.find(|player| carried.get(player.seat()).is_none_or(|sum| *sum > one)) {
            return Err(Violation::WeightAboveOne { player, objector, coalition });
        }
        if sum < excess(coalition) { Err(Violation::TooLittle { objector, coalition }) } else { Ok(()) }
    }
}

/// Verifies that an objection is one, and that no coalition can counter it.
fn justified(game: &TableGame, allocation: &Allocation, objection: &Objection) -> Result<(), Violation> {
    belongs(game, allocation)?;
    let &Objection { objector, target, coalition, ref payments } = objection;
    known(game, objector)?;
    known(game, target)?;
    if !coalition.is_subset(game.grand()) || !coalition.contains(objector) || coalition.contains(target) {
        return Err(Violation::NotSeparating { coalition, within: objector, outside: target });
    }
    if payments.len() != coalition.len() {
        return Err(Violation::PaymentCount { got: payments.len(), members: coalition.len(), coalition });
    }
    if payments.iter().sum::<Rational>() != game.exact_worth(coalition) {
        return Err(Violation::PaymentSum { coalition });
    }
    // What each player must get so as not to be worse off: y in S, x outside.
    let mut owed = allocation.amounts().to_vec();
    for (player, payment) in coalition.players().zip(payments) {
        match owed.get_mut(player.seat()) {
            Some(owed) if *payment > *owed => owed.clone_from(payment),
            _ => return Err(Violation::DoesNotGain { player }),
        }
    }
    let counters = game.coalitions().filter(|other| other.contains(target) && !other.contains(objector));
    for counter in counters {
        let owed: Rational = counter.players().filter_map(|player| owed.get(player.seat())).sum();
        if game.exact_worth(counter) >= owed {
            return Err(Violation::Countered { coalition: counter });
        }
    }
    Ok(())
}

/// The order of the excesses of all coalitions, as integers.
struct Ranks {
    ranks: Vec<usize>,
    zero: usize,
}

impl Ranks {
    fn of(excesses: &[Rational]) -> Self {
        let mut sorted: Vec<&Rational> = excesses.iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        // The empty coalition has excess 0, so 0 is among them.
        let rank = |excess: &Rational| sorted.partition_point(|other| *other < excess);
        Self { ranks: excesses.iter().map(rank).collect(), zero: rank(&Rational::zero()) }
    }

    fn at(&self, coalition: Coalition) -> usize {
        usize::try_from(coalition.bits()).ok().and_then(|mask| self.ranks.get(mask)).copied().unwrap_or(0)
    }

    /// −1, 0 or 1 as the excess is below, at or above 0.
    fn sign(&self, coalition: Coalition) -> i8 {
        match self.at(coalition).cmp(&self.zero) {
            std::cmp::Ordering::Less => -1,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => 1,
        }
    }
}

fn belongs(game: &TableGame, allocation: &Allocation) -> Result<(), Violation> {
    Allocation::new(game, allocation.amounts().to_vec())?;
    Ok(())
}

fn known(game: &TableGame, player: Player) -> Result<(), Violation> {
    if game.grand().contains(player) {
        Ok(())
    } else {
        Err(Violation::NoSuchPlayer { player, players: game.player_count() })
    }
}

fn single(player: Player) -> Coalition {
    Coalition::EMPTY.with(player).unwrap_or_default()
}
