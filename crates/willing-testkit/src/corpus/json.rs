//! Infinities in JSON: the format has none, writers spell them anyway.

use std::borrow::Cow;

/// Bare `Infinity` and numbers too large for a double become the text "infinity"; everything
/// inside quotes stays as it is.
pub(super) fn spell_infinities(text: &str) -> Cow<'_, str> {
    let mut spelled = String::new();
    let mut copied = 0;
    for (start, end) in bare_words(text) {
        let word = text.get(start..end).unwrap_or_default();
        if is_infinite(word) {
            spelled.push_str(text.get(copied..start).unwrap_or_default());
            spelled.push_str("\"infinity\"");
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    spelled.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(spelled)
}

fn is_infinite(word: &str) -> bool {
    matches!(word, "Infinity" | "inf" | "+Infinity")
        || (word.starts_with(|first: char| first.is_ascii_digit())
            && word.parse::<f64>().is_ok_and(f64::is_infinite))
}

/// Where words and numbers outside of quotes start and end.
fn bare_words(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    let mut start = None;
    for (place, byte) in text.bytes().enumerate() {
        let in_word = !quoted && (byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
        match (in_word, start) {
            (true, None) => start = Some(place),
            (false, Some(first)) => {
                words.push((first, place));
                start = None;
            }
            _ => {}
        }
        if byte == b'"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && byte == b'\\' && !escaped;
    }
    words.extend(start.map(|first| (first, text.len())));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_infinities_are_spelled() {
        let text = r#"{"a": Infinity, "Infinity": [1e999, 1e99, "1e999", "\"inf"], "b": inf}"#;
        let expected =
            r#"{"a": "infinity", "Infinity": ["infinity", 1e99, "1e999", "\"inf"], "b": "infinity"}"#;
        assert_eq!(spell_infinities(text), expected);
        assert!(matches!(spell_infinities("[1, null]"), Cow::Borrowed(_)));
    }
}
