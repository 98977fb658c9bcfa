//! Voting with abstention under random rules of up to ten seats, against all 3ⁿ profiles. Rules are drawn as numbers
//! and decided by plain sums; the library reads them from text.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected fails"
)]

mod drawn_rules;

use std::collections::BTreeMap;

use drawn_rules::{Part, part, veto_text, vetoes};
use num_bigint::BigUint;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use willing_check::power::ternary::VoteChances;
use willing_council::{Matter, TernaryGame, VotingRule};
use willing_game::{Certificate, Rational};
use willing_solver::power::ternary::{RollCall, TernaryBanzhaf};

const NO: usize = 0;
const ABSTAIN: usize = 1;
const YES: usize = 2;

/// What a part asks of those who say yes, `yes`, and no, `no`.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// yes ≥ quota.
    Quota,
    /// no < quota.
    FewAgainst,
    /// All but yes < quota.
    FewNotFor,
    /// yes > 1/2 of yes and no.
    MajorityOfVoting,
    /// yes ≥ 2/3 of yes and no, and somebody's yes.
    TwoThirdsOfVoting,
    /// yes ≥ 3/5 of all.
    ThreeFifthsOfAll,
}

const KINDS: [Kind; 6] = [
    Kind::Quota,
    Kind::FewAgainst,
    Kind::FewNotFor,
    Kind::MajorityOfVoting,
    Kind::TwoThirdsOfVoting,
    Kind::ThreeFifthsOfAll,
];

#[derive(Clone, Debug)]
struct Drawn {
    parts: Vec<(Kind, Part)>,
    all: bool,
    vetoes: Vec<usize>,
    needed: usize,
}

impl Kind {
    fn holds(self, Part { quota, weights }: &Part, votes: &[usize]) -> bool {
        let of = |vote: usize| -> u128 {
            votes
                .iter()
                .zip(weights)
                .filter(|(own, _)| **own == vote)
                .map(|(_, weight)| u128::from(*weight))
                .sum()
        };
        let (yes, no, quota) = (of(YES), of(NO), u128::from(*quota));
        let all: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        match self {
            Self::Quota => yes >= quota,
            Self::FewAgainst => no < quota,
            Self::FewNotFor => all - yes < quota,
            Self::MajorityOfVoting => yes > no,
            Self::TwoThirdsOfVoting => yes > 0 && yes >= 2 * no,
            Self::ThreeFifthsOfAll => 5 * yes >= 3 * all,
        }
    }

    fn text(self, part: &Part) -> String {
        let text = part.text();
        let (_, weights) = text.split_once("; ").unwrap();
        match self {
            Self::Quota => text,
            Self::FewAgainst => format!("[< {} no; {weights}", part.quota),
            Self::FewNotFor => format!("[< {} not yes; {weights}", part.quota),
            Self::MajorityOfVoting => format!("[> 1/2 of voting; {weights}"),
            Self::TwoThirdsOfVoting => format!("[>= 2/3 of voting; {weights}"),
            Self::ThreeFifthsOfAll => format!("[>= 3/5 of all; {weights}"),
        }
    }
}

impl Drawn {
    fn seats(&self) -> usize {
        self.parts[0].1.weights.len()
    }

    fn passes(&self, votes: &[usize]) -> bool {
        let holds = |(kind, part): &(Kind, Part)| kind.holds(part, votes);
        let vetoed = self.vetoes.iter().filter(|seat| votes[**seat] == NO).count();
        let blocked = !self.vetoes.is_empty() && vetoed >= self.needed;
        !blocked && if self.all { self.parts.iter().all(holds) } else { self.parts.iter().any(holds) }
    }

    /// By profile, in the number system with base 3 and the first seat last: whether it passes.
    fn table(&self) -> Vec<bool> {
        let mut votes = vec![NO; self.seats()];
        let profiles = 0..power(3, self.seats());
        let votes_of = |profile: usize, votes: &mut [usize]| {
            votes.iter_mut().enumerate().for_each(|(seat, vote)| *vote = profile / power(3, seat) % 3);
        };
        profiles
            .map(|profile| {
                votes_of(profile, &mut votes);
                self.passes(&votes)
            })
            .collect()
    }

    fn game(&self) -> TernaryGame {
        let rule: VotingRule = self.to_string().parse().unwrap();
        rule.ternary_game(&Matter::Substantive).unwrap()
    }
}

impl std::fmt::Display for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<String> = self.parts.iter().map(|(kind, part)| kind.text(part)).collect();
        f.write_str(&parts.join(if self.all { " and " } else { " or " }))?;
        f.write_str(&veto_text(&self.vetoes, self.needed))
    }
}

fn power(base: usize, exponent: usize) -> usize {
    base.pow(u32::try_from(exponent).unwrap())
}

/// Passing profiles; by seat, those of the others in which yes instead of abstention matters, and abstention instead of no.
fn swings(wins: &[bool], seats: usize) -> (BigUint, Vec<[BigUint; 2]>) {
    let by_seat = (0..seats).map(|seat| {
        let place = power(3, seat);
        let without = (0..wins.len()).filter(|profile| profile / place % 3 == NO);
        let mut counts = [0_u32; 2];
        for profile in without {
            let [no, abstain, yes] = [NO, ABSTAIN, YES].map(|vote| wins[profile + vote * place]);
            counts[0] += u32::from(yes && !abstain);
            counts[1] += u32::from(abstain && !no);
        }
        counts.map(BigUint::from)
    });
    (wins.iter().filter(|passes| **passes).count().into(), by_seat.collect())
}

/// Of a roll call so far: who has voted what, and what the rest can still make of it.
#[derive(Clone, Copy)]
struct State {
    /// The profile if the rest says no, and if it says yes.
    ends: [usize; 2],
    /// How many have said no, abstained and said yes.
    votes: [usize; 3],
}

/// By seat: in how many states of the roll call of others its vote makes passage certain, or failure; by votes so far,
/// its own among them.
type Pivots = BTreeMap<[usize; 3], u64>;

/// Goes through all states of a roll call that is open, seat by seat: not yet voted, or one of three votes; 4ⁿ at most.
fn each_open_state(wins: &[bool], seats: usize, count: &mut impl FnMut(usize, State, bool)) {
    let mut chosen = vec![None; seats];
    visit(wins, &mut chosen, 0, State { ends: [0, 0], votes: [0; 3] }, count);
}

fn visit(
    wins: &[bool],
    chosen: &mut Vec<Option<usize>>,
    seat: usize,
    state: State,
    count: &mut impl FnMut(usize, State, bool),
) {
    if seat < chosen.len() {
        let place = power(3, seat);
        let State { ends: [low, high], votes } = state;
        chosen[seat] = None;
        visit(wins, chosen, seat + 1, State { ends: [low, high + YES * place], votes }, count);
        for vote in [NO, ABSTAIN, YES] {
            chosen[seat] = Some(vote);
            let mut votes = votes;
            votes[vote] += 1;
            visit(
                wins,
                chosen,
                seat + 1,
                State { ends: [low, high].map(|end| end + vote * place), votes },
                count,
            );
        }
        return;
    }
    let [low, high] = state.ends;
    if wins[low] || !wins[high] {
        return;
    }
    for next in (0..chosen.len()).filter(|seat| chosen[*seat].is_none()) {
        let place = power(3, next);
        for vote in [NO, ABSTAIN, YES] {
            let (low, high) = (low + vote * place, high - (YES - vote) * place);
            let mut votes = state.votes;
            votes[vote] += 1;
            if wins[low] || !wins[high] {
                count(next, State { ends: [low, high], votes }, wins[low]);
            }
        }
    }
}

/// The chances that each seat makes passage certain, and failure: (k − 1)! (n − k)! / n! for a pivot in place k, times the
/// chance of each vote until then.
fn pivots(wins: &[bool], seats: usize, chances: &VoteChances) -> [Vec<Rational>; 2] {
    let mut counts = [vec![Pivots::new(); seats], vec![Pivots::new(); seats]];
    each_open_state(wins, seats, &mut |seat, state, passes| {
        *counts[usize::from(!passes)][seat].entry(state.votes).or_default() += 1;
    });
    let factorial = |number: usize| (1..=number as u64).product::<u64>();
    let weight = |[no, abstain, yes]: [usize; 3]| {
        let place = no + abstain + yes;
        let orders =
            Rational::new(factorial(place - 1) * factorial(seats - place), factorial(seats)).unwrap();
        [(no, chances.no()), (abstain, chances.abstain()), (yes, chances.yes())]
            .into_iter()
            .fold(orders, |weight, (votes, chance)| (0..votes).fold(weight, |weight, _| weight * chance))
    };
    counts.map(|side| {
        let of = |pivots: &Pivots| {
            pivots.iter().map(|(votes, count)| Rational::from(*count) * weight(*votes)).sum::<Rational>()
        };
        side.iter().map(of).collect()
    })
}

fn rules(seats: std::ops::RangeInclusive<usize>, heaviest: u64) -> impl Strategy<Value = Drawn> {
    let drawn = seats.prop_flat_map(move |seats| {
        let one = (proptest::sample::select(&KINDS[..]), part(seats, heaviest));
        let without = Just((Vec::new(), 1));
        (vec(one, 1..=3), any::<bool>(), prop_oneof![without, vetoes(seats)])
    });
    drawn.prop_map(|(parts, all, (vetoes, needed))| Drawn { parts, all, vetoes, needed })
}

fn drawn_chances() -> impl Strategy<Value = VoteChances> {
    (0..6_u32, 0..6_u32, 1..6_u32).prop_map(|(yes, abstain, no)| {
        let part = |part: u32| Rational::new(part, yes + abstain + no).unwrap();
        VoteChances::new(part(yes), part(abstain), part(no)).unwrap()
    })
}

fn seeded(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x3a_57), failure_persistence: None, ..Config::default() }
}

fn assert_swings_agree(drawn: &Drawn, wins: &[bool]) {
    let game = drawn.game();
    let found = TernaryBanzhaf::new().solve(&game).unwrap();
    assert_eq!(found.check(&game), Ok(()), "{drawn}");
    let (passing, by_seat) = swings(wins, drawn.seats());
    assert_eq!(found.passing, passing, "{drawn}");
    let levels = found.seats.into_iter().map(|seat| [seat.yes_to_abstain, seat.abstain_to_no]);
    assert_eq!(levels.collect::<Vec<_>>(), by_seat, "{drawn}");
}

fn assert_roll_call_agrees(drawn: &Drawn, wins: &[bool], chances: &VoteChances) {
    let game = drawn.game();
    let found = RollCall::new().chances(chances.clone()).solve(&game).unwrap();
    assert_eq!(found.check(&game), Ok(()), "{drawn}");
    // Where the rule decides before anybody votes, nobody is the pivot.
    let is_open = !wins[0] && wins[wins.len() - 1];
    let sum = if is_open { Rational::one() } else { Rational::zero() };
    assert_eq!(found.index().iter().sum::<Rational>(), sum, "{drawn}");
    assert_eq!([found.passing, found.failing], pivots(wins, drawn.seats(), chances), "{drawn}");
}

proptest! {
    #![proptest_config(seeded(200))]

    #[test]
    fn up_to_six_seats_have_the_power_that_all_profiles_say(drawn in rules(1..=6, 9), chances in drawn_chances()) {
        let wins = drawn.table();
        assert_swings_agree(&drawn, &wins);
        assert_roll_call_agrees(&drawn, &wins, &chances);
    }

    /// Gains are sums of products of up to 64 bits by small factors.
    #[test]
    fn large_weights_are_counted_exactly(drawn in rules(1..=4, u64::MAX / 4), chances in drawn_chances()) {
        let wins = drawn.table();
        assert_swings_agree(&drawn, &wins);
        assert_roll_call_agrees(&drawn, &wins, &chances);
    }
}

proptest! {
    #![proptest_config(seeded(40))]

    #[test]
    fn swings_of_up_to_ten_seats_are_those_of_all_profiles(drawn in rules(7..=10, 30)) {
        assert_swings_agree(&drawn, &drawn.table());
    }
}

proptest! {
    #![proptest_config(seeded(20))]

    #[test]
    fn pivots_of_up_to_ten_seats_are_those_of_all_roll_calls(drawn in rules(7..=10, 12), chances in drawn_chances()) {
        assert_roll_call_agrees(&drawn, &drawn.table(), &chances);
    }
}

/// The oracle itself against a case that was counted by hand.
#[test]
fn the_oracle_knows_a_case_by_hand() {
    let weights = vec![1, 1];
    let drawn = Drawn {
        parts: vec![(Kind::Quota, Part { quota: 1, weights })],
        all: true,
        vetoes: vec![0],
        needed: 1,
    };
    let wins = drawn.table();
    // Seat 0 must not say no, and one of them must say yes: YY, YA, YN, AY of nine profiles pass.
    let big = |[one, two]: [u32; 2]| [BigUint::from(one), BigUint::from(two)];
    assert_eq!(swings(&wins, 2), (4_u32.into(), vec![big([2, 1]), big([1, 0])]));
    // Seat 0 votes first: its yes and its no settle all, its abstention leaves it to seat 1. Seat 1 first: after all
    // its votes seat 0 decides.
    let third = VoteChances::equal();
    let number = |text: &str| text.parse::<Rational>().unwrap();
    let [passing, failing] = pivots(&wins, 2, &third);
    assert_eq!(passing, [number("7/18"), number("1/18")]);
    assert_eq!(failing, [number("4/9"), number("1/9")]);
    assert_eq!(passing.iter().chain(&failing).sum::<Rational>(), Rational::one());
}
