//! Our nucleolus, certified, beside that of the crate `coopgame`.
//!
//! Where both agree, two programs that share no code vouch for the answer. Where they don't, the exact comparison of
//! excesses says who is right; a test fails if that is the peer, and not because it is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../examples/cooperative/peer.rs"]
mod peer;

use std::path::Path;

use willing::game::tu::TableGame;
use willing_bench::cooperative::{Judgement, Standing, agreement_games, judge, name, two_scales};
use willing_testkit::corpus::tu::read_file;

/// Our answer with its certificate checked, and the standing of the peer's.
fn judged(game: &TableGame) -> Judgement {
    let theirs = peer::nucleolus(game);
    let theirs = theirs.as_ref().map(|(amounts, _)| amounts.as_slice()).map_err(Clone::clone);
    judge(game, theirs).unwrap()
}

/// Fails if the peer's answer is another and not refuted.
fn assert_ours_stands(name: &str, judgement: &Judgement) {
    match &judgement.theirs {
        Standing::Agrees { .. } | Standing::None(_) => {}
        theirs @ Standing::Differs { .. } => assert!(theirs.is_refuted(), "{name}: {theirs:?}"),
    }
}

#[test]
fn two_hundred_generated_games_are_certified_and_the_peer_agrees_or_is_refuted() {
    let games = agreement_games();
    assert!(games.len() >= 200);
    let mut agreed = 0;
    for &drawn in &games {
        let judgement = judged(&drawn.draw().unwrap());
        assert!(judgement.ours.is_exact(), "{}", name(drawn));
        assert_ours_stands(&name(drawn), &judgement);
        match judgement.theirs {
            Standing::Agrees { .. } => agreed += 1,
            theirs => eprintln!("{}: {theirs:?}", name(drawn)),
        }
    }
    eprintln!("{agreed} of {} agree", games.len());
    // Two programs without common code: were ours wrong and its certificate too, this would fall.
    assert!(agreed * 10 >= games.len() * 9, "{agreed} of {}", games.len());
}

#[test]
fn games_of_two_scales_have_the_published_answer_whatever_the_peer_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/corpus/games.json");
    let cases = read_file(&file).unwrap();
    let two_scale: Vec<_> = cases.iter().filter(|case| case.name.starts_with("two_scale")).collect();
    assert!(two_scale.len() >= 2);
    for case in two_scale {
        let judgement = judged(&case.game);
        assert_eq!(Some(&judgement.ours.allocation), case.answers.nucleolus.as_ref(), "{}", case.name);
        assert_ours_stands(&case.name, &judgement);
        eprintln!("{}: {:?}", case.name, judgement.theirs);
    }
}

#[test]
fn every_scale_splits_as_the_sum_of_two_games() {
    let single = judged(&two_scales(1).unwrap()).ours.allocation;
    for exponent in [3, 6, 8, 9, 12, 15] {
        let scale = 10_i64.pow(exponent);
        let judgement = judged(&two_scales(scale).unwrap());
        let (large, small) = judgement.ours.allocation.split_at(3);
        let scaled: Vec<_> =
            single.iter().take(3).map(|amount| amount * willing::game::Rational::from(scale)).collect();
        assert_eq!((large, small), (scaled.as_slice(), single.split_at(3).1), "10^{exponent}");
        assert_ours_stands(&format!("10^{exponent}"), &judgement);
        eprintln!("10^{exponent}: {:?}", judgement.theirs);
    }
}
