//! What holds in all equilibria, and the reservations.

use willing_check::crisis::{Caveat, Coverage, Modality};
use willing_game::Verdict;

use crate::circles::{cell_name, method_table, possible_tiers, stand_in};
use crate::number::Quantity;
use crate::view::View;
use crate::{Cell, Column, Document, Table};

pub(crate) fn section(view: View<'_>, document: &mut Document) {
    document.heading("What holds in all equilibria");
    let robustness = &view.answer.robustness;
    let coverage = match robustness.coverage {
        Coverage::Complete => "all of them, from complete lists of equilibria",
        Coverage::FoundOnly => "those of the equilibria found; some list is not proved complete",
        Coverage::OneAtATime => "one tier game varied at a time; there are too many for all",
    };
    document.say(format!("Combinations of equilibria looked at: {} ({coverage}).", robustness.combinations));
    document.points(vec![
        format!("{} acts {}.", view.leader(), modality(robustness.acts)),
        format!("The council authorizes {}.", modality(robustness.authorized)),
        format!("The council is deadlocked {}.", modality(robustness.deadlocked)),
        tiers(view),
    ]);
    if robustness.outcomes.len() > 1 {
        document.table(outcome_table(view));
    }
    document.heading("Tier games and proofs");
    document.table(method_table(view));
    let tolerance = Quantity::Level.rounded(view.answer.settings.tolerance);
    document.say(format!(
        "No deviation gains more than {tolerance} (in {}) in a listed equilibrium, and every profile that is not listed \
         has one that does. `willing check` verifies this without the solver.",
        view.labels.money()
    ));
    document.points(view.answer.caveats.iter().map(|caveat| reservation(view, caveat)).collect());
}

fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Always => "in every outcome",
        Modality::Sometimes => "in some outcomes, not in all",
        Modality::Never => "in no outcome",
    }
}

fn tiers(view: View<'_>) -> String {
    let vary: Vec<String> = view
        .core_outwards()
        .into_iter()
        .filter(|state| !view.is_certain(state))
        .map(|state| format!("{} ({})", view.called(state), possible_tiers(view, state)))
        .collect();
    if vary.is_empty() {
        "No state has different tiers in different equilibria.".to_owned()
    } else {
        format!("The tier depends on the equilibrium for {}.", vary.join(", "))
    }
}

fn outcome_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "outcomes",
        [
            Column::words("course", "outcome"),
            Column::numbers("equilibrium", "equilibrium"),
            Column::numbers("combinations", "combinations"),
        ],
    );
    for outcome in &view.answer.robustness.outcomes {
        table.push([
            Cell::text(view.course(outcome.course)),
            outcome.play.map_or(Cell::Missing, |place| Cell::count(place + 1)),
            Cell::Number(outcome.combinations as f64, Quantity::Count),
        ]);
    }
    table
}

/// A reservation, in a sentence.
pub(crate) fn reservation(view: View<'_>, caveat: &Caveat) -> String {
    match caveat {
        Caveat::UndecidedCell { cell } => format!(
            "{}: the search was ended by {}; there may be other equilibria.",
            view.cell(*cell),
            limit(view, *cell)
        ),
        Caveat::MixedCell { cell } => {
            let mixture = view.answer.cell(*cell).and_then(|cell| cell.play()?.mixture.as_ref());
            let precision =
                mixture.map_or(view.answer.settings.quantal_precision, |mixture| mixture.precision);
            format!(
                "{}: no pure equilibrium exists; {} stands in.",
                view.cell(*cell),
                stand_in(precision, view)
            )
        }
        Caveat::UnplayedCell { cell } => format!("{}: no play was found at all.", view.cell(*cell)),
        Caveat::TiedCell { cell } => {
            format!("{}: the equilibrium depends on how ties are read.", view.cell(*cell))
        }
        Caveat::SeveralEquilibria { cell, count } => {
            format!("{}: {count} equilibria; the selection decides which is shown.", view.cell(*cell))
        }
        Caveat::AccessionUnsettled { cell } => format!(
            "Sequential accession did not settle {}; the leader-preferred equilibrium stands in.",
            cell_name(view, *cell)
        ),
        Caveat::CombinationsBounded => "Not all combinations of equilibria were looked at.".to_owned(),
        Caveat::Cancelled => "The run was stopped before it was complete.".to_owned(),
        // The list of caveats is open; a new one is at least not silent.
        other => format!("Reservation: {other:?}."),
    }
}

fn limit(view: View<'_>, key: willing_check::crisis::CellKey) -> String {
    match view.answer.cell(key).map(|cell| &cell.verdict) {
        Some(Verdict::Undecided(partial)) => partial.limit.to_string(),
        _ => "a limit".to_owned(),
    }
}
