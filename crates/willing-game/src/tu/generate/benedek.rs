//! The five families of Benedek, Fliege & Nguyen (2021), worth for worth.

use std::fmt;
use std::str::FromStr;

use super::place_count;
use crate::tu::{Error, TableGame};

/// A family of the benchmark of Benedek, Fliege & Nguyen (2021).
///
/// Displays as its Roman numeral; read from that or from the digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BenedekFamily {
    /// v(N) in 100(n−2) + 0..=200, other worths in 1..=100|S|, singletons 0.
    I,
    /// All worths in 1..=50n, singletons 0.
    II,
    /// Simple: N wins, and nine in ten of the coalitions that lack one or two players.
    III,
    /// All worths in 1..=n, singletons 0: full of ties.
    IV,
    /// A weighted majority of five large and n − 5 small players, n ≥ 7; the same for every seed.
    V,
}

impl BenedekFamily {
    /// All five.
    pub const ALL: [Self; 5] = [Self::I, Self::II, Self::III, Self::IV, Self::V];
}

impl fmt::Display for BenedekFamily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl FromStr for BenedekFamily {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "I" | "1" => Ok(Self::I),
            "II" | "2" => Ok(Self::II),
            "III" | "3" => Ok(Self::III),
            "IV" | "4" => Ok(Self::IV),
            "V" | "5" => Ok(Self::V),
            _ => Err(Error::UnknownFamily {
                name: text.chars().take(60).collect(),
                expected: "I, II, III, IV or V",
            }),
        }
    }
}

/// A game of the benchmark of Benedek, Fliege & Nguyen (2021).
///
/// Their files hold a seed each; with it, [`Benedek::draw`] gives the table they solved, bit for bit: player 1 of
/// theirs is seat 0, and their random numbers are those of the C library of Microsoft (state ← 214013 state +
/// 2531011 mod 2³², output bits 16 to 30).
///
/// # Complexity
///
/// One draw for each of the 2ⁿ coalitions; the table takes [`TableGame::bytes`].
///
/// # References
///
/// Benedek, Fliege & Nguyen (2021), Finding and verifying the nucleolus of cooperative games, Mathematical
/// Programming 190, section 5.
///
/// # Example
///
/// ```
/// use willing_game::tu::Worths;
/// use willing_game::tu::generate::{Benedek, BenedekFamily};
///
/// let game = Benedek { family: BenedekFamily::IV, players: 5, seed: 461_328 }.draw()?;
/// let Worths::Integer { numerators, .. } = game.worths() else { unreachable!("tables of integers") };
/// assert_eq!(numerators[..8], [0, 0, 0, 2, 0, 1, 3, 3]);
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Benedek {
    /// Which family.
    pub family: BenedekFamily,
    /// n.
    pub players: usize,
    /// What the random numbers start from; without effect in family V.
    pub seed: u32,
}

impl Benedek {
    /// The table of the game, exact.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`] for fewer than 2 players (7 in family V) or more than a table holds.
    pub fn draw(self) -> Result<TableGame, Error> {
        let least = if self.family == BenedekFamily::V { 7 } else { 2 };
        let count = place_count(self.players, least)?;
        let players = u32::try_from(self.players).unwrap_or(u32::MAX);
        let mut library = CLibrary(self.seed);
        TableGame::from_integers(match self.family {
            BenedekFamily::I => sized(count, players, &mut library),
            BenedekFamily::II => flat(count, 50 * players, &mut library),
            BenedekFamily::III => nearly_all(count, self.players, &mut library),
            BenedekFamily::IV => flat(count, players, &mut library),
            BenedekFamily::V => majority(count, players),
        })
    }
}

/// `rand` of the C library in question: a linear congruential generator of 15 bits.
struct CLibrary(u32);

impl CLibrary {
    fn rand(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(214_013).wrapping_add(2_531_011);
        self.0 >> 16 & 0x7fff
    }

    /// `rand() % modulus`, biased as theirs is.
    fn modulo(&mut self, modulus: u32) -> i64 {
        i64::from(self.rand() % modulus.max(1))
    }
}

/// Family I: the grand coalition is drawn first.
fn sized(count: usize, players: u32, library: &mut CLibrary) -> Vec<i64> {
    let grand = library.modulo(201) + 100 * (i64::from(players) - 2);
    let drawn = (1..count - 1).map(|mask| match mask.count_ones() {
        1 => 0,
        size => library.modulo(100 * size) + 1,
    });
    std::iter::once(0).chain(drawn).chain([grand]).collect()
}

/// Families II and IV: everything but singletons in 1..=`most`.
fn flat(count: usize, most: u32, library: &mut CLibrary) -> Vec<i64> {
    (0..count).map(|mask| if mask.count_ones() < 2 { 0 } else { library.modulo(most) + 1 }).collect()
}

/// Family III.
fn nearly_all(count: usize, players: usize, library: &mut CLibrary) -> Vec<i64> {
    let grand = count - 1;
    let mut worths = vec![0; count];
    let mut set = |mask: usize, wins: bool| {
        if let Some(worth) = worths.get_mut(mask) {
            *worth = i64::from(wins);
        }
    };
    set(grand, true);
    for one in 0..players {
        set(grand & !(1 << one), library.modulo(10) < 9);
        for other in one + 1..players {
            set(grand & !(1 << one) & !(1 << other), library.modulo(10) < 9);
        }
    }
    worths
}

/// Family V: [4w + n − 4; w, w, w, w, w, 1, …, 1] with w = ⌊(n − 3)/2⌋.
fn majority(count: usize, players: u32) -> Vec<i64> {
    let large = players.saturating_sub(3) / 2;
    let quota = 4 * large + players - 4;
    let weight = |mask: usize| (mask & 0b1_1111).count_ones() * large + (mask >> 5).count_ones();
    (0..count).map(|mask| i64::from(weight(mask) >= quota)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tu::Worths;

    fn drawn(family: BenedekFamily, players: usize, seed: u32) -> Vec<i64> {
        match (Benedek { family, players, seed }).draw().as_ref().map(TableGame::worths) {
            Ok(Worths::Integer { numerators, denominator: 1 }) => numerators.to_vec(),
            _ => Vec::new(),
        }
    }

    /// Depends on every worth and on its place.
    fn checksum(worths: &[i64]) -> i64 {
        worths.iter().fold(0, |sum, worth| (sum * 31 + worth) % 1_000_000_007)
    }

    #[test]
    fn shipped_games_of_five_players_are_reproduced_worth_for_worth() {
        let one = [
            0, 0, 0, 7, 0, 49, 112, 16, 0, 167, 103, 78, 178, 103, 96, 151, 0, 98, 161, 275, 106, 130, 13,
            226, 186, 265, 132, 388, 249, 47, 2, 463,
        ];
        assert_eq!(drawn(BenedekFamily::I, 5, 461_125), one);
        let three =
            [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1];
        assert_eq!(drawn(BenedekFamily::III, 5, 461_296), three);
        let four =
            [0, 0, 0, 2, 0, 1, 3, 3, 0, 2, 3, 1, 5, 5, 5, 4, 0, 3, 4, 1, 3, 3, 5, 1, 1, 1, 5, 5, 3, 4, 3, 2];
        assert_eq!(drawn(BenedekFamily::IV, 5, 461_328), four);
    }

    #[test]
    fn shipped_games_are_reproduced_by_checksum() {
        let sums = [
            (BenedekFamily::I, 5, 461_125, 236_595_546),
            (BenedekFamily::I, 5, 467_343, 928_955_253),
            (BenedekFamily::I, 10, 468_015, 250_304_290),
            (BenedekFamily::III, 5, 461_296, 163_225_400),
            (BenedekFamily::III, 10, 468_093, 688_019_782),
            (BenedekFamily::IV, 5, 461_328, 396_146_067),
            (BenedekFamily::IV, 10, 468_125, 123_225_967),
            (BenedekFamily::V, 7, 0, 428_056_950),
        ];
        for (family, players, seed, sum) in sums {
            assert_eq!(checksum(&drawn(family, players, seed)), sum, "{family} {players} {seed}");
        }
    }

    #[test]
    fn the_second_family_draws_as_the_fourth_with_another_modulus() {
        let (second, fourth) = (drawn(BenedekFamily::II, 6, 7), drawn(BenedekFamily::IV, 6, 7));
        assert!(
            second.iter().all(|worth| (0..=300).contains(worth)) && second.iter().any(|worth| *worth > 200)
        );
        // 6 divides 300: the same random number modulo 300 and then modulo 6.
        let reduced = second.iter().map(|worth| if *worth == 0 { 0 } else { (worth - 1) % 6 + 1 });
        assert_eq!(reduced.collect::<Vec<_>>(), fourth);
    }

    #[test]
    fn the_fifth_family_needs_seven_players_and_no_seed() {
        assert_eq!(drawn(BenedekFamily::V, 9, 1), drawn(BenedekFamily::V, 9, 2));
        let few = Benedek { family: BenedekFamily::V, players: 6, seed: 0 };
        assert_eq!(few.draw(), Err(Error::PlayerCount { got: 6, least: 7, most: 30 }));
        let many = Benedek { family: BenedekFamily::I, players: 31, seed: 0 };
        assert_eq!(many.draw(), Err(Error::PlayerCount { got: 31, least: 2, most: 30 }));
    }

    #[test]
    fn families_are_read_from_what_they_display() {
        for family in BenedekFamily::ALL {
            assert_eq!(family.to_string().parse(), Ok(family));
        }
        assert_eq!("4".parse(), Ok(BenedekFamily::IV));
        assert!(matches!("VI".parse::<BenedekFamily>(), Err(Error::UnknownFamily { .. })));
    }
}
