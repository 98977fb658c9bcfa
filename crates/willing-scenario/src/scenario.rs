//! Reading a scenario: from files to an issue, a council and the records of states.

use std::path::Path;

use willing_risk::{Authorization, Error as RiskError, Issue, IssueParts};

use crate::case;
use crate::common::{check_sources, word_or_default};
use crate::council::{self, CouncilSetup};
use crate::direct::{self, Interpretation};
use crate::document::{Node, Origin, Sources, Value};
use crate::fault::{Fault, Faults, Problem};
use crate::formulas::Unknown;
use crate::mapping::{self, Mapping, MappingFile};
use crate::overrides;
use crate::record::StateRecord;
use crate::resolver::{Beside, LONGEST_FILE, Resolver, STANDARD, STANDARD_MAPPING, read_bytes};
use crate::shape::{Shape, join};

/// The version of the format that this crate reads and writes.
pub const FORMAT: i64 = 1;

/// A scenario: an issue ready to be solved, and what is carried beside it.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its short name.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// Anything worth knowing.
    pub note: Option<String>,
    /// What distances are measured to, in scenarios of facts.
    pub target: Option<String>,
    /// The issue: dangers, methods, leader and states.
    pub issue: Issue,
    /// The council, if one is asked.
    pub council: Option<CouncilSetup>,
    /// The council's decision taken as given, where no council is described.
    pub authorization: Authorization,
    /// What is carried about each state, in the order of the issue's states.
    pub states: Vec<StateRecord>,
    /// The mapping that turned facts into parameters. Where there is one, whatever is computed is
    /// computed under its assumptions, and says so.
    pub mapping: Option<Mapping>,
    /// Facts that were unknown, and what the mapping did about each.
    pub unknowns: Vec<Unknown>,
    /// Short citations by id, in the order of the file.
    pub sources: Vec<(String, String)>,
    /// The seed of whatever is drawn at random.
    pub seed: u64,
}

impl Scenario {
    /// Reads a scenario file, and the mapping it names beside it.
    ///
    /// # Errors
    ///
    /// All faults of both files.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Faults> {
        Reader::new().read(path)
    }

    /// Reads a scenario from text that came under this name.
    ///
    /// # Returns
    ///
    /// The scenario, and no fault; or none, and all faults.
    #[must_use]
    pub fn parse(text: &str, name: &str, resolver: &dyn Resolver) -> (Option<Self>, Vec<Fault>) {
        Reader::new().parse(text, name, resolver)
    }

    /// The player's record; `None` for a seat outside `0..n`.
    #[must_use]
    pub fn record(&self, player: usize) -> Option<&StateRecord> {
        self.states.get(player)
    }
}

/// Reads scenarios, with changes of single keys.
///
/// # Example
///
/// ```
/// use willing_scenario::{NoFiles, Reader, template, Template};
///
/// let changed = Reader::new().with_override("states.A.risk_tolerance=20");
/// let (scenario, faults) = changed.parse(&template(Template::Parameters), "example.toml", &NoFiles);
/// assert!(faults.is_empty());
/// assert_eq!(scenario.map(|s| s.issue.states()[0].risk_tolerance), Some(20.0));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Reader {
    overrides: Vec<String>,
}

impl Reader {
    /// A reader that changes nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Changes one key before the scenario is interpreted: `key.with.dots=value`, the value being TOML or
    /// plain text. Keys of the mapping stand below `mapping`: `mapping.risk_tolerance_share=0.02`.
    /// Where the file wraps a value with unit, range or source, those stay.
    #[must_use]
    pub fn with_override(mut self, change: impl Into<String>) -> Self {
        self.overrides.push(change.into());
        self
    }

    /// Several changes, in order.
    #[must_use]
    pub fn with_overrides<S: Into<String>>(self, changes: impl IntoIterator<Item = S>) -> Self {
        changes.into_iter().fold(self, Self::with_override)
    }

    /// Reads a scenario file, and the mapping it names beside it.
    ///
    /// # Errors
    ///
    /// All faults of both files and of the changes.
    pub fn read(&self, path: impl AsRef<Path>) -> Result<Scenario, Faults> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text =
            read_bytes(path).map_err(Problem::Unreadable).and_then(|bytes| match String::from_utf8(bytes) {
                Ok(text) => Ok(text),
                Err(error) => Err(Problem::NotText { at: error.utf8_error().valid_up_to() }),
            });
        let (scenario, faults) = match text {
            Ok(text) => self.parse(&text, &name, &Beside::file(path)),
            Err(problem) => {
                let mut sources = Sources::default();
                let source = sources.add(&name, "");
                sources.fault(Origin { source, start: 0, end: 0 }, "", None, problem);
                (None, sources.into_faults())
            }
        };
        scenario.ok_or_else(|| Faults::new(faults))
    }

    /// Reads a scenario from text that came under this name.
    ///
    /// # Returns
    ///
    /// The scenario, and no fault; or none, and all faults.
    #[must_use]
    pub fn parse(&self, text: &str, name: &str, resolver: &dyn Resolver) -> (Option<Scenario>, Vec<Fault>) {
        let mut sources = Sources::default();
        let scenario = self.assemble(text, name, resolver, &mut sources);
        let faults = sources.into_faults();
        debug_assert_eq!(scenario.is_some(), faults.is_empty(), "either a scenario or faults: {faults:?}");
        if faults.is_empty() { (scenario, faults) } else { (None, faults) }
    }

    fn assemble(
        &self,
        text: &str,
        name: &str,
        resolver: &dyn Resolver,
        sources: &mut Sources,
    ) -> Option<Scenario> {
        let mut root = parse_text(text, name, sources)?;
        let changes: Vec<Node> =
            self.overrides.iter().filter_map(|written| overrides::parse(written, sources)).collect();
        if !check_format(&root, FORMAT, sources) {
            return None;
        }
        let (for_mapping, for_scenario) = split_changes(changes);
        let shape = kind(&root, &for_scenario, sources)?;
        for change in for_scenario {
            overrides::apply(&mut root, change, shape, "", sources);
        }
        shape.check(&root, "", sources);
        check_sources(&root, sources);
        let title = root.get("name").and_then(Node::text).unwrap_or_default().to_owned();
        let (interpretation, unknowns, mapping) = if std::ptr::eq(shape, case::SHAPE) {
            let mapping = load_mapping(&root, for_mapping, resolver, sources);
            let read = case::interpret(&root, &title, mapping.as_ref(), sources);
            (read.interpretation, read.unknowns, mapping)
        } else {
            refuse_mapping_changes(for_mapping, sources);
            (direct::interpret(&root, &title, sources), Vec::new(), None)
        };
        let Interpretation { parts, thresholds, records } = interpretation;
        let council = council::read(&root, &thresholds, sources);
        if sources.has_faults() {
            return None;
        }
        let issue = issue(parts?, &root, sources)?;
        Some(finish(&root, issue, council, records, mapping, unknowns))
    }
}

pub(crate) fn parse_text(text: &str, name: &str, sources: &mut Sources) -> Option<Node> {
    if text.len() <= LONGEST_FILE {
        return sources.parse(name, text);
    }
    let source = sources.add(name, "");
    let problem = Problem::TooLong { got: text.len(), most: LONGEST_FILE };
    sources.fault(Origin { source, start: 0, end: 0 }, "", None, problem);
    None
}

/// Nothing else is looked at in a file of another version: every fault would be beside the point.
pub(crate) fn check_format(root: &Node, supported: i64, sources: &mut Sources) -> bool {
    match root.get("format") {
        Some(written) if written.whole() == Some(supported) => true,
        Some(written) => {
            sources.fault_at(written, "format", Problem::Version { supported });
            false
        }
        None => {
            let problem = Problem::Missing { expected: format!("format = {supported}") };
            sources.fault(root.origin, "format", None, problem);
            false
        }
    }
}

/// Changes below `mapping` belong to the mapping file.
fn split_changes(changes: Vec<Node>) -> (Vec<Node>, Vec<Node>) {
    let (mut inner, mut outer) = (Vec::new(), Vec::new());
    for change in changes {
        match change.get("mapping") {
            Some(below) if below.is_table() => inner.push(below.clone()),
            _ => outer.push(change),
        }
    }
    (inner, outer)
}

/// Facts if a mapping is named, direct parameters if those are given. Nothing else is looked at in a file
/// that has both or neither: every fault would be beside the point.
fn kind(root: &Node, changes: &[Node], sources: &mut Sources) -> Option<&'static Shape> {
    let names_mapping = |node: &Node| node.get("mapping").is_some();
    let facts = names_mapping(root) || changes.iter().any(names_mapping);
    match (facts, root.entry("parameters")) {
        (true, None) => Some(case::SHAPE),
        (false, Some(_)) => Some(direct::SHAPE),
        (true, Some(entry)) => {
            let other_value = root.get("mapping").and_then(|node| sources.excerpt(node)).unwrap_or_default();
            let problem = Problem::Contradiction {
                other: "mapping".to_owned(),
                other_value,
                expected: "a mapping (for facts) or parameters (direct), not both",
            };
            sources.fault(entry.key_origin, "parameters", None, problem);
            None
        }
        (false, None) => {
            let expected = "mapping (for facts) or a table of parameters (direct)".to_owned();
            sources.fault(root.origin, "mapping", None, Problem::Missing { expected });
            None
        }
    }
}

fn refuse_mapping_changes(changes: Vec<Node>, sources: &mut Sources) {
    for change in changes {
        let problem = Problem::UnknownKey {
            nearest: None,
            expected: "no key of a mapping: this scenario gives parameters directly".to_owned(),
        };
        sources.fault(change.origin, "mapping", None, problem);
    }
}

fn load_mapping(
    root: &Node,
    changes: Vec<Node>,
    resolver: &dyn Resolver,
    sources: &mut Sources,
) -> Option<MappingFile> {
    let written = root.get("mapping")?;
    let path = written.text().filter(|path| !path.trim().is_empty())?;
    let loaded = if path == STANDARD {
        Ok((STANDARD.to_owned(), STANDARD_MAPPING.to_owned()))
    } else {
        resolver.load(path)
    };
    let (file, text) = match loaded {
        Ok(loaded) => loaded,
        Err(reason) => {
            sources.fault_at(written, "mapping", Problem::Unreadable(reason));
            return None;
        }
    };
    let mut node = parse_text(&text, &file, sources)?;
    if !check_format(&node, FORMAT, sources) {
        return None;
    }
    for change in changes {
        change_mapping(&mut node, change, sources);
    }
    mapping::interpret(node, file, sources)
}

/// A mapping's keys are too many for one static table: each is changed by its own shape.
fn change_mapping(node: &mut Node, change: Node, sources: &mut Sources) {
    let Value::Table(changes) = change.value else { return };
    for change in changes {
        let Some(shape) = mapping::shape_of(&change.key) else {
            let nearest = crate::shape::nearest(&change.key, mapping::fields().map(|field| field.key));
            let problem = Problem::UnknownKey { nearest, expected: "a key of the mapping".to_owned() };
            sources.fault(change.key_origin, &join("mapping", &change.key), None, problem);
            continue;
        };
        let path = join("mapping", &change.key);
        overrides::set(node, change, shape, &path, sources);
    }
}

/// Whatever the checks across keys did not foresee is refused by the issue itself.
fn issue(parts: IssueParts, root: &Node, sources: &mut Sources) -> Option<Issue> {
    match Issue::new(parts) {
        Ok(issue) => Some(issue),
        Err(error) => {
            let (origin, key) = whereabouts(root, &error);
            sources.fault(origin, &key, None, Problem::Risk(error));
            None
        }
    }
}

/// Where an error of the issue belongs: the state or method it names, else the issue.
fn whereabouts(root: &Node, error: &RiskError) -> (Origin, String) {
    let issue = root.get("issue").map_or(root.origin, |node| node.origin);
    let otherwise = (issue, "issue".to_owned());
    let name = match error {
        RiskError::OutOfRange { place, .. } | RiskError::Length { place, .. } => place,
        RiskError::NothingFeasible { state, .. } => state,
        RiskError::OppositeCertainties { listener, .. } => listener,
        RiskError::MixedTolerances { .. } => {
            let sharing = root.get("issue").and_then(|issue| issue.entry("sharing"));
            return sharing.map_or(otherwise, |entry| (entry.key_origin, "issue.sharing".to_owned()));
        }
        _ => return otherwise,
    };
    let found = |table: Option<&Node>, path: &str| {
        let entry = table?.entry(name)?;
        Some((entry.key_origin, join(path, name)))
    };
    found(root.get("states"), "states")
        .or_else(|| found(root.get("issue").and_then(|issue| issue.get("methods")), "issue.methods"))
        .unwrap_or(otherwise)
}

fn finish(
    root: &Node,
    issue: Issue,
    council: Option<CouncilSetup>,
    states: Vec<StateRecord>,
    mapping: Option<MappingFile>,
    unknowns: Vec<Unknown>,
) -> Scenario {
    let text = |node: Option<&Node>| node.and_then(Node::text).map(str::to_owned);
    let below = |key: &str| root.get("issue").and_then(|issue| issue.get(key));
    let name = text(root.get("name")).unwrap_or_default();
    let cited = root.get("sources").map(Node::entries).unwrap_or_default();
    let sources =
        cited.iter().map(|entry| (entry.key.clone(), entry.node.text().unwrap_or_default().to_owned()));
    Scenario {
        title: text(root.get("title")).unwrap_or_else(|| name.clone()),
        name,
        note: text(root.get("note")),
        target: text(below("target")),
        authorization: word_or_default(below("authorization")),
        sources: sources.collect(),
        seed: root.get("seed").and_then(Node::whole).and_then(|seed| u64::try_from(seed).ok()).unwrap_or(0),
        mapping: mapping.map(|file| file.mapping),
        issue,
        council,
        states,
        unknowns,
    }
}
