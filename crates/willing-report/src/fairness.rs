//! What each party of the coalition gains by acting together, beside what would be fair, and what keeps it together.

use willing_check::crisis::{
    BurdenReport, Contributor, GainCore, LeftOut, Reckoned, SharedGain, StateReport, Staying, StayingPayments,
};
use willing_game::{Player, Rational};

use crate::number::Quantity;
use crate::view::View;
use crate::{Cell, Column, Document, Table};

pub(crate) fn section(view: View<'_>, document: &mut Document) {
    let Some(reports) = &view.answer.burden else { return };
    let Some(report) = selected(view, reports) else { return };
    document.heading(format!("What would be fair{}", view.had_it_acted()));
    match &report.shared {
        Reckoned::Computed(shared) => {
            document.say(introduction(view, report, shared));
            document.table(short_table(view, report, shared));
            document.say(core(view, shared));
        }
        Reckoned::LeftOut(reason) => {
            document.say(format!("Fair shares are left out: {}.", words(*reason)));
        }
    }
    match &report.staying {
        Reckoned::Computed(staying) => document.say(keeping(view, report, staying)),
        Reckoned::LeftOut(reason) => {
            document.say(format!("What would keep everybody is left out: {}.", words(*reason)));
        }
    }
    let others = reports.len() - 1;
    if others > 0 {
        document.say(format!(
            "In {others} other equilibri{} the shares are others: --format csv --table fairness.",
            if others == 1 { "um" } else { "a" }
        ));
    }
}

/// The report on the play that is shown.
fn selected<'a>(view: View<'a>, reports: &'a [BurdenReport]) -> Option<&'a BurdenReport> {
    let cell = view.answer.cells.get(view.answer.shown?)?;
    reports.iter().find(|report| Some(report.play) == cell.selected)
}

fn words(reason: LeftOut) -> &'static str {
    match reason {
        LeftOut::TooLarge => "too many groups could leave",
        LeftOut::NotRun => "the run was stopped",
        _ => "numbers are beyond what can be checked",
    }
}

fn introduction(view: View<'_>, report: &BurdenReport, shared: &SharedGain) -> String {
    let followers = report.members.len() - 1;
    let total = shared.worths.last().copied().unwrap_or_default();
    let alone = shared.worths.first().copied().unwrap_or_default();
    let mut text = format!(
        "What acting together brings {} and the {followers} that contribute beyond the status quo, in {}: {} in all, {} if \
         {} acted alone. Gains are those of the equilibrium, before payments. Beside them what is fair by what each adds to \
         the others (Shapley), what leaves the worst-off part of the coalition best off (nucleolus), and the range in \
         which no part would do better with the leader alone (core). Below its share, a state bears more than its part.",
        view.leader(),
        view.labels.money(),
        Quantity::Level.rounded(total),
        Quantity::Level.rounded(alone),
        view.leader(),
    );
    if shared.parties.iter().any(|party| party.len() > 1) {
        text.push_str(" Those without whom least would be lost count as one.");
    }
    text
}

/// A party with its gain and what would be fair.
struct Line {
    gain: f64,
    payment: f64,
    shapley: f64,
    nucleolus: f64,
    core: Option<(f64, f64)>,
}

fn lines(report: &BurdenReport, shared: &SharedGain) -> Vec<Line> {
    let number = |list: &[Rational], place: usize| list.get(place).map_or(f64::NAN, Rational::to_f64);
    let line = |(place, party): (usize, &Vec<Player>)| {
        let members = || report.members.iter().filter(|member| party.contains(&member.player));
        Line {
            gain: members().map(|member| member.gain).sum(),
            payment: members().map(|member| member.payment).sum(),
            shapley: number(&shared.shapley, place),
            nucleolus: number(&shared.nucleolus.allocation, place),
            core: match &shared.core {
                GainCore::Ranges { ranges, .. } => {
                    ranges.get(place).map(|range| (range.least.to_f64(), range.most.to_f64()))
                }
                GainCore::Empty { .. } => None,
            },
        }
    };
    shared.parties.iter().enumerate().map(line).collect()
}

fn party_name(view: View<'_>, party: &[Player]) -> String {
    match party {
        [player] => view.name(*player).to_owned(),
        party => format!("{} others", party.len()),
    }
}

fn short_table(view: View<'_>, report: &BurdenReport, shared: &SharedGain) -> Table {
    let mut table = Table::new(
        "fair",
        [
            Column::name("party", "party"),
            Column::numbers("gain", "gain"),
            Column::numbers("payment", "paid").optional(2),
            Column::numbers("shapley", "Shapley"),
            Column::numbers("nucleolus", "nucleolus"),
            Column::words("core", "core"),
            Column::numbers("below", "below Shapley").optional(1),
        ],
    );
    for (party, line) in shared.parties.iter().zip(lines(report, shared)) {
        let range = line.core.map(|(least, most)| {
            let [least, most] = [least, most].map(|end| Quantity::Level.rounded(end));
            if least == most { least } else { format!("{least} to {most}") }
        });
        table.push([
            Cell::text(party_name(view, party)),
            Cell::level(line.gain),
            Cell::level(line.payment),
            Cell::level(line.shapley),
            Cell::level(line.nucleolus),
            range.map_or(Cell::Missing, Cell::Text),
            Cell::difference(line.shapley - line.gain),
        ]);
    }
    table
}

fn core(view: View<'_>, shared: &SharedGain) -> String {
    match &shared.core {
        GainCore::Ranges { .. } => {
            "The core is not empty: there are divisions at which no part of the coalition would gain more without the rest."
                .to_owned()
        }
        GainCore::Empty { missing, without } => {
            let parties: Vec<String> = without
                .players()
                .filter_map(|party| Some(party_name(view, shared.parties.get(party.seat())?)))
                .collect();
            format!(
                "The core is empty: without {} the others would gain {} more together.",
                parties.join(", "),
                Quantity::Level.rounded(missing.to_f64())
            )
        }
    }
}

fn keeping(view: View<'_>, report: &BurdenReport, staying: &Staying) -> String {
    let paid = |stated: &StayingPayments| stated.payments.iter().sum::<f64>();
    if paid(&staying.free_riding) <= 0.0 && paid(&staying.giving_up) <= 0.0 {
        return "Nobody needs to be paid to stay: no group gains by standing aside together, whether it rides free on what \
                the others still do or makes the leader give up."
            .to_owned();
    }
    let sentence = |stated: &StayingPayments, expecting: &str| {
        if paid(stated) <= 0.0 {
            return format!("If groups that leave expect {expecting}, nobody needs to be paid to stay.");
        }
        let money = view.labels.money();
        let after = Quantity::Difference.rounded(stated.leader_gain);
        let preferred =
            if stated.leader_gain >= 0.0 { "still prefers acting" } else { "would rather not act" };
        format!(
            "If groups that leave expect {expecting}, it takes {} in {money} to keep all of them: {}. {} {preferred} then \
             ({after} beyond the status quo).",
            Quantity::Level.rounded(paid(stated)),
            named(view, report, stated),
            view.leader(),
        )
    };
    let riding = sentence(&staying.free_riding, "the others to go on");
    let reconsidering =
        sentence(&staying.giving_up, "the leader to give up where acting without them is not worth it");
    format!("{riding} {reconsidering}")
}

/// "Allyland 1.2, Isle of Rest 0.4".
fn named(view: View<'_>, report: &BurdenReport, stated: &StayingPayments) -> String {
    let followers = report.members.iter().skip(1).zip(&stated.payments).filter(|(_, paid)| **paid > 0.0);
    let named = |(member, paid): (&Contributor, &f64)| {
        format!("{} {}", view.name(member.player), Quantity::Level.rounded(*paid))
    };
    followers.map(named).collect::<Vec<_>>().join(", ")
}

/// What a state gains beside what would be fair, in a sentence; of one that stands by itself in the coalition.
pub(crate) fn of_member(view: View<'_>, state: &StateReport) -> Option<String> {
    let report = selected(view, view.answer.burden.as_ref()?)?;
    let shared = report.shared.computed()?;
    let place = shared.parties.iter().position(|party| *party == [state.player])?;
    let line = lines(report, shared).into_iter().nth(place)?;
    let numbers = [line.gain, line.shapley, line.nucleolus].map(|number| Quantity::Level.rounded(number));
    let [gain, shapley, nucleolus] = numbers;
    Some(format!(
        "Gains {gain} by acting together, before payments; its fair share of what all gain would be {shapley} (Shapley) or \
         {nucleolus} (nucleolus)."
    ))
}

/// One row an equilibrium and party.
pub(crate) fn fairness_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "fairness",
        [
            Column::numbers("equilibrium", "equilibrium"),
            Column::words("party", "party"),
            Column::numbers("members", "members"),
            Column::numbers("gain", "gain"),
            Column::numbers("payment", "payment"),
            Column::numbers("shapley", "Shapley"),
            Column::numbers("nucleolus", "nucleolus"),
            Column::numbers("core_least", "core, least"),
            Column::numbers("core_most", "core, most"),
            Column::numbers("below_shapley", "below Shapley"),
            Column::numbers("below_nucleolus", "below nucleolus"),
        ],
    );
    for report in view.answer.burden.iter().flatten() {
        let Some(shared) = report.shared.computed() else { continue };
        for (party, line) in shared.parties.iter().zip(lines(report, shared)) {
            let names: Vec<&str> = party.iter().map(|&player| view.key_name(player)).collect();
            table.push([
                Cell::count(report.play + 1),
                Cell::text(names.join("; ")),
                Cell::count(party.len()),
                Cell::level(line.gain),
                Cell::level(line.payment),
                Cell::level(line.shapley),
                Cell::level(line.nucleolus),
                Cell::optional(line.core.map(|(least, _)| least), Quantity::Level),
                Cell::optional(line.core.map(|(_, most)| most), Quantity::Level),
                Cell::difference(line.shapley - line.gain),
                Cell::difference(line.nucleolus - line.gain),
            ]);
        }
    }
    table
}

/// One row an equilibrium and member.
pub(crate) fn staying_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "staying",
        [
            Column::numbers("equilibrium", "equilibrium"),
            Column::name("state", "state"),
            Column::name("aside", "stands aside as"),
            Column::numbers("gain", "gain"),
            Column::numbers("payment", "payment"),
            Column::numbers("free_riding", "to stay, if the rest goes on"),
            Column::numbers("giving_up", "to stay, if the leader may give up"),
        ],
    );
    for report in view.answer.burden.iter().flatten() {
        for (place, member) in report.members.iter().enumerate() {
            let paid = |of: fn(&Staying) -> &StayingPayments| {
                let payments = report.staying.computed().map(|staying| &of(staying).payments);
                Cell::optional(
                    payments.and_then(|payments| payments.get(place.checked_sub(1)?).copied()),
                    Quantity::Level,
                )
            };
            table.push([
                Cell::count(report.play + 1),
                Cell::text(view.key_name(member.player)),
                member.aside.map_or(Cell::Missing, |tier| Cell::text(view.key(tier))),
                Cell::level(member.gain),
                Cell::level(member.payment),
                paid(|staying| &staying.free_riding),
                paid(|staying| &staying.giving_up),
            ]);
        }
    }
    table
}
