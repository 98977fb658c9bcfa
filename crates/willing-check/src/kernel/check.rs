//! The checks.

use willing_game::tu::{Allocation, TableGame};
use willing_game::{Certificate, Coalition, Player, Rational};

use super::scan::{Excesses, Maxima};
use super::{
    InKernel, InPrekernel, MaximumSurplus, OutsideKernel, OutsidePrekernel, Outweighed, Surpluses, Violation,
};

impl Certificate<TableGame> for Surpluses {
    type Violation = Violation;

    /// Verifies every surplus: its coalition attains it, and none exceeds it.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let players = game.player_count();
        let excesses = Excesses::new(game, &self.allocation)?;
        let pairs = || seats(players).flat_map(|of| seats(players).map(move |over| (of, over)));
        let named = self.surpluses.iter().map(|surplus| (surplus.of, surplus.over));
        if !pairs().filter(|(of, over)| of != over).eq(named) {
            return Err(Violation::Pairs { got: self.surpluses.len(), players });
        }
        let maxima = excesses.maxima();
        let mut surpluses = self.surpluses.iter();
        surpluses.try_for_each(|surplus| maximal(game, &self.allocation, &maxima, surplus))
    }
}

impl Certificate<TableGame> for InPrekernel {
    type Violation = Violation;

    /// Verifies the surpluses and that they balance.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        self.0.check(game)?;
        balanced(&self.0, |_| false)
    }
}

impl Certificate<TableGame> for InKernel {
    type Violation = Violation;

    /// Verifies that the allocation is an imputation, the surpluses, and that they balance where they must.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        self.0.check(game)?;
        let beyond = |player| beyond_alone(game, &self.0.allocation, player);
        if let Some(player) = seats(game.player_count()).find(|&player| beyond(player).is_negative()) {
            return Err(Violation::BelowAlone { player });
        }
        balanced(&self.0, |player| beyond(player).is_zero())
    }
}

impl Certificate<TableGame> for OutsidePrekernel {
    type Violation = Violation;

    /// Verifies both surpluses and that they differ.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        outweighed(game, &self.0)
    }
}

impl Certificate<TableGame> for OutsideKernel {
    type Violation = Violation;

    /// Verifies that a player gets less than it earns alone, or is outweighed though it gets more.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        match self {
            Self::NoImputation { allocation, player } => {
                Allocation::new(game, allocation.amounts().to_vec())?;
                if !game.grand().contains(*player) {
                    let (of, over) = (*player, *player);
                    return Err(Violation::NoSuchPair { of, over, players: game.player_count() });
                }
                let below = beyond_alone(game, allocation, *player).is_negative();
                if below { Ok(()) } else { Err(Violation::NotBelowAlone { player: *player }) }
            }
            Self::Outweighed(outweighed_pair) => {
                outweighed(game, outweighed_pair)?;
                let player = outweighed_pair.stronger.over;
                let beyond = beyond_alone(game, &outweighed_pair.allocation, player).is_positive();
                if beyond { Ok(()) } else { Err(Violation::AtAlone { player }) }
            }
        }
    }
}

/// Verifies that one player's surplus over the other is the larger.
fn outweighed(game: &TableGame, pair: &Outweighed) -> Result<(), Violation> {
    let Outweighed { allocation, stronger, weaker } = pair;
    let excesses = Excesses::new(game, allocation)?;
    let (of, over) = (stronger.of, stronger.over);
    if (weaker.of, weaker.over) != (over, of) || stronger.value <= weaker.value {
        return Err(Violation::DoesNotOutweigh { of, over });
    }
    let maxima = excesses.maxima();
    maximal(game, allocation, &maxima, stronger)?;
    maximal(game, allocation, &maxima, weaker)
}

/// Verifies that a surplus is attained by its coalition and the largest.
fn maximal(
    game: &TableGame,
    allocation: &Allocation,
    maxima: &Maxima<Rational>,
    surplus: &MaximumSurplus,
) -> Result<(), Violation> {
    let players = game.player_count();
    let &MaximumSurplus { of, over, ref value, coalition } = surplus;
    let largest = maxima.get(of.seat()).and_then(|row| row.get(over.seat())).and_then(Option::as_ref);
    let Some((largest, separating)) = largest else {
        return Err(Violation::NoSuchPair { of, over, players });
    };
    if !coalition.is_subset(game.grand()) || !coalition.contains(of) || coalition.contains(over) {
        return Err(Violation::NotSeparating { coalition, of, over, players });
    }
    if allocation.excess(game, coalition) != *value {
        return Err(Violation::NotAttained { coalition, of, over });
    }
    if largest == value { Ok(()) } else { Err(Violation::NotMaximal { coalition: *separating, of, over }) }
}

/// Verifies that no player outweighs another one that is not excused.
fn balanced(surpluses: &Surpluses, excused: impl Fn(Player) -> bool) -> Result<(), Violation> {
    let weighs_more = |surplus: &&MaximumSurplus| {
        let back = surpluses.of(surplus.over, surplus.of);
        back.is_none_or(|back| surplus.value > back.value) && !excused(surplus.over)
    };
    match surpluses.surpluses.iter().find(weighs_more) {
        None => Ok(()),
        Some(surplus) => Err(Violation::Outweighs { of: surplus.of, over: surplus.over }),
    }
}

/// x_i − v({i}).
fn beyond_alone(game: &TableGame, allocation: &Allocation, player: Player) -> Rational {
    -allocation.excess(game, Coalition::EMPTY.with(player).unwrap_or_default())
}

fn seats(players: usize) -> impl Iterator<Item = Player> {
    (0u32..).map(Player::new).take(players)
}
