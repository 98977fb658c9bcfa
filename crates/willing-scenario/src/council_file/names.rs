//! Names of members, found in constant time whatever a file holds.

use std::collections::HashSet;

use willing_council::{Seat, Weights};
use willing_game::Players;

use crate::document::{Entry, Node, Sources};
use crate::fault::Problem;
use crate::shape::{join, nearest};

/// No nearest name is looked for among more: a slip of the pen in a long file is found by its line.
const MOST_NEAREST: usize = 512;

/// The members, if each is named once. What else is wrong with the list the shape has said.
pub(super) fn members(written: &Node, sources: &mut Sources) -> Option<Players> {
    let mut seen: HashSet<&str> = HashSet::new();
    for (place, item) in written.items().iter().enumerate() {
        if item.text().is_some_and(|name| !seen.insert(name)) {
            sources.fault_at(item, &format!("members[{place}]"), Problem::Repeated { what: "member" });
        }
    }
    let names: Option<Vec<&str>> = written.items().iter().map(Node::text).collect();
    let names = names?;
    if let Err(error) = Weights::equal(names.len()) {
        sources.fault_at(written, "members", Problem::Council(error));
        return None;
    }
    Players::new(names).ok()
}

/// The seats of the members that a list names; names of nobody and names listed twice are noted.
pub(super) fn seats(
    written: &Node,
    path: &str,
    members: &Players,
    sources: &mut Sources,
) -> Option<Vec<Seat>> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut found = Some(Vec::new());
    for (place, item) in written.items().iter().enumerate() {
        let name = item.text().filter(|name| !name.trim().is_empty());
        let seat = name.and_then(|name| {
            let path = format!("{path}[{place}]");
            if !seen.insert(name) {
                sources.fault_at(item, &path, Problem::Repeated { what: "member" });
                return None;
            }
            let seat = seat_of(name, members);
            if seat.is_none() {
                sources.fault_at(item, &path, unknown(name, members));
            }
            seat
        });
        found = found.zip(seat).map(|(mut found, seat)| {
            found.push(seat);
            found
        });
    }
    found
}

/// A weight for each member, from a table by names.
pub(super) fn weights(entry: &Entry, members: &Players, sources: &mut Sources) -> Option<Weights> {
    let path = join("weights", &entry.key);
    let mut by_seat: Vec<Option<&Node>> = vec![None; members.len()];
    for Entry { key, key_origin, node } in entry.node.entries() {
        match seat_of(key, members).and_then(|seat| by_seat.get_mut(seat.place())) {
            Some(place) => *place = Some(node),
            None => sources.fault(*key_origin, &join(&path, key), None, unknown(key, members)),
        }
    }
    for (name, _) in members.names().iter().zip(&by_seat).filter(|(_, weight)| weight.is_none()) {
        let problem = Problem::Missing { expected: "a weight for each member, 0 for none".to_owned() };
        sources.fault(entry.node.origin, &join(&path, name), None, problem);
    }
    let weights: Option<Vec<u64>> =
        by_seat.into_iter().map(|weight| u64::try_from(weight?.whole()?).ok()).collect();
    Weights::new(weights?)
        .map_err(|error| sources.fault(entry.key_origin, &path, None, Problem::Council(error)))
        .ok()
}

fn seat_of(name: &str, members: &Players) -> Option<Seat> {
    let place = members.find(name).ok()?.seat();
    u32::try_from(place).ok().map(Seat::new)
}

fn unknown(name: &str, members: &Players) -> Problem {
    let few = members.names().iter().take(if members.len() > MOST_NEAREST { 0 } else { MOST_NEAREST });
    let nearest = nearest(name, few.map(String::as_str));
    Problem::UnknownName { what: "member", nearest, expected: "a name in `members`" }
}
