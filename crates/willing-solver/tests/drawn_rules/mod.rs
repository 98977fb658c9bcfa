//! Rules that are drawn as plain numbers, decided here by plain sums, and written in the notation of the library.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// A weighted quota.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) quota: u64,
    pub(crate) weights: Vec<u64>,
}

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

impl Part {
    /// The same in the notation of the library.
    pub(crate) fn text(&self) -> String {
        let weights: Vec<String> = self.weights.iter().map(u64::to_string).collect();
        format!("[{}; {}]", self.quota, weights.join(", "))
    }
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

/// `, veto {…}` or `, 2 vetoes of {…}`; nothing for none.
pub(crate) fn veto_text(vetoes: &[usize], needed: usize) -> String {
    let seats: Vec<String> = vetoes.iter().map(usize::to_string).collect();
    match (vetoes, needed) {
        ([], _) => String::new(),
        (_, 1) => format!(", veto {{{}}}", seats.join(", ")),
        _ => format!(", {needed} vetoes of {{{}}}", seats.join(", ")),
    }
}

/// A quota from a third to all of the weights; weights are often 0 or equal.
pub(crate) fn part(seats: usize, heaviest: u64) -> impl Strategy<Value = Part> {
    let weight = prop_oneof![1 => Just(0), 2 => 0..=heaviest.min(3), 5 => 0..=heaviest];
    (vec(weight, seats), any::<Index>(), 33_u64..=100).prop_map(|(mut weights, one, percent)| {
        // Somebody weighs something.
        let one = one.index(weights.len());
        weights[one] = weights[one].max(1);
        let total = weights.iter().map(|weight| u128::from(*weight)).sum::<u128>();
        let quota = (total * u128::from(percent)).div_ceil(100).max(1);
        Part { quota: quota.try_into().unwrap(), weights }
    })
}

/// Some seats with a veto, and how many of them are needed: in half of the rules maybe several.
pub(crate) fn vetoes(seats: usize) -> impl Strategy<Value = (Vec<usize>, usize)> {
    let most = seats.saturating_sub(1).min(5);
    (proptest::sample::subsequence((0..seats).collect::<Vec<_>>(), 0..=most), any::<Index>(), any::<bool>())
        .prop_map(|(vetoes, needed, several)| {
            let needed = if several && !vetoes.is_empty() { 1 + needed.index(vetoes.len()) } else { 1 };
            (vetoes, needed)
        })
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
