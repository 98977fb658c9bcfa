//! Lists of players and numbers, as they are typed.

use willing::game::tu::structured::WeightedVoting;
use willing::game::tu::{CoalitionStructure, Graph};
use willing::game::{Coalition, Player, Players, Rational};

use crate::exit::Failure;
use crate::typed::Votes;

/// A number of an option.
pub(super) fn number(option: &str, text: &str) -> Result<Rational, Failure> {
    text.trim().parse().map_err(|error| Failure::of(format_args!("{option}: {error}")))
}

/// Numbers by commas, each perhaps several times, as in `7*5,1*10`.
pub(super) fn numbers(option: &str, text: &str) -> Result<Vec<Rational>, Failure> {
    let mut list = Vec::new();
    for entry in text.split(',') {
        let (value, times) = entry.split_once('*').unwrap_or((entry, "1"));
        let times: usize = times
            .trim()
            .parse()
            .ok()
            .filter(|times| (1..=Coalition::MAX_PLAYERS).contains(times))
            .ok_or_else(|| {
                Failure::of(format_args!(
                    "{option}: {entry:?}: expected a number times 1 to {}",
                    Coalition::MAX_PLAYERS
                ))
            })?;
        let value = number(option, value)?;
        if list.len() + times > Coalition::MAX_PLAYERS {
            return Err(Failure::of(format_args!(
                "{option}: expected at most {} numbers",
                Coalition::MAX_PLAYERS
            )));
        }
        list.extend(std::iter::repeat_n(value, times));
    }
    Ok(list)
}

/// Names by commas, or 1 to n.
pub(super) fn players(names: Option<&str>, count: usize) -> Result<Players, Failure> {
    let names: Vec<String> = match names {
        Some(text) => text.split(',').map(|name| name.trim().to_owned()).collect(),
        None => (1..=count).map(|seat| seat.to_string()).collect(),
    };
    if names.len() != count {
        return Err(Failure::of(format_args!(
            "--names: {} names: expected one for each of {count} players",
            names.len()
        )));
    }
    Players::new(names).map_err(|error| Failure::of(format_args!("--names: {error}")))
}

/// The player of this name.
pub(crate) fn find(option: &str, players: &Players, name: &str) -> Result<Player, Failure> {
    players.find(name.trim()).map_err(|_| {
        let known = players.names().join(", ");
        Failure::of(format_args!("{option}: no player is called {:?}: the players are {known}", name.trim()))
    })
}

/// Players by `separator`.
pub(super) fn coalition(
    option: &str,
    players: &Players,
    text: &str,
    separator: char,
) -> Result<Coalition, Failure> {
    text.split(separator).try_fold(Coalition::EMPTY, |sum, name| {
        let player = find(option, players, name)?;
        sum.with(player)
            .filter(|with| *with != sum)
            .ok_or_else(|| Failure::of(format_args!("{option}: {:?} is named twice", name.trim())))
    })
}

/// Unions such as `a+b,c`; players left out are unions of their own.
pub(super) fn unions(players: &Players, text: &str) -> Result<CoalitionStructure, Failure> {
    const OPTION: &str = "--unions";
    let mut parts: Vec<Coalition> = Vec::new();
    let mut named = Coalition::EMPTY;
    for part in text.split(',') {
        let union = coalition(OPTION, players, part, '+')?;
        if let Some(twice) = union.intersection(named).players().find_map(|player| players.name(player)) {
            return Err(Failure::of(format_args!("{OPTION}: {twice:?} is in two unions")));
        }
        named = named.union(union);
        parts.push(union);
    }
    let all =
        Coalition::grand(players.len()).map_err(|error| Failure::of(format_args!("{OPTION}: {error}")))?;
    parts.extend(all.difference(named).players().filter_map(|player| Coalition::EMPTY.with(player)));
    CoalitionStructure::new(players.len(), parts)
        .map_err(|error| Failure::of(format_args!("{OPTION}: {error}")))
}

/// Links such as `a-b,b-c`. A name may hold a hyphen as long as only one reading fits.
pub(super) fn graph(players: &Players, text: &str) -> Result<Graph, Failure> {
    const OPTION: &str = "--edges";
    let edge = |link: &str| -> Result<(usize, usize), Failure> {
        let mut ends = link.match_indices('-').filter_map(|(place, _)| {
            let (from, to) = (link.get(..place)?, link.get(place + 1..)?);
            Some((players.find(from.trim()).ok()?.seat(), players.find(to.trim()).ok()?.seat()))
        });
        match (ends.next(), ends.next()) {
            (Some((from, to)), None) if from == to => {
                Err(Failure::of(format_args!("{OPTION}: {link:?} links a player with itself")))
            }
            (Some(edge), None) => Ok(edge),
            (Some(_), Some(_)) => {
                Err(Failure::of(format_args!("{OPTION}: {link:?} can be read in two ways")))
            }
            (None, _) => Err(Failure::of(format_args!(
                "{OPTION}: {link:?}: expected two players, as in a-b; the players are {}",
                players.names().join(", ")
            ))),
        }
    };
    let edges = text.split(',').map(edge).collect::<Result<Vec<_>, _>>()?;
    Graph::new(players.len(), edges).map_err(|error| Failure::of(format_args!("{OPTION}: {error}")))
}

/// One number for each player, as in `a=1,b=2/3`.
pub(crate) fn by_player(option: &str, players: &Players, text: &str) -> Result<Vec<Rational>, Failure> {
    let mut amounts: Vec<Option<Rational>> = vec![None; players.len()];
    for entry in text.split(',') {
        let (name, value) = entry
            .rsplit_once('=')
            .ok_or_else(|| Failure::of(format_args!("{option}: {entry:?}: expected NAME=NUMBER")))?;
        let seat = find(option, players, name)?.seat();
        let amount = number(option, value)?;
        if let Some(place) = amounts.get_mut(seat)
            && place.replace(amount).is_some()
        {
            return Err(Failure::of(format_args!("{option}: {:?} is named twice", name.trim())));
        }
    }
    let given = amounts.into_iter().zip(players.names());
    given
        .map(|(amount, name)| {
            amount.ok_or_else(|| {
                Failure::of(format_args!("{option}: {name:?} is missing: expected one for each player"))
            })
        })
        .collect()
}

/// The same, all above 0.
pub(super) fn positive_by_player(
    option: &str,
    players: &Players,
    text: &str,
) -> Result<Vec<Rational>, Failure> {
    let numbers = by_player(option, players, text)?;
    match numbers.iter().zip(players.names()).find(|(number, _)| !number.is_positive()) {
        Some((number, name)) => {
            Err(Failure::of(format_args!("{option}: {name:?} has {number}: expected more than 0")))
        }
        None => Ok(numbers),
    }
}

/// Votes with the names of the players.
pub(super) fn votes(typed: &Votes) -> Result<(Players, WeightedVoting), Failure> {
    let weights = numbers("--weights", &typed.weights)?
        .iter()
        .map(|weight| {
            let text = weight.to_string();
            text.parse::<u64>().map_err(|_| {
                Failure::of(format_args!("--weights: {text}: expected an integer of at least 0"))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let players = players(typed.names.as_deref(), weights.len())?;
    let total: u128 = weights.iter().copied().map(u128::from).sum();
    if typed.quota == 0 || u128::from(typed.quota) > total {
        return Err(Failure::of(format_args!(
            "--quota {}: expected 1 to {total}, the sum of the weights",
            typed.quota
        )));
    }
    let mut game = WeightedVoting::new(typed.quota, weights).map_err(Failure::of)?;
    if let Some(veto) = &typed.veto {
        game = game.with_veto(coalition("--veto", &players, veto, ',')?).map_err(Failure::of)?;
    }
    Ok((players, game))
}
