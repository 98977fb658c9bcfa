//! Simple games: which coalitions win, block and matter.
