//! The Charter's facts, on votes that were taken.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its council has failed"
)]

use willing_council::{
    Ballot, Council, Count, Matter, Outcome, Seat, Tally, Thresholds, Vote, VotingBehaviour, VotingRule,
};

const PERMANENT: [&str; 5] = ["China", "France", "Soviet Union", "United Kingdom", "United States"];

/// The council of a year: its permanent members first, then the elected.
fn council(elected: &str) -> Council {
    let names: Vec<&str> = PERMANENT.into_iter().chain(elected.split(", ")).collect();
    if names.len() == 11 {
        Council::un_security_council_1946(names, PERMANENT).unwrap()
    } else {
        Council::un_security_council(names, PERMANENT).unwrap()
    }
}

fn council_of_2003() -> Council {
    council("Angola, Bulgaria, Cameroon, Chile, Germany, Guinea, Mexico, Pakistan, Spain, Syria")
}

fn council_of_1950() -> Council {
    council("Cuba, Ecuador, Egypt, India, Norway, Yugoslavia")
}

/// The seats of these members.
fn seats(council: &Council, names: &str) -> Vec<Seat> {
    names.split(", ").map(|name| council.seat(name).unwrap()).collect()
}

/// Everybody says `rest`, but for those named.
fn roll_call(council: &Council, rest: Vote, others: &[(Vote, &str)]) -> Ballot {
    others.iter().fold(Ballot::unanimous(council.seats(), rest), |ballot, &(vote, names)| {
        seats(council, names).into_iter().fold(ballot, |ballot, seat| ballot.with(seat, vote).unwrap())
    })
}

fn on_substance(council: &Council, rest: Vote, others: &[(Vote, &str)]) -> Tally {
    council.tally(&Matter::Substantive, &roll_call(council, rest, others)).unwrap()
}

#[test]
fn nine_yes_and_no_veto_pass() {
    let yes = "China, France, Soviet Union, United Kingdom, United States, Angola, Bulgaria, Cameroon, Chile";
    let tally = on_substance(&council_of_2003(), Vote::No, &[(Vote::Yes, yes)]);
    assert_eq!(tally.outcome, Outcome::Passed { counts: vec![Count::yes(9, 9)] });
    assert_eq!(tally.blockers(), vec![]);
    assert_eq!(tally.outcome.withdrawn(), None);
}

#[test]
fn nine_yes_and_one_permanent_no_are_vetoed_by_it() {
    let council = council_of_2003();
    let against = [(Vote::No, "France"), (Vote::Abstain, "Angola, Chile, Germany, Guinea, Syria")];
    let tally = on_substance(&council, Vote::Yes, &against);
    assert_eq!(
        tally.outcome,
        Outcome::Vetoed { by: seats(&council, "France"), counts: vec![Count::yes(9, 9)] }
    );
    assert_eq!(tally.blockers(), seats(&council, "France"));
}

#[test]
fn eight_yes_and_a_permanent_no_are_a_technical_defeat_and_no_veto() {
    let council = council_of_2003();
    let against = [(Vote::No, "France"), (Vote::Abstain, "Angola, Chile, Germany, Guinea, Mexico, Syria")];
    let tally = on_substance(&council, Vote::Yes, &against);
    let france = seats(&council, "France");
    assert_eq!(
        tally.outcome,
        Outcome::TechnicalDefeat { counts: vec![Count::yes(8, 9)], vetoes_not_counted: france.clone() }
    );
    assert_eq!(tally.blockers(), seats(&council, "France, Angola, Chile, Germany, Guinea, Mexico, Syria"));
    assert_eq!(
        tally.outcome.withdrawn(),
        Some(Outcome::Withdrawn { would_veto: france, counts: vec![Count::yes(8, 9)], has_votes: false })
    );
}

#[test]
fn abstaining_permanent_members_do_not_veto() {
    // Resolution 1973 (2011) on Libya: ten in favour, five abstentions, two of them permanent.
    let libya =
        council("Bosnia, Brazil, Colombia, Gabon, Germany, India, Lebanon, Nigeria, Portugal, South Africa");
    let abstaining = [(Vote::Abstain, "China, Soviet Union, Brazil, Germany, India")];
    assert_eq!(
        on_substance(&libya, Vote::Yes, &abstaining).outcome,
        Outcome::Passed { counts: vec![Count::yes(10, 9)] }
    );
    // Resolution 678 (1990) on Kuwait: twelve, China abstaining, two elected members against.
    let gulf =
        council("Canada, Colombia, Cuba, Ethiopia, Finland, Ivory Coast, Malaysia, Romania, Yemen, Zaire");
    let others = [(Vote::Abstain, "China"), (Vote::No, "Cuba, Yemen")];
    let tally = on_substance(&gulf, Vote::Yes, &others);
    assert_eq!(tally.outcome, Outcome::Passed { counts: vec![Count::yes(12, 9)] });
    assert_eq!(tally.no, seats(&gulf, "Cuba, Yemen"));
    // Even all five at once would not.
    let elected = roll_call(&gulf, Vote::Yes, &[(Vote::Abstain, &PERMANENT.join(", "))]);
    assert_eq!(
        gulf.tally(&Matter::Substantive, &elected).unwrap().outcome,
        Outcome::Passed { counts: vec![Count::yes(10, 9)] }
    );
}

#[test]
fn seven_of_eleven_pass_before_1966_and_six_do_not() {
    let council = council_of_1950();
    let four = [(Vote::Abstain, "Egypt, India, Norway, Yugoslavia")];
    assert_eq!(
        on_substance(&council, Vote::Yes, &four).outcome,
        Outcome::Passed { counts: vec![Count::yes(7, 7)] }
    );
    let five = [(Vote::Abstain, "Cuba, Egypt, India, Norway, Yugoslavia")];
    let outcome = on_substance(&council, Vote::Yes, &five).outcome;
    assert_eq!(
        outcome,
        Outcome::TechnicalDefeat { counts: vec![Count::yes(6, 7)], vetoes_not_counted: vec![] }
    );
}

#[test]
fn korea_1950_passes_with_the_soviet_union_absent_and_would_not_with_it_present() {
    // Resolution 83 (1950): seven in favour, Yugoslavia against; Egypt and India took no part.
    let council = council_of_1950();
    let others = [(Vote::No, "Yugoslavia"), (Vote::Absent, "Soviet Union, Egypt, India")];
    let tally = on_substance(&council, Vote::Yes, &others);
    assert_eq!(tally.outcome, Outcome::Passed { counts: vec![Count::yes(7, 7)] });
    assert_eq!(tally.absent, seats(&council, "Soviet Union, Egypt, India"));

    let present = [(Vote::No, "Yugoslavia, Soviet Union"), (Vote::Absent, "Egypt, India")];
    let soviet_union = seats(&council, "Soviet Union");
    let outcome = on_substance(&council, Vote::Yes, &present).outcome;
    assert_eq!(outcome, Outcome::Vetoed { by: soviet_union, counts: vec![Count::yes(7, 7)] });
}

#[test]
fn kosovo_1999_ends_in_a_technical_defeat_though_three_permanent_members_say_no() {
    // Draft S/1999/328: three in favour, twelve against.
    let council = council(
        "Argentina, Bahrain, Brazil, Canada, Gabon, Gambia, Malaysia, Namibia, Netherlands, Slovenia",
    );
    let tally = on_substance(&council, Vote::No, &[(Vote::Yes, "China, Namibia, Soviet Union")]);
    let vetoes_not_counted = seats(&council, "France, United Kingdom, United States");
    assert_eq!(
        tally.outcome,
        Outcome::TechnicalDefeat { counts: vec![Count::yes(3, 9)], vetoes_not_counted }
    );
}

#[test]
fn iraq_2003_is_withdrawn_and_the_record_names_who_would_have_vetoed() {
    let council = council_of_2003();
    let members = VotingBehaviour::uniform(council.seats(), Thresholds::new(0.2, 0.5).unwrap());
    // Four for it; France and Russia ready to pay for a veto, China not; Germany and Syria against; six undecided.
    let support = |name: &str| match name {
        "United States" | "United Kingdom" | "Spain" | "Bulgaria" => 1.0,
        "France" | "Soviet Union" => -1.0,
        "China" => -0.6,
        "Germany" | "Syria" => -0.5,
        _ => 0.1,
    };
    let supports: Vec<Option<f64>> = council.roster().map(|(_, name)| Some(support(name))).collect();
    let draft = members.forecast(council.rule(), &Matter::Substantive, &supports).unwrap();
    assert!(!draft.passes());
    let would_veto = seats(&council, "France, Soviet Union");
    assert_eq!(
        draft.withdrawn(),
        Some(Outcome::Withdrawn {
            would_veto: would_veto.clone(),
            counts: vec![Count::yes(4, 9)],
            has_votes: false
        })
    );
    assert_eq!(draft.tally.no, seats(&council, "France, Soviet Union, Germany, Syria"));
    assert_eq!(council.names(&would_veto).collect::<Vec<_>>(), ["France", "Soviet Union"]);
    // Five more votes, those of the two vetoes among them.
    let changes = council.rule().fewest_changes(&Matter::Substantive, &draft.ballot).unwrap();
    let changes = changes.changes().unwrap();
    let changed: Vec<Seat> = changes.iter().map(|change| change.seat).collect();
    assert_eq!(changed, seats(&council, "China, France, Soviet Union, Angola, Cameroon"));
    assert!(changes.iter().all(|change| change.to == Vote::Yes));
}

#[test]
fn a_procedural_matter_knows_no_veto() {
    let council = council_of_2003();
    let ballot = roll_call(&council, Vote::Yes, &[(Vote::No, "China, France, Soviet Union")]);
    let passed = Outcome::Passed { counts: vec![Count::yes(12, 9)] };
    assert_eq!(council.tally(&Matter::Procedural, &ballot).unwrap().outcome, passed);
    // The procedural rule says so on every matter.
    let procedural = council.with_rule(council_of_2003().rule().procedural()).unwrap();
    assert_eq!(procedural.tally(&Matter::Substantive, &ballot).unwrap().outcome, passed);
    // Nine votes are needed all the same.
    let eight = Ballot::new((0..15).map(|place| if place < 8 { Vote::Yes } else { Vote::No }));
    let defeat = Outcome::TechnicalDefeat { counts: vec![Count::yes(8, 9)], vetoes_not_counted: vec![] };
    assert_eq!(procedural.tally(&Matter::Procedural, &eight).unwrap().outcome, defeat);
}

#[test]
fn the_party_to_a_dispute_abstains_of_its_own_will_in_1960() {
    // Resolution 138 (1960): eight in favour, Poland and the Soviet Union abstaining; Argentina, whose
    // complaint it was, took no part.
    let council = council("Argentina, Ceylon, Ecuador, Italy, Poland, Tunisia");
    let argentina = Matter::dispute(seats(&council, "Argentina"));
    let others = [(Vote::Abstain, "Poland, Soviet Union"), (Vote::Absent, "Argentina")];
    let tally = council.tally(&argentina, &roll_call(&council, Vote::Yes, &others)).unwrap();
    assert_eq!(tally.outcome, Outcome::Passed { counts: vec![Count::yes(8, 7)] });
    assert_eq!(tally.obliged, vec![]);
}

#[test]
fn a_party_that_votes_is_counted_as_abstaining_and_cannot_veto() {
    let council = council_of_2003();
    let parties = Matter::dispute(seats(&council, "United Kingdom"));
    let ballot = roll_call(&council, Vote::Yes, &[(Vote::No, "United Kingdom")]);
    let vetoed = council.tally(&Matter::Substantive, &ballot).unwrap().outcome;
    assert_eq!(
        vetoed,
        Outcome::Vetoed { by: seats(&council, "United Kingdom"), counts: vec![Count::yes(14, 9)] }
    );

    let tally = council.tally(&parties, &ballot).unwrap();
    assert_eq!(tally.outcome, Outcome::Passed { counts: vec![Count::yes(14, 9)] });
    assert_eq!(tally.obliged, seats(&council, "United Kingdom"));
    assert_eq!((tally.no, tally.abstaining), (vec![], seats(&council, "United Kingdom")));
    assert!(!council.rule().holds_veto(council.seat("United Kingdom").unwrap(), &parties));
    assert!(council.rule().holds_veto(council.seat("France").unwrap(), &parties));
}

#[test]
fn the_yes_of_a_party_does_not_count_towards_the_quota() {
    let council = council_of_2003();
    let ballot =
        roll_call(&council, Vote::Abstain, &[(Vote::Yes, &council.members().names()[..9].join(", "))]);
    let party = Matter::dispute(seats(&council, "Angola"));
    assert!(council.tally(&Matter::Substantive, &ballot).unwrap().outcome.has_passed());
    let tally = council.tally(&party, &ballot).unwrap();
    assert_eq!(
        tally.outcome,
        Outcome::TechnicalDefeat { counts: vec![Count::yes(8, 9)], vetoes_not_counted: vec![] }
    );
    assert_eq!(tally.obliged, seats(&council, "Angola"));
}

/// Winning coalitions among all 2ⁿ, by count of permanent and elected members.
fn winning_coalitions(rule: &VotingRule, matter: &Matter) -> usize {
    let members: Vec<Seat> = (0..).map(Seat::new).take(rule.seats()).collect();
    let coalitions = (0..1u32 << members.len()).map(|bits| {
        members.iter().copied().filter(|seat| bits >> seat.place() & 1 == 1).collect::<Vec<Seat>>()
    });
    coalitions.filter(|coalition| rule.wins(coalition, matter).unwrap()).count()
}

#[test]
fn as_many_coalitions_win_as_published() {
    let today = VotingRule::un_security_council().unwrap();
    assert_eq!(winning_coalitions(&today, &Matter::Substantive), 848);
    let before = VotingRule::un_security_council_1946().unwrap();
    assert_eq!(winning_coalitions(&before, &Matter::Substantive), 57);
    // Seven or more of eleven: Σ_{k ≥ 7} C(11, k).
    assert_eq!(winning_coalitions(&before, &Matter::Procedural), 562);
}

fn binomial(n: u64, k: u64) -> u64 {
    (0..k).fold(1, |product, i| product * (n - i) / (i + 1))
}

#[test]
fn as_many_of_the_three_to_the_fifteenth_roll_calls_pass_as_published() {
    // One roll call for each number of yes and no among five permanent and ten elected members, times
    // the number of roll calls like it: 146,796 in all.
    let rule = VotingRule::un_security_council().unwrap();
    let votes = |yes: u64, no: u64, of: u64| {
        (0..of).map(move |i| match i {
            _ if i < yes => Vote::Yes,
            _ if i < yes + no => Vote::No,
            _ => Vote::Abstain,
        })
    };
    let splits = |of: u64| (0..=of).flat_map(move |yes| (0..=of - yes).map(move |no| (yes, no)));
    let like_it = |yes: u64, no: u64, of: u64| binomial(of, yes) * binomial(of - yes, no);
    let mut passing = 0;
    for (permanent_yes, permanent_no) in splits(5) {
        for (elected_yes, elected_no) in splits(10) {
            let ballot = votes(permanent_yes, permanent_no, 5).chain(votes(elected_yes, elected_no, 10));
            if rule.tally(&Matter::Substantive, &Ballot::new(ballot)).unwrap().outcome.has_passed() {
                passing += like_it(permanent_yes, permanent_no, 5) * like_it(elected_yes, elected_no, 10);
            }
        }
    }
    assert_eq!(passing, 146_796);
}

#[test]
fn each_permanent_member_blocks_alone_and_seven_of_the_elected_together() {
    let rule = VotingRule::un_security_council().unwrap();
    let seats = |places: std::ops::Range<u32>| places.map(Seat::new).collect::<Vec<Seat>>();
    for place in 0..5 {
        assert!(rule.blocks(&seats(place..place + 1), &Matter::Substantive).unwrap());
        assert!(!rule.blocks(&seats(place..place + 1), &Matter::Procedural).unwrap());
    }
    assert!(rule.blocks(&seats(5..12), &Matter::Substantive).unwrap());
    assert!(!rule.blocks(&seats(5..11), &Matter::Substantive).unwrap());
}
