//! The nucleolus of a game with interchangeable players.

use willing_check::nucleolus::{
    CertifiedTypedNucleolus, Concept, NoImputation, TypedLevel, WeightedPlayer, WeightedProfile,
};
use willing_game::tu::typed::TypedGame;
use willing_game::{Certificate, Rational, Verdict};

use super::concept::undecided;
use super::{Arithmetic, Error, Nucleolus};
use crate::excess::certify::{all_levels, probably, surely};
use crate::excess::levels::{Floors, Found, Level, Stop};
use crate::excess::list::ListFamily;

impl Nucleolus {
    /// The nucleolus of a game with interchangeable players, by profiles instead of coalitions: the Security Council is
    /// 6 × 11 profiles, not 32,768 coalitions. Players of one type get the same, because the nucleolus is unique and does
    /// not depend on names. Always exact.
    ///
    /// # Returns
    ///
    /// As [`Nucleolus::solve`], with what a member of each type gets.
    ///
    /// # Errors
    ///
    /// None that a game can cause.
    ///
    /// # Complexity
    ///
    /// Some passes over the profiles and programs with one column a type.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_game::tu::structured::WeightedVoting;
    /// use willing_game::tu::typed::TypedGame;
    /// use willing_solver::nucleolus::Nucleolus;
    ///
    /// let council = WeightedVoting::new(39, [[7; 5].as_slice(), &[1; 10]].concat())?;
    /// let nucleolus = Nucleolus::new().solve_typed(&TypedGame::from_voting(&council)?)?.found()?;
    /// let fifth = "1/5".parse()?;
    /// assert!(nucleolus.amounts.contains(&fifth)); // the permanent members; the others get nothing
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn solve_typed(
        &self,
        game: &TypedGame,
    ) -> Result<Verdict<CertifiedTypedNucleolus, NoImputation>, Error> {
        let concept = self.concept;
        let grand = game.worth_of(game.profile_count() - 1);
        let singles: Vec<Rational> = game.strides().iter().map(|single| game.worth_of(*single)).collect();
        let forced = |amounts| CertifiedTypedNucleolus { concept, amounts, levels: Vec::new() };
        if concept.is_over_imputations() {
            let individual: Rational =
                singles.iter().zip(game.counts()).map(|(worth, count)| worth * Rational::from(*count)).sum();
            if individual > grand {
                return Ok(Verdict::Impossible(NoImputation { individual, grand }));
            }
            if individual == grand {
                return Ok(Verdict::Exists(forced(singles)));
            }
        }
        if let [count] = game.counts() {
            let share = grand.over(&Rational::from(*count)).unwrap_or_default();
            return Ok(Verdict::Exists(forced(vec![share])));
        }
        let family = profiles(game, concept.is_per_capita());
        let unit = Rational::new(1, game.denominator()).unwrap_or_default();
        let floors = if concept.is_over_imputations() { Floors::Starters } else { Floors::None };
        let task = all_levels(&family, floors, &self.run);
        let certificate = |found: &Found<Rational>| certificate(found, game, concept, &unit);
        let second = match probably(&task) {
            Ok((found, seen)) => {
                let answer = certificate(&found);
                if answer.check(game).is_ok() {
                    return Ok(Verdict::Exists(answer));
                }
                surely(&task, &seen)
            }
            Err(Stop::Numerics) => surely(&task, &[]),
            Err(stop) => Err(stop),
        };
        match second {
            Ok(found) => {
                let answer = certificate(&found);
                answer.check(game).map(|()| Verdict::Exists(answer)).map_err(Error::NotCertified)
            }
            Err(stop) => undecided(stop, Arithmetic::Exact).map(Verdict::Undecided),
        }
    }
}

/// The excesses of all profiles; their numbers are those of the game.
fn profiles(game: &TypedGame, per_capita: bool) -> ListFamily {
    let count = game.profile_count();
    let last = count - 1;
    let mut profile = vec![0; game.counts().len()];
    let mut entries = Vec::with_capacity(count * profile.len());
    let mut gauges = Vec::new();
    for index in 0..count {
        game.fill_profile(index, &mut profile);
        // There are at most 64 players.
        entries.extend(profile.iter().map(|count| i8::try_from(*count).unwrap_or(i8::MAX)));
        if per_capita {
            gauges.push(profile.iter().sum::<u32>().max(1).cast_signed());
        }
    }
    let singles: Vec<u64> = game.strides().iter().map(|single| *single as u64).collect();
    let others = singles.iter().map(|single| last as u64 - single);
    ListFamily {
        grand: game.counts().iter().map(|count| count.cast_signed()).collect(),
        total: game.numerator(last).into(),
        entries,
        bounds: game.numerators().iter().copied().map(i128::from).collect(),
        gauges,
        opposites: (0..count).map(|index| u32::try_from(last - index).unwrap_or(u32::MAX)).collect(),
        starters: singles.iter().copied().chain(others).collect(),
    }
}

fn certificate(
    found: &Found<Rational>,
    game: &TypedGame,
    concept: Concept,
    unit: &Rational,
) -> CertifiedTypedNucleolus {
    let amounts = found.levels.last().map(|level| level.point.iter().map(|amount| amount * unit).collect());
    let profile = |(index, weight): &(u64, Rational)| WeightedProfile {
        counts: game.profile(usize::try_from(*index).unwrap_or(usize::MAX)),
        weight: weight.clone(),
    };
    let floor =
        |(player, weight): &(usize, Rational)| WeightedPlayer { player: *player, weight: weight.clone() };
    let level = |level: &Level<Rational>| TypedLevel {
        excess: &level.excess * unit,
        profiles: level.supports.iter().map(profile).collect(),
        types: level.floors.iter().map(floor).collect(),
    };
    CertifiedTypedNucleolus {
        amounts: amounts.unwrap_or_default(),
        levels: found.levels.iter().map(level).collect(),
        concept,
    }
}
