//! The JSON Schema of answer files.

use serde_json::{Value, json};

use crate::AnswerFile;

/// The JSON Schema (draft 2020-12) of what [`AnswerFile::to_json`] writes: the envelope and the labels in
/// full, the answer down to its parts. Parts inside are those of the types of `willing-check`, in their
/// serde form; lists of states are in the order of seats, lists of cells in the order of methods, first
/// without authorization.
#[must_use]
pub fn answer_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answer of willing",
        "description": "The answer to a crisis with the certificates of its claims, as written by `willing solve --format json` and verified by `willing check`. Numbers have every digit; infinite ones are the words \"infinity\" and \"-infinity\".",
        "type": "object",
        "additionalProperties": false,
        "required": ["format", "version", "labels", "answer"],
        "properties": {
            "format": { "const": AnswerFile::FORMAT },
            "version": { "const": AnswerFile::VERSION },
            "note": { "type": "string", "description": "What the numbers are; there where a mapping was used." },
            "labels": labels_schema(),
            "answer": crisis_answer_schema(),
        },
    })
}

fn labels_schema() -> Value {
    let words = |description: &str| json!({ "type": "object", "additionalProperties": { "type": "string" }, "description": description });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "title": { "type": "string", "description": "The title of the scenario." },
            "money": { "type": "string", "description": "The unit of money." },
            "origin": {
                "description": "Where the parameters come from.",
                "oneOf": [
                    { "const": "direct" },
                    {
                        "type": "object",
                        "additionalProperties": false,
                        "required": ["mapping"],
                        "properties": {
                            "mapping": {
                                "type": "object",
                                "additionalProperties": false,
                                "required": ["name"],
                                "properties": { "name": { "type": "string" } },
                            },
                        },
                    },
                ],
            },
            "names": words("Names of states for people, by their name in the issue."),
            "treaties": words("Treaty of each state with the leader, by its name."),
            "observed": words("What each state did in fact, by its name."),
        },
    })
}

fn crisis_answer_schema() -> Value {
    let object = |description: &str| json!({ "type": "object", "description": description });
    let array = |description: &str| json!({ "type": "array", "items": { "type": "object" }, "description": description });
    let either = |description: &str| json!({ "type": ["object", "string"], "description": description });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": [
            "version", "settings", "crisis", "cells", "drafts", "council", "options", "course",
            "leader_status_quo", "shown", "states", "robustness", "removals", "candidacies", "caveats",
        ],
        "properties": {
            "version": { "type": "string", "description": "The version of the library that computed it." },
            "settings": object("What it takes to repeat the run."),
            "crisis": object("The crisis itself: issue, council or standing authorization, choices."),
            "cells": array("Every tier game with its certificate."),
            "drafts": array("For each method the draft that would authorize it: supports, votes, count."),
            "council": either("What came of asking the council."),
            "voting": voting_schema(),
            "options": array("The leader's options and what each is worth to it."),
            "course": either("What happens."),
            "leader_status_quo": { "type": "number", "description": "Payoff of the leader if it stays out." },
            "shown": { "type": ["integer", "null"], "description": "The place of the cell that `states` describes." },
            "states": array("Each state: tier, payoff, ledger, shares of risks, prices, sensitivities."),
            "burden": burden_schema(),
            "robustness": object("The set of outcomes over all equilibria, and what holds in all."),
            "removals": { "type": "array", "description": "What happens without each state; empty if not asked for." },
            "candidacies": { "type": "array", "description": "What happens if each other state leads; empty if not asked for." },
            "caveats": { "type": "array", "description": "Reservations." },
        },
    })
}

fn voting_schema() -> Value {
    let reckoned = |description: &str| {
        json!({
            "description": description,
            "oneOf": [
                {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["computed"],
                    "properties": { "computed": { "type": "object" } },
                },
                {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["left-out"],
                    "properties": { "left-out": { "enum": ["too-large", "uncheckable", "not-run"] } },
                },
            ],
        })
    };
    let seats = |description: &str| json!({ "type": "array", "items": { "type": "integer" }, "description": description });
    let pick = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["of", "take"],
        "properties": {
            "of": seats("Members whose votes the rule takes alike."),
            "take": { "type": "integer", "description": "How many of them, whoever they are." },
        },
    });
    let family = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["picks"],
        "properties": { "picks": { "type": "array", "items": pick } },
    });
    let blocking = json!({
        "type": ["object", "null"],
        "additionalProperties": false,
        "required": ["count", "families"],
        "properties": {
            "count": { "type": ["string", "null"], "description": "How many coalitions there are, in digits; null where they are not counted." },
            "families": { "type": "array", "items": family, "description": "The smallest of them, by kinds of members." },
        },
    });
    json!({
        "type": "object",
        "description": "What the rule of the council makes of its members; absent without a council, and in older answers.",
        "additionalProperties": false,
        "required": ["vetoes", "power", "roll_call", "blocking"],
        "properties": {
            "vetoes": seats("Members whose no alone stops a draft that all others want."),
            "power": reckoned("Winning coalitions, swings and Shapley–Shubik indices if nobody abstains; numbers are texts."),
            "roll_call": reckoned("By seat, the chances to settle passage and failure of a roll call."),
            "blocking": { "type": "array", "items": blocking, "description": "For each draft the minimal coalitions that block it; null for one that would pass." },
        },
    })
}

fn burden_schema() -> Value {
    let reckoned = |computed: &Value, description: &str| {
        json!({
            "description": description,
            "oneOf": [
                {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["computed"],
                    "properties": { "computed": computed },
                },
                {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["left-out"],
                    "properties": { "left-out": { "enum": ["too-large", "uncheckable", "not-run"] } },
                },
            ],
        })
    };
    let seat = |description: &str| json!({ "type": "integer", "description": description });
    let number = |description: &str| json!({ "type": "number", "description": description });
    let numbers = |description: &str| json!({ "type": "array", "items": { "type": "number" }, "description": description });
    let fractions = |description: &str| json!({ "type": "array", "items": { "type": "string" }, "description": description });
    let seats = |description: &str| json!({ "type": "array", "items": { "type": "integer" }, "description": description });
    let member = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["player", "aside", "gain", "payment"],
        "properties": {
            "player": seat("Its seat among the states."),
            "aside": { "type": ["integer", "null"], "description": "The tier at which it stands aside; null if it cannot." },
            "gain": number("What the equilibrium brings it beyond the status quo, before payments."),
            "payment": number("What the leader pays it already."),
        },
    });
    let shared = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["parties", "worths", "shapley", "nucleolus", "core"],
        "properties": {
            "parties": { "type": "array", "items": seats("Who acts as one."), "description": "The leader, followers, and the others as one where there are many." },
            "worths": numbers("What each set of parties with the leader gains without the rest; bit k of the place stands for party k + 1."),
            "shapley": fractions("The Shapley value, by party."),
            "nucleolus": { "type": "object", "description": "The nucleolus, by party, with its levels." },
            "core": { "type": "object", "description": "The range of each party in the core, or without whom the others would gain more." },
        },
    });
    let payments = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["payments", "groups", "leader_gain"],
        "properties": {
            "payments": numbers("What each follower would have to be paid, in the order of the members."),
            "groups": { "type": "array", "items": { "type": "object" }, "description": "Weighted groups whose claims prove that nothing less would do." },
            "leader_gain": number("What acting is then worth to the leader beyond the status quo."),
        },
    });
    let staying = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["free_riding", "giving_up"],
        "properties": { "free_riding": payments, "giving_up": payments },
    });
    let report = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["play", "members", "shared", "staying"],
        "properties": {
            "play": seat("The place of the equilibrium among the plays of the cell shown."),
            "members": { "type": "array", "items": member, "description": "Who contributes: the leader, then followers by seat." },
            "shared": reckoned(&shared, "What acting together is worth to each part of the coalition, and what would be fair."),
            "staying": reckoned(&staying, "What would have to be paid that no group leaves, if the rest goes on and if the leader may give up."),
        },
    });
    json!({
        "type": "array",
        "items": report,
        "description": "For each equilibrium of the cell shown how its burden is shared; absent in older answers.",
    })
}
