//! A report as a sequence of blocks, written once and rendered as terminal text or Markdown.

use crate::Table;
use crate::table::printable;

/// A part of a [`Document`].
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The heading of a section.
    Heading(String),
    /// A sentence or several.
    Paragraph(String),
    /// What a reader must not miss.
    Notice(String),
    /// Points, one a line.
    Points(Vec<String>),
    /// A table.
    Table(Table),
}

/// A title and blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    title: String,
    blocks: Vec<Block>,
}

impl Document {
    /// An empty document of this title.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), blocks: Vec::new() }
    }

    /// Starts a section.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// Adds a paragraph.
    pub fn say(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// Adds a notice.
    pub fn notice(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Notice(text.into()));
    }

    /// Adds points, if there are any.
    pub fn points(&mut self, points: Vec<String>) {
        if !points.is_empty() {
            self.blocks.push(Block::Points(points));
        }
    }

    /// Adds a table, if it has rows.
    pub fn table(&mut self, table: Table) {
        if !table.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// The blocks.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Text for a terminal of `width` columns.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let width = width.max(40);
        let mut text = wrapped(&self.title, width);
        text.push_str(&"═".repeat(self.title.chars().count().min(width)));
        text.push('\n');
        for block in &self.blocks {
            text.push('\n');
            match block {
                Block::Heading(heading) => {
                    text.push_str(&printable(heading));
                    text.push('\n');
                    text.push_str(&"─".repeat(heading.chars().count().min(width)));
                    text.push('\n');
                }
                Block::Paragraph(paragraph) => text.push_str(&wrapped(paragraph, width.min(READABLE))),
                Block::Notice(notice) => {
                    text.push_str(&hanging("! ", notice, width.min(READABLE)));
                }
                Block::Points(points) => {
                    for point in points {
                        text.push_str(&hanging("· ", point, width.min(READABLE)));
                    }
                }
                Block::Table(table) => text.push_str(&table.text(width)),
            }
        }
        // A heading and its first block belong together.
        without_gap_below_headings(&text)
    }

    /// The same as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n", printable(&self.title));
        for block in &self.blocks {
            text.push('\n');
            match block {
                Block::Heading(heading) => {
                    text.push_str("## ");
                    text.push_str(&printable(heading));
                    text.push('\n');
                }
                Block::Paragraph(paragraph) => {
                    text.push_str(&printable(paragraph));
                    text.push('\n');
                }
                Block::Notice(notice) => {
                    text.push_str("> **");
                    text.push_str(&printable(notice));
                    text.push_str("**\n");
                }
                Block::Points(points) => {
                    for point in points {
                        text.push_str("- ");
                        text.push_str(&printable(point));
                        text.push('\n');
                    }
                }
                Block::Table(table) => text.push_str(&table.markdown()),
            }
        }
        text
    }
}

/// Prose is not set wider than this, however wide the terminal.
const READABLE: usize = 100;

fn without_gap_below_headings(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let ruled = |line: &&str| !line.is_empty() && line.chars().all(|letter| letter == '─');
    // A rule under a table header is as uniform as one under a heading, but no blank line follows it.
    for (place, line) in lines.iter().enumerate() {
        let above = place.checked_sub(1).and_then(|above| lines.get(above));
        if line.is_empty() && above.is_some_and(ruled) {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// `text` broken into lines of at most `width` characters, each ending in a line feed.
pub(crate) fn wrapped(text: &str, width: usize) -> String {
    hanging("", text, width)
}

/// As [`wrapped`], with a mark before the first line and as many blanks before the others.
fn hanging(mark: &str, text: &str, width: usize) -> String {
    let indent = mark.chars().count();
    let room = width.saturating_sub(indent).max(20);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    let text = printable(&text.replace(['\n', '\t'], " "));
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > room {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += letters;
    }
    lines.push(line);
    let mut out = String::new();
    for (place, line) in lines.iter().enumerate() {
        out.push_str(&if place == 0 { mark.to_owned() } else { " ".repeat(indent) });
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cell, Column};

    fn sample() -> Document {
        let mut document = Document::new("A title");
        document.notice("mind this");
        document.heading("First");
        document.say("One two three four five six seven eight nine ten eleven twelve.");
        let mut table = Table::new("t", [Column::name("a", "a"), Column::numbers("b", "b")]);
        table.push([Cell::text("x"), Cell::level(1.0)]);
        document.table(table);
        document
    }

    #[test]
    fn prose_is_wrapped_and_headings_are_underlined() {
        let text = sample().text(40);
        assert!(text.starts_with("A title\n═══════\n\n! mind this\n\nFirst\n─────\nOne two three"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
    }

    #[test]
    fn markdown_has_the_same_content() {
        let markdown = sample().markdown();
        assert!(markdown.starts_with("# A title\n\n> **mind this**\n\n## First\n\nOne two"), "{markdown}");
        assert!(markdown.ends_with("| a | b |\n| --- | ---: |\n| x | 1.00 |\n"), "{markdown}");
    }

    #[test]
    fn names_cannot_command_a_terminal() {
        let mut document = Document::new("\u{1b}[2Jtitle");
        document.say("a \u{1b}[31mname");
        let mut table = Table::new("t", [Column::name("a", "a")]);
        table.push([Cell::text("\u{7}bell")]);
        document.table(table);
        for text in [document.text(80), document.markdown()] {
            assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()), "{text:?}");
        }
    }

    #[test]
    fn an_empty_table_is_left_out() {
        let mut document = Document::new("t");
        document.table(Table::new("t", [Column::name("a", "a")]));
        assert!(document.blocks().is_empty());
    }
}
