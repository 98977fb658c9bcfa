//! Whatever text comes in, the scenario reader gives a scenario or faults, and never panics.
//!
//! The first line may hold a change of one key, behind `#! override `: the reader of changes is tried as well.
//! No file is read: the mapping is the one that comes along.
#![no_main]

use libfuzzer_sys::fuzz_target;
use willing_scenario::{NoFiles, Reader, Scenario, parameter_file};

fuzz_target!(|text: &str| {
    let change = text.lines().next().and_then(|line| line.strip_prefix("#! override "));
    let reader = change.into_iter().fold(Reader::new(), Reader::with_override);
    let (scenario, faults) = reader.parse(text, "fuzz.toml", &NoFiles);
    assert_eq!(scenario.is_some(), faults.is_empty());
    for fault in &faults {
        assert!(fault.place.line >= 1 && fault.place.column >= 1);
        assert!(!fault.to_string().is_empty());
    }
    // What was read can be written, and reads back to the same issue.
    if let Some(scenario) = scenario {
        let (again, faults) = Scenario::parse(&parameter_file(&scenario), "written.toml", &NoFiles);
        assert!(faults.is_empty(), "{}", faults[0]);
        assert_eq!(again.map(|again| again.issue.parts()), Some(scenario.issue.parts()));
    }
});
