//! The words of a game report: concepts, properties, coalitions.

use willing_check::nucleolus::Concept as Relative;
use willing_check::properties::Property;
use willing_check::values::Concept;
use willing_game::{Coalition, Player, Players};

pub(super) const fn relative_key(concept: Relative) -> &'static str {
    match concept {
        Relative::Nucleolus => "nucleolus",
        Relative::Prenucleolus => "prenucleolus",
        Relative::PerCapitaNucleolus => "per-capita-nucleolus",
        Relative::PerCapitaPrenucleolus => "per-capita-prenucleolus",
    }
}

pub(super) const fn value_key(concept: &Concept) -> &'static str {
    match concept {
        Concept::Shapley => "shapley",
        Concept::Banzhaf => "banzhaf",
        Concept::NormalizedBanzhaf => "banzhaf-normalized",
        Concept::Solidarity => "solidarity",
        Concept::WeightedShapley { .. } => "weighted-shapley",
        Concept::Owen { .. } => "owen",
        Concept::BanzhafOwen { .. } => "banzhaf-owen",
        Concept::AumannDreze { .. } => "aumann-dreze",
        Concept::Myerson { .. } => "myerson",
        Concept::Position { .. } => "position",
        Concept::Tau => "tau",
        Concept::Gately => "gately",
        Concept::ImputationCentre => "cis",
        Concept::NonSeparable => "ensc",
        Concept::EqualDivision => "esd",
        _ => "by-size",
    }
}

pub(super) const fn property_key(property: Property) -> &'static str {
    match property {
        Property::Superadditive => "superadditive",
        Property::Convex => "convex",
        Property::Monotone => "monotone",
        Property::ZeroMonotone => "zero-monotone",
        Property::Additive => "additive",
        Property::Essential => "essential",
        Property::Simple => "simple",
        Property::ConstantSum => "constant-sum",
        Property::Symmetric => "symmetric",
    }
}

/// A key as a title: `banzhaf-normalized` is "normalized Banzhaf".
pub(crate) fn title(key: &str) -> String {
    match key {
        "shapley" => "Shapley value".to_owned(),
        "banzhaf" => "Banzhaf value".to_owned(),
        "banzhaf-normalized" => "normalized Banzhaf".to_owned(),
        "sampled-shapley" => "sampled Shapley".to_owned(),
        "weighted-shapley" => "weighted Shapley".to_owned(),
        "solidarity" => "solidarity value".to_owned(),
        "owen" => "Owen value".to_owned(),
        "banzhaf-owen" => "Banzhaf–Owen".to_owned(),
        "aumann-dreze" => "Aumann–Drèze".to_owned(),
        "aumann-shapley" => "Aumann–Shapley".to_owned(),
        "euler" => "Euler".to_owned(),
        "myerson" => "Myerson value".to_owned(),
        "position" => "position value".to_owned(),
        "tau" => "tau value".to_owned(),
        "gately" => "Gately point".to_owned(),
        "cis" => "CIS".to_owned(),
        "ensc" => "ENSC".to_owned(),
        "equilibrium" => "equilibrium".to_owned(),
        "given" => "as given".to_owned(),
        "esd" => "equal division".to_owned(),
        "epsilon-core" => "ε-core".to_owned(),
        "per-capita-nucleolus" => "nucleolus per capita".to_owned(),
        "per-capita-prenucleolus" => "prenucleolus per capita".to_owned(),
        "constant-sum" => "constant-sum".to_owned(),
        "zero-monotone" => "zero-monotone".to_owned(),
        other => other.replace('-', " "),
    }
}

pub(crate) fn player(players: &Players, player: Player) -> String {
    players.name(player).map_or_else(|| player.to_string(), str::to_owned)
}

/// The members of a coalition, joined by plus signs.
pub(crate) fn coalition(players: &Players, coalition: Coalition) -> String {
    if coalition.is_empty() {
        return "nobody".to_owned();
    }
    if players.len() > 2 && Coalition::grand(players.len()) == Ok(coalition) {
        return "everybody".to_owned();
    }
    let names: Vec<String> = coalition.players().map(|member| player(players, member)).collect();
    names.join(" + ")
}

/// A kind of players: many by the first and the last of them.
pub(super) fn kind(players: &Players, members: Coalition) -> String {
    const MOST_NAMED: usize = 3;
    let mut names = members.players().map(|member| player(players, member));
    match (members.len() > MOST_NAMED, names.next(), names.last()) {
        (true, Some(first), Some(last)) => format!("{first} … {last}"),
        _ => coalition(players, members),
    }
}

/// Several coalitions, for a cell.
pub(super) fn coalitions(players: &Players, list: impl IntoIterator<Item = Coalition>) -> String {
    let names: Vec<String> = list.into_iter().map(|members| coalition(players, members)).collect();
    names.join("; ")
}

/// A list of a sentence.
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} and {last}", firsts.join(", ")),
    }
}
