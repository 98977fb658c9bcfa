//! Scenarios of direct parameters.

use super::{
    AUTHORIZATION, BACKLASH, CHANNELS, COUNCIL_FIELD, DISPLAY_NAME, FORMAT, LEADER, LEADER_TIERS, MEANING,
    NAME, NOTE, NUMBER_AMOUNT, NUMBER_UNIT, OBSERVED_FIELD, POOLINGS, PROTECTION, REGION, SEAT, SEED,
    SHARING_RULE, SOURCES, TIER_KEYS, TIER_SET, TITLE, TOLERANCE, TREATIES,
};
use crate::shape::{ANY, Bounds, Field, Shape, optional, required};

const CREDIT: &[Field] = &[
    required("exposure", &NUMBER_UNIT, "0.6", "ρ_x"),
    required("stance", &NUMBER_UNIT, "0.25", "ρ_y"),
    required("access", &NUMBER_UNIT, "0.15", "ρ_a"),
    optional("finance", &NUMBER_UNIT, "0", "0.0", "ρ_f"),
];
const RETALIATION_WEIGHTS: &[Field] = &[
    required("exposure", &NUMBER_AMOUNT, "0.6", "k_x"),
    required("stance", &NUMBER_AMOUNT, "0.3", "k_y"),
    required("access", &NUMBER_AMOUNT, "0.1", "k_a"),
];
const TREATY_CREDIT: &[Field] = &[
    required("none", &NUMBER_UNIT, "0.35", "ψ without a treaty"),
    required("multilateral", &NUMBER_UNIT, "0.4", "ψ of a multilateral treaty"),
    required("bilateral", &NUMBER_UNIT, "0.95", "ψ of a bilateral treaty"),
];
const PARAMETERS: &[Field] = &[
    required("credit", &Shape::Table(CREDIT), "", "ρ: credit with the leader; sums to 1"),
    required("authorization_legitimacy", &NUMBER_UNIT, "0.4", "λ_z: what authorization adds to legitimacy"),
    required("stance_legitimacy", &NUMBER_UNIT, "0.25", "λ_Q: what unanimous endorsement adds"),
    required(
        "contest_exponent",
        &Shape::Number(Bounds { low: 1e-3, high: 1e3 }),
        "1.5",
        "θ: how decisive capability is",
    ),
    required("failure_markup", &Shape::Number(BACKLASH), "0.5", "χ: how much worse risks get on failure"),
    required("excludable_protection", &NUMBER_UNIT, "0.35", "δ: share of protection that only credit buys"),
    required("launch_probability", &NUMBER_UNIT, "0.5", "q_L"),
    required("launch_legitimacy", &NUMBER_UNIT, "0.8", "η_L"),
    required("launch_severity", &NUMBER_AMOUNT, "5.0", "l_L"),
    required("domestic_probability", &NUMBER_UNIT, "0.8", "q_D"),
    required("domestic_legitimacy", &NUMBER_UNIT, "0.5", "η_D"),
    optional("military_licence", &NUMBER_UNIT, "0", "0.0", "η_M"),
    required("international_probability", &NUMBER_UNIT, "0.5", "q_I"),
    required("retaliation_probability", &NUMBER_UNIT, "0.3", "q_R"),
    required("retaliation_weights", &Shape::Table(RETALIATION_WEIGHTS), "", "k: what draws retaliation"),
    required("entrapment_probability", &NUMBER_UNIT, "0.25", "q_E"),
    required(
        "treaty_credit",
        &Shape::Table(TREATY_CREDIT),
        "",
        "ψ: how much of abandonment full credit removes",
    ),
    required(
        "value_weight",
        &NUMBER_AMOUNT,
        "2.0",
        "ν: money for standing with those who share one's values",
    ),
];
const POOL: &[Field] = &[
    required("mean", &NUMBER_AMOUNT, "2.0", "mean"),
    required("deviation", &NUMBER_AMOUNT, "2.0", "standard deviation"),
];
const METHOD: &[Field] = &[
    MEANING,
    required("legitimacy", &NUMBER_UNIT, "0.3", "λ₀: legitimacy of its legal basis"),
    required("difficulty", &NUMBER_AMOUNT, "1.0", "D: capability at which success is even"),
    required(
        "effectiveness",
        &Shape::Map { of: &NUMBER_UNIT, least: 1, what: "hazards" },
        "{ danger = 0.8 }",
        "e: share of each hazard's probability that success removes",
    ),
    required(
        "backlash",
        &Shape::Map { of: &Shape::Number(BACKLASH), least: 1, what: "hazards" },
        "{ danger = 0.5 }",
        "back: by how much failure raises each hazard's probability",
    ),
    required(
        "casualties",
        &Shape::Table(POOL),
        "{ mean = 2.0, deviation = 2.0 }",
        "pool of casualties, in money",
    ),
    required("financial", &Shape::Table(POOL), "{ mean = 4.0, deviation = 3.0 }", "pool of expenses"),
    optional("projection_scale", &NUMBER_AMOUNT, "1", "1.0", "factor on every state's projection cost"),
    optional("feasible", &TIER_KEYS, "\"all\"", "\"all\"", "the tiers it admits"),
];
const ISSUE: &[Field] = &[
    LEADER,
    TIER_SET,
    LEADER_TIERS,
    SHARING_RULE,
    PROTECTION,
    AUTHORIZATION,
    optional(
        "vote_value_weight",
        &NUMBER_AMOUNT,
        "0",
        "0.0",
        "ν_c: money a member gives for voting with those who share its values",
    ),
    required(
        "hazards",
        &Shape::List { of: &Shape::Text, least: 1, what: "hazards" },
        "[\"danger\"]",
        "the names of the dangers",
    ),
    required(
        "methods",
        &Shape::Map { of: &Shape::Table(METHOD), least: 1, what: "methods" },
        "",
        "the ways of acting",
    ),
];
const HAZARD: &[Field] = &[
    required("probability", &NUMBER_UNIT, "0.35", "p: that the harm comes if nobody acts"),
    required("severity", &NUMBER_AMOUNT, "20.0", "l: loss if it comes"),
];
const RISK_TOLERANCE: Shape = Shape::Either(&[Shape::Number(TOLERANCE), Shape::Word(&["infinity"])]);
const MAP_OF_UNITS: Shape = Shape::Map { of: &NUMBER_UNIT, least: 0, what: "names" };
const STATE: &[Field] = &[
    DISPLAY_NAME,
    REGION,
    NOTE,
    SEAT,
    required(
        "risk_tolerance",
        &RISK_TOLERANCE,
        "15.0",
        "τ, in money, or \"infinity\" for a risk-neutral state",
    ),
    required("capability", &NUMBER_AMOUNT, "0.8", "c: military capability"),
    required("asset_capability", &NUMBER_AMOUNT, "0.3", "b: capability that its assets add"),
    required("stance_weight", &NUMBER_AMOUNT, "1.5", "w: weight of its public stance"),
    required(
        "hazards",
        &Shape::Map { of: &Shape::Table(HAZARD), least: 1, what: "hazards" },
        "{ danger = { probability = 0.35, severity = 20.0 } }",
        "how it sees each danger",
    ),
    optional(
        "difficulties",
        &Shape::Map { of: &NUMBER_AMOUNT, least: 0, what: "methods" },
        "the methods' own",
        "{}",
        "its own view of a method's difficulty",
    ),
    required("casualty_sensitivity", &NUMBER_AMOUNT, "1.0", "κ"),
    required("opposition", &NUMBER_UNIT, "0.45", "opp: share of the public against acting"),
    required("domestic_severity", &NUMBER_AMOUNT, "6.0", "l_dom"),
    required("international_severity", &NUMBER_AMOUNT, "4.0", "l_int"),
    required("retaliation_severity", &NUMBER_AMOUNT, "5.0", "l_ret"),
    required("entrapment_severity", &NUMBER_AMOUNT, "3.0", "l_ent"),
    required("treaty", &Shape::Word(TREATIES), "\"bilateral\"", "kind of treaty with the leader"),
    required("abandonment_probability", &NUMBER_UNIT, "0.4", "a₀"),
    required("protection_value", &NUMBER_AMOUNT, "24.0", "V: value of the leader's protection"),
    required(
        "affinity",
        &Shape::Number(Bounds { low: -1.0, high: 1.0 }),
        "0.9",
        "v: values shared with the leader",
    ),
    optional("projection_cost", &NUMBER_AMOUNT, "0", "0.0", "proj: money to deploy all its capability"),
    optional("fixed_weight", &NUMBER_AMOUNT, "1", "1.0", "ω in the fixed sharing rule"),
    optional(
        "payments",
        &Shape::Map { of: &Shape::Number(ANY), least: 0, what: "tiers" },
        "none",
        "{ A = 0.5 }",
        "pay(t): side payment received at a tier",
    ),
    optional("feasible", &TIER_KEYS, "\"all\"", "\"all\"", "the tiers it was asked for"),
    optional("fidelity", &NUMBER_UNIT, "needed for a broadcast", "0.5", "φ with which it hears the leader"),
    optional(
        "internal_fidelity",
        &NUMBER_UNIT,
        "needed for two stages",
        "0.5",
        "φ with which its government hears its experts",
    ),
    optional(
        "experts",
        &MAP_OF_UNITS,
        "needed for two stages",
        "{ danger = 0.4 }",
        "its experts' probability of each hazard",
    ),
    optional("susceptibility", &NUMBER_UNIT, "needed for a network", "0.5", "how far it listens at all"),
    optional(
        "listens_to",
        &MAP_OF_UNITS,
        "needed for a network",
        "{ A = 1.0 }",
        "whom it listens to; sums to 1",
    ),
    optional(
        "vote_band",
        &NUMBER_AMOUNT,
        "0",
        "0.1",
        "support below which it abstains in the council, in money",
    ),
    optional("veto_cost", &NUMBER_AMOUNT, "0", "0.5", "price of casting a veto, in money"),
    OBSERVED_FIELD,
];
const COMMUNICATION: &[Field] = &[
    required("channel", &Shape::Word(CHANNELS), "\"silent\"", "how states hear of the danger"),
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

/// A scenario that gives the model's parameters directly.
pub(crate) const PARAMETER_SCENARIO: Shape = Shape::Table(&[
    FORMAT,
    NAME,
    TITLE,
    NOTE,
    SEED,
    SOURCES,
    required("issue", &Shape::Table(ISSUE), "", "the danger, and what can be done"),
    required("parameters", &Shape::Table(PARAMETERS), "", "coefficients common to all states and methods"),
    optional("communication", &Shape::Table(COMMUNICATION), "silent", "", "how the danger is communicated"),
    COUNCIL_FIELD,
    required(
        "states",
        &Shape::Map { of: &Shape::Table(STATE), least: 1, what: "states" },
        "",
        "the states, by name",
    ),
]);
