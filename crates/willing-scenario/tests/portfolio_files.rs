//! Files of portfolios: what is written is read back, tables say what their files in TOML say, and malformed files give exactly
//! the faults expected.
//!
//! Set `WILLING_BLESS=1` to write the faults found as those expected, then read the difference.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod golden;

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use willing_game::Players;
use willing_risk::Belief;
use willing_risk::sharing::{Attitude, Part, Portfolio, Preference};
use willing_scenario::portfolio_file::{Error, Format, PortfolioFile, PortfolioReader};
use willing_testkit::strategies::seeded;

/// The least number of files that the golden test must find, so that it can't pass by finding none.
const LEAST: usize = 30;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder)
}

fn read(path: &Path) -> Result<PortfolioFile, willing_scenario::Faults> {
    PortfolioFile::read(path, Format::of_path(path).unwrap())
}

#[test]
fn every_malformed_file_gives_exactly_the_faults_expected() {
    let faults_of = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let faults = match read(path) {
            Ok(file) => panic!("{name} was read as {file:?}"),
            Err(faults) => faults.to_string().replace(&path.display().to_string(), &name),
        };
        format!("{faults}\n")
    };
    let golden = |path: &PathBuf| {
        let name = format!("{}.expected", path.file_name().unwrap().to_string_lossy());
        path.with_file_name(name)
    };
    golden::assert_faults(&fixtures("faults/portfolios"), LEAST, golden, faults_of);
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_unreadable() {
    let faults = PortfolioFile::read("nowhere.csv", Format::Csv).unwrap_err();
    let expected = "nowhere.csv:1:1: cannot be read (entity not found): expected a readable file";
    assert_eq!(faults.to_string(), expected);
}

#[test]
fn the_files_that_come_along_are_read_and_written() {
    let folder = fixtures("portfolios");
    let mut count = 0;
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let Some(format) = Format::of_path(&path) else { continue };
        let file = PortfolioFile::read(&path, format).unwrap_or_else(|faults| panic!("{faults}"));
        let text = file.to_text();
        assert_eq!(PortfolioFile::from_text(&text, "again.toml", Format::Toml).unwrap(), file, "{text}");
        count += 1;
    }
    assert_eq!(count, 5);
    let table = read(&folder.join("storm.csv")).unwrap();
    assert_eq!(table.portfolio(), read(&folder.join("storm.toml")).unwrap().portfolio());
    assert_eq!((table.name(), table.source()), ("storm", "storm.csv"));
}

fn belief(probabilities: &[f64]) -> Belief {
    Belief::new(probabilities.to_vec()).unwrap()
}

/// The preference of a single player with these keys, who shares the common belief (0.9, 0.1).
fn preference(keys: &str) -> Preference {
    let text = format!(
        "format = 1\nname = \"n\"\nsource = \"s\"\n[outcomes]\ncalm = 0.9\nstorm = 0.1\n[default]\nlevel = 0.25\n\
         [players.Coast]\namounts = {{ storm = -10 }}\n{keys}\n"
    );
    let file =
        PortfolioFile::from_text(&text, "one", Format::Toml).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(PortfolioFile::from_text(&file.to_text(), "again", Format::Toml).unwrap(), file, "{keys}");
    assert_eq!(file.portfolio().endowments(), [vec![0.0, -10.0]]);
    file.portfolio().preferences().first().unwrap().clone()
}

#[test]
fn every_key_says_what_it_says() {
    let common = belief(&[0.9, 0.1]);
    let own = belief(&[0.5, 0.5]);
    let part = |weight, attitude, belief: &Belief| Part { weight, attitude, belief: belief.clone() };
    for (keys, expected) in [
        ("", Preference::cvar(0.25, common.clone())),
        ("tolerance = 4", Preference::entropic(4.0, common.clone())),
        ("tolerance = \"infinity\"", Preference::entropic(f64::INFINITY, common.clone())),
        ("attitude = \"neutral\"", Preference::entropic(f64::INFINITY, common.clone())),
        ("attitude = \"mean-variance\"\ntolerance = 4.5", Preference::mean_variance(4.5, common.clone())),
        ("level = 0.5\nbelief = [0.5, 0.5]", Preference::cvar(0.5, own.clone())),
        ("tolerance = 4\nbelief = { storm = 0.5, calm = 0.5 }", Preference::entropic(4.0, own.clone())),
        ("tolerance = 4\nbelief = { storm = 1 }", Preference::entropic(4.0, belief(&[0.0, 1.0]))),
        (
            "attitude = \"spectral\"\nlevels = [{ weight = 0.25, level = 0.5 }, { weight = 0.75, level = 0.9 }]",
            Preference::spectral(&[(0.25, 0.5), (0.75, 0.9)], &common),
        ),
        (
            "parts = [{ weight = 0.5, tolerance = 2 }, { weight = 0.5, level = 0.9, belief = [0.5, 0.5] }]",
            Preference::mixture(vec![
                part(0.5, Attitude::Entropic { tolerance: 2.0 }, &common),
                part(0.5, Attitude::Cvar { level: 0.9 }, &own),
            ]),
        ),
        (
            "belief = [0.5, 0.5]\nparts = [{ weight = 0.5, tolerance = 2 }, { weight = 0.5, attitude = \"neutral\" }]",
            Preference::mixture(vec![
                part(0.5, Attitude::Entropic { tolerance: 2.0 }, &own),
                part(0.5, Attitude::Entropic { tolerance: f64::INFINITY }, &own),
            ]),
        ),
    ] {
        assert_eq!(preference(keys), expected.unwrap(), "{keys}");
    }
}

#[test]
fn tables_may_be_separated_and_quoted_as_spreadsheets_do() {
    let plain = "outcome,probability,Coast,Hills\ntolerance,,4,inf\ncalm,0.9,0,0\nstorm,0.1,-10,1e1\n";
    let expected = PortfolioFile::from_text(plain, "t.csv", Format::Csv).unwrap();
    for table in [
        plain.replace(',', ";"),
        plain.replace(',', "\t"),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}\n{}\n,,,\n", plain.replace("\nc", ",\nc").replace("Coast", "\" Coast \"")),
        plain.replace("inf", "Infinity").replace("outcome", "Outcome").replace("tolerance", "TOLERANCE"),
        "outcome,Coast,Hills,probability of Coast,Probability of Hills\nattitude,entropic,neutral,,\n\
         tolerance,4,,,\ncalm,0,0,0.9,0.9\nstorm,-10,10,0.1,0.1\n"
            .to_owned(),
    ] {
        let file = PortfolioFile::from_text(&table, "t.csv", Format::Csv);
        assert_eq!(file.unwrap_or_else(|faults| panic!("{table}\n{faults}")), expected, "{table}");
    }
    let quoted = "outcome,probability,\"Coast, the \"\"long\"\" one\"\nlevel,,0.5\ncalm,1,0\n";
    let file = PortfolioFile::from_text(quoted, "t.csv", Format::Csv).unwrap();
    assert_eq!(file.portfolio().players().names(), ["Coast, the \"long\" one"]);
}

#[test]
fn a_reader_may_supply_the_attitude_of_those_who_have_none() {
    let table = "outcome,probability,Coast,Hills\nlevel,,,0.5\ncalm,0.9,0,0\nstorm,0.1,-10,0\n";
    let reader = PortfolioReader::new(Format::Csv);
    let faults = reader.parse(table, "t.csv").unwrap_err();
    assert_eq!(
        faults.to_string(),
        "t.csv:1:21: players.Coast.attitude: missing: expected an attitude, here or in `default`"
    );
    let file = reader.otherwise(Attitude::Entropic { tolerance: 4.0 }).parse(table, "t.csv").unwrap();
    let common = belief(&[0.9, 0.1]);
    let expected = [Preference::entropic(4.0, common.clone()), Preference::cvar(0.5, common)];
    assert_eq!(file.portfolio().preferences(), expected.map(Result::unwrap));
    // What is supplied is refused as what is written.
    assert!(reader.otherwise(Attitude::Entropic { tolerance: f64::NAN }).parse(table, "t.csv").is_err());
}

#[test]
fn what_a_file_cannot_hold_is_refused() {
    let portfolio = || {
        let preference = Preference::cvar(0.5, belief(&[0.5, 0.5])).unwrap();
        Portfolio::new(Players::new(["a"]).unwrap(), vec![vec![0.0, 1.0]], vec![preference]).unwrap()
    };
    let of = |name: &str, source: &str, outcomes: &[&str]| {
        let outcomes = outcomes.iter().map(|name| (*name).to_owned()).collect();
        PortfolioFile::new(name, source, outcomes, portfolio())
    };
    assert_eq!(of(" ", "s", &["x", "y"]), Err(Error::Blank { what: "name" }));
    assert_eq!(of("n", "", &["x", "y"]), Err(Error::Blank { what: "source" }));
    assert_eq!(of("n", "s", &["x"]), Err(Error::Outcomes { got: 1, expected: 2 }));
    assert_eq!(of("n", "s", &["x", "x"]), Err(Error::OutcomeTwice { name: "x".to_owned() }));
    assert_eq!(of("n", "s", &["x", "\t"]), Err(Error::Blank { what: "name of an outcome" }));
    let file = of("n", "s", &["x", "y"]).unwrap();
    assert_eq!(file.clone().with_unit(""), Err(Error::Blank { what: "unit" }));
    assert_eq!(file.with_note(" "), Err(Error::Blank { what: "note" }));
}

fn beliefs(outcomes: usize) -> impl Strategy<Value = Belief> {
    prop::collection::vec(0..5u32, outcomes).prop_map(|mut counts| {
        if let Some(first) = counts.first_mut() {
            *first += 1;
        }
        let total = f64::from(counts.iter().sum::<u32>());
        belief(&counts.iter().map(|count| f64::from(*count) / total).collect::<Vec<_>>())
    })
}

fn attitudes() -> impl Strategy<Value = Attitude> {
    prop_oneof![
        (1e-6..1e12).prop_map(|tolerance| Attitude::Entropic { tolerance }),
        Just(Attitude::Entropic { tolerance: f64::INFINITY }),
        (1e-6..1e3).prop_map(|tolerance| Attitude::MeanVariance { tolerance }),
        (0.0..=1.0).prop_map(|level| Attitude::Cvar { level }),
    ]
}

fn preferences(outcomes: usize) -> impl Strategy<Value = Preference> {
    let part = move || (1..9u32, attitudes(), beliefs(outcomes));
    prop::collection::vec(part(), 1..4).prop_map(|parts| {
        let total = f64::from(parts.iter().map(|(weight, ..)| weight).sum::<u32>());
        let part = |(weight, attitude, belief)| Part { weight: f64::from(weight) / total, attitude, belief };
        Preference::mixture(parts.into_iter().map(part).collect()).unwrap()
    })
}

fn files() -> impl Strategy<Value = PortfolioFile> {
    let names = || prop::collection::btree_set("[a-z\"\\\\.= é\u{85}]{0,6}[a-z]", 1..5);
    (names(), names(), prop::option::of("[a-z\n\"]{0,9}[a-z]")).prop_flat_map(|(players, outcomes, note)| {
        let (rows, width) = (players.len(), outcomes.len());
        let amounts = prop::collection::vec(prop::collection::vec(-1e12..1e12, width), rows);
        let preferences = prop::collection::vec(preferences(width), rows);
        (Just((players, outcomes, note)), amounts, preferences).prop_map(
            |((players, outcomes, note), amounts, preferences)| {
                let portfolio = Portfolio::new(Players::new(players).unwrap(), amounts, preferences).unwrap();
                let file = PortfolioFile::new("n", "s", outcomes.into_iter().collect(), portfolio).unwrap();
                match note {
                    Some(note) => file.with_note(note).unwrap().with_unit("euros").unwrap(),
                    None => file,
                }
            },
        )
    })
}

proptest! {
    #![proptest_config(seeded(600))]

    #[test]
    fn what_is_written_is_read_back(file in files()) {
        let text = file.to_text();
        let again = PortfolioFile::from_text(&text, "again", Format::Toml)
            .unwrap_or_else(|faults| panic!("{text}\n{faults}"));
        prop_assert_eq!(&again, &file, "{}", text);
        prop_assert_eq!(again.to_text(), text);
    }

    /// Whatever a stranger writes, there is a portfolio or there are faults, and no panic.
    #[test]
    fn any_text_gives_a_portfolio_or_faults(
        keys in prop::collection::vec(prop_oneof![
            "(tolerance|level|levels|parts|belief|amounts|attitude) = [\\[\\]\\{\\}\"a-z=, 0-9.-]{0,30}",
            "parts = \\[(\\{ weight = 0\\.5, (tolerance|level) = [0-9] \\}, ){0,3}\\]",
            "amounts = \\[[01], [0-9]\\]",
            "belief = \\[[01], [01]\\]",
        ], 0..4),
        table in "(outcome[,;](probability|a|b|probability of a)?[,;]?(a|b)?\n)?((tolerance|level|attitude|c|d)[,;][01. a-z\"]{0,4}[,;][0-9]{0,2}\n){0,5}",
    ) {
        let head = "format = 1\nname = \"n\"\nsource = \"s\"\n[outcomes]\nc = 0.5\nd = 0.5\n[players.a]\n";
        for (text, format) in [(format!("{head}{}\n", keys.join("\n")), Format::Toml), (table, Format::Csv)] {
            match PortfolioFile::from_text(&text, "any", format) {
                Ok(file) => {
                    let again = PortfolioFile::from_text(&file.to_text(), "again", Format::Toml).unwrap();
                    prop_assert_eq!(again, file);
                }
                Err(faults) => prop_assert!(!faults.as_slice().is_empty()),
            }
        }
    }
}
