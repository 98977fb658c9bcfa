//! `willing check`: verifies an answer without the solver.

use std::io::Read;
use std::path::Path;

use willing::report::game::{GameAnswer, GameReport};
use willing::report::sharing::{ShareAnswer, ShareReport};
use willing::report::voting::{VotingAnswer, VotingReport};
use willing::report::{AnswerFile, Verification};

use crate::exit::{Exit, Failure};
use crate::output;
use crate::typed::Check;

pub(crate) fn run(typed: &Check) -> Result<Exit, Failure> {
    let text = read(&typed.answer)?;
    if GameAnswer::is_one(&text) {
        return check_game(typed, &text);
    }
    if VotingAnswer::is_one(&text) {
        return check_voting(typed, &text);
    }
    if ShareAnswer::is_one(&text) {
        return check_sharing(typed, &text);
    }
    let file = AnswerFile::from_json(&text).map_err(|error| Failure::at(&typed.answer, error))?;
    file.answer.check_alone().map_err(|violation| Failure::at(&typed.answer, violation))?;
    if !typed.quiet {
        output::print(&Verification::of(&file.answer).text())?;
    }
    Ok(Exit::Answer)
}

/// An answer about a game with transferable utility.
fn check_game(typed: &Check, text: &str) -> Result<Exit, Failure> {
    let answer = GameAnswer::from_json(text).map_err(|error| Failure::at(&typed.answer, error))?;
    answer.check().map_err(|violation| Failure::at(&typed.answer, violation))?;
    if !typed.quiet {
        output::print(&GameReport::new(&answer).verified())?;
    }
    Ok(Exit::Answer)
}

/// An answer about voting rules.
fn check_voting(typed: &Check, text: &str) -> Result<Exit, Failure> {
    let answer = VotingAnswer::from_json(text).map_err(|error| Failure::at(&typed.answer, error))?;
    answer.check().map_err(|violation| Failure::at(&typed.answer, violation))?;
    if !typed.quiet {
        output::print(&VotingReport::new(&answer).verified())?;
    }
    Ok(Exit::Answer)
}

/// An answer about sharing risk.
fn check_sharing(typed: &Check, text: &str) -> Result<Exit, Failure> {
    let answer = ShareAnswer::from_json(text).map_err(|error| Failure::at(&typed.answer, error))?;
    answer.check().map_err(|violation| Failure::at(&typed.answer, violation))?;
    if !typed.quiet {
        output::print(&ShareReport::new(&answer).verified())?;
    }
    Ok(Exit::Answer)
}

/// The text of a file, or of stdin for `-`.
fn read(path: &Path) -> Result<String, Failure> {
    if path.as_os_str() != "-" {
        return std::fs::read_to_string(path).map_err(|error| Failure::at(path, error));
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| Failure::at(path, error))?;
    Ok(text)
}
