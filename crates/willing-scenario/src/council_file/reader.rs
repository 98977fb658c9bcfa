//! Reading an institution.

use std::path::Path;

use willing_council::{Council, Weights};
use willing_game::Players;

use super::{CouncilFile, FORMAT, NamedWeights, keys, names, rule};
use crate::document::{Node, Origin, Sources};
use crate::fault::{Faults, Problem};
use crate::resolver::read_bytes;
use crate::scenario::{check_format, parse_text};

/// What the parts of a rule refer to.
#[derive(Debug)]
pub(super) struct Named<'a> {
    pub(super) members: &'a Players,
    /// Tables that are themselves at fault are there, but hold nothing.
    pub(super) tables: &'a [(String, Option<Weights>)],
}

pub(super) fn read(path: &Path) -> Result<CouncilFile, Faults> {
    let name = path.display().to_string();
    let text = read_bytes(path).map_err(Problem::Unreadable).and_then(|bytes| {
        String::from_utf8(bytes).map_err(|error| Problem::NotText { at: error.utf8_error().valid_up_to() })
    });
    match text {
        Ok(text) => parse(&text, &name),
        Err(problem) => {
            let mut sources = Sources::default();
            let source = sources.add(&name, "");
            sources.fault(Origin { source, start: 0, end: 0 }, "", None, problem);
            Err(Faults::new(sources.into_faults()))
        }
    }
}

pub(super) fn parse(text: &str, name: &str) -> Result<CouncilFile, Faults> {
    let mut sources = Sources::default();
    let file = assemble(text, name, &mut sources);
    debug_assert_eq!(file.is_some(), !sources.has_faults(), "either an institution or faults");
    file.filter(|_| !sources.has_faults()).ok_or_else(|| Faults::new(sources.into_faults()))
}

fn assemble(text: &str, name: &str, sources: &mut Sources) -> Option<CouncilFile> {
    let root = parse_text(text, name, sources)?;
    if !check_format(&root, FORMAT, sources) {
        return None;
    }
    keys::FILE.check(&root, "", sources);
    // Names have no meaning without the members: what is wrong with those is said alone.
    let members = names::members(root.get("members")?, sources)?;
    let written = root.get("weights").map(Node::entries).unwrap_or_default();
    let tables: Vec<(String, Option<Weights>)> = written
        .iter()
        .map(|entry| {
            let weights = entry.node.is_table().then(|| names::weights(entry, &members, sources)).flatten();
            (entry.key.clone(), weights)
        })
        .collect();
    let rule = root
        .get("rule")
        .and_then(|written| rule::read(written, &Named { members: &members, tables: &tables }, sources));
    let permanent =
        root.get("permanent").map(|written| names::seats(written, "permanent", &members, sources));
    if sources.has_faults() {
        return None;
    }
    let rule = rule?;
    let permanent = permanent.unwrap_or_else(|| Some(rule.vetoes().to_vec()))?;
    let text = |key| root.get(key).and_then(Node::text).map(str::to_owned);
    Some(CouncilFile {
        name: text("name")?,
        source: text("source")?,
        note: text("note"),
        council: Council::new(members, permanent, rule).ok()?,
        tables: tables
            .into_iter()
            .map(|(name, weights)| Some(NamedWeights { name, weights: weights? }))
            .collect::<Option<_>>()?,
    })
}
