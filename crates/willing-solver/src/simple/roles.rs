//! Who has a veto, wins alone, never matters.

use willing_check::simple::{Role, SeatRoles, Veto};
use willing_council::{Seat, SimpleGame};

use super::SearchEnded;
use super::ordered::{Ordered, heavy_first, kinds, seats};
use super::separation::{Effort, separation, shrunk};
use crate::Run;

/// The role of every seat: a veto (it is in every winning coalition), winning alone (a *passer*), both (a *dictator*),
/// or none at all (a *dummy*, critical in no coalition), each with a witness: a minimal winning coalition without the seat
/// where it has no veto, a coalition that loses and wins with the seat where it is no dummy.
///
/// # Errors
///
/// [`solve`](Roles::solve) ends with [`Limit::Nodes`](willing_game::Limit::Nodes) where it can neither find a coalition in which
/// a seat is critical nor exclude one, with [`Limit::Cancelled`](willing_game::Limit::Cancelled) on request.
///
/// # Complexity
///
/// Vetoes and passers: two evaluations a seat. Coalitions in which a seat is critical: mostly O(n), by taking in seats
/// one after the other; else by a search whose exponent is bounded by the number of different needs.
///
/// # Example
///
/// ```
/// use willing_council::SimpleGame;
/// use willing_game::Certificate;
/// use willing_solver::simple::Roles;
///
/// let game = SimpleGame::weighted(12, [4, 4, 4, 2, 2, 1])?; // EEC 1958
/// let roles = Roles::new().solve(&game)?;
/// assert!(roles.seats[5].is_dummy()); // Luxembourg never mattered
/// roles.check(&game)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Roles {
    effort: Effort,
}

impl Roles {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the most nodes of the search for each kind of seat (default 2²¹).
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

    /// The roles in `game`.
    ///
    /// # Errors
    ///
    /// See [`Roles`].
    pub fn solve(&self, game: &SimpleGame) -> Result<SeatRoles, SearchEnded> {
        let order = heavy_first(game);
        let mut roles: Vec<(usize, Role)> = Vec::with_capacity(game.seats());
        for kind in kinds(game) {
            let Some(&first) = kind.first() else { continue };
            let role = self.role(game, &order, first)?;
            roles.extend(kind.iter().map(|&seat| (seat, with_places_changed(&role, first, seat))));
        }
        roles.sort_by_key(|(seat, _)| *seat);
        Ok(SeatRoles { seats: roles.into_iter().map(|(_, role)| role).collect() })
    }

    fn role(&self, game: &SimpleGame, order: &[usize], seat: usize) -> Result<Role, SearchEnded> {
        let free: Vec<usize> = order.iter().copied().filter(|place| *place != seat).collect();
        let (with, without) = (Ordered::new(game, &free, &[seat]), Ordered::new(game, &free, &[]));
        let named =
            |places: Vec<usize>| seats(places.into_iter().filter_map(|place| free.get(place).copied()));
        // Winning is monotone, so a seat has a veto iff all others together lose. Light seats leave first.
        let light_first: Vec<usize> = (0..free.len()).rev().collect();
        let veto = match shrunk(&without, &light_first) {
            None => Veto::Held,
            Some(places) => Veto::Avoided { coalition: named(places) },
        };
        let passer = game.wins(|place| place == seat);
        let pivots = separation(&with, &without, &self.effort)?.map(named);
        Ok(Role { veto, passer, pivots })
    }
}

/// The role of `seat`, which weighs what `first` does: they swap places in every witness.
fn with_places_changed(role: &Role, first: usize, seat: usize) -> Role {
    let swapped = |coalition: &Vec<Seat>| {
        seats(coalition.iter().map(|member| if member.place() == seat { first } else { member.place() }))
    };
    Role {
        veto: match &role.veto {
            Veto::Held => Veto::Held,
            Veto::Avoided { coalition } => Veto::Avoided { coalition: swapped(coalition) },
        },
        passer: role.passer,
        pivots: role.pivots.as_ref().map(swapped),
    }
}
