//! What was typed after `willing game`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Check, Page, Threads};

/// What to do with a game.
#[derive(Debug, Subcommand)]
pub(crate) enum GameCommand {
    /// Solve a game: core, least core, nucleolus, values and more, each with its evidence.
    Solve(GameSolve),
    /// Verify every claim of an answer about a game, without the solver.
    Check(Check),
    /// Say which properties a game has, with a counterexample for those it lacks, and which players are alike.
    Properties(GameProperties),
    /// Say where an allocation belongs: imputation, core, kernel, bargaining set; and who objects.
    Membership(GameMembership),
    /// Solve weighted voting by kinds of voters, without a table of coalitions.
    Voting(Voting),
    /// Write a game of a published family, drawn by its seed.
    Generate(Generate),
    /// Write a game that follows from a few numbers.
    Build(Build),
    /// Write a game in another format.
    Convert(Convert),
}

/// A concept of solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConceptName {
    /// A point of the core, or the proof that it is empty
    Core,
    /// A point of the strong ε-core; takes --epsilon
    EpsilonCore,
    /// All vertices of the core; up to 10 players
    CoreVertices,
    /// The least possible highest excess, with a point
    LeastCore,
    /// The least subsidy that makes the grand coalition stable
    CostOfStability,
    /// The nucleolus, over imputations
    Nucleolus,
    /// The prenucleolus, over all efficient allocations
    Prenucleolus,
    /// The nucleolus with excesses per member
    PerCapitaNucleolus,
    /// The prenucleolus with excesses per member
    PerCapitaPrenucleolus,
    /// The modified nucleolus; up to 8 players
    Modiclus,
    /// The Shapley value
    Shapley,
    /// The Banzhaf value
    Banzhaf,
    /// Banzhaf values that sum to 1
    BanzhafNormalized,
    /// The tau value
    Tau,
    /// The Gately point
    Gately,
    /// The centre of the imputation set
    Cis,
    /// Equal shares of what is not separable
    Ensc,
    /// Equal division
    Esd,
    /// The solidarity value
    Solidarity,
    /// The Owen value; takes --unions
    Owen,
    /// The Banzhaf–Owen value; takes --unions
    BanzhafOwen,
    /// The Aumann–Drèze value; takes --unions
    AumannDreze,
    /// The Myerson value; takes --edges
    Myerson,
    /// The position value; takes --edges
    Position,
    /// The weighted Shapley value; takes --weights
    WeightedShapley,
    /// Harsanyi dividends; up to 16 players
    Dividends,
    /// The Shapley value by sampling: an estimate; takes --samples and --seed
    SampledShapley,
}

/// `willing game solve`.
#[derive(Debug, Args)]
pub(crate) struct GameSolve {
    #[command(flatten)]
    pub(crate) input: GameInput,
    /// What to compute; several by commas [default: core,least-core,nucleolus,shapley,banzhaf,tau].
    #[arg(long = "concept", id = "concept", value_enum, value_delimiter = ',', value_name = "CONCEPT")]
    pub(crate) concepts: Vec<ConceptName>,
    #[command(flatten)]
    pub(crate) parameters: Parameters,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) output: GameOutput,
}

/// What some concepts depend on besides the game.
#[derive(Debug, Args)]
pub(crate) struct Parameters {
    /// A-priori unions, as in a+b,c+d; players left out are unions of their own.
    #[arg(long, value_name = "UNIONS")]
    pub(crate) unions: Option<String>,
    /// Who can talk to whom, as in a-b,b-c.
    #[arg(long, value_name = "LINKS")]
    pub(crate) edges: Option<String>,
    /// Weights of the weighted Shapley value, as in a=2,b=1/2: positive, one for each player.
    #[arg(long, value_name = "WEIGHTS")]
    pub(crate) weights: Option<String>,
    /// ε of the ε-core, in the unit of the game.
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub(crate) epsilon: Option<String>,
    /// How many worths a sample looks up.
    #[arg(long, value_name = "COUNT", default_value_t = 100_000)]
    pub(crate) samples: u64,
    /// How samples are drawn.
    #[arg(long, value_enum, default_value_t = DrawName::Permutations)]
    pub(crate) draw: DrawName,
    /// Seed of all that is sampled.
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
}

impl Parameters {
    /// None of them.
    pub(crate) const fn none() -> Self {
        Self {
            unions: None,
            edges: None,
            weights: None,
            epsilon: None,
            samples: 100_000,
            draw: DrawName::Permutations,
            seed: 0,
        }
    }
}

/// How samples of orders are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DrawName {
    /// Orders of players
    Permutations,
    /// Each order with its reverse
    Antithetic,
    /// By player and size of coalition
    Stratified,
}

/// A game file and how to read it.
#[derive(Debug, Args)]
pub(crate) struct GameInput {
    /// The game; `-` reads stdin, which takes --input-format.
    pub(crate) game: PathBuf,
    /// Format of the game [default: by the ending of the file's name].
    #[arg(long, value_enum)]
    pub(crate) input_format: Option<GameFormat>,
    /// Read worths as floats and compute in them where a concept offers that, with bounds on the error.
    #[arg(long)]
    pub(crate) floats: bool,
    #[command(flatten)]
    pub(crate) memory: Memory,
}

/// How much memory a table may take.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Memory {
    /// The largest table admitted, in MiB: 8 bytes for each of 2ⁿ coalitions, so 256 hold 25 players. Kernel, properties and dividends take one or two more of that size.
    #[arg(long, value_name = "MIB", default_value_t = 256)]
    pub(crate) memory: u32,
}

impl Memory {
    pub(crate) fn bytes(self) -> u64 {
        u64::from(self.memory) << 20
    }
}

/// A format of game files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GameFormat {
    /// An object with names and worths
    Json,
    /// A row for each coalition
    Csv,
    /// 2ⁿ − 1 worths by bit mask, as MatTuGames has them
    #[value(name = "mattugames")]
    BitOrder,
    /// 2ⁿ − 1 worths by size, then lexicographically
    Lexicographic,
}

/// How to run.
#[derive(Debug, Args)]
pub(crate) struct GameRun {
    #[command(flatten)]
    pub(crate) threads: Threads,
    /// No progress on stderr.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// What to print, and where.
#[derive(Debug, Args)]
pub(crate) struct GameOutput {
    /// Which table --format csv prints.
    #[arg(long, value_enum, default_value_t = GameTableName::Amounts)]
    pub(crate) table: GameTableName,
    /// Rows of long lists of evidence in the formats table and markdown [default: 12]; csv has all rows.
    #[arg(long, value_name = "ROWS")]
    pub(crate) rows: Option<usize>,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// A table of an answer about a game.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GameTableName {
    /// One row a concept and player: what it gets.
    Amounts,
    /// One row a concept: the answer, and how it is known.
    Concepts,
    /// One row a concept, level and coalition: the evidence of core, least core and nucleolus.
    Coalitions,
}

/// `willing game properties`.
#[derive(Debug, Args)]
pub(crate) struct GameProperties {
    #[command(flatten)]
    pub(crate) input: GameInput,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// `willing game membership`.
#[derive(Debug, Args)]
pub(crate) struct GameMembership {
    #[command(flatten)]
    pub(crate) input: GameInput,
    /// What each player gets, as in a=1,b=2/3: one amount for each player.
    #[arg(long, value_name = "AMOUNTS")]
    pub(crate) allocation: String,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// `willing game voting`.
#[derive(Debug, Args)]
pub(crate) struct Voting {
    #[command(flatten)]
    pub(crate) votes: Votes,
    /// What to compute; several by commas. Others than nucleoli, Shapley and Banzhaf values take a table of coalitions.
    #[arg(
        long = "concept",
        id = "concept",
        value_enum,
        value_delimiter = ',',
        value_name = "CONCEPT",
        default_value = "nucleolus,shapley,banzhaf"
    )]
    pub(crate) concepts: Vec<ConceptName>,
    #[command(flatten)]
    pub(crate) memory: Memory,
    #[command(flatten)]
    pub(crate) run: GameRun,
    #[command(flatten)]
    pub(crate) output: GameOutput,
}

/// Weighted votes.
#[derive(Debug, Args)]
pub(crate) struct Votes {
    /// The votes that a motion needs; a coalition at exactly the quota wins.
    #[arg(long, value_name = "VOTES")]
    pub(crate) quota: u64,
    /// Votes of each player, as in 7*5,1*10: five players of 7 votes, ten of 1.
    #[arg(long, value_name = "VOTES")]
    pub(crate) weights: String,
    /// Names of the players, by commas [default: 1 to n].
    #[arg(long)]
    pub(crate) names: Option<String>,
    /// Players without whom nothing passes, by commas.
    #[arg(long, value_name = "NAMES")]
    pub(crate) veto: Option<String>,
    /// Name of the game.
    #[arg(long)]
    pub(crate) name: Option<String>,
}

/// `willing game generate`.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// benedek-1 to benedek-5, or uniform, superadditive, convex, dividends, monotone, balanced, voting, symmetric, additive-noise, mixed-scale, assignment, bankruptcy, airport.
    pub(crate) family: String,
    /// How many players.
    #[arg(long, short = 'n', value_name = "COUNT")]
    pub(crate) players: usize,
    /// The seed; 32 bits for the Benedek families.
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) memory: Memory,
    #[command(flatten)]
    pub(crate) file: GameFileOutput,
}

/// A game file to write.
#[derive(Debug, Args)]
pub(crate) struct GameFileOutput {
    /// Format of the game [default: by the ending of the output file's name, else json].
    #[arg(long, visible_alias = "to", value_enum)]
    pub(crate) format: Option<GameFormat>,
    /// Write the game to this file instead of stdout.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `willing game convert`.
#[derive(Debug, Args)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) input: GameInput,
    #[command(flatten)]
    pub(crate) file: GameFileOutput,
}

/// `willing game build`.
#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(subcommand)]
    pub(crate) game: BuildGame,
}

/// A game that follows from a few numbers.
#[derive(Debug, Subcommand)]
pub(crate) enum BuildGame {
    /// A runway that each user needs to some length: v(S) = −(the highest cost in S).
    Airport(BuildAirport),
    /// An estate that falls short of the claims: v(S) is what the others' claims leave of it.
    Bankruptcy(BuildBankruptcy),
    /// Votes and a quota: v(S) = 1 if S wins.
    Voting(BuildVoting),
}

/// `willing game build airport`.
#[derive(Debug, Args)]
pub(crate) struct BuildAirport {
    /// What each player needs would cost alone, by commas.
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) costs: String,
    #[command(flatten)]
    pub(crate) rest: BuildRest,
}

/// `willing game build bankruptcy`.
#[derive(Debug, Args)]
pub(crate) struct BuildBankruptcy {
    /// What there is.
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) estate: String,
    /// What each player claims, by commas.
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) claims: String,
    #[command(flatten)]
    pub(crate) rest: BuildRest,
}

/// `willing game build voting`.
#[derive(Debug, Args)]
pub(crate) struct BuildVoting {
    #[command(flatten)]
    pub(crate) votes: Votes,
    #[command(flatten)]
    pub(crate) memory: Memory,
    #[command(flatten)]
    pub(crate) file: GameFileOutput,
}

/// Names, memory and file of a game that is built.
#[derive(Debug, Args)]
pub(crate) struct BuildRest {
    /// Names of the players, by commas [default: 1 to n].
    #[arg(long)]
    pub(crate) names: Option<String>,
    /// Name of the game.
    #[arg(long)]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) memory: Memory,
    #[command(flatten)]
    pub(crate) file: GameFileOutput,
}
