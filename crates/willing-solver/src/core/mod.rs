//! The core of a game with transferable utility.
