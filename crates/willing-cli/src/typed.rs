//! What was typed: the one definition of options behind parser, help and completions.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

mod council;
mod game;
mod share;

pub(crate) use council::{
    CoalitionName, CouncilBargaining, CouncilCommand, CouncilOutput, CouncilTableName, Councils, Deadlock,
    Indices, OneCouncil, Power, Reform, RuleText, Structure, WhatIf, Winning,
};
pub(crate) use game::{
    Build, BuildGame, ConceptName, Convert, DrawName, GameCommand, GameFileOutput, GameFormat, GameInput,
    GameMembership, GameProperties, GameRun, GameSolve, GameTableName, Generate, Memory, Parameters, Votes,
    Voting,
};
pub(crate) use share::{
    Allocate, AllocationName, AttitudeName, Disagreement, Gap, PortfolioFormat, PortfolioInput, ShareCommand,
    ShareConvert, ShareExchange, ShareGame, ShareOutput, ShareRules, ShareTableName, ShareWorth,
};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "willing",
    version,
    about = "Who joins, who pays, who opposes: coalitions of states under unequal risk and a deadlocked council",
    after_help = EXIT_CODES,
    arg_required_else_help = true
)]
pub(crate) struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 an answer; 1 proven that there is none; 2 bad input or a failed certificate; 3 undecided within the limits.
Results go to stdout, everything else to stderr. Money is in the unit of the scenario, probabilities and shares lie in [0, 1].
Answers are computed under the assumptions of the scenario; they are not forecasts.";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Solve a crisis: council, leader's choice, tiers of all states, with certificates.
    Solve(Solve),
    /// Verify every certificate of an answer, without the solver.
    Check(Check),
    /// Say why a state is in its tier, and what would move it.
    Explain(Explain),
    /// Compare two scenarios or answers, or one scenario with and without changes: who moved, and why.
    Compare(Compare),
    /// Write a commented scenario to start from.
    New(New),
    /// Print the JSON Schema of a format.
    Schema(Schema),
    /// Score computed tiers against observed ones, beside base rates.
    Backtest(Backtest),
    /// Games with transferable utility: who can share what, with proofs.
    Game(Game),
    /// Councils and voting rules: power, coalitions, deadlock, bargaining, reforms side by side.
    Council(Council),
    /// Portfolios of those who may share risk: what sharing is worth, who gets what, with proofs.
    Share(Share),
    /// Print completions for a shell.
    Completions(Completions),
}

/// `willing game`.
#[derive(Debug, Args)]
pub(crate) struct Game {
    /// What to do with a game.
    #[command(subcommand)]
    pub(crate) command: GameCommand,
}

/// `willing council`.
#[derive(Debug, Args)]
pub(crate) struct Council {
    /// What to do with a council.
    #[command(subcommand)]
    pub(crate) command: CouncilCommand,
}

/// `willing share`.
#[derive(Debug, Args)]
pub(crate) struct Share {
    /// What to do with a portfolio.
    #[command(subcommand)]
    pub(crate) command: ShareCommand,
}

/// `willing solve`.
#[derive(Debug, Args)]
pub(crate) struct Solve {
    /// The scenario (TOML).
    pub(crate) scenario: PathBuf,
    #[command(flatten)]
    pub(crate) changes: Changes,
    #[command(flatten)]
    pub(crate) run: Run,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `willing check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// An answer, as written with `--format json` by `willing solve`, `willing game …`, `willing council …` or `willing share …`; `-` reads stdin.
    pub(crate) answer: PathBuf,
    /// Say nothing on success; the exit code tells.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// `willing explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The state, by its name in the scenario.
    pub(crate) state: String,
    /// A scenario (TOML) or an answer (JSON).
    pub(crate) source: PathBuf,
    #[command(flatten)]
    pub(crate) changes: Changes,
    #[command(flatten)]
    pub(crate) run: Run,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// `willing compare`.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// A scenario (TOML) or an answer (JSON).
    pub(crate) first: PathBuf,
    /// Another one, to which --set applies; without it, the first with the changes of --set.
    #[arg(required_unless_present = "set")]
    pub(crate) second: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) changes: Changes,
    #[command(flatten)]
    pub(crate) run: Run,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// `willing new`.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// The file to write; an existing file is never overwritten.
    pub(crate) file: PathBuf,
    /// Give the parameters of each state directly, instead of facts and a mapping.
    #[arg(long)]
    pub(crate) direct: bool,
}

/// `willing schema`.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Which format.
    #[arg(value_enum, default_value_t = SchemaOf::Scenario)]
    pub(crate) of: SchemaOf,
}

/// A format with a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// Scenario files.
    Scenario,
    /// Mapping files, from facts to parameters.
    Mapping,
    /// Files of councils.
    Council,
    /// Files of portfolios.
    Portfolio,
    /// Answers in JSON.
    Answer,
}

/// `willing backtest`.
#[derive(Debug, Args)]
pub(crate) struct Backtest {
    /// Scenarios whose states carry `observed.tier` and `observed.score`; base rates of each are learned from the others.
    #[arg(required = true)]
    pub(crate) scenarios: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) changes: Changes,
    /// Predict by the logit quantal response of this precision, in one over the unit of money, instead of
    /// taking the computed tier as certain.
    #[arg(long, value_name = "LAMBDA", value_parser = precision)]
    pub(crate) precision: Option<f64>,
    /// Which table --format csv prints.
    #[arg(long, value_enum, default_value_t = BacktestTable::Scores)]
    pub(crate) table: BacktestTable,
    #[command(flatten)]
    pub(crate) page: Page,
    #[command(flatten)]
    pub(crate) threads: Threads,
    /// No progress on stderr.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

fn precision(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("{text:?} is no number"))?;
    if (0.0..=1e6).contains(&value) { Ok(value) } else { Err(format!("{value} is not in [0, 1e6]")) }
}

/// A table of a back-test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BacktestTable {
    /// Accuracy, Brier score and ranked probability score beside base rates.
    Scores,
    /// Observed against computed classes.
    Confusion,
    /// One row a case.
    Cases,
    /// One row a scored state.
    Rows,
}

/// `willing completions`.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Changes to a scenario.
#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// Change a value of the scenario, as in --set issue.leader=FRA or --set mapping.vote_band=0.01; may be given several times.
    #[arg(long = "set", id = "set", value_name = "KEY=VALUE", value_parser = change)]
    pub(crate) changes: Vec<Change>,
}

/// A change: a key and the value it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The key, dotted.
    pub(crate) key: String,
    /// The value, as TOML or as plain text.
    pub(crate) value: String,
}

fn change(text: &str) -> Result<Change, String> {
    let (key, value) =
        text.split_once('=').ok_or_else(|| format!("{text:?} is not of the form KEY=VALUE"))?;
    if key.trim().is_empty() {
        return Err(format!("{text:?} has no key before the equals sign"));
    }
    Ok(Change { key: key.trim().to_owned(), value: value.trim().to_owned() })
}

/// A way to choose among equilibria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SelectionName {
    /// The one the leader likes best
    LeaderPreferred,
    /// The smallest coalition
    Least,
    /// The largest coalition
    Greatest,
    /// Where states end up that join one after the other
    Accession,
}

/// What members of the council expect if a draft fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConjectureName {
    /// What really follows: the leader acts alone, or nobody acts
    Continuation,
    /// Nothing
    StatusQuo,
}

/// How to run.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Leave out the changes of parameters that flip a state, the crisis without each state, and the crisis under each other leader; prices of tiers stay.
    #[arg(long)]
    pub(crate) quick: bool,
    /// Keep the certificates of the crisis without each state and under each other leader, so that `check` verifies these as well: a larger answer.
    #[arg(long, conflicts_with = "quick")]
    pub(crate) certify: bool,
    /// Which equilibrium tells the story where there are several.
    #[arg(long, value_name = "CHOICE", default_value = "leader-preferred")]
    pub(crate) selection: SelectionName,
    /// What council members expect if a draft fails: what really follows, or nothing.
    #[arg(long, value_name = "CHOICE", default_value = "continuation")]
    pub(crate) conjecture: ConjectureName,
    /// Seed of everything that is sampled [default: that of the scenario, else 0]. Solving draws nothing.
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    #[command(flatten)]
    pub(crate) threads: Threads,
    /// No progress on stderr.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// How many threads.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Threads {
    /// Threads to use; the answer is the same to the byte for any number.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: u16,
}

/// What to print, and where.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Which table --format csv prints.
    #[arg(long, value_enum, default_value_t = TableName::States)]
    pub(crate) table: TableName,
    /// Rows of long tables in the formats table and markdown [default: 12]; csv has all rows.
    #[arg(long, value_name = "ROWS")]
    pub(crate) rows: Option<usize>,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// Format, place and width of what is printed.
#[derive(Debug, Args)]
pub(crate) struct Page {
    /// Format of the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Write the result to this file instead of stdout.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Width of --format table in columns [default: that of the terminal, else 100].
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(72..=1000))]
    pub(crate) width: Option<u16>,
}

/// Format of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for a terminal; numbers have three significant digits.
    Table,
    /// Markdown, with the same content.
    Markdown,
    /// One table as comma-separated values, every digit.
    Csv,
    /// Everything, every digit; `willing check` reads it.
    Json,
}

/// A table of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableName {
    /// One row a state: tier, radius, payoff, shares of the burden.
    States,
    /// One row a state: U(tier) − U(bystander) by risk type.
    Ledger,
    /// One row a method and council outcome: equilibria, the leader's payoff.
    Methods,
    /// One row a member and draft: support and vote.
    Votes,
    /// One row a member of the council: veto and power under its rule.
    Power,
    /// One row a draft and family of minimal coalitions that block it.
    Blocking,
    /// One row a state: shares of every risk.
    Responsibilities,
    /// One row an equilibrium and party of the coalition: its gain, and what would be fair.
    Fairness,
    /// One row an equilibrium and member of the coalition: what it would have to be paid to stay.
    Staying,
    /// One row a treaty and tier: how many, and who.
    Treaties,
    /// One row a state and tier: the smallest side payment that makes it a best reply.
    Prices,
    /// One row a state: the smallest change of one parameter that flips it.
    Flips,
    /// One row a state: what happens without it.
    Indispensability,
    /// One row a state: what happens if it leads.
    Leaders,
}
