//! Where evidence about pure equilibria can fail.

/// Why evidence about pure equilibria was refused. Steps are counted from 0, in the order of the tree.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A tolerance that is negative, infinite or NaN.
    #[error("the tolerance is {tolerance}: it must be a finite number ≥ 0")]
    Tolerance {
        /// The tolerance.
        tolerance: f64,
    },
    /// More players than a packed step can name.
    #[error("{players} players: at most {most} can be checked")]
    TooManyPlayers {
        /// How many there are.
        players: usize,
        /// How many there may be.
        most: usize,
    },
    /// A list of all equilibria without any; that claim has evidence of another kind.
    #[error("the list of equilibria is empty")]
    EmptyList,
    /// A class names a player that the game does not have, or names one twice.
    #[error("class {class} names player {player}, who is unknown or in a class already")]
    Class {
        /// Which class.
        class: usize,
        /// The player.
        player: usize,
    },
    /// Players of one class that differ, or cannot be compared.
    #[error("class {class} has players {one} and {other}, who are not known to be identical")]
    NotIdentical {
        /// Which class.
        class: usize,
        /// Its first player.
        one: usize,
        /// The player that differs.
        other: usize,
    },
    /// A listed profile that does not fit the game.
    #[error("listed profile {entry} has the wrong length or an infeasible action")]
    Profile {
        /// Its place in the list.
        entry: usize,
    },
    /// Listed profiles out of order, or twice in the list.
    #[error("listed profile {entry} does not come after the one before it")]
    ListOrder {
        /// The place of the second of the two.
        entry: usize,
    },
    /// A listed profile in which the actions of a class decrease.
    #[error("listed profile {entry} has player {player} of a class below the member before")]
    ClassOrder {
        /// Its place in the list.
        entry: usize,
        /// The player.
        player: usize,
    },
    /// A listed profile that stands for another number of profiles than claimed.
    #[error("listed profile {entry} is said to stand for {claimed} profiles, but stands for {computed}")]
    Orbit {
        /// Its place in the list.
        entry: usize,
        /// The number claimed.
        claimed: f64,
        /// The number computed.
        computed: f64,
    },
    /// A listed profile that is not known to be an equilibrium.
    #[error("listed profile {entry}: player {player} may gain {gain} by action {action}")]
    NoEquilibrium {
        /// Its place in the list.
        entry: usize,
        /// The player.
        player: usize,
        /// The action that may be better.
        action: usize,
        /// An upper bound of the gain.
        gain: f64,
    },
    /// A listed profile whose worst gain is another than claimed.
    #[error("listed profile {entry}: the worst gain is said to be {claimed}, but lies in [{least}, {most}]")]
    WorstGain {
        /// Its place in the list.
        entry: usize,
        /// The gain claimed.
        claimed: f64,
        /// A lower bound, rounding allowed for.
        least: f64,
        /// An upper bound, rounding allowed for.
        most: f64,
    },
    /// A listed profile with a deviation that certainly gains something, but is not said to depend on ties.
    #[error("listed profile {entry}: a deviation gains {gain}, within the tolerance, without a flag")]
    TieFlag {
        /// Its place in the list.
        entry: usize,
        /// A lower bound of the gain.
        gain: f64,
    },
    /// A word that is no step, or a cut that is missing.
    #[error("step {step}: not a step")]
    UnknownStep {
        /// The step.
        step: usize,
    },
    /// Cuts left over after the last step.
    #[error("{cuts} cuts are left over")]
    LeftOverCuts {
        /// How many.
        cuts: usize,
    },
    /// The tree ends before all its nodes are closed.
    #[error("the tree ends after {steps} steps with {open} nodes not closed")]
    Truncated {
        /// How many steps it has.
        steps: usize,
        /// How many nodes still wait.
        open: usize,
    },
    /// Steps after the last node is closed.
    #[error("step {step}: the tree is complete already")]
    Trailing {
        /// The first of them.
        step: usize,
    },
    /// A player that the game does not have.
    #[error("step {step}: no player {player}")]
    UnknownPlayer {
        /// The step.
        step: usize,
        /// The player.
        player: usize,
    },
    /// A total that the game does not have.
    #[error("step {step}: no total {dimension}")]
    UnknownDimension {
        /// The step.
        step: usize,
        /// The dimension.
        dimension: usize,
    },
    /// A cut that is infinite or NaN.
    #[error("step {step}: a cut at {at}")]
    Cut {
        /// The step.
        step: usize,
        /// Where it is.
        at: f64,
    },
    /// An action dropped that is not in the domain.
    #[error("step {step}: player {player} has no action {action} left to drop")]
    NotInDomain {
        /// The step.
        step: usize,
        /// The player.
        player: usize,
        /// The action.
        action: usize,
    },
    /// A better action that is not feasible.
    #[error("step {step}: player {player} cannot choose action {action}")]
    Infeasible {
        /// The step.
        step: usize,
        /// The player.
        player: usize,
        /// The action.
        action: usize,
    },
    /// An action dropped as unattainable that the box allows.
    #[error("step {step}: action {action} of player {player} is attainable in the box")]
    Attainable {
        /// The step.
        step: usize,
        /// The player.
        player: usize,
        /// The action.
        action: usize,
    },
    /// An action dropped as dominated that is not known to be.
    #[error("step {step}: player {player} is not known to gain enough by {better} over {action} in the box")]
    NotDominated {
        /// The step.
        step: usize,
        /// The player.
        player: usize,
        /// The action dropped.
        action: usize,
        /// The action said to be better.
        better: usize,
    },
    /// An action dropped for its order in a class, without such a class or in order.
    #[error("step {step}: action {action} of player {player} is not out of order in a class")]
    InOrder {
        /// The step.
        step: usize,
        /// The player.
        player: usize,
        /// The action.
        action: usize,
    },
    /// A node closed for its totals that are not empty.
    #[error("step {step}: the box is not empty in dimension {dimension}")]
    TotalsLeft {
        /// The step.
        step: usize,
        /// The dimension.
        dimension: usize,
    },
    /// A node closed for a player who has actions left.
    #[error("step {step}: player {player} has actions left")]
    ActionsLeft {
        /// The step.
        step: usize,
        /// The player.
        player: usize,
    },
    /// A leaf at which some player does not have exactly one action.
    #[error("step {step}: not every player has exactly one action left")]
    NoProfile {
        /// The step.
        step: usize,
    },
    /// A leaf said to be listed that is not in the list.
    #[error("step {step}: the profile of this leaf is not in the list")]
    NotListed {
        /// The step.
        step: usize,
    },
    /// A leaf whose deviation is not known to gain enough.
    #[error("step {step}: player {player} is not known to gain enough by deviating to {better}")]
    NoDeviation {
        /// The step.
        step: usize,
        /// The player.
        player: usize,
        /// The action said to be better.
        better: usize,
    },
    /// A node left open in evidence that claims completeness.
    #[error("step {step}: a node is left open")]
    LeftOpen {
        /// The step.
        step: usize,
    },
    /// An open node that is not in its place among the open boxes, or not covered by it.
    #[error("step {step}: the open node is not the open box in place {place}")]
    OpenBox {
        /// The step.
        step: usize,
        /// The place.
        place: usize,
    },
    /// Another number of open boxes than of open nodes.
    #[error("{boxes} open boxes for {nodes} open nodes")]
    OpenBoxes {
        /// How many boxes are given.
        boxes: usize,
        /// How many nodes are open.
        nodes: usize,
    },
}
