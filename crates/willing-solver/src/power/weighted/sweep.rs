//! Multiplying and dividing a polynomial by 1 + r xʷ in place.

/// Longest block that is copied aside where a shift is too short for blocks of its own length.
const COPIED: usize = 256;

/// Shortest shift whose blocks are long enough to be worth their start.
const LONG: usize = 64;

/// Replaces each entry c[j], j ≥ w, by `combine(c[j], c[j − w])` with the old c[j − w], as in a product with 1 + r xʷ.
///
/// Blocks are done from the top down. A block no longer than the shift shares no entry with its source, which the
/// compiler must see to use vectors; for short shifts the source is copied first.
pub(super) fn multiply<T: Copy + Default>(table: &mut [T], shift: usize, combine: impl Fn(T, T) -> T) {
    let mut end = table.len();
    if shift >= LONG {
        while end > shift {
            let start = shift.max(end - shift);
            let (below, above) = table.split_at_mut(start);
            let source = below.get(start - shift..end - shift).unwrap_or_default();
            each(above, source, &combine);
            end = start;
        }
    } else if shift > 0 {
        let mut copy = [T::default(); COPIED];
        while end > shift {
            let start = shift.max(end.saturating_sub(COPIED));
            let aside = copy.get_mut(..end - start).unwrap_or_default();
            aside.copy_from_slice(table.get(start - shift..end - shift).unwrap_or_default());
            each(table.get_mut(start..end).unwrap_or_default(), aside, &combine);
            end = start;
        }
    }
}

/// `combine` for each pair.
pub(super) fn each<T: Copy>(target: &mut [T], source: &[T], combine: impl Fn(T, T) -> T) {
    for (to, from) in target.iter_mut().zip(source) {
        *to = combine(*to, *from);
    }
}
