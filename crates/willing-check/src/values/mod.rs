//! Values of games with transferable utility.
