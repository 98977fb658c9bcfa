//! Rules in one line of text.
//!
#![doc = include_str!("grammar.md")]
//!
//! # Why by hand
//!
//! One function for each line of the grammar, and no library of parsers. Every fault names a place and all that would have been
//! right there, in the words of the notation; limits hold while a text is read, not after, since few characters can
//! stand for many seats (`65536*1`); and what is written must be what is read, so that the grammar is ours in any case.

#[cfg(feature = "serde")]
mod data;
mod parser;
mod tokens;
mod write;

use std::str::FromStr;

use crate::{Error, Requirement, VotingRule};
use parser::Parser;

/// The longest text that is read, in bytes: every seat of the largest council with a weight of its own.
const MAX_LENGTH: usize = 1 << 21;

impl FromStr for Requirement {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut parser = Parser::new(text)?;
        let requirement = parser.requirement()?;
        parser.end("`and`, `or` or the end")?;
        requirement.check()?;
        Ok(requirement)
    }
}

impl FromStr for VotingRule {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut parser = Parser::new(text)?;
        let rule = Self::of(parser.requirement()?)?;
        if !parser.takes(",") {
            parser.end("`and`, `or`, `, veto` or the end")?;
            return Ok(rule);
        }
        let rule = parser.vetoes(rule)?;
        parser.end("the end")?;
        Ok(rule)
    }
}
