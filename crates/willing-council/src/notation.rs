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

use std::fmt;
use std::str::FromStr;

use winnow::ascii::{digit1, multispace0};
use winnow::combinator::{alt, cut_err, delimited, not, opt, preceded, separated, terminated};
use winnow::error::{ContextError, ErrMode, StrContext, StrContextValue};
use winnow::{ModalResult, Parser};

use crate::{
    Against, Base, BlockingMinority, Error, Requirement, Seat, SeatRole, Strictly, VotingRule, WeightedQuota,
    WeightedShare, Weights,
};

/// A bound in brackets, as written.
#[derive(Clone, Copy, Debug)]
enum Bound {
    Quota(u64),
    Quorum(u64),
    Minority(u64, Against),
    Share(Strictly, u64, u64, Base),
}

/// A requirement, as written. A place is told by how many bytes are left from there to the end.
#[derive(Clone, Debug)]
enum Written {
    Count { left: usize, quota: u64, seats: u64 },
    Weighted { left: usize, bound: Bound, runs: Vec<(u64, u64)> },
    All(Vec<Self>),
    Any(Vec<Self>),
}

/// Vetoes, as written: where they stand, how many it takes, and ranges of seats, each with its place.
#[derive(Clone, Debug)]
struct WrittenVetoes {
    left: usize,
    needed: u64,
    ranges: Vec<(usize, u64, u64)>,
}

/// The longest text that is read, in bytes: every seat of the largest council with a weight of its own.
const MAX_LENGTH: usize = 1 << 21;

fn token<'a>(word: &'static str) -> impl Parser<&'a str, &'a str, ErrMode<ContextError>> {
    terminated(word, multispace0).context(StrContext::Expected(StrContextValue::StringLiteral(word)))
}

fn number(input: &mut &str) -> ModalResult<u64> {
    terminated(digit1.try_map(str::parse), multispace0)
        .context(StrContext::Expected(StrContextValue::Description("a whole number below 2^64")))
        .parse_next(input)
}

fn requirement(input: &mut &str) -> ModalResult<Written> {
    let any: Vec<Written> = separated(1.., conjunction, token("or")).parse_next(input)?;
    Ok(alone(any).unwrap_or_else(Written::Any))
}

fn conjunction(input: &mut &str) -> ModalResult<Written> {
    let all: Vec<Written> = separated(1.., unit, token("and")).parse_next(input)?;
    Ok(alone(all).unwrap_or_else(Written::All))
}

fn alone(mut list: Vec<Written>) -> Result<Written, Vec<Written>> {
    if list.len() == 1 { Ok(list.swap_remove(0)) } else { Err(list) }
}

fn unit(input: &mut &str) -> ModalResult<Written> {
    let left = input.len();
    let inside = delimited(token("("), cut_err(requirement), cut_err(token(")")));
    let count = (number, cut_err(preceded(token("of"), number)))
        .map(|(quota, seats)| Written::Count { left, quota, seats });
    let weights = cut_err(separated(1.., run, token(",")));
    let weighted =
        delimited(token("["), (cut_err(bound), preceded(cut_err(token(";")), weights)), cut_err(token("]")))
            .map(|(bound, runs)| Written::Weighted { left, bound, runs });
    alt((inside, weighted, count))
        .context(StrContext::Expected(StrContextValue::Description("`(`, `[` or a number of votes")))
        .parse_next(input)
}

fn bound(input: &mut &str) -> ModalResult<Bound> {
    let strictly = alt((token(">=").value(Strictly::AtLeast), token(">").value(Strictly::MoreThan)));
    let base = alt((
        token("all").value(Base::All),
        token("present").value(Base::Present),
        token("voting").value(Base::Voting),
    ))
    .context(StrContext::Expected(StrContextValue::Description("`all`, `present` or `voting`")));
    let fraction = (number, preceded(token("/"), number), preceded(token("of"), base));
    let share = (strictly, cut_err(fraction)).map(|(strictly, (numerator, denominator, base))| {
        Bound::Share(strictly, numerator, denominator, base)
    });
    let against = alt(((token("not"), token("yes")).value(Against::NotYes), token("no").value(Against::No)))
        .context(StrContext::Expected(StrContextValue::Description("`no` or `not yes`")));
    let minority = preceded(token("<"), cut_err((number, against)))
        .map(|(least, against)| Bound::Minority(least, against));
    let quota = (number, opt(token("present")));
    let quota = quota.map(|(bound, present)| match present {
        Some(_) => Bound::Quorum(bound),
        None => Bound::Quota(bound),
    });
    alt((share, minority, quota))
        .context(StrContext::Expected(StrContextValue::Description("a number, `<`, `>=` or `>`")))
        .parse_next(input)
}

fn run(input: &mut &str) -> ModalResult<(u64, u64)> {
    let (first, second) = (number, opt(preceded(token("*"), cut_err(number)))).parse_next(input)?;
    Ok(second.map_or((1, first), |weight| (first, weight)))
}

fn vetoes(input: &mut &str) -> ModalResult<WrittenVetoes> {
    let left = input.len();
    let needed = alt((
        terminated(token("veto"), not('e')).value(1),
        terminated(number, (token("vetoes"), token("of"))),
    ))
    .context(StrContext::Expected(StrContextValue::Description("`veto` or a number of `vetoes of`")));
    let list = delimited(token("{"), separated(1.., seats, token(",")), token("}"));
    let (needed, ranges) = (needed, list).parse_next(input)?;
    Ok(WrittenVetoes { left, needed, ranges })
}

fn seats(input: &mut &str) -> ModalResult<(usize, u64, u64)> {
    let left = input.len();
    let (first, last) = (number, opt(preceded(token("-"), cut_err(number)))).parse_next(input)?;
    Ok((left, first, last.unwrap_or(first)))
}

fn rule(input: &mut &str) -> ModalResult<(Written, Option<WrittenVetoes>)> {
    (requirement, opt(preceded(token(","), cut_err(vetoes)))).parse_next(input)
}

/// The whole of `text`.
fn whole<'a, T>(parser: impl Parser<&'a str, T, ErrMode<ContextError>>, text: &'a str) -> Result<T, Error> {
    if text.len() > MAX_LENGTH {
        return Err(Error::TooLong { got: text.len(), most: MAX_LENGTH });
    }
    let depths = text.chars().scan(0usize, |depth, letter| {
        match letter {
            '(' => *depth += 1,
            ')' => *depth = depth.saturating_sub(1),
            _ => {}
        }
        Some(*depth)
    });
    if depths.max().unwrap_or(0) > Requirement::MAX_DEPTH {
        return Err(Error::TooDeep { most: Requirement::MAX_DEPTH });
    }
    preceded(multispace0, parser).parse(text).map_err(|error| {
        let place = error.char_span().start;
        let rest: String = text.chars().skip(place).take(12).collect();
        let found = if rest.is_empty() { "the end".to_owned() } else { format!("`{rest}`") };
        let expected = error.inner().context().find_map(|context| match context {
            StrContext::Expected(expected) => Some(expected.to_string()),
            _ => None,
        });
        let expected = expected.unwrap_or_else(|| "`and`, `or`, `, veto` or the end".to_owned());
        Error::Notation { place, found, expected }
    })
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What is wrong with the numbers of a part, and where in the text that part begins.
fn at(text: &str, left: usize) -> impl Fn(Error) -> Error + '_ {
    move |error| {
        let before = text.get(..text.len().saturating_sub(left)).unwrap_or_default();
        Error::At { place: before.chars().count(), error: Box::new(error) }
    }
}

impl Written {
    fn build(self, text: &str) -> Result<Requirement, Error> {
        let all = |list: Vec<Self>| list.into_iter().map(|one| one.build(text)).collect::<Result<_, _>>();
        Ok(match self {
            Self::Count { left, quota, seats } => {
                let seats = usize::try_from(seats).unwrap_or(usize::MAX);
                Requirement::Quota(WeightedQuota::count(seats, quota).map_err(at(text, left))?)
            }
            Self::Weighted { left, bound, runs } => unrolled(&runs)
                .and_then(|weights| weighted(bound, weights))
                .map_err(at(text, left))?,
            Self::All(list) => Requirement::All(all(list)?),
            Self::Any(list) => Requirement::Any(all(list)?),
        })
    }
}

fn weighted(bound: Bound, weights: Weights) -> Result<Requirement, Error> {
    Ok(match bound {
        Bound::Quota(quota) => Requirement::Quota(WeightedQuota::of(weights, quota)?),
        Bound::Quorum(quorum) => Requirement::Quorum(WeightedQuota::of(weights, quorum)?),
        Bound::Minority(least, against) => {
            Requirement::Minority(BlockingMinority::new(weights, least, against)?)
        }
        Bound::Share(strictly, numerator, denominator, of) => {
            let (Ok(above), Ok(below)) = (u32::try_from(numerator), u32::try_from(denominator)) else {
                return Err(Error::ShareOutOfRange { numerator, denominator });
            };
            Requirement::Share(WeightedShare::new(weights, (above, below), strictly, of)?)
        }
    })
}

/// Every weight as often as it was said to come.
fn unrolled(runs: &[(u64, u64)]) -> Result<Weights, Error> {
    let most = Weights::MAX_SEATS;
    let seats = runs.iter().fold(0u64, |sum, (count, _)| sum.saturating_add(*count));
    let got = usize::try_from(seats).unwrap_or(usize::MAX);
    if got > most {
        return Err(Error::TooManySeats { got, most });
    }
    Weights::new(runs.iter().flat_map(|(count, weight)| (0..*count).map(|_| *weight)))
}

impl FromStr for Requirement {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let requirement = whole(requirement, text)?.build(text)?;
        requirement.check()?;
        Ok(requirement)
    }
}

impl FromStr for VotingRule {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (requirement, vetoes) = whole(rule, text)?;
        let rule = Self::of(requirement.build(text)?)?;
        let Some(WrittenVetoes { left, needed, ranges }) = vetoes else { return Ok(rule) };
        for (left, first, last) in &ranges {
            check_range(*first, *last, rule.seats()).map_err(at(text, *left))?;
        }
        let seats =
            ranges.into_iter().flat_map(|(_, first, last)| first..=last).map(|seat| Seat::new(small(seat)));
        let needed = usize::try_from(needed).unwrap_or(usize::MAX);
        rule.with_vetoes(seats).and_then(|rule| rule.with_vetoes_needed(needed)).map_err(at(text, left))
    }
}

/// Seats that exist, the lower one first: so few that they can be listed.
fn check_range(first: u64, last: u64, seats: usize) -> Result<(), Error> {
    if first > last {
        return Err(Error::SeatRange { first, last });
    }
    match usize::try_from(last) {
        Ok(last) if last < seats => Ok(()),
        _ => Err(Error::NoSuchSeat { role: SeatRole::Veto, seat: Seat::new(small(last)), seats }),
    }
}

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

#[cfg(feature = "serde")]
mod as_data {
    use super::{Error, Requirement, VotingRule};

    impl TryFrom<String> for Requirement {
        type Error = Error;

        fn try_from(text: String) -> Result<Self, Error> {
            text.parse()
        }
    }

    impl From<Requirement> for String {
        fn from(requirement: Requirement) -> Self {
            requirement.to_string()
        }
    }

    impl TryFrom<String> for VotingRule {
        type Error = Error;

        fn try_from(text: String) -> Result<Self, Error> {
            text.parse()
        }
    }

    impl From<VotingRule> for String {
        fn from(rule: VotingRule) -> Self {
            rule.to_string()
        }
    }
}
