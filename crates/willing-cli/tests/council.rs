//! `willing council`: whole outputs, answers that are checked and tampered with, command lines that make no sense.
//! `WILLING_UPDATE_GOLDEN=1 cargo test -p willing-cli` rewrites the outputs; the diff is to be reviewed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::fs;

use common::{assert_golden, directory, stdout, willing};
use willing::report::voting::VotingAnswer;

const COUNCIL: &str = "fixtures/institutions/un_security_council.toml";
const TRIANGLE: [&str; 8] =
    ["council", "deadlock", "--rule", "2 of 3", "--names", "a,b,c", "--positions", "a=0:0,b=2:0,c=1:1.75"];

/// Every kind of answer, as it is asked for.
fn questions() -> Vec<(&'static str, Vec<&'static str>)> {
    let plane =
        ["--status-quo", "1:0.5", "--setter", "0:1", "--alternatives", "0:0,1:1,2:0", "--deviation", "1"];
    vec![
        ("power", vec!["council", "indices", COUNCIL, "--abstention"]),
        (
            "floats",
            vec![
                "council",
                "indices",
                "fixtures/institutions/us_electoral_college.toml",
                "--floats",
                "--rows",
                "5",
            ],
        ),
        (
            "unions",
            vec!["council", "indices", "--rule", "[4; 3, 2, 1, 1]", "--names", "a,b,c,d", "--unions", "b+c"],
        ),
        ("structure", vec!["council", "structure", "fixtures/institutions/eec_1958.toml"]),
        ("canada", vec!["council", "structure", "fixtures/institutions/canada_amendment.toml"]),
        ("winning", vec!["council", "winning", "fixtures/institutions/eec_1958.toml"]),
        ("blocking", vec!["council", "winning", COUNCIL, "--kind", "minimal-blocking", "--most", "8"]),
        ("plane", [&TRIANGLE[..], &plane].concat()),
        ("bargaining", vec!["council", "bargaining", COUNCIL]),
        (
            "reforms",
            vec![
                "council",
                "what-if",
                COUNCIL,
                "--remove-vetoes",
                "--quota",
                "10",
                "--drop",
                "Kenya",
                "--add-permanent",
                "Germany",
                "--beside",
                "fixtures/institutions/reform_un_two_vetoes.toml",
            ],
        ),
        (
            "line",
            vec![
                "council",
                "deadlock",
                "--rule",
                "4 of 5, veto {0}",
                "--names",
                "a,b,c,d,e",
                "--positions",
                "a=-3,b=-1,c=0,d=2,e=5",
                "--status-quo",
                "1",
                "--setter",
                "0",
                "--deviation",
                "1",
            ],
        ),
    ]
}

#[test]
fn reports_on_councils_are_as_they_were() {
    for (name, question) in questions() {
        let text = stdout(&[&question[..], &["--width", "100"]].concat());
        assert_golden(&format!("councils/{name}.txt"), &text);
    }
    let (_, reforms) = &questions()[9];
    assert_golden("councils/reforms.md", &stdout(&[&reforms[..], &["--format", "markdown"]].concat()));
    for table in ["members", "facts"] {
        let csv = stdout(&[&reforms[..], &["--format", "csv", "--table", table]].concat());
        assert_golden(&format!("councils/reforms_{table}.csv"), &csv);
    }
}

#[test]
fn every_answer_is_checked_and_read_back() {
    let directory = directory("councils");
    for (name, question) in questions() {
        let text = stdout(&[&question[..], &["--format", "json"]].concat());
        let answer = VotingAnswer::from_json(&text).unwrap();
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
fn answers_that_were_tampered_with_are_refused() {
    for (name, from, to) in [
        ("power", "421/2145", "420/2145"),
        ("power", "\"winning\":\"848\"", "\"winning\":\"850\""),
        ("power", "28123061/23938759845", "28123060/23938759845"),
        ("structure", "\"minimal_winning\":\"4\"", "\"minimal_winning\":\"5\""),
        ("winning", "[0,1,2]", "[0,1]"),
        ("line", "\"against_left\":[3,4]", "\"against_left\":[2,3]"),
        ("line", "\"deadlocks\":", "\"deadlocks\":9"),
        ("plane", "\"radius\":0.", "\"radius\":1."),
        ("bargaining", "16/105", "17/105"),
    ] {
        let questions = questions();
        let (_, question) = questions.iter().find(|(known, _)| *known == name).unwrap();
        let text = stdout(&[&question[..], &["--format", "json"]].concat());
        assert!(text.contains(from), "{name}: {from}: {text}");
        let refused = VotingAnswer::from_json(&text.replacen(from, to, 1)).map(|answer| answer.check());
        assert!(!matches!(refused, Ok(Ok(()))), "{name}: {to}");
    }
}

#[test]
fn threads_change_no_byte() {
    let (_, reforms) = &questions()[9];
    let one = stdout(&[&reforms[..], &["--format", "json", "--threads", "1"]].concat());
    let two = stdout(&[&reforms[..], &["--format", "json", "--threads", "2"]].concat());
    assert_eq!(one, two);
}

#[test]
fn command_lines_that_make_no_sense_are_refused_by_name() {
    let cases: [(&[&str], &str); 17] = [
        (&["indices", "--rule", "9 of 15 veto"], "--rule: at character 8"),
        (&["indices", "--rule", "2 of 3", "--names", "a,b"], "2 members"),
        (&["indices", "--rule", "2 of 3", "--names", "a,a,b"], "--names"),
        (&["indices", "fixtures/institutions/nowhere.toml"], "nowhere.toml"),
        (&["indices", COUNCIL, "--unions", "China+Atlantis"], "--unions: no member is called \"Atlantis\""),
        (&["indices", COUNCIL, "--unions", "China,China"], "--unions: seat 0 is in 2 unions"),
        (&["indices", COUNCIL, "--abstention", "--chances", "1/2,1/2"], "--chances: 2 numbers"),
        (&["indices", COUNCIL, "--abstention", "--chances", "1/2,1/2,1/2"], "--chances"),
        (&["what-if", COUNCIL], "nothing to compare"),
        (&["what-if", COUNCIL, "--quota", "16"], "--quota: quota 16 with a total weight of 15"),
        (&["what-if", COUNCIL, "--drop", "Atlantis"], "--drop: no member is called \"Atlantis\""),
        (&["what-if", COUNCIL, "--add", "China"], "--add: "),
        (&["what-if", COUNCIL, "--remove-vetoes", "Kenya"], "--remove-vetoes: \"Kenya\" has no veto"),
        (&["what-if", COUNCIL, "--vetoes-needed", "6"], "--vetoes-needed"),
        (&["deadlock", "--rule", "1 of 2", "--positions", "1=0", "--status-quo", "0"], "\"2\" is missing"),
        (
            &["deadlock", "--rule", "1 of 1", "--positions", "1=NaN", "--status-quo", "0"],
            "expected a finite number",
        ),
        (&["bargaining", COUNCIL, "--discount", "2"], "2"),
    ];
    for (arguments, expected) in cases {
        let run = willing(&[&["council"], arguments].concat());
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stdout);
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
}
