//! A point of the prekernel, and of the kernel.

use std::convert::Infallible;

use willing_check::kernel::{InKernel, InPrekernel};
use willing_check::nucleolus::NoImputation;
use willing_game::Verdict;
use willing_game::tu::{Allocation, TableGame};

use super::{Error, Kernel, Prekernel};
use crate::nucleolus::Nucleolus;

impl Prekernel {
    /// A point of the prekernel: the prenucleolus (Sobolev 1975), with all its surpluses. There always is one.
    ///
    /// # Errors
    ///
    /// [`Error::Nucleolus`], [`Error::Game`].
    pub fn point(&self, game: &TableGame) -> Result<Verdict<InPrekernel, Infallible>, Error> {
        match Nucleolus::prenucleolus().run(self.run.clone()).solve(game)? {
            Verdict::Exists(answer) => {
                match self.contains(game, &Allocation::new(game, answer.allocation)?)? {
                    Verdict::Exists(inside) => Ok(Verdict::Exists(inside)),
                    Verdict::Impossible(_) => Err(Error::Outside),
                    Verdict::Undecided(limit) => Ok(Verdict::Undecided(limit)),
                }
            }
            // Without bounds on single players there always is one.
            Verdict::Impossible(_) => Err(Error::Outside),
            Verdict::Undecided(limit) => Ok(Verdict::Undecided(limit)),
        }
    }
}

impl Kernel {
    /// A point of the kernel: the nucleolus (Schmeidler 1969), with all its surpluses; or the proof that there is no
    /// imputation.
    ///
    /// # Errors
    ///
    /// [`Error::Nucleolus`], [`Error::Game`].
    ///
    /// # Example
    ///
    /// ```
    /// use willing_game::Certificate;
    /// use willing_game::tu::TableGame;
    /// use willing_solver::kernel::Kernel;
    ///
    /// let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1])?;
    /// let point = Kernel::new().point(&gloves)?.found()?;
    /// assert_eq!(point.0.allocation.to_f64(), [0.0, 0.0, 1.0]);
    /// point.check(&gloves)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn point(&self, game: &TableGame) -> Result<Verdict<InKernel, NoImputation>, Error> {
        match Nucleolus::new().run(self.run.clone()).solve(game)? {
            Verdict::Exists(answer) => {
                match self.contains(game, &Allocation::new(game, answer.allocation)?)? {
                    Verdict::Exists(inside) => Ok(Verdict::Exists(inside)),
                    Verdict::Impossible(_) => Err(Error::Outside),
                    Verdict::Undecided(limit) => Ok(Verdict::Undecided(limit)),
                }
            }
            Verdict::Impossible(none) => Ok(Verdict::Impossible(none)),
            Verdict::Undecided(limit) => Ok(Verdict::Undecided(limit)),
        }
    }
}
