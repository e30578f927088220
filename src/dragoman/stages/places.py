from dragoman.draft import Draft
from dragoman.knowledge import Knowledge


def places(draft: Draft, knowledge: Knowledge) -> Draft:
    return draft
