//! Templates read as they are written.
#![allow(clippy::panic, reason = "tests")]

use willing_scenario::{NoFiles, Reader, Template, template};

#[test]
fn templates_read_without_a_fault() {
    for kind in [Template::Facts, Template::Parameters] {
        let text = template(kind);
        let (scenario, faults) = Reader::new().parse(&text, "template.toml", &NoFiles);
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(scenario.is_some(), "{}\n{text}", faults.join("\n"));
    }
}
