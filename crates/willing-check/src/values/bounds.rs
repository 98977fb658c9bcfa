//! Values from utopia payoffs, minimal rights and singletons, by their closed formulas; and why some do not exist.

use num_bigint::BigInt;
use willing_game::tu::{Numerators, TableGame};
use willing_game::{Certificate, Coalition, Rational};

use super::marginals::over;
use super::{NoGatelyPoint, NotQuasiBalanced, Violation};

/// The numbers of a game that the formulas speak of, times the denominator of its worths.
pub(super) struct Landmarks<'a> {
    numerators: &'a Numerators<'a>,
    players: usize,
    grand: BigInt,
    /// v({i}).
    singles: Vec<BigInt>,
    /// M_i = v(N) − v(N \ i).
    utopia: Vec<BigInt>,
}

impl<'a> Landmarks<'a> {
    pub(super) fn of(numerators: &'a Numerators<'a>, players: usize) -> Self {
        let all = (1usize << players) - 1;
        let grand = BigInt::from(numerators.get(all));
        let singles = (0..players).map(|seat| numerators.get(1 << seat).into()).collect();
        let utopia = (0..players).map(|seat| &grand - numerators.get(all & !(1 << seat))).collect();
        Self { numerators, players, grand, singles, utopia }
    }

    /// v(S) − Σ M_j over the members of S but i.
    fn right(&self, coalition: usize, seat: usize) -> BigInt {
        let others = self.utopia.iter().enumerate();
        let paid = others.filter(|(other, _)| *other != seat && coalition >> other & 1 == 1);
        self.numerators.get(coalition) - paid.map(|(_, utopia)| utopia).sum::<BigInt>()
    }

    /// The minimal rights m_i: the most that is left for i in a coalition that pays all others their utopia.
    fn rights(&self) -> Vec<BigInt> {
        let mut rights: Vec<Option<i128>> = vec![None; self.players];
        // Numerators are below 2¹²⁰ in size, so their sums of 31 fit.
        let utopia: Vec<i128> =
            self.utopia.iter().map(|utopia| i128::try_from(utopia).unwrap_or(0)).collect();
        for coalition in 1..1usize << self.players {
            let members = utopia.iter().enumerate().filter(|(seat, _)| coalition >> seat & 1 == 1);
            let left = self.numerators.get(coalition) - members.map(|(_, utopia)| utopia).sum::<i128>();
            for ((seat, right), utopia) in rights.iter_mut().enumerate().zip(&utopia) {
                if coalition >> seat & 1 == 1 {
                    *right = (*right).max(Some(left + utopia));
                }
            }
        }
        rights.into_iter().map(|right| right.unwrap_or(0).into()).collect()
    }

    pub(super) fn tau(&self) -> Result<Vec<Rational>, Violation> {
        let rights = self.rights();
        let (least, most) = (rights.iter().sum::<BigInt>(), self.utopia.iter().sum::<BigInt>());
        let ordered = rights.iter().zip(&self.utopia).all(|(right, utopia)| right <= utopia);
        if !ordered || least > self.grand || self.grand > most {
            return Err(Violation::DoesNotExist);
        }
        let share = Rational::new(&self.grand - &least, &most - &least).unwrap_or_default();
        let amount = |(right, utopia): (&BigInt, &BigInt)| {
            Rational::from(right.clone()) + Rational::from(utopia - right) * &share
        };
        Ok(self.scaled(rights.iter().zip(&self.utopia).map(amount)))
    }

    pub(super) fn gately(&self) -> Result<Vec<Rational>, Violation> {
        let gains: Vec<BigInt> = self.gains();
        let surplus = self.surplus();
        let gained = gains.iter().sum::<BigInt>();
        let zero = BigInt::from(0);
        if surplus < zero || surplus > zero && (gained == zero || gains.iter().any(|gain| *gain < zero)) {
            return Err(Violation::DoesNotExist);
        }
        // Without a surplus the singletons' worths are the only imputation.
        let share = if surplus == zero { None } else { Rational::new(surplus, gained) }.unwrap_or_default();
        let amount = |(single, gain): (&BigInt, BigInt)| {
            Rational::from(single.clone()) + Rational::from(gain) * &share
        };
        Ok(self.scaled(self.singles.iter().zip(gains).map(amount)))
    }

    pub(super) fn imputation_centre(&self) -> Vec<Rational> {
        self.plus_equal_share(&self.singles)
    }

    pub(super) fn non_separable(&self) -> Vec<Rational> {
        self.plus_equal_share(&self.utopia)
    }

    pub(super) fn equal_division(&self) -> Vec<Rational> {
        self.plus_equal_share(&vec![BigInt::from(0); self.players])
    }

    /// Each its part of `base`, and an equal share of what that leaves of v(N).
    fn plus_equal_share(&self, base: &[BigInt]) -> Vec<Rational> {
        let left = Rational::new(&self.grand - base.iter().sum::<BigInt>(), self.players).unwrap_or_default();
        self.scaled(base.iter().map(|base| Rational::from(base.clone()) + &left))
    }

    fn gains(&self) -> Vec<BigInt> {
        self.utopia.iter().zip(&self.singles).map(|(utopia, single)| utopia - single).collect()
    }

    fn surplus(&self) -> BigInt {
        &self.grand - self.singles.iter().sum::<BigInt>()
    }

    fn scaled(&self, amounts: impl Iterator<Item = Rational>) -> Vec<Rational> {
        amounts.map(|amount| over(&amount, self.numerators.denominator())).collect()
    }

    /// v(S) − M(S \ i) for a coalition of evidence, which may be anything.
    fn claimed_right(&self, player: usize, coalition: Coalition) -> Result<BigInt, Violation> {
        let fits = usize::try_from(coalition.bits()).ok().filter(|mask| mask >> self.players == 0);
        let mask = fits.filter(|mask| player < self.players && mask >> player & 1 == 1);
        Ok(self.right(mask.ok_or(Violation::Coalition { player })?, player))
    }
}

fn holds(reason: bool) -> Result<(), Violation> {
    if reason { Ok(()) } else { Err(Violation::ReasonFails) }
}

impl Certificate<TableGame> for NotQuasiBalanced {
    type Violation = Violation;

    /// The inequality named, from a few worths: O(n²).
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let numerators = game.numerators()?;
        let players = game.player_count();
        let marks = Landmarks::of(&numerators, players);
        match self {
            Self::RightAboveUtopia { player, coalition } => {
                let right = marks.claimed_right(*player, *coalition)?;
                holds(marks.utopia.get(*player).is_some_and(|utopia| right > *utopia))
            }
            Self::RightsExceed { coalitions } => {
                if coalitions.len() != players {
                    return Err(Violation::Length {
                        what: "coalitions",
                        got: coalitions.len(),
                        expected: players,
                    });
                }
                let mut sum = BigInt::from(0);
                for (player, coalition) in coalitions.iter().enumerate() {
                    sum += marks.claimed_right(player, *coalition)?;
                }
                holds(sum > marks.grand)
            }
            Self::UtopiaFallsShort => holds(marks.utopia.iter().sum::<BigInt>() < marks.grand),
        }
    }
}

impl Certificate<TableGame> for NoGatelyPoint {
    type Violation = Violation;

    /// The inequality named, from 2n + 1 worths.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let numerators = game.numerators()?;
        let players = game.player_count();
        let marks = Landmarks::of(&numerators, players);
        let (gains, surplus, zero) = (marks.gains(), marks.surplus(), BigInt::from(0));
        match self {
            Self::NoImputation => holds(surplus < zero),
            Self::NobodyDisrupts => holds(surplus > zero && gains.iter().all(|gain| *gain == zero)),
            Self::Burden { player } => {
                let gain = gains.get(*player).ok_or(Violation::NoSuchPlayer { player: *player, players })?;
                holds(surplus > zero && *gain < zero)
            }
        }
    }
}
