//! Properties of games with transferable utility.
