//! Reading a rule: one function for each line of the grammar.

use super::MAX_LENGTH;
use super::tokens::{Token, token};
use crate::{
    Against, Base, BlockingMinority, Error, Requirement, Seat, SeatRole, Strictly, VotingRule, WeightedQuota,
    WeightedShare, Weights,
};

/// The most characters of what was found that an error repeats.
const EXCERPT: usize = 24;

/// A bound in brackets, as written.
#[derive(Clone, Copy, Debug)]
enum Bound {
    Quota(u64),
    Quorum(u64),
    Minority(u64, Against),
    Share(Strictly, (u64, u64), Base),
}

/// Reads a text from left to right, one token ahead.
#[derive(Debug)]
pub(super) struct Parser<'a> {
    text: &'a str,
    next: Token<'a>,
    depth: usize,
    /// How many parts were read; bounded here, since a few letters can stand for many seats.
    parts: usize,
    /// How many seats the first part weighs.
    seats: Option<usize>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Result<Self, Error> {
        if text.len() > MAX_LENGTH {
            return Err(Error::TooLong { got: text.len(), most: MAX_LENGTH });
        }
        Ok(Self { text, next: token(text, 0), depth: 0, parts: 0, seats: None })
    }

    pub(super) fn requirement(&mut self) -> Result<Requirement, Error> {
        self.joined("or", Self::conjunction, Requirement::Any)
    }

    fn conjunction(&mut self) -> Result<Requirement, Error> {
        self.joined("and", Self::unit, Requirement::All)
    }

    fn joined(
        &mut self,
        word: &str,
        read: fn(&mut Self) -> Result<Requirement, Error>,
        join: fn(Vec<Requirement>) -> Requirement,
    ) -> Result<Requirement, Error> {
        let first = read(self)?;
        if self.next.text != word {
            return Ok(first);
        }
        let mut list = vec![first];
        while self.takes(word) {
            list.push(read(self)?);
        }
        Ok(join(list))
    }

    fn unit(&mut self) -> Result<Requirement, Error> {
        let start = self.next;
        if self.takes("(") {
            return self.enclosed(start);
        }
        let part = if self.takes("[") {
            let bound = self.bound()?;
            let runs = self.runs()?;
            self.count_part(start)?;
            unrolled(&runs).and_then(|weights| weighted(bound, weights))
        } else {
            let quota = self.number("`(`, `[` or a number of votes")?;
            self.expect("of", "`of`")?;
            let seats = self.number("a number of members")?;
            self.count_part(start)?;
            let seats = usize::try_from(seats).unwrap_or(usize::MAX);
            WeightedQuota::count(seats, quota).map(Requirement::Quota)
        };
        let part = part.map_err(|error| self.at(start, error))?;
        let got = part.seats();
        match *self.seats.get_or_insert(got) {
            expected if expected == got => Ok(part),
            expected => Err(self.at(start, Error::DifferentSeats { got, expected })),
        }
    }

    fn enclosed(&mut self, start: Token<'_>) -> Result<Requirement, Error> {
        self.depth += 1;
        if self.depth > Requirement::MAX_DEPTH {
            return Err(self.at(start, Error::TooDeep { most: Requirement::MAX_DEPTH }));
        }
        let inside = self.requirement()?;
        self.expect(")", "`and`, `or` or `)`")?;
        self.depth -= 1;
        Ok(inside)
    }

    fn count_part(&mut self, start: Token<'_>) -> Result<(), Error> {
        self.parts += 1;
        let (got, most) = (self.parts, Requirement::MAX_PARTS);
        if got > most { Err(self.at(start, Error::TooManyParts { got, most })) } else { Ok(()) }
    }

    /// A bound and the semicolon after it.
    fn bound(&mut self) -> Result<Bound, Error> {
        let (bound, expected) = if self.takes("<") {
            (Bound::Minority(self.number("a weight that blocks")?, self.against()?), "`;`")
        } else if self.takes(">=") {
            (self.share(Strictly::AtLeast)?, "`;`")
        } else if self.takes(">") {
            (self.share(Strictly::MoreThan)?, "`;`")
        } else {
            let number = self.number("a number, `<`, `>=` or `>`")?;
            if self.takes("present") {
                (Bound::Quorum(number), "`;`")
            } else {
                (Bound::Quota(number), "`present` or `;`")
            }
        };
        self.expect(";", expected)?;
        Ok(bound)
    }

    fn against(&mut self) -> Result<Against, Error> {
        if self.takes("no") {
            return Ok(Against::No);
        }
        self.expect("not", "`no` or `not yes`")?;
        self.expect("yes", "`yes`")?;
        Ok(Against::NotYes)
    }

    fn share(&mut self, strictly: Strictly) -> Result<Bound, Error> {
        let numerator = self.number("a fraction such as `2/3`")?;
        self.expect("/", "`/`")?;
        let denominator = self.number("the denominator of a fraction")?;
        self.expect("of", "`of`")?;
        let bases = [("all", Base::All), ("present", Base::Present), ("voting", Base::Voting)];
        match bases.into_iter().find(|(word, _)| self.takes(word)) {
            Some((_, base)) => Ok(Bound::Share(strictly, (numerator, denominator), base)),
            None => Err(self.refuse("`all`, `present` or `voting`")),
        }
    }

    /// Weights and the bracket after them, each weight with how often it comes.
    fn runs(&mut self) -> Result<Vec<(u64, u64)>, Error> {
        let mut runs = Vec::new();
        loop {
            let first = self.number("a weight")?;
            let starred = self.takes("*");
            runs.push(if starred { (first, self.number("a weight")?) } else { (1, first) });
            if self.takes("]") {
                return Ok(runs);
            }
            self.expect(",", if starred { "`,` or `]`" } else { "`*`, `,` or `]`" })?;
        }
    }

    /// What stands after the comma: the rule with these vetoes.
    pub(super) fn vetoes(&mut self, rule: VotingRule) -> Result<VotingRule, Error> {
        let start = self.next;
        let needed = if self.takes("veto") {
            1
        } else {
            let needed = self.number("`veto` or how many, as in `2 vetoes of`")?;
            self.expect("vetoes", "`vetoes of`")?;
            self.expect("of", "`of`")?;
            needed
        };
        self.expect("{", "`{`")?;
        let mut listed = Vec::new();
        loop {
            listed.extend(self.range(rule.seats())?.map(Seat::new));
            // No more can be sound than there are seats, however often a text says them.
            if listed.len() > rule.seats() || self.takes("}") {
                break;
            }
            self.expect(",", "`-`, `,` or `}`")?;
        }
        let needed = usize::try_from(needed).unwrap_or(usize::MAX);
        let rule = rule.with_vetoes(listed).and_then(|rule| rule.with_vetoes_needed(needed));
        rule.map_err(|error| self.at(start, error))
    }

    /// Seats that exist, the lower one first.
    fn range(&mut self, seats: usize) -> Result<std::ops::RangeInclusive<u32>, Error> {
        let start = self.next;
        let first = self.number("a seat")?;
        let last = if self.takes("-") { self.number("a seat")? } else { first };
        if first > last {
            return Err(self.at(start, Error::SeatRange { first, last }));
        }
        let place = |seat: u64| u32::try_from(seat).unwrap_or(u32::MAX);
        if usize::try_from(last).is_ok_and(|last| last < seats) {
            return Ok(place(first)..=place(last));
        }
        let seat = Seat::new(place(last));
        Err(self.at(start, Error::NoSuchSeat { role: SeatRole::Veto, seat, seats }))
    }

    pub(super) fn end(&self, expected: &str) -> Result<(), Error> {
        if self.next.text.is_empty() { Ok(()) } else { Err(self.refuse(expected)) }
    }

    /// Goes on if the next token is this one.
    pub(super) fn takes(&mut self, wanted: &str) -> bool {
        let found = self.next.text == wanted;
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, wanted: &str, expected: &str) -> Result<(), Error> {
        if self.takes(wanted) { Ok(()) } else { Err(self.refuse(expected)) }
    }

    fn number(&mut self, expected: &str) -> Result<u64, Error> {
        if !self.next.text.starts_with(|letter: char| letter.is_ascii_digit()) {
            return Err(self.refuse(expected));
        }
        match self.next.text.parse() {
            Ok(number) => {
                self.advance();
                Ok(number)
            }
            Err(_) => Err(self.refuse("a whole number below 2^64")),
        }
    }

    fn advance(&mut self) {
        self.next = token(self.text, self.next.at + self.next.text.len());
    }

    /// The next token cannot stand here.
    fn refuse(&self, expected: &str) -> Error {
        let found: String = self.next.text.chars().take(EXCERPT).collect();
        let found = match self.next.text.len() {
            0 => "the end".to_owned(),
            length if length > found.len() => format!("`{found}…`"),
            _ => format!("`{found}`"),
        };
        Error::Notation { place: self.place(self.next), found, expected: expected.to_owned() }
    }

    /// What is wrong with the numbers that begin there.
    fn at(&self, start: Token<'_>, error: Error) -> Error {
        Error::At { place: self.place(start), error: Box::new(error) }
    }

    fn place(&self, token: Token<'_>) -> usize {
        self.text.get(..token.at).unwrap_or_default().chars().count()
    }
}

fn weighted(bound: Bound, weights: Weights) -> Result<Requirement, Error> {
    match bound {
        Bound::Quota(quota) => WeightedQuota::of(weights, quota).map(Requirement::Quota),
        Bound::Quorum(quorum) => WeightedQuota::of(weights, quorum).map(Requirement::Quorum),
        Bound::Minority(least, against) => {
            BlockingMinority::new(weights, least, against).map(Requirement::Minority)
        }
        Bound::Share(strictly, (numerator, denominator), of) => {
            let (Ok(above), Ok(below)) = (u32::try_from(numerator), u32::try_from(denominator)) else {
                return Err(Error::ShareOutOfRange { numerator, denominator });
            };
            WeightedShare::new(weights, (above, below), strictly, of).map(Requirement::Share)
        }
    }
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
