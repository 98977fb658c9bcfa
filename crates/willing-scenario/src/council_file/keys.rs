//! The keys of an institution's file.

use crate::shape::{Field, Need, Shape, required};

/// The largest whole number of TOML.
const MOST: i64 = i64::MAX;

static NAMES: Shape = Shape::List { of: &Shape::Text, least: 1, what: "members" };
static ANY_NAMES: Shape = Shape::List { of: &Shape::Text, least: 0, what: "members" };
/// What is taken for a requirement of one kind if it is missing.
const OTHER_KIND: &str = "another kind of requirement";
const BASES: &[&str] = &["all", "present", "voting"];
const AGAINST: &[&str] = &["no", "not yes"];

/// An optional key, and what is taken if it is missing; no commented template is made of these files.
const fn may(
    key: &'static str,
    shape: &'static Shape,
    default: &'static str,
    meaning: &'static str,
) -> Field {
    Field { key, shape, need: Need::Optional(default), meaning, sample: "" }
}

/// The shapes that hold themselves, by the names a schema refers to them with.
pub(crate) static RECURSIVE: [(&str, &Shape); 1] = [("requirement", &REQUIREMENT)];

/// The file.
pub(crate) static FILE: Shape = Shape::Table(&[
    required("format", &Shape::Whole(1, 1), "1", "the version of this format"),
    required("name", &Shape::Text, "", "the name of the institution"),
    required("source", &Shape::Text, "", "where its facts come from"),
    may("note", &Shape::Text, "none", "free text"),
    required("members", &NAMES, "", "the members, in the order of their seats"),
    may(
        "permanent",
        &ANY_NAMES,
        "those with a veto",
        "the permanent members, if others than those with a veto",
    ),
    may("weights", &TABLES, "none", "tables of weights, by name and member"),
    required("rule", &RULE, "", "when a draft passes"),
]);

static TABLES: Shape = Shape::Map { of: &TABLE, least: 0, what: "names of tables" };
static TABLE: Shape = Shape::Map { of: &Shape::Whole(0, MOST), least: 0, what: "members" };

/// The keys of a requirement, and more. A macro, since neither fields nor statics are copied.
macro_rules! requirement_with {
    ($($more:expr),* $(,)?) => {
        Shape::Table(&[
            may("all", &REQUIREMENTS, OTHER_KIND, "all of these must be met"),
            may("any", &REQUIREMENTS, OTHER_KIND, "at least one of these must be met"),
            may("quota", &Shape::Whole(1, MOST), OTHER_KIND, "the weight of yes votes that is needed"),
            may("share", &Shape::Text, OTHER_KIND, "the fraction of votes that is needed"),
            may("of", &Shape::Word(BASES), "all, beside a share", "whose weight it is a fraction of"),
            may("more_than", &Shape::Truth, "false", "whether the fraction must be exceeded"),
            may("minority", &Shape::Whole(1, MOST), OTHER_KIND, "the weight of those against that blocks"),
            may("against", &Shape::Word(AGAINST), "a fault beside `minority`", "who is against"),
            may("quorum", &Shape::Whole(1, MOST), OTHER_KIND, "the weight of those present that is needed"),
            may("weights", &Shape::Text, "1 for everybody who counts", "the table of weights"),
            may("members", &NAMES, "everybody", "who counts, if only some do"),
            $($more),*
        ])
    };
}

static REQUIREMENT: Shape = requirement_with!();
static REQUIREMENTS: Shape = Shape::List { of: &REQUIREMENT, least: 1, what: "requirements" };
static RULE: Shape = requirement_with!(
    may("text", &Shape::Text, "the keys of a requirement", "the whole rule in one line"),
    may("vetoes", &NAMES, "nobody", "the members with a veto"),
    may("vetoes_needed", &Shape::Whole(1, MOST), "1", "how many of them must say no"),
);
