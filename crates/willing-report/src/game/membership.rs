//! Where an allocation belongs, and who objects.

use willing_check::bargaining::OutsideBargainingSet;
use willing_check::kernel::{OutsideKernel, Outweighed};
use willing_game::{Coalition, Limit, Player, Rational, Verdict};

use super::{Finding, Form, Membership, Subject, words};
use crate::number::fraction;
use crate::{Cell, Column, Document, Table};

pub(super) fn section(subject: &Subject, findings: &[Finding], document: &mut Document) {
    for finding in findings {
        let Finding::Membership(membership) = finding else { continue };
        document.heading("The allocation");
        let mut table = Table::new(
            "allocation",
            [
                Column::name("player", "player"),
                Column::numbers("amount", "gets"),
                Column::numbers("alone", "earns alone"),
            ],
        );
        for (seat, (name, amount)) in subject.players().names().iter().zip(&membership.allocation).enumerate()
        {
            let alone = worth(subject, Coalition::from_bits(1 << seat));
            table.push([Cell::text(name.clone()), Cell::Exact(amount.clone()), Cell::Exact(alone)]);
        }
        document.table(table);
    }
    let table = table(subject, findings);
    if !table.is_empty() {
        document.heading("Where it belongs");
        document.table(table);
    }
}

fn worth(subject: &Subject, coalition: Coalition) -> Rational {
    match subject.form() {
        Form::Table(game) => game.exact_worth(coalition),
        Form::Voting(game) => Rational::from(u32::from(game.wins(coalition))),
    }
}

/// One row a test.
pub(super) fn table(subject: &Subject, findings: &[Finding]) -> Table {
    let columns =
        [Column::name("test", "test"), Column::name("passes", "passes"), Column::words("why", "why")];
    let mut table = Table::new("membership", columns);
    for finding in findings {
        let Finding::Membership(membership) = finding else { continue };
        for (test, passes, why) in rows(subject, membership) {
            table.push([Cell::text(test), Cell::text(passes), why.map_or(Cell::Missing, Cell::Text)]);
        }
    }
    table
}

type Row = (&'static str, &'static str, Option<String>);

fn rows(subject: &Subject, membership: &Membership) -> Vec<Row> {
    let players = subject.players();
    let grand = subject.grand_worth();
    let sum: Rational = membership.allocation.iter().sum();
    let is_efficient = sum == grand;
    let efficient = (!is_efficient).then(|| format!("{} is shared of {}", fraction(&sum), fraction(&grand)));
    let below: Vec<String> = (0..membership.allocation.len())
        .filter_map(|seat| {
            let (amount, alone) =
                (membership.allocation.get(seat)?, worth(subject, Coalition::from_bits(1 << seat)));
            let name = words::player(players, Player::from_seat(seat).ok()?);
            (*amount < alone)
                .then(|| format!("{name} gets {}, alone it earns {}", fraction(amount), fraction(&alone)))
        })
        .collect();
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    let first = efficient.clone().into_iter().chain(below.iter().cloned()).next();
    let mut rows = vec![
        ("efficient", yes_no(is_efficient), efficient.clone()),
        ("imputation", yes_no(first.is_none()), first),
    ];
    match &membership.worst {
        Some(Verdict::Exists(worst)) => {
            let in_core = is_efficient && worst.is_in_core();
            let name = words::coalition(players, worst.coalition);
            let why = format!("highest excess {}, of {name}", fraction(&worst.excess));
            rows.push(("core", yes_no(in_core), Some(why)));
        }
        Some(Verdict::Undecided(limit)) => rows.push(undecided("core", *limit)),
        Some(Verdict::Impossible(never)) => match *never {},
        None => rows.push(("core", yes_no(is_efficient), None)),
    }
    let outweighed = |pair: &Outweighed| {
        let (strong, weak) =
            (words::player(players, pair.stronger.of), words::player(players, pair.stronger.over));
        format!(
            "{strong} over {weak}: surplus {} with {}, the other way {}",
            fraction(&pair.stronger.value),
            words::coalition(players, pair.stronger.coalition),
            fraction(&pair.weaker.value)
        )
    };
    let no_imputation =
        |player: Player| format!("{} gets less than it earns alone", words::player(players, player));
    if let Some(verdict) = &membership.prekernel {
        rows.push(match verdict {
            Verdict::Exists(_) => ("prekernel", "yes", None),
            Verdict::Impossible(outside) => ("prekernel", "no", Some(outweighed(&outside.0))),
            Verdict::Undecided(limit) => undecided("prekernel", *limit),
        });
    }
    if let Some(verdict) = &membership.kernel {
        rows.push(match verdict {
            Verdict::Exists(_) => ("kernel", "yes", None),
            Verdict::Impossible(OutsideKernel::NoImputation { player, .. }) => {
                ("kernel", "no", Some(no_imputation(*player)))
            }
            Verdict::Impossible(OutsideKernel::Outweighed(pair)) => ("kernel", "no", Some(outweighed(pair))),
            Verdict::Impossible(_) => ("kernel", "no", None),
            Verdict::Undecided(limit) => undecided("kernel", *limit),
        });
    }
    if let Some(verdict) = &membership.bargaining_set {
        rows.push(match verdict {
            Verdict::Exists(_) => ("bargaining set", "yes", None),
            Verdict::Impossible(OutsideBargainingSet::NoImputation { player, .. }) => {
                ("bargaining set", "no", Some(no_imputation(*player)))
            }
            Verdict::Impossible(OutsideBargainingSet::Justified { objection, .. }) => {
                let pays = objection.coalition.players().zip(&objection.payments);
                let pays: Vec<String> = pays
                    .map(|(player, pay)| format!("{} {}", words::player(players, player), fraction(pay)))
                    .collect();
                let (who, whom) =
                    (words::player(players, objection.objector), words::player(players, objection.target));
                let why = format!("{who} objects to {whom}, and nobody counters: {}", pays.join(", "));
                ("bargaining set", "no", Some(why))
            }
            Verdict::Impossible(_) => ("bargaining set", "no", None),
            Verdict::Undecided(limit) => undecided("bargaining set", *limit),
        });
    }
    if !is_efficient {
        rows.push((
            "kernel and bargaining set",
            "no",
            Some("they hold efficient allocations only".to_owned()),
        ));
    }
    rows
}

fn undecided(test: &'static str, limit: Limit) -> Row {
    (test, "?", Some(format!("undecided: {limit}")))
}
