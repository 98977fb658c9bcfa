//! Deadlock in space, in a line each.

use willing_check::deadlock::DeadlockEstimate;
use willing_council::Council;
use willing_game::{Rational, Verdict};

use super::sentence::{Fact, group, name, undecided};
use super::{InPlane, OnLine};
use crate::Quantity;
use crate::number::fraction;

/// The most sectors of a deadlock or arcs of a winset that are written out.
const MOST_SECTORS: usize = 8;

pub(super) fn on_line(council: &Council, found: &OnLine) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut say = |question: &str, answer: String| facts.push((question.to_owned(), answer));
    say("status quo", number(found.status_quo));
    match &found.deadlock {
        Verdict::Exists(deadlock) => {
            say("deadlock", "yes: nothing beats the status quo".to_owned());
            say("who blocks a move to the left", group(council, &deadlock.against_left));
            say("who blocks a move to the right", group(council, &deadlock.against_right));
        }
        Verdict::Impossible(winner) => {
            let point = fraction(&winner.point);
            say(
                "deadlock",
                format!("no: {point} beats the status quo, by {}", group(council, &winner.coalition)),
            );
        }
        Verdict::Undecided(limit) => say("deadlock", undecided(*limit)),
    }
    if let Ok(status_quo) = Rational::from_float(found.status_quo) {
        let interval =
            |(low, high): (Rational, Rational)| format!("({}, {})", fraction(&low), fraction(&high));
        let intervals: Vec<String> = found.winset.intervals(&status_quo).into_iter().map(interval).collect();
        say(
            "beats the status quo",
            if intervals.is_empty() { "nothing".to_owned() } else { intervals.join(" and ") },
        );
    }
    say(
        "gridlock interval",
        match &found.gridlock {
            Verdict::Exists(interval) => match interval.ends {
                None => "the whole line: no coalition wins".to_owned(),
                Some([low, high]) => format!(
                    "[{}, {}], from {} to {}",
                    number(low.ideal),
                    number(high.ideal),
                    name(council, low.seat),
                    name(council, high.seat)
                ),
            },
            Verdict::Impossible(_) => "none: something beats every status quo".to_owned(),
            Verdict::Undecided(limit) => undecided(*limit),
        },
    );
    for (question, hull) in
        [("Pareto set of all", &found.unanimity), ("unanimity core of those with a veto", &found.vetoes)]
    {
        if let Some(hull) = hull {
            let [low, high] = hull.ends;
            say(question, format!("[{}, {}]", number(low.ideal), number(high.ideal)));
        }
    }
    if let Some(offer) = &found.offer {
        let answer = format!("{} for a setter at {}", fraction(&offer.outcome), number(offer.setter));
        say("outcome of an offer to take or leave", answer);
    }
    if let Some(estimate) = &found.estimate {
        say("probability of deadlock", probability(estimate));
    }
    facts
}

pub(super) fn in_plane(council: &Council, found: &InPlane) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut say = |question: &str, answer: String| facts.push((question.to_owned(), answer));
    say("status quo", point(found.status_quo));
    match &found.deadlock {
        Verdict::Exists(deadlock) => {
            let answer = "yes: in every direction some block who gain nothing that way";
            say("deadlock", answer.to_owned());
            for sector in deadlock.sectors.iter().take(MOST_SECTORS) {
                let directions = format!("who blocks from {} to {}", angle(&sector.from), angle(&sector.to));
                say(&directions, group(council, &sector.blockers));
            }
            let more = deadlock.sectors.len().saturating_sub(MOST_SECTORS);
            if more > 0 {
                say("more directions", format!("{more} sectors, in the JSON answer"));
            }
        }
        Verdict::Impossible(winner) => {
            let [x, y] = winner.point.each_ref().map(Rational::to_f64);
            say(
                "deadlock",
                format!(
                    "no: {} beats the status quo, by {}",
                    point([x, y]),
                    group(council, &winner.coalition)
                ),
            );
        }
        Verdict::Undecided(limit) => say("deadlock", undecided(*limit)),
    }
    let area = if found.winset.is_empty() {
        "nothing".to_owned()
    } else {
        format!("an area of {} (± {:.1e})", number(found.winset.area), found.winset.area_error)
    };
    say("beats the status quo", area);
    for (question, hull) in
        [("Pareto set of all", &found.unanimity), ("unanimity core of those with a veto", &found.vetoes)]
    {
        if let Some(hull) = hull {
            say(question, format!("the hull of {}", group(council, &hull.corners)));
        }
    }
    if let Some(yolk) = &found.yolk {
        say("yolk", format!("centre {}, radius {}", point(yolk.centre), number(yolk.radius)));
    }
    if let Some(offer) = &found.offer {
        say(
            "outcome of an offer to take or leave",
            format!("{} for a setter at {}", point(offer.outcome), point(offer.setter)),
        );
    }
    if let Some((points, set)) = &found.alternatives {
        let uncovered = set.uncovered.iter().filter_map(|one| points.get(one.alternative).copied());
        say("uncovered alternatives", uncovered.map(point).collect::<Vec<_>>().join(" "));
    }
    if let Some(estimate) = &found.estimate {
        say("probability of deadlock", probability(estimate));
    }
    facts
}

fn probability(estimate: &DeadlockEstimate) -> String {
    format!(
        "{} (standard error {:.1e}), {} samples from seed {}",
        Quantity::Probability.rounded(estimate.probability()),
        estimate.standard_error(),
        estimate.samples,
        estimate.seed
    )
}

fn number(value: f64) -> String {
    Quantity::Level.rounded(value)
}

fn point([x, y]: [f64; 2]) -> String {
    format!("({}, {})", number(x), number(y))
}

/// A direction in degrees, counted from the first axis to the second.
fn angle(direction: &[Rational; 2]) -> String {
    let [x, y] = direction.each_ref().map(Rational::to_f64);
    format!("{:.0}°", y.atan2(x).to_degrees().rem_euclid(360.0))
}
