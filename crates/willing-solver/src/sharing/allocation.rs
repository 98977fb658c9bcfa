//! The Aumann–Shapley allocation: prices along the way to the whole.

use willing_check::sharing::SharedWorth;
use willing_game::{Limit, Player, Verdict};
use willing_risk::sharing::Portfolio;

use super::{Error, Worth};

/// The Aumann–Shapley allocation: prices averaged while all holdings grow from nothing to what they are.
///
/// ```text
/// a_i = α_i(q(0)) + ∫₀¹ E_{q(t)} X_i dt        q(t) the best density for t · X
/// ```
///
/// The first term is what members who disagree gain by bets alone, 0 under common beliefs, as at equilibrium; with it the
/// amounts sum to v(N). For coherent preferences q(t) does not change, and it is the Euler allocation ([`SharedWorth::gradient`]).
///
/// # Returns
///
/// `Exists` with one amount a player; `Undecided` if the quadrature does not reach the accuracy asked within its evaluations
/// or a worth on the way is not found. v(N) = ∞ is [`Undecided`](Verdict::Undecided) too: ask [`Worth`] why.
///
/// # Errors
///
/// [`Error::OutOfRange`] for a tolerance that is negative or NaN.
///
/// # Complexity
///
/// Some tens to thousands of worths of the grand coalition.
///
/// # Numerics
///
/// Gauss–Kronrod rules of 7 and 15 points, halving intervals where they differ; the sum is compared with v(N).
///
/// # References
///
/// Aumann & Shapley (1974), ch. 3; Tsanakas (2009) for convex risk measures.
///
/// # Example
///
/// ```
/// use willing_game::Players;
/// use willing_risk::Belief;
/// use willing_risk::sharing::{Portfolio, Preference};
/// use willing_solver::sharing::AumannShapley;
///
/// let careful = Preference::entropic(2.0, Belief::new(vec![0.5, 0.5])?)?;
/// let players = Players::new(["A", "B"])?;
/// let portfolio = Portfolio::new(players, vec![vec![0.0, -6.0], vec![0.0, 0.0]], vec![careful.clone(), careful])?;
/// let amounts = AumannShapley::new().solve(&portfolio)?.found()?;
/// assert!(amounts[1].abs() < 1e-12); // holds nothing
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AumannShapley {
    tolerance: f64,
    evaluations: usize,
}

impl Default for AumannShapley {
    fn default() -> Self {
        Self { tolerance: 1e-13, evaluations: 20_000 }
    }
}

/// Why there are no amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAmounts {}

impl AumannShapley {
    /// To 1e-13 of what is held, within 20,000 evaluations.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// To this accuracy, relative to the greatest amount held (default 1e-13). The sum is v(N) to 1e-9 in any case.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// With at most so many worths on the way (default 20,000).
    #[must_use]
    pub fn evaluations(mut self, evaluations: usize) -> Self {
        self.evaluations = evaluations;
        self
    }

    /// The amounts of all players of `portfolio`.
    ///
    /// # Errors
    ///
    /// See [`AumannShapley`].
    pub fn solve(&self, portfolio: &Portfolio) -> Result<Verdict<Vec<f64>, NoAmounts>, Error> {
        if self.tolerance.is_nan() || self.tolerance < 0.0 {
            let expected = "a number of at least 0";
            return Err(Error::OutOfRange { quantity: "tolerance", value: self.tolerance, expected });
        }
        let players = portfolio.players().len();
        let everybody: Vec<Player> = (0..players).filter_map(|seat| Player::from_seat(seat).ok()).collect();
        let path = Path { portfolio, everybody: &everybody };
        let Some(whole) = path.worth(1.0) else { return Ok(Verdict::Undecided(Limit::Evaluations)) };
        let held = portfolio.endowments().iter().flatten().map(|amount| amount.abs()).fold(0.0, f64::max);
        let (Some(bets), Some(mut amounts)) =
            (path.bets(), path.integral(self.tolerance * held, self.evaluations))
        else {
            return Ok(Verdict::Undecided(Limit::Evaluations));
        };
        for (amount, bet) in amounts.iter_mut().zip(bets) {
            *amount += bet;
        }
        let missing = whole.worth() - amounts.iter().sum::<f64>();
        let close = missing.abs() <= 1e-9 * whole.worth().abs().max(held) + whole.gap();
        Ok(if close { Verdict::Exists(amounts) } else { Verdict::Undecided(Limit::Evaluations) })
    }
}

/// Nodes of Kronrod's rule of 15 points on [−1, 1] from the middle outward, with its weights and those of Gauss's 7 points.
const RULE: [(f64, f64, f64); 8] = [
    (0.0, 0.209_482_141_084_727_82, 0.417_959_183_673_469_4),
    (0.207_784_955_007_898_48, 0.204_432_940_075_298_9, 0.0),
    (0.405_845_151_377_397_2, 0.190_350_578_064_785_4, 0.381_830_050_505_118_9),
    (0.586_087_235_467_691_1, 0.169_004_726_639_267_9, 0.0),
    (0.741_531_185_599_394_3, 0.140_653_259_715_525_92, 0.279_705_391_489_276_64),
    (0.864_864_423_359_769_1, 0.104_790_010_322_250_17, 0.0),
    (0.949_107_912_342_758_5, 0.063_092_092_629_978_54, 0.129_484_966_168_869_7),
    (0.991_455_371_120_812_6, 0.022_935_322_010_529_224, 0.0),
];

struct Path<'a> {
    portfolio: &'a Portfolio,
    everybody: &'a [Player],
}

impl Path<'_> {
    /// The worth of everybody with `part` of all holdings.
    fn worth(&self, part: f64) -> Option<SharedWorth> {
        let grown = |row: &Vec<f64>| row.iter().map(|amount| amount * part).collect();
        let portfolio =
            self.portfolio.with_endowments(self.portfolio.endowments().iter().map(grown).collect()).ok()?;
        match Worth::new().solve(&portfolio, self.everybody).ok()? {
            Verdict::Exists(worth) => Some(worth),
            _ => None,
        }
    }

    /// E_q X_i.
    fn prices(&self, worth: &SharedWorth) -> Vec<f64> {
        let mass: f64 = worth.density.iter().sum();
        let price =
            |held: &Vec<f64>| worth.density.iter().zip(held).map(|(q, amount)| q / mass * amount).sum();
        self.portfolio.endowments().iter().map(price).collect()
    }

    /// What all gain by bets alone: penalties where nobody holds anything.
    fn bets(&self) -> Option<Vec<f64>> {
        let nothing = vec![vec![0.0; self.portfolio.outcomes()]; self.everybody.len()];
        let portfolio = self.portfolio.with_endowments(nothing).ok()?;
        let prices = self.worth(0.0)?.prices(&portfolio).ok()?;
        Some(prices.iter().map(|price| f64::midpoint(price.lower(), price.upper())).collect())
    }

    /// ∫ E_q X_i dt over [0, 1].
    fn integral(&self, tolerance: f64, evaluations: usize) -> Option<Vec<f64>> {
        let mut total = vec![0.0; self.everybody.len()];
        let mut pending = vec![(0.0, 1.0)];
        let mut left = evaluations;
        while let Some((from, to)) = pending.pop() {
            left = left.checked_sub(15)?;
            let (kronrod, gauss) = self.rule(from, to)?;
            let off = kronrod.iter().zip(&gauss).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max);
            let middle = f64::midpoint(from, to);
            // A kink inside an interval this short changes nothing any more.
            if off <= tolerance || to - from <= 1e-14 {
                for (total, more) in total.iter_mut().zip(kronrod) {
                    *total += more;
                }
            } else {
                pending.push((from, middle));
                pending.push((middle, to));
            }
        }
        Some(total)
    }

    fn rule(&self, from: f64, to: f64) -> Option<(Vec<f64>, Vec<f64>)> {
        let (middle, half) = (f64::midpoint(from, to), (to - from) / 2.0);
        let (mut kronrod, mut gauss) = (vec![0.0; self.everybody.len()], vec![0.0; self.everybody.len()]);
        for (node, weight, coarse) in RULE {
            for side in if node > 0.0 { &[-1.0, 1.0][..] } else { &[1.0][..] } {
                let prices = self.prices(&self.worth(middle + side * node * half)?);
                for ((fine, rough), price) in kronrod.iter_mut().zip(&mut gauss).zip(prices) {
                    *fine += weight * half * price;
                    *rough += coarse * half * price;
                }
            }
        }
        Some((kronrod, gauss))
    }
}
