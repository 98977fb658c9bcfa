//! Every known answer of the corpus of risk sharing, found from the inputs of its case, all evidence checked.
//!
//! The corpus is the folder of the workspace and the one that `WILLING_CORPUS` names. Nothing is known of a case but
//! what its inputs and answers are called.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod altered;
mod awareness;
mod burden;
mod commitment;
mod found;
mod games;
mod hazards;
mod measures;
mod normal;
mod outside;
mod portfolios;
mod shape;
mod syndicates;

use willing_testkit::corpus::risk::{Case, Corpus, read_folder_and_environment};
use willing_tests::in_workspace;

/// How many answers a case states, all of them found.
fn judge(case: &Case) -> Result<usize, String> {
    let found = shape::solver_of(case)?(case).map_err(|error| format!("{}: {error}", case.id))?;
    found.compared_with(case)
}

/// All cases of all files, and how many answers they state; files without a case, or cases without an answer, fail.
fn judge_all(corpora: &[Corpus]) -> Result<(usize, usize), String> {
    let verdicts = corpora.iter().flat_map(|corpus| &corpus.cases).map(judge);
    let (right, wrong): (Vec<_>, Vec<_>) = verdicts.partition(Result::is_ok);
    let wrong: Vec<String> = wrong.into_iter().filter_map(Result::err).collect();
    let right: Vec<usize> = right.into_iter().flatten().collect();
    if !wrong.is_empty() {
        return Err(format!(
            "{} of {} cases fail:\n{}",
            wrong.len(),
            right.len() + wrong.len(),
            wrong.join("\n")
        ));
    }
    if right.is_empty() || corpora.iter().any(|corpus| corpus.cases.is_empty()) {
        return Err("a corpus without a case".to_owned());
    }
    Ok((right.len(), right.iter().sum()))
}

#[test]
fn risk_sharing_has_its_known_answers() {
    let corpora = read_folder_and_environment(&in_workspace("fixtures/corpus")).unwrap();
    let (cases, answers) = judge_all(&corpora).unwrap_or_else(|wrong| panic!("{wrong}"));
    println!("{cases} cases, {answers} answers");
    assert!(cases >= 183 && answers >= 2_300, "{cases} cases, {answers} answers");
}
