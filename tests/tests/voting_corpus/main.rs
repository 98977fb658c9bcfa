//! Every known answer of the voting corpus beside the power indices, its evidence checked: spatial votes, bargaining,
//! abstention, and the structure of simple games.
//!
//! The corpus is the folder of the workspace and the one that `WILLING_CORPUS` names. Nothing is known of a case but
//! what its keys say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod abstention;
mod altered;
mod bargaining;
mod closed_form;
mod comparison;
mod games;
mod large;
mod spatial;

use willing_testkit::corpus::voting::{Corpus, read_folder_and_environment};
use willing_tests::in_workspace;

fn corpus() -> Vec<Corpus> {
    read_folder_and_environment(&in_workspace("fixtures/corpus")).unwrap()
}

/// Cases and answers; a case that states nothing, or something wrong, fails.
fn tally(verdicts: impl IntoIterator<Item = Result<usize, String>>) -> (usize, usize) {
    let answers: Vec<usize> = verdicts.into_iter().map(|verdict| verdict.unwrap()).collect();
    assert!(answers.iter().all(|stated| *stated > 0), "a case without an answer: {answers:?}");
    println!("{} cases, {} answers", answers.len(), answers.iter().sum::<usize>());
    (answers.len(), answers.iter().sum())
}

#[test]
fn spatial_votes_have_their_known_answers() {
    let (cases, answers) = tally(corpus().iter().flat_map(|corpus| &corpus.spatial).map(spatial::judge));
    assert!(cases >= 20 && answers >= 39, "{cases} cases, {answers} answers");
}

#[test]
fn bargaining_has_its_known_answers() {
    let (cases, answers) =
        tally(corpus().iter().flat_map(|corpus| &corpus.bargaining).map(bargaining::judge));
    assert!(cases >= 10 && answers >= 46, "{cases} cases, {answers} answers");
}

#[test]
fn voting_with_abstention_has_its_known_answers() {
    let corpus = corpus();
    let cases = corpus.iter().flat_map(|corpus| &corpus.unsc_with_abstention);
    let (cases, answers) = tally(cases.map(|(name, case)| abstention::judge(name, case)));
    assert!(cases >= 8 && answers >= 400, "{cases} cases, {answers} answers");
}

#[test]
fn simple_games_have_their_known_structure() {
    let (cases, answers) = tally(corpus().iter().flat_map(|corpus| &corpus.games).map(games::judge));
    assert!(cases >= 25 && answers >= 165, "{cases} cases, {answers} answers");
}

#[test]
fn weighted_games_have_their_known_counts() {
    let corpus = corpus();
    let small = corpus.iter().flat_map(|corpus| &corpus.games).filter_map(large::small);
    let (cases, answers) = tally(small);
    assert!(cases >= 17 && answers >= 102, "{cases} cases, {answers} answers");
    let (cases, answers) = tally(corpus.iter().flat_map(|corpus| &corpus.large_games).map(large::judge));
    assert!(cases >= 1 && answers >= 571, "{cases} cases, {answers} answers");
}
