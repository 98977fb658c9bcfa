//! The cheapest payments at which no coalition has a positive excess.

use num_bigint::BigInt;
use willing_game::{Limit, Rational};

use super::ceilings::Ceilings;
use super::family::{ExcessFamily, Number, Query};
use super::levels::{FLOAT_TOLERANCE, Program, Stop};
use super::span::Span;
use crate::Run;
use crate::program::{ExactBasis, FloatBasis, Outcome, Sense, optimize};

/// Payments, and the weighted excesses that prove that they can't sum to less.
#[derive(Clone, Debug)]
pub(crate) struct Cheapest<N> {
    /// x.
    pub(crate) point: Vec<N>,
    /// Excesses with weights whose rows sum to that of the grand coalition.
    pub(crate) supports: Vec<(u64, N)>,
    /// Excesses of the final basis, and all that were looked at.
    basis: Vec<u64>,
    seen: Vec<u64>,
}

/// The least sum of payments with a·x ≥ b for all excesses and x(N) at least `grand`'s bound: by exact programs that start
/// from what floats suggest. With `trust`, exact scans are left out, and whoever asks must check the answer.
pub(crate) fn cheapest<F: ExcessFamily>(
    family: &F,
    grand: u64,
    run: &Run,
    trust: bool,
) -> Result<Cheapest<Rational>, Stop> {
    let floats = search::<F, FloatBasis>(family, grand, run, &[], &[], true);
    let (basis, seen) = match floats {
        Ok(floats) => (floats.basis, floats.seen),
        Err(Stop::Numerics) => (Vec::new(), Vec::new()),
        Err(limit) => return Err(limit),
    };
    if trust {
        search::<F, ExactBasis<BigInt>>(family, grand, run, &basis, &basis, false)
    } else {
        search::<F, ExactBasis<BigInt>>(family, grand, run, &basis, &seen, true)
    }
}

fn search<F: ExcessFamily, P: Program>(
    family: &F,
    grand: u64,
    run: &Run,
    basis: &[u64],
    rows: &[u64],
    scans: bool,
) -> Result<Cheapest<P::Number>, Stop> {
    let columns = family.columns();
    // The rows of single players are a basis with all multipliers 1: dual feasible.
    let mut ids: Vec<u64> = family.starters().into_iter().take(columns).collect();
    ids.push(grand);
    for &id in rows {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let bounds: Vec<P::Number> = ids.iter().map(|id| family.bound(*id)).collect();
    let mut program = P::empty(&vec![1; columns], &bounds, family.scale());
    for (id, bound) in ids.iter().zip(&bounds) {
        program.add(&family.shape(*id).entries, bound, Sense::AtLeast);
    }
    let places =
        |wanted: &[u64]| wanted.iter().filter_map(|id| ids.iter().position(|own| own == id)).collect();
    let hint: Vec<usize> = places(basis);
    let singles: Vec<usize> = (0..columns).collect();
    if !(program.begin(&hint) || program.begin(&singles)) {
        return Err(Stop::Numerics);
    }
    let span = Span::new(columns);
    let mut ceilings = Ceilings::new(family.scale());
    for start in 0.. {
        match optimize(&mut program, columns, run) {
            Outcome::Optimal => {}
            Outcome::Cancelled => return Err(Stop::Limit(Limit::Cancelled)),
            Outcome::Infeasible { .. } | Outcome::Stalled => return Err(Stop::Numerics),
        }
        if !scans {
            break;
        }
        let (point, level) = (program.at(), P::Number::known(Rational::zero, || 0.0));
        let tolerance = FLOAT_TOLERANCE * family.scale();
        let query = Query { point: &point, level: &level, tolerance, span: &span, most: 2 * columns, start };
        let above = P::Number::above(family, &query, &mut ceilings, run);
        if run.is_cancelled() {
            return Err(Stop::Limit(Limit::Cancelled));
        }
        let known = ids.len();
        for id in above {
            if !ids.contains(&id) {
                program.add(&family.shape(id).entries, &family.bound(id), Sense::AtLeast);
                ids.push(id);
            }
        }
        if ids.len() == known {
            break;
        }
    }
    let id_of = |row: usize| ids.get(row).copied();
    let mut supports: Vec<(u64, P::Number)> =
        program.weights().into_iter().filter_map(|(row, weight)| Some((id_of(row)?, weight))).collect();
    supports.sort_by_key(|(id, _)| *id);
    let basis = program.rows().into_iter().filter_map(id_of).collect();
    Ok(Cheapest { point: program.at(), supports, basis, seen: ids })
}
