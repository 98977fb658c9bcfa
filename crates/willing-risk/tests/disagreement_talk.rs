//! Networks of listeners, channels, cheap talk and persuasion: known values, theorems, limits, refusals.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test that meets the unexpected fails"
)]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_risk::disagreement::{
    BayesianPersuasion, CheapTalk, Fidelity, ListenerNetwork, LongRun, Messages, Posterior, StubbornNetwork,
};
use willing_risk::{Channel, Communication, Error, Pooling, State};

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} instead of {expected}");
}

fn all_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    found.iter().zip(expected).for_each(|(&found, &expected)| close(found, expected));
}

fn network<const N: usize>(rows: [[f64; N]; N]) -> ListenerNetwork {
    ListenerNetwork::new(rows.iter().map(|row| row.to_vec()).collect()).unwrap()
}

fn out_of_range(place: &str, quantity: &'static str, value: f64, expected: &'static str) -> Error {
    Error::OutOfRange { place: place.to_owned(), quantity, value, expected }
}

#[test]
fn three_listeners_reach_their_known_consensus() {
    let third = 1.0 / 3.0;
    let listeners = network([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25], [0.0, third, 2.0 * third]]);
    let opinions = [0.9, 0.4, 0.1];
    all_close(&listeners.influence().unwrap(), &[2.0 / 9.0, 4.0 / 9.0, 3.0 / 9.0]);
    close(listeners.consensus(&opinions).unwrap().unwrap(), 37.0 / 90.0);
    close(listeners.second_modulus(), 0.596_856_471_680_698_3); // 1/3 + √(5/72)
    all_close(&listeners.after(&opinions, 2).unwrap(), &[11.0 / 20.0, 7.0 / 16.0, 17.0 / 60.0]);
    assert_eq!(listeners.after(&opinions, 0).unwrap(), opinions);
}

#[test]
fn the_second_eigenvalue_of_two_is_known() {
    // Eigenvalues 1 and a + d − 1.
    close(network([[0.9, 0.1], [0.3, 0.7]]).second_modulus(), 0.6);
    close(network([[0.1, 0.9], [0.8, 0.2]]).second_modulus(), 0.7);
    // Everybody takes the same mean: agreed after one round.
    assert!(network([[0.25, 0.75], [0.25, 0.75]]).second_modulus() < 1e-15);
    assert_eq!(network([[1.0]]).second_modulus(), 0.0);
    // A lazy ring of three: eigenvalues ½ + ½ e^{±2πi/3}, of modulus ½.
    let ring = network([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5], [0.5, 0.0, 0.5]]);
    close(ring.second_modulus(), 0.5);
}

#[test]
fn without_consensus_it_is_said_why() {
    let deaf = network([[1.0, 0.0, 0.0], [0.25, 0.5, 0.25], [0.0, 0.0, 1.0]]);
    assert_eq!(deaf.long_run(), LongRun::SeveralVoices { groups: vec![vec![0], vec![2]] });
    assert_eq!(deaf.consensus(&[0.0, 0.5, 1.0]).unwrap(), None);
    assert_eq!((deaf.influence(), deaf.second_modulus()), (None, 1.0));

    let swap = network([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.5, 0.25, 0.25]]);
    assert_eq!(swap.long_run(), LongRun::Cycle { group: vec![0, 1], period: 2 });
    assert_eq!(swap.consensus(&[0.0, 1.0, 0.5]).unwrap(), None);
    assert_eq!(swap.after(&[0.0, 1.0, 0.5], 1_001).unwrap()[..2], [1.0, 0.0]);

    // Cycles of three and six listeners: 3. With one of four besides: 1.
    let mut rows = vec![vec![0.0; 6]; 6];
    for state in 0..6 {
        rows[state][(state + 1) % 6] = 1.0;
    }
    rows[2] = vec![0.5, 0.0, 0.0, 0.5, 0.0, 0.0];
    let three = ListenerNetwork::new(rows.clone()).unwrap();
    assert_eq!(three.long_run(), LongRun::Cycle { group: (0..6).collect(), period: 3 });
    rows[3] = vec![0.5, 0.0, 0.0, 0.0, 0.5, 0.0];
    assert!(ListenerNetwork::new(rows).unwrap().influence().is_some());
}

#[test]
fn only_the_group_that_hears_nobody_outside_has_influence() {
    let listeners = network([[0.5, 0.25, 0.25], [0.0, 0.5, 0.5], [0.0, 0.25, 0.75]]);
    all_close(&listeners.influence().unwrap(), &[0.0, 1.0 / 3.0, 2.0 / 3.0]);
    // A leader who hears nobody decides alone.
    let leader = network([[1.0, 0.0], [0.001, 0.999]]);
    assert_eq!(leader.influence().unwrap(), [1.0, 0.0]);
}

#[test]
fn influence_neither_overflows_nor_vanishes_along_a_chain() {
    // Up with ½, down with 1/1000: influence grows by the factor 500 a state, 10⁵³⁷ in all.
    let count = 200;
    let mut rows = vec![vec![0.0; count]; count];
    for state in 0..count {
        let (up, down) = (if state + 1 < count { 0.5 } else { 0.0 }, if state > 0 { 1e-3 } else { 0.0 });
        rows[state][state] = 1.0 - up - down;
        if state + 1 < count {
            rows[state][state + 1] = up;
        }
        if state > 0 {
            rows[state][state - 1] = down;
        }
    }
    let influence = ListenerNetwork::new(rows).unwrap().influence().unwrap();
    assert!((influence[count - 1] / influence[count - 2] / 500.0 - 1.0).abs() < 1e-10);
    assert!((influence.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    // Somebody who all but never listens to others.
    let stuck = network([[0.0, 1.0], [5e-324, 1.0]]).influence().unwrap();
    assert!(stuck[0] < 1e-300 && stuck[1] == 1.0, "{stuck:?}");
}

#[test]
fn four_stubborn_states_settle_where_they_are_known_to() {
    // Friedkin & Johnsen's group of four, as in the documentation of the Python package FJsim 1.0.
    let listeners = network([
        [0.220, 0.120, 0.360, 0.300],
        [0.147, 0.215, 0.344, 0.294],
        [0.0, 0.0, 1.0, 0.0],
        [0.090, 0.178, 0.446, 0.286],
    ]);
    let stubborn = StubbornNetwork::new(listeners, vec![0.780, 0.785, 0.0, 0.714]).unwrap();
    let settled = stubborn.settled(&[25.0, 25.0, 75.0, 85.0]).unwrap();
    assert!((settled[0] - 60.020_848_83).abs() < 5e-9, "{settled:?}");
    assert!((settled[1] - 59.983_965_94).abs() < 5e-9, "{settled:?}");
    close(settled[2], 75.0);
}

#[test]
fn a_pair_of_stubborn_states_is_solved_by_hand() {
    // x = a y + (1 − a) x₀ and y = b x + (1 − b) y₀: x = ((1 − a) x₀ + a (1 − b) y₀)/(1 − a b).
    let pair = network([[0.0, 1.0], [1.0, 0.0]]);
    let stubborn = StubbornNetwork::new(pair.clone(), vec![0.5, 0.25]).unwrap();
    all_close(&stubborn.settled(&[1.0, 0.0]).unwrap(), &[4.0 / 7.0, 1.0 / 7.0]);
    all_close(&stubborn.influence().unwrap().concat(), &[4.0 / 7.0, 3.0 / 7.0, 1.0 / 7.0, 6.0 / 7.0]);
    // Nobody listens: nothing moves.
    let deaf = StubbornNetwork::new(pair.clone(), vec![0.0, 0.0]).unwrap();
    assert_eq!(deaf.settled(&[0.3, 0.8]).unwrap(), [0.3, 0.8]);
    // Who holds on to nothing follows who does.
    let led = StubbornNetwork::new(pair.clone(), vec![0.0, 1.0]).unwrap();
    assert_eq!(led.settled(&[0.3, 0.8]).unwrap(), [0.3, 0.3]);
    assert_eq!(StubbornNetwork::new(pair, vec![1.0, 1.0]), Err(Error::UnsettledNetwork));
}

#[test]
fn a_network_that_never_settles_is_found_despite_rounding() {
    // 1 − 0.1 − 0.2 − 0.7 is not 0 in floats: the matrix looks regular.
    let open = network([[0.1, 0.2, 0.7], [0.3, 0.6, 0.1], [0.6, 0.1, 0.3]]);
    assert_eq!(StubbornNetwork::new(open.clone(), vec![1.0; 3]), Err(Error::UnsettledNetwork));
    // One group of its own suffices.
    let apart = network([[1.0, 0.0, 0.0], [0.0, 0.1, 0.9], [0.0, 0.3, 0.7]]);
    assert_eq!(StubbornNetwork::new(apart, vec![0.0, 1.0, 1.0]), Err(Error::UnsettledNetwork));
    // Holding on by the last bit settles on paper only.
    let barely = StubbornNetwork::new(open, vec![1.0, 1.0, 1.0 - f64::EPSILON]).unwrap();
    assert_eq!(barely.settled(&[0.0, 0.5, 1.0]), Err(Error::UnsettledNetwork));
}

#[test]
fn communication_in_a_network_settles_as_stubborn_states_do() {
    let tiers = willing_game::TierSet::default();
    let probabilities = [0.8, 0.5, 0.2, 0.3];
    let states: Vec<State> = probabilities
        .iter()
        .enumerate()
        .map(|(seat, &probability)| {
            let mut state = State::indifferent(format!("state {seat}"), 1, &tiers);
            state.hazards[0].probability = probability;
            state
        })
        .collect();
    let apply = |susceptibility: Vec<f64>, weights: &[Vec<f64>]| {
        let channel = Channel::Network { susceptibility, weights: weights.to_vec() };
        let said = Communication { channel, pooling: Pooling::Linear, ..Communication::default() };
        said.apply(&states, 0)
    };
    // The leader's own susceptibility is not used.
    let led = network([
        [1.0, 0.0, 0.0, 0.0],
        [0.25, 0.25, 0.25, 0.25],
        [0.0, 0.5, 0.0, 0.5],
        [0.5, 0.0, 0.25, 0.25],
    ]);
    let heard = apply(vec![1.0, 0.5, 0.9, 1.0], led.weights()).unwrap();
    let expected =
        StubbornNetwork::new(led, vec![0.0, 0.5, 0.9, 1.0]).unwrap().settled(&probabilities).unwrap();
    for (state, expected) in heard.iter().zip(expected) {
        close(state.hazards[0].probability, expected);
    }
    // Three who listen to each other only: the matrix looks regular after rounding.
    let apart = [
        vec![1.0, 0.0, 0.0, 0.0],
        vec![0.0, 0.1, 0.2, 0.7],
        vec![0.0, 0.3, 0.6, 0.1],
        vec![0.0, 0.6, 0.1, 0.3],
    ];
    assert_eq!(apply(vec![1.0; 4], &apart), Err(Error::UnsettledNetwork));
    // 1 − 0.9 − 0.1 is −2⁻⁵⁵ in floats, and the wrong system is then solved without any further rounding.
    let exact = [
        vec![1.0, 0.0, 0.0, 0.0],
        vec![0.0, 0.9, 0.1, 0.0],
        vec![0.0, 1.0, 0.0, 0.0],
        vec![1.0, 0.0, 0.0, 0.0],
    ];
    assert_eq!(apply(vec![1.0; 4], &exact), Err(Error::UnsettledNetwork));
}

#[test]
fn fidelity_is_the_part_of_variance_that_arrives() {
    let channel = Fidelity::of_variances(1.0, 3.0).unwrap();
    assert_eq!(channel.value(), 0.25);
    close(channel.capacity(), -(0.75_f64.ln()) / 2.0);
    assert_eq!(channel.remaining(4.0).unwrap(), 3.0);
    assert_eq!(channel.listen(2.0, 6.0).unwrap(), 3.0);
    close(Fidelity::of_capacity(channel.capacity()).unwrap().value(), 0.25);
    // Silence and a message that arrives whole.
    assert_eq!(Fidelity::of_variances(1.0, f64::INFINITY).unwrap().capacity(), 0.0);
    assert_eq!(Fidelity::of_variances(1.0, 0.0).unwrap().capacity(), f64::INFINITY);
    assert_eq!(Fidelity::of_capacity(f64::INFINITY).unwrap().value(), 1.0);
    assert_eq!(Fidelity::of_capacity(0.0).unwrap().value(), 0.0);
    // One bit: ln 2 nats leave a quarter of the variance.
    close(Fidelity::of_capacity(2.0_f64.ln()).unwrap().value(), 0.75);
}

#[test]
fn an_alarmist_of_bias_a_twentieth_has_three_messages() {
    let talk = CheapTalk::new(0.05).unwrap();
    assert_eq!(talk.most_messages(), Messages::AtMost(3));
    all_close(&talk.cutpoints(3).unwrap(), &[0.0, 2.0 / 15.0, 7.0 / 15.0, 1.0]);
    let receiver = [1.0 / 12.0, 7.0 / 300.0, 43.0 / 2_700.0];
    let sender = [103.0 / 1_200.0, 31.0 / 1_200.0, 199.0 / 10_800.0];
    for messages in 1..=3 {
        close(talk.receiver_loss(messages).unwrap(), receiver[messages as usize - 1]);
        close(talk.sender_loss(messages).unwrap(), sender[messages as usize - 1]);
    }
}

#[test]
fn less_bias_allows_more_messages_and_none_allows_all() {
    // N is possible below b = 1/(2 N (N − 1)): ¼, 1/12, 1/24, …, not at it.
    let most = |bias| CheapTalk::new(bias).unwrap().most_messages();
    for (bias, expected) in [(1e12, 1), (0.25, 1), (0.249, 2), (0.084, 2), (0.083, 3), (1e-12, 707_107)] {
        assert_eq!(most(bias), Messages::AtMost(expected), "{bias}");
    }
    let honest = CheapTalk::new(0.0).unwrap();
    assert_eq!(honest.most_messages(), Messages::Unbounded);
    assert_eq!(honest.cutpoints(4).unwrap(), [0.0, 0.25, 0.5, 0.75, 1.0]);
    assert_eq!(honest.receiver_loss(10).unwrap(), 1.0 / 1_200.0);
    assert!(honest.receiver_loss(1_000_000).unwrap() < 1e-13);
}

#[test]
fn persuasion_moves_as_often_as_the_prior_allows() {
    let persuasion = BayesianPersuasion::new(0.3, 0.5).unwrap();
    close(persuasion.probability_of_action(), 0.6);
    let posteriors = persuasion.posteriors();
    assert_eq!(posteriors.iter().map(|posterior| posterior.belief).collect::<Vec<_>>(), [0.0, 0.5]);
    all_close(&posteriors.iter().map(|posterior| posterior.probability).collect::<Vec<_>>(), &[0.4, 0.6]);
    assert_eq!(posteriors.iter().map(|posterior| posterior.acts).collect::<Vec<_>>(), [false, true]);
    close(persuasion.false_alarm(), 3.0 / 7.0);
    // Already convinced, at the threshold too; nothing to be convinced by; not to be convinced short of proof.
    let alone = |prior, threshold| BayesianPersuasion::new(prior, threshold).unwrap();
    for convinced in [alone(0.5, 0.5), alone(0.9, 0.5), alone(0.0, 0.0)] {
        assert_eq!((convinced.probability_of_action(), convinced.false_alarm()), (1.0, 1.0));
        let acts = Posterior { belief: convinced.prior(), probability: 1.0, acts: true };
        assert_eq!(convinced.posteriors(), [acts]);
    }
    let never = alone(0.0, 0.5);
    assert_eq!((never.probability_of_action(), never.false_alarm()), (0.0, 0.0));
    assert_eq!(never.posteriors(), [Posterior { belief: 0.0, probability: 1.0, acts: false }]);
    let proof = alone(0.25, 1.0);
    assert_eq!((proof.probability_of_action(), proof.false_alarm()), (0.25, 0.0));
}

#[test]
fn what_is_no_network_is_refused() {
    assert_eq!(
        ListenerNetwork::new(vec![]),
        Err(Error::TooFew { what: "states in a network", got: 0, least: 1 })
    );
    let length = |place: &str, quantity, got, expected| Error::Length {
        place: place.to_owned(),
        quantity,
        got,
        expected,
    };
    assert_eq!(
        ListenerNetwork::new(vec![vec![0.5, 0.5], vec![1.0]]),
        Err(length("network, row 1", "weights", 1, 2))
    );
    assert_eq!(
        ListenerNetwork::new(vec![vec![1.5, -0.5], vec![0.0, 1.0]]),
        Err(out_of_range("network, row 0", "weight", 1.5, "a number in [0, 1]"))
    );
    assert_eq!(
        ListenerNetwork::new(vec![vec![0.5, 0.25], vec![0.0, 1.0]]),
        Err(out_of_range("network, row 0", "sum of the weights", 0.75, "1"))
    );
    assert!(matches!(ListenerNetwork::new(vec![vec![f64::NAN]]), Err(Error::OutOfRange { .. })));
    let pair = network([[0.5, 0.5], [0.5, 0.5]]);
    assert_eq!(pair.after(&[1.0], 1), Err(length("network", "opinions", 1, 2)));
    assert_eq!(pair.consensus(&[1.0; 3]), Err(length("network", "opinions", 3, 2)));
    assert_eq!(
        pair.after(&[1.0, 2e12], 1),
        Err(out_of_range("network", "opinion", 2e12, "a number in [-1e12, 1e12]"))
    );
    assert_eq!(
        StubbornNetwork::new(pair.clone(), vec![0.5]),
        Err(length("network", "susceptibilities", 1, 2))
    );
    assert_eq!(
        StubbornNetwork::new(pair.clone(), vec![0.5, 1.5]),
        Err(out_of_range("network", "susceptibility", 1.5, "a number in [0, 1]"))
    );
    let stubborn = StubbornNetwork::new(pair, vec![0.5, 0.5]).unwrap();
    assert_eq!(stubborn.settled(&[]), Err(length("network", "opinions", 0, 2)));
}

#[test]
fn what_is_no_talk_is_refused() {
    let unit = "a number in [0, 1]";
    assert_eq!(Fidelity::new(1.5), Err(out_of_range("channel", "fidelity", 1.5, unit)));
    assert_eq!(
        Fidelity::of_variances(-1.0, 1.0),
        Err(out_of_range("channel", "variance of the listener's own view", -1.0, "a number in [0, 1e12]"))
    );
    assert!(matches!(Fidelity::of_variances(1.0, f64::NAN), Err(Error::OutOfRange { .. })));
    assert!(matches!(Fidelity::of_variances(f64::INFINITY, 1.0), Err(Error::OutOfRange { .. })));
    assert!(matches!(Fidelity::of_variances(0.0, 0.0), Err(Error::Contradiction { .. })));
    assert!(matches!(Fidelity::of_capacity(-1.0), Err(Error::OutOfRange { .. })));
    assert!(matches!(Fidelity::new(0.5).unwrap().remaining(f64::NAN), Err(Error::OutOfRange { .. })));
    for bias in [-0.1, 1e-13, 2e12, f64::INFINITY] {
        let expected = "0 or a number in [1e-12, 1e12]";
        assert_eq!(CheapTalk::new(bias), Err(out_of_range("cheap talk", "bias", bias, expected)));
    }
    assert!(matches!(CheapTalk::new(f64::NAN), Err(Error::OutOfRange { .. })));
    let talk = CheapTalk::new(0.05).unwrap();
    assert_eq!(
        talk.cutpoints(4),
        Err(Error::Contradiction {
            place: "cheap talk".to_owned(),
            left: "the number of messages",
            left_value: 4.0,
            right: "the largest in an equilibrium",
            right_value: 3.0,
            expected: "the first at most the second",
        })
    );
    for messages in [0, 1_000_001] {
        let value = f64::from(messages);
        let refused = out_of_range("cheap talk", "number of messages", value, "a number in [1, 1e6]");
        assert_eq!(CheapTalk::new(0.0).unwrap().receiver_loss(messages), Err(refused));
    }
    assert_eq!(BayesianPersuasion::new(1.5, 0.5), Err(out_of_range("persuasion", "prior", 1.5, unit)));
    assert_eq!(BayesianPersuasion::new(0.5, -0.5), Err(out_of_range("persuasion", "threshold", -0.5, unit)));
}

/// A network in which some do not listen to each other.
fn networks() -> impl Strategy<Value = ListenerNetwork> {
    let weight = prop_oneof![2 => Just(0.0), 3 => 0.05..1.0_f64];
    (1..6_usize).prop_flat_map(move |count| {
        let row =
            prop::collection::vec(weight.clone(), count).prop_filter_map("somebody is listened to", |row| {
                let sum: f64 = row.iter().sum();
                (sum > 0.0).then(|| row.iter().map(|weight| weight / sum).collect::<Vec<f64>>())
            });
        prop::collection::vec(row, count).prop_map(|rows| ListenerNetwork::new(rows).unwrap())
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(43),
        ..ProptestConfig::default()
    })]

    /// Consultation converges to the consensus at the rate |λ₂|, or there are two opinions that last, or a
    /// cycle.
    #[test]
    fn consultation_does_what_is_foretold(
        listeners in networks(),
        drawn in prop::collection::vec(-1.0..1.0_f64, 5),
    ) {
        let count = listeners.states();
        let opinions = &drawn[..count];
        match listeners.long_run() {
            LongRun::Consensus { influence } => {
                // π W = π.
                for state in 0..count {
                    let carried: f64 = (0..count).map(|j| influence[j] * listeners.weights()[j][state]).sum();
                    prop_assert!((carried - influence[state]).abs() < 1e-14);
                }
                let rate = listeners.second_modulus();
                prop_assert!((0.0..1.0).contains(&rate), "{}", rate);
                let agreed = listeners.consensus(opinions).unwrap().unwrap();
                let settled = listeners.after(opinions, 20_000).unwrap();
                prop_assert!(settled.iter().all(|opinion| (opinion - agreed).abs() < 1e-12), "{:?} {}", settled, agreed);
                // After enough rounds the distance is of the order of rate^t: 20 rounds more shrink it so.
                let distance = |rounds| -> f64 {
                    let now = listeners.after(opinions, rounds).unwrap();
                    now.iter().map(|opinion| (opinion - agreed).abs()).fold(0.0, f64::max)
                };
                let far = distance(100);
                if far > 1e-6 {
                    let shrunk = (distance(200) / far).powf(0.01);
                    prop_assert!(shrunk < rate + 0.05, "{} {}", shrunk, rate);
                }
            }
            LongRun::SeveralVoices { groups } => {
                prop_assert!(groups.len() > 1);
                // Each group may hold its own opinion for ever.
                let own: Vec<f64> = (0..count).map(|state| f64::from(u8::from(groups[0].contains(&state)))).collect();
                let later = listeners.after(&own, 500).unwrap();
                prop_assert!(groups[0].iter().all(|&state| (later[state] - 1.0).abs() < 1e-9));
                prop_assert!(groups[1].iter().all(|&state| later[state].abs() < 1e-9));
                prop_assert_eq!(listeners.second_modulus(), 1.0);
            }
            LongRun::Cycle { group, period } => {
                prop_assert!(period > 1 && group.len() >= period);
                // One class of the cycle holds 1, the others 0: back after a period, and not before.
                let mut class = vec![group[0]];
                loop {
                    let reached = |from: &[usize]| -> Vec<usize> {
                        (0..count).filter(|&j| from.iter().any(|&i| listeners.weights()[i][j] > 0.0)).collect()
                    };
                    let mut next = class.clone();
                    for _ in 0..period {
                        next = reached(&next);
                    }
                    if next.iter().all(|state| class.contains(state)) { break; }
                    class = next;
                }
                let own: Vec<f64> = (0..count).map(|state| f64::from(u8::from(class.contains(&state)))).collect();
                for round in 1..=period {
                    let later = listeners.after(&own, u32::try_from(round).unwrap()).unwrap();
                    let back = group.iter().all(|&state| (later[state] - own[state]).abs() < 1e-9);
                    prop_assert_eq!(back, round == period);
                }
            }
        }
    }

    /// |λ₂| of three states from the characteristic equation: λ² − (tr W − 1) λ + det W.
    #[test]
    fn the_second_modulus_of_three_solves_a_quadratic(
        rows in prop::collection::vec(prop::collection::vec(0.05..1.0_f64, 3), 3),
    ) {
        let rows: Vec<Vec<f64>> =
            rows.iter().map(|row| row.iter().map(|weight| weight / row.iter().sum::<f64>()).collect()).collect();
        let w = |i: usize, j: usize| rows[i][j];
        let trace = w(0, 0) + w(1, 1) + w(2, 2) - 1.0;
        let minor = |i: usize, j: usize| w(1, i) * w(2, j) - w(1, j) * w(2, i);
        let determinant = w(0, 0) * minor(1, 2) - w(0, 1) * minor(0, 2) + w(0, 2) * minor(0, 1);
        let discriminant = trace * trace / 4.0 - determinant;
        let expected =
            if discriminant < 0.0 { determinant.sqrt() } else { trace.abs() / 2.0 + discriminant.sqrt() };
        let found = ListenerNetwork::new(rows.clone()).unwrap().second_modulus();
        // A double root is only known to the root of a rounding error.
        let slack = 1e-13 + 1e-15 / discriminant.abs().sqrt().max(1e-8);
        prop_assert!((found - expected).abs() < slack, "{} {}", found, expected);
    }

    /// The settled state is where repeated consultation of stubborn states ends, and a mean of first opinions.
    #[test]
    fn stubborn_states_settle_where_consultation_ends(
        listeners in networks(),
        drawn in prop::collection::vec(-1.0..1.0_f64, 5),
        susceptibility in prop::collection::vec(0.0..0.95_f64, 5),
    ) {
        let count = listeners.states();
        let (opinions, listens) = (&drawn[..count], &susceptibility[..count]);
        let stubborn = StubbornNetwork::new(listeners.clone(), listens.to_vec()).unwrap();
        let settled = stubborn.settled(opinions).unwrap();
        let mut current = opinions.to_vec();
        for _ in 0..1_000 {
            let heard = listeners.after(&current, 1).unwrap();
            current = (0..count).map(|i| listens[i] * heard[i] + (1.0 - listens[i]) * opinions[i]).collect();
        }
        for (found, expected) in settled.iter().zip(&current) {
            prop_assert!((found - expected).abs() < 1e-12);
        }
        let influence = stubborn.influence().unwrap();
        for (row, found) in influence.iter().zip(&settled) {
            prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!(row.iter().all(|&weight| weight >= -1e-15));
            let mean: f64 = row.iter().zip(opinions).map(|(weight, opinion)| weight * opinion).sum();
            prop_assert!((mean - found).abs() < 1e-12);
        }
    }

    /// One round among a deaf speaker and a listener is a channel of that fidelity; two channels compose.
    #[test]
    fn a_channel_is_a_round_of_consultation(
        first in 0.0..1.0_f64,
        second in 0.0..1.0_f64,
        own in -5.0..5.0_f64,
        heard in -5.0..5.0_f64,
    ) {
        let channel = Fidelity::new(first).unwrap();
        let pair = network([[1.0, 0.0], [first, 1.0 - first]]);
        let after = pair.after(&[heard, own], 1).unwrap()[1];
        prop_assert!((channel.listen(own, heard).unwrap() - after).abs() < 1e-12);
        let left = channel.remaining(heard - own).unwrap();
        prop_assert!((left - (heard - channel.listen(own, heard).unwrap())).abs() < 1e-12);
        // Said twice: capacities add.
        let twice = Fidelity::new(1.0 - (1.0 - first) * (1.0 - second)).unwrap();
        let sum = channel.capacity() + Fidelity::new(second).unwrap().capacity();
        prop_assert!((twice.capacity() - sum).abs() < 1e-9 * sum.max(1.0));
        prop_assert!((Fidelity::of_capacity(channel.capacity()).unwrap().value() - first).abs() < 1e-14);
    }

    /// Cutpoints make the sender indifferent, losses are those of the intervals, and more messages are better
    /// for both.
    #[test]
    fn cheap_talk_is_an_equilibrium(bias in 0.002..0.5_f64) {
        let talk = CheapTalk::new(bias).unwrap();
        let Messages::AtMost(most) = talk.most_messages() else { unreachable!() };
        for messages in 1..=most {
            let cuts = talk.cutpoints(messages).unwrap();
            prop_assert!(cuts.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", cuts);
            prop_assert_eq!((cuts[0], cuts[cuts.len() - 1]), (0.0, 1.0));
            for three in cuts.windows(3) {
                let [below, above] = [f64::midpoint(three[0], three[1]), f64::midpoint(three[1], three[2])];
                let wanted = three[1] + bias;
                prop_assert!(((wanted - below) - (above - wanted)).abs() < 1e-12);
            }
            // Uniform on an interval of length d: variance d²/12.
            let loss: f64 = cuts.windows(2).map(|pair| (pair[1] - pair[0]).powi(3) / 12.0).sum();
            prop_assert!((talk.receiver_loss(messages).unwrap() - loss).abs() < 1e-14);
            if messages > 1 {
                prop_assert!(talk.receiver_loss(messages).unwrap() < talk.receiver_loss(messages - 1).unwrap());
                prop_assert!(talk.sender_loss(messages).unwrap() < talk.sender_loss(messages - 1).unwrap());
            }
        }
        // One more message would need a first interval of no length.
        let more = f64::from(most + 1);
        prop_assert!(1.0 / more - 2.0 * bias * (more - 1.0) <= 0.0);
    }

    /// The posteriors average to the prior, the signal produces them, and no other signal moves more often.
    #[test]
    fn persuasion_is_bayes_plausible_and_best(
        prior in 0.0..=1.0_f64,
        threshold in 0.001..=1.0_f64,
        signal in (0.0..=1.0_f64, 0.0..=1.0_f64),
    ) {
        let persuasion = BayesianPersuasion::new(prior, threshold).unwrap();
        let posteriors = persuasion.posteriors();
        let mean: f64 = posteriors.iter().map(|posterior| posterior.probability * posterior.belief).sum();
        prop_assert!((mean - prior).abs() < 1e-15);
        prop_assert!((posteriors.iter().map(|posterior| posterior.probability).sum::<f64>() - 1.0).abs() < 1e-15);
        let acting: f64 = posteriors.iter().filter(|p| p.acts).map(|p| p.probability).sum();
        prop_assert!((acting - persuasion.probability_of_action()).abs() < 1e-15);
        prop_assert!(posteriors.iter().all(|posterior| posterior.acts == (posterior.belief >= threshold)));
        let alarm = prior + (1.0 - prior) * persuasion.false_alarm();
        prop_assert!((alarm - acting).abs() < 1e-12);
        // Any other two-message signal: how often alarm with danger and without.
        let (danger, none) = signal;
        let mut moved = 0.0;
        for (with, without) in [(danger, none), (1.0 - danger, 1.0 - none)] {
            let said = prior * with + (1.0 - prior) * without;
            if said > 0.0 && prior * with / said >= threshold {
                moved += said;
            }
        }
        prop_assert!(moved <= persuasion.probability_of_action() + 1e-12);
    }
}
