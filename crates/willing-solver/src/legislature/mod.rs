//! Bargaining in legislatures: who proposes, who must agree, who gets what.
