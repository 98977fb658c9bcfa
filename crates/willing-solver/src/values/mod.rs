//! Values: one number a player, what it may expect of a game.
//!
//! | question | concept |
//! |---|---|
//! | Shapley, Banzhaf, solidarity, any semivalue, several in one pass | [`Semivalues`], [`ShapleyValue`], [`BanzhafValue`] |
//! | dividends shared by weights | [`WeightedShapley`] |
//! | Harsanyi dividends and back | [`Dividends`] |
//! | a-priori unions, coalition structures | [`Owen`], [`BanzhafOwen`], [`AumannDreze`] |
//! | communication graphs | [`Myerson`], [`PositionValue`] |
//! | between utopia and minimal rights, propensities to disrupt | [`TauValue`], [`GatelyPoint`] |
//! | equal shares of what is left (CIS, ENSC, equal division) | [`EqualShares`] |
//! | too many players for a table | [`SampledShapley`] |
//!
//! All but dividends and samples return a [`Value`](willing_check::values::Value), which `willing-check` recomputes by the
//! defining formula. They take a [`TableGame`](willing_game::tu::TableGame); an oracle of few players is made one
//! by [`TableGame::tabulate`](willing_game::tu::TableGame::tabulate).
//!
//! # Example
//!
//! ```
//! use willing_game::Certificate;
//! use willing_game::tu::TableGame;
//! use willing_solver::values::Semivalues;
//!
//! // Two left gloves, one right glove (player 2): a pair is worth 1.
//! let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1])?;
//! let values = Semivalues::new().shapley().banzhaf().solve(&gloves)?;
//! let shapley = values[0].amounts.exact().ok_or("exact by default")?;
//! assert_eq!(shapley.iter().map(ToString::to_string).collect::<Vec<_>>(), ["1/6", "1/6", "2/3"]);
//! values[0].check(&gloves)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod coefficients;
mod dividends;
mod error;
mod exact;
mod float;
mod gately;
mod graphs;
mod sampled;
mod semivalues;
mod shares;
mod size_sums;
mod tau;
mod unions;
mod weighted;

pub use crate::Arithmetic;
pub use coefficients::SizeWeights;
pub use dividends::Dividends;
pub use error::Error;
pub use gately::GatelyPoint;
pub use graphs::{Myerson, PositionValue};
pub use sampled::{Allotment, Draw, SampledShapley, SampledValue};
pub use semivalues::{BanzhafValue, Semivalues, ShapleyValue};
pub use shares::EqualShares;
pub use tau::TauValue;
pub use unions::{AumannDreze, BanzhafOwen, Owen};
pub use weighted::WeightedShapley;
