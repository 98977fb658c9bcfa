//! The leader's choice, with the alternatives it rejected.

use willing_check::crisis::{Course, LeaderOption, OptionStanding};
use willing_risk::Authorization;

use crate::number::Quantity;
use crate::view::View;
use crate::{Cell, Column, Document, Table};

pub(crate) fn section(view: View<'_>, document: &mut Document) {
    document.heading(format!("Choice of the leader, {}", view.leader()));
    document.table(option_table(view));
}

/// What the leader does, in a sentence.
pub(crate) fn sentence(view: View<'_>) -> String {
    let leader = view.leader();
    match view.answer.course {
        Course::StatusQuo => format!("{leader} stays out."),
        Course::Outside { method } => {
            let authorized = match view.answer.crisis.standing {
                Authorization::Unauthorized => "without authorization",
                Authorization::Authorized => "authorized beforehand",
            };
            format!("{leader} acts {authorized}: {}.", view.method(method))
        }
        Course::Authorized { method } => format!("{leader} acts as authorized: {}.", view.method(method)),
    }
}

fn option_table(view: View<'_>) -> Table {
    let mut table = Table::new(
        "options",
        [
            Column::name("option", "option"),
            Column::numbers("value", "payoff of leader"),
            Column::numbers("difference", "against its choice"),
            Column::words("standing", "standing"),
        ],
    );
    let options = &view.answer.options;
    let chosen = options.iter().find(|option| option.standing == OptionStanding::Chosen);
    let chosen = chosen.and_then(|option| option.value);
    let mut ranked: Vec<&LeaderOption> = options.iter().collect();
    ranked.sort_by(|one, other| {
        let value = |option: &LeaderOption| option.value.unwrap_or(f64::NEG_INFINITY);
        let first = |option: &LeaderOption| option.standing != OptionStanding::Chosen;
        first(one).cmp(&first(other)).then(value(other).total_cmp(&value(one)))
    });
    for option in ranked {
        let difference = option.value.zip(chosen).map(|(value, chosen)| value - chosen);
        let standing = match option.standing {
            OptionStanding::Chosen => "chosen",
            OptionStanding::Rejected => "rejected",
            OptionStanding::Blocked => "blocked: not authorized",
            OptionStanding::Unknown => "nothing is known",
        };
        table.push([
            Cell::text(view.course(option.course)),
            Cell::optional(option.value, Quantity::Level),
            Cell::optional(difference, Quantity::Difference),
            Cell::text(standing),
        ]);
    }
    table
}
