//! `willing new`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use willing::scenario::{Template, template};

use crate::exit::{Exit, Failure};
use crate::output;
use crate::typed::New;

pub(crate) fn run(typed: &New) -> Result<Exit, Failure> {
    let kind = if typed.direct { Template::Parameters } else { Template::Facts };
    let mut options = OpenOptions::new();
    // Creating the file and refusing an existing one is a single step: nothing can come in between.
    let mut file =
        options.write(true).create_new(true).open(&typed.file).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Failure::at(&typed.file, "exists already, and is left as it is"),
            _ => Failure::at(&typed.file, error),
        })?;
    file.write_all(template(kind).as_bytes()).map_err(|error| Failure::at(&typed.file, error))?;
    output::talk(&format!("wrote {}", typed.file.display()));
    Ok(Exit::Answer)
}
