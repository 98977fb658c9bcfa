//! What was typed after `willing share`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Check, GameFileOutput, GameRun, Page};

/// What to do with a portfolio.
#[derive(Debug, Subcommand)]
pub(crate) enum ShareCommand {
    /// What a coalition gains by sharing risk in the best way, and who gets what in each outcome.
    Worth(ShareWorth),
    /// Write the worths of all coalitions as a game for `willing game` (read it with --floats).
    Game(ShareGame),
    /// Divide what sharing is worth: equilibrium, Shapley value, nucleolus and more, and who objects to each.
    Allocate(Allocate),
    /// Share by simple rules instead, and what each loses.
    Rules(ShareRules),
    /// Share without bets: each may carry parts of what others hold, nobody gains by an ally's harm.
    Exchange(ShareExchange),
    /// How far apart the players' views of the danger are.
    Disagreement(Disagreement),
    /// Write a portfolio in the canonical form in TOML, such as one that was a table.
    Convert(ShareConvert),
    /// Verify every claim of an answer about sharing risk, without the solver.
    Check(Check),
}

/// A portfolio and how to read it.
#[derive(Debug, Args)]
pub(crate) struct PortfolioInput {
    /// The portfolio: TOML, or a table of outcomes by players in CSV, as in fixtures/portfolios; `-` reads stdin, which takes --input-format.
    pub(crate) portfolio: PathBuf,
    /// Format of the portfolio [default: by the ending of the file's name].
    #[arg(long, value_enum)]
    pub(crate) input_format: Option<PortfolioFormat>,
    /// Only these players, by commas: what they do without the others.
    #[arg(long, value_name = "NAMES")]
    pub(crate) coalition: Option<String>,
    /// Attitude of players of whom the file says none [default: entropic with a --tolerance, cvar with a --level].
    #[arg(long, value_enum)]
    pub(crate) attitude: Option<AttitudeName>,
    /// Risk tolerance of those players, in the unit of the amounts, or infinity.
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) tolerance: Option<String>,
    /// Level of cvar of those players: the mean of the worst 1 − level of the outcomes counts.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) level: Option<f64>,
}

/// A format of portfolios.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PortfolioFormat {
    /// Everything, by name
    Toml,
    /// A table of outcomes by players
    Csv,
}

/// An attitude to risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AttitudeName {
    /// Constant absolute risk aversion; takes --tolerance
    Entropic,
    /// Mean less variance over twice the tolerance; takes --tolerance
    MeanVariance,
    /// The mean of the worst outcomes; takes --level
    Cvar,
    /// The mean
    Neutral,
}

/// How closely to solve.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Gap {
    /// How far the proved ends of a worth may lie apart, relative to the greater of the worth and the spread of what is held.
    #[arg(long, value_name = "NUMBER", default_value_t = 1e-9)]
    pub(crate) gap: f64,
}

/// What to print, and where.
#[derive(Debug, Args)]
pub(crate) struct ShareOutput {
    /// Which table --format csv prints [default: that of the command].
    #[arg(long, value_enum)]
    pub(crate) table: Option<ShareTableName>,
    /// Rows of tables in the formats table and markdown [default: 32]; csv has all rows.
    #[arg(long, value_name = "ROWS")]
    pub(crate) rows: Option<usize>,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// A table of an answer about sharing risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShareTableName {
    /// One row a concept and player: what it gets for certain.
    Amounts,
    /// One row an allocation: whether it is in the core, or who objects.
    Standing,
    /// One row an outcome and player: what it holds and gets.
    Payoffs,
    /// One row a coalition: its worth.
    Worths,
    /// One row a rule: its worth, and what it loses.
    Rules,
    /// One row two players: what one carries of the other's risk.
    Shares,
    /// One row two players: how far apart their views are.
    Views,
}

/// `willing share worth`.
#[derive(Debug, Args)]
pub(crate) struct ShareWorth {
    #[command(flatten)]
    pub(crate) input: PortfolioInput,
    #[command(flatten)]
    pub(crate) gap: Gap,
    #[command(flatten)]
    pub(crate) output: ShareOutput,
}

/// `willing share game`.
#[derive(Debug, Args)]
pub(crate) struct ShareGame {
    #[command(flatten)]
    pub(crate) input: PortfolioInput,
    #[command(flatten)]
    pub(crate) gap: Gap,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) file: GameFileOutput,
}

/// A way to divide what sharing is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AllocationName {
    /// What each has at the prices of all: always in the core
    Equilibrium,
    /// What each holds, at those prices: complete only if all are coherent (CVaR, spectral)
    Euler,
    /// Prices averaged while all holdings grow from nothing to what they are
    AumannShapley,
    /// The Shapley value
    Shapley,
    /// The nucleolus
    Nucleolus,
    /// The nucleolus with excesses per member
    PerCapitaNucleolus,
    /// The tau value
    Tau,
    /// The Gately point
    Gately,
    /// The centre of the imputation set: alone, and equal parts of the gain
    Cis,
    /// Equal shares of what is not separable
    Ensc,
    /// Equal division
    Esd,
}

/// `willing share allocate`.
#[derive(Debug, Args)]
pub(crate) struct Allocate {
    #[command(flatten)]
    pub(crate) input: PortfolioInput,
    /// How to divide; several by commas.
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "WAYS",
        default_value = "equilibrium,shapley,nucleolus,cis"
    )]
    pub(crate) by: Vec<AllocationName>,
    /// Also test this division, as in a=1,b=-2: one amount for each player.
    #[arg(long, value_name = "AMOUNTS", allow_hyphen_values = true)]
    pub(crate) allocation: Option<String>,
    #[command(flatten)]
    pub(crate) gap: Gap,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) output: ShareOutput,
}

/// `willing share rules`.
#[derive(Debug, Args)]
pub(crate) struct ShareRules {
    #[command(flatten)]
    pub(crate) input: PortfolioInput,
    /// Parts of the total in proportion to these weights, as in a=2,b=1: one for each player.
    #[arg(long, value_name = "WEIGHTS")]
    pub(crate) weights: Option<String>,
    /// Fixed parts of the total, as in a=0.7,b=0.3, which sum to 1.
    #[arg(long, value_name = "SHARES")]
    pub(crate) shares: Option<String>,
    #[command(flatten)]
    pub(crate) gap: Gap,
    #[command(flatten)]
    pub(crate) output: ShareOutput,
}

/// `willing share exchange`.
#[derive(Debug, Args)]
pub(crate) struct ShareExchange {
    #[command(flatten)]
    pub(crate) input: PortfolioInput,
    #[command(flatten)]
    pub(crate) gap: Gap,
    #[command(flatten)]
    pub(crate) output: ShareOutput,
}

/// `willing share disagreement`.
#[derive(Debug, Args)]
pub(crate) struct Disagreement {
    #[command(flatten)]
    pub(crate) input: PortfolioInput,
    #[command(flatten)]
    pub(crate) output: ShareOutput,
}

/// `willing share convert`.
#[derive(Debug, Args)]
pub(crate) struct ShareConvert {
    #[command(flatten)]
    pub(crate) input: PortfolioInput,
    /// Write the portfolio to this file instead of stdout.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
