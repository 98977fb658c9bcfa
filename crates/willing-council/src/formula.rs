//! Monotone formulas: conditions joined by *and* and *or*.

/// Conditions joined by *and* and *or*. `All` of nothing always holds, `Any` of nothing never does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Formula<A> {
    /// A condition.
    One(A),
    /// All of these.
    All(Vec<Self>),
    /// At least one of these.
    Any(Vec<Self>),
}

impl<A> Formula<A> {
    /// What always holds.
    #[must_use]
    pub const fn always() -> Self {
        Self::All(Vec::new())
    }

    /// What never holds.
    #[must_use]
    pub const fn never() -> Self {
        Self::Any(Vec::new())
    }

    /// Whether it holds, given whether each condition does.
    pub fn holds(&self, condition: &mut impl FnMut(&A) -> bool) -> bool {
        match self {
            Self::One(one) => condition(one),
            Self::All(all) => all.iter().all(|one| one.holds(condition)),
            Self::Any(any) => any.iter().any(|one| one.holds(condition)),
        }
    }

    /// The conditions, from left to right.
    #[must_use]
    pub fn conditions(&self) -> Vec<&A> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'a>(&'a self, found: &mut Vec<&'a A>) {
        match self {
            Self::One(one) => found.push(one),
            Self::All(all) | Self::Any(all) => all.iter().for_each(|one| one.collect(found)),
        }
    }

    /// The same without what always or never holds, and without *and*s in *and*s or *or*s in *or*s.
    #[must_use]
    pub fn simplified(self) -> Self {
        match self {
            Self::One(one) => Self::One(one),
            Self::All(all) => {
                let mut kept = Vec::new();
                for one in all {
                    match one.simplified() {
                        Self::All(inner) => kept.extend(inner),
                        Self::Any(inner) if inner.is_empty() => return Self::never(),
                        other => kept.push(other),
                    }
                }
                if kept.len() == 1 { kept.swap_remove(0) } else { Self::All(kept) }
            }
            Self::Any(any) => {
                let mut kept = Vec::new();
                for one in any {
                    match one.simplified() {
                        Self::Any(inner) => kept.extend(inner),
                        Self::All(inner) if inner.is_empty() => return Self::always(),
                        other => kept.push(other),
                    }
                }
                if kept.len() == 1 { kept.swap_remove(0) } else { Self::Any(kept) }
            }
        }
    }
}
