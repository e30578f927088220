from dragoman.draft import Draft
from dragoman.knowledge import Knowledge


def times(draft: Draft, knowledge: Knowledge) -> Draft:
    return draft
