//! Coalitions of states under unequal risk and a deadlocked council, with certificates.
//!
//! # The problem
//!
//! States i choose tiers t_i = (x, y, a, f): how far to go along with a leader in military exposure, public
//! stance, asset access and finance. With the certainty-equivalent costs W of ten types of risk in the branches of success
//! (probability π) and failure, state i of risk tolerance τ is worth
//!
//! > U_i(t) = −τ ln[ π e^{W(success)/τ} + (1 − π) e^{W(failure)/τ} ] + ν v y + pay(t).
//!
//! Others matter only through four totals: capability K = Σ (x c + a b), stance Σ w y, and the weights Σ ω x and Σ ω max(x, f/2) by
//! which burdens are divided. The questions are
//!
//! > *all* profiles t with U_i(t) ≥ U_i(t_i′, t_−i) for every state i and tier t_i′, or that there are none;
//!
//! how each member of a council votes on a draft "authorize method m", by its support
//!
//! > d_i = V_i(authorized) − V_i(not) + ν_c v_i;
//!
//! and whether the leader acts without a mandate, max_m U_L(m) ≥ U_L⁰. All of it is solved backward, for every
//! equilibrium, and comes with evidence that can be checked without knowing how it was found.
//!
//! Players who can share what they earn play a game v(S): what each coalition S is worth. An allocation x leaves S the excess
//!
//! > e(S, x) = v(S) − x(S),
//!
//! and the questions are whether some x leaves none a positive one (the core), which x leaves the worst-off as well off as can be (the
//! nucleolus), and what each player may expect (values): in exact fractions, with proofs.
//!
//! A voting rule says which coalitions W of seats win. Seat i is critical in S if S ∈ W and S∖i ∉ W, and its power is how often,
//!
//! > η_i = #{S : i critical in S},  φ_i = Σ (s − 1)! (n − s)!/n! over these S of s seats,
//!
//! and more; whether any y beats the status quo q for members with ideal points x_i, {i : ‖y − x_i‖ < ‖q − x_i‖} ∈ W, or q is
//! deadlocked, and who blocks; and what members can bargain for who are needed.
//!
//! # Example
//!
//! ```
//! use willing::check::crisis::{Choices, Crisis};
//! use willing::scenario::Scenario;
//! use willing::solver::crisis::CrisisSolver;
//!
//! let scenario = Scenario::read("../../fixtures/scenarios/examples/two_equilibria_1.toml")?;
//! let crisis = Crisis::new(scenario.issue, None, Choices::default())?.with_standing(scenario.authorization)?;
//! let answer = CrisisSolver::new().solve(&crisis)?;
//! assert_eq!(answer.cells[0].plays.len(), 2, "two equilibria");
//! answer.check_alone()?; // and no third; verified by code that knows no solver
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Cookbook
//!
//! **All equilibria of one tier game**, with the tree that proves the list complete:
//!
//! ```
//! use willing::game::{Certificate, Verdict};
//! use willing::scenario::Scenario;
//! use willing::solver::tiers::PureEquilibria;
//!
//! let scenario = Scenario::read("../../fixtures/scenarios/examples/no_equilibria_1.toml")?;
//! let game = scenario.issue.game(0, scenario.authorization)?;
//! let Verdict::Impossible(proof) = PureEquilibria::new().solve(&game) else { panic!("there is none") };
//! proof.check(&game)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Why a state is where it is**, as an exact split of a payoff difference:
//!
//! ```
//! use willing::game::AggregativeGame;
//! use willing::risk::{Authorization, Ledger, RiskType};
//! use willing::scenario::Scenario;
//! use willing::solver::tiers::PureEquilibria;
//!
//! let scenario = Scenario::read("../../fixtures/scenarios/reference/base.toml")?;
//! let game = scenario.issue.game(0, Authorization::Unauthorized)?;
//! let profile = PureEquilibria::new().solve(&game).found()?.equilibria.remove(0).profile;
//! for player in 0..game.player_count() {
//!     let ledger = Ledger::of(&game, player, &profile).ok_or("no such player")?;
//!     println!("{player}: {:+.3}, by abandonment {:+.3}", ledger.total(), ledger.by_type(RiskType::Abandonment));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **What a council makes of a draft**, and who stands in its way:
//!
//! ```
//! use willing::council::{Council, Count, Matter, Outcome, Thresholds, VotingBehaviour};
//!
//! let names = ["US", "UK", "France", "Russia", "China", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
//! let council = Council::un_security_council(names, &names[..5])?;
//! let members = VotingBehaviour::uniform(council.seats(), Thresholds::new(0.1, 0.5)?);
//! let mut supports = [Some(1.0); 15];
//! supports[3] = Some(-1.0); // Russia loses by the draft.
//! let draft = members.forecast(council.rule(), &Matter::Substantive, &supports)?;
//! assert_eq!(draft.tally.outcome, Outcome::Vetoed { by: vec![council.seat("Russia")?], counts: vec![Count::yes(14, 9)] });
//! # Ok::<(), willing::council::Error>(())
//! ```
//!
//! **Voting power** under any rule in one line, with the proof:
//!
//! ```
//! use willing::council::{Matter, VotingRule};
//! use willing::game::Certificate;
//! use willing::solver::power::Indices;
//!
//! let rule: VotingRule = "9 of 15, veto {0-4}".parse()?;
//! let council = rule.simple_game(&Matter::Substantive)?;
//! let power = Indices::new().minimal().solve(&council)?;
//! assert_eq!(power.shapley_shubik[14].to_string(), "4/2145");
//! power.check(&council)?; // recounted, coalition by coalition
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Deadlock** under the rule of an institution, and who blocks:
//!
//! ```
//! use willing::council::spatial::Line;
//! use willing::game::Certificate;
//! use willing::scenario::council_file::CouncilFile;
//! use willing::solver::deadlock::on_line;
//!
//! let institution = CouncilFile::read("../../fixtures/institutions/un_security_council.toml")?;
//! let mut ideals = [1.0; 15];
//! ideals[2] = -1.0; // One permanent member wants the opposite of what all others want.
//! let council = Line::under(institution.rule(), ideals, 0.0)?;
//! let deadlock = on_line(&council).found()?;
//! let blockers: Vec<_> = deadlock.against_right.iter().filter_map(|seat| institution.council().name(*seat)).collect();
//! assert_eq!(blockers, ["Russia"]);
//! deadlock.check(&council)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **A scenario with its council**, solved and reported:
//!
//! ```no_run
//! use willing::check::crisis::{Choices, CouncilParts, Crisis};
//! use willing::report::{Labels, Report};
//! use willing::scenario::Scenario;
//! use willing::solver::crisis::CrisisSolver;
//!
//! let scenario = Scenario::read("fixtures/scenarios/iraq_2003.toml")?;
//! let council = scenario.council.map(|setup| CouncilParts {
//!     council: setup.council,
//!     behaviour: setup.behaviour,
//!     matter: setup.matter,
//!     absent: setup.absent,
//! });
//! let crisis = Crisis::new(scenario.issue, council, Choices::default())?.with_standing(scenario.authorization)?;
//! let answer = CrisisSolver::new().threads(2).solve(&crisis)?;
//! print!("{}", Report::new(&answer, &Labels::default()).document().markdown());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **A cooperative game**, its nucleolus in exact fractions, and the proof:
//!
//! ```
//! use willing::game::Certificate;
//! use willing::game::tu::TableGame;
//! use willing::solver::nucleolus::Nucleolus;
//!
//! // What each coalition of three is worth: nobody, 0, 1, 01, 2, 02, 12, everybody.
//! let game = TableGame::parse(&["0", "1", "2", "6", "5", "7", "8", "12"])?;
//! let nucleolus = Nucleolus::new().solve(&game)?.found()?;
//! assert_eq!(nucleolus.allocation[0].to_string(), "11/4");
//! nucleolus.check(&game)?; // all coalitions, in integers
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **What sharing risk is worth**, proved from both sides, from a table of a spreadsheet:
//!
//! ```
//! use willing::game::{Certificate, Player};
//! use willing::scenario::portfolio_file::{Format, PortfolioFile};
//! use willing::solver::sharing::Worth;
//!
//! let table = "outcome,probability,Coast,Hills\ntolerance,,4,4\ncalm,0.5,0,0\nstorm,0.5,-8,0\n";
//! let file = PortfolioFile::from_text(table, "storm.csv", Format::Csv)?;
//! let both = [Player::new(0), Player::new(1)];
//! let worth = Worth::new().solve(file.portfolio(), &both)?.found()?;
//! // Each carries half: −8 ln(½ + ½ e).
//! assert!((worth.worth() + 8.0 * (0.5 + 0.5 * 1.0_f64.exp()).ln()).abs() < 1e-12);
//! worth.check(file.portfolio())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Payoffs of your own**: implement [`game::AggregativeGame`] or [`game::IntegerAggregativeGame`]; the guide has a page with both.
//!
//! # Limits and untrusted input
//!
//! Tables of cooperative games hold at most 30 players, 8 bytes for each of 2ⁿ coalitions; oracles and structured games 64. Solving takes
//! little beside the table, properties and kernels one or two copies of it.
//!
//! Councils have at most 65,536 seats and 64 parts of a rule. How many can be counted depends on the rule: with one quota, hundreds to a
//! thousand; with few kinds of seats, many; 2ⁿ only up to 28 seats, where nothing better is known. Counting stops at a bound and says so.
//!
//! At most 262,144 states, 32 tiers and four totals. A complete search takes milliseconds for a hundred states in ordinary ranges; near-ties make it
//! slow, and games can be built on which it won't end. Searches are therefore bounded in nodes and answers, and what was proved until the
//! bound is reported with what is left open. Nothing is bounded in seconds: the same input gives the same bytes.
//!
//! Scenario files, councils and numbers from strangers are refused with a typed error, or with all faults at once, and never panic. Answers from strangers may be
//! checked: `check` does work proportional to the evidence it is given. An embedder's payoffs are trusted to be a function and its bounds to be true.
//!
//! Payoffs of tier games are 64-bit floating point. What is claimed at ties, with tolerance ε and rounding allowance η, is written down in [`check::tiers`].
//!
//! # Features
//!
//! None. The facade turns on `serde` in the crates below; use those directly to do without.
//!
//! # Why not …
//!
//! * *a table of payoffs and an enumerator?* A hundred states with eight tiers have 10⁹⁰ profiles. Only totals matter here, and the search bisects those.
//! * *best-reply dynamics?* It finds an equilibrium or cycles; it never finds out that there are three, or none. Sequential accession is offered, as a way of choosing among several.
//! * *a regression?* It predicts better, as the program's `backtest` shows. It does not say what would change if a state were
//!   removed, a treaty were of another kind or the council had authorized.
//! * *simulation of agents?* There is no process here to simulate: simultaneous choice, solved for all equilibria, with a proof.
//! * *exact arithmetic throughout?* Cooperative games have it. Payoffs of tier games hold exponentials and logarithms. The checker encloses them in intervals rounded outward instead.

pub use willing_check as check;
pub use willing_council as council;
pub use willing_game as game;
pub use willing_report as report;
pub use willing_risk as risk;
pub use willing_scenario as scenario;
pub use willing_solver as solver;

/// The pages of the guide whose examples are tests.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../../../docs/guide/embed.md")]
    mod embed {}
}
