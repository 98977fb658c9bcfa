//! Ideal points and status quos: what is refused, and what is read back.
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

use willing_council::spatial::{Alternatives, Error, Line, Plane};
use willing_council::{Formula, Seat, SimpleGame, VotingRule};

fn majority() -> VotingRule {
    "2 of 3, veto {1}".parse().unwrap()
}

#[test]
fn numbers_that_are_no_places_are_refused_by_name() {
    let message = |ideals: [f64; 3], status_quo| {
        Line::under(&majority(), ideals, status_quo).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(message([0.0; 3], 1.0), Ok(()));
    assert_eq!(
        message([0.0, f64::NAN, 0.0], 1.0),
        Err("the ideal point of seat 1 is at NaN: expected a finite number, at most 1e70 in size".into())
    );
    assert_eq!(
        message([0.0; 3], f64::INFINITY),
        Err("a point at inf: expected a finite number, at most 1e70 in size".into())
    );
    assert_eq!(Line::under(&majority(), [0.0; 2], 1.0), Err(Error::IdealCount { got: 2, seats: 3 }));
    let plane = || Plane::under(&majority(), [[0.0; 2]; 3], [0.0; 2]).unwrap();
    assert_eq!(
        plane().with_ideals([[0.0; 2], [0.0; 2], [0.0, 1e71]]),
        Err(Error::Ideal { seat: Seat::new(2), value: 1e71 })
    );
    assert_eq!(plane().with_status_quo([0.0, -1e71]), Err(Error::Point { value: -1e71 }));
    assert_eq!(plane().with_weights([1.0, 0.0]), Err(Error::Weight { dimension: 1, value: 0.0 }));
    assert!(matches!(plane().with_weights([f64::NAN, 1.0]), Err(Error::Weight { dimension: 0, .. })));
    assert!(matches!(Alternatives::new(plane(), [[f64::NAN, 0.0]]), Err(Error::Point { .. })));
}

#[test]
fn a_game_that_needs_nobody_is_refused() {
    let free = SimpleGame::new(2, Formula::always()).unwrap();
    assert_eq!(Line::new(free, [0.0, 1.0], 0.0), Err(Error::NobodyNeeded));
}

#[test]
fn those_without_whom_nobody_wins_hold_a_veto() {
    let line = Line::under(&majority(), [0.0, 1.0, 2.0], 0.0).unwrap();
    assert_eq!(line.veto_seats(), [Seat::new(1)]);
    // As many as the quota: all of them.
    let all = Line::under(&"3 of 3".parse().unwrap(), [0.0, 1.0, 2.0], 0.0).unwrap();
    assert_eq!(all.veto_seats().len(), 3);
}

#[cfg(feature = "serde")]
#[test]
fn spaces_are_read_back_as_they_were_written_and_checked_on_the_way_in() {
    let plane =
        Plane::under(&majority(), [[0.0, 0.1]; 3], [0.0; 2]).unwrap().with_weights([1.0, 2.5]).unwrap();
    let text = serde_json::to_string(&plane).unwrap();
    assert_eq!(serde_json::from_str::<Plane>(&text).unwrap(), plane);
    assert!(serde_json::from_str::<Plane>(&text.replace("2.5", "-2.5")).is_err());
    assert!(serde_json::from_str::<Plane>(&text.replace("weights\":[1.0", "other\":[1.0")).is_err());
    let line = Line::under(&majority(), [0.0, 0.1, 3.0], 0.5).unwrap();
    let text = serde_json::to_string(&line).unwrap();
    assert_eq!(serde_json::from_str::<Line>(&text).unwrap(), line);
    assert!(serde_json::from_str::<Line>(&text.replace("3.0]", "3.0,4.0]")).is_err());
}
