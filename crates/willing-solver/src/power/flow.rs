//! Counting on a decision diagram: completions from below, coalitions from above, and both together.

use super::Error;
use super::count::Count;
use super::diagram::{Diagram, LOSES, WINS};
use crate::Run;

/// For each node of each level, how many completions by s players win.
pub(super) struct Completions<C> {
    /// By level: `after + count + 1` numbers for each node.
    levels: Vec<Vec<C>>,
    /// By level, and behind the last: completions of a game already won.
    won: Vec<Vec<C>>,
}

/// What completes a game that is already won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Won {
    /// Any players.
    Anybody,
    /// Nobody: one more would be superfluous.
    Nobody,
}

impl<C: Count> Completions<C> {
    pub(super) fn of(diagram: &Diagram, won: Won, run: &Run) -> Result<Self, Error> {
        let completions = |players: usize| match won {
            Won::Anybody => C::binomials(players),
            Won::Nobody => vec![C::one()],
        };
        let mut all = Self { levels: Vec::new(), won: vec![completions(0)] };
        // Backwards, to be reversed.
        for level in diagram.levels.iter().rev() {
            let width = level.count + level.after + 1;
            let chosen = C::binomials(level.count);
            let mut counts = vec![C::zero(); level.nodes().len() * width];
            for (number, (node, counts)) in level.nodes().zip(counts.chunks_mut(width)).enumerate() {
                if number % 4096 == 0 && run.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                for ((joined, child), ways) in node.iter().enumerate().zip(&chosen) {
                    let below = child_counts(all.levels.last(), all.won.last(), *child, level.after + 1);
                    let sums = counts.iter_mut().skip(joined);
                    sums.zip(below).for_each(|(sum, count)| sum.add_product(ways, count));
                }
            }
            all.levels.push(counts);
            all.won.push(completions(level.count + level.after));
        }
        all.levels.reverse();
        all.won.reverse();
        Ok(all)
    }

    /// Of the whole game, by size.
    pub(super) fn of_root(&self, diagram: &Diagram) -> Vec<C> {
        let width = diagram.levels.first().map_or(1, |level| level.count + level.after + 1);
        child_counts(self.levels.first(), self.won.first(), diagram.root, width).to_vec()
    }

    /// Of a child of the level before this one.
    fn child(&self, level: usize, child: u32, width: usize) -> &[C] {
        child_counts(self.levels.get(level), self.won.get(level), child, width)
    }
}

fn child_counts<'a, C>(
    nodes: Option<&'a Vec<C>>,
    won: Option<&'a Vec<C>>,
    child: u32,
    width: usize,
) -> &'a [C] {
    match child {
        LOSES => &[],
        WINS => won.map_or(&[], Vec::as_slice),
        node => nodes.and_then(|nodes| nodes.chunks(width).nth(node as usize)).unwrap_or_default(),
    }
}

/// Which coalitions are counted with one player of a kind in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// Those that it is not in, and that lose without and win with it; by their size.
    Swings,
    /// Winning ones that it is in; by their size.
    Members,
}

impl View {
    /// Completions at a node, one player of the kind in view, by how many players join from here on. It adds to `sums`.
    fn at<'a, C: Count + 'a>(
        self,
        node: &[u32],
        choices: &[C],
        counts: impl Fn(u32) -> &'a [C],
        sums: &mut [C],
    ) {
        match self {
            Self::Swings => {
                let steps = node.iter().zip(node.iter().skip(1)).zip(choices).enumerate();
                for (joined, ((without, with), ways)) in steps.filter(|(_, ((one, other), _))| one != other) {
                    let (without, with) = (counts(*without), counts(*with));
                    let lost = without.iter().cloned().chain(std::iter::repeat_with(C::zero));
                    let swings = with.iter().zip(lost).map(|(with, without)| with.minus(&without));
                    let sums = sums.iter_mut().skip(joined);
                    sums.zip(swings).for_each(|(sum, swings)| sum.add_product(ways, &swings));
                }
            }
            Self::Members => {
                let steps = node.iter().skip(1).zip(choices).enumerate();
                for (others, (child, ways)) in steps {
                    let sums = sums.iter_mut().skip(others + 1);
                    sums.zip(counts(*child)).for_each(|(sum, count)| sum.add_product(ways, count));
                }
            }
        }
    }
}

/// Coalitions of the kinds before a level, by the node they lead to and by a size.
pub(super) struct Flow<'a, C> {
    diagram: &'a Diagram,
    level: usize,
    width: usize,
    counts: Vec<C>,
}

impl<'a, C: Count> Flow<'a, C> {
    /// The empty coalition, at the root.
    pub(super) fn at_root(diagram: &'a Diagram) -> Self {
        let open = usize::from(diagram.root < WINS);
        Self { diagram, level: 0, width: 1, counts: vec![C::one(); open] }
    }

    /// Replaces sizes by one weight for each.
    pub(super) fn weighed(&mut self, weights: &[C]) {
        let weigh = |counts: &[C]| {
            let mut sum = C::zero();
            counts.iter().zip(weights).for_each(|(count, weight)| sum.add_product(count, weight));
            sum
        };
        self.counts = self.counts.chunks(self.width).map(weigh).collect();
        self.width = 1;
    }

    /// On to the next level.
    pub(super) fn advance(&mut self) {
        let Some(level) = self.diagram.levels.get(self.level) else { return };
        let nodes = self.diagram.levels.get(self.level + 1).map_or(0, |level| level.nodes().len());
        let (width, chosen) = (self.width + level.count, C::binomials(level.count));
        let mut next = vec![C::zero(); nodes * width];
        for (node, counts) in level.nodes().zip(self.counts.chunks(self.width)) {
            for ((joined, child), ways) in node.iter().enumerate().zip(&chosen) {
                let start = *child as usize * width;
                let Some(sums) = (*child < WINS).then(|| next.get_mut(start..start + width)).flatten() else {
                    continue;
                };
                let sums = sums.iter_mut().skip(joined);
                sums.zip(counts).for_each(|(sum, count)| sum.add_product(ways, count));
            }
        }
        (self.level, self.width, self.counts) = (self.level + 1, width, next);
    }

    /// The coalitions counted with a player of this level's kind in view, by size.
    pub(super) fn view(&self, completions: &Completions<C>, view: View, run: &Run) -> Result<Vec<C>, Error> {
        let Some(level) = self.diagram.levels.get(self.level) else { return Ok(Vec::new()) };
        let choices = C::binomials(level.count.saturating_sub(1));
        let below = level.count + level.after + 1;
        let mut found = vec![C::zero(); self.width + below];
        let mut sums = vec![C::zero(); below];
        for (number, (node, counts)) in level.nodes().zip(self.counts.chunks(self.width)).enumerate() {
            if number % 4096 == 0 && run.is_cancelled() {
                return Err(Error::Cancelled);
            }
            sums.fill(C::zero());
            let of_child = |child| completions.child(self.level + 1, child, level.after + 1);
            view.at(node, &choices, of_child, &mut sums);
            for (size, count) in counts.iter().enumerate().filter(|(_, count)| !count.is_nothing()) {
                let found = found.iter_mut().skip(size);
                found.zip(&sums).for_each(|(found, sum)| found.add_product(count, sum));
            }
        }
        Ok(found)
    }
}
