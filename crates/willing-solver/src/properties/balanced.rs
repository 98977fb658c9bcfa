//! Is there a core, in the game and in every subgame?

use willing_check::core::{CorePoint, EmptyCore, WeightedCoalition};
use willing_check::properties::{NotTotallyBalanced, Property, SubgamePoint, TotallyBalanced};
use willing_game::tu::TableGame;
use willing_game::tu::derived::{Subgame, restriction};
use willing_game::{Coalition, Limit, Rational, Verdict};

use super::{Error, PropertyTest};
use crate::Run;
use crate::core::Core;

/// Balancedness: whether the game has a core, which it has exactly if no balanced collection is worth more than the
/// grand coalition (Bondareva 1963; Shapley 1967).
///
/// # Returns
///
/// `Exists` with a point of the core, `Impossible` with a balanced collection: the verdict of
/// [`Core`](crate::core::Core), under the name of the property.
///
/// # Errors
///
/// [`Error::Core`].
///
/// # Complexity
///
/// That of the least core.
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_solver::properties::Balancedness;
///
/// let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1])?;
/// let point = Balancedness::new().solve(&gloves)?.found()?;
/// assert_eq!(point.allocation[2].to_string(), "1"); // all to the scarce glove
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Balancedness {
    run: Run,
}

impl Balancedness {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets threads, a way to stop and a listener.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// Whether `game` is balanced.
    ///
    /// # Errors
    ///
    /// See [`Balancedness`].
    pub fn solve(&self, game: &TableGame) -> Result<Verdict<CorePoint, EmptyCore>, Error> {
        Ok(Core::new().run(self.run.clone()).solve(game).map_err(Box::new)?)
    }
}

/// Total balancedness: whether every subgame has a core. So has exactly every market game (Shapley & Shubik 1969).
///
/// # Returns
///
/// * `Exists`: the game is convex, which is enough and which the checker scans for itself, or a point of the core of each
///   subgame.
/// * `Impossible`: a subgame without a core, with the balanced collection that shows it: the first in the order of
///   coalitions as bit masks.
/// * `Undecided`: the caller asked to stop.
///
/// # Errors
///
/// [`Error::PlayerLimit`], [`Error::Worths`], [`Error::Core`].
///
/// # Complexity
///
/// A least core for each of 2ⁿ subgames that a cheaper guess does not settle: what the members got in the subgame
/// without the last of them, who gets the rest.
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_game::{Certificate, Verdict};
/// use willing_solver::properties::TotalBalance;
///
/// // A fourth player can pay off the three of whom any two are a majority, who can't agree among themselves.
/// let game = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1, 1, 3])?;
/// let Verdict::Impossible(proof) = TotalBalance::new().solve(&game)? else { panic!("three can't agree") };
/// assert_eq!(proof.members.bits(), 0b0111);
/// proof.check(&game)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct TotalBalance {
    player_limit: usize,
    run: Run,
}

impl Default for TotalBalance {
    fn default() -> Self {
        Self { player_limit: 12, run: Run::new() }
    }
}

impl TotalBalance {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Refuses games of more players (default 12: evidence has a point for each of 2ⁿ subgames).
    #[must_use]
    pub fn player_limit(mut self, players: usize) -> Self {
        self.player_limit = players;
        self
    }

    /// Sets threads, a way to stop and a listener.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// Whether `game` is totally balanced.
    ///
    /// # Errors
    ///
    /// See [`TotalBalance`].
    pub fn solve(&self, game: &TableGame) -> Result<Verdict<TotallyBalanced, NotTotallyBalanced>, Error> {
        let players = game.player_count();
        if players > self.player_limit {
            return Err(Error::PlayerLimit { players, limit: self.player_limit });
        }
        match PropertyTest::of(Property::Convex).run(self.run.clone()).solve(game)? {
            Verdict::Exists(_) => return Ok(Verdict::Exists(TotallyBalanced::Convex)),
            Verdict::Impossible(_) => {}
            Verdict::Undecided(limit) => return Ok(Verdict::Undecided(limit)),
        }
        let total = game.grand().bits();
        // By mask, so that the subgame without its last member is known before.
        let mut known: Vec<Vec<Rational>> = vec![Vec::new()];
        for mask in 1..=total {
            if self.run.is_cancelled() {
                return Ok(Verdict::Undecided(Limit::Cancelled));
            }
            self.run.report("total balancedness: subgames", mask, total);
            let members = Coalition::from_bits(mask);
            if let Some(amounts) = extended(game, members, &known) {
                known.push(amounts);
                continue;
            }
            let subgame = restriction(game, members)?;
            match Core::new().solve(&subgame.game).map_err(Box::new)? {
                Verdict::Exists(point) => known.push(point.allocation),
                Verdict::Impossible(proof) => {
                    let coalitions = seated(&proof.coalitions, &subgame);
                    return Ok(Verdict::Impossible(NotTotallyBalanced { members, coalitions }));
                }
                Verdict::Undecided(limit) => return Ok(Verdict::Undecided(limit)),
            }
        }
        let points = (0..).map(Coalition::from_bits).zip(known).filter(|(members, _)| members.len() >= 2);
        let points = points.map(|(members, amounts)| SubgamePoint { members, amounts }).collect();
        Ok(Verdict::Exists(TotallyBalanced::Points { points }))
    }
}

/// What the members other than the last get without it, the rest to it, if no coalition with it would leave.
fn extended(game: &TableGame, members: Coalition, known: &[Vec<Rational>]) -> Option<Vec<Rational>> {
    let last = members.players().last()?;
    let others = members.without(last);
    let mut amounts = known.get(usize::try_from(others.bits()).ok()?)?.clone();
    let rest = game.exact_worth(members) - game.exact_worth(others);
    let mut paid = vec![(1u64 << last.seat(), rest.clone())];
    for (player, amount) in others.players().zip(&amounts) {
        let with: Vec<_> =
            paid.iter().map(|(mask, paid)| (mask | 1 << player.seat(), paid + amount)).collect();
        paid.extend(with);
    }
    let stays = |(mask, paid): &(u64, Rational)| game.exact_worth(Coalition::from_bits(*mask)) <= *paid;
    amounts.push(rest);
    paid.iter().all(stays).then_some(amounts)
}

/// Coalitions of a subgame as coalitions of the game.
fn seated(coalitions: &[WeightedCoalition], subgame: &Subgame) -> Vec<WeightedCoalition> {
    let seats = |coalition: Coalition| {
        let seats = coalition.players().filter_map(|player| subgame.players.get(player.seat()));
        Coalition::from_bits(seats.fold(0, |mask, player| mask | 1 << player.seat()))
    };
    let seated = |weighted: &WeightedCoalition| WeightedCoalition {
        coalition: seats(weighted.coalition),
        weight: weighted.weight.clone(),
    };
    coalitions.iter().map(seated).collect()
}
