//! Preferences under which every alternative is beaten.

use willing_check::simple::{BeatenAlternative, CyclicProfile, EmptyIntersection};
use willing_council::SimpleGame;

/// Preferences over `alternatives` under which each of them is beaten by another one: there are if there are at least as many
/// alternatives as coalitions without a common seat, and at least two. `None` otherwise.
///
/// Coalition k prefers alternative k to k + 1, the last one to the first. A seat is not in all of them, so that it can rank the
/// alternatives in a line that is cut where it is not needed (Nakamura 1979). Alternatives beyond come last with everybody.
///
/// # Example
///
/// ```
/// use willing_council::SimpleGame;
/// use willing_game::Certificate;
/// use willing_solver::simple::{NakamuraNumber, cyclic_profile};
///
/// let game = SimpleGame::weighted(2, [1, 1, 1])?;
/// let nakamura = NakamuraNumber::new().solve(&game).found()?;
/// let condorcet = cyclic_profile(&game, &nakamura, 3).ok_or("three are enough")?;
/// assert_eq!(condorcet.rankings.len(), 3);
/// condorcet.check(&game)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn cyclic_profile(
    game: &SimpleGame,
    coalitions: &EmptyIntersection,
    alternatives: usize,
) -> Option<CyclicProfile> {
    // One coalition alone beats something only by something else.
    let length = coalitions.number().max(2);
    if coalitions.number() == 0 || alternatives < length {
        return None;
    }
    let coalition = |place: usize| coalitions.coalitions.get(place).or(coalitions.coalitions.first());
    let ranking = |seat: usize| {
        let outside =
            |place: &usize| coalition(*place).is_some_and(|c| !c.iter().any(|member| member.place() == seat));
        let cut = (0..length).find(outside)?;
        Some((1..=length).map(|step| (cut + step) % length).chain(length..alternatives).collect())
    };
    let rankings: Option<Vec<Vec<usize>>> = (0..game.seats()).map(ranking).collect();
    let beaten = (0..alternatives).map(|alternative| {
        // Coalition k beats k + 1 by k; what is beyond is beaten by the first alternative, by anybody who wins.
        let by = if alternative < length { (alternative + length - 1) % length } else { 0 };
        Some(BeatenAlternative { by, coalition: coalition(by)?.clone() })
    });
    Some(CyclicProfile { rankings: rankings?, beaten: beaten.collect::<Option<_>>()? })
}
