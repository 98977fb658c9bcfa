//! Marginal contributions by player and size of the coalition joined.

use rayon::prelude::*;
use willing_game::Coalition;
use willing_game::tu::CharacteristicFunction;

use super::moments::Moments;
use super::{Allotment, Evaluated, SampledShapley, draw_front, joined};
use crate::values::Error;

/// A player, and how many others come before it: neither none nor all, which leave nothing to chance.
#[derive(Clone, Copy)]
struct Stratum {
    seat: u32,
    size: usize,
}

pub(super) fn estimate<G: CharacteristicFunction + Sync + ?Sized>(
    game: &Evaluated<'_, G>,
    settings: &SampledShapley,
    allotment: Allotment,
) -> Result<(Vec<(f64, f64)>, u64), Error> {
    let players = game.players;
    let strata: Vec<Stratum> = game
        .seats()
        .into_iter()
        .flat_map(|seat| (1..players.max(2) - 1).map(move |size| Stratum { seat, size }))
        .collect();
    let count = strata.len() as u64;
    let certain = if players == 1 { 1 } else { 2 * players as u64 + 1 };
    let samples = settings.evaluations.saturating_sub(certain) / 2;
    let least = certain + 4 * count;
    if samples < 2 * count || settings.evaluations < certain {
        return Err(Error::TooFewEvaluations { got: settings.evaluations, least });
    }
    let equal = samples.checked_div(count).unwrap_or(0);
    let mut moments = vec![Moments::default(); strata.len()];
    let first = match allotment {
        Allotment::Equal => equal,
        Allotment::TwoStage => (equal / 2).max(2).min(equal),
    };
    draw(game, settings, &strata, &vec![first; strata.len()], 0, &mut moments)?;
    let mut drawn = first * count;
    if allotment == Allotment::TwoStage {
        let more = shares(&moments, samples - drawn);
        draw(game, settings, &strata, &more, 1, &mut moments)?;
        drawn += more.iter().sum::<u64>();
    }
    Ok((combine(game, &strata, &moments)?, certain + 2 * drawn))
}

/// Splits `samples` in proportion to the deviations seen, rounded down (Neyman 1934); equally if there are none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "shares of a count of samples, not negative and not above it"
)]
fn shares(moments: &[Moments], samples: u64) -> Vec<u64> {
    let deviations: Vec<f64> = moments.iter().map(|moments| moments.variance().sqrt()).collect();
    let sum: f64 = deviations.iter().sum();
    let share = |deviation: &f64| {
        let part = if sum > 0.0 { deviation / sum } else { 1.0 / moments.len() as f64 };
        // Rounding cannot make the shares sum to more than all: one in 2⁵⁰ is left out.
        (samples as f64 * part * (1.0 - f64::EPSILON * 8.0)).floor() as u64
    };
    deviations.iter().map(share).collect()
}

/// Adds so many samples to each stratum, each stratum and stage with its own stream.
fn draw<G: CharacteristicFunction + Sync + ?Sized>(
    game: &Evaluated<'_, G>,
    settings: &SampledShapley,
    strata: &[Stratum],
    counts: &[u64],
    stage: u64,
    moments: &mut [Moments],
) -> Result<(), Error> {
    let one = |(place, (stratum, count)): (usize, (&Stratum, &u64))| {
        if settings.run.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let number = 2 * place as u64 + stage;
        of_stratum(game, settings, *stratum, *count, number)
    };
    settings.run.install(|| {
        let found: Vec<Moments> = if settings.run.is_parallel() {
            let all: Vec<_> = strata.iter().zip(counts).enumerate().collect();
            all.into_par_iter().map(one).collect::<Result<_, _>>()?
        } else {
            strata.iter().zip(counts).enumerate().map(one).collect::<Result<_, _>>()?
        };
        moments.iter_mut().zip(&found).for_each(|(sum, more)| sum.join(more));
        settings.run.report("strata", stage + 1, 0);
        Ok(())
    })
}

fn of_stratum<G: CharacteristicFunction + ?Sized>(
    game: &Evaluated<'_, G>,
    settings: &SampledShapley,
    stratum: Stratum,
    count: u64,
    number: u64,
) -> Result<Moments, Error> {
    let mut stream = settings.stream(number);
    let mut others: Vec<u32> = game.seats().into_iter().filter(|seat| *seat != stratum.seat).collect();
    let mut moments = Moments::default();
    for _ in 0..count {
        draw_front(&mut others, stratum.size, &mut stream);
        let before = others.iter().take(stratum.size).fold(Coalition::EMPTY, |sum, seat| joined(sum, *seat));
        moments.add(game.worth(joined(before, stratum.seat))? - game.worth(before)?);
    }
    Ok(moments)
}

/// The mean over sizes, with the two certain ones.
fn combine<G: CharacteristicFunction + ?Sized>(
    game: &Evaluated<'_, G>,
    strata: &[Stratum],
    moments: &[Moments],
) -> Result<Vec<(f64, f64)>, Error> {
    let grand = game.worth(game.grand())?;
    if game.players == 1 {
        return Ok(vec![(grand, 0.0)]);
    }
    let sizes = game.players as f64;
    let estimate = |seat: u32| {
        let alone = game.worth(joined(Coalition::EMPTY, seat))?;
        let others = Coalition::from_bits(game.grand().bits() & !(1 << seat));
        let last = grand - game.worth(others)?;
        let own = strata.iter().zip(moments).filter(|(stratum, _)| stratum.seat == seat);
        let (sum, variance) = own.fold((alone + last, 0.0), |(sum, variance), (_, moments)| {
            (sum + moments.mean(), variance + moments.variance_of_mean())
        });
        Ok((sum / sizes, variance.sqrt() / sizes))
    };
    game.seats().into_iter().map(estimate).collect()
}
