//! Scenario files: facts, mapping and issue in TOML, with every fault named.
//!
//! A [`Scenario`] is an [`Issue`](willing_risk::Issue) ready to be solved, the council that is asked
//! ([`CouncilSetup`]), and what is carried beside them: facts with their provenance, what states did
//! ([`Observed`]), sources. Games with transferable utility have files of their own ([`game_file`]), and so have institutions
//! with their voting rules ([`council_file`]) and portfolios of those who share risk ([`portfolio_file`]). This is the only crate that
//! reads files.
//!
//! # Two kinds of file
//!
//! * **Facts** (`mapping = "…"`): what is known of states (treaty, seat, capability, product, distance, …), the
//!   issue (dangers, methods, who was asked), and the *mapping* that turns facts into parameters: one file, the same
//!   for all states and all cases. Unknown facts are written `"unknown"` and never filled in silently:
//!   [`Scenario::unknowns`] lists each with what the mapping did about it. Where [`Scenario::mapping`] is there,
//!   everything computed is computed under its assumptions.
//! * **Parameters** (`[parameters]`): the numbers of the model themselves. [`parameter_file`] writes any scenario
//!   in this form, in full precision.
//!
//! [`template`] gives a commented file of either kind, [`scenario_schema`], [`mapping_schema`] and, of institutions and portfolios,
//! [`council_schema`] and [`portfolio_schema`] the JSON Schema; all are generated from the definitions that the reader checks.
//!
//! # Example
//!
//! ```
//! use willing_scenario::{NoFiles, Scenario, Template, template};
//!
//! let text = template(Template::Facts).replace("democracy = 0.85", "democracy = 85");
//! let (scenario, faults) = Scenario::parse(&text, "mine.toml", &NoFiles);
//! assert!(scenario.is_none());
//! // One fault for each of the two states, with file, line, column, key and value.
//! assert_eq!(faults.len(), 2);
//! assert!(faults[0].to_string().ends_with("states.A.democracy: 85: expected a number in [0, 1]"));
//! ```
//!
//! # From facts to parameters
//!
//! With G yearly product, m military spending, k the index of national capability (m and k relative to the
//! leader's), d democracy, g distance in views from the leader, x distance to the target in km, n troops of the
//! leader hosted, everything else a coefficient of the mapping ([`Coefficients`]):
//!
//! | parameter | formula |
//! |---|---|
//! | τ | `risk_tolerance_share` G |
//! | c | `deployable_share` m^w k^(1−w), w = `capability_spending_weight` |
//! | b | `asset_capability` e^(−x/`asset_reach`) + `hosting_capability` n/(n + `hosting_half`) |
//! | w | (G/G_leader)^`stance_exponent` |
//! | p_h | logit p_h = logit p_h,leader − `awareness_gap` g |
//! | l_h | severity_h G max(near_h, `leader_stake` for the leader), near_h = worldwide_h + (1 − worldwide_h) e^(−x/reach_h) |
//! | κ | `casualty_base` + `casualty_democracy` d |
//! | opp | measured, else logit opp = `opposition_base` + `opposition_gap` g + `opposition_distance` x/1000 |
//! | l_dom | `domestic_share` G (a + (1 − a) d), a = `domestic_autocracy` |
//! | l_int, l_ent | `international_share` G, `entrapment_share` G |
//! | l_ret | `retaliation_share` G e^(−x/`retaliation_reach`) |
//! | a₀, V | by kind of treaty: `abandonment_…`, `protection_…` G; 0 for the leader |
//! | v | 1 − g/`affinity_neutral_gap`, at least −1 |
//! | proj | `projection_cost` (c/`deployable_share`) x/1000 |
//! | pay(A, PA, OA, FA) | `access_price` e^(−x/`access_reach`) |
//! | φ | `fidelity_base` e^(−`fidelity_gap` g) |
//! | λ₀ | by legal basis: `legitimacy_…` |
//! | casualties | deaths × `life_value` |
//! | band, veto cost | `vote_band` τ, `veto_cost` τ |
//!
//! A state may choose the tiers that the kind of operation admits and that go no further than what it was asked for:
//! what the state's `asked` says, else what `[issue.asked]` says, else what the mapping holds it able to give
//! (`asked_capability`, `asked_gap`, `asked_distance`, `asked_troops`, `asked_product`). Whoever is asked for troops
//! is asked for what comes with them; standing by and opposing need no asking.
//!
//! What states did is carried beside the facts and enters no formula.
//!
//! # Changes of single keys
//!
//! [`Reader::with_override`] changes one key in the document before it is interpreted: `states.FRA.democracy=0.9`,
//! `issue.methods.invasion.difficulty=1.5`, `mapping.risk_tolerance_share=0.02`. Faults in it name the place in the
//! change.
//!
//! # Limits and untrusted input
//!
//! All faults of all files are collected and sorted ([`Fault`]): unknown, missing and repeated keys, wrong types,
//! numbers out of range, NaN and infinities, names that nothing bears, parts that contradict each other. Text that
//! is not TOML, another version of the format, and a file of neither or both kinds are reported alone, since
//! whatever else could be said of such a file is beside the point. Files are read up to 16 MiB; the first 1,000 faults found are kept, the rest counted. Nothing a file can
//! say makes the reader panic: a fuzz target holds it to that. [`NoFiles`] reads text without touching the disk.

mod case;
mod coefficients;
mod common;
mod council;
pub mod council_file;
mod direct;
mod document;
mod fault;
mod formulas;
pub mod game_file;
mod layout;
mod mapping;
mod overrides;
pub mod portfolio_file;
mod record;
mod resolver;
mod scenario;
mod schema;
mod shape;
mod template;
mod write;

pub use coefficients::Coefficients;
pub use council::CouncilSetup;
pub use fault::{Fault, Faults, Place, Problem};
pub use formulas::Unknown;
pub use mapping::Mapping;
pub use record::{
    CouncilPosition, Declared, Evidence, Fact, Facts, Observed, ObservedClass, ObservedTier, Role, Scoring,
    StateRecord,
};
pub use resolver::{Beside, NoFiles, Resolver, STANDARD_MAPPING};
pub use scenario::{FORMAT, Reader, Scenario};
pub use schema::{council_schema, mapping_schema, portfolio_schema, scenario_schema};
pub use template::{Template, template};
pub use write::parameter_file;
