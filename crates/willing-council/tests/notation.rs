//! Rules in one line of text: what is read and how it is written back, and what is refused, where and why.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use willing_council::{
    Against, Base, BlockingMinority, Error, Requirement, Seat, Strictly, VotingRule, WeightedQuota,
    WeightedShare, Weights,
};

fn rule(text: &str) -> VotingRule {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// `text` reads as the rule that is written as `canonical`.
fn writes(text: &str, canonical: &str) {
    assert_eq!(rule(text).to_string(), canonical, "{text}");
    assert_eq!(rule(canonical), rule(text), "{text}");
}

#[test]
fn every_kind_of_part_is_read_and_written() {
    let weights = || Weights::new([3, 2, 2, 1]).unwrap();
    let quota = |quota| WeightedQuota::of(weights(), quota).unwrap();
    let share =
        |strictly, of| Requirement::Share(WeightedShare::new(weights(), (2, 3), strictly, of).unwrap());
    let minority = |against| Requirement::Minority(BlockingMinority::new(weights(), 4, against).unwrap());
    let cases = [
        ("3 of 4", Requirement::Quota(WeightedQuota::count(4, 3).unwrap())),
        ("[5; 3, 2*2, 1]", Requirement::Quota(quota(5))),
        ("[5 present; 3, 2*2, 1]", Requirement::Quorum(quota(5))),
        ("[>= 2/3 of all; 3, 2*2, 1]", share(Strictly::AtLeast, Base::All)),
        ("[>= 2/3 of present; 3, 2*2, 1]", share(Strictly::AtLeast, Base::Present)),
        ("[>= 2/3 of voting; 3, 2*2, 1]", share(Strictly::AtLeast, Base::Voting)),
        ("[> 2/3 of all; 3, 2*2, 1]", share(Strictly::MoreThan, Base::All)),
        ("[< 4 no; 3, 2*2, 1]", minority(Against::No)),
        ("[< 4 not yes; 3, 2*2, 1]", minority(Against::NotYes)),
    ];
    for (text, part) in cases {
        assert_eq!(text.parse::<Requirement>().unwrap(), part, "{text}");
        assert_eq!(part.to_string(), text);
        assert_eq!(rule(text), VotingRule::of(part).unwrap());
    }
}

#[test]
fn and_binds_closer_than_or() {
    let one = |quota| Requirement::Quota(WeightedQuota::count(3, quota).unwrap());
    let both = Requirement::All(vec![one(1), one(2)]);
    let read = |text: &str| text.parse::<Requirement>().unwrap();
    assert_eq!(read("1 of 3 and 2 of 3 or 3 of 3"), Requirement::Any(vec![both.clone(), one(3)]));
    assert_eq!(read("3 of 3 or 1 of 3 and 2 of 3"), Requirement::Any(vec![one(3), both]));
    let either = Requirement::Any(vec![one(2), one(3)]);
    assert_eq!(read("1 of 3 and (2 of 3 or 3 of 3)"), Requirement::All(vec![one(1), either]));
    assert_eq!(read("1 of 3 or 2 of 3 or 3 of 3"), Requirement::Any(vec![one(1), one(2), one(3)]));
}

#[test]
fn parentheses_are_written_where_they_say_something() {
    writes("((9 of 15))", "9 of 15");
    writes("(1 of 3 and 2 of 3) or 3 of 3", "1 of 3 and 2 of 3 or 3 of 3");
    writes("1 of 3 and (2 of 3 or 3 of 3)", "1 of 3 and (2 of 3 or 3 of 3)");
    writes("1 of 3 and (2 of 3 and 3 of 3)", "1 of 3 and (2 of 3 and 3 of 3)");
    writes("(1 of 3 or 2 of 3) or 3 of 3", "(1 of 3 or 2 of 3) or 3 of 3");
    writes("(1 of 3), veto {0}", "1 of 3, veto {0}");
}

#[test]
fn blanks_are_the_writers_choice() {
    let canonical = "[12; 3*4, 2*2, 1] and 4 of 6, veto {0-1, 3}";
    writes("[12;3*4,2*2,1]and 4 of 6,veto{0-1,3}", canonical);
    writes("  [ 12 ; 3 * 4 , 2 * 2 , 1 ]\n\tand 4 of 6 , veto { 0 - 1 , 3 }\r\n", canonical);
    writes("9of15", "9 of 15");
    writes("[>=2/3 of voting;3*1]", "[>= 2/3 of voting; 3*1]");
    writes("[<2 not   yes;3*1]", "[< 2 not yes; 3*1]");
}

#[test]
fn runs_of_weights_are_joined() {
    writes("[12; 4, 4, 4, 2, 2, 1]", "[12; 3*4, 2*2, 1]");
    writes("[12; 1*4, 2*4, 2*2, 0*9, 1]", "[12; 3*4, 2*2, 1]");
    writes("[2; 1, 1, 1]", "2 of 3");
    writes("[2; 1, 0, 1]", "[2; 1, 0, 1]");
    writes("[2 present; 1, 1, 1]", "[2 present; 3*1]");
    writes("[007; 007, 1]", "[7; 7, 1]");
    writes(
        "[18446744073709551615; 18446744073709551614, 1]",
        "[18446744073709551615; 18446744073709551614, 1]",
    );
}

#[test]
fn runs_of_vetoes_are_joined_and_sorted() {
    writes("9 of 15, veto {4, 2, 3, 0, 1}", "9 of 15, veto {0-4}");
    writes("9 of 15, veto {14, 0-1, 3}", "9 of 15, veto {0-1, 3, 14}");
    writes("9 of 15, veto {5-5}", "9 of 15, veto {5}");
    writes("9 of 15, 1 vetoes of {0, 1}", "9 of 15, veto {0-1}");
    writes("9 of 15, 2 vetoes of {0-4}", "9 of 15, 2 vetoes of {0-4}");
    assert_eq!(rule("9 of 15, 2 vetoes of {0-4}").vetoes_needed(), 2);
    assert_eq!(rule("2 of 3, veto {2, 0}").vetoes(), [Seat::new(0), Seat::new(2)]);
}

#[test]
fn lists_of_one_are_written_as_what_they_hold() {
    let one = || Requirement::Quota(WeightedQuota::count(3, 2).unwrap());
    let nested = Requirement::All(vec![Requirement::Any(vec![one()])]);
    assert_eq!(nested.to_string(), "2 of 3");
    assert_eq!(VotingRule::of(nested).unwrap(), rule("2 of 3"));
}

#[test]
fn fractions_stay_as_they_were_given() {
    writes("[>= 65/100 of all; 3*1]", "[>= 65/100 of all; 3*1]");
    writes("[> 0/1 of all; 3*1]", "[> 0/1 of all; 3*1]");
    writes("[>= 4294967295/4294967295 of all; 3*1]", "[>= 4294967295/4294967295 of all; 3*1]");
}

/// What is no rule, and what is said of it.
const REFUSED: &[(&str, &str)] = &[
    ("", "at character 0: found the end, expected `(`, `[` or a number of votes"),
    ("x", "at character 0: found `x`, expected `(`, `[` or a number of votes"),
    ("9", "at character 1: found the end, expected `of`"),
    ("9 off 15", "at character 2: found `off`, expected `of`"),
    ("9 of", "at character 4: found the end, expected a number of members"),
    ("9 of x", "at character 5: found `x`, expected a number of members"),
    ("of 15", "at character 0: found `of`, expected `(`, `[` or a number of votes"),
    (
        "99999999999999999999 of 3",
        "at character 0: found `99999999999999999999`, expected a whole number below 2^64",
    ),
    ("-1 of 3", "at character 0: found `-`, expected `(`, `[` or a number of votes"),
    ("1.5 of 3", "at character 1: found `.`, expected `of`"),
    ("9 of 15 veto {0}", "at character 8: found `veto`, expected `and`, `or`, `, veto` or the end"),
    ("9 of 15, ", "at character 9: found the end, expected `veto` or how many, as in `2 vetoes of`"),
    ("9 of 15, vote {0}", "at character 9: found `vote`, expected `veto` or how many, as in `2 vetoes of`"),
    ("9 of 15, veto", "at character 13: found the end, expected `{`"),
    ("9 of 15, veto 0-4", "at character 14: found `0`, expected `{`"),
    ("9 of 15, veto {}", "at character 15: found `}`, expected a seat"),
    ("9 of 15, veto {0-}", "at character 17: found `}`, expected a seat"),
    ("9 of 15, veto {0-4", "at character 18: found the end, expected `-`, `,` or `}`"),
    ("9 of 15, veto {4-0}", "at character 15: seats 4-0: expected the lower one first"),
    ("9 of 15, veto {0-15}", "at character 15: veto seat 15 of a council with 15 seats: expected 0..15"),
    ("9 of 15, veto {0, 0}", "at character 9: veto seat 0 is listed twice: expected each once"),
    ("9 of 15, veto {0-4, 3}", "at character 9: veto seat 3 is listed twice: expected each once"),
    (
        "9 of 15, vetoes of {0-4}",
        "at character 9: found `vetoes`, expected `veto` or how many, as in `2 vetoes of`",
    ),
    ("9 of 15, 2 veto {0-4}", "at character 11: found `veto`, expected `vetoes of`"),
    ("9 of 15, 6 vetoes of {0-4}", "at character 9: 6 vetoes needed of 5 held: expected 1..=5"),
    ("9 of 15, 0 vetoes of {0-4}", "at character 9: 0 vetoes needed of 5 held: expected 1..=5"),
    ("9 of 15, 2 vetoes {0-4}", "at character 18: found `{`, expected `of`"),
    ("9 of 15, veto {0-4} x", "at character 20: found `x`, expected the end"),
    ("9 of 15 and", "at character 11: found the end, expected `(`, `[` or a number of votes"),
    ("9 of 15 and or 3 of 15", "at character 12: found `or`, expected `(`, `[` or a number of votes"),
    ("9 of 15 3 of 15", "at character 8: found `3`, expected `and`, `or`, `, veto` or the end"),
    ("9 of 15 xor 3 of 15", "at character 8: found `xor`, expected `and`, `or`, `, veto` or the end"),
    ("(9 of 15", "at character 8: found the end, expected `and`, `or` or `)`"),
    ("9 of 15)", "at character 7: found `)`, expected `and`, `or`, `, veto` or the end"),
    ("()", "at character 1: found `)`, expected `(`, `[` or a number of votes"),
    ("[]", "at character 1: found `]`, expected a number, `<`, `>=` or `>`"),
    ("[12]", "at character 3: found `]`, expected `present` or `;`"),
    ("[12; ]", "at character 5: found `]`, expected a weight"),
    ("[12, 3, 4]", "at character 3: found `,`, expected `present` or `;`"),
    ("[12; 4 4]", "at character 7: found `4`, expected `*`, `,` or `]`"),
    ("[12; 4,]", "at character 7: found `]`, expected a weight"),
    ("[12; 4, 4", "at character 9: found the end, expected `*`, `,` or `]`"),
    ("[12; 3*]", "at character 7: found `]`, expected a weight"),
    ("[12; *4]", "at character 5: found `*`, expected a weight"),
    ("[18; 3*4, 2*2, 1]", "at character 0: quota 18 with a total weight of 17: expected 1..=17"),
    ("[0; 1, 2]", "at character 0: quota 0 with a total weight of 3: expected 1..=3"),
    ("[> 1/2; 1, 2]", "at character 6: found `;`, expected `of`"),
    ("[> 1/2 of; 1, 2]", "at character 9: found `;`, expected `all`, `present` or `voting`"),
    ("[> 1/2 of them; 1, 2]", "at character 10: found `them`, expected `all`, `present` or `voting`"),
    ("[> 1 of all; 1, 2]", "at character 5: found `of`, expected `/`"),
    ("[>= 50% of all; 1, 2]", "at character 6: found `%`, expected `/`"),
    (
        "[>= 3/2 of all; 1, 2]",
        "at character 0: a share of 3/2: expected a fraction above 0 that can be reached, of numbers below 2^32",
    ),
    (
        "[> 2/2 of all; 1, 2]",
        "at character 0: a share of 2/2: expected a fraction above 0 that can be reached, of numbers below 2^32",
    ),
    (
        "[>= 1/0 of all; 1, 2]",
        "at character 0: a share of 1/0: expected a fraction above 0 that can be reached, of numbers below 2^32",
    ),
    (
        "[>= 1/4294967296 of all; 1, 2]",
        "at character 0: a share of 1/4294967296: expected a fraction above 0 that can be reached, of numbers below 2^32",
    ),
    ("[< 4; 28*1]", "at character 4: found `;`, expected `no` or `not yes`"),
    ("[< 4 not; 28*1]", "at character 8: found `;`, expected `yes`"),
    ("[< 4 yes; 28*1]", "at character 5: found `yes`, expected `no` or `not yes`"),
    ("[< 0 no; 28*1]", "at character 0: quota 0 with a total weight of 28: expected 1..=28"),
    ("[< 29 no; 28*1]", "at character 0: quota 29 with a total weight of 28: expected 1..=28"),
    ("[8 presents; 15*1]", "at character 3: found `presents`, expected `present` or `;`"),
    ("[8 absent; 15*1]", "at character 3: found `absent`, expected `present` or `;`"),
    ("[= 8; 15*1]", "at character 1: found `=`, expected a number, `<`, `>=` or `>`"),
    ("[1; 18446744073709551615, 1]", "at character 0: the weights up to seat 1 add up to more than 2^64 - 1"),
    ("[1; 65537*1]", "at character 0: 65537 seats, but at most 65536 fit"),
    (
        "[1; 18446744073709551615*1, 18446744073709551615*1]",
        "at character 0: 18446744073709551615 seats, but at most 65536 fit",
    ),
    ("1 of 0", "at character 0: a voting rule for 0 seats: expected at least one"),
    ("16 of 15", "at character 0: quota 16 with a total weight of 15: expected 1..=15"),
    (
        "9 of 15 or 3 of 3",
        "at character 11: a requirement of 3 seats beside one of 15 seats: expected the same number",
    ),
    ("9 of 15 and [20; 15*1]", "at character 12: quota 20 with a total weight of 15: expected 1..=15"),
    ("NINE of 15", "at character 0: found `NINE`, expected `(`, `[` or a number of votes"),
    ("9 OF 15", "at character 2: found `OF`, expected `of`"),
    ("((((((((((((((((((1 of 1))))))))))))))))))", "at character 16: requirements nested more than 16 deep"),
    ("9 of 15; veto {0-4}", "at character 7: found `;`, expected `and`, `or`, `, veto` or the end"),
    ("9 of 15, veto (0-4)", "at character 14: found `(`, expected `{`"),
    ("1 of 2 AND 2 of 2", "at character 7: found `AND`, expected `and`, `or`, `, veto` or the end"),
];

#[test]
fn what_is_no_rule_is_refused_with_its_place_and_what_could_stand_there() {
    for (text, message) in REFUSED {
        match text.parse::<VotingRule>() {
            Ok(rule) => panic!("{text:?} was read as {rule}"),
            Err(error) => assert_eq!(error.to_string(), *message, "{text:?}"),
        }
    }
}

#[test]
fn a_requirement_has_no_vetoes() {
    let error = "2 of 3, veto {0}".parse::<Requirement>().unwrap_err();
    assert_eq!(error.to_string(), "at character 6: found `,`, expected `and`, `or` or the end");
}

#[test]
fn places_are_counted_in_characters() {
    let error = "2 of 3 and\u{a0}é".parse::<VotingRule>().unwrap_err();
    assert_eq!(error.to_string(), "at character 10: found `\u{a0}`, expected `(`, `[` or a number of votes");
}

#[test]
fn long_words_are_cut_short() {
    let error = format!("2 of 3 {}", "é".repeat(100)).parse::<VotingRule>().unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("at character 7: found `{}…`, expected `and`, `or`, `, veto` or the end", "é".repeat(24))
    );
}

#[test]
fn few_letters_cannot_stand_for_more_seats_than_a_rule_takes() {
    let part = "[1; 65536*1]";
    let many = vec![part; 64].join(" or ");
    assert!(many.parse::<VotingRule>().is_ok());
    let error = format!("{many} or {part}").parse::<VotingRule>().unwrap_err();
    let place = 64 * (part.len() + " or ".len());
    let too_many = Error::TooManyParts { got: 65, most: 64 };
    assert_eq!(error, Error::At { place, error: Box::new(too_many) });
    // However long it goes on.
    assert_eq!(vec![part; 50_000].join(" or ").parse::<VotingRule>().unwrap_err(), error);
    let seats = format!("1 of 65536, veto {{{}}}", vec!["0-65535"; 50_000].join(", "));
    let twice = "seat 0 is listed twice";
    assert!(seats.parse::<VotingRule>().unwrap_err().to_string().contains(twice));
    let long = " ".repeat(1 << 21) + "1 of 1";
    let error = Error::TooLong { got: long.len(), most: 1 << 21 };
    assert_eq!(long.parse::<VotingRule>(), Err(error));
}
