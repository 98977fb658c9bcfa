//! How the burden of a play is shared: worths of parts of the coalition, and what would be fair.

use std::sync::Arc;

use willing_check::core::WeightedCoalition;
use willing_check::crisis::{
    BurdenReport, Cell, Contributor, Crisis, Error, GainCore, GainRange, LeftOut, Reckoned, SharedGain,
};
use willing_check::nucleolus::CertifiedNucleolus;
use willing_check::program::{Bounds, LinearModel, Row, Sense};
use willing_game::tu::TableGame;
use willing_game::{Coalition, Player, Rational, Totals, Verdict};
use willing_risk::TierGame;

use super::CrisisSolver;
use super::coalition::{Contributors, add};
use super::staying::staying;
use crate::Run;
use crate::nucleolus::Nucleolus;
use crate::program::Optimum;
use crate::values::Semivalues;

/// The places of the plays of a cell that have a report: pure ones, the first few and the selected.
pub(super) fn reported_plays(cell: &Cell) -> Vec<usize> {
    let reported = |place: usize| place < BurdenReport::MOST_PLAYS || cell.selected == Some(place);
    let pure = cell.plays.iter().enumerate().filter(|(_, play)| play.mixture.is_none());
    pure.map(|(place, _)| place).filter(|&place| reported(place)).collect()
}

/// The report on the play in this place.
pub(super) fn burden_report(
    solver: &CrisisSolver,
    crisis: &Crisis,
    game: &TierGame,
    cell: &Cell,
    place: usize,
) -> Result<BurdenReport, Error> {
    let Some(play) = cell.plays.get(place) else {
        return Err(willing_risk::Error::UnknownName { what: "play", name: place.to_string() }.into());
    };
    let contributors = Contributors::of(game, play, crisis.issue().leader(), solver.settings.tolerance);
    let players: Vec<Player> =
        contributors.seats.iter().map(|&seat| Player::from_seat(seat)).collect::<Result<_, _>>()?;
    let (shared, staying) = if solver.is_cancelled() {
        (Reckoned::LeftOut(LeftOut::NotRun), Reckoned::LeftOut(LeftOut::NotRun))
    } else {
        let run = solver.cancel.as_ref().map_or_else(Run::new, |flag| Run::new().cancel(Arc::clone(flag)));
        (shared_gain(&contributors, &players, &run), staying(&contributors, &players, &run))
    };
    Ok(BurdenReport { play: place, members: members(&contributors, &players), shared, staying })
}

fn members(contributors: &Contributors<'_>, players: &[Player]) -> Vec<Contributor> {
    let aside = |member: usize| {
        let bystander = contributors.game.tiers().bystander();
        contributors.may_leave.get(member).copied().unwrap_or(false).then_some(bystander)
    };
    let numbers = contributors.gains().into_iter().zip(&contributors.payments);
    players
        .iter()
        .zip(numbers)
        .enumerate()
        .map(|(member, (&player, (gain, &payment)))| Contributor {
            player,
            aside: aside(member),
            gain: gain - payment,
            payment,
        })
        .collect()
}

/// Why something is missing.
fn reason(run: &Run) -> LeftOut {
    if run.is_cancelled() { LeftOut::NotRun } else { LeftOut::Uncheckable }
}

fn shared_gain(contributors: &Contributors<'_>, players: &[Player], run: &Run) -> Reckoned<SharedGain> {
    let parties = parties(contributors);
    let worths = stated(&worths(contributors, &parties));
    let by_seat =
        |party: &Vec<usize>| party.iter().filter_map(|&member| players.get(member).copied()).collect();
    let parties = parties.iter().map(by_seat).collect();
    let divided = SharedGain::game(&worths)
        .and_then(|game| Some((shapley(&game, run)?, nucleolus(&game, run)?, core(&worths, run)?)));
    match divided {
        Some((shapley, nucleolus, core)) => {
            Reckoned::Computed(SharedGain { parties, worths, shapley, nucleolus, core })
        }
        None => Reckoned::LeftOut(reason(run)),
    }
}

/// The leader, those followers without whom the most would be lost, and the others, each by seat.
fn parties(contributors: &Contributors<'_>) -> Vec<Vec<usize>> {
    let members = contributors.seats.len();
    let wanted = BurdenReport::parties(members - 1);
    if wanted == members - 1 {
        return (0..members).map(|member| vec![member]).collect();
    }
    // v(M∖i), the least first; of equals the first.
    let without = |member: usize| contributors.worth_of(|other| other != member);
    let mut ranked: Vec<(f64, usize)> = (1..members).map(|member| (without(member), member)).collect();
    ranked.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut order: Vec<usize> = ranked.into_iter().map(|(_, member)| member).collect();
    let mut others = order.split_off(wanted - 1);
    order.sort_unstable();
    others.sort_unstable();
    let alone = std::iter::once(0).chain(order).map(|member| vec![member]);
    alone.chain([others]).collect()
}

/// v(S) for each set S of parties with the leader.
fn worths(contributors: &Contributors<'_>, parties: &[Vec<usize>]) -> Vec<f64> {
    // Totals of each set from those of the set without its first party: sums only, so that no differences of sums
    // round below nothing.
    let mut totals: Vec<Totals> = vec![contributors.base()];
    let mut worths = Vec::new();
    for set in 0..1_usize << (parties.len() - 1) {
        if set > 0 {
            let rest = totals.get(set & (set - 1)).copied().unwrap_or_default();
            let joining = parties.get(set.trailing_zeros() as usize + 1);
            let joined = joining
                .into_iter()
                .flatten()
                .fold(rest, |sum, &member| add(sum, contributors.brought(member)));
            totals.push(joined);
        }
        let all = totals.last().copied().unwrap_or_default();
        let present = parties.iter().enumerate().filter(|(party, _)| (set << 1 | 1) >> party & 1 == 1);
        let gains = present
            .flat_map(|(_, party)| party)
            .map(|&member| contributors.gain_before_payment(member, &all));
        worths.push(gains.sum());
    }
    worths
}

/// The nearest whole multiples of the unit in which worths are stated.
fn stated(worths: &[f64]) -> Vec<f64> {
    let unit = SharedGain::unit(worths.iter().fold(0.0_f64, |most, worth| most.max(worth.abs())));
    // A power of two: neither division nor product rounds.
    worths.iter().map(|worth| if unit > 0.0 { (worth / unit).round() * unit } else { *worth }).collect()
}

fn shapley(game: &TableGame, run: &Run) -> Option<Vec<Rational>> {
    let values = Semivalues::new().shapley().exact().run(run.clone()).solve(game).ok()?;
    Some(values.first()?.amounts.exact()?.to_vec())
}

fn nucleolus(game: &TableGame, run: &Run) -> Option<CertifiedNucleolus> {
    let found = |concept: Nucleolus| match concept.run(run.clone()).solve(game).ok()? {
        Verdict::Exists(certified) => Some(certified),
        _ => None,
    };
    let alone = game.exact_worth(Coalition::from_bits(1));
    // Followers have nothing alone.
    let imputation = alone <= game.exact_worth(game.grand());
    found(if imputation { Nucleolus::new() } else { Nucleolus::prenucleolus() })
}

fn core(worths: &[f64], run: &Run) -> Option<GainCore> {
    let everybody = worths.len() - 1;
    let total = worths.last().copied()?;
    // c(T) = v(M) − v(M∖T), without rounding: worths are multiples of one unit.
    let losses: Vec<f64> = (0..worths.len())
        .map(|leaving| Some(total - worths.get(everybody & !leaving)?))
        .collect::<Option<_>>()?;
    let lowest = losses.iter().copied().fold(f64::INFINITY, f64::min);
    let exact = |value: f64| Rational::from_float(value).ok();
    if lowest < 0.0 {
        let first = losses.iter().position(|loss| *loss <= lowest)? as u64;
        return Some(GainCore::Empty { missing: exact(-lowest)?, without: Coalition::from_bits(first << 1) });
    }
    let followers = worths.len().trailing_zeros() as usize;
    let (generous, weights) = most_together(&losses, followers, run)?;
    let given: Rational = generous.iter().sum();
    let mut ranges = vec![GainRange { least: exact(total)? - &given, most: exact(total)? }];
    for follower in 0..followers {
        let of = losses.iter().enumerate().filter(|(set, _)| set >> follower & 1 == 1);
        let most = of.map(|(_, loss)| *loss).fold(f64::INFINITY, f64::min);
        ranges.push(GainRange { least: Rational::zero(), most: exact(most)? });
    }
    Some(GainCore::Ranges { ranges, generous, weights })
}

/// max x(F) such that x ≥ 0 and x(T) ≤ c(T) for every set T, which is found where it is violated most.
fn most_together(
    losses: &[f64],
    followers: usize,
    run: &Run,
) -> Option<(Vec<Rational>, Vec<WeightedCoalition>)> {
    let mut sets: Vec<usize> = (0..followers).map(|follower| 1 << follower).collect();
    loop {
        let row = |&set: &usize| {
            let bound = Rational::from_float(*losses.get(set)?).ok()?;
            Some(Row::new(indicator(set, followers), Sense::AtMost, bound))
        };
        let rows = sets.iter().map(row).collect::<Option<_>>()?;
        let objective = vec![Rational::one(); followers];
        let bounds = vec![Bounds::non_negative(); followers];
        let model = LinearModel::maximize(objective, rows, bounds).ok()?;
        let optimum = Optimum::new().run(run.clone()).solve(&model).ok()?.found().ok()?;
        let Some(set) = most_violated(losses, &optimum.point) else {
            let weights = sets.iter().zip(optimum.multipliers).filter(|(_, weight)| !weight.is_zero());
            let weighted = |(set, weight): (&usize, Rational)| {
                let coalition = Coalition::from_bits((*set as u64) << 1);
                WeightedCoalition { coalition, weight }
            };
            return Some((optimum.point, weights.map(weighted).collect()));
        };
        sets.push(set);
    }
}

/// 1 for each in the set.
pub(super) fn indicator(set: usize, followers: usize) -> Vec<Rational> {
    (0..followers).map(|follower| Rational::from((set >> follower & 1) as u64)).collect()
}

/// The set T with the greatest x(T) − c(T) > 0: of floats, unless they see none, in exact numbers.
fn most_violated(losses: &[f64], point: &[Rational]) -> Option<usize> {
    let floats: Vec<f64> = point.iter().map(Rational::to_f64).collect();
    let mut sums = vec![0.0];
    let mut worst = (0.0, 0);
    for (set, loss) in losses.iter().enumerate().skip(1) {
        let own = floats.get(set.trailing_zeros() as usize).copied().unwrap_or_default();
        let sum = sums.get(set & (set - 1)).copied().unwrap_or_default() + own;
        sums.push(sum);
        if sum - loss > worst.0 {
            worst = (sum - loss, set);
        }
    }
    let largest = losses.iter().copied().fold(0.0, f64::max);
    if worst.0 > 1e-9 * largest {
        return Some(worst.1);
    }
    let mut sums = vec![Rational::zero()];
    for (set, loss) in losses.iter().enumerate().skip(1) {
        let own = point.get(set.trailing_zeros() as usize).cloned().unwrap_or_default();
        let sum = sums.get(set & (set - 1)).cloned().unwrap_or_default() + own;
        if Rational::from_float(*loss).is_ok_and(|loss| sum > loss) {
            return Some(set);
        }
        sums.push(sum);
    }
    None
}
