//! Writing a scenario as one of direct parameters: what a mapping made of the facts, in full precision.

use std::fmt::Write as _;

use willing_council::{Matter, VotingRule};
use willing_game::{ActionSet, TierPoint, TierSet};
use willing_risk::{
    Authorization, Channel, IssueParts, Method, Parameters, Pool, Pooling, ProtectionByOthers, State,
};

use crate::council::CouncilSetup;
use crate::scenario::{FORMAT, Scenario};

/// The scenario as a file of direct parameters that reads back to the same issue and council, bit for bit.
/// Facts and observations are left out.
#[must_use]
pub fn parameter_file(scenario: &Scenario) -> String {
    let parts = scenario.issue.parts();
    let mut text = String::new();
    let mut put = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    put(format!("format = {FORMAT}"));
    put(format!("name = {}", quoted(&scenario.name)));
    put(format!("title = {}", quoted(&scenario.title)));
    if let Some(note) = &scenario.note {
        put(format!("note = {}", quoted(note)));
    }
    put(format!("seed = {}", scenario.seed));
    issue(&mut put, &parts, scenario.authorization);
    for method in &parts.methods {
        put(String::new());
        write_method(&mut put, method, &parts);
    }
    write_parameters(&mut put, &parts.parameters);
    write_communication(&mut put, &parts);
    if let Some(council) = &scenario.council {
        write_council(&mut put, council);
    }
    for (player, state) in parts.states.iter().enumerate() {
        put(String::new());
        write_state(&mut put, player, state, &parts, scenario);
    }
    text
}

fn issue(put: &mut impl FnMut(String), parts: &IssueParts, authorization: Authorization) {
    put("\n[issue]".to_owned());
    put(format!("leader = {}", quoted(&parts.leader)));
    put(format!("tiers = {}", tiers(&parts.tiers)));
    put(format!("leader_tiers = {}", tier_keys(parts.leader_tiers, &parts.tiers)));
    put(format!("sharing = \"{}\"", parts.parameters.sharing));
    let protection = match parts.protection_by_others {
        ProtectionByOthers::Nothing => "nothing",
        ProtectionByOthers::Unchanged => "unchanged",
    };
    put(format!("protection_by_others = \"{protection}\""));
    let given = match authorization {
        Authorization::Unauthorized => "unauthorized",
        Authorization::Authorized => "authorized",
    };
    put(format!("authorization = \"{given}\""));
    put(format!("vote_value_weight = {:?}", parts.vote_value_weight));
    put(format!("hazards = {}", list(parts.hazards.iter().map(|name| quoted(name)))));
}

fn write_method(put: &mut impl FnMut(String), method: &Method, parts: &IssueParts) {
    put(format!("[issue.methods.{}]", quoted(&method.name)));
    put(format!("legitimacy = {:?}", method.legitimacy));
    put(format!("difficulty = {:?}", method.difficulty));
    put(format!("effectiveness = {}", by_key(&parts.hazards, &method.effectiveness)));
    put(format!("backlash = {}", by_key(&parts.hazards, &method.backlash)));
    put(format!("casualties = {}", pool(method.casualties)));
    put(format!("financial = {}", pool(method.financial)));
    put(format!("projection_scale = {:?}", method.projection_scale));
    put(format!("feasible = {}", tier_keys(method.feasible, &parts.tiers)));
}

fn write_parameters(put: &mut impl FnMut(String), p: &Parameters) {
    put("\n[parameters]".to_owned());
    let c = p.credit;
    put(format!(
        "credit = {{ exposure = {:?}, stance = {:?}, access = {:?}, finance = {:?} }}",
        c.exposure, c.stance, c.access, c.finance
    ));
    for (key, value) in [
        ("authorization_legitimacy", p.authorization_legitimacy),
        ("stance_legitimacy", p.stance_legitimacy),
        ("contest_exponent", p.contest_exponent),
        ("failure_markup", p.failure_markup),
        ("excludable_protection", p.excludable_protection),
        ("launch_probability", p.launch_probability),
        ("launch_legitimacy", p.launch_legitimacy),
        ("launch_severity", p.launch_severity),
        ("domestic_probability", p.domestic_probability),
        ("domestic_legitimacy", p.domestic_legitimacy),
        ("military_licence", p.military_licence),
        ("international_probability", p.international_probability),
        ("retaliation_probability", p.retaliation_probability),
        ("entrapment_probability", p.entrapment_probability),
        ("value_weight", p.value_weight),
    ] {
        put(format!("{key} = {value:?}"));
    }
    let [x, y, a] = p.retaliation_weights;
    put(format!("retaliation_weights = {{ exposure = {x:?}, stance = {y:?}, access = {a:?} }}"));
    let t = p.treaty_credit;
    put(format!(
        "treaty_credit = {{ none = {:?}, multilateral = {:?}, bilateral = {:?} }}",
        t.none, t.multilateral, t.bilateral
    ));
}

fn write_communication(put: &mut impl FnMut(String), parts: &IssueParts) {
    let said = &parts.communication;
    put("\n[communication]".to_owned());
    let channel = match said.channel {
        Channel::Silent => "silent",
        Channel::Broadcast { .. } => "broadcast",
        Channel::TwoStage { .. } => "two-stage",
        Channel::Network { .. } => "network",
    };
    put(format!("channel = \"{channel}\""));
    let pooling = match said.pooling {
        Pooling::LogOdds => "log-odds",
        Pooling::Linear => "linear",
    };
    put(format!("pooling = \"{pooling}\""));
    put(format!("public_response = {:?}", said.public_response));
}

fn write_council(put: &mut impl FnMut(String), setup: &CouncilSetup) {
    let CouncilSetup { council, matter, absent, .. } = setup;
    let named = |seats: &[willing_council::Seat]| list(council.names(seats).map(quoted));
    put("\n[council]".to_owned());
    if let Some(name) = charter(council.rule(), council.permanent()) {
        put(format!("rule = \"{name}\""));
    } else {
        put(format!("rule = {}", quoted(&council.rule().to_string())));
    }
    match matter {
        Matter::Procedural => put("matter = \"procedural\"".to_owned()),
        Matter::Dispute { parties } => {
            put("matter = \"dispute\"".to_owned());
            put(format!("parties = {}", named(parties)));
        }
        _ => put("matter = \"substantive\"".to_owned()),
    }
    put(format!("absent = {}", named(absent)));
}

/// The name of the charter that a rule is, if it is one of the United Nations'.
fn charter(rule: &VotingRule, permanent: &[willing_council::Seat]) -> Option<&'static str> {
    let is = |charter: Result<VotingRule, _>| {
        charter.is_ok_and(|charter: VotingRule| charter.requirement() == rule.requirement())
    };
    let vetoes = rule.vetoes() == permanent && permanent.len() == 5 && rule.vetoes_needed() == 1;
    if vetoes && is(VotingRule::un_security_council()) {
        Some("security-council")
    } else if vetoes && is(VotingRule::un_security_council_1946()) {
        Some("security-council-1946")
    } else {
        None
    }
}

fn write_state(
    put: &mut impl FnMut(String),
    player: usize,
    state: &State,
    parts: &IssueParts,
    scenario: &Scenario,
) {
    put(format!("[states.{}]", quoted(&state.name)));
    if let Some(record) = scenario.record(player) {
        put(format!("name = {}", quoted(&record.name)));
        if let Some(region) = &record.region {
            put(format!("region = {}", quoted(region)));
        }
    }
    if let Some(setup) = &scenario.council {
        write_seat(put, player, setup);
    }
    let tolerance = state.risk_tolerance;
    let tolerance = if tolerance.is_finite() { format!("{tolerance:?}") } else { "\"infinity\"".to_owned() };
    put(format!("risk_tolerance = {tolerance}"));
    let views = parts.hazards.iter().zip(&state.hazards).map(|(name, hazard)| {
        let (probability, severity) = (hazard.probability, hazard.severity);
        format!("{} = {{ probability = {probability:?}, severity = {severity:?} }}", quoted(name))
    });
    put(format!("hazards = {{ {} }}", views.collect::<Vec<_>>().join(", ")));
    let own = parts.methods.iter().zip(&state.difficulties);
    let own: Vec<String> = own
        .filter_map(|(method, own)| {
            own.map(|difficulty| format!("{} = {difficulty:?}", quoted(&method.name)))
        })
        .collect();
    if !own.is_empty() {
        put(format!("difficulties = {{ {} }}", own.join(", ")));
    }
    put(format!("treaty = \"{}\"", state.treaty));
    for (key, value) in [
        ("capability", state.capability),
        ("asset_capability", state.asset_capability),
        ("stance_weight", state.stance_weight),
        ("casualty_sensitivity", state.casualty_sensitivity),
        ("opposition", state.opposition),
        ("domestic_severity", state.domestic_severity),
        ("international_severity", state.international_severity),
        ("retaliation_severity", state.retaliation_severity),
        ("entrapment_severity", state.entrapment_severity),
        ("abandonment_probability", state.abandonment_probability),
        ("protection_value", state.protection_value),
        ("affinity", state.affinity),
        ("projection_cost", state.projection_cost),
        ("fixed_weight", state.fixed_weight),
    ] {
        put(format!("{key} = {value:?}"));
    }
    if !state.payments.is_empty() {
        let payments = parts.tiers.tiers().zip(&state.payments).filter(|(_, payment)| payment.abs() > 0.0);
        let payments =
            payments.map(|(tier, payment)| format!("{} = {payment:?}", quoted(parts.tiers.key(tier))));
        put(format!("payments = {{ {} }}", payments.collect::<Vec<_>>().join(", ")));
    }
    put(format!("feasible = {}", tier_keys(state.feasible, &parts.tiers)));
    write_hearing(put, player, parts);
}

fn write_seat(put: &mut impl FnMut(String), player: usize, setup: &CouncilSetup) {
    let sits = setup.players.iter().position(|seated| seated.seat() == player);
    let Some((seat, thresholds)) = sits.and_then(|place| {
        let seat = willing_council::Seat::new(u32::try_from(place).ok()?);
        Some((seat, setup.behaviour.thresholds().get(place)?))
    }) else {
        return;
    };
    put(format!("council = \"{}\"", if setup.council.is_permanent(seat) { "permanent" } else { "elected" }));
    put(format!("vote_band = {:?}", thresholds.band()));
    put(format!("veto_cost = {:?}", thresholds.veto_cost()));
}

/// How the state hears of the danger.
fn write_hearing(put: &mut impl FnMut(String), player: usize, parts: &IssueParts) {
    let mut number = |key: &str, values: &[f64]| {
        if let Some(value) = values.get(player) {
            put(format!("{key} = {value:?}"));
        }
    };
    match &parts.communication.channel {
        Channel::Silent => {}
        Channel::Broadcast { fidelity } => number("fidelity", fidelity),
        Channel::TwoStage { experts, internal, fidelity } => {
            number("internal_fidelity", internal);
            number("fidelity", fidelity);
            if let Some(said) = experts.get(player) {
                put(format!("experts = {}", by_key(&parts.hazards, said)));
            }
        }
        Channel::Network { susceptibility, weights } => {
            number("susceptibility", susceptibility);
            if let Some(row) = weights.get(player) {
                let names: Vec<String> = parts.states.iter().map(|state| state.name.clone()).collect();
                put(format!("listens_to = {}", by_key(&names, row)));
            }
        }
    }
}

fn tiers(set: &TierSet) -> String {
    if *set == TierSet::default() {
        return "\"eight\"".to_owned();
    }
    if *set == TierSet::with_finance() {
        return "\"ten\"".to_owned();
    }
    let entries = set.tiers().map(|tier| {
        let TierPoint { exposure, stance, access, finance } = set.point(tier);
        let (key, name) = (quoted(set.key(tier)), quoted(set.name(tier)));
        format!(
            "{{ key = {key}, name = {name}, exposure = {exposure:?}, stance = {stance:.0}, access = {access:.0}, \
             finance = {finance:.0} }}"
        )
    });
    list(entries)
}

fn tier_keys(set: ActionSet, tiers: &TierSet) -> String {
    if set == ActionSet::first(tiers.len()) {
        return "\"all\"".to_owned();
    }
    list(tiers.tiers().filter(|tier| set.contains(tier.place())).map(|tier| quoted(tiers.key(tier))))
}

fn by_key(keys: &[String], values: &[f64]) -> String {
    let pairs = keys.iter().zip(values).map(|(key, value)| format!("{} = {value:?}", quoted(key)));
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}

fn pool(pool: Pool) -> String {
    format!("{{ mean = {:?}, deviation = {:?} }}", pool.mean, pool.deviation)
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A TOML basic string.
pub(crate) fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(written, "\\u{:04X}", u32::from(control));
            }
            other => written.push(other),
        }
    }
    written.push('"');
    written
}
