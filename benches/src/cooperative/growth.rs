//! Solutions of tables, one by one, as n grows.

use willing::check::properties::Property;
use willing::game::tu::generate::{Benedek, BenedekFamily, Family};
use willing::game::tu::{Allocation, CoalitionStructure, Error, Graph, TableGame};
use willing::game::{Certificate, Coalition, Rational, Verdict};
use willing::solver::Run;
use willing::solver::bargaining::BargainingSet;
use willing::solver::core::{Core, Vertices, worst_coalition};
use willing::solver::kernel::{Kernel, Prekernel, surpluses};
use willing::solver::least_core::{CostOfStability, LeastCore};
use willing::solver::nucleolus::{Arithmetic, Modiclus, Nucleolus};
use willing::solver::properties::{Balancedness, PropertyTest, TotalBalance, player_kinds};
use willing::solver::values::{
    AumannDreze, BanzhafOwen, BanzhafValue, Dividends, EqualShares, GatelyPoint, Myerson, Owen,
    PositionValue, SampledShapley, Semivalues, ShapleyValue, SizeWeights, TauValue, WeightedShapley,
};

/// Verifies an answer; it is not part of the time.
type Check = Box<dyn FnOnce(&TableGame) -> bool>;

/// A solution of tables whose time is measured for growing n.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    /// What is solved for.
    pub name: &'static str,
    /// On which tables.
    pub table: Table,
    /// The most players that it is measured for.
    pub most: usize,
    solve: fn(&TableGame) -> Option<Check>,
}

/// A table for each n.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Family II of Benedek, Fliege & Nguyen (2021), integers.
    Integers,
    /// The same, floats.
    Floats,
    /// A convex game, integers: tests of properties run to the end.
    Convex,
}

impl Table {
    /// The table of `players` players.
    ///
    /// # Errors
    ///
    /// None for 2 to 30 players.
    pub fn draw(self, players: usize) -> Result<TableGame, Error> {
        let drawn = || Benedek { family: BenedekFamily::II, players, seed: 1 }.draw();
        match self {
            Self::Integers => drawn(),
            Self::Floats => drawn().map(|game| game.to_floats()),
            Self::Convex => Family::Convex.draw(players, 1),
        }
    }

    /// In a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Integers => "II",
            Self::Floats => "II, floats",
            Self::Convex => "convex",
        }
    }
}

impl Growth {
    /// Solves and verifies: the processor seconds of both, or `None` if there was no answer or its check failed.
    #[must_use]
    pub fn measure(&self, game: &TableGame) -> Option<(f64, f64)> {
        let (answer, solve) = crate::clock::timed(|| (self.solve)(game));
        let check = answer?;
        let (holds, seconds) = crate::clock::timed(|| check(game));
        holds.then_some((solve, seconds))
    }
}

fn evidence<C: Certificate<TableGame> + 'static>(evidence: C) -> Check {
    Box::new(move |game| evidence.check(game).is_ok())
}

/// The evidence of a solver that decides.
fn either<Y, N, E>(verdict: Result<Verdict<Y, N>, E>) -> Option<Check>
where
    Y: Certificate<TableGame> + 'static,
    N: Certificate<TableGame> + 'static,
{
    match verdict.ok()? {
        Verdict::Exists(yes) => Some(evidence(yes)),
        Verdict::Impossible(no) => Some(evidence(no)),
        Verdict::Undecided(_) => None,
    }
}

/// The evidence of a solver that always finds something.
fn found<Y: Certificate<TableGame> + 'static, N, E>(verdict: Result<Verdict<Y, N>, E>) -> Option<Check> {
    match verdict.ok()? {
        Verdict::Exists(yes) => Some(evidence(yes)),
        Verdict::Impossible(_) | Verdict::Undecided(_) => None,
    }
}

fn value<Y: Certificate<TableGame> + 'static, E>(value: Result<Y, E>) -> Option<Check> {
    value.ok().map(evidence)
}

/// v(N) shared equally.
fn equal(game: &TableGame) -> Option<Allocation> {
    let players = game.player_count();
    let share = game.exact_worth(game.grand()).over(&Rational::from(players as u64))?;
    Allocation::new(game, vec![share; players]).ok()
}

/// Three unions, of every third player each.
fn unions(game: &TableGame) -> Option<CoalitionStructure> {
    let players = game.player_count();
    let part = |first: usize| (first..players).step_by(3).fold(0_u64, |mask, player| mask | 1 << player);
    let parts: Vec<_> = (0..3).map(|first| Coalition::from_bits(part(first))).collect();
    CoalitionStructure::new(players, parts).ok()
}

fn circle(game: &TableGame) -> Option<Graph> {
    let players = game.player_count();
    Graph::new(players, (0..players).map(|player| (player, (player + 1) % players))).ok()
}

fn holds(property: Property, game: &TableGame) -> Option<Check> {
    either(PropertyTest::of(property).solve(game))
}

/// All that is measured.
#[must_use]
pub fn growths() -> Vec<Growth> {
    let mut all = excesses();
    all.extend(values());
    all.extend(sets_and_properties());
    all
}

fn growth(name: &'static str, table: Table, most: usize, solve: fn(&TableGame) -> Option<Check>) -> Growth {
    Growth { name, table, most, solve }
}

/// What is found by minimizing excesses.
fn excesses() -> Vec<Growth> {
    use Table::{Floats, Integers};
    let floats = |game: &TableGame| found(Nucleolus::new().arithmetic(Arithmetic::Float).solve(game));
    vec![
        growth("nucleolus, floats", Floats, 24, floats),
        growth("nucleolus, exact", Integers, 24, |game| either(Nucleolus::new().solve(game))),
        growth("prenucleolus, exact", Integers, 24, |game| found(Nucleolus::prenucleolus().solve(game))),
        growth("per-capita nucleolus, exact", Integers, 24, |game| {
            either(Nucleolus::per_capita().solve(game))
        }),
        growth("per-capita prenucleolus, exact", Integers, 24, |game| {
            found(Nucleolus::per_capita_prenucleolus().solve(game))
        }),
        growth("modiclus", Integers, 8, |game| found(Modiclus::new().solve(game))),
        growth("least core", Integers, 24, |game| found(LeastCore::new().solve(game))),
        growth("core", Integers, 24, |game| either(Core::new().solve(game))),
        growth("0-core", Integers, 24, |game| either(Core::new().solve_epsilon(game, &Rational::zero()))),
        growth("cost of stability", Integers, 24, |game| found(CostOfStability::new().solve(game))),
        growth("core vertices", Integers, 8, |game| either(Vertices::new().player_limit(8).solve(game))),
        growth("worst coalition", Integers, 24, |game| {
            let allocation = equal(game)?;
            found(worst_coalition(game, allocation.amounts(), &Run::new()))
        }),
    ]
}

/// One number a player.
fn values() -> Vec<Growth> {
    use Table::{Convex, Floats, Integers};
    vec![
        growth("Shapley value, floats", Floats, 24, |game| value(ShapleyValue::new().float().solve(game))),
        growth("Shapley value, exact", Integers, 24, |game| value(ShapleyValue::new().exact().solve(game))),
        growth("Banzhaf value, floats", Floats, 24, |game| value(BanzhafValue::new().float().solve(game))),
        growth("Banzhaf value, exact", Integers, 24, |game| value(BanzhafValue::new().exact().solve(game))),
        growth("a semivalue, exact", Integers, 24, |game| {
            // Every coalition of others as likely, but for those of nobody and of all: p_0 = p_(n−1) = 1/2.
            let players = game.player_count();
            let half = Rational::new(1, 2)?;
            let weight =
                |size| if size == 0 || size + 1 == players { half.clone() } else { Rational::zero() };
            let weights = SizeWeights::semivalue((0..players).map(weight).collect()).ok()?;
            let values = Semivalues::new().weights("ends", weights).exact().solve(game).ok()?;
            value(values.into_iter().next().ok_or(()))
        }),
        growth("weighted Shapley value", Integers, 20, |game| {
            let weights = (1..).take(game.player_count()).map(|weight: u64| Rational::from(weight)).collect();
            value(WeightedShapley::new(weights).ok()?.solve(game))
        }),
        growth("Owen value", Integers, 22, |game| value(Owen::new(unions(game)?).solve(game))),
        growth("Banzhaf–Owen value", Integers, 22, |game| {
            value(BanzhafOwen::new(unions(game)?).solve(game))
        }),
        growth("Aumann–Drèze value", Integers, 24, |game| {
            value(AumannDreze::new(unions(game)?).solve(game))
        }),
        growth("Myerson value, circle", Integers, 22, |game| value(Myerson::new(circle(game)?).solve(game))),
        growth("position value, circle", Integers, 20, |game| {
            value(PositionValue::new(circle(game)?).solve(game))
        }),
        growth("dividends", Integers, 22, |game| {
            let dividends = Dividends::of(game).ok()?;
            Some(Box::new(move |game| dividends.game().is_ok_and(|back| back == *game)))
        }),
        growth("tau value", Convex, 24, |game| either(TauValue::new().solve(game))),
        growth("Gately point", Convex, 24, |game| either(GatelyPoint::new().solve(game))),
        growth("ENSC value", Integers, 24, |game| value(EqualShares::non_separable().solve(game))),
        growth("CIS value (ESD)", Integers, 24, |game| value(EqualShares::imputation_centre().solve(game))),
        growth("sampled Shapley value, 100,000 worths", Floats, 24, |game| {
            let sampled = SampledShapley::new(1).evaluations(100_000).solve(game).ok()?;
            // No certificate: estimates sum to v(N) and lie within six standard errors of the value.
            Some(Box::new(move |game| {
                let exact = ShapleyValue::new().float().solve(game).map(|value| value.amounts.to_f64());
                let (values, errors) = (sampled.values.iter(), sampled.standard_errors.iter());
                exact.is_ok_and(|exact| {
                    exact.iter().zip(values.zip(errors)).all(|(exact, (value, error))| {
                        (exact - value).abs() <= 6.0 * error + 1e-9 * exact.abs()
                    })
                })
            }))
        }),
    ]
}

/// Membership and properties.
fn sets_and_properties() -> Vec<Growth> {
    use Table::{Convex, Integers};
    vec![
        growth("surpluses", Integers, 24, |game| {
            surpluses(game, &equal(game)?, &Run::new()).ok().flatten().map(evidence)
        }),
        growth("in the kernel?", Integers, 24, |game| either(Kernel::new().contains(game, &equal(game)?))),
        growth("prekernel point", Integers, 24, |game| found(Prekernel::new().point(game))),
        growth("kernel point", Integers, 24, |game| either(Kernel::new().point(game))),
        growth("in the prekernel?", Integers, 24, |game| {
            either(Prekernel::new().contains(game, &equal(game)?))
        }),
        growth("in the bargaining set?", Integers, 12, |game| {
            let nucleolus = Nucleolus::prenucleolus().solve(game).ok()?.found().ok()?;
            let point = Allocation::new(game, nucleolus.allocation).ok()?;
            either(BargainingSet::new().player_limit(12).contains(game, &point))
        }),
        growth("convex?", Convex, 24, |game| holds(Property::Convex, game)),
        growth("superadditive?", Convex, 22, |game| holds(Property::Superadditive, game)),
        growth("monotone?", Convex, 24, |game| holds(Property::Monotone, game)),
        growth("balanced?", Convex, 24, |game| either(Balancedness::new().solve(game))),
        growth("totally balanced?", Convex, 12, |game| either(TotalBalance::new().solve(game))),
        growth("kinds of players", Convex, 24, |game| player_kinds(game).ok().map(evidence)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_solution_has_a_verified_answer_for_six_players() {
        for growth in growths() {
            let game = growth.table.draw(6).ok();
            assert!(game.and_then(|game| growth.measure(&game)).is_some(), "{}", growth.name);
        }
    }
}
