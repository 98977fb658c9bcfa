//! Solution concepts, one module a concept. Nearly all build the evidence that `willing-check` verifies.
//!
//! States choose tiers t_i; the payoff of a state depends on its own tier and on four totals of all. A
//! profile is an ε-equilibrium if no state gains more than ε by another tier:
//!
//! ```text
//! U_i(t′; others) − U_i(t_i; others) ≤ ε      for every state i and feasible tier t′
//! ```
//!
//! | question | module | concept |
//! |---|---|---|
//! | all pure equilibria, or proof that there is none | [`tiers`] | [`PureEquilibria`](tiers::PureEquilibria) |
//! | the same for one integer total, by decomposition | [`integer`] | [`IntegerEquilibria`](integer::IntegerEquilibria) |
//! | does a group gain by deviating together? | [`deviation`] | [`GroupDeviations`](deviation::GroupDeviations), [`StrongEquilibrium`](deviation::StrongEquilibrium) |
//! | is the game supermodular, has it a potential? | [`structure`] | [`SupermodularOrder`](structure::SupermodularOrder), [`weighted_potential`](structure::weighted_potential) |
//! | least and greatest equilibrium | [`monotone`] | [`MonotoneIteration`](monotone::MonotoneIteration) |
//! | choice with errors, also without a pure equilibrium | [`quantal`] | [`LogitPath`](quantal::LogitPath) |
//! | who joins when, one after the other | [`accession`] | [`Accession`](accession::Accession) |
//! | council, leader and tiers by backward induction | [`crisis`] | [`CrisisSolver`](crisis::CrisisSolver) |
//! | prices of tiers, smallest changes that flip a state | [`price`] | [`prices`](price::prices), [`Flips`](price::Flips) |
//!
//! Players who can share what they earn play a [game with transferable utility](willing_game::tu): v(S) is what the
//! coalition S earns by itself, x the allocation, e(S, x) = v(S) − x(S) what S lacks.
//!
//! | question | module | concept |
//! |---|---|---|
//! | is there an allocation that no coalition would leave? which do? | [`core`] | [`Core`](core::Core), [`worst_coalition`](core::worst_coalition), [`Vertices`](core::Vertices) |
//! | how close to that, and what would it cost? | [`least_core`] | [`LeastCore`](least_core::LeastCore), [`CostOfStability`](least_core::CostOfStability) |
//! | the allocation with the fewest complaints | [`nucleolus`] | [`Nucleolus`](nucleolus::Nucleolus), [`Modiclus`](nucleolus::Modiclus) |
//! | what may each expect? | [`values`] | [`Semivalues`](values::Semivalues), [`Owen`](values::Owen), [`Myerson`](values::Myerson) and more |
//! | are complaints balanced, objections countered? | [`kernel`], [`bargaining`] | [`Kernel`](kernel::Kernel), [`BargainingSet`](bargaining::BargainingSet) |
//! | superadditive, convex, …? | [`properties`] | [`PropertyTest`](properties::PropertyTest) |
//! | in polynomial time, where few numbers say it all | [`structured`] | airport, bankruptcy, assignment, flow and more |
//! | a linear program of your own, with proof | [`program`] | [`Optimum`](program::Optimum) |
//!
//! A voting rule without abstention is a [simple game](willing_council::SimpleGame): each coalition wins or loses. Seat i is critical
//! in a winning coalition that loses without it.
//!
//! | question | module | concept |
//! |---|---|---|
//! | how often is each seat critical? all classical indices, also with a-priori unions or as floats | [`power`] | [`Indices`](power::Indices) |
//! | the same for one quota and hundreds of seats; what if a member came or left? | [`power::weighted`] | [`WeightedPower`](power::weighted::WeightedPower), [`SwingTable`](power::weighted::SwingTable) |
//! | the same where members may abstain | [`power::ternary`] | [`TernaryBanzhaf`](power::ternary::TernaryBanzhaf), [`RollCall`](power::ternary::RollCall) |
//! | which coalitions win, block, do so minimally? who has a veto, never matters? | [`simple`] | [`CountCoalitions`](simple::CountCoalitions), [`MinimalWinning`](simple::MinimalWinning), [`Roles`](simple::Roles) |
//! | are seats ordered, is the rule proper, strong, weighted? how few winning coalitions have nobody in common? | [`simple`] | [`Desirability`](simple::Desirability), [`Properness`](simple::Properness), [`Strength`](simple::Strength), [`Weightedness`](simple::Weightedness), [`NakamuraNumber`](simple::NakamuraNumber) |
//! | who gets what of a prize that a proposal divides? | [`legislature`] | [`ClosedRule`](legislature::ClosedRule), [`SymmetricLegislature`](legislature::SymmetricLegislature), [`NashBargaining`](legislature::nash::NashBargaining) |
//! | what does a veto player concede to a leader who can act alone, or with an ally? | [`outside`] | [`concession`](outside::concession), [`allied_concession`](outside::allied_concession) |
//!
//! Members of a council with ideal points on a line or in a plane leave the status quo only where enough of them gain:
//!
//! | question | module | concept |
//! |---|---|---|
//! | what beats the status quo, what does a setter get, how far from a median is the plane? | [`winset`] | [`line_winset`](winset::line_winset), [`PlaneWinsets`](winset::PlaneWinsets), [`PlaneOffers`](winset::PlaneOffers), [`Yolks`](winset::Yolks) and more |
//! | does anything beat it, who blocks, how likely is that? | [`deadlock`] | [`on_line`](deadlock::on_line), [`in_plane`](deadlock::in_plane), [`DeadlockProbability`](deadlock::DeadlockProbability) |
//!
//! Members who share risk and value money by expected utility divide what they own outcome by outcome:
//!
//! | question | module | concept |
//! |---|---|---|
//! | which division is efficient, which comes about by trade? | [`syndicate`] | [`Borch`](syndicate::Borch), [`Equilibrium`](syndicate::Equilibrium) |
//!
//! # Example
//!
//! ```
//! use willing_game::Certificate;
//! use willing_solver::tiers::PureEquilibria;
//! use willing_testkit::generators::reference_crisis;
//!
//! let game = reference_crisis().game()?;
//! let list = PureEquilibria::new().solve(&game).found()?;
//! assert_eq!(list.equilibria.len(), 1);
//! list.check(&game)?; // by code that knows no search
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits and untrusted input
//!
//! Games are valid once built, so searches cannot fail; they can hit a limit, which is an answer of its
//! own: what was proved until then. Nothing here reads files or clocks, and random numbers come from a seed
//! the caller gives. Threads change no byte of an answer.

pub mod accession;
pub mod bargaining;
pub mod core;
pub mod crisis;
pub mod deadlock;
pub mod deviation;
mod excess;
pub mod integer;
pub mod kernel;
pub mod least_core;
pub mod legislature;
pub mod monotone;
pub mod nucleolus;
pub mod outside;
pub mod power;
pub mod price;
pub mod program;
pub mod properties;
pub mod quantal;
mod run;
pub mod sharing;
pub mod simple;
pub mod structure;
pub mod structured;
pub mod syndicate;
pub mod tiers;
pub mod values;
pub mod winset;

pub use run::{Arithmetic, Run, Step};
