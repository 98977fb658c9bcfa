//! The keys of an institution's file.

use crate::shape::{Field, Need, Shape, required};

/// The largest whole number of TOML.
const MOST: i64 = i64::MAX;

static NAMES: Shape = Shape::List { of: &Shape::Text, least: 1, what: "members" };
static ANY_NAMES: Shape = Shape::List { of: &Shape::Text, least: 0, what: "members" };
const BASES: &[&str] = &["all", "present", "voting"];
const AGAINST: &[&str] = &["no", "not yes"];

/// An optional key; no commented template is made of these files.
const fn may(key: &'static str, shape: &'static Shape, meaning: &'static str) -> Field {
    Field { key, shape, need: Need::Optional("none"), meaning, sample: "" }
}

/// The file.
pub(super) static FILE: Shape = Shape::Table(&[
    required("format", &Shape::Whole(1, 1), "1", "the version of this format"),
    required("name", &Shape::Text, "", "the name of the institution"),
    required("source", &Shape::Text, "", "where its facts come from"),
    may("note", &Shape::Text, "free text"),
    required("members", &NAMES, "", "the members, in the order of their seats"),
    may("permanent", &ANY_NAMES, "the permanent members, if others than those with a veto"),
    may("weights", &TABLES, "tables of weights, by name and member"),
    required("rule", &RULE, "", "when a draft passes"),
]);

static TABLES: Shape = Shape::Map { of: &TABLE, least: 0, what: "names of tables" };
static TABLE: Shape = Shape::Map { of: &Shape::Whole(0, MOST), least: 0, what: "members" };

/// The keys of a requirement, and more. A macro, since neither fields nor statics are copied.
macro_rules! requirement_with {
    ($($more:expr),* $(,)?) => {
        Shape::Table(&[
            may("all", &REQUIREMENTS, "all of these must be met"),
            may("any", &REQUIREMENTS, "at least one of these must be met"),
            may("quota", &Shape::Whole(1, MOST), "the weight of yes votes that is needed"),
            may("share", &Shape::Text, "the fraction of votes that is needed"),
            may("of", &Shape::Word(BASES), "whose weight it is a fraction of"),
            may("more_than", &Shape::Truth, "whether the fraction must be exceeded"),
            may("minority", &Shape::Whole(1, MOST), "the weight of those against that blocks"),
            may("against", &Shape::Word(AGAINST), "who is against"),
            may("quorum", &Shape::Whole(1, MOST), "the weight of those present that is needed"),
            may("weights", &Shape::Text, "the table of weights"),
            may("members", &NAMES, "who counts, if only some do"),
            $($more),*
        ])
    };
}

static REQUIREMENT: Shape = requirement_with!();
static REQUIREMENTS: Shape = Shape::List { of: &REQUIREMENT, least: 1, what: "requirements" };
static RULE: Shape = requirement_with!(
    may("text", &Shape::Text, "the whole rule in one line"),
    may("vetoes", &NAMES, "the members with a veto"),
    may("vetoes_needed", &Shape::Whole(1, MOST), "how many of them must say no"),
);
