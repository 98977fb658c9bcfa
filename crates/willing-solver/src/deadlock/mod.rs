//! Deadlock: whether any proposal could beat the status quo.
