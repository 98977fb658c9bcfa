//! The corpus of voting games is read whole, and what is wrong with a file is said.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use willing_testkit::corpus::voting::{
    Corpus, Error, Ideals, Nakamura, Place, Probability, read_file, read_folder,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/corpus")
}

#[test]
fn the_shipped_voting_games_are_read_whole() {
    let files = read_folder(&folder()).unwrap();
    let [corpus] = files.as_slice() else { unreachable!("one file is shipped") };
    assert_eq!(
        (
            corpus.games.len(),
            corpus.large_games.len(),
            corpus.spatial.len(),
            corpus.bargaining.len(),
            corpus.unsc_with_abstention.len()
        ),
        (25, 1, 20, 10, 8)
    );
    assert!(corpus.unknown.is_empty() && !corpus.about.is_empty());
    for case in &corpus.games {
        assert!(case.unknown.is_empty(), "{}: {:?}", case.id, case.unknown);
        assert_eq!(case.names.len(), case.n, "{}", case.id);
        assert!(case.shapley_shubik.is_some() && case.johnston.is_some() && case.nakamura.is_some());
        assert_eq!(
            case.banzhaf_raw.as_ref().unwrap().iter().sum::<num_bigint::BigUint>(),
            case.banzhaf_total.clone().unwrap()
        );
    }
    assert!(corpus.large_games.iter().all(|case| case.unknown.is_empty() && case.weights.len() == 190));
    assert!(corpus.spatial.iter().all(|case| case.unknown.is_empty() && !case.why.is_empty()));
    assert!(corpus.bargaining.iter().all(|case| case.unknown.is_empty()));
    assert!(corpus.unsc_with_abstention.values().all(|case| case.unknown.is_empty()));
}

#[test]
fn answers_are_what_the_file_says() {
    let corpus = read_folder(&folder()).unwrap().remove(0);
    let unsc = corpus.games.iter().find(|case| case.id == "unsc").unwrap();
    assert_eq!(unsc.shapley_shubik.as_ref().unwrap()[14].to_string(), "4/2145");
    assert_eq!(unsc.nakamura, Some(Nakamura::Infinite));
    assert!(unsc.game().unwrap().wins(|seat| seat < 9));
    let majority = corpus.games.iter().find(|case| case.id == "majority3").unwrap();
    assert_eq!(majority.nakamura, Some(Nakamura::Finite(3)));
    let plane = corpus.spatial.iter().find(|case| case.id == "2d_plott").unwrap();
    assert!(matches!(&plane.ideal, Ideals::Plane(ideals) if ideals.len() == 5));
    assert_eq!(plane.status_quo, Some(Place::Plane([0.0, 0.0])));
    let thirds = &corpus.unsc_with_abstention["UNSC_1966_rollcall_third"];
    assert_eq!(thirds.ss_permanent.as_ref().unwrap().to_string(), "118525786/725416965");
    assert_eq!(thirds.p_pass, Some(Probability::Exact("48932/4782969".parse().unwrap())));
    let counts = &corpus.unsc_with_abstention["UNSC_1966_banzhaf3"];
    assert!(matches!(counts.p_pass, Some(Probability::Float(share)) if (0.010..0.011).contains(&share)));
    assert_eq!(corpus.unsc_with_abstention["UNSC_1966_banzhaf3"].p_y_to_n, Some(108_336));
    assert_eq!(corpus.bargaining[0].v_veto.as_ref().unwrap().to_string(), "11/15");
}

fn written(name: &str, text: &str) -> Result<Corpus, Error> {
    let folder = std::env::temp_dir().join(format!("willing-voting-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("voting_written.json");
    std::fs::write(&path, text).unwrap();
    let read = read_file(&path);
    std::fs::remove_dir_all(&folder).unwrap();
    read
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let refusal = |name: &str, text: &str| {
        let text = written(name, text).unwrap_err().to_string();
        text.split_once("voting_written.json: ").unwrap().1.to_owned()
    };
    let game = |more: &str| {
        format!(r#"{{"games": [{{"id": "a", "n": 1, "rule": [[{{"quota": 1, "weights": [1]}}]]{more}}}]}}"#)
    };
    assert!(refusal("list", "1").starts_with("invalid type: integer"));
    assert_eq!(refusal("length", &game(r#", "banzhaf_raw": []"#)), "a.banzhaf_raw: 0 entries: expected 1");
    assert!(
        refusal("natural", &game(r#", "winning_coalitions": -1"#))
            .starts_with("-1: expected a natural number")
    );
    assert!(
        refusal("nakamura", &game(r#", "nakamura": "x""#))
            .starts_with("\"x\": expected a natural number or \"inf\"")
    );
    assert!(refusal("fraction", &game(r#", "coleman_collectivity": "x""#)).starts_with("\"x\" is no number"));
    let weights = r#"{"games": [{"id": "a", "n": 2, "rule": [[{"quota": 1, "weights": [1]}]]}]}"#;
    assert!(matches!(written("refused", weights), Err(Error::Refused { .. })));
    let known = written("unknown", &game(r#", "colour": 1"#)).unwrap();
    assert!(known.games[0].unknown.contains_key("colour"));
}
