//! Exact excesses of all coalitions, and spans of their indicators: what the checks of cores and nucleoli share.

mod scan;
mod span;

pub(crate) use scan::Scan;
pub(crate) use span::{Membership, Span};
