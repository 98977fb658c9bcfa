//! Gains that may be minus infinity, as data: JSON has no infinity, so it is written as a word.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Finite(f64),
    Word(Word),
}

#[derive(Serialize, Deserialize)]
enum Word {
    #[serde(rename = "-infinity")]
    MinusInfinity,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
pub(crate) fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let minus_infinity = value.is_infinite() && *value < 0.0;
    if minus_infinity { Written::Word(Word::MinusInfinity) } else { Written::Finite(*value) }
        .serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(match Written::deserialize(deserializer)? {
        Written::Finite(value) => value,
        Written::Word(Word::MinusInfinity) => f64::NEG_INFINITY,
    })
}
