//! Marginal contributions along orders of all players.

use rayon::prelude::*;
use willing_game::Coalition;
use willing_game::tu::CharacteristicFunction;

use super::moments::Moments;
use super::{Evaluated, SampledShapley, draw_front, joined};
use crate::values::Error;

/// Samples in a batch, which has a stream of its own.
const BATCH: u64 = 64;
/// Batches between two looks at the caller's wishes.
const WAVE: u64 = 64;

/// Estimates with standard errors, and evaluations. A sample is the mean over an order, and its reverse if `orders`
/// is 2.
pub(super) fn estimate<G: CharacteristicFunction + Sync + ?Sized>(
    game: &Evaluated<'_, G>,
    settings: &SampledShapley,
    orders: u64,
) -> Result<(Vec<(f64, f64)>, u64), Error> {
    let grand = game.worth(game.grand())?;
    if game.players == 1 {
        return Ok((vec![(grand, 0.0)], 1));
    }
    let cost = orders * (game.players as u64 - 1);
    let samples = settings.evaluations.saturating_sub(1) / cost;
    if samples < 2 {
        return Err(Error::TooFewEvaluations { got: settings.evaluations, least: 1 + 2 * cost });
    }
    let batches = samples.div_ceil(BATCH);
    let mut moments = vec![Moments::default(); game.players];
    let batch = |batch: u64| {
        let count = BATCH.min(samples - batch * BATCH);
        of_batch(game, settings, batch, count, orders, grand)
    };
    let drawn = settings.run.install(|| {
        let mut first = 0;
        while first < batches {
            if settings.run.is_cancelled() {
                // Whole waves are a sample of their own, only a smaller one.
                return if first == 0 { Err(Error::Cancelled) } else { Ok(first * BATCH) };
            }
            let last = batches.min(first + WAVE);
            let found: Vec<_> = if settings.run.is_parallel() {
                (first..last).into_par_iter().map(batch).collect::<Result<_, _>>()?
            } else {
                (first..last).map(batch).collect::<Result<_, _>>()?
            };
            for found in found {
                moments.iter_mut().zip(&found).for_each(|(sum, more)| sum.join(more));
            }
            settings.run.report("orders", samples.min(last * BATCH), samples);
            first = last;
        }
        Ok(samples)
    })?;
    let estimates = moments.iter().map(|moments| (moments.mean(), moments.variance_of_mean().sqrt()));
    Ok((estimates.collect(), 1 + drawn * cost))
}

fn of_batch<G: CharacteristicFunction + ?Sized>(
    game: &Evaluated<'_, G>,
    settings: &SampledShapley,
    batch: u64,
    count: u64,
    orders: u64,
    grand: f64,
) -> Result<Vec<Moments>, Error> {
    let mut stream = settings.stream(batch);
    let mut moments = vec![Moments::default(); game.players];
    let mut seats = game.seats();
    let mut sample = vec![0.0; game.players];
    for _ in 0..count {
        draw_front(&mut seats, game.players, &mut stream);
        sample.fill(0.0);
        along(game, &seats, grand, &mut sample)?;
        if orders == 2 {
            seats.reverse();
            along(game, &seats, grand, &mut sample)?;
        }
        moments.iter_mut().zip(&sample).for_each(|(moments, sum)| moments.add(sum / orders as f64));
    }
    Ok(moments)
}

/// Adds what each player brings when it comes.
fn along<G: CharacteristicFunction + ?Sized>(
    game: &Evaluated<'_, G>,
    order: &[u32],
    grand: f64,
    sample: &mut [f64],
) -> Result<(), Error> {
    let (mut coalition, mut before) = (Coalition::EMPTY, 0.0);
    for (place, seat) in order.iter().enumerate() {
        coalition = joined(coalition, *seat);
        let worth = if place + 1 == order.len() { grand } else { game.worth(coalition)? };
        if let Some(sum) = sample.get_mut(*seat as usize) {
            *sum += worth - before;
        }
        before = worth;
    }
    Ok(())
}
