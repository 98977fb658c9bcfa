//! The optimum of a model, proved.

use willing_check::program::{
    CertifiedOptimum, Contradiction, LinearModel, NoOptimum, UnboundedRay, Violation,
};
use willing_game::{Certificate, Limit, Verdict};

use super::guess::guess;
use super::tableau::{End, Tableau};
use crate::Run;

/// Rows that a point in floats misses by less, in units of their terms, count as tight there.
const TIGHT: f64 = 1e-7;

/// Why an answer is withheld.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The solver's own answer does not pass the check: a fault of this library.
    #[error("internal: the answer does not pass its check: {0}")]
    NotCertified(#[from] Violation),
}

/// Where a search starts.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Start {
    /// At the bounds of the variables. Always ends.
    #[default]
    Scratch,
    /// Where a back end in floats (microlp, through good_lp) sees the optimum, which spares exchanges in
    /// rational numbers. The back end has no bound on its iterations, and cycles were seen in it: not for models of
    /// strangers. Without the feature `good_lp` the same as [`Start::Scratch`].
    BackEnd,
    /// At the vertex that this point suggests, from whatever solver it comes. A point of the wrong length or that is no
    /// vertex is as good as none.
    At(Vec<f64>),
}

/// The optimum of a linear model in exact numbers, or the proof that there is none.
///
/// # Returns
///
/// * `Exists`: an optimal point with the multipliers that prove it.
/// * `Impossible`: multipliers of rows that contradict each other, or a point and a ray along which everything gets better.
/// * `Undecided`: the caller asked to stop.
///
/// # Errors
///
/// None that a model can cause.
///
/// # Complexity
///
/// A dense table of rational numbers, rows × variables, and some exchanges in it; one for each variable if the point it
/// starts from is optimal. Meant for hundreds of rows and tens of variables. In the worst case, like every simplex,
/// exponential: a run can be cancelled.
///
/// # Numerics
///
/// Exact, and the same for the same model and [`Start`]. A back end in floats is asked only where to start: neither its
/// status nor its point is believed, since back ends report some models without optimum as solved or as contradictory, and
/// the other way round. A wrong point costs time, never truth; of several optima it may decide which is found.
///
/// # References
///
/// Dantzig (1951); Bland (1977); Dutertre & de Moura (2006) for the search of a feasible point.
///
/// # Example
///
/// ```
/// use willing_check::program::{Bounds, LinearModel, Row, Sense};
/// use willing_game::Certificate;
/// use willing_solver::program::Optimum;
///
/// // max x + y such that x + 2y ≤ 4 and 3x + y ≤ 6, with x, y ≥ 0.
/// let numbers = |pair: [i64; 2]| pair.map(Into::into).to_vec();
/// let rows = vec![
///     Row::new(numbers([1, 2]), Sense::AtMost, 4.into()),
///     Row::new(numbers([3, 1]), Sense::AtMost, 6.into()),
/// ];
/// let model = LinearModel::maximize(numbers([1, 1]), rows, vec![Bounds::non_negative(); 2])?;
/// let optimum = Optimum::new().solve(&model)?.found()?;
/// assert_eq!(optimum.value.to_string(), "14/5"); // at (8/5, 6/5)
/// optimum.check(&model)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Optimum {
    start: Start,
    run: Run,
}

impl Optimum {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets where the search starts (default from scratch).
    #[must_use]
    pub fn start(mut self, start: Start) -> Self {
        self.start = start;
        self
    }

    /// Sets a way to stop and a listener.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The optimum of `model`.
    ///
    /// # Errors
    ///
    /// See [`Optimum`].
    pub fn solve(&self, model: &LinearModel) -> Result<Verdict<CertifiedOptimum, NoOptimum>, Error> {
        let mut tableau = Tableau::new(model);
        let start = match &self.start {
            Start::Scratch => None,
            Start::BackEnd => guess(model),
            Start::At(point) => Some(point.clone()),
        };
        if let Some(point) = start.filter(|point| point.iter().all(|value| value.is_finite())) {
            tableau.start_at(model, &point, TIGHT);
        }
        Ok(match tableau.optimize(&self.run) {
            End::Optimal => {
                let point = tableau.point();
                let value = model.value(&point);
                let optimum = CertifiedOptimum { point, value, multipliers: tableau.multipliers() };
                optimum.check(model)?;
                Verdict::Exists(optimum)
            }
            End::Contradiction(multipliers) => {
                none(model, NoOptimum::Contradiction(Contradiction { multipliers }))?
            }
            End::Ray(ray) => none(model, NoOptimum::Unbounded(UnboundedRay { point: tableau.point(), ray }))?,
            End::Cancelled => Verdict::Undecided(Limit::Cancelled),
        })
    }
}

fn none(model: &LinearModel, proof: NoOptimum) -> Result<Verdict<CertifiedOptimum, NoOptimum>, Error> {
    proof.check(model)?;
    Ok(Verdict::Impossible(proof))
}
