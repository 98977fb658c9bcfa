//! Rules of weighted quotas without abstention, drawn as plain numbers and decided by plain sums.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::drawn_rules::{Part, part, veto_text, vetoes};

/// How the parts are joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Join {
    All,
    Any,
    /// The last one, or all before it.
    LastOrAll,
}

/// A rule without abstention.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub(crate) parts: Vec<Part>,
    pub(crate) join: Join,
    /// In rising order; not all seats.
    pub(crate) vetoes: Vec<usize>,
    /// How many of them must say no to block.
    pub(crate) needed: usize,
}

impl Drawn {
    pub(crate) fn seats(&self) -> usize {
        self.parts[0].weights.len()
    }

    /// By coalition, as the set of its bits: whether it wins.
    pub(crate) fn table(&self) -> Vec<bool> {
        let all = 1_usize << self.seats();
        let reached: Vec<Vec<bool>> = self.parts.iter().map(reached).collect();
        let (last, before) = reached.split_last().unwrap();
        let held: usize = self.vetoes.iter().map(|seat| 1 << seat).sum();
        let passes = |coalition: usize| match self.join {
            Join::All => reached.iter().all(|part| part[coalition]),
            Join::Any => reached.iter().any(|part| part[coalition]),
            Join::LastOrAll => {
                last[coalition] || !before.is_empty() && before.iter().all(|part| part[coalition])
            }
        };
        let blocked = |coalition: usize| {
            let against = (held & !coalition).count_ones() as usize;
            held > 0 && against >= self.needed
        };
        (0..all).map(|coalition| passes(coalition) && !blocked(coalition)).collect()
    }
}

fn reached(part: &Part) -> Vec<bool> {
    let mut sums = vec![0_u128];
    for weight in &part.weights {
        let with: Vec<u128> = sums.iter().map(|sum| sum + u128::from(*weight)).collect();
        sums.extend(with);
    }
    sums.into_iter().map(|sum| sum >= u128::from(part.quota)).collect()
}

impl std::fmt::Display for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<String> = self.parts.iter().map(Part::text).collect();
        match self.join {
            Join::All => write!(f, "{}", parts.join(" and "))?,
            Join::Any => write!(f, "{}", parts.join(" or "))?,
            Join::LastOrAll => {
                let (last, before) = parts.split_last().unwrap();
                write!(f, "{last}")?;
                if !before.is_empty() {
                    write!(f, " or {}", before.join(" and "))?;
                }
            }
        }
        f.write_str(&veto_text(&self.vetoes, self.needed))
    }
}

/// One quota, or two or three joined; with and without vetoes.
pub(crate) fn rules(seats: std::ops::RangeInclusive<usize>, heaviest: u64) -> impl Strategy<Value = Drawn> {
    let join = prop_oneof![Just(Join::All), Just(Join::Any), Just(Join::LastOrAll)];
    let drawn = (seats, join).prop_flat_map(move |(seats, join)| {
        let without = Just((Vec::new(), 1));
        (vec(part(seats, heaviest), 1..=3), Just(join), prop_oneof![without, vetoes(seats)])
    });
    drawn.prop_map(|(parts, join, (vetoes, needed))| Drawn { parts, join, vetoes, needed })
}
