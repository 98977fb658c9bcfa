//! The claim, as data.

use willing_game::Rational;

/// A stationary subgame-perfect equilibrium in which interchangeable seats fare alike.
///
/// # References
///
/// Baron & Ferejohn (1989); Banks & Duggan (2000), "A bargaining model of collective choice", on existence; Eraslan (2002),
/// "Uniqueness of stationary equilibrium payoffs in the Baron–Ferejohn model", for quotas.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct StationaryEquilibrium {
    /// Kinds of interchangeable seats with the same chance of recognition, each as places of seats.
    pub kinds: Vec<Vec<usize>>,
    /// By kind: what one of its seats expects before anybody is recognized.
    pub values: Vec<Rational>,
    /// By kind: what a proposer of the kind buys. Empty for a kind that is never recognized.
    pub plans: Vec<Vec<Offer>>,
    /// The most by which a value differs from what the plans make of it, or an offer costs more than the cheapest: 0
    /// if all is exact.
    pub residual: Rational,
}

/// A coalition that a proposer buys, by its numbers of seats of each kind; which ones is left to chance, all alike.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Offer {
    /// How many others of each kind.
    pub members: Vec<usize>,
    /// With which chance.
    pub chance: Rational,
}

impl StationaryEquilibrium {
    /// What each seat expects, by seat; 0 for a seat of no kind.
    #[must_use]
    pub fn by_seat(&self) -> Vec<Rational> {
        let seats = self.kinds.iter().flatten().map(|seat| seat.saturating_add(1)).max().unwrap_or(0);
        let listed = self.kinds.iter().map(Vec::len).sum::<usize>();
        let mut values = vec![Rational::zero(); seats.min(listed)];
        for (kind, value) in self.kinds.iter().zip(&self.values) {
            for seat in kind {
                if let Some(place) = values.get_mut(*seat) {
                    *place = value.clone();
                }
            }
        }
        values
    }

    /// What a proposer of this kind keeps on average under the discount factor; `None` if it is never recognized.
    #[must_use]
    pub fn proposer_keeps(&self, kind: usize, discount: &Rational) -> Option<Rational> {
        let plan = self.plans.get(kind).filter(|plan| !plan.is_empty())?;
        let cost = |offer: &Offer| {
            let prices = offer.members.iter().zip(&self.values);
            let price = prices.map(|(members, value)| Rational::from(*members) * value).sum::<Rational>();
            price * &offer.chance
        };
        let cost = plan.iter().map(cost).sum::<Rational>();
        Some(Rational::one() - discount * cost)
    }
}
