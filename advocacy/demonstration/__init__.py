"""The demonstration: an invented bilingual retailer, with people in every state, made by the real actions.

Nothing here writes a table on its own: people are entered, versions reviewed and published, texts
acknowledged as the pages do it, at instants of the past. It is loaded into an empty database only.
"""

from advocacy.demonstration.company import CAST
from advocacy.demonstration.loading import load

__all__ = ["CAST", "load"]
