//! All combinations of equilibria, and what holds in all of them.

use willing_check::crisis::{
    Cell, CouncilResult, Course, Coverage, Crisis, Error, Modality, PossibleOutcome, Robustness,
};
use willing_game::ActionSet;

use super::induction::{Line, induce};

/// Looks at every combination of plays, or, where there are more than `limit`, at the main line with one
/// cell at a time varied.
pub(super) fn robustness(
    crisis: &Crisis,
    cells: &[Cell],
    main: &[Option<usize>],
    limit: u64,
) -> Result<Robustness, Error> {
    let count = cells
        .iter()
        .map(|cell| cell.plays.len().max(1) as u64)
        .try_fold(1_u64, u64::checked_mul)
        .filter(|&product| product <= limit);
    let decided = cells.iter().all(Cell::is_decided);
    let (lines, coverage) = match count {
        Some(_) if decided => (every_line(cells), Coverage::Complete),
        Some(_) => (every_line(cells), Coverage::FoundOnly),
        None => (one_at_a_time(cells, main), Coverage::OneAtATime),
    };
    let mut summary = Summary::new(crisis);
    for places in &lines {
        summary.add(crisis, Line { cells, places })?;
    }
    Ok(summary.finish(coverage, lines.len() as u64))
}

/// Every choice of one play a cell, the last cell varying fastest.
fn every_line(cells: &[Cell]) -> Vec<Vec<Option<usize>>> {
    cells.iter().fold(vec![Vec::new()], |lines, cell| {
        let places: Vec<Option<usize>> =
            if cell.plays.is_empty() { vec![None] } else { (0..cell.plays.len()).map(Some).collect() };
        lines
            .iter()
            .flat_map(|line| {
                places.iter().map(move |&place| line.iter().copied().chain([place]).collect::<Vec<_>>())
            })
            .collect()
    })
}

/// The main line, then each cell's other plays with the rest as in the main line.
fn one_at_a_time(cells: &[Cell], main: &[Option<usize>]) -> Vec<Vec<Option<usize>>> {
    let mut lines = vec![main.to_vec()];
    for (varied, cell) in cells.iter().enumerate() {
        let others = (0..cell.plays.len()).map(Some).filter(|place| main.get(varied) != Some(place));
        lines.extend(others.map(|other| {
            main.iter().enumerate().map(|(cell, &place)| if cell == varied { other } else { place }).collect()
        }));
    }
    lines
}

/// What was seen over the combinations so far.
struct Summary {
    outcomes: Vec<PossibleOutcome>,
    tiers: Vec<ActionSet>,
    acts: u64,
    authorized: u64,
    deadlocked: u64,
}

impl Summary {
    fn new(crisis: &Crisis) -> Self {
        let tiers = vec![ActionSet::EMPTY; crisis.issue().states().len()];
        Self { outcomes: Vec::new(), tiers, acts: 0, authorized: 0, deadlocked: 0 }
    }

    fn add(&mut self, crisis: &Crisis, line: Line<'_>) -> Result<(), Error> {
        let found = induce(crisis, line)?;
        self.acts += u64::from(found.course.acts());
        self.authorized += u64::from(matches!(found.course, Course::Authorized { .. }));
        self.deadlocked += u64::from(matches!(found.council, CouncilResult::Deadlocked { .. }));
        let played = line.played(crisis, found.course);
        let play = played.map(|(_, place)| place);
        match self.outcomes.iter_mut().find(|outcome| outcome.course == found.course && outcome.play == play)
        {
            Some(outcome) => outcome.combinations += 1,
            None => self.outcomes.push(PossibleOutcome { course: found.course, play, combinations: 1 }),
        }
        let profile = played.and_then(|(cell, place)| Some(&line.cells.get(cell)?.plays.get(place)?.profile));
        if let Some(profile) = profile {
            for (tiers, &action) in self.tiers.iter_mut().zip(profile.actions()) {
                *tiers = tiers.with(usize::from(action));
            }
        }
        Ok(())
    }

    fn finish(mut self, coverage: Coverage, combinations: u64) -> Robustness {
        let modality = |count: u64| match count {
            0 => Modality::Never,
            all if all == combinations => Modality::Always,
            _ => Modality::Sometimes,
        };
        self.outcomes.sort_by_key(|outcome| (outcome.course, outcome.play));
        Robustness {
            coverage,
            combinations,
            acts: modality(self.acts),
            authorized: modality(self.authorized),
            deadlocked: modality(self.deadlocked),
            outcomes: self.outcomes,
            tiers: self.tiers,
        }
    }
}
