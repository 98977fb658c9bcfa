//! Winsets: what could beat the status quo in a space of policies.
