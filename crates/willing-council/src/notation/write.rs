//! Rules as text: the same rule gives the same bytes.

use std::fmt;

use crate::{Against, Base, Requirement, Seat, Strictly, VotingRule, Weights};

/// Runs of equal weights.
fn write_weights(f: &mut fmt::Formatter<'_>, weights: &Weights) -> fmt::Result {
    for (place, run) in weights.as_slice().chunk_by(|one, next| one == next).enumerate() {
        let separator = if place == 0 { "" } else { ", " };
        match run {
            [weight] => write!(f, "{separator}{weight}")?,
            [weight, ..] => write!(f, "{separator}{}*{weight}", run.len())?,
            [] => {}
        }
    }
    Ok(())
}

impl Requirement {
    fn write(&self, f: &mut fmt::Formatter<'_>, parent: Option<&Self>) -> fmt::Result {
        match self {
            Self::Quota(quota) if quota.weights().are_equal_to_one() => {
                write!(f, "{} of {}", quota.quota(), quota.seats())
            }
            Self::Quota(quota) => in_brackets(f, &quota.quota(), quota.weights()),
            Self::Quorum(quorum) => {
                in_brackets(f, &format_args!("{} present", quorum.quota()), quorum.weights())
            }
            Self::Minority(minority) => {
                let against = match minority.against() {
                    Against::No => "no",
                    Against::NotYes => "not yes",
                };
                in_brackets(f, &format_args!("< {} {against}", minority.least()), minority.weights())
            }
            Self::Share(share) => {
                let sign = match share.strictly() {
                    Strictly::AtLeast => ">=",
                    Strictly::MoreThan => ">",
                };
                let base = match share.of() {
                    Base::All => "all",
                    Base::Present => "present",
                    Base::Voting => "voting",
                };
                let (numerator, denominator) = share.fraction();
                in_brackets(f, &format_args!("{sign} {numerator}/{denominator} of {base}"), share.weights())
            }
            // What a list of one says, its only member says.
            Self::All(list) | Self::Any(list) if list.len() == 1 => {
                list.iter().try_for_each(|one| one.write(f, parent))
            }
            Self::All(list) | Self::Any(list) => {
                let word = if matches!(self, Self::All(_)) { " and " } else { " or " };
                let enclosed = matches!((parent, self), (Some(Self::All(_)), Self::Any(_)));
                let same = parent
                    .is_some_and(|parent| std::mem::discriminant(parent) == std::mem::discriminant(self));
                let (open, close) = if enclosed || same { ("(", ")") } else { ("", "") };
                f.write_str(open)?;
                for (place, one) in list.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { word })?;
                    one.write(f, Some(self))?;
                }
                f.write_str(close)
            }
        }
    }
}

fn in_brackets(f: &mut fmt::Formatter<'_>, bound: &dyn fmt::Display, weights: &Weights) -> fmt::Result {
    write!(f, "[{bound}; ")?;
    write_weights(f, weights)?;
    f.write_str("]")
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, None)
    }
}

impl fmt::Display for VotingRule {
    /// The canonical text: read back, it gives an equal rule.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.requirement())?;
        if self.vetoes().is_empty() {
            return Ok(());
        }
        match self.vetoes_needed() {
            1 => f.write_str(", veto {")?,
            needed => write!(f, ", {needed} vetoes of {{")?,
        }
        let follows = |one: &Seat, next: &Seat| one.place() + 1 == next.place();
        for (place, run) in self.vetoes().chunk_by(follows).enumerate() {
            let separator = if place == 0 { "" } else { ", " };
            match run {
                [seat] => write!(f, "{separator}{seat}")?,
                [first, .., last] => write!(f, "{separator}{first}-{last}")?,
                [] => {}
            }
        }
        f.write_str("}")
    }
}
