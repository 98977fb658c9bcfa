//! The least change of positions that would pass a draft.

use crate::lacking::{Lack, Lacking, best};
use crate::{Error, Formula, Matter, Remedy, Seat, Vote, VotingBehaviour, VotingRule};

/// A member whose support for a draft would have to be another.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PositionChange {
    /// Whose.
    pub seat: Seat,
    /// What it says now.
    pub from: Vote,
    /// What it would say.
    pub to: Vote,
    /// By how much its support would have to rise: at least so much for an abstention, more than so much for a yes. In the
    /// unit of supports.
    pub by: f64,
}

impl VotingBehaviour {
    /// The changes of support that would pass a draft and sum to the least.
    ///
    /// A member turns from no to abstention when its support reaches −(bandᵢ + veto costᵢ), and to yes when it exceeds
    /// bandᵢ. Those who take no part, and parties that must abstain, can't be moved.
    ///
    /// # Errors
    ///
    /// Those of [`VotingBehaviour::forecast`].
    ///
    /// # Complexity
    ///
    /// Branch and bound over members, cut by what the cheapest could add to each part of the rule: microseconds for
    /// fifteen seats. [`Remedy::Unknown`] after some million steps.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_council::{Matter, Thresholds, Vote, VotingBehaviour, VotingRule};
    ///
    /// let rule: VotingRule = "2 of 3, veto {0}".parse()?;
    /// let members = VotingBehaviour::uniform(3, Thresholds::new(0.1, 0.5)?);
    /// let supports = [Some(-1.0), Some(0.5), Some(-0.2)];
    /// let remedy = members.least_shift(&rule, &Matter::Substantive, &supports)?;
    /// let changes = remedy.changes().unwrap_or_default();
    /// // The first lifts its veto, the last says yes: from −1 to −0.6, from −0.2 to above 0.1.
    /// assert_eq!((changes[0].to, changes[1].to), (Vote::Abstain, Vote::Yes));
    /// assert!((changes[0].by - 0.4).abs() < 1e-12 && (changes[1].by - 0.3).abs() < 1e-12);
    /// # Ok::<(), willing_council::Error>(())
    /// ```
    pub fn least_shift(
        &self,
        rule: &VotingRule,
        matter: &Matter,
        supports: &[Option<f64>],
    ) -> Result<Remedy<PositionChange>, Error> {
        let ballot = self.ballot(rule, matter, supports)?;
        if rule.tally(matter, &ballot)?.outcome.has_passed() {
            return Ok(Remedy::Changes(Vec::new()));
        }
        let lacking = Lacking::of(rule, matter, &ballot);
        let moves = lacking.seats.iter().map(|&seat| {
            let support = supports.get(seat.place()).copied().flatten()?;
            let thresholds = self.thresholds().get(seat.place()).copied().unwrap_or_default();
            let from = ballot.vote(seat)?;
            (!matter.obliges(seat)).then(|| {
                let veto = if rule.holds_veto(seat, matter) { thresholds.veto_cost() } else { 0.0 };
                let to_abstain = -(thresholds.band() + veto) - support;
                let abstaining = (from == Vote::No).then_some(to_abstain.max(0.0));
                Move { seat, from, abstaining, approving: (thresholds.band() - support).max(0.0) }
            })
        });
        let moves: Vec<Option<Move>> = moves.collect();
        let mut search = Search::new(&lacking, &moves, matter);
        if !search.extend(0, 0.0, &lacking.nothing()) {
            return Ok(Remedy::Unknown);
        }
        let Some((_, mut changes)) = search.best else { return Ok(Remedy::Hopeless) };
        changes.sort_unstable_by_key(|change| change.seat);
        Ok(Remedy::Changes(changes))
    }
}

/// What it takes to move a member.
#[derive(Clone, Copy, Debug)]
struct Move {
    seat: Seat,
    from: Vote,
    /// To abstention, where that is milder.
    abstaining: Option<f64>,
    /// To yes.
    approving: f64,
}

/// What one part could get: the least price of a unit, the most units, and whose.
type Offer = (f64, i128, usize);

struct Search<'a> {
    lacking: &'a Lacking,
    moves: &'a [Option<Move>],
    matter: &'a Matter,
    /// By part, cheapest first.
    offers: Vec<Vec<Offer>>,
    chosen: Vec<PositionChange>,
    best: Option<(f64, Vec<PositionChange>)>,
    steps: usize,
}

impl<'a> Search<'a> {
    fn new(lacking: &'a Lacking, moves: &'a [Option<Move>], matter: &'a Matter) -> Self {
        let offer = |lack: &Lack, place: usize, member: &Move| {
            let gain = |gains: &[i128]| gains.get(place).copied().unwrap_or(0).max(0);
            let (milder, full) = (gain(&lack.milder), gain(&lack.gains));
            let price = |cost: f64, gain: i128| if gain > 0 { cost / gain as f64 } else { f64::INFINITY };
            let abstaining = member.abstaining.map_or(f64::INFINITY, |cost| price(cost, milder));
            let cheapest = price(member.approving, full).min(abstaining);
            cheapest.is_finite().then_some((cheapest, milder.max(full), place))
        };
        let offers = lacking.formula.conditions().into_iter().map(|lack| {
            let members = moves.iter().enumerate();
            let mut offers: Vec<Offer> =
                members.filter_map(|(place, member)| offer(lack, place, member.as_ref()?)).collect();
            offers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
            offers
        });
        let offers = offers.collect();
        Self { lacking, moves, matter, offers, chosen: Vec::new(), best: None, steps: VotingRule::MAX_STEPS }
    }

    /// Looks at all choices of the members from `place` on. Whether the search came to its end.
    fn extend(&mut self, place: usize, cost: f64, added: &[i128]) -> bool {
        let Some(steps) = self.steps.checked_sub(1) else { return false };
        self.steps = steps;
        let Some(rest) = self.at_least(&self.lacking.formula, added, place) else { return true };
        // Against rounding of prices: a sum that is as low by a hair is no better.
        if self.best.as_ref().is_some_and(|(best, _)| cost + rest >= *best * (1.0 - 1e-12)) {
            return true;
        }
        if lacks_nothing(&self.lacking.formula, added) {
            self.best = Some((cost, self.chosen.clone()));
            return true;
        }
        let Some(member) = self.moves.get(place) else { return true };
        if let Some(member) = *member {
            let lacks = self.lacking.formula.conditions();
            let with = |gains: fn(&Lack) -> &Vec<i128>| -> Vec<i128> {
                let gain = |lack: &&Lack| gains(lack).get(place).copied().unwrap_or(0);
                added.iter().zip(&lacks).map(|(sum, lack)| sum + gain(lack)).collect()
            };
            let abstaining = member.abstaining.map(|by| (Vote::Abstain, by, with(|lack| &lack.milder)));
            let approving = (best(self.matter, member.seat), member.approving, with(|lack| &lack.gains));
            for (to, by, added) in abstaining.into_iter().chain([approving]) {
                self.chosen.push(PositionChange { seat: member.seat, from: member.from, to, by });
                let ended = self.extend(place + 1, cost + by, &added);
                self.chosen.pop();
                if !ended {
                    return false;
                }
            }
        }
        self.extend(place + 1, cost, added)
    }

    /// What the members from `place` on must be paid at least; `None` if they can't give enough.
    fn at_least(&self, formula: &Formula<Lack>, added: &[i128], place: usize) -> Option<f64> {
        match formula {
            Formula::One(lack) => {
                let mut rest = lack.need - added.get(lack.place).copied().unwrap_or(0);
                let mut cost = 0.0;
                let offers = self.offers.get(lack.place).map(Vec::as_slice).unwrap_or_default();
                for &(price, units, _) in offers.iter().filter(|(.., member)| *member >= place) {
                    if rest <= 0 {
                        break;
                    }
                    cost += price * units.min(rest) as f64;
                    rest -= units;
                }
                (rest <= 0).then_some(cost)
            }
            Formula::All(all) => {
                all.iter().try_fold(0.0, |most, one| Some(self.at_least(one, added, place)?.max(most)))
            }
            Formula::Any(any) => {
                any.iter().filter_map(|one| self.at_least(one, added, place)).min_by(f64::total_cmp)
            }
        }
    }
}

fn lacks_nothing(formula: &Formula<Lack>, added: &[i128]) -> bool {
    formula.holds(&mut |lack| added.get(lack.place).is_some_and(|sum| *sum >= lack.need))
}
