//! What is claimed about surpluses, the prekernel and the kernel.

use willing_game::tu::Allocation;
use willing_game::{Coalition, Player, Rational};

/// s_ij(x): the most that a coalition with player `of` and without player `over` lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct MaximumSurplus {
    /// i, who is in the coalition.
    pub of: Player,
    /// j, who is not.
    pub over: Player,
    /// s_ij(x), in the unit of the game.
    pub value: Rational,
    /// A coalition with this excess.
    pub coalition: Coalition,
}

/// All maximum surpluses of an allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Surpluses {
    /// x.
    pub allocation: Allocation,
    /// s_ij(x) for all i ≠ j, ordered by i, then by j.
    pub surpluses: Vec<MaximumSurplus>,
}

impl Surpluses {
    /// s_ij(x) of these players; `None` if they are not there or the same.
    #[must_use]
    pub fn of(&self, of: Player, over: Player) -> Option<&MaximumSurplus> {
        self.surpluses.iter().find(|surplus| surplus.of == of && surplus.over == over)
    }
}

/// The claim that an allocation is in the prekernel: its surpluses balance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct InPrekernel(pub Surpluses);

/// The claim that an allocation is in the kernel: its surpluses balance, except over players who get what they
/// earn alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct InKernel(pub Surpluses);

/// Two players out of balance: s_ij(x) > s_ji(x).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Outweighed {
    /// x.
    pub allocation: Allocation,
    /// s_ij(x), of the stronger player i over the weaker j.
    pub stronger: MaximumSurplus,
    /// s_ji(x), of j over i.
    pub weaker: MaximumSurplus,
}

/// The claim that an allocation is not in the prekernel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct OutsidePrekernel(pub Outweighed);

/// The claim that an allocation is not in the kernel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum OutsideKernel {
    /// It is no imputation: a player gets less than it earns alone.
    NoImputation {
        /// x.
        allocation: Allocation,
        /// The player.
        player: Player,
    },
    /// A player outweighs another one that gets more than it earns alone.
    Outweighed(Outweighed),
}
