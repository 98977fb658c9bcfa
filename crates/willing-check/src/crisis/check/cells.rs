//! Checks of the tier games: certificates, plays, selection.

use willing_game::{AggregativeGame, Certificate, Profile, Tier, Totals, Verdict};
use willing_risk::{STANCE, TierGame};

use super::{claim, number};
use crate::crisis::{Caveat, Cell, CellKey, Crisis, Mixture, Play, Selection, Settings, Violation};
use crate::quantal::{Expectation, QuantalPath, QuantalPoint};
use crate::tiers::{Listed, rounding_allowance};

/// Verifies all cells of a crisis.
pub(super) fn check_cells(crisis: &Crisis, settings: &Settings, cells: &[Cell]) -> Result<(), Violation> {
    let keys = crisis.cells().eq(cells.iter().map(Cell::key));
    claim("cells", "their order", keys)?;
    cells.iter().try_for_each(|cell| check_cell(crisis, settings, cell))
}

fn check_cell(crisis: &Crisis, settings: &Settings, cell: &Cell) -> Result<(), Violation> {
    let game = crisis.game(cell.key())?;
    let place = cell.key().to_string();
    let source = |source| Violation::Equilibria { cell: cell.key(), source };
    let tolerance = match &cell.verdict {
        Verdict::Exists(list) => list.check(&game).map(|()| list.tolerance).map_err(source)?,
        Verdict::Impossible(none) => none.check(&game).map(|()| none.tolerance).map_err(source)?,
        Verdict::Undecided(partial) => partial.check(&game).map(|()| partial.tolerance).map_err(source)?,
    };
    // A setting, not a result: to the bit.
    claim(&place, "the tolerance", tolerance.to_bits() == settings.tolerance.to_bits())?;
    let listed = listed(cell);
    if let Verdict::Impossible(_) = cell.verdict {
        claim(&place, "more than one stand-in", cell.plays.len() <= 1)?;
        claim(&place, "a profile without a mixture", cell.plays.iter().all(|play| play.mixture.is_some()))?;
    } else {
        let profiles = cell.plays.iter().map(|play| &play.profile);
        claim(&place, "the list of plays", listed.iter().map(|listed| &listed.profile).eq(profiles))?;
        claim(&place, "a mixture", cell.plays.iter().all(|play| play.mixture.is_none()))?;
    }
    for play in &cell.plays {
        check_play(&game, cell.key(), settings, play)?;
    }
    check_selection(crisis, &game, cell)
}

fn listed(cell: &Cell) -> &[Listed] {
    match &cell.verdict {
        Verdict::Exists(list) => &list.equilibria,
        Verdict::Undecided(partial) => &partial.equilibria,
        Verdict::Impossible(_) => &[],
    }
}

/// Verifies totals and payoffs of one play, and of a mixture that it answers itself.
pub(super) fn check_play(
    game: &TierGame,
    key: CellKey,
    settings: &Settings,
    play: &Play,
) -> Result<(), Violation> {
    let place = key.to_string();
    play.profile.fits(game).map_err(|error| Violation::Crisis(error.into()))?;
    let (totals, payoffs) = match &play.mixture {
        None => pure_values(game, &play.profile),
        Some(mixture) => {
            check_mixture(game, key, settings, &play.profile, mixture)?;
            mixed_values(game, mixture)
        }
    };
    for (stated, actual) in play.totals.iter().zip(totals) {
        number(&place, "a total", *stated, actual)?;
    }
    number(&place, "the mean stance", play.mean_stance, game.mean_stance(&totals))?;
    number(&place, "the legitimacy", play.legitimacy, game.legitimacy(&totals))?;
    claim(&place, "the number of payoffs", play.payoffs.len() == payoffs.len())?;
    play.payoffs
        .iter()
        .zip(payoffs)
        .try_for_each(|(&stated, actual)| number(&place, "a payoff", stated, actual))
}

/// Totals, and the payoff of each state.
pub(super) fn pure_values(game: &TierGame, profile: &Profile) -> (Totals, Vec<f64>) {
    let totals = game.totals(profile);
    let payoff = |player| game.payoff(player, profile.action(player), &game.others(player, profile, &totals));
    (totals, (0..game.player_count()).map(payoff).collect())
}

/// Expected totals, and the payoff that each state expects against those of the others.
fn mixed_values(game: &TierGame, mixture: &Mixture) -> (Totals, Vec<f64>) {
    let expected_without = |left_out: Option<usize>| {
        let mut sum: Totals = [0.0; 4];
        for (player, mix) in mixture.probabilities.iter().enumerate().filter(|(p, _)| Some(*p) != left_out) {
            for (tier, &probability) in mix.iter().enumerate().filter(|(_, p)| **p > 0.0) {
                let part = game.contribution(player, tier);
                sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += probability * part);
            }
        }
        sum
    };
    let payoffs = mixture.probabilities.iter().enumerate().map(|(player, mix)| {
        let others = expected_without(Some(player));
        let positive = mix.iter().enumerate().filter(|(_, probability)| **probability > 0.0);
        positive.map(|(tier, probability)| probability * game.payoff(player, tier, &others)).sum()
    });
    (expected_without(None), payoffs.collect())
}

fn check_mixture(
    game: &TierGame,
    key: CellKey,
    settings: &Settings,
    modes: &Profile,
    mixture: &Mixture,
) -> Result<(), Violation> {
    let place = key.to_string();
    let Mixture { precision, residual, ref probabilities } = *mixture;
    number(&place, "the precision", precision, settings.quantal_precision)?;
    let point = QuantalPoint { precision, probabilities: probabilities.clone(), residual };
    let path = QuantalPath { expectation: Expectation::MeanTotals, bound: 1e-6, points: vec![point] };
    path.check(game).map_err(|source| Violation::Mixture { cell: key, source })?;
    let is_mode = |(mix, &mode): (&Vec<f64>, &u8)| {
        let mode = usize::from(mode);
        let height = mix.get(mode).copied().unwrap_or(f64::NAN);
        mix.iter()
            .enumerate()
            .all(|(tier, &other)| if tier < mode { other < height } else { other <= height })
    };
    claim(&place, "a most probable tier", probabilities.iter().zip(modes.actions()).all(is_mode))?;
    let width = game.tiers().len();
    claim(&place, "the number of probabilities", probabilities.iter().all(|mix| mix.len() == width))
}

/// Whether the selected play is what the selection asks for.
fn check_selection(crisis: &Crisis, game: &TierGame, cell: &Cell) -> Result<(), Violation> {
    let place = cell.key().to_string();
    let Some(selected) = cell.selected else {
        return claim(&place, "that nothing is selected", cell.plays.is_empty());
    };
    claim(&place, "the selection", wanted(crisis, game, cell).0 == Some(selected))
}

/// ε of the search.
fn tolerance(cell: &Cell) -> f64 {
    match &cell.verdict {
        Verdict::Exists(list) => list.tolerance,
        Verdict::Impossible(none) => none.tolerance,
        Verdict::Undecided(partial) => partial.tolerance,
    }
}

/// The play that the selection asks for, and whether accession did not settle on one.
fn wanted(crisis: &Crisis, game: &TierGame, cell: &Cell) -> (Option<usize>, bool) {
    let leader = crisis.issue().leader();
    let liked = |play: &Play| play.payoffs.get(leader).copied().unwrap_or(f64::NAN);
    let credit = |play: &Play| -> f64 {
        let tiers = play.profile.actions().iter().map(|&tier| game.tiers().point(Tier::new(tier)));
        tiers.map(|point| game.parameters().credit.of(&point)).sum()
    };
    match crisis.choices().selection {
        Selection::Least => (first_maximum(&cell.plays, |play| -credit(play)), false),
        Selection::Greatest => (first_maximum(&cell.plays, credit), false),
        Selection::Accession if cell.plays.len() > 1 => {
            let settled = accession(game, tolerance(cell));
            let place = cell.plays.iter().position(|play| settled.as_ref() == Some(&play.profile));
            (place.or_else(|| first_maximum(&cell.plays, liked)), place.is_none())
        }
        _ => (first_maximum(&cell.plays, liked), false),
    }
}

/// The first play that no other surpasses.
fn first_maximum(plays: &[Play], score: impl Fn(&Play) -> f64) -> Option<usize> {
    plays.iter().position(|play| plays.iter().all(|other| score(other) <= score(play)))
}

/// Where sequential accession settles: from bystanders (or the tier of most credit), by decreasing capability,
/// each to the first of its best replies if that gains more than ε plus its rounding allowance.
fn accession(game: &TierGame, tolerance: f64) -> Option<Profile> {
    const MOST_ROUNDS: usize = 1_000;
    let bystander = game.tiers().bystander().place();
    let credit = |tier: usize| {
        let tier = u8::try_from(tier).map(Tier::new);
        tier.map_or(f64::NAN, |tier| game.parameters().credit.of(&game.tiers().point(tier)))
    };
    let start = (0..game.player_count()).map(|player| {
        let feasible = game.feasible(player);
        let most = feasible.iter().max_by(|&one, &other| credit(one).total_cmp(&credit(other)));
        let tier = if feasible.contains(bystander) { Some(bystander) } else { most };
        tier.and_then(|tier| u8::try_from(tier).ok())
    });
    let mut profile = Profile::new(start.collect::<Option<_>>()?);
    let mut order: Vec<(usize, f64)> =
        game.states().iter().map(|state| state.capability).enumerate().collect();
    // Stable: equals keep the order of their seats.
    order.sort_by(|one, other| other.1.total_cmp(&one.1));
    for _ in 0..MOST_ROUNDS {
        let before = profile.clone();
        for &(player, _) in &order {
            let others = game.others(player, &profile, &game.totals(&profile));
            let own = game.payoff(player, profile.action(player), &others);
            let mut best = (profile.action(player), own);
            for tier in game.feasible(player).iter() {
                let payoff = game.payoff(player, tier, &others);
                if payoff > best.1 {
                    best = (tier, payoff);
                }
            }
            if best.1 - own > tolerance + rounding_allowance(game, player) {
                profile = profile.with_action(player, best.0);
            }
        }
        if profile == before {
            return Some(profile);
        }
    }
    None
}

/// What is to be said about the cells.
pub(super) fn caveats(crisis: &Crisis, cells: &[Cell]) -> Result<Vec<Caveat>, Violation> {
    let mut caveats = Vec::new();
    for cell in cells {
        let key = cell.key();
        let selected = cell.selected.and_then(|place| listed(cell).get(place));
        let several = matches!(cell.verdict, Verdict::Exists(_)) && cell.plays.len() > 1;
        let tied = matches!(cell.verdict, Verdict::Exists(_)) && selected.is_some_and(|l| l.tie_dependent);
        let mixed = matches!(cell.verdict, Verdict::Impossible(_)) && cell.selected.is_some();
        let unsettled = wanted(crisis, &crisis.game(key)?, cell).1;
        caveats.extend(
            matches!(cell.verdict, Verdict::Undecided(_)).then_some(Caveat::UndecidedCell { cell: key }),
        );
        caveats.extend(mixed.then_some(Caveat::MixedCell { cell: key }));
        caveats.extend(cell.selected.is_none().then_some(Caveat::UnplayedCell { cell: key }));
        caveats.extend(several.then_some(Caveat::SeveralEquilibria { cell: key, count: cell.plays.len() }));
        caveats.extend(tied.then_some(Caveat::TiedCell { cell: key }));
        caveats.extend(unsettled.then_some(Caveat::AccessionUnsettled { cell: key }));
    }
    Ok(caveats)
}

/// What the others of a player contribute in a play; of a mixture, what is expected of them.
pub(super) fn others_in(game: &TierGame, play: &Play, player: usize) -> Totals {
    let Some(mix) = play.mixture.as_ref().and_then(|mixture| mixture.probabilities.get(player)) else {
        return game.others(player, &play.profile, &play.totals);
    };
    let mut others = play.totals;
    for (tier, &probability) in mix.iter().enumerate().filter(|(_, probability)| **probability > 0.0) {
        let part = game.contribution(player, tier);
        others.iter_mut().zip(part).for_each(|(other, part)| *other -= probability * part);
    }
    // Differences of sums may fall below nothing by rounding; only stances can be negative.
    for (place, other) in others.iter_mut().enumerate().filter(|(place, _)| *place != STANCE) {
        debug_assert!(*other > -1e-6, "total {place} of the others is negative");
        *other = other.max(0.0);
    }
    others
}
