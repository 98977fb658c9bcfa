//! Checks of how the burden is shared: the worths anew, values and nucleolus by their own checks, the core by a scan.

use willing_game::tu::{Amounts, TableGame};
use willing_game::{Certificate, Coalition, Player, Rational};

use super::coalition::{Coalition as Contributing, contains};
use super::staying::check_staying;
use super::{claim, number};
use crate::core::{WeightedCoalition, coverage};
use crate::crisis::{BurdenReport, Crisis, CrisisAnswer, GainCore, LeftOut, Reckoned, SharedGain, Violation};
use crate::nucleolus;
use crate::values::{Concept, Value};

pub(super) const PLACE: &str = "burden";

/// Verifies the reports on how the burden is shared, where there are some. The plays are known to be right.
pub(super) fn check_burden(answer: &CrisisAnswer, crisis: &Crisis) -> Result<(), Violation> {
    let Some(reports) = &answer.burden else { return Ok(()) };
    let Some(cell) = answer.shown.and_then(|place| answer.cells.get(place)) else {
        return claim(PLACE, "a report on a cell that there is not", reports.is_empty());
    };
    let pure = |place: &usize| cell.plays.get(*place).is_some_and(|play| play.mixture.is_none());
    let reported = |place: &usize| *place < BurdenReport::MOST_PLAYS || cell.selected == Some(*place);
    let places = (0..cell.plays.len()).filter(pure).filter(reported);
    claim(PLACE, "the list of plays", places.eq(reports.iter().map(|report| report.play)))?;
    let game = crisis.game(cell.key())?;
    for report in reports {
        let Some(play) = cell.plays.get(report.play) else { continue };
        let coalition = Contributing::of(&game, play, crisis.issue().leader(), answer.settings.tolerance);
        check_members(report, &coalition)?;
        match &report.shared {
            Reckoned::Computed(shared) => check_shared(shared, &coalition)?,
            Reckoned::LeftOut(reason) => check_reason(*reason, false, answer.is_cut_short())?,
        }
        match &report.staying {
            Reckoned::Computed(staying) => check_staying(staying, &coalition)?,
            Reckoned::LeftOut(reason) => {
                let large = coalition.free().len() > BurdenReport::MOST_LEAVERS;
                check_reason(*reason, large, answer.is_cut_short())?;
            }
        }
    }
    Ok(())
}

fn check_reason(reason: LeftOut, large: bool, cut_short: bool) -> Result<(), Violation> {
    let holds = match reason {
        LeftOut::TooLarge => large,
        LeftOut::NotRun => cut_short,
        // That floats don't reach far enough is no claim about the crisis.
        LeftOut::Uncheckable => true,
    };
    claim(PLACE, "why something was left out", holds)
}

fn check_members(report: &BurdenReport, coalition: &Contributing<'_>) -> Result<(), Violation> {
    let actual = coalition.contributors()?;
    claim(PLACE, "the number of members", report.members.len() == actual.len())?;
    for (stated, actual) in report.members.iter().zip(&actual) {
        claim(PLACE, "a member", stated.player == actual.player)?;
        claim(PLACE, "where a member stands aside", stated.aside == actual.aside)?;
        number(PLACE, "a gain", stated.gain, actual.gain)?;
        number(PLACE, "a payment", stated.payment, actual.payment)?;
    }
    Ok(())
}

fn check_shared(shared: &SharedGain, coalition: &Contributing<'_>) -> Result<(), Violation> {
    let parties = check_parties(&shared.parties, coalition)?;
    check_worths(&shared.worths, &parties, coalition)?;
    let Some(game) = SharedGain::game(&shared.worths) else {
        return claim(PLACE, "a table of worths", false);
    };
    let amounts = Amounts::Exact(shared.shapley.clone());
    Value { concept: Concept::Shapley, amounts }.check(&game)?;
    // Followers have nothing alone, so that there is an imputation iff the leader alone has no more than all.
    let leader_alone = shared.worths.first().zip(shared.worths.last());
    let imputation = leader_alone.is_some_and(|(alone, all)| alone <= all);
    let concept = if imputation { nucleolus::Concept::Nucleolus } else { nucleolus::Concept::Prenucleolus };
    claim(PLACE, "which nucleolus", shared.nucleolus.concept == concept)?;
    claim(PLACE, "that the nucleolus is exact", shared.nucleolus.is_exact())?;
    shared.nucleolus.check(&game)?;
    check_core(&shared.core, &game)
}

/// The party of each member, if those who stand by themselves are those without whom the most would be lost.
fn check_parties(stated: &[Vec<Player>], coalition: &Contributing<'_>) -> Result<Vec<usize>, Violation> {
    let wanted = BurdenReport::parties(coalition.followers());
    claim(PLACE, "the number of parties", stated.len() == wanted + 1)?;
    let mut parties = Vec::new();
    for member in 0..coalition.members.len() {
        let player = coalition.player(member)?;
        let party = stated.iter().position(|party| party.contains(&player));
        let Some(party) = party else { return claim(PLACE, "who is in no party", false).map(|()| parties) };
        parties.push(party);
    }
    // As many as there are members, each of them there: nobody twice, and nobody else.
    let listed: usize = stated.iter().map(Vec::len).sum();
    claim(
        PLACE,
        "who is in a party",
        listed == parties.len() && stated.iter().all(|party| party.is_sorted()),
    )?;
    let alone = |party: &Vec<Player>| party.len() == 1;
    let singles = stated.get(..wanted).unwrap_or(stated);
    claim(PLACE, "who stands alone", singles.iter().all(alone) && singles.iter().skip(1).is_sorted())?;
    claim(PLACE, "the party of the leader", parties.first() == Some(&0))?;
    if coalition.followers() > wanted {
        let loss = |member: usize| -coalition.worth(|other| other != member);
        let losses: Vec<(usize, f64)> = parties.iter().copied().zip((0..).map(loss)).skip(1).collect();
        let among = |others: bool| {
            losses.iter().filter(move |(party, _)| (*party == wanted) == others).map(|(_, loss)| *loss)
        };
        let least = among(false).fold(f64::INFINITY, f64::min);
        let most = among(true).fold(f64::NEG_INFINITY, f64::max);
        claim(PLACE, "without whom the most would be lost", least >= most - coalition.slack)?;
    } else {
        claim(PLACE, "the order of parties", parties.iter().copied().eq(0..parties.len()))?;
    }
    Ok(parties)
}

/// v(S) for each set of parties with the leader.
fn check_worths(worths: &[f64], parties: &[usize], coalition: &Contributing<'_>) -> Result<(), Violation> {
    let followers = BurdenReport::parties(coalition.followers());
    claim(PLACE, "the number of worths", worths.len() == 1 << followers)?;
    let worth = |place: usize| {
        let present = place << 1 | 1;
        coalition.worth(|member| parties.get(member).is_some_and(|party| contains(present, *party)))
    };
    let actual: Vec<f64> = (0..worths.len()).map(worth).collect();
    let largest = actual.iter().fold(0.0_f64, |most, worth| most.max(worth.abs()));
    let room = SharedGain::unit(largest) + coalition.slack;
    for (stated, actual) in worths.iter().zip(&actual) {
        if (stated - actual).abs() > room || !actual.is_finite() {
            let (place, quantity) = (PLACE.to_owned(), "a worth");
            return Err(Violation::Number { place, quantity, stated: *stated, actual: *actual });
        }
    }
    Ok(())
}

/// c(T) = v(M) − v(M∖T), by set T of parties without the leader.
fn losses(game: &TableGame) -> Vec<Rational> {
    let all = game.player_count();
    let worth = |followers: u64| game.exact_worth(Coalition::from_bits(followers << 1 | 1));
    let everybody = (1_u64 << (all - 1)) - 1;
    let total = worth(everybody);
    (0..=everybody).map(|leaving| &total - worth(everybody & !leaving)).collect()
}

fn check_core(core: &GainCore, game: &TableGame) -> Result<(), Violation> {
    let losses = losses(game);
    let followers = game.player_count() - 1;
    let total = game.exact_worth(game.grand());
    let lowest = losses.iter().min().cloned().unwrap_or_default();
    match core {
        GainCore::Empty { missing, without } => {
            claim(PLACE, "that the core is empty", lowest.is_negative())?;
            claim(PLACE, "what the core lacks", *missing == -&lowest)?;
            let first = losses.iter().position(|loss| *loss == lowest);
            let first = first.map(|place| (place as u64) << 1);
            claim(PLACE, "whom the leader does better without", first == Some(without.bits()))
        }
        GainCore::Ranges { ranges, generous, weights } => {
            claim(PLACE, "that the core is not empty", !lowest.is_negative())?;
            let given = check_generous(generous, weights, &losses, followers)?;
            claim(PLACE, "the number of ranges", ranges.len() == followers + 1)?;
            for (member, range) in ranges.iter().enumerate() {
                let (least, most) = match member.checked_sub(1) {
                    None => (&total - &given, total.clone()),
                    Some(follower) => {
                        let of = losses.iter().enumerate().filter(|(set, _)| contains(*set, follower));
                        (Rational::zero(), of.map(|(_, loss)| loss).min().cloned().unwrap_or_default())
                    }
                };
                claim(PLACE, "a range of the core", range.least == least && range.most == most)?;
            }
            Ok(())
        }
    }
}

/// What the followers get together; in the core, and proved to be the most.
fn check_generous(
    generous: &[Rational],
    weights: &[WeightedCoalition],
    losses: &[Rational],
    followers: usize,
) -> Result<Rational, Violation> {
    claim(PLACE, "the number of followers", generous.len() == followers)?;
    claim(PLACE, "a division in the core", generous.iter().all(|amount| !amount.is_negative()))?;
    // The sum over each set, from that of the set without its first member.
    let mut sums = vec![Rational::zero()];
    for (set, loss) in losses.iter().enumerate().skip(1) {
        let first = set.trailing_zeros() as usize;
        let rest = sums.get(set & (set - 1)).cloned().unwrap_or_default();
        let sum = rest + generous.get(first).cloned().unwrap_or_default();
        claim(PLACE, "a division in the core", sum <= *loss)?;
        sums.push(sum);
    }
    let given: Rational = generous.iter().sum();
    let mut proved = Rational::zero();
    for WeightedCoalition { coalition, weight } in weights {
        let loss = usize::try_from(coalition.bits() >> 1).ok().and_then(|set| losses.get(set));
        let loss = loss.filter(|_| coalition.bits() & 1 == 0 && !weight.is_negative());
        claim(PLACE, "a weighted set of followers", loss.is_some())?;
        proved += &(weight * &loss.cloned().unwrap_or_default());
    }
    let covered = coverage(followers + 1, weights);
    let one = Rational::one();
    claim(PLACE, "that each follower is covered", covered.iter().skip(1).all(|sum| *sum >= one))?;
    claim(PLACE, "that followers get no more", proved == given)?;
    Ok(given)
}
