//! `willing share allocate`.

use willing::check::sharing::{SharedWorth, SharingTable};
use willing::game::tu::{Amounts, TableGame};
use willing::game::{Players, Rational, Verdict};
use willing::report::game;
use willing::report::sharing::{Allocation, Basis, Finding, ShareAnswer, ShareTable};
use willing::risk::sharing::Portfolio;
use willing::solver::Run;
use willing::solver::sharing::{AumannShapley, assess};

use super::{input, print, worth};
use crate::exit::{Exit, Failure};
use crate::game::concepts::{Asked, Solver};
use crate::game::{names, start};
use crate::typed::{Allocate, AllocationName, ConceptName, Parameters};

pub(super) fn run(typed: &Allocate) -> Result<Exit, Failure> {
    let (run, progress) = start(&typed.run, "sharing risk")?;
    let file = input::read(&typed.input)?;
    let portfolio = file.portfolio();
    let given = typed.allocation.as_deref();
    let given = given.map(|text| names::by_player("--allocation", portfolio.players(), text)).transpose()?;
    let worth = worth::finding(portfolio, typed.gap)?;
    let mut findings = Vec::new();
    if let Finding::Worth(Verdict::Exists(whole)) = &worth {
        match super::game::worths(portfolio, typed.gap, &run)? {
            Verdict::Exists(table) => {
                let divide = Divide { portfolio, table: &table, whole, run: &run };
                for name in &typed.by {
                    findings.push(divide.by(*name)?);
                }
                if let Some(given) = given {
                    findings.push(divide.allocation(Basis::Given, &floats(&given))?);
                }
                findings.push(Finding::Worths(Verdict::Exists(table)));
            }
            Verdict::Impossible(apart) => findings.push(Finding::Worths(Verdict::Impossible(apart))),
            Verdict::Undecided(reason) => {
                findings.push(Finding::Missing { concept: "worths".to_owned(), reason });
            }
        }
    }
    findings.insert(0, worth);
    drop(progress);
    print(&ShareAnswer::new(input::subject(&file)?, findings), &typed.output, ShareTable::Amounts)
}

/// What is divided.
struct Divide<'a> {
    portfolio: &'a Portfolio,
    table: &'a SharingTable,
    whole: &'a SharedWorth,
    run: &'a Run,
}

impl Divide<'_> {
    fn by(&self, name: AllocationName) -> Result<Finding, Failure> {
        let concept = match name {
            AllocationName::Equilibrium => {
                let prices = self.whole.prices(self.portfolio).map_err(Failure::of)?;
                let amounts = prices.iter().map(|price| f64::midpoint(price.lower(), price.upper()));
                return self.allocation(Basis::Equilibrium, &amounts.collect::<Vec<_>>());
            }
            AllocationName::Euler => {
                let gradient = self.whole.gradient(self.portfolio).map_err(Failure::of)?;
                let amounts: Vec<f64> = gradient.iter().map(|price| price.midpoint()).collect();
                return self.allocation(Basis::Euler, &amounts);
            }
            AllocationName::AumannShapley => {
                let found = AumannShapley::new().solve(self.portfolio).map_err(Failure::of)?;
                return if let Verdict::Exists(amounts) = found {
                    self.allocation(Basis::AumannShapley, &amounts)
                } else {
                    let reason = "prices on the way to the whole were not found closely enough".to_owned();
                    Ok(Finding::Missing { concept: Basis::AumannShapley.key(), reason })
                };
            }
            AllocationName::Shapley => ConceptName::Shapley,
            AllocationName::Nucleolus => ConceptName::Nucleolus,
            AllocationName::PerCapitaNucleolus => ConceptName::PerCapitaNucleolus,
            AllocationName::Tau => ConceptName::Tau,
            AllocationName::Gately => ConceptName::Gately,
            AllocationName::Cis => ConceptName::Cis,
            AllocationName::Ensc => ConceptName::Ensc,
            AllocationName::Esd => ConceptName::Esd,
        };
        let players = self.portfolio.players();
        let found = self.concept(concept, players)?;
        match found.amounts() {
            Some(Amounts::Exact(exact)) => self.allocation(Basis::Concept(found), &floats(&exact)),
            Some(Amounts::Float { values, .. }) => self.allocation(Basis::Concept(found), &values),
            None => {
                let reason = if found.is_none() { "the game has none" } else { "the run was stopped" };
                Ok(Finding::Missing { concept: found.key(), reason: reason.to_owned() })
            }
        }
    }

    /// A concept of the game of worths, in floats where it offers that: the worths are no better.
    fn concept(&self, name: ConceptName, players: &Players) -> Result<game::Finding, Failure> {
        let table = TableGame::from_floats(self.table.worths()).map_err(Failure::of)?;
        let parameters = Parameters::none();
        let asked = Asked::new(&[name], players, players.len(), &parameters)?;
        let found = Solver { game: &table, floats: true, run: self.run }.solve(&asked)?;
        found.into_iter().next().ok_or_else(|| Failure::of("stopped before there was an answer"))
    }

    fn allocation(&self, basis: Basis, amounts: &[f64]) -> Result<Finding, Failure> {
        let assessed = assess(self.table, amounts).map_err(Failure::of)?;
        Ok(Finding::Allocation(Box::new(Allocation { basis, assessed })))
    }
}

fn floats(exact: &[Rational]) -> Vec<f64> {
    exact.iter().map(Rational::to_f64).collect()
}
