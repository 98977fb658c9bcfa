//! Minimal coalitions that win with a proposer, by numbers of interchangeable seats.

use willing_council::SimpleGame;

use super::Error;

/// Which numbers of seats of each kind win.
pub(super) struct Winning {
    /// Of each kind, how many there are.
    sizes: Vec<usize>,
    /// By numbers of seats in mixed radix, the first kind fastest.
    wins: Vec<bool>,
}

impl Winning {
    pub(super) fn of(game: &SimpleGame, kinds: &[Vec<usize>], most: usize) -> Result<Self, Error> {
        let sizes: Vec<usize> = kinds.iter().map(Vec::len).collect();
        let all = sizes.iter().try_fold(1_usize, |all, size| all.checked_mul(size + 1));
        let all = all.filter(|all| *all <= most).ok_or(Error::TooManyCoalitions { most })?;
        let wins = (0..all).map(|code| {
            let mut inside = vec![false; game.seats()];
            for (kind, count) in kinds.iter().zip(decoded(code, &sizes)) {
                for seat in kind.iter().take(count) {
                    if let Some(flag) = inside.get_mut(*seat) {
                        *flag = true;
                    }
                }
            }
            game.wins(|seat| inside.get(seat).copied().unwrap_or(false))
        });
        let wins = wins.collect();
        Ok(Self { sizes, wins })
    }

    fn at(&self, code: usize) -> bool {
        self.wins.get(code).copied().unwrap_or(false)
    }

    /// Numbers of others that win with a seat of kind `proposer`, and with none of them less.
    pub(super) fn minimal(&self, proposer: usize) -> Vec<Vec<usize>> {
        let mut steps = Vec::with_capacity(self.sizes.len());
        let mut step = 1;
        for size in &self.sizes {
            steps.push(step);
            step *= size + 1;
        }
        let own = steps.get(proposer).copied().unwrap_or(0);
        let mut found = Vec::new();
        for code in (0..self.wins.len()).filter(|code| self.at(*code)) {
            let mut members = decoded(code, &self.sizes);
            // The proposer is one of them.
            match members.get_mut(proposer) {
                Some(count) if *count > 0 => *count -= 1,
                _ => continue,
            }
            let needed = |(kind, count): (usize, &usize)| {
                *count == 0 || !self.at(code - steps.get(kind).copied().unwrap_or(own))
            };
            if members.iter().enumerate().all(needed) {
                found.push(members);
            }
        }
        found
    }
}

fn decoded(mut code: usize, sizes: &[usize]) -> Vec<usize> {
    let mut next = |size: &usize| {
        let count = code % (size + 1);
        code /= size + 1;
        count
    };
    sizes.iter().map(&mut next).collect()
}
