//! A simplex in rational numbers, for models with bounds on rows and variables.

use std::cmp::Ordering;

use willing_check::program::{Bounds, Goal, LinearModel, Sense};
use willing_game::Rational;

use crate::Run;

/// Exchanges without progress after which the rule that never cycles (Bland 1977) takes over; on the way to a first
/// point, where progress has no measure, this and one for each row.
const PATIENCE: usize = 60;

/// Where a search ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At an optimal point.
    Optimal,
    /// At rows that contradict each other, with their multipliers.
    Contradiction(Vec<Rational>),
    /// At a direction that improves for ever.
    Ray(Vec<Rational>),
    /// Where the caller asked to stop.
    Cancelled,
}

/// Variables of the model and, after them, the value a_r·x of each row, in which some are linear in the others:
///
/// ```text
/// basic_i = Σ_k entry_ik · other_k        c·x = Σ_k cost_k · other_k
/// ```
///
/// The others stand at a bound, or anywhere if they have none. First the basic ones are brought within their bounds
/// (Dutertre & de Moura 2006), then the objective is improved with all bounds kept (Dantzig 1951), each with Bland's
/// (1977) rule after some exchanges, so that both end.
#[derive(Clone, Debug)]
pub(super) struct Tableau {
    variables: usize,
    goal: Goal,
    basic: Vec<usize>,
    others: Vec<usize>,
    entries: Vec<Vec<Rational>>,
    costs: Vec<Rational>,
    values: Vec<Rational>,
    bounds: Vec<Bounds>,
}

/// A step of one of the others until something stops it.
struct Step {
    length: Rational,
    /// What stops it: the place of a basic variable, or its own second bound.
    blocking: Option<usize>,
    /// The number of the variable that stops it.
    variable: usize,
}

impl Tableau {
    /// The rows of `model` as basic variables.
    pub(super) fn new(model: &LinearModel) -> Self {
        let variables = model.objective().len();
        let mut bounds = model.bounds().to_vec();
        bounds.extend(model.rows().iter().map(|row| match row.sense {
            Sense::AtLeast => Bounds { lower: Some(row.bound.clone()), upper: None },
            Sense::AtMost => Bounds { lower: None, upper: Some(row.bound.clone()) },
            Sense::Equal => Bounds::between(row.bound.clone(), row.bound.clone()),
        }));
        let start =
            |bounds: &Bounds| bounds.lower.clone().or_else(|| bounds.upper.clone()).unwrap_or_default();
        let mut tableau = Self {
            variables,
            goal: model.goal(),
            basic: (variables..bounds.len()).collect(),
            others: (0..variables).collect(),
            entries: model.rows().iter().map(|row| row.coefficients.clone()).collect(),
            costs: model.objective().to_vec(),
            values: bounds.iter().map(start).collect(),
            bounds,
        };
        tableau.recompute();
        tableau
    }

    /// Moves to the vertex that `point` suggests: variables away from their bounds become basic, in exchange for rows
    /// that are tight within `tolerance`. Any point will do; a good one spares the search.
    pub(super) fn start_at(&mut self, model: &LinearModel, point: &[f64], tolerance: f64) {
        let near = |bound: &Option<Rational>, value: f64, size: f64| {
            bound.as_ref().is_some_and(|bound| (bound.to_f64() - value).abs() <= tolerance * size.max(1.0))
        };
        let mut tight: Vec<(usize, bool)> = Vec::new();
        for (place, row) in model.rows().iter().enumerate() {
            let terms = row.coefficients.iter().zip(point).map(|(entry, value)| entry.to_f64() * value);
            let (sum, size) = terms.fold((0.0, 0.0), |(sum, size), term| (sum + term, size + term.abs()));
            let Some(bounds) = self.bounds.get(self.variables + place) else { continue };
            if near(&bounds.lower, sum, size) || near(&bounds.upper, sum, size) {
                tight.push((place, row.sense == Sense::Equal));
            }
        }
        // Equations stay tight whatever happens.
        tight.sort_by_key(|(_, equal)| !equal);
        for (column, value) in (0..self.variables).zip(point) {
            let Some(bounds) = self.bounds.get(column).cloned() else { continue };
            let side = if near(&bounds.lower, *value, value.abs()) {
                bounds.lower
            } else if near(&bounds.upper, *value, value.abs()) {
                bounds.upper
            } else {
                // Its row is still where it was, since rows leave the basis one by one.
                let open = tight.iter().position(|(row, _)| {
                    self.entries
                        .get(*row)
                        .and_then(|row| row.get(column))
                        .is_some_and(|entry| !entry.is_zero())
                });
                let Some(open) = open else { continue };
                let (row, _) = tight.remove(open);
                self.exchange(row, column);
                self.stand(self.variables + row, None);
                continue;
            };
            self.stand(column, side);
        }
        self.recompute();
    }

    /// Puts one of the others at `bound`, or at the one that it has.
    fn stand(&mut self, variable: usize, bound: Option<Rational>) {
        let first = self.bounds.get(variable).and_then(|own| own.lower.clone().or_else(|| own.upper.clone()));
        if let (Some(own), Some(bound)) = (self.values.get_mut(variable), bound.or(first)) {
            *own = bound;
        }
    }

    /// The values of the model's variables.
    pub(super) fn point(&self) -> Vec<Rational> {
        self.values.iter().take(self.variables).cloned().collect()
    }

    /// λ: the costs of the rows among the others.
    pub(super) fn multipliers(&self) -> Vec<Rational> {
        self.on_rows(self.others.iter().zip(&self.costs), None)
    }

    /// Brings everything within its bounds, then improves to the end.
    pub(super) fn optimize(&mut self, run: &Run) -> End {
        let mut steps = 0;
        let patience = PATIENCE + self.basic.len();
        loop {
            if run.is_cancelled() {
                return End::Cancelled;
            }
            let Some((place, missing)) = self.outside(steps > patience) else { break };
            let Some(column) = self.helping(place, missing.is_positive()) else {
                return End::Contradiction(self.contradiction(place, missing.is_positive()));
            };
            let rate = self.entry(place, column);
            self.shift(column, &missing.over(&rate).unwrap_or_default());
            self.exchange(place, column);
            steps += 1;
            run.report("a linear model: a point", steps as u64, 0);
        }
        let mut idle = 0;
        loop {
            if run.is_cancelled() {
                return End::Cancelled;
            }
            let Some((column, rising)) = self.improving(idle > PATIENCE) else { return End::Optimal };
            let Some(step) = self.step(column, rising) else { return End::Ray(self.ray(column, rising)) };
            idle = if step.length.is_zero() { idle + 1 } else { 0 };
            let change = if rising { step.length } else { -step.length };
            self.shift(column, &change);
            if let Some(place) = step.blocking {
                self.exchange(place, column);
            }
            run.report("a linear model: improvements", steps as u64, 0);
        }
    }

    /// A basic variable outside its bounds and what it misses: the one that misses most, or the first.
    fn outside(&self, careful: bool) -> Option<(usize, Rational)> {
        let missing = self.basic.iter().enumerate().filter_map(|(place, &variable)| {
            let (value, bounds) = (self.values.get(variable)?, self.bounds.get(variable)?);
            let below = bounds.lower.as_ref().filter(|lower| value < *lower);
            let bound = below.or_else(|| bounds.upper.as_ref().filter(|upper| value > *upper))?;
            Some((place, variable, bound - value))
        });
        let chosen = if careful {
            missing.min_by_key(|(_, variable, _)| *variable)
        } else {
            missing.max_by(|one, other| one.2.abs().cmp(&other.2.abs()).then(other.1.cmp(&one.1)))
        };
        chosen.map(|(place, _, missing)| (place, missing))
    }

    /// The first of the others that can move a basic variable up, or down.
    fn helping(&self, place: usize, up: bool) -> Option<usize> {
        let row = self.entries.get(place)?;
        let candidates = self.others.iter().zip(row).enumerate().filter(|(_, (variable, entry))| {
            !entry.is_zero() && self.can_move(**variable, entry.is_positive() == up)
        });
        candidates.min_by_key(|(_, (variable, _))| **variable).map(|(column, _)| column)
    }

    /// One of the others by which the objective improves, and whether by rising: the fastest, or the first.
    fn improving(&self, careful: bool) -> Option<(usize, bool)> {
        let candidates =
            self.others.iter().zip(&self.costs).enumerate().filter_map(|(column, (&variable, cost))| {
                let rising = match self.goal {
                    Goal::Minimize => cost.is_negative(),
                    Goal::Maximize => cost.is_positive(),
                };
                (!cost.is_zero() && self.can_move(variable, rising))
                    .then_some((column, variable, cost, rising))
            });
        let chosen = if careful {
            candidates.min_by_key(|(_, variable, _, _)| *variable)
        } else {
            candidates.max_by(|one, other| one.2.abs().cmp(&other.2.abs()).then(other.1.cmp(&one.1)))
        };
        chosen.map(|(column, _, _, rising)| (column, rising))
    }

    fn can_move(&self, variable: usize, up: bool) -> bool {
        let (Some(value), Some(bounds)) = (self.values.get(variable), self.bounds.get(variable)) else {
            return false;
        };
        if up {
            bounds.upper.as_ref().is_none_or(|upper| value < upper)
        } else {
            bounds.lower.as_ref().is_none_or(|lower| value > lower)
        }
    }

    /// How far one of the others can move; `None` if nothing stops it. Of several that stop it the first.
    fn step(&self, column: usize, rising: bool) -> Option<Step> {
        let room = |variable: usize, up: bool| {
            let (value, bounds) = (self.values.get(variable)?, self.bounds.get(variable)?);
            let bound = if up { bounds.upper.as_ref() } else { bounds.lower.as_ref() };
            bound.map(|bound| (bound - value).abs())
        };
        let own = *self.others.get(column)?;
        let flip = room(own, rising).map(|length| Step { length, blocking: None, variable: own });
        let basics = self.basic.iter().zip(&self.entries).enumerate();
        let blocking = basics.filter_map(|(place, (&variable, row))| {
            let rate = row.get(column).filter(|rate| !rate.is_zero())?;
            let length = room(variable, rate.is_positive() == rising)?.over(&rate.abs())?;
            Some(Step { length, blocking: Some(place), variable })
        });
        flip.into_iter().chain(blocking).min_by(|one, other| match one.length.cmp(&other.length) {
            Ordering::Equal => one.variable.cmp(&other.variable),
            unequal => unequal,
        })
    }

    /// The direction in which the model's variables move with one of the others.
    fn ray(&self, column: usize, rising: bool) -> Vec<Rational> {
        let unit = if rising { Rational::one() } else { -Rational::one() };
        let mut ray = vec![Rational::zero(); self.variables];
        for (variable, row) in self.basic.iter().zip(&self.entries) {
            if let (Some(change), Some(entry)) = (ray.get_mut(*variable), row.get(column)) {
                *change = entry * &unit;
            }
        }
        if let Some(change) = self.others.get(column).and_then(|variable| ray.get_mut(*variable)) {
            *change = unit;
        }
        ray
    }

    /// The multipliers of rows that prove that a basic variable can't reach its bound: it is too low and its row can't
    /// be raised, or the opposite.
    fn contradiction(&self, place: usize, too_low: bool) -> Vec<Rational> {
        let unit = if too_low { Rational::one() } else { -Rational::one() };
        let Some((variable, row)) = self.basic.get(place).zip(self.entries.get(place)) else {
            return Vec::new();
        };
        let negated: Vec<Rational> = row.iter().map(|entry| -(entry * &unit)).collect();
        self.on_rows(self.others.iter().zip(&negated), Some((*variable, unit)))
    }

    /// Of numbers on variables, those on rows.
    fn on_rows<'a>(
        &self,
        numbers: impl Iterator<Item = (&'a usize, &'a Rational)>,
        one_more: Option<(usize, Rational)>,
    ) -> Vec<Rational> {
        let mut all = vec![Rational::zero(); self.bounds.len()];
        let numbers = numbers.map(|(variable, number)| (*variable, number.clone())).chain(one_more);
        for (variable, number) in numbers {
            if let Some(own) = all.get_mut(variable) {
                *own = number;
            }
        }
        all.split_off(self.variables)
    }

    fn entry(&self, place: usize, column: usize) -> Rational {
        self.entries.get(place).and_then(|row| row.get(column)).cloned().unwrap_or_default()
    }

    /// Moves one of the others, and the basic ones with it.
    fn shift(&mut self, column: usize, change: &Rational) {
        if change.is_zero() {
            return;
        }
        if let Some(value) = self.others.get(column).and_then(|variable| self.values.get_mut(*variable)) {
            *value += change;
        }
        for (variable, row) in self.basic.iter().zip(&self.entries) {
            let Some(entry) = row.get(column).filter(|entry| !entry.is_zero()) else { continue };
            if let Some(value) = self.values.get_mut(*variable) {
                *value += &(entry * change);
            }
        }
    }

    /// Values of the basic variables from those of the others.
    fn recompute(&mut self) {
        for (variable, row) in self.basic.iter().zip(&self.entries) {
            let terms = self.others.iter().zip(row).filter(|(_, entry)| !entry.is_zero());
            let value = terms.filter_map(|(other, entry)| Some(entry * self.values.get(*other)?)).sum();
            if let Some(own) = self.values.get_mut(*variable) {
                *own = value;
            }
        }
    }

    /// Lets a basic variable and one of the others change roles; their entry must not be 0.
    fn exchange(&mut self, place: usize, column: usize) {
        let Some(row) = self.entries.get_mut(place) else { return };
        let Some(inverse) = row.get(column).and_then(Rational::reciprocal) else { return };
        for (other, entry) in row.iter_mut().enumerate() {
            if other == column {
                *entry = inverse.clone();
            } else if !entry.is_zero() {
                *entry = -(&*entry * &inverse);
            }
        }
        let row = row.clone();
        let above = self.entries.iter_mut().enumerate().filter(|(other, _)| *other != place);
        for line in above.map(|(_, line)| line).chain([&mut self.costs]) {
            let Some(factor) = line.get_mut(column).map(std::mem::take).filter(|factor| !factor.is_zero())
            else {
                continue;
            };
            for (entry, own) in line.iter_mut().zip(&row).filter(|(_, own)| !own.is_zero()) {
                *entry += &(&factor * own);
            }
        }
        if let (Some(leaving), Some(entering)) = (self.basic.get_mut(place), self.others.get_mut(column)) {
            std::mem::swap(leaving, entering);
        }
    }
}
