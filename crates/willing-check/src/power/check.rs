//! The check of indices: cheap identities, then a recount.

use std::fmt::Display;

use num_bigint::BigUint;
use num_traits::Zero;
use willing_council::{Formula, SimpleGame};
use willing_game::{Certificate, Rational};

use super::enumerate::{self, MOST_ENUMERATED};
use super::residues::Stated;
use super::{MinimalCoalitions, PowerIndices, Swings, Violation, sums};

impl Certificate<SimpleGame> for PowerIndices {
    type Violation = Violation;

    /// Recounts everything, up to 28 seats coalition by coalition, in 2ⁿ steps and 2ⁿ bits. Above that |W|, swings and
    /// Shapley–Shubik indices are recounted by sums of weights, as long as these are few: under a single quota modulo
    /// several numbers, which admits hundreds of seats. Minimal coalitions are recounted under a single quota;
    /// Johnston's index is refused as too large to check.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let seats = game.seats();
        self.lengths(seats)?;
        self.identities()?;
        let Formula::One(condition) = game.formula() else { return self.compare(&recount(game, self)?) };
        if seats <= MOST_ENUMERATED || self.johnston.is_some() {
            return self.compare(&recount(game, self)?);
        }
        let (winning, swings) = (&self.winning, self.swings.as_slice());
        Stated { winning, swings, shapley_shubik: Some(&self.shapley_shubik) }.check(condition)?;
        match &self.minimal {
            None => Ok(()),
            Some(minimal) => minimal.compare(&sums::minimal_of_one(condition)?),
        }
    }
}

impl Certificate<SimpleGame> for Swings {
    type Violation = Violation;

    /// Recounts, as for [`PowerIndices`].
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let seats = game.seats();
        if self.by_seat.len() != seats {
            return Err(Violation::Length { what: "swings", got: self.by_seat.len(), seats });
        }
        if let Formula::One(condition) = game.formula()
            && seats > MOST_ENUMERATED
        {
            return Stated { winning: &self.winning, swings: &self.by_seat, shapley_shubik: None }
                .check(condition);
        }
        let nothing = PowerIndices {
            winning: BigUint::default(),
            swings: Vec::new(),
            shapley_shubik: Vec::new(),
            minimal: None,
            johnston: None,
        };
        let actual = recount(game, &nothing)?;
        one("winning coalitions", &self.winning, &actual.winning)?;
        each("swings", &self.by_seat, &actual.swings)
    }
}

/// All that is stated of a game, and more, from scratch.
pub(super) fn recount(game: &SimpleGame, stated: &PowerIndices) -> Result<PowerIndices, Violation> {
    if game.seats() <= MOST_ENUMERATED {
        Ok(enumerate::recount(game))
    } else if stated.johnston.is_some() {
        Err(Violation::TooLarge { what: "seats, for Johnston's index", most: MOST_ENUMERATED })
    } else {
        sums::recount(game, stated.minimal.is_some())
    }
}

impl PowerIndices {
    fn lengths(&self, seats: usize) -> Result<(), Violation> {
        let minimal = self.minimal.as_ref();
        let lists = [
            ("swings", Some(self.swings.len())),
            ("Shapley-Shubik indices", Some(self.shapley_shubik.len())),
            ("memberships", minimal.map(|minimal| minimal.memberships.len())),
            ("Deegan-Packel indices", minimal.map(|minimal| minimal.deegan_packel.len())),
            ("Johnston indices", self.johnston.as_ref().map(Vec::len)),
        ];
        let wrong =
            lists.into_iter().find_map(|(what, got)| got.filter(|got| *got != seats).map(|got| (what, got)));
        wrong.map_or(Ok(()), |(what, got)| Err(Violation::Length { what, got, seats }))
    }

    /// What holds of every simple game: efficiency, and η_i = 2 |{S ∈ W: i ∈ S}| − |W|.
    fn identities(&self) -> Result<(), Violation> {
        let nobody = self.swings.iter().all(BigUint::is_zero);
        let sum = self.shapley_shubik.iter().sum::<Rational>();
        if sum != if nobody { Rational::zero() } else { Rational::one() } {
            return Err(Violation::ShapleyShubikSum { sum: sum.to_string() });
        }
        match self.swings.iter().enumerate().find(|(_, swings)| swings.bit(0) != self.winning.bit(0)) {
            None => Ok(()),
            Some((seat, swings)) => {
                Err(Violation::Parity { seat, swings: swings.to_string(), winning: self.winning.to_string() })
            }
        }
    }

    fn compare(&self, actual: &Self) -> Result<(), Violation> {
        one("winning coalitions", &self.winning, &actual.winning)?;
        each("swings", &self.swings, &actual.swings)?;
        each("the Shapley-Shubik index", &self.shapley_shubik, &actual.shapley_shubik)?;
        if let (Some(stated), Some(actual)) = (&self.minimal, &actual.minimal) {
            stated.compare(actual)?;
        }
        match (&self.johnston, &actual.johnston) {
            (Some(stated), Some(actual)) => each("the Johnston index", stated, actual),
            _ => Ok(()),
        }
    }
}

impl MinimalCoalitions {
    fn compare(&self, actual: &Self) -> Result<(), Violation> {
        one("minimal winning coalitions", &self.count, &actual.count)?;
        each("memberships", &self.memberships, &actual.memberships)?;
        each("the Deegan-Packel index", &self.deegan_packel, &actual.deegan_packel)
    }
}

fn one<T: PartialEq + Display>(what: &'static str, stated: &T, actual: &T) -> Result<(), Violation> {
    if stated == actual {
        return Ok(());
    }
    Err(Violation::Number { what, stated: stated.to_string(), actual: actual.to_string() })
}

pub(super) fn each<T: PartialEq + Display>(
    what: &'static str,
    stated: &[T],
    actual: &[T],
) -> Result<(), Violation> {
    match stated.iter().zip(actual).enumerate().find(|(_, (stated, actual))| stated != actual) {
        None => Ok(()),
        Some((seat, (stated, actual))) => {
            Err(Violation::Seat { what, seat, stated: stated.to_string(), actual: actual.to_string() })
        }
    }
}
