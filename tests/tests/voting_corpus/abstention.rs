//! The Security Council with abstention: roll calls, and swings over all profiles.

use willing::check::power::ternary::{LevelSwings, VoteChances};
use willing::council::{Matter, TernaryGame, VotingRule};
use willing::game::{Certificate, Rational};
use willing::solver::power::ternary::{RollCall, TernaryBanzhaf};
use willing_testkit::corpus::voting::{AbstentionCase, Probability};

use crate::comparison::{Comparison, said};

/// How many seats have a veto, from the first on.
const PERMANENT: usize = 5;

/// How many answers the case of this name states, all of them found: a roll call if it has chances, counts otherwise.
pub(crate) fn judge(name: &str, case: &AbstentionCase) -> Result<usize, String> {
    // Which council it is stands nowhere but in the name.
    let rule = match name.split('_').nth(1) {
        Some("1966") => VotingRule::un_security_council(),
        Some("1946") => VotingRule::un_security_council_1946(),
        _ => return Err(format!("{name}: neither the council of 1946 nor that of 1966")),
    };
    let game = rule.and_then(|rule| rule.ternary_game(&Matter::Substantive)).map_err(said)?;
    match &case.probs {
        Some(chances) => roll_call(name, case, chances, &game),
        None => counts(name, case, &game),
    }
}

/// Whose number is stated for each seat.
fn member<T>(seat: usize, permanent: T, elected: T) -> T {
    if seat < PERMANENT { permanent } else { elected }
}

fn roll_call(
    name: &str,
    case: &AbstentionCase,
    [yes, abstain, no]: &[Rational; 3],
    game: &TernaryGame,
) -> Result<usize, String> {
    let mut comparison = Comparison::of(name);
    let chances = VoteChances::new(yes.clone(), abstain.clone(), no.clone()).map_err(said)?;
    let power = RollCall::new().chances(chances).solve(game).map_err(said)?;
    comparison.holds("the roll call", power.check(game));
    let index = power.index();
    for (seat, found) in index.iter().enumerate() {
        let stated = member(seat, &case.ss_permanent, &case.ss_elected);
        comparison.same(&format!("index of seat {seat}"), stated.as_ref(), found);
        let stated = member(seat, case.ss_permanent_float, case.ss_elected_float);
        comparison.near(&format!("index of seat {seat}, float"), stated, found.to_f64(), 1e-15);
    }
    for (seat, found) in power.failing.iter().enumerate() {
        let stated = member(seat, &case.pivot_for_fail_perm, &case.pivot_for_fail_elected);
        comparison.same(&format!("failure by seat {seat}"), stated.as_ref(), found);
    }
    let passing: Rational = power.passing.iter().sum();
    passes(&mut comparison, case, &passing);
    comparison.same("sum", case.check_sum.as_ref(), &index.iter().sum());
    comparison.verdict()
}

fn passes(comparison: &mut Comparison, case: &AbstentionCase, passing: &Rational) {
    match &case.p_pass {
        Some(Probability::Exact(stated)) => {
            comparison.same("passage", Some(stated), passing);
        }
        Some(Probability::Float(stated)) => {
            comparison.near("passage", Some(*stated), passing.to_f64(), 1e-15);
        }
        None => {}
    }
    comparison.near("passage, float", case.p_pass_float, passing.to_f64(), 1e-15);
}

fn counts(name: &str, case: &AbstentionCase, game: &TernaryGame) -> Result<usize, String> {
    let mut comparison = Comparison::of(name);
    let swings = TernaryBanzhaf::new().solve(game).map_err(said)?;
    comparison.holds("the swings", swings.check(game));
    let mut count = |what: &str, stated: Option<u64>, found: &dyn ToString| {
        comparison.same(what, stated.map(|count| count.to_string()).as_ref(), &found.to_string());
    };
    for (seat, LevelSwings { yes_to_abstain, abstain_to_no }) in swings.seats.iter().enumerate() {
        let at = |what: &str| format!("{what} of seat {seat}");
        count(&at("yes to abstention"), member(seat, case.p_y_to_a, case.e_y_to_a), yes_to_abstain);
        count(&at("abstention to no"), member(seat, case.p_a_to_n, case.e_a_to_n), abstain_to_no);
        let total = yes_to_abstain + abstain_to_no;
        count(&at("yes to no"), member(seat, case.p_y_to_n, case.e_y_to_n), &total);
    }
    let seats = u32::try_from(game.seats()).map_err(said)?;
    let all = 3_u64.checked_pow(seats).ok_or_else(|| format!("{name}: {seats} seats"))?;
    count("passing profiles", case.pass_configs, &swings.passing);
    count("profiles", case.total_configs, &all);
    count("profiles of others", case.total_configs_others, &(all / 3));
    let passing = Rational::new(swings.passing.clone(), all).ok_or_else(|| format!("{name}: no profiles"))?;
    passes(&mut comparison, case, &passing);
    let normalized = swings.normalized().ok_or_else(|| format!("{name}: nobody swings"))?;
    for (seat, (share, absolute)) in normalized.iter().zip(swings.absolute()).enumerate() {
        let at = |what: &str| format!("{what} of seat {seat}");
        comparison.same(&at("share"), member(seat, &case.norm_p, &case.norm_e).as_ref(), share);
        let float = member(seat, case.norm_p_float, case.norm_e_float);
        comparison.near(&at("share, float"), float, share.to_f64(), 1e-15);
        let float = member(seat, case.abs_p, case.abs_e);
        comparison.near(&at("absolute index"), float, absolute.to_f64(), 1e-15);
    }
    comparison.verdict()
}
