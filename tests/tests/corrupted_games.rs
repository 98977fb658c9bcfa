//! Certificates about games with transferable utility, each number and entry of their JSON form changed in turn.
//!
//! Of every mutation the checker must say: refused; or what is left claims the same and is still true, which the tests
//! find out by the definition. What stayed true, of 31,000 mutants 1,100:
//!
//! * the order of coalitions, profiles or pairs in a level or collection, equal weights or equal levels exchanged;
//! * another `concept`, where the same levels prove the same allocation under it;
//! * `slack` raised: a weaker claim;
//! * another coalition, profile or pair that is as tight and balances as well;
//! * the collection of a subsidy of 0 left out: nothing is to be proved;
//! * two amounts of a least core or of stable payments exchanged for others that are as good.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use serde_json::Value;
use willing::check::core::{CorePoint, EmptyCore};
use willing::check::least_core::{CertifiedLeastCore, CertifiedSubsidy};
use willing::check::nucleolus::{CertifiedModiclus, CertifiedNucleolus, CertifiedTypedNucleolus, Concept};
use willing::game::tu::TableGame;
use willing::game::tu::generate::{Benedek, BenedekFamily};
use willing::game::tu::typed::{PlayerTypes, TypedGame};
use willing::game::{Certificate, Coalition, Rational, Verdict};
use willing::solver::core::Core;
use willing::solver::least_core::{CostOfStability, LeastCore};
use willing::solver::nucleolus::{Modiclus, Nucleolus};
use willing_testkit::corpus::tu::read_folder;
use willing_tests::in_workspace;

/// All values that differ from `value` in one place.
fn mutants(value: &Value) -> Vec<Value> {
    let mut found = here(value);
    match value {
        Value::Array(entries) => {
            for (place, entry) in entries.iter().enumerate() {
                found.extend(mutants(entry).into_iter().map(|mutant| {
                    let mut entries = entries.clone();
                    entries[place] = mutant;
                    Value::Array(entries)
                }));
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                found.extend(mutants(field).into_iter().map(|mutant| {
                    let mut fields = fields.clone();
                    fields.insert(key.clone(), mutant);
                    Value::Object(fields)
                }));
            }
        }
        _ => {}
    }
    found
}

/// Changes of the value as a whole.
fn here(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => match text.parse::<Rational>() {
            Ok(number) => {
                let (one, two) = (Rational::one(), Rational::from(2));
                let tiny: Rational = "1/1000000007".parse().unwrap();
                let changed = [
                    &number + &one,
                    &number - &one,
                    &number * &two,
                    &number + &tiny,
                    &number - &tiny,
                    -&number,
                ];
                let changed = changed.into_iter().chain([Rational::zero()]).filter(|other| *other != number);
                changed.map(|number| Value::String(number.to_string())).collect()
            }
            Err(_) => [
                "nucleolus",
                "prenucleolus",
                "per-capita-nucleolus",
                "per-capita-prenucleolus",
                "no such thing",
            ]
            .into_iter()
            .filter(|other| other != text)
            .map(|other| Value::String(other.into()))
            .collect(),
        },
        // Coalitions as bits, counts of types, seats.
        Value::Number(number) => {
            let bits = number.as_u64().unwrap();
            let flipped = (0..7).chain([31, 63]).map(|bit| bits ^ 1 << bit);
            flipped.chain([0, bits + 1, u64::MAX]).filter(|other| *other != bits).map(Value::from).collect()
        }
        Value::Array(entries) => {
            let mut found = vec![Value::Array(Vec::new())];
            for place in 0..entries.len() {
                let mut dropped = entries.clone();
                let entry = dropped.remove(place);
                found.push(Value::Array(dropped));
                let mut doubled = entries.clone();
                doubled.insert(place, entry);
                found.push(Value::Array(doubled));
                if place > 0 {
                    let mut swapped = entries.clone();
                    swapped.swap(place - 1, place);
                    found.push(Value::Array(swapped));
                    found.extend(fields_swapped(entries, place));
                }
            }
            found.retain(|other| other != value);
            found
        }
        _ => Vec::new(),
    }
}

/// Two neighbouring entries with one field swapped: coalitions moved to another level, weights to another coalition.
fn fields_swapped(entries: &[Value], place: usize) -> Vec<Value> {
    let (Value::Object(before), Value::Object(here)) = (&entries[place - 1], &entries[place]) else {
        return Vec::new();
    };
    let swapped = |key: &String| {
        let (mut before, mut here) = (before.clone(), here.clone());
        std::mem::swap(before.get_mut(key)?, here.get_mut(key)?);
        let mut entries = entries.to_vec();
        (entries[place - 1], entries[place]) = (before.into(), here.into());
        Some(Value::Array(entries))
    };
    before.keys().filter_map(swapped).collect()
}

#[derive(Default)]
struct Tally {
    refused: usize,
    kept: usize,
}

impl Tally {
    /// Checks all mutants of `right`; those that pass must be `true_still`.
    fn attack<G, C>(&mut self, game: &G, right: &C, true_still: impl Fn(&C) -> bool)
    where
        C: Certificate<G> + serde::Serialize + serde::de::DeserializeOwned,
    {
        right.check(game).unwrap();
        let value = serde_json::to_value(right).unwrap();
        for mutant in mutants(&value) {
            let read: Option<C> = serde_json::from_value(mutant.clone()).ok();
            match read.filter(|read| read.check(game).is_ok()) {
                None => self.refused += 1,
                Some(read) => {
                    assert!(true_still(&read), "accepted and not true:\n{mutant}\nof\n{value}");
                    self.kept += 1;
                }
            }
        }
    }

    /// At least so many mutants, and of ten at least nine refused.
    fn finish(&self, least: usize) {
        println!("{} refused, {} still true", self.refused, self.kept);
        assert!(self.refused + self.kept >= least, "{} mutants only", self.refused + self.kept);
        assert!(self.refused > 9 * self.kept, "{} refused, {} kept", self.refused, self.kept);
    }
}

/// A dozen games of up to six players: of the corpus every fourth, and of each Benedek family one.
fn games() -> Vec<TableGame> {
    let cases = read_folder(&in_workspace("fixtures/corpus")).unwrap();
    let small = cases.into_iter().map(|case| case.game).filter(|game| (3..=6).contains(&game.player_count()));
    let mut games: Vec<TableGame> = small.step_by(4).collect();
    for family in [BenedekFamily::I, BenedekFamily::II, BenedekFamily::III, BenedekFamily::IV] {
        games.push(Benedek { family, players: 5, seed: 3 }.draw().unwrap());
    }
    assert!(games.len() >= 12);
    games
}

fn excess(game: &TableGame, amounts: &[Rational], coalition: Coalition) -> Rational {
    game.exact_worth(coalition) - coalition.players().map(|player| &amounts[player.seat()]).sum::<Rational>()
}

/// x(N) is `total` and no proper coalition has an excess above `most`, by the definition.
fn contents(game: &TableGame, amounts: &[Rational], total: &Rational, most: &Rational) -> bool {
    let proper = |own: &Coalition| !own.is_empty() && *own != game.grand();
    amounts.len() == game.player_count()
        && amounts.iter().sum::<Rational>() == *total
        && game.coalitions().filter(proper).all(|own| excess(game, amounts, own) <= *most)
}

#[test]
fn changed_nucleoli_are_refused_or_the_same() {
    let mut tally = Tally::default();
    for game in games() {
        for concept in Concept::ALL {
            let Ok(right) = Nucleolus::of(concept).solve(&game).unwrap().found() else { continue };
            tally.attack(&game, &right, |read: &CertifiedNucleolus| {
                let ours = Nucleolus::of(read.concept).solve(&game).unwrap().found().unwrap();
                read.allocation == ours.allocation && !read.slack.is_negative()
            });
        }
    }
    tally.finish(10_000);
}

#[test]
fn changed_least_cores_are_refused_or_the_same() {
    let mut tally = Tally::default();
    for game in games() {
        let right = LeastCore::new().solve(&game).unwrap().found().unwrap();
        let grand = game.exact_worth(game.grand());
        tally.attack(&game, &right, |read: &CertifiedLeastCore| {
            read.excess == right.excess && contents(&game, &read.allocation, &grand, &right.excess)
        });
    }
    tally.finish(1_000);
}

#[test]
fn changed_core_points_and_collections_are_refused_or_true() {
    let (mut points, mut collections) = (Tally::default(), Tally::default());
    for game in games() {
        let grand = game.exact_worth(game.grand());
        match Core::new().solve(&game).unwrap() {
            Verdict::Exists(right) => points.attack(&game, &right, |read: &CorePoint| {
                contents(&game, &read.allocation, &grand, &Rational::zero())
            }),
            Verdict::Impossible(right) => collections.attack(&game, &right, |read: &EmptyCore| {
                let covered = |seat: usize| -> Rational {
                    let own = read.coalitions.iter().filter(|own| own.coalition.bits() >> seat & 1 == 1);
                    own.map(|own| &own.weight).sum()
                };
                let worth: Rational =
                    read.coalitions.iter().map(|own| game.exact_worth(own.coalition) * &own.weight).sum();
                (0..game.player_count()).all(|seat| covered(seat) == Rational::one()) && worth > grand
            }),
            Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
        }
    }
    points.finish(100);
    collections.finish(200);
}

#[test]
fn changed_subsidies_are_refused_or_the_same() {
    let mut tally = Tally::default();
    for game in games() {
        let right = CostOfStability::new().solve(&game).unwrap().found().unwrap();
        let total = game.exact_worth(game.grand()) + &right.subsidy;
        tally.attack(&game, &right, |read: &CertifiedSubsidy| {
            read.subsidy == right.subsidy && contents(&game, &read.allocation, &total, &Rational::zero())
        });
    }
    tally.finish(1_000);
}

#[test]
fn changed_modicli_are_refused_or_the_same() {
    let mut tally = Tally::default();
    for game in games().into_iter().filter(|game| game.player_count() <= 4) {
        let right = Modiclus::new().solve(&game).unwrap().found().unwrap();
        tally.attack(&game, &right, |read: &CertifiedModiclus| read.allocation == right.allocation);
    }
    tally.finish(1_000);
}

#[test]
fn changed_answers_by_types_are_refused_or_the_same() {
    let mut tally = Tally::default();
    let cases = read_folder(&in_workspace("fixtures/corpus")).unwrap();
    for game in cases.into_iter().map(|case| case.game) {
        let types = PlayerTypes::detect(&game).unwrap();
        if types.types().len() == game.player_count() {
            continue;
        }
        let game = TypedGame::from_table(&game, types).unwrap();
        for concept in Concept::ALL {
            let Ok(right) = Nucleolus::of(concept).solve_typed(&game).unwrap().found() else { continue };
            tally.attack(&game, &right, |read: &CertifiedTypedNucleolus| {
                let ours = Nucleolus::of(read.concept).solve_typed(&game).unwrap().found().unwrap();
                read.amounts == ours.amounts
            });
        }
    }
    tally.finish(15_000);
}
