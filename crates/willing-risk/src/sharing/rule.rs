//! Rules by which a coalition may share what it holds, without looking for the best way.

use willing_game::Player;

use super::Portfolio;
use crate::error::{LARGEST, within};
use crate::{Belief, Error};

/// How a coalition shares what its members hold in each outcome.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum Rule {
    /// Everybody keeps what he holds.
    Alone,
    /// Equal parts of the total.
    Equal,
    /// These parts of the total, one a member, which sum to 1.
    Fixed {
        /// By member, in [0, 1].
        shares: Vec<f64>,
    },
    /// Parts of the total in proportion to weights, such as capability, wealth or risk tolerance.
    Proportional {
        /// By member, ≥ 0, not all 0.
        weights: Vec<f64>,
    },
    /// Each gets what his holdings amount to on average where the total is what it is: Y_i = E[X_i | X_S] under one belief
    /// (Denuit & Dhaene 2012).
    ConditionalMean {
        /// The belief under which the average is taken.
        belief: Belief,
    },
}

impl Portfolio {
    /// What each of `members` gets in each outcome by a rule. Seats outside `0..n` hold nothing.
    ///
    /// Outcomes count as having the same total if they differ by no more than rounding, 1e-12 of the greatest holding.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] and [`Error::OutOfRange`] for shares, weights or a belief that do not fit; [`Error::Contradiction`] for
    /// shares that do not sum to 1, or weights that sum to 0.
    ///
    /// # Complexity
    ///
    /// O(|S|·|Ω|), with a sort for the conditional mean.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_game::{Player, Players};
    /// use willing_risk::Belief;
    /// use willing_risk::sharing::{Portfolio, Preference, Rule};
    ///
    /// let careful = Preference::entropic(2.0, Belief::uniform(2)?)?;
    /// let players = Players::new(["A", "B"])?;
    /// let portfolio = Portfolio::new(players, vec![vec![0.0, -6.0], vec![0.0, 2.0]], vec![careful.clone(), careful])?;
    /// let both = [Player::new(0), Player::new(1)];
    /// assert_eq!(portfolio.shared_by(&Rule::Equal, &both)?, [[0.0, -2.0], [0.0, -2.0]]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn shared_by(&self, rule: &Rule, members: &[Player]) -> Result<Vec<Vec<f64>>, Error> {
        let total = self.total(members);
        let parts = |shares: Vec<f64>| {
            shares.iter().map(|share| total.iter().map(|held| held * share).collect()).collect()
        };
        Ok(match rule {
            Rule::Alone => {
                members.iter().map(|player| self.endowment(*player).unwrap_or(&[]).to_vec()).collect()
            }
            Rule::Equal => parts(vec![1.0 / members.len().max(1) as f64; members.len()]),
            Rule::Fixed { shares } => parts(fixed(shares, members.len())?),
            Rule::Proportional { weights } => parts(proportional(weights, members.len())?),
            Rule::ConditionalMean { belief } => self.conditional_means(belief, members, &total)?,
        })
    }

    /// What `members` value what they get, in all: Σ U_i(Y_i).
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if there is not a row for each member and an amount for each outcome.
    pub fn value_of(&self, allocation: &[Vec<f64>], members: &[Player]) -> Result<f64, Error> {
        expect("rows of an allocation", allocation.len(), members.len())?;
        let mut sum = 0.0;
        for (player, row) in members.iter().zip(allocation) {
            if let Some(preference) = self.preference(*player) {
                sum += preference.value(row)?;
            }
        }
        Ok(sum)
    }

    fn conditional_means(
        &self,
        belief: &Belief,
        members: &[Player],
        total: &[f64],
    ) -> Result<Vec<Vec<f64>>, Error> {
        expect("probabilities", belief.outcomes(), total.len())?;
        let held = members.iter().filter_map(|player| self.endowment(*player)).flatten();
        let close = 1e-12 * held.map(|amount| amount.abs()).fold(0.0, f64::max);
        let mut order: Vec<(f64, usize)> = total.iter().copied().zip(0..).collect();
        order.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut rows = vec![vec![0.0; total.len()]; members.len()];
        for same in order.chunk_by(|one, next| next.0 - one.0 <= close) {
            let outcomes = || same.iter().map(|(_, outcome)| *outcome);
            let mass: f64 = outcomes().map(|outcome| belief.probability(outcome)).sum();
            // Outcomes believed impossible: all equally likely among themselves, as good as any other guess.
            let weight = |outcome| {
                if mass > 0.0 { belief.probability(outcome) / mass } else { 1.0 / same.len() as f64 }
            };
            for (player, row) in members.iter().zip(&mut rows) {
                let held = self.endowment(*player).unwrap_or(&[]);
                let mean: f64 = outcomes()
                    .filter_map(|outcome| held.get(outcome).map(|amount| amount * weight(outcome)))
                    .sum();
                for outcome in outcomes() {
                    if let Some(slot) = row.get_mut(outcome) {
                        *slot = mean;
                    }
                }
            }
        }
        Ok(rows)
    }
}

fn expect(quantity: &'static str, got: usize, expected: usize) -> Result<(), Error> {
    let place = || "sharing rule".to_owned();
    if got == expected { Ok(()) } else { Err(Error::Length { place: place(), quantity, got, expected }) }
}

fn fixed(shares: &[f64], members: usize) -> Result<Vec<f64>, Error> {
    expect("shares", shares.len(), members)?;
    for (number, share) in shares.iter().enumerate() {
        within(&format!("sharing rule, member {number}"), "share", *share, 0.0, 1.0, "a number in [0, 1]")?;
    }
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > 1e-9 {
        return Err(Error::Contradiction {
            place: "sharing rule".to_owned(),
            left: "the sum of the shares",
            left_value: sum,
            right: "the whole",
            right_value: 1.0,
            expected: "both the same within 1e-9",
        });
    }
    Ok(shares.iter().map(|share| share / sum).collect())
}

fn proportional(weights: &[f64], members: usize) -> Result<Vec<f64>, Error> {
    expect("weights", weights.len(), members)?;
    for (number, weight) in weights.iter().enumerate() {
        within(
            &format!("sharing rule, member {number}"),
            "weight",
            *weight,
            0.0,
            LARGEST,
            "a number in [0, 1e12]",
        )?;
    }
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return Err(Error::Contradiction {
            place: "sharing rule".to_owned(),
            left: "the sum of the weights",
            left_value: sum,
            right: "nothing",
            right_value: 0.0,
            expected: "the first to be greater",
        });
    }
    Ok(weights.iter().map(|weight| weight / sum).collect())
}
