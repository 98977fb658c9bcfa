//! One quota and any number of seats: counts by dynamic programs.
