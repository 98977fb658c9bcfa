//! The closed form for a quota with equal vetoes.

use willing_check::legislature::stationary::{Offer, StationaryEquilibrium};
use willing_council::{Formula, Legislature, SimpleGame, WeightCondition};
use willing_game::Rational;

use super::Error;

/// n seats, the first v of which hold a veto, and a quota q: a proposal passes with q votes, those of all vetoes among
/// them. Everybody is recognized with chance 1/n.
///
/// In the symmetric stationary equilibrium under discount factor δ a seat without a veto expects
///
/// > U = (1 − δ) / (n − δ(n − v) − δ v (q − v)/(n − v)),   and one with a veto   V = (1 − (n − v) U)/v,
///
/// with max(q, v) for q. If n > q and v ≥ 1, patient members (δ → 1) leave U → 0, V → 1/v: vetoes take all, as in Winter
/// (1996). For v = 0 or q = n everybody expects 1/n.
///
/// # References
///
/// Baron & Ferejohn (1989) for v = 0; Winter (1996), "Voting and vetoing", American Political Science Review 90: 813–823,
/// for the limit (of another protocol). The form with v vetoes is our derivation; tests compare it with [`ClosedRule`].
///
/// # Example
///
/// ```
/// use willing_solver::legislature::SymmetricLegislature;
///
/// let council = SymmetricLegislature::new(15, 5, 9)?;
/// let values = council.values(&"9/10".parse()?)?;
/// assert_eq!((values.veto, values.other), (Some("16/105".parse()?), Some("1/42".parse()?)));
/// assert_eq!(council.patient().veto, Some("1/5".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`ClosedRule`]: super::ClosedRule
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SymmetricLegislature {
    seats: usize,
    vetoes: usize,
    quota: usize,
}

/// What seats expect, and what they keep when they propose; `None` for a kind of seat that there is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymmetricValues {
    /// What a seat with a veto expects.
    pub veto: Option<Rational>,
    /// What a seat without one expects.
    pub other: Option<Rational>,
    /// What a seat with a veto keeps as the proposer.
    pub veto_keeps: Option<Rational>,
    /// What a seat without one keeps as the proposer.
    pub other_keeps: Option<Rational>,
}

impl SymmetricLegislature {
    /// These numbers of seats and vetoes, and this quota.
    ///
    /// # Errors
    ///
    /// [`Error::Symmetric`] for a quota outside 1..=n or more vetoes than seats; [`Error::Rule`] for no or too many seats.
    pub fn new(seats: usize, vetoes: usize, quota: usize) -> Result<Self, Error> {
        willing_council::Weights::equal(seats)?;
        for (what, got, least) in [("a quota", quota, 1), ("vetoes", vetoes, 0)] {
            if !(least..=seats).contains(&got) {
                return Err(Error::Symmetric { what, got, least, seats });
            }
        }
        Ok(Self { seats, vetoes, quota })
    }

    /// The values under this discount factor.
    ///
    /// # Errors
    ///
    /// [`Error::Legislature`] for one outside [0, 1].
    pub fn values(&self, discount: &Rational) -> Result<SymmetricValues, Error> {
        if discount.is_negative() || *discount > Rational::one() {
            return Err(willing_council::LegislatureError::Discount { discount: discount.clone() }.into());
        }
        Ok(self.at(discount))
    }

    /// The limit of the values as members become patient, δ → 1.
    #[must_use]
    pub fn patient(&self) -> SymmetricValues {
        self.at(&Rational::one())
    }

    fn at(&self, discount: &Rational) -> SymmetricValues {
        let Self { seats, vetoes, .. } = *self;
        let others = seats - vetoes;
        let whole = |number: usize| Rational::from(number);
        let equal = Rational::new(1, seats).unwrap_or_default();
        let other = if self.everybody_alike() { equal } else { self.without_veto(discount) };
        let veto = (Rational::one() - whole(others) * &other).over(&whole(vetoes));
        let veto_value = veto.clone().unwrap_or_default();
        let bought = self.bought();
        let keeps = |vetoes: usize, partners: usize| {
            let cost = whole(vetoes) * &veto_value + whole(partners) * &other;
            Rational::one() - discount * cost
        };
        SymmetricValues {
            veto_keeps: veto.is_some().then(|| keeps(vetoes.saturating_sub(1), bought)),
            other_keeps: (others > 0).then(|| keeps(vetoes, bought.saturating_sub(1))),
            other: (others > 0).then_some(other),
            veto,
        }
    }

    /// Whether nobody can be done without, or everybody can.
    fn everybody_alike(&self) -> bool {
        self.vetoes == 0 || self.vetoes == self.seats || self.quota == self.seats
    }

    /// How many seats without a veto a proposal needs, the proposer's own counted.
    fn bought(&self) -> usize {
        self.quota.saturating_sub(self.vetoes)
    }

    /// U, where there are seats with and without a veto and the quota leaves one of these out.
    fn without_veto(&self, discount: &Rational) -> Rational {
        let whole = |number: usize| Rational::from(number);
        let others = whole(self.seats - self.vetoes);
        let often = whole(self.vetoes * self.bought()).over(&others).unwrap_or_default();
        let divisor = whole(self.seats) - discount * (others + often);
        // (n − δ(n−v) − δ v(q−v)/(n−v)) is at least v(n−q)/(n−v) > 0.
        (Rational::one() - discount).over(&divisor).unwrap_or_default()
    }

    /// The simple game of this quota and these vetoes.
    ///
    /// # Errors
    ///
    /// None in practice: [`Error::Rule`] is passed on.
    pub fn game(&self) -> Result<SimpleGame, Error> {
        let seats = self.seats;
        let one = |weights, quota: usize| Formula::One(WeightCondition { weights, quota: quota as u64 });
        let votes = one(vec![1; seats], self.quota);
        let vetoes = one((0..seats).map(|seat| u64::from(seat < self.vetoes)).collect(), self.vetoes);
        let formula = if self.vetoes == 0 { votes } else { Formula::All(vec![votes, vetoes]) };
        Ok(SimpleGame::new(seats, formula)?)
    }

    /// The legislature that this is the closed form of.
    ///
    /// # Errors
    ///
    /// [`Error::Legislature`] for a discount factor outside [0, 1].
    pub fn legislature(&self, discount: &Rational) -> Result<Legislature, Error> {
        Ok(Legislature::equal(self.game()?, discount.clone())?)
    }

    /// The equilibrium as evidence for [`SymmetricLegislature::legislature`], with residual 0.
    ///
    /// # Errors
    ///
    /// [`Error::Legislature`] for a discount factor outside [0, 1].
    pub fn equilibrium(&self, discount: &Rational) -> Result<StationaryEquilibrium, Error> {
        let values = self.values(discount)?;
        let Self { seats, vetoes, .. } = *self;
        let bought = self.bought();
        let offer = |veto: usize, other: usize| {
            let members = [(vetoes, veto), (seats - vetoes, other)];
            let members =
                members.into_iter().filter(|(seats, _)| *seats > 0).map(|(_, count)| count).collect();
            vec![Offer { members, chance: Rational::one() }]
        };
        let with = (values.veto, (0..vetoes).collect(), offer(vetoes.saturating_sub(1), bought));
        let without = (values.other, (vetoes..seats).collect(), offer(vetoes, bought.saturating_sub(1)));
        let mut equilibrium = StationaryEquilibrium {
            kinds: Vec::new(),
            values: Vec::new(),
            plans: Vec::new(),
            residual: Rational::zero(),
        };
        for (value, kind, plan) in [with, without] {
            if let Some(value) = value {
                equilibrium.values.push(value);
                equilibrium.kinds.push(kind);
                equilibrium.plans.push(plan);
            }
        }
        Ok(equilibrium)
    }
}
