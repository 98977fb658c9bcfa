//! Strategies for games with transferable utility: small integers, many ties, each kind with its structure.
//!
//! Every strategy takes the number of players as a range, shrinks towards its lower end first and then moves
//! numbers towards 0. Meant for up to about ten players: a case draws 2ⁿ numbers for the largest n.
//!
//! # Example
//!
//! ```
//! use proptest::prelude::*;
//! use willing_testkit::oracle::tu;
//! use willing_testkit::strategies::{seeded, tu::convex};
//!
//! // Shapley (1971): the core of a convex game is not empty.
//! proptest!(seeded(20), |(game in convex(1..=4))| {
//!     prop_assert!(!tu::core_is_empty(&game));
//! });
//! ```

use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::*;
use willing_game::Rational;
use willing_game::tu::TableGame;

/// A game of any kind here with exact worths, those of [`exact`] twice as often as the others.
pub fn any_exact(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    prop_oneof![
        2 => exact(players.clone()),
        1 => superadditive(players.clone()),
        1 => convex(players.clone()),
        1 => monotone(players.clone()),
        1 => balanced(players.clone()),
        1 => simple(players.clone()),
        1 => symmetric(players.clone()),
        1 => mixed_scale(players.clone()),
        1 => rational(players),
    ]
    .boxed()
}

/// Any worths in −3..=6.
pub fn exact(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    integers(players, -3..=6, |_, numbers| numbers.to_vec())
}

/// v(S) is the best that two disjoint parts of S earn, plus 0 (half of the time) or up to 4.
pub fn superadditive(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    integers(players, -4..=4, |_, numbers| {
        filled(numbers.len(), |mask, smaller| {
            let more = at(numbers, mask);
            let parts = (1..mask).filter(|part| part & mask == *part);
            match parts.map(|part| at(smaller, part) + at(smaller, mask & !part)).max() {
                None => more,
                Some(best) => best + more.max(0),
            }
        })
    })
}

/// Dividends that are not negative (two thirds of them 0), any worths of single players, and a bankruptcy game.
pub fn convex(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    integers(players, -6..=3, |players, numbers| {
        let claims: Vec<i64> = (0..players).map(|seat| at(numbers, 1 << seat).abs()).collect();
        let kink = at(numbers, 0).abs();
        let dividend =
            |mask: usize| if mask.is_power_of_two() { at(numbers, mask) } else { at(numbers, mask).max(0) };
        filled(numbers.len(), |mask, _| {
            let within = (1..=mask).filter(|part| part & mask == *part);
            let claimed: i64 = members(mask).map(|seat| at(&claims, seat)).sum();
            within.map(dividend).sum::<i64>() + (claimed - kink).max(0)
        })
    })
}

/// Each step from a coalition to a larger one adds 0 (half of the time) or up to 4.
pub fn monotone(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    integers(players, -4..=4, |_, numbers| {
        filled(numbers.len(), |mask, smaller| {
            let most = members(mask).map(|seat| at(smaller, mask & !(1 << seat))).max().unwrap_or(0);
            most + at(numbers, mask).max(0)
        })
    })
}

/// A game with a point in the core: nobody is worth more than its share there, and half of the coalitions just that.
pub fn balanced(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    integers(players, -5..=5, |_, numbers| {
        let grand = numbers.len() - 1;
        filled(numbers.len(), |mask, _| {
            let point: i64 = members(mask).map(|seat| at(numbers, 1 << seat)).sum();
            // Slack of single players comes from a number that the point does not use.
            let slack = if mask.is_power_of_two() { at(numbers, grand & !mask) } else { at(numbers, mask) };
            if mask == grand { point } else { point - slack.max(0) }
        })
    })
}

/// A simple game, not always proper: one to four coalitions and all that contain one of them win.
pub fn simple(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    let most = *players.end();
    let winning = vec(any::<u16>(), 1..=4);
    (players, winning)
        .prop_filter_map("a table", move |(players, winning)| {
            let grand = (1usize << players.min(most)) - 1;
            let minimal: Vec<usize> =
                winning.iter().map(|mask| usize::from(*mask) & grand).filter(|mask| *mask != 0).collect();
            let wins = |mask: usize| mask == grand || minimal.iter().any(|part| part & mask == *part);
            TableGame::from_integers((0..=grand).map(|mask| i64::from(mask != 0 && wins(mask))).collect())
                .ok()
        })
        .boxed()
}

/// Worths that depend on the size alone, in −3..=6.
pub fn symmetric(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    integers(players, -3..=6, |_, numbers| {
        filled(numbers.len(), |mask, _| at(numbers, (1usize << mask.count_ones()) - 1))
    })
}

/// The first half of the players plays at a scale of 1, 10³, 10⁶, 10⁹ or 10¹², the others at 1, and v is the sum:
/// what tolerances relative to the largest worth get wrong.
pub fn mixed_scale(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    let scale = prop::sample::select(vec![1, 1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000]);
    (tables(players, -3..=6), scale)
        .prop_filter_map("a table", |((players, numbers), scale)| {
            let first = (1usize << players.div_ceil(2)) - 1;
            // Nobody is worth 0 in either part.
            let of = |part: usize| if part == 0 { 0 } else { at(&numbers, part) };
            let worths = filled(numbers.len(), |mask, _| scale * of(mask & first) + of(mask & !first));
            TableGame::from_integers(worths).ok()
        })
        .boxed()
}

/// Fractions with denominators 1 to 6, each its own.
pub fn rational(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    (tables(players.clone(), -6..=12), tables(players, 1..=6))
        .prop_filter_map("a table", |((_, above), (_, below))| {
            let worth = |(mask, above): (usize, &i64)| match mask {
                0 => Some(Rational::zero()),
                _ => Rational::new(*above, below.get(mask).copied().unwrap_or(1)),
            };
            TableGame::from_rationals(&above.iter().enumerate().map(worth).collect::<Option<Vec<_>>>()?).ok()
        })
        .boxed()
}

/// Floats: tenths in −10..=20 (which no float holds), some of them moved by a few units in the last place.
pub fn float(players: RangeInclusive<usize>) -> BoxedStrategy<TableGame> {
    (tables(players.clone(), -100..=200), tables(players, -8..=3))
        .prop_filter_map("a table", |((_, tenths), (_, moved))| {
            let worth = |(mask, tenths): (usize, &i64)| {
                let near = *tenths as f64 / 10.0;
                let steps = moved.get(mask).copied().unwrap_or(0).max(0);
                if mask == 0 { 0.0 } else { (0..steps).fold(near, |near, _| near.next_up()) }
            };
            TableGame::from_floats(tenths.iter().enumerate().map(worth).collect()).ok()
        })
        .boxed()
}

/// A game made from n and 2ⁿ numbers; the first one is not used by a worth, since nobody is worth 0.
fn integers(
    players: RangeInclusive<usize>,
    numbers: RangeInclusive<i64>,
    build: impl Fn(usize, &[i64]) -> Vec<i64> + 'static,
) -> BoxedStrategy<TableGame> {
    tables(players, numbers)
        .prop_filter_map("a table", move |(players, numbers)| {
            let mut worths = build(players, &numbers);
            *worths.first_mut()? = 0;
            TableGame::from_integers(worths).ok()
        })
        .boxed()
}

/// n and 2ⁿ numbers. Those of the largest n are drawn and cut, so that taking players away keeps the others' worths.
fn tables(
    players: RangeInclusive<usize>,
    numbers: RangeInclusive<i64>,
) -> impl Strategy<Value = (usize, Vec<i64>)> {
    let most = 1usize << players.end();
    (players, vec(numbers, most)).prop_map(|(players, mut numbers)| {
        numbers.truncate(1 << players);
        (players, numbers)
    })
}

/// A table by bit mask: 0 for nobody, and `worth` for the others in order, which may look at the smaller masks.
fn filled(count: usize, worth: impl Fn(usize, &[i64]) -> i64) -> Vec<i64> {
    let mut worths = vec![0];
    for mask in 1..count {
        worths.push(worth(mask, &worths));
    }
    worths
}

fn at(list: &[i64], place: usize) -> i64 {
    list.get(place).copied().unwrap_or(0)
}

fn members(mask: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |seat| mask >> seat & 1 == 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    use willing_game::Coalition;

    use super::*;
    use crate::oracle::tu;
    use crate::strategies::seeded;

    fn drawn(strategy: &BoxedStrategy<TableGame>, count: usize) -> Vec<TableGame> {
        let mut runner = TestRunner::deterministic();
        (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
    }

    fn worth(game: &TableGame, mask: usize) -> Rational {
        game.exact_worth(Coalition::from_bits(mask as u64))
    }

    fn has_dummy(game: &TableGame) -> bool {
        let all = (1usize << game.player_count()) - 1;
        (0..game.player_count()).any(|seat| {
            (0..=all).all(|mask| worth(game, mask | 1 << seat) == worth(game, mask & !(1 << seat)))
        })
    }

    fn has_no_imputation(game: &TableGame) -> bool {
        let alone = (0..game.player_count()).map(|seat| worth(game, 1 << seat)).sum::<Rational>();
        alone > worth(game, (1 << game.player_count()) - 1)
    }

    fn has_ties(game: &TableGame) -> bool {
        (1..1usize << game.player_count())
            .any(|mask| (1..mask).any(|other| worth(game, mask) == worth(game, other)))
    }

    #[test]
    fn odd_cases_are_reached() {
        let games = drawn(&any_exact(1..=4), 300);
        let count = |odd: &dyn Fn(&TableGame) -> bool| games.iter().filter(|game| odd(game)).count();
        let counts = [
            count(&tu::core_is_empty),
            count(&|game| !tu::core_is_empty(game)),
            count(&has_no_imputation),
            count(&has_ties),
            count(&has_dummy),
            count(&|game| game.player_count() == 1),
            count(&|game| game.player_count() == 4),
            count(
                &|game| matches!(game.worths(), willing_game::tu::Worths::Integer { denominator, .. } if denominator > 1),
            ),
            count(&|game| worth(game, 1) > Rational::from(1_000_000)),
        ];
        assert!(counts.iter().all(|&count| count >= 3), "{counts:?}");
    }

    proptest! {
        #![proptest_config(seeded(60))]

        #[test]
        fn every_kind_has_its_structure(
            superadditive in superadditive(1..=4),
            convex in convex(1..=4),
            monotone in monotone(1..=4),
            balanced in balanced(1..=4),
            simple in simple(1..=5),
            symmetric in symmetric(1..=5),
        ) {
            prop_assert!(tu::is_superadditive(&superadditive));
            prop_assert!(tu::is_convex(&convex));
            prop_assert!(tu::is_monotone(&monotone));
            prop_assert!(!tu::core_is_empty(&balanced));
            prop_assert!(tu::is_monotone(&simple));
            prop_assert_eq!(simple.exact_worth(simple.grand()), Rational::one());
            for coalition in symmetric.coalitions() {
                let first = Coalition::grand(coalition.len()).unwrap();
                prop_assert_eq!(symmetric.exact_worth(coalition), symmetric.exact_worth(first));
            }
        }
    }

    #[test]
    fn structure_is_not_more_than_was_asked_for() {
        let some = |strategy: BoxedStrategy<TableGame>, odd: fn(&TableGame) -> bool| {
            assert!(drawn(&strategy, 100).iter().any(odd));
        };
        some(superadditive(3..=4), |game| !tu::is_convex(game));
        some(monotone(3..=4), |game| !tu::is_superadditive(game));
        some(balanced(3..=4), |game| !tu::is_superadditive(game));
        some(simple(3..=4), tu::core_is_empty);
        some(simple(3..=4), |game| !tu::is_superadditive(game));
        some(float(2..=3), |game| {
            let worth = game.worth(game.grand());
            (worth * 10.0).fract() != 0.0 && (worth * 10.0 - (worth * 10.0).round()).abs() < 1e-9
        });
    }

    #[test]
    fn games_shrink_to_few_players_and_zeros() {
        let mut runner = TestRunner::deterministic();
        for strategy in [exact(2..=5), monotone(2..=5), rational(2..=5), mixed_scale(2..=5), float(2..=5)] {
            let mut tree = strategy.new_tree(&mut runner).unwrap();
            while tree.simplify() {}
            assert_eq!(tree.current().player_count(), 2);
            assert!(
                tree.current().coalitions().all(|coalition| tree.current().exact_worth(coalition).is_zero())
            );
        }
    }
}
