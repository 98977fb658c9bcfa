//! The record of vetoes: its parts add up to its totals.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use toml::{Table, Value};

const RECORD: &str = include_str!("../../../fixtures/history/vetoes.toml");

fn record() -> Table {
    RECORD.parse().unwrap()
}

fn whole(table: &Table, key: &str) -> i64 {
    table[key].as_integer().unwrap()
}

fn tables<'a>(record: &'a Table, key: &str) -> Vec<&'a Table> {
    record[key].as_array().unwrap().iter().map(|entry| entry.as_table().unwrap()).collect()
}

fn by_member(vetoes: &Value) -> BTreeMap<&str, i64> {
    let vetoes = vetoes.as_table().unwrap();
    vetoes.iter().map(|(member, count)| (member.as_str(), count.as_integer().unwrap())).collect()
}

#[test]
fn decades_add_up_to_the_totals() {
    let record = record();
    let decades = tables(&record, "decade");
    for key in ["drafts", "single", "double", "triple"] {
        let sum: i64 = decades.iter().map(|decade| whole(decade, key)).sum();
        assert_eq!(sum, whole(&record, key), "{key}");
    }
    let mut sum: BTreeMap<&str, i64> = BTreeMap::new();
    for (member, count) in decades.iter().flat_map(|decade| by_member(&decade["vetoes"])) {
        *sum.entry(member).or_default() += count;
    }
    assert_eq!(sum, by_member(&record["vetoes"]));
    let years: Vec<(i64, i64)> = decades.iter().map(|one| (whole(one, "from"), whole(one, "to"))).collect();
    assert!(years.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{years:?}");
    assert_eq!((years[0].0, years[years.len() - 1].1), (1946, 2022));
}

#[test]
fn vetoes_of_a_decade_are_as_many_as_its_single_double_and_triple_ones_hold() {
    for decade in tables(&record(), "decade") {
        let (single, double, triple) =
            (whole(decade, "single"), whole(decade, "double"), whole(decade, "triple"));
        assert_eq!(single + double + triple, whole(decade, "drafts"));
        assert_eq!(single + 2 * double + 3 * triple, by_member(&decade["vetoes"]).values().sum::<i64>());
    }
}

#[test]
fn groups_that_said_no_together_add_up_to_the_totals() {
    let record = record();
    let mut by: BTreeMap<&str, i64> = BTreeMap::new();
    let mut by_size: BTreeMap<usize, i64> = BTreeMap::new();
    for group in tables(&record, "together") {
        let (members, drafts) = (group["members"].as_array().unwrap(), whole(group, "drafts"));
        *by_size.entry(members.len()).or_default() += drafts;
        for member in members {
            *by.entry(member.as_str().unwrap()).or_default() += drafts;
        }
    }
    assert_eq!(by, by_member(&record["vetoes"]));
    let sizes = [(1, whole(&record, "single")), (2, whole(&record, "double")), (3, whole(&record, "triple"))];
    assert_eq!(by_size, BTreeMap::from(sizes));
}

#[test]
fn the_totals_are_those_published() {
    let record = record();
    let totals = [
        ("Soviet Union", 90),
        ("Russia", 31),
        ("United States", 82),
        ("United Kingdom", 29),
        ("China", 17),
        ("France", 16),
    ];
    assert_eq!(by_member(&record["vetoes"]), BTreeMap::from(totals));
    assert_eq!(["drafts", "single", "double", "triple"].map(|key| whole(&record, key)), [214, 176, 25, 13]);
}
