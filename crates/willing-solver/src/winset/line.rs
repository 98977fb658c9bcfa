//! Winsets and gridlock on a line.

use willing_check::winset::{GridlockInterval, LineWinset, NoGridlock, Pivot, Reach};
use willing_council::Seat;
use willing_council::spatial::Line;
use willing_game::{Rational, Verdict};

/// All that beats the status quo q on a line, exactly.
///
/// To the right, the pivot is the last member from the right who with those further right wins. If its ideal point x is right
/// of q, all between q and 2x − q beats q, and nothing further right does. To the left likewise.
///
/// # Returns
///
/// [`LineWinset`]: at most one open interval on each side of q; on both sides only if two disjoint coalitions win.
///
/// # Complexity
///
/// O(n log n), and O(log n) coalitions asked for.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Line;
/// use willing_game::{Certificate, Rational};
/// use willing_solver::winset::line_winset;
///
/// let council = Line::under(&"3 of 3".parse()?, [-1.0, 0.5, 2.0], 3.0)?;
/// let winset = line_winset(&council);
/// winset.check(&council)?;
/// assert_eq!(winset.intervals(&Rational::from(3)), [(Rational::from(1), Rational::from(3))]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn line_winset(line: &Line) -> LineWinset {
    let [left, right] = pivots(line).map_or([None, None], |[right, left]| {
        let status_quo = line.status_quo();
        let reach = |pivot: Pivot| Some(Reach { pivot: pivot.seat, end: mirrored(status_quo, pivot.ideal)? });
        [
            (left.ideal < status_quo).then(|| reach(left)).flatten(),
            (right.ideal > status_quo).then(|| reach(right)).flatten(),
        ]
    });
    LineWinset { left, right }
}

/// The status quos that nothing beats.
///
/// # Returns
///
/// `Exists`: the closed interval from the pivot to the right to the pivot to the left. Under a quota of k among n members
/// with vetoes these are min(k-th ideal point from the right, leftmost veto) and max(k-th from the left, rightmost veto).
/// `Impossible` if the pivots are the other way round: two disjoint coalitions win, and some status quos are beaten from
/// both sides.
///
/// # Complexity
///
/// As [`line_winset`].
///
/// # References
///
/// Black (1948); Krehbiel (1998), *Pivotal politics*; Tsebelis (2002), *Veto players*.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Line;
/// use willing_game::Certificate;
/// use willing_solver::winset::gridlock;
///
/// let council = Line::under(&"4 of 5".parse()?, [-3.0, -1.0, 0.0, 2.0, 5.0], 0.0)?;
/// let interval = gridlock(&council).found()?;
/// interval.check(&council)?;
/// assert!(interval.contains(-1.0) && interval.contains(2.0) && !interval.contains(2.1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gridlock(line: &Line) -> Verdict<GridlockInterval, NoGridlock> {
    match pivots(line) {
        Some([right, left]) if right.ideal > left.ideal => {
            Verdict::Impossible(NoGridlock { pivots: [right, left] })
        }
        ends => Verdict::Exists(GridlockInterval { ends }),
    }
}

/// The pivots to the right and to the left; `None` if nobody can win.
pub(crate) fn pivots(line: &Line) -> Option<[Pivot; 2]> {
    if !line.wins(|_| true) {
        return None;
    }
    let mut members: Vec<Pivot> = (0u32..)
        .map(Seat::new)
        .zip(line.ideals().iter().copied())
        .map(|(seat, ideal)| Pivot { seat, ideal })
        .collect();
    members.sort_by(|one, other| one.ideal.total_cmp(&other.ideal).then(one.seat.cmp(&other.seat)));
    // Those from a member on to the right win up to the pivot, and those up to a member do so from the pivot on.
    let right = members.partition_point(|member| line.wins(|ideal| ideal >= member.ideal));
    let left = members.partition_point(|member| !line.wins(|ideal| ideal <= member.ideal));
    Some([*members.get(right.checked_sub(1)?)?, *members.get(left)?])
}

/// 2x − q.
pub(crate) fn mirrored(status_quo: f64, ideal: f64) -> Option<Rational> {
    let ideal = Rational::from_float(ideal).ok()?;
    Some(&ideal + &ideal - Rational::from_float(status_quo).ok()?)
}
