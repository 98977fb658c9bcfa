//! The reasons: balanced collections, levels of excess, vertices, dividends.

use willing_check::core::WeightedCoalition;
use willing_check::nucleolus::{Level, TypedLevel};
use willing_check::values::{NoGatelyPoint, NotQuasiBalanced};
use willing_game::tu::typed::TypedGame;
use willing_game::{Coalition, Player, Players, Rational, Verdict};

use super::{Finding, Form, Subject, words};
use crate::number::fraction;
use crate::{Cell, Column, Document, Table};

/// A section with the reasons for a finding, where there are reasons to show.
pub(super) fn section(subject: &Subject, finding: &Finding, rows: usize, document: &mut Document) {
    let players = subject.players();
    match finding {
        Finding::Core(Verdict::Impossible(proof)) => {
            let claimed: Rational =
                proof.coalitions.iter().map(|entry| worth(subject, entry.coalition) * &entry.weight).sum();
            document.heading("Why the core is empty");
            document.say(format!(
                "With these weights every player is counted once, and together the coalitions are worth {}: more than the {} \
                 that there is to share.",
                fraction(&claimed),
                fraction(&subject.grand_worth())
            ));
            collection(subject, &proof.coalitions, rows, document);
        }
        Finding::EpsilonCore { verdict: Verdict::Impossible(least), .. } => {
            document.heading("Why the ε-core is empty");
            least_excess(subject, &least.excess, &least.coalitions, rows, document);
        }
        Finding::LeastCore(Verdict::Exists(least)) => {
            document.heading("Why no highest excess is lower");
            least_excess(subject, &least.excess, &least.coalitions, rows, document);
        }
        Finding::CostOfStability(Verdict::Exists(cost)) if cost.subsidy.is_positive() => {
            document.heading("Why no smaller subsidy is enough");
            document.say(format!(
                "With these weights every player is counted once, and together the coalitions are worth {}.",
                fraction(&(subject.grand_worth() + &cost.subsidy))
            ));
            collection(subject, &cost.coalitions, rows, document);
        }
        Finding::CoreVertices(Verdict::Exists(list)) => {
            document.heading("Vertices of the core");
            let mut table = Table::new(
                "vertices",
                [Column::numbers("vertex", "vertex"), Column::words("allocation", "allocation")],
            );
            for (place, vertex) in list.vertices.iter().enumerate() {
                let amounts = players.names().iter().zip(vertex.allocation.amounts());
                let text: Vec<String> =
                    amounts.map(|(name, amount)| format!("{name} {}", fraction(amount))).collect();
                table.push([Cell::count(place + 1), Cell::text(text.join(", "))]);
            }
            shortened(table, rows, document);
        }
        Finding::Nucleolus { verdict: Verdict::Exists(answer), .. } if !answer.levels.is_empty() => {
            document.heading(format!("Levels of the {}", words::title(&finding.key())));
            let row = |level: &Level| LevelRow {
                excess: level.excess.clone(),
                coalitions: words::coalitions(players, level.coalitions.iter().map(|entry| entry.coalition)),
                floors: seats(players, level.players.iter().map(|floor| floor.player)),
            };
            shortened(level_table(answer.levels.iter().map(row).collect()), rows, document);
        }
        Finding::TypedNucleolus { verdict: Verdict::Exists(answer), .. } if !answer.levels.is_empty() => {
            let Form::Voting(game) = subject.form() else { return };
            let Ok(game) = TypedGame::from_voting(game) else { return };
            let kinds: Vec<String> =
                game.types().types().iter().map(|members| words::kind(players, *members)).collect();
            let first = |counts: &[u32]| {
                let counted =
                    counts.iter().zip(&kinds).zip(game.types().types()).filter(|((count, _), _)| **count > 0);
                let text =
                    counted.map(
                        |((count, name), members)| {
                            if members.len() == 1 { name.clone() } else { format!("{count} of {name}") }
                        },
                    );
                text.collect::<Vec<_>>().join(" with ")
            };
            document.heading(format!("Levels of the {}", words::title(&finding.key())));
            let row = |level: &TypedLevel| LevelRow {
                excess: level.excess.clone(),
                coalitions: level
                    .profiles
                    .iter()
                    .map(|entry| first(&entry.counts))
                    .collect::<Vec<_>>()
                    .join("; "),
                floors: level.types.iter().filter_map(|entry| kinds.get(entry.player)).cloned().collect(),
            };
            shortened(level_table(answer.levels.iter().map(row).collect()), rows, document);
        }
        Finding::Dividends(list) => {
            document.heading("Dividends");
            let columns = [Column::words("coalition", "coalition"), Column::numbers("dividend", "dividend")];
            let mut table = Table::new("dividends", columns);
            for (mask, dividend) in (0_u64..).zip(&list.dividends).filter(|(_, dividend)| !dividend.is_zero())
            {
                let coalition = Coalition::from_bits(mask);
                table.push([Cell::text(words::coalition(players, coalition)), Cell::Exact(dividend.clone())]);
            }
            shortened(table, rows, document);
        }
        _ => {}
    }
}

fn least_excess(
    subject: &Subject,
    excess: &Rational,
    coalitions: &[WeightedCoalition],
    rows: usize,
    document: &mut Document,
) {
    document.say(format!(
        "With these weights every player is counted equally often, so whatever the allocation, the weighted mean of the \
         excesses of these coalitions is {}; the highest is at least that.",
        fraction(excess)
    ));
    collection(subject, coalitions, rows, document);
}

fn worth(subject: &Subject, coalition: Coalition) -> Rational {
    match subject.form() {
        Form::Table(game) => game.exact_worth(coalition),
        Form::Voting(game) => Rational::from(u32::from(game.wins(coalition))),
    }
}

fn collection(subject: &Subject, coalitions: &[WeightedCoalition], rows: usize, document: &mut Document) {
    let columns = [
        Column::words("coalition", "coalition"),
        Column::numbers("weight", "weight"),
        Column::numbers("worth", "worth"),
    ];
    let mut table = Table::new("collection", columns);
    for entry in coalitions {
        table.push([
            Cell::text(words::coalition(subject.players(), entry.coalition)),
            Cell::Exact(entry.weight.clone()),
            Cell::Exact(worth(subject, entry.coalition)),
        ]);
    }
    shortened(table, rows, document);
}

/// A table with its first rows, and how many there are.
fn shortened(table: Table, rows: usize, document: &mut Document) {
    let all = table.len();
    document.table(table.top(rows));
    if all > rows {
        document.say(format!("The first {rows} of {all}; the JSON has all, and --rows shows more."));
    }
}

/// A level of excess in words.
struct LevelRow {
    excess: Rational,
    coalitions: String,
    floors: Vec<String>,
}

/// The levels, with a column for players at their own worth if there are any.
fn level_table(levels: Vec<LevelRow>) -> Table {
    let with_floors = levels.iter().any(|level| !level.floors.is_empty());
    let columns = [
        Column::numbers("level", "level"),
        Column::numbers("excess", "excess"),
        Column::words("coalitions", "coalitions that settle"),
        Column::words("players", "players kept at their own worth"),
    ];
    let count = columns.len() - usize::from(!with_floors);
    let mut table = Table::new("levels", columns.into_iter().take(count));
    for (place, level) in levels.into_iter().enumerate() {
        let floors =
            if level.floors.is_empty() { Cell::Missing } else { Cell::text(level.floors.join("; ")) };
        let row = [Cell::count(place + 1), Cell::Exact(level.excess), Cell::text(level.coalitions), floors];
        table.push(row.into_iter().take(count));
    }
    table
}

fn seats(players: &Players, seats: impl Iterator<Item = usize>) -> Vec<String> {
    seats
        .filter_map(|seat| Player::from_seat(seat).ok())
        .map(|player| words::player(players, player))
        .collect()
}

/// Why there is no tau value.
pub(super) fn not_quasi_balanced(players: &Players, why: &NotQuasiBalanced) -> String {
    let reason = match why {
        NotQuasiBalanced::RightAboveUtopia { player, coalition } => {
            let name = Player::from_seat(*player)
                .map_or_else(|_| player.to_string(), |seat| words::player(players, seat));
            format!(
                "{name} is left more by {} than it adds to everybody",
                words::coalition(players, *coalition)
            )
        }
        NotQuasiBalanced::RightsExceed { .. } => "minimal rights sum to more than there is".to_owned(),
        NotQuasiBalanced::UtopiaFallsShort => "utopia payoffs sum to less than there is".to_owned(),
        _ => "the game is not quasi-balanced".to_owned(),
    };
    format!("none: {reason}")
}

/// Why there is no Gately point.
pub(super) fn no_gately_point(players: &Players, why: &NoGatelyPoint) -> String {
    match why {
        NoGatelyPoint::NoImputation => "none: there is no imputation".to_owned(),
        NoGatelyPoint::NobodyDisrupts => {
            "none: nobody adds more to the others than it earns alone".to_owned()
        }
        NoGatelyPoint::Burden { player } => {
            let name = Player::from_seat(*player)
                .map_or_else(|_| player.to_string(), |seat| words::player(players, seat));
            format!("none: {name} adds less to the others than it earns alone")
        }
        _ => "none".to_owned(),
    }
}

/// One row a concept, level and coalition.
pub(super) fn coalition_table(subject: &Subject, findings: &[Finding]) -> Table {
    let columns = [
        Column::name("concept", "concept"),
        Column::numbers("level", "level"),
        Column::words("coalition", "coalition"),
        Column::numbers("weight", "weight"),
        Column::numbers("worth", "worth"),
        Column::numbers("excess", "excess"),
    ];
    let mut table = Table::new("coalitions", columns);
    let mut push = |finding: &Finding, level: usize, entry: &WeightedCoalition, excess: Option<&Rational>| {
        table.push([
            Cell::text(finding.key()),
            Cell::count(level),
            Cell::text(words::coalition(subject.players(), entry.coalition)),
            Cell::Exact(entry.weight.clone()),
            Cell::Exact(worth(subject, entry.coalition)),
            excess.map_or(Cell::Missing, |excess| Cell::Exact(excess.clone())),
        ]);
    };
    for finding in findings {
        match finding {
            Finding::Core(Verdict::Impossible(proof)) => {
                proof.coalitions.iter().for_each(|entry| push(finding, 1, entry, None));
            }
            Finding::LeastCore(Verdict::Exists(least))
            | Finding::EpsilonCore { verdict: Verdict::Impossible(least), .. } => {
                least.coalitions.iter().for_each(|entry| push(finding, 1, entry, Some(&least.excess)));
            }
            Finding::CostOfStability(Verdict::Exists(cost)) => {
                cost.coalitions.iter().for_each(|entry| push(finding, 1, entry, None));
            }
            Finding::Nucleolus { verdict: Verdict::Exists(answer), .. } => {
                for (place, level) in answer.levels.iter().enumerate() {
                    level
                        .coalitions
                        .iter()
                        .for_each(|entry| push(finding, place + 1, entry, Some(&level.excess)));
                }
            }
            _ => {}
        }
    }
    table
}
