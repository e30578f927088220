from dragoman.draft import Draft
from dragoman.knowledge import Knowledge


def positions(draft: Draft, knowledge: Knowledge) -> Draft:
    return draft
