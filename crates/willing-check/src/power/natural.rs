//! Natural numbers of any size as texts of digits.

use num_bigint::BigUint;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// More digits than the number of coalitions of the largest council has: reading them takes quadratic time.
const MOST_DIGITS: usize = 20_000;

/// A number as its digits.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Digits(String);

impl Digits {
    fn number<E: Error>(self) -> Result<BigUint, E> {
        let Self(text) = self;
        let plain = !text.is_empty() && text.len() <= MOST_DIGITS && text.bytes().all(|c| c.is_ascii_digit());
        plain
            .then(|| text.parse().ok())
            .flatten()
            .ok_or_else(|| E::custom("expected a natural number of at most 20000 digits"))
    }
}

pub(crate) fn serialize<S: Serializer>(number: &BigUint, serializer: S) -> Result<S::Ok, S::Error> {
    Digits(number.to_string()).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BigUint, D::Error> {
    Digits::deserialize(deserializer)?.number()
}

/// Lists of them.
pub(super) mod list {
    use super::{BigUint, Deserialize, Deserializer, Digits, Serialize, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        numbers: &[BigUint],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        numbers.iter().map(|number| Digits(number.to_string())).collect::<Vec<_>>().serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<BigUint>, D::Error> {
        Vec::<Digits>::deserialize(deserializer)?.into_iter().map(Digits::number).collect()
    }
}
