//! The nucleolus and its relatives.
