//! Whole outputs, byte for byte. `WILLING_UPDATE_GOLDEN=1 cargo test -p willing-cli` rewrites them; the
//! diff is to be reviewed.

mod common;

use common::{QUARREL, assert_golden, stdout};

#[test]
fn reports_are_as_they_were() {
    assert_golden("quarrel.txt", &stdout(&["solve", QUARREL, "--width", "100"]));
    assert_golden("quarrel_80.txt", &stdout(&["solve", QUARREL, "--width", "80"]));
    assert_golden("quarrel.md", &stdout(&["solve", QUARREL, "--format", "markdown"]));
}

#[test]
fn tables_are_as_they_were() {
    for table in [
        "states",
        "ledger",
        "methods",
        "votes",
        "power",
        "blocking",
        "responsibilities",
        "fairness",
        "staying",
        "treaties",
        "prices",
        "flips",
        "indispensability",
        "leaders",
    ] {
        let csv = stdout(&["solve", QUARREL, "--format", "csv", "--table", table]);
        assert_golden(&format!("quarrel_{table}.csv"), &csv);
    }
}

#[test]
fn explanations_are_as_they_were() {
    assert_golden("quarrel_explain_ally.txt", &stdout(&["explain", "allyland", QUARREL]));
    assert_golden("quarrel_explain_rival.txt", &stdout(&["explain", "RIVL", QUARREL]));
}

#[test]
fn comparisons_are_as_they_were() {
    let harder = stdout(&["compare", QUARREL, "--set", "issue.methods.act.difficulty=12"]);
    assert_golden("quarrel_compare.txt", &harder);
}

#[test]
fn backtests_are_as_they_were() {
    assert_golden("quarrel_backtest.txt", &stdout(&["backtest", QUARREL]));
}

#[test]
fn a_game_without_and_one_with_several_equilibria() {
    let several = "fixtures/scenarios/examples/two_equilibria_1.toml";
    assert_golden("two_equilibria_1.txt", &stdout(&["solve", several, "--quick"]));
}
