//! Whether everybody's endowment is wanted, directly or through others: then markets cannot fall apart.

use super::Error;
use super::market::Market;

/// Refuses a member that cannot buy, and markets that no chain of wants joins.
///
/// With relative aversions only, an equilibrium in which all can buy exists if from each member a chain leads to every other,
/// each wanting something that the next one owns (McKenzie 1959, "irreducible"). One member with absolute aversion wants and
/// can sell in every outcome that counts, and so joins all.
pub(super) fn check(market: &Market<'_>) -> Result<(), Error> {
    let count = market.utilities().len();
    let owned = market.endowments();
    let relative = |seat: usize| market.utilities()[seat].relative_aversion().is_some();
    let destitute = |&seat: &usize| relative(seat) && owned.iter().all(|row| row[seat] <= 0.0);
    if let Some(player) = (0..count).find(destitute) {
        return Err(Error::OwnsNothing { player });
    }
    if !(0..count).all(relative) {
        return Ok(());
    }
    let mut wants = vec![false; count * count];
    for (outcome, row) in market.outcomes().iter().zip(&owned) {
        for &(player, _) in &outcome.believers {
            row.iter()
                .enumerate()
                .filter(|(_, own)| **own > 0.0)
                .for_each(|(owner, _)| wants[player * count + owner] = true);
        }
    }
    // All reach 0 and 0 reaches all.
    if let Some(owner) = unreached(count, |from, to| wants[from * count + to]) {
        return Err(Error::NotJoined { player: 0, owner });
    }
    match unreached(count, |from, to| wants[to * count + from]) {
        Some(player) => Err(Error::NotJoined { player, owner: 0 }),
        None => Ok(()),
    }
}

/// Someone whom no chain from member 0 reaches.
fn unreached(count: usize, leads: impl Fn(usize, usize) -> bool) -> Option<usize> {
    let mut reached = vec![false; count];
    let mut open = vec![0];
    while let Some(from) = open.pop() {
        if !std::mem::replace(&mut reached[from], true) {
            open.extend((0..count).filter(|&to| !reached[to] && leads(from, to)));
        }
    }
    reached.iter().position(|reached| !reached)
}
