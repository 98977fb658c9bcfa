//! Voting power where members may abstain, exact.
//!
//! A profile of votes adds gains to the sums of the rule's conditions. What matters of any number of votes is the vector
//! of these sums, each cut off at its quota, and only while they do not pass: raising a vote sinks no draft. So power is
//! counted over few states instead of 3ⁿ profiles or n! orders:
//!
//! * [`TernaryBanzhaf`]: in how many profiles of the others a seat decides;
//! * [`RollCall`]: how likely it is the one whose vote fixes the outcome. Passage is fixed once the votes so far pass with
//!   a no of all the others, which depends on their sums and number alone; failure is passage of the dual game, where
//!   everything is turned round.
//!
//! The states of all seats but one are needed for every kind of seat. They are built by halves: the states of all but a
//! half of the kinds are shared by that half.

mod banzhaf;
mod error;
mod game;
mod others;
mod roll_call;
mod states;

pub use banzhaf::TernaryBanzhaf;
pub use error::Error;
pub use roll_call::RollCall;
