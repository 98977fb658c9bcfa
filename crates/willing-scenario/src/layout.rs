//! The layout of scenario files: every key there is, with its shape, default and meaning.

use crate::shape::{Bounds, Field, Shape, optional, required};

mod facts;
mod parameters;

pub(crate) use facts::{FACT_SCENARIO, MAPPING_HEAD};
pub(crate) use parameters::PARAMETER_SCENARIO;

const UNIT: Bounds = Bounds { low: 0.0, high: 1.0 };
const AMOUNT: Bounds = Bounds { low: 0.0, high: 1e12 };
const TOLERANCE: Bounds = Bounds { low: 1e-6, high: 1e12 };
const BACKLASH: Bounds = Bounds { low: -1.0, high: 1e6 };
const KILOMETRES: Bounds = Bounds { low: 1.0, high: 1e5 };

const EVIDENCE: &[&str] = &["read", "derived", "memory"];
const REGIONS: &[&str] =
    &["africa", "americas", "asia-pacific", "europe", "middle-east", "post-soviet", "south-asia"];
const ROLES: &[&str] = &["participant", "victim", "host", "belligerent"];
const SEATS: &[&str] = &["permanent", "elected", "none"];
const OBSERVED: &[&str] = &["lead", "combat", "troops", "assets", "money", "political", "neutral", "opposed"];
const SUPPORT: &[&str] = &["yes", "no", "unknown"];
const POSITIONS: &[&str] = &["support", "oppose", "abstain", "absent", "undecided", "unknown"];
const LEGAL_BASES: &[&str] =
    &["self-defence", "assistance", "existing-resolutions", "humanitarian", "preemption"];
const OPERATIONS: &[&str] =
    &["invasion", "liberation", "air-campaign", "one-off-strike", "coercive-inspection", "blockade"];
const WHO: &[&str] = &["everybody", "able", "nobody"];
const CONTRIBUTIONS: &[&str] = &["troops", "assets", "money", "endorsement"];
const MATTERS: &[&str] = &["substantive", "procedural", "dispute"];
const SHARING: &[&str] = &["borch", "proportional", "equal", "fixed", "negotiated"];
const CHANNELS: &[&str] = &["silent", "broadcast", "two-stage", "network"];
const POOLINGS: &[&str] = &["log-odds", "linear"];
const TREATIES: &[&str] = &["none", "multilateral", "bilateral"];

const NUMBER_UNIT: Shape = Shape::Number(UNIT);
const NUMBER_AMOUNT: Shape = Shape::Number(AMOUNT);

const FORMAT: Field = required("format", &Shape::Whole(1, 1), "1", "version of the format");
const NAME: Field = required("name", &Shape::Text, "\"example\"", "short name of the scenario");
const TITLE: Field = optional("title", &Shape::Text, "the name", "\"An example\"", "name for people");
const NOTE: Field = optional("note", &Shape::Text, "nothing", "\"…\"", "anything worth knowing");
const SEED: Field =
    optional("seed", &Shape::Whole(0, i64::MAX), "0", "1", "seed of whatever is drawn at random");
const SOURCES: Field = optional(
    "sources",
    &Shape::Map { of: &Shape::Text, least: 0, what: "sources" },
    "none",
    "{ A = \"Publisher, title, version\" }",
    "short citations, by the id that facts refer to",
);

const TIER: &[Field] = &[
    required("key", &Shape::Text, "\"C\"", "short key"),
    required("name", &Shape::Text, "\"core\"", "name"),
    required("exposure", &NUMBER_UNIT, "1.0", "military exposure x"),
    required("stance", &Shape::Whole(-1, 1), "1", "public stance y: -1, 0 or 1"),
    required("access", &Shape::Whole(0, 1), "1", "asset access a: 0 or 1"),
    required("finance", &Shape::Whole(0, 1), "1", "finance f: 0 or 1"),
];
const TIERS: Shape = Shape::Either(&[
    Shape::Word(&["eight", "ten"]),
    Shape::List { of: &Shape::Table(TIER), least: 1, what: "tiers" },
]);
const TIER_KEYS: Shape =
    Shape::Either(&[Shape::Word(&["all"]), Shape::List { of: &Shape::Text, least: 1, what: "tiers" }]);

const LEADER: Field = required("leader", &Shape::Text, "\"A\"", "the state that can act without the council");
const TIER_SET: Field = optional(
    "tiers",
    &TIERS,
    "\"ten\"",
    "\"ten\"",
    "the tiers there are: \"eight\", \"ten\" (with the two that pay), or a list of tables",
);
const LEADER_TIERS: Field =
    optional("leader_tiers", &TIER_KEYS, "[\"C\"]", "[\"C\"]", "the tiers the leader may choose");
const SHARING_RULE: Field =
    optional("sharing", &Shape::Word(SHARING), "\"borch\"", "\"borch\"", "how the burden is divided");
const PROTECTION: Field = optional(
    "protection_by_others",
    &Shape::Word(&["nothing", "unchanged"]),
    "\"nothing\"",
    "\"nothing\"",
    "what the protection of another leader would be worth",
);
const AUTHORIZATION: Field = optional(
    "authorization",
    &Shape::Word(&["unauthorized", "authorized"]),
    "\"unauthorized\"",
    "\"unauthorized\"",
    "the council's decision taken as given, where no council is described",
);

const NAMES: Shape = Shape::List { of: &Shape::Text, least: 0, what: "names" };
const COUNCIL: &[Field] = &[
    required(
        "rule",
        &Shape::Text,
        "\"quota\"",
        "\"security-council\" (15 members, 9 yes), \"security-council-1946\" (11, 7), \"quota\", or a rule in one line, \
         such as \"9 of 15\", for the members in the order of their states",
    ),
    optional(
        "quota",
        &Shape::Whole(1, 1 << 40),
        "needed for \"quota\" only",
        "2",
        "weight of yes votes needed",
    ),
    optional(
        "weights",
        &Shape::Map { of: &Shape::Whole(0, 1 << 40), least: 0, what: "members" },
        "1 each",
        "{ A = 2 }",
        "weights of members, for \"quota\" only",
    ),
    optional("vetoes", &NAMES, "none", "[\"A\"]", "members that hold a veto, but for the charters"),
    optional(
        "vetoes_needed",
        &Shape::Whole(1, 1 << 16),
        "1",
        "2",
        "how many of them must say no to stop a draft",
    ),
    optional(
        "matter",
        &Shape::Word(MATTERS),
        "\"substantive\"",
        "\"substantive\"",
        "kind of question: procedure knows no veto, a party to a dispute must abstain",
    ),
    optional("parties", &NAMES, "none", "[]", "members that are parties to the dispute"),
    optional("absent", &NAMES, "none", "[]", "members that take no part"),
];
const COUNCIL_FIELD: Field = optional(
    "council",
    &Shape::Table(COUNCIL),
    "none: nobody is asked",
    "",
    "the council; its members are the states with a seat, in their order",
);
const SEAT: Field =
    optional("council", &Shape::Word(SEATS), "\"none\"", "\"elected\"", "its seat in the council");

const OBSERVATION: &[Field] = &[
    required("tier", &Shape::Word(OBSERVED), "\"neutral\"", "what it did in the opening phase"),
    optional("later", &Shape::Word(OBSERVED), "the same", "\"troops\"", "what that became"),
    optional("score", &Shape::Truth, "true", "true", "whether a back-test counts it"),
    optional(
        "political_support",
        &Shape::Word(SUPPORT),
        "\"unknown\"",
        "\"unknown\"",
        "whether it declared support",
    ),
    optional(
        "council_position",
        &Shape::Word(POSITIONS),
        "none",
        "\"undecided\"",
        "its position in the council towards the leader's line",
    ),
    optional("evidence", &Shape::Word(EVIDENCE), "\"memory\"", "\"read\"", "how this is known"),
    optional("sources", &NAMES, "none", "[]", "ids of sources"),
];
const OBSERVED_FIELD: Field = optional(
    "observed",
    &Shape::Table(OBSERVATION),
    "not observed",
    "",
    "what the state did; carried beside the facts, never used to compute",
);
const DISPLAY_NAME: Field = optional("name", &Shape::Text, "the key", "\"Alphaland\"", "name for people");
const REGION: Field = optional("region", &Shape::Word(REGIONS), "none", "\"europe\"", "part of the world");

const MEANING: Field = optional("meaning", &Shape::Text, "nothing", "\"…\"", "what it is, in a line");
