//! What the names of concepts mean, and the calls that answer them.

use std::convert::Infallible;

use willing::check::nucleolus::Concept as Relative;
use willing::check::values::{HarsanyiDividends, Value};
use willing::game::tu::{CoalitionStructure, Graph, TableGame};
use willing::game::{Limit, Players, Rational, Verdict};
use willing::report::game::{Estimate, Finding, Never};
use willing::solver::Run;
use willing::solver::core::{Core, Vertices};
use willing::solver::least_core::{CostOfStability, LeastCore};
use willing::solver::nucleolus::{Arithmetic, Modiclus, Nucleolus};
use willing::solver::values::{
    Allotment, AumannDreze, BanzhafOwen, Dividends, Draw, EqualShares, Error, GatelyPoint, Myerson, Owen,
    PositionValue, SampledShapley, Semivalues, TauValue, WeightedShapley,
};

use super::names;
use crate::exit::Failure;
use crate::typed::{ConceptName, DrawName, Parameters};

/// The most players whose dividends are listed.
const MOST_DIVIDENDS: usize = 16;

/// The most players whose core's vertices are listed.
const MOST_VERTICES: usize = 10;

/// The most players whose modiclus is computed: it compares all pairs of coalitions.
const MOST_MODICLUS: usize = 8;

/// A concept with what it depends on.
pub(super) enum Concept {
    Core,
    EpsilonCore(Rational),
    CoreVertices,
    LeastCore,
    CostOfStability,
    Nucleolus(Relative),
    Modiclus,
    /// One of those that one pass over the table answers together.
    Pass(Pass),
    Tau,
    Gately,
    Shares(EqualShares),
    Owen(CoalitionStructure),
    BanzhafOwen(CoalitionStructure),
    AumannDreze(CoalitionStructure),
    Myerson(Graph),
    Position(Graph),
    WeightedShapley(Vec<Rational>),
    Dividends,
    SampledShapley(SampledShapley, &'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    Shapley,
    Banzhaf,
    NormalizedBanzhaf,
    Solidarity,
}

/// All that was asked for, in order, each once.
pub(crate) struct Asked(Vec<(String, Concept)>);

/// The name of a concept as it is typed.
pub(super) fn key(name: ConceptName) -> String {
    clap::ValueEnum::to_possible_value(&name).map_or_else(String::new, |value| value.get_name().to_owned())
}

impl Asked {
    pub(crate) fn new(
        concepts: &[ConceptName],
        players: &Players,
        count: usize,
        parameters: &Parameters,
    ) -> Result<Self, Failure> {
        let mut asked: Vec<(String, Concept)> = Vec::new();
        for &name in concepts {
            let key = key(name);
            if !asked.iter().any(|(other, _)| *other == key) {
                let concept = concept(name, &key, players, parameters)?;
                refuse_size(&concept, &key, count)?;
                asked.push((key, concept));
            }
        }
        Ok(Self(asked))
    }
}

/// Refuses what is offered for fewer players before anything is computed.
fn refuse_size(concept: &Concept, key: &str, players: usize) -> Result<(), Failure> {
    let most = match concept {
        Concept::CoreVertices => MOST_VERTICES,
        Concept::Modiclus => MOST_MODICLUS,
        Concept::Dividends => MOST_DIVIDENDS,
        _ => return Ok(()),
    };
    if players > most {
        return Err(Failure::of(format_args!("{key}: {players} players: offered for at most {most}")));
    }
    Ok(())
}

fn concept(
    name: ConceptName,
    key: &str,
    players: &Players,
    parameters: &Parameters,
) -> Result<Concept, Failure> {
    let needs = |option: &str| Failure::of(format_args!("{key} needs {option}"));
    let unions = || names::unions(players, parameters.unions.as_deref().ok_or_else(|| needs("--unions"))?);
    let graph = || names::graph(players, parameters.edges.as_deref().ok_or_else(|| needs("--edges"))?);
    Ok(match name {
        ConceptName::Core => Concept::Core,
        ConceptName::EpsilonCore => {
            let epsilon = parameters.epsilon.as_deref().ok_or_else(|| needs("--epsilon"))?;
            Concept::EpsilonCore(names::number("--epsilon", epsilon)?)
        }
        ConceptName::CoreVertices => Concept::CoreVertices,
        ConceptName::LeastCore => Concept::LeastCore,
        ConceptName::CostOfStability => Concept::CostOfStability,
        ConceptName::Nucleolus => Concept::Nucleolus(Relative::Nucleolus),
        ConceptName::Prenucleolus => Concept::Nucleolus(Relative::Prenucleolus),
        ConceptName::PerCapitaNucleolus => Concept::Nucleolus(Relative::PerCapitaNucleolus),
        ConceptName::PerCapitaPrenucleolus => Concept::Nucleolus(Relative::PerCapitaPrenucleolus),
        ConceptName::Modiclus => Concept::Modiclus,
        ConceptName::Shapley => Concept::Pass(Pass::Shapley),
        ConceptName::Banzhaf => Concept::Pass(Pass::Banzhaf),
        ConceptName::BanzhafNormalized => Concept::Pass(Pass::NormalizedBanzhaf),
        ConceptName::Solidarity => Concept::Pass(Pass::Solidarity),
        ConceptName::Tau => Concept::Tau,
        ConceptName::Gately => Concept::Gately,
        ConceptName::Cis => Concept::Shares(EqualShares::imputation_centre()),
        ConceptName::Ensc => Concept::Shares(EqualShares::non_separable()),
        ConceptName::Esd => Concept::Shares(EqualShares::equal_division()),
        ConceptName::Owen => Concept::Owen(unions()?),
        ConceptName::BanzhafOwen => Concept::BanzhafOwen(unions()?),
        ConceptName::AumannDreze => Concept::AumannDreze(unions()?),
        ConceptName::Myerson => Concept::Myerson(graph()?),
        ConceptName::Position => Concept::Position(graph()?),
        ConceptName::WeightedShapley => {
            let weights = parameters.weights.as_deref().ok_or_else(|| needs("--weights"))?;
            Concept::WeightedShapley(names::positive_by_player("--weights", players, weights)?)
        }
        ConceptName::Dividends => Concept::Dividends,
        ConceptName::SampledShapley => {
            let (draw, name) = match parameters.draw {
                DrawName::Permutations => (Draw::Permutations, "permutations"),
                DrawName::Antithetic => (Draw::Antithetic, "antithetic permutations"),
                DrawName::Stratified => (Draw::Stratified(Allotment::TwoStage), "strata"),
            };
            let sampled = SampledShapley::new(parameters.seed).evaluations(parameters.samples).draw(draw);
            Concept::SampledShapley(sampled, name)
        }
    })
}

/// A game and how to solve it.
pub(crate) struct Solver<'a> {
    pub(crate) game: &'a TableGame,
    pub(crate) floats: bool,
    pub(crate) run: &'a Run,
}

impl Solver<'_> {
    /// One finding for each concept, in order.
    pub(crate) fn solve(&self, asked: &Asked) -> Result<Vec<Finding>, Failure> {
        let mut pass = self.pass(asked)?;
        let mut findings = Vec::with_capacity(asked.0.len());
        for (key, concept) in &asked.0 {
            let finding = match concept {
                Concept::Pass(_) => pass.pop().map(Finding::Value),
                other => self.one(other).map_err(|failure| prefixed(key, &failure))?,
            };
            findings.push(finding.unwrap_or_else(|| stopped(key)));
        }
        Ok(findings)
    }

    /// The values that one pass answers, the last first; none if it was stopped.
    fn pass(&self, asked: &Asked) -> Result<Vec<Value>, Failure> {
        let wanted = asked.0.iter().filter_map(|(_, concept)| match concept {
            Concept::Pass(pass) => Some(*pass),
            _ => None,
        });
        let mut any = false;
        let mut values = Semivalues::new().run(self.run.clone());
        for pass in wanted {
            any = true;
            values = match pass {
                Pass::Shapley => values.shapley(),
                Pass::Banzhaf => values.banzhaf(),
                Pass::NormalizedBanzhaf => values.normalized_banzhaf(),
                Pass::Solidarity => values.solidarity(),
            };
        }
        if !any {
            return Ok(Vec::new());
        }
        let values = if self.floats { values.float() } else { values.exact() };
        let mut found = finished(values.solve(self.game))?.unwrap_or_default();
        found.reverse();
        Ok(found)
    }

    /// One concept; `None` if it was stopped without a verdict.
    fn one(&self, concept: &Concept) -> Result<Option<Finding>, Failure> {
        let (game, run) = (self.game, || self.run.clone());
        Ok(match concept {
            Concept::Core => Some(Finding::Core(Core::new().run(run()).solve(game).map_err(Failure::of)?)),
            Concept::EpsilonCore(epsilon) => {
                let verdict = Core::new().run(run()).solve_epsilon(game, epsilon).map_err(Failure::of)?;
                Some(Finding::EpsilonCore { epsilon: epsilon.clone(), verdict })
            }
            Concept::CoreVertices => {
                let vertices = Vertices::new().player_limit(MOST_VERTICES).run(run());
                Some(Finding::CoreVertices(vertices.solve(game).map_err(Failure::of)?))
            }
            Concept::LeastCore => Some(Finding::LeastCore(always(
                LeastCore::new().run(run()).solve(game).map_err(Failure::of)?,
            ))),
            Concept::CostOfStability => {
                let verdict = CostOfStability::new().run(run()).solve(game).map_err(Failure::of)?;
                Some(Finding::CostOfStability(always(verdict)))
            }
            Concept::Nucleolus(relative) => {
                let arithmetic = if self.floats { Arithmetic::Float } else { Arithmetic::Exact };
                let concept = Nucleolus::of(*relative).arithmetic(arithmetic).run(run());
                Some(Finding::Nucleolus {
                    concept: *relative,
                    verdict: concept.solve(game).map_err(Failure::of)?,
                })
            }
            Concept::Modiclus => {
                Some(Finding::Modiclus(always(Modiclus::new().run(run()).solve(game).map_err(Failure::of)?)))
            }
            // Those of a pass are taken from it.
            Concept::Pass(_) => None,
            Concept::Tau => finished(TauValue::new().run(run()).solve(game))?.map(Finding::Tau),
            Concept::Gately => finished(GatelyPoint::new().solve(game))?.map(Finding::Gately),
            Concept::Shares(shares) => finished(shares.solve(game))?.map(Finding::Value),
            Concept::Owen(unions) => {
                finished(Owen::new(unions.clone()).run(run()).solve(game))?.map(Finding::Value)
            }
            Concept::BanzhafOwen(unions) => {
                finished(BanzhafOwen::new(unions.clone()).run(run()).solve(game))?.map(Finding::Value)
            }
            Concept::AumannDreze(unions) => {
                finished(AumannDreze::new(unions.clone()).run(run()).solve(game))?.map(Finding::Value)
            }
            Concept::Myerson(graph) => {
                finished(Myerson::new(graph.clone()).run(run()).solve(game))?.map(Finding::Value)
            }
            Concept::Position(graph) => {
                finished(PositionValue::new(graph.clone()).run(run()).solve(game))?.map(Finding::Value)
            }
            Concept::WeightedShapley(weights) => {
                let concept = WeightedShapley::new(weights.clone()).map_err(Failure::of)?.run(run());
                finished(concept.solve(game))?.map(Finding::Value)
            }
            Concept::Dividends => {
                let found = Dividends::of(game).map_err(Failure::of)?;
                let dividends = game.coalitions().map(|coalition| found.get(coalition)).collect();
                Some(Finding::Dividends(HarsanyiDividends { dividends }))
            }
            Concept::SampledShapley(concept, draw) => {
                finished(concept.clone().run(run()).solve(game))?.map(|found| {
                    Finding::SampledShapley(Estimate {
                        values: found.values,
                        standard_errors: found.standard_errors,
                        evaluations: found.evaluations,
                        seed: found.seed,
                        draw: (*draw).to_owned(),
                    })
                })
            }
        })
    }
}

/// What was found; `None` if the run was stopped.
fn finished<T>(result: Result<T, Error>) -> Result<Option<T>, Failure> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(Error::Cancelled) => Ok(None),
        Err(error) => Err(Failure::of(error)),
    }
}

fn prefixed(key: &str, failure: &Failure) -> Failure {
    Failure::all(failure.lines().iter().map(|line| format!("{key}: {line}")))
}

fn stopped(key: &str) -> Finding {
    Finding::Stopped { concept: key.to_owned(), limit: Limit::Cancelled }
}

/// The verdict on what every game has.
pub(super) fn always<Y>(verdict: Verdict<Y, Infallible>) -> Verdict<Y, Never> {
    match verdict {
        Verdict::Exists(yes) => Verdict::Exists(yes),
        Verdict::Impossible(never) => match never {},
        Verdict::Undecided(limit) => Verdict::Undecided(limit),
    }
}
