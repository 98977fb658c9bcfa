//! The equilibria of a cell, one after another.

use willing_check::integer::{Cell, IntegerEquilibriumList};
use willing_game::Profile;

use super::knapsack::{Knapsack, Sums};

/// The profiles that a cell describes, in ascending order.
///
/// Each player's choice is tried only if the players after it can reach the rest of the total, so no
/// branch is a dead end: the delay between two profiles is O(n K), after O(n K W / 64) once.
#[derive(Clone, Debug)]
pub struct CellProfiles {
    /// For each player, the actions and what each adds to the player's least.
    choices: Vec<(Vec<u8>, Vec<usize>)>,
    /// For each player, the sums that it and those after it can have.
    suffixes: Vec<Sums>,
    /// The place of each player's action; empty before the first profile.
    places: Vec<usize>,
    /// What is left of the target before each player, and after the last.
    rest: Vec<usize>,
    exhausted: bool,
}

impl CellProfiles {
    /// The profiles of `cell`; none if its classes do not name each player exactly once.
    #[must_use]
    pub fn new(cell: &Cell) -> Self {
        Self::of_valid(cell).unwrap_or(Self {
            choices: Vec::new(),
            suffixes: Vec::new(),
            places: Vec::new(),
            rest: Vec::new(),
            exhausted: true,
        })
    }

    fn of_valid(cell: &Cell) -> Option<Self> {
        let players = cell.classes.iter().map(|class| class.players.len()).sum();
        let mut choices = vec![(Vec::new(), Vec::new()); players];
        let mut target = cell.total;
        for class in &cell.classes {
            let least = *class.contributions.iter().min()?;
            let offsets = class.contributions.iter().map(|own| usize::try_from(own.abs_diff(least)).ok());
            let choice = (class.actions.clone(), offsets.collect::<Option<Vec<usize>>>()?);
            for &player in &class.players {
                let entry = choices.get_mut(player as usize)?;
                if !entry.0.is_empty() || choice.0.len() != choice.1.len() {
                    return None;
                }
                entry.clone_from(&choice);
                target = target.checked_sub(least)?;
            }
        }
        let offsets = choices.iter().map(|(_, offsets)| offsets.clone()).collect();
        let knapsack = Knapsack { offsets, target: usize::try_from(target).ok()? };
        let suffixes = knapsack.suffixes();
        let exhausted = !suffixes.first()?.contains(knapsack.target);
        let rest = vec![knapsack.target; players + 1];
        Some(Self { choices, suffixes, places: Vec::new(), rest, exhausted })
    }

    /// Puts `player` at the first action from `from` on after which the rest can be had.
    fn place(&mut self, player: usize, from: usize) -> bool {
        let (rest, after) = (self.rest[player], &self.suffixes[player + 1]);
        let offsets = &self.choices[player].1;
        let fits = |&place: &usize| offsets[place] <= rest && after.contains(rest - offsets[place]);
        let Some(place) = (from..offsets.len()).find(fits) else { return false };
        self.rest[player + 1] = rest - offsets[place];
        self.places.push(place);
        true
    }

    fn complete(&mut self) {
        for player in self.places.len()..self.choices.len() {
            // The suffix contains what is left, so some action fits.
            let placed = self.place(player, 0);
            debug_assert!(placed, "a suffix that contains the rest has a choice");
        }
    }

    fn advance(&mut self) {
        while let Some(place) = self.places.pop() {
            if self.place(self.places.len(), place + 1) {
                return self.complete();
            }
        }
        self.exhausted = true;
    }
}

impl Iterator for CellProfiles {
    type Item = Profile;

    fn next(&mut self) -> Option<Profile> {
        if self.exhausted {
            return None;
        }
        if self.places.len() < self.choices.len() {
            self.complete();
        }
        let actions = self.choices.iter().zip(&self.places).map(|((actions, _), &place)| actions[place]);
        let profile = Profile::new(actions.collect());
        self.advance();
        Some(profile)
    }
}

/// All equilibria on demand, by total, then by profile: for answers that are only counted.
pub fn profiles(list: &IntegerEquilibriumList) -> impl Iterator<Item = Profile> + '_ {
    list.cells.iter().flat_map(CellProfiles::new)
}
