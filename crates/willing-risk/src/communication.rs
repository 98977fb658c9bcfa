//! Communication: how beliefs about a danger travel, first inside a state, then between states.
//!
//! On log-odds, one message with fidelity φ moves a listener by
//! logit p′ = (1 − φ) logit p + φ logit p_speaker: Gaussian signals on log-odds, one step of DeGroot
//! learning, and logarithmic opinion pooling are this same formula. The public follows:
//! logit opp′ = logit opp − k · (severity-weighted mean shift of the hazards' log-odds).

use crate::Error;
use crate::disagreement::stubborn::SettledSystem;
use crate::error::{unit, within};
use crate::state::{Hazard, State};

/// How a heard probability is mixed with one's own. A *choice*; the default is on log-odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Pooling {
    /// (1 − φ) logit p + φ logit p_speaker.
    #[default]
    LogOdds,
    /// (1 − φ) p + φ p_speaker (linear opinion pool; Stone 1961).
    Linear,
}

impl Pooling {
    /// Both forms, the default first.
    pub const ALL: [Self; 2] = [Self::LogOdds, Self::Linear];
}

/// How states learn of the danger.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Channel {
    /// Nobody hears anything.
    #[default]
    Silent,
    /// The leader speaks to each state with its own fidelity, by seat.
    Broadcast {
        /// φ in [0, 1], one for each state; the leader's own is not used.
        fidelity: Vec<f64>,
    },
    /// First from the experts of each state to its government, then as in a broadcast.
    TwoStage {
        /// For each state, its experts' probability of each hazard.
        experts: Vec<Vec<f64>>,
        /// Fidelity in [0, 1] from experts to government, one for each state.
        internal: Vec<f64>,
        /// Fidelity in [0, 1] from the leader, one for each state.
        fidelity: Vec<f64>,
    },
    /// A network of listeners in its settled state (Friedkin & Johnsen 1990), on log-odds:
    /// z = φ∘(W z) + (1 − φ)∘z⁰, W row-stochastic. The leader (φ = 0 is set) holds its own opinion.
    Network {
        /// φ in [0, 1]: how far each state listens at all.
        susceptibility: Vec<f64>,
        /// W: whom it listens to; each row sums to 1.
        weights: Vec<Vec<f64>>,
    },
}

/// Communication of a danger, and how it reaches the public.
///
/// # Example
///
/// ```
/// use willing_risk::{Channel, Communication, State};
/// use willing_game::TierSet;
///
/// let tiers = TierSet::default();
/// let state = |name, probability| {
///     let mut state = State::indifferent(name, 1, &tiers);
///     state.hazards[0].probability = probability;
///     state.hazards[0].severity = 1.0;
///     state
/// };
/// let said = Communication { channel: Channel::Broadcast { fidelity: vec![1.0, 0.5] }, ..Default::default() };
/// let heard = said.apply(&[state("L", 0.8), state("M", 0.2)], 0)?;
/// assert!((heard[1].hazards[0].probability - 0.5).abs() < 1e-12);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Communication {
    /// How states hear.
    pub channel: Channel,
    /// How a heard probability is mixed with one's own.
    #[cfg_attr(feature = "serde", serde(default))]
    pub pooling: Pooling,
    /// k ≥ 0: how strongly the public follows its government's change of mind.
    #[cfg_attr(feature = "serde", serde(default))]
    pub public_response: f64,
}

impl Communication {
    /// The states after communication; `leader` is the seat of the speaker.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] and [`Error::OutOfRange`] for lists that do not fit the states,
    /// [`Error::OppositeCertainties`], [`Error::UnsettledNetwork`].
    ///
    /// # Complexity
    ///
    /// O(n · hazards); O(n³) for a network.
    pub fn apply(&self, states: &[State], leader: usize) -> Result<Vec<State>, Error> {
        within("communication", "public response", self.public_response, 0.0, 1e6, "a number in [0, 1e6]")?;
        match &self.channel {
            Channel::Silent => Ok(states.to_vec()),
            Channel::Broadcast { fidelity } => self.broadcast(states, leader, fidelity),
            Channel::TwoStage { experts, internal, fidelity } => {
                let informed = self.consult(states, experts, internal)?;
                self.broadcast(&informed, leader, fidelity)
            }
            Channel::Network { susceptibility, weights } => {
                self.settle(states, leader, susceptibility, weights)
            }
        }
    }

    fn broadcast(&self, states: &[State], leader: usize, fidelity: &[f64]) -> Result<Vec<State>, Error> {
        check_units("fidelities", fidelity, states.len())?;
        let Some(speaker) = states.get(leader) else {
            return Err(Error::UnknownName { what: "leader", name: leader.to_string() });
        };
        let said: Vec<f64> = speaker.hazards.iter().map(|hazard| hazard.probability).collect();
        let listeners = states.iter().zip(fidelity).enumerate();
        listeners
            .map(
                |(seat, (state, &fidelity))| {
                    if seat == leader { Ok(state.clone()) } else { self.listen(state, &said, fidelity) }
                },
            )
            .collect()
    }

    /// The first stage: governments hear their own experts.
    fn consult(&self, states: &[State], experts: &[Vec<f64>], internal: &[f64]) -> Result<Vec<State>, Error> {
        check_units("internal fidelities", internal, states.len())?;
        check_length("experts' opinions", experts.len(), states.len())?;
        let each = states.iter().zip(experts).zip(internal);
        each.map(|((state, said), &fidelity)| {
            check_units("experts' probabilities", said, state.hazards.len())?;
            self.listen(state, said, fidelity)
        })
        .collect()
    }

    /// One state after hearing the probabilities `said` with this fidelity.
    fn listen(&self, state: &State, said: &[f64], fidelity: f64) -> Result<State, Error> {
        let mut heard = state.clone();
        for (place, (hazard, &speaker)) in heard.hazards.iter_mut().zip(said).enumerate() {
            let mixed = match self.pooling {
                Pooling::Linear => Some((1.0 - fidelity) * hazard.probability + fidelity * speaker),
                Pooling::LogOdds => mix_log_odds(hazard.probability, speaker, fidelity),
            };
            hazard.probability = mixed.ok_or_else(|| Error::OppositeCertainties {
                listener: state.name.clone(),
                hazard: place,
                own: hazard.probability,
                heard: speaker,
                fidelity,
            })?;
        }
        heard.opposition = self.public_follows(state, &heard.hazards);
        Ok(heard)
    }

    /// logit opp′ = logit opp − k · mean shift; certain publics and mute hazards stay as they are.
    fn public_follows(&self, before: &State, after: &[Hazard]) -> f64 {
        let severity: f64 = before.hazards.iter().map(|hazard| hazard.severity).sum();
        let moved = self.public_response > 0.0 && before.opposition > 0.0 && before.opposition < 1.0;
        if !moved || severity <= 0.0 {
            return before.opposition;
        }
        let shifts = before.hazards.iter().zip(after).map(|(old, new)| {
            let inner = |p: f64| p > 0.0 && p < 1.0;
            let (old_p, new_p) = (old.probability, new.probability);
            if inner(old_p) && inner(new_p) { old.severity * (logit(new_p) - logit(old_p)) } else { 0.0 }
        });
        let mean_shift = shifts.sum::<f64>() / severity;
        logistic(logit(before.opposition) - self.public_response * mean_shift)
    }

    /// (I − diag(φ) W) z = (1 − φ) z⁰ for each hazard.
    fn settle(
        &self,
        states: &[State],
        leader: usize,
        susceptibility: &[f64],
        weights: &[Vec<f64>],
    ) -> Result<Vec<State>, Error> {
        let count = states.len();
        check_units("susceptibilities", susceptibility, count)?;
        check_length("rows of weights", weights.len(), count)?;
        for row in weights {
            check_units("weights in a row", row, count)?;
            within("network", "sum of a row of weights", row.iter().sum(), 1.0 - 1e-9, 1.0 + 1e-9, "1")?;
        }
        let mut listens = susceptibility.to_vec();
        if let Some(own) = listens.get_mut(leader) {
            *own = 0.0;
        }
        let system = SettledSystem::new(&listens, weights)?;
        let hazards = states.first().map_or(0, |state| state.hazards.len());
        let mut settled: Vec<State> = states.to_vec();
        for place in 0..hazards {
            let own: Vec<f64> =
                states.iter().map(|s| s.hazards.get(place).map_or(0.0, |h| h.probability)).collect();
            let into = |p: f64| if self.pooling == Pooling::LogOdds { logit(p) } else { p };
            if own.iter().any(|&p| !into(p).is_finite()) {
                return Err(Error::UnsettledNetwork);
            }
            let opinions = system.settle(&listens, &own.iter().map(|&p| into(p)).collect::<Vec<_>>())?;
            for (state, &opinion) in settled.iter_mut().zip(&opinions) {
                let probability = if self.pooling == Pooling::LogOdds { logistic(opinion) } else { opinion };
                if let Some(hazard) = state.hazards.get_mut(place) {
                    hazard.probability = probability.clamp(0.0, 1.0);
                }
            }
        }
        for (after, before) in settled.iter_mut().zip(states) {
            after.opposition = self.public_follows(before, &after.hazards);
        }
        Ok(settled)
    }
}

/// logit⁻¹((1 − φ) logit p + φ logit q), with its limits at certainty; `None` between opposite certainties.
#[expect(clippy::float_cmp, reason = "certainty and full fidelity are exactly 0 and 1")]
fn mix_log_odds(own: f64, heard: f64, fidelity: f64) -> Option<f64> {
    let certain = |p: f64| p == 0.0 || p == 1.0;
    if fidelity == 0.0 || own == heard {
        Some(own)
    } else if fidelity == 1.0 {
        Some(heard)
    } else if certain(own) && certain(heard) {
        None
    } else if certain(own) {
        Some(own)
    } else if certain(heard) {
        Some(heard)
    } else {
        Some(logistic((1.0 - fidelity) * logit(own) + fidelity * logit(heard)))
    }
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn check_length(quantity: &'static str, got: usize, expected: usize) -> Result<(), Error> {
    if got == expected {
        Ok(())
    } else {
        Err(Error::Length { place: "communication".into(), quantity, got, expected })
    }
}

fn check_units(quantity: &'static str, values: &[f64], expected: usize) -> Result<(), Error> {
    check_length(quantity, values.len(), expected)?;
    values.iter().try_for_each(|&value| unit("communication", quantity, value))
}
