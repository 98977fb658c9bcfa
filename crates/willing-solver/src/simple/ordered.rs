//! A game in a working order of its seats.

use willing_council::{Formula, Seat, SimpleGame, WeightCondition};

/// The conditions of a game by number, and its seats by a place in an order.
#[derive(Clone, Debug)]
pub(super) struct Ordered {
    formula: Formula<usize>,
    /// What each condition needs.
    quotas: Vec<u64>,
    /// By place in the order, by condition.
    weights: Vec<Vec<u64>>,
    /// By place in the order: what this and all later seats weigh together, by condition. One entry more than there are
    /// places.
    left: Vec<Vec<u64>>,
}

impl Ordered {
    /// `game` with the seats of `order` free, those `inside` in, and all others out.
    pub(super) fn new(game: &SimpleGame, order: &[usize], inside: &[usize]) -> Self {
        let conditions = game.formula().conditions();
        let weight =
            |condition: &WeightCondition, seat: usize| condition.weights.get(seat).copied().unwrap_or(0);
        let quotas = conditions.iter().map(|condition| {
            inside.iter().fold(condition.quota, |need, &seat| need.saturating_sub(weight(condition, seat)))
        });
        let weights: Vec<Vec<u64>> = order
            .iter()
            .map(|&seat| conditions.iter().map(|condition| weight(condition, seat)).collect())
            .collect();
        let mut left = vec![vec![0; conditions.len()]];
        for seat in weights.iter().rev() {
            let sums =
                left.last().map_or_else(Vec::new, |last| last.iter().zip(seat).map(|(l, w)| l + w).collect());
            left.push(sums);
        }
        left.reverse();
        Self { formula: numbered(game.formula(), &mut 0), quotas: quotas.collect(), weights, left }
    }

    /// How many seats are free.
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    pub(super) fn formula(&self) -> &Formula<usize> {
        &self.formula
    }

    /// What is needed of free seats, by condition.
    pub(super) fn quotas(&self) -> &[u64] {
        &self.quotas
    }

    /// What the seat at a place weighs, by condition.
    pub(super) fn seat(&self, place: usize) -> &[u64] {
        self.weights.get(place).map_or(&[], Vec::as_slice)
    }

    /// What the seats from a place on weigh, by condition.
    pub(super) fn left(&self, place: usize) -> &[u64] {
        self.left.get(place).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing more is needed.
    pub(super) fn wins(&self, needs: &[u64]) -> bool {
        self.formula.holds(&mut |&condition| needs.get(condition) == Some(&0))
    }

    /// Whether it would win with all seats from a place on.
    pub(super) fn is_in_reach(&self, needs: &[u64], place: usize) -> bool {
        let left = self.left(place);
        self.formula.holds(&mut |&condition| match (needs.get(condition), left.get(condition)) {
            (Some(need), Some(left)) => need <= left,
            _ => false,
        })
    }

    /// Whether each seat weighs no less than the next by every condition. Then the seats stand in the order of
    /// desirability.
    pub(super) fn descends(&self) -> bool {
        let mut neighbours = self.weights.iter().zip(self.weights.iter().skip(1));
        neighbours.all(|(one, next)| one.iter().zip(next).all(|(one, next)| one >= next))
    }
}

/// What is needed after a seat with these weights has joined.
pub(super) fn joined(needs: &[u64], seat: &[u64]) -> Vec<u64> {
    needs.iter().zip(seat).map(|(need, weight)| need.saturating_sub(*weight)).collect()
}

/// The formula with its conditions replaced by their numbers, from left to right.
fn numbered(formula: &Formula<WeightCondition>, next: &mut usize) -> Formula<usize> {
    match formula {
        Formula::One(_) => {
            *next += 1;
            Formula::One(*next - 1)
        }
        Formula::All(all) => Formula::All(all.iter().map(|one| numbered(one, next)).collect()),
        Formula::Any(any) => Formula::Any(any.iter().map(|one| numbered(one, next)).collect()),
    }
}

/// The weights of every seat, by condition.
fn profiles(game: &SimpleGame) -> Vec<Vec<u64>> {
    let conditions = game.formula().conditions();
    let weight =
        |seat: usize| conditions.iter().map(move |c| c.weights.get(seat).copied().unwrap_or(0)).collect();
    (0..game.seats()).map(weight).collect()
}

/// The seats, heavy ones first: by the sum of their shares in the weights of the conditions, then by their weights, then by
/// place. If the seats can be ordered so that each weighs no less than the next by every condition, this does it.
pub(super) fn heavy_first(game: &SimpleGame) -> Vec<usize> {
    let profiles = profiles(game);
    let totals: Vec<f64> = game
        .formula()
        .conditions()
        .iter()
        .map(|condition| condition.weights.iter().sum::<u64>().max(1) as f64)
        .collect();
    // A seat that weighs more by every condition has no smaller sum of shares: rounding is monotone.
    let share =
        |profile: &[u64]| profile.iter().zip(&totals).map(|(w, total)| *w as f64 / total).sum::<f64>();
    let mut order: Vec<(f64, &Vec<u64>, usize)> =
        profiles.iter().enumerate().map(|(seat, profile)| (share(profile), profile, seat)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| b.1.cmp(a.1)).then_with(|| a.2.cmp(&b.2)));
    order.into_iter().map(|(_, _, seat)| seat).collect()
}

/// Seats that weigh the same by every condition, and so can take each other's place; classes of heavy seats first, seats
/// in order.
pub(super) fn kinds(game: &SimpleGame) -> Vec<Vec<usize>> {
    let profiles = profiles(game);
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    for seat in heavy_first(game) {
        let same = |other: Option<&usize>| other.and_then(|o| profiles.get(*o)) == profiles.get(seat);
        match kinds.last_mut() {
            Some(kind) if same(kind.first()) => kind.push(seat),
            _ => kinds.push(vec![seat]),
        }
    }
    kinds
}

/// Places as a sorted list of seats. Games have at most 2¹⁶ of them.
pub(super) fn seats(places: impl IntoIterator<Item = usize>) -> Vec<Seat> {
    let mut seats: Vec<Seat> =
        places.into_iter().filter_map(|place| u32::try_from(place).ok()).map(Seat::new).collect();
    seats.sort_unstable();
    seats
}

/// The sorted list of all seats that are not in a sorted list.
pub(super) fn complement(game: &SimpleGame, coalition: &[Seat]) -> Vec<Seat> {
    seats(
        (0..game.seats()).filter(|place| coalition.binary_search_by_key(place, |seat| seat.place()).is_err()),
    )
}
