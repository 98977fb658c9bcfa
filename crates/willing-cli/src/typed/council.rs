//! What was typed after `willing council`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Check, GameRun, Page};

/// What to do with a voting rule.
#[derive(Debug, Subcommand)]
pub(crate) enum CouncilCommand {
    /// Voting power of every member: all indices, exact; several councils side by side.
    Indices(Indices),
    /// What a rule is like: coalitions that win and block, vetoes, dummies, desirability, weights, Nakamura number.
    Structure(Structure),
    /// Write out minimal winning or minimal blocking coalitions.
    Winning(Winning),
    /// Members with ideal points: what beats the status quo, or who blocks it in every direction.
    Deadlock(Deadlock),
    /// Bargaining about a unit: what each member can expect (Baron and Ferejohn).
    Bargaining(CouncilBargaining),
    /// The same council after a reform, beside what it is now.
    WhatIf(WhatIf),
    /// Verify every claim of an answer about voting rules, without the solver.
    Check(Check),
}

/// A council.
#[derive(Debug, Args)]
pub(crate) struct OneCouncil {
    /// A council (TOML), as in fixtures/institutions.
    #[arg(required_unless_present = "rule")]
    pub(crate) council: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rule: RuleText,
}

/// Councils to be compared.
#[derive(Debug, Args)]
pub(crate) struct Councils {
    /// Councils (TOML), as in fixtures/institutions; several stand side by side.
    #[arg(required_unless_present = "rule")]
    pub(crate) councils: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rule: RuleText,
}

/// A rule as it is typed, and what is voted on.
#[derive(Debug, Args)]
pub(crate) struct RuleText {
    /// A rule instead of a file, as in "9 of 15, veto {0-4}" or "[12; 3*4, 2*2, 1]".
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Option<String>,
    /// Names of the members of --rule, by commas [default: 1 to n].
    #[arg(long, value_name = "NAMES", requires = "rule")]
    pub(crate) names: Option<String>,
    /// The matter is one of procedure: vetoes do not count.
    #[arg(long)]
    pub(crate) procedural: bool,
}

/// `willing council indices`.
#[derive(Debug, Args)]
pub(crate) struct Indices {
    #[command(flatten)]
    pub(crate) councils: Councils,
    #[command(flatten)]
    pub(crate) power: Power,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) output: CouncilOutput,
}

/// What to compute of voting power.
#[derive(Debug, Args)]
pub(crate) struct Power {
    /// Also with abstention: the index of roll calls and swings between yes, abstention and no.
    #[arg(long)]
    pub(crate) abstention: bool,
    /// Chances of yes, abstention and no in a roll call.
    #[arg(long, value_name = "CHANCES", default_value = "1/3,1/3,1/3")]
    pub(crate) chances: String,
    /// A-priori unions, as in a+b,c+d; members left out are unions of their own. One council only.
    #[arg(long, value_name = "UNIONS")]
    pub(crate) unions: Option<String>,
    /// Only what is cheap for hundreds of members: swings exactly, Shapley–Shubik and Penrose as floats with a bound.
    #[arg(long)]
    pub(crate) floats: bool,
}

/// `willing council structure`.
#[derive(Debug, Args)]
pub(crate) struct Structure {
    #[command(flatten)]
    pub(crate) councils: Councils,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) output: CouncilOutput,
}

/// `willing council winning`.
#[derive(Debug, Args)]
pub(crate) struct Winning {
    #[command(flatten)]
    pub(crate) council: OneCouncil,
    /// Which coalitions.
    #[arg(long, value_enum, default_value_t = CoalitionName::MinimalWinning)]
    pub(crate) kind: CoalitionName,
    /// How many at most.
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    pub(crate) most: usize,
    #[command(flatten)]
    pub(crate) output: CouncilOutput,
}

/// Which coalitions to write out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CoalitionName {
    /// They win, and lose when any member leaves
    MinimalWinning,
    /// The others lose without them, and win when any of them comes back
    MinimalBlocking,
}

/// `willing council deadlock`.
#[derive(Debug, Args)]
pub(crate) struct Deadlock {
    #[command(flatten)]
    pub(crate) council: OneCouncil,
    /// Ideal points, as in a=1,b=-2 on a line or a=1:2,b=0:-1 in a plane: one for each member.
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    pub(crate) positions: String,
    /// The status quo, as in 1 or 1:2.
    #[arg(long, value_name = "POINT", allow_hyphen_values = true)]
    pub(crate) status_quo: String,
    /// The ideal point of a setter who makes one offer to take or leave.
    #[arg(long, value_name = "POINT", allow_hyphen_values = true)]
    pub(crate) setter: Option<String>,
    /// Alternatives in a plane, as in 1:2,0:1, for the uncovered set.
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    pub(crate) alternatives: Option<String>,
    /// Standard deviation of ideal points, for the probability of deadlock.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) deviation: Option<f64>,
    /// How many samples of ideal points.
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    pub(crate) samples: u64,
    /// Seed of the samples.
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) output: CouncilOutput,
}

/// `willing council bargaining`.
#[derive(Debug, Args)]
pub(crate) struct CouncilBargaining {
    #[command(flatten)]
    pub(crate) council: OneCouncil,
    /// What a unit is worth a round later, from 0 to 1.
    #[arg(long, value_name = "NUMBER", default_value = "9/10")]
    pub(crate) discount: String,
    /// Chances of the members to make the next offer, as in a=1/2,b=1/2 [default: all alike].
    #[arg(long, value_name = "CHANCES")]
    pub(crate) recognition: Option<String>,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) output: CouncilOutput,
}

/// `willing council what-if`.
#[derive(Debug, Args)]
pub(crate) struct WhatIf {
    #[command(flatten)]
    pub(crate) council: OneCouncil,
    #[command(flatten)]
    pub(crate) reform: Reform,
    /// Other councils (TOML) to put beside it, as the drafts of reform in fixtures/institutions.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) beside: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) power: Power,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) output: CouncilOutput,
}

/// A reform: all of it applies, in this order.
#[derive(Debug, Args)]
pub(crate) struct Reform {
    /// Members who leave, by commas.
    #[arg(long, value_name = "NAMES")]
    pub(crate) drop: Option<String>,
    /// Members who join, by commas, as in a,b=3: of weight 1, or of this one in every part of the rule.
    #[arg(long, value_name = "MEMBERS")]
    pub(crate) add: Option<String>,
    /// Permanent members who join, with a veto.
    #[arg(long, value_name = "MEMBERS")]
    pub(crate) add_permanent: Option<String>,
    /// Another quota.
    #[arg(long, value_name = "WEIGHT")]
    pub(crate) quota: Option<u64>,
    /// Whose vetoes end, by commas; all of them without a name.
    #[arg(long, value_name = "NAMES", num_args = 0..=1, default_missing_value = "")]
    pub(crate) remove_vetoes: Option<String>,
    /// How many vetoes it takes to stop a draft.
    #[arg(long, value_name = "COUNT")]
    pub(crate) vetoes_needed: Option<usize>,
}

/// What to print, and where.
#[derive(Debug, Args)]
pub(crate) struct CouncilOutput {
    /// Which table --format csv prints.
    #[arg(long, value_enum, default_value_t = CouncilTableName::Members)]
    pub(crate) table: CouncilTableName,
    /// Rows of tables in the formats table and markdown [default: 60]; csv has all rows.
    #[arg(long, value_name = "ROWS")]
    pub(crate) rows: Option<usize>,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// A table of an answer about voting rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CouncilTableName {
    /// One row a council, member and measure.
    Members,
    /// One row a council and fact.
    Facts,
    /// One row a council and listed coalition.
    Coalitions,
}
