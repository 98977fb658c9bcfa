//! What is bargained over.

use willing_game::Rational;

/// A party to a bargain, in units of utility.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Bargainer {
    /// Its bargaining power; above 0.
    pub weight: Rational,
    /// What it gets while there is no agreement: gains are counted from here.
    pub disagreement: Rational,
    /// What it gets if it walks away for good; no floor without one. It does not shift gains: the outside-option principle.
    pub outside: Option<Rational>,
}

/// Which divisions of utility there are; everybody may throw some away.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Frontier {
    /// All with this sum.
    Transferable(Rational),
    /// For two: from point to point in straight lines. The first party gains from each to the next, the second loses, and
    /// ever faster.
    Points(Vec<[Rational; 2]>),
}

/// Parties and a frontier.
///
/// # References
///
/// Nash (1950, 1953); Binmore, Rubinstein & Wolinsky (1986), "The Nash bargaining solution in economic modelling", and Binmore,
/// Shaked & Sutton (1989), "An outside option experiment", on outside options as floors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NashProblem {
    parties: Vec<Bargainer>,
    frontier: Frontier,
}

/// Why there is nothing to bargain over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemError {
    /// No party.
    #[error("nobody bargains: expected at least one party")]
    Nobody,
    /// A weight that is not above 0.
    #[error("party {party} has weight {weight}: expected more than 0")]
    Weight {
        /// Its place.
        party: usize,
        /// The weight.
        weight: Rational,
    },
    /// A frontier of points for another number of parties than two.
    #[error("a frontier of points for {got} parties: expected 2")]
    NotTwo {
        /// How many parties there are.
        got: usize,
    },
    /// A frontier without points.
    #[error("a frontier without points")]
    NoPoints,
    /// A point that does not follow the one before with a gain of the first and a loss of the second.
    #[error("point {point} must give the first party more and the second less than the point before")]
    NotFalling {
        /// Its place.
        point: usize,
    },
    /// A point at which the frontier bends inwards.
    #[error("the frontier is not concave at point {point}")]
    NotConcave {
        /// Its place.
        point: usize,
    },
}

impl NashProblem {
    /// These parties and this frontier.
    ///
    /// # Errors
    ///
    /// [`ProblemError`].
    pub fn new(parties: Vec<Bargainer>, frontier: Frontier) -> Result<Self, ProblemError> {
        if parties.is_empty() {
            return Err(ProblemError::Nobody);
        }
        if let Some((party, of)) = parties.iter().enumerate().find(|(_, party)| !party.weight.is_positive()) {
            return Err(ProblemError::Weight { party, weight: of.weight.clone() });
        }
        if let Frontier::Points(points) = &frontier {
            if parties.len() != 2 {
                return Err(ProblemError::NotTwo { got: parties.len() });
            }
            check_points(points)?;
        }
        Ok(Self { parties, frontier })
    }

    /// Who bargains.
    #[must_use]
    pub fn parties(&self) -> &[Bargainer] {
        &self.parties
    }

    /// Over what.
    #[must_use]
    pub const fn frontier(&self) -> &Frontier {
        &self.frontier
    }
}

impl Bargainer {
    /// The least it agrees to: the better of its outside option and disagreement.
    #[must_use]
    pub fn floor(&self) -> Rational {
        let outside = self.outside.as_ref().unwrap_or(&self.disagreement);
        outside.max(&self.disagreement).clone()
    }
}

fn check_points(points: &[[Rational; 2]]) -> Result<(), ProblemError> {
    if points.is_empty() {
        return Err(ProblemError::NoPoints);
    }
    let mut before: Option<(Rational, Rational)> = None;
    for (place, ([x, y], [next_x, next_y])) in points.iter().zip(points.iter().skip(1)).enumerate() {
        let (right, down) = (next_x - x, y - next_y);
        if !right.is_positive() || !down.is_positive() {
            return Err(ProblemError::NotFalling { point: place + 1 });
        }
        // down/right must not fall.
        if before.is_some_and(|(right_before, down_before)| down_before * &right > right_before * &down) {
            return Err(ProblemError::NotConcave { point: place });
        }
        before = Some((right, down));
    }
    Ok(())
}
