//! How far apart views are, what talk does to them, and what disagreement leaves to share.

use willing::game::Certificate;
use willing::risk::Belief;
use willing::risk::disagreement::{
    BayesianPersuasion, CheapTalk, Disagreement, ListenerNetwork, Messages, NormalBelief, OpinionPool,
    TwoHazards, logit_gap,
};
use willing::risk::sharing::Preference;
use willing::solver::sharing::Exchange;
use willing_testkit::corpus::risk::Case;

use crate::found::{Found, Outcome};
use crate::portfolios::{everybody, portfolio};

/// Of two distributions, or of two probabilities of one hazard.
pub(crate) fn divergences(case: &Case) -> Outcome {
    let mut found = Found::new();
    let gap = if let (Ok(p), Ok(q)) = (case.number("p"), case.number("q")) {
        found.give("logit_gap", logit_gap(p, q)?);
        Disagreement::about_hazard(p, q)?
    } else {
        Disagreement::between(Belief::new(case.numbers("p")?)?, Belief::new(case.numbers("q")?)?)?
    };
    if case.inputs.contains_key("points") {
        found.give("w1", gap.wasserstein(&case.numbers("points")?)?);
    }
    found.give("kl_pq", gap.kullback_leibler());
    found.give("kl_qp", gap.reversed().kullback_leibler());
    found.give("jeffreys", gap.jeffreys());
    found.give("js", gap.jensen_shannon());
    found.give("js_distance", gap.jensen_shannon_distance());
    found.give("tv", gap.total_variation());
    found.give("bhattacharyya", gap.bhattacharyya());
    found.give("hellinger", gap.hellinger());
    found.give("chi2_pq", gap.chi_squared());
    found.give("chi2_qp", gap.reversed().chi_squared());
    let chernoff = gap.chernoff();
    found.give("chernoff", chernoff.information);
    found.give("chernoff_alpha", chernoff.order);
    for name in case.expected.keys() {
        let order = name.strip_prefix("renyi_").map(|order| if order == "half" { "0.5" } else { order });
        if let Some(order) = order.and_then(|order| order.parse().ok()) {
            found.give(name, gap.renyi(order)?);
        }
    }
    Ok(found)
}

pub(crate) fn normal_divergences(case: &Case) -> Outcome {
    let laws = case.numbers("m")?.into_iter().zip(case.numbers("sd")?);
    let laws: Vec<NormalBelief> =
        laws.map(|(mean, sd)| NormalBelief::new(mean, sd)).collect::<Result<_, _>>()?;
    let [one, other] = laws[..] else { return Err("other than two laws".into()) };
    let mut found = Found::new();
    found.give("kl_12", one.kullback_leibler(other));
    found.give("kl_21", other.kullback_leibler(one));
    found.give("jeffreys", one.jeffreys(other));
    found.give("w2", one.wasserstein(other));
    found.give("hellinger", one.hellinger(other));
    found.give("bhattacharyya", one.bhattacharyya(other));
    Ok(found)
}

pub(crate) fn pools(case: &Case) -> Outcome {
    let beliefs = case.rows("P")?.into_iter().map(Belief::new).collect::<Result<_, _>>()?;
    let pool = OpinionPool::new(beliefs, case.numbers("w")?)?;
    let logarithmic = pool.logarithmic().ok_or("nothing is possible for all")?;
    let mut found = Found::new();
    found.give("linear", pool.linear().probabilities().to_vec());
    found.give("log", logarithmic.probabilities().to_vec());
    found.give("neg_ln_Z", pool.gap());
    found.give("generalised_js", pool.jensen_shannon());
    Ok(found)
}

pub(crate) fn consultation(case: &Case) -> Outcome {
    let (network, opinions) = (ListenerNetwork::new(case.rows("W")?)?, case.numbers("x0")?);
    let mut found = Found::new();
    found.give("influence", network.influence().ok_or("no consensus")?);
    found.give("consensus", network.consensus(&opinions)?.ok_or("no consensus")?);
    found.give("lambda2", network.second_modulus());
    for name in case.expected.keys() {
        if let Some(rounds) = name.strip_prefix("x_after_").and_then(|rounds| rounds.parse().ok()) {
            found.give(name, network.after(&opinions, rounds)?);
        }
    }
    Ok(found)
}

pub(crate) fn cheap_talk(case: &Case) -> Outcome {
    let talk = CheapTalk::new(case.number("b")?)?;
    let Messages::AtMost(most) = talk.most_messages() else { return Err("any number of messages".into()) };
    let receiver: Vec<f64> =
        (1..=most).map(|messages| talk.receiver_loss(messages)).collect::<Result<_, _>>()?;
    let sender: Vec<f64> = (1..=most).map(|messages| talk.sender_loss(messages)).collect::<Result<_, _>>()?;
    let mut found = Found::new();
    found.give("N", most);
    found.give("cutpoints", talk.cutpoints(most)?);
    found.give("loss_by_N", receiver);
    found.give("sender_loss_by_N", sender);
    Ok(found)
}

pub(crate) fn persuasion(case: &Case) -> Outcome {
    let persuasion = BayesianPersuasion::new(case.number("prior")?, case.number("threshold")?)?;
    let posteriors = persuasion.posteriors();
    let acts: f64 = posteriors.iter().filter(|one| one.acts).map(|one| one.probability).sum();
    let mut found = Found::new();
    found.agree("probability of action and of alarm", persuasion.probability_of_action(), acts, 1e-15);
    found.give("prob_action", persuasion.probability_of_action());
    found.give("posteriors", posteriors.iter().map(|one| one.belief).collect::<Vec<_>>());
    found.give("prob_posteriors", posteriors.iter().map(|one| one.probability).collect::<Vec<_>>());
    Ok(found)
}

/// By the closed form, and by the solver on a portfolio: nothing happens, or one of the two hazards.
pub(crate) fn exchange(case: &Case) -> Outcome {
    let (tolerance, severity, own) = (case.number("tau")?, case.number("loss")?, case.number("own")?);
    let mut found = Found::new();
    let (mut shares, mut values) = (Vec::new(), Vec::new());
    for gap in case.numbers("gaps")? {
        let partner = own + gap;
        let hazards = TwoHazards::new(tolerance, severity, own, partner)?;
        shares.push(hazards.share());
        values.push(hazards.best_value());
        let calm = (1.0 - own - partner).max(0.0);
        let view = |one, other| Preference::entropic(tolerance, Belief::new(vec![calm, one, other])?);
        let portfolio = portfolio(
            vec![vec![0.0, -severity, 0.0], vec![0.0, 0.0, -severity]],
            vec![view(own, partner)?, view(partner, own)?],
        )?;
        let exchange = Exchange::new().solve(&portfolio, &everybody(&portfolio))?.found()?;
        found.holds("exchange", exchange.check(&portfolio));
        found.agree("closed form and solver", hazards.best_value(), exchange.worth(), 1e-9);
    }
    found.give("share", shares);
    found.give("total_value", values);
    found.give("stop_gap", TwoHazards::new(tolerance, severity, own, own)?.stop_gap());
    Ok(found)
}
