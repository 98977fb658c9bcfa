//! Evidence about payoffs of an embedder's own.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

mod support;

use support::builder::{brute_force, by_players_of, write};
use willing_check::tiers::{Embedded, EquilibriumList, Listed, Refutation, Scope, Step, Violation};
use willing_game::{ActionSet, AggregativeGame, Certificate, Profile, Totals, TotalsBox};

/// Each of n players does nothing, half or all. What it does costs; what all do pays, less and less:
/// the payoff is bonus · √total − cost · own, and shirkers may be fined.
struct PublicGood {
    bonus: f64,
    costs: Vec<f64>,
}

impl AggregativeGame for PublicGood {
    fn player_count(&self) -> usize {
        self.costs.len()
    }

    fn aggregate_count(&self) -> usize {
        1
    }

    fn feasible(&self, _player: usize) -> ActionSet {
        ActionSet::first(3)
    }

    fn contribution(&self, _player: usize, action: usize) -> Totals {
        [action as f64 / 2.0, 0.0, 0.0, 0.0]
    }

    fn payoff(&self, player: usize, action: usize, others: &Totals) -> f64 {
        let own = action as f64 / 2.0;
        self.bonus * (others[0] + own).sqrt() - self.costs[player] * own
    }

    /// √(x + a) − √(x + b) is monotone in x.
    fn gain_at_least(&self, player: usize, from: usize, to: usize, others: &TotalsBox) -> Option<f64> {
        let at = |x: f64| {
            let others = [x.max(0.0), 0.0, 0.0, 0.0];
            self.payoff(player, to, &others) - self.payoff(player, from, &others)
        };
        Some(at(others.low[0]).min(at(others.high[0])) - 1e-12)
    }
}

fn game() -> PublicGood {
    PublicGood { bonus: 2.0, costs: vec![0.3, 1.1, 4.0] }
}

/// The player with high cost never acts, the one with low cost always does; then the second decides.
fn list() -> EquilibriumList {
    let prune = |player, action, better| Step::Prune { player, action, better, scope: Scope::Own };
    let steps = [
        Step::Tighten,
        prune(0, 0, 2),
        prune(0, 1, 2),
        Step::Tighten,
        prune(2, 1, 0),
        prune(2, 2, 0),
        Step::Tighten,
        prune(1, 1, 0),
        prune(1, 2, 0),
        Step::Listed,
    ];
    let profile = Profile::new(vec![2, 0, 0]);
    let (worst_gain, _) = support::builder::worst_gain(&game(), &profile);
    let listed = Listed { profile, worst_gain, tie_dependent: false, orbit: 1.0 };
    EquilibriumList { tolerance: 1e-12, equilibria: vec![listed], classes: vec![], tree: write(&steps) }
}

#[test]
fn a_proof_by_the_embedders_bounds_is_accepted() {
    let game = game();
    assert_eq!(brute_force(&game, 1e-12), [Profile::new(vec![2, 0, 0])]);
    assert_eq!(list().check(&Embedded(&game)), Ok(()));
}

#[test]
fn a_tree_of_single_profiles_is_accepted() {
    let game = PublicGood { bonus: 1.4, costs: vec![0.5, 0.5, 0.5] };
    let evidence = by_players_of(&game, vec![0.0; 3], 1e-12);
    assert!(!evidence.equilibria.is_empty());
    assert_eq!(evidence.list().check(&Embedded(&game)), Ok(()));
    let refutation = Refutation { tolerance: 1e-12, classes: vec![], tree: evidence.tree };
    assert!(matches!(refutation.check(&Embedded(&game)), Err(Violation::NotListed { .. })));
}

#[test]
fn a_wrong_proof_is_refused() {
    let game = game();
    let steps: Vec<Step> = list().tree.steps().map(Option::unwrap).collect();
    for place in 0..steps.len() {
        if let Step::Prune { player, action, better, scope } = steps[place] {
            let mut wrong = steps.clone();
            wrong[place] = Step::Prune { player, action: better, better: action, scope };
            let refused = EquilibriumList { tree: write(&wrong), ..list() }.check(&Embedded(&game));
            assert_eq!(
                refused,
                Err(Violation::NotDominated { step: place, player, action: better, better: action })
            );
        }
    }
    let mut early = steps.clone();
    // Before the others are settled the second player's choice is open.
    early.swap(1, 7);
    assert!(EquilibriumList { tree: write(&early), ..list() }.check(&Embedded(&game)).is_err());
    let mut gain = list();
    gain.equilibria[0].worst_gain += 1e-9;
    assert!(matches!(gain.check(&Embedded(&game)), Err(Violation::WorstGain { entry: 0, .. })));
    let classes = EquilibriumList { classes: vec![vec![0, 1]], ..list() };
    assert_eq!(classes.check(&Embedded(&game)), Err(Violation::NotIdentical { class: 0, one: 0, other: 1 }));
}

/// A payoff that is no number makes no equilibrium.
#[test]
fn payoffs_that_are_no_numbers_are_refused() {
    let game = PublicGood { bonus: f64::NAN, ..game() };
    assert!(matches!(list().check(&Embedded(&game)), Err(Violation::NoEquilibrium { entry: 0, .. })));
}
