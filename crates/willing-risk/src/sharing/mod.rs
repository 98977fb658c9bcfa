//! What a group gains by carrying risk together, when its members see the danger differently.
//!
//! A member i values a payoff Y, one number for each outcome, by a concave functional that adds what is certain,
//!
//! ```text
//! U_i(Y) = min_q [ E_q Y + α_i(q) ]        q a density: probabilities of the outcomes
//! ```
//!
//! where the penalty α_i says how seriously the member takes each view q of the danger: awareness and aversion to severity in
//! one. A coalition S may share what its members face in any way, by outcome, so by Fenchel duality
//!
//! ```text
//! v(S) = max { Σ_S U_i(Y_i) : Σ_S Y_i = X_S } = min_q [ E_q X_S + Σ_S α_i(q) ]
//! ```
//!
//! * [`Attitude`]: entropic (CARA), CVaR, mean–variance; [`Preference`]: one of them or a mixture (a spectral measure is one),
//!   with beliefs of its own; each gives value, penalty and domain.
//! * [`Rule`]: ways of sharing that look for no best one.
//! * [`Portfolio`]: who holds what, and how each values it: the game that solvers take.
//!
//! v(S) is finite if and only if some density lies in the domains of all members. The game is totally balanced, with the core
//! point φ_i = E_q X_i + α_i(q) at the minimiser q of the grand coalition.
//!
//! # References
//!
//! Borch (1962); Wilson (1968); Barrieu & El Karoui (2005), "Inf-convolution of risk measures"; Rockafellar (1970), §16;
//! Csóka, Herings & Kóczy (2009) for coherent measures.

mod attitude;
mod portfolio;
mod preference;
mod rule;

pub use attitude::{Attitude, DENSITY_TOLERANCE};
pub use portfolio::Portfolio;
pub use preference::{Part, Preference};
pub use rule::Rule;
