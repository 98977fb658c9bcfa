//! Games made from games: duals, savings, restrictions, reduced games.
