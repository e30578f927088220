from dragoman.draft import Draft
from dragoman.knowledge import Knowledge


def mentions(draft: Draft, knowledge: Knowledge) -> Draft:
    return draft
