//! The bargaining set.
