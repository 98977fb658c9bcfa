//! Solving one cell: its equilibria, how each is played, and which one tells the main line.

use willing_check::crisis::{Caveat, Cell, CellKey, Crisis, Error, Mixture, Play, Selection};
use willing_check::tiers::Listed;
use willing_game::{AggregativeGame, Profile, Tier, Verdict};
use willing_risk::TierGame;

use super::CrisisSolver;
use crate::accession::Accession;

/// Solves every cell of the crisis, and says what is to be said about the solutions.
pub(super) fn solve_cell(solver: &CrisisSolver, crisis: &Crisis, key: CellKey) -> Result<Cell, Error> {
    let game = crisis.game(key)?;
    let verdict = solver.search().solve(&game);
    let listed: &[Listed] = match &verdict {
        Verdict::Exists(list) => &list.equilibria,
        Verdict::Undecided(partial) => &partial.equilibria,
        Verdict::Impossible(_) => &[],
    };
    let mut plays: Vec<Play> = listed.iter().map(|listed| pure_play(&game, &listed.profile)).collect();
    if let Verdict::Impossible(_) = verdict {
        plays.extend(mixed_play(&game, solver.settings.quantal_precision));
    }
    let (selected, _) = select(crisis, &game, &plays, solver.settings.tolerance);
    Ok(Cell { method: key.method, authorization: key.authorization, verdict, plays, selected })
}

/// Payoffs and totals of a profile; O(n).
pub(super) fn pure_play(game: &TierGame, profile: &Profile) -> Play {
    let totals = game.totals(profile);
    let payoffs = (0..game.player_count())
        .map(|player| {
            let others = game.others(player, profile, &totals);
            game.payoff(player, profile.action(player), &others)
        })
        .collect();
    Play {
        profile: profile.clone(),
        mixture: None,
        totals,
        mean_stance: game.mean_stance(&totals),
        legitimacy: game.legitimacy(&totals),
        payoffs,
    }
}

/// Whether sequential accession settled on one of the equilibria, where it was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    Yes,
    No,
}

/// The place of the play that the selection picks.
pub(super) fn select(
    crisis: &Crisis,
    game: &TierGame,
    plays: &[Play],
    tolerance: f64,
) -> (Option<usize>, Settled) {
    let leader = crisis.issue().leader();
    let by_leader = || best(plays, |play| play.payoffs.get(leader).copied().unwrap_or(f64::NEG_INFINITY));
    match crisis.choices().selection {
        Selection::Least => (best(plays, |play| -credit(game, &play.profile)), Settled::Yes),
        Selection::Greatest => (best(plays, |play| credit(game, &play.profile)), Settled::Yes),
        Selection::Accession if plays.len() > 1 => {
            let reached = accede(game, tolerance);
            let place = reached.and_then(|profile| plays.iter().position(|play| play.profile == profile));
            match place {
                Some(place) => (Some(place), Settled::Yes),
                None => (by_leader(), Settled::No),
            }
        }
        _ => (by_leader(), Settled::Yes),
    }
}

/// Where sequential accession from bystanders settles; `None` if it does not.
fn accede(game: &TierGame, tolerance: f64) -> Option<Profile> {
    match Accession::new().tolerance(tolerance).solve(game) {
        Ok(Verdict::Exists(path)) => Some(path.end),
        _ => None,
    }
}

/// The first place of the greatest score.
fn best(plays: &[Play], score: impl Fn(&Play) -> f64) -> Option<usize> {
    let scores = plays.iter().map(score).enumerate();
    let best = scores.fold(None, |best: Option<(usize, f64)>, (place, score)| match best {
        Some((_, most)) if most >= score => best,
        _ => Some((place, score)),
    });
    best.map(|(place, _)| place)
}

/// Σ r(t_i).
fn credit(game: &TierGame, profile: &Profile) -> f64 {
    let tiers = profile.actions().iter().map(|&action| game.tiers().point(Tier::new(action)));
    tiers.map(|point| game.parameters().credit.of(&point)).sum()
}

/// What is to be said about a solved cell.
pub(super) fn caveats_of(
    solver: &CrisisSolver,
    crisis: &Crisis,
    cell: &Cell,
    caveats: &mut Vec<Caveat>,
) -> Result<(), Error> {
    let key = cell.key();
    match &cell.verdict {
        Verdict::Undecided(_) => caveats.push(Caveat::UndecidedCell { cell: key }),
        Verdict::Impossible(_) if cell.play().is_some() => caveats.push(Caveat::MixedCell { cell: key }),
        Verdict::Impossible(_) | Verdict::Exists(_) => {}
    }
    if cell.play().is_none() {
        caveats.push(Caveat::UnplayedCell { cell: key });
    }
    if let Verdict::Exists(list) = &cell.verdict {
        if list.equilibria.len() > 1 {
            caveats.push(Caveat::SeveralEquilibria { cell: key, count: list.equilibria.len() });
        }
        if cell
            .selected
            .and_then(|place| list.equilibria.get(place))
            .is_some_and(|listed| listed.tie_dependent)
        {
            caveats.push(Caveat::TiedCell { cell: key });
        }
    }
    if crisis.choices().selection == Selection::Accession
        && select(crisis, &crisis.game(key)?, &cell.plays, solver.settings.tolerance).1 == Settled::No
    {
        caveats.push(Caveat::AccessionUnsettled { cell: key });
    }
    Ok(())
}

/// The logit quantal response of a game without a pure equilibrium.
fn mixed_play(game: &TierGame, precision: f64) -> Option<Play> {
    let mixture: Mixture = super::mixture::respond(game, precision)?;
    Some(super::mixture::play(game, mixture))
}
