//! What each subcommand does, and how it ends.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::fs;
use std::process::Stdio;

use common::{QUARREL, command, directory, of, stdout, willing};

fn answer(test: &str) -> (std::path::PathBuf, String) {
    let path = directory(test).join("answer.json");
    let name = path.display().to_string();
    let run = willing(&["solve", QUARREL, "--format", "json", "-o", &name]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    (path, name)
}

#[test]
fn every_subcommand_has_help() {
    for name in [
        "solve",
        "check",
        "explain",
        "compare",
        "new",
        "schema",
        "backtest",
        "game",
        "council",
        "completions",
    ] {
        let run = willing(&[name, "--help"]);
        assert_eq!(run.code, 0, "{name}: {}", run.stderr);
        assert!(run.stdout.contains(&format!("Usage: willing {name}")), "{name}: {}", run.stdout);
    }
    let all = stdout(&["--help"]);
    assert!(all.contains("Exit codes: 0 an answer"), "{all}");
}

#[test]
fn an_answer_is_verified_and_written_again_to_the_same_bytes() {
    let (path, name) = answer("verified");
    let checked = stdout(&["check", &name]);
    assert!(checked.contains("every certificate holds"), "{checked}");
    let text = fs::read_to_string(&path).unwrap();
    let again = willing::report::AnswerFile::from_json(&text).unwrap().to_json().unwrap();
    assert_eq!(text, again);
}

#[test]
fn check_reads_stdin() {
    let (path, _) = answer("stdin");
    let input = fs::File::open(path).unwrap();
    let run = of(&command(&["check", "-", "--quiet"]).stdin(Stdio::from(input)).output().unwrap());
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
}

#[test]
fn an_answer_that_was_tampered_with_is_refused() {
    let (path, name) = answer("tampered");
    let text = fs::read_to_string(&path).unwrap();
    for (from, to) in [
        // A payoff, a vote, the outcome, a parameter of the crisis itself.
        ("\"leader_status_quo\":-", "\"leader_status_quo\":-1"),
        ("\"ballot\":[\"yes\"", "\"ballot\":[\"no\""),
        ("\"domestic_probability\":0.8", "\"domestic_probability\":0.7"),
        ("\"worst_gain\":-", "\"worst_gain\":-1"),
    ] {
        assert!(text.contains(from), "nothing to tamper with: {from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let run = willing(&["check", &name]);
        assert_eq!(run.code, 2, "{from} became {to}: {}{}", run.stdout, run.stderr);
        assert!(run.stdout.is_empty() && run.stderr.starts_with("error: "), "{}", run.stderr);
    }
}

#[test]
fn what_is_no_answer_is_refused() {
    let path = directory("no_answer").join("answer.json");
    let name = path.display().to_string();
    for text in ["", "{}", "[1, 2]", "{\"format\": \"willing-answer\", \"version\": 2}"] {
        fs::write(&path, text).unwrap();
        assert_eq!(willing(&["check", &name]).code, 2, "{text}");
    }
    assert_eq!(willing(&["check", "does/not/exist.json"]).code, 2);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let on = |threads| stdout(&["solve", QUARREL, "--format", "json", "--threads", threads]);
    assert_eq!(on("1"), on("2"));
}

#[test]
fn results_go_to_stdout_and_nothing_else_does() {
    let run = willing(&["solve", QUARREL, "--quick"]);
    assert!(run.stdout.starts_with("A small quarrel\n"), "{}", run.stdout);
    assert_eq!(run.stderr, "", "stderr is no terminal: no progress");
}

#[test]
fn a_game_without_a_pure_equilibrium_says_so() {
    let run = willing(&["solve", "fixtures/scenarios/examples/no_equilibria_2.toml", "--quick"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.contains("no pure equilibrium exists"), "{}", run.stdout);
}

#[test]
fn an_authorization_taken_as_given_needs_no_council() {
    let run = willing(&["solve", "fixtures/scenarios/reference/authorised.toml", "--quick"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    for words in
        ["L acts authorized beforehand: act.", "No council is asked: action is authorized beforehand."]
    {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
    let both = willing(&["solve", QUARREL, "--quick", "--set", "issue.authorization=authorized"]);
    assert_eq!(both.code, 2);
    assert!(both.stderr.contains("there is a council to ask"), "{}", both.stderr);
}

#[test]
fn the_rule_of_the_council_decides_who_blocks_and_who_has_power() {
    const IRAQ: &str = "fixtures/scenarios/iraq_2003.toml";
    let solve = |rule: &str, table: Option<&str>| {
        let rule = format!("council.rule=\"{rule}\"");
        let mut arguments = vec!["solve", IRAQ, "--quick", "--quiet", "--set", &rule];
        arguments.extend(table.iter().flat_map(|table| ["--format", "csv", "--table", table]));
        // Lines are wrapped.
        stdout(&arguments).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let says = |text: &str, words: &[&str]| {
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
    };
    let charter = [
        "invasion - United States alone;",
        "strikes - United States, United Kingdom, France, Russia or China alone, or any 7 of 10 (Spain,",
        "and 5 more), 125 coalitions in all;",
        "inspections - any 7 of 11 (Spain, Germany, Russia, China, Angola and 6 more), 330 coalitions in all.",
    ];
    says(&solve("security-council", None), &charter);
    let indices = "421/2145,106/635,53/1024,118525786/725416965";
    says(&solve("security-council", Some("power")), &[&format!("USA,alone,{indices}"), "DEU,no,4/2145,"]);
    let two = "9 of 15, 2 vetoes of {0, 1, 3, 5, 6}";
    says(&solve(two, Some("power")), &["USA,with others,361/2145,", "DEU,no,34/2145,"]);
    says(
        &solve(two, None),
        &["strikes - any 2 of 5 (United States, United Kingdom, France, Russia, China),"],
    );
    says(&solve(two, Some("blocking")), &["strikes,2,10,1180,\"2 of USA, GBR,", "strikes,7,120,1180,"]);
    let weights = "[61; 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]";
    says(&solve(weights, None), &["among others, which are not counted"]);
}

#[test]
fn all_faults_of_a_scenario_are_told_at_once() {
    let path = directory("faults").join("bad.toml");
    let text = fs::read_to_string(common::root().join(QUARREL)).unwrap();
    let text = text.replace("leader = \"L\"", "leader = \"Nobody\"").replace("quota = 3", "quota = -3");
    fs::write(&path, text).unwrap();
    let run = willing(&["solve", &path.display().to_string()]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("issue.leader") && run.stderr.contains("council.quota"), "{}", run.stderr);
}

#[test]
fn wrong_usage_is_bad_input() {
    for arguments in [
        &["solve"][..],
        &["solve", QUARREL, "--set", "nothing"],
        &["solve", QUARREL, "--format", "yaml"],
        &["solve", QUARREL, "--threads", "0"],
        &["compare", QUARREL],
        &["explain", "Atlantis", QUARREL],
        &["backtest"],
    ] {
        let run = willing(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{arguments:?}: {}", run.stdout);
    }
}

#[test]
fn a_change_moves_what_it_should() {
    let changed = stdout(&["solve", QUARREL, "--quick", "--set", "issue.leader=ALLY"]);
    assert!(changed.contains("Choice of the leader, Allyland"), "{changed}");
}

#[test]
fn an_answer_cannot_be_changed() {
    let (_, name) = answer("unchangeable");
    let run = willing(&["explain", "ALLY", &name, "--set", "issue.leader=ALLY"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("an answer cannot be changed"), "{}", run.stderr);
}

#[test]
fn answers_and_scenarios_explain_alike() {
    let (_, name) = answer("alike");
    assert_eq!(stdout(&["explain", "CONT", &name]), stdout(&["explain", "CONT", QUARREL]));
    let json = stdout(&["explain", "CONT", &name, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["state"]["name"], "CONT");
}

#[test]
fn an_answer_compared_with_itself_has_nobody_moving() {
    let (_, name) = answer("itself");
    let compared = stdout(&["compare", &name, QUARREL]);
    assert!(compared.contains("Nobody.") && !compared.contains("Stayed, but"), "{compared}");
}

#[test]
fn templates_solve_and_are_never_overwritten() {
    let directory = directory("templates");
    for (file, option) in [("facts.toml", None), ("direct.toml", Some("--direct"))] {
        let path = directory.join(file).display().to_string();
        let arguments: Vec<&str> = ["new", path.as_str()].into_iter().chain(option).collect();
        assert_eq!(willing(&arguments).code, 0);
        assert_eq!(willing(&arguments).code, 2, "{file} would be overwritten");
        assert_eq!(willing(&["solve", &path, "--quick"]).code, 0, "{file}");
    }
}

#[test]
fn schemas_are_json_and_name_what_answers_have() {
    for of in ["scenario", "mapping", "council", "answer"] {
        let schema: serde_json::Value = serde_json::from_str(&stdout(&["schema", of])).unwrap();
        assert!(schema["$schema"].is_string(), "{of}");
    }
    let schema: serde_json::Value = serde_json::from_str(&stdout(&["schema", "answer"])).unwrap();
    let answer: serde_json::Value =
        serde_json::from_str(&stdout(&["solve", QUARREL, "--format", "json"])).unwrap();
    let keys =
        |value: &serde_json::Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let described = &schema["properties"]["answer"];
    assert_eq!(keys(&described["properties"]), keys(&answer["answer"]));
    let mut required: Vec<String> = described["required"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key.as_str().unwrap().to_owned())
        .collect();
    // Not there without a council, or a leader who acts, nor in older answers.
    required.extend(["voting", "burden"].map(str::to_owned));
    required.sort();
    assert_eq!(required, keys(&answer["answer"]));
    let voting = &described["properties"]["voting"]["properties"];
    assert_eq!(keys(voting), keys(&answer["answer"]["voting"]));
}

#[test]
fn completions_know_the_subcommands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(stdout(&["completions", shell]).contains("backtest"), "{shell}");
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let mut child = command(&["schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let run = of(&child.wait_with_output().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn a_backtest_scores_as_by_hand() {
    // Computed against observed, the leader not being scored: Allyland military, military; Isle of Rest
    // material, political; New Comer material, material; Continentia material, neutral; Rivalia opposed,
    // opposed. Three of five are right; each miss costs 2 of Brier: 4/5. Ranked: one step 1/4, two steps
    // 2/4: 0.75/5. Each class was observed once: frequencies score (4/5)² + 4 (1/5)² = 0.8.
    let json = stdout(&["backtest", QUARREL, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let score = |row: usize, key: &str| json["scores"][row][key].as_f64().unwrap();
    for (key, expected) in
        [("rows", 5.0), ("accuracy", 0.6), ("brier", 0.8), ("ranked_probability_score", 0.15)]
    {
        assert!((score(0, key) - expected).abs() < 1e-12, "{key}: {}", score(0, key));
    }
    assert!((score(1, "brier") - 0.8).abs() < 1e-12);
    assert_eq!(json["confusion"][3]["material"], 1, "neutral, computed as material");
    assert!(json["note"].as_str().unwrap().contains("not a forecast"));
}

#[test]
fn a_backtest_of_aimless_states_scores_their_menus() {
    // At precision 0 each tier of the eight is equally likely: C, W are military, PA, A, OA material, P
    // political, B neutral, O opposed; a row costs Σp² − 2 p_observed + 1 with Σp² = 16/64.
    let json = stdout(&["backtest", QUARREL, "--precision", "0", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let observed = [2.0, 1.0, 3.0, 1.0, 1.0];
    let expected = observed.iter().map(|tiers| 16.0 / 64.0 - 2.0 * tiers / 8.0 + 1.0).sum::<f64>() / 5.0;
    let brier = json["scores"][0]["brier"].as_f64().unwrap();
    assert!((brier - expected).abs() < 1e-9, "{brier} for {expected}");
}

#[test]
fn infinite_tolerances_survive_the_way_through_a_file() {
    let path = directory("infinite").join("answer.json");
    let name = path.display().to_string();
    let neutral = ["--set", "issue.sharing=equal", "--set", "states.CONT.risk_tolerance=infinity"];
    let run = willing(&[&["solve", QUARREL, "--format", "json", "-o", &name][..], &neutral].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(willing(&["check", &name]).code, 0);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, willing::report::AnswerFile::from_json(&text).unwrap().to_json().unwrap());
}

#[test]
fn every_format_of_a_mapped_scenario_says_that_it_is_no_forecast() {
    let path = directory("mapped").join("facts.toml").display().to_string();
    assert_eq!(willing(&["new", &path]).code, 0);
    for format in ["table", "markdown", "csv", "json"] {
        let text = stdout(&["solve", &path, "--quick", "--format", format]);
        assert!(text.contains("not a forecast"), "{format}: {text}");
    }
    for format in ["table", "markdown", "csv", "json"] {
        for command in [
            &["explain", "A", &path, "--quick"][..],
            &["compare", &path, "--quick", "--set", "issue.methods.act.difficulty=0"],
            &["backtest", &path],
        ] {
            let text = stdout(&[command, &["--format", format]].concat());
            // A comparison in which nobody moves has no row to say it in.
            let silent = text.lines().count() == 1 && text.contains("basis");
            assert!(silent || text.contains("not a forecast"), "{command:?} {format}: {text}");
        }
    }
}
