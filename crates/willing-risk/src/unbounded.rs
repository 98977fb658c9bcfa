//! Numbers that may be infinite, as data: JSON has no infinity, so it is written as the word "infinity".

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written<'a> {
    Finite(f64),
    Word(std::borrow::Cow<'a, str>),
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
pub(crate) fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.is_infinite() && *value > 0.0 {
        Written::Word("infinity".into()).serialize(serializer)
    } else {
        Written::Finite(*value).serialize(serializer)
    }
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    match Written::deserialize(deserializer)? {
        Written::Finite(value) => Ok(value),
        Written::Word(word) if word == "infinity" => Ok(f64::INFINITY),
        Written::Word(word) => {
            Err(serde::de::Error::custom(format!("\"{word}\": expected a number or \"infinity\"")))
        }
    }
}
