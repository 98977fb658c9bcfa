//! Proper and strong games.

use willing_check::simple::{DisjointWinners, LosingComplements, Proper, Strong};
use willing_council::{Seat, SimpleGame};
use willing_game::{Limit, Verdict};

use super::ordered::{Ordered, complement, heavy_first, seats};
use super::separation::{Effort, separation};
use crate::Run;

/// Whether no two disjoint coalitions win, or which do.
///
/// S and N∖S both win iff S wins and does not block.
///
/// # Example
///
/// ```
/// use willing_council::SimpleGame;
/// use willing_game::{Certificate, Verdict};
/// use willing_solver::simple::Properness;
///
/// let game = SimpleGame::weighted(2, [1, 1, 1, 1])?; // half is enough
/// let Verdict::Impossible(pair) = Properness::new().solve(&game) else { panic!("two pairs win") };
/// pair.check(&game)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Properness {
    effort: Effort,
}

/// Whether a coalition wins if all others together lose, or which two complementary coalitions both lose: then two blocks can
/// deadlock.
///
/// S and N∖S both lose iff S blocks and does not win.
///
/// # Example
///
/// ```
/// use willing_council::SimpleGame;
/// use willing_game::Certificate;
/// use willing_solver::simple::Strength;
///
/// let game = SimpleGame::weighted(3, [2, 1, 1, 1])?;
/// Strength::new().solve(&game).found()?.check(&game)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Strength {
    effort: Effort,
}

impl Properness {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the most nodes of the search (default 2²¹).
    #[must_use]
    pub fn max_nodes(mut self, nodes: usize) -> Self {
        self.effort.max_nodes = nodes;
        self
    }

    /// Sets a way to stop.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.effort.run = run;
        self
    }

    /// Whether `game` is proper.
    pub fn solve(&self, game: &SimpleGame) -> Verdict<Proper, DisjointWinners> {
        match apart(game, &game.dual(), &self.effort) {
            Ok(None) => Verdict::Exists(Proper {}),
            Ok(Some(one)) => Verdict::Impossible(DisjointWinners { other: complement(game, &one), one }),
            Err(limit) => Verdict::Undecided(limit),
        }
    }
}

impl Strength {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the most nodes of the search (default 2²¹).
    #[must_use]
    pub fn max_nodes(mut self, nodes: usize) -> Self {
        self.effort.max_nodes = nodes;
        self
    }

    /// Sets a way to stop.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.effort.run = run;
        self
    }

    /// Whether `game` is strong.
    pub fn solve(&self, game: &SimpleGame) -> Verdict<Strong, LosingComplements> {
        match apart(&game.dual(), game, &self.effort) {
            Ok(None) => Verdict::Exists(Strong {}),
            Ok(Some(coalition)) => Verdict::Impossible(LosingComplements { coalition }),
            Err(limit) => Verdict::Undecided(limit),
        }
    }
}

/// A coalition that wins in `first` and loses in `second`.
pub(super) fn apart(
    first: &SimpleGame,
    second: &SimpleGame,
    effort: &Effort,
) -> Result<Option<Vec<Seat>>, Limit> {
    let order = heavy_first(first);
    let found = separation(&Ordered::new(first, &order, &[]), &Ordered::new(second, &order, &[]), effort)?;
    Ok(found.map(|places| seats(places.into_iter().filter_map(|place| order.get(place).copied()))))
}
