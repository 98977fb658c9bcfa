//! What a successful check has checked.

use std::fmt;

use willing_check::crisis::{Candidacy, Counterfactuals, CrisisAnswer, Removal};
use willing_check::power::PowerIndices;
use willing_game::Verdict;

/// What was verified in an answer: to be shown after a check that found no violation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    version: String,
    issue: String,
    complete: usize,
    equilibria: usize,
    refuted: usize,
    undecided: usize,
    steps: usize,
    drafts: usize,
    votes: usize,
    powers: usize,
    blocked: usize,
    states: usize,
    shared: usize,
    staying: usize,
    prices: usize,
    sensitivities: usize,
    removals: usize,
    candidacies: usize,
    certified: bool,
}

impl Verification {
    /// Counts what the certificates of this answer claim. It verifies nothing itself.
    #[must_use]
    pub fn of(answer: &CrisisAnswer) -> Self {
        let burden = || answer.burden.iter().flatten();
        let mut counts = Self {
            version: answer.version.clone(),
            issue: answer.crisis.issue.name.clone(),
            complete: 0,
            equilibria: 0,
            refuted: 0,
            undecided: 0,
            steps: 0,
            drafts: answer.drafts.len(),
            votes: answer.drafts.iter().map(|draft| draft.forecast.ballot.len()).sum(),
            powers: answer.voting.as_ref().map_or(0, |voting| {
                let binary = voting.power.computed().map_or(0, PowerIndices::seats);
                let roll_call = voting.roll_call.computed().map_or(0, |power| power.passing.len());
                binary.max(roll_call)
            }),
            blocked: answer.voting.as_ref().map_or(0, |voting| voting.blocking.iter().flatten().count()),
            states: answer.states.len(),
            shared: burden().filter(|report| report.shared.computed().is_some()).count(),
            staying: burden().filter(|report| report.staying.computed().is_some()).count(),
            prices: answer.states.iter().map(|state| state.prices.len()).sum(),
            sensitivities: answer.states.iter().map(|state| state.sensitivities.len()).sum(),
            removals: answer
                .removals
                .iter()
                .filter(|removal| matches!(removal, Removal::Follower { .. } | Removal::Leader { .. }))
                .count(),
            candidacies: answer
                .candidacies
                .iter()
                .filter(|candidacy| matches!(candidacy, Candidacy::Tried { .. }))
                .count(),
            certified: answer.settings.counterfactuals == Counterfactuals::Certified,
        };
        for cell in &answer.cells {
            let (kind, listed, tree) = match &cell.verdict {
                Verdict::Exists(list) => (&mut counts.complete, list.equilibria.len(), &list.tree),
                Verdict::Impossible(refutation) => (&mut counts.refuted, 0, &refutation.tree),
                Verdict::Undecided(partial) => {
                    (&mut counts.undecided, partial.equilibria.len(), &partial.tree)
                }
            };
            *kind += 1;
            counts.equilibria += listed;
            counts.steps += tree.len();
        }
        counts
    }

    /// A line a kind of evidence.
    #[must_use]
    pub fn text(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: every certificate holds (computed by willing {})", self.issue, self.version)?;
        let games = self.complete + self.refuted + self.undecided;
        writeln!(f, "  tier games         {games}, by {} steps of proof", self.steps)?;
        writeln!(f, "    complete lists   {} with {} equilibria", self.complete, self.equilibria)?;
        if self.refuted > 0 {
            writeln!(f, "    no equilibrium   {} (proved)", self.refuted)?;
        }
        if self.undecided > 0 {
            writeln!(f, "    undecided        {} (what is listed holds; there may be more)", self.undecided)?;
        }
        if self.drafts > 0 {
            writeln!(f, "  drafts             {}, with {} votes", self.drafts, self.votes)?;
        }
        if self.powers > 0 {
            writeln!(f, "  voting power       {} members", self.powers)?;
        }
        if self.blocked > 0 {
            writeln!(
                f,
                "  blocked drafts     {}, with the minimal coalitions that block them",
                self.blocked
            )?;
        }
        writeln!(f, "  states             {}: tier, payoff, shares, ledger", self.states)?;
        if self.shared > 0 {
            writeln!(f, "  fair shares        {} equilibria: Shapley, nucleolus, core", self.shared)?;
        }
        if self.staying > 0 {
            writeln!(f, "  payments to stay   {} equilibria: enough, and least", self.staying)?;
        }
        if self.prices > 0 {
            writeln!(f, "  prices             {}", self.prices)?;
        }
        if self.sensitivities > 0 {
            writeln!(f, "  sensitivities      {}", self.sensitivities)?;
        }
        if self.removals + self.candidacies > 0 {
            let how = if self.certified { "with certificates" } else { "summaries, NOT certified" };
            writeln!(
                f,
                "  counterfactuals    {} without a state, {} under another leader ({how})",
                self.removals, self.candidacies
            )?;
        }
        Ok(())
    }
}
