//! Bilateral links through which risk is shared.

use crate::Error;
use crate::error::{signed, within};

/// Members with independent risks N(μ, σ²) and tolerance τ, who share equally with everybody they are linked to,
/// directly or through others.
///
/// A member of a component of s has the certainty equivalent μ − σ²/(2τs). A link between components of s₁ and s₂
/// gives each member of the first σ²/2τ · (1/s₁ − 1/(s₁ + s₂)); over all members that is σ²/2τ whatever the
/// sizes. Most of it goes to those who did not make the link.
///
/// # References
///
/// Bramoullé & Kranton (2007), *Risk-sharing networks*; Bloch, Genicot & Ray (2008), *Informal insurance in
/// social networks*.
///
/// # Example
///
/// ```
/// use willing_risk::commitment::SharingNetwork;
///
/// let network = SharingNetwork::new(4, &[(0, 1), (1, 2)], 0.0, 6.0, 2.0)?;
/// assert_eq!(network.components(), [vec![0, 1, 2], vec![3]]);
/// assert_eq!(network.certainty_equivalents(), [-0.5, -0.5, -0.5, -1.5]);
/// let gain = network.gain_of_link(2, 3)?;
/// assert_eq!((gain.first, gain.second, gain.total), (0.125, 1.125, 1.5));
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct SharingNetwork {
    links: Vec<(usize, usize)>,
    mean: f64,
    variance: f64,
    risk_tolerance: f64,
    /// The component of each member, counted by least members.
    component_of: Vec<usize>,
    /// How many members each component has.
    sizes: Vec<usize>,
}

/// What a link more gains, in certainty equivalents.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LinkGain {
    /// For the first end, and for each member of its component.
    pub first: f64,
    /// For the second end, and for each member of its component.
    pub second: f64,
    /// Over all members.
    pub total: f64,
}

impl SharingNetwork {
    /// The network of `members` members with these `links`, whose incomes are independent with this mean μ and
    /// variance σ², and whose risk tolerance is τ. A link given twice counts once.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without members; [`Error::OutOfRange`] for more than [`LARGEST_NETWORK`], an end of a
    /// link that is no member or is the other end, a mean outside [−1e12, 1e12], a variance outside [0, 1e24] or
    /// a tolerance that is no number in [1e-6, 1e12] and not infinite.
    ///
    /// # Complexity
    ///
    /// O(members + links), nearly.
    pub fn new(
        members: usize,
        links: &[(usize, usize)],
        mean: f64,
        variance: f64,
        risk_tolerance: f64,
    ) -> Result<Self, Error> {
        if members == 0 {
            return Err(Error::TooFew { what: "members", got: 0, least: 1 });
        }
        let most = LARGEST_NETWORK as f64;
        within("network", "members", members as f64, 1.0, most, "at most 1e6")?;
        signed("network", "mean", mean)?;
        crate::normal::variance("network", variance)?;
        crate::normal::tolerance("network", risk_tolerance)?;
        links.iter().enumerate().try_for_each(|(place, link)| joins_two(place, *link, members))?;

        let mut network = Self {
            links: links.to_vec(),
            mean,
            variance,
            risk_tolerance,
            component_of: vec![0; members],
            sizes: Vec::new(),
        };
        let mut forest = Forest((0..members).collect());
        for &(first, second) in links {
            forest.join(first, second);
        }
        for member in 0..members {
            let root = forest.root(member);
            // Roots are least members, so that a root comes before whoever hangs on it.
            let component = if root == member {
                network.sizes.push(0);
                network.sizes.len() - 1
            } else {
                network.component_of.get(root).copied().unwrap_or(0)
            };
            network.component_of.iter_mut().skip(member).take(1).for_each(|own| *own = component);
            network.sizes.iter_mut().skip(component).take(1).for_each(|size| *size += 1);
        }
        Ok(network)
    }

    /// How many members there are; at least 1.
    #[must_use]
    pub fn members(&self) -> usize {
        self.component_of.len()
    }

    /// The links, as given.
    #[must_use]
    pub fn links(&self) -> &[(usize, usize)] {
        &self.links
    }

    /// The connected components, by their least members; the members of each rise.
    #[must_use]
    pub fn components(&self) -> Vec<Vec<usize>> {
        let mut components = vec![Vec::new(); self.sizes.len()];
        for (member, &component) in self.component_of.iter().enumerate() {
            components.iter_mut().skip(component).take(1).for_each(|list| list.push(member));
        }
        components
    }

    /// μ − σ²/2τs: the certainty equivalent of a member of a component of `size` (of 1, if 0 is given).
    #[must_use]
    pub fn per_capita(&self, size: usize) -> f64 {
        self.mean - self.premium(size)
    }

    /// Each member's certainty equivalent.
    #[must_use]
    pub fn certainty_equivalents(&self) -> Vec<f64> {
        let size = |&component: &usize| self.sizes.get(component).copied().unwrap_or(1);
        self.component_of.iter().map(|component| self.per_capita(size(component))).collect()
    }

    /// What a link between two members would gain: nothing within a component.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a member that there is not.
    pub fn gain_of_link(&self, first: usize, second: usize) -> Result<LinkGain, Error> {
        let (left, right) = (self.component(first)?, self.component(second)?);
        if left == right {
            return Ok(LinkGain { first: 0.0, second: 0.0, total: 0.0 });
        }
        let size = |component: usize| self.sizes.get(component).copied().unwrap_or(1) as f64;
        let (near, far) = (size(left), size(right));
        // 1/s₁ − 1/(s₁ + s₂) = s₂ / (s₁ (s₁ + s₂)), without cancellation.
        let whole = self.premium(1);
        let gain = |own: f64, other: f64| whole * other / (own * (own + other));
        Ok(LinkGain { first: gain(near, far), second: gain(far, near), total: whole })
    }

    fn premium(&self, size: usize) -> f64 {
        self.variance / (2.0 * self.risk_tolerance * size.max(1) as f64)
    }

    fn component(&self, member: usize) -> Result<usize, Error> {
        self.component_of.get(member).copied().ok_or_else(|| Error::OutOfRange {
            place: "link".to_owned(),
            quantity: "end",
            value: member as f64,
            expected: NO_MEMBER,
        })
    }
}

/// The most members of a network.
pub const LARGEST_NETWORK: usize = 1_000_000;

const NO_MEMBER: &str = "the number of a member, counted from 0";

fn joins_two(place: usize, (first, second): (usize, usize), members: usize) -> Result<(), Error> {
    let refuse = |end: usize, expected| {
        let place = format!("link {place}");
        Err(Error::OutOfRange { place, quantity: "end", value: end as f64, expected })
    };
    if first >= members {
        refuse(first, NO_MEMBER)
    } else if second >= members {
        refuse(second, NO_MEMBER)
    } else if first == second {
        refuse(second, "another member than the first end")
    } else {
        Ok(())
    }
}

/// Disjoint sets of members, each a tree that hangs on its least member.
struct Forest(Vec<usize>);

impl Forest {
    fn parent(&self, member: usize) -> usize {
        self.0.get(member).copied().unwrap_or(member)
    }

    fn hang(&mut self, member: usize, parent: usize) {
        self.0.iter_mut().skip(member).take(1).for_each(|own| *own = parent);
    }

    /// The least member of a tree; what lies on the way moves up to its grandparent.
    fn root(&mut self, mut member: usize) -> usize {
        loop {
            let grandparent = self.parent(self.parent(member));
            if grandparent == member {
                return member;
            }
            self.hang(member, grandparent);
            member = grandparent;
        }
    }

    fn join(&mut self, first: usize, second: usize) {
        let (first, second) = (self.root(first), self.root(second));
        self.hang(first.max(second), first.min(second));
    }
}

/// The network as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    members: usize,
    links: Vec<(usize, usize)>,
    mean: f64,
    variance: f64,
    #[serde(with = "crate::unbounded")]
    risk_tolerance: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for SharingNetwork {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        let Written { members, links, mean, variance, risk_tolerance } = written;
        Self::new(members, &links, mean, variance, risk_tolerance)
    }
}

#[cfg(feature = "serde")]
impl From<SharingNetwork> for Written {
    fn from(network: SharingNetwork) -> Self {
        Self {
            members: network.members(),
            links: network.links,
            mean: network.mean,
            variance: network.variance,
            risk_tolerance: network.risk_tolerance,
        }
    }
}
