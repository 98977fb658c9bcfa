//! Rules in one line of text.
//!
//! ```text
//! rule        = requirement [ "," vetoes ]
//! requirement = conjunction { "or" conjunction }
//! conjunction = unit { "and" unit }
//! unit        = "(" requirement ")" | QUOTA "of" SEATS | "[" bound ";" weights "]"
//! bound       = QUOTA | QUORUM "present" | "<" WEIGHT ( "no" | "not yes" )
//!             | ( ">=" | ">" ) NUMERATOR "/" DENOMINATOR "of" ( "all" | "present" | "voting" )
//! weights     = run { "," run }            run = [ COUNT "*" ] WEIGHT
//! vetoes      = ( "veto" | NEEDED "vetoes of" ) "{" seats { "," seats } "}"
//! seats       = SEAT [ "-" SEAT ]
//! ```
//!
//! Seats are counted from 0. `and` binds closer than `or`.
//!
//! What is refused, is refused at the first place where no rule can go on like that, with what could stand there.

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
