//! The parts of a tier game, all public: for tests that vary one of them.

use std::sync::Arc;

use willing_game::{ActionSet, TierSet};
use willing_risk::{
    Authorization, Communication, Error, Issue, IssueParts, Method, Parameters, ProtectionByOthers, State,
    TierGame,
};

/// What a [`TierGame`] of one method is built from.
///
/// # Example
///
/// ```
/// use willing_testkit::generators::reference_crisis;
///
/// let mut parts = reference_crisis();
/// parts.method.difficulty *= 4.0;
/// assert_eq!(parts.game()?.states().len(), 6);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GameParts {
    /// The tiers.
    pub tiers: TierSet,
    /// Coefficients common to all.
    pub parameters: Parameters,
    /// The method.
    pub method: Method,
    /// Whether the council authorized.
    pub authorization: Authorization,
    /// The states, the leader first; each state's feasible set is its own.
    pub states: Vec<State>,
}

impl GameParts {
    /// The game.
    ///
    /// # Errors
    ///
    /// What [`TierGame::new`] refuses.
    pub fn game(&self) -> Result<TierGame, Error> {
        let feasible: Vec<ActionSet> = self.states.iter().map(|state| state.feasible).collect();
        TierGame::new(
            Arc::new(self.tiers.clone()),
            Arc::new(self.parameters.clone()),
            Arc::new(self.method.clone()),
            0,
            self.authorization,
            self.states.iter().cloned().map(Arc::new).collect(),
            &feasible,
        )
    }

    /// The issue with this one method, led by the first state; communication is silent.
    ///
    /// # Errors
    ///
    /// What [`Issue::new`] refuses; an empty list of states.
    pub fn issue(&self, name: &str) -> Result<Issue, Error> {
        let leader = self.states.first().ok_or(Error::TooFew { what: "states", got: 0, least: 1 })?;
        Issue::new(IssueParts {
            name: name.to_owned(),
            tiers: self.tiers.clone(),
            hazards: (0..self.method.effectiveness.len()).map(|place| format!("hazard {place}")).collect(),
            methods: vec![self.method.clone()],
            parameters: self.parameters.clone(),
            states: self.states.clone(),
            leader: leader.name.clone(),
            leader_tiers: leader.feasible,
            communication: Communication::default(),
            protection_by_others: ProtectionByOthers::default(),
            vote_value_weight: 0.0,
        })
    }

    /// Every state risk neutral: τ = ∞.
    #[must_use]
    pub fn risk_neutral(mut self) -> Self {
        self.states.iter_mut().for_each(|state| state.risk_tolerance = f64::INFINITY);
        self
    }
}
