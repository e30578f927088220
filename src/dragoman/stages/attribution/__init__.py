"""Finding attributions: who is the source, which words are the cue, what is the content. By rules, on a parse.

`find` is the seam: anything that returns `Attribution`s for a draft can stand in its place.
"""

from dragoman.stages.attribution.find import Attribution, find

__all__ = ["Attribution", "find"]
