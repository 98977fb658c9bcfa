//! The list of answers, for the page that compares tools.

use std::fmt::Write;
use std::path::Path;

use willing::check::nucleolus::CertifiedNucleolus;
use willing::game::Rational;
use willing::game::tu::TableGame;
use willing_bench::cooperative::{Standing, agreement_games, judge, name, two_scales};

use crate::peer;

const BEGIN: &str = "<!-- begin: written by `cargo run --release -p willing-bench --example cooperative -- agreement --write` -->";
const END: &str = "<!-- end -->";

/// Compares all games and prints the list, or writes it where it belongs.
pub(crate) fn publish(write: bool) -> Result<(), String> {
    let text = list()?;
    if !write {
        print!("{text}");
        return Ok(());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/compare.md");
    let fault = |error: std::io::Error| format!("{}: {error}", path.display());
    let page = std::fs::read_to_string(&path).map_err(fault)?;
    let (before, rest) = page.split_once(BEGIN).ok_or("docs/compare.md has no place for the list")?;
    let (_, after) = rest.split_once(END).ok_or("docs/compare.md has no end of the list")?;
    std::fs::write(&path, format!("{before}{BEGIN}\n{text}{END}{after}")).map_err(fault)
}

fn list() -> Result<String, String> {
    let (mut agreed, mut farthest, mut others) = (0, 0.0_f64, Vec::new());
    let games = agreement_games();
    for &drawn in &games {
        let name = name(drawn);
        eprintln!("{name}");
        let game = drawn.draw().map_err(|error| error.to_string())?;
        let (row, standing) = compare(&name, &game)?;
        if let Standing::Agrees { distance } = standing {
            agreed += 1;
            farthest = farthest.max(distance);
        } else {
            others.push(row);
        }
    }
    let mut text = format!(
        "\nOf {} generated games of the families I to V of Benedek, Fliege & Nguyen (2021) with 5 to 20 players, each solved \
         exactly and its certificate verified, coopgame 0.3.1 has the same nucleolus in {agreed}; amounts \
         differ by {farthest:.0e} at most.\n\n",
        games.len(),
    );
    text.push_str(
        "Games of two scales: v(S) = B w(S ∩ {0, 1, 2}) + w(S ∩ {3, 4, 5}) with one convex game w, so that the nucleolus is \
         (11/4, 15/4, 11/2) times B and once more as it is. *excesses*: the first place at which the sorted excesses \
         of both answers differ, compared exactly; the nucleolus has the lower one there.\n\n\
         | game | ours, players 3 to 5 | coopgame, players 3 to 5 | its guarantee | excesses: place, ours, coopgame's |\n\
         |---|---|---|---|---|\n",
    );
    for exponent in [3, 6, 8, 9, 12] {
        let game = two_scales(10_i64.pow(exponent)).map_err(|error| error.to_string())?;
        text.push_str(&compare(&format!("B = 10^{exponent}"), &game)?.0);
    }
    others.iter().for_each(|row| text.push_str(row));
    Ok(text)
}

/// A row of the list, and how the peer stands in it.
fn compare(name: &str, game: &TableGame) -> Result<(String, Standing), String> {
    let theirs = peer::nucleolus(game);
    let amounts = theirs.as_ref().map(|(amounts, _)| amounts.as_slice()).map_err(Clone::clone);
    let judgement = judge(game, amounts).map_err(|failure| failure.to_string())?;
    let mut row = format!("| {name} | {} |", last_three(&judgement.ours));
    match &theirs {
        Ok((amounts, guarantee)) => {
            let last: Vec<String> =
                amounts.iter().skip(amounts.len().saturating_sub(3)).map(|amount| shown(*amount)).collect();
            let _ = write!(row, " {} | {guarantee} |", last.join(", "));
        }
        Err(_) => row.push_str(" an error | – |"),
    }
    match &judgement.theirs {
        Standing::Agrees { .. } => row.push_str(" equal up to rounding |\n"),
        Standing::None(_) => row.push_str(" – |\n"),
        Standing::Differs { place: Some(place), .. } => {
            let float = |excess: &Rational| shown(excess.to_f64());
            let _ = writeln!(row, " {}, {}, {} |", place.rank + 1, float(&place.ours), float(&place.theirs));
        }
        Standing::Differs { place: None, .. } => row.push_str(" equal |\n"),
    }
    Ok((row, judgement.theirs))
}

fn last_three(answer: &CertifiedNucleolus) -> String {
    let amounts = &answer.allocation;
    let last = amounts.iter().skip(amounts.len().saturating_sub(3)).map(ToString::to_string);
    last.collect::<Vec<_>>().join(", ")
}

/// Six decimals at most.
fn shown(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
