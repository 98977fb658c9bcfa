//! Councils that vote: seats, three kinds of vote, quotas and vetoes.
//!
//! A council is asked to act and may deadlock. This crate says what its rule makes of a roll call, and how
//! members vote who gain or lose by a draft. It knows nothing of what the draft is about.
//!
//! # The rule
//!
//! Members i = 0, …, n−1 say yes, abstain, say no or are absent ([`Vote`]). Of a roll call a [`Requirement`] asks
//!
//! | part | met if | as text |
//! |---|---|---|
//! | quota | the weight of yes votes is at least q | `9 of 15`, `[12; 3*4, 2*2, 1]` |
//! | share | it is at least, or more than, a fraction of the weight of all, of those present, or of those who say yes or no | `[>= 2/3 of voting; 193*1]` |
//! | minority | those who say no, or don't say yes, weigh less than b | `[< 4 not yes; 28*1]` |
//! | quorum | those present weigh at least q | `[8 present; 15*1]` |
//!
//! joined by *and* and *or*. A [`VotingRule`] adds vetoes: a draft passes iff its requirement is met and fewer than k of the
//! seats with a veto say no; k is 1 in every institution of today. Rules are written and read in one line,
//! `9 of 15, veto {0-4}`, by [this grammar](#rules-as-text).
//!
//! * **Abstention and absence are no veto**, whoever abstains or is absent.
//! * A [`Matter`] of **procedure** knows no veto.
//! * In a **dispute** (chapter VI of the United Nations Charter) a party must abstain. If it votes all the
//!   same, its vote is counted as an abstention and the [`Tally`] lists it.
//! * Failure has two names ([`Outcome`]). A **veto** needs a draft that had the votes. Where it lacks them it is a
//!   **technical defeat**, whatever permanent members said; their negative votes are
//!   not counted as vetoes, only listed. A draft that is foreseen to fail and never put to the vote is
//!   **withdrawn**, with those who would have vetoed.
//!
//! The Security Council since 1966 has the rule `9 of 15` with five vetoes; from 1946 to 1965 `7 of 11`. Every rule is
//! monotone: raising one vote (no → abstention → yes) of a member who is present never sinks a draft.
//!
//! Without abstention a rule is a [`SimpleGame`]: which coalitions win. With it, it is a (3,2) game ([`TernaryGame`]): two
//! outcomes from three levels of approval.
//!
//! # How members vote
//!
//! The member in seat i, to whom the passing of the draft is worth dᵢ against its failing, says
//!
//! > yes if dᵢ > bandᵢ,  no if dᵢ < −bandᵢ,  else it abstains;
//!
//! where its no would be a veto, no only if dᵢ < −(bandᵢ + veto costᵢ). Ties abstain. See [`VotingBehaviour`].
//!
//! # Example
//!
//! ```
//! use willing_council::{Council, Count, Matter, Outcome, Thresholds, VotingBehaviour};
//!
//! let names = ["US", "UK", "France", "Russia", "China", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
//! let council = Council::un_security_council(names, &names[..5])?;
//! let members = VotingBehaviour::uniform(council.seats(), Thresholds::new(0.1, 0.5)?);
//! let mut supports = [Some(1.0); 15];
//! supports[3] = Some(-1.0); // Russia loses by it,
//! supports[4] = Some(-0.4); // China too, but not enough to pay the price of a veto.
//! let draft = members.forecast(council.rule(), &Matter::Substantive, &supports)?;
//! assert_eq!(draft.tally.outcome, Outcome::Vetoed { by: vec![council.seat("Russia")?], counts: vec![Count::yes(13, 9)] });
//! # Ok::<(), willing_council::Error>(())
//! ```
//!
//! # What else can be asked
//!
//! * Who stands in the way of a draft: [`DraftForecast::blockers`]; the fewest votes that would have to
//!   change: [`VotingRule::fewest_changes`]; the least change of positions: [`VotingBehaviour::least_shift`].
//! * Whether a coalition wins or blocks on its own: [`VotingRule::wins`], [`VotingRule::blocks`].
//! * Whether enough members want to act, vetoes aside: [`VotingRule::wins`] on a [`Matter::Procedural`].
//! * Other institutions: any rule as text, or from [`WeightedQuota`], [`WeightedShare`] and their like.
//!
//! # What solvers take from here
//!
//! Problems, valid once built; `willing-solver` answers and `willing-check` verifies.
//!
//! | problem | from | asked for |
//! |---|---|---|
//! | which coalitions win: [`SimpleGame`] | [`VotingRule::simple_game`], [`SimpleGame::weighted`] | power, structure |
//! | which roll calls pass: [`TernaryGame`] | [`VotingRule::ternary_game`] | power where members may abstain |
//! | ideal points and a status quo: [`spatial`] | [`Line`](spatial::Line), [`Plane`](spatial::Plane), [`Alternatives`](spatial::Alternatives) | winsets, deadlock, offers |
//! | a prize to divide: [`Legislature`] | a simple game, chances of recognition, a discount factor | who gets what |
//! | a leader who can act alone, or with an ally: [`OutsideOption`], [`AlliedOption`] | costs and their chances | what the pivot concedes |
//!
//! # Rules as text
//!
#![doc = include_str!("notation/grammar.md")]
//!
//! # Limits and untrusted input
//!
//! Silence procedures are said as what they come to: a draft passes unless somebody breaks the silence, `[< 1 no; 32*1]`.
//! Voting power is not computed here, no coalition is searched for. At most 65,536 seats, 64 parts, 16 levels of
//! parentheses.
//!
//! Every constructor is fallible: quotas out of reach, weights whose sum overflows, seats that don't
//! exist or are listed twice, NaN and infinities are refused with a typed [`Error`]; nothing panics on
//! what a user can write. Numbers of votes are exact integers; supports are compared without tolerance.
//!
//! # Features
//!
//! `serde`: everything as data, checked on the way in, unknown keys refused. Off by default.
//!
//! # References
//!
//! United Nations Charter, articles 23, 27 and 52(3). D. S. Felsenthal and M. Machover (1997), "Ternary
//! voting games", International Journal of Game Theory 26: 335–351. J. Freixas and W. S. Zwicker (2003), "Weighted
//! voting, abstention, and multiple levels of approval", Social Choice and Welfare 21: 399–431.

mod allied;
mod behaviour;
mod charter;
mod council;
mod dual;
mod error;
mod forecast;
mod formula;
mod lacking;
mod legislature;
mod matter;
mod notation;
mod outside;
mod policy_line;
mod reform;
mod remedy;
mod requirement;
mod rule;
mod seat;
mod shift;
mod simple_game;
pub mod spatial;
mod tally;
mod ternary_game;
mod vote;
mod weights;

pub use allied::{AlliedOption, Ally, OutsideAct};
pub use behaviour::{Thresholds, VotingBehaviour};
pub use council::Council;
pub use error::{Error, SeatRole};
pub use forecast::{DraftForecast, VoteChange};
pub use formula::Formula;
pub use legislature::{Legislature, LegislatureError};
pub use matter::Matter;
pub use outside::{OutsideCost, OutsideOption};
pub use policy_line::{PolicyLine, PolicyLineParts, Regime};
pub use remedy::Remedy;
pub use requirement::{
    Against, Base, BlockingMinority, Count, Counted, Part, Requirement, Strictly, WeightedShare,
};
pub use rule::{VotingRule, WeightedQuota};
pub use seat::Seat;
pub use shift::PositionChange;
pub use simple_game::{SimpleGame, WeightCondition};
pub use tally::{Outcome, Tally};
pub use ternary_game::{LevelCondition, TernaryGame};
pub use vote::{Ballot, Vote};
pub use weights::Weights;
