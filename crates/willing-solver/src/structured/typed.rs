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
///
/// A player of type t is in k_t/n_t of the coalitions of a profile. With M the number of those,
/// A_t(s) = Σ M k_t v and B(s) = Σ M v over the profiles of size s, the gains are
/// A_t(s + 1)/n_t − (B(s) − A_t(s)/n_t): one product for each profile and type, and no division.
fn gains(game: &TypedGame) -> Vec<Vec<BigInt>> {
    let sizes = game.types().player_count() + 1;
    let mut all = vec![Wide::default(); sizes];
    let mut with = vec![vec![Wide::default(); game.counts().len()]; sizes];
    for profile in game.profiles().filter(|profile| profile.numerator != 0) {
        let size = profile.counts.iter().map(|count| *count as usize).sum::<usize>();
        let (Some(all), Some(with)) = (all.get_mut(size), with.get_mut(size)) else { continue };
        let product = Product::new(profile.numerator, profile.multiplicity);
        all.add(&product, 1);
        for (sum, members) in with.iter_mut().zip(&profile.counts).filter(|(_, members)| **members > 0) {
            sum.add(&product, *members);
        }
    }
    let all: Vec<BigInt> = all.into_iter().map(Wide::total).collect();
    let with: Vec<Vec<BigInt>> =
        with.into_iter().map(|types| types.into_iter().map(Wide::total).collect()).collect();
    let of_type = |(place, count): (usize, &u32)| {
        let has = |types: &Vec<BigInt>| types.get(place).map(|sum| sum / count).unwrap_or_default();
        let lacks = all.iter().zip(&with).map(|(all, types)| all - has(types));
        with.iter().skip(1).map(has).zip(lacks).map(|(has, lacks)| has - lacks).collect()
    };
    game.counts().iter().enumerate().map(of_type).collect()
}

/// A worth times a number of coalitions: a machine integer if that leaves room for a factor of 64.
enum Product {
    Near(i128),
    Far(BigInt),
}

impl Product {
    fn new(worth: i64, coalitions: u128) -> Self {
        let product =
            i128::try_from(coalitions).ok().and_then(|coalitions| coalitions.checked_mul(worth.into()));
        match product.filter(|product| product.unsigned_abs() < 1 << 120) {
            Some(product) => Self::Near(product),
            None => Self::Far(BigInt::from(worth) * coalitions),
        }
    }
}

/// A sum that takes machine integers as long as they hold it.
#[derive(Clone, Default)]
struct Wide {
    near: i128,
    far: BigInt,
}

impl Wide {
    /// Adds `members` times the product, for at most 64 members.
    fn add(&mut self, product: &Product, members: u32) {
        match product {
            Product::Near(product) => {
                let product = product * i128::from(members);
                match self.near.checked_add(product) {
                    Some(sum) => self.near = sum,
                    None => self.far += product,
                }
            }
            Product::Far(product) => self.far += product * members,
        }
    }

    fn total(self) -> BigInt {
        self.far + self.near
    }
}
