//! Treaties of like states that jointly reduce a common harm.

use super::{Membership, positive};
use crate::Error;
use crate::error::amount;

/// The most states of a treaty.
pub const LARGEST_TREATY: usize = 1_000_000;

/// Differences of payoffs below this part of them are rounding.
const TIE: f64 = 1e-12;

/// Who decides first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Timing {
    /// Members and outsiders at once.
    #[default]
    Simultaneous,
    /// Members first, who foresee what outsiders do.
    MembersFirst,
}

/// The treaty among `states` states with linear benefit bQ of the total effort Q and cost cq²/2 of one's own.
///
/// Members of a treaty of k choose kb/c, what is best for the k of them; outsiders b/c. With
/// Q = (b/c)(k² + n − k), a member gets bQ − k²b²/2c and an outsider bQ − b²/2c. In units of b²/c, staying gains
/// −(k − 1)(k − 3)/2 and standing aside k(k − 2)/2: whatever n ≥ 3, b and c, sizes 2 and 3 are stable.
///
/// # Errors
///
/// [`Error::TooFew`] without states; [`Error::OutOfRange`] for more than [`LARGEST_TREATY`], a benefit outside
/// [0, 1e12] or a cost outside [1e-6, 1e12].
///
/// # Numerics
///
/// Payoffs are multiples of ½ in units of b²/c, computed exactly and scaled once: ties are ties.
///
/// # References
///
/// Barrett (1994), *Self-enforcing international environmental agreements*, Oxford Economic Papers 46.
///
/// # Example
///
/// ```
/// use willing_risk::burden::linear_treaty;
///
/// let treaty = linear_treaty(10, 1.0, 1.0)?;
/// assert_eq!(treaty.members()[2], 11.5);
/// assert_eq!(treaty.stable_sizes(), [2, 3]);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn linear_treaty(states: usize, benefit: f64, cost: f64) -> Result<Membership, Error> {
    validate(states, benefit, cost)?;
    let unit = benefit * benefit / cost;
    let everybody = states as f64;
    let payoffs = |size: usize| {
        let members = size as f64;
        let total = members * members + everybody - members;
        ((total - members * members / 2.0) * unit, (total - 0.5) * unit)
    };
    let (members, outsiders) = (1..=states).map(payoffs).unzip();
    // Multiplying by one positive number keeps order and ties.
    Membership::new(members, outsiders, 0.0)
}

/// The treaty among `states` states with quadratic benefit (b/n)(aQ − Q²/2) of the total effort Q to each, and cost
/// cq²/2 of one's own.
///
/// Outsiders choose what is best for each, members of a treaty of k what is best for the k of them. With
/// r = b/nc, members together give Q_m and outsiders Q_o:
///
/// ```text
/// at once:         Q_m = k² r (a − Q),      Q_o = (n − k) r (a − Q)
/// members first:   Q_m = a k² r θ²/(1 + k² r θ²),   Q_o = (n − k) r θ (a − Q_m),   θ = 1/(1 + (n − k) r)
/// ```
///
/// # Errors
///
/// As for [`linear_treaty`]; [`Error::OutOfRange`] also for a saturation outside [0, 1e12].
///
/// # Numerics
///
/// Payoffs within 1e-12 of the larger count as ties.
///
/// # References
///
/// Carraro & Siniscalco (1993), *Strategies for the international protection of the environment* (at once); Barrett
/// (1994) (members first).
///
/// # Example
///
/// ```
/// use willing_risk::burden::{Timing, quadratic_treaty};
///
/// // When effort is dear, only small treaties last.
/// let treaty = quadratic_treaty(10, 100.0, 1.0, 10.0, Timing::Simultaneous)?;
/// assert_eq!(treaty.stable_sizes(), [2]);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn quadratic_treaty(
    states: usize,
    saturation: f64,
    benefit: f64,
    cost: f64,
    timing: Timing,
) -> Result<Membership, Error> {
    validate(states, benefit, cost)?;
    amount("treaty", "saturation", saturation)?;
    let own = benefit / states as f64;
    let ratio = own / cost;
    let payoffs = |size: usize| {
        let (members, outsiders) = (size as f64, (states - size) as f64);
        // What is left to the saturation, a − Q, after members alone and after all.
        let (left_by_members, left) = match timing {
            Timing::Simultaneous => {
                let left = saturation / (1.0 + (members * members + outsiders) * ratio);
                (left * (1.0 + outsiders * ratio), left)
            }
            Timing::MembersFirst => {
                let passed_on = 1.0 / (1.0 + outsiders * ratio);
                let left = saturation / (1.0 + members * members * ratio * passed_on * passed_on);
                (left, left * passed_on)
            }
        };
        let total = saturation - left;
        // aQ − Q²/2 = (a² − (a − Q)²)/2.
        let benefit = own * (saturation + left) * total / 2.0;
        let paid = |effort: f64| cost * effort * effort / 2.0;
        (benefit - paid((saturation - left_by_members) / members), benefit - paid(ratio * left))
    };
    let (members, outsiders) = (1..=states).map(payoffs).unzip();
    Membership::new(members, outsiders, TIE)
}

fn validate(states: usize, benefit: f64, cost: f64) -> Result<(), Error> {
    if states == 0 {
        return Err(Error::TooFew { what: "states", got: 0, least: 1 });
    }
    if states > LARGEST_TREATY {
        return Err(Error::OutOfRange {
            place: "treaty".to_owned(),
            quantity: "states",
            value: states as f64,
            expected: "at most 1e6",
        });
    }
    amount("treaty", "benefit", benefit)?;
    positive("treaty", "cost", cost)
}
