//! Game files: what is written is read back, and malformed files give exactly the faults expected.
//!
//! Set `WILLING_BLESS=1` to write the faults found as those expected, then read the difference.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod golden;

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use willing_game::tu::TableGame;
use willing_game::{Coalition, Players};
use willing_scenario::game_file::{Format, GameFile, GameReader, Unwritable};
use willing_testkit::strategies::seeded;
use willing_testkit::strategies::tu::{any_exact, float};

/// The least number of files that the golden test must find, so that it can't pass by finding none.
const LEAST: usize = 55;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/faults/games")
}

/// Files whose names start with `float_` are read as floats; all with tables up to 20 players.
fn faults_of(path: &Path) -> String {
    let reader = GameReader::new(Format::of_path(path).unwrap()).most_bytes(8 << 20);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let reader = if name.starts_with("float_") { reader.floats() } else { reader };
    let faults = reader.read(path).unwrap_err();
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let lines = lines.join("\n").replace(&path.display().to_string(), &name);
    format!("{lines}\n")
}

#[test]
fn every_malformed_file_gives_exactly_the_faults_expected() {
    golden::assert_faults(
        &folder(),
        LEAST,
        |path| PathBuf::from(format!("{}.expected", path.display())),
        faults_of,
    );
}

fn worths(file: &GameFile) -> Vec<String> {
    file.game().coalitions().map(|coalition| file.game().exact_worth(coalition).to_string()).collect()
}

fn read(text: &str, format: Format) -> GameFile {
    GameFile::from_text(text, "game", format).unwrap()
}

#[test]
fn one_game_is_read_from_every_form() {
    let expected = ["0", "1", "1/3", "1/10", "0", "-5", "200", "4"];
    let forms = [
        (Format::Json, r#"{"n": 3, "v": ["0", 1, "1/3", 0.1, 0, -5, 2e2, "4"]}"#),
        (Format::Json, r#"{"v": [0, "1.0", " 1/3 ", 0.10, -0, "-50e-1", 200.0, 4]}"#),
        (
            Format::Json,
            r#"{"players": ["a", "\u0062", "c"], "default": 0,
                "worths": {"a": 1, "b": "1/3", "b, a": 0.1, "c,a": -5, "b,c": 200, "a,b,c": 4, "": 0}}"#,
        ),
        (Format::Csv, "coalition,worth\na,1\nb,1/3\na+b,0.1\nc,0\nc+a,-5\n\"b + c\",200\na+b+c,4\n"),
        (
            Format::Csv,
            "\u{feff}Coalition, Worth\r\na,1\r\nb,1/3\r\n\r\na+b,0.1\r\nc,0\r\nc+a,-5\r\nb+c,200\r\na+b+c,4",
        ),
        (Format::Csv, "mask,worth\n7,4\n0,0\n1,1\n2,1/3\n3,0.1\n4,0\n5,-5\n6,200\n"),
        (Format::BitOrder, "1 1/3, 0.1;\n0 -5 % a comment, 3\n200 4\n"),
        (Format::Lexicographic, "# by size\n1 1/3 0\n0.1 -5 200\n4\n"),
    ];
    for (format, text) in forms {
        assert_eq!(worths(&read(text, format)), expected, "{text}");
    }
}

#[test]
fn names_take_their_seats_as_written() {
    let json = read(r#"{"name": "g \"1\"", "players": ["x,y", "z"], "v": [0, 1, 2, 3]}"#, Format::Json);
    assert_eq!(
        (json.name(), json.players().names()),
        (Some("g \"1\""), &["x,y".to_owned(), "z".to_owned()][..])
    );
    let csv = read("coalition,worth\nb,1\nb+a,2\na,3\n", Format::Csv);
    assert_eq!(csv.players().names(), ["b", "a"]);
    assert_eq!(worths(&csv), ["0", "1", "3", "2"]);
    assert_eq!(read("1 2 3", Format::BitOrder).players().names(), ["1", "2"]);
}

#[test]
fn a_decimal_is_exact_unless_floats_are_asked_for() {
    let text = r#"{"v": [0, 0.1, "1/3", 1e-3]}"#;
    let exact = read(text, Format::Json);
    assert_eq!(worths(&exact), ["0", "1/10", "1/3", "1/1000"]);
    let floats = GameReader::new(Format::Json).floats().parse(text, "game").unwrap();
    assert_eq!(*floats.game(), TableGame::from_floats(vec![0.0, 0.1, 1.0 / 3.0, 1e-3]).unwrap());
}

#[test]
fn texts_are_what_they_were() {
    let players = Players::new(["a \"b\"", "c,d"]).unwrap();
    let game = TableGame::parse(&["0", "1.5", "-2", "1/3"]).unwrap();
    let file = GameFile::new(Some("pair".into()), players, game).unwrap();
    let json = "{\"name\": \"pair\", \"players\": [\"a \\\"b\\\"\", \"c,d\"], \"n\": 2, \"v\": [\"0\", \"3/2\", \"-2\", \"1/3\"]}\n";
    assert_eq!(file.to_text(Format::Json).unwrap(), json);
    let csv = "coalition,worth\n\"a \"\"b\"\"\",3/2\n\"c,d\",-2\n\"a \"\"b\"\"+c,d\",1/3\n";
    assert_eq!(file.to_text(Format::Csv).unwrap(), csv);
    assert_eq!(file.to_text(Format::BitOrder).unwrap(), "3/2\n-2\n1/3\n");
    let three = GameFile::numbered(TableGame::from_integers(vec![0, 1, 2, 12, 3, 13, 23, 123]).unwrap());
    assert_eq!(three.to_text(Format::Lexicographic).unwrap(), "1\n2\n3\n12\n13\n23\n123\n");
    let floats = GameFile::numbered(TableGame::from_floats(vec![0.0, 0.1, 1e300, -2.0]).unwrap());
    assert_eq!(floats.to_text(Format::BitOrder).unwrap(), "0.1\n1e300\n-2.0\n");
    let plus =
        GameFile::new(None, Players::new(["a+b"]).unwrap(), TableGame::from_integers(vec![0, 1]).unwrap());
    assert_eq!(plus.unwrap().to_text(Format::Csv), Err(Unwritable::Name { name: "a+b".into() }));
}

#[test]
fn names_must_be_one_for_each_player() {
    let game = TableGame::from_integers(vec![0, 1]).unwrap();
    let refused = GameFile::new(None, Players::new(["a", "b"]).unwrap(), game).unwrap_err();
    assert_eq!(refused.to_string(), "2 names: expected one for each of 1 players");
}

#[test]
fn formats_are_read_from_names_and_extensions() {
    for format in Format::ALL {
        assert_eq!(format.to_string().parse(), Ok(format));
        assert_eq!(Format::of_path(Path::new(&format!("a/b.{format}"))), Some(format));
    }
    assert_eq!(Format::of_path(Path::new("game.TXT")), None);
    let refused = "xml".parse::<Format>().unwrap_err().to_string();
    assert_eq!(refused, "unknown format \"xml\": expected json, csv, mattugames or lexicographic");
}

#[test]
fn sizes_are_refused_before_memory_is_taken() {
    let reader = GameReader::new(Format::Json).most_bytes(8 << 20);
    let names: Vec<String> = (0..30).map(|seat| format!("\"{seat}\"")).collect();
    let text = format!(r#"{{"players": [{}], "worths": {{}}, "default": 1}}"#, names.join(","));
    let faults = reader.parse(&text, "large").unwrap_err().to_string();
    assert_eq!(
        faults,
        "large:1:1: a table of 30 players takes 8589934592 bytes: more than the 8388608 admitted"
    );
    let faults = GameReader::new(Format::Csv).most_bytes(1).parse(&" ".repeat(70_000), "blank").unwrap_err();
    assert_eq!(faults.to_string(), "blank:1:1: 70000 bytes: expected at most 65536");
    let many = format!("[{}]", "0,".repeat(3));
    let deep = format!("{{\"v\": {}{}}}", "[".repeat(50_000), "]".repeat(50_000));
    assert!(GameFile::from_text(&deep, "deep", Format::Json).is_err());
    assert!(GameFile::from_text(&many, "many", Format::Json).is_err());
}

#[test]
fn only_the_first_hundred_faults_are_kept() {
    let faults = GameFile::from_text(&"x ".repeat(255), "many", Format::BitOrder).unwrap_err();
    assert_eq!(faults.as_slice().len(), 101);
    assert!(faults.to_string().ends_with("and 155 more faults"));
}

proptest! {
    #![proptest_config(seeded(120))]

    #[test]
    fn exact_games_are_read_back_from_every_format(game in any_exact(1..=5)) {
        let file = GameFile::numbered(game);
        for format in Format::ALL {
            let text = file.to_text(format).unwrap();
            let back = GameFile::from_text(&text, "game", format).unwrap();
            prop_assert_eq!(worths(&back), worths(&file));
            prop_assert_eq!(back.players(), file.players());
            prop_assert_eq!(back.to_text(format).unwrap(), text);
        }
    }

    #[test]
    fn float_games_are_read_back_to_the_bit(game in float(1..=5), scale in -300..300) {
        let scaled = game.coalitions().map(|coalition| game.worth(coalition) * 10f64.powi(scale)).collect();
        let file = GameFile::numbered(TableGame::from_floats(scaled).unwrap());
        for format in Format::ALL {
            let text = file.to_text(format).unwrap();
            let back = GameReader::new(format).floats().parse(&text, "game").unwrap();
            let bits = |file: &GameFile| -> Vec<u64> {
                file.game().coalitions().map(|coalition| file.game().worth(coalition).to_bits()).collect()
            };
            prop_assert_eq!(bits(&back), bits(&file));
        }
    }

    #[test]
    fn names_are_read_back(names in prop::collection::btree_set("[a-zé \"\\\\,/+%#]{1,6}", 1..4)) {
        let names: Vec<String> = names.into_iter().filter(|name| !name.trim().is_empty()).collect();
        prop_assume!(!names.is_empty());
        let game = TableGame::from_integers((0..1 << names.len()).collect()).unwrap();
        let file = GameFile::new(Some(names[0].clone()), Players::new(names.clone()).unwrap(), game).unwrap();
        let text = file.to_text(Format::Json).unwrap();
        prop_assert_eq!(GameFile::from_text(&text, "game", Format::Json).unwrap(), file.clone());
        if let Ok(text) = file.to_text(Format::Csv) {
            let back = GameFile::from_text(&text, "game", Format::Csv).unwrap();
            prop_assert_eq!(back.players(), file.players());
            prop_assert_eq!(back.game(), file.game());
        }
    }

    /// Whatever a stranger writes, there is a game or there are faults, and no panic.
    #[test]
    fn any_text_gives_a_game_or_faults(
        text in prop_oneof![
            "[0-9,;x/.e+ \n-]{0,40}",
            "coalition,worth\n([ab+,\"0-9]{0,6}\n){0,5}",
            "coalition,worth\n[ab\t\"],-?[0-9]{1,3}(/[1-9])?\n",
            "-?[0-9]{1,3}[ ,;]+[0-9.]{1,3}[ ,;]+[0-9]{1,3}(/[1-9]|e[0-9])?",
            "\\{\"(n|v|worths|players|default)\": ?[\\[\\]\\{\\}\"a,:0-9.e-]{0,20}\\}",
            "\\{\"v\": \\[[0-9, .\"/e-]{0,20}\\]\\}",
            "\\PC{0,30}",
        ],
    ) {
        for format in Format::ALL {
            for reader in [GameReader::new(format), GameReader::new(format).floats()] {
                match reader.parse(&text, "any") {
                    Ok(file) => {
                        prop_assert!(file.game().worth(Coalition::EMPTY).abs() < f64::MIN_POSITIVE);
                        if let Ok(written) = file.to_text(format) {
                            let again = reader.parse(&written, "written").unwrap();
                            prop_assert_eq!(again.to_text(format).unwrap(), written);
                        }
                    }
                    Err(faults) => prop_assert!(!faults.as_slice().is_empty()),
                }
            }
        }
    }
}
