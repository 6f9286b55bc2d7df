"""Pages of proofs from elsewhere: `/training/proofs`."""

from advocacy.training.routes.proofs import checking, handing_in
from advocacy.training.routes.proofs.blueprint import bp

__all__ = ["bp", "checking", "handing_in"]
