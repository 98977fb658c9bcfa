//! Games of any size in plausible ranges.

use willing_game::{ActionSet, TierSet};
use willing_risk::{
    Authorization, Hazard, Method, Parameters, Pool, SharingRule, State, Treaty, TreatyCredit,
};

use super::reference::{reference_method, reference_parameters};
use crate::{Draws, GameParts};

/// How sizes are spread over states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Family {
    /// z: Zipf (exponent 0.9 to 1.3) times lognormal (0.5) sizes; tolerance grows as size to the
    /// power of 0.5 to 0.9 and all money with it; difficulty as in the reference crisis.
    #[default]
    Zipf,
    /// zp: as [`Family::Zipf`], with a difficulty between 0.2 and 0.6 of all capability: success is contested.
    ZipfContested,
    /// f: every state from the same flat ranges; difficulty and pools grow as n/4.
    Flat,
}

impl Family {
    /// All families, the default first.
    pub const ALL: [Self; 3] = [Self::Zipf, Self::ZipfContested, Self::Flat];
}

/// How strongly states depend on what others do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Interaction {
    /// Coefficients from ranges around the reference crisis.
    #[default]
    Ordinary,
    /// x: λ₀ = λ_Q = 0.45, η = 1, ν = 0, θ = 2.5, χ = 1, e = 0.9, back = 0.6.
    Strong,
}

/// How decisive capability is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Contest {
    /// θ as the interaction says.
    #[default]
    Gradual,
    /// S: θ = 8.
    Steep,
}

/// Which states are risk neutral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tolerances {
    /// None.
    #[default]
    Finite,
    /// All: τ = ∞.
    Infinite,
    /// Every other state. Refused under Borch shares if both kinds may take part.
    Mixed,
}

/// Random games of `states` states, the first of them a leader fixed at the core.
///
/// The settings of the published measurements are a [`Family`], an [`Interaction`] and a
/// [`Contest`]; the names in their documentation (z, zp, f, x, S) are those of the record.
///
/// # Example
///
/// ```
/// use willing_testkit::generators::{DefaultRanges, Family};
///
/// let ranges = DefaultRanges::new(Family::ZipfContested, 193);
/// let game = ranges.draw(10).game()?;
/// assert_eq!(game.states().len(), 193);
/// assert_eq!(ranges.draw(10), ranges.draw(10));
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct DefaultRanges {
    family: Family,
    states: usize,
    tiers: TierSet,
    interaction: Interaction,
    contest: Contest,
    tolerances: Tolerances,
    sharing: SharingRule,
}

impl DefaultRanges {
    /// Games of this family and size: eight tiers, ordinary interaction, finite tolerances, Borch shares.
    #[must_use]
    pub fn new(family: Family, states: usize) -> Self {
        Self {
            family,
            states,
            tiers: TierSet::default(),
            interaction: Interaction::default(),
            contest: Contest::default(),
            tolerances: Tolerances::default(),
            sharing: SharingRule::default(),
        }
    }

    /// Ten tiers instead of eight.
    #[must_use]
    pub fn with_finance(mut self) -> Self {
        self.tiers = TierSet::with_finance();
        self
    }

    /// How strongly states depend on each other.
    #[must_use]
    pub fn interaction(mut self, interaction: Interaction) -> Self {
        self.interaction = interaction;
        self
    }

    /// How decisive capability is.
    #[must_use]
    pub fn contest(mut self, contest: Contest) -> Self {
        self.contest = contest;
        self
    }

    /// Which states are risk neutral.
    #[must_use]
    pub fn tolerances(mut self, tolerances: Tolerances) -> Self {
        self.tolerances = tolerances;
        self
    }

    /// How burdens are shared.
    #[must_use]
    pub fn sharing(mut self, sharing: SharingRule) -> Self {
        self.sharing = sharing;
        self
    }

    /// The game of this seed.
    #[must_use]
    pub fn draw(&self, seed: u64) -> GameParts {
        let mut draws = Draws::seeded(seed);
        let parameters = self.draw_parameters(&mut draws);
        let mut method = self.draw_method(&mut draws, parameters.stance_legitimacy);
        let mut states = match self.family {
            Family::Zipf | Family::ZipfContested => self.draw_zipf(&mut draws),
            Family::Flat => self.draw_flat(&mut draws),
        };
        if self.family == Family::ZipfContested {
            let all: f64 = states.iter().map(|state| state.capability).sum();
            method.difficulty = all * draws.uniform(0.2, 0.6);
        }
        self.set_tolerances(&mut states);
        if let (Some(leader), Ok(core)) = (states.first_mut(), self.tiers.tier("C")) {
            leader.feasible = ActionSet::only(core.place());
        }
        let authorization =
            if draws.chance(0.5) { Authorization::Authorized } else { Authorization::Unauthorized };
        GameParts { tiers: self.tiers.clone(), parameters, method, authorization, states }
    }

    fn draw_parameters(&self, draws: &mut Draws) -> Parameters {
        let drawn = Parameters {
            sharing: self.sharing,
            stance_legitimacy: draws.uniform(0.1, 0.25),
            authorization_legitimacy: draws.uniform(0.2, 0.35),
            contest_exponent: draws.uniform(1.0, 2.5),
            failure_markup: draws.uniform(0.2, 0.8),
            excludable_protection: draws.uniform(0.1, 0.5),
            launch_probability: draws.uniform(0.2, 0.6),
            launch_legitimacy: draws.uniform(0.4, 0.9),
            launch_severity: draws.uniform(2.0, 8.0),
            domestic_probability: draws.uniform(0.4, 0.9),
            domestic_legitimacy: draws.uniform(0.2, 0.8),
            international_probability: draws.uniform(0.2, 0.7),
            retaliation_probability: draws.uniform(0.1, 0.5),
            entrapment_probability: draws.uniform(0.1, 0.4),
            treaty_credit: TreatyCredit {
                none: draws.uniform(0.2, 0.4),
                multilateral: draws.uniform(0.4, 0.6),
                bilateral: draws.uniform(0.7, 0.95),
            },
            value_weight: draws.uniform(1.0, 3.0),
            ..reference_parameters()
        };
        let interacting = match self.interaction {
            Interaction::Ordinary => drawn,
            Interaction::Strong => Parameters {
                stance_legitimacy: 0.45,
                authorization_legitimacy: 0.1,
                launch_legitimacy: 1.0,
                domestic_legitimacy: 1.0,
                value_weight: 0.0,
                contest_exponent: 2.5,
                failure_markup: 1.0,
                ..drawn
            },
        };
        match self.contest {
            Contest::Gradual => interacting,
            Contest::Steep => Parameters { contest_exponent: 8.0, ..interacting },
        }
    }

    fn draw_method(&self, draws: &mut Draws, stance_legitimacy: f64) -> Method {
        let scale = match self.family {
            Family::Flat => self.states as f64 / 4.0,
            Family::Zipf | Family::ZipfContested => 1.0,
        };
        let mut pool = |mean: (f64, f64), deviation: (f64, f64)| Pool {
            mean: scale * draws.uniform(mean.0, mean.1),
            deviation: scale * draws.uniform(deviation.0, deviation.1),
        };
        let casualties = pool((0.5, 3.0), (1.0, 4.0));
        let financial = pool((0.5, 6.0), (1.0, 4.0));
        let drawn = Method {
            legitimacy: draws.uniform(stance_legitimacy, 0.4),
            difficulty: scale * draws.uniform(0.5, 2.0),
            effectiveness: vec![draws.uniform(0.4, 0.9), draws.uniform(0.3, 0.7)],
            backlash: vec![draws.uniform(0.1, 0.6), draws.uniform(0.0, 0.3)],
            casualties,
            financial,
            ..reference_method()
        };
        match self.interaction {
            Interaction::Ordinary => drawn,
            Interaction::Strong => {
                Method { legitimacy: 0.45, effectiveness: vec![0.9, 0.9], backlash: vec![0.6, 0.6], ..drawn }
            }
        }
    }

    fn draw_zipf(&self, draws: &mut Draws) -> Vec<State> {
        let (exponent, growth) = (draws.uniform(0.9, 1.3), draws.uniform(0.5, 0.9));
        let each = 0..self.states;
        each.map(|rank| {
            let luck = if rank == 0 { 1.0 } else { (0.5 * draws.normal()).exp() };
            let size = ((rank + 1) as f64).powf(-exponent) * luck;
            let tolerance = 60.0 * size.powf(growth);
            // Money is in units in which a state of tolerance 15 has the severities of the flat ranges.
            self.draw_state(draws, rank, tolerance, 4.0 * size, tolerance / 15.0)
        })
        .collect()
    }

    fn draw_flat(&self, draws: &mut Draws) -> Vec<State> {
        let each = 0..self.states;
        each.map(|seat| {
            let tolerance = draws.uniform(4.0, 40.0);
            let capability = draws.uniform(0.1, 1.6);
            self.draw_state(draws, seat, tolerance, capability, 1.0)
        })
        .collect()
    }

    fn draw_state(
        &self,
        draws: &mut Draws,
        seat: usize,
        tolerance: f64,
        capability: f64,
        money: f64,
    ) -> State {
        let treaty = match draws.below(5) {
            0 => Treaty::Bilateral,
            1 | 2 => Treaty::Multilateral,
            _ => Treaty::None,
        };
        let mut severity = |low: f64, high: f64| money * draws.uniform(low, high);
        let (first, second) = (severity(2.0, 20.0), severity(1.0, 8.0));
        State {
            domestic_severity: severity(1.0, 9.0),
            international_severity: severity(1.0, 5.0),
            retaliation_severity: severity(1.0, 5.0),
            entrapment_severity: severity(0.2, 4.0),
            protection_value: severity(0.0, 24.0),
            risk_tolerance: tolerance,
            capability,
            asset_capability: capability * draws.uniform(0.0, 0.8),
            stance_weight: capability.sqrt() * draws.uniform(0.5, 1.5),
            hazards: vec![
                Hazard { probability: draws.uniform(0.05, 0.5), severity: first },
                Hazard { probability: draws.uniform(0.05, 0.4), severity: second },
            ],
            casualty_sensitivity: money.min(1.0) * draws.uniform(0.5, 3.0),
            opposition: draws.uniform(0.1, 0.95),
            treaty,
            abandonment_probability: draws.uniform(0.0, 0.8),
            affinity: money.min(1.0) * draws.uniform(-1.0, 1.0),
            fixed_weight: draws.uniform(0.2, 2.0),
            ..State::indifferent(format!("s{seat}"), 2, &self.tiers)
        }
    }

    fn set_tolerances(&self, states: &mut [State]) {
        for (seat, state) in states.iter_mut().enumerate() {
            let neutral = match self.tolerances {
                Tolerances::Finite => false,
                Tolerances::Infinite => true,
                Tolerances::Mixed => seat % 2 == 1,
            };
            if neutral {
                state.risk_tolerance = f64::INFINITY;
            }
        }
    }
}
