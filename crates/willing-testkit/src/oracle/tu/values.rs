//! Values: Shapley by orders, Banzhaf by marginals, tau by its definition.

use willing_game::Rational;
use willing_game::tu::TableGame;

use super::worth;

/// The Shapley value: what a player adds on arrival, over all n! orders.
#[must_use]
pub fn shapley(game: &TableGame) -> Vec<Rational> {
    let players = game.player_count();
    let mut sums = vec![Rational::zero(); players];
    let mut orders = 0;
    for_each_order(players, 0, &mut Vec::new(), &mut |order| {
        let mut before = 0;
        for &player in order {
            let with = before | 1 << player;
            if let Some(sum) = sums.get_mut(player) {
                *sum += &(worth(game, with) - worth(game, before));
            }
            before = with;
        }
        orders += 1;
    });
    sums.iter().map(|sum| sum.over(&Rational::from(orders)).unwrap_or_default()).collect()
}

fn for_each_order(players: usize, used: u64, order: &mut Vec<usize>, visit: &mut impl FnMut(&[usize])) {
    if order.len() == players {
        visit(order);
    }
    for player in (0..players).filter(|player| used >> player & 1 == 0) {
        order.push(player);
        for_each_order(players, used | 1 << player, order, visit);
        order.pop();
    }
}

/// The Banzhaf value: the mean over all coalitions of the others of what a player adds.
#[must_use]
pub fn banzhaf(game: &TableGame) -> Vec<Rational> {
    let without = |player: usize| (0..=game.grand().bits()).filter(move |mask| mask >> player & 1 == 0);
    let total =
        |player| without(player).map(|mask| worth(game, mask | 1 << player) - worth(game, mask)).sum();
    let count = Rational::from(1u64 << (game.player_count() - 1));
    (0..game.player_count())
        .map(|player| Rational::over(&total(player), &count).unwrap_or_default())
        .collect()
}

/// The tau value (Tijs 1981): the efficient point between the least rights m and the utopia payoffs M.
///
/// `None` unless the game is quasi-balanced: m ≤ M and Σ m ≤ v(N) ≤ Σ M.
#[must_use]
pub fn tau(game: &TableGame) -> Option<Vec<Rational>> {
    let (grand, players) = (game.grand().bits(), game.player_count());
    let utopia: Vec<Rational> =
        (0..players).map(|player| worth(game, grand) - worth(game, grand & !(1 << player))).collect();
    let sum_of = |mask: u64| {
        utopia.iter().zip(0..).filter(|(_, seat)| mask >> seat & 1 == 1).map(|(most, _)| most).sum()
    };
    let right = |player: usize| {
        let with = (1..=grand).filter(move |mask| mask >> player & 1 == 1);
        let rights = with
            .map(|mask| -> Rational { worth(game, mask) - Rational::clone(&sum_of(mask & !(1 << player))) });
        rights.max().unwrap_or_default()
    };
    let rights: Vec<Rational> = (0..players).map(right).collect();
    let (least, most) = (rights.iter().sum::<Rational>(), utopia.iter().sum::<Rational>());
    let total = worth(game, grand);
    let ordered = rights.iter().zip(&utopia).all(|(right, most)| right <= most);
    if !ordered || least > total || total > most {
        return None;
    }
    let share = (total - &least).over(&(most - least)).unwrap_or_default();
    Some(rights.iter().zip(&utopia).map(|(right, most)| right + &share * (most - right)).collect())
}
