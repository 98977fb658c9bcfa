//! `willing game`: whole outputs, exit codes, answers that were tampered with, command lines that make no sense.
//! `WILLING_UPDATE_GOLDEN=1 cargo test -p willing-cli` rewrites the outputs; the diff is to be reviewed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::fs;
use std::process::Stdio;

use common::{assert_golden, command, directory, of, stdout, willing};
use serde_json::Value;
use willing::report::game::GameAnswer;

const GLOVES: &str = "fixtures/games/gloves.json";
const ESTATE: &str = "fixtures/games/estate.csv";
const ALLIANCE: &str = "fixtures/games/alliance.json";
const MAJORITY: &str = "fixtures/games/majority.csv";
const COUNCIL: [&str; 6] = ["game", "voting", "--quota", "39", "--weights", "7*5,1*10"];

#[test]
fn reports_on_games_are_as_they_were() {
    for (name, game) in
        [("gloves", GLOVES), ("estate", ESTATE), ("alliance", ALLIANCE), ("majority", MAJORITY)]
    {
        assert_golden(&format!("games/{name}.txt"), &stdout(&["game", "solve", game, "--width", "100"]));
    }
    assert_golden("games/alliance_72.txt", &stdout(&["game", "solve", ALLIANCE, "--width", "72"]));
    assert_golden("games/majority.md", &stdout(&["game", "solve", MAJORITY, "--format", "markdown"]));
    assert_golden("games/council.txt", &stdout(&[&COUNCIL[..], &["--width", "100"]].concat()));
    assert_golden(
        "games/alliance_properties.txt",
        &stdout(&["game", "properties", ALLIANCE, "--width", "72"]),
    );
    let stable =
        ["game", "membership", GLOVES, "--allocation", "left=0,other left=0,right=1", "--width", "72"];
    assert_golden("games/gloves_stable.txt", &stdout(&stable));
    let shared =
        ["game", "membership", GLOVES, "--allocation", "left=1/2,other left=0,right=1/2", "--width", "72"];
    assert_golden("games/gloves_shared.txt", &stdout(&shared));
}

#[test]
fn tables_of_games_are_as_they_were() {
    for table in ["amounts", "concepts", "coalitions"] {
        let csv = stdout(&["game", "solve", ALLIANCE, "--format", "csv", "--table", table]);
        assert_golden(&format!("games/alliance_{table}.csv"), &csv);
    }
    let floats =
        stdout(&["game", "solve", ALLIANCE, "--floats", "--format", "csv", "--concept", "nucleolus,shapley"]);
    assert_golden("games/alliance_floats.csv", &floats);
}

/// Words of a line as a shell reads them, with quotes around blanks.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().unwrap().push(other),
        }
    }
    words
}

#[test]
fn the_guide_shows_what_its_commands_print() {
    let guide = fs::read_to_string(common::root().join("docs/guide/game.md")).unwrap();
    let answer = directory("guide").join("answer.json").display().to_string();
    let mut printed = String::new();
    let mut shown = 0;
    for block in guide.split("```").skip(1).step_by(2) {
        let (kind, body) = block.split_once('\n').unwrap();
        if kind == "sh" {
            printed.clear();
            for line in body.lines().filter(|line| !line.contains("--output game.")) {
                let line = words(&line.replace("answer.json", &answer));
                let arguments: Vec<&str> = line.iter().skip(1).map(String::as_str).collect();
                let run = willing(&arguments);
                assert!(run.code < 2, "{line:?}: {}", run.stderr);
                printed = run.stdout;
            }
        } else {
            assert_eq!(body, printed);
            shown += 1;
        }
    }
    assert_eq!(shown, 6);
}

/// Every option of which there is a wrong use, with what is said of it.
#[test]
fn command_lines_that_make_no_sense_are_told_so() {
    let lines: [&[&str]; 28] = [
        &["game", "solve", "does/not/exist.json"],
        &["game", "solve", "Cargo.lock"],
        &["game", "solve", "fixtures/faults/games/does_not_exist.csv"],
        &["game", "solve", GLOVES, "--concept", "happiness"],
        &["game", "solve", GLOVES, "--concept", "owen"],
        &["game", "solve", GLOVES, "--concept", "owen", "--unions", "left+nobody"],
        &["game", "solve", GLOVES, "--concept", "owen", "--unions", "left+right,right"],
        &["game", "solve", GLOVES, "--concept", "myerson"],
        &["game", "solve", GLOVES, "--concept", "myerson", "--edges", "left"],
        &["game", "solve", GLOVES, "--concept", "myerson", "--edges", "left-left"],
        &["game", "solve", GLOVES, "--concept", "weighted-shapley", "--weights", "left=1"],
        &[
            "game",
            "solve",
            GLOVES,
            "--concept",
            "weighted-shapley",
            "--weights",
            "left=1,other left=0,right=1",
        ],
        &["game", "solve", GLOVES, "--concept", "weighted-shapley", "--weights", "left=1,left=2"],
        &["game", "solve", GLOVES, "--concept", "epsilon-core"],
        &["game", "solve", GLOVES, "--concept", "epsilon-core", "--epsilon", "1/0"],
        &["game", "solve", GLOVES, "--memory", "0"],
        &["game", "membership", GLOVES, "--allocation", "left=1"],
        &["game", "membership", GLOVES, "--allocation", "left"],
        &["game", "voting", "--quota", "5", "--weights", "1,1"],
        &["game", "voting", "--quota", "1", "--weights", "1*0"],
        &["game", "voting", "--quota", "1", "--weights", "1/2"],
        &["game", "voting", "--quota", "1", "--weights", "1,1", "--names", "a"],
        &["game", "generate", "happy", "-n", "5"],
        &["game", "generate", "uniform", "-n", "31"],
        &["game", "generate", "uniform", "-n", "28"],
        &["game", "generate", "benedek-1", "-n", "5", "--seed", "4294967296"],
        &["game", "build", "airport", "--costs", "1,x"],
        &["game", "build", "bankruptcy", "--estate", "-1", "--claims", "1,2"],
    ];
    let mut text = String::new();
    for line in lines {
        let run = willing(line);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{line:?}");
        text.extend(["$ willing ", &line.join(" "), "\n", &run.stderr, "\n"]);
    }
    assert_golden("games/refusals.txt", &text);
}

#[test]
fn exit_codes_tell_an_answer_from_a_proof_that_there_is_none() {
    let cost = "fixtures/games/costs.json";
    for (code, arguments) in [
        (0, vec!["game", "solve", GLOVES, "--concept", "core"]),
        (1, vec!["game", "solve", MAJORITY, "--concept", "core"]),
        (1, vec!["game", "solve", MAJORITY, "--concept", "core-vertices,tau"]),
        (0, vec!["game", "solve", MAJORITY, "--concept", "core,shapley"]),
        (1, vec!["game", "solve", MAJORITY, "--concept", "epsilon-core", "--epsilon", "1/4"]),
        (0, vec!["game", "solve", MAJORITY, "--concept", "epsilon-core", "--epsilon", "1/3"]),
        (0, vec!["game", "properties", MAJORITY]),
        (0, vec!["game", "membership", MAJORITY, "--allocation", "a=1,b=0,c=0"]),
        (2, vec!["game", "solve", cost]),
        (2, vec!["game", "check", GLOVES]),
    ] {
        assert_eq!(willing(&arguments).code, code, "{arguments:?}");
    }
    let without = directory("no_imputation").join("game.csv");
    fs::write(&without, "coalition,worth\na,1\nb,1\na+b,1\n").unwrap();
    let run = willing(&["game", "solve", &without.display().to_string(), "--concept", "nucleolus"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.contains("no imputation: alone they earn 2, together 1"), "{}", run.stdout);
}

/// All concepts that a game of four admits.
fn everything() -> Value {
    let concepts = "core,epsilon-core,core-vertices,least-core,cost-of-stability,nucleolus,prenucleolus,\
                    per-capita-nucleolus,per-capita-prenucleolus,modiclus,shapley,banzhaf,banzhaf-normalized,tau,gately,\
                    cis,ensc,esd,solidarity,owen,banzhaf-owen,aumann-dreze,myerson,position,weighted-shapley,dividends,\
                    sampled-shapley";
    let text = stdout(&[
        "game",
        "solve",
        ALLIANCE,
        "--format",
        "json",
        "--concept",
        concepts,
        "--unions",
        "superpower+middle power",
        "--edges",
        "superpower-middle power,superpower-micro-state",
        "--weights",
        "superpower=4,middle power=3,harbour state=2,micro-state=1",
        "--epsilon",
        "7",
    ]);
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_answer_is_verified_and_written_again_to_the_same_bytes() {
    let answers = [
        everything().to_string() + "\n",
        stdout(&["game", "solve", MAJORITY, "--format", "json"]),
        stdout(&["game", "solve", ESTATE, "--floats", "--format", "json"]),
        stdout(&["game", "properties", GLOVES, "--format", "json"]),
        stdout(&[
            "game",
            "membership",
            GLOVES,
            "--allocation",
            "left=1/2,other left=0,right=1/2",
            "--format",
            "json",
        ]),
        stdout(&[
            "game",
            "membership",
            GLOVES,
            "--allocation",
            "left=1,other left=1,right=1",
            "--format",
            "json",
        ]),
        stdout(
            &[
                &COUNCIL[..],
                &["--format", "json", "--concept", "prenucleolus,shapley,banzhaf-normalized,core"],
            ]
            .concat(),
        ),
        // Too many voters for a table: power is checked from the weights.
        stdout(&["game", "voting", "--quota", "33", "--weights", "7*5,1*20,2*5", "--format", "json"]),
    ];
    for text in answers {
        let answer = GameAnswer::from_json(&text).unwrap();
        assert_eq!(answer.check(), Ok(()));
        let again: Value = serde_json::from_str(&answer.to_json().unwrap()).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(&text).unwrap());
    }
}

#[test]
fn both_commands_check_answers_about_games() {
    let path = directory("game_check").join("answer.json");
    let name = path.display().to_string();
    assert_eq!(willing(&["game", "solve", GLOVES, "--format", "json", "-o", &name]).code, 0);
    assert!(stdout(&["game", "check", &name]).starts_with("Gloves: every claim holds ("));
    assert_eq!(stdout(&["check", &name]), stdout(&["game", "check", &name]));
    let input = fs::File::open(&path).unwrap();
    let run = of(&command(&["check", "-", "--quiet"]).stdin(Stdio::from(input)).output().unwrap());
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\"2/3\"", "\"1/3\"", 1)).unwrap();
    let run = willing(&["check", &name]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("shapley: player 2 gets 1/3, but the value is 2/3"), "{}", run.stderr);
}

/// The paths of all leaves.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for (place, item) in list.iter().enumerate() {
                leaves(item, &format!("{path}/{place}"), found);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                leaves(item, &format!("{path}/{key}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

/// Another value of the same kind.
fn mutated(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => (number.as_f64().unwrap() * 1.5 + 1.0).into(),
        Value::Number(number) => (number.as_i64().unwrap() + 1).into(),
        Value::String(text) => match text.parse::<willing::game::Rational>() {
            Ok(number) => (number + willing::game::Rational::one()).to_string().into(),
            Err(_) => format!("{text}x").into(),
        },
        Value::Bool(bit) => (!bit).into(),
        other => other.clone(),
    }
}

/// Leaves about which nothing is claimed, by a part of their path, and why.
const UNCLAIMED: [(&str, &str); 11] = [
    ("/library", "who computed it"),
    ("/game/name", "what the game is called"),
    ("/game/players", "what players are called"),
    ("/evidence/sampled-shapley", "an estimate proves nothing"),
    ("/tight", "another tight coalition may show that a point is a vertex"),
    ("/right-above-utopia", "another player or coalition may be a reason as well"),
    ("/verdict/Impossible/additive", "another coalition may be a counterexample as well"),
    ("/verdict/Impossible/constant-sum", "another coalition may be a counterexample as well"),
    ("/verdict/Impossible/symmetric", "another coalition may be a counterexample as well"),
    ("/objection/objector", "an objection may be that of another member as well"),
    ("/coalition", "another coalition may lack as much"),
];

/// How many of [`UNCLAIMED`] are about any answer; the last one is about an allocation's excesses only.
const ANYWHERE: usize = UNCLAIMED.len() - 1;

/// What the claims about an allocation leave open besides: worths of coalitions that lack less than others anyway.
const UNCLAIMED_OF_MEMBERSHIP: &str = "/game/v";

/// Mutates one leaf after another; those that pass must be listed.
fn every_mutation_is_refused(document: &Value) {
    every_mutation_is_refused_but(document, |path| {
        UNCLAIMED[..ANYWHERE].iter().any(|(part, _)| path.contains(part))
    });
}

fn every_mutation_is_refused_but(document: &Value, unclaimed: impl Fn(&str) -> bool) {
    let text = document.to_string();
    assert_eq!(GameAnswer::from_json(&text).unwrap().check(), Ok(()));
    let mut paths = Vec::new();
    leaves(document, "", &mut paths);
    let (mut refused, mut passed) = (0, Vec::new());
    for path in &paths {
        let mut changed = document.clone();
        let leaf = changed.pointer_mut(&path.clone()).unwrap();
        let other = mutated(leaf);
        if other == *leaf {
            continue;
        }
        *leaf = other;
        match GameAnswer::from_json(&changed.to_string()).map(|answer| answer.check()) {
            Ok(Ok(())) => passed.push(path.clone()),
            _ => refused += 1,
        }
    }
    passed.retain(|path| !unclaimed(path));
    assert!(passed.is_empty(), "changed without being refused: {passed:#?}");
    assert!(refused * 10 > paths.len() * 6, "{refused} of {}", paths.len());
}

#[test]
fn an_answer_with_one_number_changed_is_refused() {
    every_mutation_is_refused(&everything());
}

#[test]
fn proofs_of_absence_with_one_number_changed_are_refused() {
    let text = stdout(&[
        "game",
        "solve",
        MAJORITY,
        "--format",
        "json",
        "--concept",
        "core,core-vertices,least-core,tau,shapley",
    ]);
    every_mutation_is_refused(&serde_json::from_str(&text).unwrap());
}

#[test]
fn properties_and_votes_with_one_number_changed_are_refused() {
    let votes = stdout(&[&COUNCIL[..], &["--format", "json"]].concat());
    every_mutation_is_refused(&serde_json::from_str(&votes).unwrap());
    let properties = stdout(&["game", "properties", GLOVES, "--format", "json"]);
    every_mutation_is_refused(&serde_json::from_str(&properties).unwrap());
    let many = stdout(&["game", "voting", "--quota", "33", "--weights", "7*5,1*20,2*5", "--format", "json"]);
    every_mutation_is_refused(&serde_json::from_str(&many).unwrap());
}

#[test]
fn memberships_with_one_number_changed_are_refused() {
    for allocation in
        ["left=0,other left=0,right=1", "left=1/2,other left=0,right=1/2", "left=-1,other left=1,right=1"]
    {
        let text = stdout(&["game", "membership", GLOVES, "--allocation", allocation, "--format", "json"]);
        every_mutation_is_refused_but(&serde_json::from_str(&text).unwrap(), |path| {
            path.contains(UNCLAIMED_OF_MEMBERSHIP) || UNCLAIMED.iter().any(|(part, _)| path.contains(part))
        });
    }
}

#[test]
fn a_game_cut_out_of_an_answer_is_a_game_file() {
    let game = directory("cut_out").join("game.json");
    fs::write(&game, everything()["game"].to_string()).unwrap();
    let name = game.display().to_string();
    let csv = |file: &str| stdout(&["game", "solve", file, "--format", "csv"]);
    assert_eq!(csv(&name), csv(ALLIANCE));
}

#[test]
fn formats_convert_into_each_other_and_back() {
    let directory = directory("convert");
    for ending in ["json", "csv", "mattugames", "lexicographic"] {
        let path = directory.join(format!("majority.{ending}")).display().to_string();
        assert_eq!(willing(&["game", "convert", MAJORITY, "-o", &path]).code, 0, "{ending}");
        let back = stdout(&["game", "convert", &path, "--to", "mattugames"]);
        assert_eq!(
            back.split_whitespace().collect::<Vec<_>>(),
            ["0", "0", "1", "0", "1", "1", "1"],
            "{ending}"
        );
    }
}

#[test]
fn a_seed_gives_the_same_game_everywhere() {
    let draw = |family, seed| {
        stdout(&["game", "generate", family, "-n", "5", "--seed", seed, "--format", "mattugames"])
    };
    let known = draw("benedek-4", "461328");
    assert_eq!(known.split_whitespace().take(7).collect::<Vec<_>>(), ["0", "0", "2", "0", "1", "3", "3"]);
    assert_eq!(draw("IV", "461328"), known);
    assert_ne!(draw("convex", "1"), draw("convex", "2"));
}

#[test]
fn built_games_are_those_of_the_files() {
    let built = stdout(&[
        "game",
        "build",
        "bankruptcy",
        "--estate",
        "200",
        "--claims",
        "100,200,300",
        "--names",
        "small claim,middle claim,large claim",
        "--to",
        "csv",
    ]);
    assert_eq!(built, fs::read_to_string(common::root().join(ESTATE)).unwrap());
    let voting = stdout(&[
        "game",
        "build",
        "voting",
        "--quota",
        "2",
        "--weights",
        "1*3",
        "--names",
        "a,b,c",
        "--to",
        "csv",
    ]);
    assert_eq!(voting, fs::read_to_string(common::root().join(MAJORITY)).unwrap());
    let runway = stdout(&["game", "build", "airport", "--costs", "1,2", "--to", "mattugames"]);
    assert_eq!(runway.split_whitespace().collect::<Vec<_>>(), ["-1", "-2", "-2"]);
}

#[test]
fn a_game_is_read_from_stdin() {
    let file = fs::File::open(common::root().join(MAJORITY)).unwrap();
    let arguments =
        ["game", "solve", "-", "--input-format", "csv", "--concept", "shapley", "--format", "csv"];
    let run = of(&command(&arguments).stdin(Stdio::from(file)).output().unwrap());
    assert_eq!(run.stdout, stdout(&["game", "solve", MAJORITY, "--concept", "shapley", "--format", "csv"]));
    assert_eq!(willing(&["game", "solve", "-"]).code, 2);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let game = directory("threads").join("game.mattugames").display().to_string();
    assert_eq!(willing(&["game", "generate", "balanced", "-n", "9", "--seed", "5", "-o", &game]).code, 0);
    let on = |threads| stdout(&["game", "solve", &game, "--format", "json", "--threads", threads]);
    assert_eq!(on("1"), on("2"));
}

#[test]
fn a_game_of_one_player_has_an_answer() {
    let game = directory("single").join("game.csv");
    fs::write(&game, "coalition,worth\nhermit,3\n").unwrap();
    let name = game.display().to_string();
    let text = stdout(&["game", "solve", &name]);
    assert!(text.contains("the core is not empty"), "{text}");
    assert!(stdout(&["game", "membership", &name, "--allocation", "hermit=3"]).contains("core"));
    assert_eq!(willing(&["game", "properties", &name]).code, 0);
    assert_eq!(willing(&["game", "solve", &name, "--concept", "least-core"]).code, 2);
}
