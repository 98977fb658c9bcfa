//! Where results go: stdout or a file, whole or not at all.

use std::fs;
use std::io::{self, IsTerminal, Write};

use crate::exit::Failure;
use crate::typed::Page;

/// Below this, tables would not fit; narrower terminals wrap their lines.
const LEAST_WIDTH: usize = 72;

/// Columns where stdout is no terminal.
const PLAIN_WIDTH: usize = 100;

/// Writes a result to where it was asked for. A reader that closes the pipe early is no failure.
pub(crate) fn write(page: &Page, text: &str) -> Result<(), Failure> {
    match &page.output {
        Some(path) => fs::write(path, text).map_err(|error| Failure::at(path, error)),
        None => print(text),
    }
}

/// Writes to stdout.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::of(format_args!("stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a line to stderr; if even that fails there is nobody to tell.
pub(crate) fn talk(line: &str) {
    drop(writeln!(io::stderr().lock(), "{line}"));
}

/// The width asked for, else that of the terminal, else 100.
pub(crate) fn width(page: &Page) -> usize {
    if let Some(width) = page.width {
        return usize::from(width);
    }
    if page.output.is_none()
        && io::stdout().is_terminal()
        && let Some((_, columns)) = console::Term::stdout().size_checked()
    {
        return usize::from(columns).max(LEAST_WIDTH);
    }
    PLAIN_WIDTH
}
