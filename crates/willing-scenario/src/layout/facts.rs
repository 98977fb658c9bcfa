//! Scenarios of facts, and the head of a mapping.

use super::{
    AMOUNT, AUTHORIZATION, BACKLASH, CONTRIBUTIONS, COUNCIL_FIELD, DISPLAY_NAME, EVIDENCE, FORMAT,
    KILOMETRES, LEADER, LEADER_TIERS, LEGAL_BASES, MEANING, NAME, NAMES, NOTE, OBSERVED_FIELD, OPERATIONS,
    POOLINGS, PROTECTION, REGION, ROLES, SEAT, SEED, SHARING_RULE, SOURCES, TIER_KEYS, TIER_SET, TITLE,
    TREATIES, UNIT, WHO,
};
use crate::shape::{ANY, Bounds, Field, Shape, optional, required};

/// Bounds and meaning of each fact; the keys are those of [`crate::Facts`].
macro_rules! fact_shapes {
    ($($key:ident $constant:ident [$low:literal, $high:literal] $sample:literal: $meaning:literal;)*) => {
        $(const $constant: Shape = Shape::Either(&[
            Shape::Number(Bounds { low: $low, high: $high }),
            UNKNOWN,
            Shape::Table(&[
                required(
                    "value",
                    &Shape::Either(&[Shape::Number(Bounds { low: $low, high: $high }), UNKNOWN]),
                    $sample,
                    "the value, or \"unknown\"",
                ),
                FACT_EVIDENCE,
                FACT_SOURCES,
            ]),
        ]);)*

        const PROVENANCE: &[Field] = &[$(optional(
            stringify!($key),
            &Shape::Table(PROVENANCE_OF_FACT),
            "nothing said",
            "{ evidence = \"derived\", sources = [], year = 2002 }",
            $meaning,
        ),)*];

        const FACT_STATE: &[Field] = &[
            DISPLAY_NAME,
            REGION,
            required("treaty", &Shape::Text, "\"none\"", "label of its treaty with the leader, one of the mapping's"),
            SEAT,
            $(required(stringify!($key), &$constant, $sample, $meaning),)*
            ASKED_OF_STATE,
            ROLE,
            NOTE,
            OBSERVED_FIELD,
        ];
    };
}

const UNKNOWN: Shape = Shape::Word(&["unknown"]);
const FACT_EVIDENCE: Field =
    optional("evidence", &Shape::Word(EVIDENCE), "as [facts] says", "\"read\"", "how this is known");
const FACT_SOURCES: Field = optional("sources", &NAMES, "as [facts] says", "[]", "ids of sources");
const PROVENANCE_OF_FACT: &[Field] = &[
    required("evidence", &Shape::Word(EVIDENCE), "\"derived\"", "how it is known"),
    required("sources", &NAMES, "[]", "ids of sources"),
    optional("year", &Shape::Whole(1800, 2200), "not said", "2002", "the year it describes"),
];
const ASKED_OF_STATE: Field = optional(
    "asked",
    &Shape::List { of: &Shape::Word(CONTRIBUTIONS), least: 0, what: "contributions" },
    "by the rule of the issue",
    "[\"assets\", \"endorsement\"]",
    "what it was asked for, where that is known",
);
const ROLE: Field =
    optional("role", &Shape::Word(ROLES), "\"participant\"", "\"participant\"", "its part in the story");

fact_shapes! {
    capability_share CAPABILITY_SHARE [0.0, 1.0] "0.02":
        "share of the world's national capability (composite index), the year before";
    military_spending MILITARY_SPENDING [0.0, 100_000.0] "38.0":
        "military spending, billions of current US dollars, the year before";
    gdp GDP [0.0, 1_000_000.0] "2500.0":
        "yearly product, billions of international dollars of 2017";
    population POPULATION [0.0, 10_000.0] "60.0": "millions";
    democracy DEMOCRACY [0.0, 1.0] "0.85": "index of electoral democracy, the year before";
    alignment_gap ALIGNMENT_GAP [0.0, 20.0] "0.8":
        "distance to the leader between ideal points estimated from votes in the General Assembly, the year before";
    target_distance TARGET_DISTANCE [0.0, 25_000.0] "3500.0": "least distance to the target, km";
    leader_troops LEADER_TROOPS [0.0, 10_000_000.0] "10000.0":
        "troops of the leader on its soil, the year before";
    opposition OPPOSITION [0.0, 1.0] "\"unknown\"":
        "share of the public against acting, where it was measured beforehand";
}

/// A number that is assumed or read: bare, or with where it comes from and how wrong it may be.
macro_rules! assumption {
    ($constant:ident, $bounds:expr, $sample:literal) => {
        const $constant: Shape = Shape::Either(&[
            Shape::Number($bounds),
            Shape::Table(&[
                required("value", &Shape::Number($bounds), $sample, "the value used"),
                optional("source", &Shape::Text, "assumed", "\"assumed\"", "where it comes from"),
                ASSUMED_RANGE,
            ]),
        ]);
    };
}

const ASSUMED_RANGE: Field = optional(
    "range",
    &Shape::List { of: &Shape::Number(ANY), least: 2, what: "bounds" },
    "not said",
    "[0.0, 1.0]",
    "the plausible range, [low, high]",
);
assumption!(ASSUMED_UNIT, UNIT, "0.5");
assumption!(ASSUMED_AMOUNT, AMOUNT, "1.0");
assumption!(ASSUMED_BACKLASH, BACKLASH, "0.2");
assumption!(ASSUMED_KILOMETRES, KILOMETRES, "3000.0");

const FACT_HAZARD: &[Field] = &[
    MEANING,
    required(
        "probability",
        &ASSUMED_UNIT,
        "0.3",
        "that the harm comes if nobody acts, as the leader sees it",
    ),
    required("severity", &ASSUMED_UNIT, "0.02", "loss at the target's border, as a share of yearly product"),
    required(
        "reach",
        &ASSUMED_KILOMETRES,
        "3000.0",
        "distance to the target at which it is e times less, km",
    ),
    required("worldwide", &ASSUMED_UNIT, "0.1", "the part of it that distance does not lessen"),
];
const FACT_POOL: &[Field] = &[
    required("mean", &ASSUMED_AMOUNT, "1.0", "mean"),
    required("deviation", &ASSUMED_AMOUNT, "0.5", "standard deviation"),
];
const FACT_METHOD: &[Field] = &[
    MEANING,
    required(
        "legal_basis",
        &Shape::Word(LEGAL_BASES),
        "\"self-defence\"",
        "what makes it lawful, if anything does",
    ),
    required(
        "operation",
        &Shape::Word(OPERATIONS),
        "\"invasion\"",
        "kind of operation; the mapping says which tiers it admits",
    ),
    required(
        "difficulty",
        &ASSUMED_AMOUNT,
        "0.4",
        "capability at which success is even; the leader sends 1 × deployable share",
    ),
    required(
        "effectiveness",
        &Shape::Map { of: &ASSUMED_UNIT, least: 1, what: "hazards" },
        "{ danger = 0.7 }",
        "share of each hazard's probability that success removes",
    ),
    required(
        "backlash",
        &Shape::Map { of: &ASSUMED_BACKLASH, least: 1, what: "hazards" },
        "{ danger = 0.3 }",
        "by how much failure raises each hazard's probability",
    ),
    required(
        "deaths",
        &Shape::Table(FACT_POOL),
        "{ mean = 500, deviation = 500 }",
        "military deaths of all who take part",
    ),
    required(
        "cost",
        &Shape::Table(FACT_POOL),
        "{ mean = 50, deviation = 50 }",
        "expenses of all who pay, billions",
    ),
    optional("projection_scale", &ASSUMED_AMOUNT, "1", "1.0", "factor on every state's cost of deployment"),
    optional("feasible", &TIER_KEYS, "by kind of operation", "\"all\"", "the tiers it admits"),
];
const WHO_IS_ASKED: Shape =
    Shape::Either(&[Shape::Word(WHO), Shape::List { of: &Shape::Text, least: 0, what: "states" }]);
const ASKED: &[Field] = &[
    optional(
        "troops",
        &WHO_IS_ASKED,
        "\"able\"",
        "\"able\"",
        "\"everybody\", \"able\" (by the mapping's rule), \"nobody\", or a list of states",
    ),
    optional("assets", &WHO_IS_ASKED, "\"able\"", "\"able\"", "likewise"),
    optional("money", &WHO_IS_ASKED, "\"able\"", "\"able\"", "likewise"),
    optional("endorsement", &WHO_IS_ASKED, "\"everybody\"", "\"everybody\"", "likewise"),
];
const FACT_ISSUE: &[Field] = &[
    LEADER,
    required("target", &Shape::Text, "\"Omegaland\"", "what distances are measured to; it does not play"),
    optional("year", &Shape::Whole(1800, 2200), "not said", "2003", "year of the decision"),
    TIER_SET,
    LEADER_TIERS,
    SHARING_RULE,
    PROTECTION,
    AUTHORIZATION,
    optional("asked", &Shape::Table(ASKED), "able states", "", "who was asked for what"),
    required(
        "hazards",
        &Shape::Map { of: &Shape::Table(FACT_HAZARD), least: 1, what: "hazards" },
        "",
        "the dangers",
    ),
    required(
        "methods",
        &Shape::Map { of: &Shape::Table(FACT_METHOD), least: 1, what: "methods" },
        "",
        "the ways of acting",
    ),
];
const FACT_COMMUNICATION: &[Field] = &[
    required(
        "channel",
        &Shape::Word(&["silent", "broadcast"]),
        "\"broadcast\"",
        "whether the leader is heard; fidelity comes from the mapping",
    ),
    optional(
        "pooling",
        &Shape::Word(POOLINGS),
        "\"log-odds\"",
        "\"log-odds\"",
        "how a heard probability is mixed with one's own",
    ),
    optional(
        "public_response",
        &Shape::Number(Bounds { low: 0.0, high: 1e6 }),
        "0",
        "0.2",
        "how strongly the public follows its government's change of mind",
    ),
];

/// A scenario of facts, which a mapping turns into parameters.
pub(crate) const FACT_SCENARIO: Shape = Shape::Table(&[
    FORMAT,
    NAME,
    TITLE,
    NOTE,
    SEED,
    required(
        "mapping",
        &Shape::Text,
        "\"standard\"",
        "path of the mapping from this file, or \"standard\" for the one that comes along",
    ),
    SOURCES,
    optional(
        "facts",
        &Shape::Table(PROVENANCE),
        "nothing said",
        "",
        "how each fact is known, where a state does not say",
    ),
    required("issue", &Shape::Table(FACT_ISSUE), "", "the danger, and what can be done"),
    optional(
        "communication",
        &Shape::Table(FACT_COMMUNICATION),
        "silent",
        "",
        "how the danger is communicated",
    ),
    COUNCIL_FIELD,
    required(
        "states",
        &Shape::Map { of: &Shape::Table(FACT_STATE), least: 1, what: "states" },
        "",
        "the states, by a short key",
    ),
]);

/// A mapping, but for its coefficients.
pub(crate) const MAPPING_HEAD: &[Field] = &[
    FORMAT,
    required("name", &Shape::Text, "\"standard\"", "its name"),
    NOTE,
    required(
        "treaties",
        &Shape::Map { of: &Shape::Word(TREATIES), least: 1, what: "treaty labels" },
        "{ none = \"none\" }",
        "what kind of treaty each label is",
    ),
    required(
        "operations",
        &Shape::Table(OPERATION_TIERS),
        "",
        "the tiers that each kind of operation admits",
    ),
];
const OPERATION_TIERS: &[Field] = &[
    required("invasion", &TIER_KEYS, "\"all\"", "ground forces enter the target"),
    required("liberation", &TIER_KEYS, "\"all\"", "an occupied state is freed"),
    required("air-campaign", &TIER_KEYS, "\"all\"", "strikes over weeks"),
    required("one-off-strike", &TIER_KEYS, "\"all\"", "a single strike by those who are there"),
    required("coercive-inspection", &TIER_KEYS, "\"all\"", "inspections with forces standing by"),
    required("blockade", &TIER_KEYS, "\"all\"", "trade is cut off"),
];
