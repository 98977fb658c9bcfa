//! Numbers as the files write them.

use num_bigint::BigUint;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A natural number, as a JSON number or as a text of digits.
struct Natural(BigUint);

impl<'de> Deserialize<'de> for Natural {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let number = match &value {
            Value::Number(number) => number.as_u64().map(BigUint::from),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let expected = || D::Error::custom(format!("{value}: expected a natural number"));
        number.map(Self).ok_or_else(expected)
    }
}

pub(super) fn some_count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<BigUint>, D::Error> {
    Option::<Natural>::deserialize(deserializer).map(|number| number.map(|Natural(number)| number))
}

pub(super) fn some_counts<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<BigUint>>, D::Error> {
    let numbers = Option::<Vec<Natural>>::deserialize(deserializer)?;
    Ok(numbers.map(|numbers| numbers.into_iter().map(|Natural(number)| number).collect()))
}
