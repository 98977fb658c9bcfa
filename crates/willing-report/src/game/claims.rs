//! The check of findings, by `willing-check` alone.

use std::cell::OnceCell;

use willing_game::tu::TableGame;
use willing_game::tu::structured::WeightedVoting;
use willing_game::tu::typed::TypedGame;
use willing_game::{Certificate, Rational, Verdict};

use super::{EvidenceViolation, Finding, Form, Membership, Subject};

/// The most votes that are tabulated.
const MOST_VOTES: usize = 20;

/// A game in the forms that checks read, made when one does.
pub(crate) struct Claims<'a> {
    subject: &'a Subject,
    tabulated: OnceCell<Result<TableGame, EvidenceViolation>>,
}

impl<'a> Claims<'a> {
    pub(crate) const fn about(subject: &'a Subject) -> Self {
        Self { subject, tabulated: OnceCell::new() }
    }

    fn table(&self) -> Result<&TableGame, EvidenceViolation> {
        match self.subject.form() {
            Form::Table(game) => Ok(game),
            Form::Voting(game) => {
                let table = self.tabulated.get_or_init(|| {
                    let players = game.weights().len();
                    if players > MOST_VOTES {
                        return Err(EvidenceViolation::TooManyVotes { players, most: MOST_VOTES });
                    }
                    Ok(TableGame::tabulate_exact(game)?)
                });
                table.as_ref().map_err(Clone::clone)
            }
        }
    }

    fn votes(&self) -> Result<&WeightedVoting, EvidenceViolation> {
        match self.subject.form() {
            Form::Table(_) => Err(EvidenceViolation::NotByTypes),
            Form::Voting(game) => Ok(game),
        }
    }

    /// Verifies what one finding claims.
    pub(crate) fn check(&self, finding: &Finding) -> Result<(), EvidenceViolation> {
        match finding {
            Finding::Core(verdict) => self.verdict(verdict),
            Finding::EpsilonCore { epsilon, verdict } => {
                let (got, settles) = match verdict {
                    Verdict::Exists(point) => (&point.epsilon, point.epsilon == *epsilon),
                    Verdict::Impossible(least) => (&least.excess, least.excess > *epsilon),
                    Verdict::Undecided(_) => return Ok(()),
                };
                if !settles {
                    return Err(EvidenceViolation::Epsilon { got: got.clone(), asked: epsilon.clone() });
                }
                self.verdict(verdict)
            }
            Finding::CoreVertices(verdict) => {
                let slack = match verdict {
                    Verdict::Exists(list) => &list.slack,
                    Verdict::Impossible(proof) => &proof.slack,
                    Verdict::Undecided(_) => return Ok(()),
                };
                if !slack.is_zero() {
                    return Err(EvidenceViolation::Epsilon { got: slack.clone(), asked: Rational::zero() });
                }
                self.verdict(verdict)
            }
            Finding::LeastCore(verdict) => self.existing(verdict),
            Finding::CostOfStability(verdict) => self.existing(verdict),
            Finding::Modiclus(verdict) => self.existing(verdict),
            Finding::Nucleolus { concept, verdict } => {
                let is_none = matches!(verdict, Verdict::Impossible(_)) && !concept.is_over_imputations();
                if is_none || matches!(verdict, Verdict::Exists(answer) if answer.concept != *concept) {
                    return Err(EvidenceViolation::OtherConcept);
                }
                self.verdict(verdict)
            }
            Finding::TypedNucleolus { concept, verdict } => {
                let is_none = matches!(verdict, Verdict::Impossible(_)) && !concept.is_over_imputations();
                if is_none || matches!(verdict, Verdict::Exists(answer) if answer.concept != *concept) {
                    return Err(EvidenceViolation::OtherConcept);
                }
                let game = TypedGame::from_voting(self.votes()?)?;
                match verdict {
                    Verdict::Exists(answer) => Ok(answer.check(&game)?),
                    Verdict::Impossible(proof) => Ok(proof.check(&game)?),
                    Verdict::Undecided(_) => Ok(()),
                }
            }
            Finding::Value(value) => match self.subject.form() {
                Form::Voting(game) if game.weights().len() > MOST_VOTES => Ok(value.check(game)?),
                _ => Ok(value.check(self.table()?)?),
            },
            Finding::Tau(verdict) => {
                if matches!(verdict, Verdict::Exists(value) if value.concept != willing_check::values::Concept::Tau)
                {
                    return Err(EvidenceViolation::OtherConcept);
                }
                self.verdict(verdict)
            }
            Finding::Gately(verdict) => {
                if matches!(verdict, Verdict::Exists(value) if value.concept != willing_check::values::Concept::Gately)
                {
                    return Err(EvidenceViolation::OtherConcept);
                }
                self.verdict(verdict)
            }
            Finding::Dividends(dividends) => self.one(dividends),
            Finding::Property { property, verdict } => {
                let about = match verdict {
                    Verdict::Exists(holds) => holds.property,
                    Verdict::Impossible(counterexample) => counterexample.property(),
                    Verdict::Undecided(_) => return Ok(()),
                };
                if about != *property {
                    return Err(EvidenceViolation::OtherConcept);
                }
                self.verdict(verdict)
            }
            Finding::Kinds(kinds) => self.one(kinds),
            Finding::Membership(membership) => self.membership(membership),
            // Nothing is claimed.
            Finding::SampledShapley(_) | Finding::Stopped { .. } => Ok(()),
        }
    }

    fn one<C>(&self, evidence: &C) -> Result<(), EvidenceViolation>
    where
        C: Certificate<TableGame>,
        EvidenceViolation: From<C::Violation>,
    {
        Ok(evidence.check(self.table()?)?)
    }

    fn existing<Y, N>(&self, verdict: &Verdict<Y, N>) -> Result<(), EvidenceViolation>
    where
        Y: Certificate<TableGame>,
        EvidenceViolation: From<Y::Violation>,
    {
        match verdict {
            Verdict::Exists(yes) => self.one(yes),
            Verdict::Impossible(_) => Err(EvidenceViolation::OtherConcept),
            Verdict::Undecided(_) => Ok(()),
        }
    }

    fn verdict<Y, N>(&self, verdict: &Verdict<Y, N>) -> Result<(), EvidenceViolation>
    where
        Y: Certificate<TableGame>,
        N: Certificate<TableGame>,
        EvidenceViolation: From<Y::Violation> + From<N::Violation>,
    {
        match verdict {
            Verdict::Exists(yes) => self.one(yes),
            Verdict::Impossible(no) => self.one(no),
            Verdict::Undecided(_) => Ok(()),
        }
    }

    fn membership(&self, membership: &Membership) -> Result<(), EvidenceViolation> {
        let asked = &membership.allocation;
        let game = self.table()?;
        if asked.len() != game.player_count() {
            let (got, players) = (asked.len(), game.player_count());
            return Err(willing_game::tu::Error::Length { what: "amounts", got, players }.into());
        }
        if let Some(worst) = &membership.worst {
            same(asked, worst_allocation(worst))?;
            self.existing(worst)?;
        }
        let kernel = [
            membership.prekernel.as_ref().map(about::prekernel),
            membership.kernel.as_ref().map(about::kernel),
            membership.bargaining_set.as_ref().map(about::bargaining_set),
        ];
        let is_efficient = asked.iter().sum::<Rational>() == game.exact_worth(game.grand());
        if !is_efficient && kernel.iter().any(Option::is_some) {
            return Err(EvidenceViolation::NotEfficient);
        }
        kernel.into_iter().flatten().try_for_each(|about| same(asked, about))?;
        membership.prekernel.as_ref().map_or(Ok(()), |verdict| self.verdict(verdict))?;
        membership.kernel.as_ref().map_or(Ok(()), |verdict| self.verdict(verdict))?;
        membership.bargaining_set.as_ref().map_or(Ok(()), |verdict| self.verdict(verdict))
    }
}

fn worst_allocation<N>(verdict: &Verdict<willing_check::core::WorstCoalition, N>) -> Option<&[Rational]> {
    match verdict {
        Verdict::Exists(worst) => Some(&worst.allocation),
        _ => None,
    }
}

fn same(asked: &[Rational], about: Option<&[Rational]>) -> Result<(), EvidenceViolation> {
    if about.is_none_or(|about| about == asked) { Ok(()) } else { Err(EvidenceViolation::OtherAllocation) }
}

/// Which allocations evidence speaks of.
mod about {
    use willing_check::bargaining::{InBargainingSet, OutsideBargainingSet};
    use willing_check::kernel::{InKernel, InPrekernel, OutsideKernel, OutsidePrekernel};
    use willing_game::{Rational, Verdict};

    pub(super) fn prekernel(verdict: &Verdict<InPrekernel, OutsidePrekernel>) -> Option<&[Rational]> {
        match verdict {
            Verdict::Exists(inside) => Some(inside.0.allocation.amounts()),
            Verdict::Impossible(outside) => Some(outside.0.allocation.amounts()),
            Verdict::Undecided(_) => None,
        }
    }

    pub(super) fn kernel(verdict: &Verdict<InKernel, OutsideKernel>) -> Option<&[Rational]> {
        match verdict {
            Verdict::Exists(inside) => Some(inside.0.allocation.amounts()),
            Verdict::Impossible(OutsideKernel::NoImputation { allocation, .. }) => Some(allocation.amounts()),
            Verdict::Impossible(OutsideKernel::Outweighed(pair)) => Some(pair.allocation.amounts()),
            Verdict::Impossible(_) | Verdict::Undecided(_) => None,
        }
    }

    pub(super) fn bargaining_set(
        verdict: &Verdict<InBargainingSet, OutsideBargainingSet>,
    ) -> Option<&[Rational]> {
        match verdict {
            Verdict::Exists(inside) => Some(inside.allocation.amounts()),
            Verdict::Impossible(
                OutsideBargainingSet::NoImputation { allocation, .. }
                | OutsideBargainingSet::Justified { allocation, .. },
            ) => Some(allocation.amounts()),
            Verdict::Impossible(_) | Verdict::Undecided(_) => None,
        }
    }
}
