//! What a case states against what is found: how many answers there were, and which differ.

use std::fmt::{Debug, Display};

/// The comparison of one case.
pub(crate) struct Comparison {
    id: String,
    stated: usize,
    wrong: Vec<String>,
}

impl Comparison {
    pub(crate) fn of(id: &str) -> Self {
        Self { id: id.to_owned(), stated: 0, wrong: Vec::new() }
    }

    /// An answer that must be met exactly, if it is stated.
    pub(crate) fn same<T: PartialEq + Debug>(&mut self, what: &str, stated: Option<&T>, found: &T) {
        let Some(stated) = stated else { return };
        self.stated += 1;
        if found != stated {
            self.wrong.push(format!("{what}: {stated:?} is stated, {found:?} is found"));
        }
    }

    /// An answer that must be met to within `off`, if it is stated.
    pub(crate) fn near(&mut self, what: &str, stated: Option<f64>, found: f64, off: f64) {
        let Some(stated) = stated else { return };
        self.stated += 1;
        // In this form a NaN differs.
        let is_near = (found - stated).abs() <= off;
        if !is_near {
            self.wrong.push(format!("{what}: {stated} is stated, {found} is found, {off} is allowed"));
        }
    }

    /// Two of our own numbers, which must agree whatever the case states.
    pub(crate) fn agree<T: PartialEq + Debug>(&mut self, what: &str, one: &T, other: &T) {
        if one != other {
            self.wrong.push(format!("{what}: {one:?} and {other:?}"));
        }
    }

    /// Evidence, which must hold whatever the case states.
    pub(crate) fn holds<V: Display>(&mut self, what: &str, checked: Result<(), V>) {
        if let Err(violation) = checked {
            self.wrong.push(format!("{what}: {violation}"));
        }
    }

    /// How many answers were stated, all of them right.
    pub(crate) fn verdict(self) -> Result<usize, String> {
        if self.wrong.is_empty() {
            Ok(self.stated)
        } else {
            Err(format!("{}: {}", self.id, self.wrong.join("; ")))
        }
    }
}

/// Any error as a text.
pub(crate) fn said(error: impl Display) -> String {
    error.to_string()
}
