//! Why a payoff model could not be built.

/// Why an input was refused. Every variant names the value, where it stands and what was expected.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A noun of the game was refused.
    #[error(transparent)]
    Game(#[from] willing_game::Error),
    /// A number outside its range, NaN or infinite.
    #[error("{place}: {quantity} is {value}: expected {expected}")]
    OutOfRange {
        /// Whose number it is: a state's name, a method's name, or `parameters`.
        place: String,
        /// What the number is.
        quantity: &'static str,
        /// The value given.
        value: f64,
        /// The range it must lie in.
        expected: &'static str,
    },
    /// A list of the wrong length.
    #[error("{place}: {got} {quantity} given: expected {expected}")]
    Length {
        /// Whose list it is.
        place: String,
        /// What the list holds.
        quantity: &'static str,
        /// How many entries it has.
        got: usize,
        /// How many it must have.
        expected: usize,
    },
    /// Two parts of the input that cannot hold together.
    #[error("{place}: {left} is {left_value} and {right} is {right_value}: expected {expected}")]
    Contradiction {
        /// Where they stand.
        place: String,
        /// The first quantity.
        left: &'static str,
        /// Its value.
        left_value: f64,
        /// The second quantity.
        right: &'static str,
        /// Its value.
        right_value: f64,
        /// What must hold between them.
        expected: &'static str,
    },
    /// Borch shares of states some of which are risk neutral and some not.
    #[error(
        "Borch shares need all possible participants of finite risk tolerance or all risk neutral: \
         risk neutral are {neutral}; of finite tolerance are {averse}"
    )]
    MixedTolerances {
        /// The risk-neutral states that may take part, separated by commas.
        neutral: String,
        /// Those of finite tolerance that may take part, separated by commas.
        averse: String,
    },
    /// A state with no tier left to choose.
    #[error("state \"{state}\" has no feasible tier under method \"{method}\": expected at least one")]
    NothingFeasible {
        /// The state.
        state: String,
        /// The method.
        method: String,
    },
    /// Two states, methods or hazards of one name.
    #[error("two {what} are named \"{name}\": names must be unique")]
    DuplicateName {
        /// What they are.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A name that is empty.
    #[error("a {what} has an empty name: expected at least one visible character")]
    EmptyName {
        /// What it is.
        what: &'static str,
    },
    /// A name that nothing has.
    #[error("no {what} is named \"{name}\"")]
    UnknownName {
        /// What was looked for.
        what: &'static str,
        /// The name asked for.
        name: String,
    },
    /// Too few of something.
    #[error("{got} {what}: expected at least {least}")]
    TooFew {
        /// Of what.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// How many there must be.
        least: usize,
    },
    /// Certainty of the opposite: no finite log-odds lie between 0 and 1.
    #[error(
        "hazard {hazard}: \"{listener}\" holds probability {own} and hears {heard} with fidelity {fidelity}: \
         opposite certainties have no mixture"
    )]
    OppositeCertainties {
        /// Who listens.
        listener: String,
        /// Which hazard, counted from 0.
        hazard: usize,
        /// The listener's own probability.
        own: f64,
        /// The probability heard.
        heard: f64,
        /// The fidelity in between.
        fidelity: f64,
    },
    /// A network of listeners whose opinions do not settle.
    #[error(
        "the network of listeners has no unique settled opinion: somebody must hold on to an opinion of his own"
    )]
    UnsettledNetwork,
}

/// The largest amount of money (and any other unbounded quantity) accepted.
pub const LARGEST: f64 = 1e12;

/// The least risk tolerance accepted.
pub const LEAST_TOLERANCE: f64 = 1e-6;

/// Refuses a `value` outside [`low`, `high`], NaN included.
pub(crate) fn within(
    place: &str,
    quantity: &'static str,
    value: f64,
    low: f64,
    high: f64,
    expected: &'static str,
) -> Result<(), Error> {
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(Error::OutOfRange { place: place.to_owned(), quantity, value, expected })
    }
}

/// Refuses what is not a probability (or another number of the unit interval).
pub(crate) fn unit(place: &str, quantity: &'static str, value: f64) -> Result<(), Error> {
    within(place, quantity, value, 0.0, 1.0, "a number in [0, 1]")
}

/// Refuses what is negative or too large to be money.
pub(crate) fn amount(place: &str, quantity: &'static str, value: f64) -> Result<(), Error> {
    within(place, quantity, value, 0.0, LARGEST, "a number in [0, 1e12]")
}

/// Refuses what is too large, of either sign.
pub(crate) fn signed(place: &str, quantity: &'static str, value: f64) -> Result<(), Error> {
    within(place, quantity, value, -LARGEST, LARGEST, "a number in [-1e12, 1e12]")
}
