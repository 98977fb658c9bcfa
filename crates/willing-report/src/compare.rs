//! Two answers side by side: who moved and by which term, what became of council and leader.

use std::collections::BTreeMap;

use willing_check::crisis::{CrisisAnswer, Draft, StateReport};
use willing_council::Seat;
use willing_risk::Ledger;

use crate::ledger::leading;
use crate::number::Quantity;
use crate::shown::Shown;
use crate::table::tables_to_json;
use crate::view::View;
use crate::{Cell, Column, Document, Error, Labels, Origin, Table, council, counterfactual, leader};

/// A comparison of two answers, states matched by name.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    first: View<'a>,
    second: View<'a>,
    names: [&'a str; 2],
}

/// Whether what is the same in both answers is said twice (for programs) or once (for people).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeats {
    Kept,
    SaidOnce,
}

/// A state that is in both answers.
struct Pair<'a> {
    first: &'a StateReport,
    second: &'a StateReport,
}

impl<'a> Comparison<'a> {
    /// Compares two answers; `names` tells them apart in the report.
    #[must_use]
    pub fn new(
        first: (&'a CrisisAnswer, &'a Labels),
        second: (&'a CrisisAnswer, &'a Labels),
        names: [&'a str; 2],
    ) -> Self {
        Self { first: View::exact(first.0, first.1), second: View::exact(second.0, second.1), names }
    }

    /// The same for people.
    fn spoken(self) -> Self {
        Self { first: self.first.spoken(), second: self.second.spoken(), ..self }
    }

    /// The comparison for people.
    #[must_use]
    pub fn document(&self, rows: usize) -> Document {
        let spoken = self.spoken();
        let [first, second] = self.names;
        let mut document = Document::new(format!("Comparison: {first} / {second}"));
        if let Some(assumptions) = self.labels().assumptions() {
            document.notice(assumptions);
        }
        document.heading("What happens");
        document.table(spoken.course_table(Repeats::SaidOnce));
        spoken.moved_section(rows, &mut document);
        spoken.vote_section(&mut document);
        spoken.payoff_section(rows, &mut document);
        document
    }

    /// The labels that say more about where the numbers come from.
    fn labels(&self) -> &'a Labels {
        let mapped = |view: &View<'a>| view.labels.origin != Origin::Direct;
        if mapped(&self.first) { self.first.labels } else { self.second.labels }
    }

    /// Everything as JSON: the tables with every digit.
    ///
    /// # Errors
    ///
    /// [`Error::Json`].
    pub fn json(&self) -> Result<String, Error> {
        let tables = [self.course_table(Repeats::Kept), self.moved_table(), self.vote_table()];
        tables_to_json("willing-comparison", self.labels().assumptions(), &tables)
    }

    /// The states that moved as comma-separated values.
    ///
    /// # Errors
    ///
    /// [`Error::Csv`].
    pub fn csv(&self) -> Result<String, Error> {
        crate::report::csv(self.moved_table(), self.labels())
    }

    /// Outcome by outcome.
    fn course_table(&self, repeats: Repeats) -> Table {
        let mut table = Table::new(
            "outcome",
            [
                Column::name("what", ""),
                Column::words("first", self.names[0]),
                Column::words("second", self.names[1]),
                Column::numbers("change", "change"),
            ],
        );
        let views = [self.first, self.second];
        let words = |of: &dyn Fn(View<'a>) -> String| {
            let [first, second] = views.map(of);
            let second =
                if repeats == Repeats::SaidOnce && first == second { "the same".to_owned() } else { second };
            [Cell::Text(first), Cell::Text(second), Cell::Missing]
        };
        let number = |quantity: Quantity, of: &dyn Fn(View<'a>) -> Option<f64>| {
            let [first, second] = views.map(of);
            let change = first.zip(second).map(|(first, second)| second - first);
            let word = |value: Option<f64>| {
                Cell::Text(value.map_or_else(|| "-".to_owned(), |x| quantity.rounded(x)))
            };
            [word(first), word(second), Cell::optional(change, Quantity::Difference)]
        };
        let mut push = |what: &str, cells: [Cell; 3]| {
            table.push(std::iter::once(Cell::text(what)).chain(cells));
        };
        push("leader", words(&leader::sentence));
        if self.leader_changed() {
            // Payoffs of two leaders have no difference.
            push(
                "payoff of leader",
                words(&|view| {
                    let value = counterfactual::leader_value(view);
                    value.map_or_else(|| "-".to_owned(), |value| Quantity::Level.rounded(value))
                }),
            );
        } else {
            push("payoff of leader", number(Quantity::Level, &counterfactual::leader_value));
        }
        push("council", words(&council::result));
        push("circles shown", words(&shown));
        let play = |view: View<'a>| view.answer.shown_play();
        push(
            "capability",
            number(Quantity::Level, &|view| play(view)?.totals.get(willing_risk::CAPABILITY).copied()),
        );
        push("mean stance", number(Quantity::Difference, &|view| Some(play(view)?.mean_stance)));
        push("legitimacy", number(Quantity::Probability, &|view| Some(play(view)?.legitimacy)));
        push(
            "circles",
            words(&|view| {
                let circles = view.circles();
                let sizes =
                    circles.iter().map(|(tier, states)| format!("{} {}", view.key(*tier), states.len()));
                sizes.collect::<Vec<_>>().join(", ")
            }),
        );
        table
    }

    fn leader_changed(&self) -> bool {
        self.first.answer.crisis.issue.leader != self.second.answer.crisis.issue.leader
    }

    fn pairs(&self) -> Vec<Pair<'a>> {
        let second: BTreeMap<&str, &StateReport> =
            self.second.answer.states.iter().map(|state| (state.name.as_str(), state)).collect();
        let firsts = self.first.core_outwards().into_iter();
        firsts
            .filter_map(|first| Some(Pair { first, second: second.get(first.name.as_str()).copied()? }))
            .collect()
    }

    fn moved_section(&self, rows: usize, document: &mut Document) {
        document.heading("Who moved, and by which term");
        let table = self.moved_table();
        if table.is_empty() {
            document.say("Nobody.");
        } else {
            document.say(
                "Terms: by how much each risk type changed what the new tier is worth over the old one, others as they \
                 are in each answer. Positive ones pushed towards the new tier.",
            );
            let all = table.len();
            document.table(table.top(rows));
            if all > rows {
                document.say(format!("{} more: --format csv for all.", all - rows));
            }
        }
        let only = |one: View<'a>, other: View<'a>| -> Vec<&str> {
            let there = |name: &str| other.answer.states.iter().any(|state| state.name == name);
            let missing = one.answer.states.iter().filter(|state| !there(&state.name));
            missing.map(|state| one.called(state)).collect()
        };
        let [first, second] = self.names;
        let mut points = Vec::new();
        for (name, states) in
            [(first, only(self.first, self.second)), (second, only(self.second, self.first))]
        {
            if !states.is_empty() {
                points.push(format!("Only in {name}: {}.", states.join(", ")));
            }
        }
        document.points(points);
    }

    /// One row a state whose tier differs.
    #[must_use]
    pub fn moved_table(&self) -> Table {
        let mut table = Table::new(
            "moved",
            [
                Column::name("state", "state"),
                Column::name("from", "from"),
                Column::name("to", "to"),
                Column::numbers("payoff_change", "change of payoff"),
                Column::words("terms", "leading terms"),
            ],
        );
        let games = (Shown::of(self.first.answer), Shown::of(self.second.answer));
        for Pair { first, second } in self.pairs() {
            let (from, to) = (self.first.key(first.tier), self.second.key(second.tier));
            if from == to {
                continue;
            }
            table.push([
                Cell::text(self.first.called(first)),
                Cell::text(from),
                Cell::text(to),
                Cell::difference(second.payoff - first.payoff),
                Cell::Text(self.why(self.terms(&games, first, second), first, second)),
            ]);
        }
        table
    }

    /// What moved a state: the terms that changed most; of one that has come to lead, or ceased to, that.
    fn why(&self, terms: Option<Vec<(String, f64)>>, first: &StateReport, second: &StateReport) -> String {
        let leads = match (self.first.is_leader(first), self.second.is_leader(second)) {
            (false, true) => Some("it leads"),
            (true, false) => Some("it no longer leads"),
            _ => None,
        };
        let terms = terms.map(|terms| leading(terms, 3));
        // A state without a choice has no terms that could have moved it.
        let terms = terms.filter(|terms| leads.is_none() || terms != "none");
        leads.map(str::to_owned).into_iter().chain(terms).collect::<Vec<_>>().join("; ")
    }

    /// By how much each term changed U(to) − U(from) between the answers.
    fn terms(
        &self,
        games: &(Option<Shown>, Option<Shown>),
        first: &StateReport,
        second: &StateReport,
    ) -> Option<Vec<(String, f64)>> {
        let to_in_first = self.first.tiers().tier(self.second.key(second.tier)).ok()?;
        let from_in_second = self.second.tiers().tier(self.first.key(first.tier)).ok()?;
        let before = games.0.as_ref()?.ledger(first, first.tier, to_in_first)?;
        let after = games.1.as_ref()?.ledger(second, from_in_second, second.tier)?;
        let changes = crate::ledger::terms(&after).into_iter().zip(crate::ledger::terms(&before));
        Some(changes.map(|((name, after), (_, before))| (name, after - before)).collect())
    }

    fn vote_section(&self, document: &mut Document) {
        let table = self.vote_table();
        if !table.is_empty() {
            document.heading("Votes that changed");
            document.table(table);
        }
    }

    /// One row a member and draft whose vote differs.
    #[must_use]
    pub fn vote_table(&self) -> Table {
        let mut table = Table::new(
            "votes",
            [
                Column::words("draft", "draft: authorize"),
                Column::name("member", "member"),
                Column::words("first", self.names[0]),
                Column::words("second", self.names[1]),
                Column::numbers("support_change", "change of support"),
            ],
        );
        for draft in &self.first.answer.drafts {
            let method = self.first.method(draft.method);
            let other =
                self.second.answer.drafts.iter().find(|other| self.second.method(other.method) == method);
            let (Some(parts), Some(other)) = (&self.first.answer.crisis.council, other) else { continue };
            for (seat, member) in parts.council.roster() {
                let there =
                    self.second.answer.crisis.council.as_ref().map(|parts| parts.council.seat(member));
                let Some(Ok(there)) = there else { continue };
                let (before, after) = (draft.forecast.ballot.vote(seat), other.forecast.ballot.vote(there));
                if before == after {
                    continue;
                }
                let word = |vote: Option<willing_council::Vote>| {
                    vote.map_or(Cell::Missing, |vote| Cell::text(vote.to_string()))
                };
                let support =
                    |draft: &Draft, seat: Seat| draft.forecast.supports.get(seat.place()).copied().flatten();
                let change =
                    support(other, there).zip(support(draft, seat)).map(|(after, before)| after - before);
                table.push([
                    Cell::text(method.clone()),
                    Cell::text(self.first.labels.called(member)),
                    word(before),
                    word(after),
                    Cell::optional(change, Quantity::Difference),
                ]);
            }
        }
        table
    }

    /// States that stayed, by how much their payoffs changed.
    fn payoff_section(&self, rows: usize, document: &mut Document) {
        let mut rest: Vec<(Pair<'a>, f64)> = self
            .pairs()
            .into_iter()
            .filter(|pair| self.first.key(pair.first.tier) == self.second.key(pair.second.tier))
            .map(|pair| {
                let change = pair.second.payoff - pair.first.payoff;
                (pair, change)
            })
            .filter(|(_, change)| *change != 0.0)
            .collect();
        if rest.is_empty() {
            return;
        }
        rest.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
        let mut table = Table::new(
            "stayed",
            [
                Column::name("state", "state"),
                Column::name("tier", "tier"),
                Column::numbers("payoff_change", "change of payoff"),
                Column::words("terms", "change of its ledger"),
            ],
        );
        for (Pair { first, second }, change) in rest.iter().take(rows) {
            table.push([
                Cell::text(self.first.called(first)),
                Cell::text(self.first.key(first.tier)),
                Cell::difference(*change),
                Cell::text(leading(difference(&second.ledger, &first.ledger), 3)),
            ]);
        }
        document.heading("Stayed, but better or worse off");
        let all = rest.len();
        document.table(table);
        if all > rows {
            document.say(format!("{} more.", all - rows));
        }
    }
}

/// Which tier game the circles are those of.
fn shown(view: View<'_>) -> String {
    let cell = view.answer.shown.and_then(|place| view.answer.cells.get(place));
    match cell {
        None => "none".to_owned(),
        Some(cell) if view.answer.course.acts() => view.cell(cell.key()),
        Some(cell) => format!("{}, had it acted", view.cell(cell.key())),
    }
}

fn difference(after: &Ledger, before: &Ledger) -> Vec<(String, f64)> {
    let changes = crate::ledger::terms(after).into_iter().zip(crate::ledger::terms(before));
    changes.map(|((name, after), (_, before))| (name, after - before)).collect()
}
