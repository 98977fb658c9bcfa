//! The kernel and the prekernel.
