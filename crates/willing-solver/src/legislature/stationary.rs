//! Equilibria of the closed rule in general.

use willing_check::legislature::stationary::StationaryEquilibrium;
use willing_council::Legislature;

use super::Error;
use super::coalitions::Winning;
use super::exact::evidence;
use super::kinds::kinds;
use super::limit::limit;
use super::smooth::Model;
use crate::Run;

/// A stationary equilibrium of bargaining under the closed rule: each proposer buys a cheapest coalition that wins with it,
/// and what seats expect is what these choices give them.
///
/// At equilibrium many coalitions cost the same, and how proposers mix decides what everybody expects: choices jump where
/// costs cross, so that iterating them does not settle. Here proposers first choose by the logit rule, where everything is
/// smooth and Newton's method works; its temperature falls, costs of what stays in use draw level, and at last values
/// and mixtures are solved for together. Interchangeable seats fare alike throughout.
///
/// # Returns
///
/// [`StationaryEquilibrium`]: values by kind of seat and the coalitions bought, with the residual that is left. Its numbers
/// are simple fractions with residual 0 wherever such fractions solve everything, else floats. Equilibrium payoffs are
/// unique for quotas (Eraslan 2002), not for every rule: then it is one of several.
///
/// # Errors
///
/// [`Error::TooManyCoalitions`], [`Error::NotConverged`], [`Error::Cancelled`].
///
/// # Complexity
///
/// Π (mₖ + 1) coalitions for kinds of mₖ seats, at most 2¹⁶ by default; then O(c k²) for c minimal ones at each of some
/// hundred steps. For 2ⁿ of different seats, n ≤ 16.
///
/// # Numerics
///
/// Floats inside, the residual in rational numbers; at most 10⁻¹⁰ by default, mostly below 10⁻¹⁵.
///
/// # References
///
/// Baron & Ferejohn (1989), "Bargaining in legislatures", American Political Science Review 83: 1181–1206; Banks & Duggan
/// (2000); Eraslan (2002), Journal of Economic Theory 103: 11–30. The logit path is that of McKelvey & Palfrey (1995).
///
/// # Example
///
/// ```
/// use willing_council::{Legislature, SimpleGame};
/// use willing_game::Certificate;
/// use willing_solver::legislature::ClosedRule;
///
/// // Majority of three, the first with a veto, discount factor 0.9.
/// let legislature = Legislature::equal(SimpleGame::weighted(3, [2, 1, 1])?, "9/10".parse()?)?;
/// let equilibrium = ClosedRule::new().solve(&legislature)?;
/// assert_eq!(equilibrium.by_seat(), ["11/15".parse()?, "2/15".parse()?, "2/15".parse()?]);
/// equilibrium.check(&legislature)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ClosedRule {
    most_coalitions: usize,
    accuracy: f64,
    run: Run,
}

impl Default for ClosedRule {
    fn default() -> Self {
        Self { most_coalitions: 1 << 16, accuracy: 1e-10, run: Run::default() }
    }
}

impl ClosedRule {
    /// Up to 65,536 coalitions, residual at most 10⁻¹⁰.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at no more coalitions than this, by numbers of interchangeable seats.
    #[must_use]
    pub fn max_coalitions(mut self, most: usize) -> Self {
        self.most_coalitions = most;
        self
    }

    /// Takes no answer with a larger residual.
    #[must_use]
    pub fn accuracy(mut self, accuracy: f64) -> Self {
        self.accuracy = accuracy;
        self
    }

    /// Stop. It takes one thread.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// An equilibrium of `legislature`.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyCoalitions`], [`Error::NotConverged`], [`Error::Cancelled`].
    pub fn solve(&self, legislature: &Legislature) -> Result<StationaryEquilibrium, Error> {
        let kinds = kinds(legislature);
        let offers = offers(legislature, &kinds, self.most_coalitions)?;
        let first = |kind: &Vec<usize>| kind.first().and_then(|seat| legislature.recognition().get(*seat));
        let floats = |members: &Vec<usize>| members.iter().map(|count| *count as f64).collect();
        let model = Model {
            sizes: kinds.iter().map(|kind| kind.len() as f64).collect(),
            recognition: kinds
                .iter()
                .map(|kind| first(kind).map_or(0.0, willing_game::Rational::to_f64))
                .collect(),
            discount: legislature.discount().to_f64(),
            offers: offers.iter().map(|offers| offers.iter().map(floats).collect()).collect(),
        };
        let missed = |residual| Error::NotConverged { residual, accuracy: self.accuracy };
        let point = limit(&model, &self.run);
        if self.run.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let point = point.ok_or(missed(f64::INFINITY))?;
        let equilibrium = evidence(legislature, &kinds, &offers, &point).ok_or(missed(f64::INFINITY))?;
        let residual = equilibrium.residual.to_f64();
        if residual <= self.accuracy { Ok(equilibrium) } else { Err(missed(residual)) }
    }
}

/// By kind: the minimal coalitions that its proposers can buy; none for a kind that is never recognized.
pub(super) fn offers(
    legislature: &Legislature,
    kinds: &[Vec<usize>],
    most: usize,
) -> Result<Vec<Vec<Vec<usize>>>, Error> {
    let winning = Winning::of(legislature.game(), kinds, most)?;
    let offers = kinds.iter().enumerate().map(|(place, kind)| {
        let recognized = kind.first().and_then(|seat| legislature.recognition().get(*seat));
        let recognized = recognized.is_some_and(willing_game::Rational::is_positive);
        if recognized { winning.minimal(place) } else { Vec::new() }
    });
    Ok(offers.collect())
}
