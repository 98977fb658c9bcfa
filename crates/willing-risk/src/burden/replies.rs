//! The one total that everybody's linear reply to it adds up to.

/// A reply max(0, α − βG) to the total G of all replies, with β ≥ 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reply {
    /// α.
    pub(super) intercept: f64,
    /// β.
    pub(super) slope: f64,
    /// α/β, the total from which on nothing is given; given apart, since players often share it to the last bit.
    pub(super) stop: f64,
}

/// The replies at the only G = Σ max(0, α_i − β_i G), and G itself.
///
/// Players enter by falling `stop` while the total of those inside is below it; since more players mean a larger
/// total, those inside stay inside.
///
/// # Complexity
///
/// O(n log n + k²) for k who give.
pub(super) fn settled(replies: &[Reply]) -> (Vec<f64>, f64) {
    let mut order: Vec<&Reply> = replies.iter().filter(|reply| reply.intercept > 0.0).collect();
    order.sort_by(|left, right| right.stop.total_cmp(&left.stop));
    let (mut intercepts, mut slopes, mut total, mut inside) = (0.0, 1.0, 0.0, 0);
    for reply in &order {
        if reply.stop <= total {
            break;
        }
        intercepts += reply.intercept;
        slopes += reply.slope;
        total = intercepts / slopes;
        inside += 1;
    }
    let (givers, _) = order.split_at_checked(inside).unwrap_or((&order, &[]));
    let given = |reply: &Reply| {
        if reply.intercept <= 0.0 || reply.stop <= total {
            return 0.0;
        }
        // α − βG = (α + Σ_j (αβ_j − βα_j))/(1 + Σβ_j): near saturation α and βG nearly cancel, the stops do not.
        let crossed: f64 = givers.iter().map(|other| crossed(reply, other)).sum();
        ((reply.intercept + crossed) / slopes).max(0.0)
    };
    (replies.iter().map(given).collect(), total)
}

/// α β' − β α', from the stops where both have one.
fn crossed(own: &Reply, other: &Reply) -> f64 {
    if own.stop.is_finite() && other.stop.is_finite() {
        own.slope * other.slope * (own.stop - other.stop)
    } else {
        own.intercept * other.slope - own.slope * other.intercept
    }
}
