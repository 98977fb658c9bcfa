//! Rows of members, those who are alike in one.

use super::CouncilFindings;
use super::members::Measure;
use crate::Cell;

/// Members that are alike are put in one row from this many on.
const ALIKE: usize = 4;

/// Members and what they have.
pub(super) type Row<'a> = (Vec<&'a str>, Vec<Cell>);

/// Members with the same cells in one row, if there are several of them.
pub(super) fn alike(council: &CouncilFindings, measures: &[Measure]) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (seat, name) in council.council().roster() {
        let cell = |measure: &Measure| measure.cells.get(seat.place()).cloned().unwrap_or(Cell::Missing);
        merge(&mut rows, name, measures.iter().map(cell).collect());
    }
    let row =
        |(members, cells): Row<'_>| std::iter::once(Cell::text(together(&members))).chain(cells).collect();
    split(rows).into_iter().map(row).collect()
}

/// Adds a member to the row of those with the same cells.
pub(super) fn merge<'a>(rows: &mut Vec<Row<'a>>, name: &'a str, cells: Vec<Cell>) {
    match rows.iter_mut().find(|(_, known)| *known == cells) {
        Some((members, _)) => members.push(name),
        None => rows.push((vec![name], cells)),
    }
}

/// Few who are alike keep rows of their own.
pub(super) fn split(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut all = Vec::new();
    for (members, cells) in rows {
        if members.len() >= ALIKE {
            all.push((members, cells));
        } else {
            all.extend(members.into_iter().map(|member| (vec![member], cells.clone())));
        }
    }
    all
}

/// The names of those in a row, or the first of them.
pub(super) fn together(members: &[&str]) -> String {
    match members {
        [first, second, third, rest @ ..] if members.len() > ALIKE => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        members => members.join(", "),
    }
}
