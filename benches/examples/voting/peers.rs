//! Packages of PyPI in a process of their own: a question a line in, a reply a line out.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::{Deserialize, Serialize};
use willing::council::WeightedQuota;

use crate::words::{Missing, because};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Index {
    /// Swings, scaled to sum to 1.
    Banzhaf,
    /// The Shapley–Shubik index.
    ShapleyShubik,
}

#[derive(Serialize)]
struct Question<'a> {
    package: &'a str,
    index: Index,
    quota: u64,
    weights: &'a [u64],
    seconds: f64,
}

#[derive(Deserialize)]
struct Greeting {
    packages: BTreeMap<String, Option<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Reply {
    Solved { seconds: f64, index: Vec<f64> },
    LongerThan { longer_than: f64 },
    Failed { error: String },
}

/// The process.
pub(crate) struct Peers {
    child: Child,
    /// Closed to end the process.
    questions: Option<ChildStdin>,
    replies: Lines<BufReader<ChildStdout>>,
    versions: BTreeMap<String, Option<String>>,
    patience: f64,
}

impl Peers {
    /// Starts it; why not, if this is no interpreter.
    pub(crate) fn start(python: &str, patience: f64) -> Result<Self, Missing> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/voting_peers.py");
        let mut child = Command::new(python)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Missing::Because(format!("{python}: {error}")))?;
        let questions = child.stdin.take();
        let Some(output) = child.stdout.take() else {
            return Err(Missing::Because("no output of the interpreter".to_owned()));
        };
        let replies = BufReader::new(output).lines();
        let mut peers = Self { child, questions, replies, versions: BTreeMap::new(), patience };
        let greeting: Greeting = peers.read()?;
        peers.versions = greeting.packages;
        Ok(peers)
    }

    /// The version of a package, if it is installed.
    pub(crate) fn version(&self, package: &str) -> Option<&str> {
        self.versions.get(package)?.as_deref()
    }

    /// The index of every seat, and the seconds of processor time that took.
    pub(crate) fn ask(
        &mut self,
        package: &str,
        index: Index,
        rule: &WeightedQuota,
    ) -> Result<(Vec<f64>, f64), Missing> {
        let (weights, seconds) = (rule.weights().as_slice(), self.patience);
        let question = Question { package, index, quota: rule.quota(), weights, seconds };
        let mut line = serde_json::to_string(&question).map_err(because)?;
        line.push('\n');
        let input = self.questions.as_mut().ok_or_else(|| because("the process has ended"))?;
        input.write_all(line.as_bytes()).and_then(|()| input.flush()).map_err(because)?;
        match self.read()? {
            Reply::Solved { seconds, index } => Ok((index, seconds)),
            Reply::LongerThan { longer_than } => Err(Missing::LongerThan(longer_than)),
            Reply::Failed { error } => Err(Missing::Because(error)),
        }
    }

    fn read<T: for<'a> Deserialize<'a>>(&mut self) -> Result<T, Missing> {
        let line = self.replies.next().ok_or_else(|| because("the process has ended"))?.map_err(because)?;
        serde_json::from_str(&line).map_err(because)
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        // The script ends with its input.
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}
