//! Games with interchangeable players: values by profiles.

use num_bigint::BigInt;
use willing_game::Rational;
use willing_game::tu::typed::TypedGame;

/// The Shapley value of each player.
///
/// For a player of type t it sums s!(n−s−1)!/n! · C(n_t − 1, k_t) · Π C(n_u, k_u) · (v(k + e_t) − v(k)) over the
/// profiles k with k_t < n_t, where s = Σ k_u.
///
/// # Complexity
///
/// O(T · profiles); exact at any size.
///
/// # References
///
/// Shapley (1953); Shapley & Shubik (1954) for the example.
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::WeightedVoting;
/// use willing_game::tu::typed::TypedGame;
/// use willing_solver::structured::typed::shapley_value;
///
/// let weights = [[7; 5].as_slice(), &[1; 10]].concat();
/// let council = TypedGame::from_voting(&WeightedVoting::new(39, weights)?)?;
/// let power = shapley_value(&council);
/// assert_eq!(power[0].to_string(), "421/2145");
/// assert_eq!(power[5].to_string(), "4/2145");
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn shapley_value(game: &TypedGame) -> Vec<Rational> {
    let players = game.types().player_count();
    let mut factorials = vec![BigInt::from(1)];
    for k in 1..=players {
        let next = factorials.last().map(|last| last * k);
        factorials.extend(next);
    }
    let orders = |size: usize| -> BigInt {
        let before = factorials.get(size);
        let behind = players.checked_sub(size + 1).and_then(|behind| factorials.get(behind));
        before.zip(behind).map(|(before, behind)| before * behind).unwrap_or_default()
    };
    let all = factorials.last().cloned().unwrap_or_default();
    let value = |gains: &Vec<BigInt>| {
        let sum: BigInt = gains.iter().enumerate().map(|(size, gain)| orders(size) * gain).sum();
        Rational::new(sum, &all * game.denominator()).unwrap_or_default()
    };
    let by_type: Vec<_> = gains(game).iter().map(value).collect();
    game.types().by_player(&by_type)
}

/// The Banzhaf value of each player: the mean of what it adds to the coalitions of others, all equally likely.
///
/// # Complexity
///
/// O(T · profiles); exact at any size.
///
/// # References
///
/// Banzhaf (1965); Dubey & Shapley (1979); Owen (1975b).
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::WeightedVoting;
/// use willing_game::tu::typed::TypedGame;
/// use willing_solver::structured::typed::banzhaf_value;
///
/// let council = TypedGame::from_voting(&WeightedVoting::new(3, [2, 1, 1])?)?;
/// let power: Vec<_> = banzhaf_value(&council).iter().map(ToString::to_string).collect();
/// assert_eq!(power, ["3/4", "1/4", "1/4"]);
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn banzhaf_value(game: &TypedGame) -> Vec<Rational> {
    let coalitions = BigInt::from(1) << game.types().player_count().saturating_sub(1);
    let value = |gains: &Vec<BigInt>| {
        let sum: BigInt = gains.iter().sum();
        Rational::new(sum, &coalitions * game.denominator()).unwrap_or_default()
    };
    let by_type: Vec<_> = gains(game).iter().map(value).collect();
    game.types().by_player(&by_type)
}

/// For each type and each size of a coalition, what a player of that type adds to all coalitions of others of that
/// size, in numerators.
fn gains(game: &TypedGame) -> Vec<Vec<BigInt>> {
    let players = game.types().player_count();
    let mut sums = vec![vec![Wide::default(); players]; game.counts().len()];
    for profile in game.profiles() {
        let size: u32 = profile.counts.iter().sum();
        let types = game.counts().iter().zip(&profile.counts).zip(game.strides()).zip(&mut sums);
        for (((count, members), stride), sums) in types {
            if members == count {
                continue;
            }
            let gain = i128::from(game.numerator(profile.index + stride)) - i128::from(profile.numerator);
            // C(n − 1, k) = C(n, k) · (n − k)/n.
            let coalitions = profile.multiplicity * u128::from(count - members) / u128::from(*count);
            if let Some(sum) = sums.get_mut(size as usize) {
                sum.add(gain, coalitions);
            }
        }
    }
    sums.into_iter().map(|sizes| sizes.into_iter().map(Wide::total).collect()).collect()
}

/// A sum that takes machine integers as long as they hold it.
#[derive(Clone, Default)]
struct Wide {
    near: i128,
    far: BigInt,
}

impl Wide {
    fn add(&mut self, gain: i128, times: u128) {
        let product = i128::try_from(times).ok().and_then(|times| gain.checked_mul(times));
        match product.and_then(|product| self.near.checked_add(product)) {
            Some(sum) => self.near = sum,
            None => self.far += BigInt::from(gain) * times,
        }
    }

    fn total(self) -> BigInt {
        self.far + self.near
    }
}
