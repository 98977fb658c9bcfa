//! The keys of a portfolio's file.

use crate::shape::{ANY, Bounds, Field, Need, Shape, required};

/// The attitudes there are.
pub(super) const ATTITUDES: &[&str] = &["entropic", "mean-variance", "cvar", "spectral", "neutral"];
/// Those that a part of a mixture may have.
const OF_PARTS: &[&str] = &["entropic", "mean-variance", "cvar", "neutral"];
/// The word for a member to whom only the mean counts.
pub(super) const INFINITY: &str = "infinity";

const UNIT: Shape = Shape::Number(Bounds { low: 0.0, high: 1.0 });
const TOLERANCE: Shape =
    Shape::Either(&[Shape::Number(Bounds { low: 1e-6, high: 1e12 }), Shape::Word(&[INFINITY])]);

/// An optional key, and what is taken if it is missing; no commented template is made of these files.
const fn may(
    key: &'static str,
    shape: &'static Shape,
    default: &'static str,
    meaning: &'static str,
) -> Field {
    Field { key, shape, need: Need::Optional(default), meaning, sample: "" }
}

/// The file.
pub(crate) static FILE: Shape = Shape::Table(&[
    required("format", &Shape::Whole(1, 1), "1", "the version of this format"),
    required("name", &Shape::Text, "", "the name of the portfolio"),
    required("source", &Shape::Text, "", "where its numbers come from"),
    may("unit", &Shape::Text, "unnamed", "the unit of amounts and tolerances"),
    may("note", &Shape::Text, "none", "free text"),
    required(
        "outcomes",
        &Shape::Either(&[
            Shape::Map { of: &UNIT, least: 1, what: "names of outcomes" },
            Shape::List { of: &Shape::Text, least: 1, what: "outcomes" },
        ]),
        "",
        "the outcomes, each with its probability where there is a common belief",
    ),
    may("default", &DEFAULT, "none", "the attitude of players who have none of their own"),
    required("players", &Shape::Map { of: &PLAYER, least: 1, what: "names of players" }, "", "the players"),
]);

/// A number for each outcome: a list in their order, or a table by name.
static AMOUNTS: Shape = Shape::Either(&[
    Shape::List { of: &Shape::Number(ANY), least: 1, what: "amounts" },
    Shape::Map { of: &Shape::Number(ANY), least: 0, what: "names of outcomes" },
]);
static BELIEF: Shape = Shape::Either(&[
    Shape::List { of: &UNIT, least: 1, what: "probabilities" },
    Shape::Map { of: &UNIT, least: 1, what: "names of outcomes" },
]);
static LEVELS: Shape = Shape::List { of: &LEVEL, least: 1, what: "levels" };
static LEVEL: Shape = Shape::Table(&[
    required("weight", &UNIT, "", "its weight; the weights sum to 1"),
    required("level", &UNIT, "", "the mean of the worst 1 − level is taken"),
]);

/// The keys of an attitude, and more. A macro, since neither fields nor statics are copied.
macro_rules! attitude_with {
    ($words:expr; $($more:expr),* $(,)?) => {
        Shape::Table(&[
            may("attitude", &Shape::Word($words), "what the other keys say", "how payoffs are valued"),
            may("tolerance", &TOLERANCE, "none", "τ, in the unit, of entropic and mean-variance"),
            may("level", &UNIT, "none", "a of cvar: the mean of the worst 1 − a"),
            $($more),*
        ])
    };
}

static DEFAULT: Shape =
    attitude_with!(ATTITUDES; may("levels", &LEVELS, "none", "of spectral: a mixture of cvar"));
static PLAYER: Shape = attitude_with!(ATTITUDES;
    may("levels", &LEVELS, "none", "of spectral: a mixture of cvar"),
    required("amounts", &AMOUNTS, "", "what the player holds in each outcome"),
    may("belief", &BELIEF, "the probabilities of the outcomes", "the player's own probabilities"),
    may("parts", &PARTS, "none", "a mixture of attitudes, each perhaps with a belief of its own"),
);
static PARTS: Shape = Shape::List { of: &PART, least: 1, what: "parts" };
static PART: Shape = attitude_with!(OF_PARTS;
    required("weight", &UNIT, "", "its weight; the weights sum to 1"),
    may("belief", &BELIEF, "that of the player", "its own probabilities"),
);
