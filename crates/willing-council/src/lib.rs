//! Councils that vote: seats, three kinds of vote, quotas and vetoes.
//!
//! A council is asked to act and may deadlock. This crate says what its rule makes of a roll call, and how
//! members vote who gain or lose by a draft. It knows nothing of what the draft is about.
//!
//! # The rule
//!
//! Members i = 0, …, n−1 of weights wᵢ say yes, abstain or say no: a (3,2) game, two outcomes from three
//! levels of approval ([`Vote`]). With Y the members that say yes, N those that say no, quota q and
//! veto seats V, a draft passes iff
//!
//! > Σ_{i ∈ Y} wᵢ ≥ q  and  N ∩ V = ∅.
//!
//! * **Abstention and absence are no veto**, whoever abstains or is absent; nor do they help. They count alike.
//! * A [`Matter`] of **procedure** knows no veto: V = ∅.
//! * In a **dispute** (chapter VI of the United Nations Charter) a party must abstain. If it votes all the
//!   same, its vote is counted as an abstention and the [`Tally`] lists it.
//! * Failure has two names ([`Outcome`]). A **veto** needs a draft that had the votes: weight ≥ q and N ∩ V ≠ ∅.
//!   Below the quota it is a **technical defeat**, whatever permanent members said; their negative votes are
//!   not counted as vetoes, only listed. A draft that is foreseen to fail and never put to the vote is
//!   **withdrawn**, with those who would have vetoed.
//!
//! The Security Council since 1966 has n = 15, w = 1, q = 9, |V| = 5; from 1946 to 1965 n = 11 and q = 7.
//! The rule is monotone: raising one vote (no → abstention → yes) never sinks a draft.
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
//! use willing_council::{Council, Matter, Outcome, Thresholds, VotingBehaviour};
//!
//! let names = ["US", "UK", "France", "Russia", "China", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
//! let council = Council::un_security_council(names, &names[..5])?;
//! let members = VotingBehaviour::uniform(council.seats(), Thresholds::new(0.1, 0.5)?);
//! let mut supports = [Some(1.0); 15];
//! supports[3] = Some(-1.0); // Russia loses by it,
//! supports[4] = Some(-0.4); // China too, but not enough to pay the price of a veto.
//! let draft = members.forecast(council.rule(), &Matter::Substantive, &supports)?;
//! assert_eq!(draft.tally.outcome, Outcome::Vetoed { by: vec![council.seat("Russia")?], yes: 13, quota: 9 });
//! # Ok::<(), willing_council::Error>(())
//! ```
//!
//! # What else can be asked
//!
//! * Who stands in the way of a draft: [`DraftForecast::blockers`]; the fewest votes that would have to
//!   change: [`VotingRule::fewest_changes`].
//! * Whether a coalition wins or blocks on its own: [`VotingRule::wins`], [`VotingRule::blocks`].
//! * Whether enough members want to act, vetoes aside: [`VotingRule::wins`] on a [`Matter::Procedural`].
//! * Other institutions: [`WeightedQuota`] for weighted votes, [`VotingRule::with_vetoes`] for vetoes.
//!
//! # Limits and untrusted input
//!
//! One affirmative quota a rule. Several quotas joined by *and* and *or*, quotas of those present and voting,
//! quorums of presence and silence procedures can't be said yet; [`WeightedQuota`] is the atom they will
//! be made of, and absence is kept apart from abstention for them. Voting power is not computed here.
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

mod behaviour;
mod charter;
mod council;
mod error;
mod forecast;
mod matter;
mod outside;
mod rule;
mod seat;
mod tally;
mod vote;

pub use behaviour::{Thresholds, VotingBehaviour};
pub use council::Council;
pub use error::{Error, SeatRole};
pub use forecast::{DraftForecast, VoteChange};
pub use matter::Matter;
pub use outside::{OutsideCost, OutsideOption};
pub use rule::{VotingRule, WeightedQuota};
pub use seat::Seat;
pub use tally::{Outcome, Tally};
pub use vote::{Ballot, Vote};
