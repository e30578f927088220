"""Finding attributions: who is the source, which words are the cue, what is the content.

`find` is the seam between finding and resolving. By the trained model where it ran (`tagged`), else by rules on the
parse (`ruled`).
"""

from dragoman.stages.attribution.attributions import Attribution
from dragoman.stages.attribution.find import find

__all__ = ["Attribution", "find"]
