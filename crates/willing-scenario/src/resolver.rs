//! Where a mapping is found.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The mapping that comes along, named `standard` in scenarios.
pub const STANDARD_MAPPING: &str = include_str!("../../../fixtures/scenarios/mapping.toml");

/// The name under which [`STANDARD_MAPPING`] is found.
pub(crate) const STANDARD: &str = "standard";

/// The longest file that is read.
pub(crate) const LONGEST_FILE: usize = 16 << 20;

/// Finds the text of a mapping that a scenario names.
pub trait Resolver {
    /// The name to show in faults, and the text.
    ///
    /// # Errors
    ///
    /// Why it could not be read.
    fn load(&self, path: &str) -> Result<(String, String), io::ErrorKind>;
}

/// Reads files beside a scenario file: paths are relative to its folder.
#[derive(Clone, Debug)]
pub struct Beside(PathBuf);

impl Beside {
    /// Beside this scenario file.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self(path.parent().map(Path::to_path_buf).unwrap_or_default())
    }
}

impl Resolver for Beside {
    fn load(&self, path: &str) -> Result<(String, String), io::ErrorKind> {
        let path = self.0.join(path);
        let text = read_text(&path)?;
        Ok((path.display().to_string(), text))
    }
}

/// Reads no file: only `standard` is found. For text that comes from elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Resolver for NoFiles {
    fn load(&self, _path: &str) -> Result<(String, String), io::ErrorKind> {
        Err(io::ErrorKind::NotFound)
    }
}

/// A whole file as text; no more of it than a scenario can be.
pub(crate) fn read_text(path: &Path) -> Result<String, io::ErrorKind> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData)
}

pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, io::ErrorKind> {
    read_bytes_up_to(path, LONGEST_FILE)
}

/// No more of a file than `most` bytes and one: that one tells a file that is too long from one that just fits.
pub(crate) fn read_bytes_up_to(path: &Path, most: usize) -> Result<Vec<u8>, io::ErrorKind> {
    let file = File::open(path).map_err(|error| error.kind())?;
    let mut bytes = Vec::new();
    let limit = most as u64 + 1;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| error.kind())?;
    Ok(bytes)
}
