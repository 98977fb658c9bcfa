//! The least core and the cost of stability.
