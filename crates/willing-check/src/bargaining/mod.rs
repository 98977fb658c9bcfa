//! Evidence about the bargaining set of the grand coalition, and its checks.
//!
//! At an imputation x an objection of player i against player j is a coalition S with i and without j and a
//! payment y to its members with y(S) = v(S) and y_k > x_k for all of them. A counter-objection is a coalition T
//! with j and without i that can pay everybody in it as much: z(T) = v(T), z_k ≥ y_k in S, z_k ≥ x_k outside.
//! One exists if and only if e(T, x) ≥ y(T∩S) − x(T∩S). An objection without counter-objection is justified; x is in
//! the bargaining set M₁⁽ⁱ⁾ if there is none.
//!
//! * [`OutsideBargainingSet`]: a justified objection; the check reads every T.
//! * [`InBargainingSet`]: for all i, j, S with e(S, x) > 0 a reason why no y is justified. Some coalition T,
//!   with j and without i, that is disjoint from S and has e(T, x) ≥ 0, counters all of them; so does one with
//!   e(T, x) ≥ e(S, x). These reasons the check finds itself. Where there is neither, weights λ_T ≥ 0 with
//!
//!   ```text
//!   Σ { λ_T : k ∈ T } ≤ 1 for all k ∈ S∖{i},     Σ λ_T e(T, x) ≥ e(S, x)
//!   ```
//!
//!   show that not all y(T∩S) − x(T∩S) can exceed e(T, x): summed with these weights they are at most
//!   y(S) − x(S) − (y_i − x_i) < e(S, x). By duality such weights always exist ([`Answer`]).
//!
//! # Cost
//!
//! n²4ⁿ/16 comparisons for membership; 2ⁿ for an objection.
//!
//! # References
//!
//! Aumann & Maschler (1964), The bargaining set for cooperative games, *Advances in Game Theory*; Davis & Maschler
//! (1967), Existence of stable payoff configurations for cooperative games, in *Essays in Mathematical Economics*.

mod check;
mod evidence;
mod violation;

pub use evidence::{Answer, Counter, InBargainingSet, Objection, OutsideBargainingSet};
pub use violation::Violation;
