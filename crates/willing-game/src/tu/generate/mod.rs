//! Published families of random games, bit for bit.
