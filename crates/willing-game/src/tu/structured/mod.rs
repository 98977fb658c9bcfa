//! Games whose worths follow from a few numbers; nothing here builds 2ⁿ worths.
