//! The judgement of a list of equilibria.

use willing_game::Profile;

use super::brute_force::Truth;

/// How close to the tolerance a worst gain may lie for either answer to count as right: two correct
/// programs round differently. In payoff units.
///
/// Demanded are all profiles whose worst gain is at most tolerance − `missing`; accepted are those
/// up to tolerance + `listing`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// How far below the tolerance a profile may be missing.
    pub missing: f64,
    /// How far above the tolerance a profile may be listed.
    pub listing: f64,
}

impl Default for Band {
    /// Half of the usual tolerance of 1e-12 below, five times above.
    fn default() -> Self {
        Self { missing: 5e-13, listing: 5e-12 }
    }
}

/// What is wrong with a list of equilibria.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// An equilibrium is not listed.
    #[error("missed: {profile:?} (worst gain {worst_gain:e})")]
    Missed {
        /// The equilibrium.
        profile: Profile,
        /// The largest gain of any deviation from it.
        worst_gain: f64,
    },
    /// A profile is listed twice.
    #[error("listed twice: {profile:?}")]
    Twice {
        /// The profile.
        profile: Profile,
    },
    /// A profile that is none is listed.
    #[error("no equilibrium: {profile:?} (worst gain {worst_gain:e})")]
    Wrong {
        /// The profile.
        profile: Profile,
        /// The largest gain of any deviation from it.
        worst_gain: f64,
    },
    /// A profile with an infeasible action, or of the wrong length, is listed.
    #[error("not a profile of this game: {profile:?}")]
    Foreign {
        /// The profile.
        profile: Profile,
    },
}

impl Truth {
    /// Judges a list of equilibria: none missed, none twice, none wrong.
    ///
    /// # Errors
    ///
    /// The first [`Fault`], in the order of the profiles.
    pub fn judge(&self, listed: &[Profile], band: &Band) -> Result<(), Fault> {
        let mut sorted: Vec<&Profile> = listed.iter().collect();
        sorted.sort();
        for profile in &sorted {
            let worst_gain =
                self.worst_gain(profile).ok_or_else(|| Fault::Foreign { profile: (*profile).clone() })?;
            if worst_gain > self.tolerance() + band.listing {
                return Err(Fault::Wrong { profile: (*profile).clone(), worst_gain });
            }
        }
        if let Some([profile, _]) = sorted.array_windows().find(|[first, second]| first == second) {
            return Err(Fault::Twice { profile: (*profile).clone() });
        }
        let demanded = self.profiles().filter(|&(_, gain)| gain <= self.tolerance() - band.missing);
        for (profile, worst_gain) in demanded {
            if sorted.binary_search(&&profile).is_err() {
                return Err(Fault::Missed { profile, worst_gain });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use super::*;
    use crate::generators::SmallGames;
    use crate::oracle::BruteForce;

    #[test]
    fn each_kind_of_wrong_list_is_refused() {
        let (truth, equilibria) = (0..1000)
            .map(|seed| {
                let game = SmallGames::new().draw(seed).parts.game().unwrap();
                let truth = BruteForce::new().judged(&game).unwrap();
                let equilibria = truth.equilibria();
                (truth, equilibria)
            })
            .find(|(_, equilibria)| equilibria.len() > 1)
            .unwrap();
        let band = Band::default();
        let with = |more: Profile| equilibria.iter().cloned().chain([more]).collect::<Vec<_>>();
        assert_eq!(truth.judge(&equilibria, &band), Ok(()));
        assert!(matches!(truth.judge(&equilibria[1..], &band), Err(Fault::Missed { .. })));
        assert!(matches!(truth.judge(&with(equilibria[0].clone()), &band), Err(Fault::Twice { .. })));
        let wrong = truth.profiles().find(|(_, gain)| *gain > 0.1).unwrap().0;
        assert!(matches!(truth.judge(&with(wrong), &band), Err(Fault::Wrong { .. })));
        assert!(matches!(truth.judge(&with(Profile::new(vec![77])), &band), Err(Fault::Foreign { .. })));
    }
}
