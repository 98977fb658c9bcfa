//! `willing schema`.

use willing::report::answer_schema;
use willing::scenario::{council_schema, mapping_schema, portfolio_schema, scenario_schema};

use crate::exit::{Exit, Failure};
use crate::output;
use crate::typed::{Schema, SchemaOf};

pub(crate) fn run(typed: &Schema) -> Result<Exit, Failure> {
    let schema = match typed.of {
        SchemaOf::Scenario => scenario_schema(),
        SchemaOf::Mapping => mapping_schema(),
        SchemaOf::Council => council_schema(),
        SchemaOf::Portfolio => portfolio_schema(),
        SchemaOf::Answer => answer_schema(),
    };
    let text = serde_json::to_string_pretty(&schema).map_err(Failure::of)?;
    output::print(&format!("{text}\n"))?;
    Ok(Exit::Answer)
}
