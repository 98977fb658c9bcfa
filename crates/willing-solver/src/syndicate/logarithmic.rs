//! Shares of wealth where everybody has logarithmic utility.

use super::market::Market;

/// The shares W_j = Σ_i W_i Σ_s p_i(s) e_j(s)/X(s), which sum to 1; for members that all want something of each other.
///
/// With the logarithm member i spends p_i(s) W_i on outcome s whatever prices are, and of that e_j(s)/X(s) goes to j: W is the
/// stationary distribution of a Markov chain. It is found by censoring states one by one, without a subtraction: every share
/// has a small *relative* error (Grassmann, Taksar & Heyman 1985).
pub(super) fn wealth_shares(market: &Market<'_>) -> Vec<f64> {
    let count = market.utilities().len();
    let mut flows = vec![0.0; count * count];
    for (outcome, owned) in market.outcomes().iter().zip(market.endowments()) {
        for &(player, log_probability) in &outcome.believers {
            let probability = log_probability.exp();
            for (owner, own) in owned.iter().enumerate() {
                flows[player * count + owner] += probability * (own / outcome.total);
            }
        }
    }
    for last in (1..count).rev() {
        let leaving: f64 = flows[last * count..last * count + last].iter().sum();
        for from in 0..last {
            flows[from * count + last] /= leaving;
            for to in 0..last {
                flows[from * count + to] += flows[from * count + last] * flows[last * count + to];
            }
        }
    }
    let mut shares = vec![1.0; count];
    for owner in 1..count {
        shares[owner] = (0..owner).map(|from| shares[from] * flows[from * count + owner]).sum();
    }
    let total: f64 = shares.iter().sum();
    shares.iter().map(|share| share / total).collect()
}
