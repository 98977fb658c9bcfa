//! The coefficients of a mapping: their keys, units and bounds, defined once.

use crate::document::Node;
use crate::shape::{Bounds, Field, Shape, required};

/// Defines [`Coefficients`], its reader, and the shape of the keys in a mapping file.
macro_rules! coefficients {
    ($($key:ident [$low:literal, $high:literal] $unit:literal: $meaning:literal;)*) => {
        /// The coefficients that turn facts into parameters: the same for all states and all cases.
        #[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
        pub struct Coefficients { $(#[doc = $meaning] pub $key: f64,)* }

        impl Coefficients {
            /// Reads them from a mapping file whose shape was checked.
            pub(crate) fn read(mapping: &Node) -> Option<Self> {
                let value = |key| mapping.get(key)?.get("value")?.number();
                Some(Self { $($key: value(stringify!($key))?,)* })
            }

            /// Every coefficient with its key and unit, in the order of the mapping file.
            #[must_use]
            pub fn entries(&self) -> Vec<(&'static str, &'static str, f64)> {
                vec![$((stringify!($key), $unit, self.$key),)*]
            }
        }

        /// The coefficient keys of a mapping file.
        pub(crate) const FIELDS: &[Field] = &[$(required(
            stringify!($key),
            &Shape::Coefficient { bounds: Bounds { low: $low, high: $high }, unit: $unit },
            "",
            $meaning,
        ),)*];
    };
}

coefficients! {
    capability_spending_weight [0.0, 1.0] "1":
        "Weight of military spending, against the index of national capability, in a state's capability (geometric mean).";
    deployable_share [0.0, 1.0] "1":
        "Share of its capability that a state could send at full exposure.";
    asset_capability [0.0, 10.0] "leader's capability":
        "What bases and airspace at the target's border add to the operation.";
    asset_reach [1.0, 100_000.0] "km":
        "Distance to the target at which assets are worth e times less.";
    hosting_capability [0.0, 10.0] "leader's capability":
        "What the use of facilities adds where very many of the leader's troops stand.";
    hosting_half [1.0, 1_000_000.0] "persons":
        "Troops of the leader hosted at which half of that is reached.";
    stance_exponent [0.0, 2.0] "1":
        "Weight of a public stance is product relative to the leader's, to this power.";
    risk_tolerance_share [0.0001, 100.0] "1":
        "Risk tolerance as a share of yearly product.";
    awareness_gap [0.0, 10.0] "log-odds per unit of ideal-point distance":
        "How much less likely than the leader a state finds a hazard, by ideal-point distance.";
    leader_stake [0.0, 1.0] "1":
        "Least part of the damage at the target's border that the leader counts as its own, at any distance, as guarantor.";
    life_value [0.0, 1.0] "billion per death":
        "Money that a government gives to avoid one military death.";
    casualty_base [0.0, 100.0] "1":
        "Casualty sensitivity of a state without elections.";
    casualty_democracy [0.0, 100.0] "1":
        "What full democracy adds to casualty sensitivity.";
    opposition_base [-10.0, 10.0] "log-odds":
        "Log-odds of public opposition in a state of the leader's views, where opinion was not measured.";
    opposition_gap [-10.0, 10.0] "log-odds per unit of ideal-point distance":
        "How opposition rises with ideal-point distance from the leader.";
    opposition_distance [-10.0, 10.0] "log-odds per 1000 km":
        "How opposition rises with distance from the target.";
    domestic_share [0.0, 1.0] "1":
        "Severity of domestic trouble under full democracy, as a share of yearly product.";
    domestic_autocracy [0.0, 1.0] "1":
        "The part of that severity that an autocracy bears all the same.";
    international_share [0.0, 1.0] "1":
        "Severity of international blame, as a share of yearly product.";
    retaliation_share [0.0, 1.0] "1":
        "Severity of retaliation at the target's border, as a share of yearly product.";
    retaliation_reach [1.0, 100_000.0] "km":
        "Distance to the target at which retaliation is e times less severe.";
    entrapment_share [0.0, 1.0] "1":
        "Severity of being drawn into further conflict, as a share of yearly product.";
    abandonment_none [0.0, 1.0] "1":
        "Probability of being left alone by the leader without a treaty.";
    abandonment_multilateral [0.0, 1.0] "1":
        "The same with a multilateral treaty.";
    abandonment_bilateral [0.0, 1.0] "1":
        "The same with a bilateral treaty.";
    protection_none [0.0, 1.0] "1":
        "Value of the leader's protection without a treaty, as a share of yearly product.";
    protection_multilateral [0.0, 1.0] "1":
        "The same with a multilateral treaty.";
    protection_bilateral [0.0, 1.0] "1":
        "The same with a bilateral treaty.";
    affinity_neutral_gap [0.01, 20.0] "units of ideal-point distance":
        "Ideal-point distance at which values are neither shared nor opposed.";
    projection_cost [0.0, 100_000.0] "billion per leader's capability and 1000 km":
        "Cost of deploying capability by distance from the target.";
    access_price [0.0, 1000.0] "billion":
        "What the leader pays for access to assets at the target's border.";
    access_reach [1.0, 100_000.0] "km":
        "Distance to the target at which that payment is e times less.";
    asked_capability [0.0, 1.0] "leader's capability":
        "Least capability at which a state is asked for troops, where those who are able are asked.";
    asked_gap [0.0, 20.0] "units of ideal-point distance":
        "Largest ideal-point distance at which a state is asked for troops.";
    asked_distance [0.0, 100_000.0] "km":
        "Largest distance to the target at which a state is asked for assets.";
    asked_troops [0.0, 1_000_000.0] "persons":
        "Troops of the leader hosted from which a state is asked for assets at any distance.";
    asked_product [0.0, 100_000.0] "billion":
        "Least yearly product at which a state is asked for money.";
    fidelity_base [0.0, 1.0] "1":
        "Fidelity with which a state of the leader's views hears the leader.";
    fidelity_gap [0.0, 10.0] "per unit of ideal-point distance":
        "Rate at which fidelity falls with ideal-point distance.";
    vote_band [0.0, 10.0] "1":
        "Support below which a council member abstains, as a share of its risk tolerance.";
    veto_cost [0.0, 10.0] "1":
        "Price of casting a veto, as a share of the member's risk tolerance.";
    vote_value_weight [0.0, 1000.0] "billion":
        "Money a council member gives for voting with those who share its values.";
    unknown_product_per_head [0.0, 1000.0] "thousand per head":
        "Yearly product per head where product is unknown and population is not.";
    unknown_product [0.0, 100_000.0] "billion":
        "Yearly product where population is unknown too.";
    unknown_gap [0.0, 20.0] "units of ideal-point distance":
        "Ideal-point distance from the leader where it is unknown.";
    unknown_democracy [0.0, 1.0] "1":
        "Democracy where it is unknown.";
    unknown_distance [0.0, 100_000.0] "km":
        "Distance to the target where it is unknown.";
    unknown_troops [0.0, 1_000_000.0] "persons":
        "Troops of the leader hosted where their number is unknown.";
    unknown_capability [0.0, 1.0] "leader's capability":
        "Capability where neither spending nor the index of capability is known.";
    credit_exposure [0.0, 1.0] "1":
        "Credit with the leader for military exposure; the four credits sum to 1.";
    credit_stance [0.0, 1.0] "1":
        "Credit for public stance.";
    credit_access [0.0, 1.0] "1":
        "Credit for access to assets.";
    credit_finance [0.0, 1.0] "1":
        "Credit for paying.";
    legitimacy_authorization [0.0, 1.0] "1":
        "What authorization by the council adds to legitimacy.";
    legitimacy_stance [0.0, 1.0] "1":
        "What unanimous public endorsement adds to legitimacy.";
    legitimacy_self_defence [0.0, 1.0] "1":
        "Legitimacy of acting in self-defence, individual or collective.";
    legitimacy_assistance [0.0, 1.0] "1":
        "Legitimacy of assisting a state that was attacked and asks for help.";
    legitimacy_existing_resolutions [0.0, 1.0] "1":
        "Legitimacy of enforcing resolutions already adopted.";
    legitimacy_humanitarian [0.0, 1.0] "1":
        "Legitimacy of averting a humanitarian catastrophe.";
    legitimacy_preemption [0.0, 1.0] "1":
        "Legitimacy of striking first at a danger not yet imminent.";
    contest_exponent [0.001, 1000.0] "1":
        "How decisive capability is against difficulty.";
    failure_markup [-1.0, 1_000_000.0] "1":
        "How much worse risks get when the operation fails.";
    excludable_protection [0.0, 1.0] "1":
        "Share of protection against the hazards that only credit with the leader buys.";
    launch_probability [0.0, 1.0] "1":
        "Probability of trouble from launching the operation.";
    launch_legitimacy [0.0, 1.0] "1":
        "How much legitimacy lowers it.";
    launch_share [0.0, 1.0] "1":
        "Severity of that trouble as a share of the leader's yearly product, divided by military share.";
    domestic_probability [0.0, 1.0] "1":
        "Probability of domestic trouble where the whole public is against the government's stance.";
    domestic_legitimacy [0.0, 1.0] "1":
        "How much legitimacy lowers it.";
    military_licence [0.0, 1.0] "1":
        "How much authorization lowers it for those who send troops.";
    international_probability [0.0, 1.0] "1":
        "Probability of international blame for a stance without any legitimacy.";
    retaliation_probability [0.0, 1.0] "1":
        "Probability of retaliation against a state of full exposure.";
    retaliation_exposure [0.0, 100.0] "1":
        "Weight of military exposure in what draws retaliation.";
    retaliation_stance [0.0, 100.0] "1":
        "Weight of public endorsement in it.";
    retaliation_access [0.0, 100.0] "1":
        "Weight of granted assets in it.";
    entrapment_probability [0.0, 1.0] "1":
        "Probability of being drawn into further conflict at full exposure.";
    treaty_credit_none [0.0, 1.0] "1":
        "How much of the risk of abandonment full credit removes without a treaty.";
    treaty_credit_multilateral [0.0, 1.0] "1":
        "The same with a multilateral treaty.";
    treaty_credit_bilateral [0.0, 1.0] "1":
        "The same with a bilateral treaty; not less than with a multilateral one.";
    value_weight [0.0, 1000.0] "billion":
        "Money a state gives for standing in public with those who share its values.";
}
