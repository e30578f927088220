from dragoman.draft import Draft
from dragoman.knowledge import Knowledge


def entities(draft: Draft, knowledge: Knowledge) -> Draft:
    return draft
