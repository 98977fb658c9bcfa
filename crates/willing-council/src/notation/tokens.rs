//! Words, numbers and signs.

/// A word, a number, a sign, or the end, which is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// Where it begins, in bytes.
    pub(super) at: usize,
    pub(super) text: &'a str,
}

/// The token that begins at or after `from`.
pub(super) fn token(text: &str, from: usize) -> Token<'_> {
    let rest = text.get(from..).unwrap_or_default();
    let trimmed = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace());
    let at = text.len() - trimmed.len();
    let while_all = |alike: fn(char) -> bool| trimmed.find(|letter| !alike(letter)).unwrap_or(trimmed.len());
    let length = match trimmed.chars().next() {
        None => 0,
        Some(letter) if letter.is_ascii_digit() => while_all(|letter| letter.is_ascii_digit()),
        Some(letter) if letter.is_alphabetic() => while_all(char::is_alphabetic),
        Some('>') if trimmed.starts_with(">=") => 2,
        Some(sign) => sign.len_utf8(),
    };
    Token { at, text: trimmed.get(..length).unwrap_or_default() }
}
