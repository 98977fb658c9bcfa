//! Counts of any size, as decimal texts.

use num_bigint::BigUint;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// More digits than a count of profiles of all the seats there may be.
const MOST_DIGITS: usize = 40_000;

pub(super) fn serialize<S: Serializer>(count: &BigUint, serializer: S) -> Result<S::Ok, S::Error> {
    count.to_string().serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BigUint, D::Error> {
    let text = String::deserialize(deserializer)?;
    // Looked at first: reading a text takes time by the square of its length.
    if text.len() > MOST_DIGITS || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(D::Error::custom("expected a count in decimal digits"));
    }
    text.parse().map_err(D::Error::custom)
}
