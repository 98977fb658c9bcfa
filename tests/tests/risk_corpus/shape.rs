//! What a case is about, by what its inputs and answers are called.

use willing_testkit::corpus::risk::Case;

use crate::found::Outcome;
use crate::{awareness, burden, commitment, games, hazards, measures, normal, outside, syndicates};

/// How the answers of a kind of case are found.
pub(crate) type Solver = fn(&Case) -> Outcome;

/// The inputs of a kind of case, an answer that tells it from others of the same inputs, and how its answers are found.
const SHAPES: [(&[&str], &str, Solver); 43] = [
    (&["cov", "mu", "tau"], "ce_alone", normal::syndicate),
    (&["means", "tau", "var"], "slopes", normal::side_bets),
    (&["cov_income", "n", "tau", "var"], "total_premium_indep", normal::spreading),
    (&["income", "intercepts", "tau"], "consumption", normal::full_insurance),
    (&["alpha", "cov", "mu"], "cvar_total", normal::tail),
    (&["p", "severity"], "h", normal::conditional_means_of_hazards),
    (&["cov", "mu", "s"], "h", normal::conditional_means),
    (&["gaps", "tau", "var"], "share", normal::exchange),
    (&["X", "lambda_"], "alloc", syndicates::borch),
    (&["X", "beliefs", "lambda_"], "alloc", syndicates::borch),
    (&["X", "gamma", "lambda_"], "alloc", syndicates::borch),
    (&["X", "beliefs", "gamma", "lambda_"], "alloc", syndicates::borch),
    (&["beliefs", "endowments"], "wealth", syndicates::equilibrium),
    (&["beliefs", "endowments", "gamma"], "state_prices", syndicates::equilibrium),
    (&["delta", "h", "l", "utility"], "consumption_high", commitment::two_states),
    (&["deltas", "h", "l", "n_max", "p", "utility"], "stable_sizes", commitment::equal_sharing),
    (&["mu", "pairs", "tau", "var"], "per_capita", commitment::network),
    (&["cost", "eps", "loss", "pi", "rho"], "p_star", commitment::preemption),
    (&["mean_loss", "tau"], "esscher_core_point", games::exponential_losses),
    (&["alpha", "losses", "p"], "cost", games::tail_risk),
    (&["components", "p", "tau"], "attribution", games::aumann_shapley),
    (&["losses", "mix", "p"], "value", measures::spectral),
    (&["loss", "p", "tau"], "rho1_alone", measures::entropic),
    (&["alphas", "loss", "p"], "value", measures::tails),
    (&["alpha", "loss", "p", "tau"], "retention_d", measures::stop_loss),
    (&["alpha", BELIEFS], "max_mass_of_intersection", measures::beliefs_apart),
    (&["alpha", "loss", BELIEFS], "q", measures::beliefs_apart),
    (&["a", "b", "c"], "g_nash", burden::quadratic),
    (&["alpha", "w", "w_redistributed"], "contributors", burden::cobb_douglas),
    (&["b", "c", "n"], "payoff_member", burden::treaty),
    (&["disagreement", "total", "weights"], "asymmetric", burden::bargaining),
    (&["p", "points", "q"], "kl_pq", awareness::divergences),
    (&["p", "q"], "kl_pq", awareness::divergences),
    (&["m", "sd"], "kl_12", awareness::normal_divergences),
    (&["P", "w"], "linear", awareness::pools),
    (&["W", "x0"], "influence", awareness::consultation),
    (&["b"], "cutpoints", awareness::cheap_talk),
    (&["prior", "threshold"], "prob_action", awareness::persuasion),
    (&["gaps", "loss", "own", "tau"], "share", awareness::exchange),
    (&["cases", "outside", "status_quo", "superpower"], "results", outside::line),
    (&["loss", "p", "tau"], "ce_cost", hazards::independent),
    (&["W_F", "W_S", "pi", "tau"], "U", hazards::branches),
    (&["tau", "var"], "borch_shares", normal::sharing_rules),
];

/// Any number of beliefs, `pA`, `pB`, …
const BELIEFS: &str = "p?";

/// How the answers of this case are found, told by the names of its inputs and answers.
pub(crate) fn solver_of(case: &Case) -> Result<Solver, String> {
    let is_rule = case.expected.contains_key("borch_shares");
    let mut inputs: Vec<&str> = case.inputs.keys().map(|key| named(key)).collect();
    // Rules of sharing have names of their own.
    inputs.retain(|key| !is_rule || ["tau", "var"].contains(key));
    inputs.sort_unstable();
    inputs.dedup();
    let mut shapes = SHAPES.iter();
    let shape =
        shapes.find(|(names, answer, _)| **names == inputs[..] && case.expected.contains_key(*answer));
    shape.map(|(.., solver)| *solver).ok_or_else(|| {
        format!(
            "{}: unknown shape: inputs {:?}, expected {:?}",
            case.id,
            case.inputs.keys().collect::<Vec<_>>(),
            case.expected.keys().collect::<Vec<_>>()
        )
    })
}

fn named(key: &str) -> &str {
    let mut letters = key.chars();
    let is_belief = letters.next() == Some('p')
        && letters.next().is_some_and(|letter| letter.is_ascii_uppercase())
        && letters.next().is_none();
    if is_belief { BELIEFS } else { key }
}
