//! Mixed preferences: a primal–dual interior point over the densities of all parts.
//!
//! ```text
//! min  Σ_s f_s(q_s) + Σ_ik w_ik α_ik(q_ik)     Σ_k w_ik q_ik(s) = q(s),   Σ_s q_ik(s) = 1
//! ```
//!
//! The multipliers of the first rows are what each mixed member gets in outcome s. Everything is separable by outcome but the
//! sums over s, so that Newton's system reduces to one equation a part: in each outcome the rows of the members form a
//! diagonal plus a matrix of rank one, which is eliminated in O(members). Mehrotra's predictor and corrector (1992) choose
//! the steps.

use nalgebra::{Cholesky, DMatrix, DVector};

/// A column: one density in one outcome, with its term of the objective
/// linear · x + entropy · x (ln x − centre) + curvature · x²/2 and its bounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) linear: f64,
    pub(super) entropy: f64,
    pub(super) centre: f64,
    pub(super) curvature: f64,
    /// Whether it must not be negative.
    pub(super) bounded_below: bool,
    /// The upper bound; may be infinite.
    pub(super) cap: f64,
    /// Its value, if it has no freedom.
    pub(super) fixed: Option<f64>,
    /// Where the search starts.
    pub(super) start: f64,
}

/// The rows of one mixed member: the weights of its parts.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) weights: Vec<f64>,
    /// Whether the densities of a part must sum to 1 by a row of their own. One row of each member follows from the others,
    /// but for the first member of a search over q.
    pub(super) sums: Vec<bool>,
}

/// A problem: for each outcome the column of q, then those of all parts, member by member; with `elastic`, two more columns a
/// member that make up for what is missing at a cost of 1.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) outcomes: Vec<Vec<Column>>,
    pub(super) members: Vec<Rows>,
    /// For each outcome, the member whose densities leave no choice of q, if there is one: he gets what makes q stationary.
    pub(super) settled: Vec<Option<usize>>,
    pub(super) elastic: bool,
}

/// Where a search ended.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// Values of the columns, outcome by outcome.
    pub(super) values: Vec<Vec<f64>>,
    /// What each member gets, by outcome.
    pub(super) promises: Vec<Vec<f64>>,
}

const STEPS: usize = 120;

/// The state of a search: columns in one list, outcome by outcome.
struct Search<'a> {
    problem: &'a Problem,
    columns: Vec<Column>,
    width: usize,
    x: Vec<f64>,
    below: Vec<f64>,
    above: Vec<f64>,
    /// Multipliers of the rows of members: outcome by outcome.
    y: Vec<f64>,
    /// Multipliers of the sums.
    eta: Vec<f64>,
    /// For each part in the order of columns: its member, weight and the place of its sum.
    parts: Vec<PartOf>,
    /// The places in `parts` of each member.
    siblings: Vec<Vec<usize>>,
    sums: usize,
    /// How large the objective's coefficients are.
    scale: f64,
}

#[derive(Clone, Copy)]
struct PartOf {
    member: usize,
    /// Its sign and weight in the member's row.
    weight: f64,
    sum: Option<usize>,
}

/// A direction in all variables.
struct Direction {
    x: Vec<f64>,
    below: Vec<f64>,
    above: Vec<f64>,
    y: Vec<f64>,
    eta: Vec<f64>,
}

/// Searches until `done` is content with a point or nothing more is gained; the last point that is finite. `done` is not asked
/// before the products of distances and multipliers, which are about what is left to gain, sum to `enough` or less.
pub(super) fn solve(
    problem: &Problem,
    scale: f64,
    enough: f64,
    mut done: impl FnMut(&Point) -> bool,
) -> Point {
    let mut search = Search::new(problem, scale);
    let mut best = search.point();
    let mut idle = 0;
    let bounds: usize = search
        .columns
        .iter()
        .map(|column| usize::from(column.has_floor()) + usize::from(column.has_cap()))
        .sum();
    let bounds = bounds as f64;
    for _ in 0..STEPS {
        let Some(mean) = search.step() else { break };
        if !search.is_finite() {
            break;
        }
        best = search.point();
        if mean <= scale * 1e-7 && mean * bounds <= enough && done(&best) {
            break;
        }
        // Products this small say nothing more, but equations may still settle.
        idle += usize::from(mean <= scale * 1e-17);
        if idle > 8 {
            break;
        }
    }
    best
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem, scale: f64) -> Self {
        let mut parts = Vec::new();
        let mut sums = 0;
        for (member, rows) in problem.members.iter().enumerate() {
            for (weight, has_sum) in rows.weights.iter().zip(&rows.sums) {
                let sum = has_sum.then_some(sums);
                sums += usize::from(*has_sum);
                parts.push(PartOf { member, weight: *weight, sum });
            }
        }
        if problem.elastic {
            for member in 0..problem.members.len() {
                parts.push(PartOf { member, weight: 1.0, sum: None });
                parts.push(PartOf { member, weight: -1.0, sum: None });
            }
        }
        let mut siblings = vec![Vec::new(); problem.members.len()];
        for (place, part) in parts.iter().enumerate() {
            if let Some(own) = siblings.get_mut(part.member) {
                own.push(place);
            }
        }
        let columns: Vec<Column> = problem.outcomes.iter().flatten().copied().collect();
        let mean = scale / problem.outcomes.len().max(1) as f64;
        let x: Vec<f64> = columns.iter().map(|column| column.fixed.unwrap_or(column.start)).collect();
        let multiplier = |active: bool, distance: f64| if active { mean / distance } else { 0.0 };
        let below = columns.iter().zip(&x).map(|(column, x)| multiplier(column.has_floor(), *x)).collect();
        let above =
            columns.iter().zip(&x).map(|(column, x)| multiplier(column.has_cap(), column.cap - x)).collect();
        let width = parts.len() + 1;
        let y = vec![0.0; problem.outcomes.len() * problem.members.len()];
        Self {
            problem,
            columns,
            width,
            x,
            below,
            above,
            y,
            eta: vec![0.0; sums],
            parts,
            siblings,
            sums,
            scale,
        }
    }

    fn is_finite(&self) -> bool {
        self.x.iter().chain(&self.y).chain(&self.below).chain(&self.above).all(|value| value.is_finite())
    }

    fn point(&self) -> Point {
        let members = self.problem.members.len();
        let values = self.x.chunks(self.width).map(<[f64]>::to_vec).collect();
        let mut y = self.y.clone();
        for (outcome, (of, settled)) in y.chunks_mut(members.max(1)).zip(&self.problem.settled).enumerate() {
            let first = outcome * self.width;
            let Some((member, column)) = settled.zip(self.columns.get(first)) else { continue };
            let others: f64 =
                of.iter().enumerate().filter(|(other, _)| *other != member).map(|(_, y)| y).sum();
            set(of, member, column.slope(at(&self.x, first)) - others);
        }
        let row = |member: usize| y.chunks(members.max(1)).filter_map(|y| y.get(member)).copied().collect();
        Point { values, promises: (0..members).map(row).collect() }
    }

    /// The mean product of a distance from a bound and its multiplier.
    fn mean(&self) -> f64 {
        let (mut sum, mut count) = (0.0, 0_u32);
        for ((column, x), (below, above)) in
            self.columns.iter().zip(&self.x).zip(self.below.iter().zip(&self.above))
        {
            if column.has_floor() {
                sum += x * below;
                count += 1;
            }
            if column.has_cap() {
                sum += (column.cap - x) * above;
                count += 1;
            }
        }
        sum / f64::from(count.max(1))
    }

    /// One predictor and corrector; the mean product after it.
    fn step(&mut self) -> Option<f64> {
        let mean = self.mean();
        let system = System::new(self)?;
        let predictor = system.direction(self, 0.0, None);
        let reach = self.reach(&predictor);
        let predicted = self.mean_after(&predictor, reach);
        let centring = if mean > 0.0 { (predicted / mean).clamp(0.0, 1.0).powi(3) } else { 0.0 };
        let corrector = system.direction(self, centring * mean, Some(&predictor));
        let reach = self.reach(&corrector);
        let (direction, reach) = if reach < 0.1 {
            // A correction that leads to a wall: back towards the middle instead.
            let plain = system.direction(self, 0.5 * mean, None);
            let reach = self.reach(&plain);
            (plain, reach)
        } else {
            (corrector, reach)
        };
        self.go(&direction, reach);
        Some(self.mean())
    }

    /// How far a direction can be followed, at most 1, staying inside all bounds.
    fn reach(&self, direction: &Direction) -> f64 {
        let mut most = 1.0_f64;
        let mut limit = |value: f64, change: f64| {
            if change < 0.0 {
                most = most.min(-0.995 * value / change);
            }
        };
        for (number, column) in self.columns.iter().enumerate() {
            let (x, dx) = (at(&self.x, number), at(&direction.x, number));
            if column.has_floor() {
                limit(x, dx);
                limit(at(&self.below, number), at(&direction.below, number));
            }
            if column.has_cap() {
                limit(column.cap - x, -dx);
                limit(at(&self.above, number), at(&direction.above, number));
            }
        }
        most
    }

    fn mean_after(&self, direction: &Direction, reach: f64) -> f64 {
        let (mut sum, mut count) = (0.0, 0_u32);
        for (number, column) in self.columns.iter().enumerate() {
            let x = at(&self.x, number) + reach * at(&direction.x, number);
            if column.has_floor() {
                sum += x * (at(&self.below, number) + reach * at(&direction.below, number));
                count += 1;
            }
            if column.has_cap() {
                sum += (column.cap - x) * (at(&self.above, number) + reach * at(&direction.above, number));
                count += 1;
            }
        }
        sum / f64::from(count.max(1))
    }

    fn go(&mut self, direction: &Direction, reach: f64) {
        let follow = |values: &mut [f64], changes: &[f64]| {
            for (value, change) in values.iter_mut().zip(changes) {
                *value += reach * change;
            }
        };
        follow(&mut self.x, &direction.x);
        follow(&mut self.below, &direction.below);
        follow(&mut self.above, &direction.above);
        follow(&mut self.y, &direction.y);
        follow(&mut self.eta, &direction.eta);
    }
}

impl Column {
    fn has_floor(&self) -> bool {
        self.bounded_below && self.fixed.is_none()
    }

    fn has_cap(&self) -> bool {
        self.cap.is_finite() && self.fixed.is_none()
    }

    fn slope(&self, x: f64) -> f64 {
        let entropy = if self.entropy > 0.0 { self.entropy * (x.ln() + 1.0 - self.centre) } else { 0.0 };
        self.linear + entropy + self.curvature * x
    }

    fn bend(&self, x: f64) -> f64 {
        let entropy = if self.entropy > 0.0 { self.entropy / x } else { 0.0 };
        entropy + self.curvature
    }
}

/// Newton's system at a point, factored.
struct System {
    /// One over the curvature of each column with its barriers; 0 for a fixed one.
    ease: Vec<f64>,
    /// Residuals of the stationarity of the columns, without barriers.
    stationarity: Vec<f64>,
    /// Residuals of the rows of members.
    rows: Vec<f64>,
    /// Residuals of the sums.
    sums: Vec<f64>,
    /// One over the diagonal of the members' rows.
    inverse: Vec<f64>,
    /// The factor of the rank-one part, by outcome.
    rank_one: Vec<f64>,
    /// How easily q moves, by outcome.
    common: Vec<f64>,
    factor: Option<Cholesky<f64, nalgebra::Dyn>>,
}

impl System {
    fn new(search: &Search<'_>) -> Option<Self> {
        let members = search.problem.members.len();
        let outcomes = search.problem.outcomes.len();
        let mut system = Self {
            ease: vec![0.0; search.columns.len()],
            stationarity: vec![0.0; search.columns.len()],
            rows: vec![0.0; outcomes * members],
            sums: vec![-1.0; search.sums],
            inverse: vec![0.0; outcomes * members],
            rank_one: vec![0.0; outcomes],
            common: vec![0.0; outcomes],
            factor: None,
        };
        for (number, column) in search.columns.iter().enumerate() {
            system.column(search, number, column);
        }
        let mut matrix = DMatrix::zeros(search.sums, search.sums);
        let mut reach = DVector::zeros(search.sums);
        for outcome in 0..outcomes {
            system.outcome(search, outcome, &mut matrix, &mut reach);
        }
        for (number, sum) in system.sums.iter().enumerate() {
            if !sum.is_finite() {
                return None;
            }
            // A hair keeps the factorization going where parts hardly move.
            if let Some(value) = matrix.get_mut((number, number)) {
                *value += *value * 1e-15 + f64::MIN_POSITIVE;
            }
        }
        if search.sums > 0 {
            system.factor = Some(Cholesky::new(matrix)?);
        }
        Some(system)
    }

    fn column(&mut self, search: &Search<'_>, number: usize, column: &Column) {
        let x = at(&search.x, number);
        let (outcome, place) = (number / search.width, number % search.width);
        let members = search.problem.members.len();
        let mut slope = column.slope(x);
        if let Some(part) = place.checked_sub(1).and_then(|place| search.parts.get(place)) {
            let row = outcome * members + part.member;
            slope += part.weight * at(&search.y, row);
            add(&mut self.rows, row, part.weight * x);
            if let Some(sum) = part.sum {
                slope += at(&search.eta, sum);
                add(&mut self.sums, sum, x);
            }
        } else {
            for member in 0..members {
                let row = outcome * members + member;
                slope -= at(&search.y, row);
                add(&mut self.rows, row, -x);
            }
        }
        if column.fixed.is_some() {
            return;
        }
        let mut bend = column.bend(x);
        if column.has_floor() {
            bend += at(&search.below, number) / x;
        }
        if column.has_cap() {
            bend += at(&search.above, number) / (column.cap - x);
        }
        // A column without any curvature moves as if it had a little: the proximal point method.
        bend = bend.max(search.scale * 1e-9);
        set(&mut self.stationarity, number, slope);
        set(&mut self.ease, number, 1.0 / bend);
    }

    /// Adds what an outcome contributes to the matrix of the sums.
    fn outcome(
        &mut self,
        search: &Search<'_>,
        outcome: usize,
        matrix: &mut DMatrix<f64>,
        reach: &mut DVector<f64>,
    ) {
        let members = search.problem.members.len();
        let first = outcome * search.width;
        let ease = |place: usize| at(&self.ease, first + 1 + place);
        let mut diagonal = vec![0.0; members];
        for (place, part) in search.parts.iter().enumerate() {
            add(&mut diagonal, part.member, part.weight * part.weight * ease(place));
        }
        let mut spread = 0.0;
        for (member, value) in diagonal.iter().enumerate() {
            let inverse = if *value > 0.0 { 1.0 / value } else { 0.0 };
            set(&mut self.inverse, outcome * members + member, inverse);
            spread += inverse;
        }
        let common = at(&self.ease, first);
        let rank_one = if common > 0.0 { 1.0 / (1.0 / common + spread) } else { 0.0 };
        set(&mut self.rank_one, outcome, rank_one);
        set(&mut self.common, outcome, common);
        reach.fill(0.0);
        for (place, part) in search.parts.iter().enumerate() {
            let Some(sum) = part.sum else { continue };
            let inverse = at(&self.inverse, outcome * members + part.member);
            let own = ease(place);
            // Without the part itself: the diagonal as a sum of positive terms.
            let siblings = search.siblings.get(part.member).into_iter().flatten().copied();
            let others = siblings.filter_map(|other| Some((other, search.parts.get(other)?)));
            let others = others.filter(|(other, _)| *other != place);
            let mut rest = 0.0;
            for (other, of) in others {
                let weighed = of.weight * ease(other);
                rest += of.weight * weighed;
                if let Some(second) = of.sum.filter(|second| *second > sum) {
                    let value = -part.weight * own * weighed * inverse;
                    add_both(matrix, sum, second, value);
                }
            }
            if let Some(value) = matrix.get_mut((sum, sum)) {
                *value += own * rest * inverse;
            }
            if let Some(value) = reach.get_mut(sum) {
                *value = part.weight * own * inverse;
            }
        }
        if rank_one > 0.0 {
            matrix.ger(rank_one, reach, reach, 1.0);
        }
    }

    /// The inverse of the members' rows of an outcome, applied in place; what they move q by.
    ///
    /// The rows are r = (E + c 11ᵀ) y with E diagonal. By Sherman & Morrison y_i = ρ (r_i/c + Σ_j (r_i − r_j)/E_j)/E_i with
    /// 1/ρ = 1/c + Σ 1/E_j, which does not cancel where q moves much more easily than the parts. Differences are taken from the
    /// row of the greatest 1/E, so that the sum over j is Σ 1/E_j times a difference of two of them.
    fn eliminate(&self, outcome: usize, rows: &mut [f64]) -> f64 {
        let members = rows.len();
        let inverse = |member: usize| at(&self.inverse, outcome * members + member);
        let (rank_one, common) = (at(&self.rank_one, outcome), at(&self.common, outcome));
        if rank_one <= 0.0 {
            for (member, row) in rows.iter_mut().enumerate() {
                *row *= inverse(member);
            }
            return 0.0;
        }
        let (mut total, mut reach, mut greatest, mut reference) = (0.0, 0.0, 0.0, 0.0);
        for (member, row) in rows.iter().enumerate() {
            let inverse = inverse(member);
            total += inverse;
            reach += inverse * row;
            if inverse > greatest {
                (greatest, reference) = (inverse, *row);
            }
        }
        let apart: f64 =
            rows.iter().enumerate().map(|(member, row)| inverse(member) * (row - reference)).sum();
        for (member, row) in rows.iter_mut().enumerate() {
            let others = total * (*row - reference) - apart;
            *row = inverse(member) * rank_one * (*row / common + others);
        }
        rank_one * reach
    }

    /// Newton's direction towards products of `target`, corrected by the products of `predictor`.
    fn direction(&self, search: &Search<'_>, target: f64, predictor: Option<&Direction>) -> Direction {
        let members = search.problem.members.len();
        let outcomes = search.problem.outcomes.len();
        let pull = self.pull(search, target, predictor);
        let mut rows = self.rows.clone();
        let mut sums = self.sums.clone();
        for (number, (pull, ease)) in pull.iter().zip(&self.ease).enumerate() {
            let moved = ease * pull;
            let (outcome, place) = (number / search.width, number % search.width);
            if let Some(part) = place.checked_sub(1).and_then(|place| search.parts.get(place)) {
                add(&mut rows, outcome * members + part.member, -part.weight * moved);
                if let Some(sum) = part.sum {
                    add(&mut sums, sum, -moved);
                }
            } else {
                for member in 0..members {
                    add(&mut rows, outcome * members + member, moved);
                }
            }
        }
        // The sums first.
        let mut right = DVector::from_vec(sums);
        let mut solved = rows.clone();
        for (outcome, chunk) in solved.chunks_mut(members.max(1)).enumerate() {
            self.eliminate(outcome, chunk);
            for (place, part) in search.parts.iter().enumerate() {
                if let Some(value) = part.sum.and_then(|sum| right.get_mut(sum)) {
                    *value -= part.weight
                        * at(&self.ease, outcome * search.width + 1 + place)
                        * at(chunk, part.member);
                }
            }
        }
        if let Some(factor) = &self.factor {
            factor.solve_mut(&mut right);
        }
        let eta: Vec<f64> = right.iter().copied().collect();
        // Then the members' rows.
        let mut y = rows;
        let mut lift = vec![0.0; outcomes];
        for outcome in 0..outcomes {
            let Some(chunk) = y.get_mut(outcome * members..(outcome + 1) * members) else { continue };
            for (place, part) in search.parts.iter().enumerate() {
                if let Some(sum) = part.sum {
                    let ease = at(&self.ease, outcome * search.width + 1 + place);
                    add(chunk, part.member, -part.weight * ease * at(&eta, sum));
                }
            }
            set(&mut lift, outcome, self.eliminate(outcome, chunk));
        }
        self.complete(search, target, predictor, &Forces { pull, lift }, y, eta)
    }

    /// Stationarity with the barriers at the target.
    fn pull(&self, search: &Search<'_>, target: f64, predictor: Option<&Direction>) -> Vec<f64> {
        let mut pull = self.stationarity.clone();
        for (number, (column, pull)) in search.columns.iter().zip(&mut pull).enumerate() {
            let x = at(&search.x, number);
            let (dx, below, above) = predictor.map_or((0.0, 0.0, 0.0), |of| {
                (at(&of.x, number), at(&of.below, number), at(&of.above, number))
            });
            if column.has_floor() {
                *pull -= (target - dx * below) / x;
            }
            if column.has_cap() {
                *pull += (target + dx * above) / (column.cap - x);
            }
        }
        pull
    }

    fn complete(
        &self,
        search: &Search<'_>,
        target: f64,
        predictor: Option<&Direction>,
        forces: &Forces,
        y: Vec<f64>,
        eta: Vec<f64>,
    ) -> Direction {
        let members = search.problem.members.len();
        let columns = search.columns.len();
        let mut direction =
            Direction { x: vec![0.0; columns], below: vec![0.0; columns], above: vec![0.0; columns], y, eta };
        for (number, column) in search.columns.iter().enumerate() {
            let (outcome, place) = (number / search.width, number % search.width);
            let mut force = at(&forces.pull, number);
            let mut dx = 0.0;
            if let Some(part) = place.checked_sub(1).and_then(|place| search.parts.get(place)) {
                force += part.weight * at(&direction.y, outcome * members + part.member);
                force += part.sum.map_or(0.0, |sum| at(&direction.eta, sum));
            } else if at(&self.ease, number) > 0.0 {
                // Not from the sum of the multipliers, which cancel where q moves easily.
                dx += at(&forces.lift, outcome);
            }
            dx -= at(&self.ease, number) * force;
            set(&mut direction.x, number, dx);
            let x = at(&search.x, number);
            let (px, pb, pa) = predictor.map_or((0.0, 0.0, 0.0), |of| {
                (at(&of.x, number), at(&of.below, number), at(&of.above, number))
            });
            if column.has_floor() {
                let below = at(&search.below, number);
                set(&mut direction.below, number, (target - px * pb) / x - below - below / x * dx);
            }
            if column.has_cap() {
                let (above, room) = (at(&search.above, number), column.cap - x);
                set(&mut direction.above, number, (target + px * pa) / room - above + above / room * dx);
            }
        }
        direction
    }
}

/// What moves the columns: stationarity, and in each outcome the rows of the members.
struct Forces {
    pull: Vec<f64>,
    lift: Vec<f64>,
}

fn at(values: &[f64], place: usize) -> f64 {
    values.get(place).copied().unwrap_or(0.0)
}

fn set(values: &mut [f64], place: usize, value: f64) {
    if let Some(slot) = values.get_mut(place) {
        *slot = value;
    }
}

fn add(values: &mut [f64], place: usize, value: f64) {
    if let Some(slot) = values.get_mut(place) {
        *slot += value;
    }
}

fn add_both(matrix: &mut DMatrix<f64>, row: usize, column: usize, value: f64) {
    for place in [(row, column), (column, row)] {
        if let Some(slot) = matrix.get_mut(place) {
            *slot += value;
        }
    }
}
