//! On a line.

use willing_check::deadlock::{LineDeadlock, LineWinner};
use willing_council::spatial::Line;
use willing_game::{Rational, Verdict};

use crate::winset::pivots;

/// Whether nothing beats the status quo on a line, exactly.
///
/// # Returns
///
/// `Exists` if nothing does: who blocks to either side. `Impossible`: a point that beats it, halfway through the winset on
/// one side, and who carries it.
///
/// # Complexity
///
/// O(n log n), and O(log n) coalitions asked for.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Line;
/// use willing_game::Certificate;
/// use willing_solver::deadlock::on_line;
///
/// let council = Line::under(&"2 of 3, veto {0}".parse()?, [0.0, 1.0, 4.0], 0.5)?;
/// let deadlock = on_line(&council).found()?;
/// deadlock.check(&council)?;
/// assert_eq!(deadlock.against_right.len(), 1); // the veto
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn on_line(line: &Line) -> Verdict<LineDeadlock, LineWinner> {
    let status_quo = line.status_quo();
    if let Some([right, left]) = pivots(line) {
        // Halfway to where the pivot's gains end is its own ideal point.
        if right.ideal > status_quo {
            let coalition = line.seats_where(|ideal| ideal >= right.ideal);
            return Verdict::Impossible(LineWinner { point: number(right.ideal), coalition });
        }
        if left.ideal < status_quo {
            let coalition = line.seats_where(|ideal| ideal <= left.ideal);
            return Verdict::Impossible(LineWinner { point: number(left.ideal), coalition });
        }
    }
    Verdict::Exists(LineDeadlock {
        against_left: line.seats_where(|ideal| ideal >= status_quo),
        against_right: line.seats_where(|ideal| ideal <= status_quo),
    })
}

fn number(ideal: f64) -> Rational {
    // Ideal points are finite.
    Rational::from_float(ideal).unwrap_or_default()
}
