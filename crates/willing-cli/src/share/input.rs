//! Portfolios as they are named on the command line.

use std::fs;
use std::io::Read;
use std::path::Path;

use willing::game::{Player, Players};
use willing::report::sharing::Subject;
use willing::risk::Belief;
use willing::risk::sharing::{Attitude, Portfolio, Preference};
use willing::scenario::portfolio_file::{Format, PortfolioFile, PortfolioReader};

use crate::exit::{Exit, Failure};
use crate::game::names;
use crate::output;
use crate::typed::{AttitudeName, PortfolioFormat, PortfolioInput, ShareConvert};

/// The most of stdin that is read: as much as a file may have, and a byte more.
const MOST_TEXT: u64 = (16 << 20) + 1;

/// The portfolio of a file, of the players asked for; all faults at once.
pub(super) fn read(typed: &PortfolioInput) -> Result<PortfolioFile, Failure> {
    let path = &typed.portfolio;
    let stated = typed.input_format.map(|format| match format {
        PortfolioFormat::Toml => Format::Toml,
        PortfolioFormat::Csv => Format::Csv,
    });
    let format = stated.or_else(|| Format::of_path(path)).ok_or_else(|| {
        Failure::at(path, "what format is it? Give --input-format, one of toml, csv, or such an ending")
    })?;
    let reader = PortfolioReader::new(format);
    let reader = attitude(typed)?.map_or(reader, |attitude| reader.otherwise(attitude));
    let file = if path.as_os_str() == "-" {
        let mut text = String::new();
        let read = std::io::stdin().lock().take(MOST_TEXT).read_to_string(&mut text);
        read.map_err(|error| Failure::at(Path::new("stdin"), error))?;
        reader.parse(&text, "stdin").map_err(Failure::all)?
    } else {
        reader.read(path).map_err(Failure::all)?
    };
    match &typed.coalition {
        Some(names) => only(&file, names),
        None => Ok(file),
    }
}

/// The subject of an answer about a portfolio.
pub(super) fn subject(file: &PortfolioFile) -> Result<Subject, Failure> {
    let unit = file.unit().map(str::to_owned);
    Subject::new(file.name(), unit, file.outcomes().to_vec(), file.portfolio().clone()).map_err(Failure::of)
}

/// All players of a portfolio.
pub(super) fn everybody(portfolio: &Portfolio) -> Vec<Player> {
    (0..portfolio.players().len()).filter_map(|seat| Player::from_seat(seat).ok()).collect()
}

/// The attitude that was typed, for those of whom the file says none.
fn attitude(typed: &PortfolioInput) -> Result<Option<Attitude>, Failure> {
    let tolerance = typed.tolerance.as_deref().map(tolerance).transpose()?;
    let fault = |text: &str| Err(Failure::of(text));
    let attitude = match (typed.attitude, tolerance, typed.level) {
        (None, None, None) => return Ok(None),
        (None | Some(AttitudeName::Entropic), Some(tolerance), None) => Attitude::Entropic { tolerance },
        (Some(AttitudeName::MeanVariance), Some(tolerance), None) => Attitude::MeanVariance { tolerance },
        (None | Some(AttitudeName::Cvar), None, Some(level)) => Attitude::Cvar { level },
        (Some(AttitudeName::Neutral), None, None) => Attitude::Entropic { tolerance: f64::INFINITY },
        (Some(AttitudeName::Entropic | AttitudeName::MeanVariance), ..) => {
            return fault("--attitude: expected --tolerance beside it, and no --level");
        }
        (Some(AttitudeName::Cvar), ..) => {
            return fault("--attitude cvar: expected --level beside it, and no --tolerance");
        }
        (Some(AttitudeName::Neutral), ..) => {
            return fault("--attitude neutral: expected neither --tolerance nor --level");
        }
        (None, Some(_), Some(_)) => return fault("--tolerance and --level: expected one of the two"),
    };
    // What no preference can have is a fault of the option, not of the file.
    let trial = Belief::uniform(1).and_then(|belief| Preference::new(attitude, belief));
    let option = if typed.level.is_some() { "--level" } else { "--tolerance" };
    trial.map(|_| Some(attitude)).map_err(|error| Failure::of(format_args!("{option}: {error}")))
}

fn tolerance(text: &str) -> Result<f64, Failure> {
    let text = text.trim();
    text.parse().map_err(|_| {
        Failure::of(format_args!("--tolerance: {text:?}: expected a number in [1e-6, 1e12], or infinity"))
    })
}

/// The same portfolio with some of its players only.
fn only(file: &PortfolioFile, names: &str) -> Result<PortfolioFile, Failure> {
    const OPTION: &str = "--coalition";
    let whole = file.portfolio();
    let mut seats = Vec::new();
    for name in names.split(',') {
        let seat = names::find(OPTION, whole.players(), name)?.seat();
        if seats.contains(&seat) {
            return Err(Failure::of(format_args!("{OPTION}: {:?} is named twice", name.trim())));
        }
        seats.push(seat);
    }
    seats.sort_unstable();
    let chosen =
        |list: &[String]| seats.iter().filter_map(|seat| list.get(*seat)).cloned().collect::<Vec<_>>();
    let members = chosen(whole.players().names());
    let title = format!("{}: {}", file.name(), members.join(", "));
    let players = Players::new(members).map_err(Failure::of)?;
    let endowments = seats.iter().filter_map(|seat| whole.endowments().get(*seat)).cloned().collect();
    let preferences = seats.iter().filter_map(|seat| whole.preferences().get(*seat)).cloned().collect();
    let portfolio = Portfolio::new(players, endowments, preferences).map_err(Failure::of)?;
    let part = PortfolioFile::new(title, file.source(), file.outcomes().to_vec(), portfolio);
    let part = part.map_err(Failure::of)?;
    let part = file.unit().map_or(Ok(part.clone()), |unit| part.with_unit(unit)).map_err(Failure::of)?;
    file.note().map_or(Ok(part.clone()), |note| part.with_note(note)).map_err(Failure::of)
}

/// `willing share convert`.
pub(super) fn convert(typed: &ShareConvert) -> Result<Exit, Failure> {
    let text = read(&typed.input)?.to_text();
    match &typed.output {
        Some(path) => fs::write(path, text).map_err(|error| Failure::at(path, error))?,
        None => output::print(&text)?,
    }
    Ok(Exit::Answer)
}
