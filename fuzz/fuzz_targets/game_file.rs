//! Whatever text comes in, the reader of games gives a game or faults in every format, and never panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use willing_scenario::game_file::{Format, GameReader};

/// Tables up to 12 players: an input is tried eight times.
const MOST_BYTES: u64 = 8 << 12;

fuzz_target!(|text: &str| {
    for format in Format::ALL {
        let exact = GameReader::new(format).most_bytes(MOST_BYTES);
        for reader in [exact, exact.floats()] {
            match reader.parse(text, "fuzz") {
                // What was read can be written, and reads back to the same game.
                Ok(file) => {
                    if let Ok(written) = file.to_text(format) {
                        assert_eq!(
                            reader.parse(&written, "written").map(|again| again.to_text(format)),
                            Ok(Ok(written))
                        );
                    }
                }
                Err(faults) => {
                    for fault in &faults {
                        assert!(fault.place.line >= 1 && fault.place.column >= 1);
                        assert!(!fault.to_string().is_empty());
                    }
                }
            }
        }
    }
});
