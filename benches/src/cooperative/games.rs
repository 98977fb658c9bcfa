//! Which games engines are compared on.

use willing::game::tu::generate::{Benedek, BenedekFamily};
use willing::game::tu::{Error, TableGame};

/// The generated games on which answers are compared: families I to V, 5 to 20 players, fewer seeds the larger
/// they are. More than two hundred, the same on every machine.
#[must_use]
pub fn agreement_games() -> Vec<Benedek> {
    let mut games = Vec::new();
    for players in 5..=20 {
        let seeds = match players {
            ..=14 => 4,
            15..=17 => 2,
            _ => 1,
        };
        for family in BenedekFamily::ALL {
            match family {
                // Without effect of a seed, and for 7 players and more.
                BenedekFamily::V if players < 7 => {}
                BenedekFamily::V => games.push(Benedek { family, players, seed: 1 }),
                _ => games.extend((1..=seeds).map(|seed| Benedek { family, players, seed })),
            }
        }
    }
    games
}

/// How a page calls a generated game.
#[must_use]
pub fn name(game: Benedek) -> String {
    format!("{} n={} seed {}", game.family, game.players, game.seed)
}

/// One game at two scales: v(S) = `scale` · w(S ∩ {0, 1, 2}) + w(S ∩ {3, 4, 5}), where w is the convex game of three
/// players with the worths 0, 1, 2, 6, 5, 7, 8, 12. The nucleolus adds up: 11/4, 15/4 and 11/2, and these times
/// `scale`.
///
/// # Errors
///
/// None for scales up to 10¹⁷.
pub fn two_scales(scale: i64) -> Result<TableGame, Error> {
    const SMALL: [i64; 8] = [0, 1, 2, 6, 5, 7, 8, 12];
    let worths = SMALL.iter().flat_map(|high| SMALL.iter().map(move |low| scale.saturating_mul(*low) + high));
    TableGame::from_integers(worths.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_two_hundred_games_and_all_families_and_sizes_among_them() {
        let games = agreement_games();
        assert!(games.len() >= 200, "{}", games.len());
        for family in BenedekFamily::ALL {
            assert!(games.iter().filter(|game| game.family == family).count() >= 14, "{family}");
        }
        assert!((5..=20).all(|players| games.iter().filter(|game| game.players == players).count() >= 4));
    }
}
