//! Bargaining, in a line each.

use willing_council::{Council, Seat};

use super::Bargaining;
use super::sentence::{Fact, group};
use crate::number::fraction;

pub(super) fn facts(council: &Council, found: &Bargaining) -> Vec<Fact> {
    let mut facts = vec![("discount factor".to_owned(), fraction(&found.discount))];
    let equilibrium = &found.equilibrium;
    for (place, (kind, value)) in equilibrium.kinds.iter().zip(&equilibrium.values).enumerate() {
        let seats: Vec<Seat> =
            kind.iter().filter_map(|seat| u32::try_from(*seat).ok()).map(Seat::new).collect();
        let expects = format!("each expects {}", fraction(value));
        let answer = match equilibrium.proposer_keeps(place, &found.discount) {
            Some(kept) => format!("{expects}, and keeps {} if it proposes", fraction(&kept)),
            None => expects,
        };
        facts.push((group(council, &seats), answer));
    }
    let residual = &equilibrium.residual;
    let exact =
        if residual.is_zero() { "exact".to_owned() } else { format!("within {}", fraction(residual)) };
    facts.push(("equilibrium".to_owned(), exact));
    facts
}
