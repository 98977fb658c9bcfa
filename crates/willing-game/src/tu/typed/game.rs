//! Worths by profile of types.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use crate::tu::structured::WeightedVoting;
use crate::tu::{CharacteristicFunction, Error, ExactCharacteristicFunction, TableGame};
use crate::{Coalition, Rational};

use super::PlayerTypes;

/// A game in which only the number of members of each type counts: one exact worth for each profile
/// (k_1, …, k_T), 0 ≤ k_t ≤ n_t, as an integer over a common denominator.
///
/// Profiles are numbered in mixed radix, the first type fastest: profile 0 is nobody, the last one everybody.
///
/// # Limits
///
/// 1 to [`Coalition::MAX_PLAYERS`] players and at most [`TypedGame::MAX_PROFILES`] profiles, of 8 bytes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedGame {
    types: PlayerTypes,
    counts: Vec<u32>,
    /// How far apart profiles are that differ by one member of a type.
    strides: Vec<usize>,
    numerators: Vec<i64>,
    denominator: i64,
}

/// A profile of a typed game.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its number.
    pub index: usize,
    /// How many members it has of each type.
    pub counts: Vec<u32>,
    /// Its worth times the common denominator.
    pub numerator: i64,
    /// How many coalitions have it.
    pub multiplicity: u128,
}

impl TypedGame {
    /// The most profiles.
    pub const MAX_PROFILES: usize = 1 << 22;

    /// The game in which a profile is worth what `worth` says.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyProfiles`]; [`Error::EmptyWorth`] if nobody is worth something; [`Error::ExactRange`] for
    /// worths without a common denominator within 63 bits, at a coalition of the profile at which that shows.
    pub fn from_rationals(
        types: PlayerTypes,
        mut worth: impl FnMut(&[u32]) -> Rational,
    ) -> Result<Self, Error> {
        let mut game = Self::empty(types)?;
        let mut profile = vec![0; game.counts.len()];
        let mut worths = Vec::with_capacity(game.numerators.len());
        let mut denominator = BigInt::from(1);
        for index in 0..game.numerators.len() {
            game.fill_profile(index, &mut profile);
            let worth = worth(&profile);
            denominator = denominator.lcm(worth.denominator());
            if denominator.to_i64().is_none() {
                return Err(game.beyond(index, &worth));
            }
            worths.push(worth);
        }
        for (index, worth) in worths.iter().enumerate() {
            let numerator = (worth.numerator() * (&denominator / worth.denominator())).to_i64();
            match (numerator.filter(|numerator| *numerator != i64::MIN), game.numerators.get_mut(index)) {
                (Some(numerator), Some(place)) => *place = numerator,
                _ => return Err(game.beyond(index, worth)),
            }
        }
        game.denominator = denominator.to_i64().unwrap_or(1);
        game.check_empty()
    }

    /// The game in which a profile is worth the integer that `worth` says.
    ///
    /// # Errors
    ///
    /// As [`TypedGame::from_numerators`].
    pub fn from_integers(types: PlayerTypes, worth: impl FnMut(&[u32]) -> i64) -> Result<Self, Error> {
        Self::from_numerators(types, 1, worth)
    }

    /// The game in which a profile is worth the integer that `numerator` says over `denominator`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a denominator below 1; [`Error::TooManyProfiles`], [`Error::EmptyWorth`];
    /// [`Error::ExactRange`] for `i64::MIN`.
    pub fn from_numerators(
        types: PlayerTypes,
        denominator: i64,
        mut numerator: impl FnMut(&[u32]) -> i64,
    ) -> Result<Self, Error> {
        if denominator < 1 {
            let (what, value) = ("common denominator", denominator.to_string());
            return Err(Error::OutOfRange { what, place: 0, value, expected: "1 or more" });
        }
        let mut game = Self { denominator, ..Self::empty(types)? };
        let mut profile = vec![0; game.counts.len()];
        let mut numerators = std::mem::take(&mut game.numerators);
        for (index, place) in numerators.iter_mut().enumerate() {
            game.fill_profile(index, &mut profile);
            *place = numerator(&profile);
            if *place == i64::MIN {
                return Err(game.beyond(index, &Rational::new(*place, denominator).unwrap_or_default()));
            }
        }
        game.numerators = numerators;
        game.check_empty()
    }

    /// The game of a table, whose players are of these types. Floats are taken at their exact values.
    ///
    /// # Errors
    ///
    /// As [`PlayerTypes::check`] and [`TypedGame::from_rationals`].
    pub fn from_table(game: &TableGame, types: PlayerTypes) -> Result<Self, Error> {
        types.check(game)?;
        let members: Vec<_> = types.types().to_vec();
        Self::from_rationals(types, |profile| game.exact_worth(first_of(&members, profile)))
    }

    /// The typed game of a weighted voting game: players of equal weight, with or without a veto, are one type.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyProfiles`].
    pub fn from_voting(game: &WeightedVoting) -> Result<Self, Error> {
        let veto = |seat: usize| game.veto().bits() >> seat & 1 == 1;
        let labels: Vec<_> =
            game.weights().iter().enumerate().map(|(seat, weight)| (*weight, veto(seat))).collect();
        let types = PlayerTypes::by_label(&labels)?;
        let members: Vec<_> = types.types().to_vec();
        Self::from_integers(types, |profile| i64::from(game.wins(first_of(&members, profile))))
    }

    /// All worths 0.
    fn empty(types: PlayerTypes) -> Result<Self, Error> {
        let counts: Vec<u32> = types.types().iter().map(|members| members.bits().count_ones()).collect();
        let mut strides = Vec::with_capacity(counts.len());
        // At most 2^64 profiles, for at most 64 players.
        let mut profiles: u128 = 1;
        for count in &counts {
            strides.push(usize::try_from(profiles).unwrap_or(usize::MAX));
            profiles *= u128::from(*count) + 1;
        }
        match usize::try_from(profiles) {
            Ok(profiles) if profiles <= Self::MAX_PROFILES => {
                Ok(Self { types, counts, strides, numerators: vec![0; profiles], denominator: 1 })
            }
            _ => Err(Error::TooManyProfiles { got: profiles, most: Self::MAX_PROFILES as u128 }),
        }
    }

    fn check_empty(self) -> Result<Self, Error> {
        let nobody = self.worth_of(0);
        if nobody.is_zero() { Ok(self) } else { Err(Error::EmptyWorth { worth: nobody.to_string() }) }
    }

    fn beyond(&self, index: usize, worth: &Rational) -> Error {
        let coalition = first_of(self.types.types(), &self.profile(index));
        Error::ExactRange { coalition, worth: worth.to_string() }
    }

    /// Who is of which type.
    #[must_use]
    pub const fn types(&self) -> &PlayerTypes {
        &self.types
    }

    /// n_1, …, n_T: how many players there are of each type.
    #[must_use]
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// For each type, how far apart the numbers of two profiles are that differ by one member of it.
    #[must_use]
    pub fn strides(&self) -> &[usize] {
        &self.strides
    }

    /// How many profiles there are, nobody and everybody included.
    #[must_use]
    pub fn profile_count(&self) -> usize {
        self.numerators.len()
    }

    /// k_1, …, k_T of the profile of this number; all 0 beyond the last.
    #[must_use]
    pub fn profile(&self, index: usize) -> Vec<u32> {
        let mut profile = vec![0; self.counts.len()];
        self.fill_profile(index, &mut profile);
        profile
    }

    /// Writes k_1, …, k_T of the profile of this number into `profile`, as far as that reaches; 0 beyond the last.
    pub fn fill_profile(&self, index: usize, profile: &mut [u32]) {
        let profiles = self.strides.iter().zip(&self.counts).next_back();
        let profiles = profiles.map_or(1, |(stride, count)| stride * (*count as usize + 1));
        let mut rest = if index < profiles { index } else { 0 };
        for (place, count) in profile.iter_mut().zip(&self.counts) {
            let radix = *count as usize + 1;
            // Below the radix, which came from 32 bits.
            *place = u32::try_from(rest % radix).unwrap_or(0);
            rest /= radix;
        }
    }

    /// The number of a profile; none if it has another length than there are types, or too many of one.
    #[must_use]
    pub fn index(&self, profile: &[u32]) -> Option<usize> {
        let fits =
            profile.len() == self.counts.len() && profile.iter().zip(&self.counts).all(|(k, n)| k <= n);
        fits.then(|| profile.iter().zip(&self.strides).map(|(k, stride)| *k as usize * stride).sum())
    }

    /// The number of the profile of a coalition; seats outside the game count for nothing.
    #[must_use]
    pub fn index_of(&self, coalition: Coalition) -> usize {
        let types = self.types.types().iter().zip(&self.strides);
        types.map(|(members, stride)| coalition.intersection(*members).len() * stride).sum()
    }

    /// The worth of the profile of this number, times the common denominator; 0 beyond the last.
    #[must_use]
    pub fn numerator(&self, index: usize) -> i64 {
        self.numerators.get(index).copied().unwrap_or(0)
    }

    /// All worths times the common denominator, by the numbers of their profiles.
    #[must_use]
    pub fn numerators(&self) -> &[i64] {
        &self.numerators
    }

    /// The common denominator; positive.
    #[must_use]
    pub const fn denominator(&self) -> i64 {
        self.denominator
    }

    /// The worth of the profile of this number.
    #[must_use]
    pub fn worth_of(&self, index: usize) -> Rational {
        Rational::new(self.numerator(index), self.denominator).unwrap_or_default()
    }

    /// How many coalitions have the profile of this number: Π C(n_t, k_t).
    #[must_use]
    pub fn multiplicity(&self, index: usize) -> u128 {
        self.coalitions(&self.profile(index))
    }

    fn coalitions(&self, profile: &[u32]) -> u128 {
        // At most 2^64 coalitions in all.
        self.counts.iter().zip(profile).map(|(n, k)| binomial(*n, *k)).product()
    }

    /// All profiles, from nobody to everybody.
    ///
    /// # Complexity
    ///
    /// O(T) for each, to copy its counts.
    pub fn profiles(&self) -> impl Iterator<Item = Profile> + '_ {
        let types = self.counts.len();
        let mut counts = vec![0; types];
        // In how many ways the members of the types from t on can be chosen: only those up to the type that
        // changed last are computed again.
        let mut ways = vec![1_u128; types + 1];
        self.numerators.iter().enumerate().map(move |(index, numerator)| {
            if index > 0 {
                self.advance(&mut counts, &mut ways);
            }
            let multiplicity = ways.first().copied().unwrap_or(1);
            Profile { index, counts: counts.clone(), numerator: *numerator, multiplicity }
        })
    }

    /// To the next profile: the first type that is not complete gets one more member, those before it none.
    fn advance(&self, counts: &mut [u32], ways: &mut [u128]) {
        let Some(place) = counts.iter().zip(&self.counts).position(|(k, n)| k < n) else { return };
        let Some((digit, lower)) = counts.get_mut(..=place).and_then(<[u32]>::split_last_mut) else { return };
        let Some((lower_ways, [here, behind, ..])) = ways.split_at_mut_checked(place) else { return };
        lower.fill(0);
        *digit += 1;
        *here = *behind * self.counts.get(place).map_or(1, |n| binomial(*n, *digit));
        lower_ways.fill(*here);
    }

    /// The table of all 2ⁿ worths.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`] beyond [`TableGame::MAX_PLAYERS`] players.
    pub fn expand(&self) -> Result<TableGame, Error> {
        let (got, most) = (self.types.player_count(), TableGame::MAX_PLAYERS);
        if got > most {
            return Err(Error::PlayerCount { got, least: 1, most });
        }
        let numerators =
            (0..1_u64 << got).map(|bits| self.numerator(self.index_of(Coalition::from_bits(bits))));
        TableGame::from_numerators(numerators.collect(), self.denominator)
    }
}

impl CharacteristicFunction for TypedGame {
    fn player_count(&self) -> usize {
        self.types.player_count()
    }

    fn worth(&self, coalition: Coalition) -> f64 {
        let numerator = self.numerator(self.index_of(coalition));
        if self.denominator == 1 { numerator as f64 } else { self.exact_worth(coalition).to_f64() }
    }
}

impl ExactCharacteristicFunction for TypedGame {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        self.worth_of(self.index_of(coalition))
    }
}

/// The coalition of this profile that takes the lowest seats of each type.
fn first_of(types: &[Coalition], profile: &[u32]) -> Coalition {
    let lowest = |(members, count): (&Coalition, &u32)| {
        let seats = members.players().take(*count as usize);
        seats.fold(0, |bits: u64, player| bits | 1 << player.seat())
    };
    Coalition::from_bits(types.iter().zip(profile).map(lowest).fold(0, |all, bits| all | bits))
}

/// C(n, k) for n ≤ 64.
fn binomial(n: u32, k: u32) -> u128 {
    (0..k.min(n.saturating_sub(k))).fold(1, |sum, i| sum * u128::from(n - i) / u128::from(i + 1))
}
