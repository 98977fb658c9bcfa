//! The crisis: draft, votes, the choice of the leader, tiers; and the evidence for its answer.
//!
//! # The game
//!
//! Backward induction over draft → votes → the leader's choice → tiers:
//!
//! 1. In each *cell* (method m, authorization z) the states play the tier game. V_i(m, z) is what i gets in
//!    the play that the [`Selection`] picks among its pure equilibria; where there are none, in a logit
//!    quantal response.
//! 2. Without authorization the leader acts iff max_m U_L(m, 0) ≥ U_L⁰; V_i(0) is what i gets then.
//!    Without a council an authorization may hold beforehand ([`CrisisParts::standing`]): then z is 1 here.
//! 3. A member of the council supports the draft "authorize m" by d_i = V_i(m, 1) − V_i(0) + ν_c v_i and
//!    votes by the council's thresholds.
//! 4. The leader tables the best draft that passes iff that gives it more than not tabling; a draft that
//!    is foreseen to fail is withdrawn.
//!
//! The council is *deadlocked* if the leader, or a quota of its members, would rather act than keep the
//! status quo, and no draft would pass. The supports, votes and counts of all drafts are the certificate.
//!
//! Beside that stands what the rule makes of the members ([`VotingReport`]): who holds a veto, the power of each, and who
//! blocks each draft. And for the play that is shown, what each of those who contribute gains beside what would be fair, and
//! what keeps them together ([`BurdenReport`]).

mod answer;
mod burden;
mod cell;
mod check;
mod council;
mod counterfactual;
mod error;
mod problem;
mod robust;
mod state;
mod violation;
mod voting;

pub use answer::{Caveat, CrisisAnswer, Sensitivities, Settings};
pub use burden::{
    BurdenReport, Contributor, GainCore, GainRange, SharedGain, Staying, StayingPayments, WeightedGroup,
};
pub use cell::{Cell, CellVerdict, Mixture, Play};
pub use council::{CouncilResult, Course, DeadlockDemand, Draft, DraftFate, LeaderOption, OptionStanding};
pub use counterfactual::{Candidacy, Counterfactuals, Indispensability, Move, Removal, Rerun};
pub use error::Error;
pub use problem::{CellKey, Choices, CouncilParts, Crisis, CrisisParts, Selection, VotingConjecture};
pub use robust::{Coverage, Modality, PossibleOutcome, Robustness};
pub use state::{Responsibility, StateReport};
pub use violation::Violation;
pub use voting::{BlockingCoalitions, BlockingFamily, LeftOut, Pick, Reckoned, VotingReport};
