//! One state: why it is here, what else it could do, and what would move it.

use willing_check::crisis::StateReport;
use willing_risk::Ledger;

use crate::number::Quantity;
use crate::shown::Shown;
use crate::view::View;
use crate::{
    Cell, Column, Document, Error, Table, blocking, circles, council, counterfactual, fairness, ledger,
    price, report,
};

pub(crate) fn document(view: View<'_>, name: &str) -> Result<Document, Error> {
    let state = view.find(name)?;
    let mut document = Document::new(format!("{}: {}", view.title(), view.called(state)));
    report::head(view, &mut document);
    document.heading(if view.answer.course.acts() {
        "Where it stands".to_owned()
    } else {
        format!("Where it would stand{}", view.had_it_acted())
    });
    document.points(standing(view, state));
    why(view, state, &mut document);
    alternatives(view, state, &mut document);
    votes(view, state, &mut document);
    movers(view, state, &mut document);
    let hinges =
        [counterfactual::without(view, state.player), counterfactual::under_its_lead(view, state.player)];
    let hinges: Vec<String> = hinges.into_iter().flatten().collect();
    if !hinges.is_empty() {
        document.heading("What hinges on it");
        document.points(hinges);
        counterfactual::uncertified(view, &mut document);
    }
    Ok(document)
}

fn standing(view: View<'_>, state: &StateReport) -> Vec<String> {
    let role = if view.is_leader(state) { ", the leader" } else { "" };
    let treaty = view.treaty(&state.name);
    let mut points = vec![format!(
        "{}{role}: {}, radius {}; treaty: {treaty}.",
        view.called(state),
        view.tier(state.tier),
        Quantity::Level.rounded(state.radius),
    )];
    if !view.is_certain(state) {
        points.push(format!("In other equilibria elsewhere: {}.", circles::possible_tiers(view, state)));
    }
    if let Some(observed) = view.labels.observed.get(&state.name) {
        points.push(format!("Observed in fact: {observed}."));
    }
    points.push(format!(
        "Payoff {} (status quo {}); contributes {} of capability; bears {} of the military and {} of the financial burden.",
        Quantity::Level.rounded(state.payoff),
        Quantity::Level.rounded(state.status_quo),
        Quantity::Level.rounded(state.capability),
        Quantity::Share.rounded(state.military_share),
        Quantity::Share.rounded(state.financial_share),
    ));
    points.extend(fairness::of_member(view, state));
    if state.negotiated_payment != 0.0 {
        points.push(format!(
            "Nash bargaining gives it a side payment of {}.",
            Quantity::Difference.rounded(state.negotiated_payment)
        ));
    }
    points
}

/// The ledger against the bystander or, for a bystander, against its next-best tier.
fn why(view: View<'_>, state: &StateReport, document: &mut Document) {
    let bystander = view.tiers().bystander();
    document.heading("Why it is here");
    if state.tier == bystander {
        let shown = Shown::of(view.answer);
        let next = next_best(state);
        let ledger =
            next.and_then(|next| shown.as_ref()?.ledger(state, next, bystander).map(|ledger| (next, ledger)));
        match ledger {
            Some((next, ledger)) => {
                document.say(format!(
                    "Payoff as a bystander less that in its next-best tier, {}, in {}, others' tiers fixed. Positive \
                     terms keep it out.",
                    view.tier(next),
                    view.labels.money()
                ));
                document.table(ledger::branch_table(&ledger));
            }
            None => document.say("It has no other tier to choose from."),
        }
    } else {
        document.say(format!(
            "Payoff in its tier less that of a bystander, in {}, others' tiers fixed. Positive terms speak for the tier.",
            view.labels.money()
        ));
        document.table(ledger::branch_table(&state.ledger));
        if view.is_leader(state) {
            document.say(format!(
                "{} Over the status quo, it gains {}.",
                ledger::FREE_RIDING,
                Quantity::Difference.rounded(state.payoff - state.status_quo)
            ));
        }
    }
    let risks = state.responsibilities.iter().filter(|entry| entry.share > 0.0);
    let mut risks: Vec<_> = risks.collect();
    risks.sort_by(|one, other| other.share.total_cmp(&one.share));
    let shares: Vec<String> = risks
        .iter()
        .take(5)
        .map(|entry| format!("{} {}", entry.risk, Quantity::Share.rounded(entry.share)))
        .collect();
    if !shares.is_empty() {
        document.say(format!("Its part of what all states bear: {}.", shares.join(", ")));
    }
}

/// The feasible tier of the least price other than its own.
fn next_best(state: &StateReport) -> Option<willing_game::Tier> {
    let others = state.prices.iter().filter(|price| price.tier != state.tier);
    others.min_by(|one, other| one.price.total_cmp(&other.price)).map(|price| price.tier)
}

fn alternatives(view: View<'_>, state: &StateReport, document: &mut Document) {
    if state.prices.len() < 2 {
        return;
    }
    document.heading("What else it could do");
    document.say(format!(
        "Price: the smallest side payment, in {}, that makes the tier a best reply. Terms: what speaks most for its own \
         tier (+) or for the other (-).",
        view.labels.money()
    ));
    document.table(alternative_table(view, state));
}

/// One row a feasible tier, the cheapest first.
pub(crate) fn alternative_table(view: View<'_>, state: &StateReport) -> Table {
    let shown = Shown::of(view.answer);
    let mut table = Table::new(
        "alternatives",
        [
            Column::words("tier", "tier"),
            Column::numbers("radius", "radius").optional(1),
            Column::numbers("payoff", "payoff"),
            Column::numbers("price", "price"),
            Column::words("terms", "leading terms"),
        ],
    );
    let credit = view.answer.crisis.issue.parameters.credit;
    let mut prices: Vec<_> = state.prices.iter().collect();
    prices.sort_by(|one, other| one.price.total_cmp(&other.price));
    for price in prices {
        let own = price.tier == state.tier;
        let ledger: Option<Ledger> =
            shown.as_ref().filter(|_| !own).and_then(|shown| shown.ledger(state, price.tier, state.tier));
        let terms = match ledger {
            Some(ledger) => ledger::leading_terms(&ledger, 3),
            None if own => "its own".to_owned(),
            None => String::new(),
        };
        table.push([
            Cell::text(view.tier(price.tier)),
            Cell::level(credit.radius(&view.tiers().point(price.tier))),
            Cell::level(price.payoff),
            Cell::level(price.price),
            Cell::Text(terms),
        ]);
    }
    table
}

fn votes(view: View<'_>, state: &StateReport, document: &mut Document) {
    let Some(parts) = &view.answer.crisis.council else { return };
    let Ok(seat) = parts.council.seat(&state.name) else { return };
    let mut points = Vec::new();
    for draft in &view.answer.drafts {
        let vote = draft.forecast.ballot.vote(seat).map_or_else(String::new, |vote| vote.to_string());
        let support = draft.forecast.supports.get(seat.place()).copied().flatten();
        let support = support.map_or_else(String::new, |support| {
            format!(" (support {})", Quantity::Difference.rounded(support))
        });
        points.push(format!(
            "\"authorize {}\": {vote}{support}; it {}.",
            view.method(draft.method),
            council::reason(parts, draft, seat)
        ));
    }
    points.extend(blocking::of_member(view, seat));
    if !points.is_empty() {
        let veto = parts.council.rule().holds_veto(seat, &parts.matter);
        document.heading(if veto {
            "Its votes in the council (with a veto)"
        } else {
            "Its votes in the council"
        });
        document.points(points);
    }
}

fn movers(view: View<'_>, state: &StateReport, document: &mut Document) {
    if state.sensitivities.is_empty() {
        return;
    }
    document.heading("What would move it");
    let table = price::flips_of(view, state);
    if table.is_empty() {
        document.say("No change of a single parameter of its own within its range.");
    } else {
        document.say(
            "The smallest change of one of its own parameters that makes another tier better, others' tiers fixed.",
        );
        document.table(table);
    }
    let holds = price::holds(view, state);
    if !holds.is_empty() {
        document.say(format!("It stays whatever becomes of: {}.", holds.join("; ")));
    }
}
