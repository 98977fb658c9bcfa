//! Voting power where members may abstain.
