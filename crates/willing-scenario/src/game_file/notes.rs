//! The faults of one file, with their places.

use std::ops::Range;

use willing_game::NumberError;

use crate::fault::{Fault, Faults, Place, Problem};

/// The most faults that are kept.
const MOST_FAULTS: usize = 100;

/// The most characters of a value that a fault repeats.
const EXCERPT: usize = 60;

/// Collects the faults of a text. Reading goes on after a fault, to find the others.
pub(super) struct Notes<'a> {
    file: &'a str,
    text: &'a str,
    faults: Vec<(Range<usize>, String, Option<String>, Problem)>,
    beyond: usize,
}

impl<'a> Notes<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, faults: Vec::new(), beyond: 0 }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// Notes a fault of what is written at `span`, repeating it.
    pub(super) fn value(&mut self, span: Range<usize>, key: &str, problem: Problem) {
        let written = self.text.get(span.clone()).unwrap_or_default();
        let line = written.lines().next().unwrap_or_default();
        let shortened: String = line.chars().take(EXCERPT).collect();
        let cut = shortened.len() < written.len();
        self.note(span, key, Some(if cut { format!("{shortened}…") } else { shortened }), problem);
    }

    /// Notes a fault at `span` that says itself what is written there.
    pub(super) fn at(&mut self, span: Range<usize>, key: &str, problem: Problem) {
        self.note(span, key, None, problem);
    }

    /// Notes a fault of a number, repeating what is written unless the fault does.
    pub(super) fn number(&mut self, span: Range<usize>, key: &str, problem: Problem) {
        let says_value = match &problem {
            Problem::NotNumber(error) => !matches!(error, NumberError::TooLong { .. }),
            other => matches!(other, Problem::Table(_)),
        };
        if says_value { self.at(span, key, problem) } else { self.value(span, key, problem) }
    }

    /// Notes a fault of the file as a whole.
    pub(super) fn whole(&mut self, key: &str, problem: Problem) {
        self.note(0..0, key, None, problem);
    }

    fn note(&mut self, span: Range<usize>, key: &str, value: Option<String>, problem: Problem) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push((span, key.to_owned(), value, problem));
        } else {
            self.beyond += 1;
        }
    }

    /// The span of a part of the text; both must be of the same string.
    pub(super) fn span(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        start..start + part.len()
    }

    /// All faults, in the order of their places. Lines are counted once, on the way.
    pub(super) fn into_faults(mut self) -> Faults {
        self.faults.sort_by_key(|(span, ..)| span.start);
        let (mut from, mut line) = (0, 1);
        let mut faults: Vec<Fault> = Vec::new();
        for (span, key, value, problem) in self.faults {
            line += self.text.get(from..span.start).map_or(0, |between| between.matches('\n').count());
            from = span.start;
            let before = self.text.get(..span.start).unwrap_or_default();
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
            let place = Place { file: self.file.to_owned(), line, column, span };
            faults.push(Fault { place, key, value, problem });
        }
        if let Some(last) = faults.last().filter(|_| self.beyond > 0) {
            let problem = Problem::More { count: self.beyond };
            faults.push(Fault { place: last.place.clone(), key: String::new(), value: None, problem });
        }
        Faults::new(faults)
    }
}
