//! `willing share`: whole outputs, answers that are checked and tampered with, command lines that make no sense.
//! `WILLING_UPDATE_GOLDEN=1 cargo test -p willing-cli` rewrites the outputs; the diff is to be reviewed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::fs;

use common::{assert_golden, directory, stdout, willing};
use willing::report::sharing::ShareAnswer;

const STORM: &str = "fixtures/portfolios/storm.toml";
const TABLE: &str = "fixtures/portfolios/storm.csv";
const PIPELINE: &str = "fixtures/portfolios/pipeline.toml";
const EMBARGO: &str = "fixtures/portfolios/embargo.toml";
const QUARREL: &str = "fixtures/portfolios/quarrel.toml";

/// Every kind of answer, as it is asked for, and the exit code.
fn questions() -> Vec<(&'static str, Vec<&'static str>, i32)> {
    vec![
        ("storm", vec!["worth", STORM], 0),
        ("embargo", vec!["worth", EMBARGO], 0),
        ("quarrel", vec!["worth", QUARREL], 1),
        ("embargo_divided", vec!["allocate", EMBARGO], 0),
        (
            "pipeline",
            vec![
                "allocate",
                PIPELINE,
                "--by",
                "equilibrium,shapley,nucleolus,per-capita-nucleolus,tau,gately,cis,ensc,esd",
                "--allocation",
                "Producer=8,Transit=1,Consumer=-1",
            ],
            0,
        ),
        (
            "rules",
            vec![
                "rules",
                STORM,
                "--shares",
                "Coast=0.5,Plain=0.25,Hills=0.25",
                "--weights",
                "Coast=2,Plain=1,Hills=0",
            ],
            0,
        ),
        ("exchange", vec!["exchange", PIPELINE], 0),
        ("views", vec!["disagreement", PIPELINE], 0),
        ("views_of_kinds", vec!["disagreement", EMBARGO], 0),
    ]
}

fn ask(question: &[&str], more: &[&str]) -> (i32, String) {
    let run = willing(&[&["share"], question, more].concat());
    assert_eq!(run.stderr, "", "{question:?}");
    (run.code, run.stdout)
}

#[test]
fn reports_on_sharing_are_as_they_were() {
    for (name, question, code) in questions() {
        let (found, text) = ask(&question, &["--width", "100"]);
        assert_eq!(found, code, "{name}");
        assert_golden(&format!("shares/{name}.txt"), &text);
    }
    let (_, markdown) = ask(&["allocate", PIPELINE], &["--format", "markdown"]);
    assert_golden("shares/pipeline.md", &markdown);
}

/// Digits that a program reads, without those that rounding may move on another machine.
fn rounded(csv: &str) -> String {
    let cell = |cell: &str| match cell.parse::<f64>() {
        Ok(number) if !cell.is_empty() => format!("{number:.9}").replace("-0.000000000", "0.000000000"),
        _ => cell.to_owned(),
    };
    let line = |line: &str| line.split(',').map(cell).collect::<Vec<_>>().join(",");
    csv.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn tables_for_programs_are_as_they_were() {
    for (name, question, table) in [
        ("storm", vec!["worth", STORM], "payoffs"),
        ("quarrel", vec!["worth", QUARREL], "payoffs"),
        ("pipeline", vec!["allocate", PIPELINE], "amounts"),
        ("pipeline", vec!["allocate", PIPELINE], "standing"),
        ("pipeline", vec!["allocate", PIPELINE], "worths"),
        ("storm", vec!["rules", STORM], "rules"),
        ("pipeline", vec!["exchange", PIPELINE], "shares"),
        ("pipeline", vec!["disagreement", PIPELINE], "views"),
    ] {
        let (_, csv) = ask(&question, &["--format", "csv", "--table", table]);
        assert_golden(&format!("shares/{name}_{table}.csv"), &rounded(&csv));
    }
    // The table of a command is its own.
    let (_, csv) = ask(&["rules", STORM], &["--format", "csv"]);
    assert!(csv.starts_with("rule,shares,worth,loss\n"), "{csv}");
}

#[test]
fn every_answer_is_checked_and_read_back() {
    let directory = directory("shares");
    for (name, question, _) in questions() {
        let (_, text) = ask(&question, &["--format", "json"]);
        let answer = ShareAnswer::from_json(&text).unwrap();
        assert_eq!(answer.to_json().unwrap(), text, "{name}");
        assert_eq!(answer.check(), Ok(()), "{name}");
        let path = directory.join(format!("{name}.json"));
        fs::write(&path, &text).unwrap();
        let run = willing(&["check", path.to_str().unwrap()]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name}");
        assert!(run.stdout.contains("every claim holds"), "{name}: {}", run.stdout);
    }
}

#[test]
fn the_guide_shows_what_its_commands_print_and_files_that_are_read() {
    let guide = fs::read_to_string(common::root().join("docs/guide/share.md")).unwrap();
    let directory = directory("guide_share");
    let (mut printed, mut shown, mut read) = (String::new(), 0, 0);
    for block in guide.split("```").skip(1).step_by(2) {
        let (kind, body) = block.split_once('\n').unwrap();
        match kind {
            "sh" if body.contains("--output") => {}
            "sh" => {
                let arguments: Vec<&str> = body.split_whitespace().skip(1).collect();
                printed = stdout(&arguments);
            }
            "text" => {
                assert_eq!(body, printed);
                shown += 1;
            }
            // A portfolio.
            ending if body.contains("storm") => {
                let path = directory.join("portfolio").with_extension(ending);
                fs::write(&path, body).unwrap();
                stdout(&["share", "worth", path.to_str().unwrap()]);
                read += 1;
            }
            other => panic!("a block of {other}"),
        }
    }
    assert_eq!((shown, read), (3, 2));
}

/// The first number behind a key, changed.
fn changed(text: &str, key: &str, to: &str) -> String {
    let at = text.find(key).unwrap_or_else(|| panic!("no {key} in {text}")) + key.len();
    let end = at + text[at..].find([',', ']', '}']).unwrap();
    format!("{}{to}{}", &text[..at], &text[end..])
}

#[test]
fn answers_that_were_tampered_with_are_refused() {
    for (name, key, to) in [
        ("storm", "\"low\":", "-1.0"),
        ("storm", "\"high\":", "-1.5"),
        ("storm", "\"members\":[", "1"),
        ("storm", "\"density\":[", "0.1"),
        ("quarrel", "\"promises\":[[0.0,-1.0],[", "9.0"),
        ("pipeline", "\"amounts\":[", "1.0"),
        ("pipeline", "\"gain\":", "5.0"),
        ("pipeline", "\"within\":", "-1.0"),
        ("pipeline", "\"worths\":{\"Exists\":{\"low\":[0.0,", "7.9"),
        ("rules", "\"rule\":\"alone\",\"worth\":", "-1.0"),
        ("exchange", "\"low\":", "9.5"),
        ("exchange", "\"high\":", "9.0"),
        ("views", "\"gap\":", "0.1"),
        ("views", "\"total_variation\":", "0.3"),
    ] {
        let questions = questions();
        let (_, question, _) = questions.iter().find(|(known, ..)| *known == name).unwrap();
        let (_, text) = ask(question, &["--format", "json"]);
        let refused = ShareAnswer::from_json(&changed(&text, key, to)).map(|answer| answer.check());
        assert!(!matches!(refused, Ok(Ok(()))), "{name}: {key}{to}");
    }
}

#[test]
fn a_table_of_a_spreadsheet_says_the_same() {
    let (_, toml) = ask(&["worth", STORM], &["--format", "csv"]);
    let (_, csv) = ask(&["worth", TABLE], &["--format", "csv"]);
    assert_eq!(toml, csv);
    // The rows of settings may be options instead.
    let table = fs::read_to_string(common::root().join(TABLE)).unwrap();
    let bare: String =
        table.lines().filter(|line| !line.starts_with("tolerance")).collect::<Vec<_>>().join("\n");
    let path = directory("bare").join("storm.csv");
    fs::write(&path, bare).unwrap();
    let path = path.to_str().unwrap();
    assert_eq!(willing(&["share", "worth", path]).code, 2);
    let all_alike = stdout(&["share", "rules", path, "--tolerance", "5", "--format", "csv"]);
    let line = all_alike.lines().find(|line| line.starts_with("equal parts")).unwrap();
    assert!(line.ends_with(",0"), "equal members share equally: {line}");
}

#[test]
fn the_game_of_worths_is_a_game_file() {
    let path = directory("worths").join("game.json");
    let path = path.to_str().unwrap();
    let game = stdout(&["share", "game", PIPELINE, "--output", path]);
    assert_eq!(game, "");
    let solved = stdout(&["game", "solve", path, "--floats", "--concept", "shapley", "--format", "csv"]);
    let divided = stdout(&["share", "allocate", PIPELINE, "--by", "shapley", "--format", "csv"]);
    let amounts = |csv: &str, place: usize| -> Vec<f64> {
        let rows = csv.lines().filter(|line| line.starts_with("shapley"));
        rows.map(|line| line.split(',').nth(place).unwrap().parse().unwrap()).collect()
    };
    let (one, other) = (amounts(&solved, 2), amounts(&divided, 2));
    assert_eq!(one.len(), 3);
    for (one, other) in one.iter().zip(&other) {
        assert!((one - other).abs() < 1e-12, "{one} {other}");
    }
    let none = willing(&["share", "game", QUARREL]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    assert!(none.stderr.contains("Why no worth is finite"), "{}", none.stderr);
}

#[test]
fn a_coalition_is_a_portfolio_of_its_own() {
    let (_, csv) =
        ask(&["worth", STORM, "--coalition", "Hills, Coast"], &["--format", "csv", "--table", "worths"]);
    let (_, all) = ask(&["allocate", STORM], &["--format", "csv", "--table", "worths"]);
    let worth = |csv: &str, name: &str| -> f64 {
        let line = csv.lines().find(|line| line.starts_with(name)).unwrap();
        line.split(',').nth(1).unwrap().parse().unwrap()
    };
    assert!((worth(&csv, "Coast + Hills") - worth(&all, "Coast + Hills")).abs() < 1e-12, "{csv}{all}");
    // Who holds nothing is worth nothing by itself.
    let (code, alone) =
        ask(&["worth", STORM, "--coalition", "Hills"], &["--format", "csv", "--table", "worths"]);
    assert_eq!(code, 0);
    assert!(worth(&alone, "Hills").abs() < 1e-12);
    // Without East there is a view that all can hold.
    assert_eq!(ask(&["worth", QUARREL, "--coalition", "West,South"], &[]).0, 0);
}

#[test]
fn a_converted_portfolio_is_the_same() {
    let text = stdout(&["share", "convert", TABLE]);
    let path = directory("converted").join("storm.toml");
    fs::write(&path, &text).unwrap();
    assert_eq!(stdout(&["share", "convert", path.to_str().unwrap()]), text);
    let schema = stdout(&["schema", "portfolio"]);
    assert!(schema.contains("\"title\": \"A willing portfolio\""));
}

#[test]
fn threads_change_no_byte() {
    let one = stdout(&["share", "allocate", PIPELINE, "--format", "json", "--threads", "1"]);
    let two = stdout(&["share", "allocate", PIPELINE, "--format", "json", "--threads", "2"]);
    assert_eq!(one, two);
}

#[test]
fn command_lines_that_make_no_sense_are_refused_by_name() {
    let cases: [(&[&str], &str); 18] = [
        (&["worth", "nowhere.toml"], "nowhere.toml:1:1: cannot be read"),
        (&["worth", "Cargo.lock"], "what format is it?"),
        (&["worth", STORM, "--input-format", "csv"], "expected a header"),
        (&["worth", STORM, "--coalition", "Coast,Atlantis"], "--coalition: no player is called \"Atlantis\""),
        (&["worth", STORM, "--coalition", "Coast,Coast"], "--coalition: \"Coast\" is named twice"),
        (&["worth", STORM, "--gap", "2"], "--gap"),
        (&["worth", STORM, "--gap", "NaN"], "--gap"),
        (&["worth", TABLE, "--tolerance", "much"], "--tolerance: \"much\""),
        (&["worth", TABLE, "--tolerance", "0"], "--tolerance: "),
        (&["worth", TABLE, "--level", "2"], "--level: "),
        (&["worth", TABLE, "--attitude", "cvar", "--tolerance", "2"], "--attitude cvar: expected --level"),
        (&["worth", TABLE, "--attitude", "neutral", "--level", "0.5"], "--attitude neutral"),
        (&["worth", TABLE, "--tolerance", "2", "--level", "0.5"], "expected one of the two"),
        (&["allocate", STORM, "--by", "force"], "invalid value 'force'"),
        (&["allocate", STORM, "--allocation", "Coast=1"], "--allocation: \"Plain\" is missing"),
        (&["rules", STORM, "--shares", "Coast=1,Plain=1,Hills=0"], "--shares: "),
        (&["rules", STORM, "--weights", "Coast=0,Plain=0,Hills=0"], "--weights: "),
        (&["rules", STORM, "--weights", "Coast=1,Plain=-1,Hills=0"], "--weights: "),
    ];
    for (arguments, expected) in cases {
        let run = willing(&[&["share"], arguments].concat());
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stdout);
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
}
