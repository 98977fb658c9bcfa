//! Values of games with a communication graph, by their defining sums.

use willing_game::tu::{Graph, Numerators};
use willing_game::{Coalition, Rational};

use super::Violation;
use super::marginals::{by_size, over, shapley_weights, weighted};

/// The most players of a graph game that is checked: its table takes 16 bytes a coalition.
const MOST_PLAYERS: usize = 24;
/// The most links of a link game that is checked.
const MOST_LINKS: usize = 20;

/// What the connected parts of `coalition` earn, each by itself.
fn connected_worth(numerators: &Numerators<'_>, graph: &Graph, coalition: usize) -> i128 {
    let parts = graph.components(Coalition::from_bits(coalition as u64));
    parts.iter().map(|part| numerators.get(usize::try_from(part.bits()).unwrap_or(0))).sum()
}

/// The Shapley value of the graph-restricted game.
pub(super) fn myerson(
    numerators: &Numerators<'_>,
    players: usize,
    links: &[(usize, usize)],
) -> Result<Vec<Rational>, Violation> {
    if players > MOST_PLAYERS {
        return Err(Violation::TooMany { what: "players", got: players, most: MOST_PLAYERS });
    }
    let graph = Graph::new(players, links.iter().copied())?;
    let table: Vec<i128> =
        (0..1usize << players).map(|mask| connected_worth(numerators, &graph, mask)).collect();
    let worth = |mask: usize| table.get(mask).copied().unwrap_or(0);
    let weights = shapley_weights(players);
    let value = |seat| weighted(&by_size(players, seat, &worth), &weights, numerators.denominator());
    Ok((0..players).map(value).collect())
}

/// v({i}) and half of the Shapley value of each link of i in the game of links.
pub(super) fn position(
    numerators: &Numerators<'_>,
    players: usize,
    links: &[(usize, usize)],
) -> Result<Vec<Rational>, Violation> {
    let graph = Graph::new(players, links.iter().copied())?;
    let links = graph.edges();
    if links.len() > MOST_LINKS {
        return Err(Violation::TooMany { what: "links", got: links.len(), most: MOST_LINKS });
    }
    let mut table = Vec::with_capacity(1 << links.len());
    for mask in 0..1usize << links.len() {
        let kept = links.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1);
        let graph = Graph::new(players, kept.map(|(_, link)| *link))?;
        table.push(connected_worth(numerators, &graph, (1 << players) - 1));
    }
    let worth = |mask: usize| table.get(mask).copied().unwrap_or(0);
    let weights = shapley_weights(links.len());
    let mut values: Vec<Rational> = (0..players).map(|seat| numerators.worth(1 << seat)).collect();
    for (place, &(from, to)) in links.iter().enumerate() {
        let value = weighted(&by_size(links.len(), place, &worth), &weights, numerators.denominator());
        let half = over(&value, &2.into());
        for seat in [from, to] {
            if let Some(value) = values.get_mut(seat) {
                *value += &half;
            }
        }
    }
    Ok(values)
}
