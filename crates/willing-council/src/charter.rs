//! The Security Council of the United Nations, before and after its enlargement.
//!
//! United Nations Charter, articles 23 and 27. The amendments adopted by General Assembly resolution
//! 1991 (XVIII) took effect on 31 August 1965; the enlarged Council met from January 1966.

use willing_game::Players;

use crate::council::seat_of;
use crate::seat::sorted;
use crate::{Council, Error, Seat, SeatRole, VotingRule};

/// Number of permanent members, article 23(1).
const PERMANENT: usize = 5;

/// Members and affirmative votes needed since 1966.
const SINCE_1966: (usize, u64) = (15, 9);

/// Members and affirmative votes needed from 1946 to 1965.
const FROM_1946_TO_1965: (usize, u64) = (11, 7);

impl Council {
    /// The Security Council since 1966: fifteen members, nine affirmative votes, five vetoes.
    ///
    /// # Arguments
    ///
    /// The names of the fifteen members in the order of their seats, and which five of them are permanent:
    /// names are the caller's, so that "China" and "Russia" can be spelled as in his data.
    ///
    /// # Errors
    ///
    /// [`Error::MemberCount`], [`Error::PermanentCount`], [`Error::Names`] for a name that is empty, repeated
    /// or, among the permanent ones, no member's; [`Error::DuplicateSeat`] for a permanent one listed twice.
    ///
    /// # References
    ///
    /// United Nations Charter, articles 23(1) and 27(2)–(3), as amended in 1965. That abstention and absence
    /// of a permanent member are no veto is the Council's practice, confirmed by the International Court
    /// of Justice in the Namibia opinion of 21 June 1971, paragraph 22.
    pub fn un_security_council<N: Into<String>, P: AsRef<str>>(
        members: impl IntoIterator<Item = N>,
        permanent: impl IntoIterator<Item = P>,
    ) -> Result<Self, Error> {
        chartered(SINCE_1966, members, permanent)
    }

    /// The Security Council from 1946 to 1965: eleven members, seven affirmative votes, five vetoes.
    ///
    /// # Arguments
    ///
    /// As in [`Council::un_security_council`], with eleven members.
    ///
    /// # Errors
    ///
    /// Those of [`Council::un_security_council`].
    ///
    /// # References
    ///
    /// United Nations Charter of 1945, articles 23(1) and 27(2)–(3).
    pub fn un_security_council_1946<N: Into<String>, P: AsRef<str>>(
        members: impl IntoIterator<Item = N>,
        permanent: impl IntoIterator<Item = P>,
    ) -> Result<Self, Error> {
        chartered(FROM_1946_TO_1965, members, permanent)
    }
}

impl VotingRule {
    /// The rule of the Security Council since 1966, its vetoes in seats 0 to 4. On procedural matters,
    /// [`VotingRule::procedural`] of it.
    ///
    /// # Errors
    ///
    /// None in fact: the figures are the Charter's.
    pub fn un_security_council() -> Result<Self, Error> {
        charter_rule(SINCE_1966, (0..).map(Seat::new).take(PERMANENT))
    }

    /// The rule of the Security Council from 1946 to 1965, its vetoes in seats 0 to 4. On procedural
    /// matters, [`VotingRule::procedural`] of it.
    ///
    /// # Errors
    ///
    /// None in fact: the figures are the Charter's.
    pub fn un_security_council_1946() -> Result<Self, Error> {
        charter_rule(FROM_1946_TO_1965, (0..).map(Seat::new).take(PERMANENT))
    }
}

fn charter_rule(
    (seats, quota): (usize, u64),
    vetoes: impl IntoIterator<Item = Seat>,
) -> Result<VotingRule, Error> {
    VotingRule::by_count(seats, quota)?.with_vetoes(vetoes)
}

fn chartered<N: Into<String>, P: AsRef<str>>(
    figures: (usize, u64),
    members: impl IntoIterator<Item = N>,
    permanent: impl IntoIterator<Item = P>,
) -> Result<Council, Error> {
    let members = Players::new(members)?;
    if members.len() != figures.0 {
        return Err(Error::MemberCount { got: members.len(), expected: figures.0 });
    }
    let permanent: Result<Vec<Seat>, Error> =
        permanent.into_iter().map(|name| seat_of(&members, name.as_ref())).collect();
    let permanent = sorted(SeatRole::Permanent, permanent?, members.len())?;
    if permanent.len() != PERMANENT {
        return Err(Error::PermanentCount { got: permanent.len(), expected: PERMANENT });
    }
    Council::new(members, permanent.iter().copied(), charter_rule(figures, permanent.iter().copied())?)
}
