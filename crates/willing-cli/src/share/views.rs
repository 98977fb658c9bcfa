//! `willing share disagreement`.

use willing::report::sharing::{Finding, ShareAnswer, ShareTable, Views};

use super::{input, print};
use crate::exit::{Exit, Failure};
use crate::typed::Disagreement;

pub(super) fn run(typed: &Disagreement) -> Result<Exit, Failure> {
    let file = input::read(&typed.input)?;
    let views = Views::of(file.portfolio()).map_err(Failure::of)?;
    let answer = ShareAnswer::new(input::subject(&file)?, vec![Finding::Views(views)]);
    print(&answer, &typed.output, ShareTable::Views)
}
