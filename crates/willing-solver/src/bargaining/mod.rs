//! The bargaining set of the grand coalition: imputations at which every objection can be countered.
//!
//! What an objection and a counter-objection are stands in [`willing_check::bargaining`], with the checks of the
//! answers. Through a coalition S with i and without j, a justified objection of i against j at x exists if and only
//! if some d ≥ 0 on S∖{i} has
//!
//! ```text
//! d(S∖{i}) < e(S, x),      d(T∩S) ≥ e(T, x)  for all T with j and without i that meet S,
//! e(T, x) < 0              for all such T that do not
//! ```
//!
//! (what is left over is shared by all of S, so that all inequalities become strict and i gains too). The least
//! d(S∖{i}) is a small linear program, whose dual packs coalitions T into S∖{i}: [`BargainingSet`] solves the dual,
//! in integers, and stops as soon as its value reaches e(S, x).

mod concept;
mod error;
mod packing;

pub use concept::BargainingSet;
pub use error::Error;
pub(crate) use packing::{Packing, pack};
