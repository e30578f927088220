from dragoman.draft import Draft
from dragoman.knowledge import Knowledge


def commitments(draft: Draft, knowledge: Knowledge) -> Draft:
    return draft
