//! Sums of one contribution of each player: whether a sum can be had, and in how many ways.

use super::Count;

/// In how many ways one number of each list sums to `target`. O(lists × numbers × sums).
pub(crate) fn ways(lists: &[Vec<i64>], target: i64) -> Count {
    let Some((base, room)) = window(lists, target) else { return Count::ZERO };
    let mut ways = vec![0_u128; room];
    if let Some(first) = ways.first_mut() {
        *first = 1;
    }
    for (list, &base) in lists.iter().zip(&base) {
        let mut next = vec![0_u128; room];
        for number in list {
            let Ok(shift) = usize::try_from(number - base) else { continue };
            for (to, from) in next.iter_mut().skip(shift).zip(&ways) {
                *to = to.saturating_add(*from);
            }
        }
        ways = next;
    }
    Count::saturated(ways.last().copied().unwrap_or(0))
}

/// Whether one number of each list can sum to `target`. O(lists × numbers × sums / 64).
pub(crate) fn reachable(lists: &[Vec<i64>], target: i64) -> bool {
    let Some((base, room)) = window(lists, target) else { return false };
    let mut sums = vec![0_u64; room / 64 + 1];
    if let Some(first) = sums.first_mut() {
        *first = 1;
    }
    for (list, &base) in lists.iter().zip(&base) {
        let mut next = vec![0_u64; sums.len()];
        for number in list {
            let Ok(shift) = usize::try_from(number - base) else { continue };
            join_shifted(&mut next, &sums, shift);
        }
        sums = next;
    }
    let last = room - 1;
    sums.get(last / 64).is_some_and(|word| word >> (last % 64) & 1 == 1)
}

/// The least number of each list, and how many sums lie from their sum to the target, both included.
fn window(lists: &[Vec<i64>], target: i64) -> Option<(Vec<i64>, usize)> {
    let base: Vec<i64> = lists.iter().map(|list| list.iter().min().copied()).collect::<Option<_>>()?;
    let least: i64 = base.iter().sum();
    let room = usize::try_from(target.checked_sub(least)?).ok()?.checked_add(1)?;
    Some((base, room))
}

/// Joins the numbers of `from`, each `shift` more, to `to`; those that do not fit are lost.
fn join_shifted(to: &mut [u64], from: &[u64], shift: usize) {
    let (words, bits) = (shift / 64, shift % 64);
    let mut carry = 0;
    for (to, &word) in to.iter_mut().skip(words).zip(from) {
        *to |= word << bits | carry;
        carry = if bits == 0 { 0 } else { word >> (64 - bits) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_and_reachability_agree_with_counting_by_hand() {
        let dice = vec![vec![1, 2, 3, 4, 5, 6]; 2];
        assert_eq!(ways(&dice, 7), Count::Exactly(6));
        assert_eq!(ways(&dice, 13), Count::ZERO);
        assert_eq!(ways(&dice, 1), Count::ZERO);
        let far = vec![vec![-70, 130], vec![5, 70], vec![0]];
        for target in -80..=210 {
            let expected = [-65, 0, 135, 200].contains(&target);
            assert_eq!(reachable(&far, target), expected, "{target}");
            assert_eq!(ways(&far, target) != Count::ZERO, expected, "{target}");
        }
        assert_eq!(ways(&[], 0), Count::Exactly(1));
        assert_eq!(ways(&vec![vec![0, 0]; 130], 0), Count::Beyond);
        assert!(reachable(&[], 0) && !reachable(&[], 1));
    }
}
