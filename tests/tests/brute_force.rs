//! The complete search against brute force on more than 10,000 random games of three to five states:
//! none missed, none listed twice, every certificate checked.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use rayon::prelude::*;
use willing::check::tiers::{Listed, rounding_allowance};
use willing::game::{Profile, Verdict};
use willing::risk::SharingRule;
use willing::solver::tiers::{PureEquilibria, Symmetry};
use willing_testkit::generators::{Oddities, SmallGames};
use willing_testkit::oracle::{Band, BruteForce, Truth};
use willing_tests::{certified, certified_by, profiles};

const GAMES: u64 = 10_500;

/// What one game contributed.
struct Outcome {
    equilibria: usize,
    rule: SharingRule,
    oddities: Oddities,
    states: usize,
    /// Profiles so close to the tolerance that either answer counts as right.
    undecidable: usize,
    flagged: usize,
}

fn compare(seed: u64) -> Result<Outcome, String> {
    let small = SmallGames::new().draw(seed);
    let game = small.parts.game().map_err(|refused| refused.to_string())?;
    let truth = BruteForce::new().judged(&game).map_err(|refused| refused.to_string())?;
    let listed = certified(&game)?;
    // What is claimed of a listed profile: no gain of more than ε + 2 η.
    let allowance = (0..game.states().len()).map(|player| rounding_allowance(&game, player));
    let band = Band { listing: 2.5 * allowance.fold(0.0, f64::max), ..Band::default() };
    truth.judge(&profiles(&listed), &band).map_err(|fault| fault.to_string())?;
    check_flags(&truth, &listed)?;
    let close =
        |gain: f64| gain > truth.tolerance() - band.missing && gain <= truth.tolerance() + band.listing;
    Ok(Outcome {
        equilibria: listed.len(),
        rule: small.parts.parameters.sharing,
        oddities: small.oddities,
        states: game.states().len(),
        undecidable: truth.profiles().filter(|&(_, gain)| close(gain)).count(),
        flagged: listed.iter().filter(|listed| listed.tie_dependent).count(),
    })
}

/// The worst gain is stated to rounding, and a profile within a hair of a tie is flagged.
fn check_flags(truth: &Truth, listed: &[Listed]) -> Result<(), String> {
    for equilibrium in listed {
        let gain = truth.worst_gain(&equilibrium.profile).unwrap_or(f64::NAN);
        let agrees = gain.is_infinite() && equilibrium.worst_gain.is_infinite()
            || (gain - equilibrium.worst_gain).abs() <= 5e-12;
        if !agrees {
            return Err(format!("worst gain {:e} stated, {gain:e} true", equilibrium.worst_gain));
        }
        if gain.abs() < 5e-11 && !equilibrium.tie_dependent || gain < -2e-10 && equilibrium.tie_dependent {
            return Err(format!("wrong flag: worst gain {gain:e}, flagged: {}", equilibrium.tie_dependent));
        }
    }
    Ok(())
}

#[test]
fn complete_search_agrees_with_brute_force() {
    let outcomes: Vec<Outcome> = (0..GAMES)
        .into_par_iter()
        .map(|seed| compare(seed).unwrap_or_else(|why| panic!("seed {seed}: {why}")))
        .collect();
    assert!(outcomes.len() >= 10_000);
    let count = |wanted: &dyn Fn(&Outcome) -> bool| outcomes.iter().filter(|o| wanted(o)).count();
    for (least, what, wanted) in [
        (1, "no equilibrium", &(|o: &Outcome| o.equilibria == 0) as &dyn Fn(&Outcome) -> bool),
        (5000, "one", &|o| o.equilibria == 1),
        (100, "two", &|o| o.equilibria == 2),
        (10, "three or more", &|o| o.equilibria >= 3),
        (1000, "three states", &|o| o.states == 3),
        (1000, "four states", &|o| o.states == 4),
        (1000, "five states", &|o| o.states == 5),
        (1000, "ten tiers", &|o| o.oddities.ten_tiers),
        (1000, "risk neutral", &|o| o.oddities.risk_neutral),
        (1000, "near ties", &|o| o.oddities.near_ties),
        (500, "exact ties", &|o| o.oddities.exact_ties),
        (500, "twins", &|o| o.oddities.twins),
        (1000, "free leader", &|o| o.oddities.free_leader),
        (200, "powerless", &|o| o.oddities.powerless),
        (200, "tie-dependent", &|o| o.flagged > 0),
    ] {
        let met = count(wanted);
        assert!(met >= least, "{what}: met {met} times, at least {least} expected");
    }
    for rule in SharingRule::ALL {
        let met = count(&|o| o.rule == rule);
        assert!(met >= 1000, "{rule}: met {met} times");
    }
    let undecidable: usize = outcomes.iter().map(|o| o.undecidable).sum();
    assert!(undecidable <= 20, "{undecidable} profiles lie within rounding of the tolerance");
}

#[test]
fn counting_by_orbits_finds_as_many_as_listing_one_by_one() {
    let by_orbits = PureEquilibria::new().symmetry(Symmetry::Orbits);
    let (mut twins, mut smaller) = (0, 0);
    for seed in 0..2000 {
        let small = SmallGames::new().draw(seed);
        if !small.oddities.twins {
            continue;
        }
        let game = small.parts.game().unwrap();
        let distinct = certified(&game).unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        let orbits = certified_by(&by_orbits, &game).unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        let counted: f64 = orbits.iter().map(|listed| listed.orbit).sum();
        assert!(
            (counted - distinct.len() as f64).abs() < 1e-9,
            "seed {seed}: {counted} of {}",
            distinct.len()
        );
        twins += 1;
        smaller += usize::from(orbits.len() < distinct.len());
    }
    assert!(twins >= 100 && smaller >= 1, "{twins} games with twins, {smaller} with fewer orbits");
}

#[test]
fn a_larger_tolerance_lists_all_approximate_equilibria() {
    for seed in 0..300 {
        let game = SmallGames::new().states(3, 4).profiles(600).draw(seed).parts.game().unwrap();
        let truth = BruteForce::new().tolerance(0.5).judged(&game).unwrap();
        let listed = certified_by(&PureEquilibria::new().tolerance(0.5), &game)
            .unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        let judged = truth.judge(&profiles(&listed), &Band { missing: 1e-12, listing: 1e-10 });
        assert_eq!(judged, Ok(()), "seed {seed}");
    }
}

#[test]
fn a_search_that_stops_early_has_found_only_equilibria() {
    let mut stopped = 0;
    for seed in 0..300 {
        let small = SmallGames::new().draw(seed);
        let game = small.parts.game().unwrap();
        let Verdict::Undecided(partial) = PureEquilibria::new().node_limit(1).solve(&game) else { continue };
        stopped += 1;
        let truth = BruteForce::new().judged(&game).unwrap();
        let found: Vec<Profile> = partial.equilibria.iter().map(|listed| listed.profile.clone()).collect();
        for profile in &found {
            assert!(truth.worst_gain(profile).unwrap() < 1e-10, "seed {seed}");
        }
        for equilibrium in truth.equilibria() {
            let open = partial.open.iter().any(|open| {
                let fits = open.domains.iter().enumerate();
                fits.into_iter().all(|(player, domain)| domain.contains(equilibrium.action(player)))
            });
            assert!(open || found.contains(&equilibrium), "seed {seed}: {equilibrium:?} is lost");
        }
    }
    assert!(stopped >= 30, "{stopped} searches were stopped");
}
