from dragoman.draft import Draft
from dragoman.knowledge import Knowledge


def events(draft: Draft, knowledge: Knowledge) -> Draft:
    return draft
