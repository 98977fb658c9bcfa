//! From the logit rule to best choices: the temperature falls, the offers that stay in use are kept, and values and
//! chances are solved for together.

use super::dense::damped_step;
use super::smooth::Model;
use crate::Run;

/// Where the temperature stops falling: rounding of costs is 10⁻¹⁰ of it.
const COLDEST: f64 = 1e-6;

/// Offers taken less often at the coldest are not in use: they cost 10⁻⁵ more than the cheapest.
const IN_USE: f64 = 1e-5;

/// Values by kind, and by kind of proposer the chance of each offer.
pub(super) struct Point {
    pub(super) values: Vec<f64>,
    pub(super) chances: Vec<Vec<f64>>,
}

/// The limit of logit choices as the temperature falls to 0; `None` if the way there breaks off, or the run is cancelled.
pub(super) fn limit(model: &Model, run: &Run) -> Option<Point> {
    let start: Vec<f64> = (0..model.kinds()).map(|kind| model.chance(kind)).collect();
    let mut temperature = 1.0;
    let mut before = (temperature, model.values(&start, temperature)?);
    let mut values = before.1.clone();
    let mut factor = 0.5_f64;
    while temperature > COLDEST {
        if run.is_cancelled() || factor > 0.999 {
            return None;
        }
        let colder = (temperature * factor).max(COLDEST);
        // Costs of offers in use differ by multiples of the temperature: values are nearly linear in it.
        let slope =
            if temperature < before.0 { (colder - temperature) / (temperature - before.0) } else { 0.0 };
        let guess: Vec<f64> =
            values.iter().zip(&before.1).map(|(now, then)| (now + slope * (now - then)).max(0.0)).collect();
        match model.values(&guess, colder).or_else(|| model.values(&values, colder)) {
            Some(next) => {
                before = (temperature, std::mem::replace(&mut values, next));
                temperature = colder;
                factor = (factor * factor).max(0.25);
            }
            None => factor = factor.sqrt(),
        }
    }
    let chances = (0..model.kinds()).map(|kind| model.logit(kind, &values, temperature)).collect();
    Some(polished(model, &Point { values, chances }))
}

/// Solves for values and the chances of offers in use: values are what plans make of them, offers in use cost the same,
/// and chances sum to 1. A damped Gauss–Newton step copes with offers whose mixture does not matter.
fn polished(model: &Model, point: &Point) -> Point {
    let support: Vec<Vec<usize>> = point
        .chances
        .iter()
        .map(|chances| {
            chances
                .iter()
                .enumerate()
                .filter(|(_, chance)| **chance > IN_USE)
                .map(|(place, _)| place)
                .collect()
        })
        .collect();
    let mut unknowns = point.values.clone();
    for (chances, used) in point.chances.iter().zip(&support) {
        let kept: Vec<f64> = used.iter().filter_map(|place| chances.get(*place).copied()).collect();
        let sum: f64 = kept.iter().sum();
        unknowns.extend(kept.iter().map(|chance| chance / sum));
    }
    let mut best = equations(model, &support, &unknowns);
    for _ in 0..60 {
        let before = size(&best.residual);
        if before < 1e-16 {
            break;
        }
        let Some(step) = damped_step(&best.jacobian, &best.residual, 1e-12) else { break };
        let next: Vec<f64> =
            unknowns.iter().zip(&step).map(|(value, step)| (value + step).max(0.0)).collect();
        let then = equations(model, &support, &next);
        if size(&then.residual) >= before {
            break;
        }
        (unknowns, best) = (next, then);
    }
    let (values, mut rest) = unknowns.split_at(model.kinds().min(unknowns.len()));
    let mut chances: Vec<Vec<f64>> = point.chances.iter().map(|chances| vec![0.0; chances.len()]).collect();
    for (chances, used) in chances.iter_mut().zip(&support) {
        let (own, others) = rest.split_at(used.len().min(rest.len()));
        rest = others;
        for (place, chance) in used.iter().zip(own) {
            if let Some(entry) = chances.get_mut(*place) {
                *entry = *chance;
            }
        }
    }
    Point { values: values.to_vec(), chances }
}

struct Equations {
    residual: Vec<f64>,
    jacobian: Vec<Vec<f64>>,
}

fn size(residual: &[f64]) -> f64 {
    residual.iter().fold(0.0, |most: f64, value| most.max(value.abs()))
}

fn equations(model: &Model, support: &[Vec<usize>], unknowns: &[f64]) -> Equations {
    let kinds = model.kinds();
    let values = unknowns.get(..kinds).unwrap_or(&[]);
    let mut residual = Vec::new();
    let mut jacobian = Vec::new();
    let columns = unknowns.len();
    // Offers in use, each with the place of its chance.
    let mut used: Vec<(usize, usize, &[f64])> = Vec::new();
    for (by, places) in support.iter().enumerate() {
        for place in places {
            if let Some(members) = model.offers.get(by).and_then(|offers| offers.get(*place)) {
                used.push((by, kinds + used.len(), members));
            }
        }
    }
    let chance = |column: usize| unknowns.get(column).copied().unwrap_or(0.0);
    let count = |members: &[f64], kind: usize| members.get(kind).copied().unwrap_or(0.0);
    for (kind, value) in values.iter().enumerate() {
        let mut row = vec![0.0; columns];
        let mut bought = 0.0;
        let mut kept = 1.0;
        for (by, column, members) in &used {
            let reach = model.reach(kind, *by) * count(members, kind);
            bought += reach * chance(*column);
            add(&mut row, *column, -value * model.discount * reach);
            if *by == kind {
                let cost = model.cost(members, values);
                kept -= cost * chance(*column);
                add(&mut row, *column, model.chance(kind) * cost);
                for (place, members) in members.iter().enumerate() {
                    add(&mut row, place, model.chance(kind) * model.discount * members * chance(*column));
                }
            }
        }
        add(&mut row, kind, 1.0 - model.discount * bought);
        residual.push(value * (1.0 - model.discount * bought) - model.chance(kind) * kept);
        jacobian.push(row);
    }
    let mut first: Option<(usize, &[f64])> = None;
    for (by, _, members) in &used {
        match first {
            Some((of, cheapest)) if of == *by => {
                let apart: Vec<f64> = members.iter().zip(cheapest).map(|(one, other)| one - other).collect();
                residual.push(model.cost(&apart, values));
                let mut row = vec![0.0; columns];
                for (place, difference) in apart.iter().enumerate() {
                    add(&mut row, place, model.discount * difference);
                }
                jacobian.push(row);
            }
            _ => first = Some((*by, members)),
        }
    }
    for by in (0..kinds).filter(|by| used.iter().any(|(of, ..)| of == by)) {
        let own = used.iter().filter(|(of, ..)| *of == by);
        let mut row = vec![0.0; columns];
        let mut sum = -1.0;
        for (_, column, _) in own {
            sum += chance(*column);
            add(&mut row, *column, 1.0);
        }
        residual.push(sum);
        jacobian.push(row);
    }
    Equations { residual, jacobian }
}

fn add(row: &mut [f64], place: usize, value: f64) {
    if let Some(entry) = row.get_mut(place) {
        *entry += value;
    }
}
