//! How far a run has come.

/// What a run is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// The tier games of the crisis itself.
    Cells,
    /// Reports on each state: prices and sensitivities.
    States,
    /// How the burden of each equilibrium of the cell shown is shared.
    Burden,
    /// The crisis without each state.
    Removals,
    /// The crisis under each other leader.
    Candidacies,
}

/// A message about a run: so many of so many are done. Messages of one stage may come from several threads
/// and out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What the run is at.
    pub stage: Stage,
    /// How many are done.
    pub done: usize,
    /// Of how many.
    pub total: usize,
}
