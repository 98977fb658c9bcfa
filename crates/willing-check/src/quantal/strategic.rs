//! Finite games as tables of payoffs.

/// Why a table is no strategic form.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StrategicFormError {
    /// A player without actions, or no player.
    #[error("player {player} has no action")]
    NoAction {
        /// The player's seat.
        player: usize,
    },
    /// More profiles than fit.
    #[error("more than {most} profiles")]
    TooManyProfiles {
        /// The most that fit.
        most: usize,
    },
    /// A payoff that is not a finite number.
    #[error("the payoff of player {player} is {value} in profile number {profile}: it must be finite")]
    NotFinite {
        /// The player's seat.
        player: usize,
        /// The number of the profile; the last player's action changes fastest.
        profile: usize,
        /// The value.
        value: f64,
    },
}

/// A finite game in strategic form: one payoff for each player and profile.
///
/// Profiles are numbered with the last player's action changing fastest.
///
/// # Example
///
/// ```
/// use willing_check::quantal::StrategicForm;
///
/// let pennies = StrategicForm::new(&[2, 2], |player, profile| {
///     let same = profile[0] == profile[1];
///     if same == (player == 0) { 1.0 } else { 0.0 }
/// })?;
/// assert_eq!(pennies.profiles(), 4);
/// # Ok::<(), willing_check::quantal::StrategicFormError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StrategicForm {
    actions: Vec<usize>,
    /// Player by player.
    payoffs: Vec<Vec<f64>>,
}

impl StrategicForm {
    /// The most profiles that a table may have.
    pub const MAX_PROFILES: usize = 1 << 22;

    /// The game with `actions[i]` actions for player i and payoffs `payoff(player, profile)`.
    ///
    /// # Errors
    ///
    /// [`StrategicFormError`]: a player without actions, too many profiles, a payoff that is not finite.
    pub fn new(
        actions: &[usize],
        payoff: impl Fn(usize, &[usize]) -> f64,
    ) -> Result<Self, StrategicFormError> {
        if actions.is_empty() {
            return Err(StrategicFormError::NoAction { player: 0 });
        }
        if let Some(player) = actions.iter().position(|&count| count == 0) {
            return Err(StrategicFormError::NoAction { player });
        }
        let most = Self::MAX_PROFILES;
        let profiles = actions.iter().try_fold(1_usize, |product, &count| {
            product.checked_mul(count).filter(|&product| product <= most)
        });
        let profiles = profiles.ok_or(StrategicFormError::TooManyProfiles { most })?;
        let mut payoffs = vec![Vec::with_capacity(profiles); actions.len()];
        let mut profile = vec![0; actions.len()];
        for number in 0..profiles {
            for (player, table) in payoffs.iter_mut().enumerate() {
                let value = payoff(player, &profile);
                if !value.is_finite() {
                    return Err(StrategicFormError::NotFinite { player, profile: number, value });
                }
                table.push(value);
            }
            advance(&mut profile, actions);
        }
        Ok(Self { actions: actions.to_vec(), payoffs })
    }

    /// How many actions each player has.
    #[must_use]
    pub fn actions(&self) -> &[usize] {
        &self.actions
    }

    /// How many profiles there are.
    #[must_use]
    pub fn profiles(&self) -> usize {
        self.payoffs.first().map_or(0, Vec::len)
    }

    /// All payoffs of `player`, profile by profile.
    #[must_use]
    pub fn payoffs(&self, player: usize) -> &[f64] {
        self.payoffs.get(player).map_or(&[], Vec::as_slice)
    }
}

/// The next profile, the last player's action changing fastest; the first after the last.
pub(super) fn advance(profile: &mut [usize], actions: &[usize]) {
    for (action, &count) in profile.iter_mut().zip(actions).rev() {
        *action += 1;
        if *action < count {
            return;
        }
        *action = 0;
    }
}
