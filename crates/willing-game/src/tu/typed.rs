//! Games with interchangeable players: worths by how many of each type there are.
