//! The issue: a danger, the ways of acting on it, a leader, and the states that may go along.

use std::collections::HashSet;
use std::sync::Arc;

use willing_game::{ActionSet, Player, Players, TierSet};

use crate::Error;
use crate::communication::Communication;
use crate::error::amount;
use crate::parameters::{Authorization, Method, Parameters, SharingRule};
use crate::state::{State, Treaty};
use crate::tier_game::TierGame;

/// What the leader's protection is worth when another state is tried as leader. A *choice*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum ProtectionByOthers {
    /// Nothing: treaties and protection are the first leader's.
    #[default]
    Nothing,
    /// As much as the first leader's.
    Unchanged,
}

/// The parts of an [`Issue`], all public: fill in and give to [`Issue::new`].
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct IssueParts {
    /// Its name.
    pub name: String,
    /// The tiers states choose from.
    pub tiers: TierSet,
    /// The names of the hazards.
    pub hazards: Vec<String>,
    /// The ways of acting.
    pub methods: Vec<Method>,
    /// Coefficients common to all.
    pub parameters: Parameters,
    /// The states, with their beliefs before anybody spoke.
    pub states: Vec<State>,
    /// The name of the leader.
    pub leader: String,
    /// The tiers the leader may choose: usually the core alone.
    pub leader_tiers: ActionSet,
    /// How the danger is communicated.
    pub communication: Communication,
    /// What the protection of another leader is worth.
    pub protection_by_others: ProtectionByOthers,
    /// ν_c ≥ 0: money a council member gives for voting with those who share its values.
    pub vote_value_weight: f64,
}

/// A danger, the ways of acting on it, a leader, and the states that may go along. Immutable and
/// valid once built; the `with_…` functions give variations.
#[derive(Clone, Debug)]
pub struct Issue {
    name: String,
    tiers: Arc<TierSet>,
    hazards: Arc<[String]>,
    methods: Vec<Arc<Method>>,
    parameters: Arc<Parameters>,
    spoken: Vec<Arc<State>>,
    heard: Vec<Arc<State>>,
    leader: usize,
    leader_tiers: ActionSet,
    communication: Arc<Communication>,
    protection_by_others: ProtectionByOthers,
    vote_value_weight: f64,
}

impl Issue {
    /// The issue of these parts.
    ///
    /// # Errors
    ///
    /// Everything that a part's own validation refuses; duplicate or empty names of states, methods
    /// or hazards; an unknown leader; no method or no hazard; communication that does not fit; a
    /// leader or state without a feasible tier under some method; mixed tolerances under Borch shares.
    pub fn new(parts: IssueParts) -> Result<Self, Error> {
        parts.parameters.validate()?;
        amount("parameters", "vote value weight", parts.vote_value_weight)?;
        unique("method", parts.methods.iter().map(|method| method.name.as_str()))?;
        unique("hazard", parts.hazards.iter().map(String::as_str))?;
        let hazards = parts.hazards.len();
        parts.methods.iter().try_for_each(|method| method.validate(hazards, &parts.parameters))?;
        let methods = parts.methods.len();
        parts.states.iter().try_for_each(|state| state.validate(hazards, methods, &parts.tiers))?;
        let players = Players::new(parts.states.iter().map(|state| state.name.as_str()))?;
        let leader = players.find(&parts.leader)?.seat();
        let heard = parts.communication.apply(&parts.states, leader)?;
        let issue = Self {
            name: parts.name,
            tiers: Arc::new(parts.tiers),
            hazards: parts.hazards.into(),
            methods: parts.methods.into_iter().map(Arc::new).collect(),
            parameters: Arc::new(parts.parameters),
            spoken: parts.states.into_iter().map(Arc::new).collect(),
            heard: heard.into_iter().map(Arc::new).collect(),
            leader,
            leader_tiers: parts.leader_tiers,
            communication: Arc::new(parts.communication),
            protection_by_others: parts.protection_by_others,
            vote_value_weight: parts.vote_value_weight,
        };
        (0..methods).try_for_each(|method| issue.game(method, Authorization::Unauthorized).map(drop))?;
        Ok(issue)
    }

    /// The parts it was built from, with all variations made since.
    #[must_use]
    pub fn parts(&self) -> IssueParts {
        IssueParts {
            name: self.name.clone(),
            tiers: (*self.tiers).clone(),
            hazards: self.hazards.to_vec(),
            methods: self.methods.iter().map(|method| (**method).clone()).collect(),
            parameters: (*self.parameters).clone(),
            states: self.spoken.iter().map(|state| (**state).clone()).collect(),
            leader: self.states().get(self.leader).map(|state| state.name.clone()).unwrap_or_default(),
            leader_tiers: self.leader_tiers,
            communication: (*self.communication).clone(),
            protection_by_others: self.protection_by_others,
            vote_value_weight: self.vote_value_weight,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The tiers.
    #[must_use]
    pub fn tiers(&self) -> &TierSet {
        &self.tiers
    }

    /// The names of the hazards.
    #[must_use]
    pub fn hazards(&self) -> &[String] {
        &self.hazards
    }

    /// The methods.
    #[must_use]
    pub fn methods(&self) -> &[Arc<Method>] {
        &self.methods
    }

    /// The coefficients.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The states with the beliefs they hold after communication: those that play.
    #[must_use]
    pub fn states(&self) -> &[Arc<State>] {
        &self.heard
    }

    /// The states with the beliefs they held before anybody spoke.
    #[must_use]
    pub fn states_before_communication(&self) -> &[Arc<State>] {
        &self.spoken
    }

    /// The leader's seat.
    #[must_use]
    pub fn leader(&self) -> usize {
        self.leader
    }

    /// ν_c.
    #[must_use]
    pub fn vote_value_weight(&self) -> f64 {
        self.vote_value_weight
    }

    /// The seat of the state of this name.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownName`].
    pub fn find(&self, name: &str) -> Result<Player, Error> {
        let seat = self.heard.iter().position(|state| state.name == name);
        let seat = seat.ok_or_else(|| Error::UnknownName { what: "state", name: name.to_owned() })?;
        Ok(Player::from_seat(seat)?)
    }

    /// U⁰ of a state.
    #[must_use]
    pub fn status_quo(&self, player: usize) -> f64 {
        self.heard.get(player).map_or(0.0, |state| crate::status_quo(state))
    }

    /// The tier game of the method in this place.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownName`] for a place without a method, [`Error::NothingFeasible`],
    /// [`Error::MixedTolerances`].
    pub fn game(&self, method: usize, authorization: Authorization) -> Result<TierGame, Error> {
        let chosen = self
            .methods
            .get(method)
            .ok_or_else(|| Error::UnknownName { what: "method", name: method.to_string() })?;
        let mut feasible: Vec<ActionSet> = self.heard.iter().map(|state| state.feasible).collect();
        if let Some(leader) = feasible.get_mut(self.leader) {
            *leader = self.leader_tiers;
        }
        TierGame::from_valid(
            Arc::clone(&self.tiers),
            Arc::clone(&self.parameters),
            Arc::clone(chosen),
            method,
            authorization,
            self.heard.clone(),
            &feasible,
        )
    }

    /// The issue without one follower; its beliefs stay as they were heard. `None` for the leader
    /// and for a seat that does not exist: without the leader there is no issue, only the status quo.
    #[must_use]
    pub fn without(&self, player: usize) -> Option<Self> {
        if player == self.leader || player >= self.heard.len() {
            return None;
        }
        let mut rest = self.clone();
        rest.spoken.remove(player);
        rest.heard.remove(player);
        // What was heard stays heard: the remaining beliefs are now the states' own.
        rest.spoken.clone_from(&rest.heard);
        rest.communication = Arc::new(Communication::default());
        rest.leader = if player < self.leader { self.leader - 1 } else { self.leader };
        Some(rest)
    }

    /// The same issue led by another state, which then speaks in the leader's place.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownName`] for a seat that does not exist, and what communication refuses.
    pub fn with_leader(&self, player: usize) -> Result<Self, Error> {
        if player >= self.heard.len() {
            return Err(Error::UnknownName { what: "state", name: player.to_string() });
        }
        let mut states: Vec<State> = self.spoken.iter().map(|state| (**state).clone()).collect();
        if player != self.leader && self.protection_by_others == ProtectionByOthers::Nothing {
            for state in &mut states {
                state.protection_value = 0.0;
                state.treaty = Treaty::None;
            }
        }
        let heard = self.communication.apply(&states, player)?;
        let mut issue = self.clone();
        issue.spoken = states.into_iter().map(Arc::new).collect();
        issue.heard = heard.into_iter().map(Arc::new).collect();
        issue.leader = player;
        Ok(issue)
    }

    /// The same issue with one state changed; beliefs of others stay as they were heard.
    ///
    /// # Errors
    ///
    /// What [`State::validate`] refuses; [`Error::UnknownName`] for a seat that does not exist.
    pub fn with_state(&self, player: usize, state: State) -> Result<Self, Error> {
        state.validate(self.hazards.len(), self.methods.len(), &self.tiers)?;
        let mut issue = self.clone();
        let entry = issue
            .heard
            .get_mut(player)
            .ok_or_else(|| Error::UnknownName { what: "state", name: player.to_string() })?;
        *entry = Arc::new(state);
        issue.spoken.clone_from(&issue.heard);
        issue.communication = Arc::new(Communication::default());
        Ok(issue)
    }

    /// The same issue with other coefficients.
    ///
    /// # Errors
    ///
    /// What [`Parameters::validate`] and [`Method::validate`] refuse.
    pub fn with_parameters(&self, parameters: Parameters) -> Result<Self, Error> {
        parameters.validate()?;
        self.methods.iter().try_for_each(|method| method.validate(self.hazards.len(), &parameters))?;
        Ok(Self { parameters: Arc::new(parameters), ..self.clone() })
    }

    /// The same issue under another sharing rule.
    #[must_use]
    pub fn with_sharing(&self, sharing: SharingRule) -> Self {
        let parameters = Parameters { sharing, ..(*self.parameters).clone() };
        Self { parameters: Arc::new(parameters), ..self.clone() }
    }

    /// The same issue with every treaty of one kind turned into another: the experiment of bilateral
    /// against multilateral alliances.
    #[must_use]
    pub fn with_treaties(&self, from: Treaty, to: Treaty) -> Self {
        let switch = |state: &Arc<State>| {
            if state.treaty == from {
                Arc::new(State { treaty: to, ..(**state).clone() })
            } else {
                Arc::clone(state)
            }
        };
        Self {
            spoken: self.spoken.iter().map(switch).collect(),
            heard: self.heard.iter().map(switch).collect(),
            ..self.clone()
        }
    }
}

fn unique<'a>(what: &'static str, names: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let mut seen = HashSet::new();
    for name in names {
        if name.trim().is_empty() {
            return Err(Error::EmptyName { what });
        }
        if !seen.insert(name) {
            return Err(Error::DuplicateName { what, name: name.to_owned() });
        }
    }
    if seen.is_empty() { Err(Error::TooFew { what, got: 0, least: 1 }) } else { Ok(()) }
}
