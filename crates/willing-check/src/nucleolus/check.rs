//! The check of a table's nucleolus.

use num_bigint::BigInt;
use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Rational};

use super::{CertifiedNucleolus, Level, NoImputation, Violation, WeightedCoalition};
use crate::core::evidence::most_coalitions;
use crate::excess::{Membership, Scan, Span};

/// A level in the form in which all kinds of evidence are checked.
pub(super) struct Step<'a> {
    /// t.
    pub(super) excess: &'a Rational,
    /// Rows with their excesses and weights.
    pub(super) entries: Vec<Entry<'a>>,
    /// Columns at their floors, with weights.
    pub(super) floors: Vec<(usize, &'a Rational)>,
}

/// A weighted row with its excess.
pub(super) struct Entry<'a> {
    pub(super) row: Vec<Rational>,
    pub(super) excess: Rational,
    pub(super) weight: &'a Rational,
}

/// What the levels are about.
pub(super) struct Setting<'a> {
    /// The row of the grand coalition.
    pub(super) grand: Vec<Rational>,
    pub(super) allocation: &'a [Rational],
    /// Individual worths, where imputations are meant.
    pub(super) floors: Option<Vec<Rational>>,
    pub(super) slack: &'a Rational,
}

impl Setting<'_> {
    /// Length, efficiency, individual rationality and the sign of the slack.
    pub(super) fn check(&self, total: &Rational) -> Result<(), Violation> {
        let players = self.grand.len();
        if self.allocation.len() != players {
            return Err(Violation::Length { got: self.allocation.len(), players });
        }
        if self.slack.is_negative() {
            return Err(Violation::NegativeSlack { slack: self.slack.clone() });
        }
        let sum: Rational =
            self.grand.iter().zip(self.allocation).map(|(count, amount)| count * amount).sum();
        if sum != *total {
            return Err(Violation::NotEfficient { sum, worth: total.clone() });
        }
        let floors = self.floors.iter().flatten().zip(self.allocation).enumerate();
        for (player, (worth, amount)) in floors {
            if amount < worth {
                return Err(Violation::NotRational { player, amount: amount.clone(), worth: worth.clone() });
            }
        }
        Ok(())
    }

    /// Verifies what each level says of its own entries. Returns the spans L_0, L_1, …, of which the last is everything.
    pub(super) fn spans(&self, steps: &[Step<'_>], total: &Rational) -> Result<Vec<Span>, Violation> {
        let players = self.grand.len();
        if steps.len() > players {
            return Err(Violation::TooManyLevels { got: steps.len(), most: players });
        }
        let mut span = Span::new(players);
        span.insert(self.grand.clone());
        let mut spans = vec![span.clone()];
        let mut highest: Option<&Rational> = None;
        for (level, step) in steps.iter().enumerate() {
            if step.entries.is_empty() {
                return Err(Violation::EmptyLevel { level });
            }
            if highest.is_some_and(|highest| *step.excess > highest + self.slack) {
                return Err(Violation::Rising { level, excess: step.excess.clone() });
            }
            highest = Some(step.excess);
            span = self.settle(&span, level, step)?;
            spans.push(span.clone());
        }
        // One allocation alone is open to choice if individual worths leave nothing over.
        let forced = self.floors.as_ref().is_some_and(|floors| {
            self.grand.iter().zip(floors).map(|(count, floor)| count * floor).sum::<Rational>() == *total
        });
        if span.rank() == players || (forced && steps.is_empty()) {
            Ok(spans)
        } else {
            Err(Violation::Undetermined { rank: span.rank(), players })
        }
    }

    fn settle(&self, span: &Span, level: usize, step: &Step<'_>) -> Result<Span, Violation> {
        let (got, most) = (step.entries.len() + step.floors.len(), most_coalitions(self.grand.len()));
        if got > most {
            return Err(Violation::LevelTooLong { level, got, most });
        }
        // Floors alone say nothing about an excess.
        if step.entries.iter().all(|entry| span.contains(entry.row.clone())) {
            return Err(Violation::NothingSettled { level });
        }
        let mut sum = vec![Rational::zero(); self.grand.len()];
        let mut next = span.clone();
        let weights = step
            .entries
            .iter()
            .map(|entry| entry.weight)
            .chain(step.floors.iter().map(|(_, weight)| *weight));
        for (place, weight) in weights.enumerate() {
            if !weight.is_positive() {
                return Err(Violation::Weight { level, place, weight: weight.clone() });
            }
        }
        for (place, entry) in step.entries.iter().enumerate() {
            if entry.excess != *step.excess {
                let level_excess = step.excess.clone();
                return Err(Violation::NotTight { level, place, excess: entry.excess.clone(), level_excess });
            }
            for (sum, value) in sum.iter_mut().zip(&entry.row).filter(|(_, value)| !value.is_zero()) {
                *sum += &(value * entry.weight);
            }
            next.insert(entry.row.clone());
        }
        for (player, weight) in &step.floors {
            let own = self.floors.as_ref().and_then(|floors| floors.get(*player));
            let (Some(worth), Some(amount)) = (own, self.allocation.get(*player)) else {
                return Err(Violation::NoSuchPlayer { level, player: *player });
            };
            if amount != worth {
                let (player, amount, worth) = (*player, amount.clone(), worth.clone());
                return Err(Violation::NotAtFloor { level, player, amount, worth });
            }
            if let Some(sum) = sum.get_mut(*player) {
                *sum += *weight;
            }
            let unit = (0..self.grand.len()).map(|other| Rational::from(i32::from(other == *player)));
            next.insert(unit.collect());
        }
        if span.contains(sum) { Ok(next) } else { Err(Violation::NotBalanced { level }) }
    }
}

/// How many levels, from the first on, an excess does not exceed. `exceeds` says whether it is above the k-th.
pub(super) fn last_not_exceeded(levels: usize, exceeds: impl Fn(usize) -> bool) -> usize {
    (0..levels).take_while(|level| !exceeds(*level)).count()
}

impl Certificate<TableGame> for CertifiedNucleolus {
    type Violation = Violation;

    /// Verifies the evidence in O(n 2ⁿ) integer operations at worst, about 2ⁿ in ordinary games, and O(n⁴) rational ones.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let players = game.player_count();
        let numerators = game.numerators().map_err(Violation::Range)?;
        let total = game.exact_worth(game.grand());
        let floors = self.concept.is_over_imputations().then(|| individual_worths(game));
        let setting = Setting {
            grand: vec![Rational::one(); players],
            allocation: &self.allocation,
            floors,
            slack: &self.slack,
        };
        setting.check(&total)?;
        let steps = self.levels.iter().enumerate().map(|(level, step)| self.step(game, level, step));
        let steps = steps.collect::<Result<Vec<_>, _>>()?;
        let spans = setting.spans(&steps, &total)?;
        if steps.is_empty() {
            return Ok(());
        }
        let memberships: Vec<Membership> = spans.iter().map(|span| span.membership(1)).collect();
        let scan = Scan::new(&numerators, &self.allocation);
        let sizes = 0..=i32::try_from(players).unwrap_or(i32::MAX);
        let bar = |level: &Level, size: i32| {
            let gauge = if self.concept.is_per_capita() { size } else { 1 };
            scan.threshold(&(&level.excess * Rational::from(gauge) + &self.slack), 1)
        };
        // thresholds[k][s]: the largest excess, in units of the scan, that level k admits for s members.
        let thresholds: Vec<Vec<BigInt>> =
            self.levels.iter().map(|level| sizes.clone().map(|size| bar(level, size)).collect()).collect();
        // Levels may rise by the slack, so the lowest need not be the last.
        let lowest: Vec<BigInt> = (0..=players)
            .filter_map(|size| thresholds.iter().filter_map(|bars| bars.get(size)).min().cloned())
            .collect();
        let violation = scan.first_above(&lowest, |mask, excess| {
            let size = mask.count_ones() as usize;
            let exceeds = |level: usize| {
                thresholds.get(level).and_then(|bars| bars.get(size)).is_some_and(|bar| excess > *bar)
            };
            let settled_by = last_not_exceeded(thresholds.len(), exceeds);
            let fine =
                mask == 0 || memberships.get(settled_by).is_some_and(|membership| membership.holds(mask));
            (!fine).then(|| self.above(&scan, &memberships, mask, &excess))
        });
        violation.map_or(Ok(()), Err)
    }
}

impl CertifiedNucleolus {
    fn step<'a>(&self, game: &TableGame, level: usize, step: &'a Level) -> Result<Step<'a>, Violation> {
        let entry = |weighted: &'a WeightedCoalition| {
            let coalition = weighted.coalition;
            let grand = game.grand();
            if coalition.is_empty() || coalition == grand || !coalition.is_subset(grand) {
                return Err(Violation::NoSuchCoalition { level, coalition });
            }
            let member = |player: usize| i32::from(coalition.bits() >> player & 1 == 1);
            let amount: Rational =
                coalition.players().filter_map(|player| self.allocation.get(player.seat())).sum();
            let excess = (game.exact_worth(coalition) - amount).over(&self.concept.gauge(coalition).into());
            Ok(Entry {
                row: (0..game.player_count()).map(|player| member(player).into()).collect(),
                excess: excess.unwrap_or_default(),
                weight: &weighted.weight,
            })
        };
        let entries = step.coalitions.iter().map(entry).collect::<Result<_, _>>()?;
        let floors = step.players.iter().map(|weighted| (weighted.player, &weighted.weight)).collect();
        Ok(Step { excess: &step.excess, entries, floors })
    }

    /// The violation at a coalition whose excess is above the level at which it settles.
    fn above(&self, scan: &Scan<'_>, memberships: &[Membership], mask: u64, excess: &BigInt) -> Violation {
        let coalition = Coalition::from_bits(mask);
        let level = memberships.iter().position(|membership| membership.holds(mask)).unwrap_or(0).max(1);
        let level_excess = self.levels.get(level - 1).map(|level| level.excess.clone()).unwrap_or_default();
        let excess = scan.excess(excess).over(&self.concept.gauge(coalition).into()).unwrap_or_default();
        Violation::AboveLevel { coalition, excess, level_excess }
    }
}

/// v({i}) of all players.
pub(super) fn individual_worths(game: &TableGame) -> Vec<Rational> {
    (0..game.player_count()).map(|player| game.exact_worth(Coalition::from_bits(1 << player))).collect()
}

impl Certificate<TableGame> for NoImputation {
    type Violation = Violation;

    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let individual: Rational = individual_worths(game).iter().sum();
        let grand = game.exact_worth(game.grand());
        if individual > grand && individual == self.individual && grand == self.grand {
            Ok(())
        } else {
            Err(Violation::Imputation { individual, grand })
        }
    }
}
