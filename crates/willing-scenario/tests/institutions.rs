//! The institutions that come along: each is read, written back, and decides by the figures of its treaty.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use willing_council::{Ballot, Matter, Seat, Vote, WeightCondition};
use willing_scenario::council_file::CouncilFile;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/institutions")
}

fn institution(name: &str) -> CouncilFile {
    CouncilFile::read(folder().join(name).with_extension("toml")).unwrap_or_else(|faults| panic!("{faults}"))
}

fn institutions() -> BTreeMap<String, CouncilFile> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    files.map(|path| (name(&path), institution(&name(&path)))).collect()
}

/// Without abstention: what the weights of each condition add up to, and the quota, from left to right; vetoes last.
fn conditions(file: &CouncilFile) -> Vec<(u64, u64)> {
    let game = file.rule().simple_game(&Matter::Substantive).unwrap();
    let sum = |one: &WeightCondition| one.weights.iter().sum();
    game.formula().conditions().into_iter().map(|one| (sum(one), one.quota)).collect()
}

/// A file, its members, and total and quota of each condition.
type Figures = (&'static str, usize, &'static [(u64, u64)]);

/// The figures of charter, treaty or list of votes.
const FIGURES: &[Figures] = &[
    ("canada_amendment", 10, &[(10, 7), (36_868, 18_434)]),
    ("ec_1973", 9, &[(58, 41)]),
    ("ec_1981", 10, &[(63, 45)]),
    ("ec_1986", 12, &[(76, 54)]),
    ("eec_1958", 6, &[(17, 12)]),
    ("eu27_lisbon", 27, &[(27, 15), (445_714_098, 289_714_164), (27, 24)]),
    ("eu27_lisbon_without_clause", 27, &[(27, 15), (445_714_098, 289_714_164)]),
    ("eu27_nice", 27, &[(345, 255), (27, 14), (5_010_905, 3_106_762)]),
    ("eu27_nice_votes", 27, &[(345, 255)]),
    ("eu28_lisbon", 28, &[(28, 16), (511_522_671, 332_489_737), (28, 25)]),
    ("eu_1995", 15, &[(87, 62)]),
    ("imf_board_70", 24, &[(5_001_244, 3_500_871)]),
    ("imf_board_85", 24, &[(5_001_244, 4_251_058)]),
    ("imf_governors_50", 190, &[(5_039_930, 2_519_966)]),
    ("imf_governors_70", 190, &[(5_039_930, 3_527_951)]),
    ("imf_governors_85", 190, &[(5_039_930, 4_283_941)]),
    ("nato_silence", 32, &[(32, 32)]),
    ("reform_un_21_members_6_vetoes", 21, &[(21, 13), (6, 6)]),
    ("reform_un_african_union", 26, &[(26, 16), (11, 11)]),
    ("reform_un_group_of_four", 25, &[(25, 14), (5, 5)]),
    ("reform_un_group_of_four_26", 26, &[(26, 15), (5, 5)]),
    ("reform_un_no_veto", 15, &[(15, 9)]),
    ("reform_un_two_vetoes", 15, &[(15, 9), (5, 4)]),
    ("reform_un_uniting_for_consensus", 25, &[(25, 15), (5, 5)]),
    ("un_general_assembly", 193, &[(193, 129)]),
    ("un_security_council", 15, &[(15, 9), (5, 5)]),
    ("un_security_council_1946", 11, &[(11, 7), (5, 5)]),
    ("un_security_council_procedural", 15, &[(15, 9)]),
    ("us_electoral_college", 51, &[(538, 270)]),
];

#[test]
fn every_institution_has_the_figures_of_its_treaty() {
    let all = institutions();
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    assert_eq!(names, FIGURES.iter().map(|(name, ..)| *name).collect::<Vec<_>>());
    for (name, members, expected) in FIGURES {
        let file = &all[*name];
        assert_eq!(file.council().seats(), *members, "{name}");
        assert_eq!(conditions(file), *expected, "{name}");
    }
}

#[test]
fn every_institution_is_written_and_read_back() {
    for (name, file) in institutions() {
        let text = file.to_text();
        let again = CouncilFile::from_text(&text, &name).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(again, file, "{name}");
        assert_eq!(again.to_text(), text, "{name}");
        // With names: nothing of any institution has to be said by seats.
        assert!(!text.contains("\ntext = "), "{name}: {text}");
        assert!(file.source().len() > 20, "{name}: {}", file.source());
    }
}

#[test]
fn every_institution_says_what_of_it_was_checked() {
    for (name, file) in institutions() {
        let note = file.note().unwrap_or_default();
        let said = ["From memory, not checked against the text: ", "was checked"];
        let constructed = file.source().starts_with("constructed: ");
        assert!(constructed || said.iter().any(|said| note.contains(said)), "{name}: {note}");
    }
}

/// Rules small enough to go through all coalitions, with how many of them win (those of the published tables of voting power).
const WINNING: &[(&str, u32)] = &[
    ("canada_amendment", 152),
    ("ec_1981", 140),
    ("ec_1986", 402),
    ("eec_1958", 14),
    ("eu_1995", 2549),
    ("reform_un_21_members_6_vetoes", 22_819),
    ("reform_un_two_vetoes", 4038),
    ("un_security_council", 848),
    ("un_security_council_1946", 57),
];

#[test]
fn as_many_coalitions_win_as_published() {
    for (name, expected) in WINNING {
        let game = institution(name).rule().simple_game(&Matter::Substantive).unwrap();
        let winning =
            (0..1u64 << game.seats()).filter(|mask| game.wins(|seat| mask >> seat & 1 == 1)).count();
        assert_eq!(winning, *expected as usize, "{name}");
    }
}

/// What a roll call comes to: the first seats say yes, then so many no, and all others abstain.
fn passes(file: &CouncilFile, yes: usize, no: usize) -> bool {
    let votes = (0..file.council().seats()).map(|seat| match seat {
        seat if seat < yes => Vote::Yes,
        seat if seat < yes + no => Vote::No,
        _ => Vote::Abstain,
    });
    let tally = file.council().tally(&Matter::Substantive, &Ballot::new(votes)).unwrap();
    tally.outcome.has_passed()
}

#[test]
fn who_abstains_in_the_general_assembly_is_counted_as_not_voting() {
    let assembly = institution("un_general_assembly");
    assert!(passes(&assembly, 2, 1));
    assert!(!passes(&assembly, 65, 33));
    assert!(passes(&assembly, 66, 33));
    assert!(!passes(&assembly, 0, 0));
    let present = |count: usize| {
        let votes = (0..193).map(|seat| if seat < count { Vote::Yes } else { Vote::Absent });
        let tally = assembly.council().tally(&Matter::Substantive, &Ballot::new(votes)).unwrap();
        tally.outcome.has_passed()
    };
    assert!(!present(96), "no quorum");
    assert!(present(97));
}

#[test]
fn silence_is_consent_in_the_north_atlantic_council() {
    let council = institution("nato_silence");
    assert!(passes(&council, 0, 0));
    assert!(passes(&council, 31, 0));
    assert!(!passes(&council, 31, 1));
}

#[test]
fn abstention_counts_against_a_draft_in_the_council_of_the_union_and_not_for_a_veto_in_the_united_nations() {
    let union = institution("eu28_lisbon");
    assert!(passes(&union, 25, 0));
    assert!(!passes(&union, 14, 0));
    let council = institution("un_security_council");
    let votes = (0..15).map(|seat| if seat < 5 { Vote::Abstain } else { Vote::Yes });
    let tally = council.council().tally(&Matter::Substantive, &Ballot::new(votes)).unwrap();
    assert!(tally.outcome.has_passed(), "five permanent members abstain");
}

#[test]
fn permanent_members_without_a_veto_are_permanent_all_the_same() {
    let council = institution("reform_un_group_of_four");
    assert_eq!(council.council().permanent().len(), 11);
    assert_eq!(council.rule().vetoes(), (0..5).map(Seat::new).collect::<Vec<_>>());
    assert_eq!(institution("reform_un_no_veto").council().permanent().len(), 5);
    assert_eq!(institution("reform_un_african_union").council().permanent().len(), 11);
}
