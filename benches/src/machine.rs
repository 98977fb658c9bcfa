//! On what a record was made.

use std::process::Command;

/// The machine and the compiler.
#[derive(Clone, Debug)]
pub struct Machine {
    /// The model of the processor.
    pub processor: String,
    /// How many logical processors there are.
    pub cores: usize,
    /// The compiler's version.
    pub compiler: String,
    /// The load averages before the run.
    pub load: String,
}

impl Machine {
    /// This machine. What cannot be found out is "unknown".
    #[must_use]
    pub fn here() -> Self {
        let unknown = || "unknown".to_owned();
        let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = processors.lines().find_map(|line| line.strip_prefix("model name"));
        let load = std::fs::read_to_string("/proc/loadavg").ok();
        let compiler = Command::new("rustc").arg("--version").output().ok();
        let compiler = compiler.and_then(|output| String::from_utf8(output.stdout).ok());
        Self {
            processor: model
                .map_or_else(unknown, |model| model.trim_start_matches([' ', '\t', ':']).to_owned()),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            compiler: compiler.map_or_else(unknown, |version| version.trim().to_owned()),
            load: load
                .map_or_else(unknown, |line| line.split_whitespace().take(3).collect::<Vec<_>>().join(" ")),
        }
    }
}
