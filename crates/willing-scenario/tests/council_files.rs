//! Files of institutions: what is written is read back, and malformed files give exactly the faults expected.
//!
//! Set `WILLING_BLESS=1` to write the faults found as those expected, then read the difference.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod golden;

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use willing_council::{
    Against, Base, BlockingMinority, Council, Requirement, Seat, Strictly, VotingRule, WeightedQuota,
    WeightedShare, Weights,
};
use willing_game::Players;
use willing_scenario::council_file::{CouncilFile, Error};
use willing_testkit::strategies::seeded;

/// The least number of files that the golden test must find, so that it can't pass by finding none.
const LEAST: usize = 50;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/faults/councils")
}

fn faults_of(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let faults = match CouncilFile::read(path) {
        Ok(file) => panic!("{name} was read as {file:?}"),
        Err(faults) => faults.to_string().replace(&path.display().to_string(), &name),
    };
    format!("{faults}\n")
}

#[test]
fn every_malformed_file_gives_exactly_the_faults_expected() {
    golden::assert_faults(&folder(), LEAST, |path| path.with_extension("expected"), faults_of);
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_unreadable() {
    let faults = CouncilFile::read(folder().join("nowhere.toml")).unwrap_err();
    assert!(
        faults
            .to_string()
            .ends_with("nowhere.toml:1:1: cannot be read (entity not found): expected a readable file")
    );
}

const HEAD: &str = "format = 1\nname = \"Four\"\nsource = \"made up\"\nmembers = [\"Ash\", \"Birch\", \"Cedar\", \"Date\"]\n\
                    [weights.people]\nDate = 10\nAsh = 40\nBirch = 30\nCedar = 20\n[rule]\n";

fn read(rule: &str) -> CouncilFile {
    CouncilFile::from_text(&format!("{HEAD}{rule}\n"), "four.toml")
        .unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn every_key_says_what_its_text_says() {
    let cases = [
        ("quota = 3", "3 of 4"),
        ("quota = 60\nweights = \"people\"", "[60; 40, 30, 20, 10]"),
        ("quota = 2\nmembers = [\"Date\", \"Ash\", \"Cedar\"]", "[2; 1, 0, 2*1]"),
        ("quorum = 3", "[3 present; 4*1]"),
        ("quorum = 50\nweights = \"people\"", "[50 present; 40, 30, 20, 10]"),
        ("minority = 2\nagainst = \"no\"", "[< 2 no; 4*1]"),
        ("minority = 35\nagainst = \"not yes\"\nweights = \"people\"", "[< 35 not yes; 40, 30, 20, 10]"),
        ("share = \"2/3\"", "[>= 2/3 of all; 4*1]"),
        ("share = \" 2 / 3 \"\nof = \"present\"", "[>= 2/3 of present; 4*1]"),
        ("share = \"1/2\"\nof = \"voting\"\nmore_than = true", "[> 1/2 of voting; 4*1]"),
        ("share = \"1/2\"\nmore_than = false", "[>= 1/2 of all; 4*1]"),
        ("quota = 3\nvetoes = [\"Date\", \"Ash\"]", "3 of 4, veto {0, 3}"),
        ("quota = 3\nvetoes = [\"Date\", \"Ash\"]\nvetoes_needed = 1", "3 of 4, veto {0, 3}"),
        ("quota = 3\nvetoes = [\"Date\", \"Ash\"]\nvetoes_needed = 2", "3 of 4, 2 vetoes of {0, 3}"),
        (
            "any = [{ all = [{ quota = 2 }, { share = \"65/100\", weights = \"people\" }] }, { quota = 3 }]",
            "2 of 4 and [>= 65/100 of all; 40, 30, 20, 10] or 3 of 4",
        ),
        ("all = [{ any = [{ quota = 2 }, { quorum = 3 }] }]", "2 of 4 or [3 present; 4*1]"),
        ("text = \"3 of 4, veto {0}\"", "3 of 4, veto {0}"),
    ];
    for (keys, text) in cases {
        let file = read(keys);
        assert_eq!(file.rule().to_string(), text, "{keys}");
        assert_eq!(CouncilFile::from_text(&file.to_text(), "again").unwrap(), file, "{keys}");
    }
}

#[test]
fn nested_parts_may_stand_under_headers() {
    let under_headers = read("[[rule.any]]\nquota = 3\n[[rule.any]]\nshare = \"2/3\"\nweights = \"people\"");
    let inline = read("any = [{ quota = 3 }, { share = \"2/3\", weights = \"people\" }]");
    assert_eq!(under_headers, inline);
}

#[test]
fn the_permanent_members_are_those_with_a_veto_unless_others_are_listed() {
    let seats = |places: &[u32]| places.iter().map(|place| Seat::new(*place)).collect::<Vec<_>>();
    let file = read("quota = 3\nvetoes = [\"Cedar\", \"Ash\"]");
    assert_eq!(file.council().permanent(), seats(&[0, 2]));
    for (listed, expected) in [("[]", vec![]), ("[\"Date\", \"Birch\"]", seats(&[1, 3]))] {
        let text = format!("permanent = {listed}\n{HEAD}quota = 3\nvetoes = [\"Ash\"]\n");
        let file = CouncilFile::from_text(&text, "four").unwrap();
        assert_eq!(file.council().permanent(), expected);
        assert_eq!(CouncilFile::from_text(&file.to_text(), "again").unwrap(), file);
    }
}

#[test]
fn the_canonical_file_names_members_and_tables() {
    let file = read(
        "text = \"[50; 40, 30, 20, 10] and (2 of 4 or [2; 2*1, 0, 1]) and [< 2 no; 4*1], 2 vetoes of {0, 3}\"",
    );
    let expected = "format = 1\nname = \"Four\"\nsource = \"made up\"\n\
         members = [\"Ash\", \"Birch\", \"Cedar\", \"Date\"]\n\n\
         [weights.people]\nAsh = 40\nBirch = 30\nCedar = 20\nDate = 10\n\n\
         [rule]\nall = [\n    { quota = 50, weights = \"people\" },\n    \
         { any = [{ quota = 2 }, { quota = 2, members = [\"Ash\", \"Birch\", \"Date\"] }] },\n    \
         { minority = 2, against = \"no\" },\n]\nvetoes = [\"Ash\", \"Date\"]\nvetoes_needed = 2\n";
    assert_eq!(file.to_text(), expected);
    assert_eq!(CouncilFile::from_text(expected, "again").unwrap(), file);
}

#[test]
fn what_names_cannot_say_is_written_as_a_line() {
    for rule in ["[7; 3, 2*2, 1]", "[18446744073709551615; 18446744073709551615, 3*0]"] {
        let file = read(&format!("text = \"{rule}\""));
        assert!(file.to_text().ends_with(&format!("[rule]\ntext = \"{rule}\"\n")), "{}", file.to_text());
        assert_eq!(CouncilFile::from_text(&file.to_text(), "again").unwrap(), file);
    }
}

#[test]
fn what_a_file_cannot_hold_is_refused() {
    let council =
        || Council::new(Players::new(["a", "b"]).unwrap(), [], VotingRule::by_count(2, 1).unwrap()).unwrap();
    let weights = |weights: [u64; 2]| Weights::new(weights).unwrap();
    assert_eq!(CouncilFile::new(" ", "s", council()), Err(Error::Blank { what: "name" }));
    assert_eq!(CouncilFile::new("n", "", council()), Err(Error::Blank { what: "source" }));
    let file = || CouncilFile::new("n", "s", council()).unwrap();
    assert_eq!(file().with_note("\n"), Err(Error::Blank { what: "note" }));
    assert_eq!(file().with_weights("", weights([1, 2])), Err(Error::Blank { what: "table of weights" }));
    let name = || "w".to_owned();
    let twice = file().with_weights("w", weights([1, 2])).unwrap().with_weights("w", weights([1, 2]));
    assert_eq!(twice, Err(Error::TableTwice { name: name() }));
    let short = file().with_weights("w", Weights::new([1]).unwrap());
    assert_eq!(short, Err(Error::TableSize { name: name(), got: 1, expected: 2 }));
    let large = file().with_weights("w", weights([1, 1 << 63]));
    assert_eq!(large, Err(Error::TableWeight { name: name(), weight: 1 << 63 }));
    assert_eq!(
        large.unwrap_err().to_string(),
        "weight 9223372036854775808 in table \"w\": expected at most 2^63 - 1"
    );
}

#[test]
fn a_file_of_as_many_members_as_there_may_be_is_read_in_no_time() {
    let names: Vec<String> = (0..65_536).map(|seat| format!("\"m{seat}\"")).collect();
    let weights = (0..65_536).map(|seat| format!("m{seat} = {seat}\n")).collect::<Vec<_>>().concat();
    let head = format!("format = 1\nname = \"n\"\nsource = \"s\"\nmembers = [{}]\n", names.join(", "));
    let text = format!("{head}[weights.w]\n{weights}[rule]\nquota = 9\nweights = \"w\"\n");
    assert_eq!(CouncilFile::from_text(&text, "many").unwrap().council().seats(), 65_536);
    // A thousand faults and more, each of which would look for the nearest of as many names.
    let faults = CouncilFile::from_text(&text.replace("\nm", "\nx").replace("xembers", "members"), "many")
        .unwrap_err();
    assert_eq!(faults.as_slice().len(), 1001);
}

fn weights(seats: usize) -> impl Strategy<Value = Weights> {
    prop_oneof![
        Just(Weights::equal(seats).unwrap()),
        prop::collection::vec(0..2u64, seats).prop_map(|mut weights| {
            weights.push(1);
            weights.swap_remove(0);
            Weights::new(weights).unwrap()
        }),
        prop::collection::vec(1..50u64, seats).prop_map(|weights| Weights::new(weights).unwrap()),
    ]
}

fn part(seats: usize) -> impl Strategy<Value = Requirement> {
    (weights(seats), 0..6usize, any::<u64>(), 1..9u32, 0..9u32).prop_map(
        |(weights, kind, draw, part, more)| {
            let bound = 1 + draw % weights.total();
            let strictly = if draw % 2 == 0 && more > 0 { Strictly::MoreThan } else { Strictly::AtLeast };
            let of = [Base::All, Base::Present, Base::Voting].into_iter().nth((draw % 3) as usize).unwrap();
            match kind {
                0 | 1 => Requirement::Quota(WeightedQuota::of(weights, bound).unwrap()),
                2 => Requirement::Quorum(WeightedQuota::of(weights, bound).unwrap()),
                3 => Requirement::Minority(BlockingMinority::new(weights, bound, Against::No).unwrap()),
                4 => Requirement::Minority(BlockingMinority::new(weights, bound, Against::NotYes).unwrap()),
                _ => Requirement::Share(
                    WeightedShare::new(weights, (part, part + more), strictly, of).unwrap(),
                ),
            }
        },
    )
}

fn requirement(seats: usize) -> impl Strategy<Value = Requirement> {
    part(seats).prop_recursive(3, 12, 3, |inner| {
        (prop::collection::vec(inner, 1..4), any::<bool>())
            .prop_map(|(list, all)| if all { Requirement::All(list) } else { Requirement::Any(list) })
    })
}

fn institution() -> impl Strategy<Value = CouncilFile> {
    let names = prop::collection::btree_set("[a-z\"\\\\.= é\u{85}]{0,6}[a-z]", 1..7);
    names
        .prop_flat_map(|names| {
            let seats = names.len();
            let tables = prop::collection::btree_map("[a-z. ]{0,4}[a-z]", weights(seats), 0..3);
            let sets =
                (prop::collection::vec(any::<bool>(), seats), prop::collection::vec(any::<bool>(), seats));
            (
                Just(names),
                tables,
                requirement(seats),
                sets,
                any::<usize>(),
                prop::option::of("[a-z\n\"]{0,9}[a-z]"),
            )
        })
        .prop_map(|(names, tables, requirement, (vetoes, permanent), needed, note)| {
            let seats = |chosen: Vec<bool>| -> Vec<Seat> {
                let all = (0..).map(Seat::new).zip(chosen);
                all.filter(|(_, chosen)| *chosen).map(|(seat, _)| seat).collect()
            };
            let vetoes = seats(vetoes);
            let mut rule = VotingRule::of(requirement).unwrap().with_vetoes(vetoes.iter().copied()).unwrap();
            if !vetoes.is_empty() {
                rule = rule.with_vetoes_needed(1 + needed % vetoes.len()).unwrap();
            }
            let permanent = if needed % 2 == 0 { vetoes } else { seats(permanent) };
            let council = Council::new(Players::new(names).unwrap(), permanent, rule).unwrap();
            let file = CouncilFile::new("n", "s", council).unwrap();
            let file = note.into_iter().fold(file, |file, note| file.with_note(note).unwrap());
            tables.into_iter().fold(file, |file, (name, weights)| file.with_weights(name, weights).unwrap())
        })
}

proptest! {
    #![proptest_config(seeded(400))]

    #[test]
    fn what_is_written_is_read_back(file in institution()) {
        let text = file.to_text();
        let again = CouncilFile::from_text(&text, "again").unwrap_or_else(|faults| panic!("{text}\n{faults}"));
        prop_assert_eq!(&again, &file, "{}", text);
        prop_assert_eq!(again.to_text(), text);
    }

    /// Whatever a stranger writes, there is an institution or there are faults, and no panic.
    #[test]
    fn any_rule_gives_an_institution_or_faults(
        rule in prop_oneof![
            "(quota|share|any|all|minority|quorum|text|vetoes|of|against|weights|members) = [\\[\\]\\{\\}\"a-z=, 0-9/]{0,30}\n",
            "text = \"[0-9of \\[\\]\\(\\);,*<>={}a-z/-]{0,30}\"\n",
            "(all|any) = \\[(\\{ (quota|quorum) = [0-9]{1,2} \\}, ){0,3}\\]\nvetoes = \\[\"(Ash|Oak)\"\\]\n",
            "\\PC{0,40}",
        ],
    ) {
        match CouncilFile::from_text(&format!("{HEAD}{rule}"), "any") {
            Ok(file) => prop_assert_eq!(CouncilFile::from_text(&file.to_text(), "again").unwrap(), file),
            Err(faults) => prop_assert!(!faults.as_slice().is_empty()),
        }
    }
}
