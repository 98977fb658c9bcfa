//! Tiers: how far a state goes along with the leader, as points of a small lattice.

use std::fmt;

use crate::Error;

/// The coordinates of a tier. Stance and contribution are separate: a state may oppose in public
/// and let its bases be used.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct TierPoint {
    /// Military exposure x in [0, 1]: the share of its capability that the state sends.
    pub exposure: f64,
    /// Public stance y: −1 opposes, 0 is silent, 1 endorses.
    pub stance: f64,
    /// Asset access a: 1 if bases, overflight or staging are granted, else 0.
    pub access: f64,
    /// Finance f: 1 if the state pays, else 0.
    pub finance: f64,
}

impl TierPoint {
    /// The point (x, y, a, f).
    #[must_use]
    pub const fn new(exposure: f64, stance: f64, access: f64, finance: f64) -> Self {
        Self { exposure, stance, access, finance }
    }

    /// The coordinates as (x, y, a, f).
    #[must_use]
    pub const fn coordinates(&self) -> [f64; 4] {
        [self.exposure, self.stance, self.access, self.finance]
    }

    /// Weight of the finance share: max(x, f/2).
    #[must_use]
    pub fn finance_weight(&self) -> f64 {
        self.exposure.max(self.finance / 2.0)
    }

    /// y⁺ = max(y, 0).
    #[must_use]
    pub fn endorsement(&self) -> f64 {
        self.stance.max(0.0)
    }

    /// y⁻ = max(−y, 0).
    #[must_use]
    pub fn opposition(&self) -> f64 {
        (-self.stance).max(0.0)
    }

    /// Whether this point is at most `other` in every coordinate.
    #[must_use]
    pub fn at_most(&self, other: &Self) -> bool {
        self.coordinates().iter().zip(other.coordinates()).all(|(mine, theirs)| *mine <= theirs)
    }

    fn combine(&self, other: &Self, pick: impl Fn(f64, f64) -> f64) -> Self {
        let pick = |mine: f64, theirs: f64| pick(mine, theirs);
        Self::new(
            pick(self.exposure, other.exposure),
            pick(self.stance, other.stance),
            pick(self.access, other.access),
            pick(self.finance, other.finance),
        )
    }

    /// The least point above both.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        self.combine(other, f64::max)
    }

    /// The greatest point below both.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        self.combine(other, f64::min)
    }
}

/// A tier of a [`TierSet`], by its place in the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Tier(u8);

impl Tier {
    /// The tier at this place of its set.
    #[must_use]
    pub const fn new(place: u8) -> Self {
        Self(place)
    }

    /// The place of this tier in its set.
    #[must_use]
    pub const fn place(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// One tier of a set: a short key, a name, a point.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
struct Entry {
    key: String,
    name: String,
    point: TierPoint,
}

/// The tiers a state can choose from, as data.
///
/// The default is the set of eight, from opponent to core; [`TierSet::with_finance`] adds the two
/// that pay without sending troops. There is always a bystander, the point (0, 0, 0, 0).
///
/// # Example
///
/// ```
/// use willing_game::TierSet;
///
/// let ten = TierSet::with_finance();
/// assert_eq!(ten.len(), 10);
/// assert!(ten.is_sublattice(), "joins and meets of tiers are tiers");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<Entry>", into = "Vec<Entry>"))]
pub struct TierSet {
    entries: Vec<Entry>,
    bystander: Tier,
}

const NAMED: [(&str, &str, TierPoint); 10] = [
    ("O", "opponent", TierPoint::new(0.0, -1.0, 0.0, 0.0)),
    ("OA", "opponent with assets", TierPoint::new(0.0, -1.0, 1.0, 0.0)),
    ("B", "bystander", TierPoint::new(0.0, 0.0, 0.0, 0.0)),
    ("A", "asset provider", TierPoint::new(0.0, 0.0, 1.0, 0.0)),
    ("P", "political supporter", TierPoint::new(0.0, 1.0, 0.0, 0.0)),
    ("PA", "supporter with assets", TierPoint::new(0.0, 1.0, 1.0, 0.0)),
    ("F", "financier", TierPoint::new(0.0, 1.0, 0.0, 1.0)),
    ("FA", "financier with assets", TierPoint::new(0.0, 1.0, 1.0, 1.0)),
    ("W", "willing", TierPoint::new(0.5, 1.0, 1.0, 1.0)),
    ("C", "core", TierPoint::new(1.0, 1.0, 1.0, 1.0)),
];

impl Default for TierSet {
    fn default() -> Self {
        Self::named(|key| !key.starts_with('F'))
    }
}

impl TierSet {
    /// The most tiers a set can hold.
    pub const MAX_TIERS: usize = crate::MAX_ACTIONS;

    /// The ten tiers of the model: the default eight, financier and financier with assets.
    #[must_use]
    pub fn with_finance() -> Self {
        Self::named(|_| true)
    }

    fn named(keep: impl Fn(&str) -> bool) -> Self {
        let entries = NAMED.iter().filter(|(key, ..)| keep(key)).map(|&(key, name, point)| Entry {
            key: key.into(),
            name: name.into(),
            point,
        });
        Self { entries: entries.collect(), bystander: Tier(2) }
    }

    /// A set of tiers, each given by key, name and point, in the order in which they are listed.
    ///
    /// # Errors
    ///
    /// [`Error::TierCount`], [`Error::TierCoordinate`] (exposure in [0, 1]; stance −1, 0 or 1; access and
    /// finance 0 or 1), [`Error::DuplicateTier`], [`Error::NoBystander`].
    pub fn new<K: Into<String>, N: Into<String>>(
        tiers: impl IntoIterator<Item = (K, N, TierPoint)>,
    ) -> Result<Self, Error> {
        let entries: Vec<Entry> = tiers
            .into_iter()
            .map(|(key, name, point)| Entry { key: key.into(), name: name.into(), point })
            .collect();
        Self::try_from(entries)
    }

    /// How many tiers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Never true: a set has at least the bystander.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All tiers, in order.
    pub fn tiers(&self) -> impl Iterator<Item = Tier> + use<> {
        (0u8..).take(self.entries.len()).map(Tier)
    }

    /// The tier of this key.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownTier`], naming the keys there are.
    pub fn tier(&self, key: &str) -> Result<Tier, Error> {
        self.tiers().find(|&tier| self.key(tier) == key).ok_or_else(|| Error::UnknownTier {
            key: key.to_owned(),
            expected: self.entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    /// The tier at the point (0, 0, 0, 0).
    #[must_use]
    pub fn bystander(&self) -> Tier {
        self.bystander
    }

    /// The key of `tier`, empty for a tier of another set.
    #[must_use]
    pub fn key(&self, tier: Tier) -> &str {
        self.entries.get(tier.place()).map_or("", |entry| &entry.key)
    }

    /// The name of `tier`, empty for a tier of another set.
    #[must_use]
    pub fn name(&self, tier: Tier) -> &str {
        self.entries.get(tier.place()).map_or("", |entry| &entry.name)
    }

    /// The point of `tier`; the bystander's for a tier of another set.
    #[must_use]
    pub fn point(&self, tier: Tier) -> TierPoint {
        self.entries.get(tier.place()).map_or(TierPoint::new(0.0, 0.0, 0.0, 0.0), |entry| entry.point)
    }

    /// Whether tier `lower` is at most tier `upper` in every coordinate.
    #[must_use]
    pub fn at_most(&self, lower: Tier, upper: Tier) -> bool {
        self.point(lower).at_most(&self.point(upper))
    }

    /// The tier at the join of two tiers, if there is one.
    #[must_use]
    pub fn join(&self, first: Tier, second: Tier) -> Option<Tier> {
        let join = self.point(first).join(&self.point(second));
        self.tiers().find(|&tier| self.point(tier) == join)
    }

    /// The tier at the meet of two tiers, if there is one.
    #[must_use]
    pub fn meet(&self, first: Tier, second: Tier) -> Option<Tier> {
        let meet = self.point(first).meet(&self.point(second));
        self.tiers().find(|&tier| self.point(tier) == meet)
    }

    /// Whether joins and meets (in R⁴) of tiers are tiers.
    #[must_use]
    pub fn is_sublattice(&self) -> bool {
        let pairs = || self.tiers().flat_map(|first| self.tiers().map(move |second| (first, second)));
        pairs()
            .all(|(first, second)| self.join(first, second).is_some() && self.meet(first, second).is_some())
    }

    /// Whether these tiers, in this order, go up one after the other.
    #[must_use]
    pub fn is_chain(&self, tiers: &[Tier]) -> bool {
        tiers.windows(2).all(|pair| match *pair {
            [lower, upper] => lower != upper && self.at_most(lower, upper),
            _ => true,
        })
    }
}

impl TryFrom<Vec<Entry>> for TierSet {
    type Error = Error;

    fn try_from(entries: Vec<Entry>) -> Result<Self, Error> {
        if entries.is_empty() || entries.len() > Self::MAX_TIERS {
            return Err(Error::TierCount { got: entries.len(), most: Self::MAX_TIERS });
        }
        for (place, entry) in entries.iter().enumerate() {
            check_point(entry)?;
            let earlier = entries.iter().take(place);
            if let Some(first) = earlier.into_iter().find(|e| e.key == entry.key || e.point == entry.point) {
                return Err(Error::DuplicateTier { first: first.key.clone(), second: entry.key.clone() });
            }
        }
        let origin = TierPoint::new(0.0, 0.0, 0.0, 0.0);
        let bystander = (0u8..).zip(&entries).find(|(_, entry)| entry.point == origin);
        let bystander = bystander.map(|(place, _)| Tier(place)).ok_or(Error::NoBystander)?;
        Ok(Self { entries, bystander })
    }
}

impl From<TierSet> for Vec<Entry> {
    fn from(set: TierSet) -> Self {
        set.entries
    }
}

#[expect(clippy::float_cmp, reason = "stance, access and finance are exact small integers")]
fn check_point(entry: &Entry) -> Result<(), Error> {
    let TierPoint { exposure, stance, access, finance } = entry.point;
    let wrong = |coordinate, value, expected| {
        Err(Error::TierCoordinate { key: entry.key.clone(), coordinate, value, expected })
    };
    if !(0.0..=1.0).contains(&exposure) {
        return wrong("exposure", exposure, "a number in [0, 1]");
    }
    if ![-1.0, 0.0, 1.0].contains(&stance) {
        return wrong("stance", stance, "-1, 0 or 1");
    }
    if access != 0.0 && access != 1.0 {
        return wrong("access", access, "0 or 1");
    }
    if finance != 0.0 && finance != 1.0 {
        return wrong("finance", finance, "0 or 1");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ten_tiers_form_a_sublattice() {
        let ten = TierSet::with_finance();
        assert!(ten.is_sublattice());
        // Without the financiers too: every join and meet of the eight is one of the eight.
        assert!(TierSet::default().is_sublattice());
    }

    #[test]
    fn without_the_bystander_with_assets_it_is_no_lattice() -> Result<(), Error> {
        let names = ["O", "B", "P", "PA", "OA"];
        let ten = TierSet::with_finance();
        let some = names.iter().map(|&key| ten.tier(key).map(|tier| (key, key, ten.point(tier))));
        let some = TierSet::new(some.collect::<Result<Vec<_>, _>>()?)?;
        // The join of B and OA would be A.
        assert!(!some.is_sublattice());
        Ok(())
    }

    #[test]
    fn the_supermodular_chain_is_a_chain() -> Result<(), Error> {
        let eight = TierSet::default();
        let chain: Result<Vec<_>, _> =
            ["O", "B", "P", "PA", "W", "C"].iter().map(|key| eight.tier(key)).collect();
        assert!(eight.is_chain(&chain?));
        assert!(!eight.is_chain(&[eight.tier("P")?, eight.tier("A")?]));
        Ok(())
    }

    #[test]
    fn bad_points_are_refused_by_name() {
        let set =
            |point| TierSet::new([("B", "bystander", TierPoint::new(0.0, 0.0, 0.0, 0.0)), ("Z", "z", point)]);
        for (point, coordinate) in [
            (TierPoint::new(1.5, 0.0, 0.0, 0.0), "exposure"),
            (TierPoint::new(f64::NAN, 0.0, 0.0, 0.0), "exposure"),
            (TierPoint::new(0.0, 0.5, 0.0, 0.0), "stance"),
            (TierPoint::new(0.0, 0.0, 2.0, 0.0), "access"),
            (TierPoint::new(0.0, 0.0, 0.0, f64::INFINITY), "finance"),
        ] {
            assert!(
                matches!(set(point), Err(Error::TierCoordinate { coordinate: c, .. }) if c == coordinate),
                "{point:?}"
            );
        }
        let twin = TierPoint::new(0.0, 0.0, 0.0, 0.0);
        assert!(matches!(set(twin), Err(Error::DuplicateTier { .. })));
        assert_eq!(TierSet::new([("P", "p", TierPoint::new(0.0, 1.0, 0.0, 0.0))]), Err(Error::NoBystander));
    }
}
