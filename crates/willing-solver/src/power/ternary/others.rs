//! The states of all seats but one, for every kind of seat.

use super::Error;
use super::game::{Compiled, Kind};
use super::states::{Ballots, States};
use crate::Run;

/// How the states of the others are built.
pub(super) struct Others<'a> {
    pub(super) game: &'a Compiled,
    pub(super) ballots: &'a Ballots,
    pub(super) most: usize,
    pub(super) run: &'a Run,
}

impl Others<'_> {
    /// Calls `visit` for every kind, in order, with the states that all seats but one of that kind lead to.
    ///
    /// With k kinds of m seats each it adds a seat O(m k log k) times, where one start for each kind would take O(m k²).
    pub(super) fn each(&self, mut visit: impl FnMut(&Kind, &States)) -> Result<(), Error> {
        self.halve(&self.game.kinds, &States::start(self.game), &mut visit)
    }

    /// The states of all seats.
    pub(super) fn everybody(&self) -> Result<States, Error> {
        self.with_kinds(States::start(self.game), &self.game.kinds)
    }

    fn halve(
        &self,
        kinds: &[Kind],
        outside: &States,
        visit: &mut impl FnMut(&Kind, &States),
    ) -> Result<(), Error> {
        if let [kind] = kinds {
            let others = self.with_seats(outside.clone(), kind, kind.seats.len().saturating_sub(1))?;
            visit(kind, &others);
            self.run.report(
                "kinds of seats",
                kind.seats.first().map_or(0, |seat| *seat as u64),
                self.game.seats as u64,
            );
            return Ok(());
        }
        let Some((first, second)) = kinds.split_at_checked(kinds.len() / 2) else { return Ok(()) };
        if !first.is_empty() {
            self.halve(first, &self.with_kinds(outside.clone(), second)?, visit)?;
            self.halve(second, &self.with_kinds(outside.clone(), first)?, visit)?;
        }
        Ok(())
    }

    fn with_kinds(&self, states: States, kinds: &[Kind]) -> Result<States, Error> {
        kinds.iter().try_fold(states, |states, kind| self.with_seats(states, kind, kind.seats.len()))
    }

    fn with_seats(&self, states: States, kind: &Kind, seats: usize) -> Result<States, Error> {
        (0..seats).try_fold(states, |states, _| {
            if self.run.is_cancelled() {
                return Err(Error::Cancelled);
            }
            states.with(&kind.gains, self.ballots, self.game, self.most)
        })
    }
}
